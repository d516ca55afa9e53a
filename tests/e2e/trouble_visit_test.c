/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a visit leaves behind, and what happens when its person or its camera goes away in the
 * middle.
 */
#include "tests/e2e/expect.h"
#include "tests/e2e/memory.h"
#include "tests/e2e/play.h"

#include "base/array.h"
#include "base/loop.h"
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

enum { PATH_ROOM = 512, IDLE_S = 180, WARN_S = 30, LOOK_MS = 50 }; /* seconds: the defaults */

#define NIK "6308055203600001"

/* clang-format off */
static const struct move to_data[] = {
	MOVES_FIND(NIK), MOVES_OLD_ENOUGH, MOVES_ATTEST, { NULL, NULL },
};
static const struct move officer_leaves[] = {
	{ "+", "apa yang Anda lakukan?" },
	{ "5", "Apakah data ini benar?", "PETUGAS MEMBANTU" }, { NULL, NULL },
};
static const struct move still_here[] = {
	{ "9", "Apakah data ini benar?", "Masih di sini?" }, { NULL, NULL },
};
static const struct move to_review[] = { { "1", "Benar?" }, MOVES_REVIEW, { NULL, NULL } };
static const struct move to_end[] = { { "1", "Klaim Anda DITERIMA PUSAT" }, MOVES_END };
static const struct move to_face[] = {
	MOVES_FIND(NIK), MOVES_OLD_ENOUGH, { "1", "Lihat ke kamera" },
	{ NULL, "Mohon maju sedikit." }, { NULL, NULL },
};
/* clang-format on */

/* What the kiosk knew of the person, in every form it is typed, stored, sent or shown in. */
static const char *const personal[] = { NIK, "6308 0552 0360 0001", "SITI AMINAH",
	"20601234501", "20 601 234 501", "012301004567501", "+6281200000001", "081200000001" };

static char shims[2 * PATH_ROOM], hurry[PATH_ROOM];
static const char *const env[] = { shims, hurry, NULL };

static struct rig *
begin(const struct rig_options *options)
{
	struct rig *rig;

	assert_int_equal(rig_new(options, &rig), ST_OK);
	expect_idle(rig);
	return rig;
}

static int
hits(struct rig *rig, const char *text)
{
	int n = -1;

	assert_int_equal(memory_count(terminal_pid(rig_kiosk(rig)), text, &n), ST_OK);
	return n;
}

/* The last answers of the centre may still be under way when the idle screen is back. */
static void
expect_forgotten(struct rig *rig)
{
	int64_t end = loop_now_ms() + EXPECT_MS;

	for (size_t i = 0; i < ARRAY_LEN(personal); i++) {
		int n;

		while ((n = hits(rig, personal[i])) > 0 && loop_now_ms() < end)
			terminal_settle(rig_kiosk(rig), LOOK_MS);
		if (n > 0)
			fail_msg("\"%s\" stands %d times in memory", personal[i], n);
	}
}

static void
visit__that_ended__left_nothing_in_memory(void **state)
{
	struct rig *rig = begin(&(struct rig_options){ .env = env });

	(void)state;
	play(rig, "to the data", to_data, NULL, 0);
	play(rig, "to the review", to_review, NULL, 0);
	assert_true(hits(rig, NIK) > 0);
	assert_true(hits(rig, "SITI AMINAH") > 0);
	play(rig, "to the end", to_end, NULL, 0);
	assert_int_equal(
		rig_wait_central(rig, "SELECT count(*) FROM visit WHERE ended_at IS NOT NULL",
			1, EXPECT_MS),
		ST_OK);
	expect_forgotten(rig);
	rig_free(rig);
}

/* Makes the kiosk's clock run ahead by so many seconds. */
static void
pass_seconds(int seconds)
{
	int fd = open(strchr(hurry, '=') + 1, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

	assert_true(fd >= 0);
	assert_int_equal(ftruncate(fd, seconds), 0);
	assert_int_equal(close(fd), 0);
}

static void
visit__that_was_left__is_wiped(void **state)
{
	struct rig *rig;

	(void)state;
	assert_int_equal(rig_new(&(struct rig_options){ .env = env }, &rig), ST_OK);
	assert_int_equal(
		str_format(hurry, sizeof(hurry), "HURRY_FILE=%s/hurry", rig_folder(rig)),
		ST_OK);
	expect_idle(rig);
	play(rig, "to the data", to_data, NULL, 0);
	play(rig, "officer leaves", officer_leaves, NULL, 0);
	assert_true(hits(rig, NIK) > 0);
	pass_seconds(IDLE_S);
	EXPECT_TEXT(rig_kiosk(rig), "Masih di sini?");
	play(rig, "still here", still_here, NULL, 0);
	pass_seconds(2 * IDLE_S);
	EXPECT_TEXT(rig_kiosk(rig), "detik lagi layar ini ditutup");
	pass_seconds(2 * IDLE_S + WARN_S);
	EXPECT_TEXT(rig_kiosk(rig), MOVES_IDLE);
	expect_forgotten(rig);
	expect_kiosk_number(rig, "SELECT count(*) FROM visit_draft", 0);
	assert_int_equal(
		rig_wait_central(rig, "SELECT count(*) FROM visit WHERE ended_at IS NOT NULL",
			1, EXPECT_MS),
		ST_OK);
	rig_free(rig);
}

static void
camera__that_dies_in_the_face_step__is_said_and_comes_back(void **state)
{
	struct rig *rig;
	char source[PATH_ROOM], root[PATH_ROOM];
	struct rig_options options = { .settings = { { "camera.source", source } } };
	pid_t first;

	(void)state;
	assert_non_null(getcwd(root, sizeof(root)));
	assert_int_equal(
		str_format(source, sizeof(source), "\"images:%s/assets/demo/faces\"", root),
		ST_OK);
	rig = begin(&options);
	play(rig, "to the face", to_face, NULL, 0);
	first = rig_camera_pid(rig);
	assert_true(first > 0);
	assert_int_equal(kill(first, SIGKILL), 0);
	EXPECT_TEXT(rig_kiosk(rig), "Kamera");
	EXPECT_TEXT(rig_kiosk(rig), "Bagus. Tetap begitu.");
	assert_true(rig_camera_pid(rig) > 0 && rig_camera_pid(rig) != first);
	EXPECT_TYPE(rig_kiosk(rig), "\r");
	EXPECT_TEXT(rig_kiosk(rig), "Apakah data ini benar?");
	rig_free(rig);
}

static void
camera__that_cannot_start__leads_to_the_officer(void **state)
{
	/* clang-format off */
	static const struct move moves[] = {
		MOVES_FIND(NIK), MOVES_OLD_ENOUGH,
		{ "1", "Kamera tidak terpasang. Petugas akan membantu." },
		{ "\r", "Petugas melihat KTP asli Anda" }, MOVES_CALL,
		{ "1", "Apakah data ini benar?" }, { NULL, NULL },
	};
	/* clang-format on */
	struct rig *rig = begin(&(struct rig_options){
		.settings = { { "camera.source", "\"v4l2:/dev/no-such-camera\"" } } });

	(void)state;
	play(rig, "no camera", moves, NULL, 0);
	rig_free(rig);
}

static int
find_shims(void **state)
{
	(void)state;
	return str_format(shims, sizeof(shims), "LD_PRELOAD=%s:%s",
		       rig_build("lib/shim/dumpable.so"),
		       rig_build("lib/shim/hurry.so")) == ST_OK
		       ? 0
		       : -1;
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(visit__that_ended__left_nothing_in_memory),
		cmocka_unit_test(camera__that_dies_in_the_face_step__is_said_and_comes_back),
		cmocka_unit_test(camera__that_cannot_start__leads_to_the_officer),
		cmocka_unit_test(visit__that_was_left__is_wiped),
	};

	return cmocka_run_group_tests(tests, find_shims, NULL);
}
