/* SPDX-License-Identifier: Apache-2.0 */
/* The disk is slow, full or read-only, the settings are wrong: clear words, nothing lost,
 * nothing frozen. */
#include "tests/e2e/expect.h"
#include "tests/e2e/play.h"

#include "base/array.h"
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PATH_ROOM = 512, OUTPUT_MAX = 1 << 20 };

#define NIK    "6308055203600001"
#define CLAIMS "SELECT count(*) FROM claim WHERE nik = '" NIK "'"

/* clang-format off */
static const struct move to_review[] = {
	MOVES_FIND(NIK), MOVES_OLD_ENOUGH, MOVES_ATTEST,
	{ "1", "Uang dikirim ke BRI …7501. Benar?" }, MOVES_REVIEW, { NULL, NULL },
};
/* clang-format on */

static const struct claim_told one_claim = { 1, "assisted", "USIA_56", 0, 8450000 };

/* --- a disk that fails on demand ---------------------------------------------------------- */

struct disk {
	char preload[PATH_ROOM], folder[PATH_ROOM], full[PATH_ROOM], readonly[PATH_ROOM];
	const char *env[5];
};

static struct disk disk;

/* The rig's folder is known after rig_new only; the kiosk starts later and reads the
 * environment then. */
static struct rig *
rig_on_disk(void)
{
	struct rig *rig;

	disk.env[0] = NULL;
	assert_int_equal(
		rig_new(&(struct rig_options){ .env = disk.env, .columns = 120 }, &rig), ST_OK);
	assert_int_equal(str_format(disk.preload, PATH_ROOM, "LD_PRELOAD=%s",
				 rig_build("lib/shim/disk.so")),
		ST_OK);
	assert_int_equal(
		str_format(disk.folder, PATH_ROOM, "DISK_DIR=%s/kiosk", rig_folder(rig)),
		ST_OK);
	assert_int_equal(
		str_format(disk.full, PATH_ROOM, "DISK_FULL=%s/full", rig_folder(rig)), ST_OK);
	assert_int_equal(str_format(disk.readonly, PATH_ROOM, "DISK_READONLY=%s/readonly",
				 rig_folder(rig)),
		ST_OK);
	disk.env[0] = disk.preload;
	disk.env[1] = disk.folder;
	disk.env[2] = disk.full;
	disk.env[3] = disk.readonly;
	disk.env[4] = NULL;
	return rig;
}

static void
turn(const char *variable, bool on)
{
	const char *path = strchr(variable, '=') + 1;
	int fd;

	if (!on) {
		assert_int_equal(unlink(path), 0);
		return;
	}
	fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	assert_true(fd >= 0);
	assert_int_equal(close(fd), 0);
}

static void
expect_whole_state(struct rig *rig)
{
	static const char *const none[] = { NULL };

	expect_no_events(rig, none);
}

static void
start__on_a_disk_that_refuses__says_so_and_ends_with_1(void **state)
{
	bool full = strcmp(*state, "full") == 0;
	const char *variable = full ? disk.full : disk.readonly;
	const char *words = full ? "disk full" : "read-only";
	struct rig *rig = rig_on_disk();
	int status;

	turn(variable, true);
	assert_int_equal(rig_kiosk_start(rig), ST_OK);
	EXPECT_EXIT(rig_kiosk(rig), &status);
	expect_ok(WIFEXITED(status) && WEXITSTATUS(status) == 1 ? ST_OK : ST_INVALID,
		rig_kiosk(rig), "exit code 1", __FILE__, __LINE__);
	assert_true(terminal_has(rig_kiosk(rig), words));
	assert_true(terminal_is_restored(rig_kiosk(rig)));
	turn(variable, false);
	assert_int_equal(rig_kiosk_start(rig), ST_OK);
	expect_idle(rig);
	expect_whole_state(rig);
	rig_free(rig);
}

static void
confirm__on_a_disk_that_refuses__saves_once_it_can(void **state)
{
	/* clang-format off */
	static const struct move refused[] = {
		{ "1", "Klaim belum tersimpan" }, { NULL, "Jawaban Anda masih ada." },
		{ NULL, NULL },
	};
	static const struct move again[] = { { "1", "Klaim Anda DITERIMA PUSAT" }, MOVES_END };
	/* clang-format on */
	const char *variable = strcmp(*state, "full") == 0 ? disk.full : disk.readonly;
	struct rig *rig = rig_on_disk();

	assert_int_equal(rig_kiosk_start(rig), ST_OK);
	expect_idle(rig);
	play(rig, "to the review", to_review, NULL, 0);
	turn(variable, true);
	play(rig, "refused", refused, NULL, 0);
	assert_int_equal(rig_receipts(rig), 0);
	assert_int_equal(rig_wait_central(rig, CLAIMS, 0, EXPECT_MS), ST_OK);
	turn(variable, false);
	play(rig, "again", again, NULL, 0);
	expect_claims(rig, NIK, &one_claim);
	expect_whole_state(rig);
	rig_free(rig);
}

/* --- a disk that gives back other bytes --------------------------------------------------- */

static void
state_file(struct rig *rig, const char *name, char ret_path[PATH_ROOM])
{
	assert_int_equal(
		str_format(ret_path, PATH_ROOM, "%s/kiosk/%s", rig_folder(rig), name), ST_OK);
}

/* Every byte behind the first page, and behind the head of the log. */
static void
damage(struct rig *rig, const char *name, off_t from)
{
	char path[PATH_ROOM], noise[4096];
	struct stat info;
	int fd;

	memset(noise, 0xA5, sizeof(noise));
	state_file(rig, name, path);
	fd = open(path, O_WRONLY | O_CLOEXEC);
	assert_true(fd >= 0);
	assert_int_equal(fstat(fd, &info), 0);
	for (off_t at = from; at < info.st_size; at += (off_t)sizeof(noise)) {
		size_t n = info.st_size - at < (off_t)sizeof(noise)
				   ? (size_t)(info.st_size - at)
				   : sizeof(noise);

		assert_int_equal(pwrite(fd, noise, n, at), n);
	}
	assert_int_equal(close(fd), 0);
}

/* More than the kiosk keeps in memory of its state, so that it must read from the disk. */
static void
pad_state(struct rig *rig)
{
	char path[PATH_ROOM];
	sqlite3 *db = NULL;

	state_file(rig, "anjungan.db", path);
	assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db,
				 "INSERT INTO print_job(key,code,bytes,state,made_ms)"
				 " VALUES('padding','AAAABBBB2',randomblob(4194304),2,1)",
				 NULL, NULL, NULL),
		SQLITE_OK);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static void
expect_command(struct rig *rig, const char *const *arguments, int code, const char *words)
{
	struct buf output;
	int status = 0;

	buf_init(&output, OUTPUT_MAX);
	assert_int_equal(rig_command(rig, arguments, NULL, &output, &status), ST_OK);
	if (!WIFEXITED(status) || WEXITSTATUS(status) != code ||
		strstr(output.data, words) == NULL)
		fail_msg("%s: status %d, not %d with \"%s\": %s", arguments[0], status, code,
			words, output.data);
	buf_free(&output);
}

#define COMMAND(rig, code, words, ...)                                                         \
	expect_command(rig, (const char *const[]){ __VA_ARGS__, NULL }, code, words)

/* Pages rot under a running kiosk: nothing wrong is believed or said, check names the remedy, and it works. */
static void
disk__damaged_while_it_runs__is_said_and_a_backup_brings_it_back(void **state)
{
	/* clang-format off */
	static const struct move refused[] = { { "1", "Klaim belum tersimpan" }, { NULL, NULL } };
	static const struct move again[] = { { "1", "Klaim Anda DITERIMA PUSAT" }, MOVES_END };
	/* clang-format on */
	struct rig *rig;
	char copy[PATH_ROOM];
	int status;

	(void)state;
	assert_int_equal(rig_new(&(struct rig_options){ .columns = 120 }, &rig), ST_OK);
	pad_state(rig);
	assert_int_equal(str_format(copy, sizeof(copy), "%s/copy.db", rig_folder(rig)), ST_OK);
	COMMAND(rig, 0, "backup made", "backup", copy);
	expect_idle(rig);
	play(rig, "to the review", to_review, NULL, 0);
	damage(rig, "anjungan.db", 4096);
	damage(rig, "anjungan.db-wal", 32);
	play(rig, "refused", refused, NULL, 0);
	assert_int_equal(rig_receipts(rig), 0);
	COMMAND(rig, 1, "anjungan restore FILE", "check");
	rig_kiosk_kill(rig);
	assert_int_equal(rig_kiosk_start(rig), ST_OK);
	EXPECT_EXIT(rig_kiosk(rig), &status);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 1);
	assert_true(terminal_has(rig_kiosk(rig), "damaged"));
	COMMAND(rig, 0, "restored", "restore", copy);
	assert_int_equal(rig_kiosk_start(rig), ST_OK);
	expect_idle(rig);
	play(rig, "to the review", to_review, NULL, 0);
	play(rig, "again", again, NULL, 0);
	expect_claims(rig, NIK, &one_claim);
	expect_whole_state(rig);
	rig_free(rig);
}

/* A log whose database is gone is no new kiosk, and stays for who may still read it. */
static void
start__on_a_log_without_its_database__says_so_and_keeps_it(void **state)
{
	struct rig *rig;
	char path[PATH_ROOM], copy[PATH_ROOM];
	int status;

	(void)state;
	assert_int_equal(rig_new(&(struct rig_options){ .columns = 120 }, &rig), ST_OK);
	assert_int_equal(str_format(copy, sizeof(copy), "%s/copy.db", rig_folder(rig)), ST_OK);
	COMMAND(rig, 0, "backup made", "backup", copy);
	expect_idle(rig);
	play(rig, "to the review", to_review, NULL, 0);
	rig_kiosk_kill(rig);
	state_file(rig, "anjungan.db", path);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(rig_kiosk_start(rig), ST_OK);
	EXPECT_EXIT(rig_kiosk(rig), &status);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 1);
	assert_true(terminal_has(rig_kiosk(rig), "damaged"));
	state_file(rig, "anjungan.db-wal", path);
	assert_int_equal(access(path, F_OK), 0);
	COMMAND(rig, 1, "anjungan restore FILE", "check");
	COMMAND(rig, 0, "restored", "restore", copy);
	expect_idle(rig);
	expect_whole_state(rig);
	rig_free(rig);
}

/* --- a disk that is slow ------------------------------------------------------------------ */

static void
disk__slow_to_sync__keeps_every_key_and_says_that_it_saves(void **state)
{
	/* clang-format off */
	static const struct move typing[] = { MOVES_TO_NIK, { "6", "hapus" }, { NULL, NULL } };
	static const struct move saving[] = {
		{ "308055203600001\r", "Menyimpan…" }, { NULL, "Apakah ini Anda?" },
		MOVES_OLD_ENOUGH, MOVES_ATTEST,
		{ "1", "Benar?" }, MOVES_CONFIRM, MOVES_END };
	/* clang-format on */
	static const char *const slow[] = { "kiosk.slow-turn", NULL };
	static char preload[PATH_ROOM];
	const char *const env[] = { preload, "SLOW_FSYNC_MS=500", NULL };
	struct rig *rig;

	(void)state;
	assert_int_equal(
		str_format(preload, PATH_ROOM, "LD_PRELOAD=%s", rig_build("lib/shim/slow.so")),
		ST_OK);
	assert_int_equal(rig_new(&(struct rig_options){ .env = env }, &rig), ST_OK);
	expect_idle(rig);
	play(rig, "typing", typing, NULL, 0);
	play(rig, "saving", saving, NULL, 0);
	expect_claims(rig, NIK, &one_claim);
	expect_no_events(rig, slow);
	rig_free(rig);
}

/* --- settings ----------------------------------------------------------------------------- */

static void
settings__that_are_wrong__are_named_with_file_line_and_key(void **state)
{
	static const struct {
		struct rig_setting setting;
		const char *said;
	} wrong[] = {
		{ { "ui.idel_s", "60" }, "ui.idel_s" },
		{ { "ui.idle_s", "\"60 s\"" }, "ui.idle_s" },
		{ { "printer.columns", "40" }, "printer.columns" },
		{ { "central.url", "\"http://example.org\"" }, "central.url" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
		struct rig *rig;
		char place[PATH_ROOM];
		int status;

		assert_int_equal(
			rig_new(&(struct rig_options){ .no_central = true, .columns = 200 },
				&rig),
			ST_OK);
		assert_int_equal(rig_settings(rig, &wrong[i].setting, 1), ST_OK);
		assert_int_equal(rig_kiosk_start(rig), ST_OK);
		EXPECT_EXIT(rig_kiosk(rig), &status);
		assert_true(WIFEXITED(status));
		assert_int_equal(WEXITSTATUS(status), 3);
		EXPECT_TEXT(rig_kiosk(rig), "anjungan.conf:");
		assert_true(terminal_has(rig_kiosk(rig), wrong[i].said));
		assert_int_equal(
			str_format(place, sizeof(place), "%s:", rig_config(rig)), ST_OK);
		assert_true(terminal_has(rig_kiosk(rig), place));
		rig_free(rig);
	}
}

#define DISK_TEST(what, how, trouble)                                                          \
	{                                                                                      \
		.name = what, .test_func = how, .initial_state = (void *)(trouble)             \
	}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		DISK_TEST("start__on_a_full_disk__says_so_and_ends_with_1",
			start__on_a_disk_that_refuses__says_so_and_ends_with_1, "full"),
		DISK_TEST("start__on_a_read_only_disk__says_so_and_ends_with_1",
			start__on_a_disk_that_refuses__says_so_and_ends_with_1, "readonly"),
		DISK_TEST("confirm__on_a_full_disk__saves_once_there_is_room",
			confirm__on_a_disk_that_refuses__saves_once_it_can, "full"),
		DISK_TEST("confirm__on_a_read_only_disk__saves_once_it_is_not",
			confirm__on_a_disk_that_refuses__saves_once_it_can, "readonly"),
		cmocka_unit_test(
			disk__damaged_while_it_runs__is_said_and_a_backup_brings_it_back),
		cmocka_unit_test(start__on_a_log_without_its_database__says_so_and_keeps_it),
		cmocka_unit_test(disk__slow_to_sync__keeps_every_key_and_says_that_it_saves),
		cmocka_unit_test(settings__that_are_wrong__are_named_with_file_line_and_key),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
