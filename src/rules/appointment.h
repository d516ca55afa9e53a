/* SPDX-License-Identifier: Apache-2.0 */
/* Who is served first, and on which days somebody can come. */
#ifndef RULES_APPOINTMENT_H
#define RULES_APPOINTMENT_H

#include "rules/working_days.h"

enum { PRIORITY_AGE = 60 };
enum { DAYS_OFFERED = 6, DAYS_AHEAD = 24 /* a multiple: whole screens */, DAY_TEXT = 64 };

/** From 60 on nobody is asked for a reason (DOMAIN, people). birth not known: no. */
bool priority_by_age(struct date birth, struct date today);

/** One screen of the working days after today; from: 0 the next one … DAYS_AHEAD - DAYS_OFFERED. *ret_estimate: for a
 *  year among them no holidays are known. */
void appointment_days(const struct holidays *holidays, struct date today, int from,
	struct date ret_day[DAYS_OFFERED], bool *ret_estimate);

/** "Selasa, 24 November 2026", translated. */
void appointment_day_words(struct date day, char ret_text[DAY_TEXT]);

#endif
