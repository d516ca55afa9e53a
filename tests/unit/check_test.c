/* SPDX-License-Identifier: Apache-2.0 */
/* What "Periksa data saya" finds: a table of people, the words, and the sheet. */
#include "base/array.h"
#include "base/str.h"
#include "rules/check.h"
#include "rules/sheet.h"
#include "tests/fake/paper.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#define JOINED { 2010, 1, 4 }

static const struct card working = { .employer = "PT Satu", .registered = true, .active = true,
	.joined_on = JOINED };
static const struct card ended = { .employer = "PT Lama", .registered = true,
	.joined_on = JOINED, .ended_on = { 2020, 5, 31 } };
static const struct card strange = { .employer = "PT Lain", .joined_on = JOINED };

static void
check_decide__finds_the_worst_first(void **state)
{
	const struct {
		const char *who;
		struct card card[2];
		struct date paid[2];
		struct check_facts facts;
		enum finding_kind found[FINDINGS_MAX];
		size_t n;
	} rows[] = {
		{ "all is well", { working }, { { 2026, 10, 1 } },
			{ .cards_n = 1, .paid_known = true },
			{ FINDING_DATA, FINDING_CARDS, FINDING_PAID, FINDING_NO_CLAIM }, 4 },
		{ "left work", { ended }, { { 0 } }, { .cards_n = 1, .paid_known = true },
			{ FINDING_DATA, FINDING_CARDS, FINDING_LEFT, FINDING_NO_CLAIM }, 4 },
		{ "left work this year", { ended }, { { 2026, 3, 1 } },
			{ .cards_n = 1, .paid_known = true },
			{ FINDING_DATA, FINDING_CARDS, FINDING_PAID, FINDING_NO_CLAIM }, 4 },
		{ "two not registered", { strange, strange }, { { 0 } },
			{ .cards_n = 2, .paid_known = true },
			{ FINDING_UNREGISTERED, FINDING_DATA, FINDING_NO_CLAIM }, 3 },
		{ "no card", { { { 0 } } }, { { 0 } }, { .paid_known = true },
			{ FINDING_NO_CARD, FINDING_DATA, FINDING_NO_CLAIM }, 3 },
		{ "birth date", { ended }, { { 0 } },
			{ .cards_n = 1, .paid_known = true, .birth_differs = true },
			{ FINDING_BIRTH, FINDING_CARDS, FINDING_LEFT, FINDING_NO_CLAIM }, 4 },
		{ "employer in arrears", { working }, { { 2026, 7, 1 } },
			{ .cards_n = 1, .paid_known = true },
			{ FINDING_UNPAID, FINDING_DATA, FINDING_CARDS, FINDING_NO_CLAIM }, 4 },
		{ "not told", { working }, { { 0 } }, { .cards_n = 1 },
			{ FINDING_NOT_TOLD, FINDING_DATA, FINDING_CARDS, FINDING_NO_CLAIM }, 4 },
		{ "returned", { ended }, { { 0 } },
			{ .cards_n = 1, .paid_known = true, .claim_open = true,
				.claim_returned = true },
			{ FINDING_RETURNED, FINDING_DATA, FINDING_CARDS, FINDING_LEFT }, 4 },
		{ "overdue", { ended }, { { 0 } },
			{ .cards_n = 1, .paid_known = true, .claim_open = true,
				.claim_overdue = true },
			{ FINDING_OVERDUE, FINDING_DATA, FINDING_CARDS, FINDING_LEFT }, 4 },
		{ "under way", { ended }, { { 0 } },
			{ .cards_n = 1, .paid_known = true, .claim_open = true },
			{ FINDING_DATA, FINDING_CARDS, FINDING_LEFT, FINDING_OPEN }, 4 },
		{ "everything at once", { working, strange }, { { 2026, 1, 1 } },
			{ .cards_n = 2, .paid_known = true, .missing_n = 3,
				.birth_differs = true, .jmo_blocked = true, .claim_open = true,
				.claim_returned = true, .claim_overdue = true },
			{ FINDING_RETURNED, FINDING_OVERDUE, FINDING_UNREGISTERED,
				FINDING_BIRTH, FINDING_UNPAID },
			5 },
	};
	struct finding finding[FINDINGS_MAX];

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct check_facts facts = rows[i].facts;
		size_t n;

		facts.today = (struct date){ 2026, 11, 23 };
		facts.card = rows[i].card;
		facts.last_paid = rows[i].paid;
		n = check_decide(&facts, finding);
		if (n != rows[i].n)
			fail_msg("%s: %zu", rows[i].who, n);
		for (size_t k = 0; k < n; k++)
			if (finding[k].kind != rows[i].found[k])
				fail_msg("%s: %zu is %d", rows[i].who, k, (int)finding[k].kind);
	}
}

static void
check_decide__counts_months_that_had_to_be_paid_by_today(void **state)
{
	static const struct {
		struct date today, paid, joined;
		int without; /* 0: none is missing */
	} rows[] = {
		{ { 2026, 11, 23 }, { 2026, 10, 1 }, JOINED, 0 },
		{ { 2026, 11, 15 }, { 2026, 9, 1 }, JOINED, 0 },
		{ { 2026, 11, 16 }, { 2026, 9, 1 }, JOINED, 1 },
		{ { 2026, 1, 10 }, { 2025, 11, 1 }, JOINED, 0 },
		{ { 2026, 1, 20 }, { 2025, 11, 1 }, JOINED, 1 },
		{ { 2026, 11, 23 }, { 0 }, JOINED, 22 },
		{ { 2026, 11, 23 }, { 0 }, { 2026, 9, 14 }, 2 },
		{ { 2026, 11, 23 }, { 0 }, { 2026, 11, 2 }, 0 },
	};
	struct finding finding[FINDINGS_MAX];

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct card card = working;
		const struct check_facts facts = { .today = rows[i].today, .card = &card,
			.last_paid = &rows[i].paid, .cards_n = 1, .paid_known = true };

		card.joined_on = rows[i].joined;
		(void)check_decide(&facts, finding);
		if ((finding[0].kind == FINDING_UNPAID ? finding[0].n : 0) != rows[i].without)
			fail_msg("row %zu: %d", i, finding[0].n);
	}
}

static void
finding_words__are_whole_sentences_of_at_most_12_words(void **state)
{
	char words[FINDING_TEXT];

	(void)state;
	for (int kind = 0; kind < FINDING_KINDS; kind++) {
		const struct finding finding = { .kind = (enum finding_kind)kind, .n = 3,
			.employer = "PT Satu", .month = { 2026, 10, 1 } };
		int n = 1;

		finding_words(&finding, words);
		assert_true(words[0] != '\0');
		assert_null(strchr(words, '{'));
		for (const char *at = words; *at; at++)
			n += *at == ' ';
		assert_true(n <= 12);
		assert_int_equal(finding_is_bad(&finding), finding_todo(&finding)[0] != '\0');
	}
}

static void
receipt_of_check__looks_like_this(void **state)
{
	static const struct sheet_place place = {
		.site = "Mal Pelayanan Publik Hulu Sungai Utara",
		.foot = { .kiosk = "MPP-HSU-01",
			.zone = "WITA",
			.officer = "",
			.branch = "",
			.on = { 2026, 11, 22 },
			.second_of_day = 14 * 3600 + 5 * 60 },
	};
	static const struct finding finding[] = {
		{ .kind = FINDING_UNREGISTERED, .n = 2 },
		{ .kind = FINDING_UNPAID, .n = 3, .employer = "PT Contoh Rotan" },
		{ .kind = FINDING_DATA },
		{ .kind = FINDING_NO_CLAIM },
	};
	static struct receipt receipt;

	(void)state;
	receipt_of_check("SITI AMINAH", "6308055203600001", finding, ARRAY_LEN(finding), &place,
		&receipt);
	fake_paper_is(&receipt, "check");
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(check_decide__finds_the_worst_first),
		cmocka_unit_test(check_decide__counts_months_that_had_to_be_paid_by_today),
		cmocka_unit_test(finding_words__are_whole_sentences_of_at_most_12_words),
		cmocka_unit_test(receipt_of_check__looks_like_this),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
