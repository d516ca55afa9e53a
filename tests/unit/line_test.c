/* SPDX-License-Identifier: Apache-2.0 */
/* The line over a network of memory. */
#include "base/array.h"
#include "base/sign.h"
#include "base/str.h"
#include "tests/fake/clock.h"
#include "tests/fake/http.h"
#include "work/line.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>

#define SECRET "rahasia-demo"
#define KEY    "0192aabb-ccdd-7f01-bf03-040506070809"
#define NOW_MS 1764000000123LL

enum { JOBS = 8, BUDGET_MS = 10000, PATIENCE_MS = 30000 };

struct rig {
	struct fake_http http;
	struct fake_clock clock;
	struct fake_chance chance;
	struct line *line;
	struct line_job job[JOBS];
	int done;
	int64_t open_takes_ms; /* the fake clock moves by this when the port is opened */
	int64_t exchange_takes_ms; /* and by this from a request to its answer */
};

static enum status
slow_open(void *ctx, struct http_port *ret_port)
{
	struct rig *rig = ctx;

	fake_clock_advance(&rig->clock, rig->open_takes_ms);
	return fake_http_open(&rig->http, ret_port);
}

static void
exchange_passes(void *ctx)
{
	struct rig *rig = ctx;

	fake_clock_advance(&rig->clock, rig->exchange_takes_ms);
}

static int
set_up(void **state)
{
	struct rig *rig = calloc(1, sizeof(*rig));
	struct line_options options = { .url = "http://127.0.0.1:8175",
		.kiosk = "AMT-01",
		.secret = SECRET,
		.open_http = slow_open,
		.open_ctx = rig };

	if (rig == NULL)
		return -1;
	fake_http_init(&rig->http);
	rig->http.watch = (struct fake_http_watch){ .comes = exchange_passes, .ctx = rig };
	fake_clock_init(&rig->clock, NOW_MS);
	fake_chance_init(&rig->chance, 1);
	options.clock = fake_clock_port(&rig->clock);
	options.chance = fake_chance_port(&rig->chance);
	for (size_t i = 0; i < JOBS; i++)
		line_job_init(&rig->job[i]);
	*state = rig;
	return line_new(&options, &rig->line) == ST_OK ? 0 : -1;
}

static int
tear_down(void **state)
{
	struct rig *rig = *state;

	line_free(rig->line);
	for (size_t i = 0; i < JOBS; i++)
		line_job_free(&rig->job[i]);
	fake_http_free(&rig->http);
	free(rig);
	return 0;
}

static void
count_done(struct line_job *job)
{
	((struct rig *)job->ctx)->done++;
}

static void
post(struct rig *rig, int i, const char *method, const char *path, const char *body)
{
	struct line_job *job = &rig->job[i];
	struct wire_request *request = &job->request;

	assert_int_equal(str_copy(request->method, sizeof(request->method), method), ST_OK);
	assert_int_equal(str_copy(request->path, sizeof(request->path), path), ST_OK);
	if (body) {
		assert_int_equal(buf_add_str(&request->body, body), ST_OK);
		assert_int_equal(str_copy(request->content_type, sizeof(request->content_type),
					 "application/json"),
			ST_OK);
		assert_int_equal(str_copy(request->idempotency_key, UUID_TEXT, KEY), ST_OK);
	}
	job->budget_ms = BUDGET_MS;
	job->done = count_done;
	job->ctx = rig;
	line_post(rig->line, job);
}

/* Collects until n jobs are done. */
static void
collect(struct rig *rig, int n)
{
	struct pollfd fd = { .fd = line_fd(rig->line), .events = POLLIN };

	while (rig->done < n) {
		assert_int_equal(poll(&fd, 1, PATIENCE_MS), 1);
		line_collect(rig->line);
	}
}

static void
answers(struct rig *rig, const char *path, int status, const char *body, int times)
{
	fake_http_add(&rig->http,
		&(struct fake_http_rule){
			.path = path, .status = status, .body = body, .times = times });
}

static void
line__signs_what_it_sends(void **state)
{
	struct rig *rig = *state;
	const struct fake_http_request *sent;
	char signature[SIGNATURE_ROOM];

	answers(rig, "/v1/visits", 201, "{\"a\":1}", 0);
	post(rig, 0, "POST", "/v1/visits?x=1", "{\"nik\":\"1\"}");
	collect(rig, 1);
	sent = fake_http_request(&rig->http, 0);
	request_sign(SECRET, "POST", "/v1/visits?x=1", NOW_MS / 1000,
		fake_http_header(sent, "X-Nonce"), "{\"nik\":\"1\"}", 11, signature);
	assert_string_equal(sent->url, "http://127.0.0.1:8175/v1/visits?x=1");
	assert_string_equal(sent->body, "{\"nik\":\"1\"}");
	assert_string_equal(fake_http_header(sent, "X-Signature"), signature);
	assert_string_equal(fake_http_header(sent, "X-Timestamp"), "1764000000");
	assert_string_equal(fake_http_header(sent, "X-Cons-Id"), "AMT-01");
	assert_string_equal(fake_http_header(sent, "Idempotency-Key"), KEY);
	assert_string_equal(fake_http_header(sent, "Content-Type"), "application/json");
	assert_string_equal(fake_http_header(sent, "Accept-Language"), "id");
	assert_int_equal(strlen(fake_http_header(sent, "traceparent")), 55);
	assert_int_equal(strlen(fake_http_header(sent, "X-Nonce")), 32);
	assert_int_equal(rig->job[0].answer.st, ST_OK);
	assert_int_equal(rig->job[0].answer.status, 201);
	assert_string_equal(rig->job[0].answer.body.data, "{\"a\":1}");
}

static void
line__sends_a_get_without_key_and_body(void **state)
{
	struct rig *rig = *state;
	const struct fake_http_request *sent;

	answers(rig, "/v1/status", 200, "{}", 0);
	post(rig, 0, "GET", "/v1/status", NULL);
	collect(rig, 1);
	sent = fake_http_request(&rig->http, 0);
	assert_string_equal(fake_http_header(sent, "Idempotency-Key"), "");
	assert_string_equal(fake_http_header(sent, "Content-Type"), "");
	assert_int_equal(sent->n, 0);
}

static void
line__never_uses_a_nonce_twice(void **state)
{
	struct rig *rig = *state;

	answers(rig, "/v1/status", 200, "{}", 0);
	for (int i = 0; i < JOBS; i++)
		post(rig, i, "GET", "/v1/status", NULL);
	collect(rig, JOBS);
	for (int i = 0; i < JOBS; i++)
		for (int k = 0; k < i; k++)
			assert_string_not_equal(
				fake_http_header(fake_http_request(&rig->http, i), "X-Nonce"),
				fake_http_header(fake_http_request(&rig->http, k), "X-Nonce"));
}

static void
line__answers_a_later_job_while_an_earlier_one_hangs(void **state)
{
	struct rig *rig = *state;

	fake_http_add(&rig->http,
		&(struct fake_http_rule){ .path = "/v1/visits", .status = 201, .hold = true });
	answers(rig, "/v1/status", 200, "{}", 0);
	post(rig, 0, "POST", "/v1/visits", "{}");
	post(rig, 1, "GET", "/v1/status", NULL);
	collect(rig, 1);
	assert_int_equal(rig->job[1].answer.status, 200);
	assert_int_equal(line_pending(rig->line), 1);
	fake_http_release(&rig->http);
	collect(rig, 2);
	assert_int_equal(rig->job[0].answer.status, 201);
}

static void
line__corrects_its_clock_and_sends_once_more(void **state)
{
	struct rig *rig = *state;
	const struct fake_http_request *first, *second, *third;

	answers(rig, "/", 401,
		"{\"type\":\"urn:anjungan:problem:clock-skew\",\"title\":\"t\",\"status\":401,"
		"\"time\":\"2025-11-25T00:10:00+08:00\"}",
		1);
	answers(rig, "/", 200, "{}", 0);
	post(rig, 0, "POST", "/v1/visits", "{}");
	collect(rig, 1);
	post(rig, 1, "GET", "/v1/status", NULL);
	collect(rig, 2);
	first = fake_http_request(&rig->http, 0);
	second = fake_http_request(&rig->http, 1);
	third = fake_http_request(&rig->http, 2);
	assert_int_equal(rig->job[0].answer.status, 200);
	assert_int_equal(fake_http_count(&rig->http), 3);
	assert_string_equal(fake_http_header(first, "X-Timestamp"), "1764000000");
	assert_string_equal(fake_http_header(second, "X-Timestamp"), "1764000600");
	assert_string_equal(fake_http_header(third, "X-Timestamp"), "1764000600");
	assert_string_equal(fake_http_header(second, "Idempotency-Key"), KEY);
	assert_string_not_equal(
		fake_http_header(first, "X-Nonce"), fake_http_header(second, "X-Nonce"));
	assert_memory_equal(fake_http_header(first, "traceparent"),
		fake_http_header(second, "traceparent"), 35);
}

static void
line__takes_a_clock_without_time_from_the_date_header(void **state)
{
	struct rig *rig = *state;

	fake_http_add(
		&rig->http, &(struct fake_http_rule){ .path = "/",
				    .status = 401,
				    .body = "{\"type\":\"urn:anjungan:problem:clock-skew\"}",
				    .date_s = 1764000900,
				    .times = 1 });
	answers(rig, "/", 200, "{}", 0);
	post(rig, 0, "GET", "/v1/status", NULL);
	collect(rig, 1);
	assert_string_equal(fake_http_header(fake_http_request(&rig->http, 1), "X-Timestamp"),
		"1764000900");
}

static void
line__gives_up_on_a_clock_after_one_correction(void **state)
{
	struct rig *rig = *state;

	answers(rig, "/", 401,
		"{\"type\":\"urn:anjungan:problem:clock-skew\","
		"\"time\":\"2026-11-23T09:00:00+08:00\"}",
		0);
	post(rig, 0, "GET", "/v1/status", NULL);
	collect(rig, 1);
	assert_int_equal(fake_http_count(&rig->http), 2);
	assert_int_equal(rig->job[0].answer.status, 401);
}

static void
line__sends_once_more_with_another_nonce(void **state)
{
	struct rig *rig = *state;

	answers(rig, "/", 401, "{\"type\":\"urn:anjungan:problem:nonce-replayed\"}", 1);
	answers(rig, "/", 200, "{}", 0);
	post(rig, 0, "POST", "/v1/visits", "{}");
	collect(rig, 1);
	assert_int_equal(rig->job[0].answer.status, 200);
	assert_string_not_equal(fake_http_header(fake_http_request(&rig->http, 0), "X-Nonce"),
		fake_http_header(fake_http_request(&rig->http, 1), "X-Nonce"));
	assert_string_equal(
		fake_http_header(fake_http_request(&rig->http, 1), "Idempotency-Key"), KEY);
}

static void
line__counts_the_budget_from_the_post(void **state)
{
	struct rig *rig = *state;

	rig->open_takes_ms = 3000;
	answers(rig, "/", 200, "{}", 0);
	post(rig, 0, "GET", "/v1/status", NULL);
	collect(rig, 1);
	assert_int_equal(
		fake_http_request(&rig->http, 0)->budget_ms, BUDGET_MS - rig->open_takes_ms);
}

/* A photograph may take its time on a slow line; a line on which nothing moves may not. */
static void
line__gives_a_large_body_more_time_but_not_to_stand_still(void **state)
{
	static char photo[40001];
	struct rig *rig = *state;

	memset(photo, 'x', sizeof(photo) - 1);
	answers(rig, "/", 200, "{}", 0);
	post(rig, 0, "POST", "/v1/status", photo);
	post(rig, 1, "POST", "/v1/status", "{}");
	collect(rig, 2);
	assert_int_equal(fake_http_request(&rig->http, 0)->budget_ms,
		BUDGET_MS + 40000 / LINE_SLOWEST * 1000);
	assert_int_equal(fake_http_request(&rig->http, 1)->budget_ms, BUDGET_MS);
	assert_int_equal(fake_http_request(&rig->http, 0)->stall_ms, BUDGET_MS);
}

/* --- its pace ----------------------------------------------------------------------------- */

static void
exchange_takes(struct rig *rig, int64_t ms, const char *body)
{
	rig->exchange_takes_ms = ms;
	line_job_free(&rig->job[0]);
	line_job_init(&rig->job[0]);
	rig->done = 0;
	post(rig, 0, "POST", "/v1/visits", body);
	collect(rig, 1);
}

static void
pace__is_the_shortest_of_the_last_small_exchanges(void **state)
{
	static const struct {
		int64_t takes_ms;
		int round_trip_ms;
		bool slow;
	} cases[] = {
		{ 900, 900, true },
		{ 1100, 900, true },
		{ 60, 60, false }, /* the first one had opened the connection */
		{ 2000, 60, false },
		{ 900, 60, false },
		{ 800, 60, false },
		{ 900, 800, true },
	};
	struct rig *rig = *state;
	struct line_pace pace;

	answers(rig, "/", 200, "{}", 0);
	line_pace(rig->line, &pace);
	assert_int_equal(pace.round_trip_ms, 0);
	assert_false(line_is_slow(rig->line));
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		exchange_takes(rig, cases[i].takes_ms, "{}");
		line_pace(rig->line, &pace);
		assert_int_equal(pace.round_trip_ms, cases[i].round_trip_ms);
		assert_int_equal(line_is_slow(rig->line), cases[i].slow);
	}
	assert_int_equal(pace.bytes_per_s, 0);
}

static void
pace__of_large_bodies_is_their_rate(void **state)
{
	static char photo[200001];
	struct rig *rig = *state;
	struct line_pace pace;

	memset(photo, 'x', sizeof(photo) - 1);
	answers(rig, "/", 200, "{}", 0);
	exchange_takes(rig, 100, "{}");
	exchange_takes(rig, 20100, photo);
	line_pace(rig->line, &pace);
	assert_in_range(pace.bytes_per_s, 9900, 10100);
	assert_int_equal(pace.round_trip_ms, 100);
	assert_true(line_is_slow(rig->line));
	for (int i = 0; i < 4; i++)
		exchange_takes(rig, 1100, photo);
	line_pace(rig->line, &pace);
	assert_in_range(pace.bytes_per_s, 150000, 200100);
	assert_false(line_is_slow(rig->line));
}

static void
pace__is_not_told_by_whoever_did_not_answer(void **state)
{
	struct rig *rig = *state;
	struct line_pace pace;

	exchange_takes(rig, 9000, "{}");
	assert_int_equal(rig->job[0].answer.st, ST_UNREACHABLE);
	line_pace(rig->line, &pace);
	assert_int_equal(pace.round_trip_ms, 0);
	assert_false(line_is_slow(rig->line));
}

static void
line__sends_nothing_when_the_budget_is_spent(void **state)
{
	struct rig *rig = *state;

	rig->open_takes_ms = BUDGET_MS;
	post(rig, 0, "GET", "/v1/status", NULL);
	collect(rig, 1);
	assert_int_equal(rig->job[0].answer.st, ST_TIMEOUT);
	assert_int_equal(fake_http_count(&rig->http), 0);
}

static void
line__opens_the_port_with_the_next_job_when_it_failed(void **state)
{
	struct rig *rig = *state;

	rig->http.open_with = ST_NOT_FOUND;
	answers(rig, "/", 200, "{}", 0);
	post(rig, 0, "GET", "/v1/status", NULL);
	collect(rig, 1);
	assert_int_equal(rig->job[0].answer.st, ST_NOT_FOUND);
	rig->http.open_with = ST_OK;
	post(rig, 1, "GET", "/v1/status", NULL);
	collect(rig, 2);
	assert_int_equal(rig->job[1].answer.status, 200);
	assert_int_equal(rig->http.opens, 2);
}

static void
line__opens_nothing_before_the_first_job(void **state)
{
	struct rig *rig = *state;

	line_free(rig->line);
	rig->line = NULL;
	assert_int_equal(rig->http.opens, 0);
}

static void
line__hands_every_failure_through(void **state)
{
	static const enum status failures[] = { ST_UNREACHABLE, ST_TIMEOUT, ST_TLS,
		ST_TOO_LONG };
	struct rig *rig = *state;

	answers(rig, "/", 200, "{}", 0);
	for (int i = 0; i < (int)ARRAY_LEN(failures); i++) {
		fake_http_fail(&rig->http, 1, failures[i]);
		post(rig, i, "GET", "/v1/status", NULL);
		collect(rig, i + 1);
		assert_int_equal(rig->job[i].answer.st, failures[i]);
	}
}

static void
line__cancels_what_hangs_and_keeps_the_rest(void **state)
{
	struct rig *rig = *state;

	fake_http_add(&rig->http,
		&(struct fake_http_rule){ .path = "/", .status = 200, .hold = true });
	post(rig, 0, "GET", "/v1/status", NULL);
	post(rig, 1, "GET", "/v1/status", NULL);
	assert_true(fake_http_await(&rig->http, 2, PATIENCE_MS));
	line_cancel(rig->line, &rig->job[0]);
	collect(rig, 1);
	assert_int_equal(rig->job[0].answer.st, ST_CANCELLED);
	assert_true(fake_http_cancelled(&rig->http, 0));
	fake_http_release(&rig->http);
	collect(rig, 2);
	assert_int_equal(rig->job[1].answer.status, 200);
	line_cancel(rig->line, &rig->job[1]);
	assert_int_equal(rig->job[1].answer.st, ST_OK);
}

static void
line_free__gives_everything_back_while_it_hangs(void **state)
{
	struct rig *rig = *state;

	fake_http_add(&rig->http,
		&(struct fake_http_rule){ .path = "/", .status = 200, .hold = true });
	for (int i = 0; i < JOBS; i++)
		post(rig, i, "GET", "/v1/status", NULL);
	assert_true(fake_http_await(&rig->http, 1, PATIENCE_MS));
	line_free(rig->line);
	rig->line = NULL;
	assert_int_equal(rig->done, JOBS);
	for (int i = 0; i < JOBS; i++)
		assert_int_equal(rig->job[i].answer.st, ST_CANCELLED);
	assert_int_equal(rig->http.frees, 1);
}

static void
line_new__refuses_what_does_not_fit(void **state)
{
	struct rig *rig = *state;
	char text[2048];
	struct line_options options = { .url = text,
		.kiosk = "k",
		.secret = "s",
		.clock = fake_clock_port(&rig->clock),
		.chance = fake_chance_port(&rig->chance) };
	struct line *line = NULL;

	memset(text, 'x', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	assert_int_equal(line_new(&options, &line), ST_TOO_LONG);
	options.url = "http://127.0.0.1";
	options.secret = text;
	assert_int_equal(line_new(&options, &line), ST_TOO_LONG);
	options.secret = "s";
	options.kiosk = text;
	assert_int_equal(line_new(&options, &line), ST_TOO_LONG);
	assert_null(line);
}

#define LINE_TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		LINE_TEST(line__signs_what_it_sends),
		LINE_TEST(line__sends_a_get_without_key_and_body),
		LINE_TEST(line__never_uses_a_nonce_twice),
		LINE_TEST(line__answers_a_later_job_while_an_earlier_one_hangs),
		LINE_TEST(line__corrects_its_clock_and_sends_once_more),
		LINE_TEST(line__takes_a_clock_without_time_from_the_date_header),
		LINE_TEST(line__gives_up_on_a_clock_after_one_correction),
		LINE_TEST(line__sends_once_more_with_another_nonce),
		LINE_TEST(line__counts_the_budget_from_the_post),
		LINE_TEST(line__gives_a_large_body_more_time_but_not_to_stand_still),
		LINE_TEST(pace__is_the_shortest_of_the_last_small_exchanges),
		LINE_TEST(pace__of_large_bodies_is_their_rate),
		LINE_TEST(pace__is_not_told_by_whoever_did_not_answer),
		LINE_TEST(line__sends_nothing_when_the_budget_is_spent),
		LINE_TEST(line__opens_the_port_with_the_next_job_when_it_failed),
		LINE_TEST(line__opens_nothing_before_the_first_job),
		LINE_TEST(line__hands_every_failure_through),
		LINE_TEST(line__cancels_what_hangs_and_keeps_the_rest),
		LINE_TEST(line_free__gives_everything_back_while_it_hangs),
		LINE_TEST(line_new__refuses_what_does_not_fit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
