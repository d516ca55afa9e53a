/* SPDX-License-Identifier: Apache-2.0 */
/* Staff at a desk beside a visit: seen by the participant, journalled, one at a time, and never more than they may. */
#include "work/visit_attach.h"

#include "base/str.h"
#include "tests/fake/desk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

static const struct staff rina = { "rina-id", "Rina", "RN", "officer" };
static const struct staff budi = { "budi-id", "Budi", "BD", "supervisor" };
static const struct action digit_1 = { .kind = ACTION_DIGIT, .ch = '1' };
static const struct action plus = { .kind = ACTION_STAFF };

static int
begin(void **state)
{
	static struct fake_desk fake;

	fake_desk_new(&fake);
	fake_desk_straight_centre(&fake);
	*state = &fake;
	return 0;
}

static int
end(void **state)
{
	fake_desk_free(*state);
	return 0;
}

static const char *
visit_id(const struct fake_desk *fake)
{
	return visit_answers(fake->visit)->visit;
}

static void
type(struct fake_desk *fake, const struct staff *staff, const char *digits)
{
	for (; *digits; digits++) {
		const struct action key = *digits == '\r'
						  ? (struct action){ .kind = ACTION_ENTER }
						  : (struct action){ .kind = ACTION_DIGIT,
							    .ch = (uint32_t)*digits };

		visit_act_for(fake->visit, visit_id(fake), staff, &key);
		fake_desk_settle(fake);
	}
}

static struct visit_glance
glance(const struct fake_desk *fake)
{
	struct visit_glance got;

	visit_glance(fake->visit, &got);
	return got;
}

/* --- told of -------------------------------------------------------------------------------------------------------- */

static void
glance__of_nobody__is_empty(void **state)
{
	assert_string_equal(glance(*state).visit, "");
	assert_false(glance(*state).called);
}

static void
glance__of_a_call__names_the_step_and_how_long(void **state)
{
	struct fake_desk *fake = *state;

	fake_desk_press(fake, "11+");
	fake_desk_pass(fake, 125 * 1000 / 5);
	assert_true(glance(fake).called);
	assert_int_equal(glance(fake).called_s, 25);
	assert_string_equal(glance(fake).step, "nik");
	assert_string_equal(glance(fake).ask, "Berapa NIK Anda?");
	assert_string_equal(glance(fake).service, "Ambil uang JHT");
}

/* --- looking on ----------------------------------------------------------------------------------------------------- */

static void
participant__who_is_watched__sees_by_whom(void **state)
{
	struct fake_desk *fake = *state;

	fake_desk_press(fake, "11");
	visit_watched_by(fake->visit, visit_id(fake), "RN, BD");
	assert_string_equal(
		fake_desk_page(fake)->band, "PETUGAS MELIHAT LAYAR INI (dari meja): RN, BD");
	visit_watched_by(fake->visit, visit_id(fake), "");
	assert_string_equal(fake_desk_page(fake)->band, "");
}

static void
next_participant__is_not_watched(void **state)
{
	struct fake_desk *fake = *state;
	char first[UUID_TEXT];

	fake_desk_press(fake, "1");
	assert_int_equal(str_copy(first, sizeof(first), visit_id(fake)), ST_OK);
	visit_watched_by(fake->visit, first, "RN");
	fake_desk_press(fake, "***");
	fake_desk_pass(fake, 60000);
	fake_desk_press(fake, "1");
	assert_string_not_equal(visit_id(fake), first);
	assert_string_equal(fake_desk_page(fake)->band, "");
	visit_watched_by(fake->visit, first, "RN");
	assert_string_equal(fake_desk_page(fake)->band, "");
	assert_int_equal(visit_join(fake->visit, first, &rina), ST_NOT_FOUND);
}

/* --- helping -------------------------------------------------------------------------------------------------------- */

static void
help__at_the_same_step__types_for_the_participant(void **state)
{
	struct fake_desk *fake = *state;

	fake_desk_press(fake, "11+");
	fake_desk_expect(fake, "called");
	assert_int_equal(visit_join(fake->visit, visit_id(fake), &rina), ST_OK);
	fake_desk_expect(fake, "nik");
	assert_string_equal(fake_desk_page(fake)->band, "PETUGAS MEMBANTU (dari meja): RN");
	type(fake, &rina, "6308055203600001\r");
	fake_desk_settle(fake);
	fake_desk_expect(fake, "is_this_you");
	visit_unjoin(fake->visit, visit_id(fake), &rina, "left");
	fake_desk_settle(fake);
	assert_string_equal(fake_desk_page(fake)->band, "");
	fake_desk_expect(fake, "is_this_you");
	assert_int_equal(state_number(&fake->state,
				 "SELECT count(*) FROM journal WHERE event='staff.join' AND "
				 "actor='rina-id' AND detail='officer desk'"),
		1);
	assert_int_equal(state_number(&fake->state,
				 "SELECT count(*) FROM journal WHERE event='staff.leave' AND "
				 "actor='rina-id'"),
		1);
}

static void
help__by_a_second_one__is_refused_while_the_first_helps(void **state)
{
	struct fake_desk *fake = *state;

	fake_desk_press(fake, "11");
	assert_int_equal(visit_join(fake->visit, visit_id(fake), &rina), ST_OK);
	assert_int_equal(visit_join(fake->visit, visit_id(fake), &budi), ST_BUSY);
	assert_true(visit_is_joined_by(fake->visit, visit_id(fake), &rina));
	visit_act_for(fake->visit, visit_id(fake), &budi, &digit_1);
	assert_string_equal(fake_desk_page(fake)->field.typed, "");
	visit_unjoin(fake->visit, visit_id(fake), &budi, "left");
	assert_true(visit_is_joined_by(fake->visit, visit_id(fake), &rina));
}

static void
help__from_a_desk__vouches_for_nothing(void **state)
{
	struct fake_desk *fake = *state;
	const struct page *page;

	fake_desk_press(fake, "116308055203600001\r11");
	assert_true(visit_answers(fake->visit)->confirmed_identity);
	assert_int_equal(visit_join(fake->visit, visit_id(fake), &budi), ST_OK);
	visit_act_for(fake->visit, visit_id(fake), &budi, &plus);
	fake_desk_expect(fake, "officer");
	page = fake_desk_page(fake);
	for (size_t i = 0; i < page->choices; i++)
		assert_non_null(strchr("456", page->choice[i].key));
	type(fake, &budi, "1278");
	fake_desk_expect(fake, "officer");
	assert_false(visit_answers(fake->visit)->ktp_seen);
}

static void
participant__alone_at_the_kiosk__has_no_rights_of_the_officer(void **state)
{
	struct fake_desk *fake = *state;

	fake_desk_press(fake, "11");
	assert_int_equal(visit_join(fake->visit, visit_id(fake), &rina), ST_OK);
	fake_desk_press(fake, "+");
	fake_desk_expect(fake, "nik");
	fake_desk_press(fake, "63");
	assert_string_equal(fake_desk_page(fake)->field.typed, "63");
	visit_act_for(fake->visit, visit_id(fake), &rina, &plus);
	fake_desk_expect(fake, "officer");
	fake_desk_press(fake, "5");
	fake_desk_expect(fake, "officer");
	assert_true(visit_is_joined_by(fake->visit, visit_id(fake), &rina));
	type(fake, &rina, "5");
	fake_desk_expect(fake, "nik");
	assert_false(visit_is_joined_by(fake->visit, visit_id(fake), &rina));
}

/* The participant's keys do not keep them. */
static void
rights__end_60_s_after_the_desk_s_last_key(void **state)
{
	struct fake_desk *fake = *state;

	fake_desk_press(fake, "11");
	assert_int_equal(visit_join(fake->visit, visit_id(fake), &rina), ST_OK);
	fake_desk_pass(fake, 40000);
	fake_desk_press(fake, "6");
	fake_desk_pass(fake, 18000);
	assert_true(visit_is_joined_by(fake->visit, visit_id(fake), &rina));
	type(fake, &rina, "3");
	fake_desk_pass(fake, 58000);
	assert_true(visit_is_joined_by(fake->visit, visit_id(fake), &rina));
	fake_desk_pass(fake, 3000);
	assert_false(visit_is_joined_by(fake->visit, visit_id(fake), &rina));
	fake_desk_expect(fake, "nik");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(glance__of_nobody__is_empty),
		TEST(glance__of_a_call__names_the_step_and_how_long),
		TEST(participant__who_is_watched__sees_by_whom),
		TEST(next_participant__is_not_watched),
		TEST(help__at_the_same_step__types_for_the_participant),
		TEST(help__by_a_second_one__is_refused_while_the_first_helps),
		TEST(help__from_a_desk__vouches_for_nothing),
		TEST(participant__alone_at_the_kiosk__has_no_rights_of_the_officer),
		TEST(rights__end_60_s_after_the_desk_s_last_key),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
