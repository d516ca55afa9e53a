/* SPDX-License-Identifier: Apache-2.0 */
/* Whether what a camera sends is a living picture: black, standing still or unreadable is told
 * after a while by the clock, however many frames that were, never at once. Pure. */
#ifndef CAMERA_HEALTH_H
#define CAMERA_HEALTH_H

#include "base/camera_event.h"
#include "camera/picture.h"

#include <stdbool.h>
#include <stdint.h>

enum { HEALTH_BLACK_MS = 1500, HEALTH_FROZEN_MS = 3000, HEALTH_LOST_MS = 8000 };

struct health {
	int64_t light_ms; /* when a frame was not black */
	int64_t moved_ms; /* when a frame differed from the one before it */
	uint64_t fingerprint;
	int64_t torn_ms;  /* when a frame could not be read; before moved_ms: not since then */
	enum camera_state state; /* CAMERA_OPENING until the first frame */
	bool may_stand;          /* a source of stills */
};

void health_init(struct health *health, bool may_stand, int64_t now_ms);

/** Takes one frame and its small picture; returns the state to be told. */
enum camera_state health_frame(struct health *health, const struct frame *frame,
	const struct picture *small, int64_t now_ms);
/** The same where no frame came. */
enum camera_state health_none(struct health *health, int64_t now_ms);
/** The same where one came that cannot be read. */
enum camera_state health_torn(struct health *health, int64_t now_ms);
/** Nothing living came for so long that only opening the camera again may help. */
bool health_is_lost(const struct health *health, int64_t now_ms);

#endif
