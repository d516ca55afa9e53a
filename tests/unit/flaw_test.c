/* SPDX-License-Identifier: Apache-2.0 */
/* Every flaw has a sentence a primary-school reader can follow. */
#include "base/array.h"
#include "rules/flaw.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

static const enum flaw all[] = {
#define FLAW_NAME(name, warns, words) name,
	FLAW_LIST(FLAW_NAME)
#undef FLAW_NAME
};

static size_t
count_words(const char *text)
{
	size_t n = 0;

	for (size_t i = 0; text[i]; i++)
		n += text[i] != ' ' && (i == 0 || text[i - 1] == ' ');
	return n;
}

static void
flaw_words__are_at_most_twelve_and_end_as_a_sentence(void **state)
{
	(void)state;
	assert_string_equal(flaw_words(FLAW_NONE), "");
	for (size_t i = 1; i < ARRAY_LEN(all); i++) {
		const char *words = flaw_words(all[i]);

		assert_in_range(count_words(words), 2, 12);
		assert_int_equal(words[strlen(words) - 1], '.');
	}
}

static void
flaw_only_warns__leaves_the_person_the_last_word_on_three(void **state)
{
	size_t warnings = 0;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(all); i++)
		warnings += flaw_only_warns(all[i]);
	assert_true(flaw_only_warns(FLAW_NIK_REGION));
	assert_true(flaw_only_warns(FLAW_NIK_BIRTH_DIFFERS));
	assert_true(flaw_only_warns(FLAW_ACCOUNT_LENGTH));
	assert_false(flaw_only_warns(FLAW_NIK_DATE));
	assert_int_equal(warnings, 3);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(flaw_words__are_at_most_twelve_and_end_as_a_sentence),
		cmocka_unit_test(flaw_only_warns__leaves_the_person_the_last_word_on_three),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
