/* SPDX-License-Identifier: Apache-2.0 */
/* Whole rupiah in 64-bit integers, as figures and as words. */
#ifndef RULES_MONEY_H
#define RULES_MONEY_H

#include "base/status.h"

#include <stddef.h>
#include <stdint.h>

enum { MONEY_TEXT = 32, WORDS_ROOM = 320 };

/** "Rp12.345.678", "-Rp500". */
void money_format(int64_t rupiah, char ret_text[MONEY_TEXT]);
/** "dua belas juta tiga ratus … rupiah". */
void money_words(int64_t rupiah, char ret_text[WORDS_ROOM]);
/** Any whole number in Indonesian words: 0 "nol", 11 "sebelas", 100 "seratus", 1000
 *  "seribu". */
void number_words(int64_t number, char ret_text[WORDS_ROOM]);
/** part_per_10000 of rupiah, rounded down to whole rupiah, without overflow up to the largest
 *  amount. */
int64_t money_part(int64_t rupiah, int part_per_10000);

#endif
