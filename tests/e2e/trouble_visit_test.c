/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a visit leaves behind, and what happens when its person or its camera goes away in the middle.
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
#include <signal.h>
#include <unistd.h>

enum { PATH_ROOM = 512, IDLE_MS = 60000, LOOK_MS = 50 };

#define NIK "6308055203600001"

/* clang-format off */
static const struct move to_data[] = { MOVES_FIND(NIK), MOVES_OLD_ENOUGH, MOVES_ATTEST, { NULL, NULL } };
static const struct move officer_leaves[] = {
	{ "+", "apa yang Anda lakukan?" }, { "5", "Apakah data ini benar?", "PETUGAS MEMBANTU" }, { NULL, NULL },
};
static const struct move to_review[] = { { "1", "Benar?" }, MOVES_REVIEW, { NULL, NULL } };
static const struct move to_end[] = { { "1", "Klaim Anda DITERIMA PUSAT" }, MOVES_END };
static const struct move to_face[] = {
	MOVES_FIND(NIK), MOVES_OLD_ENOUGH, { "1", "Lihat ke kamera" }, { NULL, "Mohon maju sedikit." }, { NULL, NULL },
};
/* clang-format on */

/* What the kiosk knew of the person, in every form it is typed, stored, sent or shown in. */
static const char *const personal[] = { NIK, "6308 0552 0360 0001", "SITI AMINAH",
	"20601234501", "20 601 234 501", "012301004567501", "+6281200000001", "081200000001" };

static char shim[PATH_ROOM];
static const char *const env[] = { shim, NULL };
static struct rig *idle_rig;

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

static void
visit__that_was_left__is_wiped(void **state)
{
	(void)state;
	assert_true(hits(idle_rig, NIK) > 0);
	assert_int_equal(
		terminal_wait_text(rig_kiosk(idle_rig), "Masih di sini?", IDLE_MS), ST_OK);
	EXPECT_TEXT(rig_kiosk(idle_rig), "detik lagi layar ini ditutup");
	EXPECT_TEXT(rig_kiosk(idle_rig), MOVES_IDLE);
	expect_forgotten(idle_rig);
	expect_kiosk_number(idle_rig, "SELECT count(*) FROM visit_draft", 0);
	assert_int_equal(
		rig_wait_central(idle_rig,
			"SELECT count(*) FROM visit WHERE ended_at IS NOT NULL", 1, EXPECT_MS),
		ST_OK);
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
		{ "1", "Kamera tidak bisa dipakai. Petugas akan membantu." },
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
begin_idle(void **state)
{
	static const struct rig_options options = { .env = env,
		.settings = { { "ui.idle_s", "30" }, { "ui.warn_s", "10" } } };

	(void)state;
	if (str_format(shim, sizeof(shim), "LD_PRELOAD=%s",
		    rig_build("lib/shim/dumpable.so")) != ST_OK)
		return -1;
	idle_rig = begin(&options);
	play(idle_rig, "to the data", to_data, NULL, 0);
	play(idle_rig, "officer leaves", officer_leaves, NULL, 0);
	return 0;
}

static int
end_idle(void **state)
{
	(void)state;
	rig_free(idle_rig);
	return 0;
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

	return cmocka_run_group_tests(tests, begin_idle, end_idle);
}
