/* SPDX-License-Identifier: Apache-2.0 */
/* The counter on a table: every part starts, can be killed and comes back; nothing of it stays behind. */
#include "base/buf.h"
#include "base/str.h"
#include "tests/e2e/expect.h"
#include "tests/e2e/rig.h"
#include "tests/e2e/walk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static struct rig *
begin(const struct rig_options *options)
{
	struct rig *rig;

	assert_int_equal(rig_new(options, &rig), ST_OK);
	return rig;
}

static void
rig__opens_the_kiosk_on_its_first_screen(void **state)
{
	struct rig *rig = begin(&(struct rig_options){ 0 });

	(void)state;
	assert_int_equal(rig_kiosk_start(rig), ST_OK);
	EXPECT_TEXT(rig_kiosk(rig), WALK_IDLE);
	assert_int_equal(rig_receipts(rig), 0);
	rig_free(rig);
}

static void
rig__kiosk_that_was_killed__starts_again_on_the_same_state(void **state)
{
	struct rig *rig = begin(&(struct rig_options){ 0 });
	int status;

	(void)state;
	assert_int_equal(rig_kiosk_start(rig), ST_OK);
	EXPECT_TEXT(rig_kiosk(rig), WALK_IDLE);
	rig_kiosk_kill(rig);
	EXPECT_EXIT(rig_kiosk(rig), &status);
	assert_true(WIFSIGNALED(status));
	assert_int_equal(rig_kiosk_start(rig), ST_OK);
	EXPECT_TEXT(rig_kiosk(rig), WALK_IDLE);
	rig_free(rig);
}

static void
rig__centre_that_was_killed__comes_back_with_its_data(void **state)
{
	struct rig *rig = begin(&(struct rig_options){ 0 });
	int port = rig_port(rig);
	int64_t before = 0, after = 0;

	(void)state;
	assert_int_equal(
		rig_central_number(rig, "SELECT count(*) FROM person", &before), ST_OK);
	assert_true(before > 20);
	rig_central_kill(rig);
	assert_int_equal(rig_central_start(rig, NULL), ST_OK);
	assert_int_equal(rig_port(rig), port);
	assert_int_equal(rig_central_number(rig, "SELECT count(*) FROM person", &after), ST_OK);
	assert_int_equal(after, before);
	rig_free(rig);
}

static void
rig__quits_as_the_demo_does_and_gives_the_terminal_back(void **state)
{
	struct rig *rig = begin(&(struct rig_options){ .no_central = true });
	int status;

	(void)state;
	assert_int_equal(rig_kiosk_start(rig), ST_OK);
	EXPECT_TEXT(rig_kiosk(rig), WALK_IDLE);
	assert_false(terminal_is_restored(rig_kiosk(rig)));
	EXPECT_KEY(rig_kiosk(rig), "ctrl-q");
	EXPECT_TEXT(rig_kiosk(rig), "Ctrl-Q");
	terminal_settle(rig_kiosk(rig), 100); /* a second press, not a held key */
	EXPECT_KEY(rig_kiosk(rig), "ctrl-q");
	EXPECT_EXIT(rig_kiosk(rig), &status);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
	assert_true(terminal_is_restored(rig_kiosk(rig)));
	rig_free(rig);
}

static void
rig__settings_that_are_refused__are_said_with_code_3(void **state)
{
	struct rig *rig = begin(&(struct rig_options){ .no_central = true });
	const struct rig_setting wrong = { "ui.idle_s", "5" };
	struct buf output;
	int status = 0;

	(void)state;
	buf_init(&output, 1 << 16);
	assert_int_equal(rig_settings(rig, &wrong, 1), ST_OK);
	assert_int_equal(rig_command(rig, (const char *const[]){ "staff", "list", NULL }, NULL,
				 &output, &status),
		ST_OK);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 3);
	assert_non_null(strstr(output.data, "ui.idle_s: 5 is out of range"));
	buf_free(&output);
	rig_free(rig);
}

static void
rig_free__leaves_no_process_and_no_folder(void **state)
{
	struct rig *rig = begin(&(struct rig_options){ 0 });
	char folder[64];
	pid_t kiosk;

	(void)state;
	assert_int_equal(rig_kiosk_start(rig), ST_OK);
	EXPECT_TEXT(rig_kiosk(rig), WALK_IDLE);
	kiosk = terminal_pid(rig_kiosk(rig));
	assert_int_equal(str_copy(folder, sizeof(folder), rig_folder(rig)), ST_OK);
	rig_free(rig);
	assert_int_equal(access(folder, F_OK), -1);
	assert_int_equal(kill(kiosk, 0), -1);
	assert_int_equal(errno, ESRCH);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(rig__opens_the_kiosk_on_its_first_screen),
		cmocka_unit_test(rig__kiosk_that_was_killed__starts_again_on_the_same_state),
		cmocka_unit_test(rig__centre_that_was_killed__comes_back_with_its_data),
		cmocka_unit_test(rig__quits_as_the_demo_does_and_gives_the_terminal_back),
		cmocka_unit_test(rig__settings_that_are_refused__are_said_with_code_3),
		cmocka_unit_test(rig_free__leaves_no_process_and_no_folder),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
