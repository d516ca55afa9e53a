/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Why the gate refused a face, second by second: the measures, never a picture, and nothing of who it was but the visit.
 * For the supervisor's report and for whoever places lamp and camera. Rows leave by age. Store thread only.
 */
#ifndef STORE_CAPTURE_H
#define STORE_CAPTURE_H

#include "base/face_measures.h"
#include "base/status.h"
#include "base/uuid.h"

#include <stddef.h>
#include <stdint.h>

struct store;

enum { CAPTURE_REASON = 16, CAPTURE_CAMERA = 64 };

/** One second in which frames came and none passed; the measures are those of its last frame. */
struct capture_row {
	int64_t at_ms;
	char visit[UUID_TEXT];
	char reason[CAPTURE_REASON]; /* face_hint_code of the first check that failed: "dark" … */
	char camera[CAPTURE_CAMERA]; /* camera.source: "v4l2:/dev/video0" */
	struct face_measures measures;
};

/** All of them in one transaction. ST_INVALID: a text is empty or has no end within its
 *  room, or a measure is no number. */
enum status store_capture_add(struct store *store, const struct capture_row *rows, size_t n);

/** Those of from_ms ≤ at_ms < to_ms in the order of time; a reader of the state is enough. */
enum status store_capture_each(struct store *store, int64_t from_ms, int64_t to_ms,
	void (*row)(void *ctx, const struct capture_row *row), void *ctx);

/** Drops what is older than max_age_ms, or as far ahead (a clock that was wrong). */
enum status store_capture_sweep(struct store *store, int64_t now_ms, int64_t max_age_ms);

#endif
