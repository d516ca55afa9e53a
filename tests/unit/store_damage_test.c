/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A disk that gives back other bytes than it was given: the store refuses the file, or says of what it reads that it is
 * damaged or does not match its seal; it never takes wrong bytes for right ones and never dies of them.
 */
#include "base/array.h"
#include "base/str.h"
#include "tests/fake/state.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define VISIT "0192aabb-ccdd-7f01-bf03-040506070809"
#define CLAIM "0192aabb-ccdd-7f01-bf03-0405060708a1"
#define NIK   "6308055203600001"
#define LINES "the lines of the receipt"
#define BODY  "{\"nik\":\"6308055203600001\"}"

enum { FILE_ROOM = 1 << 20, STEP = 97 };

/* The whole file, to be put back before the next damage. */
static unsigned char whole[FILE_ROOM];
static size_t whole_n;

static void
fill(struct state *st)
{
	const struct claim_put claim = { .code = "AAAABBBB2",
		.visit = VISIT,
		.nik = NIK,
		.reason = "USIA_56",
		.receipt = LINES,
		.receipt_n = strlen(LINES),
		.confirmed_ms = 100 };
	const struct outbox_put request = { .key = CLAIM,
		.kind = "claim",
		.method = "POST",
		.path = "/v1/visits/7/claims",
		.content_type = "application/json",
		.body = BODY,
		.n = strlen(BODY) };
	const struct journal_entry entry = { .event = EVENT_CLAIM_CONFIRM,
		.visit = VISIT,
		.actor = "participant",
		.outcome = "ok",
		.subject = NIK,
		.service = "claim" };
	const struct survey_put survey = {
		.visit = VISIT, .service = "claim", .score = 5, .now_ms = 5 };
	const struct staff_try wrong = { "918273", "", 5 };
	const struct outbox_put ask = { .key = "0192aabb-ccdd-7f01-bf03-04050607080b",
		.kind = "withdraw",
		.method = "POST",
		.path = "/v1/consents/withdrawal",
		.content_type = "application/json",
		.body = BODY,
		.n = strlen(BODY) };
	const struct withdrawal_put withdrawal = {
		.code = "CCCCDDDD3", .visit = VISIT, .request = &ask, .now_ms = 1
	};
	struct staff_answer answer;

	assert_int_equal(store_confirm(st->store, &claim, &request, 1, &entry), ST_OK);
	assert_int_equal(store_survey_put(st->store, &survey, &entry), ST_OK);
	assert_int_equal(store_staff_enter(st->store, &wrong, &answer), ST_OK);
	assert_int_equal(store_presence_away(st->store, 5, &entry), ST_OK);
	assert_int_equal(store_withdraw(st->store, &withdrawal, &entry), ST_OK);
	for (int i = 0; i < 20; i++)
		assert_int_equal(store_journal_add(st->store, &entry), ST_OK);
	assert_int_equal(store_draft_save(st->store, VISIT, NIK, BODY, strlen(BODY), NULL, 5), ST_OK);
}

static int
open_file(const struct state *st, int flags)
{
	char path[STATE_PATH];
	int fd;

	state_path(st, "anjungan.db", path);
	fd = open(path, flags);
	assert_true(fd >= 0);
	return fd;
}

static void
remember_file(const struct state *st)
{
	int fd = open_file(st, O_RDONLY);
	ssize_t n = read(fd, whole, sizeof(whole));

	assert_true(n > 0 && (size_t)n < sizeof(whole));
	whole_n = (size_t)n;
	assert_int_equal(close(fd), 0);
}

/* The file as it was but for one byte. */
static void
damage_file(const struct state *st, size_t at, unsigned char flip)
{
	unsigned char byte = whole[at] ^ flip;
	int fd = open_file(st, O_WRONLY | O_TRUNC);

	assert_int_equal(write(fd, whole, whole_n), whole_n);
	assert_int_equal(pwrite(fd, &byte, 1, (off_t)at), 1);
	assert_int_equal(close(fd), 0);
}

static bool
is_honest(enum status st)
{
	static const enum status honest[] = { ST_OK, ST_NOT_FOUND, ST_CORRUPT, ST_TAMPERED,
		ST_NEWER, ST_UNSUPPORTED, ST_INVALID, ST_EXISTS, ST_IO };

	for (size_t i = 0; i < ARRAY_LEN(honest); i++)
		if (honest[i] == st)
			return true;
	return false;
}

static void
ignore_row(void *ctx, const struct journal_row *row)
{
	(void)ctx;
	(void)row;
}

static void
assert_what_is_read_is_right(struct state *st)
{
	struct outbox_counts counts;
	struct outbox_item item;
	struct claim_got claim;
	struct draft draft;
	int64_t rows = 0, seq = 0;
	enum status said;

	said = store_claim_by_code(st->store, "AAAABBBB2", &claim);
	assert_true(is_honest(said));
	if (said == ST_OK) {
		assert_string_equal(claim.receipt.data, LINES);
		claim_got_free(&claim);
	}
	said = store_draft_find(st->store, NIK, "", 5, 900, &draft);
	assert_true(is_honest(said));
	if (said == ST_OK) {
		assert_string_equal(draft.blob.data, BODY);
		buf_free(&draft.blob);
	}
	assert_true(is_honest(store_journal_verify(st->store, &rows, &seq)));
	assert_true(is_honest(store_journal_read(st->store, 0, 50, ignore_row, NULL)));
	assert_true(is_honest(store_outbox_counts(st->store, &counts)));
	said = store_outbox_take(st->store, 1000, &item, &seq);
	assert_true(is_honest(said));
	if (said == ST_OK) {
		assert_string_equal(item.body.data, BODY);
		outbox_item_free(&item);
	}
}

static void
damage__is_never_believed(void **state)
{
	static const unsigned char flips[] = { 0x01, 0x80, 0xFF };
	struct state st;
	int opened = 0, refused = 0;

	(void)state;
	state_new(&st);
	fill(&st);
	state_close(&st);
	remember_file(&st);
	for (size_t at = 0; at < whole_n; at += STEP) {
		enum status said;

		damage_file(&st, at, flips[at % ARRAY_LEN(flips)]);
		said = state_open(&st);
		assert_true(is_honest(said));
		opened += said == ST_OK;
		refused += said != ST_OK;
		if (said == ST_OK)
			assert_what_is_read_is_right(&st);
		state_close(&st);
	}
	assert_true(opened > 0 && refused > 0); /* both ways were walked */
	state_free(&st);
}

/* SQLite reads zeros where a file is short of its last page: of a page that is all zeros from there, nothing is lost. */
static bool
loses_something(size_t n)
{
	enum { PAGE = 4096 };

	if (whole_n - n >= PAGE)
		return true;
	while (n < whole_n && whole[n] == 0)
		n++;
	return n < whole_n;
}

static void
truncation__is_never_believed(void **state)
{
	struct state st;

	(void)state;
	state_new(&st);
	fill(&st);
	state_close(&st);
	remember_file(&st);
	for (size_t n = 0; n < whole_n; n += 4096 - 96) {
		int fd = open_file(&st, O_WRONLY | O_TRUNC);

		assert_int_equal(write(fd, whole, n), n);
		assert_int_equal(close(fd), 0);
		assert_int_equal(
			state_open(&st), loses_something(n) ? ST_CORRUPT : ST_OK);
		state_close(&st);
	}
	state_free(&st);
}

static void
missing_file__is_no_new_kiosk(void **state)
{
	char path[STATE_PATH];
	struct state st;

	(void)state;
	state_new(&st);
	fill(&st);
	state_close(&st);
	state_path(&st, "anjungan.db", path);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(state_open(&st), ST_CORRUPT);
	assert_int_equal(state_open(&st), ST_CORRUPT);
	state_clear(&st);
	assert_int_equal(state_open(&st), ST_OK);
	state_free(&st);
}

static off_t
size_of(const struct state *st, const char *name)
{
	char path[STATE_PATH];
	struct stat info;

	state_path(st, name, path);
	return stat(path, &info) == 0 ? info.st_size : -1;
}

/* The state as a kill leaves it: what was confirmed last is in the log alone. */
static void
fill_and_die(struct state *st)
{
	pid_t child;
	int status;

	state_new(st);
	state_close(st);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		if (state_open(st) == ST_OK)
			fill(st);
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(size_of(st, "anjungan.db-wal") > 0);
}

/* SQLite would delete the log of a database that is gone: a technician may still want it. */
static void
log_without_its_database__is_damage_and_stays(void **state)
{
	char path[STATE_PATH];
	struct store *reader = NULL;
	struct state st;
	off_t log_n;

	(void)state;
	for (int emptied = 0; emptied < 2; emptied++) {
		fill_and_die(&st);
		log_n = size_of(&st, "anjungan.db-wal");
		state_path(&st, "anjungan.db", path);
		assert_int_equal(emptied ? truncate(path, 0) : unlink(path), 0);
		assert_int_equal(store_open_reader(st.dir, st.seal, NULL, &reader),
			emptied ? ST_CORRUPT : ST_NOT_FOUND);
		assert_int_equal(state_open(&st), ST_CORRUPT);
		state_path(&st, "lock", path);
		assert_int_equal(truncate(path, 0), 0); /* nor is the log a new kiosk's */
		assert_int_equal(state_open(&st), ST_CORRUPT);
		assert_int_equal(size_of(&st, "anjungan.db-wal"), log_n);
		state_free(&st);
	}
}

/* What was in the log is gone with it; what was before is whole, and nothing half. */
static void
database_without_its_log__is_whole_as_it_was_before(void **state)
{
	char path[STATE_PATH];
	int64_t rows, broken;
	struct claim_got claim;
	struct state st;

	(void)state;
	fill_and_die(&st);
	state_path(&st, "anjungan.db-wal", path);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(state_open(&st), ST_OK);
	assert_int_equal(store_check(st.store), ST_OK);
	assert_int_equal(store_journal_verify(st.store, &rows, &broken), ST_OK);
	assert_int_equal(store_claim_by_code(st.store, "AAAABBBB2", &claim), ST_NOT_FOUND);
	fill(&st);
	state_free(&st);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(damage__is_never_believed),
		cmocka_unit_test(truncation__is_never_believed),
		cmocka_unit_test(missing_file__is_no_new_kiosk),
		cmocka_unit_test(log_without_its_database__is_damage_and_stays),
		cmocka_unit_test(database_without_its_log__is_whole_as_it_was_before),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
