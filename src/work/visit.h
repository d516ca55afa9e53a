/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One person's time at the kiosk, from greeting to receipt: which step of which flow, what is being typed, the
 * answers, and the work behind them. The screen sees it through this header alone: actions go in, a page comes out.
 * Everything here runs on the ui thread and never waits.
 */
#ifndef WORK_VISIT_H
#define WORK_VISIT_H

#include "base/cells.h"
#include "base/status.h"
#include "flow/action.h"
#include "flow/page.h"

#include <stdbool.h>

struct visit;

/** A key was pressed. The page has changed when this returns; the step may move later, when its answer is saved. */
void visit_act(struct visit *visit, const struct action *action);

/** Four times a second: countdowns, idle time, retries. */
void visit_tick(struct visit *visit);

/** The page as it is now; valid until the next call that takes the visit. */
const struct page *visit_page(const struct visit *visit);

/** Changes whenever the page or the preview does: draw again when it differs from the last one drawn. */
unsigned visit_revision(const struct visit *visit);

/** The live picture of STEP_FACE and STEP_SCAN, or NULL. */
const struct cells *visit_preview(const struct visit *visit);

/** Set once somebody confirmed quitting (demo only). */
bool visit_wants_quit(const struct visit *visit);

/** Told of a slow turn of the loop, to be journalled. */
void visit_slow_turn(struct visit *visit, const char *handler, int ms);

#endif
