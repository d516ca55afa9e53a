/* SPDX-License-Identifier: Apache-2.0 */
/* The face step as it is heard and seen: hints in words and aloud, three, two, one, the best frame since Enter, and the
 * room's light told to staff. */
#include "base/array.h"
#include "tests/fake/desk.h"
#include "work/visit_inside.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#define NIK        "6308055203600001"
#define ROWS(more) "SELECT count(*) FROM journal WHERE event=" more

static int
new_desk(void **state)
{
	static struct fake_desk fake;

	fake_desk_new(&fake);
	fake_desk_straight_centre(&fake);
	*state = &fake;
	return 0;
}

static int
free_desk(void **state)
{
	fake_desk_free(*state);
	return 0;
}

static void
walk_to_face(struct fake_desk *fake)
{
	fake_desk_press(fake, "51" NIK "\r11");
	fake_desk_expect(fake, "face");
	fake_desk_pass(fake, 500);
}

/* Frames for so long, every quarter of a second. */
static void
stand(struct fake_desk *fake, enum face_hint hint, float luminance, int64_t ms)
{
	struct camera_event event = { .kind = CAMERA_FRAME,
		.hint = (int)hint,
		.refused_by = (int)hint,
		.ready = hint == HINT_NONE,
		.measures = { .faces = 1,
			.eye_distance_px = 130,
			.frame_width_px = 1080,
			.left = 3,
			.right = 3,
			.up = 2,
			.down = 2,
			.sharpness = 40,
			.luminance = luminance,
			.light_overlap = 0.8F } };

	for (int64_t t = 0; t < ms; t += 250) {
		visit_face_event(fake->visit, &event);
		fake_desk_pass(fake, 250);
	}
}

static int
times_said(const struct fake_desk *fake, int from, const char *words)
{
	int n = 0;

	for (int i = from; i < fake->speech->says; i++)
		n += strstr(fake->speech->said[i % FAKE_SPEECH_SAID], words) != NULL;
	return n;
}

static void
hint__is_shown_and_said_once_and_again_where_it_was_not_enough(void **state)
{
	struct fake_desk *fake = *state;
	int from;

	walk_to_face(fake);
	from = fake->speech->says;
	stand(fake, HINT_CLOSER, 0.5F, 3000);
	assert_true(fake_desk_shows(fake, "Mohon maju sedikit."));
	assert_false(fake_desk_shows(fake, "Siap?"));
	assert_int_equal(times_said(fake, from, "maju"), 0); /* the step's own words first */
	stand(fake, HINT_CLOSER, 0.5F, 5000);
	assert_int_equal(times_said(fake, from, "maju"), 1);
	stand(fake, HINT_CLOSER, 0.5F, 10000);
	assert_int_equal(times_said(fake, from, "maju"), 2);
}

static void
hint__that_is_good_asks_whether_they_are_ready(void **state)
{
	struct fake_desk *fake = *state;
	int from;

	walk_to_face(fake);
	from = fake->speech->says;
	stand(fake, HINT_NONE, 0.5F, 5000);
	assert_true(fake_desk_shows(fake, "Siap? Tekan Enter."));
	assert_int_equal(times_said(fake, from, "Siap?"), 1);
}

/* Another hint every half second: the voice never cuts itself short. */
static void
hint__is_said_to_its_end(void **state)
{
	struct fake_desk *fake = *state;
	int from;

	walk_to_face(fake);
	fake_desk_pass(fake, 5000);
	from = fake->speech->says;
	for (int i = 0; i < 10; i++)
		stand(fake, i % 2 ? HINT_LEFT : HINT_LEVEL, 0.5F, 500);
	assert_in_range(fake->speech->says - from, 1, 2);
}

static void
countdown__is_seen_and_heard_and_not_cut_short_by_an_early_photo(void **state)
{
	struct fake_desk *fake = *state;
	static const char *const big[] = { "3", "2", "1" };
	static const char *const said[] = { "Tiga.", "Dua.", "Satu." };

	walk_to_face(fake);
	fake_desk_press(fake, "\r");
	assert_int_equal(fake->camera.shots, 1); /* frames count from Enter on */
	assert_int_equal(fake->camera.within_ms, 3000);
	for (size_t i = 0; i < ARRAY_LEN(big); i++) {
		fake_desk_pass(fake, 250);
		fake_desk_expect(fake, "face");
		assert_string_equal(fake_desk_page(fake)->big, big[i]);
		assert_string_equal(fake_speech_last(fake->speech), said[i]);
		fake_desk_pass(fake, 750);
	}
	fake_desk_pass(fake, 500);
	assert_string_not_equal(fake_desk_page(fake)->name, "face");
}

static void
countdown__without_a_good_frame_goes_on_looking_and_says_what_is_wrong(void **state)
{
	struct fake_desk *fake = *state;

	fake->camera.shot_never_answers = true;
	walk_to_face(fake);
	fake_desk_press(fake, "\r");
	fake_desk_pass(fake, 3000);
	stand(fake, HINT_LEVEL, 0.5F, 500);
	assert_true(fake_desk_shows(fake, "Tegakkan kepala."));
	fake->camera.shot_never_answers = false;
	fake_desk_pass(fake, 500);
	assert_string_not_equal(fake_desk_page(fake)->name, "face");
}

static void
countdown__that_is_left_keeps_no_picture(void **state)
{
	struct fake_desk *fake = *state;

	walk_to_face(fake);
	fake_desk_press(fake, "\r");
	fake_desk_pass(fake, 1000);
	assert_true(fake->visit->jpeg.len > 0);
	fake_desk_press(fake, "*");
	assert_int_equal(fake->visit->jpeg.len, 0);
}

static void
photo__that_nobody_waits_for_is_not_kept(void **state)
{
	struct fake_desk *fake = *state;
	struct camera_event event = { .kind = CAMERA_PHOTO };

	walk_to_face(fake);
	event.jpeg = fake_camera_jpeg(&event.jpeg_len);
	visit_face_event(fake->visit, &event);
	assert_int_equal(fake->visit->jpeg.len, 0);
	fake_desk_expect(fake, "face");
}

/* --- the room ----------------------------------------------------------------------------------------------------------- */

static void
room__that_is_dark_for_long_is_told_to_staff_once(void **state)
{
	struct fake_desk *fake = *state;

	walk_to_face(fake);
	stand(fake, HINT_TOO_DARK, 0.1F, 15000);
	assert_int_equal(state_number(&fake->state, ROWS("'face.room'")), 0);
	stand(fake, HINT_NONE, 0.1F, 10000);
	assert_int_equal(state_number(&fake->state, ROWS("'face.room' AND detail='dark'")), 1);
	fake_desk_press(fake, "+1482915\r");
	fake_desk_expect(fake, "officer");
	assert_true(fake_desk_shows(fake, "Cahaya kurang untuk foto. Nyalakan lampu."));
}

static void
room__is_well_again_after_a_well_lit_photo(void **state)
{
	struct fake_desk *fake = *state;

	fake->desk.place.room_light = HINT_TOO_DARK;
	walk_to_face(fake);
	fake_desk_press(fake, "\r");
	fake_desk_pass(fake, 4000);
	assert_int_equal(fake->desk.place.room_light, HINT_NONE);
}

#define DESK_TEST(test) cmocka_unit_test_setup_teardown(test, new_desk, free_desk)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		DESK_TEST(hint__is_shown_and_said_once_and_again_where_it_was_not_enough),
		DESK_TEST(hint__that_is_good_asks_whether_they_are_ready),
		DESK_TEST(hint__is_said_to_its_end),
		DESK_TEST(countdown__is_seen_and_heard_and_not_cut_short_by_an_early_photo),
		DESK_TEST(countdown__without_a_good_frame_goes_on_looking_and_says_what_is_wrong),
		DESK_TEST(countdown__that_is_left_keeps_no_picture),
		DESK_TEST(photo__that_nobody_waits_for_is_not_kept),
		DESK_TEST(room__that_is_dark_for_long_is_told_to_staff_once),
		DESK_TEST(room__is_well_again_after_a_well_lit_photo),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
