/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whether the machine is ready, beside everything else the kiosk does: files, state and journal are looked at on a
 * thread of their own with a reader of their own, the printer on the print thread, the centre over the line, the camera
 * by its events. Nothing waits here; rows say LOOKS until their answer is in. While a screen shows them, what comes and
 * goes (printer, camera, voice, centre, disk) is looked at again every few seconds.
 *
 * The camera is one: it is looked at while a screen shows the rows, and let go when that screen is left.
 */
#ifndef WORK_READY_H
#define WORK_READY_H

#include "work/desk.h"
#include "work/ready_look.h"

struct ready;

/** subject: borrowed, with all in it. Sets desk->ready and desk->place.ready. */
enum status ready_new(
	struct desk *desk, const struct ready_subject *subject, struct ready **ret_ready);
/** Nothing new is begun, and its own thread ends. Takes NULL. */
void ready_stop(struct ready *ready);
/** The workers and the line have been freed before. Takes NULL. */
void ready_free(struct ready *ready);
/** Several times a second. Takes NULL. */
void ready_tick(struct ready *ready);

/** A screen shows the rows, or does so no more. With the first one all is looked at anew. Takes NULL. */
void ready_show(struct ready *ready, bool shown);
/** Whether every row has its answer, or was waited for long enough. */
bool ready_is_whole(const struct ready *ready);
/** Whether an answer is waited for. Takes NULL. */
bool ready_is_busy(const struct ready *ready);
/** Grows whenever a row changes. */
unsigned ready_revision(const struct ready *ready);

#endif
