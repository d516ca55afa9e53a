/* SPDX-License-Identifier: Apache-2.0 */
/* Sheets to read and keep: whole papers, and that the longest of everything fits. */
#include "base/array.h"
#include "base/str.h"
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

static const struct card cards[] = {
	{ .kpj = "20601234508",
		.employer = "PT Contoh Rotan Borneo Sejahtera",
		.registered = true,
		.balance = 2000000 },
	{ .kpj = "20601234509", .employer = "CV Contoh Kayu", .balance = 4500000 },
};
static const char states[][SHEET_STATE] = {
	"Berhenti 31 Maret 2019",
	"Belum terdaftar. Tambahkan di menu 3, Perbarui data saya.",
};
static const struct sheet_year years[] = { { 2019, 598500 }, { 2018, 2394000 } };
static const struct sheet_pair programmes[] = {
	{ "JHT, tabungan hari tua", "pernah ikut, sekarang tidak aktif" },
	{ "JP, uang pensiun bulanan", "tidak ikut" },
};

static const struct balance_sheet balance = {
	.name = "SITI AMINAH",
	.nik = "6308055203600001",
	.card = cards,
	.state = states,
	.cards_n = ARRAY_LEN(cards),
	.total = 2000000,
	.yield = 350000,
	.year = years,
	.years_n = ARRAY_LEN(years),
	.programme = programmes,
	.programmes_n = ARRAY_LEN(programmes),
};

static void
receipt_of_balance__looks_like_this(void **state)
{
	static struct receipt receipt;

	(void)state;
	receipt_of_balance(&balance, &place, &receipt);
	fake_paper_is(&receipt, "balance");
}

static void
receipt_of_balance__never_shows_a_whole_number(void **state)
{
	static struct receipt receipt;
	struct buf text;

	(void)state;
	receipt_of_balance(&balance, &place, &receipt);
	fake_paper_draw(&receipt, 64, &text);
	assert_null(strstr(text.data, balance.nik));
	assert_null(strstr(text.data, "60123450"));
	assert_non_null(strstr(text.data, "…4508"));
	buf_free(&text);
}

static void
receipt_of_balance__holds_the_longest_of_everything(void **state)
{
	static struct receipt receipt;
	static struct card many[CARDS_MAX];
	static char words[CARDS_MAX][SHEET_STATE];
	struct sheet_year six[6] = { { 2026, INT64_MAX } };
	struct sheet_pair five[5];
	struct balance_sheet longest = balance;
	struct sheet_place here = place;
	struct buf text;

	(void)state;
	for (size_t i = 0; i < CARDS_MAX; i++) {
		memset(many[i].employer, 'W', sizeof(many[i].employer) - 1);
		memset(words[i], 'W', SHEET_STATE - 1);
		many[i].balance = INT64_MAX;
	}
	for (size_t i = 0; i < ARRAY_LEN(five); i++)
		five[i] = (struct sheet_pair){ words[0], words[0] };
	longest.card = many;
	longest.state = (const char(*)[SHEET_STATE])words;
	longest.cards_n = CARDS_MAX;
	longest.year = six;
	longest.years_n = ARRAY_LEN(six);
	longest.programme = five;
	longest.programmes_n = ARRAY_LEN(five);
	here.foot.officer = "AR";
	here.foot.branch = words[0];
	receipt_of_balance(&longest, &here, &receipt);
	assert_true(receipt.n <= RECEIPT_LINES_MAX);
	fake_paper_draw(&receipt, 32, &text);
	buf_free(&text);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(receipt_of_balance__looks_like_this),
		cmocka_unit_test(receipt_of_balance__never_shows_a_whole_number),
		cmocka_unit_test(receipt_of_balance__holds_the_longest_of_everything),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
