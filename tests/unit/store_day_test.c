/* SPDX-License-Identifier: Apache-2.0 */
/* Days: opened and closed once, with the head of the journal in the outbox in the same transaction, and what is counted. */
#include "base/array.h"
#include "base/json.h"
#include "base/str.h"
#include "store/journal_proof.h"
#include "tests/fake/state.h"
#include "work/day.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#define KEY  "01935b6e-0000-7000-9000-000000000001"
#define KEY2 "01935b6e-0000-7000-9000-000000000002"

enum { WITA_S = 8 * 3600 };

static const struct date today = { 2026, 11, 28 };

static int64_t
at(int hour)
{
	return date_to_unix(today, hour * 3600, WITA_S) * 1000;
}

static int
open_counter(void **state)
{
	static struct state st;

	state_new(&st);
	*state = &st;
	return 0;
}

static int
close_counter(void **state)
{
	state_free(*state);
	return 0;
}

static enum status
end_day(struct state *st, const char *day, const char *key)
{
	const struct day_end end = { "HSU-01", key, day, "staff-BH", at(16) };

	return day_end(st->store, &end);
}

static void
happens(struct state *st, enum event event, const char *visit, const char *outcome, int hour)
{
	const struct journal_entry entry = { .event = event,
		.at_ms = at(hour),
		.visit = visit,
		.actor = "participant",
		.outcome = outcome };

	assert_int_equal(store_journal_add(st->store, &entry), ST_OK);
}

static void
day__is_opened_once_and_closed_once(void **state)
{
	struct state *st = *state;
	struct day_row row;

	assert_int_equal(store_day_find(st->store, "2026-11-28", &row), ST_NOT_FOUND);
	assert_int_equal(store_day_open(st->store, "2026-11-28", "staff-RN", at(8)), ST_OK);
	assert_int_equal(store_day_open(st->store, "2026-11-28", "staff-RN", at(8)), ST_EXISTS);
	assert_int_equal(end_day(st, "2026-11-28", KEY), ST_OK);
	assert_int_equal(end_day(st, "2026-11-28", KEY2), ST_EXISTS);
	assert_int_equal(state_number(st, "SELECT count(*) FROM request"), 1);
	assert_int_equal(state_number(st, "SELECT count(*) FROM journal"), 2);
	assert_int_equal(store_day_find(st->store, "2026-11-28", &row), ST_OK);
	assert_string_equal(row.opened_by, "staff-RN");
	assert_string_equal(row.closed_by, "staff-BH");
	assert_int_equal(row.closed_ms, at(16));
	/* Who comes back opens it again, and it is closed anew. */
	assert_int_equal(store_day_open(st->store, "2026-11-28", "staff-RN", at(17)), ST_OK);
	assert_int_equal(end_day(st, "2026-11-28", KEY2), ST_OK);
}

static void
day__that_was_left_open_is_found_and_closed_with_the_next(void **state)
{
	struct state *st = *state;
	struct day_row row;

	assert_int_equal(store_day_open(st->store, "2026-11-26", "staff-RN", at(8)), ST_OK);
	assert_int_equal(store_day_left_open(st->store, "2026-11-26", &row), ST_NOT_FOUND);
	assert_int_equal(store_day_left_open(st->store, "2026-11-28", &row), ST_OK);
	assert_string_equal(row.day, "2026-11-26");
	assert_int_equal(end_day(st, "2026-11-28", KEY), ST_OK);
	assert_int_equal(store_day_left_open(st->store, "2026-11-28", &row), ST_NOT_FOUND);
}

static void
head__of_a_closed_day_is_in_the_outbox_and_holds(void **state)
{
	struct state *st = *state;
	struct journal_proof proof = { .n = 0 };
	struct journal_head head;
	struct outbox_item item;
	struct day_row row;
	int64_t next_ms;
	char hash[65];
	json_t *body;
	long long seq;

	happens(st, EVENT_VISIT_BEGIN, KEY, "ok", 9);
	assert_int_equal(end_day(st, "2026-11-28", KEY), ST_OK);
	assert_int_equal(store_day_find(st->store, "2026-11-28", &row), ST_OK);
	assert_int_equal(journal_head_read(row.head, &head), ST_OK);
	assert_int_equal(head.seq, 2);
	assert_true(journal_head_is_ours(st->store, &head));
	assert_int_equal(journal_prove(st->store, &head, 1, &proof), ST_OK);
	assert_int_equal(proof.n, 0);
	assert_int_equal(store_outbox_take(st->store, at(17), &item, &next_ms), ST_OK);
	assert_string_equal(item.kind, "journal-head");
	assert_string_equal(item.method, "POST");
	assert_string_equal(item.path, "/v1/kiosks/HSU-01/journal-heads");
	assert_string_equal(item.key, KEY);
	assert_string_equal(item.code, "");
	assert_int_equal(json_read(item.body.data, item.body.len, &body), ST_OK);
	seq = json_integer_value(json_object_get(body, "seq"));
	assert_int_equal(seq, 2);
	assert_int_equal(str_copy(hash, sizeof(hash), json_string_value(json_object_get(body, "hash"))), ST_OK);
	assert_non_null(strstr(row.head, hash));
	json_decref(body);
	outbox_item_free(&item);
}

static void
close__that_cannot_send_leaves_the_day_open(void **state)
{
	struct state *st = *state;
	struct day_row row;

	assert_int_equal(store_day_open(st->store, "2026-11-28", "staff-RN", at(8)), ST_OK);
	assert_int_equal(end_day(st, "2026-11-28", "not a key"), ST_INVALID);
	assert_int_equal(store_day_find(st->store, "2026-11-28", &row), ST_OK);
	assert_int_equal(row.closed_ms, 0);
	assert_int_equal(state_number(st, "SELECT count(*) FROM journal"), 1);
	assert_int_equal(state_number(st, "SELECT count(*) FROM request"), 0);
}

static void
slip__counts_this_day_alone(void **state)
{
	struct state *st = *state;
	struct day_slip slip;
	const struct survey_put survey = { .visit = KEY, .service = "claim", .score = 4, .now_ms = at(9) };
	const struct survey_put left = { .visit = KEY2, .service = "claim", .left_why = "long", .now_ms = at(9) };

	happens(st, EVENT_VISIT_BEGIN, KEY, "ok", -20);
	happens(st, EVENT_VISIT_BEGIN, KEY, "ok", 0);
	happens(st, EVENT_STAFF_JOIN, KEY, "ok", 9);
	happens(st, EVENT_STAFF_JOIN, KEY, "ok", 10);
	happens(st, EVENT_VISIT_BEGIN, KEY2, "ok", 23);
	happens(st, EVENT_TICKET, KEY2, "ok", 23);
	happens(st, EVENT_VISIT_BEGIN, KEY2, "ok", 24);
	assert_int_equal(store_survey_put(st->store, &survey, NULL), ST_OK);
	assert_int_equal(store_survey_put(st->store, &left, NULL), ST_OK);
	assert_int_equal(day_slip_fill(st->store, today, WITA_S, at(17), &slip), ST_OK);
	assert_int_equal(slip.visits, 2);
	assert_int_equal(slip.assisted, 1);
	assert_int_equal(slip.tickets, 1);
	assert_int_equal(slip.claims, 0);
	assert_int_equal(slip.surveys, 1);
	assert_int_equal(slip.survey_sum, 4);
	assert_int_equal(slip.gave_up, 1);
	assert_false(slip.closed);
	assert_true(strlen(slip.head) > 100);
	assert_int_equal(slip.second_of_day, 17 * 3600);
}

#define COUNTER_TEST(name) cmocka_unit_test_setup_teardown(name, open_counter, close_counter)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		COUNTER_TEST(day__is_opened_once_and_closed_once),
		COUNTER_TEST(day__that_was_left_open_is_found_and_closed_with_the_next),
		COUNTER_TEST(head__of_a_closed_day_is_in_the_outbox_and_holds),
		COUNTER_TEST(close__that_cannot_send_leaves_the_day_open),
		COUNTER_TEST(slip__counts_this_day_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
