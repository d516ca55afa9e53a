/* SPDX-License-Identifier: Apache-2.0 */
/* A program that took a terminal dies in every way there is; the terminal must be as it was
 * before. */
#include "ui/rescue.h"

#include "base/array.h"
#include "tests/fake/pty.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <curses.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum { BUDGET_MS = 20000, CLEAN = 7 };

#define READY "READY"

/* --- the program in the terminal ---------------------------------------------------------- */

static void
take_terminal(int *ret_fd)
{
	if (rescue_prepare(STDIN_FILENO) != ST_OK ||
		newterm("xterm-256color", stdout, stdin) == NULL || raw() == ERR ||
		noecho() == ERR || curs_set(0) == ERR || rescue_begin(ret_fd) != ST_OK)
		_exit(99);
	(void)addstr(READY);
	(void)refresh();
}

static struct rescue_news
wait_for_news(int fd)
{
	struct pollfd wait = { .fd = fd, .events = POLLIN };
	struct rescue_news news = { 0 };

	while (poll(&wait, 1, BUDGET_MS) < 0)
		;
	rescue_signals(&news);
	return news;
}

static void
die_of(int signal)
{
	int fd;

	take_terminal(&fd);
	(void)raise(signal);
}

static void
die_of_exit(int code)
{
	int fd;

	take_terminal(&fd);
	exit(code);
}

static void
die_of_return(int code)
{
	int fd;

	take_terminal(&fd);
	rescue_end();
	_exit(code);
}

/* Leaves by itself when asked to. */
static void
end_when_asked(int signal)
{
	int fd;

	take_terminal(&fd);
	if (wait_for_news(fd).end != signal)
		_exit(98);
	rescue_end();
	_exit(CLEAN);
}

static void
end_when_resized(int signal)
{
	int fd;

	(void)signal;
	take_terminal(&fd);
	if (!wait_for_news(fd).resize)
		_exit(98);
	rescue_end();
	_exit(CLEAN);
}

/* --- tests -------------------------------------------------------------------------------- */

static void
terminal__is_given_back_after_a_deadly_signal(void **state)
{
	static const int signals[] = { SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL, SIGQUIT };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(signals); i++) {
		struct pty pty;

		pty_start(&pty, die_of, signals[i]);
		pty_wait_text(&pty, READY);
		pty_wait_end(&pty);
		pty_assert_given_back(&pty, READY);
		assert_true(WIFSIGNALED(pty.status));
		assert_int_equal(WTERMSIG(pty.status), signals[i]);
		pty_free(&pty);
	}
}

static void
terminal__is_given_back_by_exit(void **state)
{
	struct pty pty;

	(void)state;
	pty_start(&pty, die_of_exit, CLEAN);
	pty_wait_text(&pty, READY);
	pty_wait_end(&pty);
	pty_assert_given_back(&pty, READY);
	pty_free(&pty);
}

static void
terminal__is_given_back_by_its_end(void **state)
{
	struct pty pty;

	(void)state;
	pty_start(&pty, die_of_return, CLEAN);
	pty_wait_end(&pty);
	pty_assert_given_back(&pty, READY);
	assert_true(WIFEXITED(pty.status) && WEXITSTATUS(pty.status) == CLEAN);
	pty_free(&pty);
}

static void
signal_to_end__reaches_the_loop(void **state)
{
	static const int signals[] = { SIGTERM, SIGHUP, SIGINT };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(signals); i++) {
		struct pty pty;

		pty_start(&pty, end_when_asked, signals[i]);
		pty_wait_text(&pty, READY);
		assert_int_equal(kill(pty.child, signals[i]), 0);
		pty_wait_end(&pty);
		assert_true(WIFEXITED(pty.status) && WEXITSTATUS(pty.status) == CLEAN);
		pty_assert_given_back(&pty, READY);
		pty_free(&pty);
	}
}

static void
new_size__reaches_the_loop(void **state)
{
	struct pty pty;

	(void)state;
	pty_start(&pty, end_when_resized, SIGWINCH);
	pty_wait_text(&pty, READY);
	pty_resize(&pty, 120, 33);
	pty_wait_end(&pty);
	assert_true(WIFEXITED(pty.status) && WEXITSTATUS(pty.status) == CLEAN);
	pty_free(&pty);
}

static void
what_is_no_terminal__is_refused(void **state)
{
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);

	(void)state;
	assert_true(null >= 0);
	assert_int_equal(rescue_prepare(null), ST_UNSUPPORTED);
	assert_int_equal(close(null), 0);
	rescue_end(); /* nothing to give back: harmless */
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(terminal__is_given_back_after_a_deadly_signal),
		cmocka_unit_test(terminal__is_given_back_by_exit),
		cmocka_unit_test(terminal__is_given_back_by_its_end),
		cmocka_unit_test(signal_to_end__reaches_the_loop),
		cmocka_unit_test(new_size__reaches_the_loop),
		cmocka_unit_test(what_is_no_terminal__is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
