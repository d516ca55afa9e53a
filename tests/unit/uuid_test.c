/* SPDX-License-Identifier: Apache-2.0 */
/* UUIDs read and written. */
#include "base/array.h"
#include "base/uuid.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

static void
uuid_bytes__reads_what_uuid_text_writes(void **state)
{
	uint8_t bytes[UUID_BYTES];
	char text[UUID_TEXT];

	(void)state;
	assert_int_equal(uuid_bytes("0192AABB-ccdd-7f01-bf03-0405060708fF", bytes), ST_OK);
	assert_int_equal(bytes[0], 0x01);
	assert_int_equal(bytes[15], 0xff);
	uuid_text(bytes, text);
	assert_string_equal(text, "0192aabb-ccdd-7f01-bf03-0405060708ff");
}

static void
uuid_bytes__refuses_what_is_no_uuid(void **state)
{
	static const char *const cases[] = { "", "0192aabb",
		"0192aabb-ccdd-7f01-bf03-04050607080", "0192aabb-ccdd-7f01-bf03-0405060708091",
		"0192aabb-ccdd-7f01-bf03-04050607080g", "0192aabbcccdd-7f01-bf03-040506070809",
		"0192aabb-ccdd-7f01-bf03-0405060708-9",
		"------------------------------------" };
	uint8_t bytes[UUID_BYTES] = { 7 };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		assert_int_equal(uuid_bytes(cases[i], bytes), ST_INVALID);
	assert_int_equal(bytes[0], 7);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(uuid_bytes__reads_what_uuid_text_writes),
		cmocka_unit_test(uuid_bytes__refuses_what_is_no_uuid),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
