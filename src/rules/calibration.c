/* SPDX-License-Identifier: Apache-2.0 */
/* Limits of a page to calibrate by, and the one figure that comes of it. */
#include "rules/calibration.h"

#include "base/array.h"
#include "base/str.h"
#include "rules/face_gate.h"

#include <math.h>

static const char *const words[] = {
#define CALIBRATION_WORDS(name, text) text,
	CALIBRATION_HINT_LIST(CALIBRATION_WORDS)
#undef CALIBRATION_WORDS
};

static const float white_min = 0.35F, paper_min = 0.6F, overexposed_max = 0.25F;
static const float contrast_min = 0.25F, evenness_min = 0.7F, acutance_min = 0.0015F;

/* Of the page through the reference camera: a lens a little soft, as make bench-face draws it. */
static const float reference = 0.30F;
static const float share_min = 0.25F, share_max = 2; /* of the built-in limit */

/* "not at least" so that what is no number is told, too */
enum calibration_hint
calibration_judge(const struct page_measures *m)
{
	if (!(m->white >= white_min))
		return CALIBRATION_DARK;
	if (!(m->paper >= paper_min))
		return CALIBRATION_NO_PAPER;
	if (!(m->overexposed <= overexposed_max))
		return CALIBRATION_GLARE;
	if (!(m->contrast >= contrast_min))
		return CALIBRATION_BLANK;
	if (!(m->evenness >= evenness_min))
		return CALIBRATION_UNEVEN;
	if (!(m->acutance >= acutance_min))
		return CALIBRATION_BLURRED;
	return CALIBRATION_GOOD;
}

const char *
calibration_words(enum calibration_hint hint)
{
	return words[(size_t)hint < ARRAY_LEN(words) ? (size_t)hint : CALIBRATION_NO_PAPER];
}

struct calibration
calibration_of(const struct page_measures *m)
{
	float share = fmaxf(share_min, fminf(share_max, m->acutance / reference));

	return (struct calibration){
		.sharpness_tenths =
			(int)lroundf(10 * share * face_limits_default()->sharpness_min),
		.light_percent = (int)lroundf(100 * m->white),
	};
}
