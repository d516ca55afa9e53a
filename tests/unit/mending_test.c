/* SPDX-License-Identifier: Apache-2.0 */
/* The slip of a mended claim. */
#include "rules/mending.h"
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

static const struct mending_facts account = {
	.claim_number = "JHT-2026-0000018",
	.code = "ABCDEFGHJ",
	.name = "SYAHRANI",
	.nik = "6308041402620018",
	.bank = "BRI",
	.account = "012301004567518",
	.promised = { 2026, 11, 30 },
};

static bool
says(const struct receipt *receipt, const char *words)
{
	for (size_t i = 0; i < receipt->n; i++)
		if (strstr(receipt->line[i].text, words) != NULL)
			return true;
	return false;
}

static void
receipt_of_mending__of_an_account_looks_like_this(void **state)
{
	struct receipt receipt;

	(void)state;
	receipt_of_mending(&account, &place, &receipt);
	fake_paper_is(&receipt, "mending-account");
}

static void
receipt_of_mending__of_papers_without_a_code_looks_like_this(void **state)
{
	static const enum paper papers[] = { PAPER_EMPLOYER_LETTER, PAPER_PAYSLIP };
	struct mending_facts facts = account;
	struct sheet_place assisted = place;
	struct receipt receipt;

	(void)state;
	facts.code = facts.bank = facts.account = "";
	facts.papers = papers;
	facts.papers_n = 2;
	assisted.foot.officer = "RN";
	receipt_of_mending(&facts, &assisted, &receipt);
	fake_paper_is(&receipt, "mending-papers");
}

static void
receipt_of_mending__promises_no_day_it_was_not_told(void **state)
{
	struct mending_facts facts = account;
	struct receipt receipt;

	(void)state;
	facts.promised = (struct date){ 0 };
	receipt_of_mending(&facts, &place, &receipt);
	assert_false(says(&receipt, "paling lambat"));
	assert_true(says(&receipt, "Tanggal bayar dihitung setelah"));
}

static void
receipt_of_mending__never_shows_a_whole_nik_or_account(void **state)
{
	struct receipt receipt;

	(void)state;
	receipt_of_mending(&account, &place, &receipt);
	assert_false(says(&receipt, account.nik));
	assert_false(says(&receipt, account.account));
	assert_true(says(&receipt, "7518"));
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(receipt_of_mending__of_an_account_looks_like_this),
		cmocka_unit_test(receipt_of_mending__of_papers_without_a_code_looks_like_this),
		cmocka_unit_test(receipt_of_mending__promises_no_day_it_was_not_told),
		cmocka_unit_test(receipt_of_mending__never_shows_a_whole_nik_or_account),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
