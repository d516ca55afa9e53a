/* SPDX-License-Identifier: Apache-2.0 */
/* Outcomes in words and in groups. */
#include "rules/ending.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

static void
outcome__has_words_and_is_in_one_group(void **state)
{
	static const struct {
		const char *code, *words;
	} cases[] = { { "ok", "" }, { "", "" }, { "denied", "tidak diizinkan" },
		{ "ST_DISK_FULL", "gagal" }, { "paid", "dibayar" } };
	char all[ENDING_CODES], code[40];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_string_equal(outcome_words(cases[i].code), cases[i].words);
	assert_null(outcome_words("teleported"));
	assert_int_equal(ending_codes((1u << ENDINGS) - 1, all, sizeof(all)), ST_OK);
	for (const char *at = all; *at; at += strcspn(at, ","), at += *at == ',') {
		size_t n = strcspn(at, ",");
		const char *again;

		memcpy(code, at, n);
		code[n] = '\0';
		assert_non_null(outcome_words(code));
		for (again = at + n; (again = strstr(again, code)) != NULL; again += n)
			assert_false(again[-1] == ',' && (again[n] == ',' || again[n] == '\0'));
	}
}

static void
endings__of_none_is_nothing_and_of_little_room_is_refused(void **state)
{
	char codes[ENDING_CODES] = "x";

	(void)state;
	assert_int_equal(ending_codes(0, codes, sizeof(codes)), ST_OK);
	assert_string_equal(codes, "");
	assert_int_equal(ending_codes(1u << ENDING_AWAY, codes, sizeof(codes)), ST_OK);
	assert_string_equal(codes, "again,away,late,not-reached,absent");
	assert_int_equal(ending_codes(1u << ENDING_AWAY, codes, 16), ST_TOO_LONG);
	for (int i = 0; i < ENDINGS; i++)
		assert_true(strlen(ending_words((enum ending)i)) > 0);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(outcome__has_words_and_is_in_one_group),
		cmocka_unit_test(endings__of_none_is_nothing_and_of_little_room_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
