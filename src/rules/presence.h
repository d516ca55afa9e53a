/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whether staff are at the counter: by its opening hours, and by what they said when they left. A time they named heals
 * a forgotten "I am back". The kiosk itself works at any hour.
 */
#ifndef RULES_PRESENCE_H
#define RULES_PRESENCE_H

#include "rules/working_days.h"

#include <stdbool.h>

/** When staff are here. */
struct opening {
	int opens_s, closes_s; /* of the local day */
	bool daily;            /* else on working days */
};

/** A moment at the counter. */
struct moment {
	struct date on;
	int second; /* of the day */
};

struct presence {
	bool away;
	struct moment back; /* where away: when they are here again */
};

/** absence: until when somebody said they are gone; a date that is not known: nobody is. */
struct presence presence_at(const struct opening *opening, const struct holidays *holidays,
	struct moment now, struct moment absence);
/** The next opening after this moment's day. */
struct moment presence_next_opening(
	const struct opening *opening, const struct holidays *holidays, struct date today);

enum { PRESENCE_WORDS = 96 };
/** "Petugas kembali pukul 13.00." "Petugas kembali besok pukul 08.00." "Petugas kembali Senin, 30 November 2026 pukul
 *  08.00."; "" where nobody is away. */
void presence_words(
	const struct presence *presence, struct date today, char ret_words[PRESENCE_WORDS]);

#endif
