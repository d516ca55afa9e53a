/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One look at one frame for codes. No two frames in a row are looked at alike, because no one way finds every code: the
 * whole at half its size is quick and likes blur, the part where something like a code is in sight shows small ones in
 * full, and the whole in full misses nothing that zbar can read, but takes longest and comes least.
 */
#ifndef CAMERA_CODE_LOOK_H
#define CAMERA_CODE_LOOK_H

#include "base/camera_event.h"
#include "base/status.h"
#include "camera/picture.h"

#include <stdint.h>

enum { CODE_LOOK_WAYS = 4 }; /* so many frames make a whole look */

struct code_look;

enum status code_look_new(struct code_look **ret_look);
/** Wipes what was seen. Takes NULL. */
void code_look_free(struct code_look *look);

/** where: what code_sight saw in this frame. ST_OK: a code to be told, code_kind and code of the event are set. ST_AGAIN: nothing new. ST_CORRUPT: a torn frame. */
enum status code_look_at(struct code_look *look, const struct frame *frame, const struct rect *where,
	int64_t now_ms, struct camera_event *ret_event);

#endif
