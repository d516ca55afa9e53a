/* SPDX-License-Identifier: Apache-2.0 */
/* KPJ, months and programmes in plain words, for the screen and for the sheet. */
#ifndef FLOW_BALANCE_WORDS_H
#define FLOW_BALANCE_WORDS_H

#include "flow/answers.h"

enum { BALANCE_WORDS = 120 }; /* SHEET_STATE of rules/sheet.h */

/** Whether the person works there, and what to do where it is not registered. Translated. */
void balance_card_words(const struct card *card, char ret_words[BALANCE_WORDS]);
/** "Maret"; month: 1–12. */
void balance_month_words(int month, char *ret_words, size_t room);
/** Source language. */
const char *balance_programme_words(enum programme programme);
const char *balance_programme_state_words(enum programme_state state);

#endif
