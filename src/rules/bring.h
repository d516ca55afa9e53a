/* SPDX-License-Identifier: Apache-2.0 */
/* What to bring for each reason, and from when the money can be taken: the same words on the screen and on paper.
 * For who has not been identified: what the centre knows may make papers unnecessary. */
#ifndef RULES_BRING_H
#define RULES_BRING_H

#include "rules/claim.h"

enum { BRING_ALWAYS_MAX = 4, BRING_TEXT = 120 };

struct bring {
	const char *always[BRING_ALWAYS_MAX]; /* source language */
	size_t always_n;
	enum paper paper[PAPERS_MAX];
	size_t papers_n;
	bool papers_all;        /* else any one of them */
	char when[BRING_TEXT];  /* translated, whole; "" at any time */
	const char *unless;     /* source language: when the papers are not needed; "" always */
};

/** reason: not REASON_NONE. */
void bring_of(const struct policy *policy, enum claim_reason reason, struct bring *ret_bring);

#endif
