/* SPDX-License-Identifier: Apache-2.0 */
/* What to bring for each reason. */
#include "base/array.h"
#include "base/str.h"
#include "rules/bring.h"
#include "rules/sheet.h"
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
		.on = { 2026, 11, 22 },
		.second_of_day = 14 * 3600 + 5 * 60 },
};

static void
bring_of__has_the_papers_and_the_time_of_each_reason(void **state)
{
	static const struct {
		enum claim_reason reason;
		size_t papers;
		bool all, unless;
		const char *when;
	} rows[] = {
		{ REASON_USIA_56, 0, false, false, "" },
		{ REASON_USIA_PKB, 1, false, false, "" },
		{ REASON_PKWT, 2, false, true, "Bisa diambil sejak hari berhenti." },
		{ REASON_BPU, 0, false, false, "" },
		{ REASON_RESIGN, 3, false, true, "Bisa diambil 1 bulan setelah berhenti." },
		{ REASON_PHK, 5, false, true, "Bisa diambil 1 bulan setelah berhenti." },
		{ REASON_SEBAGIAN_10, 0, false, false,
			"Setelah 10 tahun jadi peserta, satu kali saja." },
		{ REASON_SEBAGIAN_30, 1, false, false,
			"Setelah 10 tahun jadi peserta, satu kali saja." },
		{ REASON_WNA, 2, true, false, "" },
		{ REASON_CACAT, 1, false, false, "" },
		{ REASON_MENINGGAL, 3, true, false, "" },
	};
	struct bring bring;

	(void)state;
	assert_int_equal(ARRAY_LEN(rows), REASON_COUNT - 1);
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		bring_of(policy_built_in(), rows[i].reason, &bring);
		if (bring.papers_n != rows[i].papers || bring.papers_all != rows[i].all ||
			(bring.unless[0] != '\0') != rows[i].unless)
			fail_msg("%s", claim_reason_code(rows[i].reason));
		assert_string_equal(bring.when, rows[i].when);
	}
}

static void
bring_of__takes_its_numbers_from_the_policy(void **state)
{
	struct policy policy = *policy_built_in();
	struct bring bring;

	(void)state;
	policy.wait_months = 2;
	policy.partial_years = 5;
	bring_of(&policy, REASON_RESIGN, &bring);
	assert_string_equal(bring.when, "Bisa diambil 2 bulan setelah berhenti.");
	bring_of(&policy, REASON_SEBAGIAN_10, &bring);
	assert_string_equal(bring.when, "Setelah 5 tahun jadi peserta, satu kali saja.");
}

static void
bring_of__heirs_bring_their_own_account(void **state)
{
	struct bring bring;

	(void)state;
	bring_of(policy_built_in(), REASON_MENINGGAL, &bring);
	for (size_t i = 0; i < bring.always_n; i++)
		assert_null(strstr(bring.always[i], "Anda sendiri"));
	assert_string_equal(bring.always[0], "Buku tabungan ahli waris");
	assert_int_equal(bring.paper[0], PAPER_DEATH);
}

static void
receipt_of_bring__looks_like_this(void **state)
{
	static const struct {
		enum claim_reason reason;
		const char *name;
	} papers[] = {
		{ REASON_RESIGN, "bring-resign" },
		{ REASON_MENINGGAL, "bring-heirs" },
		{ REASON_USIA_56, "bring-age" },
	};
	static struct receipt receipt;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(papers); i++) {
		receipt_of_bring(policy_built_in(), papers[i].reason, &place, &receipt);
		fake_paper_is(&receipt, papers[i].name);
	}
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(bring_of__has_the_papers_and_the_time_of_each_reason),
		cmocka_unit_test(bring_of__takes_its_numbers_from_the_policy),
		cmocka_unit_test(bring_of__heirs_bring_their_own_account),
		cmocka_unit_test(receipt_of_bring__looks_like_this),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
