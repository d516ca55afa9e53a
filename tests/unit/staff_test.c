/* SPDX-License-Identifier: Apache-2.0 */
/* Rights by role, PINs that are guessed first, how long wrong ones wait, and who is the second of two. */
#include "rules/staff.h"

#include "base/array.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#define MORNING INT64_C(1795395600000)

static void
rights__are_of_known_roles_alone(void **state)
{
	static const struct {
		const char *role, *has; /* a digit for each right: help presence hand-overs … */
	} cases[] = {
		{ "officer", "11110000011" },
		{ "supervisor", "11111111111" },
		{ "technician", "00000000001" },
		{ "", "00000000000" },
		{ "Supervisor", "00000000000" },
		{ "supervisors", "00000000000" },
		{ "root", "00000000000" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		assert_int_equal(strlen(cases[i].has), RIGHT_COUNT);
		for (int right = 0; right < RIGHT_COUNT; right++)
			assert_int_equal(
				staff_may(cases[i].role, right), cases[i].has[right] == '1');
		assert_false(staff_may(cases[i].role, RIGHT_COUNT));
	}
}

static void
roles__go_to_their_words_and_back(void **state)
{
	(void)state;
	for (int role = ROLE_NONE; role <= ROLE_TECHNICIAN; role++) {
		assert_int_equal(staff_role_of(staff_role_code(role)), role);
		assert_int_equal(staff_role_words(role)[0] == '\0', role == ROLE_NONE);
	}
}

static void
pin__that_is_guessed_first_is_refused_with_the_reason(void **state)
{
	static const struct {
		const char *pin;
		enum pin_flaw flaw;
	} cases[] = {
		{ "", PIN_NOT_SIX },
		{ "12345", PIN_NOT_SIX },
		{ "1234567", PIN_NOT_SIX },
		{ "12a456", PIN_NOT_SIX },
		{ "000000", PIN_ONE_DIGIT },
		{ "777777", PIN_ONE_DIGIT },
		{ "123456", PIN_ROW },
		{ "654321", PIN_ROW },
		{ "890123", PIN_ROW },
		{ "121212", PIN_REPEATS },
		{ "457457", PIN_REPEATS },
		{ "120360", PIN_DATE },
		{ "311299", PIN_DATE },
		{ "290200", PIN_DATE },
		{ "290201", PIN_FINE }, /* neither 1901 nor 2001 had it */
		{ "311199", PIN_FINE }, /* November has 30 */
		{ "246810", PIN_FINE },
		{ "482915", PIN_FINE },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		enum pin_flaw flaw = staff_pin_flaw(cases[i].pin);

		assert_int_equal(flaw, cases[i].flaw);
		assert_int_equal(staff_pin_reason(flaw)[0] == '\0', flaw == PIN_FINE);
	}
}

static void
tries__wait_twice_as_long_from_the_fifth_and_lock_at_the_fifteenth(void **state)
{
	static const int waits[PIN_TRIES_LOCK + 2] = { 0, 0, 0, 0, 15, 30, 60, 120, 240, 480,
		900, 900, 900, 900, 900, 900, 900 };
	struct pin_tries tries = { 0 };

	(void)state;
	for (int i = 0; i < (int)ARRAY_LEN(waits); i++) {
		tries = pin_tries_wrong(tries, MORNING);
		assert_int_equal(pin_tries_wait_s(&tries, MORNING), waits[i]);
		assert_int_equal(pin_tries_locked(&tries), i + 1 >= PIN_TRIES_LOCK);
	}
	assert_int_equal(tries.wrong, PIN_TRIES_LOCK);
}

static void
tries__are_open_again_in_time_whatever_the_clock_does(void **state)
{
	struct pin_tries tries = { 0 };

	(void)state;
	for (int i = 0; i < 6; i++)
		tries = pin_tries_wrong(tries, MORNING);
	assert_int_equal(pin_tries_wait_s(&tries, MORNING + 1), 30);
	assert_int_equal(pin_tries_wait_s(&tries, MORNING + 29001), 1);
	assert_int_equal(pin_tries_wait_s(&tries, MORNING + 30000), 0);
	assert_int_equal(pin_tries_wait_s(&tries, MORNING + INT64_C(86400000)), 0);
	assert_int_equal(
		pin_tries_wait_s(&tries, MORNING - INT64_C(86400000)), 0); /* set back */
}

static void
card__is_32_digits_and_no_other_number(void **state)
{
	uint8_t random[STAFF_CARD_DIGITS];
	char code[STAFF_CARD_ROOM];

	(void)state;
	for (int i = 0; i < STAFF_CARD_DIGITS; i++)
		random[i] = (uint8_t)(i * 37);
	staff_card_make(random, code);
	assert_true(staff_card_has_form(code));
	assert_false(staff_card_has_form(code + 1));
	assert_false(staff_card_has_form("6308055203600001"));
	code[4] = 'x';
	assert_false(staff_card_has_form(code));
}

static void
second__is_another_person_with_the_right(void **state)
{
	static const struct {
		const char *first, *second, *role;
		enum second is;
	} cases[] = {
		{ "staff-RN", "staff-SY", "supervisor", SECOND_FINE },
		{ "staff-SY", "staff-SY", "supervisor", SECOND_SAME },
		{ "staff-RN", "staff-HD", "officer", SECOND_NO_RIGHT },
		{ "staff-RN", "staff-TF", "technician", SECOND_NO_RIGHT },
		{ "staff-RN", "staff-XX", "", SECOND_NO_RIGHT },
		{ "staff-RN", "", "supervisor", SECOND_NOBODY },
		{ "", "staff-SY", "supervisor", SECOND_NOBODY },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		enum second is = staff_second(cases[i].first, cases[i].second, cases[i].role);

		assert_int_equal(is, cases[i].is);
		assert_int_equal(staff_second_words(is)[0] == '\0', is == SECOND_FINE);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rights__are_of_known_roles_alone),
		cmocka_unit_test(roles__go_to_their_words_and_back),
		cmocka_unit_test(pin__that_is_guessed_first_is_refused_with_the_reason),
		cmocka_unit_test(
			tries__wait_twice_as_long_from_the_fifth_and_lock_at_the_fifteenth),
		cmocka_unit_test(tries__are_open_again_in_time_whatever_the_clock_does),
		cmocka_unit_test(card__is_32_digits_and_no_other_number),
		cmocka_unit_test(second__is_another_person_with_the_right),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
