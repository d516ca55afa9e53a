/* SPDX-License-Identifier: Apache-2.0 */
/* A printer played by a thread. */
#include "tests/e2e/printer.h"

#include "base/str.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

enum { PAPER_MAX = 1 << 20, ROLL_END = 0x60, OFFLINE_PAPER = 0x20, REALTIME = 0x12 };

struct rig_printer {
	int master, slave; /* the slave stays open, as the device of a plugged-in printer does */
	int stop[2];
	char target[96];
	pthread_t thread;
	bool runs;
	pthread_mutex_t lock; /* over all below */
	struct buf paper;
	bool endless, finishes;
	size_t left;             /* of a roll that ends */
	unsigned char window[3]; /* the bytes of a question so far */
	int window_n;
};

static bool
is_out(const struct rig_printer *p)
{
	return !p->endless && p->left == 0;
}

static void
reply(const struct rig_printer *p, unsigned char byte)
{
	if (write(p->master, &byte, 1) != 1)
		abort();
}

static void
answer(struct rig_printer *p)
{
	const unsigned char *q = p->window;

	if (q[0] == 0x1d) {
		if (p->finishes && !is_out(p))
			reply(p, 0);
	} else {
		unsigned char out = q[2] == 2 ? OFFLINE_PAPER : ROLL_END;

		reply(p, (unsigned char)(REALTIME | (is_out(p) ? out : 0)));
	}
}

static void
print_byte(struct rig_printer *p, unsigned char byte)
{
	if (is_out(p))
		return;
	if (!p->endless)
		p->left--;
	if (buf_add(&p->paper, &byte, 1) != ST_OK)
		abort();
}

static void
hear(struct rig_printer *p, unsigned char byte)
{
	unsigned char *q = p->window;

	q[p->window_n++] = byte;
	if (p->window_n == 1 && (byte == 0x10 || byte == 0x1d))
		return;
	if (p->window_n == 2 &&
		((q[0] == 0x10 && byte == 4) || (q[0] == 0x1d && byte == 'r')))
		return;
	if (p->window_n == 3)
		answer(p);
	else
		for (int i = 0; i < p->window_n; i++)
			print_byte(p, q[i]);
	p->window_n = 0;
}

static void *
run(void *arg)
{
	struct rig_printer *p = arg;
	struct pollfd fds[] = {
		{ .fd = p->master,  .events = POLLIN },
		{ .fd = p->stop[0], .events = POLLIN },
	};
	unsigned char bytes[256];

	while (poll(fds, 2, -1) > 0 && fds[1].revents == 0) {
		ssize_t n = read(p->master, bytes, sizeof(bytes));

		if (n <= 0 && errno != EINTR)
			return NULL;
		(void)pthread_mutex_lock(&p->lock);
		for (ssize_t i = 0; i < n; i++)
			hear(p, bytes[i]);
		(void)pthread_mutex_unlock(&p->lock);
	}
	return NULL;
}

static enum status
open_pty(struct rig_printer *p)
{
	char path[64];
	struct termios raw;

	p->master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
	if (p->master < 0 || grantpt(p->master) != 0 || unlockpt(p->master) != 0 ||
		ptsname_r(p->master, path, sizeof(path)) != 0)
		return status_from_errno(errno);
	p->slave = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC);
	if (p->slave < 0 || tcgetattr(p->slave, &raw) != 0)
		return status_from_errno(errno);
	cfmakeraw(&raw);
	if (tcsetattr(p->slave, TCSANOW, &raw) != 0 || pipe2(p->stop, O_CLOEXEC) != 0)
		return status_from_errno(errno);
	return str_format(p->target, sizeof(p->target), "\"escpos:%s\"", path);
}

enum status
rig_printer_new(struct rig_printer **ret_printer)
{
	struct rig_printer *p = calloc(1, sizeof(*p));
	enum status st;

	if (p == NULL)
		return ST_NO_MEMORY;
	p->master = p->slave = p->stop[0] = p->stop[1] = -1;
	p->endless = p->finishes = true;
	buf_init(&p->paper, PAPER_MAX);
	(void)pthread_mutex_init(&p->lock, NULL);
	st = open_pty(p);
	if (st == ST_OK)
		p->runs = pthread_create(&p->thread, NULL, run, p) == 0;
	if (st == ST_OK && p->runs) {
		*ret_printer = p;
		return ST_OK;
	}
	rig_printer_free(p);
	return st == ST_OK ? ST_NO_MEMORY : st;
}

void
rig_printer_free(struct rig_printer *p)
{
	if (p == NULL)
		return;
	if (p->runs && (write(p->stop[1], "", 1) != 1 || pthread_join(p->thread, NULL) != 0))
		abort();
	for (int i = 0; i < 2; i++)
		if (p->stop[i] >= 0)
			(void)close(p->stop[i]);
	if (p->slave >= 0)
		(void)close(p->slave);
	if (p->master >= 0)
		(void)close(p->master);
	(void)pthread_mutex_destroy(&p->lock);
	buf_free(&p->paper);
	free(p);
}

const char *
rig_printer_target(const struct rig_printer *p)
{
	return p->target;
}

void
rig_printer_paper(struct rig_printer *p, size_t bytes)
{
	(void)pthread_mutex_lock(&p->lock);
	p->endless = false;
	p->left = bytes;
	(void)pthread_mutex_unlock(&p->lock);
}

void
rig_printer_fill(struct rig_printer *p)
{
	(void)pthread_mutex_lock(&p->lock);
	p->endless = true;
	(void)pthread_mutex_unlock(&p->lock);
}

void
rig_printer_finishes(struct rig_printer *p, bool finishes)
{
	(void)pthread_mutex_lock(&p->lock);
	p->finishes = finishes;
	(void)pthread_mutex_unlock(&p->lock);
}

enum status
rig_printer_read(struct rig_printer *p, size_t from, struct buf *ret_bytes)
{
	enum status st = ST_OK;

	(void)pthread_mutex_lock(&p->lock);
	if (from < p->paper.len)
		st = buf_add(ret_bytes, p->paper.data + from, p->paper.len - from);
	(void)pthread_mutex_unlock(&p->lock);
	return st;
}

size_t
rig_printer_printed(struct rig_printer *p)
{
	size_t n;

	(void)pthread_mutex_lock(&p->lock);
	n = p->paper.len;
	(void)pthread_mutex_unlock(&p->lock);
	return n;
}
