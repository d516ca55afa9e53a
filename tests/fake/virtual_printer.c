/* SPDX-License-Identifier: Apache-2.0 */
/* A printer played by a thread. */
#include "tests/fake/virtual_printer.h"

#include "base/str.h"
#include "tests/fake/virtual_paper.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <termios.h>
#include <unistd.h>

enum { JOBS_MAX = 4 << 20, PATH_ROOM = 64, TARGET_ROOM = 96, QUESTION = 3 };

struct virtual_printer {
	enum virtual_link link;
	char folder[PATH_ROOM], target[TARGET_ROOM], setting[TARGET_ROOM];
	int port;
	int wake[2]; /* a byte: look again; closed: end */
	pthread_t thread;
	bool runs;
	pthread_mutex_t lock; /* over all below */
	struct virtual_habits habits;
	bool plugged, ends;
	int line;            /* the master, or who is connected; -1: none */
	int slave, listener; /* the slave stays open, as the device of a plugged-in printer does */
	struct buf jobs;
	size_t counted;                   /* bytes since the habits were set */
	unsigned char window[QUESTION];   /* the bytes of a question so far */
	size_t window_n;
	int finish_asked;
};

static void
drop(int *fd)
{
	if (*fd >= 0)
		(void)close(*fd);
	*fd = -1;
}

/* --- the cable ---------------------------------------------------------------------------------------------------- */

static void
path_of_device(const struct virtual_printer *p, char ret_path[PATH_ROOM])
{
	if (str_format(ret_path, PATH_ROOM, "%s/lp0", p->folder) != ST_OK)
		abort();
}

static void
pull(struct virtual_printer *p)
{
	char path[PATH_ROOM];

	if (p->link == VIRTUAL_DEVICE) {
		path_of_device(p, path);
		(void)unlink(path);
	}
	drop(&p->line);
	drop(&p->slave);
	drop(&p->listener);
	p->plugged = false;
	p->window_n = 0;
}

static enum status
open_device(struct virtual_printer *p)
{
	char path[PATH_ROOM], name[PATH_ROOM];
	struct termios raw;

	p->line = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
	if (p->line < 0 || grantpt(p->line) != 0 || unlockpt(p->line) != 0 ||
		ptsname_r(p->line, name, sizeof(name)) != 0)
		return status_from_errno(errno);
	p->slave = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC);
	if (p->slave < 0 || tcgetattr(p->slave, &raw) != 0)
		return status_from_errno(errno);
	cfmakeraw(&raw);
	path_of_device(p, path);
	if (tcsetattr(p->slave, TCSANOW, &raw) != 0 || symlink(name, path) != 0)
		return status_from_errno(errno);
	return str_format(p->target, sizeof(p->target), "escpos:%s", path);
}

static enum status
open_network(struct virtual_printer *p)
{
	struct sockaddr_in address = { .sin_family = AF_INET,
		.sin_port = htons((uint16_t)p->port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t n = sizeof(address);
	const int yes = 1;

	p->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (p->listener < 0 ||
		setsockopt(p->listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes)) != 0 ||
		bind(p->listener, (struct sockaddr *)&address, n) != 0 ||
		listen(p->listener, 4) != 0 ||
		getsockname(p->listener, (struct sockaddr *)&address, &n) != 0)
		return status_from_errno(errno);
	p->port = ntohs(address.sin_port);
	return str_format(p->target, sizeof(p->target), "escpos-tcp:127.0.0.1:%d", p->port);
}

static enum status
put_in(struct virtual_printer *p)
{
	enum status st = p->link == VIRTUAL_DEVICE ? open_device(p) : open_network(p);

	if (st == ST_OK)
		st = str_format(p->setting, sizeof(p->setting), "\"%s\"", p->target);
	if (st == ST_OK)
		p->plugged = true;
	else
		pull(p);
	return st;
}

/* --- what it says --------------------------------------------------------------------------------------------------- */

static bool
is_out(const struct virtual_printer *p)
{
	return p->habits.paper_out || (p->habits.paper > 0 && p->counted >= p->habits.paper);
}

static void
say(struct virtual_printer *p, const void *bytes, size_t n)
{
	ssize_t said = p->link == VIRTUAL_NETWORK ? send(p->line, bytes, n, MSG_NOSIGNAL)
						  : write(p->line, bytes, n);

	if (said < 0 && errno != EPIPE && errno != ECONNRESET && errno != EIO)
		abort();
}

static unsigned char
realtime(const struct virtual_printer *p, int question)
{
	const struct virtual_habits *h = &p->habits;
	bool out = is_out(p);

	switch (question) {
	case 1:
		return (unsigned char)(0x12 |
				       (h->offline || h->cover_open || out || h->fault ? 0x08 : 0));
	case 2:
		return (unsigned char)(0x12 | (h->cover_open ? 0x04 : 0) | (out ? 0x20 : 0) |
				       (h->fault ? 0x40 : 0));
	case 3:
		return (unsigned char)(0x12 | (h->fault ? 0x08 : 0));
	default:
		return (unsigned char)(0x12 | (h->paper_low ? 0x0c : 0) | (out ? 0x60 : 0));
	}
}

static void
say_unasked(struct virtual_printer *p)
{
	const unsigned char status[] = { 0x10, 0x00, 0x00, 0x0f };

	if (p->habits.rubbish)
		say(p, "\xff\x13\x11\x81", 4);
	if (p->habits.unasked)
		say(p, status, sizeof(status));
}

static void
answer(struct virtual_printer *p)
{
	unsigned char byte = p->window[2];
	bool sensor = p->window[0] == 0x1d;

	p->finish_asked += sensor;
	if (p->habits.mute)
		return;
	if (sensor && (p->habits.never_done || is_out(p)))
		return;
	if (!sensor && p->habits.two_answers && byte != 2 && byte != 4)
		return;
	say_unasked(p);
	byte = sensor ? (p->habits.paper_low ? 0x03 : 0x00) : realtime(p, byte);
	say(p, &byte, 1);
}

/* --- what it hears -------------------------------------------------------------------------------------------------- */

static void
take(struct virtual_printer *p, unsigned char byte)
{
	if (is_out(p))
		return;
	p->counted++;
	if (buf_add(&p->jobs, &byte, 1) != ST_OK)
		abort();
}

static bool
may_be_question(const struct virtual_printer *p)
{
	const unsigned char *w = p->window;

	if (p->window_n == 1)
		return w[0] == 0x10 || w[0] == 0x1d;
	return (w[0] == 0x10 && w[1] == 4) || (w[0] == 0x1d && w[1] == 'r');
}

static void
hear(struct virtual_printer *p, unsigned char byte)
{
	p->window[p->window_n++] = byte;
	if (p->window_n < QUESTION && may_be_question(p))
		return;
	if (p->window_n == QUESTION)
		answer(p);
	else
		for (size_t i = 0; i < p->window_n; i++)
			take(p, p->window[i]);
	p->window_n = 0;
}

static bool
is_time_to_unplug(const struct virtual_printer *p)
{
	return p->habits.unplug > 0 && p->counted >= p->habits.unplug;
}

/* One byte at a time, so that the cable can go at any of them. */
static void
read_line(struct virtual_printer *p)
{
	const int now = 1;
	unsigned char byte;
	ssize_t n = 1;

	if (p->link == VIRTUAL_NETWORK) /* tests need not wait 40 ms for an acknowledgement */
		(void)setsockopt(p->line, IPPROTO_TCP, TCP_QUICKACK, &now, sizeof(now));
	while (p->plugged && (n = read(p->line, &byte, 1)) == 1) {
		hear(p, byte);
		if (is_time_to_unplug(p))
			pull(p);
	}
	if (!p->plugged || (n < 0 && (errno == EAGAIN || errno == EINTR)))
		return;
	if (p->link == VIRTUAL_NETWORK && !p->habits.keeps_open)
		drop(&p->line);
}

static void
take_call(struct virtual_printer *p)
{
	int caller = accept4(p->listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);

	if (caller < 0)
		return;
	drop(&p->line);
	p->line = caller;
	p->window_n = 0;
}

/* A line that is at its end stays readable: it is not looked at while the printer keeps it open. */
static bool
ended(int line)
{
	char byte;

	return recv(line, &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 0;
}

static void *
run(void *arg)
{
	struct virtual_printer *p = arg;
	bool more = true;
	char woken[16];

	while (more) {
		struct pollfd fds[3] = { { .fd = p->wake[0], .events = POLLIN }, { .fd = -1 },
			{ .fd = -1 } };

		(void)pthread_mutex_lock(&p->lock);
		if (!p->habits.stuck)
			fds[1] = (struct pollfd){ .fd = p->line, .events = POLLIN };
		if (p->habits.keeps_open && p->line >= 0 && ended(p->line))
			fds[1].fd = -1;
		fds[2] = (struct pollfd){ .fd = p->listener, .events = POLLIN };
		(void)pthread_mutex_unlock(&p->lock);
		if (poll(fds, 3, -1) < 0 && errno != EINTR)
			return NULL;
		(void)pthread_mutex_lock(&p->lock);
		if (fds[0].revents && read(p->wake[0], woken, sizeof(woken)) < 0 && errno != EINTR)
			p->ends = true;
		if (fds[1].revents && p->line == fds[1].fd && !p->habits.stuck)
			read_line(p);
		if (fds[2].revents && p->listener == fds[2].fd)
			take_call(p);
		more = !p->ends;
		(void)pthread_mutex_unlock(&p->lock);
	}
	return NULL;
}

static void
wake(struct virtual_printer *p)
{
	if (write(p->wake[1], "", 1) != 1)
		abort();
}

/* --- for who plays with it ------------------------------------------------------------------------------------------ */

enum status
virtual_printer_new(enum virtual_link link, struct virtual_printer **ret_printer)
{
	struct virtual_printer *p = calloc(1, sizeof(*p));
	enum status st = ST_OK;

	if (p == NULL)
		return ST_NO_MEMORY;
	p->link = link;
	p->wake[0] = p->wake[1] = p->line = p->slave = p->listener = -1;
	buf_init(&p->jobs, JOBS_MAX);
	(void)pthread_mutex_init(&p->lock, NULL);
	if (str_copy(p->folder, sizeof(p->folder), "/tmp/printer.XXXXXX") != ST_OK ||
		mkdtemp(p->folder) == NULL || pipe2(p->wake, O_CLOEXEC) != 0)
		st = status_from_errno(errno);
	if (st == ST_OK)
		st = put_in(p);
	if (st == ST_OK && pthread_create(&p->thread, NULL, run, p) == 0)
		p->runs = true;
	if (!p->runs) {
		virtual_printer_free(p);
		return st == ST_OK ? ST_NO_MEMORY : st;
	}
	*ret_printer = p;
	return ST_OK;
}

void
virtual_printer_free(struct virtual_printer *p)
{
	if (p == NULL)
		return;
	if (p->runs) {
		(void)pthread_mutex_lock(&p->lock);
		p->ends = true;
		(void)pthread_mutex_unlock(&p->lock);
		wake(p);
		(void)pthread_join(p->thread, NULL);
	}
	pull(p);
	drop(&p->wake[0]);
	drop(&p->wake[1]);
	(void)rmdir(p->folder);
	(void)pthread_mutex_destroy(&p->lock);
	buf_free(&p->jobs);
	free(p);
}

const char *
virtual_printer_target(const struct virtual_printer *p)
{
	return p->target;
}

const char *
virtual_printer_setting(const struct virtual_printer *p)
{
	return p->setting;
}

int
virtual_printer_port(const struct virtual_printer *p)
{
	return p->port;
}

void
virtual_printer_set(struct virtual_printer *p, const struct virtual_habits *habits)
{
	(void)pthread_mutex_lock(&p->lock);
	p->habits = *habits;
	p->counted = 0;
	(void)pthread_mutex_unlock(&p->lock);
	wake(p);
}

void
virtual_printer_unplug(struct virtual_printer *p)
{
	(void)pthread_mutex_lock(&p->lock);
	pull(p);
	(void)pthread_mutex_unlock(&p->lock);
	wake(p);
}

enum status
virtual_printer_plug(struct virtual_printer *p)
{
	enum status st = ST_OK;

	(void)pthread_mutex_lock(&p->lock);
	if (!p->plugged)
		st = put_in(p);
	(void)pthread_mutex_unlock(&p->lock);
	wake(p);
	return st;
}

size_t
virtual_printer_printed(struct virtual_printer *p)
{
	size_t n;

	(void)pthread_mutex_lock(&p->lock);
	n = p->jobs.len;
	(void)pthread_mutex_unlock(&p->lock);
	return n;
}

enum status
virtual_printer_read(struct virtual_printer *p, size_t from, struct buf *ret_bytes)
{
	enum status st = ST_OK;

	(void)pthread_mutex_lock(&p->lock);
	if (from < p->jobs.len)
		st = buf_add(ret_bytes, p->jobs.data + from, p->jobs.len - from);
	(void)pthread_mutex_unlock(&p->lock);
	return st;
}

enum status
virtual_printer_text(struct virtual_printer *p, size_t from, struct buf *ret_text)
{
	enum status st = ST_OK;

	(void)pthread_mutex_lock(&p->lock);
	if (from < p->jobs.len)
		st = virtual_paper_text(p->jobs.data + from, p->jobs.len - from, ret_text);
	(void)pthread_mutex_unlock(&p->lock);
	return st;
}

int
virtual_printer_finish_asked(struct virtual_printer *p)
{
	int n;

	(void)pthread_mutex_lock(&p->lock);
	n = p->finish_asked;
	(void)pthread_mutex_unlock(&p->lock);
	return n;
}
