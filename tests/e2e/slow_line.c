/* SPDX-License-Identifier: Apache-2.0 */
/* Segments with the time they are due, in queues that the line's rate fills and one poll empties. */
#include "tests/e2e/slow_line.h"

#include "base/array.h"
#include "base/loop.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
	PAIRS_MAX = 16,
	SEGMENT = 1448,
	QUEUED_MAX = 16, /* segments the line's own buffer holds; then the sender is held up */
	IDLE_MS = 1000,
};

struct segment {
	struct segment *next;
	int64_t due_ms;
	size_t n; /* 0: the sender has closed */
	char bytes[SEGMENT];
};

/* One direction of one connection. */
struct way {
	int from, to;
	struct segment *first, **last;
	int queued;
	int64_t due_ms; /* of the last one: TCP keeps the order */
	bool ended;     /* nothing more is read */
};

struct pair {
	bool open;
	int64_t ready_ms; /* when the connection stands */
	struct way up, down;
};

struct slow_line {
	struct line_shape shape;
	pthread_t thread;
	int listener, stop, port, to;
	int64_t free_us[2]; /* when the line has room again: up, down */
	uint32_t chance;
	pthread_mutex_t lock; /* guards carried */
	struct line_carried carried;
	struct pair pairs[PAIRS_MAX];
};

/* --- sockets ---------------------------------------------------------------------------------------------------- */

static struct sockaddr_in
loopback(int port)
{
	return (struct sockaddr_in){ .sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
		.sin_port = htons((unsigned short)port) };
}

static int
connect_to(int port)
{
	struct sockaddr_in address = loopback(port);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), one = 1;

	if (fd >= 0 && connect(fd, (struct sockaddr *)&address, sizeof(address)) == 0 &&
		setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one)) == 0)
		return fd;
	if (fd >= 0)
		(void)close(fd);
	return -1;
}

/* A small room: what the kernel took in at once would have left the line's hands. */
static enum status
listen_small(int *ret_fd, int *ret_port)
{
	struct sockaddr_in address = loopback(0);
	socklen_t n = sizeof(address);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), room = 4096;

	if (fd < 0 || setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &room, sizeof(room)) != 0 ||
		bind(fd, (struct sockaddr *)&address, sizeof(address)) != 0 ||
		listen(fd, PAIRS_MAX) != 0 ||
		getsockname(fd, (struct sockaddr *)&address, &n) != 0) {
		enum status st = status_from_errno(errno);

		if (fd >= 0)
			(void)close(fd);
		return st;
	}
	*ret_fd = fd;
	*ret_port = ntohs(address.sin_port);
	return ST_OK;
}

static bool
send_all(int fd, const char *bytes, size_t n)
{
	while (n > 0) {
		ssize_t sent = send(fd, bytes, n, MSG_NOSIGNAL);

		if (sent <= 0)
			return false;
		bytes += sent;
		n -= (size_t)sent;
	}
	return true;
}

/* --- the line --------------------------------------------------------------------------------------------------- */

/* The same losses in every run. */
static bool
is_lost(struct slow_line *line)
{
	line->chance = line->chance * 1664525 + 1013904223;
	return (int)((line->chance >> 8) % 100) < line->shape.loss_percent;
}

/* A sender that hears nothing waits a round trip and a half before it sends again. */
static int64_t
time_due(struct slow_line *line, const struct pair *pair, bool up, size_t n, bool *ret_lost)
{
	int64_t now_us = loop_now_ms() * 1000, *free_us = &line->free_us[up ? 0 : 1], due_ms;
	const struct way *way = up ? &pair->up : &pair->down;

	if (now_us < pair->ready_ms * 1000)
		now_us = pair->ready_ms * 1000;
	if (*free_us < now_us)
		*free_us = now_us;
	*free_us += (int64_t)n * 8 * 1000000 / line->shape.bits_per_s;
	due_ms = *free_us / 1000 + line->shape.round_trip_ms / 2;
	*ret_lost = n > 0 && is_lost(line);
	if (*ret_lost)
		due_ms += line->shape.round_trip_ms * 3 / 2;
	return due_ms > way->due_ms ? due_ms : way->due_ms;
}

static void
count(struct slow_line *line, bool up, size_t n, bool lost)
{
	(void)pthread_mutex_lock(&line->lock);
	line->carried.segments += n > 0;
	line->carried.lost += lost;
	*(up ? &line->carried.up : &line->carried.down) += (long)n;
	(void)pthread_mutex_unlock(&line->lock);
}

static void
take_in(struct slow_line *line, struct pair *pair, bool up)
{
	struct way *way = up ? &pair->up : &pair->down;
	struct segment *segment = calloc(1, sizeof(*segment));
	bool lost = false;
	ssize_t n;

	if (segment == NULL)
		abort();
	n = recv(way->from, segment->bytes, sizeof(segment->bytes), 0);
	segment->n = n > 0 ? (size_t)n : 0;
	way->ended = n <= 0;
	way->due_ms = segment->due_ms = time_due(line, pair, up, segment->n, &lost);
	*way->last = segment;
	way->last = &segment->next;
	way->queued++;
	count(line, up, segment->n, lost);
}

static void
way_init(struct way *way, int from, int to)
{
	*way = (struct way){ .from = from, .to = to };
	way->last = &way->first;
}

static void
way_clear(struct way *way)
{
	while (way->first != NULL) {
		struct segment *segment = way->first;

		way->first = segment->next;
		free(segment);
	}
}

static void
pair_close(struct pair *pair)
{
	(void)close(pair->up.from);
	(void)close(pair->up.to);
	way_clear(&pair->up);
	way_clear(&pair->down);
	pair->open = false;
}

/* False: the connection has ended. */
static bool
let_out(struct way *way, int64_t now_ms)
{
	while (way->first != NULL && way->first->due_ms <= now_ms) {
		struct segment *segment = way->first;
		bool goes_on = segment->n > 0 && send_all(way->to, segment->bytes, segment->n);

		way->first = segment->next;
		if (way->first == NULL)
			way->last = &way->first;
		way->queued--;
		free(segment);
		if (!goes_on)
			return false;
	}
	return true;
}

static void
pair_accept(struct slow_line *line)
{
	int client = accept4(line->listener, NULL, NULL, SOCK_CLOEXEC), one = 1;
	int server = client < 0 ? -1 : connect_to(line->to);

	for (size_t i = 0; server >= 0 && i < PAIRS_MAX; i++) {
		struct pair *pair = &line->pairs[i];

		if (pair->open)
			continue;
		(void)setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
		way_init(&pair->up, client, server);
		way_init(&pair->down, server, client);
		pair->ready_ms = loop_now_ms() + line->shape.round_trip_ms;
		pair->open = true;
		(void)pthread_mutex_lock(&line->lock);
		line->carried.connections++;
		(void)pthread_mutex_unlock(&line->lock);
		return;
	}
	if (client >= 0)
		(void)close(client);
	if (server >= 0)
		(void)close(server);
}

/* --- the thread ------------------------------------------------------------------------------------------------- */

static void
watch(struct pollfd *fd, const struct pair *pair, const struct way *way)
{
	bool room = pair->open && !way->ended && way->queued < QUEUED_MAX;

	*fd = (struct pollfd){ .fd = room ? way->from : -1, .events = POLLIN };
}

static int
wait_ms(const struct slow_line *line)
{
	int64_t now_ms = loop_now_ms(), next_ms = now_ms + IDLE_MS;

	for (size_t i = 0; i < PAIRS_MAX; i++) {
		const struct segment *firsts[] = { line->pairs[i].up.first,
			line->pairs[i].down.first };

		for (size_t j = 0; line->pairs[i].open && j < ARRAY_LEN(firsts); j++)
			if (firsts[j] != NULL && firsts[j]->due_ms < next_ms)
				next_ms = firsts[j]->due_ms;
	}
	return next_ms > now_ms ? (int)(next_ms - now_ms) : 0;
}

static void *
run(void *ctx)
{
	struct slow_line *line = ctx;
	struct pollfd fds[2 + 2 * PAIRS_MAX];

	for (;;) {
		fds[0] = (struct pollfd){ .fd = line->stop, .events = POLLIN };
		fds[1] = (struct pollfd){ .fd = line->listener, .events = POLLIN };
		for (size_t i = 0; i < PAIRS_MAX; i++) {
			watch(&fds[2 + 2 * i], &line->pairs[i], &line->pairs[i].up);
			watch(&fds[3 + 2 * i], &line->pairs[i], &line->pairs[i].down);
		}
		if (poll(fds, ARRAY_LEN(fds), wait_ms(line)) < 0 && errno != EINTR)
			return NULL;
		if (fds[0].revents != 0)
			return NULL;
		for (size_t i = 0; i < PAIRS_MAX; i++) {
			struct pair *pair = &line->pairs[i];

			if (fds[2 + 2 * i].revents != 0)
				take_in(line, pair, true);
			if (fds[3 + 2 * i].revents != 0)
				take_in(line, pair, false);
			if (pair->open && (!let_out(&pair->up, loop_now_ms()) ||
						  !let_out(&pair->down, loop_now_ms())))
				pair_close(pair);
		}
		if (fds[1].revents != 0)
			pair_accept(line);
	}
}

enum status
slow_line_new(const struct line_shape *shape, struct slow_line **ret_line)
{
	struct slow_line *line = calloc(1, sizeof(*line));
	enum status st;

	if (line == NULL)
		return ST_NO_MEMORY;
	line->shape = *shape;
	line->chance = 7;
	st = listen_small(&line->listener, &line->port);
	if (st != ST_OK)
		goto out;
	line->stop = eventfd(0, EFD_CLOEXEC);
	if (line->stop < 0 || pthread_mutex_init(&line->lock, NULL) != 0 ||
		pthread_create(&line->thread, NULL, run, line) != 0) {
		st = ST_NO_MEMORY;
		(void)close(line->listener);
		goto out;
	}
	*ret_line = line;
	return ST_OK;
out:
	free(line);
	return st;
}

void
slow_line_free(struct slow_line *line)
{
	if (line == NULL)
		return;
	(void)eventfd_write(line->stop, 1);
	(void)pthread_join(line->thread, NULL);
	for (size_t i = 0; i < PAIRS_MAX; i++)
		if (line->pairs[i].open)
			pair_close(&line->pairs[i]);
	(void)close(line->listener);
	(void)close(line->stop);
	(void)pthread_mutex_destroy(&line->lock);
	free(line);
}

int
slow_line_port(const struct slow_line *line)
{
	return line->port;
}

void
slow_line_to(struct slow_line *line, int port)
{
	line->to = port;
}

struct line_carried
slow_line_carried(struct slow_line *line)
{
	struct line_carried ret;

	(void)pthread_mutex_lock(&line->lock);
	ret = line->carried;
	(void)pthread_mutex_unlock(&line->lock);
	return ret;
}
