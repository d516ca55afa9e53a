/* SPDX-License-Identifier: Apache-2.0 */
/* Who is let in: kiosks, signatures, clock, nonces, attempts, TLS. */
#include "tests/contract/centre.h"
#include "base/array.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#define NONCE "00112233445566778899aabbccddee01"

static struct centre_run run;

static int
start(void **state)
{
	static const char *const options[] = { "--attempts", "3", NULL };

	(void)state;
	centre_start(&run, options);
	return 0;
}

static int
stop(void **state)
{
	(void)state;
	centre_stop(&run);
	return 0;
}

static void
signature__is_refused_when_any_signed_part_differs(void **state)
{
	static const struct {
		struct ask ask;
		const char *code;
	} cases[] = {
		{ { .secret = SECRET_2 }, "signature-invalid" },
		{ { .signature = "AAAA" }, "signature-invalid" },
		{ { .signed_target = "/v1/status?x=2" }, "signature-invalid" },
		{ { .signed_body = "{}" }, "signature-invalid" },
		{ { .nonce = "not hex" }, "signature-invalid" },
		{ { .kiosk = "UJI-99" }, "kiosk-not-admitted" },
		{ { .kiosk = KIOSK_2 }, "signature-invalid" },
		{ { .late_s = -301 }, "clock-skew" },
		{ { .late_s = 302 }, "clock-skew" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct ask ask = cases[i].ask;
		struct reply reply;

		ask.method = "GET";
		ask.target = "/v1/status?x=1";
		centre_ask(&run, &ask, &reply);
		assert_string_equal(problem_code(&reply), cases[i].code);
		reply_free(&reply);
	}
}

static void
clock_skew__tells_the_centres_time(void **state)
{
	const struct ask ask = { .method = "GET", .target = "/v1/status", .late_s = 3600 };
	struct reply reply;

	(void)state;
	centre_ask(&run, &ask, &reply);
	assert_int_equal(reply.status, 401);
	assert_non_null(text(reply.json, "time"));
	assert_int_equal(strlen(text(reply.json, "time")), strlen("2026-11-23T09:00:00+08:00"));
	reply_free(&reply);
}

static void
signature__is_accepted_near_the_edge_of_the_window(void **state)
{
	(void)state;
	for (int late = -290; late <= 290; late += 580) {
		const struct ask ask = {
			.method = "GET", .target = "/v1/status", .late_s = late
		};
		struct reply reply;

		centre_ask(&run, &ask, &reply);
		assert_int_equal(reply.status, 200);
		reply_free(&reply);
	}
}

static void
nonce__is_taken_once_and_per_kiosk_also_after_a_crash(void **state)
{
	struct ask ask = { .method = "GET", .target = "/v1/status", .nonce = NONCE };
	struct reply reply;

	(void)state;
	centre_ask(&run, &ask, &reply);
	assert_int_equal(reply.status, 200);
	reply_free(&reply);
	centre_kill(&run);
	centre_restart(&run, (const char *const[]){ "--attempts", "3", NULL });
	centre_ask(&run, &ask, &reply);
	assert_int_equal(reply.status, 401);
	assert_string_equal(problem_code(&reply), "nonce-replayed");
	reply_free(&reply);
	ask.kiosk = KIOSK_2;
	ask.secret = SECRET_2;
	centre_ask(&run, &ask, &reply);
	assert_int_equal(reply.status, 200);
	reply_free(&reply);
}

static void
attempts__are_limited_for_each_kiosk(void **state)
{
	static const char unknown[] = "{\"nik\":\"6308021010700026\"}";
	struct ask other = { .method = "POST",
		.target = "/v1/visits",
		.body = "{\"nik\":\"" SITI "\"}",
		.kiosk = KIOSK_2,
		.secret = SECRET_2 };
	struct reply reply;

	(void)state;
	for (int i = 0; i < 3; i++)
		expect_problem(&run, "person-not-found", "POST", "/v1/visits", unknown);
	expect_problem(&run, "too-many-attempts", "POST", "/v1/visits", unknown);
	expect_problem(
		&run, "too-many-attempts", "POST", "/v1/visits", "{\"nik\":\"" SITI "\"}");
	centre_ask(&run, &other, &reply);
	assert_int_equal(reply.status, 201);
	reply_free(&reply);
}

static void
visits__of_one_person_are_limited(void **state)
{
	static const char body[] = "{\"nik\":\"6308031507650002\"}";

	(void)state;
	for (int i = 0; i < 120; i++)
		json_decref(expect(&run, 201, "POST", "/v1/visits", body));
	expect_problem(&run, "too-many-attempts", "POST", "/v1/visits", body);
	json_decref(expect(&run, 201, "POST", "/v1/visits", "{\"nik\":\"" SITI "\"}"));
}

static void
unknown_paths_and_methods__are_problems(void **state)
{
	(void)state;
	expect_problem(&run, "no-such-path", "GET", "/v1/nowhere", NULL);
	expect_problem(&run, "no-such-path", "GET", "/", NULL);
	expect_problem(&run, "no-such-path", "GET", "/v1/status/", NULL);
	expect_problem(&run, "no-such-path", "GET", "/v1/reference/", NULL);
	expect_problem(&run, "method-not-allowed", "DELETE", "/v1/status", NULL);
	expect_problem(&run, "method-not-allowed", "PUT", "/v1/visits", "{}");
}

static void
maintenance__closes_everything_but_the_status(void **state)
{
	struct reply reply;
	json_t *status;
	const struct ask ask = {
		.method = "POST", .target = "/v1/visits", .body = "{\"nik\":\"" SITI "\"}"
	};

	(void)state;
	centre_kill(&run);
	centre_restart(&run, (const char *const[]){ "--maintenance", "10", NULL });
	status = expect(&run, 200, "GET", "/v1/status", NULL);
	assert_string_equal(text(status, "state"), "maintenance");
	assert_non_null(text(status, "until"));
	json_decref(status);
	centre_ask(&run, &ask, &reply);
	assert_int_equal(reply.status, 503);
	assert_string_equal(problem_code(&reply), "maintenance");
	assert_true(whole(reply.json, "retry_after_s") > 500);
	assert_true(reply.retry_after[0] != '\0');
	reply_free(&reply);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(signature__is_refused_when_any_signed_part_differs),
		cmocka_unit_test(clock_skew__tells_the_centres_time),
		cmocka_unit_test(signature__is_accepted_near_the_edge_of_the_window),
		cmocka_unit_test(unknown_paths_and_methods__are_problems),
		cmocka_unit_test(visits__of_one_person_are_limited),
		cmocka_unit_test(nonce__is_taken_once_and_per_kiosk_also_after_a_crash),
		cmocka_unit_test(attempts__are_limited_for_each_kiosk),
		cmocka_unit_test(maintenance__closes_everything_but_the_status),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
