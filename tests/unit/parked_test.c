/* SPDX-License-Identifier: Apache-2.0 */
/* Nothing is parked without a reason and somebody's action in words. */
#include "rules/parked.h"

#include "base/array.h"
#include "central/problem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

enum { WORDS_MAX = 12 };

/* Asked for by no claim: of the data, the cards, JMO, the queue and the log. */
static const char *const of_other_requests[] = { "request-not-found",
	"card-already-linked", "card-not-yours", "claim-not-returned", "not-blocked",
	"not-self-employed", "journal-head-differs", "field-not-asked",
	"second-person-needed", "saved-visit-over" };

static bool
is_of_other_requests(const char *code)
{
	for (size_t i = 0; i < ARRAY_LEN(of_other_requests); i++)
		if (strcmp(of_other_requests[i], code) == 0)
			return true;
	return false;
}

static void
parked_words__has_a_row_for_every_no_of_the_centre(void **state)
{
	static const struct {
		const char *code;
		int http;
	} problems[] = {
#define PROBLEM_CASE(name, code, http, title) { code, http },
		PROBLEM_LIST(PROBLEM_CASE)
#undef PROBLEM_CASE
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(problems); i++) {
		const char *code = problems[i].code;

		if (problems[i].http == 401 || problems[i].http == 429 ||
			problems[i].http >= 500 || strcmp(code, "kiosk-not-admitted") == 0)
			continue; /* sent again, or the line stops */
		assert_int_equal(parked_is_known(code), !is_of_other_requests(code));
	}
}

static void
parked_words__says_something_of_what_nobody_knows(void **state)
{
	static const char *const unknown[] = { "", "no-such-problem", "claim", "open" };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(unknown); i++) {
		assert_false(parked_is_known(unknown[i]));
		assert_true(parked_words(unknown[i])->person[0] != '\0');
	}
}

static int
words_in(const char *text)
{
	int n = 0;

	for (const char *at = text; *at; at++)
		n += *at != ' ' && (at == text || at[-1] == ' ');
	return n;
}

static void
parked_words__are_short(void **state)
{
	static const char *const codes[] = { "claim-open-elsewhere", "claim-not-eligible",
		"officer-needed", "document-needed", "account-not-yours", "account-dormant",
		"identity-differs", "assurance-needed", "heirs-only", "visit-not-found",
		"code-not-found", "damaged", "invalid", "" };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(codes); i++) {
		const struct parked *row = parked_words(codes[i]);

		assert_true(words_in(row->why) <= WORDS_MAX);
		assert_true(words_in(row->action) <= WORDS_MAX);
		assert_true(words_in(row->person) <= WORDS_MAX);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(parked_words__has_a_row_for_every_no_of_the_centre),
		cmocka_unit_test(parked_words__says_something_of_what_nobody_knows),
		cmocka_unit_test(parked_words__are_short),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
