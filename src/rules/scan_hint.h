/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What to tell somebody who holds a code before the camera and is not read yet: one hint at a time, steady enough to be
 * read. Pure: measures and the time come in. Nothing here ever refuses anything; a code that is read ends it.
 */
#ifndef RULES_SCAN_HINT_H
#define RULES_SCAN_HINT_H

#include <stdbool.h>
#include <stdint.h>

/** In the order they are told. The numbers are on the camera's wire: add at the end. */
#define SCAN_HINT_LIST(X)                                                                      \
	X(SCAN_SHOW, N_("Tunjukkan kodenya ke kamera"))                                            \
	X(SCAN_LIGHT, N_("Terlalu gelap. Cari tempat yang terang"))                                \
	X(SCAN_CLOSER, N_("Dekatkan kodenya sedikit"))                                             \
	X(SCAN_FARTHER, N_("Jauhkan kodenya sedikit"))                                             \
	X(SCAN_STILL, N_("Diam sebentar, sedang dibaca"))

enum scan_hint {
#define SCAN_HINT_ENUM(name, words) name,
	SCAN_HINT_LIST(SCAN_HINT_ENUM)
#undef SCAN_HINT_ENUM
	SCAN_HINTS
};

struct sight_measures {
	float luminance; /* 0–1, of the whole picture */
	int width_px;    /* of what may be a code, in the frame's full resolution; 0: nothing like it */
	int frame_width_px;
};

/** Closer under this width: 29 squares of a QR and their rim are then some 4 pixels each. */
enum { SCAN_CLOSER_PX = 150, SCAN_COACH_HOLD_MS = 500, SCAN_COACH_READ_MS = 1500 };

enum scan_hint scan_hint(const struct sight_measures *sight);

/** Zeroed at birth: SCAN_SHOW. */
struct scan_coach {
	bool begun;
	enum scan_hint shown, coming;
	int64_t shown_ms, coming_ms;
};

/** The hint to show now: a new one only when it held for SCAN_COACH_HOLD_MS and the one before was to be read for
 *  SCAN_COACH_READ_MS. */
enum scan_hint scan_coach_step(struct scan_coach *coach, enum scan_hint hint, int64_t now_ms);

/** Never NULL. */
const char *scan_hint_words(enum scan_hint hint);

#endif
