/* SPDX-License-Identifier: Apache-2.0 */
/* Pairs of sockets in one poll, on a thread of their own. */
#include "tests/bench/proxy.h"

#include "base/array.h"
#include "base/str.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

enum { PAIRS_MAX = 16, HEAD_MAX = 8192, CHUNK = 16384 };

/* One connection through us, and where its client is in its HTTP. */
struct pair {
	int client, server; /* -1: free */
	char head[HEAD_MAX];
	size_t head_n;
	long body_left; /* of the request whose head was read; 0: a head is next */
	bool photo;     /* the request of the moment is the photo's */
};

struct proxy {
	pthread_t thread;
	int listener, stop, port, to;
	pthread_mutex_t lock; /* guards count */
	struct proxy_count count;
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

enum status
black_hole_new(int *ret_fd, int *ret_port)
{
	struct sockaddr_in address = loopback(0);
	socklen_t n = sizeof(address);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0 || bind(fd, (struct sockaddr *)&address, sizeof(address)) != 0 ||
		listen(fd, 64) != 0 || getsockname(fd, (struct sockaddr *)&address, &n) != 0) {
		enum status st = status_from_errno(errno);

		if (fd >= 0)
			(void)close(fd);
		return st;
	}
	*ret_fd = fd;
	*ret_port = ntohs(address.sin_port);
	return ST_OK;
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

/* --- counting --------------------------------------------------------------------------------------------------- */

static void
count(struct proxy *proxy, const struct pair *pair, long bytes, int exchanges, int connections)
{
	(void)pthread_mutex_lock(&proxy->lock);
	proxy->count.bytes += bytes;
	proxy->count.photo_bytes += pair->photo ? bytes : 0;
	proxy->count.exchanges += exchanges;
	proxy->count.connections += connections;
	(void)pthread_mutex_unlock(&proxy->lock);
}

static long
content_length(const char *head)
{
	const char *at = strcasestr(head, "\r\ncontent-length:");

	return at == NULL ? 0 : strtol(at + strlen("\r\ncontent-length:"), NULL, 10);
}

/* A whole head has come: a request begins. */
static void
head_done(struct proxy *proxy, struct pair *pair)
{
	pair->head[pair->head_n] = '\0';
	pair->body_left = content_length(pair->head);
	pair->head[strcspn(pair->head, "\r")] = '\0';
	pair->photo = strstr(pair->head, "/face") != NULL;
	count(proxy, pair, (long)pair->head_n, 1, 0);
	pair->head_n = 0;
}

static void
read_request(struct proxy *proxy, struct pair *pair, const char *bytes, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (pair->body_left > 0) {
			long part = (long)(n - i) < pair->body_left ? (long)(n - i)
								    : pair->body_left;

			pair->body_left -= part;
			count(proxy, pair, part, 0, 0);
			i += (size_t)part - 1;
			continue;
		}
		if (pair->head_n + 1 == sizeof(pair->head))
			abort();
		pair->head[pair->head_n++] = bytes[i];
		if (pair->head_n >= 4 &&
			memcmp(pair->head + pair->head_n - 4, "\r\n\r\n", 4) == 0)
			head_done(proxy, pair);
	}
}

/* --- the thread ------------------------------------------------------------------------------------------------- */

static void
pair_close(struct pair *pair)
{
	(void)close(pair->client);
	(void)close(pair->server);
	*pair = (struct pair){ .client = -1, .server = -1 };
}

static void
pair_accept(struct proxy *proxy)
{
	int client = accept4(proxy->listener, NULL, NULL, SOCK_CLOEXEC), one = 1;
	int server = client < 0 ? -1 : connect_to(proxy->to);

	for (size_t i = 0; server >= 0 && i < PAIRS_MAX; i++)
		if (proxy->pairs[i].client < 0) {
			(void)setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
			proxy->pairs[i].client = client;
			proxy->pairs[i].server = server;
			count(proxy, &proxy->pairs[i], 0, 0, 1);
			return;
		}
	if (client >= 0)
		(void)close(client);
	if (server >= 0)
		(void)close(server);
}

static void
pass_on(struct proxy *proxy, struct pair *pair, bool up)
{
	int from = up ? pair->client : pair->server, to = up ? pair->server : pair->client;
	char chunk[CHUNK];
	ssize_t n = recv(from, chunk, sizeof(chunk), 0);

	if (n > 0 && up)
		read_request(proxy, pair, chunk, (size_t)n);
	else if (n > 0)
		count(proxy, pair, (long)n, 0, 0);
	if (n <= 0 || !send_all(to, chunk, (size_t)n))
		pair_close(pair);
}

static void *
run(void *ctx)
{
	struct proxy *proxy = ctx;
	struct pollfd fds[2 + 2 * PAIRS_MAX];

	for (;;) {
		fds[0] = (struct pollfd){ .fd = proxy->stop, .events = POLLIN };
		fds[1] = (struct pollfd){ .fd = proxy->listener, .events = POLLIN };
		for (size_t i = 0; i < PAIRS_MAX; i++) {
			fds[2 + 2 * i] = (struct pollfd){ .fd = proxy->pairs[i].client,
				.events = POLLIN };
			fds[3 + 2 * i] = (struct pollfd){ .fd = proxy->pairs[i].server,
				.events = POLLIN };
		}
		if (poll(fds, ARRAY_LEN(fds), -1) < 0 && errno != EINTR)
			return NULL;
		if (fds[0].revents != 0)
			return NULL;
		for (size_t i = 0; i < PAIRS_MAX; i++) {
			if (fds[2 + 2 * i].revents != 0)
				pass_on(proxy, &proxy->pairs[i], true);
			if (fds[3 + 2 * i].revents != 0 && proxy->pairs[i].server >= 0)
				pass_on(proxy, &proxy->pairs[i], false);
		}
		if (fds[1].revents != 0)
			pair_accept(proxy);
	}
}

enum status
proxy_new(struct proxy **ret_proxy)
{
	struct proxy *proxy = calloc(1, sizeof(*proxy));
	enum status st;

	if (proxy == NULL)
		return ST_NO_MEMORY;
	for (size_t i = 0; i < PAIRS_MAX; i++)
		proxy->pairs[i].client = proxy->pairs[i].server = -1;
	st = black_hole_new(&proxy->listener, &proxy->port);
	if (st != ST_OK)
		goto out;
	proxy->stop = eventfd(0, EFD_CLOEXEC);
	if (proxy->stop < 0 || pthread_mutex_init(&proxy->lock, NULL) != 0 ||
		pthread_create(&proxy->thread, NULL, run, proxy) != 0) {
		st = ST_NO_MEMORY;
		(void)close(proxy->listener);
		goto out;
	}
	*ret_proxy = proxy;
	return ST_OK;
out:
	free(proxy);
	return st;
}

void
proxy_free(struct proxy *proxy)
{
	if (proxy == NULL)
		return;
	(void)eventfd_write(proxy->stop, 1);
	(void)pthread_join(proxy->thread, NULL);
	for (size_t i = 0; i < PAIRS_MAX; i++)
		if (proxy->pairs[i].client >= 0)
			pair_close(&proxy->pairs[i]);
	(void)close(proxy->listener);
	(void)close(proxy->stop);
	(void)pthread_mutex_destroy(&proxy->lock);
	free(proxy);
}

int
proxy_port(const struct proxy *proxy)
{
	return proxy->port;
}

void
proxy_to(struct proxy *proxy, int port)
{
	proxy->to = port;
}

struct proxy_count
proxy_take(struct proxy *proxy)
{
	struct proxy_count ret;

	(void)pthread_mutex_lock(&proxy->lock);
	ret = proxy->count;
	proxy->count = (struct proxy_count){ 0 };
	(void)pthread_mutex_unlock(&proxy->lock);
	return ret;
}
