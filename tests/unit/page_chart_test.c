/* SPDX-License-Identifier: Apache-2.0 */
/* Lengths of bars for amounts of every size, and what a covered chart keeps to itself. */
#include "base/array.h"
#include "flow/page_chart.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

static struct page page;

static int
clear_page(void **state)
{
	(void)state;
	page_init(&page);
	return 0;
}

static void
page_chart__gives_the_largest_the_whole_bar(void **state)
{
	static const struct {
		int64_t rupiah, largest;
		int permille;
		const char *text;
	} cases[] = {
		{ 0, 0, 0, "Rp0" },
		{ 0, 2000, 0, "Rp0" },
		{ -500, 2000, 0, "-Rp500" },
		{ 1, 1, 1000, "Rp1" },
		{ 1, 2052000, 1, "Rp1" },
		{ 500, 2000, 250, "Rp500" },
		{ 1026000, 2052000, 500, "Rp1.026.000" },
		{ 2051999, 2052000, 999, "Rp2.051.999" },
		{ INT64_MAX, INT64_MAX, 1000, "Rp9.223.372.036.854.775.807" },
		{ INT64_MAX / 2, INT64_MAX, 500, "Rp4.611.686.018.427.387.903" },
		{ INT64_MIN, INT64_MAX, 0, "-Rp9.223.372.036.854.775.808" },
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		const struct chart_row rows[] = { { "2025", cases[i].rupiah },
			{ "2026", cases[i].largest } };

		clear_page(state);
		assert_int_equal(page_chart(&page, rows, 2, false), ST_OK);
		assert_int_equal(page.lines, 2);
		assert_int_equal(page.line[0].style, LINE_BAR);
		assert_string_equal(page.line[0].label, "2025");
		assert_string_equal(page.line[0].text, cases[i].text);
		assert_int_equal(page.line[0].permille, cases[i].permille);
		assert_int_equal(page.line[1].permille, cases[i].largest > 0 ? 1000 : 0);
	}
}

static void
page_chart__covered_has_nothing_of_the_amounts(void **state)
{
	static const struct chart_row some[] = { { "2025", 2052000 }, { "2026", 0 } };
	static const struct chart_row others[] = { { "2025", 0 }, { "2026", 7 } };
	static struct page other;

	(void)state;
	page_init(&other);
	assert_int_equal(page_chart(&page, some, 2, true), ST_OK);
	assert_int_equal(page_chart(&other, others, 2, true), ST_OK);
	assert_memory_equal(&page, &other, sizeof(page));
	assert_string_equal(page.line[1].label, "2026");
	assert_string_equal(page.line[1].text, "ditutup");
}

static void
page_chart__fills_a_page_or_leaves_it(void **state)
{
	struct chart_row rows[PAGE_LINES];

	(void)state;
	for (size_t i = 0; i < PAGE_LINES; i++)
		rows[i] = (struct chart_row){ "Maret 2025", 200000 };
	assert_int_equal(page_line(&page, LINE_TEXT, "", "Iuran Anda"), ST_OK);
	assert_int_equal(page_chart(&page, rows, PAGE_LINES, false), ST_TOO_LONG);
	assert_int_equal(page.lines, 1);
	assert_int_equal(page_chart(&page, rows, PAGE_LINES - 1, false), ST_OK);
	assert_int_equal(page.lines, PAGE_LINES);
	assert_int_equal(page_chart(&page, rows, 0, false), ST_OK);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(page_chart__gives_the_largest_the_whole_bar, clear_page),
		cmocka_unit_test_setup(
			page_chart__covered_has_nothing_of_the_amounts, clear_page),
		cmocka_unit_test_setup(page_chart__fills_a_page_or_leaves_it, clear_page),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
