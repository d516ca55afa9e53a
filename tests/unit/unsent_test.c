/* SPDX-License-Identifier: Apache-2.0 */
/* How long something may wait: cases over weekends, holidays, midnight and clocks that were wrong. */
#include "rules/unsent.h"

#include "base/array.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { ZONE_S = 8 * 3600 };

static const struct holidays holidays = { .day = { { 2026, 12, 24 }, { 2026, 12, 25 } },
	.n = 2 };

static int64_t
at(struct date date, int hour, int minute)
{
	return date_to_unix(date, hour * 3600 + minute * 60, ZONE_S) * 1000;
}

static void
unsent_is_frozen__after_two_working_days_at_the_same_time(void **state)
{
	static const struct {
		struct date from;
		int hour;
		struct date to;
		int to_hour, to_minute;
		bool frozen;
	} cases[] = {
		{ { 2026, 11, 23 }, 9, { 2026, 11, 25 }, 9, 0, false }, /* Monday → Wednesday */
		{ { 2026, 11, 23 }, 9, { 2026, 11, 25 }, 9, 1, true },
		{ { 2026, 11, 27 }, 16, { 2026, 12, 1 }, 15, 59, false }, /* Friday → Tuesday */
		{ { 2026, 11, 27 }, 16, { 2026, 12, 1 }, 16, 1, true },
		{ { 2026, 11, 28 }, 10, { 2026, 12, 1 }, 10, 1, true }, /* Saturday → Tuesday */
		{ { 2026, 12, 23 }, 9, { 2026, 12, 28 }, 23, 0, false }, /* over Christmas */
		{ { 2026, 12, 23 }, 9, { 2026, 12, 29 }, 9, 1, true },
		{ { 2026, 11, 24 }, 9, { 2026, 11, 23 }, 9, 0, false }, /* from the future */
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		assert_int_equal(
			unsent_is_frozen(&holidays, ZONE_S, at(cases[i].from, cases[i].hour, 0),
				at(cases[i].to, cases[i].to_hour, cases[i].to_minute)),
			cases[i].frozen);
}

static void
unsent__where_nothing_waits__is_neither_late_nor_frozen(void **state)
{
	(void)state;
	assert_false(unsent_is_late(0, at((struct date){ 2026, 11, 23 }, 9, 0)));
	assert_false(unsent_is_frozen(
		&holidays, ZONE_S, 0, at((struct date){ 2026, 11, 23 }, 9, 0)));
}

static void
unsent_is_late__past_four_hours(void **state)
{
	const struct date day = { 2026, 11, 23 };

	(void)state;
	assert_false(unsent_is_late(at(day, 9, 0), at(day, 13, 0)));
	assert_true(unsent_is_late(at(day, 9, 0), at(day, 13, 1)));
	assert_false(unsent_is_late(at(day, 9, 0), at(day, 8, 0)));
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(unsent_is_frozen__after_two_working_days_at_the_same_time),
		cmocka_unit_test(unsent__where_nothing_waits__is_neither_late_nor_frozen),
		cmocka_unit_test(unsent_is_late__past_four_hours),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
