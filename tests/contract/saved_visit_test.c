/* SPDX-License-Identifier: Apache-2.0 */
/* A visit kept at the centre: by its code at another kiosk, on the last day, a day too late, and beside the codes of
 * claims. */
#include "tests/contract/centre.h"
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#define NIK "6308080303590022"

static struct centre_run run;

static int
start(void **state)
{
	(void)state;
	centre_start(&run, NULL);
	return 0;
}

static int
stop(void **state)
{
	(void)state;
	centre_stop(&run);
	return 0;
}

/* The body that opens it. */
static void
keep(char ret_code[16])
{
	struct opened visit;
	json_t *saved;

	open_attested(&run, NIK, &visit);
	saved = expect(&run, 201, "POST", of_visit(&visit, "/saved-visits"),
		"{\"flow\":\"claim\",\"step\":\"amount\",\"answers\":{\"reason\":\"USIA_56\"}}");
	assert_int_equal(str_copy(ret_code, 16, text(saved, "saved_code")), ST_OK);
	json_decref(saved);
}

static const char *
body_of(const char *member, const char *code)
{
	static char body[64];

	assert_int_equal(str_format(body, sizeof(body), "{\"%s\":\"%s\"}", member, code), ST_OK);
	return body;
}

static void
days_later(const char *ahead, int seconds)
{
	centre_kill(&run);
	centre_restart(&run, (const char *const[]){ "--clock-ahead", ahead, NULL });
	run.clock_ahead_s = seconds;
}

static void
saved_visit__opens_at_another_kiosk(void **state)
{
	char code[16];
	struct ask ask = { .method = "POST",
		.target = "/v1/visits",
		.kiosk = KIOSK_2,
		.secret = SECRET_2 };
	struct reply reply;

	(void)state;
	keep(code);
	ask.body = body_of("saved_code", code);
	centre_ask(&run, &ask, &reply);
	assert_int_equal(reply.status, 201);
	assert_string_equal(text(reply.json, "name_masked"), "Z***** A*****");
	assert_int_equal(json_object_size(reply.json), 5);
	reply_free(&reply);
}

static void
saved_visit__is_over_after_14_days_and_no_guess(void **state)
{
	enum { DAY_S = 24 * 3600, TRIES = 40 };
	char code[16], other[16];

	(void)state;
	keep(code);
	days_later("14d", 14 * DAY_S);
	json_decref(expect(&run, 201, "POST", "/v1/visits", body_of("saved_code", code)));
	days_later("15d", 15 * DAY_S);
	for (int i = 0; i < TRIES; i++)
		expect_problem(&run, "saved-visit-over", "POST", "/v1/visits",
			body_of("saved_code", code));
	keep(other);
	json_decref(expect(&run, 201, "POST", "/v1/visits", body_of("saved_code", other)));
}

static void
code_of_a_saved_visit__is_told_from_that_of_a_claim(void **state)
{
	char code[16];

	(void)state;
	keep(code);
	expect_problem(&run, "code-of-saved-visit", "POST", "/v1/claim-lookups",
		body_of("code", code));
	expect_problem(&run, "code-not-found", "POST", "/v1/claim-lookups",
		body_of("code", receipt_code(77)));
	expect_problem(&run, "person-not-found", "POST", "/v1/visits",
		body_of("saved_code", receipt_code(77)));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(saved_visit__opens_at_another_kiosk),
		cmocka_unit_test(code_of_a_saved_visit__is_told_from_that_of_a_claim),
		cmocka_unit_test(saved_visit__is_over_after_14_days_and_no_guess),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
