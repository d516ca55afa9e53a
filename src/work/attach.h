/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Terminals at desks: other processes, on this machine or over ssh, that show what the kiosk draws for a member of staff
 * and send back their keys. DIR/attach is a door as the control socket is (work/door.h); what travels is in
 * base/attach_wire.h. Every terminal has a seat (work/seat.h).
 *
 * A terminal can cost the participant nothing: pictures are sent without waiting, one that has no room is left out and
 * the newest follows when there is; few keys are taken a turn; whoever takes no picture for ATTACH_STALLED_MS, greets
 * late or sends what is no message is let go, and their rights end.
 */
#ifndef WORK_ATTACH_H
#define WORK_ATTACH_H

#include "base/buf.h"
#include "flow/page.h"
#include "work/desk.h"
#include "work/visit.h"

#define ATTACH_NAME "attach" /* in the folder of the state */

enum {
	ATTACH_TERMINALS = 3, /* at a time; one more is told so */
	ATTACH_GREET_MS = 2000,
	ATTACH_STALLED_MS = 30 * 1000,
};

/** Draws a page for a terminal of that size as one packet; ui/frame.h has it. */
struct attach_painter {
	enum status (*paint)(void *ctx, const struct page *page, int columns, int rows,
		struct buf *ret_packet);
	void *ctx; /* borrowed */
};

struct attach;

/** dir: the state, whose lock this process has. desk and visit are borrowed. ST_EXISTS: something else has its name. */
enum status attach_new(struct desk *desk, struct visit *visit, const char *dir,
	const struct attach_painter *painter, struct attach **ret_attach);
/** Everybody is told that the kiosk ends, and their rights with it; nobody new comes. While the visit is there. Takes
 *  NULL. */
void attach_stop(struct attach *attach);
/** The store's thread has been freed before. Takes NULL. */
void attach_free(struct attach *attach);

#endif
