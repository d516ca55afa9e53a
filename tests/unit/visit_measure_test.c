/* SPDX-License-Identifier: Apache-2.0 */
/* What a visit leaves in the journal for the report to count: codes and counts, and nothing else. */
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
#define YOUNG      "6308050101900001"
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
expect_row(struct fake_desk *fake, const char *query)
{
	int n = state_number(&fake->state, query);

	if (n != 1)
		fail_msg("%d rows: %s", n, query);
}

static void
walk_to_face(struct fake_desk *fake)
{
	fake_desk_press(fake, "51");
	fake_desk_pass(fake, 4000);
	fake_desk_press(fake, NIK "\r11");
	fake_desk_expect(fake, "face");
}

static void
walk_to_end(struct fake_desk *fake)
{
	fake_camera_face(&fake->camera, 0, true);
	fake_camera_face(&fake->camera, 0, true);
	walk_to_face(fake);
	fake_desk_pass(fake, 500);
	fake_desk_press(fake, "\r");
	fake_desk_pass(fake, 4000);
	fake_desk_press(fake, "11");
	fake_desk_expect(fake, "review");
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "result");
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "survey");
}

static void
visit__says_how_old_how_many_keys_and_where_it_ended(void **state)
{
	struct fake_desk *fake = *state;

	walk_to_end(fake);
	expect_row(fake, ROWS("'visit.identified' AND detail='60+'"));
	expect_row(fake,
		ROWS("'visit.end' AND outcome='finished' AND service='claim'"
		     " AND detail='finished 60+ 25 claim/result'"));
}

static void
visit__says_of_whom_it_does_not_know_the_age_that_it_does_not(void **state)
{
	struct fake_desk *fake = *state;

	fake_desk_press(fake, "51**");
	fake_desk_expect(fake, "idle");
	expect_row(fake, ROWS("'visit.end' AND outcome='left' AND detail LIKE 'left unknown %'"));
	fake_desk_press(fake, "51" YOUNG "\r***");
	fake_desk_expect(fake, "idle");
	expect_row(fake, ROWS("'visit.end' AND detail LIKE 'left under-60 %'"));
}

static void
visit__says_how_long_each_answer_took(void **state)
{
	struct fake_desk *fake = *state;

	walk_to_face(fake);
	expect_row(fake, ROWS("'visit.step' AND detail='claim/nik 4000' AND service='claim'"
			      " AND outcome='ok' AND visit IS NOT NULL"));
	expect_row(fake, ROWS("'visit.step' AND detail LIKE 'claim/consent %'"));
}

static void
visit__says_where_it_stood_when_the_kiosk_stopped(void **state)
{
	struct fake_desk *fake = *state;

	walk_to_face(fake);
	visit_stop(fake->visit);
	fake_desk_settle(fake);
	expect_row(fake,
		ROWS("'visit.end' AND outcome='stopped' AND detail LIKE '% claim/face'"));
}

static void
face__leaves_why_frames_were_refused_as_counts(void **state)
{
	struct fake_desk *fake = *state;
	const int hints[] = { HINT_TOO_DARK, HINT_TOO_DARK, HINT_NO_FACE };

	for (size_t i = 0; i < ARRAY_LEN(hints); i++)
		fake_camera_face(&fake->camera, hints[i], false);
	fake_camera_face(&fake->camera, HINT_NONE, true);
	walk_to_face(fake);
	fake_desk_pass(fake, 500);
	fake_desk_press(fake, "*");
	expect_row(fake, ROWS("'face.frames' AND detail='good 1 no-face 1 dark 2'"));
}

/* --- measures of refused seconds ------------------------------------------------------------------------------------ */

#define CAPTURES(more) "SELECT count(*) FROM capture_quality WHERE " more

static void
play(struct fake_desk *fake, enum face_hint refused_by, int frames, int every_ms)
{
	struct camera_event event = { .kind = CAMERA_FRAME,
		.hint = HINT_HOLD_STILL,
		.ready = refused_by == HINT_NONE,
		.refused_by = (int)refused_by,
		.measures = { .faces = 1, .luminance = 0.125F } };

	for (int i = 0; i < frames; i++) {
		visit_face_event(fake->visit, &event);
		fake_clock_advance(&fake->clock, every_ms);
	}
}

static void
face__keeps_the_measures_of_refused_seconds_and_no_others(void **state)
{
	struct fake_desk *fake = *state;

	walk_to_face(fake);
	play(fake, HINT_TOO_DARK, 30, 100); /* three seconds */
	play(fake, HINT_LEVEL, 3, 100);
	play(fake, HINT_NONE, 1, 100); /* the second in which one passed */
	play(fake, HINT_LEVEL, 6, 100);
	fake_desk_press(fake, "*");
	assert_int_equal(state_number(&fake->state, CAPTURES("1")), 3);
	assert_int_equal(state_number(&fake->state,
				 CAPTURES("reason='dark' AND luminance=0.125 AND camera='fake'"
					  " AND length(visit)=36")),
		3);
}

static void
face__writes_measures_before_the_camera_stops_where_it_takes_long(void **state)
{
	struct fake_desk *fake = *state;

	walk_to_face(fake);
	play(fake, HINT_NO_FACE, CAPTURE_BATCH + 1, 1000);
	fake_desk_settle(fake);
	assert_int_equal(
		state_number(&fake->state, CAPTURES("reason='no-face'")), CAPTURE_BATCH);
}

static void
visit__lets_go_of_old_measures(void **state)
{
	struct fake_desk *fake = *state;

	walk_to_face(fake);
	play(fake, HINT_NO_FACE, 2, 1000);
	fake_desk_press(fake, "*****");
	fake_desk_expect(fake, "idle");
	assert_int_equal(state_number(&fake->state, CAPTURES("1")), 2);
	fake_clock_advance(&fake->clock, (fake->desk.measures_days + 1) * (int64_t)86400000);
	fake_desk_press(fake, "5");
	assert_int_equal(state_number(&fake->state, CAPTURES("1")), 0);
}

/* Every reason at once does not fit one row: nothing is lost. */
static void
face__leaves_as_many_rows_as_the_counts_need(void **state)
{
	struct fake_desk *fake = *state;
	struct camera_event event = { .kind = CAMERA_FRAME };

	walk_to_face(fake);
	for (event.hint = 0; event.hint < FACE_HINTS; event.hint++)
		for (int i = 0; i < 1234; i++)
			visit_face_event(fake->visit, &event);
	fake_desk_press(fake, "*");
	assert_int_equal(state_number(&fake->state, ROWS("'face.frames'")), 2);
	expect_row(fake, ROWS("'face.frames' AND detail LIKE 'unsteady 1234 no-face 1234 %'"));
	expect_row(fake, ROWS("'face.frames' AND detail LIKE '% shadow 1234'"));
}

#define DESK_TEST(test) cmocka_unit_test_setup_teardown(test, new_desk, free_desk)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		DESK_TEST(visit__says_how_old_how_many_keys_and_where_it_ended),
		DESK_TEST(visit__says_of_whom_it_does_not_know_the_age_that_it_does_not),
		DESK_TEST(visit__says_how_long_each_answer_took),
		DESK_TEST(visit__says_where_it_stood_when_the_kiosk_stopped),
		DESK_TEST(face__leaves_why_frames_were_refused_as_counts),
		DESK_TEST(face__leaves_as_many_rows_as_the_counts_need),
		DESK_TEST(face__keeps_the_measures_of_refused_seconds_and_no_others),
		DESK_TEST(face__writes_measures_before_the_camera_stops_where_it_takes_long),
		DESK_TEST(visit__lets_go_of_old_measures),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
