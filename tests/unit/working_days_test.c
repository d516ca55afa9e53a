/* SPDX-License-Identifier: Apache-2.0 */
/* Working days over the shipped holidays of 2026, and years nobody knows the holidays of. */
#include "base/array.h"
#include "base/str.h"
#include "rules/claim.h"
#include "rules/working_days.h"
#include "tests/fake/tree_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

static struct holidays holidays;

static int
read_shipped(void **state)
{
	struct buf buf;
	int line = 0;

	(void)state;
	assert_int_equal(tree_file_read("config/holidays.csv", &buf), ST_OK);
	assert_int_equal(holidays_parse(buf.data, &holidays, &line), ST_OK);
	buf_free(&buf);
	return 0;
}

static void
assert_date(struct date date, struct date expected)
{
	char text[DATE_ISO], expected_text[DATE_ISO];

	date_format_iso(date, text);
	date_format_iso(expected, expected_text);
	assert_string_equal(text, expected_text);
}

static void
holidays__of_2026_are_17_and_8_days(void **state)
{
	(void)state;
	assert_int_equal(holidays.n, 25);
	assert_true(holidays_know_year(&holidays, 2026));
	assert_false(holidays_know_year(&holidays, 2027));
	assert_false(holidays_know_year(&holidays, 2025));
}

static void
holidays_parse__says_which_row_is_bad(void **state)
{
	static const struct {
		const char *text;
		int line;
	} cases[] = {
		{"",								    0},
		{ "date,name\n",							1},
		{ "date,kind,name\n2026-02-30,libur,X\n",                               2},
		{ "date,kind,name\n2026-01-01,frei,X\n",                                2},
		{ "date,kind,name\n2026-01-01,libur,\n",                                2},
		{ "date,kind,name\n2026-01-01,libur\n",                                 2},
		{ "# a\ndate,kind,name\n2026-01-01,libur,X\n# b\n2026-01-01,libur,X\n", 5},
		{ "date,kind,name\n2026-01-02,libur,X\n2026-01-01,libur,X\n",           3},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct holidays bad = { .n = 99 };
		int line = -1;

		assert_int_equal(holidays_parse(cases[i].text, &bad, &line), ST_INVALID);
		assert_int_equal(line, cases[i].line);
		assert_int_equal(bad.n, 99);
	}
}

static void
holidays_parse__has_room_for_ten_years(void **state)
{
	struct date date = { 2026, 1, 1 };
	struct holidays many;
	struct buf buf;
	int line = 0;

	(void)state;
	buf_init(&buf, 1 << 16);
	assert_int_equal(buf_add_str(&buf, "date,kind,name\n"), ST_OK);
	for (int i = 0; i <= HOLIDAYS_MAX; i++) {
		char iso[DATE_ISO];

		date_format_iso(date_add_days(date, i), iso);
		assert_int_equal(buf_printf(&buf, "%s,libur,X\n", iso), ST_OK);
	}
	assert_int_equal(holidays_parse(buf.data, &many, &line), ST_TOO_LONG);
	assert_int_equal(line, HOLIDAYS_MAX + 2);
	buf_free(&buf);
}

static void
working_days_after__skips_weekends_and_holidays(void **state)
{
	static const struct {
		struct date from;
		int n;
		struct date to;
		bool estimate;
	} cases[] = {
		{{ 2026, 11, 22 },  1, { 2026, 11, 23 }, false},
		{ { 2026, 11, 20 }, 1, { 2026, 11, 23 }, false},
		{ { 2026, 11, 23 }, 5, { 2026, 11, 30 }, false},
		{ { 2026, 3, 17 },  1, { 2026, 3, 25 },  false}, /* Nyepi, Idulfitri, cuti */
		{ { 2026, 12, 23 }, 1, { 2026, 12, 28 }, false},
		{ { 2026, 12, 23 }, 4, { 2026, 12, 31 }, false},
		{ { 2026, 12, 23 }, 5, { 2027, 1, 1 },   true }, /* no table of 2027 */
		{ { 2025, 12, 31 }, 1, { 2026, 1, 2 },   false},
		{ { 2025, 12, 30 }, 1, { 2025, 12, 31 }, true },
		{ { 9999, 12, 31 }, 1, { 0, 0, 0 },      false},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		bool estimate = !cases[i].estimate;

		assert_date(working_days_after(&holidays, cases[i].from, cases[i].n, &estimate),
			cases[i].to);
		assert_int_equal(estimate, cases[i].estimate);
	}
}

static void
working_days_between__is_the_other_way_round(void **state)
{
	uint32_t chance = 1;

	(void)state;
	for (int i = 0; i < 500; i++) {
		struct date from, to;
		bool estimate;
		int n;

		chance = chance * 1664525u + 1013904223u;
		from = date_add_days((struct date){ 2025, 10, 1 }, (int)(chance >> 16) % 500);
		n = (int)(chance >> 8) % 40 + 1;
		to = working_days_after(&holidays, from, n, &estimate);
		assert_true(is_working_day(&holidays, to));
		assert_int_equal(working_days_between(&holidays, from, to), n);
		assert_int_equal(
			working_days_between(&holidays, from, date_add_days(to, -1)), n - 1);
		assert_int_equal(working_days_between(&holidays, to, from), 0);
		assert_int_equal(working_days_between(&holidays, from, from), 0);
	}
}

static void
claim_promised__is_five_working_days_after_the_day_of_receipt(void **state)
{
	static const struct {
		struct date received;
		bool after_closing;
		struct date promised;
		bool estimate;
	} cases[] = {
		{{ 2026, 11, 23 },  false, { 2026, 11, 30 }, false},
		{ { 2026, 11, 23 }, true,  { 2026, 12, 1 },  false},
		{ { 2026, 11, 20 }, true,  { 2026, 11, 30 }, false},
		{ { 2026, 11, 21 }, false, { 2026, 11, 30 }, false}, /* Saturday */
		{ { 2026, 11, 22 }, true,  { 2026, 11, 30 }, false},
		{ { 2026, 12, 22 }, false, { 2026, 12, 31 }, false},
		{ { 2026, 12, 22 }, true,  { 2027, 1, 1 },   true },
		{ { 2026, 12, 31 }, true,  { 2027, 1, 8 },   true },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		bool estimate = !cases[i].estimate;

		assert_date(claim_promised(policy_built_in(), &holidays, cases[i].received,
				    cases[i].after_closing, &estimate),
			cases[i].promised);
		assert_int_equal(estimate, cases[i].estimate);
	}
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(holidays__of_2026_are_17_and_8_days),
		cmocka_unit_test(holidays_parse__says_which_row_is_bad),
		cmocka_unit_test(holidays_parse__has_room_for_ten_years),
		cmocka_unit_test(working_days_after__skips_weekends_and_holidays),
		cmocka_unit_test(working_days_between__is_the_other_way_round),
		cmocka_unit_test(claim_promised__is_five_working_days_after_the_day_of_receipt),
	};

	return cmocka_run_group_tests(tests, read_shipped, NULL);
}
