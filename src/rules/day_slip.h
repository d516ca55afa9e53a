/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The slip of a day for staff: what was done, what waits, what nobody has looked at again, and the signed head of the
 * journal, which shows later whether anything was taken out. Codes, initials and counts; nothing personal. Pure.
 */
#ifndef RULES_DAY_SLIP_H
#define RULES_DAY_SLIP_H

#include "rules/receipt.h"
#include "rules/review.h"

enum { DAY_UNSENT_MAX = 12, DAY_REVIEWS_MAX = 12, DAY_FLAGS_MAX = 6, DAY_HEAD_ROOM = 176 };

struct day_review {
	enum review_kind kind;
	char initials[5]; /* of the officer; "" nobody of the staff */
	char code[CODE_ROOM];
};

struct day_flag {
	char initials[5];
	unsigned flags; /* of rules/oversight.h */
};

struct day_slip {
	struct date day;
	bool closed; /* else it is the state of now */
	int visits, assisted, claims, received, tickets;
	int waiting, parked; /* of all that was made here */
	int surveys, survey_sum, gave_up;
	struct unsent_row unsent[DAY_UNSENT_MAX];
	size_t unsent_n;
	struct day_review review[DAY_REVIEWS_MAX];
	size_t reviews_n;
	int reviews_open;
	struct day_flag flag[DAY_FLAGS_MAX];
	size_t flags_n;
	char head[DAY_HEAD_ROOM]; /* SEQ:HASH:SIGNATURE; "" none */
	char kiosk[40], site[64], zone[8];
	struct date on;
	int second_of_day;
};

void receipt_of_day(const struct day_slip *slip, struct receipt *ret_receipt);

#endif
