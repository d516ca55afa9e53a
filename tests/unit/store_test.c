/* SPDX-License-Identifier: Apache-2.0 */
/* Opening the store, drafts, print jobs, hand-overs and staff; what the disk shows of a person. */
#include "base/array.h"
#include "base/str.h"
#include "store/schema.h"
#include "tests/fake/state.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/fsuid.h>
#include <sys/stat.h>
#include <unistd.h>

#define VISIT   "0192aabb-ccdd-7f01-bf03-040506070809"
#define VISIT_2 "0192aabb-ccdd-7f01-bf03-04050607080a"
#define NIK     "6308055203600001"
#define OTHER   "6308031507650002"

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

/* --- opening ------------------------------------------------------------------------------------------------------- */

static void
store_open__keeps_its_files_private(void **state)
{
	static const char *const files[] = { "anjungan.db", "anjungan.db-wal",
		"anjungan.db-shm", "lock" };
	mode_t before = umask(0);

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(files); i++) {
		struct state st;
		char path[STATE_PATH];
		struct stat info;

		state_new(&st);
		state_path(&st, files[i], path);
		assert_int_equal(stat(path, &info), 0);
		assert_int_equal(info.st_mode & 07777, 0600);
		state_free(&st);
	}
	(void)umask(before);
}

static void
store_open__lets_only_one_in(void **state)
{
	struct state *st = *state;
	struct store *second = NULL;

	assert_int_equal(store_open(st->dir, st->seal, NULL, &second), ST_BUSY);
	assert_null(second);
	state_reopen(st);
}

static void
store_in_use__is_true_of_writers_alone_and_takes_nothing(void **state)
{
	struct state *st = *state;
	struct store *reader = NULL;

	assert_int_equal(store_in_use(st->dir), ST_BUSY);
	state_close(st);
	assert_int_equal(store_in_use(st->dir), ST_OK);
	assert_int_equal(store_open_reader(st->dir, st->seal, NULL, &reader), ST_OK);
	assert_int_equal(store_in_use(st->dir), ST_OK);
	store_close(reader);
	state_clear(st);
	assert_int_equal(store_in_use(st->dir), ST_NOT_FOUND);
	assert_int_equal(state_open(st), ST_OK);
}

static void
store_was_made__is_true_while_anything_sealed_is_there(void **state)
{
	struct state *st = *state;

	state_close(st);
	assert_int_equal(store_was_made(st->dir), ST_OK);
	state_clear(st);
	assert_int_equal(store_was_made(st->dir), ST_NOT_FOUND);
	assert_int_equal(store_was_made("/no/such/folder"), ST_NOT_FOUND);
	assert_int_equal(state_open(st), ST_OK);
	assert_int_equal(store_was_made(st->dir), ST_OK);
}

static void
store_open__refuses_a_directory_others_may_write_to(void **state)
{
	struct state *st = *state;
	static const struct {
		mode_t mode;
		enum status st;
	} cases[] = { { 0770, ST_DENIED }, { 0702, ST_DENIED }, { 0755, ST_OK },
		{ 0700, ST_OK } };

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		state_close(st);
		assert_int_equal(chmod(st->dir, cases[i].mode), 0);
		assert_int_equal(state_open(st), cases[i].st);
	}
}

static void
store_open__says_what_is_wrong_with_the_place(void **state)
{
	struct state *st = *state;
	struct store *store = NULL;
	char path[STATE_PATH];

	assert_int_equal(
		store_open("/tmp/anjungan-no-such", st->seal, NULL, &store), ST_NOT_FOUND);
	state_path(st, "lock", path);
	assert_int_equal(store_open(path, st->seal, NULL, &store), ST_INVALID);
}

/* Root may write anywhere; the file system's view of the user is somebody else for the moment. */
static void
store_open__is_read_only_where_it_may_not_write(void **state)
{
	struct state *st = *state;
	int user;

	state_close(st);
	assert_int_equal(chmod(st->dir, 0555), 0);
	user = setfsuid(65534);
	assert_int_equal(state_open(st), ST_READ_ONLY);
	(void)setfsuid((uid_t)user);
	assert_int_equal(chmod(st->dir, 0700), 0);
	assert_int_equal(state_open(st), ST_OK);
}

/* The directory turned read-only over a store that is there: its owner may open the files but make none. */
static void
store_open__is_read_only_where_it_may_make_no_file(void **state)
{
	static const char *const files[] = { "", "anjungan.db", "lock" };
	struct state *st = *state;
	uid_t other = geteuid() == 0 ? 65534 : geteuid();
	char path[STATE_PATH];
	int user;

	state_close(st);
	for (size_t i = 0; i < ARRAY_LEN(files); i++) {
		state_path(st, files[i], path);
		assert_int_equal(chown(path, other, (gid_t)-1), 0);
	}
	assert_int_equal(chmod(st->dir, 0555), 0);
	user = setfsuid(other);
	assert_int_equal(state_open(st), ST_READ_ONLY);
	(void)setfsuid((uid_t)user);
	assert_int_equal(chmod(st->dir, 0700), 0);
}

static void
store_open__refuses_a_file_others_may_read(void **state)
{
	struct state *st = *state;
	char path[STATE_PATH];

	state_close(st);
	state_path(st, "anjungan.db", path);
	assert_int_equal(chmod(path, 0640), 0);
	assert_int_equal(state_open(st), ST_DENIED);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(symlink("lock", path), 0);
	assert_int_equal(state_open(st), ST_INVALID);
}

static void
count_rows(void *ctx, const struct journal_row *row)
{
	(void)row;
	++*(int *)ctx;
}

static void
store_open_reader__reads_beside_the_writer_and_changes_nothing(void **state)
{
	const struct journal_entry entry = { .event = EVENT_LOG_READ, .actor = "kiosk" };
	struct state *st = *state;
	struct store *reader = NULL;
	int64_t rows = -1, seq = -1;
	int n = 0;

	assert_int_equal(store_journal_add(st->store, &entry), ST_OK);
	assert_int_equal(store_open_reader(st->dir, st->seal, NULL, &reader), ST_OK);
	assert_int_equal(store_journal_read(reader, 0, 10, count_rows, &n), ST_OK);
	assert_int_equal(n, 1);
	assert_int_equal(store_journal_add(st->store, &entry), ST_OK);
	assert_int_equal(store_journal_verify(reader, &rows, &seq), ST_OK);
	assert_int_equal(rows, 2);
	assert_int_equal(store_journal_add(reader, &entry), ST_READ_ONLY);
	assert_int_equal(store_draft_drop(reader, VISIT), ST_READ_ONLY);
	assert_int_equal(store_journal_add(st->store, &entry), ST_OK);
	store_close(reader);
}

static void
store_open_reader__needs_a_store_of_its_own_version(void **state)
{
	struct state *st = *state;
	struct store *reader = NULL;
	char path[STATE_PATH];

	state_close(st);
	assert_int_equal(store_open_reader(st->dir, st->seal, NULL, &reader), ST_OK);
	store_close(reader);
	state_tamper(st, "PRAGMA user_version=999");
	assert_int_equal(store_open_reader(st->dir, st->seal, NULL, &reader), ST_NEWER);
	state_tamper(st, "PRAGMA user_version=0");
	assert_int_equal(store_open_reader(st->dir, st->seal, NULL, &reader), ST_UNSUPPORTED);
	state_path(st, "anjungan.db", path);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(store_open_reader(st->dir, st->seal, NULL, &reader), ST_NOT_FOUND);
}

static void
store_open__brings_an_older_schema_up_to_date(void **state)
{
	struct state *st = *state;

	state_close(st);
	state_tamper(st, "DROP INDEX request_next;"
			 "ALTER TABLE claim DROP COLUMN contact; ALTER TABLE claim DROP COLUMN called;"
			 "ALTER TABLE claim DROP COLUMN called_ms;"
			 "ALTER TABLE claim DROP COLUMN duplicate_of; DROP TABLE survey; DROP TABLE withdrawal;"
			 "DROP TABLE capture_quality; DROP TABLE calibration;"
			 "DROP TABLE pin_try; DROP INDEX staff_card;"
			 "DROP TABLE absence;"
			 "ALTER TABLE staff DROP COLUMN card;"
			 "ALTER TABLE staff DROP COLUMN disabled_ms;"
			 "DROP INDEX journal_service; ALTER TABLE journal DROP COLUMN service;"
			 "DROP INDEX handover_open;"
			 "ALTER TABLE handover DROP COLUMN called;"
			 "ALTER TABLE handover DROP COLUMN outcome;"
			 "DROP INDEX handover_claim; ALTER TABLE handover DROP COLUMN claim;"
			 "CREATE INDEX handover_open ON handover(priority);"
			 "DROP TABLE journal_archive; DROP TABLE review; DROP TABLE claim_trace; DROP TABLE day;"
			 "PRAGMA user_version=1");
	assert_int_equal(state_open(st), ST_OK);
	assert_int_equal(state_number(st, "PRAGMA user_version"), schema_version());
	assert_int_equal(state_number(st, "SELECT count(*) FROM sqlite_schema WHERE "
					  "type='index' AND name='request_next'"),
		1);
}

static void
store_open__refuses_a_newer_schema_and_leaves_it_alone(void **state)
{
	struct state *st = *state;

	state_close(st);
	state_tamper(st, "PRAGMA user_version=999");
	assert_int_equal(state_open(st), ST_NEWER);
	assert_int_equal(state_number(st, "PRAGMA user_version"), 999);
}

static void
overwrite(const struct state *st, off_t at, const void *bytes, size_t n)
{
	char path[STATE_PATH];
	int fd;

	state_path(st, "anjungan.db", path);
	fd = open(path, O_WRONLY);
	assert_true(fd >= 0);
	assert_int_equal(pwrite(fd, bytes, n, at), n);
	assert_int_equal(close(fd), 0);
}

static void
store_open__finds_a_damaged_file(void **state)
{
	static char junk[4096];
	static const off_t places[] = { 0, 4096, 3 * 4096 };

	(void)state;
	memset(junk, 0xA5, sizeof(junk));
	for (size_t i = 0; i < ARRAY_LEN(places); i++) {
		struct state st;

		state_new(&st);
		state_close(&st);
		overwrite(&st, places[i], junk, sizeof(junk));
		assert_int_equal(state_open(&st), ST_CORRUPT);
		assert_null(st.store);
		state_free(&st);
	}
}

static void
store__tells_a_missing_table(void **state)
{
	struct state *st = *state;
	int open = -1;

	state_tamper(st, "DROP TABLE handover");
	assert_int_equal(store_handover_count(st->store, &open), ST_CORRUPT);
	assert_int_equal(open, -1);
}

/* The SQL of the schema without its comments and with single blanks. */
static void
squeeze(char *sql)
{
	char *out = sql;

	for (char *in = sql; *in != '\0'; in++) {
		if (in[0] == '-' && in[1] == '-')
			in += strcspn(in, "\n");
		if (*in == '\0')
			break;
		if (*in != ' ' && *in != '\t' && *in != '\n')
			*out++ = *in;
	}
	*out = '\0';
}

static void
schema_text(sqlite3 *db, struct buf *ret_text)
{
	sqlite3_stmt *stmt = NULL;

	assert_int_equal(sqlite3_prepare_v2(db,
				 "SELECT type||' '||name||' '||coalesce(sql,'')||x'0a'"
				 " FROM sqlite_schema ORDER BY type,name",
				 -1, &stmt, NULL),
		SQLITE_OK);
	while (sqlite3_step(stmt) == SQLITE_ROW)
		assert_int_equal(
			buf_add_str(ret_text, (const char *)sqlite3_column_text(stmt, 0)),
			ST_OK);
	assert_int_equal(sqlite3_finalize(stmt), SQLITE_OK);
	squeeze(ret_text->data);
}

static void
document_schema(struct buf *ret_text)
{
	static char sql[32768];
	FILE *file = fopen("assets/schema.sql", "r");
	sqlite3 *db = NULL;
	size_t n;

	assert_non_null(file);
	n = fread(sql, 1, sizeof(sql) - 1, file);
	assert_true(n > 0 && n < sizeof(sql) - 1);
	sql[n] = '\0';
	assert_int_equal(fclose(file), 0);
	assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	schema_text(db, ret_text);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static void
schema__is_the_one_the_document_shows(void **state)
{
	struct state *st = *state;
	char path[STATE_PATH];
	struct buf ours, documented;
	sqlite3 *db = NULL;

	buf_init(&ours, 65536);
	buf_init(&documented, 65536);
	state_path(st, "anjungan.db", path);
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	schema_text(db, &ours);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
	document_schema(&documented);
	assert_string_equal(ours.data, documented.data);
	assert_int_equal(state_number(st, "PRAGMA user_version"), schema_version());
	buf_free(&ours);
	buf_free(&documented);
}

/* --- drafts -------------------------------------------------------------------------------------------------------- */

static void
assert_draft(struct state *st, const char *nik, int64_t now_ms, int64_t max_age_ms,
	const char *visit, const char *blob)
{
	struct draft draft;

	assert_int_equal(
		store_draft_find(st->store, nik, "", now_ms, max_age_ms, &draft), ST_OK);
	assert_string_equal(draft.visit, visit);
	assert_string_equal(draft.blob.data, blob);
	buf_free(&draft.blob);
}

static enum status
save(struct state *st, const char *visit, const char *nik, const char *blob, int64_t now_ms)
{
	return store_draft_save(st->store, visit, nik, blob, strlen(blob), NULL, now_ms);
}

static void
draft__is_found_by_its_person_alone_and_while_fresh(void **state)
{
	struct state *st = *state;
	struct draft draft;

	assert_int_equal(save(st, VISIT, "", "no name yet", 1000), ST_OK);
	assert_int_equal(store_draft_find(st->store, "", "", 1000, 900, &draft), ST_NOT_FOUND);
	assert_int_equal(save(st, VISIT, NIK, "first", 2000), ST_OK);
	assert_int_equal(save(st, VISIT, NIK, "second", 3000), ST_OK);
	assert_int_equal(
		store_draft_find(st->store, OTHER, "", 3000, 900, &draft), ST_NOT_FOUND);
	state_reopen(st);
	assert_draft(st, NIK, 3900, 900, VISIT, "second");
	assert_int_equal(store_draft_find(st->store, NIK, "", 3901, 900, &draft), ST_NOT_FOUND);
	assert_int_equal(save(st, VISIT_2, NIK, "newer", 3500), ST_OK);
	assert_draft(st, NIK, 3900, 900, VISIT_2, "newer");
}

static void
draft__of_a_clock_that_was_wrong_is_as_good_as_old(void **state)
{
	struct state *st = *state;
	struct draft draft;

	assert_int_equal(save(st, VISIT, NIK, "from the future", 9000), ST_OK);
	assert_draft(st, NIK, 8500, 900, VISIT, "from the future");
	assert_int_equal(store_draft_find(st->store, NIK, "", 1000, 900, &draft), ST_NOT_FOUND);
	assert_int_equal(store_draft_sweep(st->store, 1000, 900), ST_OK);
	assert_int_equal(state_number(st, "SELECT count(*) FROM visit_draft"), 0);
}

static void
draft__goes_when_dropped_or_swept(void **state)
{
	struct state *st = *state;
	struct draft draft;

	assert_int_equal(save(st, VISIT, NIK, "one", 1000), ST_OK);
	assert_int_equal(save(st, VISIT_2, OTHER, "two", 2000), ST_OK);
	assert_int_equal(store_draft_sweep(st->store, 2500, 1000), ST_OK);
	assert_int_equal(
		store_draft_find(st->store, NIK, "", 2500, 5000, &draft), ST_NOT_FOUND);
	assert_draft(st, OTHER, 2500, 5000, VISIT_2, "two");
	assert_int_equal(store_draft_drop(st->store, VISIT_2), ST_OK);
	assert_int_equal(store_draft_drop(st->store, VISIT_2), ST_OK);
	assert_int_equal(state_number(st, "SELECT count(*) FROM visit_draft"), 0);
}

static void
draft__moved_to_another_visit_does_not_open(void **state)
{
	struct state *st = *state;
	struct draft draft;

	assert_int_equal(save(st, VISIT, NIK, "one", 1000), ST_OK);
	state_tamper(st, "UPDATE visit_draft SET visit='" VISIT_2 "'");
	assert_int_equal(store_draft_find(st->store, NIK, "", 1000, 900, &draft), ST_TAMPERED);
}

/* --- print jobs and hand-overs --------------------------------------------------------------------------------------- */

static void
print_job__is_kept_until_it_is_printed(void **state)
{
	struct state *st = *state;
	struct journal_entry entry = { .event = EVENT_PRINT_END, .outcome = "ok" };

	assert_int_equal(store_print_put(st->store, "k1", "C1", "paper", 5, 10), ST_OK);
	assert_int_equal(store_print_put(st->store, "k1", "C1", "paper", 5, 10), ST_EXISTS);
	assert_int_equal(
		store_print_settle(st->store, "k2", PRINT_DONE, "", &entry, 11), ST_NOT_FOUND);
	assert_int_equal(state_number(st, "SELECT count(*) FROM journal"), 0);
	assert_int_equal(
		store_print_settle(st->store, "k1", PRINT_FAILED, "paper", NULL, 11), ST_OK);
	assert_int_equal(state_number(st, "SELECT bytes IS NULL FROM print_job"), 0);
	assert_int_equal(
		store_print_settle(st->store, "k1", PRINT_DONE, "", &entry, 12), ST_OK);
	assert_int_equal(state_number(st, "SELECT bytes IS NULL FROM print_job"), 1);
	assert_int_equal(
		store_print_settle(st->store, "k1", PRINT_FAILED, "", NULL, 13), ST_NOT_FOUND);
	assert_int_equal(state_number(st, "SELECT count(*) FROM journal"), 1);
}

static void
handover__is_counted_and_journalled_once(void **state)
{
	struct state *st = *state;
	struct handover_put handover = { .code = "A1",
		.visit = VISIT,
		.nik = NIK,
		.why = "over-limit",
		.blob = "answers",
		.n = 7,
		.now_ms = 5 };
	struct journal_entry entry = { .event = EVENT_TICKET, .visit = VISIT, .subject = NIK };
	int open = -1;

	assert_int_equal(store_handover_count(st->store, &open), ST_OK);
	assert_int_equal(open, 0);
	assert_int_equal(store_handover_put(st->store, &handover, &entry), ST_OK);
	assert_int_equal(store_handover_put(st->store, &handover, &entry), ST_EXISTS);
	assert_int_equal(store_handover_count(st->store, &open), ST_OK);
	assert_int_equal(open, 1);
	assert_int_equal(state_number(st, "SELECT count(*) FROM journal"), 1);
}

static void
put_handover(
	const struct state *st, const char *code, const char *why, bool priority, int64_t now_ms)
{
	const struct handover_put handover = { .code = code,
		.visit = VISIT,
		.nik = NIK,
		.why = why,
		.priority = priority,
		.called = strcmp(why, "called") == 0,
		.blob = "answers",
		.n = 7,
		.now_ms = now_ms };

	assert_int_equal(store_handover_put(st->store, &handover, NULL), ST_OK);
}

static void
assert_row(const struct handover_row *row, const char *code, bool called, bool priority)
{
	assert_string_equal(row->code, code);
	assert_int_equal(row->called, called);
	assert_int_equal(row->priority, priority);
}

static void
handovers__of_who_called_come_first_then_priority_then_the_oldest(void **state)
{
	struct state *st = *state;
	struct handover_row row[3];
	size_t n = 9;

	assert_int_equal(store_handover_list(st->store, 0, row, 3, &n), ST_OK);
	assert_int_equal(n, 0);
	put_handover(st, "A1", "papers", false, 5);
	put_handover(st, "A2", "called", false, 8);
	put_handover(st, "A3", "heirs", true, 9);
	put_handover(st, "A4", "papers", false, 4);
	assert_int_equal(store_handover_list(st->store, 0, row, 3, &n), ST_OK);
	assert_int_equal(n, 3);
	assert_row(&row[0], "A2", true, false);
	assert_row(&row[1], "A3", false, true);
	assert_row(&row[2], "A4", false, false);
	assert_string_equal(row[2].why, "papers");
	assert_int_equal(row[2].made_ms, 4);
	assert_int_equal(store_handover_list(st->store, 3, row, 3, &n), ST_OK);
	assert_int_equal(n, 1);
	assert_row(&row[0], "A1", false, false);
}

static void
handover__gives_its_answers_until_it_is_closed(void **state)
{
	static const struct journal_entry entry = { .event = EVENT_HANDOVER_CLOSED };
	struct state *st = *state;
	struct handover_row row;
	struct buf blob;

	put_handover(st, "A1", "papers", true, 5);
	assert_int_equal(store_handover_open(st->store, "A2", &row, &blob), ST_NOT_FOUND);
	assert_int_equal(store_handover_open(st->store, "A1", &row, &blob), ST_OK);
	assert_row(&row, "A1", false, true);
	assert_int_equal(blob.len, 7);
	assert_memory_equal(blob.data, "answers", 7);
	buf_free(&blob);

	assert_int_equal(
		store_handover_close(st->store, "A2", "served", &entry, 7), ST_NOT_FOUND);
	assert_int_equal(store_handover_close(st->store, "A1", "served", &entry, 7), ST_OK);
	assert_int_equal(
		store_handover_close(st->store, "A1", "absent", &entry, 8), ST_NOT_FOUND);
	assert_int_equal(state_number(st, "SELECT count(*) FROM journal"), 1);
	assert_int_equal(state_number(st, "SELECT length(answers) FROM handover"), 0);

	assert_int_equal(store_handover_open(st->store, "A1", &row, &blob), ST_OK);
	assert_int_equal(blob.len, 0);
	buf_free(&blob);
	assert_int_equal(store_handover_find(st->store, "A1", &row), ST_OK);
	assert_int_equal(row.closed_ms, 7);
	assert_string_equal(row.outcome, "served");
}

static void
handovers__nobody_closed_expire_and_are_forgotten(void **state)
{
	static const struct journal_entry entry = { .event = EVENT_HANDOVER_EXPIRED };
	struct state *st = *state;
	struct handover_row row;

	put_handover(st, "A1", "papers", false, 10);
	put_handover(st, "A2", "papers", false, 20);
	assert_int_equal(store_handover_sweep(st->store, &entry, 110, 100), ST_OK);
	assert_int_equal(state_number(st, "SELECT count(*) FROM journal"), 0);
	assert_int_equal(store_handover_sweep(st->store, &entry, 115, 100), ST_OK);
	assert_int_equal(store_handover_sweep(st->store, &entry, 116, 100), ST_OK);
	assert_int_equal(state_number(st, "SELECT count(*) FROM journal WHERE detail='1'"), 1);
	assert_int_equal(store_handover_find(st->store, "A1", &row), ST_OK);
	assert_string_equal(row.outcome, "expired");
	assert_int_equal(
		state_number(st, "SELECT length(answers) FROM handover WHERE code='A1'"), 0);
	assert_int_equal(store_handover_find(st->store, "A2", &row), ST_OK);
	assert_int_equal(row.closed_ms, 0);
	assert_int_equal(store_handover_sweep(st->store, &entry, 216, 100), ST_OK);
	assert_int_equal(store_handover_find(st->store, "A1", &row), ST_NOT_FOUND);
}

/* --- staff ----------------------------------------------------------------------------------------------------------- */

static const struct staff rina = { "rn", "Rina Norliani", "RN", "officer" };
static const struct staff badu = { "bd", "Badu Hasan", "BH", "supervisor" };

static void
staff__is_known_by_the_pin(void **state)
{
	struct state *st = *state;
	struct staff found = { .id = "" };

	assert_int_equal(store_staff_check(st->store, "482916", &found), ST_DENIED);
	assert_int_equal(store_staff_add(st->store, &rina, "482916", 1), ST_OK);
	assert_int_equal(store_staff_add(st->store, &badu, "739105", 1), ST_OK);
	state_reopen(st);
	assert_int_equal(store_staff_check(st->store, "739105", &found), ST_OK);
	assert_memory_equal(&found, &badu, sizeof(found));
	assert_int_equal(store_staff_check(st->store, "482916", &found), ST_OK);
	assert_string_equal(found.name, "Rina Norliani");
	assert_int_equal(store_staff_check(st->store, "482917", &found), ST_DENIED);
	assert_int_equal(store_staff_check(st->store, "", &found), ST_DENIED);
	assert_int_equal(store_staff_check(st->store, "4829166", &found), ST_DENIED);
}

static void
staff_add__takes_each_pin_id_and_initials_once(void **state)
{
	struct state *st = *state;
	struct staff same_id = badu, same_initials = badu;

	assert_int_equal(str_copy(same_id.id, sizeof(same_id.id), "rn"), ST_OK);
	assert_int_equal(
		str_copy(same_initials.initials, sizeof(same_initials.initials), "RN"), ST_OK);
	assert_int_equal(store_staff_add(st->store, &rina, "482916", 1), ST_OK);
	assert_int_equal(store_staff_add(st->store, &badu, "482916", 1), ST_EXISTS);
	assert_int_equal(store_staff_add(st->store, &same_id, "739105", 1), ST_EXISTS);
	assert_int_equal(store_staff_add(st->store, &same_initials, "739105", 1), ST_EXISTS);
	assert_int_equal(state_number(st, "SELECT count(*) FROM staff"), 1);
}

static void
staff_add__refuses_pins_that_are_guessed_first(void **state)
{
	static const char *const pins[] = { "", "12345", "1234567", "12345a", "000000",
		"777777", "123456", "012345", "654321", "890123", "321098", "121212", "909090",
		"123123", "457457", "120360",
		"290200", "311299" };
	struct state *st = *state;

	for (size_t i = 0; i < ARRAY_LEN(pins); i++)
		assert_int_equal(store_staff_add(st->store, &rina, pins[i], 1), ST_INVALID);
	assert_int_equal(state_number(st, "SELECT count(*) FROM staff"), 0);
}

static void
staff_add__refuses_who_has_no_name_or_role(void **state)
{
	static const struct staff cases[] = {
		{ "", "Rina", "RN", "officer" },
		{ "r", "", "RN", "officer" },
		{ "r", "Rina", "", "officer" },
		{ "r", "Rina", "RN", "" },
		{ "r", "Rina", "RN", "boss" },
	};
	struct state *st = *state;

	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		assert_int_equal(
			store_staff_add(st->store, &cases[i], "482916", 1), ST_INVALID);
}

static void
staff__a_damaged_row_locks_nobody_else_out(void **state)
{
	struct state *st = *state;
	struct staff found;

	assert_int_equal(store_staff_add(st->store, &rina, "482916", 1), ST_OK);
	assert_int_equal(store_staff_add(st->store, &badu, "739105", 1), ST_OK);
	state_tamper(st, "UPDATE staff SET pin=(SELECT pin FROM staff WHERE id='bd')"
			 " WHERE id='rn'");
	assert_int_equal(store_staff_check(st->store, "739105", &found), ST_OK);
	assert_string_equal(found.id, "bd");
	assert_int_equal(store_staff_check(st->store, "482916", &found), ST_TAMPERED);
}

static void
keep_staff(void *ctx, const struct staff_account *account)
{
	const struct staff *staff = &account->staff;
	struct buf *names = ctx;

	assert_int_equal(buf_printf(names, "%s %s %s %s\n", staff->id, staff->name,
				 staff->initials, staff->role),
		ST_OK);
}

static void
staff_list__names_all_in_the_order_they_came(void **state)
{
	struct state *st = *state;
	struct buf names;

	buf_init(&names, 200);
	assert_int_equal(store_staff_add(st->store, &rina, "482916", 1), ST_OK);
	assert_int_equal(store_staff_add(st->store, &badu, "739105", 1), ST_OK);
	assert_int_equal(store_staff_list(st->store, keep_staff, &names), ST_OK);
	assert_string_equal(
		names.data, "rn Rina Norliani RN officer\nbd Badu Hasan BH supervisor\n");
	buf_free(&names);
}

static void
survey__is_kept_once_a_visit_and_journalled(void **state)
{
	static const struct journal_entry entry = {
		.event = EVENT_SURVEY, .actor = "participant", .outcome = "ok", .at_ms = 5 };
	const struct survey_put how = { .visit = VISIT, .service = "claim", .score = 5,
		.senior = true, .now_ms = 5 };
	const struct survey_put why = { .visit = VISIT_2, .service = "claim",
		.left_why = "papers", .assisted = true, .now_ms = 6 };
	struct state *st = *state;

	assert_int_equal(store_survey_put(st->store, &how, &entry), ST_OK);
	assert_int_equal(store_survey_put(st->store, &how, &entry), ST_EXISTS);
	assert_int_equal(store_survey_put(st->store, &why, &entry), ST_OK);
	assert_int_equal(state_number(st, "SELECT score FROM survey WHERE senior=1"), 5);
	assert_int_equal(state_number(st, "SELECT count(*) FROM survey WHERE score IS NULL"
					  " AND left_why='papers' AND assisted=1"),
		1);
	assert_int_equal(state_number(st,
				 "SELECT count(*) FROM journal WHERE event='survey.given'"),
		2);
}

static void
survey__is_either_a_score_or_a_reason(void **state)
{
	static const struct journal_entry entry = {
		.event = EVENT_SURVEY, .actor = "participant", .outcome = "ok", .at_ms = 5 };
	const struct survey_put cases[] = {
		{ .visit = VISIT, .service = "claim" },
		{ .visit = VISIT, .service = "claim", .score = 6 },
		{ .visit = VISIT, .service = "claim", .score = -1 },
		{ .visit = VISIT, .service = "claim", .score = 3, .left_why = "long" },
	};
	struct state *st = *state;

	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		assert_int_equal(store_survey_put(st->store, &cases[i], &entry), ST_INVALID);
	assert_int_equal(state_number(st, "SELECT count(*) FROM survey"), 0);
}

#define STATE_TEST(test) cmocka_unit_test_setup_teardown(test, open_state, drop_state)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(store_open__keeps_its_files_private),
		STATE_TEST(store_open__lets_only_one_in),
		STATE_TEST(store_in_use__is_true_of_writers_alone_and_takes_nothing),
		STATE_TEST(store_was_made__is_true_while_anything_sealed_is_there),
		STATE_TEST(store_open__refuses_a_directory_others_may_write_to),
		STATE_TEST(store_open__says_what_is_wrong_with_the_place),
		STATE_TEST(store_open__is_read_only_where_it_may_not_write),
		STATE_TEST(store_open__is_read_only_where_it_may_make_no_file),
		STATE_TEST(store_open__refuses_a_file_others_may_read),
		STATE_TEST(store_open_reader__reads_beside_the_writer_and_changes_nothing),
		STATE_TEST(store_open_reader__needs_a_store_of_its_own_version),
		STATE_TEST(store_open__brings_an_older_schema_up_to_date),
		STATE_TEST(store_open__refuses_a_newer_schema_and_leaves_it_alone),
		cmocka_unit_test(store_open__finds_a_damaged_file),
		STATE_TEST(store__tells_a_missing_table),
		STATE_TEST(schema__is_the_one_the_document_shows),
		STATE_TEST(draft__is_found_by_its_person_alone_and_while_fresh),
		STATE_TEST(draft__of_a_clock_that_was_wrong_is_as_good_as_old),
		STATE_TEST(draft__goes_when_dropped_or_swept),
		STATE_TEST(draft__moved_to_another_visit_does_not_open),
		STATE_TEST(print_job__is_kept_until_it_is_printed),
		STATE_TEST(handover__is_counted_and_journalled_once),
		STATE_TEST(handovers__of_who_called_come_first_then_priority_then_the_oldest),
		STATE_TEST(handover__gives_its_answers_until_it_is_closed),
		STATE_TEST(handovers__nobody_closed_expire_and_are_forgotten),
		STATE_TEST(survey__is_kept_once_a_visit_and_journalled),
		STATE_TEST(survey__is_either_a_score_or_a_reason),
		STATE_TEST(staff__is_known_by_the_pin),
		STATE_TEST(staff_add__takes_each_pin_id_and_initials_once),
		STATE_TEST(staff_add__refuses_pins_that_are_guessed_first),
		STATE_TEST(staff_add__refuses_who_has_no_name_or_role),
		STATE_TEST(staff__a_damaged_row_locks_nobody_else_out),
		STATE_TEST(staff_list__names_all_in_the_order_they_came),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
