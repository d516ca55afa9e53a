/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What somebody needs at a counter, asked one thing at a time: is it there, or not yet? Things are bits, so that a list,
 * what is there of it and what is missing are three numbers. A thing that is there need not be asked for another time.
 */
#ifndef RULES_CHECKLIST_H
#define RULES_CHECKLIST_H

#include "rules/claim.h"

/** Things to have in hand: every enum paper, and what is no paper of a reason. */
enum { ITEM_KTP = PAPER_COUNT, ITEM_BOOK, ITEM_COUNT };

#define ITEM_BIT(item) (UINT32_C(1) << (item))

struct checklist {
	uint32_t all; /* each of these is needed */
	uint32_t any; /* of these one is enough; 0 none */
};

/** For a claim by that reason, with its papers as they are still due; REASON_NONE: nothing is asked for. Heirs bring
 *  their own KTP, which is one of their papers. */
void checklist_of(enum claim_reason reason, const enum paper *papers, size_t n, bool papers_all,
	struct checklist *ret_list);
/** Where nobody has looked at the person's work: every paper the reason may ask for. */
void checklist_of_reason(enum claim_reason reason, struct checklist *ret_list);
/** The thing to ask for next; -1: all is answered, or enough is there. */
int checklist_next(const struct checklist *list, uint32_t there, uint32_t missing);
/** What has to be got first: all of it is in *ret_all, of *ret_any one thing is enough. */
void checklist_due(
	const struct checklist *list, uint32_t there, uint32_t *ret_all, uint32_t *ret_any);
/** Source language. */
const char *checklist_words(int item);

#endif
