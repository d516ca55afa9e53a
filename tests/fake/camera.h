/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A camera from memory. Events stand in a script: those before the first shot play after start,
 *the shot's answer after shoot. Counts its calls and can fail on the N-th one. Needs no helper
 *process and no time.
 *
 *	struct fake_camera fake;
 *	fake_camera_init(&fake);
 *	fake_camera_face(&fake, HINT_CLOSER, false);
 *	fake_camera_face(&fake, HINT_NONE, true);
 *	visit_…(&fake.port);     // start, then two frames, then shoot → PHOTO with a small JPEG
 */
#ifndef FAKE_CAMERA_H
#define FAKE_CAMERA_H

#include "port.h"

#include <stdbool.h>

enum { FAKE_CAMERA_EVENTS = 32 };

struct fake_camera {
	struct camera_port port; /* hand this out; ctx is the fake itself */

	/* what the test sets */
	int fail_at; /* the N-th call of start or shoot fails with fail_with; 0: never */
	enum status fail_with;
	enum camera_state state; /* told after start; CAMERA_LIVE unless changed */
	int no_photo_hint;       /* > 0: a shot ends in NO_PHOTO with this hint */
	bool shot_never_answers;

	/* what the test reads */
	int starts, shots, stops, calls;
	bool running;
	enum camera_task task;
	int columns, rows, within_ms, jpeg_max;
	int sharpness_tenths; /* calibrated to; 0 not */

	/* its own */
	struct camera_about about;
	struct camera_event script[FAKE_CAMERA_EVENTS];
	int scripted, at;
	bool state_due, answer_due;
};

/** CAMERA_LIVE, no frames yet, a shot gives a PHOTO of 1 × 1 pixel. Nothing to free. */
void fake_camera_init(struct fake_camera *fake);

/** Adds one event to the script; jpeg stays borrowed. */
void fake_camera_add(struct fake_camera *fake, const struct camera_event *event);
/** Adds a FRAME with good measures and a 2 × 1 preview. */
void fake_camera_face(struct fake_camera *fake, int hint, bool ready);
void fake_camera_code(struct fake_camera *fake, enum camera_code_kind kind, const char *text);
/** Adds a STATE: unplugged, frozen, live again. */
void fake_camera_state(struct fake_camera *fake, enum camera_state state);

/** The photograph a shot gives. */
const uint8_t *fake_camera_jpeg(size_t *ret_len);

#endif
