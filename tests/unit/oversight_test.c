/* SPDX-License-Identifier: Apache-2.0 */
/* What stands out in officers' work, and who may look at it. */
#include "base/array.h"
#include "rules/oversight.h"
#include "rules/review.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

enum { OFFICERS = 5 };

static void
flags__are_of_counts(void **state)
{
	static const struct {
		size_t n;
		int attests[OFFICERS], accounts[OFFICERS], phones[OFFICERS];
		unsigned flags[OFFICERS];
	} rows[] = {
		{ 0, { 0 }, { 0 }, { 0 }, { 0 } },
		{ 1, { 0 }, { 0 }, { 0 }, { 0 } },
		{ 1, { 40 }, { 0 }, { 0 }, { 0 } },                     /* the median itself */
		{ 2, { 1, 40 }, { 0 }, { 0 }, { 0 } },                  /* 20,5: 40 < 41 */
		{ 3, { 10, 10, 20 }, { 0 }, { 0 }, { 0 } },             /* twice is not over twice */
		{ 3, { 10, 10, 21 }, { 0 }, { 0 }, { 0, 0, FLAG_ATTESTS } },
		{ 4, { 2, 4, 6, 11 }, { 0 }, { 0 }, { 0, 0, 0, FLAG_ATTESTS } }, /* median 5 */
		{ 4, { 2, 4, 6, 10 }, { 0 }, { 0 }, { 0 } },
		{ 5, { 0, 0, 0, 3, 7 }, { 0 }, { 0 }, { 0 } }, /* nobody's zero counts */
		{ 5, { 3, 3, 3, 3, 7 }, { 0 }, { 0 }, { 0, 0, 0, 0, FLAG_ATTESTS } },
		{ 2, { 1, 1 }, { 1, 0 }, { 0, 2 }, { FLAG_ACCOUNTS, FLAG_PHONES } },
		{ 3, { 9, 1, 1 }, { 1 }, { 1 },
			{ FLAG_ATTESTS | FLAG_ACCOUNTS | FLAG_PHONES } },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct officer_counts counts[OFFICERS] = { 0 };
		unsigned flags[OFFICERS] = { 0 };

		for (size_t k = 0; k < rows[i].n; k++) {
			counts[k].attests = rows[i].attests[k];
			counts[k].accounts = rows[i].accounts[k];
			counts[k].phones = rows[i].phones[k];
		}
		oversight_flags(counts, rows[i].n, flags);
		for (size_t k = 0; k < rows[i].n; k++)
			if (flags[k] != rows[i].flags[k])
				fail_msg("row %zu, officer %zu: %u", i, k, flags[k]);
	}
}

static void
review_may__wants_the_right_and_no_part_in_it(void **state)
{
	static const struct {
		const char *id, *role, *officer, *second;
		bool may;
	} rows[] = {
		{ "staff-SY", "supervisor", "staff-RN", "", true },
		{ "staff-SY", "supervisor", "participant", "", true },
		{ "staff-SY", "supervisor", "staff-SY", "", false },
		{ "staff-SY", "supervisor", "staff-RN", "staff-SY", false },
		{ "staff-RN", "officer", "staff-XX", "", false },
		{ "staff-TK", "technician", "staff-XX", "", false },
		{ "", "supervisor", "staff-XX", "", false },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		assert_int_equal(review_may(rows[i].id, rows[i].role, rows[i].officer,
					 rows[i].second),
			rows[i].may);
}

static void
codes__lead_back(void **state)
{
	(void)state;
	for (int kind = REVIEW_NONE; kind < REVIEW_KINDS; kind++)
		assert_int_equal(review_of_code(review_code((enum review_kind)kind)), kind);
	for (int note = NOTE_NONE; note < REVIEW_NOTES; note++)
		assert_int_equal(
			review_note_of_code(review_note_code((enum review_note)note)), note);
	assert_int_equal(review_of_code("else"), REVIEW_NONE);
	assert_int_equal(review_note_of_code("else"), NOTE_NONE);
}

static void
notes__go_with_a_verdict(void **state)
{
	(void)state;
	assert_true(review_note_fits(NOTE_NONE, REVIEW_FITS));
	assert_false(review_note_fits(NOTE_NONE, REVIEW_QUESTIONED));
	assert_true(review_note_fits(NOTE_WRITTEN, REVIEW_QUESTIONED));
	assert_false(review_note_fits(NOTE_PAPERS_SEEN, REVIEW_QUESTIONED));
	for (int note = NOTE_NONE; note < REVIEW_NOTES; note++)
		assert_false(review_note_fits((enum review_note)note, REVIEW_OPEN));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(flags__are_of_counts),
		cmocka_unit_test(review_may__wants_the_right_and_no_part_in_it),
		cmocka_unit_test(codes__lead_back),
		cmocka_unit_test(notes__go_with_a_verdict),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
