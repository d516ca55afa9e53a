/* SPDX-License-Identifier: Apache-2.0 */
/* The face gate at each of its limits, the order of the hints, and the coach that keeps them
 * steady. */
#include "base/array.h"
#include "rules/face_gate.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

static struct face_measures
good(void)
{
	return (struct face_measures){
		.faces = 1,
		.eye_distance_px = 130,
		.yaw = 1,
		.pitch = -2,
		.roll = 3,
		.left = 3,
		.right = 3,
		.up = 2,
		.down = 2,
		.frame_width_px = 1080,
		.sharpness = 40,
		.luminance = 0.5F,
		.overexposed = 0.001F,
		.light_overlap = 0.7F,
	};
}

static enum face_hint
hint_of(const struct face_measures *measures)
{
	return face_gate(face_limits_default(), measures, 0);
}

#define AT(member) offsetof(struct face_measures, member)

/* The last value that passes and the first that does not. */
static const struct {
	size_t at;
	float passes, fails;
	enum face_hint hint;
} edges[] = {
	{ AT(eye_distance_px), 90, 89.9F, HINT_CLOSER },
	{ AT(eye_distance_px), 378, 378.1F, HINT_FARTHER },
	{ AT(left), 0.9F, 0.89F, HINT_LEFT },
	{ AT(right), 0.9F, 0.89F, HINT_RIGHT },
	{ AT(down), 0.9F, 0.89F, HINT_UP },
	{ AT(up), 0.9F, 0.89F, HINT_DOWN },
	{ AT(yaw), 10, 10.1F, HINT_LOOK_STRAIGHT },
	{ AT(yaw), -10, -10.1F, HINT_LOOK_STRAIGHT },
	{ AT(pitch), 10, 10.1F, HINT_LOOK_STRAIGHT },
	{ AT(pitch), -10, -10.1F, HINT_LOOK_STRAIGHT },
	{ AT(roll), 10, 10.1F, HINT_LEVEL },
	{ AT(roll), -10, -10.1F, HINT_LEVEL },
	{ AT(sharpness), 4, 3.9F, HINT_HOLD_STILL },
	{ AT(luminance), 0.25F, 0.24F, HINT_TOO_DARK },
	{ AT(luminance), 0.75F, 0.76F, HINT_TOO_BRIGHT },
	{ AT(overexposed), 0.01F, 0.011F, HINT_GLARE },
	{ AT(light_overlap), 0.3F, 0.29F, HINT_SHADOW },
};

static void
set(struct face_measures *measures, size_t at, float value)
{
	*(float *)((char *)measures + at) = value;
}

static void
face_gate__passes_up_to_each_limit_and_not_beyond(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(edges); i++) {
		struct face_measures measures = good();

		set(&measures, edges[i].at, edges[i].passes);
		assert_int_equal(hint_of(&measures), HINT_NONE);
		set(&measures, edges[i].at, edges[i].fails);
		assert_int_equal(hint_of(&measures), edges[i].hint);
	}
}

static void
face_gate__refuses_what_is_no_number(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(edges); i++) {
		struct face_measures measures = good();

		set(&measures, edges[i].at, NAN);
		assert_int_not_equal(hint_of(&measures), HINT_NONE);
	}
}

static void
face_gate__wants_exactly_one_face(void **state)
{
	struct face_measures measures = good();

	(void)state;
	measures.faces = 0;
	assert_int_equal(hint_of(&measures), HINT_NO_FACE);
	measures.faces = 2;
	assert_int_equal(hint_of(&measures), HINT_MANY_FACES);
}

static void
face_gate__says_step_back_when_two_sides_are_too_near(void **state)
{
	struct face_measures measures = good();

	(void)state;
	measures.left = measures.right = 0.5F;
	assert_int_equal(hint_of(&measures), HINT_FARTHER);
	measures = good();
	measures.up = measures.down = 0.5F;
	assert_int_equal(hint_of(&measures), HINT_FARTHER);
}

static void
face_gate__gives_the_first_hint_of_several(void **state)
{
	struct face_measures measures = good();

	(void)state;
	measures.luminance = 0.1F;
	measures.roll = 30;
	measures.yaw = 30;
	assert_int_equal(hint_of(&measures), HINT_LOOK_STRAIGHT);
	measures.eye_distance_px = 50;
	assert_int_equal(hint_of(&measures), HINT_CLOSER);
}

static void
face_gate__does_not_call_a_dark_face_blurred(void **state)
{
	struct face_measures measures = good();

	(void)state;
	measures.luminance = 0.2F; /* 40 % of the light: 16 % of the variance */
	measures.sharpness = 40 * 0.16F;
	assert_int_equal(hint_of(&measures), HINT_TOO_DARK);
	measures.sharpness = 1; /* noise, which does not fade with the light */
	assert_int_equal(hint_of(&measures), HINT_HOLD_STILL);
}

static void
face_gate__lets_the_room_be_bad_after_20_s(void **state)
{
	const struct face_limits *limits = face_limits_default();
	struct face_measures measures = good();

	(void)state;
	measures.luminance = 0.1F;
	measures.light_overlap = 0.1F;
	measures.overexposed = 0.2F;
	assert_int_equal(face_gate(limits, &measures, 19999), HINT_TOO_DARK);
	assert_int_equal(face_gate(limits, &measures, 20000), HINT_NONE);
	measures.roll = 40; /* hard checks stay */
	assert_int_equal(face_gate(limits, &measures, 3600000), HINT_LEVEL);
}

static void
face_score__prefers_sharper_straighter_nearer(void **state)
{
	const struct face_limits *limits = face_limits_default();
	struct face_measures base = good(), other = good();
	float score = face_score(limits, &base);

	(void)state;
	other.sharpness = 80;
	assert_true(face_score(limits, &other) > score);
	other = good();
	other.yaw = 9;
	assert_true(face_score(limits, &other) < score);
	other = good();
	other.eye_distance_px = 95;
	assert_true(face_score(limits, &other) < score);
	other = good();
	other.light_overlap = 0.32F;
	assert_true(face_score(limits, &other) < score);
}

static void
face_hint_words__answers_for_every_number(void **state)
{
	(void)state;
	assert_string_equal(face_hint_words(HINT_CLOSER), "Mohon maju sedikit.");
	assert_string_equal(face_hint_words((enum face_hint)31), face_hint_words(HINT_NO_FACE));
	assert_true(face_hint_is_hard((enum face_hint)31));
	assert_false(face_hint_is_hard(HINT_TOO_DARK));
}

/* --- coach -------------------------------------------------------------------------------- */

enum { FRAME_MS = 50 };

static enum face_hint
coach_for(struct face_coach *coach, enum face_hint hint, int64_t *t, int ms)
{
	enum face_hint shown = coach->shown;

	for (int64_t end = *t + ms; *t < end; *t += FRAME_MS)
		shown = face_coach_step(coach, hint, *t);
	return shown;
}

static void
face_coach__shows_a_hint_that_lasts(void **state)
{
	struct face_coach coach = { 0 };
	int64_t t = 1000;

	(void)state;
	assert_int_equal(coach_for(&coach, HINT_CLOSER, &t, 2 * FRAME_MS), HINT_NO_FACE);
	assert_int_equal(
		coach_for(&coach, HINT_CLOSER, &t, FACE_COACH_STEADY_MS), HINT_CLOSER);
}

static void
face_coach__leaves_time_to_read(void **state)
{
	struct face_coach coach = { 0 };
	int64_t t = 0, shown;

	(void)state;
	while (face_coach_step(&coach, HINT_CLOSER, t) != HINT_CLOSER)
		t += FRAME_MS;
	shown = t;
	while (face_coach_step(&coach, HINT_LEVEL, t) != HINT_LEVEL)
		t += FRAME_MS;
	assert_true(t - shown >= FACE_COACH_READ_MS);
	assert_true(t - shown <= FACE_COACH_READ_MS + 2 * FRAME_MS);
}

/* Whatever was shown before, at whatever rate frames come: "Bagus" within a second. */
static void
face_coach__says_good_within_a_second(void **state)
{
	static const int rates_ms[] = { 33, 50, 100, 200 };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rates_ms); i++) {
		struct face_coach coach = { 0 };
		int64_t t = 0, good;

		while (face_coach_step(&coach, HINT_CLOSER, t) != HINT_CLOSER)
			t += rates_ms[i];
		good = t;
		while (face_coach_step(&coach, HINT_NONE, t) != HINT_NONE)
			t += rates_ms[i];
		assert_in_range(t - good, FACE_COACH_GOOD_MS, 1000);
	}
}

static void
face_coach__never_flickers_at_a_limit(void **state)
{
	struct face_coach coach = { 0 };
	int changes = 0;
	enum face_hint before = HINT_NO_FACE;

	(void)state;
	for (int frame = 0; frame < 400; frame++) {
		enum face_hint seen = frame < 40 || frame % 2 == 0 ? HINT_CLOSER : HINT_NONE;
		enum face_hint shown = face_coach_step(&coach, seen, frame * FRAME_MS);

		changes += shown != before;
		before = shown;
	}
	assert_int_equal(changes, 1);
	assert_int_equal(before, HINT_CLOSER);
}

/* Two things to mend at once, each frame another one: one of them is told. */
static void
face_coach__tells_one_of_two_that_take_turns(void **state)
{
	struct face_coach coach = { 0 };
	enum face_hint shown = HINT_NO_FACE;
	int changes = 0;

	(void)state;
	for (int frame = 0; frame < 200; frame++) {
		enum face_hint before = shown;

		shown = face_coach_step(&coach, frame % 2 ? HINT_LEFT : HINT_LEVEL,
			(int64_t)frame * FRAME_MS);
		changes += shown != before;
	}
	assert_true(shown == HINT_LEFT || shown == HINT_LEVEL);
	assert_int_equal(changes, 1);
}

/* --- measures that tremble around each limit, as those of a living face do ----------------------- */

enum { TREMBLE_FRAMES = 30 * 20 };

static float
tremble(uint32_t *seed)
{
	*seed = *seed * 1664525U + 1013904223U;
	return (float)(*seed >> 8) / (float)(1 << 24) - 0.5F;
}

static int
changes_at(size_t edge, float width, uint32_t seed, int64_t *ret_least_ms)
{
	struct face_coach coach = { 0 };
	float at = (edges[edge].passes + edges[edge].fails) / 2;
	enum face_hint shown = HINT_NO_FACE;
	int64_t changed_ms = 0;
	int changes = 0;

	*ret_least_ms = INT64_MAX;
	for (int frame = 0; frame < TREMBLE_FRAMES; frame++) {
		int64_t now = 1000 + (int64_t)frame * FRAME_MS;
		struct face_measures measures = good();
		enum face_hint before = shown;

		set(&measures, edges[edge].at, at * (1 + width * tremble(&seed)));
		shown = face_coach_step(&coach,
			face_gate_told(face_limits_default(), &measures, 0, coach.shown), now);
		if (shown == before)
			continue;
		if (changes++ > 0 && now - changed_ms < *ret_least_ms)
			*ret_least_ms = now - changed_ms;
		changed_ms = now;
	}
	return changes;
}

static void
face_hint__stands_still_while_measures_tremble_at_its_limit(void **state)
{
	int64_t least_ms;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(edges); i++) /* ± 3 % for half a minute */
		for (uint32_t seed = 1; seed <= 8; seed++)
			assert_in_range(changes_at(i, 0.06F, seed, &least_ms), 1, 2);
}

/* However wild: nothing is shown for less than it takes to read it. */
static void
face_hint__is_never_shown_too_short_to_be_read(void **state)
{
	int64_t least_ms;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(edges); i++)
		for (uint32_t seed = 1; seed <= 8; seed++) {
			(void)changes_at(i, 1.5F, seed, &least_ms);
			assert_true(least_ms >= FACE_COACH_GOOD_MS);
		}
}

static void
face_gate_told__asks_for_more_of_what_is_shown_and_of_nothing_else(void **state)
{
	const struct face_limits *limits = face_limits_default();

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(edges); i++) {
		struct face_measures measures = good();

		set(&measures, edges[i].at, edges[i].passes);
		assert_int_equal(face_gate_told(limits, &measures, 0, HINT_NONE), HINT_NONE);
		assert_int_equal(
			face_gate_told(limits, &measures, 0, edges[i].hint), edges[i].hint);
		assert_int_equal(face_gate_told(limits, &measures, 0, (enum face_hint)99), HINT_NONE);
	}
}

static void
face_room__names_the_light_and_nothing_else(void **state)
{
	const struct face_limits *limits = face_limits_default();
	struct face_measures measures = good();

	(void)state;
	assert_int_equal(face_room(limits, &measures), HINT_NONE);
	measures.roll = 40;
	measures.luminance = 0.1F;
	assert_int_equal(face_room(limits, &measures), HINT_TOO_DARK);
	measures.luminance = 0.5F;
	measures.light_overlap = 0.1F;
	assert_int_equal(face_room(limits, &measures), HINT_SHADOW);
	measures.faces = 0;
	assert_int_equal(face_room(limits, &measures), HINT_NONE);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(face_gate__passes_up_to_each_limit_and_not_beyond),
		cmocka_unit_test(face_gate__refuses_what_is_no_number),
		cmocka_unit_test(face_gate__wants_exactly_one_face),
		cmocka_unit_test(face_gate__says_step_back_when_two_sides_are_too_near),
		cmocka_unit_test(face_gate__gives_the_first_hint_of_several),
		cmocka_unit_test(face_gate__does_not_call_a_dark_face_blurred),
		cmocka_unit_test(face_gate__lets_the_room_be_bad_after_20_s),
		cmocka_unit_test(face_score__prefers_sharper_straighter_nearer),
		cmocka_unit_test(face_hint_words__answers_for_every_number),
		cmocka_unit_test(face_coach__shows_a_hint_that_lasts),
		cmocka_unit_test(face_coach__leaves_time_to_read),
		cmocka_unit_test(face_coach__says_good_within_a_second),
		cmocka_unit_test(face_coach__never_flickers_at_a_limit),
		cmocka_unit_test(face_coach__tells_one_of_two_that_take_turns),
		cmocka_unit_test(face_hint__stands_still_while_measures_tremble_at_its_limit),
		cmocka_unit_test(face_hint__is_never_shown_too_short_to_be_read),
		cmocka_unit_test(face_gate_told__asks_for_more_of_what_is_shown_and_of_nothing_else),
		cmocka_unit_test(face_room__names_the_light_and_nothing_else),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
