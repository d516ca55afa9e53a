/* SPDX-License-Identifier: Apache-2.0 */
/* Sentences with holes. */
#include "base/array.h"
#include "base/fill.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

static void
fill_text__fills_by_name_or_says_why_not(void **state)
{
	static const struct fill fills[] = {
		{"date", "12 Maret"  },
                { "who", "{date} & A"}
	};
	static const struct {
		const char *text;
		enum status st;
		const char *filled;
	} cases[] = {
		{"",		      ST_OK,       ""                        },
		{ "tetap",                ST_OK,       "tetap"                   },
		{ "{date}",               ST_OK,       "12 Maret"                },
		{ "a {who} b {date}.",    ST_OK,       "a {date} & A b 12 Maret."},
		{ "{date}{date}",         ST_OK,       "12 Maret12 Maret"        },
		{ "ada } saja",           ST_OK,       "ada } saja"              },
		{ "{tidak}",              ST_INVALID,  ""                        },
		{ "{}",                   ST_INVALID,  ""                        },
		{ "{dat",                 ST_INVALID,  ""                        },
		{ "{",                    ST_INVALID,  ""                        },
		{ "{who}{who}{who}{who}", ST_TOO_LONG, ""                        },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		char dst[32] = "before";

		assert_int_equal(
			fill_text(dst, sizeof(dst), cases[i].text, fills, ARRAY_LEN(fills)),
			cases[i].st);
		assert_string_equal(dst, cases[i].filled);
	}
}

static void
fill_text__fits_to_the_last_byte(void **state)
{
	const struct fill fill = { "x", "abc" };
	char dst[5];

	(void)state;
	assert_int_equal(fill_text(dst, 5, "{x}d", &fill, 1), ST_OK);
	assert_string_equal(dst, "abcd");
	assert_int_equal(fill_text(dst, 4, "{x}d", &fill, 1), ST_TOO_LONG);
	assert_string_equal(dst, "");
	assert_int_equal(fill_text(dst, 0, "", &fill, 1), ST_TOO_LONG);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(fill_text__fills_by_name_or_says_why_not),
		cmocka_unit_test(fill_text__fits_to_the_last_byte),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
