/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whether the gate judges right: scenes whose truth is known, each shown with skin from dark to light. A scene that
 * should pass and is refused is a false reject, charged to the hint it was given; one that one check should refuse and
 * that passes is a false accept of that check.
 */
#ifndef BENCH_FACE_VERDICT_H
#define BENCH_FACE_VERDICT_H

#include "base/status.h"
#include "rules/face_gate.h"
#include "tests/bench/face/scene.h"

#include <stddef.h>

/** Mean luminance of the face, dark to light; all within the gate's limits. */
enum { TONES = 5 };
extern const float verdict_tones[TONES];

/** What a scene is for. hint: the check that should refuse it, HINT_NONE: it should pass. */
struct labelled {
	const char *name;
	enum face_hint hint;
	struct scene scene;
};
extern const struct labelled verdict_scenes[];
extern const size_t verdict_scenes_n;

struct tally {
	int shown, wrong;
};

/** Counted over photographs. */
struct verdicts {
	struct tally good[TONES], worn[WEARS], bad[FACE_HINTS][TONES];
	int rejected_by[FACE_HINTS][TONES]; /* hints that scenes got which should pass */
	int otherwise[FACE_HINTS];          /* refused, by another hint than the label's */
};

/** Judges one picture; the hint it was given. */
typedef enum status verdict_fn(void *ctx, const struct photo *photo, const struct scene *scene,
	enum face_hint *ret_hint);

/** Which of them one photograph is shown in: from the first on, each step-th. */
struct choice {
	int tone, tone_step, scene, scene_step;
};
enum status verdict_photo(struct verdicts *verdicts, const struct photo *photo,
	struct choice choice, verdict_fn *judge, void *ctx);

/** The table for people. */
void verdict_print(const struct verdicts *verdicts, const char *of);

#endif
