/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Calibrating a camera with a printed page (white paper with writing, as every receipt): whether what is held there is
 * fit to measure by, and how sharp a face can be asked to be with this camera. A soft lens is not asked for what it
 * cannot give, a sharp one not satisfied with less; the built-in limit (rules/face_gate.h) is that of the reference.
 */
#ifndef RULES_CALIBRATION_H
#define RULES_CALIBRATION_H

#include "base/page_measures.h"

#include <stdint.h>

/* X(name, words) — the first that applies is told */
#define CALIBRATION_HINT_LIST(X)                                                               \
	X(CALIBRATION_GOOD, N_("Bagus. Tahan, lalu tekan Enter."))                             \
	X(CALIBRATION_DARK, N_("Terlalu gelap. Nyalakan lampu."))                              \
	X(CALIBRATION_NO_PAPER, N_("Pegang kertas putih di dalam bingkai."))                   \
	X(CALIBRATION_GLARE, N_("Kertas silau. Miringkan sedikit."))                           \
	X(CALIBRATION_BLANK, N_("Tulisan tidak tampak. Pakai kertas bertulisan."))             \
	X(CALIBRATION_UNEVEN, N_("Cahaya dari samping. Ratakan lampu."))                       \
	X(CALIBRATION_BLURRED, N_("Tidak ada yang tajam. Bersihkan lensa, tahan diam."))

enum calibration_hint {
#define CALIBRATION_ENUM(name, words) name,
	CALIBRATION_HINT_LIST(CALIBRATION_ENUM)
#undef CALIBRATION_ENUM
		CALIBRATION_HINTS
};

enum calibration_hint calibration_judge(const struct page_measures *measures);
/** Never NULL; a number outside the list is answered like CALIBRATION_NO_PAPER. */
const char *calibration_words(enum calibration_hint hint);

/** What a camera was found to be. */
struct calibration {
	int sharpness_tenths; /* a face must reach this many tenths; 0: never calibrated */
	int light_percent;    /* luminance of white paper at the face's place */
	int64_t made_ms;
};

/** From good measures; time not set. */
struct calibration calibration_of(const struct page_measures *measures);

#endif
