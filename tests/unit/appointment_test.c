/* SPDX-License-Identifier: Apache-2.0 */
/* Who is served first, and the days that are offered. */
#include "base/array.h"
#include "rules/appointment.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct date monday = { 2026, 11, 23 };

static void
priority__is_from_60_on(void **state)
{
	static const struct {
		struct date birth;
		bool first;
	} rows[] = {
		{ { 1966, 11, 23 }, true },
		{ { 1966, 11, 24 }, false },
		{ { 1940, 1, 1 }, true },
		{ { 1990, 1, 1 }, false },
		{ { 0 }, false },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		assert_int_equal(priority_by_age(rows[i].birth, monday), rows[i].first);
}

static void
days__are_the_working_days_to_come(void **state)
{
	static const struct holidays holidays = { .day = { { 2026, 11, 25 } }, .n = 1 };
	static const struct date expected[DAYS_OFFERED] = { { 2026, 11, 24 }, { 2026, 11, 26 },
		{ 2026, 11, 27 }, { 2026, 11, 30 }, { 2026, 12, 1 }, { 2026, 12, 2 } };
	struct date day[DAYS_OFFERED];
	bool estimate = true;

	(void)state;
	appointment_days(&holidays, monday, 0, day, &estimate);
	for (size_t i = 0; i < DAYS_OFFERED; i++)
		assert_true(date_equal(day[i], expected[i]));
	assert_false(estimate);
	appointment_days(&holidays, monday, DAYS_OFFERED, day, &estimate);
	assert_true(date_equal(day[0], (struct date){ 2026, 12, 3 }));
}

static void
days__of_a_year_without_a_table_are_an_estimate(void **state)
{
	static const struct holidays holidays = { .day = { { 2026, 12, 25 } }, .n = 1 };
	struct date day[DAYS_OFFERED];
	bool estimate = false;

	(void)state;
	appointment_days(&holidays, (struct date){ 2026, 12, 28 }, 0, day, &estimate);
	assert_true(estimate);
}

static void
day_words__name_the_day_of_the_week(void **state)
{
	char text[DAY_TEXT];

	(void)state;
	appointment_day_words((struct date){ 2026, 11, 24 }, text);
	assert_string_equal(text, "Selasa, 24 November 2026");
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(priority__is_from_60_on),
		cmocka_unit_test(days__are_the_working_days_to_come),
		cmocka_unit_test(days__of_a_year_without_a_table_are_an_estimate),
		cmocka_unit_test(day_words__name_the_day_of_the_week),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
