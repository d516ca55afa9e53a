/* SPDX-License-Identifier: Apache-2.0 */
/* The harness itself: a test that hangs, misses the end or reads the grid wrong would judge the kiosk wrongly. */
#include "tests/e2e/expect.h"

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

static struct terminal *
run(const char *script)
{
	const char *const argv[] = { "sh", "-c", script, NULL };
	struct terminal *terminal;

	assert_int_equal(
		terminal_new(&(struct terminal_start){ .argv = argv }, &terminal), ST_OK);
	return terminal;
}

static void
terminal__shows_what_is_written_and_how_it_ended(void **state)
{
	struct terminal *terminal = run("printf 'satu\\r\\ndua — tiga\\r\\n'; exit 7");
	int status = 0;

	(void)state;
	EXPECT_TEXT(terminal, "dua — tiga");
	EXPECT_EXIT(terminal, &status);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 7);
	assert_string_equal(terminal_row(terminal, 0), "satu");
	assert_string_equal(terminal_row(terminal, 1), "dua — tiga");
	assert_string_equal(terminal_row(terminal, 2), "");
	assert_true(terminal_is_restored(terminal));
	terminal_free(terminal);
}

static void
terminal__program_that_is_not_there__is_said_at_once(void **state)
{
	const char *const argv[] = { "/no/such/program", NULL };
	struct terminal *terminal = NULL;

	(void)state;
	assert_int_equal(terminal_new(&(struct terminal_start){ .argv = argv }, &terminal),
		ST_NOT_FOUND);
	assert_null(terminal);
}

static void
terminal_wait__tells_ended_from_late(void **state)
{
	struct terminal *quiet = run("read x"), *over = run("exit 0");

	(void)state;
	assert_int_equal(terminal_wait_text(quiet, "never", 20), ST_TIMEOUT);
	assert_int_equal(terminal_wait_text(over, "never", EXPECT_MS), ST_GONE);
	terminal_free(quiet);
	terminal_free(over);
}

static void
terminal_type__reaches_the_program(void **state)
{
	struct terminal *terminal = run("read x; echo \"got $x\"; read y; echo \"then $y\"");

	(void)state;
	EXPECT_TYPE(terminal, "6308055203600001\n");
	EXPECT_TEXT(terminal, "got 6308055203600001");
	EXPECT_TYPE(terminal, "abd");
	EXPECT_KEY(terminal, "backspace");
	EXPECT_TYPE(terminal, "c");
	EXPECT_KEY(terminal, "enter");
	EXPECT_TEXT(terminal, "then abc");
	terminal_free(terminal);
}

static void
terminal_key__follows_the_modes_the_program_set(void **state)
{
	struct terminal *terminal =
		run("stty raw -echo; printf '\\033[?1hready'; "
		    "dd bs=1 count=9 2>/dev/null | od -An -c | tr -d '\\n'");

	(void)state;
	EXPECT_TEXT(terminal, "ready");
	EXPECT_KEY(terminal, "up");
	EXPECT_KEY(terminal, "kp7");
	EXPECT_KEY(terminal, "f5");
	EXPECT_TEXT(terminal, "033   O   A   7 033   [   1   5   ~");
	assert_int_equal(terminal_key(terminal, "nothing"), ST_INVALID);
	terminal_free(terminal);
}

static void
terminal_resize__is_told_to_the_program(void **state)
{
	struct terminal *terminal =
		run("trap 'stty size' WINCH; stty size; while :; do read x; done");

	(void)state;
	EXPECT_TEXT(terminal, "22 80");
	assert_int_equal(terminal_resize(terminal, 18, 64), ST_OK);
	EXPECT_TYPE(terminal, "\n");
	EXPECT_TEXT(terminal, "18 64");
	terminal_free(terminal);
}

static void
terminal_is_restored__notices_what_a_killed_program_left(void **state)
{
	struct terminal *terminal = run("stty raw -echo; printf '\\033[?1049h\\033[?25lhere'; "
					"read x");
	int status;

	(void)state;
	EXPECT_TEXT(terminal, "here");
	assert_false(terminal_is_restored(terminal));
	terminal_kill(terminal, SIGKILL);
	EXPECT_EXIT(terminal, &status);
	assert_true(WIFSIGNALED(status));
	assert_false(terminal_is_restored(terminal));
	terminal_free(terminal);
}

static void
terminal_cell__has_character_and_colour(void **state)
{
	struct terminal *terminal =
		run("printf '\\033[1;7mA\\033[0;38;2;1;2;3mB\\033[48;5;231m▀世x'; read x");
	struct terminal_cell cell;

	(void)state;
	EXPECT_TEXT(terminal, "AB▀世x");
	cell = terminal_cell(terminal, 0, 0);
	assert_true(cell.bold && cell.reverse);
	cell = terminal_cell(terminal, 0, 1);
	assert_string_equal(cell.text, "B");
	assert_int_equal(cell.fg, 0x010203);
	cell = terminal_cell(terminal, 0, 2);
	assert_string_equal(cell.text, "▀");
	assert_int_equal(cell.bg, 0xffffff);
	cell = terminal_cell(terminal, 0, 5);
	assert_string_equal(cell.text, "x");
	terminal_free(terminal);
}

static void
terminal__whiptail__is_drawn_as_a_person_sees_it(void **state)
{
	const char *const argv[] = { "whiptail", "--msgbox", "Selamat datang", "8", "40",
		NULL };
	struct terminal *terminal;
	int status;

	(void)state;
	assert_int_equal(
		terminal_new(&(struct terminal_start){ .argv = argv }, &terminal), ST_OK);
	EXPECT_TEXT(terminal, "│ Selamat datang");
	EXPECT_TEXT(terminal, "<Ok>");
	assert_false(terminal_is_restored(terminal));
	EXPECT_KEY(terminal, "enter");
	EXPECT_EXIT(terminal, &status);
	assert_int_equal(status, 0);
	assert_true(terminal_is_restored(terminal));
	terminal_free(terminal);
}

static void
terminal_free__leaves_nobody_behind(void **state)
{
	struct terminal *terminal = run("trap '' HUP TERM INT; echo up; read x");
	pid_t pid = terminal_pid(terminal);

	(void)state;
	EXPECT_TEXT(terminal, "up");
	terminal_free(terminal);
	assert_int_equal(kill(pid, 0), -1);
	assert_int_equal(errno, ESRCH);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(terminal__shows_what_is_written_and_how_it_ended),
		cmocka_unit_test(terminal__program_that_is_not_there__is_said_at_once),
		cmocka_unit_test(terminal_wait__tells_ended_from_late),
		cmocka_unit_test(terminal_type__reaches_the_program),
		cmocka_unit_test(terminal_key__follows_the_modes_the_program_set),
		cmocka_unit_test(terminal_resize__is_told_to_the_program),
		cmocka_unit_test(terminal_is_restored__notices_what_a_killed_program_left),
		cmocka_unit_test(terminal_cell__has_character_and_colour),
		cmocka_unit_test(terminal__whiptail__is_drawn_as_a_person_sees_it),
		cmocka_unit_test(terminal_free__leaves_nobody_behind),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
