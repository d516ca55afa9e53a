/* SPDX-License-Identifier: Apache-2.0 */
/* The log page by page, while the counter goes on. */
#include "work/log_pages.h"

#include "tests/fake/desk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

enum { ROWS = 50 };

static struct log_pages *pages;
static int changes;

static void
count_change(void *ctx)
{
	(void)ctx;
	changes++;
}

static int
new_desk(void **state)
{
	static struct fake_desk fake;

	fake_desk_new(&fake);
	fake_desk_settle(&fake);
	for (int i = 0; i < ROWS; i++) {
		const struct journal_entry entry = { .event = EVENT_LINE_UP,
			.at_ms = 1000 + i,
			.actor = "kiosk",
			.subject = i == 7 ? "6308055203600001" : "" };

		assert_int_equal(store_journal_add(fake.state.store, &entry), ST_OK);
	}
	changes = 0;
	assert_int_equal(log_pages_new(&fake.desk, count_change, NULL, &pages), ST_OK);
	*state = &fake;
	return 0;
}

static int
free_desk(void **state)
{
	log_pages_stop(pages);
	fake_desk_free(*state);
	log_pages_free(pages);
	return 0;
}

static void
expect_page(struct fake_desk *fake, size_t n, bool end)
{
	size_t shown = 0;

	fake_desk_settle(fake);
	(void)log_pages_rows(pages, &shown);
	assert_int_equal(shown, n);
	assert_int_equal(log_pages_is_end(pages), end);
	assert_false(log_pages_is_looking(pages));
	assert_int_equal(log_pages_status(pages), ST_OK);
}

static void
pages__give_every_row_once_newest_first(void **state)
{
	struct fake_desk *fake = *state;
	const struct journal_filter filter = { .event = "line.up" };
	const struct journal_row *row;
	int64_t before = INT64_MAX;
	size_t n = 0, all = 0;

	assert_int_equal(log_pages_search(pages, &filter), ST_OK);
	assert_true(log_pages_is_looking(pages));
	assert_int_equal(log_pages_search(pages, &filter), ST_BUSY);
	for (int page = 0; page < 3; page++) {
		expect_page(
			fake, page < 2 ? LOG_PAGE_ROWS : ROWS - 2 * LOG_PAGE_ROWS, page == 2);
		row = log_pages_rows(pages, &n);
		for (size_t i = 0; i < n; i++) {
			assert_true(row[i].seq < before);
			before = row[i].seq;
		}
		all += n;
		log_pages_more(pages);
	}
	assert_int_equal(all, ROWS);
	assert_true(changes >= 3);
}

static void
pages__find_a_person_and_forget_the_number(void **state)
{
	struct fake_desk *fake = *state;
	char nik[] = "6308055203600001";
	const struct journal_filter filter = { .person = nik };

	assert_int_equal(log_pages_search(pages, &filter), ST_OK);
	memset(nik, 'x', sizeof(nik) - 1); /* it was copied */
	expect_page(fake, 1, true);
	assert_null(memmem(pages, sizeof(void *) * 64, "6308055203600001", 16));
}

static void
pages__say_when_a_code_is_of_nothing(void **state)
{
	struct fake_desk *fake = *state;
	const struct journal_filter nothing = { .code = "2GQFENAAG" };
	const struct journal_filter something = { .event = "line.*" };

	assert_int_equal(log_pages_search(pages, &nothing), ST_OK);
	fake_desk_settle(fake);
	assert_int_equal(log_pages_status(pages), ST_NOT_FOUND);
	assert_true(log_pages_is_end(pages));
	assert_int_equal(log_pages_search(pages, &something), ST_OK);
	expect_page(fake, LOG_PAGE_ROWS, false);
}

#define DESK_TEST(test) cmocka_unit_test_setup_teardown(test, new_desk, free_desk)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		DESK_TEST(pages__give_every_row_once_newest_first),
		DESK_TEST(pages__find_a_person_and_forget_the_number),
		DESK_TEST(pages__say_when_a_code_is_of_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
