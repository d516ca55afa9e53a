/* SPDX-License-Identifier: Apache-2.0 */
/* The drill: a claim waits, a copy is made, the disk is lost, the copy comes back, the claim arrives once. */
#include "base/array.h"
#include "base/loop.h"
#include "base/str.h"
#include "tests/e2e/expect.h"
#include "tests/e2e/play.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	PATH_ROOM = 512,
	OUTPUT_MAX = 1 << 20,
	SWEEP_MS = 60 * 1000, /* a medium is tried every ten seconds, swept every twenty */
};

#define NIK    "6308055203600001"
#define NIK_2  "6308081111660009"
#define NIK_3  "6308066510580007"
#define CLAIMS "SELECT count(*) FROM claim WHERE nik='" NIK "'"

/* clang-format off */
static const struct move without_centre[] = {
	MOVES_OFFLINE(NIK), MOVES_OFFLINE_KTP, MOVES_CONTACT("081200000001", "012301004567501"),
	{ "1", "TERSIMPAN DI KIOS" }, MOVES_END };
/* clang-format on */

static void
expect_command(struct rig *rig, int code, const char *words, const char *const *arguments)
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
	expect_command(rig, code, words, (const char *const[]){ __VA_ARGS__, NULL })

static void
lose_disk(struct rig *rig)
{
	static const char *const files[] = { "anjungan.db", "anjungan.db-wal",
		"anjungan.db-shm" };
	char path[PATH_ROOM];

	for (size_t i = 0; i < ARRAY_LEN(files); i++) {
		assert_int_equal(str_format(path, sizeof(path), "%s/kiosk/%s", rig_folder(rig),
					 files[i]),
			ST_OK);
		(void)unlink(path); /* the log may be gone already */
	}
	assert_int_equal(access(path, F_OK), -1);
}

static void
drill__claim_of_a_lost_disk__arrives_exactly_once(void **state)
{
	struct rig *rig;
	char copy[PATH_ROOM];

	(void)state;
	assert_int_equal(rig_new(&(struct rig_options){ 0 }, &rig), ST_OK);
	assert_int_equal(str_format(copy, sizeof(copy), "%s/copy.db", rig_folder(rig)), ST_OK);
	expect_idle(rig);
	rig_central_kill(rig);
	play(rig, "without centre", without_centre, NULL, 0);
	COMMAND(rig, 0, "backup made", "backup", copy);
	COMMAND(rig, 1, "Give a name that is not in use", "backup", copy);
	COMMAND(rig, 4, "Stop the kiosk first", "restore", copy);
	rig_kiosk_kill(rig);
	lose_disk(rig);
	COMMAND(rig, 1, "damaged", "sync");
	COMMAND(rig, 0, "1 requests to settle", "restore", copy);
	assert_int_equal(rig_central_start(rig, NULL), ST_OK);
	assert_int_equal(rig_kiosk_start(rig), ST_OK);
	assert_int_equal(rig_wait_central(rig, CLAIMS, 1, EXPECT_MS), ST_OK);
	rig_kiosk_kill(rig);
	/* once more, from the copy in which it still waits */
	COMMAND(rig, 0, "the state before", "restore", copy);
	COMMAND(rig, 0, "sent 1, waiting 0", "sync");
	assert_int_equal(rig_wait_central(rig, CLAIMS, 1, 0), ST_OK);
	COMMAND(rig, 0, "journal whole", "log", "--verify");
	rig_free(rig);
}

/* Two more people without the centre, both old enough and known by their NIK alone. */
static void
keep_claim(struct rig *rig, const char *nik)
{
	/* clang-format off */
	static const struct move offline[] = {
		MOVES_OFFLINE("{nik}"), MOVES_OFFLINE_KTP,
		MOVES_CONTACT("081200000001", "012301004567501"),
		{ "1", "TERSIMPAN DI KIOS" }, MOVES_END };
	/* clang-format on */
	const struct fill hole = { "nik", nik };

	play(rig, nik, offline, &hole, 1);
}

/* Another file system than the rig's, as the second medium must be. */
static void
plug_in(struct rig *rig, char ret_medium[PATH_ROOM])
{
	char quoted[PATH_ROOM];
	const struct rig_setting setting = { "outbox.second_copy", quoted };

	assert_int_equal(str_copy(ret_medium, PATH_ROOM, "/dev/shm/medium-XXXXXX"), ST_OK);
	assert_non_null(mkdtemp(ret_medium));
	assert_int_equal(str_format(quoted, sizeof(quoted), "\"%s\"", ret_medium), ST_OK);
	assert_int_equal(rig_settings(rig, &setting, 1), ST_OK);
}

static int
copies_on(const char *medium)
{
	const struct dirent *entry;
	DIR *folder = opendir(medium);
	int n = 0;

	assert_non_null(folder);
	while ((entry = readdir(folder)) != NULL)
		n += strstr(entry->d_name, ".copy") != NULL;
	assert_int_equal(closedir(folder), 0);
	return n;
}

static void
expect_copies(const char *medium, int n, int budget_ms)
{
	int64_t end = loop_now_ms() + budget_ms;

	while (copies_on(medium) != n && loop_now_ms() < end)
		(void)poll(NULL, 0, 50);
	assert_int_equal(copies_on(medium), n);
}

static void
empty(const char *medium)
{
	const struct dirent *entry;
	DIR *folder = opendir(medium);

	assert_non_null(folder);
	while ((entry = readdir(folder)) != NULL)
		if (entry->d_name[0] != '.')
			assert_int_equal(unlinkat(dirfd(folder), entry->d_name, 0), 0);
	assert_int_equal(closedir(folder), 0);
}

/* A backup is as old as it is: what came after it is on the second medium, and nowhere else. */
static void
drill__claims_after_the_backup__come_back_from_the_second_copy(void **state)
{
	static const char *const niks[] = { NIK, NIK_2, NIK_3 };
	struct rig *rig;
	char copy[PATH_ROOM], medium[PATH_ROOM];

	(void)state;
	assert_int_equal(rig_new(&(struct rig_options){ 0 }, &rig), ST_OK);
	plug_in(rig, medium);
	assert_int_equal(str_format(copy, sizeof(copy), "%s/copy.db", rig_folder(rig)), ST_OK);
	expect_idle(rig);
	rig_central_kill(rig);
	keep_claim(rig, niks[0]);
	COMMAND(rig, 0, "backup made", "backup", copy);
	keep_claim(rig, niks[1]);
	keep_claim(rig, niks[2]);
	expect_copies(medium, 3, EXPECT_MS);
	COMMAND(rig, 1, "all 3 copied", "check"); /* 1: the centre is away */
	COMMAND(rig, 4, "Stop the kiosk first", "restore", "--second-copy", medium);
	rig_kiosk_kill(rig);
	lose_disk(rig);
	COMMAND(rig, 1, "Restore a backup first", "restore", "--second-copy", medium);
	COMMAND(rig, 0, "1 requests to settle", "restore", copy);
	COMMAND(rig, 0, "2 requests brought back", "restore", "--second-copy", medium);
	COMMAND(rig, 0, "0 requests brought back", "restore", "--second-copy", medium);
	assert_int_equal(rig_central_start(rig, NULL), ST_OK);
	assert_int_equal(rig_kiosk_start(rig), ST_OK);
	for (size_t i = 0; i < ARRAY_LEN(niks); i++) {
		char sql[PATH_ROOM];

		assert_int_equal(str_format(sql, sizeof(sql),
					 "SELECT count(*) FROM claim WHERE nik='%s'", niks[i]),
			ST_OK);
		assert_int_equal(rig_wait_central(rig, sql, 1, EXPECT_MS), ST_OK);
	}
	expect_copies(medium, 0, SWEEP_MS);
	rig_kiosk_kill(rig);
	COMMAND(rig, 0, "all 0 copied", "check");
	COMMAND(rig, 0, "journal whole", "log", "--verify");
	assert_int_equal(rmdir(medium), 0); /* nothing else is left on it */
	rig_free(rig);
}

/* Nobody waits for a medium that is not there; check says what to do. */
static void
second_copy__without_its_medium__disturbs_nobody(void **state)
{
	static const char away[] = "SELECT count(*) FROM journal WHERE "
				   "event='state.second-copy' AND outcome='away'";
	struct rig *rig;
	char medium[PATH_ROOM];

	(void)state;
	assert_int_equal(rig_new(&(struct rig_options){ 0 }, &rig), ST_OK);
	plug_in(rig, medium);
	assert_int_equal(rmdir(medium), 0);
	expect_idle(rig);
	rig_central_kill(rig);
	keep_claim(rig, NIK);
	expect_kiosk_number(rig, away, 1);
	COMMAND(rig, 1, "Colokkan dan pasang media", "check");
	assert_int_equal(mkdir(medium, 0700), 0);
	expect_copies(medium, 1, SWEEP_MS);
	assert_int_equal(kiosk_number(rig, away), 1);
	assert_int_equal(rig_central_start(rig, NULL), ST_OK);
	assert_int_equal(rig_wait_central(rig, CLAIMS, 1, SWEEP_MS), ST_OK);
	expect_copies(medium, 0, SWEEP_MS);
	assert_int_equal(rmdir(medium), 0);
	rig_free(rig);
}

/* A full medium is one that is away, until there is room. */
static void
second_copy__on_a_full_medium__disturbs_nobody(void **state)
{
	static const char away[] = "SELECT count(*) FROM journal WHERE event="
				   "'state.second-copy' AND detail='ST_DISK_FULL'";
	static char preload[PATH_ROOM], folder[PATH_ROOM], full[PATH_ROOM];
	const char *const env[] = { preload, folder, full, NULL };
	char medium[PATH_ROOM];
	struct rig *rig;
	int fd;

	(void)state;
	assert_int_equal(rig_new(&(struct rig_options){ .env = env }, &rig), ST_OK);
	plug_in(rig, medium);
	assert_int_equal(
		str_format(preload, PATH_ROOM, "LD_PRELOAD=%s", rig_build("lib/shim/disk.so")),
		ST_OK);
	assert_int_equal(str_format(folder, PATH_ROOM, "DISK_DIR=%s", medium), ST_OK);
	assert_int_equal(
		str_format(full, PATH_ROOM, "DISK_FULL=%s/full", rig_folder(rig)), ST_OK);
	fd = open(strchr(full, '=') + 1, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	assert_true(fd >= 0);
	assert_int_equal(close(fd), 0);
	expect_idle(rig);
	rig_central_kill(rig);
	keep_claim(rig, NIK);
	expect_kiosk_number(rig, away, 1);
	COMMAND(rig, 1, "1 of 1 not copied", "check");
	assert_int_equal(unlink(strchr(full, '=') + 1), 0);
	expect_copies(medium, 1, SWEEP_MS);
	assert_int_equal(kiosk_number(rig, away), 1);
	rig_kiosk_kill(rig);
	COMMAND(rig, 0, "to settle with the centre; 1 were there", "restore", "--second-copy",
		medium);
	empty(medium);
	assert_int_equal(rmdir(medium), 0);
	rig_free(rig);
}

/* Without a kiosk the command that sends is who takes the copies away, and who writes those that are missing. */
static void
sync__without_a_kiosk__keeps_the_second_copy_in_step(void **state)
{
	struct rig *rig;
	char medium[PATH_ROOM];

	(void)state;
	assert_int_equal(rig_new(&(struct rig_options){ 0 }, &rig), ST_OK);
	plug_in(rig, medium);
	expect_idle(rig);
	rig_central_kill(rig);
	keep_claim(rig, NIK);
	expect_copies(medium, 1, EXPECT_MS);
	rig_kiosk_kill(rig);
	empty(medium); /* another one */
	COMMAND(rig, 1, "sent 0, waiting 1", "sync");
	assert_int_equal(copies_on(medium), 1);
	assert_int_equal(rig_central_start(rig, NULL), ST_OK);
	COMMAND(rig, 0, "sent 1, waiting 0", "sync");
	assert_int_equal(copies_on(medium), 0);
	assert_int_equal(rmdir(medium), 0);
	COMMAND(rig, 0, "sent 0, waiting 0", "sync"); /* nobody waits for one that is away */
	COMMAND(rig, 0, "journal whole", "log", "--verify");
	rig_free(rig);
}

/* Another key would shut what is sealed for good. */
static void
device_key__gone__is_brought_back_and_not_made_anew(void **state)
{
	static const char words[] = "Bring that one back";
	char key[PATH_ROOM], elsewhere[PATH_ROOM];
	struct rig *rig;

	(void)state;
	assert_int_equal(rig_new(&(struct rig_options){ .no_central = true }, &rig), ST_OK);
	assert_int_equal(
		str_format(key, PATH_ROOM, "%s/kiosk/device.key", rig_folder(rig)), ST_OK);
	assert_int_equal(str_format(elsewhere, PATH_ROOM, "%s/key", rig_folder(rig)), ST_OK);
	COMMAND(rig, 1, "device.key", "key", "init"); /* there is one */
	assert_int_equal(rename(key, elsewhere), 0);
	COMMAND(rig, 1, words, "key", "init");
	COMMAND(rig, 1, "Bring back the one", "staff", "list");
	assert_int_equal(access(key, F_OK), -1);
	assert_int_equal(rename(elsewhere, key), 0);
	COMMAND(rig, 0, "", "staff", "list");
	assert_int_equal(rename(key, elsewhere), 0);
	lose_disk(rig); /* a backup of it would be sealed with that key, too */
	COMMAND(rig, 1, words, "key", "init");
	rig_free(rig);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(drill__claim_of_a_lost_disk__arrives_exactly_once),
		cmocka_unit_test(
			drill__claims_after_the_backup__come_back_from_the_second_copy),
		cmocka_unit_test(second_copy__without_its_medium__disturbs_nobody),
		cmocka_unit_test(second_copy__on_a_full_medium__disturbs_nobody),
		cmocka_unit_test(sync__without_a_kiosk__keeps_the_second_copy_in_step),
		cmocka_unit_test(device_key__gone__is_brought_back_and_not_made_anew),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
