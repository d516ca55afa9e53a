/* SPDX-License-Identifier: Apache-2.0 */
/* The journal: its catalogue and document, its chain, what a tamperer cannot do unseen. */
#include "base/array.h"
#include "base/str.h"
#include "tests/fake/state.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#define VISIT "0192aabb-ccdd-7f01-bf03-040506070809"

static int
open_state(void **state)
{
	static struct state fresh;

	state_new(&fresh);
	*state = &fresh;
	return 0;
}

static int
drop_state(void **state)
{
	state_free(*state);
	return 0;
}

static void
add_rows(struct state *state, int n)
{
	for (int i = 0; i < n; i++) {
		struct journal_entry entry = {
			.event = EVENT_STEP,
			.at_ms = 1000 + i,
			.visit = VISIT,
			.actor = "participant",
			.outcome = "ok",
			.subject = "6308055203600001",
			.detail = "account",
		};

		assert_int_equal(store_journal_add(state->store, &entry), ST_OK);
	}
}

struct rows {
	struct journal_row row[8];
	int n;
};

static void
keep_row(void *ctx, const struct journal_row *row)
{
	struct rows *rows = ctx;

	assert_true((size_t)rows->n < ARRAY_LEN(rows->row));
	rows->row[rows->n++] = *row;
}

static void
journal_read__gives_back_what_was_added_newest_first(void **state)
{
	struct state *st = *state;
	struct journal_entry bare = {
		.event = EVENT_KIOSK_START, .at_ms = 5, .actor = "kiosk"
	};
	struct rows rows = { .n = 0 };
	static const uint8_t nobody[16];

	add_rows(st, 1);
	assert_int_equal(store_journal_add(st->store, &bare), ST_OK);
	assert_int_equal(store_journal_read(st->store, 0, 8, keep_row, &rows), ST_OK);
	assert_int_equal(rows.n, 2);
	assert_int_equal(rows.row[0].seq, 2);
	assert_string_equal(rows.row[0].event, "kiosk.start");
	assert_string_equal(rows.row[0].visit, "");
	assert_memory_equal(rows.row[0].subject, nobody, sizeof(nobody));
	assert_int_equal(rows.row[1].seq, 1);
	assert_int_equal(rows.row[1].at_ms, 1000);
	assert_string_equal(rows.row[1].visit, VISIT);
	assert_string_equal(rows.row[1].actor, "participant");
	assert_string_equal(rows.row[1].event, "visit.step");
	assert_string_equal(rows.row[1].outcome, "ok");
	assert_string_equal(rows.row[1].detail, "account");
	assert_memory_not_equal(rows.row[1].subject, nobody, sizeof(nobody));
}

static void
journal_read__goes_back_in_windows(void **state)
{
	struct state *st = *state;
	struct rows rows = { .n = 0 };

	add_rows(st, 7);
	assert_int_equal(store_journal_read(st->store, 0, 3, keep_row, &rows), ST_OK);
	assert_int_equal(
		store_journal_read(st->store, rows.row[2].seq, 3, keep_row, &rows), ST_OK);
	assert_int_equal(
		store_journal_read(st->store, rows.row[5].seq, 3, keep_row, &rows), ST_OK);
	assert_int_equal(rows.n, 7);
	for (int i = 0; i < rows.n; i++)
		assert_int_equal(rows.row[i].seq, 7 - i);
}

static void
journal_add__refuses_what_has_no_place(void **state)
{
	struct state *st = *state;
	char long_text[128];
	struct journal_entry entry = { .event = EVENT_STEP, .visit = "not a uuid" };
	int64_t rows = -1, seq = -1;

	memset(long_text, 'x', sizeof(long_text));
	assert_int_equal(store_journal_add(st->store, &entry), ST_INVALID);
	entry.visit = VISIT;
	long_text[97] = '\0';
	entry.detail = long_text;
	assert_int_equal(store_journal_add(st->store, &entry), ST_TOO_LONG);
	long_text[96] = '\0';
	assert_int_equal(store_journal_add(st->store, &entry), ST_OK);
	assert_int_equal(store_journal_verify(st->store, &rows, &seq), ST_OK);
	assert_int_equal(rows, 1);
}

static void
journal_verify__holds_over_a_restart(void **state)
{
	struct state *st = *state;
	int64_t rows = -1, seq = -1;

	assert_int_equal(store_journal_verify(st->store, &rows, &seq), ST_OK);
	assert_int_equal(rows, 0);
	add_rows(st, 3);
	state_reopen(st);
	add_rows(st, 2);
	assert_int_equal(store_journal_verify(st->store, &rows, &seq), ST_OK);
	assert_int_equal(rows, 5);
	assert_int_equal(seq, -1);
}

#define UNLOCK "DROP TRIGGER journal_stays; DROP TRIGGER journal_keeps;"

static void
journal_verify__names_the_first_row_that_was_touched(void **state)
{
	static const struct {
		const char *sql;
		int64_t seq;
	} cases[] = {
		{ "UPDATE journal SET outcome='no' WHERE seq=3", 3 },
		{ "UPDATE journal SET detail='' WHERE seq=3", 3 },
		{ "UPDATE journal SET time_ms=time_ms+1 WHERE seq=4", 4 },
		{ "UPDATE journal SET actor='kiosk' WHERE seq=1", 1 },
		{ "UPDATE journal SET event='visit.end' WHERE seq=2", 2 },
		{ "UPDATE journal SET visit=NULL WHERE seq=2", 2 },
		{ "UPDATE journal SET visit=x'00' WHERE seq=2", 2 },
		{ "UPDATE journal SET subject=zeroblob(16) WHERE seq=5", 5 },
		{ "UPDATE journal SET prev=zeroblob(32) WHERE seq=5", 5 },
		{ "UPDATE journal SET hash=zeroblob(32) WHERE seq=5", 5 },
		{ "DELETE FROM journal WHERE seq=3", 4 },
		{ "DELETE FROM journal WHERE seq=1", 2 },
		{ "UPDATE journal SET detail=detail||char(0)||'x' WHERE seq=4", 4 },
		{ "UPDATE journal SET detail='b',outcome='a' WHERE seq=2", 2 },
		{ "UPDATE journal SET seq=-seq WHERE seq IN (2,3);"
		  "UPDATE journal SET seq=3 WHERE seq=-2; UPDATE journal SET seq=2 WHERE "
		  "seq=-3",
			2 },
		{ "INSERT INTO journal SELECT 6,time_ms,visit,actor,event,outcome,subject,"
		  "detail,hash,prev,service FROM journal WHERE seq=5",
			6 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct state st;
		int64_t rows = -1, seq = -1;

		state_new(&st);
		add_rows(&st, 5);
		state_tamper(&st, UNLOCK);
		state_tamper(&st, cases[i].sql);
		assert_int_equal(store_journal_verify(st.store, &rows, &seq), ST_TAMPERED);
		assert_int_equal(seq, cases[i].seq);
		assert_int_equal(rows, -1);
		state_free(&st);
	}
}

static void
journal_verify__fails_under_another_key(void **state)
{
	struct state *st = *state;
	int64_t rows = -1, seq = -1;

	add_rows(st, 2);
	state_close(st);
	seal_free(st->seal);
	assert_int_equal(seal_from_key((const uint8_t[32]){ 1 }, &st->seal), ST_OK);
	assert_int_equal(state_open(st), ST_OK);
	assert_int_equal(store_journal_verify(st->store, &rows, &seq), ST_TAMPERED);
	assert_int_equal(seq, 1);
}

/* --- the catalogue and its document -------------------------------------------------------------------------------- */

static void
catalogue__names_every_event_once(void **state)
{
	(void)state;
	for (enum event a = 0; a < EVENT_COUNT; a++) {
		assert_true(strlen(event_code(a)) > 0);
		assert_true(strlen(event_code(a)) < sizeof(((struct journal_row *)0)->event));
		assert_true(strlen(event_says(a)) > 0);
		assert_true(strlen(event_words(event_code(a))) > 0);
		for (enum event b = 0; b < a; b++)
			assert_string_not_equal(event_code(a), event_code(b));
	}
}

/* The lines of the document that are rows of its table, in order. */
static void
document__says_what_the_catalogue_says(void **state)
{
	FILE *file = fopen("assets/events.md", "r");
	char line[320], want[320];
	int event = 0;

	(void)state;
	assert_non_null(file);
	while (fgets(line, sizeof(line), file) != NULL) {
		if (strncmp(line, "| `", 3) != 0)
			continue;
		assert_true(event < EVENT_COUNT);
		assert_int_equal(
			str_format(want, sizeof(want), "| `%s` | %s | %s | %s |\n",
				event_code((enum event)event), event_says((enum event)event),
				event_detail((enum event)event),
				event_words(event_code((enum event)event))),
			ST_OK);
		assert_string_equal(line, want);
		event++;
	}
	assert_int_equal(event, EVENT_COUNT);
	assert_int_equal(fclose(file), 0);
}

#define STATE_TEST(test) cmocka_unit_test_setup_teardown(test, open_state, drop_state)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		STATE_TEST(journal_read__gives_back_what_was_added_newest_first),
		STATE_TEST(journal_read__goes_back_in_windows),
		STATE_TEST(journal_add__refuses_what_has_no_place),
		STATE_TEST(journal_verify__holds_over_a_restart),
		cmocka_unit_test(journal_verify__names_the_first_row_that_was_touched),
		STATE_TEST(journal_verify__fails_under_another_key),
		cmocka_unit_test(catalogue__names_every_event_once),
		cmocka_unit_test(document__says_what_the_catalogue_says),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
