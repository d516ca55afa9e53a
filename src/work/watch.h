/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the kiosk watches by itself, once a minute: how long the oldest request has been waiting. Past two working days
 * desk->place.frozen is set (rules/unsent.h), until it has left; each change is journalled once, over restarts, too.
 *
 * And whether our clock can be true: beside the centre's where it answered within a day, else beside the latest time in
 * the journal, which shows a clock that went back. desk->place.clock_wrong says so to staff; a clock that is set while
 * the kiosk runs, and the centre's time taken for signing (work/line.h), are journalled.
 *
 * Runs on the ui thread by completions; never waits.
 */
#ifndef WORK_WATCH_H
#define WORK_WATCH_H

#include "work/desk.h"

struct watch;

enum status watch_new(struct desk *desk, struct watch **ret_watch);
/** Nothing new is begun from here on; call before the workers are freed. Takes NULL. */
void watch_stop(struct watch *watch);
/** The workers have been freed before. Takes NULL. */
void watch_free(struct watch *watch);
/** Called a few times a second. */
void watch_tick(struct watch *watch);

#endif
