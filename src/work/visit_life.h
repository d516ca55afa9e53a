/* SPDX-License-Identifier: Apache-2.0 */
/* Making and ending the one visit object of a kiosk; for main and for tests. The screen needs work/visit.h alone. */
#ifndef WORK_VISIT_LIFE_H
#define WORK_VISIT_LIFE_H

#include "flow/answers.h"
#include "work/desk.h"
#include "work/visit.h"

/** Starts at the idle screen, and touches no store before the first key: it may be opened later. desk is borrowed and
 *  outlives the visit. */
enum status visit_new(struct desk *desk, struct visit **ret_visit);
/** The kiosk ends: the visit is wiped from the screen and from memory, its draft stays for the same person; late
 *  completions do nothing. Call before the workers and the line are freed. Takes NULL. */
void visit_stop(struct visit *visit);
/** Wipes and frees; the workers and the line have been freed before. Takes NULL. */
void visit_free(struct visit *visit);

/** The answers so far; for tests and for the bench that counts. */
const struct answers *visit_answers(const struct visit *visit);

/** What this visit has cost the person so far: screens that waited for an answer, fields typed, keys pressed. */
struct visit_effort {
	int screens, fields, keys;
};
struct visit_effort visit_effort(const struct visit *visit);

#endif
