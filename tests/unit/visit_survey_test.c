/* SPDX-License-Identifier: Apache-2.0 */
/* The one question after a visit: who is asked which, what is kept of it, and that it is in nobody's way. */
#include "base/array.h"
#include "base/str.h"
#include "tests/fake/desk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#define NIK   "6308055203600001"
#define ALL   "SELECT count(*) FROM survey"
#define GIVEN "SELECT count(*) FROM journal WHERE event='survey.given'"

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

/* With a photograph, from the menu to the review. */
static void
walk_to_review(struct fake_desk *fake)
{
	fake_http_forget_rules(&fake->http);
	fake_desk_straight_centre(fake);
	fake_camera_face(&fake->camera, 0, true);
	fake_camera_face(&fake->camera, 0, true);
	fake_desk_press(fake, "51" NIK "\r11");
	fake_desk_pass(fake, 500);
	fake_desk_press(fake, "\r");
	fake_desk_pass(fake, 4000);
	fake_desk_press(fake, "11");
	fake_desk_expect(fake, "review");
}

static void
walk_to_survey(struct fake_desk *fake)
{
	walk_to_review(fake);
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "result");
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "survey");
}

static void
survey__after_a_claim_is_one_key_and_stands_in_store_and_journal(void **state)
{
	struct fake_desk *fake = *state;

	walk_to_survey(fake);
	fake_desk_press(fake, "4");
	fake_desk_expect(fake, "idle");
	assert_int_equal(state_number(&fake->state,
				 ALL " WHERE service='claim' AND score=4 AND left_why IS NULL"
				     " AND assisted=0 AND senior=1 AND made_ms>0"),
		1);
	assert_int_equal(state_number(&fake->state,
				 GIVEN " AND detail='claim 4' AND subject IS NULL"),
		1);
}

/* What is on the screen and in memory while it is asked could be read by the next one. */
static void
survey__is_asked_when_the_visit_has_been_wiped(void **state)
{
	static const struct answers wiped = { 0 };
	struct fake_desk *fake = *state;

	walk_to_survey(fake);
	assert_memory_equal(visit_answers(fake->visit), &wiped, sizeof(wiped));
	assert_int_equal(state_number(&fake->state,
				 "SELECT count(*) FROM journal WHERE event='visit.end'"),
		1);
	assert_int_equal(state_number(&fake->state, "SELECT count(*) FROM visit_draft"), 0);
	assert_false(fake_desk_shows(fake, "SITI"));
}

static void
survey__goes_by_any_other_key_and_by_time(void **state)
{
	static const char *const others[] = { "*", "\r", "9", "-" };
	struct fake_desk *fake = *state;

	fake_desk_straight_centre(fake);
	fake_desk_press(fake, "51" NIK "\r***");
	fake_desk_expect(fake, "idle"); /* who goes back to where they began is not asked */
	for (size_t i = 0; i <= ARRAY_LEN(others); i++) {
		fake_desk_press(fake, "51" NIK "\r13");
		fake_desk_expect(fake, "consent_no");
		fake_desk_press(fake, "3");
		fake_desk_expect(fake, "why_left");
		if (i < ARRAY_LEN(others))
			fake_desk_press(fake, others[i]);
		else
			fake_desk_pass(fake, 12500);
		fake_desk_expect(fake, "idle");
	}
	assert_int_equal(state_number(&fake->state, ALL), 0);
	assert_int_equal(state_number(&fake->state, GIVEN), 0);
}

static void
survey__waits_long_enough_to_be_read(void **state)
{
	struct fake_desk *fake = *state;

	walk_to_survey(fake);
	fake_desk_pass(fake, 10000);
	fake_desk_expect(fake, "survey");
}

/* A hand that shakes presses the key that closed the result once more: that is no opinion. */
static void
survey__takes_no_answer_from_a_key_pressed_twice(void **state)
{
	struct fake_desk *fake = *state;

	walk_to_survey(fake);
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "survey");
	fake_desk_pass(fake, 2000);
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "idle");
	assert_int_equal(state_number(&fake->state, ALL " WHERE score=1"), 1);
}

static void
survey__of_who_calls_staff_brings_them(void **state)
{
	struct fake_desk *fake = *state;

	walk_to_survey(fake);
	fake_desk_press(fake, "+");
	assert_true(fake_desk_shows(fake, "PIN"));
}

static void
giving_up__is_asked_why_with_one_key(void **state)
{
	static const struct {
		const char *key, *rows;
	} cases[] = {
		{ "1", ALL " WHERE left_why='papers' AND score IS NULL" },
		{ "2", ALL " WHERE left_why='confused' AND score IS NULL" },
		{ "3", ALL " WHERE left_why='long' AND score IS NULL" },
		{ "4", ALL " WHERE left_why='photo' AND score IS NULL" },
		{ "5", ALL " WHERE left_why='other' AND score IS NULL" },
	};
	struct fake_desk *fake = *state;

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		walk_to_review(fake);
		fake_desk_press(fake, "42");
		fake_desk_expect(fake, "why_left");
		fake_desk_pass(fake, 2000);
		fake_desk_press(fake, cases[i].key);
		fake_desk_expect(fake, "idle");
		assert_int_equal(state_number(&fake->state, ALL), (int)i + 1);
		assert_int_equal(state_number(&fake->state, cases[i].rows), 1);
	}
	assert_int_equal(state_number(&fake->state, GIVEN), (int)ARRAY_LEN(cases));
	assert_int_equal(state_number(&fake->state,
				 "SELECT count(*) FROM journal WHERE event='visit.end'"
				 " AND detail LIKE 'gave-up %'"),
		(int)ARRAY_LEN(cases));
}

#define DESK_TEST(test) cmocka_unit_test_setup_teardown(test, new_desk, free_desk)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		DESK_TEST(survey__after_a_claim_is_one_key_and_stands_in_store_and_journal),
		DESK_TEST(survey__is_asked_when_the_visit_has_been_wiped),
		DESK_TEST(survey__goes_by_any_other_key_and_by_time),
		DESK_TEST(survey__waits_long_enough_to_be_read),
		DESK_TEST(survey__takes_no_answer_from_a_key_pressed_twice),
		DESK_TEST(survey__of_who_calls_staff_brings_them),
		DESK_TEST(giving_up__is_asked_why_with_one_key),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
