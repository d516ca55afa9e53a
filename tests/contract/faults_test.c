/* SPDX-License-Identifier: Apache-2.0 */
/* Faults on demand reach the kiosk as promised, and hold up nobody else. */
#include "tests/contract/centre.h"
#include "base/array.h"
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <pthread.h>
#include <string.h>
#include <time.h>

#define KEY   "019ab1c2-0000-7000-8000-0000000000f1"
#define VISIT "{\"nik\":\"" SITI "\"}"

static struct centre_run run;

static void
ask(const char *method, const char *target, const char *body, struct reply *ret_reply)
{
	const struct ask ask = { .method = method, .target = target, .body = body };

	centre_ask(&run, &ask, ret_reply);
}

static long
status_of(const char *method, const char *target, const char *body)
{
	struct reply reply;
	long status;

	ask(method, target, body, &reply);
	status = reply.code == CURLE_OK ? reply.status : 0;
	reply_free(&reply);
	return status;
}

static void
nth_request__is_the_only_one_hit(void **state)
{
	static const char *const options[] = { "--fault", "POST /v1/visits:503:retry=7:n=2-3",
		NULL };
	static const long expected[] = { 201, 503, 503, 201 };
	struct reply reply;

	(void)state;
	centre_start(&run, options);
	for (size_t i = 0; i < ARRAY_LEN(expected); i++) {
		ask("POST", "/v1/visits", VISIT, &reply);
		assert_int_equal(reply.status, expected[i]);
		if (reply.status == 503) {
			assert_string_equal(reply.retry_after, "7");
			assert_string_equal(problem_code(&reply), "busy");
			assert_int_equal(whole(reply.json, "retry_after_s"), 7);
		}
		reply_free(&reply);
		assert_int_equal(status_of("GET", "/v1/status", NULL), 200);
	}
	centre_stop(&run);
}

static void
drops_and_resets__end_without_an_answer(void **state)
{
	static const char *const options[] = { "--fault", "* /v1/status:drop-before:n=1",
		"--fault", "* /v1/status:drop-after:n=2", "--fault", "* /v1/status:reset:n=3",
		"--fault", "* /v1/status:429:n=4", NULL };
	struct reply reply;

	(void)state;
	centre_start(&run, options);
	for (int i = 0; i < 3; i++) {
		ask("GET", "/v1/status", NULL, &reply);
		assert_int_not_equal(reply.code, CURLE_OK);
		if (i == 2)
			assert_int_equal(reply.code, CURLE_RECV_ERROR); /* RST, not FIN */
		reply_free(&reply);
	}
	ask("GET", "/v1/status", NULL, &reply);
	assert_int_equal(reply.status, 429);
	assert_string_equal(problem_code(&reply), "too-many-requests");
	reply_free(&reply);
	assert_int_equal(status_of("GET", "/v1/status", NULL), 200);
	centre_stop(&run);
}

/* What the first of two equal requests gets; the second shows whether the first took effect. */
struct wrong {
	const char *action;
	CURLcode code;
	long status; /* 0: none */
	const char *type;
	bool is_json, processed;
};

static void
wrong_answer__is_wrong_as_promised(void **state)
{
	const struct wrong *wrong = *state;
	struct ask ask = {
		.method = "POST", .target = "/v1/visits", .body = VISIT, .key = KEY
	};
	char spec[64];
	const char *const options[] = { "--fault", spec, NULL };
	struct reply first, second;

	assert_int_equal(
		str_format(spec, sizeof(spec), "POST /v1/visits:%s:n=1", wrong->action), ST_OK);
	centre_start(&run, options);
	centre_ask(&run, &ask, &first);
	centre_ask(&run, &ask, &second);
	assert_int_equal(first.code, wrong->code);
	if (first.code == CURLE_OK)
		assert_int_equal(first.status, wrong->status);
	assert_string_equal(first.type, wrong->type);
	assert_int_equal(first.json != NULL, wrong->is_json);
	assert_int_equal(second.status, 201);
	assert_int_equal(second.replayed, wrong->processed);
	reply_free(&first);
	reply_free(&second);
	centre_stop(&run);
}

static void
answers_without_a_body__are_cut_or_left_alone(void **state)
{
	static const char *const options[] = { "--fault", "DELETE /v1/visits/*:truncated:n=1",
		"--fault", "DELETE /v1/visits/*:garbage:n=2", "--fault",
		"DELETE /v1/visits/*:wrong-type:n=3", "--fault",
		"DELETE /v1/visits/*:slow=1:n=4", NULL };
	static const long expected[] = { 0, 200, 204, 204 };

	(void)state;
	centre_start(&run, options);
	for (size_t i = 0; i < ARRAY_LEN(expected); i++) {
		struct opened visit;

		open_visit(&run, SITI, &visit);
		assert_int_equal(status_of("DELETE", of_visit(&visit, ""), NULL), expected[i]);
	}
	centre_stop(&run);
}

static void
probability__is_the_same_series_for_the_same_seed(void **state)
{
	static const char *const options[] = { "--fault", "GET /v1/status:503:p=0.5:seed=11",
		NULL };
	long first[24];
	int hits = 0;

	(void)state;
	centre_start(&run, options);
	for (size_t i = 0; i < ARRAY_LEN(first); i++) {
		first[i] = status_of("GET", "/v1/status", NULL);
		hits += first[i] == 503;
	}
	assert_in_range(hits, 4, 20);
	centre_kill(&run);
	centre_restart(&run, options);
	for (size_t i = 0; i < ARRAY_LEN(first); i++)
		assert_int_equal(status_of("GET", "/v1/status", NULL), first[i]);
	centre_stop(&run);
}

static void *
ask_slowly(void *ctx)
{
	long *status = ctx;

	*status = status_of("POST", "/v1/visits", VISIT);
	return NULL;
}

static long long
now_ms(void)
{
	struct timespec now;

	assert_int_equal(clock_gettime(CLOCK_MONOTONIC, &now), 0);
	return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

static void
delay__holds_up_its_own_request_only(void **state)
{
	static const char *const options[] = { "--fault", "POST /v1/visits:delay=3000", NULL };
	long long begin = now_ms();
	long slow = 0;
	pthread_t thread;
	int others = 0;

	(void)state;
	centre_start(&run, options);
	assert_int_equal(pthread_create(&thread, NULL, ask_slowly, &slow), 0);
	/* as long as the slow one waits, others are answered */
	while (__atomic_load_n(&slow, __ATOMIC_SEQ_CST) == 0 && others < 5)
		others += status_of("GET", "/v1/status", NULL) == 200;
	assert_int_equal(__atomic_load_n(&slow, __ATOMIC_SEQ_CST), 0);
	assert_int_equal(pthread_join(thread, NULL), 0);
	assert_int_equal(slow, 201);
	assert_true(now_ms() - begin >= 3000);
	centre_stop(&run);
}

static void
stop__does_not_wait_for_a_delay(void **state)
{
	static const char *const options[] = { "--fault", "POST /v1/visits:delay=600000",
		NULL };
	long slow = 1;
	pthread_t thread;

	(void)state;
	centre_start(&run, options);
	assert_int_equal(pthread_create(&thread, NULL, ask_slowly, &slow), 0);
	assert_int_equal(status_of("GET", "/v1/status", NULL), 200);
	centre_stop(&run);
	assert_int_equal(pthread_join(thread, NULL), 0);
}

static void
stop__does_not_wait_for_a_slow_answer(void **state)
{
	static const char *const options[] = { "--fault", "POST /v1/visits:slow=1", NULL };
	long slow = 1;
	pthread_t thread;

	(void)state;
	centre_start(&run, options);
	assert_int_equal(pthread_create(&thread, NULL, ask_slowly, &slow), 0);
	assert_int_equal(status_of("GET", "/v1/status", NULL), 200);
	centre_stop(&run);
	assert_int_equal(pthread_join(thread, NULL), 0);
}

static void
command_line__is_refused_where_it_is_wrong(void **state)
{
	static const struct {
		const char *arguments[8];
		int code;
	} cases[] = {
		{ { "--help" }, 0 },
		{ { "--version" }, 0 },
		{ { "cast", "--seed", "assets/demo/people.json" }, 0 },
		{ { "--no-such-option" }, 2 },
		{ { "dance", "--db", "/nonexistent/x" }, 2 },
		{ { "--listen", "127.0.0.1:0" }, 2 },
		{ { "--db", "/nonexistent/x", "--visit-minutes", "0" }, 2 },
		{ { "advance", "--db", "/nonexistent/x", "--claim", "JHT-1" }, 2 },
		{ { "--db", "/nonexistent/x" }, 1 },
		{ { "cast", "--seed", "assets/demo/README.md" }, 3 },
		{ { "cast", "--seed", "/nonexistent/x" }, 3 },
		{ { "--db", ":memory:", "--fault", "GET /v1/status:explode" }, 2 },
		{ { "--db", ":memory:", "--secret-file", "/nonexistent/x" }, 3 },
		{ { "--db", ":memory:", "--zone", "Mars/Olympus" }, 2 },
		{ { "--db", ":memory:", "--listen", "nowhere" }, 2 },
		{ { "--db", ":memory:", "--reference", "/nonexistent" }, 3 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		int code = centre_command(cases[i].arguments);

		if (code != cases[i].code)
			fail_msg("%s %s: %d, not %d", cases[i].arguments[0],
				cases[i].arguments[1] != NULL ? cases[i].arguments[1] : "",
				code, cases[i].code);
	}
}

#define WRONG(name_, ...)                                                                      \
	{                                                                                      \
		.name = name_, .test_func = wrong_answer__is_wrong_as_promised,                \
		.initial_state = &(struct wrong)                                               \
		{                                                                              \
			__VA_ARGS__                                                            \
		}                                                                              \
	}
#define HTML "text/html; charset=utf-8"
#define JSON "application/json"

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nth_request__is_the_only_one_hit),
		cmocka_unit_test(drops_and_resets__end_without_an_answer),
		WRONG("html__stands_for_the_centre", "html", CURLE_OK, 200, HTML, false, false),
		WRONG("html_after__hides_what_was_done", "html-after", CURLE_OK, 200, HTML,
			false, true),
		WRONG("redirect__stands_for_the_centre", "redirect", CURLE_OK, 302, HTML, false,
			false),
		WRONG("redirect_after__hides_what_was_done", "redirect-after", CURLE_OK, 302,
			HTML, false, true),
		WRONG("truncated__ends_in_the_middle", "truncated", CURLE_PARTIAL_FILE, 201,
			JSON, false, true),
		WRONG("garbage__is_no_json_under_its_type", "garbage", CURLE_OK, 201, JSON,
			false, true),
		WRONG("wrong_type__is_the_answer_as_plain_text", "wrong-type", CURLE_OK, 201,
			"text/plain", true, true),
		WRONG("slow__is_the_whole_answer", "slow=200", CURLE_OK, 201, JSON, true, true),
		WRONG("twice__answers_the_second_delivery", "twice", CURLE_OK, 401,
			"application/problem+json", true, true),
		cmocka_unit_test(answers_without_a_body__are_cut_or_left_alone),
		cmocka_unit_test(probability__is_the_same_series_for_the_same_seed),
		cmocka_unit_test(delay__holds_up_its_own_request_only),
		cmocka_unit_test(stop__does_not_wait_for_a_delay),
		cmocka_unit_test(stop__does_not_wait_for_a_slow_answer),
		cmocka_unit_test(command_line__is_refused_where_it_is_wrong),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
