/* SPDX-License-Identifier: Apache-2.0 */
/* Calendar dates: arithmetic against a walk day by day, edges of months and leap years, forms, zones. */
#include "base/array.h"
#include "rules/date.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#define DATE(y, m, d) ((struct date){ y, m, d })

static void
assert_date(struct date date, struct date expected)
{
	char text[DATE_ISO], expected_text[DATE_ISO];

	date_format_iso(date, text);
	date_format_iso(expected, expected_text);
	assert_string_equal(text, expected_text);
}

/* The next day by the rules of the calendar alone, to judge the arithmetic by. */
static struct date
next_day(struct date date)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = date.year % 400 == 0 || (date.year % 4 == 0 && date.year % 100 != 0);
	int last = days[date.month - 1] + (date.month == 2 && leap);

	if (date.day < last)
		return DATE(date.year, date.month, (int8_t)(date.day + 1));
	if (date.month < 12)
		return DATE(date.year, (int8_t)(date.month + 1), 1);
	return DATE((int16_t)(date.year + 1), 1, 1);
}

static void
date__agrees_with_a_walk_day_by_day_from_1900_to_2100(void **state)
{
	const struct date start = DATE(1900, 1, 1);
	struct date date = start;
	int weekday = 1; /* 1 January 1900 was a Monday */

	(void)state;
	for (int n = 0; date.year <= 2100; n++) {
		char text[DATE_ISO];
		struct date back;
		int second;

		assert_date(date_add_days(start, n), date);
		assert_date(date_add_days(date, -n), start);
		assert_int_equal(date_days_between(start, date), n);
		assert_int_equal(date_weekday(date), weekday);
		date_format_iso(date, text);
		assert_int_equal(date_parse_iso(text, &back), ST_OK);
		assert_date(back, date);
		assert_date(
			date_of_unix(date_to_unix(date, 86399, 28800), 28800, &second), date);
		assert_int_equal(second, 86399);
		assert_true(date_compare(date, next_day(date)) < 0);
		weekday = weekday % 7 + 1;
		date = next_day(date);
	}
}

static void
date_is_valid__knows_the_calendar(void **state)
{
	static const struct {
		struct date date;
		bool valid;
	} cases[] = {
		{{ 0, 0, 0 },       false},
		{ { 1, 1, 1 },      true },
		{ { 9999, 12, 31 }, true },
		{ { 1900, 2, 29 },  false},
		{ { 2000, 2, 29 },  true },
		{ { 2024, 2, 29 },  true },
		{ { 2026, 2, 29 },  false},
		{ { 2026, 4, 31 },  false},
		{ { 2026, 13, 1 },  false},
		{ { 2026, 0, 1 },   false},
		{ { 2026, 1, 0 },   false},
		{ { -1, 1, 1 },     false},
		{ { 2026, 12, 32 }, false},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		assert_int_equal(date_is_valid(cases[i].date), cases[i].valid);
}

static void
date_add_months__ends_on_the_last_day_where_the_month_is_shorter(void **state)
{
	static const struct {
		struct date from;
		int months;
		struct date to;
	} cases[] = {
		{{ 2026, 1, 31 },   1,  { 2026, 2, 28 } },
		{ { 2024, 1, 31 },  1,  { 2024, 2, 29 } },
		{ { 2026, 3, 31 },  1,  { 2026, 4, 30 } },
		{ { 2026, 12, 31 }, 1,  { 2027, 1, 31 } },
		{ { 2024, 2, 29 },  12, { 2025, 2, 28 } },
		{ { 2024, 2, 29 },  48, { 2028, 2, 29 } },
		{ { 2026, 3, 31 },  -1, { 2026, 2, 28 } },
		{ { 2026, 1, 15 },  -1, { 2025, 12, 15 }},
		{ { 2026, 1, 15 },  0,  { 2026, 1, 15 } },
		{ { 1, 1, 1 },      -1, { 0, 0, 0 }     },
		{ { 9999, 12, 1 },  1,  { 0, 0, 0 }     },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		assert_date(date_add_months(cases[i].from, cases[i].months), cases[i].to);
}

static void
date_add_days__is_not_known_outside_the_years_1_to_9999(void **state)
{
	(void)state;
	assert_false(date_is_known(date_add_days(DATE(9999, 12, 31), 1)));
	assert_false(date_is_known(date_add_days(DATE(1, 1, 1), -1)));
	assert_false(date_is_known(date_add_days(DATE(2026, 1, 1), INT32_MAX)));
	assert_date(date_add_days(DATE(9999, 12, 30), 1), DATE(9999, 12, 31));
	assert_date(date_add_days(DATE(1, 1, 2), -1), DATE(1, 1, 1));
}

static void
date_age__turns_on_the_birthday(void **state)
{
	static const struct {
		struct date birth, today;
		int age;
	} cases[] = {
		{{ 1970, 11, 22 },  { 2026, 11, 22 }, 56},
		{ { 1970, 11, 23 }, { 2026, 11, 22 }, 55},
		{ { 1970, 12, 1 },  { 2026, 11, 22 }, 55},
		{ { 2004, 2, 29 },  { 2026, 2, 28 },  21},
		{ { 2004, 2, 29 },  { 2026, 3, 1 },   22},
		{ { 2004, 2, 29 },  { 2028, 2, 28 },  23},
		{ { 2004, 2, 29 },  { 2028, 2, 29 },  24},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct date birthday = date_birthday(cases[i].birth, cases[i].age);

		assert_int_equal(date_age(cases[i].birth, cases[i].today), cases[i].age);
		assert_true(date_compare(birthday, cases[i].today) <= 0);
		assert_int_equal(date_age(cases[i].birth, birthday), cases[i].age);
		assert_int_equal(date_age(cases[i].birth, date_add_days(birthday, -1)),
			cases[i].age - 1);
	}
	assert_false(date_is_known(date_birthday(DATE(1970, 1, 1), 9000)));
}

static void
date_of_unix__is_the_local_day(void **state)
{
	int second;

	(void)state;
	assert_date(date_of_unix(0, 0, &second), DATE(1970, 1, 1));
	assert_int_equal(second, 0);
	assert_date(date_of_unix(-1, 0, &second), DATE(1969, 12, 31));
	assert_int_equal(second, 86399);
	assert_date(date_of_unix(1795363200, 8 * 3600, &second), DATE(2026, 11, 23));
	assert_int_equal(second, 0);
	assert_int_equal(date_to_unix(DATE(2026, 11, 23), 0, 8 * 3600), 1795363200);
	assert_false(date_is_known(date_of_unix(INT64_MAX, 0, &second)));
	assert_false(date_is_known(date_of_unix(INT64_MIN, 3600, &second)));
}

static void
date_parse__refuses_what_is_not_exactly_a_date(void **state)
{
	static const char *const bad_iso[] = { "", "2026-11-2", "2026-11-222", "2026/11/22",
		"2026-13-01", "2026-00-01", "2025-02-29", "0000-01-01", "2026-11-2x",
		" 026-11-22", "+026-11-22", "-026-11-22", "２026-11-22" };
	static const char *const bad_pad[] = { "", "3102202", "31022026", "29022025",
		"010100000", "01130000", "0101000x", "00012026", "+1012026" };
	struct date date = DATE(1, 2, 3);

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(bad_iso); i++)
		assert_int_equal(date_parse_iso(bad_iso[i], &date), ST_INVALID);
	for (size_t i = 0; i < ARRAY_LEN(bad_pad); i++)
		assert_int_equal(date_parse_pad(bad_pad[i], &date), ST_INVALID);
	assert_date(date, DATE(1, 2, 3));
	assert_int_equal(date_parse_pad("29022024", &date), ST_OK);
	assert_date(date, DATE(2024, 2, 29));
}

static void
date_format__writes_for_people_and_for_machines(void **state)
{
	char iso[DATE_ISO], text[DATE_LONG], words[DATE_WORDS];

	(void)state;
	date_format_iso(DATE(960, 3, 2), iso);
	assert_string_equal(iso, "0960-03-02");
	date_format_long(DATE(1960, 3, 12), text);
	assert_string_equal(text, "12 Maret 1960");
	date_words(DATE(1960, 3, 12), words);
	assert_string_equal(words, "dua belas Maret seribu sembilan ratus enam puluh");
	date_words(DATE(9999, 9, 29), words);
	assert_string_equal(words, "dua puluh sembilan September sembilan ribu sembilan ratus "
				   "sembilan puluh sembilan");
	date_format_iso(DATE(0, 0, 0), iso);
	date_format_long(DATE(0, 0, 0), text);
	date_words(DATE(0, 0, 0), words);
	assert_string_equal(iso, "");
	assert_string_equal(text, "-");
	assert_string_equal(words, "");
	assert_string_equal(date_weekday_name(date_weekday(DATE(2026, 11, 22))), "Minggu");
	assert_string_equal(date_weekday_name(1), "Senin");
}

static void
zone_offset__knows_the_indonesian_zones(void **state)
{
	static const struct {
		const char *name, *label;
		int hours;
	} cases[] = {
		{"Asia/Jakarta",    "WIB",  7},
		{ "Asia/Pontianak", "WIB",  7},
		{ "Asia/Makassar",  "WITA", 8},
		{ "Asia/Jayapura",  "WIT",  9},
	};
	const char *label = NULL;
	int offset_s = -1;

	(void)state;
	assert_int_equal(zone_offset("Europe/Amsterdam", &offset_s, &label), ST_NOT_FOUND);
	assert_int_equal(offset_s, -1);
	assert_null(label);
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		assert_int_equal(zone_offset(cases[i].name, &offset_s, &label), ST_OK);
		assert_int_equal(offset_s, cases[i].hours * 3600);
		assert_string_equal(label, cases[i].label);
	}
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(date__agrees_with_a_walk_day_by_day_from_1900_to_2100),
		cmocka_unit_test(date_is_valid__knows_the_calendar),
		cmocka_unit_test(
			date_add_months__ends_on_the_last_day_where_the_month_is_shorter),
		cmocka_unit_test(date_add_days__is_not_known_outside_the_years_1_to_9999),
		cmocka_unit_test(date_age__turns_on_the_birthday),
		cmocka_unit_test(date_of_unix__is_the_local_day),
		cmocka_unit_test(date_parse__refuses_what_is_not_exactly_a_date),
		cmocka_unit_test(date_format__writes_for_people_and_for_machines),
		cmocka_unit_test(zone_offset__knows_the_indonesian_zones),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
