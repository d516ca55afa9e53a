/* SPDX-License-Identifier: Apache-2.0 */
/* Labelled scenes and what the gate said of them. */
#include "tests/bench/face/verdict.h"

#include "base/array.h"

#include <stdio.h>

const float verdict_tones[TONES] = { 0.30F, 0.38F, 0.47F, 0.58F, 0.68F };

/* As somebody stands who does everything right, but for what is named after it. */
#define AT(...)                                                                                \
	{                                                                                      \
		.eyes_px = 130, .x = 0.5F, .y = 0.45F, .gain = 1, .noise = 2, .seed = 1,       \
		__VA_ARGS__                                                                    \
	}
#define GOOD(what, ...)      { what, HINT_NONE, AT(__VA_ARGS__) }
#define BAD(hint, what, ...) { what, hint, AT(__VA_ARGS__) }

/* clang-format off */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Woverride-init"
const struct labelled verdict_scenes[] = {
	GOOD("straight", .blur_px = 0),
	GOOD("small", .eyes_px = 100),
	GOOD("large", .eyes_px = 200, .y = 0.42F),
	GOOD("left of the middle", .x = 0.42F),
	GOOD("right of the middle", .x = 0.58F),
	GOOD("standing, high in the frame", .y = 0.33F),
	GOOD("seated, low in the frame", .y = 0.60F),
	GOOD("leaning a little", .roll = 4),
	GOOD("leaning a little, the other way", .roll = -6),
	GOOD("turned a little", .turn = 4),
	GOOD("turned a little, the other way", .turn = -4),
	GOOD("a soft lens", .blur_px = 1),
	GOOD("a noisy sensor", .noise = 8),
	GOOD("light a little from the side", .side_light = 0.25F),
	GOOD("hijab, dark", .wear = WEAR_HIJAB_DARK),
	GOOD("hijab, light", .wear = WEAR_HIJAB_LIGHT),
	GOOD("hijab down to the brows", .wear = WEAR_HIJAB_LOW),
	GOOD("peci", .wear = WEAR_PECI),
	GOOD("glasses, thin frames", .wear = WEAR_GLASSES_THIN),
	GOOD("glasses, thick frames", .wear = WEAR_GLASSES_THICK),

	BAD(HINT_NO_FACE, "nobody", .x = -2),
	BAD(HINT_MANY_FACES, "two people", .second = 480),
	BAD(HINT_MANY_FACES, "two people, the other side", .second = -480),
	BAD(HINT_CLOSER, "far", .eyes_px = 78),
	BAD(HINT_CLOSER, "farther", .eyes_px = 60),
	BAD(HINT_FARTHER, "near", .eyes_px = 300, .y = 0.4F),
	BAD(HINT_LEFT, "at the left edge", .x = 0.26F),
	BAD(HINT_RIGHT, "at the right edge", .x = 0.74F),
	BAD(HINT_UP, "at the bottom", .y = 0.80F),
	BAD(HINT_DOWN, "at the top", .y = 0.14F),
	BAD(HINT_LOOK_STRAIGHT, "turned", .turn = 24),
	BAD(HINT_LOOK_STRAIGHT, "turned the other way", .turn = -24),
	BAD(HINT_LOOK_STRAIGHT, "bowed", .nod = 26),
	BAD(HINT_LEVEL, "tilted", .roll = 16),
	BAD(HINT_LEVEL, "tilted the other way", .roll = -19),
	BAD(HINT_HOLD_STILL, "moving", .blur_px = 5),
	BAD(HINT_HOLD_STILL, "moving fast", .blur_px = 9),
	BAD(HINT_TOO_DARK, "dark room", .gain = 0.3F),
	BAD(HINT_TOO_BRIGHT, "bright room", .tone = 0.85F),
	BAD(HINT_GLARE, "lamp on the cheek", .glare = 0.3F),
	BAD(HINT_SHADOW, "window at one side", .side_light = 0.92F),
};
#pragma GCC diagnostic pop
/* clang-format on */
const size_t verdict_scenes_n = ARRAY_LEN(verdict_scenes);

static void
count(struct verdicts *v, const struct labelled *row, int tone, enum face_hint hint)
{
	struct tally *tally = row->hint != HINT_NONE ? &v->bad[row->hint][tone]
						     : &v->good[tone];
	bool wrong = row->hint == HINT_NONE ? hint != HINT_NONE : hint == HINT_NONE;

	tally->shown++;
	tally->wrong += wrong;
	if (row->hint == HINT_NONE) {
		v->worn[row->scene.wear].shown++;
		v->worn[row->scene.wear].wrong += wrong;
		v->rejected_by[hint][tone] += wrong;
	} else if (hint != row->hint && hint != HINT_NONE) {
		v->otherwise[row->hint]++;
	}
}

enum status
verdict_photo(struct verdicts *verdicts, const struct photo *photo, struct choice choice,
	verdict_fn *judge, void *ctx)
{
	enum status st = ST_OK;

	for (size_t i = (size_t)choice.scene; i < verdict_scenes_n; i += (size_t)choice.scene_step)
		for (int tone = choice.tone; st == ST_OK && tone < TONES; tone += choice.tone_step) {
			struct scene scene = verdict_scenes[i].scene;
			enum face_hint hint = HINT_NONE;

			if (scene.tone == 0)
				scene.tone = verdict_tones[tone];
			scene.seed = (uint32_t)(i * TONES) + (uint32_t)tone + 1;
			st = judge(ctx, photo, &scene, &hint);
			if (st == ST_OK)
				count(verdicts, &verdict_scenes[i], tone, hint);
		}
	return st;
}

/* --- the table ------------------------------------------------------------------------------------------------------------ */

static void
print_tallies(const char *name, const struct tally tallies[TONES])
{
	printf("  %-32s", name);
	for (int tone = 0; tone < TONES; tone++)
		printf("  %4d/%-4d", tallies[tone].wrong, tallies[tone].shown);
	printf("\n");
}

void
verdict_print(const struct verdicts *v, const char *of)
{
	static const char *const worn[WEARS] = { "nothing", "hijab, dark", "hijab, light",
		"hijab down to the brows", "peci", "glasses, thin", "glasses, thick" };

	printf("\n%s, by brightness of the face  ", of);
	for (int tone = 0; tone < TONES; tone++)
		printf("  %9.2f", (double)verdict_tones[tone]);
	printf("\n");
	print_tallies("refused though all was well", v->good);
	for (int hint = 0; hint < FACE_HINTS; hint++) {
		int all = 0;

		for (int tone = 0; tone < TONES; tone++)
			all += v->rejected_by[hint][tone];
		if (all == 0)
			continue;
		printf("    by %-27s", face_hint_code((enum face_hint)hint));
		for (int tone = 0; tone < TONES; tone++)
			printf("  %4d     ", v->rejected_by[hint][tone]);
		printf("\n");
	}
	for (int hint = 0; hint < FACE_HINTS; hint++)
		if (v->bad[hint][0].shown + v->bad[hint][TONES - 1].shown > 0) {
			char name[40];

			if (snprintf(name, sizeof(name), "passed though: %s",
				    face_hint_code((enum face_hint)hint)) > 0)
				print_tallies(name, v->bad[hint]);
		}
	printf("  %-32s", "worn, refused though well:");
	for (int wear = 0; wear < WEARS; wear++)
		printf("  %s %d/%d", worn[wear], v->worn[wear].wrong, v->worn[wear].shown);
	printf("\n\n");
}
