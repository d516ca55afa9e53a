/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What receipts and tickets say: whole papers compared with
 * tests/data/receipt/NAME-COLUMNS.txt, and what must or must not stand on them. In those files
 * "#" marks double height, "##" double width and height, "*" bold.
 */
#include "base/array.h"
#include "base/buf.h"
#include "base/str.h"
#include "base/utf8.h"
#include "rules/checklist.h"
#include "rules/receipt.h"
#include "tests/fake/paper.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

static const struct claim_receipt saved = {
	.state = RECEIPT_SAVED,
	.code = "ABCDEFGHJ",
	.name = "SITI AMINAH BINTI HASAN BASRI AL-BANJARI",
	.nik = "6308055203600001",
	.bank = "BRI",
	.account = "012345678901234",
	.reason = REASON_USIA_56,
	.cards_n = 1,
	.months = 147,
	.ask_from = {2026,  11, 30},
	.kiosk = "MPP-HSU-01",
	.site = "Mal Pelayanan Publik Hulu Sungai Utara",
	.on = { 2026, 11, 22},
	.second_of_day = 14 * 3600 + 5 * 60 + 59,
	.zone = "WITA",
};

static struct claim_receipt
received(void)
{
	struct claim_receipt claim = saved;

	claim.state = RECEIPT_RECEIVED;
	assert_int_equal(str_copy(claim.claim_number, 40, "JHT-2026-0004711"), ST_OK);
	claim.promised = (struct date){ 2026, 11, 30 };
	claim.show_amount = true;
	claim.gross = 61250000;
	claim.tax = 562500;
	claim.net = 60687500;
	assert_int_equal(str_copy(claim.officer, 8, "AR"), ST_OK);
	return claim;
}

static const struct ticket_receipt ticket = {
	.code = "ABCDEFGHJ",
	.number = "A-012",
	.name_masked = "S*** A*****",
	.why = "Surat perlu dilihat petugas.",
	.reason = REASON_PHK,
	.papers = {PAPER_PHK_REPORT_RECEIPT, PAPER_PHK_NOTICE, PAPER_JOINT_AGREEMENT},
	.papers_n = 3,
	.priority = true,
	.handed_over = true,
	.visit_second_of_day = -1,
	.kiosk = "MPP-HSU-01",
	.site = "Mal Pelayanan Publik Hulu Sungai Utara",
	.on = { 2026,                    11,               22                   },
	.second_of_day = 0,
	.zone = "WITA",
};

static bool
says(const struct receipt *receipt, const char *words)
{
	for (size_t i = 0; i < receipt->n; i++)
		if (strstr(receipt->line[i].text, words) != NULL)
			return true;
	return false;
}

static struct receipt *
claim_paper(const struct claim_receipt *claim)
{
	static struct receipt receipt;

	receipt_of_claim(claim, &receipt);
	return &receipt;
}

static struct receipt *
ticket_paper(const struct ticket_receipt *facts)
{
	static struct receipt receipt;

	receipt_of_ticket(facts, &receipt);
	return &receipt;
}

static void
receipt_of_claim__saved_looks_like_this(void **state)
{
	(void)state;
	fake_paper_is(claim_paper(&saved), "saved");
}

static void
receipt_of_claim__received_with_amount_looks_like_this(void **state)
{
	const struct claim_receipt claim = received();

	(void)state;
	fake_paper_is(claim_paper(&claim), "received");
}

static void
receipt_of_claim__for_staff_with_papers_due_looks_like_this(void **state)
{
	struct claim_receipt claim = saved;

	(void)state;
	claim.state = RECEIPT_STAFF;
	claim.reason = REASON_RESIGN;
	claim.papers[0] = PAPER_EMPLOYER_LETTER;
	claim.papers[1] = PAPER_EMPLOYEE_CARD;
	claim.papers[2] = PAPER_PAYSLIP;
	claim.papers_n = 3;
	claim.copy = true;
	claim.cards_n = 3;
	fake_paper_is(claim_paper(&claim), "staff");
}

static void
receipt_of_ticket__looks_like_this(void **state)
{
	(void)state;
	fake_paper_is(ticket_paper(&ticket), "ticket");
}

static void
receipt_of_ticket__for_later_elsewhere_looks_like_this(void **state)
{
	struct ticket_receipt later = ticket;

	(void)state;
	later.number[0] = '\0';
	later.priority = false;
	later.handed_over = false;
	later.reason = REASON_MENINGGAL;
	later.papers[0] = PAPER_DEATH;
	later.papers[1] = PAPER_HEIR;
	later.papers[2] = PAPER_HEIR_ID;
	later.why = "Ahli waris dilayani oleh petugas.";
	later.name_masked[0] = '\0';
	assert_int_equal(
		str_copy(later.place, sizeof(later.place), "Kantor Cabang Banjarmasin"), ST_OK);
	assert_int_equal(str_copy(later.branch, sizeof(later.branch),
				 "Banjarmasin, Jl. Contoh 12, buka pukul 08.00"),
		ST_OK);
	later.visit_on = (struct date){ 2026, 11, 24 };
	later.visit_second_of_day = 9 * 3600 + 30 * 60;
	fake_paper_is(ticket_paper(&later), "ticket-later");
}

/* With a number of the centre's, and what is in hand. */
static void
receipt_of_ticket__with_both_lists_looks_like_this(void **state)
{
	struct ticket_receipt booked = ticket;

	(void)state;
	booked.title = "JANJI DI KANTOR CABANG";
	booked.papers_n = 0;
	booked.listed = true;
	booked.there = ITEM_BIT(ITEM_KTP);
	booked.due_all = ITEM_BIT(ITEM_BOOK);
	booked.due_any = ITEM_BIT(PAPER_PHK_NOTICE) | ITEM_BIT(PAPER_JOINT_AGREEMENT);
	assert_int_equal(str_copy(booked.place, sizeof(booked.place),
				 "BPJS Ketenagakerjaan Hulu Sungai Utara, Jalan Contoh 1"),
		ST_OK);
	booked.visit_on = (struct date){ 2026, 11, 24 };
	booked.visit_second_of_day = 8 * 3600;
	fake_paper_is(ticket_paper(&booked), "ticket-booked");
}

/* The centre was away: what was asked for is not booked, and the paper says so. */
static void
receipt_of_ticket__without_a_number_looks_like_this(void **state)
{
	struct ticket_receipt wished = ticket;

	(void)state;
	wished.number[0] = '\0';
	wished.papers_n = 0;
	wished.reason = REASON_NONE;
	wished.why = "Pengaduan Anda sudah dicatat.";
	wished.topic = "Perusahaan belum membayar iuran";
	wished.wish = "Kantor cabang";
	wished.wish_on = (struct date){ 2026, 11, 24 };
	fake_paper_is(ticket_paper(&wished), "ticket-wished");
}

static void
receipt_of_claim__says_received_only_with_a_number(void **state)
{
	struct claim_receipt claim = received();

	(void)state;
	assert_true(says(claim_paper(&claim), "DITERIMA PUSAT"));
	assert_false(says(claim_paper(&claim), "BELUM TERKIRIM"));
	claim.claim_number[0] = '\0';
	assert_false(says(claim_paper(&claim), "DITERIMA PUSAT"));
	assert_true(says(claim_paper(&claim), "TERSIMPAN DI KIOS, BELUM TERKIRIM"));
	assert_false(says(claim_paper(&claim), "paling lambat"));
}

static void
receipt_of_claim__promises_no_date_before_the_centre_has_it(void **state)
{
	struct claim_receipt claim = saved;

	(void)state;
	claim.promised = (struct date){ 2026, 12, 1 };
	assert_false(says(claim_paper(&claim), "1 Desember 2026"));
	assert_true(says(
		claim_paper(&claim), "Tanggal bayar dihitung setelah data diterima pusat."));
	assert_true(says(claim_paper(&claim), "Jika sampai Senin, 30 November 2026 belum ada"));
	claim.ask_from = (struct date){ 0, 0, 0 };
	assert_true(says(claim_paper(&claim),
		"Jika belum ada kabar, datang lagi atau hubungi 175, sebut kode ini."));
}

static void
receipt_of_claim__marks_an_estimated_date(void **state)
{
	struct claim_receipt claim = received();

	(void)state;
	assert_true(says(
		claim_paper(&claim), "Uang dikirim paling lambat Senin, 30 November 2026."));
	assert_false(says(claim_paper(&claim), "perkiraan"));
	claim.promised_estimate = true;
	assert_true(says(claim_paper(&claim), "Senin, 30 November 2026 (perkiraan)"));
	claim.promised = (struct date){ 0, 0, 0 };
	claim.to_verify = true;
	assert_true(says(claim_paper(&claim), "Pusat memeriksa data dulu."));
	assert_true(says(claim_paper(&claim), "setelah data selesai diperiksa"));
}

static void
receipt_of_claim__shows_amounts_only_when_chosen(void **state)
{
	struct claim_receipt claim = received();

	(void)state;
	assert_true(says(claim_paper(&claim), "Rp60.687.500"));
	claim.tax = 0;
	assert_true(says(claim_paper(&claim), "tidak ada potongan"));
	claim.show_amount = false;
	for (size_t i = 0; i < claim_paper(&claim)->n; i++)
		assert_null(strstr(claim_paper(&claim)->line[i].text, "Rp"));
	claim.show_amount = true;
	claim.state = RECEIPT_SAVED;
	assert_true(says(claim_paper(&claim), "Jumlah ini perkiraan kios."));
}

static void
receipt_of_claim__never_shows_a_whole_nik_or_account(void **state)
{
	const struct claim_receipt claim = received();
	struct buf text;

	(void)state;
	fake_paper_draw(claim_paper(&claim), 64, &text);
	assert_null(strstr(text.data, claim.nik));
	assert_null(strstr(text.data, claim.account));
	assert_null(strstr(text.data, "63080552"));
	assert_null(strstr(text.data, "01234"));
	assert_non_null(strstr(text.data, "…0001"));
	assert_non_null(strstr(text.data, "BRI …1234"));
	buf_free(&text);
}

static void
receipt_of_claim__says_months_in_years_too(void **state)
{
	static const struct {
		int months;
		const char *text;
	} cases[] = {
		{1,    "1 bulan"                   },
		{ 11,  "11 bulan"                  },
		{ 12,  "12 bulan (1 tahun)"        },
		{ 13,  "13 bulan (1 tahun 1 bulan)"},
		{ 600, "600 bulan (50 tahun)"      },
	};
	struct claim_receipt claim = saved;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		claim.months = cases[i].months;
		assert_true(says(claim_paper(&claim), cases[i].text));
	}
	claim.months = 0;
	assert_false(says(claim_paper(&claim), "bulan"));
}

static void
receipt_of_claim__marks_a_copy(void **state)
{
	struct claim_receipt claim = saved;

	(void)state;
	assert_false(says(claim_paper(&claim), "SALINAN"));
	claim.copy = true;
	assert_true(says(claim_paper(&claim), "SALINAN"));
}

static void
receipt_of_claim__makes_names_harmless(void **state)
{
	struct claim_receipt claim = saved;

	(void)state;
	assert_int_equal(
		str_copy(claim.name, sizeof(claim.name), "A\x1b[2J\x1d\x56\nB\xff"), ST_OK);
	assert_true(says(claim_paper(&claim), "A?[2J?V B?"));
}

static void
receipt_of_ticket__asks_for_one_paper_or_all(void **state)
{
	struct ticket_receipt facts = ticket;

	(void)state;
	assert_true(says(ticket_paper(&facts), "Bawa salah satu:"));
	facts.reason = REASON_MENINGGAL;
	assert_true(says(ticket_paper(&facts), "Bawa juga semua ini:"));
	assert_false(says(ticket_paper(&facts), "salah satu"));
	facts.papers_n = 1;
	assert_true(says(ticket_paper(&facts), "Bawa juga:"));
	facts.papers_n = 0;
	assert_false(says(ticket_paper(&facts), "Bawa juga"));
	assert_true(says(ticket_paper(&facts), "KTP"));
}

static void
receipt_of_ticket__names_the_day_from_which_it_is_possible(void **state)
{
	struct ticket_receipt facts = ticket;

	(void)state;
	facts.possible_from = (struct date){ 2026, 12, 12 };
	assert_true(
		says(ticket_paper(&facts), "Uang bisa diambil mulai Sabtu, 12 Desember 2026."));
}

/* The longest of everything still fits into the lines, and no row is wider than the paper. */
static void
receipts__hold_the_longest_of_everything(void **state)
{
	struct claim_receipt claim = received();
	struct ticket_receipt facts = ticket;
	struct buf text;

	(void)state;
	memset(claim.name, 'W', sizeof(claim.name) - 1);
	memset(claim.bank, 'W', sizeof(claim.bank) - 1);
	memset(claim.account, '9', sizeof(claim.account) - 1);
	memset(claim.claim_number, '9', sizeof(claim.claim_number) - 1);
	memset(claim.site, 'W', sizeof(claim.site) - 1);
	memset(claim.kiosk, 'W', sizeof(claim.kiosk) - 1);
	memset(claim.branch, 'W', sizeof(claim.branch) - 1);
	claim.reason = REASON_WNA;
	claim.months = 99999;
	claim.gross = claim.tax = claim.net = INT64_MAX;
	claim.papers_n = facts.papers_n = PAPERS_MAX;
	for (size_t i = 0; i < PAPERS_MAX; i++)
		claim.papers[i] = facts.papers[i] = PAPER_LEAVING;
	claim.copy = claim.to_verify = claim.promised_estimate = true;
	facts.possible_from = facts.visit_on = claim.promised;
	facts.visit_second_of_day = 86399;
	facts.why =
		"Sebuah kalimat yang sangat panjang sekali dari pusat, yang tidak akan pernah "
		"muat pada satu baris struk manapun juga, sehingga harus dipotong dengan cara "
		"yang kelihatan oleh semua orang yang membaca struk ini di mana pun.";
	fake_paper_draw(claim_paper(&claim), 32, &text);
	buf_free(&text);
	fake_paper_draw(ticket_paper(&facts), 32, &text);
	assert_non_null(strstr(text.data, "…"));
	buf_free(&text);
}

static void
receipt_of_unsent__looks_like_this(void **state)
{
	static const struct unsent_receipt unsent = {
		.row = { { "ABCDEFGHJ", { 2026, 11, 22 }, 9 * 3600 + 5 * 60, UNSENT_WAITS },
			{ "K7MPQ2RXA", { 2026, 11, 22 }, 14 * 3600, UNSENT_ASKED },
			{ "4GQFENAAX", { 2026, 11, 23 }, 86399, UNSENT_STAFF } },
		.n = 3,
		.more = 12,
		.kiosk = "MPP-HSU-01",
		.site = "Mal Pelayanan Publik Hulu Sungai Utara",
		.on = { 2026, 11, 24 },
		.second_of_day = 8 * 3600,
		.zone = "WITA",
	};
	struct receipt receipt;

	(void)state;
	receipt_of_unsent(&unsent, &receipt);
	fake_paper_is(&receipt, "unsent");
}

static void
receipt_of_unsent__holds_as_many_rows_as_there_are(void **state)
{
	struct unsent_receipt unsent = { .n = UNSENT_ROWS_MAX, .more = 9999, .kiosk = "K",
		.on = { 2026, 11, 24 }, .zone = "WITA" };
	struct receipt receipt;

	(void)state;
	for (size_t i = 0; i < unsent.n; i++)
		unsent.row[i] = (struct unsent_row){ "ABCDEFGHJ", { 2026, 11, 22 }, 0,
			UNSENT_WAITS };
	receipt_of_unsent(&unsent, &receipt);
	assert_true(says(&receipt, "dan 9999 klaim lagi"));
	assert_true(says(&receipt, "10059 klaim"));
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(receipt_of_claim__saved_looks_like_this),
		cmocka_unit_test(receipt_of_claim__received_with_amount_looks_like_this),
		cmocka_unit_test(receipt_of_claim__for_staff_with_papers_due_looks_like_this),
		cmocka_unit_test(receipt_of_ticket__looks_like_this),
		cmocka_unit_test(receipt_of_ticket__for_later_elsewhere_looks_like_this),
		cmocka_unit_test(receipt_of_ticket__with_both_lists_looks_like_this),
		cmocka_unit_test(receipt_of_ticket__without_a_number_looks_like_this),
		cmocka_unit_test(receipt_of_claim__says_received_only_with_a_number),
		cmocka_unit_test(receipt_of_claim__promises_no_date_before_the_centre_has_it),
		cmocka_unit_test(receipt_of_claim__marks_an_estimated_date),
		cmocka_unit_test(receipt_of_claim__shows_amounts_only_when_chosen),
		cmocka_unit_test(receipt_of_claim__never_shows_a_whole_nik_or_account),
		cmocka_unit_test(receipt_of_claim__says_months_in_years_too),
		cmocka_unit_test(receipt_of_claim__marks_a_copy),
		cmocka_unit_test(receipt_of_claim__makes_names_harmless),
		cmocka_unit_test(receipt_of_ticket__asks_for_one_paper_or_all),
		cmocka_unit_test(receipt_of_ticket__names_the_day_from_which_it_is_possible),
		cmocka_unit_test(receipt_of_unsent__looks_like_this),
		cmocka_unit_test(receipt_of_unsent__holds_as_many_rows_as_there_are),
		cmocka_unit_test(receipts__hold_the_longest_of_everything),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
