/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the centre refused, in words: for staff why and who does what, for the participant what it means. One row a
 * problem of the contract (assets/openapi.yaml) that a claim, or the withdrawal of consent, can be answered with.
 */
#ifndef RULES_PARKED_H
#define RULES_PARKED_H

#include <stdbool.h>

/** What an officer does about it first. */
enum parked_act {
	PARKED_CALL,   /* the participant is reached, and comes */
	PARKED_RESEND, /* as it is */
	PARKED_DROP,   /* withdrawn, where the participant says so */
	PARKED_CORRECT, /* what is wrong of it is corrected, with the participant, who was reached and is here */
};

/** What of the claim is wrong, and can be corrected at the counter. Whose claim it is never is: that is another claim. */
enum parked_fix {
	FIX_NOTHING,
	FIX_ACCOUNT,
	FIX_DATE,    /* when work ended */
	FIX_PAPER,   /* an officer sees it */
	FIX_OFFICER, /* an officer sees the KTP and the person */
	FIXES
};

struct parked {
	const char *problems; /* codes after urn:anjungan:problem:, blank between */
	const char *why;      /* what the centre said, for staff */
	const char *action;   /* who does what now */
	const char *person;   /* what it means for the participant */
	enum parked_act act;
	enum parked_fix fix;
};

/** "account" "date" "paper" "officer", for the journal; "" of FIX_NOTHING. */
const char *parked_fix_code(enum parked_fix fix);

/** The words for a problem; a row for what is not named stands in. Never NULL; texts marked for translation. */
const struct parked *parked_words(const char *problem);
/** Whether the problem has a row of its own. */
bool parked_is_known(const char *problem);

#endif
