/* SPDX-License-Identifier: Apache-2.0 */
/* What to have in hand, asked one thing at a time. */
#include "base/array.h"
#include "base/str.h"
#include "rules/checklist.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define BIT(paper) ITEM_BIT(paper)
enum { OWN = 1 << ITEM_KTP | 1 << ITEM_BOOK };

static void
checklist__has_the_things_of_each_reason(void **state)
{
	static const struct {
		enum claim_reason reason;
		uint32_t all, any;
	} rows[] = {
		{ REASON_NONE, 0, 0 },
		{ REASON_USIA_56, OWN, 0 },
		{ REASON_USIA_PKB, OWN | BIT(PAPER_PENSION_LETTER), 0 },
		{ REASON_RESIGN, OWN,
			BIT(PAPER_EMPLOYER_LETTER) | BIT(PAPER_EMPLOYEE_CARD) |
				BIT(PAPER_PAYSLIP) },
		{ REASON_WNA, OWN | BIT(PAPER_PASSPORT) | BIT(PAPER_LEAVING), 0 },
		{ REASON_MENINGGAL,
			1 << ITEM_BOOK | BIT(PAPER_DEATH) | BIT(PAPER_HEIR) |
				BIT(PAPER_HEIR_ID),
			0 },
	};
	struct checklist list;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		checklist_of_reason(rows[i].reason, &list);
		if (list.all != rows[i].all || list.any != rows[i].any)
			fail_msg("%s: %x %x", claim_reason_code(rows[i].reason), list.all,
				list.any);
	}
}

static void
checklist__asks_for_no_paper_the_centre_does_not_need(void **state)
{
	struct checklist list;

	(void)state;
	checklist_of(REASON_PHK, NULL, 0, false, &list);
	assert_int_equal(list.all, OWN);
	assert_int_equal(list.any, 0);
}

static void
checklist_next__asks_each_thing_once_and_own_things_first(void **state)
{
	static const int order[] = { ITEM_KTP, ITEM_BOOK, PAPER_PASSPORT, PAPER_LEAVING };
	struct checklist list;
	uint32_t there = 0, missing = 0;

	(void)state;
	checklist_of_reason(REASON_WNA, &list);
	for (size_t i = 0; i < ARRAY_LEN(order); i++) {
		assert_int_equal(checklist_next(&list, there, missing), order[i]);
		*(i % 2 ? &missing : &there) |= ITEM_BIT(order[i]);
	}
	assert_int_equal(checklist_next(&list, there, missing), -1);
}

static void
checklist_next__stops_at_the_first_of_papers_that_is_enough(void **state)
{
	struct checklist list;

	(void)state;
	checklist_of_reason(REASON_RESIGN, &list);
	assert_int_equal(checklist_next(&list, OWN, 0), PAPER_EMPLOYER_LETTER);
	assert_int_equal(checklist_next(&list, OWN, BIT(PAPER_EMPLOYER_LETTER)),
		PAPER_EMPLOYEE_CARD);
	assert_int_equal(checklist_next(&list, OWN | BIT(PAPER_EMPLOYEE_CARD),
				 BIT(PAPER_EMPLOYER_LETTER)),
		-1);
	assert_int_equal(checklist_next(&list, OWN, list.any), -1);
}

static void
checklist_due__is_what_has_to_be_got_first(void **state)
{
	struct checklist list;
	uint32_t all, any;

	(void)state;
	checklist_of_reason(REASON_RESIGN, &list);
	checklist_due(&list, BIT(ITEM_KTP), &all, &any);
	assert_int_equal(all, BIT(ITEM_BOOK));
	assert_int_equal(any, list.any);
	checklist_due(&list, OWN | BIT(PAPER_PAYSLIP), &all, &any);
	assert_int_equal(all, 0);
	assert_int_equal(any, 0);
}

static void
checklist_words__has_words_for_everything(void **state)
{
	(void)state;
	for (int item = 0; item < ITEM_COUNT; item++)
		assert_true(checklist_words(item)[0]);
	assert_string_equal(checklist_words(ITEM_KTP), "KTP asli");
	assert_string_equal(checklist_words(PAPER_DEATH), "Surat kematian");
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(checklist__has_the_things_of_each_reason),
		cmocka_unit_test(checklist__asks_for_no_paper_the_centre_does_not_need),
		cmocka_unit_test(checklist_next__asks_each_thing_once_and_own_things_first),
		cmocka_unit_test(checklist_next__stops_at_the_first_of_papers_that_is_enough),
		cmocka_unit_test(checklist_due__is_what_has_to_be_got_first),
		cmocka_unit_test(checklist_words__has_words_for_everything),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
