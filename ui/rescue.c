/* SPDX-License-Identifier: Apache-2.0 */
/* Gives the terminal back on every death. Signal handlers can reach nothing but statics:
 * hence the one below. */
#include "ui/rescue.h"

#include "base/array.h"
#include "base/str.h"

#include <curses.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <term.h>
#include <termios.h>
#include <unistd.h>

enum { SEQUENCE_ROOM = 256, STACK_BYTES = 64 * 1024 };

static const int ending[] = { SIGTERM, SIGHUP, SIGINT };
static const int deadly[] = { SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL, SIGTRAP, SIGSYS,
	SIGQUIT };
static const int resizing[] = { SIGWINCH };
static const int unwanted[] = { SIGTSTP, SIGTTIN, SIGTTOU }; /* a kiosk is not to be stopped */

enum {
	SIGNALS = ARRAY_LEN(ending) + ARRAY_LEN(deadly) + ARRAY_LEN(resizing) +
		  ARRAY_LEN(unwanted)
};

static struct rescue {
	int fd;
	struct termios settings;
	char sequence[SEQUENCE_ROOM];
	size_t sequence_n;
	int pipe[2];
	struct {
		int signal;
		struct sigaction before;
	} taken[SIGNALS];
	size_t taken_n;
	char *stack; /* for handlers, when the own one is full; owned */
	volatile sig_atomic_t armed, end, resize;
} rescue = { .fd = -1, .pipe = { -1, -1 } };

/* Async-signal-safe, as all that runs in a handler. */
static void
give_back(void)
{
	size_t done = 0;

	if (!rescue.armed)
		return;
	rescue.armed = 0;
	while (done < rescue.sequence_n) {
		ssize_t n = write(rescue.fd, rescue.sequence + done, rescue.sequence_n - done);

		if (n < 0 && errno != EINTR)
			break;
		done += n > 0 ? (size_t)n : 0;
	}
	(void)tcsetattr(rescue.fd, TCSANOW, &rescue.settings); /* nobody left to tell */
}

static void
wake(void)
{
	int error = errno;

	if (write(rescue.pipe[1], "", 1) < 0)
		errno = error; /* full: the loop has enough to wake it */
	errno = error;
}

static void
on_ending(int signal)
{
	rescue.end = signal;
	wake();
}

static void
on_resizing(int signal)
{
	(void)signal;
	rescue.resize = 1;
	wake();
}

/* Gives back, then dies of the same signal in the hands of whoever had it before. */
static void
on_deadly(int signal)
{
	give_back();
	for (size_t i = 0; i < rescue.taken_n; i++)
		if (rescue.taken[i].signal == signal)
			(void)sigaction(signal, &rescue.taken[i].before, NULL);
	(void)raise(signal);
}

static enum status
take(const int *signals, size_t n, void (*handler)(int), int flags)
{
	struct sigaction action = { .sa_handler = handler, .sa_flags = flags };

	(void)sigemptyset(&action.sa_mask);
	for (size_t i = 0; i < n; i++) {
		if (sigaction(signals[i], &action, &rescue.taken[rescue.taken_n].before) != 0)
			return status_from_errno(errno);
		rescue.taken[rescue.taken_n++].signal = signals[i];
	}
	return ST_OK;
}

static enum status
take_all(void)
{
	enum status st = take(ending, ARRAY_LEN(ending), on_ending, SA_RESTART);

	if (st == ST_OK)
		st = take(resizing, ARRAY_LEN(resizing), on_resizing, SA_RESTART);
	if (st == ST_OK)
		st = take(deadly, ARRAY_LEN(deadly), on_deadly, SA_ONSTACK | SA_NODEFER);
	if (st == ST_OK)
		st = take(unwanted, ARRAY_LEN(unwanted), SIG_IGN, 0);
	return st;
}

static int
keep(int ch)
{
	if (rescue.sequence_n < sizeof(rescue.sequence))
		rescue.sequence[rescue.sequence_n++] = (char)ch;
	return ch;
}

/* Leaves attributes, the other screen and the hidden cursor, in that order: some terminals hide it anew on leaving,
 * where it was hidden when curses last saved it. */
static void
keep_sequences(void)
{
	static const char *const names[] = { "sgr0", "op", "rmcup", "cnorm" };

	rescue.sequence_n = 0;
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		const char *sequence = tigetstr(names[i]);

		if (sequence != NULL && sequence != (const char *)-1)
			(void)tputs(sequence, 1, keep); /* ERR: an empty one */
	}
}

static enum status
make_stack(void)
{
	stack_t stack = { .ss_size = STACK_BYTES };

	if (rescue.stack == NULL)
		rescue.stack = malloc(STACK_BYTES);
	if (rescue.stack == NULL)
		return ST_NO_MEMORY;
	stack.ss_sp = rescue.stack;
	return sigaltstack(&stack, NULL) == 0 ? ST_OK : status_from_errno(errno);
}

enum status
rescue_prepare(int fd)
{
	if (!isatty(fd) || tcgetattr(fd, &rescue.settings) != 0)
		return ST_UNSUPPORTED;
	rescue.fd = fd;
	return ST_OK;
}

static enum status
register_at_exit(void)
{
	static bool registered;

	if (!registered && atexit(give_back) != 0)
		return ST_NO_MEMORY;
	registered = true;
	return ST_OK;
}

enum status
rescue_begin(int *ret_fd)
{
	enum status st;

	keep_sequences();
	rescue.end = rescue.resize = 0;
	rescue.armed = 1;
	if (pipe2(rescue.pipe, O_CLOEXEC | O_NONBLOCK) != 0)
		return status_from_errno(errno);
	st = register_at_exit();
	if (st == ST_OK)
		st = make_stack();
	if (st == ST_OK)
		st = take_all();
	if (st == ST_OK)
		*ret_fd = rescue.pipe[0];
	return st;
}

void
rescue_signals(struct rescue_news *ret_news)
{
	char drained[64];

	while (read(rescue.pipe[0], drained, sizeof(drained)) > 0)
		;
	ret_news->end = rescue.end;
	ret_news->resize = rescue.resize;
	rescue.end = rescue.resize = 0;
}

static void
drop_stack(void)
{
	stack_t none = { .ss_flags = SS_DISABLE };

	if (rescue.stack && sigaltstack(&none, NULL) == 0) {
		free(rescue.stack);
		rescue.stack = NULL;
	}
}

void
rescue_end(void)
{
	give_back();
	while (rescue.taken_n > 0) {
		rescue.taken_n--;
		(void)sigaction(rescue.taken[rescue.taken_n].signal,
			&rescue.taken[rescue.taken_n].before, NULL); /* was accepted before */
	}
	for (int i = 0; i < 2; i++) {
		if (rescue.pipe[i] >= 0)
			(void)close(rescue.pipe[i]);
		rescue.pipe[i] = -1;
	}
	drop_stack();
}
