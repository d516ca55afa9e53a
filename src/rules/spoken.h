/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A sentence of the screen as words for a voice: amounts, dates, times and small numbers
 * written out, abbreviations said as people say them, keys by their names. In an open hall the
 * voice never gives a number away: five and more digits in a row, masked numbers, and receipt
 * codes are "angka di layar" and "kode di layar", unless the person has asked to hear them.
 */
#ifndef RULES_SPOKEN_H
#define RULES_SPOKEN_H

#include "base/status.h"

#include <stddef.h>

struct buf;

/** Bits: what the person has asked to hear in spite of the hall, and what is read out. */
enum spoken {
	SPOKEN_AMOUNTS_HIDDEN = 0, /* "jumlah di layar" */
	SPOKEN_AMOUNTS_WORDS = 1 << 0,
	SPOKEN_NUMBERS = 1 << 1,  /* numbers and codes one by one, and amounts */
	SPOKEN_OF_PAPER = 1 << 2, /* "angka di kertas" */
};

/** Writes the words, without anything a voice program takes for a command. ST_TOO_LONG
 *  leaves the empty string; a room of eight times the text is enough for every sentence
 *  without amounts. The words are as personal as the text: wipe them. */
enum status spoken_words(const char *text, unsigned how, char *ret_words, size_t room);

enum { SPOKEN_SENTENCE = 640, SPOKEN_ROOM = 8 * SPOKEN_SENTENCE };
/** Appends a sentence of at most SPOKEN_SENTENCE bytes in words, ended by a full stop where it
 *  has no end of its own. On failure what was there may be followed by a part. */
enum status spoken_add(struct buf *words, unsigned how, const char *sentence);

#endif
