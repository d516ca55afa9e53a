/* SPDX-License-Identifier: Apache-2.0 */
/* The state copied and put back: whole or not at all, nothing overwritten, nothing believed unchecked. */
#include "store/backup.h"

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
#include <unistd.h>

#define VISIT   "0192aabb-ccdd-7f01-bf03-040506070809"
#define VISIT_2 "0192aabb-ccdd-7f01-bf03-04050607080a"
#define KEY     "0192aabb-ccdd-7f01-bf03-0405060708a1"
#define KEY_2   "0192aabb-ccdd-7f01-bf03-0405060708a2"
#define NIK     "6308055203600001"
#define BODY    "{\"nik\":\"" NIK "\"}"
#define COPY    "copy.db"

enum { NOW_MS = 5000 };

static void
confirm(struct state *st, const char *code, const char *visit, const char *key)
{
	const struct claim_put claim = { .code = code,
		.visit = visit,
		.nik = strcmp(key, KEY) == 0 ? NIK : "6308031507650002",
		.reason = "USIA_56",
		.receipt = "lines",
		.receipt_n = 5,
		.confirmed_ms = 100 };
	const struct outbox_put request = { .key = key,
		.kind = "claim",
		.method = "POST",
		.path = "/v1/visits/7/claims",
		.content_type = "application/json",
		.body = BODY,
		.n = strlen(BODY) };
	const struct journal_entry entry = { .event = EVENT_CLAIM_CONFIRM,
		.visit = visit,
		.actor = "participant",
		.outcome = "ok",
		.subject = NIK };

	assert_int_equal(store_confirm(st->store, &claim, &request, 1, &entry), ST_OK);
}

/* A state with one claim, and its copy. */
static int
begin(void **state)
{
	static struct state fresh;
	char copy[STATE_PATH];

	state_new(&fresh);
	confirm(&fresh, "AAAABBBB2", VISIT, KEY);
	state_path(&fresh, COPY, copy);
	assert_int_equal(store_backup(fresh.store, copy), ST_OK);
	*state = &fresh;
	return 0;
}

static int
end(void **state)
{
	state_free(*state);
	return 0;
}

static bool
is_there(const struct state *st, const char *name)
{
	char path[STATE_PATH];

	state_path(st, name, path);
	return access(path, F_OK) == 0;
}

static void
lose(const struct state *st, const char *name)
{
	char path[STATE_PATH];

	state_path(st, name, path);
	assert_true(unlink(path) == 0 || !is_there(st, name));
}

static enum status
restore_copy(struct state *st, struct restored *ret_restored)
{
	char copy[STATE_PATH];

	state_path(st, COPY, copy);
	return store_restore(st->dir, st->seal, copy, NOW_MS, ret_restored);
}

static void
assert_has_claim(struct state *st, const char *code, enum status expected)
{
	struct claim_got got;
	enum status found = store_claim_by_code(st->store, code, &got);

	assert_int_equal(found, expected);
	if (found == ST_OK)
		claim_got_free(&got);
}

/* --- backup -------------------------------------------------------------------------------------------------------- */

static void
backup__is_one_file_for_its_owner_alone(void **state)
{
	struct state *st = *state;
	struct stat info;
	char copy[STATE_PATH];

	state_path(st, COPY, copy);
	assert_int_equal(stat(copy, &info), 0);
	assert_int_equal(info.st_mode & 07777, 0600);
	assert_false(is_there(st, COPY ".part"));
	assert_false(is_there(st, COPY "-wal"));
	assert_false(is_there(st, COPY "-journal"));
}

static void
backup__overwrites_nothing(void **state)
{
	struct state *st = *state;
	struct stat before, after;
	char copy[STATE_PATH];

	state_path(st, COPY, copy);
	assert_int_equal(stat(copy, &before), 0);
	confirm(st, "CCCCDDDD3", VISIT_2, KEY_2);
	assert_int_equal(store_backup(st->store, copy), ST_EXISTS);
	assert_int_equal(stat(copy, &after), 0);
	assert_int_equal(after.st_ino, before.st_ino);
	assert_int_equal(after.st_size, before.st_size);
}

static void
backup__that_cannot_be_written__leaves_nothing(void **state)
{
	struct state *st = *state;

	assert_int_equal(store_backup(st->store, "/nowhere/at/all"), ST_NOT_FOUND);
	assert_int_equal(store_backup(st->store, "/proc/copy"), ST_NOT_FOUND);
}

static void
backup__on_a_reader__has_what_the_writer_confirmed(void **state)
{
	struct state *st = *state;
	struct restored restored;
	struct store *reader = NULL;
	char copy[STATE_PATH];

	lose(st, COPY);
	confirm(st, "CCCCDDDD3", VISIT_2, KEY_2);
	state_path(st, COPY, copy);
	assert_int_equal(store_open_reader(st->dir, st->seal, NULL, &reader), ST_OK);
	assert_int_equal(store_backup(reader, copy), ST_OK);
	store_close(reader);
	state_close(st);
	assert_int_equal(restore_copy(st, &restored), ST_OK);
	assert_int_equal(restored.waiting, 2);
}

/* --- restore ------------------------------------------------------------------------------------------------------- */

static void
restore__of_a_lost_state__has_claim_and_journal(void **state)
{
	struct state *st = *state;
	struct restored restored;
	int64_t rows = 0, broken = 0;

	state_close(st);
	lose(st, "anjungan.db");
	lose(st, "lock");
	assert_int_equal(restore_copy(st, &restored), ST_OK);
	assert_string_equal(restored.kept, "");
	assert_int_equal(restored.waiting, 1);
	assert_false(is_there(st, "restoring.db"));
	state_reopen(st);
	assert_has_claim(st, "AAAABBBB2", ST_OK);
	assert_int_equal(store_journal_verify(st->store, &rows, &broken), ST_OK);
	assert_int_equal(rows, restored.rows);
	assert_int_equal(state_number(st, "SELECT count(*) FROM journal WHERE "
					  "event='state.restore' AND detail='1 1'"),
		1);
}

static void
restore__asks_the_centre_before_it_sends_again(void **state)
{
	struct state *st = *state;
	struct restored restored;
	struct outbox_item item;
	int64_t next = 0;

	assert_int_equal(store_outbox_take(st->store, NOW_MS, &item, &next), ST_OK);
	assert_false(item.outcome_unknown);
	outbox_item_free(&item);
	state_close(st);
	assert_int_equal(restore_copy(st, &restored), ST_OK);
	state_reopen(st);
	assert_int_equal(store_outbox_take(st->store, NOW_MS, &item, &next), ST_OK);
	assert_true(item.outcome_unknown);
	assert_string_equal(item.key, KEY);
	assert_string_equal(item.body.data, BODY);
	outbox_item_free(&item);
}

static void
restore__keeps_the_state_before_beside_it(void **state)
{
	struct state *st = *state;
	struct restored restored;
	char kept[STATE_PATH], place[STATE_PATH];

	confirm(st, "CCCCDDDD3", VISIT_2, KEY_2);
	state_close(st);
	assert_int_equal(restore_copy(st, &restored), ST_OK);
	assert_string_equal(restored.kept, "before-5000.db");
	state_reopen(st);
	assert_has_claim(st, "CCCCDDDD3", ST_NOT_FOUND);
	state_close(st);
	state_path(st, restored.kept, kept);
	state_path(st, "anjungan.db", place);
	assert_int_equal(rename(kept, place), 0);
	state_reopen(st);
	assert_has_claim(st, "CCCCDDDD3", ST_OK);
}

static void
put_junk(const struct state *st, const char *name)
{
	static const char junk[] = "left by what was cut off";
	char path[STATE_PATH];
	int fd;

	state_path(st, name, path);
	fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, junk, sizeof(junk)), sizeof(junk));
	assert_int_equal(close(fd), 0);
}

static void
restore__after_one_that_was_cut_off__is_done_again(void **state)
{
	struct state *st = *state;
	struct restored restored;

	state_close(st);
	lose(st, "anjungan.db"); /* it had its new name already, its log not yet */
	put_junk(st, "anjungan.db-wal");
	put_junk(st, "restoring.db");
	put_junk(st, "restoring.db-wal");
	assert_int_equal(restore_copy(st, &restored), ST_OK);
	assert_true(is_there(st, "before-5000.db-wal"));
	assert_false(is_there(st, "restoring.db-wal"));
	state_reopen(st);
	assert_has_claim(st, "AAAABBBB2", ST_OK);
}

static void
restore__while_a_kiosk_runs__is_refused(void **state)
{
	struct state *st = *state;
	struct restored restored;

	assert_int_equal(restore_copy(st, &restored), ST_BUSY);
	assert_false(is_there(st, "restoring.db"));
	assert_has_claim(st, "AAAABBBB2", ST_OK);
}

static void
restore__with_another_device_key__is_refused(void **state)
{
	static const uint8_t key[32] = "the key of some other kiosk";
	struct state *st = *state;
	struct restored restored;
	struct seal *other = NULL;
	char copy[STATE_PATH];

	state_close(st);
	state_path(st, COPY, copy);
	assert_int_equal(seal_from_key(key, &other), ST_OK);
	assert_int_equal(store_restore(st->dir, other, copy, NOW_MS, &restored), ST_TAMPERED);
	seal_free(other);
	state_reopen(st);
	assert_has_claim(st, "AAAABBBB2", ST_OK);
}

/* How a file can be no whole backup. */
static const struct damage {
	const char *name;
	off_t cut;   /* to this length; -1 not */
	off_t spoil; /* a page from here on; -1 not */
	enum status st;
} damages[] = {
	{ "empty", 0, -1, ST_CORRUPT },
	{ "no database", -1, 0, ST_CORRUPT },
	{ "cut in the middle", 40960, -1, ST_CORRUPT },
	{ "one page spoilt", -1, 8192, ST_CORRUPT },
};

static void
restore__of_a_damaged_file__changes_nothing(void **state)
{
	static const char junk[4096] = "no page of a database";
	struct state *st = *state;
	struct restored restored;
	char copy[STATE_PATH];

	state_path(st, COPY, copy);
	for (size_t i = 0; i < ARRAY_LEN(damages); i++) {
		const struct damage *damage = &damages[i];
		int fd;

		lose(st, COPY);
		assert_int_equal(store_backup(st->store, copy), ST_OK);
		fd = open(copy, O_WRONLY | O_CLOEXEC);
		assert_true(fd >= 0);
		if (damage->cut >= 0)
			assert_int_equal(ftruncate(fd, damage->cut), 0);
		if (damage->spoil >= 0)
			assert_int_equal(
				pwrite(fd, junk, sizeof(junk), damage->spoil), sizeof(junk));
		assert_int_equal(close(fd), 0);
		state_close(st);
		if (restore_copy(st, &restored) != damage->st)
			fail_msg("%s: not refused as it should be", damage->name);
		assert_false(is_there(st, "restoring.db"));
		state_reopen(st);
		assert_has_claim(st, "AAAABBBB2", ST_OK);
	}
}

static void
restore__of_a_journal_that_was_changed__is_refused(void **state)
{
	struct state *st = *state;
	struct restored restored;
	char copy[STATE_PATH], place[STATE_PATH];

	state_close(st);
	lose(st, "anjungan.db");
	state_path(st, COPY, copy);
	state_path(st, "anjungan.db", place);
	assert_int_equal(rename(copy, place), 0);
	state_tamper(st, "DROP TRIGGER journal_stays; UPDATE journal SET detail='x'");
	assert_int_equal(rename(place, copy), 0);
	assert_int_equal(restore_copy(st, &restored), ST_TAMPERED);
	assert_false(is_there(st, "anjungan.db"));
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
	static const struct CMUnitTest tests[] = {
		TEST(backup__is_one_file_for_its_owner_alone),
		TEST(backup__overwrites_nothing),
		TEST(backup__that_cannot_be_written__leaves_nothing),
		TEST(backup__on_a_reader__has_what_the_writer_confirmed),
		TEST(restore__of_a_lost_state__has_claim_and_journal),
		TEST(restore__asks_the_centre_before_it_sends_again),
		TEST(restore__keeps_the_state_before_beside_it),
		TEST(restore__after_one_that_was_cut_off__is_done_again),
		TEST(restore__while_a_kiosk_runs__is_refused),
		TEST(restore__with_another_device_key__is_refused),
		TEST(restore__of_a_damaged_file__changes_nothing),
		TEST(restore__of_a_journal_that_was_changed__is_refused),
	};
#undef TEST

	return cmocka_run_group_tests(tests, NULL, NULL);
}
