/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whether a frame is good enough to send, decided from raw measures (ISO/IEC 29794-5 quality
 * elements as far as six points and the pixels carry them; limits: DOMAIN, face photo). One hint
 * at a time, in the order of the list; hard before soft. Whether eyes are open, a smile, and what
 * is worn on the head are not judged: six points do not tell, and glasses, hijab and peci are no
 * reason to refuse anybody.
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
/** The same for who is being told `shown`: what that hint asks for must be met with something to
 *  spare, so that nobody at a limit is told to and fro. For words alone: what passes is face_gate's. */
enum face_hint face_gate_told(const struct face_limits *limits,
	const struct face_measures *measures, int waited_ms, enum face_hint shown);
/** What of the room's light is wrong with this face, however long it was waited for; HINT_NONE: nothing, or there is
 *  not exactly one face. For staff: it is the room, not the person. */
enum face_hint face_room(
	const struct face_limits *limits, const struct face_measures *measures);
/** How good a passing frame is, to keep the best one: higher is better. */
float face_score(const struct face_limits *limits, const struct face_measures *measures);
/** What staff can do about it. Never NULL; "" where there is nothing to be done about the room. */
const char *face_room_words(enum face_hint light);
/** Never NULL; a number outside the list is answered like HINT_NO_FACE. */
const char *face_hint_words(enum face_hint hint);
bool face_hint_is_hard(enum face_hint hint);
/** For the journal, why a frame was refused: "no-face", "dark" …; HINT_NONE, shown while a frame was refused all the
 *  same, is "unsteady". Never NULL, as the words. */
const char *face_hint_code(enum face_hint hint);

/**
 * What the person is told, made steady: another hint is shown only once it is clearly what the
 * last frames say (each frame's weight fades within a fifth of a second), and not before the one
 * on the screen could be read. Frames that differ one by one change nothing. Zeroed at the start
 * of a face step: HINT_NO_FACE until frames say else.
 */
struct face_coach {
	enum face_hint shown;
	float share[FACE_HINTS]; /* of the last frames */
	int64_t shown_ms, frame_ms;
	bool begun;
};

enum {
	FACE_COACH_FADE_MS = 200,
	FACE_COACH_STEADY_MS = 300, /* a new hint alone is shown after this at the latest */
	FACE_COACH_READ_MS = 1000,  /* and once the old one has been on the screen this long */
	FACE_COACH_GOOD_MS = 500,   /* less where all is well: nobody who stands right waits a second */
};

/** Takes the hint of one frame at now_ms; returns the hint to show. */
enum face_hint face_coach_step(struct face_coach *coach, enum face_hint hint, int64_t now_ms);

#endif
