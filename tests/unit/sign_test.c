/* SPDX-License-Identifier: Apache-2.0 */
/* Request signatures against values made with openssl dgst -hmac. */
#include "base/array.h"
#include "base/sign.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#define NONCE "00112233445566778899aabbccddeeff"

static void
request_sign__agrees_with_openssl(void **state)
{
	static const struct {
		const char *method, *target, *body, *signature;
	} cases[] = {
		{"POST", "/v1/visits?x=1", "{\"nik\":\"1\"}",
                 "dFwHxA1k4GKFI2ermR6WhcISabvuppqsaO+asY4WJNs="                                             },
		{ "GET", "/v1/status",     NULL,              "Jr8qtyZ0hzg6XdjeJXj3/6LP/vowUx2WL+QfCZ9CDhE="},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		char signature[SIGNATURE_ROOM];

		request_sign("rahasia-demo", cases[i].method, cases[i].target, 1760000000,
			NONCE, cases[i].body, cases[i].body ? strlen(cases[i].body) : 0,
			signature);
		assert_string_equal(signature, cases[i].signature);
	}
}

static void
request_sign__changes_with_every_part(void **state)
{
	static const struct {
		const char *secret, *method, *target, *nonce, *body;
		int64_t timestamp;
	} cases[] = {
		{"s",  "GET", "/a",  NONCE,                              "b", 1},
		{ "S", "GET", "/a",  NONCE,                              "b", 1},
		{ "s", "PUT", "/a",  NONCE,                              "b", 1},
		{ "s", "GET", "/a?", NONCE,                              "b", 1},
		{ "s", "GET", "/a",  "00112233445566778899aabbccddee00", "b", 1},
		{ "s", "GET", "/a",  NONCE,                              "B", 1},
		{ "s", "GET", "/a",  NONCE,                              "b", 2},
	};
	char seen[ARRAY_LEN(cases)][SIGNATURE_ROOM];

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		request_sign(cases[i].secret, cases[i].method, cases[i].target,
			cases[i].timestamp, cases[i].nonce, cases[i].body,
			strlen(cases[i].body), seen[i]);
		for (size_t k = 0; k < i; k++)
			assert_false(signature_equal(seen[i], seen[k]));
		assert_true(signature_equal(seen[i], seen[i]));
	}
}

static void
nonce_make__gives_32_hex_digits(void **state)
{
	const uint8_t random[16] = { 0x00, 0x11, 0xAB, [15] = 0xFF };
	char nonce[NONCE_ROOM];

	(void)state;
	nonce_make(random, nonce);
	assert_string_equal(nonce, "0011ab000000000000000000000000ff");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(request_sign__agrees_with_openssl),
		cmocka_unit_test(request_sign__changes_with_every_part),
		cmocka_unit_test(nonce_make__gives_32_hex_digits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
