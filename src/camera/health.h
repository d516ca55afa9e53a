/* SPDX-License-Identifier: Apache-2.0 */
/* Whether what a camera sends is a living picture: black or standing still is told after a
 * while, never at once. Pure. */
#ifndef CAMERA_HEALTH_H
#define CAMERA_HEALTH_H

#include "base/camera_event.h"
#include "camera/picture.h"

#include <stdbool.h>
#include <stdint.h>

enum { HEALTH_BLACK_MS = 1500, HEALTH_FROZEN_MS = 3000 };

struct health {
	int64_t light_ms; /* when a frame was not black */
	int64_t moved_ms; /* when a frame differed from the one before it */
	uint64_t fingerprint;
	enum camera_state state; /* CAMERA_OPENING until the first frame */
	bool may_stand;          /* a source of stills */
};

void health_init(struct health *health, bool may_stand, int64_t now_ms);

/** Takes one frame and its small picture; returns the state to be told. */
enum camera_state health_frame(struct health *health, const struct frame *frame,
	const struct picture *small, int64_t now_ms);
/** The same where no frame came. */
enum camera_state health_none(struct health *health, int64_t now_ms);

#endif
