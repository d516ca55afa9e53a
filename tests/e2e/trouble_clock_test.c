/* SPDX-License-Identifier: Apache-2.0 */
/* A clock one day off, at the start and while the kiosk runs: said in words, journalled, and nothing lost. */
#include "base/array.h"
#include "base/str.h"
#include "tests/e2e/expect.h"
#include "tests/e2e/play.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PATH_ROOM = 512, OUTPUT_MAX = 1 << 20 };

#define NIK    "6308055203600001"
#define CLAIMS "SELECT count(*) FROM claim WHERE nik='" NIK "'"
#define DAY    "86400"
#define DOUBT  "Jam mesin ini salah"

#define ROWS(event, more) "SELECT count(*) FROM journal WHERE event='clock." event "' AND " more

static char preload[PATH_ROOM], shift[PATH_ROOM];
static const char *const env[] = { preload, shift, NULL };

static void
set_clock(const char *seconds)
{
	int fd = open(strchr(shift, '=') + 1, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, seconds, strlen(seconds)), strlen(seconds));
	assert_int_equal(close(fd), 0);
}

static struct rig *
rig_with_clock(void)
{
	struct rig *rig;

	preload[0] = shift[0] = '\0';
	assert_int_equal(rig_new(&(struct rig_options){ .env = env }, &rig), ST_OK);
	assert_int_equal(
		str_format(preload, PATH_ROOM, "LD_PRELOAD=%s", rig_build("lib/shim/hurry.so")),
		ST_OK);
	assert_int_equal(
		str_format(shift, PATH_ROOM, "SHIFT_FILE=%s/shift", rig_folder(rig)), ST_OK);
	return rig;
}

static void
expect_checkup(struct rig *rig, const char *words)
{
	struct buf output;
	int status = 0;

	buf_init(&output, OUTPUT_MAX);
	assert_int_equal(rig_command(rig, (const char *const[]){ "check", NULL }, NULL, &output,
				 &status),
		ST_OK);
	if (strstr(output.data, words) == NULL)
		fail_msg("not \"%s\": %s", words, output.data);
	buf_free(&output);
}

/* The claim to its end, in whatever day the kiosk believes to be. */
static void
claim_once(struct rig *rig)
{
	/* clang-format off */
	static const struct move straight[] = {
		MOVES_FIND(NIK), MOVES_OLD_ENOUGH, MOVES_ATTEST,
		{ "1", "Uang dikirim ke BRI …7501. Benar?" }, MOVES_CONFIRM, MOVES_END };
	/* clang-format on */

	play(rig, "a claim", straight, NULL, 0);
	assert_int_equal(rig_wait_central(rig, CLAIMS, 1, EXPECT_MS), ST_OK);
}

/* The centre refuses a signature of another day and tells its time; the kiosk signs by that and says so. */
static void
clock__a_day_off_at_the_start__is_corrected_for_signing_and_said(void **state)
{
	const char *seconds = *state;
	const bool back = seconds[0] == '-';
	static const char *const none[] = { NULL };
	struct rig *rig = rig_with_clock();

	set_clock(seconds);
	expect_idle(rig);
	claim_once(rig);
	expect_kiosk_number(rig,
		back ? ROWS("corrected", "CAST(detail AS INTEGER) BETWEEN 86300 AND 86500")
		     : ROWS("corrected", "CAST(detail AS INTEGER) BETWEEN -86500 AND -86300"),
		1);
	/* one behind was seen by the journal of the true day before the centre was asked */
	expect_kiosk_number(rig, ROWS("wrong", "outcome='wrong'"), 1);
	EXPECT_TEXT(rig_kiosk(rig), DOUBT);
	set_clock("0"); /* the technician */
	expect_kiosk_number(rig, ROWS("jump", "1"), 1);
	expect_kiosk_number(rig, ROWS("wrong", "outcome='ok'"), 1);
	EXPECT_NO_TEXT(rig_kiosk(rig), DOUBT);
	expect_no_events(rig, none); /* and the journal is whole */
	rig_free(rig);
}

/* Back while it runs and without the centre: the journal knows later times. Its rows and the claim are whole. */
static void
clock__set_back_without_the_centre__is_seen_by_the_journal(void **state)
{
	/* clang-format off */
	static const struct move offline[] = {
		MOVES_OFFLINE(NIK), MOVES_OFFLINE_KTP,
		MOVES_CONTACT("081200000001", "012301004567501"),
		{ "1", "TERSIMPAN DI KIOS" }, MOVES_END };
	/* clang-format on */
	static const char *const none[] = { NULL };
	struct rig *rig = rig_with_clock();

	(void)state;
	set_clock(DAY); /* as everybody believes, until it is set right */
	rig_central_kill(rig);
	expect_idle(rig);
	play(rig, "without the centre", offline, NULL, 0);
	expect_checkup(rig, "behind the last row of the journal");
	set_clock("0");
	expect_kiosk_number(
		rig, ROWS("wrong", "outcome='wrong' AND detail LIKE 'journal -86%'"), 1);
	EXPECT_TEXT(rig_kiosk(rig), DOUBT);
	rig_kiosk_kill(rig);
	assert_int_equal(rig_central_start(rig, NULL), ST_OK);
	assert_int_equal(rig_kiosk_start(rig), ST_OK);
	assert_int_equal(rig_wait_central(rig, CLAIMS, 1, EXPECT_MS), ST_OK);
	expect_no_events(rig, none);
	rig_free(rig);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		{ .name = "clock__a_day_behind_at_the_start__is_corrected_and_said",
			.test_func =
				clock__a_day_off_at_the_start__is_corrected_for_signing_and_said,
			.initial_state = (void *)"-" DAY },
		{ .name = "clock__a_day_ahead_at_the_start__is_corrected_and_said",
			.test_func =
				clock__a_day_off_at_the_start__is_corrected_for_signing_and_said,
			.initial_state = (void *)DAY },
		cmocka_unit_test(clock__set_back_without_the_centre__is_seen_by_the_journal),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
