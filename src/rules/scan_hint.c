/* SPDX-License-Identifier: Apache-2.0 */
/* Measures → one hint, and its steadiness. */
#include "rules/scan_hint.h"

#include "base/array.h"
#include "base/str.h"

#include <stddef.h>

static const float dark = 0.12F;       /* mean of a picture in which paper is grey */
static const float too_near = 0.8F;    /* of the frame's width */

static const char *const words[] = {
#define SCAN_HINT_WORDS(name, words) words,
	SCAN_HINT_LIST(SCAN_HINT_WORDS)
#undef SCAN_HINT_WORDS
};

enum scan_hint
scan_hint(const struct sight_measures *sight)
{
	if (sight->luminance < dark)
		return SCAN_LIGHT;
	if (sight->width_px == 0)
		return SCAN_SHOW;
	if (sight->width_px < SCAN_CLOSER_PX)
		return SCAN_CLOSER;
	if ((float)sight->width_px > too_near * (float)sight->frame_width_px)
		return SCAN_FARTHER;
	return SCAN_STILL;
}

enum scan_hint
scan_coach_step(struct scan_coach *coach, enum scan_hint hint, int64_t now_ms)
{
	if (!coach->begun)
		*coach = (struct scan_coach){ .begun = true,
			.shown_ms = now_ms - SCAN_COACH_READ_MS,
			.coming_ms = now_ms };
	if (hint != coach->coming) {
		coach->coming = hint;
		coach->coming_ms = now_ms;
	}
	if (coach->coming != coach->shown && now_ms - coach->coming_ms >= SCAN_COACH_HOLD_MS &&
		now_ms - coach->shown_ms >= SCAN_COACH_READ_MS) {
		coach->shown = coach->coming;
		coach->shown_ms = now_ms;
	}
	return coach->shown;
}

const char *
scan_hint_words(enum scan_hint hint)
{
	return (size_t)hint < ARRAY_LEN(words) ? words[hint] : words[SCAN_SHOW];
}
