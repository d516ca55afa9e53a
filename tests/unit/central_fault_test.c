/* SPDX-License-Identifier: Apache-2.0 */
/* Fault specs: which are understood, and which requests they hit. */
#include "central/fault.h"
#include "base/array.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#define CLAIMS "/v1/visits/019ab1c2/claims"

static struct faults *
faults_of(const char *a, const char *b)
{
	struct faults *faults = NULL;

	assert_int_equal(faults_new(&faults), ST_OK);
	assert_int_equal(faults_add(faults, a), ST_OK);
	if (b != NULL)
		assert_int_equal(faults_add(faults, b), ST_OK);
	return faults;
}

static enum fault_action
next(struct faults *faults, const char *method, const char *path)
{
	struct fault fault;

	faults_next(faults, method, path, &fault);
	return fault.action;
}

static void
faults_add__refuses_what_it_does_not_understand(void **state)
{
	static const char *const bad[] = {
		"",
		"POST",
		"POST /v1/visits",
		"POST v1/visits:503",
		"POST /v1/visits:",
		"POST /v1/visits:explode",
		"POST /v1/visits:503:n=0",
		"POST /v1/visits:503:n=3-2",
		"POST /v1/visits:503:n=x",
		"POST /v1/visits:503:p=1.5",
		"POST /v1/visits:503:p=",
		"POST /v1/visits:503:retry=-1",
		"POST /v1/visits:503:seed=0",
		"POST /v1/visits:503:colour=red",
		"POST /v1/visits:503=5",
		"POST /v1/visits:delay",
		"POST /v1/visits:delay=soon",
		"POST /v1/visits:delay=-5",
		"POST /v1/visits:html=1",
		"POST /v1/visits:truncate",
		"POST /v1/visits:slow",
		"POST /v1/visits:slow=0",
		"POST /v1/visits:slow=1000001",
	};
	struct faults *faults = NULL;

	(void)state;
	assert_int_equal(faults_new(&faults), ST_OK);
	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		if (faults_add(faults, bad[i]) != ST_INVALID)
			fail_msg("taken: %s", bad[i]);
	assert_int_equal(next(faults, "POST", "/v1/visits"), FAULT_NONE);
	faults_free(faults);
}

static void
every_action__is_understood_by_its_word(void **state)
{
	static const struct {
		const char *spec;
		enum fault_action action;
	} cases[] = {
		{ "* /a:drop-before", FAULT_DROP_BEFORE },
		{ "* /a:drop-after", FAULT_DROP_AFTER },
		{ "* /a:reset", FAULT_RESET },
		{ "* /a:429", FAULT_429 },
		{ "* /a:503", FAULT_503 },
		{ "* /a:html", FAULT_HTML },
		{ "* /a:html-after", FAULT_HTML_AFTER },
		{ "* /a:redirect", FAULT_REDIRECT },
		{ "* /a:redirect-after", FAULT_REDIRECT_AFTER },
		{ "* /a:truncated", FAULT_TRUNCATED },
		{ "* /a:garbage", FAULT_GARBAGE },
		{ "* /a:wrong-type", FAULT_WRONG_TYPE },
		{ "* /a:slow=7", FAULT_SLOW },
		{ "* /a:twice", FAULT_TWICE },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct faults *faults = faults_of(cases[i].spec, NULL);
		struct fault fault;

		faults_next(faults, "GET", "/a", &fault);
		assert_int_equal(fault.action, cases[i].action);
		assert_int_equal(fault.bytes_per_s, fault.action == FAULT_SLOW ? 7 : 0);
		faults_free(faults);
	}
}

static void
star__stands_for_one_segment(void **state)
{
	struct faults *faults = faults_of("POST /v1/visits/*/claims:drop-after", NULL);

	(void)state;
	assert_int_equal(next(faults, "POST", CLAIMS), FAULT_DROP_AFTER);
	assert_int_equal(next(faults, "GET", CLAIMS), FAULT_NONE);
	assert_int_equal(next(faults, "POST", "/v1/visits/a/b/claims"), FAULT_NONE);
	assert_int_equal(next(faults, "POST", CLAIMS "/JHT-1"), FAULT_NONE);
	faults_free(faults);
}

static void
n__counts_matching_requests_only(void **state)
{
	struct faults *faults = faults_of("* /v1/status:reset:n=2-3", NULL);
	static const enum fault_action expected[] = { FAULT_NONE, FAULT_RESET, FAULT_RESET,
		FAULT_NONE };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(expected); i++) {
		assert_int_equal(next(faults, "GET", "/v1/other"), FAULT_NONE);
		assert_int_equal(next(faults, "GET", "/v1/status"), expected[i]);
	}
	faults_free(faults);
}

static void
delays__add_up_before_the_first_other_fault(void **state)
{
	struct faults *faults = faults_of("GET /a:delay=30", "* /a:503:retry=9");
	struct fault fault;

	(void)state;
	assert_int_equal(faults_add(faults, "* /a:429"), ST_OK);
	assert_int_equal(faults_add(faults, "* /*:delay=12"), ST_OK);
	faults_next(faults, "GET", "/a", &fault);
	assert_int_equal(fault.action, FAULT_503);
	assert_int_equal(fault.delay_ms, 42);
	assert_int_equal(fault.retry_s, 9);
	faults_free(faults);
}

static void
probability__is_about_what_it_says_and_repeats(void **state)
{
	struct faults *a = faults_of("* /a:429:p=0.3:seed=5", NULL);
	struct faults *b = faults_of("* /a:429:p=0.3:seed=5", NULL);
	struct faults *c = faults_of("* /a:429:p=0.3:seed=6", NULL);
	int hits = 0, others = 0;

	(void)state;
	for (int i = 0; i < 1000; i++) {
		enum fault_action action = next(a, "GET", "/a");

		hits += action == FAULT_429;
		assert_int_equal(next(b, "GET", "/a"), action);
		others += next(c, "GET", "/a") != action;
	}
	assert_in_range(hits, 230, 370);
	assert_true(others > 0);
	faults_free(a);
	faults_free(b);
	faults_free(c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(faults_add__refuses_what_it_does_not_understand),
		cmocka_unit_test(every_action__is_understood_by_its_word),
		cmocka_unit_test(star__stands_for_one_segment),
		cmocka_unit_test(n__counts_matching_requests_only),
		cmocka_unit_test(delays__add_up_before_the_first_other_fault),
		cmocka_unit_test(probability__is_about_what_it_says_and_repeats),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
