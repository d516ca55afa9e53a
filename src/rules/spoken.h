/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A sentence of the screen as words for a voice: amounts, dates, times and small numbers
 * written out, abbreviations said as people say them, keys by their names. In an open hall the
 * voice never gives a number away: five and more digits in a row, masked numbers, and receipt
 * codes are "angka di layar" and "kode di layar".
 */
#ifndef RULES_SPOKEN_H
#define RULES_SPOKEN_H

#include "base/status.h"

#include <stddef.h>

enum spoken_amounts {
	SPOKEN_AMOUNTS_HIDDEN, /* "jumlah di layar" */
	SPOKEN_AMOUNTS_WORDS,  /* when the person has asked for it */
};

/** Writes the words, without anything a voice program takes for a command. ST_TOO_LONG
 *  leaves the empty string; a room of eight times the text is enough for every sentence
 *  without amounts. The words are as personal as the text: wipe them. */
enum status spoken_words(
	const char *text, enum spoken_amounts amounts, char *ret_words, size_t room);

#endif
