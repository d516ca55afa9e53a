/* SPDX-License-Identifier: Apache-2.0 */
/* Strict JSON: what is refused, what the getters need. */
#include "base/array.h"
#include "base/json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

static json_t *
read_text(const char *text)
{
	json_t *value = NULL;

	assert_int_equal(json_read(text, strlen(text), &value), ST_OK);
	return value;
}

static void
json_read__refuses_what_is_not_one_clean_value(void **state)
{
	static const char *const bad[] = {
		"",
		"{",
		"{}x",
		"{} {}",
		"{\"a\":1,\"a\":2}",
		"{\"a\":\"\\u0000\"}",
		"{\"a\":\"\xc3(\"}",
		"{'a':1}",
		"{\"a\":01}",
		"{\"a\":99999999999999999999}",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		json_t *value = NULL;

		assert_int_equal(json_read(bad[i], strlen(bad[i]), &value), ST_INVALID);
		assert_null(value);
	}
}

static void
json_read__has_a_ceiling(void **state)
{
	size_t n = JSON_BYTES_MAX + 1;
	char *bytes = malloc(n);
	json_t *value = NULL;

	(void)state;
	assert_non_null(bytes);
	memset(bytes, ' ', n);
	bytes[0] = '1';
	assert_int_equal(json_read(bytes, n, &value), ST_TOO_LONG);
	assert_int_equal(json_read(bytes, n - 1, &value), ST_OK);
	json_decref(value);
	free(bytes);
}

static void
json_need__takes_what_it_names_and_nothing_else(void **state)
{
	json_t *value = read_text("{\"s\":\"abc\",\"i\":7,\"r\":7.0,\"b\":true,\"o\":{},"
				  "\"a\":[1,2],\"n\":null}");
	char text[4] = "old";
	int64_t number = -1;
	bool yes = false;
	json_t *inner = NULL;

	(void)state;
	assert_int_equal(json_need_string(value, "s", text, 3), ST_TOO_LONG);
	assert_string_equal(text, "old");
	assert_int_equal(json_need_string(value, "s", text, 4), ST_OK);
	assert_string_equal(text, "abc");
	assert_int_equal(json_need_string(value, "i", text, 4), ST_INVALID);
	assert_int_equal(json_need_string(value, "missing", text, 4), ST_INVALID);
	assert_int_equal(json_need_int(value, "i", 8, 9, &number), ST_INVALID);
	assert_int_equal(json_need_int(value, "r", 0, 9, &number), ST_INVALID);
	assert_int_equal(number, -1);
	assert_int_equal(json_need_int(value, "i", 7, 7, &number), ST_OK);
	assert_int_equal(number, 7);
	assert_int_equal(json_need_bool(value, "i", &yes), ST_INVALID);
	assert_int_equal(json_need_bool(value, "b", &yes), ST_OK);
	assert_true(yes);
	assert_int_equal(json_need_object(value, "a", &inner), ST_INVALID);
	assert_int_equal(json_need_object(value, "o", &inner), ST_OK);
	assert_int_equal(json_need_array(value, "a", 1, &inner), ST_TOO_LONG);
	assert_int_equal(json_need_array(value, "a", 2, &inner), ST_OK);
	assert_int_equal(json_array_size(inner), 2);
	assert_int_equal(json_need_string(NULL, "s", text, 4), ST_INVALID);
	json_decref(value);
}

static void
json_may__leaves_the_result_alone_when_absent_but_refuses_another_type(void **state)
{
	json_t *value = read_text("{\"n\":null,\"i\":7}");
	char text[4] = "old";
	int64_t number = -1;
	bool yes = true;
	json_t *inner = NULL;

	(void)state;
	assert_int_equal(json_may_string(value, "n", text, 4), ST_OK);
	assert_int_equal(json_may_string(value, "missing", text, 4), ST_OK);
	assert_int_equal(json_may_string(value, "i", text, 4), ST_INVALID);
	assert_string_equal(text, "old");
	assert_int_equal(json_may_int(value, "n", 0, 9, &number), ST_OK);
	assert_int_equal(number, -1);
	assert_int_equal(json_may_int(value, "i", 0, 9, &number), ST_OK);
	assert_int_equal(number, 7);
	assert_int_equal(json_may_bool(value, "n", &yes), ST_OK);
	assert_true(yes);
	assert_int_equal(json_may_object(value, "i", &inner), ST_INVALID);
	assert_int_equal(json_may_array(value, "n", 1, &inner), ST_OK);
	assert_null(inner);
	assert_int_equal(json_may_string(NULL, "n", text, 4), ST_INVALID);
	json_decref(value);
}

static void
json_write__keeps_order_and_the_buffers_ceiling(void **state)
{
	json_t *value = read_text("{ \"b\": 1, \"a\": [true, \"\\u00e9\"] }");
	struct buf buf, small;

	(void)state;
	buf_init(&buf, 100);
	buf_init(&small, 5);
	assert_int_equal(json_write(value, &buf), ST_OK);
	assert_string_equal(buf.data, "{\"b\":1,\"a\":[true,\"é\"]}");
	assert_int_equal(json_write(value, &small), ST_TOO_LONG);
	buf_free(&small);
	buf_free(&buf);
	json_decref(value);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(json_read__refuses_what_is_not_one_clean_value),
		cmocka_unit_test(json_read__has_a_ceiling),
		cmocka_unit_test(json_need__takes_what_it_names_and_nothing_else),
		cmocka_unit_test(
			json_may__leaves_the_result_alone_when_absent_but_refuses_another_type),
		cmocka_unit_test(json_write__keeps_order_and_the_buffers_ceiling),
	};

	json_use_wiping_memory();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
