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
	{ AT(sharpness), 15, 14.9F, HINT_HOLD_STILL },
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
	measures.sharpness = 15 * 0.15F;
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

static void
face_coach__shows_a_hint_that_lasts(void **state)
{
	struct face_coach coach = { 0 };
	int64_t t = 1000;

	(void)state;
	assert_int_equal(face_coach_step(&coach, HINT_CLOSER, t), HINT_NO_FACE);
	assert_int_equal(face_coach_step(&coach, HINT_CLOSER, t + FACE_COACH_STEADY_MS - 1),
		HINT_NO_FACE);
	assert_int_equal(
		face_coach_step(&coach, HINT_CLOSER, t + FACE_COACH_STEADY_MS), HINT_CLOSER);
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
		cmocka_unit_test(face_coach__never_flickers_at_a_limit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
