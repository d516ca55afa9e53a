/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One writer on one state: while the kiosk has it, other commands send what they want changed to this socket, and are
 * answered when it is done. DIR/control, 0600, AF_UNIX SOCK_SEQPACKET: one packet asks, one answers, then it is over.
 * Both are JSON objects of at most CONTROL_BYTES_MAX; what may be asked are the rows of work/change.h.
 *
 *	{"change":"note","event":"log.read","outcome":"ok"}   →   {"status":"ST_OK"}
 *
 * Nobody who asks can hold the screen: nothing here waits, few are heard at a time and the others queue, and who does
 * not ask at once or does not take the answer is let go. A change that has begun goes on without its asker.
 */
#ifndef WORK_CONTROL_H
#define WORK_CONTROL_H

#include "work/desk.h"

#define CONTROL_NAME "control" /* in the folder of the state: work/door.h */

enum {
	CONTROL_BYTES_MAX = 4096,
	CONTROL_CLIENTS = 4,      /* heard at a time */
	CONTROL_REQUEST_MS = 2000 /* to ask after having come */
};

struct control;

/** dir: the state, whose lock this process has, so that a socket found there is nobody's and is replaced.
 *  ST_EXISTS: something else has its name. */
enum status control_new(struct desk *desk, const char *dir, struct control **ret_control);
/** The socket goes; nobody new is heard. Takes NULL. */
void control_stop(struct control *control);
/** The store's thread has been freed before, so nothing is under way any more. Takes NULL. */
void control_free(struct control *control);
/** Called a few times a second. */
void control_tick(struct control *control);

#endif
