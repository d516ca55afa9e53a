/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Keeps the second copy of the outbox (store/second_copy.h) where outbox.second_copy says: whatever is confirmed is
 * written to the other medium, too, on a thread of its own, and goes from there once it is settled. Nobody ever waits
 * for it: a medium that is missing, full, slow or unplugged is journalled when that changes and tried again every ten
 * seconds; when it returns, all that waits is walked once more. Runs on the ui thread by completions.
 */
#ifndef WORK_MIRROR_H
#define WORK_MIRROR_H

#include "work/desk.h"

struct mirror;

/** worker: the medium's own thread, borrowed. dir, state_dir: borrowed; dir "": there is none, and nothing is done. */
enum status mirror_new(struct desk *desk, struct worker *worker, const char *dir,
	const char *state_dir, struct mirror **ret_mirror);
/** Nothing new is begun from here on; call before the workers are freed. Takes NULL. */
void mirror_stop(struct mirror *mirror);
/** The workers have been freed before. Takes NULL. */
void mirror_free(struct mirror *mirror);
/** Called a few times a second. */
void mirror_tick(struct mirror *mirror);
/** A whole round soon: what waits is written, what is settled goes. For who ends before it would be due. */
void mirror_round(struct mirror *mirror);
/** All that waits is on the medium, or the medium is away; no round was asked for, and nothing is under way. */
bool mirror_is_quiet(const struct mirror *mirror);

#endif
