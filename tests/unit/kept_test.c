/* SPDX-License-Identifier: Apache-2.0 */
/* The slip of a visit that is kept. */
#include "rules/kept.h"
#include "tests/fake/paper.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

static const struct sheet_place place = {
	.site = "Mal Pelayanan Publik Hulu Sungai Utara",
	.foot = { .kiosk = "MPP-HSU-01",
		.zone = "WITA",
		.officer = "",
		.branch = "",
		.on = { 2026, 11, 23 },
		.second_of_day = 9 * 3600 + 10 * 60 },
};

static const struct banks banks = {
	.bank = { { "002", "BRI", { 15 }, true }, { "014", "BCA", { 10 }, false },
		{ "008", "Mandiri", { 13 }, true }, { "122", "Bank Kalsel", { 13 }, true } },
	.n = 4,
};

static const struct kept_facts facts = {
	.code = "2GQFENAAG",
	.name_masked = "Z***** A*****",
	.valid_until = { 2026, 12, 7 },
	.reason = REASON_USIA_56,
	.account_missing = true,
	.banks = &banks,
};

static void
receipt_of_kept__without_an_account_looks_like_this(void **state)
{
	struct receipt receipt;

	(void)state;
	receipt_of_kept(&facts, &place, &receipt);
	fake_paper_is(&receipt, "kept-account");
}

static void
receipt_of_kept__with_papers_due_looks_like_this(void **state)
{
	static const enum paper papers[] = { PAPER_EMPLOYER_LETTER, PAPER_PAYSLIP };
	struct kept_facts due = facts;
	struct receipt receipt;

	(void)state;
	due.account_missing = false;
	due.reason = REASON_RESIGN;
	due.papers = papers;
	due.papers_n = 2;
	receipt_of_kept(&due, &place, &receipt);
	fake_paper_is(&receipt, "kept-papers");
}

static void
kept_banks__are_those_of_the_short_list(void **state)
{
	char names[KEPT_BANKS];

	(void)state;
	kept_banks(&banks, names);
	assert_string_equal(names, "BRI, Mandiri, Bank Kalsel");
	kept_banks(&(struct banks){ .n = 0 }, names);
	assert_string_equal(names, "");
}

static void
kept_banks__that_do_not_fit_are_left_out_whole(void **state)
{
	struct banks many = { .n = BANKS_MAX };
	char names[KEPT_BANKS];

	(void)state;
	for (size_t i = 0; i < many.n; i++)
		many.bank[i] = (struct bank){ "002", "Bank Contoh", { 15 }, true };
	kept_banks(&many, names);
	assert_true(strlen(names) + strlen(", Bank Contoh") >= KEPT_BANKS);
	assert_string_equal(names + strlen(names) - strlen("Bank Contoh"), "Bank Contoh");
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(receipt_of_kept__without_an_account_looks_like_this),
		cmocka_unit_test(receipt_of_kept__with_papers_due_looks_like_this),
		cmocka_unit_test(kept_banks__are_those_of_the_short_list),
		cmocka_unit_test(kept_banks__that_do_not_fit_are_left_out_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
