/* SPDX-License-Identifier: Apache-2.0 */
/* Pairs of sockets in one poll, on a thread of their own. */
#include "tests/fault/street.h"

#include "base/array.h"
#include "base/loop.h"
#include "tests/fault/must.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

enum { PAIRS_MAX = 16, FILL = 4, QUEUE = 64, CHUNK = 16384, TRICKLE_MS = 1000 };

struct pair {
	int client, server; /* -1: free */
	bool unheard;       /* half-open from here on: the far end is not heard of any more */
};

struct street {
	pthread_t thread;
	pthread_mutex_t
		mutex; /* guards what follows; the thread lets go of it while it waits */
	enum weather weather;
	int to_port;
	int listener;   /* -1: nobody listens */
	int fill[FILL]; /* what fills the queue; -1 */
	struct pair pair[PAIRS_MAX];
	int64_t trickle_ms; /* when the next byte goes */
	bool over;
	int wake;
	int holder, port; /* bound, never listening: the port stays ours */
};

/* --- sockets ------------------------------------------------------------------------------------------------------ */

static struct sockaddr_in
loopback(int port)
{
	return (struct sockaddr_in){ .sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
		.sin_port = htons((unsigned short)port) };
}

static void
send_at_once(int fd)
{
	int one = 1;

	(void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
}

static int
connect_to(int port, int flags)
{
	struct sockaddr_in address = loopback(port);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | flags, 0);

	MUST(fd >= 0);
	if (connect(fd, (struct sockaddr *)&address, sizeof(address)) == 0 ||
		errno == EINPROGRESS)
		return fd;
	(void)close(fd);
	return -1;
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

/* --- one connection ----------------------------------------------------------------------------------------------- */

static void
pair_close(struct pair *pair)
{
	if (pair->client >= 0)
		(void)close(pair->client);
	if (pair->server >= 0)
		(void)close(pair->server);
	*pair = (struct pair){ .client = -1, .server = -1 };
}

static void
pair_open(struct street *street)
{
	int client = accept4(street->listener, NULL, NULL, SOCK_CLOEXEC);
	struct pair *free_pair = NULL;

	if (client < 0)
		return;
	for (size_t i = 0; i < PAIRS_MAX && free_pair == NULL; i++)
		if (street->pair[i].client < 0)
			free_pair = &street->pair[i];
	MUST(free_pair != NULL);
	*free_pair =
		(struct pair){ .client = client, .server = connect_to(street->to_port, 0) };
	if (free_pair->server < 0) {
		pair_close(free_pair);
		return;
	}
	send_at_once(client);
	send_at_once(free_pair->server);
}

/* At most n bytes, and what is there at once. */
static void
pass_on(struct pair *pair, bool up, size_t n)
{
	int from = up ? pair->client : pair->server, to = up ? pair->server : pair->client;
	char chunk[CHUNK];
	ssize_t got = recv(from, chunk, n, MSG_DONTWAIT);

	if (got < 0 && errno == EAGAIN)
		return;
	if (!up && pair->unheard) {
		if (got <= 0) {
			(void)close(pair->server);
			pair->server = -1;
		}
		return;
	}
	if (got > 0 && pair->unheard && to < 0)
		return;
	if (got <= 0 || !send_all(to, chunk, (size_t)got))
		pair_close(pair);
}

/* --- the thread --------------------------------------------------------------------------------------------------- */

static void
trickle(struct street *street)
{
	if (loop_now_ms() < street->trickle_ms)
		return;
	street->trickle_ms = loop_now_ms() + TRICKLE_MS;
	for (size_t i = 0; i < PAIRS_MAX; i++)
		for (int up = 0; up < 2 && street->pair[i].client >= 0; up++)
			pass_on(&street->pair[i], up, 1);
}

/* Fills 2 + 2 * PAIRS_MAX; a descriptor that is not looked at is -1. */
static void
look_at(const struct street *street, struct pollfd *fds)
{
	bool takes = street->weather == WEATHER_FAIR || street->weather == WEATHER_HALF_OPEN ||
		     street->weather == WEATHER_TRICKLE;
	bool passes = takes && street->weather != WEATHER_TRICKLE;

	fds[0] = (struct pollfd){ .fd = street->wake, .events = POLLIN };
	fds[1] = (struct pollfd){ .fd = takes ? street->listener : -1, .events = POLLIN };
	for (size_t i = 0; i < PAIRS_MAX; i++) {
		fds[2 + 2 * i] = (struct pollfd){ .fd = passes ? street->pair[i].client : -1,
			.events = POLLIN };
		fds[3 + 2 * i] = (struct pollfd){ .fd = passes ? street->pair[i].server : -1,
			.events = POLLIN };
	}
}

static void
take_turn(struct street *street, const struct pollfd *fds)
{
	eventfd_t n;

	if (fds[0].revents != 0)
		(void)eventfd_read(street->wake, &n);
	if (street->weather == WEATHER_TRICKLE)
		trickle(street);
	for (size_t i = 0; i < 2 * PAIRS_MAX; i++) {
		struct pair *pair = &street->pair[i / 2];
		int fd = i % 2 == 0 ? pair->client : pair->server;

		/* the weather may have changed the pair meanwhile */
		if (fds[2 + i].revents != 0 && fds[2 + i].fd == fd && fd >= 0) {
			pair->unheard |= street->weather == WEATHER_HALF_OPEN;
			pass_on(pair, i % 2 == 0, CHUNK);
		}
	}
	if (fds[1].revents != 0)
		pair_open(street);
}

static void *
run(void *ctx)
{
	struct street *street = ctx;
	struct pollfd fds[2 + 2 * PAIRS_MAX];

	(void)pthread_mutex_lock(&street->mutex);
	while (!street->over) {
		int wait_ms = street->weather == WEATHER_TRICKLE ? TRICKLE_MS / 4 : -1;

		look_at(street, fds);
		(void)pthread_mutex_unlock(&street->mutex);
		MUST(poll(fds, ARRAY_LEN(fds), wait_ms) >= 0 || errno == EINTR);
		(void)pthread_mutex_lock(&street->mutex);
		take_turn(street, fds);
	}
	(void)pthread_mutex_unlock(&street->mutex);
	return NULL;
}

/* --- weather ------------------------------------------------------------------------------------------------------ */

static void
end_pairs(struct street *street)
{
	for (size_t i = 0; i < PAIRS_MAX; i++)
		pair_close(&street->pair[i]);
}

/* Closing alone would let it listen until the thread's poll returns. */
static void
stop_listening(struct street *street)
{
	if (street->listener >= 0) {
		(void)shutdown(street->listener, SHUT_RD);
		(void)close(street->listener);
	}
	street->listener = -1;
	end_pairs(street);
	for (size_t i = 0; i < FILL; i++) {
		if (street->fill[i] >= 0)
			(void)close(street->fill[i]);
		street->fill[i] = -1;
	}
}

static int
bind_at(int port)
{
	struct sockaddr_in address = loopback(port);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0), one = 1;

	MUST(fd >= 0);
	MUST(setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one)) == 0);
	MUST(bind(fd, (struct sockaddr *)&address, sizeof(address)) == 0);
	return fd;
}

static void
listen_at(struct street *street, int queue)
{
	street->listener = bind_at(street->port);
	MUST(listen(street->listener, queue) == 0);
}

/* A queue of one, and who waits in it: the kernel drops what else comes. */
static void
fill_queue(struct street *street)
{
	listen_at(street, 0);
	for (size_t i = 0; i < FILL; i++)
		street->fill[i] = connect_to(street->port, SOCK_NONBLOCK);
}

void
street_weather(struct street *street, enum weather weather)
{
	(void)pthread_mutex_lock(&street->mutex);
	if (weather == WEATHER_CLOSED || weather == WEATHER_FULL || street->listener < 0 ||
		street->weather == WEATHER_FULL)
		stop_listening(street);
	if (weather == WEATHER_FULL)
		fill_queue(street);
	else if (weather != WEATHER_CLOSED && street->listener < 0)
		listen_at(street, QUEUE);
	street->weather = weather;
	(void)pthread_mutex_unlock(&street->mutex);
	MUST(eventfd_write(street->wake, 1) == 0);
}

void
street_to(struct street *street, int to_port)
{
	(void)pthread_mutex_lock(&street->mutex);
	street->to_port = to_port;
	(void)pthread_mutex_unlock(&street->mutex);
}

/* --- life --------------------------------------------------------------------------------------------------------- */

struct street *
street_new(int to_port)
{
	struct sockaddr_in address;
	struct street *street = calloc(1, sizeof(*street));
	socklen_t n = sizeof(address);

	MUST(street != NULL);
	street->to_port = to_port;
	for (size_t i = 0; i < PAIRS_MAX; i++)
		street->pair[i] = (struct pair){ .client = -1, .server = -1 };
	for (size_t i = 0; i < FILL; i++)
		street->fill[i] = -1;
	street->holder = bind_at(0);
	MUST(getsockname(street->holder, (struct sockaddr *)&address, &n) == 0);
	street->port = ntohs(address.sin_port);
	listen_at(street, QUEUE);
	street->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	MUST(street->wake >= 0);
	MUST(pthread_mutex_init(&street->mutex, NULL) == 0);
	MUST(pthread_create(&street->thread, NULL, run, street) == 0);
	return street;
}

void
street_free(struct street *street)
{
	if (street == NULL)
		return;
	(void)pthread_mutex_lock(&street->mutex);
	street->over = true;
	(void)pthread_mutex_unlock(&street->mutex);
	MUST(eventfd_write(street->wake, 1) == 0);
	MUST(pthread_join(street->thread, NULL) == 0);
	stop_listening(street);
	(void)close(street->holder);
	(void)close(street->wake);
	(void)pthread_mutex_destroy(&street->mutex);
	free(street);
}

int
street_port(const struct street *street)
{
	return street->port;
}
