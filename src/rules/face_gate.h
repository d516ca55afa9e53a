/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whether a frame is good enough to send, decided from raw measures (ISO/IEC 29794-5 quality
 * elements as far as six points and the pixels carry them). One hint at a time, in the order of
 * the list; hard before soft.
 */
#ifndef RULES_FACE_GATE_H
#define RULES_FACE_GATE_H

#include "base/face_measures.h"
#include "base/status.h"

#include <stdbool.h>
#include <stdint.h>

/* X(name, code, hard, words) — order is the order in which hints are given */
#define FACE_HINT_LIST(X)                                                                      \
	X(HINT_NONE, "unsteady", true, N_("Bagus. Tetap begitu."))                             \
	X(HINT_NO_FACE, "no-face", true, N_("Berdiri di depan kamera."))                       \
	X(HINT_MANY_FACES, "many-faces", true, N_("Hanya satu orang di depan kamera."))        \
	X(HINT_CLOSER, "closer", true, N_("Mohon maju sedikit."))                              \
	X(HINT_FARTHER, "farther", true, N_("Mohon mundur sedikit."))                          \
	X(HINT_LEFT, "left", true, N_("Geser ke kiri sedikit."))                               \
	X(HINT_RIGHT, "right", true, N_("Geser ke kanan sedikit."))                            \
	X(HINT_UP, "up", true, N_("Naikkan kepala sedikit."))                                  \
	X(HINT_DOWN, "down", true, N_("Turunkan kepala sedikit."))                             \
	X(HINT_LOOK_STRAIGHT, "straight", true, N_("Lihat lurus ke kamera."))                  \
	X(HINT_LEVEL, "level", true, N_("Tegakkan kepala."))                                   \
	X(HINT_HOLD_STILL, "still", true, N_("Diam sebentar."))                                \
	X(HINT_TOO_DARK, "dark", false, N_("Terlalu gelap. Menghadap ke lampu."))              \
	X(HINT_TOO_BRIGHT, "bright", false, N_("Terlalu terang. Jauhi lampu sedikit."))        \
	X(HINT_GLARE, "glare", false, N_("Wajah silau. Putar badan sedikit."))                 \
	X(HINT_SHADOW, "shadow", false, N_("Sebelah wajah gelap. Menghadap ke lampu."))

enum face_hint {
#define HINT_ENUM(name, code, hard, words) name,
	FACE_HINT_LIST(HINT_ENUM)
#undef HINT_ENUM
		FACE_HINTS
};

struct face_limits {
	float eye_min_px, eye_aim_px, eye_max_share;
	float yaw_max, pitch_max, roll_max;
	float edge_min;      /* eye distances */
	float sharpness_min; /* per camera, from calibration */
	float luminance_min, luminance_max, overexposed_max, light_overlap_min;
	int soft_blocks_ms; /* soft checks stop blocking after this */
};

/** DOMAIN values: 90 px, 0.35, 10°, 10°, 10°, 0.9, …, 0.25–0.75, 0.01, 0.3, 20000 ms. */
const struct face_limits *face_limits_default(void);

/** The first hint that applies; HINT_NONE: good. waited_ms: since the face step began. */
enum face_hint face_gate(
	const struct face_limits *limits, const struct face_measures *measures, int waited_ms);
/** How good a passing frame is, to keep the best one: higher is better. */
float face_score(const struct face_limits *limits, const struct face_measures *measures);
/** Never NULL; a number outside the list is answered like HINT_NO_FACE. */
const char *face_hint_words(enum face_hint hint);
bool face_hint_is_hard(enum face_hint hint);
/** For the journal, why a frame was refused: "no-face", "dark" …; HINT_NONE, shown while a frame was refused all the
 *  same, is "unsteady". Never NULL, as the words. */
const char *face_hint_code(enum face_hint hint);

/**
 * What the person is told, made steady: another hint is shown only after it was the frames'
 * hint without a break, and not before the last one could be read. Zeroed at the start of a
 * face step: HINT_NO_FACE until a frame says else.
 */
struct face_coach {
	enum face_hint shown, coming;
	int64_t shown_ms, coming_ms; /* since when */
	bool begun;
};

enum {
	FACE_COACH_STEADY_MS = 300, /* a new hint must last this long */
	FACE_COACH_READ_MS = 1000,  /* and the old one has been on the screen this long */
};

/** Takes the hint of one frame at now_ms; returns the hint to show. */
enum face_hint face_coach_step(struct face_coach *coach, enum face_hint hint, int64_t now_ms);

#endif
