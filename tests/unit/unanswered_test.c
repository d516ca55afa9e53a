/* SPDX-License-Identifier: Apache-2.0 */
/* Which request goes under the key of the one before it. */
#include "work/unanswered.h"

#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#define KEY_1 "019ab1c2-0000-7000-8000-000000000001"
#define KEY_2 "019ab1c2-0000-7000-8000-000000000002"
#define PATH  "/v1/visits/019ab1c2-0000-7000-8000-0000000000aa/cards"

static struct unanswered unanswered;

static int
nothing_unanswered(void **state)
{
	(void)state;
	unanswered = (struct unanswered){ .key = "" };
	return 0;
}

static void
answer(const char *key)
{
	struct wire_request request;

	wire_request_init(&request);
	assert_int_equal(
		str_copy(request.idempotency_key, sizeof(request.idempotency_key), key), ST_OK);
	unanswered_end(&unanswered, &request);
	wire_request_free(&request);
}

/* The key under which a request with these bytes leaves that was made with this key. */
static const char *
leaves(const char *method, const char *path, const char *body, const char *key)
{
	static char left[UUID_TEXT];
	struct wire_request request;

	wire_request_init(&request);
	assert_int_equal(str_copy(request.method, sizeof(request.method), method), ST_OK);
	assert_int_equal(str_copy(request.path, sizeof(request.path), path), ST_OK);
	assert_int_equal(
		str_copy(request.idempotency_key, sizeof(request.idempotency_key), key), ST_OK);
	assert_int_equal(buf_add(&request.body, body, strlen(body)), ST_OK);
	unanswered_begin(&unanswered, &request);
	assert_int_equal(str_copy(left, sizeof(left), request.idempotency_key), ST_OK);
	wire_request_free(&request);
	return left;
}

static void
same_request__keeps_its_key_until_the_centre_answers(void **state)
{
	(void)state;
	assert_string_equal(leaves("POST", PATH, "{\"kpj\":\"1\"}", KEY_1), KEY_1);
	assert_string_equal(leaves("POST", PATH, "{\"kpj\":\"1\"}", KEY_2), KEY_1);
	assert_string_equal(leaves("POST", PATH, "{\"kpj\":\"1\"}", KEY_2), KEY_1);
	answer(""); /* to something else */
	assert_string_equal(leaves("POST", PATH, "{\"kpj\":\"1\"}", KEY_2), KEY_1);
	answer(KEY_1);
	assert_string_equal(leaves("POST", PATH, "{\"kpj\":\"1\"}", KEY_2), KEY_2);
}

static void
other_request__has_a_key_of_its_own(void **state)
{
	static const struct {
		const char *method, *path, *body;
	} others[] = {
		{ "POST", PATH, "{\"kpj\":\"2\"}" },
		{ "POST", PATH "/x", "{\"kpj\":\"1\"}" },
		{ "PATCH", PATH, "{\"kpj\":\"1\"}" },
		{ "POST", PATH, "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		(void)nothing_unanswered(NULL);
		(void)leaves("POST", PATH, "{\"kpj\":\"1\"}", KEY_1);
		assert_string_equal(
			leaves(others[i].method, others[i].path, others[i].body, KEY_2), KEY_2);
	}
}

static void
request_without_a_key__is_not_remembered(void **state)
{
	(void)state;
	(void)leaves("POST", PATH, "{}", KEY_1);
	assert_string_equal(leaves("GET", PATH, "", ""), "");
	assert_string_equal(leaves("POST", PATH, "{}", KEY_2), KEY_1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(same_request__keeps_its_key_until_the_centre_answers,
			nothing_unanswered),
		cmocka_unit_test_setup(other_request__has_a_key_of_its_own, nothing_unanswered),
		cmocka_unit_test_setup(
			request_without_a_key__is_not_remembered, nothing_unanswered),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
