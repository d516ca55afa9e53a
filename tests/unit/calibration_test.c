/* SPDX-License-Identifier: Apache-2.0 */
/* Calibrating by a page: wrong paper is named, a softer camera is asked for less, the store keeps one row a camera, and
 * staff do it with four keys. */
#include "base/array.h"
#include "rules/face_gate.h"
#include "store/calibration.h"
#include "tests/fake/desk.h"
#include "work/visit_inside.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

static const struct page_measures good = {
	.white = 0.7F,
	.paper = 0.7F,
	.contrast = 0.5F,
	.overexposed = 0,
	.evenness = 0.95F,
	.acutance = 0.3F,
};

/* --- rules -------------------------------------------------------------------------------------------------------------- */

#define AT(member) offsetof(struct page_measures, member)

static void
calibration__names_what_is_wrong_with_the_paper(void **state)
{
	static const struct {
		size_t at;
		float passes, fails;
		enum calibration_hint hint;
	} edges[] = {
		{ AT(white), 0.35F, 0.34F, CALIBRATION_DARK },
		{ AT(paper), 0.6F, 0.59F, CALIBRATION_NO_PAPER },
		{ AT(overexposed), 0.25F, 0.26F, CALIBRATION_GLARE },
		{ AT(contrast), 0.25F, 0.24F, CALIBRATION_BLANK },
		{ AT(evenness), 0.7F, 0.69F, CALIBRATION_UNEVEN },
		{ AT(acutance), 0.0015F, 0.0014F, CALIBRATION_BLURRED },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(edges); i++) {
		struct page_measures m = good;
		float *value = (float *)((char *)&m + edges[i].at);

		*value = edges[i].passes;
		assert_int_equal(calibration_judge(&m), CALIBRATION_GOOD);
		*value = edges[i].fails;
		assert_int_equal(calibration_judge(&m), edges[i].hint);
		*value = NAN;
		assert_int_equal(calibration_judge(&m), edges[i].hint);
	}
	assert_string_equal(calibration_words((enum calibration_hint)99),
		calibration_words(CALIBRATION_NO_PAPER));
}

static void
calibration__asks_a_soft_camera_for_less_within_bounds(void **state)
{
	int built_in = (int)(10 * face_limits_default()->sharpness_min), before = 0;

	(void)state;
	for (float acutance = 0.03F; acutance < 3; acutance *= 1.5F) {
		struct page_measures m = good;
		struct calibration found;

		m.acutance = acutance;
		found = calibration_of(&m);
		assert_true(found.sharpness_tenths >= before);
		assert_in_range(found.sharpness_tenths, built_in / 4, built_in * 2);
		assert_int_equal(found.light_percent, 70);
		before = found.sharpness_tenths;
	}
	assert_int_equal(before, built_in * 2);
}

/* --- store and visit ----------------------------------------------------------------------------------------------------- */

static int
new_desk(void **state)
{
	static struct fake_desk fake;

	fake_desk_new(&fake);
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
hold(struct fake_desk *fake, const struct page_measures *page, int64_t ms)
{
	struct camera_event event = { .kind = CAMERA_PAGE, .page = *page };

	for (int64_t t = 0; t < ms; t += 250) {
		visit_calibrate_event(fake->visit, &event);
		fake_desk_pass(fake, 250);
	}
}

static void
walk_to_page(struct fake_desk *fake)
{
	fake->desk.place.camera = true;
	fake_desk_press(fake, "5+1482915\r36");
	fake_desk_expect(fake, "calibrate");
	assert_int_equal(fake->camera.task, CAMERA_TASK_PAGE);
	fake_desk_pass(fake, 1000);
}

static void
staff__calibrate_the_camera_with_a_page_and_enter(void **state)
{
	struct fake_desk *fake = *state;
	struct calibration kept;

	walk_to_page(fake);
	hold(fake, &good, 1000);
	assert_true(fake_desk_shows(fake, "Bagus. Tahan, lalu tekan Enter."));
	fake_desk_press(fake, "\r");
	fake_desk_expect(fake, "calibrated");
	assert_true(fake_desk_shows(fake, "4,0"));
	assert_int_equal(fake->camera.sharpness_tenths, 40);
	assert_false(fake->camera.running);
	assert_int_equal(state_number(&fake->state,
				 "SELECT count(*) FROM journal WHERE event='camera.calibrated'"
				 " AND outcome='ok' AND detail='40 70' AND actor LIKE 'staff-%'"),
		1);
	assert_int_equal(
		store_calibration_get(fake->state.store, "fake", &kept), ST_OK);
	assert_int_equal(kept.sharpness_tenths, 40);
	assert_int_equal(kept.light_percent, 70);
	assert_int_equal(kept.made_ms, fake->desk.place.calibration.made_ms);
}

static void
staff__are_told_what_is_wrong_and_nothing_is_kept(void **state)
{
	struct fake_desk *fake = *state;
	struct page_measures blank = good, dark = good;
	struct calibration kept;

	blank.contrast = 0.05F;
	dark.white = 0.1F;
	walk_to_page(fake);
	hold(fake, &blank, 2000);
	assert_true(fake_desk_shows(fake, "Tulisan tidak tampak. Pakai kertas bertulisan."));
	hold(fake, &dark, 2000);
	fake_desk_press(fake, "\r");
	fake_desk_expect(fake, "calibrate");
	assert_true(fake_desk_shows(fake, "Terlalu gelap. Nyalakan lampu."));
	assert_int_equal(
		store_calibration_get(fake->state.store, "fake", &kept), ST_NOT_FOUND);
	fake_desk_press(fake, "*");
	fake_desk_expect(fake, "devices");
	assert_int_equal(fake->camera.sharpness_tenths, 0);
}

/* A good look some seconds ago is not what the camera sees now. */
static void
page__that_was_taken_away_is_not_kept(void **state)
{
	struct fake_desk *fake = *state;
	struct page_measures nothing = good;

	nothing.paper = 0.1F;
	walk_to_page(fake);
	hold(fake, &good, 500);
	hold(fake, &nothing, 4000);
	fake_desk_press(fake, "\r");
	fake_desk_expect(fake, "calibrate");
}

static void
calibration__is_not_done_over_a_participants_visit(void **state)
{
	struct fake_desk *fake = *state;

	fake_desk_straight_centre(fake);
	fake->desk.place.camera = true;
	fake_desk_press(fake, "516308055203600001\r+1482915\r3");
	fake_desk_expect(fake, "officer");
	assert_false(fake_desk_shows(fake, "Mesin:"));
}

static void
store__keeps_the_newest_of_each_camera(void **state)
{
	struct fake_desk *fake = *state;
	const struct journal_entry entry = {
		.event = EVENT_CALIBRATE, .at_ms = 1, .actor = "staff-RN", .outcome = "ok"
	};
	struct calibration put = { 25, 60, 1 }, got;

	assert_int_equal(
		store_calibration_put(fake->state.store, "v4l2:/dev/video0", &put, &entry), ST_OK);
	put.sharpness_tenths = 31;
	assert_int_equal(
		store_calibration_put(fake->state.store, "v4l2:/dev/video0", &put, &entry), ST_OK);
	assert_int_equal(
		store_calibration_get(fake->state.store, "v4l2:/dev/video0", &got), ST_OK);
	assert_int_equal(got.sharpness_tenths, 31);
	assert_int_equal(
		store_calibration_get(fake->state.store, "v4l2:/dev/video1", &got), ST_NOT_FOUND);
	put.sharpness_tenths = 0;
	assert_int_equal(store_calibration_put(fake->state.store, "x", &put, &entry), ST_INVALID);
}

#define DESK_TEST(test) cmocka_unit_test_setup_teardown(test, new_desk, free_desk)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(calibration__names_what_is_wrong_with_the_paper),
		cmocka_unit_test(calibration__asks_a_soft_camera_for_less_within_bounds),
		DESK_TEST(staff__calibrate_the_camera_with_a_page_and_enter),
		DESK_TEST(staff__are_told_what_is_wrong_and_nothing_is_kept),
		DESK_TEST(page__that_was_taken_away_is_not_kept),
		DESK_TEST(calibration__is_not_done_over_a_participants_visit),
		DESK_TEST(store__keeps_the_newest_of_each_camera),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
