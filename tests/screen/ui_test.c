/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The ui on a real (pseudo) terminal with a visit of its own: keys reach it, its changes reach
 * the screen, and the terminal is given back. The visit below stands in for src/work/visit.c,
 * which the linker then leaves in its archive.
 */
#include "ui/ui.h"

#include "base/array.h"
#include "base/loop.h"
#include "base/str.h"
#include "tests/fake/pty.h"
#include "work/visit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum { CLEAN = 7, BUDGET_MS = 20000 };

/* --- a visit that reports each action on a pipe ------------------------------------------- */

struct visit {
	struct page page;
	unsigned revision;
	bool quit;
	int ticks;
};

static int report[2];

static void
tell(const char *word, char detail)
{
	char text[32];

	if (str_format(text, sizeof(text), "%s%c\n", word, detail) != ST_OK ||
		write(report[1], text, strlen(text)) < 0)
		abort();
}

void
visit_act(struct visit *visit, const struct action *action)
{
	static const char letters[] = "-DLEXBSRZHTCQN";

	tell("act ", letters[action->kind]);
	visit->revision++;
	if (action->kind == ACTION_DIGIT &&
		str_copy(visit->page.ask, sizeof(visit->page.ask), "Berubah") != ST_OK)
		abort();
	visit->quit = action->kind == ACTION_QUIT;
	if (action->kind == ACTION_STAFF)
		(void)raise(SIGSEGV); /* stands for a defect in the visit */
}

void
visit_tick(struct visit *visit)
{
	if (++visit->ticks == 2)
		tell("tick", ' ');
}

const struct page *
visit_page(const struct visit *visit)
{
	return &visit->page;
}

unsigned
visit_revision(const struct visit *visit)
{
	return visit->revision;
}

const struct cells *
visit_preview(const struct visit *visit)
{
	(void)visit;
	return NULL;
}

bool
visit_wants_quit(const struct visit *visit)
{
	return visit->quit;
}

/* --- the program in the terminal ---------------------------------------------------------- */

static int lines; /* of the page */

static void
kiosk(int expected_signal)
{
	static struct visit visit;
	struct loop *loop = NULL;
	struct ui *ui = NULL;
	bool ended_well;

	if (setenv("TERM", "xterm-256color", 1) != 0 || loop_new(&loop) != ST_OK)
		_exit(99);
	page_init(&visit.page);
	visit.page.kind = STEP_CHOICE;
	for (int i = 1; i <= lines; i++)
		if (page_line(&visit.page, LINE_TEXT, "",
			    i < lines ? "Satu baris" : "Baris terakhir") != ST_OK)
			_exit(99);
	if (str_copy(visit.page.ask, sizeof(visit.page.ask), "Silakan") != ST_OK ||
		ui_open(loop, &visit, &(struct ui_options){ .allow_quit = true }, &ui) != ST_OK)
		_exit(99);
	ended_well = loop_run(loop) == ST_OK && ui_ended_by(ui) == expected_signal;
	ui_close(ui);
	loop_free(loop);
	_exit(ended_well ? CLEAN : 98);
}

static void
refused_kiosk(int argument)
{
	struct loop *loop = NULL;
	struct visit visit = { 0 };
	struct ui *ui = NULL;
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);

	(void)argument;
	if (null < 0 || dup2(null, STDIN_FILENO) < 0 || loop_new(&loop) != ST_OK)
		_exit(99);
	_exit(ui_open(loop, &visit, &(struct ui_options){ 0 }, &ui) == ST_UNSUPPORTED &&
				ui == NULL
			? CLEAN
			: 98);
}

static void
unknown_terminal_kiosk(int argument)
{
	struct loop *loop = NULL;
	struct visit visit = { 0 };
	struct ui *ui = NULL;

	(void)argument;
	if (setenv("TERM", "no-such-terminal", 1) != 0 || loop_new(&loop) != ST_OK)
		_exit(99);
	_exit(ui_open(loop, &visit, &(struct ui_options){ 0 }, &ui) == ST_UNSUPPORTED &&
				ui == NULL
			? CLEAN
			: 98);
}

static void
start(struct pty *pty, int expected_signal)
{
	assert_int_equal(pipe2(report, O_CLOEXEC), 0);
	pty_start(pty, kiosk, expected_signal);
	assert_int_equal(close(report[1]), 0);
	pty_wait_text(pty, "Silakan");
}

/* The next line of the report. */
static void
assert_told(const char *line)
{
	struct pollfd wait = { .fd = report[0], .events = POLLIN };
	char text[32] = "";
	size_t n = 0;

	while (n < sizeof(text) - 1 && (n == 0 || text[n - 1] != '\n')) {
		assert_int_equal(poll(&wait, 1, BUDGET_MS), 1);
		assert_int_equal(read(report[0], text + n, 1), 1);
		n++;
	}
	assert_string_equal(text, line);
}

static void
finish(struct pty *pty)
{
	pty_free(pty);
	assert_int_equal(close(report[0]), 0);
}

static void
assert_ends_clean(struct pty *pty)
{
	pty_wait_end(pty);
	assert_true(WIFEXITED(pty->status));
	assert_int_equal(WEXITSTATUS(pty->status), CLEAN);
}

/* --- tests -------------------------------------------------------------------------------- */

static void
key__reaches_the_visit_and_its_change_the_screen(void **state)
{
	struct pty pty;

	(void)state;
	start(&pty, 0);
	pty_type(&pty, "1");
	assert_told("act D\n");
	pty_wait_text(&pty, "Berubah");
	pty_type(&pty, "\033[5~\021");
	assert_told("act D\n");
	assert_told("act Q\n");
	assert_ends_clean(&pty);
	pty_assert_given_back(&pty, "Silakan");
	finish(&pty);
}

static void
enter__where_lines_are_cut__reads_on_and_comes_back(void **state)
{
	struct pty pty;

	(void)state;
	lines = PAGE_LINES;
	start(&pty, 0);
	lines = 0;
	pty_wait_text(&pty, "Tekan Enter untuk lanjutannya");
	pty_type(&pty, "\r");
	assert_told("act N\n");
	pty_wait_text(&pty, "Baris terakhir");
	pty_type(&pty, "\021");
	assert_told("act Q\n");
	assert_ends_clean(&pty);
	finish(&pty);
}

static void
interrupt_keys__do_nothing(void **state)
{
	struct pty pty;

	(void)state;
	start(&pty, 0);
	pty_type(&pty, "\003\032\034\023\r");
	assert_told("act E\n");
	pty_type(&pty, "\021");
	assert_told("act Q\n");
	assert_ends_clean(&pty);
	finish(&pty);
}

static void
escape__alone_comes_through(void **state)
{
	struct pty pty;

	(void)state;
	start(&pty, 0);
	pty_type(&pty, "\033");
	assert_told("act B\n");
	pty_type(&pty, "\021");
	assert_told("act Q\n");
	assert_ends_clean(&pty);
	finish(&pty);
}

static void
visit__is_ticked(void **state)
{
	struct pty pty;

	(void)state;
	start(&pty, 0);
	assert_told("tick \n");
	pty_type(&pty, "\021");
	assert_ends_clean(&pty);
	finish(&pty);
}

static void
window__takes_a_new_size(void **state)
{
	struct pty pty;

	(void)state;
	start(&pty, 0);
	pty_resize(&pty, 50, 12);
	pty_wait_text(&pty, "Jendela terlalu kecil");
	pty_type(&pty, "1");
	assert_told("act D\n");
	pty_wait_text(&pty, "Berubah");
	pty_type(&pty, "\021");
	assert_ends_clean(&pty);
	finish(&pty);
}

static void
signal_to_end__ends_the_loop_and_gives_back(void **state)
{
	static const int signals[] = { SIGTERM, SIGHUP, SIGINT };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(signals); i++) {
		struct pty pty;

		start(&pty, signals[i]);
		assert_int_equal(kill(pty.child, signals[i]), 0);
		assert_ends_clean(&pty);
		pty_assert_given_back(&pty, "Silakan");
		finish(&pty);
	}
}

static void
defect__gives_back(void **state)
{
	struct pty pty;

	(void)state;
	start(&pty, 0);
	pty_type(&pty, "+");
	pty_wait_end(&pty);
	assert_true(WIFSIGNALED(pty.status));
	assert_int_equal(WTERMSIG(pty.status), SIGSEGV);
	pty_assert_given_back(&pty, "Silakan");
	finish(&pty);
}

static void
terminal_gone__ends_the_loop(void **state)
{
	struct pty pty;

	(void)state;
	start(&pty, SIGHUP);
	assert_int_equal(close(pty.master), 0);
	pty.master = -1;
	assert_int_equal(waitpid(pty.child, &pty.status, 0), pty.child);
	assert_true(WIFEXITED(pty.status));
	finish(&pty);
}

static void
what_is_no_terminal__is_refused(void **state)
{
	static void (*const lives[])(int) = { refused_kiosk, unknown_terminal_kiosk };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(lives); i++) {
		struct pty pty;

		pty_start(&pty, lives[i], 0);
		assert_ends_clean(&pty);
		pty_free(&pty);
	}
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(key__reaches_the_visit_and_its_change_the_screen),
		cmocka_unit_test(enter__where_lines_are_cut__reads_on_and_comes_back),
		cmocka_unit_test(interrupt_keys__do_nothing),
		cmocka_unit_test(escape__alone_comes_through),
		cmocka_unit_test(visit__is_ticked),
		cmocka_unit_test(window__takes_a_new_size),
		cmocka_unit_test(signal_to_end__ends_the_loop_and_gives_back),
		cmocka_unit_test(defect__gives_back),
		cmocka_unit_test(terminal_gone__ends_the_loop),
		cmocka_unit_test(what_is_no_terminal__is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
