/* SPDX-License-Identifier: Apache-2.0 */
/* What the rows of "where is my money" and those that mend a returned claim share. */
#ifndef FLOW_MY_CLAIMS_H
#define FLOW_MY_CLAIMS_H

#include "flow/flow.h"

/** Identification, the list of claims and the way of one: what mending goes on from. */
extern const struct flow claims_of_person;

/** The claim being looked at: the one chosen, else the only one; NULL: none, or not chosen yet. */
const struct known_claim *claim_shown(const struct answers *answers);
/** What this kiosk has that the centre has not, of the claim looked up: flow/status.c. */
void status_fill_unsent(
	const struct answers *answers, const struct place *place, struct page *page);
/** The promised day with its weekday. */
void claim_fill_promised(const struct known_claim *claim, struct page *page);

/** Nothing of an earlier mending counts for another claim; what was answered for this one stays. */
void mending_begin(struct answers *answers, int value);
/** What the centre asks for, of the claim being looked at. */
bool mending_wants_account(const struct answers *answers, const struct place *place);
bool mending_wants_papers(const struct answers *answers, const struct place *place);

#endif
