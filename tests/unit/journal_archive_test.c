/* SPDX-License-Identifier: Apache-2.0 */
/* Old rows in signed files: one chain with the database, nothing dropped, what is missing is named. */
#include "store/journal_archive.h"

#include "store/archive_copy.h"

#include "base/array.h"
#include "base/str.h"
#include "store/backup.h"
#include "store/journal_proof.h"
#include "store/journal_search.h"
#include "tests/fake/state.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { NOW_MS = 1000000 };

#define FIRST_FILE  "archive/journal-0000000001-0000000004.db"
#define SECOND_FILE "archive/journal-0000000005-0000000008.db"
#define ROWS        "SELECT count(*) FROM journal"

/* Ten rows at 1000, 2000 …; the first four and the next four go into files. */
static int
open_state(void **state)
{
	static struct state fresh;

	state_new(&fresh);
	for (int i = 1; i <= 10; i++) {
		const struct journal_entry entry = { .event = EVENT_STEP,
			.at_ms = i * 1000,
			.actor = "participant",
			.outcome = "ok",
			.subject = "6308055203600001" };

		assert_int_equal(store_journal_add(fresh.store, &entry), ST_OK);
	}
	*state = &fresh;
	return 0;
}

static void
empty_folder(const struct state *st, const char *name)
{
	char path[STATE_PATH];
	struct dirent *entry;
	DIR *dir;

	state_path(st, name, path);
	dir = opendir(path);
	if (dir == NULL)
		return;
	while ((entry = readdir(dir)) != NULL)
		if (entry->d_name[0] != '.')
			assert_int_equal(unlinkat(dirfd(dir), entry->d_name, 0), 0);
	assert_int_equal(closedir(dir), 0);
	assert_int_equal(rmdir(path), 0);
}

static int
drop_state(void **state)
{
	empty_folder(*state, "archive");
	state_free(*state);
	return 0;
}

static int
archive(struct state *st, int64_t before_ms, bool all)
{
	enum status said;
	int steps = 0;

	while ((said = journal_archive_step(st->store, before_ms, NOW_MS, all)) == ST_OK)
		assert_true(++steps < 100);
	assert_int_equal(said, ST_NOT_FOUND);
	return steps;
}

static void
archive_twice(struct state *st)
{
	archive(st, 4500, true);
	archive(st, 8500, true);
	assert_int_equal(state_number(st, "SELECT min(seq) FROM journal"), 9);
}

static struct journal_proof
prove(struct state *st)
{
	struct journal_proof proof;

	assert_int_equal(journal_prove(st->store, NULL, 0, &proof), ST_OK);
	return proof;
}

static bool
is_there(const struct state *st, const char *file)
{
	char path[STATE_PATH];
	struct stat info;

	state_path(st, file, path);
	return stat(path, &info) == 0 && (info.st_mode & 077) == 0;
}

static void
lose(const struct state *st, const char *file)
{
	char path[STATE_PATH];

	state_path(st, file, path);
	assert_int_equal(unlink(path), 0);
}

/* --- archiving ---------------------------------------------------------------------------------------------------------- */

static void
archive__takes_old_rows_into_signed_files(void **state)
{
	struct state *st = *state;
	struct journal_proof proof;

	archive_twice(st);
	assert_true(is_there(st, FIRST_FILE));
	assert_true(is_there(st, FIRST_FILE ".sig"));
	assert_true(is_there(st, SECOND_FILE));
	assert_false(is_there(st, FIRST_FILE ".part"));
	assert_int_equal(state_number(st, ROWS), 4); /* two, and what was done */
	assert_int_equal(state_number(st, "SELECT count(*) FROM journal WHERE "
					  "event='journal.archive' AND detail='1 4'"),
		1);
	proof = prove(st);
	assert_int_equal(proof.n, 0);
	assert_int_equal(proof.rows, 12);
	assert_int_equal(proof.archives, 2);
	assert_int_equal(proof.last, 12);
	state_reopen(st);
	assert_int_equal(prove(st).n, 0);
}

static void
archive__leaves_few_rows_until_they_are_a_month_older(void **state)
{
	const int64_t month_ms = 31 * 24 * 60 * 60 * (int64_t)1000;
	struct state *st = *state;

	assert_int_equal(archive(st, 8500, false), 0);
	assert_int_equal(archive(st, 900 + month_ms, false), 0);
	assert_true(archive(st, 1000 + month_ms, false) > 0);
	assert_true(state_number(st, "SELECT min(seq) FROM journal") > 8);
}

static void
archive__never_takes_the_newest_row(void **state)
{
	struct state *st = *state;

	assert_int_equal(journal_archive_step(st->store, 10500, NOW_MS, true), ST_OK);
	assert_true(is_there(st, "archive/journal-0000000001-0000000009.db"));
	archive(st, 10500, true);
	assert_int_equal(state_number(st, "SELECT count(*) FROM journal WHERE seq=12"), 1);
	assert_int_equal(prove(st).n, 0);
}

static void
rows__leave_the_journal_only_when_they_are_in_a_file(void **state)
{
	struct state *st = *state;
	char path[STATE_PATH];
	sqlite3 *db = NULL;

	archive(st, 4500, true);
	state_path(st, "anjungan.db", path);
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_not_equal(
		sqlite3_exec(db, "DELETE FROM journal WHERE seq=6", NULL, NULL, NULL),
		SQLITE_OK);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

/* The power went after the file was made, before the rows left: they do next time, and are not proven twice. */
static void
archive__goes_on_after_a_power_cut(void **state)
{
	struct state *st = *state;

	assert_int_equal(journal_archive_step(st->store, 4500, NOW_MS, true), ST_OK);
	assert_int_equal(state_number(st, "SELECT min(seq) FROM journal"), 1);
	assert_int_equal(prove(st).rows, 11);
	assert_int_equal(prove(st).n, 0);
	state_reopen(st);
	archive(st, 4500, true);
	assert_int_equal(state_number(st, "SELECT min(seq) FROM journal"), 5);
	assert_int_equal(prove(st).n, 0);
}

/* --- what can be done to a file --------------------------------------------------------------------------------------------- */

static void
journal_chain__names_missing_archive(void **state)
{
	struct state *st = *state;
	struct journal_proof proof;

	archive_twice(st);
	lose(st, FIRST_FILE);
	proof = prove(st);
	assert_int_equal(proof.n, 1);
	assert_int_equal(proof.finding[0].fault, FAULT_NO_ARCHIVE);
	assert_int_equal(proof.finding[0].seq, 1);
	assert_string_equal(proof.finding[0].file, "journal-0000000001-0000000004.db");
	assert_int_equal(proof.broken, 0); /* the walk went on in the next */
	assert_int_equal(proof.rows, 8);
}

static void
flip_byte(const struct state *st, const char *file, off_t at)
{
	char path[STATE_PATH];
	unsigned char byte;
	int fd;

	state_path(st, file, path);
	fd = open(path, O_RDWR);
	assert_true(fd >= 0);
	assert_int_equal(pread(fd, &byte, 1, at), 1);
	byte ^= 0x20;
	assert_int_equal(pwrite(fd, &byte, 1, at), 1);
	assert_int_equal(close(fd), 0);
}

static void
journal_chain__names_changed_archive(void **state)
{
	static const struct {
		const char *file;
		off_t at;
	} cases[] = { { SECOND_FILE, 100 }, { SECOND_FILE, 9000 }, { SECOND_FILE ".sig", 10 } };
	struct state *st = *state;

	archive_twice(st);
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct journal_proof proof;

		flip_byte(st, cases[i].file, cases[i].at);
		proof = prove(st);
		assert_int_equal(proof.n, 1);
		assert_int_equal(proof.finding[0].fault, FAULT_BAD_ARCHIVE);
		assert_int_equal(proof.finding[0].seq, 5);
		flip_byte(st, cases[i].file, cases[i].at);
		assert_int_equal(prove(st).n, 0);
	}
}

/* The rows of an archive are said to be in none: the database begins in the middle. */
static void
journal_chain__detects_forgotten_archive(void **state)
{
	struct state *st = *state;
	struct journal_proof proof;

	archive_twice(st);
	state_tamper(st, "DELETE FROM journal_archive");
	proof = prove(st);
	assert_true(proof.n > 0);
	assert_int_equal(proof.finding[0].fault, FAULT_MISSING);
	assert_int_equal(proof.finding[0].seq, 9);
}

static void
journal_chain__detects_another_hash_of_an_archive(void **state)
{
	struct state *st = *state;
	struct journal_proof proof;

	archive_twice(st);
	state_tamper(st, "UPDATE journal_archive SET hash=zeroblob(32) WHERE first_seq=5");
	proof = prove(st);
	assert_int_equal(proof.finding[0].fault, FAULT_UNLINKED);
	assert_int_equal(proof.finding[0].seq, 9);
}

/* On a new disk the backup comes first, the archives later: the state is good without them. */
static void
restore__of_an_archived_journal__needs_no_archive(void **state)
{
	struct state *st = *state;
	struct restored restored;
	char copy[STATE_PATH];
	int64_t rows = 0, seq = 0;

	archive_twice(st);
	assert_int_equal(store_journal_verify(st->store, &rows, &seq), ST_OK);
	assert_int_equal(rows, 4);
	state_path(st, "copy.db", copy);
	assert_int_equal(store_backup(st->store, copy), ST_OK);
	state_close(st);
	lose(st, FIRST_FILE);
	assert_int_equal(store_restore(st->dir, st->seal, copy, NOW_MS, &restored), ST_OK);
	assert_int_equal(state_open(st), ST_OK);
	assert_int_equal(prove(st).finding[0].fault, FAULT_NO_ARCHIVE);
}

/* Beside the backup they come back with it; one that was not there is told, and nothing is copied twice. */
static void
backup__takes_archives_along_and_back(void **state)
{
	struct state *st = *state;
	struct archives_copied copied;
	struct restored restored;
	char copy[STATE_PATH], here[STATE_PATH], there[STATE_PATH];

	archive_twice(st);
	state_path(st, "copy.db", copy);
	state_path(st, "archive", here);
	state_path(st, "copy.db.archive", there);
	assert_int_equal(store_backup(st->store, copy), ST_OK);
	assert_int_equal(archives_copy(st->store, here, there, &copied), ST_OK);
	assert_int_equal(copied.copied, 2);
	assert_int_equal(archives_copy(st->store, here, there, &copied), ST_OK);
	assert_int_equal(copied.there, 2);
	state_close(st);
	lose(st, FIRST_FILE);
	assert_int_equal(store_restore(st->dir, st->seal, copy, NOW_MS, &restored), ST_OK);
	assert_int_equal(state_open(st), ST_OK);
	assert_int_equal(prove(st).finding[0].fault, FAULT_NO_ARCHIVE);
	assert_int_equal(archives_copy(st->store, there, here, &copied), ST_OK);
	assert_int_equal(copied.copied, 1);
	assert_int_equal(copied.there, 1);
	assert_int_equal(prove(st).n, 0);
	lose(st, FIRST_FILE);
	assert_int_equal(archives_copy(st->store, here, there, &copied), ST_OK);
	assert_int_equal(copied.missing, 1);
	empty_folder(st, "copy.db.archive");
}

/* --- reading one -------------------------------------------------------------------------------------------------------------- */

static void
count_row(void *ctx, const struct journal_row *row)
{
	assert_true(row->seq <= 4);
	++*(int *)ctx;
}

static void
archive__is_searched_as_the_journal_is(void **state)
{
	struct state *st = *state;
	const struct journal_filter filter = { .person = "6308055203600001",
		.event = "visit.*" };
	struct journal_search search;
	struct store *opened = NULL;
	int n = 0;

	archive_twice(st);
	assert_int_equal(
		journal_archive_open(st->store, "journal-0000000001-0000000004.db", &opened),
		ST_OK);
	assert_int_equal(journal_search_begin(opened, &filter, &search), ST_OK);
	assert_int_equal(
		journal_search_window(opened, &search, 50, SEARCH_WINDOW_MS, count_row, &n),
		ST_OK);
	assert_int_equal(n, 4);
	store_close(opened);
}

static void
archive__of_no_such_name__is_not_opened(void **state)
{
	static const char *const names[] = { "", "anjungan.db", "../anjungan.db",
		"journal-1-4.db", "journal-0000000001-0000000004.db.sig",
		"journal-0000000004-../../x.db" };
	struct state *st = *state;
	struct store *opened = NULL;

	archive_twice(st);
	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		assert_int_equal(
			journal_archive_open(st->store, names[i], &opened), ST_INVALID);
	assert_int_equal(
		journal_archive_open(st->store, "journal-0000000002-0000000004.db", &opened),
		ST_NOT_FOUND);
}

#define STATE_TEST(test) cmocka_unit_test_setup_teardown(test, open_state, drop_state)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		STATE_TEST(archive__takes_old_rows_into_signed_files),
		STATE_TEST(archive__leaves_few_rows_until_they_are_a_month_older),
		STATE_TEST(archive__never_takes_the_newest_row),
		STATE_TEST(rows__leave_the_journal_only_when_they_are_in_a_file),
		STATE_TEST(archive__goes_on_after_a_power_cut),
		STATE_TEST(journal_chain__names_missing_archive),
		STATE_TEST(journal_chain__names_changed_archive),
		STATE_TEST(journal_chain__detects_forgotten_archive),
		STATE_TEST(journal_chain__detects_another_hash_of_an_archive),
		STATE_TEST(restore__of_an_archived_journal__needs_no_archive),
		STATE_TEST(backup__takes_archives_along_and_back),
		STATE_TEST(archive__is_searched_as_the_journal_is),
		STATE_TEST(archive__of_no_such_name__is_not_opened),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
