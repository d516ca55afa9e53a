/* SPDX-License-Identifier: Apache-2.0 */
/* The list of what waits for staff (flow/waiting.c), for the visit that does what is wished for one of it. */
#ifndef FLOW_WAITING_H
#define FLOW_WAITING_H

#include "flow/flow.h"

/** The one on the screen; NULL: none waits. */
const struct waiting_claim *waiting_shown(const struct answers *answers);
/** The problem whose words it has (rules/parked.h). */
const char *waiting_problem(const struct waiting_claim *claim);
/** The one sensible thing to do about it first. */
enum parked_act waiting_act_first(const struct waiting_claim *claim);
/** What of it can be corrected at the counter; NULL is FIX_NOTHING. */
enum parked_fix waiting_fix(const struct waiting_claim *claim);
/** The centre refused it, so that it lies here: it can be sent again or withdrawn. */
bool waiting_is_refused(const struct waiting_claim *claim);
/** Its lines: what is wrong, since when, what helps. */
void waiting_fill_claim(const struct waiting_claim *claim, struct date today, struct page *page);
/** The words for what was done (source). */
const char *waiting_done_words(enum waiting_wish wish);
/** Whom to reach: a masked name, and the telephone where there is one. */
void waiting_fill_contact(const struct claim_contact *contact, struct page *page);

/** The rows by which a refused claim is corrected (flow/correct.c), and their option. */
extern const struct flow correct_rows;
void waiting_begin_fix(struct answers *answers, int value);

#endif
