/* SPDX-License-Identifier: Apache-2.0 */
/* The report: rows folded into figures, visits brought from a journal, and the three ways it is written. */
#include "base/array.h"
#include "base/csv.h"
#include "base/str.h"
#include "cli/report_write.h"
#include "store/journal_archive.h"
#include "tests/fake/state.h"
#include "work/report_read.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { WITA_S = 8 * 3600, MINUTE = 60 * 1000, HOUR = 60 * MINUTE, ROOM = 1 << 20 };
#define DAY INT64_C(86400000)
#define ONE "019ab1c2-0000-7000-8000-000000000001"
#define TWO "019ab1c2-0000-7000-8000-000000000002"
#define NIK "6308055203600001"

/* 23 November 2026, 0.00 WITA. */
static int64_t
day_ms(void)
{
	return date_to_unix((struct date){ 2026, 11, 23 }, 0, WITA_S) * 1000;
}

static struct report *
new_report(int64_t after_ms)
{
	const struct date day = { 2026, 11, 23 };
	struct report *report = report_new(day, day, WITA_S, day_ms() + after_ms);

	assert_non_null(report);
	return report;
}

/* A row of a table: minutes after 9.00. */
struct row {
	int minute;
	enum event event;
	const char *outcome, *detail, *service;
};

static void
fold(struct report *report, const struct row *rows, bool is_open)
{
	report_begin_visit(report);
	for (int i = 0; rows[i].outcome; i++) {
		struct journal_row row = {
			.seq = i + 1, .at_ms = day_ms() + 9 * HOUR + rows[i].minute * (int64_t)MINUTE
		};

		assert_int_equal(str_copy(row.event, sizeof(row.event),
					 event_code(rows[i].event)), ST_OK);
		assert_int_equal(str_copy(row.outcome, sizeof(row.outcome), rows[i].outcome), ST_OK);
		assert_int_equal(str_copy(row.detail, sizeof(row.detail), rows[i].detail), ST_OK);
		assert_int_equal(str_copy(row.service, sizeof(row.service),
					 rows[i].service ? rows[i].service : ""), ST_OK);
		report_take(report, &row);
	}
	report_end_visit(report, is_open);
}

static const struct report_figure *
figure(const char *name)
{
	for (size_t i = 0; i < report_figures_n; i++)
		if (strcmp(report_figures[i].name, name) == 0)
			return &report_figures[i];
	fail_msg("no figure %s", name);
	return NULL;
}

static void
expect(const struct report *report, const char *name, int tenths, int of, int in, int missing)
{
	struct report_value v = report_value(report, figure(name));

	if (v.of != of || v.in != in || v.missing != missing || v.known != (tenths >= 0) ||
		(v.known && v.tenths != tenths))
		fail_msg("%s: %lld tenths, %lld of %lld, %lld missing", name,
			v.known ? (long long)v.tenths : -1, (long long)v.of, (long long)v.in,
			(long long)v.missing);
}

/* clang-format off */
#define CLAIM "claim"
static const struct row alone[] = {
	{ 0, EVENT_VISIT_BEGIN, "ok", "" },
	{ 1, EVENT_STEP, "ok", "claim/nik 12000", CLAIM },
	{ 1, EVENT_VISIT_IDENTIFIED, "ok", "60+", CLAIM },
	{ 4, EVENT_CLAIM_CONFIRM, "ok", "RESIGN kiosk online", CLAIM },
	{ 4, EVENT_CLAIM_SENT, "ok", "1 2026-11-30", CLAIM },
	{ 5, EVENT_VISIT_END, "finished", "finished 60+ 27 claim/result", CLAIM },
	{ 6, EVENT_SURVEY, "ok", "claim 5", CLAIM },
	{ 9000, EVENT_CLAIM_STATE, "paid", "approved paid 2026-12-02", CLAIM },
	{ 0, 0, NULL, NULL, NULL } };
static const struct row assisted[] = {
	{ 0, EVENT_VISIT_BEGIN, "ok", "" },
	{ 1, EVENT_VISIT_IDENTIFIED, "ok", "60+", CLAIM },
	{ 2, EVENT_STAFF_JOIN, "ok", "officer", CLAIM },
	{ 5, EVENT_CLAIM_CONFIRM, "ok", "PHK assisted offline", CLAIM },
	{ 6, EVENT_STAFF_LEAVE, "ok", "left", CLAIM },
	{ 9, EVENT_VISIT_END, "finished", "finished 60+ 41 claim/result", CLAIM },
	{ 65, EVENT_CLAIM_SENT, "ok", "3", CLAIM },
	{ 0, 0, NULL, NULL, NULL } };
static const struct row cut[] = {
	{ 0, EVENT_VISIT_BEGIN, "ok", "" },
	{ 1, EVENT_STEP, "ok", "claim/nik 8000", CLAIM },
	{ 0, 0, NULL, NULL, NULL } };
static const struct row twice[] = {
	{ 0, EVENT_VISIT_BEGIN, "ok", "" },
	{ 1, EVENT_CLAIM_CONFIRM, "ok", "PHK kiosk online", CLAIM },
	{ 2, EVENT_CLAIM_SENT, "ok", "1 2026-11-30", CLAIM },
	{ 3, EVENT_CLAIM_CONFIRM, "ok", "PHK kiosk online", CLAIM },
	{ 5, EVENT_VISIT_END, "finished", "finished under-60 50 claim/result", CLAIM },
	{ 0, 0, NULL, NULL, NULL } };
static const struct row old[] = { /* of a version that had no service and said less */
	{ 0, EVENT_VISIT_BEGIN, "ok", "" },
	{ 1, EVENT_VISIT_IDENTIFIED, "ok", "" },
	{ 2, EVENT_STEP, "ok", "nik" },
	{ 3, EVENT_CLAIM_CONFIRM, "ok", "PHK kiosk" },
	{ 3, EVENT_CLAIM_SENT, "ok", "1" },
	{ 5, EVENT_VISIT_END, "finished", "finished" },
	{ 0, 0, NULL, NULL, NULL } };
static const struct row balance[] = {
	{ 0, EVENT_VISIT_BEGIN, "ok", "" },
	{ 1, EVENT_STEP, "ok", "balance/nik 9000", "balance" },
	{ 2, EVENT_FACE_FRAMES, "ok", "good 3 no-face 12 dark 40", "balance" },
	{ 2, EVENT_VISIT_END, "idle", "idle 60+ 18 balance/face", "balance" },
	{ 0, 0, NULL, NULL, NULL } };
/* clang-format on */

/* --- folding ----------------------------------------------------------------------------------------------------------- */

static void
report__of_nothing_knows_nothing(void **state)
{
	struct report *report = new_report(DAY);

	(void)state;
	for (size_t i = 0; i < report_figures_n; i++)
		expect(report, report_figures[i].name, -1, 0, 0, 0);
	free(report);
}

static void
report__counts_alone_and_assisted_apart(void **state)
{
	struct report *report = new_report(60 * DAY);

	(void)state;
	fold(report, alone, false);
	fold(report, assisted, false);
	fold(report, balance, false);
	expect(report, "received", 1000, 2, 2, 0);
	expect(report, "received-60", 1000, 2, 2, 0);
	expect(report, "received-60-alone", 1000, 1, 1, 0);
	expect(report, "received-60-assisted", 1000, 1, 1, 0);
	expect(report, "score", 50, 5, 1, 1);
	expect(report, "score-low", 0, 0, 1, 1);
	expect(report, "minutes", 50, 2, 2, 0);
	expect(report, "keys", 270, 2, 2, 0);
	expect(report, "officer-minutes", 40, 1, 1, 0);
	expect(report, "settled", 1000, 1, 1, 1); /* the other one was promised no date */
	expect(report, "offline", 500, 1, 2, 0);
	expect(report, "queue", 0, 2, 2, 0);
	expect(report, "queue-95", 600, 2, 2, 0);
	assert_int_equal(report->visits, 3);
	assert_int_equal(report->ends[ENDED_IDLE], 1);
	assert_int_equal(report->frames[9][HINT_TOO_DARK], 40);
	assert_int_equal(report->frames_good[9], 3);
	free(report);
}

static void
report__counts_a_visit_that_was_cut_as_begun_and_its_end_as_missing(void **state)
{
	struct report *report = new_report(DAY);

	(void)state;
	fold(report, cut, false);
	expect(report, "received", 0, 0, 1, 0);
	expect(report, "received-60", -1, 0, 0, 1);
	assert_int_equal(report->ends[ENDED_CUT], 1);
	assert_int_equal(report->stops_missing, 1);
	fold(report, cut, true); /* the same rows, and somebody stands there */
	expect(report, "received", 0, 0, 1, 1);
	assert_int_equal(report->ends[ENDED_OPEN], 1);
	assert_int_equal(report->stops_missing, 1);
	free(report);
}

static void
report__of_two_claims_in_a_visit_has_begun_two(void **state)
{
	struct report *report = new_report(DAY);

	(void)state;
	fold(report, twice, false);
	expect(report, "received", 500, 1, 2, 0);
	expect(report, "queue", 10, 1, 2, 1);
	expect(report, "offline", 0, 0, 2, 0);
	expect(report, "received-60", -1, 0, 0, 0);
	free(report);
}

static void
report__takes_what_old_rows_do_not_say_as_missing(void **state)
{
	struct report *report = new_report(60 * DAY);

	(void)state;
	fold(report, old, false);
	expect(report, "received", 1000, 1, 1, 0);
	expect(report, "received-60", -1, 0, 0, 1);
	expect(report, "keys", -1, 0, 1, 1);
	expect(report, "offline", -1, 0, 0, 1);
	expect(report, "settled", -1, 0, 0, 1);
	expect(report, "minutes", 50, 1, 1, 0);
	assert_int_equal(report->steps, 0);
	free(report);
}

static void
report__waits_with_what_the_future_decides(void **state)
{
	struct report *report = new_report(20 * DAY);

	(void)state;
	fold(report, alone, false); /* paid in time, but not thirty days ago */
	expect(report, "settled", -1, 0, 0, 1);
	free(report);
}

static void
spread__gives_the_middle_and_the_end(void **state)
{
	static struct spread spread;

	(void)state;
	assert_int_equal(spread_percent(&spread, 50), 0);
	spread_add(&spread, -1);
	assert_int_equal(spread.n, 0);
	for (int i = 1; i <= 100; i++)
		spread_add(&spread, i);
	assert_int_equal(spread_percent(&spread, 50), 50);
	assert_int_equal(spread_percent(&spread, 95), 95);
	memset(&spread, 0, sizeof(spread));
	for (int64_t number = 1; number < INT64_C(1) << 31; number *= 3) {
		memset(&spread, 0, sizeof(spread));
		spread_add(&spread, number);
		assert_in_range(number - spread_percent(&spread, 50), 0, number / 100);
	}
	spread_add(&spread, INT64_MAX);
	assert_true(spread_percent(&spread, 100) > 0);
}

/* --- reading ----------------------------------------------------------------------------------------------------------- */

static void
add(struct state *st, int64_t at_ms, const char *visit, enum event event, const char *outcome,
	const char *detail)
{
	const struct journal_entry entry = { .event = event,
		.at_ms = at_ms,
		.visit = visit,
		.actor = "participant",
		.outcome = outcome,
		.subject = event == EVENT_VISIT_BEGIN ? "" : NIK,
		.detail = detail,
		.service = event == EVENT_VISIT_BEGIN ? NULL : "claim" };

	assert_int_equal(store_journal_add(st->store, &entry), ST_OK);
}

static void
add_claim(struct state *st, int64_t at_ms, const char *visit)
{
	add(st, at_ms, visit, EVENT_VISIT_BEGIN, "ok", "");
	add(st, at_ms + MINUTE, visit, EVENT_VISIT_IDENTIFIED, "ok", "60+");
	add(st, at_ms + 4 * MINUTE, visit, EVENT_CLAIM_CONFIRM, "ok", "PHK kiosk online");
	add(st, at_ms + 5 * MINUTE, visit, EVENT_VISIT_END, "finished",
		"finished 60+ 30 claim/result");
	add(st, at_ms + 6 * MINUTE, visit, EVENT_CLAIM_SENT, "ok", "1 2026-11-30");
}

static struct report *
read_days(struct state *st, struct date from, struct date to, int64_t now_ms)
{
	struct report *report = report_new(from, to, WITA_S, now_ms);

	assert_non_null(report);
	assert_int_equal(report_read(st->store, report), ST_OK);
	return report;
}

/* It began at 23.58, and ended and was sent on the next day. */
static void
report__takes_a_visit_whole_to_the_day_it_began(void **state)
{
	const struct date first = { 2026, 11, 23 }, next = { 2026, 11, 24 };
	struct state st;
	struct report *report;

	(void)state;
	state_new(&st);
	add_claim(&st, day_ms() + DAY - 2 * MINUTE, ONE);
	report = read_days(&st, first, first, day_ms() + 2 * DAY);
	expect(report, "received", 1000, 1, 1, 0);
	expect(report, "minutes", 50, 1, 1, 0);
	free(report);
	report = read_days(&st, next, next, day_ms() + 2 * DAY);
	assert_int_equal(report->visits, 0);
	free(report);
	state_free(&st);
}

static void
report__ends_with_the_month_at_the_counter(void **state)
{
	const struct date from = { 2026, 11, 1 }, to = { 2026, 11, 30 };
	int64_t december = date_to_unix((struct date){ 2026, 12, 1 }, 0, WITA_S) * 1000;
	struct state st;
	struct report *report;

	(void)state;
	state_new(&st);
	add_claim(&st, december - 1, ONE);
	add_claim(&st, december, TWO);
	report = read_days(&st, from, to, december + DAY);
	assert_int_equal(report->visits, 1);
	free(report);
	state_free(&st);
}

static void
report__knows_who_came_again_within_thirty_days(void **state)
{
	const struct date day = { 2026, 11, 23 };
	struct state st;
	struct report *report;

	(void)state;
	state_new(&st);
	add_claim(&st, day_ms() + 9 * HOUR, ONE);
	add(&st, day_ms() + 5 * DAY, ONE, EVENT_CLAIM_STATE, "paid", "approved paid");
	report = read_days(&st, day, day, day_ms() + 60 * DAY);
	expect(report, "settled", 1000, 1, 1, 0);
	free(report);
	add(&st, day_ms() + 20 * DAY, TWO, EVENT_VISIT_BEGIN, "ok", "");
	add(&st, day_ms() + 20 * DAY, TWO, EVENT_VISIT_IDENTIFIED, "ok", "60+");
	report = read_days(&st, day, day, day_ms() + 60 * DAY);
	expect(report, "settled", 0, 0, 1, 0);
	free(report);
	state_free(&st);
}

/* The claim has left the state, what became of it has not; then its file is lost. */
static void
report__reads_what_was_put_into_archives(void **state)
{
	static const char *const files[] = { "journal-0000000001-0000000005.db.sig",
		"journal-0000000001-0000000005.db" };
	const struct date day = { 2026, 11, 23 };
	struct state st;
	struct report *report;
	char path[160];

	(void)state;
	state_new(&st);
	add_claim(&st, day_ms() + 9 * HOUR, ONE);
	add(&st, day_ms() + 5 * DAY, ONE, EVENT_CLAIM_STATE, "paid", "approved paid");
	while (journal_archive_step(st.store, day_ms() + DAY, day_ms() + 60 * DAY, true) == ST_OK)
		continue;
	report = read_days(&st, day, day, day_ms() + 60 * DAY);
	assert_int_equal(report->visits, 1);
	assert_int_equal(report->archives_missing, 0);
	assert_int_equal(report->first_ms, day_ms() + 9 * HOUR);
	expect(report, "settled", 1000, 1, 1, 0);
	free(report);
	for (size_t i = 0; i < ARRAY_LEN(files); i++) {
		assert_int_equal(str_format(path, sizeof(path), "%s/archive/%s", st.dir, files[i]),
			ST_OK);
		assert_int_equal(unlink(path), 0);
	}
	report = read_days(&st, day, day, day_ms() + 60 * DAY);
	assert_int_equal(report->visits, 0);
	assert_int_equal(report->archives_missing, 1);
	free(report);
	assert_int_equal(str_format(path, sizeof(path), "%s/archive", st.dir), ST_OK);
	assert_int_equal(rmdir(path), 0);
	state_free(&st);
}

/* --- writing ----------------------------------------------------------------------------------------------------------- */

static const struct report_place place = { "MPP <Amuntai> & \"HSU\"", "kiosk-01", "WITA" };

/* Two dark seconds, one without anybody, and one for a reason of another version. */
static void
add_captures(struct report *report)
{
	const struct capture_row rows[] = {
		{ .reason = "dark", .measures = { .faces = 1, .luminance = 0.12F } },
		{ .reason = "dark", .measures = { .faces = 1, .luminance = 0.18F } },
		{ .reason = "no-face", .measures = { .faces = 0 } },
		{ .reason = "sideways", .measures = { .faces = 1 } },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct capture_row row = rows[i];

		row.at_ms = day_ms() + 9 * HOUR;
		report_take_capture(report, &row);
	}
}

static void
write_report(enum status (*write)(const struct report *, const struct report_place *,
		     struct buf *),
	bool is_empty, struct buf *ret_text)
{
	struct report *report = new_report(60 * DAY);

	if (!is_empty) {
		fold(report, alone, false);
		fold(report, assisted, false);
		fold(report, balance, false);
		fold(report, cut, false);
		add_captures(report);
	}
	buf_init(ret_text, ROOM);
	assert_int_equal(write(report, &place, ret_text), ST_OK);
	free(report);
}

static void
expect_golden(const char *file, const struct buf *text)
{
	static char golden[ROOM];
	char path[64];
	FILE *from;
	size_t n;

	assert_int_equal(str_format(path, sizeof(path), "tests/data/report/%s", file), ST_OK);
	from = fopen(path, "re");
	if (from == NULL)
		fail_msg("no %s; it should be:\n%s", path, text->data);
	n = fread(golden, 1, sizeof(golden) - 1, from);
	golden[n] = '\0';
	assert_int_equal(fclose(from), 0);
	assert_string_equal(text->data, golden);
}

static void
report__reads_as_text(void **state)
{
	struct buf text;

	(void)state;
	write_report(report_write_text, false, &text);
	expect_golden("day.txt", &text);
	buf_free(&text);
}

static void
report__is_csv_that_we_read_ourselves(void **state)
{
	struct buf text;
	struct csv csv;
	struct csv_row row;
	enum status st;
	int rows = 0;

	(void)state;
	write_report(report_write_csv, false, &text);
	expect_golden("day.csv", &text);
	assert_int_equal(csv_open(&csv, text.data,
				 "section,name,value,unit,numerator,denominator,missing"),
		ST_OK);
	while ((st = csv_next(&csv, &row)) == ST_OK)
		rows++;
	assert_int_equal(st, ST_NOT_FOUND);
	assert_true(rows > (int)report_figures_n);
	buf_free(&text);
}

/* Every element is closed in its turn, and every & begins an entity: what an XML reader takes. */
static void
expect_well_formed(const char *html)
{
	char open[32][16];
	int depth = 0;

	for (const char *c = html + strlen("<!DOCTYPE html>"); *c; c++) {
		size_t n = strcspn(c, ">"), name = strcspn(c + 1, " />\n");

		if (*c == '&')
			assert_true(c[strspn(c + 1, "abcdefghijklmnopqrstuvwxyz") + 1] == ';');
		if (*c != '<')
			continue;
		assert_true(c[n] == '>');
		if (c[1] == '/') {
			assert_true(depth > 0);
			depth--;
			assert_int_equal(strlen(open[depth]), n - 2);
			assert_memory_equal(open[depth], c + 2, n - 2);
		} else if (c[n - 1] != '/') {
			assert_true(depth < 32 && name < sizeof(open[0]));
			memcpy(open[depth], c + 1, name);
			open[depth++][name] = '\0';
		}
		c += n;
	}
	assert_int_equal(depth, 0);
}

static void
report__is_html_of_one_piece(void **state)
{
	static const char *const none[] = { "<script", "http:", "https:", "href", "src=", "url(",
		"nan", "inf" };

	(void)state;
	for (int is_empty = 0; is_empty < 2; is_empty++) {
		struct buf text;

		write_report(report_write_html, is_empty == 1, &text);
		expect_well_formed(text.data);
		for (size_t i = 0; i < ARRAY_LEN(none); i++)
			if (strstr(text.data, none[i]) != NULL)
				fail_msg("it has %s", none[i]);
		assert_non_null(strstr(text.data, "MPP &lt;Amuntai&gt; &amp; &quot;HSU&quot;"));
		assert_true((strstr(text.data, "–") != NULL) || !is_empty);
		for (size_t i = 0; i < report_figures_n; i++)
			if (strstr(text.data, report_figures[i].how) == NULL)
				fail_msg("it does not say how %s", report_figures[i].name);
		buf_free(&text);
	}
}

static void
readme__has_every_figure(void **state)
{
	static char readme[1 << 18];
	FILE *from = fopen("README.md", "re");

	(void)state;
	assert_non_null(from);
	readme[fread(readme, 1, sizeof(readme) - 1, from)] = '\0';
	assert_int_equal(fclose(from), 0);
	for (size_t i = 0; i < report_figures_n; i++) {
		const struct report_figure *f = &report_figures[i];
		char line[512];

		assert_int_equal(str_format(line, sizeof(line), "| %s | `%s` | %s | %s |\n",
					 report_heading_words(f->heading), f->name,
					 f->words + strspn(f->words, " "), f->how),
			ST_OK);
		if (strstr(readme, line) == NULL)
			fail_msg("README lacks: %s", line);
	}
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(report__of_nothing_knows_nothing),
		cmocka_unit_test(report__counts_alone_and_assisted_apart),
		cmocka_unit_test(report__counts_a_visit_that_was_cut_as_begun_and_its_end_as_missing),
		cmocka_unit_test(report__of_two_claims_in_a_visit_has_begun_two),
		cmocka_unit_test(report__takes_what_old_rows_do_not_say_as_missing),
		cmocka_unit_test(report__waits_with_what_the_future_decides),
		cmocka_unit_test(spread__gives_the_middle_and_the_end),
		cmocka_unit_test(report__takes_a_visit_whole_to_the_day_it_began),
		cmocka_unit_test(report__ends_with_the_month_at_the_counter),
		cmocka_unit_test(report__knows_who_came_again_within_thirty_days),
		cmocka_unit_test(report__reads_what_was_put_into_archives),
		cmocka_unit_test(report__reads_as_text),
		cmocka_unit_test(report__is_csv_that_we_read_ourselves),
		cmocka_unit_test(report__is_html_of_one_piece),
		cmocka_unit_test(readme__has_every_figure),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
