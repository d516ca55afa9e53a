/* SPDX-License-Identifier: Apache-2.0 */
/* Contributions, gathered year by year from the newest back: answers->year and what goes with it. */
#ifndef FLOW_YEARS_H
#define FLOW_YEARS_H

#include "flow/answers.h"

/** Empties the list; years_until stays where it is set, else it is the year of the newest contribution. */
void years_begin(struct answers *answers, struct date today);
/** The year to ask for now. */
int years_next(const struct answers *answers);
/** answers->contributions go into the list. */
void years_take(struct answers *answers);
/** Whether the list has room and the person was a member earlier still. */
bool years_are_due(const struct answers *answers);
/** Whether there are years before those of the list. */
bool years_are_older(const struct answers *answers);

#endif
