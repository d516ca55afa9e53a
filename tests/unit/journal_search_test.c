/* SPDX-License-Identifier: Apache-2.0 */
/* Finding rows of the journal: each filter, several at once, by days, in windows, rows that come meanwhile. */
#include "store/journal_search.h"

#include "base/array.h"
#include "base/str.h"
#include "tests/fake/state.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#define VISIT_A "0192aabb-ccdd-7f01-bf03-040506070809"
#define VISIT_B "0192aabb-ccdd-7f02-bf03-040506070809"
#define NIK_A   "6308055203600001"
#define NIK_B   "6308051203700002"

enum { DAY_MS = 24 * 60 * 60 * 1000, ALL = 1000 };

/* Two visits and what the kiosk does between them, a row an hour. */
static const struct journal_entry entries[] = {
	{ .event = EVENT_KIOSK_START, .actor = "kiosk", .outcome = "ok" },
	{ .event = EVENT_VISIT_BEGIN,
		.actor = "participant",
		.outcome = "ok",
		.visit = VISIT_A },
	{ .event = EVENT_STEP,
		.actor = "participant",
		.outcome = "ok",
		.visit = VISIT_A,
		.subject = NIK_A,
		.service = "claim" },
	{ .event = EVENT_CLAIM_CONFIRM,
		.actor = "staff-RN",
		.outcome = "ok",
		.visit = VISIT_A,
		.subject = NIK_A },
	{ .event = EVENT_LINE_DOWN, .actor = "kiosk", .outcome = "down" },
	{ .event = EVENT_CLAIM_SENT, .actor = "kiosk", .outcome = "ok", .visit = VISIT_A },
	{ .event = EVENT_VISIT_BEGIN,
		.actor = "participant",
		.outcome = "ok",
		.visit = VISIT_B },
	{ .event = EVENT_STEP,
		.actor = "participant",
		.outcome = "ok",
		.visit = VISIT_B,
		.subject = NIK_B,
		.service = "balance" },
	{ .event = EVENT_VISIT_END,
		.actor = "participant",
		.outcome = "idle",
		.visit = VISIT_B },
	{ .event = EVENT_CLAIM_PARKED,
		.actor = "kiosk",
		.outcome = "parked",
		.visit = VISIT_A },
};

static int
open_state(void **state)
{
	static struct state fresh;

	state_new(&fresh);
	for (size_t i = 0; i < ARRAY_LEN(entries); i++) {
		struct journal_entry entry = entries[i];

		entry.at_ms = (int64_t)(i + 1) * DAY_MS;
		assert_int_equal(store_journal_add(fresh.store, &entry), ST_OK);
	}
	*state = &fresh;
	return 0;
}

static int
drop_state(void **state)
{
	state_free(*state);
	return 0;
}

/* "10 6 4": the rows found, as they came. */
struct found {
	char text[256];
	int n;
};

static void
keep(void *ctx, const struct journal_row *row)
{
	struct found *found = ctx;
	size_t n = strlen(found->text);

	assert_int_equal(str_format(found->text + n, sizeof(found->text) - n, "%s%lld",
				 n > 0 ? " " : "", (long long)row->seq),
		ST_OK);
	found->n++;
}

/* In as many windows as it takes. */
static void
expect_rows(struct store *store, const struct journal_filter *filter, int limit, int budget_ms,
	const char *want)
{
	struct found found = { .n = 0 };
	struct journal_search search;
	int windows = 0;

	assert_int_equal(journal_search_begin(store, filter, &search), ST_OK);
	while (!search.done) {
		assert_true(++windows <= ALL);
		assert_int_equal(
			journal_search_window(store, &search, limit, budget_ms, keep, &found),
			ST_OK);
	}
	assert_string_equal(found.text, want);
}

/* --- filters ----------------------------------------------------------------------------------------------------------- */

static void
search__finds_what_fits_every_filter(void **state)
{
	static const struct {
		struct journal_filter filter;
		const char *want;
	} cases[] = {
		{ { 0 }, "10 9 8 7 6 5 4 3 2 1" },
		{ { .event = "visit.begin" }, "7 2" },
		{ { .event = "claim.*" }, "10 6 4" },
		{ { .event = "claim*" }, "10 6 4" },
		{ { .event = "*" }, "" },
		{ { .event = "visit.begin,claim.*,nothing" }, "10 7 6 4 2" },
		{ { .event = "visit.begin,,visit.begin" }, "7 2" },
		{ { .event = "nothing.*" }, "" },
		{ { .actor = "kiosk" }, "10 6 5 1" },
		{ { .actor = "staff-RN" }, "4" },
		{ { .actor = "staff-XX" }, "" },
		{ { .outcome = "ok" }, "8 7 6 4 3 2 1" },
		{ { .outcome = "parked" }, "10" },
		{ { .outcome = "parked,down" }, "10 5" },
		{ { .outcome = "pa*,idle" }, "10 9" },
		{ { .outcome = "down,ok" }, "8 7 6 5 4 3 2 1" },
		{ { .outcome = "o*" }, "8 7 6 4 3 2 1" },
		{ { .outcome = "down,idle", .actor = "kiosk" }, "5" },
		{ { .service = "claim" }, "10 6 4 3" },
		{ { .service = "balance" }, "9 8" },
		{ { .person = NIK_A }, "4 3" },
		{ { .person = "6308055203600003" }, "" },
		{ { .event = "claim.*", .actor = "kiosk" }, "10 6" },
		{ { .event = "claim.*", .actor = "kiosk", .outcome = "ok" }, "6" },
		{ { .event = "claim.*", .outcome = "parked", .service = "claim" }, "10" },
		{ { .person = NIK_B, .service = "claim" }, "" },
		{ { .from_ms = 4 * (int64_t)DAY_MS }, "10 9 8 7 6 5 4" },
		{ { .to_ms = 4 * (int64_t)DAY_MS }, "3 2 1" },
		{ { .from_ms = 4 * (int64_t)DAY_MS, .to_ms = 8 * (int64_t)DAY_MS }, "7 6 5 4" },
		{ { .from_ms = 50 * (int64_t)DAY_MS }, "" },
		{ { .event = "claim.*",
			  .from_ms = 4 * (int64_t)DAY_MS,
			  .to_ms = 7 * (int64_t)DAY_MS },
			"6 4" },
		{ { .after_seq = 8 }, "10 9" },
		{ { .after_seq = 8, .actor = "kiosk" }, "10" },
		{ { .after_seq = 10 }, "" },
	};
	struct state *st = *state;

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		expect_rows(st->store, &cases[i].filter, ALL, SEARCH_WINDOW_MS, cases[i].want);
		expect_rows(st->store, &cases[i].filter, ALL, 0, cases[i].want);
		expect_rows(st->store, &cases[i].filter, 1, SEARCH_WINDOW_MS, cases[i].want);
	}
}

static void
search__finds_the_visit_behind_a_receipt_code(void **state)
{
	struct state *st = *state;
	const struct journal_filter filter = { .code = "ABCDEFGHJ" };
	const struct handover_put handover = { .code = "ABCDEFGHJ",
		.visit = VISIT_B,
		.nik = NIK_B,
		.why = "called",
		.blob = "x",
		.n = 1,
		.now_ms = 5 };
	struct journal_search search;

	assert_int_equal(journal_search_begin(st->store, &filter, &search), ST_NOT_FOUND);
	assert_int_equal(store_handover_put(st->store, &handover, NULL), ST_OK);
	expect_rows(st->store, &filter, ALL, SEARCH_WINDOW_MS, "9 8 7");
}

static void
search__refuses_what_no_row_can_hold(void **state)
{
	struct state *st = *state;
	char text[128];
	struct journal_search search;
	const struct journal_filter filters[] = { { .event = text }, { .actor = text },
		{ .outcome = text }, { .service = text } };

	memset(text, 'x', sizeof(text));
	text[100] = '\0';
	for (size_t i = 0; i < ARRAY_LEN(filters); i++)
		assert_int_equal(
			journal_search_begin(st->store, &filters[i], &search), ST_TOO_LONG);
}

/* --- windows ------------------------------------------------------------------------------------------------------------- */

/* Each window looks at something, says how far back it came, and leaves nothing open. */
static void
search__goes_on_where_its_budget_ended(void **state)
{
	struct state *st = *state;
	const struct journal_filter filter = { .outcome = "ok" };
	struct found found = { .n = 0 };
	struct journal_search search;
	const struct journal_entry late = {
		.event = EVENT_KIOSK_STOP, .at_ms = 11 * (int64_t)DAY_MS, .outcome = "ok"
	};

	assert_int_equal(journal_search_begin(st->store, &filter, &search), ST_OK);
	assert_int_equal(search.back_ms, 0);
	assert_int_equal(
		journal_search_window(st->store, &search, 2, SEARCH_WINDOW_MS, keep, &found),
		ST_OK);
	assert_string_equal(found.text, "8 7");
	assert_int_equal(search.back_ms, 7 * (int64_t)DAY_MS);
	assert_false(search.done);
	assert_int_equal(store_journal_add(st->store, &late), ST_OK);
	assert_int_equal(
		journal_search_window(st->store, &search, 1, SEARCH_WINDOW_MS, keep, &found),
		ST_OK);
	assert_string_equal(found.text, "8 7 6");
}

/* Without any time a window asks one index, and the next window another one, down to the end. */
static void
search__says_how_far_back_it_came_without_a_row(void **state)
{
	struct state *st = *state;
	const struct journal_filter filter = { .event = "visit.begin", .actor = "kiosk" };
	const int64_t days[] = { 8, 7, 3,
		2 }; /* above visit.begin, kiosk, visit.begin, kiosk */
	struct found found = { .n = 0 };
	struct journal_search search;

	assert_int_equal(journal_search_begin(st->store, &filter, &search), ST_OK);
	for (size_t i = 0; i < ARRAY_LEN(days); i++) {
		assert_false(search.done);
		assert_int_equal(
			journal_search_window(st->store, &search, ALL, 0, keep, &found), ST_OK);
		assert_int_equal(search.back_ms, days[i] * (int64_t)DAY_MS);
	}
	assert_int_equal(found.n, 0);
	expect_rows(st->store, &filter, ALL, SEARCH_WINDOW_MS, "");
}

/* A clock that was a year ahead for two rows: they are found among their neighbours and in their own day. */
static void
search__finds_rows_of_a_clock_that_was_wrong(void **state)
{
	struct state *st = *state;
	const int64_t year_ms = 365 * (int64_t)DAY_MS;
	const struct journal_filter then = { .from_ms = year_ms, .to_ms = year_ms + DAY_MS };
	struct journal_entry entry = { .event = EVENT_STEP, .at_ms = year_ms + 5 };

	assert_int_equal(store_journal_add(st->store, &entry), ST_OK);
	entry.at_ms = 12 * (int64_t)DAY_MS;
	assert_int_equal(store_journal_add(st->store, &entry), ST_OK);
	entry.at_ms = year_ms + 4;
	assert_int_equal(store_journal_add(st->store, &entry), ST_OK);
	expect_rows(st->store, &then, ALL, SEARCH_WINDOW_MS, "13 11");
}

/* --- rows of another version ------------------------------------------------------------------------------------------------ */

static void
keep_row(void *ctx, const struct journal_row *row)
{
	*(struct journal_row *)ctx = *row;
}

static void
search__shows_an_event_of_a_newer_version_as_it_is(void **state)
{
	struct state *st = *state;
	const struct journal_filter exact = { .event = "claim.teleported" };
	const struct journal_filter family = { .event = "claim.*" };
	struct journal_search search;
	struct journal_row row = { .seq = 0 };

	state_tamper(st, "INSERT INTO journal SELECT 11,time_ms,visit,"
			 "'an actor whose key is longer than any of today','claim.teleported',"
			 "'new-outcome',subject,detail,prev,hash,'new-service' FROM journal "
			 "WHERE seq=10");
	expect_rows(st->store, &exact, ALL, SEARCH_WINDOW_MS, "11");
	expect_rows(st->store, &family, ALL, SEARCH_WINDOW_MS, "11 10 6 4");
	assert_int_equal(journal_search_begin(st->store, &exact, &search), ST_OK);
	assert_int_equal(
		journal_search_window(st->store, &search, 1, SEARCH_WINDOW_MS, keep_row, &row),
		ST_OK);
	assert_string_equal(row.event, "claim.teleported");
	assert_string_equal(row.outcome, "new-outcome");
	assert_string_equal(row.service, "new-service");
	assert_memory_equal(row.actor, "an actor", 8);
}

/* --- services ---------------------------------------------------------------------------------------------------------------- */

static void
journal_add__keeps_the_service_of_the_visit(void **state)
{
	struct state *st = *state;

	assert_int_equal(
		state_number(st, "SELECT count(*) FROM journal WHERE service='claim'"), 4);
	assert_int_equal(
		state_number(st, "SELECT count(*) FROM journal WHERE service='balance'"), 2);
	assert_int_equal(
		state_number(st, "SELECT count(*) FROM journal WHERE service IS NULL"), 4);
}

#define STATE_TEST(test) cmocka_unit_test_setup_teardown(test, open_state, drop_state)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		STATE_TEST(search__finds_what_fits_every_filter),
		STATE_TEST(search__finds_the_visit_behind_a_receipt_code),
		STATE_TEST(search__refuses_what_no_row_can_hold),
		STATE_TEST(search__goes_on_where_its_budget_ended),
		STATE_TEST(search__says_how_far_back_it_came_without_a_row),
		STATE_TEST(search__finds_rows_of_a_clock_that_was_wrong),
		STATE_TEST(search__shows_an_event_of_a_newer_version_as_it_is),
		STATE_TEST(journal_add__keeps_the_service_of_the_visit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
