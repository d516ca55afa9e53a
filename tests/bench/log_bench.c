/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The log at ten million rows (or ANJUNGAN_LOG_ROWS): the first page of each filter, filters that find nothing, the proof
 * of the chain beside a bare scan of the same table, and appends beside bare inserts with the same pragmas on disk.
 */
#include "base/array.h"
#include "base/str.h"
#include "store/journal_proof.h"
#include "store/journal_search.h"
#include "tests/bench/journal.h"
#include "tests/bench/row.h"
#include "work/report_read.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	ROWS_DEFAULT = 10000000,
	PAGE = 50,
	TRIES = 15,
	SCANS = 3,
	APPENDS = 1500,
	APPENDS_AT_ONCE = 50,
	PATH_ROOM = 512,
};

static const uint8_t device_key[32] = "the device key of the log bench";

static void
must(enum status st, const char *what)
{
	if (st == ST_OK)
		return;
	(void)fprintf(stderr, "log_bench: %s: %s\n", what, status_words(st));
	exit(1);
}

static int64_t
rows_wanted(void)
{
	const char *text = getenv("ANJUNGAN_LOG_ROWS");
	long long rows = ROWS_DEFAULT;

	if (text != NULL)
		must(str_to_int64(text, 1000, 100000000, &rows), "ANJUNGAN_LOG_ROWS");
	return rows;
}

/* --- places on the disk of the build ---------------------------------------------------------------------------------- */

struct place {
	char dir[PATH_ROOM];
	struct store *store;
};

static void
place_new(struct place *place, const struct seal *seal)
{
	const char *build = getenv("BUILD");

	must(str_format(place->dir, sizeof(place->dir), "%s/log-bench-XXXXXX",
		     build ? build : "build"),
		"folder");
	if (mkdtemp(place->dir) == NULL)
		must(ST_IO, place->dir);
	must(store_open(place->dir, seal, NULL, &place->store), place->dir);
}

static void
place_free(struct place *place)
{
	static const char *const files[] = { "anjungan.db", "anjungan.db-wal",
		"anjungan.db-shm", "lock", "journal.head" };

	store_close(place->store);
	for (size_t i = 0; i < ARRAY_LEN(files); i++) {
		char path[PATH_ROOM + 32];

		must(str_format(path, sizeof(path), "%s/%s", place->dir, files[i]), "path");
		(void)unlink(path);
	}
	if (rmdir(place->dir) != 0)
		must(ST_IO, place->dir);
}

/* --- searching ------------------------------------------------------------------------------------------------------------ */

static void
count_row(void *ctx, const struct journal_row *row)
{
	(void)row;
	++*(int *)ctx;
}

/* From the question to the first page. */
static double
first_page(struct store *store, const struct journal_filter *filter, int *ret_n,
	struct journal_search *ret_search)
{
	int64_t began = now_ns();

	*ret_n = 0;
	must(journal_search_begin(store, filter, ret_search), "search");
	must(journal_search_window(store, ret_search, PAGE, SEARCH_WINDOW_MS, count_row, ret_n),
		"search");
	return ms_since(began);
}

static void
report_page(
	struct store *store, const char *name, const struct journal_filter *filter, double goal)
{
	struct samples samples = { .n = 0 };
	struct journal_search search;
	char text[NAME_ROOM];
	int n = 0;

	for (int i = 0; i < TRIES; i++)
		samples_add(&samples, first_page(store, filter, &n, &search));
	must(str_format(text, sizeof(text), "log, %s: %d rows%s", name, n,
		     n == PAGE || search.done ? "" : ", searched back"),
		"name");
	row_report((struct row){ text, "ms", samples_at(&samples, 0.5), ROW_NONE, goal });
	row_check("it has rows, or says how far back it searched",
		n > 0 || search.done || search.back_ms > 0);
}

static void
report_searches(struct store *store, int64_t rows)
{
	const int64_t day_ms = 24 * 60 * 60 * 1000;
	const int64_t middle = JOURNAL_BEGINS + rows / 2 * JOURNAL_EVERY_MS;
	const struct {
		const char *name;
		struct journal_filter filter;
	} one[] = {
		{ "no filter", { 0 } },
		{ "one event", { .event = "visit.step" } },
		{ "one rare event", { .event = "claim.parked" } },
		{ "one event there is none of", { .event = "state.restore" } },
		{ "one family of events", { .event = "staff.*" } },
		{ "one actor", { .actor = "staff-RN" } },
		{ "one outcome", { .outcome = "parked" } },
		{ "the outcome ok", { .outcome = "ok" } },
		{ "one service", { .service = "check" } },
		{ "one person", { .person = JOURNAL_NIK } },
		{ "nobody's NIK", { .person = "6308055203600009" } },
		{ "one day", { .from_ms = middle, .to_ms = middle + day_ms } },
	}, several[] = {
		{ "event and actor that never meet",
			{ .event = "visit.step", .actor = "staff-RN" } },
		{ "family, actor, outcome",
			{ .event = "claim.*", .actor = "kiosk", .outcome = "parked" } },
		{ "family, service, ok",
			{ .event = "face.*", .service = "data", .outcome = "ok" } },
		{ "person, service, event",
			{ .person = JOURNAL_NIK, .service = "claim", .event = "claim.sent" } },
		{ "person, days", { .person = JOURNAL_NIK, .to_ms = middle } },
		{ "days, ok, service, event",
			{ .to_ms = middle, .outcome = "ok", .service = "balance",
				.event = "claim.parked" } },
	};

	for (size_t i = 0; i < ARRAY_LEN(one); i++)
		report_page(store, one[i].name, &one[i].filter, 10);
	for (size_t i = 0; i < ARRAY_LEN(several); i++)
		report_page(store, several[i].name, &several[i].filter, 50);
}

/* --- the chain ------------------------------------------------------------------------------------------------------------ */

static int64_t
scan(sqlite3 *db, int64_t *ret_rows)
{
	sqlite3_stmt *stmt = NULL;
	int64_t bytes = 0;

	*ret_rows = 0;
	if (sqlite3_prepare_v2(db,
		    "SELECT "
		    "seq,time_ms,visit,actor,event,outcome,subject,detail,service,prev,hash"
		    " FROM journal ORDER BY seq",
		    -1, &stmt, NULL) != SQLITE_OK)
		must(ST_IO, "scan");
	while (sqlite3_step(stmt) == SQLITE_ROW) {
		bytes += sqlite3_column_int64(stmt, 0) + sqlite3_column_int64(stmt, 1);
		for (int i = 2; i < 11; i++) {
			const char *at = sqlite3_column_blob(stmt, i);

			bytes += sqlite3_column_bytes(stmt, i) + (at ? at[0] : 0);
		}
		++*ret_rows;
	}
	(void)sqlite3_finalize(stmt);
	return bytes;
}

static void
report_proof(struct place *place, int64_t rows)
{
	sqlite3 *db = journal_connect(place->dir, false);
	struct journal_proof proof = { .n = 0 };
	double bare = 1e18, proven = 1e18;
	int64_t scanned = 0, seen = 0;

	for (int i = 0; i < SCANS; i++) {
		int64_t began = now_ns();
		double ms;

		seen += scan(db, &scanned);
		ms = ms_since(began);
		bare = ms < bare ? ms : bare;
		began = now_ns();
		must(journal_prove(place->store, NULL, 0, &proof), "proof");
		ms = ms_since(began);
		proven = ms < proven ? ms : proven;
	}
	row_check("every row was scanned, and the chain of all of them is whole",
		seen != 0 && scanned == rows && proof.n == 0 && proof.rows == rows);
	row_report((struct row){ "log, proof of the chain, a row", "µs",
		proven * 1000 / (double)rows, bare * 1000 / (double)rows, 1.0 });
	row_report((struct row){ "log, proof beside a bare scan (1 / 0.6)", "times",
		proven / bare, ROW_NONE, 1 / 0.6 });
	(void)sqlite3_close(db);
}

/* --- the report ------------------------------------------------------------------------------------------------------- */

/* A month in the middle: half a million rows at a kiosk that is never still. Read as `anjungan report` reads, in short
 * pieces; the kiosk's own keys while that goes on: key_bench. */
static void
report_month(struct store *store, int64_t rows)
{
	const int64_t day_s = 24 * 60 * 60;
	const int64_t middle_s = (JOURNAL_BEGINS + rows / 2 * JOURNAL_EVERY_MS) / 1000;
	struct date from = date_of_unix(middle_s, 0, &(int){ 0 });
	struct date to = date_of_unix(middle_s + 29 * day_s, 0, &(int){ 0 });
	struct report *report = report_new(from, to, 0, (middle_s + 400 * day_s) * 1000);
	int64_t began = now_ns();

	if (report == NULL)
		must(ST_NO_MEMORY, "report");
	must(report_read(store, report), "report");
	row_report((struct row){
		"log, report of 30 days", "s", ms_since(began) / 1000, ROW_NONE, 20 });
	row_report((struct row){ "log, visits in it", "thousand", (double)report->visits / 1000,
		ROW_NONE, ROW_NONE });
	row_check("the report has visits", report->visits > 0);
	free(report);
}

/* --- appends -------------------------------------------------------------------------------------------------------------- */

static void
append(struct store *store, int i)
{
	const struct journal_entry entry = { .event = EVENT_STEP,
		.at_ms = JOURNAL_BEGINS + i,
		.visit = "0192aabb-ccdd-7f01-bf03-040506070809",
		.actor = "participant",
		.outcome = "ok",
		.subject = JOURNAL_NIK,
		.detail = "account",
		.service = "claim" };

	must(store_journal_add(store, &entry), "append");
}

static void
insert(sqlite3_stmt *stmt, int i)
{
	(void)sqlite3_bind_int(stmt, 1, i + 1);
	if (sqlite3_step(stmt) != SQLITE_DONE || sqlite3_reset(stmt) != SQLITE_OK)
		must(ST_IO, "insert");
}

/* The same row into the same table of another file, in turns. */
static void
report_appends(const struct seal *seal)
{
	struct place ours, bare;
	double ours_ms = 0, bare_ms = 0;
	sqlite3_stmt *stmt = NULL;
	sqlite3 *db;

	place_new(&ours, seal);
	place_new(&bare, seal);
	store_close(bare.store);
	bare.store = NULL;
	db = journal_connect(bare.dir, true);
	if (sqlite3_prepare_v2(db,
		    "INSERT INTO journal VALUES(?1,1700000000000,zeroblob(16),'participant',"
		    "'visit.step','ok',zeroblob(16),'account',zeroblob(32),zeroblob(32),'claim'"
		    ")",
		    -1, &stmt, NULL) != SQLITE_OK)
		must(ST_IO, "insert");
	for (int i = 0; i < APPENDS; i += APPENDS_AT_ONCE) {
		int64_t began = now_ns();

		for (int k = 0; k < APPENDS_AT_ONCE; k++)
			insert(stmt, i + k);
		bare_ms += ms_since(began);
		began = now_ns();
		for (int k = 0; k < APPENDS_AT_ONCE; k++)
			append(ours.store, i + k);
		ours_ms += ms_since(began);
	}
	(void)sqlite3_finalize(stmt);
	(void)sqlite3_close(db);
	row_report((struct row){ "log, one append on disk", "ms", ours_ms / APPENDS,
		bare_ms / APPENDS, ROW_NONE });
	row_report((struct row){ "log, appends beside bare inserts (1 / 0.9)", "times",
		ours_ms / bare_ms, ROW_NONE, 1 / 0.9 });
	place_free(&ours);
	place_free(&bare);
}

int
main(void)
{
	int64_t rows = rows_wanted(), began;
	struct seal *seal = NULL;
	struct place place;

	must(seal_from_key(device_key, &seal), "key");
	report_appends(seal);
	place_new(&place, seal);
	store_close(place.store);
	place.store = NULL;
	began = now_ns();
	journal_make(place.dir, seal, rows);
	row_report(
		(struct row){ "log, rows", "million", (double)rows / 1e6, ROW_NONE, ROW_NONE });
	row_report((struct row){
		"log, making them", "s", ms_since(began) / 1000, ROW_NONE, ROW_NONE });
	must(store_open_reader(place.dir, seal, NULL, &place.store), "open");
	report_searches(place.store, rows);
	report_month(place.store, rows);
	report_proof(&place, rows);
	place_free(&place);
	seal_free(seal);
	return rows_end();
}
