/* SPDX-License-Identifier: Apache-2.0 */
/* The http module against a server of a few lines that says exactly what it is told to. */
#include "base/array.h"
#include "base/str.h"
#include "device/http.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <arpa/inet.h>
#include <cmocka.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

enum { CONNECTIONS = 8, SEEN_MAX = 16384, PATIENCE_MS = 30000, BUDGET_MS = 20000 };

/* --- the server --------------------------------------------------------------------------- */

enum manner { ANSWERS, HANGS, HANGS_UP };

/* Set manner and reply before a request; read the rest after await. */
struct server {
	pthread_mutex_t busy; /* held while it serves */
	int listener, stop[2];
	uint16_t port;
	pthread_t thread;
	enum manner manner;
	const char *reply; /* borrowed */
	size_t reply_n;
	atomic_int connections, requests;
	struct pollfd poll[CONNECTIONS + 2]; /* its thread's, as the rest */
	char seen[CONNECTIONS + 2][SEEN_MAX + 1];
	size_t seen_n[CONNECTIONS + 2];
	char last[SEEN_MAX + 1];
	size_t last_n;
};

/* Bytes of the first request in the text, 0 while it is not whole. */
static size_t
request_length(const char *text, size_t n)
{
	const char *end = strstr(text, "\r\n\r\n");
	const char *length = strcasestr(text, "\r\nContent-Length:");
	size_t whole;

	if (end == NULL)
		return 0;
	whole = (size_t)(end - text) + 4;
	if (length && length < end)
		whole += strtoul(length + 17, NULL, 10);
	return n >= whole ? whole : 0;
}

static void
hang_up(struct server *server, size_t i)
{
	close(server->poll[i].fd);
	server->poll[i].fd = -1;
	server->seen_n[i] = 0;
}

static void
say_reply(struct server *server, size_t i)
{
	const char *at = server->reply;
	size_t left = server->reply_n;

	while (left > 0) {
		ssize_t n = send(server->poll[i].fd, at, left, MSG_NOSIGNAL);

		if (n < 0)
			break; /* the client had enough */
		at += n;
		left -= (size_t)n;
	}
}

static void
serve(struct server *server, size_t i)
{
	size_t have = server->seen_n[i], whole;
	ssize_t n = recv(server->poll[i].fd, server->seen[i] + have, SEEN_MAX - have, 0);

	if (n <= 0) {
		hang_up(server, i);
		return;
	}
	server->seen_n[i] += (size_t)n;
	server->seen[i][server->seen_n[i]] = '\0';
	whole = request_length(server->seen[i], server->seen_n[i]);
	if (whole == 0)
		return;
	memcpy(server->last, server->seen[i], whole);
	server->last[whole] = '\0';
	server->last_n = whole;
	server->seen_n[i] = 0;
	atomic_fetch_add(&server->requests, 1);
	if (server->manner == ANSWERS)
		say_reply(server, i);
	else if (server->manner == HANGS_UP)
		hang_up(server, i);
}

static void
take_connection(struct server *server)
{
	int fd = accept(server->listener, NULL, NULL);

	for (size_t i = 2; i < ARRAY_LEN(server->poll) && fd >= 0; i++)
		if (server->poll[i].fd < 0) {
			server->poll[i] = (struct pollfd){ .fd = fd, .events = POLLIN };
			atomic_fetch_add(&server->connections, 1);
			return;
		}
	if (fd >= 0)
		close(fd);
}

static void *
serve_all(void *arg)
{
	struct server *server = arg;

	server->poll[0] = (struct pollfd){ .fd = server->stop[0], .events = POLLIN };
	server->poll[1] = (struct pollfd){ .fd = server->listener, .events = POLLIN };
	for (size_t i = 2; i < ARRAY_LEN(server->poll); i++)
		server->poll[i].fd = -1;
	while (poll(server->poll, ARRAY_LEN(server->poll), -1) > 0) {
		if (server->poll[0].revents)
			break;
		pthread_mutex_lock(&server->busy);
		if (server->poll[1].revents)
			take_connection(server);
		for (size_t i = 2; i < ARRAY_LEN(server->poll); i++)
			if (server->poll[i].fd >= 0 && server->poll[i].revents)
				serve(server, i);
		pthread_mutex_unlock(&server->busy);
	}
	for (size_t i = 2; i < ARRAY_LEN(server->poll); i++)
		if (server->poll[i].fd >= 0)
			hang_up(server, i);
	return NULL;
}

static void
server_start(struct server *server)
{
	struct sockaddr_in address = { .sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t n = sizeof(address);

	server->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	assert_true(server->listener >= 0);
	assert_int_equal(
		bind(server->listener, (struct sockaddr *)&address, sizeof(address)), 0);
	assert_int_equal(listen(server->listener, CONNECTIONS), 0);
	assert_int_equal(getsockname(server->listener, (struct sockaddr *)&address, &n), 0);
	server->port = ntohs(address.sin_port);
	assert_int_equal(pipe(server->stop), 0);
	assert_int_equal(pthread_create(&server->thread, NULL, serve_all, server), 0);
}

static void
server_stop(struct server *server)
{
	close(server->stop[1]);
	pthread_join(server->thread, NULL);
	close(server->stop[0]);
	close(server->listener);
}

/* --- the rig ------------------------------------------------------------------------------ */

struct rig {
	struct server server;
	struct http_port http;
	char url[64];
};

static void
say(struct rig *rig, const char *reply)
{
	rig->server.reply = reply;
	rig->server.reply_n = strlen(reply);
}

static int
set_up(void **state)
{
	static const struct http_options options;
	struct rig *rig = calloc(1, sizeof(*rig));

	if (rig == NULL || anjungan_http_module.open(&options, &rig->http) != ST_OK)
		return -1;
	pthread_mutex_init(&rig->server.busy, NULL);
	server_start(&rig->server);
	*state = rig;
	say(rig, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
		 "Content-Length: 2\r\n\r\n{}");
	return str_format(rig->url, sizeof(rig->url), "http://127.0.0.1:%d/v1/status",
		       rig->server.port) == ST_OK
		       ? 0
		       : -1;
}

static int
tear_down(void **state)
{
	struct rig *rig = *state;

	rig->http.free(rig->http.ctx);
	server_stop(&rig->server);
	pthread_mutex_destroy(&rig->server.busy);
	free(rig);
	return 0;
}

static enum status
submit(struct rig *rig, uint64_t id, int budget_ms)
{
	const struct http_request request = {
		.id = id, .method = "GET", .url = rig->url, .budget_ms = budget_ms
	};

	return rig->http.submit(rig->http.ctx, &request);
}

static struct http_answer
await(struct rig *rig)
{
	struct http_answer answer;

	assert_int_equal(rig->http.wait(rig->http.ctx, PATIENCE_MS, &answer), ST_OK);
	pthread_mutex_lock(&rig->server.busy); /* the server is done with it, too */
	pthread_mutex_unlock(&rig->server.busy);
	return answer;
}

/* One exchange from its first byte to its last. */
static struct http_answer
get(struct rig *rig)
{
	assert_int_equal(submit(rig, 1, BUDGET_MS), ST_OK);
	return await(rig);
}

static enum status
status_of_get(struct rig *rig)
{
	struct http_answer answer = get(rig);

	assert_int_equal(answer.body.len, 0);
	buf_free(&answer.body);
	return answer.st;
}

/* --- what goes out ------------------------------------------------------------------------ */

static void
http__sends_method_headers_and_body_as_given(void **state)
{
	static const struct {
		const char *method, *body;
	} cases[] = {
		{ "POST", "{\"nik\":\"1\"}" },
		{ "PATCH", "{\"a\":1}" },
		{ "POST", "" },
		{ "DELETE", "" },
	};
	struct rig *rig = *state;

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		const struct http_request request = { .id = i,
			.method = cases[i].method,
			.url = rig->url,
			.header = { "X-Cons-Id: AMT-01", "Content-Type: application/json" },
			.headers = 2,
			.body = cases[i].body,
			.n = strlen(cases[i].body),
			.budget_ms = BUDGET_MS };
		struct http_answer answer;
		char line[64];

		assert_int_equal(rig->http.submit(rig->http.ctx, &request), ST_OK);
		answer = await(rig);
		assert_int_equal(answer.status, 200);
		assert_int_equal(answer.id, i);
		assert_int_equal(str_format(line, sizeof(line), "%s /v1/status HTTP/1.1\r\n",
					 cases[i].method),
			ST_OK);
		assert_memory_equal(rig->server.last, line, strlen(line));
		assert_non_null(strstr(rig->server.last, "\r\nX-Cons-Id: AMT-01\r\n"));
		assert_null(strcasestr(rig->server.last, "\r\nExpect:"));
		assert_null(strcasestr(rig->server.last, "urlencoded"));
		assert_string_equal(strstr(rig->server.last, "\r\n\r\n") + 4, cases[i].body);
		assert_int_equal(answer.sent, rig->server.last_n);
		assert_int_equal(answer.received, rig->server.reply_n);
		buf_free(&answer.body);
	}
}

static void
http__keeps_twelve_exchanges_on_one_connection(void **state)
{
	struct rig *rig = *state;

	for (int i = 0; i < 12; i++) {
		struct http_answer answer = get(rig);

		assert_string_equal(answer.body.data, "{}");
		buf_free(&answer.body);
	}
	assert_int_equal(atomic_load(&rig->server.connections), 1);
	assert_int_equal(atomic_load(&rig->server.requests), 12);
}

static void
http__asks_no_proxy(void **state)
{
	struct rig *rig = *state;
	struct http_answer answer;

	assert_int_equal(setenv("http_proxy", "http://127.0.0.1:1", 1), 0);
	assert_int_equal(setenv("ALL_PROXY", "http://127.0.0.1:1", 1), 0);
	answer = get(rig);
	assert_int_equal(unsetenv("http_proxy"), 0);
	assert_int_equal(unsetenv("ALL_PROXY"), 0);
	assert_int_equal(answer.status, 200);
	buf_free(&answer.body);
}

static void
http__sends_nothing_in_clear_to_other_machines(void **state)
{
	static const struct {
		const char *url;
		enum status st;
	} cases[] = {
		{ "http://pusat.example/v1/status",           ST_CONFIG  },
		{ "http://10.0.0.1/v1/status",                ST_CONFIG  },
		{ "http://127.0.0.1.pusat.example/v1/status", ST_CONFIG  },
		{ "http://[::2]/v1/status",                   ST_CONFIG  },
		{ "http://localhost.pusat.example/v1/status", ST_CONFIG  },
		{ "https://pusat.example/v1/status",          ST_CONFIG  }, /* no CA here */
		{ "ftp://127.0.0.1/v1/status",                ST_CONFIG  },
		{ "file:///etc/passwd",                       ST_INVALID },
		{ "http://user:word@127.0.0.1/",              ST_INVALID },
		{ "127.0.0.1/v1/status",                      ST_INVALID },
		{ "",                                         ST_INVALID },
	};
	struct rig *rig = *state;

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		const struct http_request request = {
			.id = 1, .method = "GET", .url = cases[i].url, .budget_ms = BUDGET_MS
		};

		assert_int_equal(rig->http.submit(rig->http.ctx, &request), cases[i].st);
	}
}

/* --- what comes back ---------------------------------------------------------------------- */

static void
http__follows_no_redirect(void **state)
{
	struct rig *rig = *state;
	struct http_answer answer;

	say(rig, "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/login\r\n"
		 "Content-Length: 0\r\n\r\n");
	answer = get(rig);
	assert_int_equal(answer.st, ST_OK);
	assert_int_equal(answer.status, 302);
	assert_string_equal(answer.content_type, "");
	assert_int_equal(atomic_load(&rig->server.requests), 1);
	buf_free(&answer.body);
}

static void
http__reads_retry_after_and_date(void **state)
{
	static const struct {
		const char *headers;
		int retry_after_s;
		int64_t date_s;
	} cases[] = {
		{ "",                     -1,  0 },
		{ "Retry-After: 120\r\n", 120, 0 },
		{ "Retry-After: 0\r\n", 0, 0 },
		{ "Retry-After: 99999999999\r\n", 86400, 0 },
		{ "Retry-After: -5\r\n", -1, 0 },
		{ "Retry-After: soon\r\n", -1, 0 },
		{ "Date: Mon, 23 Nov 2026 01:00:00 GMT\r\n", -1, 1795395600 },
		{ "Date: Mon, 23 Nov 2026 01:00:00 GMT\r\n"
		  "Retry-After: Mon, 23 Nov 2026 01:02:00 GMT\r\n",
			120, 1795395600 },
		{ "Date: Mon, 23 Nov 2026 01:00:00 GMT\r\n"
		  "Retry-After: Mon, 23 Nov 2026 00:00:00 GMT\r\n",
			0, 1795395600 },
		{ "Date: yesterday\r\n", -1, 0 },
	};
	struct rig *rig = *state;

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct http_answer answer;
		char reply[512];

		assert_int_equal(str_format(reply, sizeof(reply),
					 "HTTP/1.1 503 Busy\r\n%sContent-Length: 0\r\n\r\n",
					 cases[i].headers),
			ST_OK);
		say(rig, reply);
		answer = get(rig);
		assert_int_equal(answer.status, 503);
		assert_int_equal(answer.retry_after_s, cases[i].retry_after_s);
		assert_int_equal(answer.date_s, cases[i].date_s);
		buf_free(&answer.body);
	}
}

/* head, then `n` times `part`. */
static void
assert_too_long(struct rig *rig, const char *head, const char *part, size_t n)
{
	struct buf reply;

	buf_init(&reply, 4 * HTTP_ANSWER_MAX);
	assert_int_equal(buf_add_str(&reply, head), ST_OK);
	for (size_t i = 0; i < n; i++)
		assert_int_equal(buf_add_str(&reply, part), ST_OK);
	rig->server.reply = reply.data;
	rig->server.reply_n = reply.len;
	assert_int_equal(status_of_get(rig), ST_TOO_LONG);
	server_stop(&rig->server);
	server_start(&rig->server);
	buf_free(&reply);
}

static void
http__stops_at_the_ceiling_of_an_answer(void **state)
{
	struct rig *rig = *state;

	assert_too_long(rig, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n",
		"0123456789abcdef0123456789abcdef", HTTP_ANSWER_MAX / 32 + 1);
}

static void
http__stops_at_the_ceiling_of_headers(void **state)
{
	struct rig *rig = *state;

	assert_too_long(rig, "HTTP/1.1 200 OK\r\n", "X-Filler: 0123456789abcdef\r\n", 4000);
}

static void
http__takes_an_answer_as_long_as_its_ceiling(void **state)
{
	struct rig *rig = *state;
	struct http_answer answer;
	struct buf reply;

	buf_init(&reply, 2 * HTTP_ANSWER_MAX);
	assert_int_equal(buf_printf(&reply, "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n",
				 HTTP_ANSWER_MAX),
		ST_OK);
	for (int i = 0; i < HTTP_ANSWER_MAX / 8; i++)
		assert_int_equal(buf_add_str(&reply, "12345678"), ST_OK);
	rig->server.reply = reply.data;
	rig->server.reply_n = reply.len;
	answer = get(rig);
	assert_int_equal(answer.body.len, HTTP_ANSWER_MAX);
	buf_free(&answer.body);
	buf_free(&reply);
}

/* --- when nothing comes back -------------------------------------------------------------- */

static void
http__tells_apart_how_an_answer_failed(void **state)
{
	static const struct {
		enum manner manner;
		const char *reply;
		enum status st;
	} cases[] = {
		{ HANGS_UP, "",                               ST_UNREACHABLE },
		{ ANSWERS,  "hello, this is no HTTP\r\n\r\n", ST_NOT_OURS    },
		{ ANSWERS, "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nab", ST_TIMEOUT },
	};
	struct rig *rig = *state;

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct http_answer answer;

		rig->server.manner = cases[i].manner;
		say(rig, cases[i].reply);
		assert_int_equal(submit(rig, i, 500), ST_OK);
		answer = await(rig);
		assert_int_equal(answer.st, cases[i].st);
		assert_int_equal(answer.status, 0);
		assert_int_equal(answer.body.len, 0);
		buf_free(&answer.body);
	}
}

static void
http__finds_nobody_at_a_closed_port(void **state)
{
	struct rig *rig = *state;

	server_stop(&rig->server);
	assert_int_equal(status_of_get(rig), ST_UNREACHABLE);
	server_start(&rig->server);
}

static void
http__ends_a_hanging_request_with_its_budget(void **state)
{
	struct rig *rig = *state;
	struct http_answer answer;

	rig->server.manner = HANGS;
	assert_int_equal(submit(rig, 7, 50), ST_OK);
	answer = await(rig);
	assert_int_equal(answer.id, 7);
	assert_int_equal(answer.st, ST_TIMEOUT);
	buf_free(&answer.body);
	assert_int_equal(submit(rig, 8, 0), ST_INVALID);
}

/* A server that takes the request and falls silent ends it long before a budget that is meant for much to send. */
static void
http__ends_a_request_that_stands_still(void **state)
{
	struct rig *rig = *state;
	struct http_request request = {
		.id = 9, .method = "GET", .url = rig->url, .budget_ms = 1000000, .stall_ms = 1000
	};
	struct http_answer answer;

	rig->server.manner = HANGS;
	assert_int_equal(rig->http.submit(rig->http.ctx, &request), ST_OK);
	answer = await(rig);
	assert_int_equal(answer.st, ST_TIMEOUT);
	buf_free(&answer.body);
}

static void
http__answers_one_while_another_hangs(void **state)
{
	struct rig *rig = *state;
	struct http_answer answer;

	rig->server.manner = HANGS;
	assert_int_equal(submit(rig, 1, BUDGET_MS), ST_OK);
	assert_int_equal(submit(rig, 2, 50), ST_OK);
	answer = await(rig);
	assert_int_equal(answer.id, 2);
	buf_free(&answer.body);
	rig->http.cancel(rig->http.ctx, 1);
}

static void
http__says_nothing_more_of_what_was_cancelled(void **state)
{
	struct rig *rig = *state;
	struct http_answer answer;

	assert_int_equal(submit(rig, 1, BUDGET_MS), ST_OK);
	rig->http.cancel(rig->http.ctx, 1);
	rig->http.cancel(rig->http.ctx, 99); /* nobody */
	assert_int_equal(rig->http.wait(rig->http.ctx, 0, &answer), ST_AGAIN);
}

static void *
wake_it(void *arg)
{
	struct rig *rig = arg;

	rig->http.wake(rig->http.ctx);
	return NULL;
}

static void
http__wakes_from_another_thread_before_and_while_it_waits(void **state)
{
	struct rig *rig = *state;
	struct http_answer answer;
	pthread_t thread;

	rig->server.manner = HANGS;
	assert_int_equal(submit(rig, 1, BUDGET_MS), ST_OK);
	for (int i = 0; i < 20; i++) {
		assert_int_equal(pthread_create(&thread, NULL, wake_it, rig), 0);
		assert_int_equal(rig->http.wait(rig->http.ctx, PATIENCE_MS, &answer), ST_AGAIN);
		assert_int_equal(pthread_join(thread, NULL), 0);
	}
}

static void
http_open__refuses_a_pin_that_is_no_hash(void **state)
{
	const struct http_options options = { .ca_file = "ca.pem", .pin = "/etc/passwd" };
	struct http_port port;

	(void)state;
	assert_int_equal(anjungan_http_module.open(&options, &port), ST_CONFIG);
}

#define HTTP_TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		HTTP_TEST(http__sends_method_headers_and_body_as_given),
		HTTP_TEST(http__keeps_twelve_exchanges_on_one_connection),
		HTTP_TEST(http__asks_no_proxy),
		HTTP_TEST(http__sends_nothing_in_clear_to_other_machines),
		HTTP_TEST(http__follows_no_redirect),
		HTTP_TEST(http__reads_retry_after_and_date),
		HTTP_TEST(http__stops_at_the_ceiling_of_an_answer),
		HTTP_TEST(http__stops_at_the_ceiling_of_headers),
		HTTP_TEST(http__takes_an_answer_as_long_as_its_ceiling),
		HTTP_TEST(http__tells_apart_how_an_answer_failed),
		HTTP_TEST(http__finds_nobody_at_a_closed_port),
		HTTP_TEST(http__ends_a_hanging_request_with_its_budget),
		HTTP_TEST(http__ends_a_request_that_stands_still),
		HTTP_TEST(http__answers_one_while_another_hangs),
		HTTP_TEST(http__says_nothing_more_of_what_was_cancelled),
		HTTP_TEST(http__wakes_from_another_thread_before_and_while_it_waits),
		cmocka_unit_test(http_open__refuses_a_pin_that_is_no_hash),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
