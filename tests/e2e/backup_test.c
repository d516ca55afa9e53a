/* SPDX-License-Identifier: Apache-2.0 */
/* The drill: a claim waits, a copy is made, the disk is lost, the copy comes back, the claim arrives once. */
#include "base/array.h"
#include "base/str.h"
#include "tests/e2e/expect.h"
#include "tests/e2e/play.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PATH_ROOM = 512, OUTPUT_MAX = 1 << 20 };

#define NIK    "6308055203600001"
#define CLAIMS "SELECT count(*) FROM claim WHERE nik='" NIK "'"

/* clang-format off */
static const struct move without_centre[] = {
	MOVES_TO_NIK, { NIK "\r", "Kantor pusat belum menjawab" },
	{ "2", "Apakah ini Anda?" }, { "1", "Bolehkah kami memeriksa data Anda?" }, { "1", "Bank apa?" },
	{ "1", "Berapa nomor rekening Anda?" }, { "012301004567501\r", "Periksa sekali lagi" },
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

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(drill__claim_of_a_lost_disk__arrives_exactly_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
