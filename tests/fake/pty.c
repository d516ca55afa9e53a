/* SPDX-License-Identifier: Apache-2.0 */
/* A pseudo terminal around a forked function. */
#include "tests/fake/pty.h"

#include "base/array.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { BUDGET_MS = 20000, OUTPUT_CEILING = 1 << 20, BROKEN = 97, RETURNED = 96 };

static void
become_child(struct pty *pty, int slave, void (*life)(int), int argument)
{
	static const int deadly[] = { SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL, SIGSYS };

	for (size_t i = 0; i < ARRAY_LEN(deadly); i++)
		(void)signal(deadly[i], SIG_DFL); /* CMocka would jump back into its tests */
	(void)close(pty->master);
	if (setsid() < 0 || ioctl(slave, TIOCSCTTY, 0) != 0)
		_exit(BROKEN);
	for (int fd = 0; fd < 3; fd++)
		if (dup2(slave, fd) < 0)
			_exit(BROKEN);
	if (slave > 2)
		(void)close(slave);
	life(argument);
	_exit(RETURNED);
}

void
pty_start(struct pty *pty, void (*life)(int argument), int argument)
{
	struct winsize size = { .ws_row = 22, .ws_col = 80 };
	int slave;

	*pty = (struct pty){ 0 };
	buf_init(&pty->output, OUTPUT_CEILING);
	assert_int_equal(openpty(&pty->master, &slave, NULL, NULL, &size), 0);
	assert_int_equal(tcgetattr(pty->master, &pty->before), 0);
	pty->child = fork();
	assert_true(pty->child >= 0);
	if (pty->child == 0)
		become_child(pty, slave, life, argument);
	assert_int_equal(close(slave), 0); /* so that its end is the end of the output */
}

void
pty_type(struct pty *pty, const char *bytes)
{
	size_t n = strlen(bytes);

	assert_int_equal(write(pty->master, bytes, n), n);
}

void
pty_resize(struct pty *pty, int columns, int rows)
{
	struct winsize size = { .ws_row = (unsigned short)rows,
		.ws_col = (unsigned short)columns };

	assert_int_equal(ioctl(pty->master, TIOCSWINSZ, &size), 0);
}

/* One piece of output into the buffer; false: the child has let go of the terminal. */
static bool
read_piece(struct pty *pty)
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

void
pty_wait_text(struct pty *pty, const char *text)
{
	while (strstr(pty->output.data, text) == NULL)
		if (!read_piece(pty))
			fail_msg("ended without writing \"%s\"", text);
}

void
pty_wait_end(struct pty *pty)
{
	while (read_piece(pty))
		;
	assert_int_equal(waitpid(pty->child, &pty->status, 0), pty->child);
}

void
pty_assert_given_back(struct pty *pty, const char *after)
{
	const char *taken = strstr(pty->output.data, after);
	struct termios now;

	assert_non_null(taken);
	assert_non_null(strstr(taken, PTY_LEAVE_SCREEN));
	assert_non_null(strstr(taken, PTY_SHOW_CURSOR));
	assert_int_equal(tcgetattr(pty->master, &now), 0); /* of the whole pair */
	assert_int_equal(now.c_lflag, pty->before.c_lflag);
	assert_int_equal(now.c_iflag, pty->before.c_iflag);
	assert_int_equal(now.c_oflag, pty->before.c_oflag);
}

void
pty_free(struct pty *pty)
{
	if (pty->master >= 0)
		(void)close(pty->master);
	buf_free(&pty->output);
}
