/* SPDX-License-Identifier: Apache-2.0 */
/* A program that took a terminal dies in every way there is; the terminal must be as it was before. */
#include "ui/rescue.h"

#include "base/array.h"
#include "base/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <curses.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

enum { BUDGET_MS = 20000, CLEAN = 7 };

#define LEAVE_SCREEN "\033[?1049l"
#define SHOW_CURSOR  "\033[?25h"
#define READY        "READY"

struct pty {
	int master;
	struct termios before;
	struct buf output;
	pid_t child;
	int status;
};

/* --- the program in the terminal -------------------------------------------------------------------------------- */

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

/* --- the terminal around it ------------------------------------------------------------------------------------- */

static void
become_child(struct pty *pty, int slave, void (*life)(int), int argument)
{
	(void)close(pty->master);
	(void)setsid();
	(void)ioctl(slave, TIOCSCTTY, 0);
	for (int fd = 0; fd < 3; fd++)
		if (dup2(slave, fd) < 0)
			_exit(97);
	life(argument);
	_exit(96);
}

static void
pty_start(struct pty *pty, void (*life)(int), int argument)
{
	struct winsize size = { .ws_row = 22, .ws_col = 80 };
	int slave;

	*pty = (struct pty){ 0 };
	buf_init(&pty->output, 1 << 20);
	assert_int_equal(openpty(&pty->master, &slave, NULL, NULL, &size), 0);
	assert_int_equal(tcgetattr(pty->master, &pty->before), 0);
	pty->child = fork();
	assert_true(pty->child >= 0);
	if (pty->child == 0)
		become_child(pty, slave, life, argument);
	assert_int_equal(close(slave), 0); /* so that its end is the end of the output */
}

/* One piece of output into the buffer; false: the program has let go of the terminal. */
static bool
pty_read(struct pty *pty)
{
	struct pollfd wait = { .fd = pty->master, .events = POLLIN };
	char piece[4096];
	ssize_t n;

	assert_int_equal(poll(&wait, 1, BUDGET_MS), 1);
	n = read(pty->master, piece, sizeof(piece));
	if (n <= 0)
		return false;
	assert_int_equal(buf_add(&pty->output, piece, (size_t)n), ST_OK);
	return true;
}

static void
pty_wait_ready(struct pty *pty)
{
	while (strstr(pty->output.data, READY) == NULL)
		assert_true(pty_read(pty));
}

static void
pty_wait_end(struct pty *pty)
{
	while (pty_read(pty))
		;
	assert_int_equal(waitpid(pty->child, &pty->status, 0), pty->child);
}

static void
assert_given_back(struct pty *pty)
{
	const char *taken = strstr(pty->output.data, READY);
	struct termios after;

	assert_non_null(taken);
	assert_non_null(strstr(taken, LEAVE_SCREEN));
	assert_non_null(strstr(taken, SHOW_CURSOR));
	assert_int_equal(tcgetattr(pty->master, &after), 0); /* of the whole pair */
	assert_int_equal(after.c_lflag, pty->before.c_lflag);
	assert_int_equal(after.c_iflag, pty->before.c_iflag);
	assert_int_equal(after.c_oflag, pty->before.c_oflag);
}

static void
pty_free(struct pty *pty)
{
	(void)close(pty->master);
	buf_free(&pty->output);
}

/* --- tests ------------------------------------------------------------------------------------------------------ */

static void
terminal__is_given_back_after_a_deadly_signal(void **state)
{
	static const int signals[] = { SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL, SIGQUIT };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(signals); i++) {
		struct pty pty;

		pty_start(&pty, die_of, signals[i]);
		pty_wait_ready(&pty);
		pty_wait_end(&pty);
		assert_given_back(&pty);
		assert_false(WIFEXITED(pty.status) && WEXITSTATUS(pty.status) == 0);
		if (WIFSIGNALED(pty.status)) /* not under a sanitizer, which exits */
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
	pty_wait_ready(&pty);
	pty_wait_end(&pty);
	assert_given_back(&pty);
	pty_free(&pty);
}

static void
terminal__is_given_back_by_its_end(void **state)
{
	struct pty pty;

	(void)state;
	pty_start(&pty, die_of_return, CLEAN);
	pty_wait_end(&pty);
	assert_given_back(&pty);
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
		pty_wait_ready(&pty);
		assert_int_equal(kill(pty.child, signals[i]), 0);
		pty_wait_end(&pty);
		assert_true(WIFEXITED(pty.status) && WEXITSTATUS(pty.status) == CLEAN);
		assert_given_back(&pty);
		pty_free(&pty);
	}
}

static void
new_size__reaches_the_loop(void **state)
{
	struct winsize size = { .ws_row = 33, .ws_col = 120 };
	struct pty pty;

	(void)state;
	pty_start(&pty, end_when_resized, SIGWINCH);
	pty_wait_ready(&pty);
	assert_int_equal(ioctl(pty.master, TIOCSWINSZ, &size), 0);
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
