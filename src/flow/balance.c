/* SPDX-License-Identifier: Apache-2.0 */
/*
 * "Lihat saldo dan kartu": the money over all KPJ, each KPJ with its employer and state, the contributions of years
 * and months, the programmes. Amounts are covered until the person asks, and again on the next screen.
 */
#include "flow/person.h"

#include "base/str.h"
#include "flow/amounts.h"
#include "flow/balance_words.h"
#include "flow/claim_fill.h"
#include "flow/page_chart.h"
#include "flow/sheet.h"
#include "flow/years.h"

#include <string.h>

enum { CARDS_ALL = 3, CARDS_A_PAGE = 2, LABEL_ROOM = 64 };

static void
say(struct page *page, enum line_style style, const char *text)
{
	(void)page_line(page, style, "", TR(text));
}

/* --- the overview ------------------------------------------------------------------------------------------------------ */

static void
card_lines(const struct answers *a, const struct card *card, struct page *page)
{
	char kpj[16], money[MONEY_TEXT], employer[33], state[BALANCE_WORDS];

	kpj_group(card->kpj, kpj);
	str_clip(employer, sizeof(employer), card->employer);
	amounts_text(a, card->balance, money);
	balance_card_words(card, state);
	(void)page_linef(page, card->registered ? LINE_GOOD : LINE_WARN, "", "%s  %s  %s", kpj,
		employer, money);
	(void)page_line(page, LINE_TEXT, "", state);
	wipe(money, sizeof(money));
}

static void
fill_overview(const struct answers *a, const struct place *p, struct page *page)
{
	size_t from = a->cards_from < (int)a->cards_n ? (size_t)a->cards_from : 0;
	size_t n = a->cards_n > CARDS_ALL ? CARDS_A_PAGE : CARDS_ALL;
	char total[MONEY_TEXT], yield[MONEY_TEXT];

	(void)p;
	amounts_text(a, a->principal + a->yield, total);
	amounts_text(a, a->yield, yield);
	(void)page_linef(page, LINE_STRONG, "", TR(N_("Semua uang JHT: %s")), total);
	if (a->amounts != AMOUNTS_COVERED)
		(void)page_linef(
			page, LINE_TEXT, "", TR(N_("Termasuk hasil simpanan %s")), yield);
	for (size_t i = from; i < a->cards_n && i < from + n; i++)
		card_lines(a, &a->card[i], page);
	if (a->cards_n == 0)
		say(page, LINE_WARN, N_("Belum ada KPJ atas NIK ini. Tanya petugas."));
	wipe(total, sizeof(total));
	wipe(yield, sizeof(yield));
}

static bool
more_cards(const struct answers *a, const struct place *p)
{
	(void)p;
	return a->cards_n > CARDS_ALL;
}

static void
turn_cards(struct answers *a, int value)
{
	(void)value;
	a->cards_from += CARDS_A_PAGE;
	if (a->cards_from >= (int)a->cards_n)
		a->cards_from = 0;
	a->amounts = AMOUNTS_COVERED;
}

/* --- years and months ------------------------------------------------------------------------------------------------- */

static void
newest_years(struct answers *a, int value)
{
	(void)value;
	a->years_until = 0;
}

static void
older_years(struct answers *a, int value)
{
	(void)value;
	a->years_until = years_next(a);
}

static bool
older_exist(const struct answers *a, const struct place *p)
{
	(void)p;
	return !a->years_cut && years_are_older(a);
}

static void
sum_line(const struct answers *a, int64_t rupiah, struct page *page)
{
	char money[MONEY_TEXT];

	amounts_text(a, rupiah, money);
	(void)page_line(page, LINE_BAR, TR(N_("Jumlah")), money);
	wipe(money, sizeof(money));
}

static void
fill_years(const struct answers *a, const struct place *p, struct page *page)
{
	char label[YEARS_MAX][LABEL_ROOM];
	struct chart_row row[YEARS_MAX];
	int64_t sum = 0;

	for (size_t i = 0; i < a->years_n; i++) {
		if (str_format(label[i], LABEL_ROOM, "%zu  %d", i + 1, a->year[i].year) !=
			ST_OK)
			label[i][0] = '\0';
		row[i] = (struct chart_row){ label[i], a->year[i].paid };
		if (__builtin_add_overflow(sum, a->year[i].paid, &sum))
			sum = INT64_MAX;
	}
	(void)page_chart(page, row, a->years_n, amounts_are_covered(a, p));
	sum_line(a, sum, page);
	if (a->years_cut)
		say(page, LINE_WARN, N_("Tahun lain belum bisa diambil. Coba lagi nanti."));
	wipe(row, sizeof(row));
}

static const char *
choose_year(struct answers *a, const struct place *p, char key)
{
	int at = key - '1';

	(void)p;
	if (at < 0 || at >= (int)a->years_n)
		return NULL;
	a->year_at = at;
	return "months";
}

/* What was due and not paid is said, covered or not: it is no amount. */
static void
mark_unpaid(const struct year_paid *year, const int *months, size_t n, size_t first,
	struct page *page)
{
	for (size_t i = 0; i < n && first + i < page->lines; i++)
		if (!year->month[months[i]].paid)
			str_clip(page->line[first + i].text, PAGE_TEXT,
				TR(N_("belum dibayar")));
}

static void
fill_months(const struct answers *a, const struct place *p, struct page *page)
{
	const struct year_paid *year = &a->year[a->year_at];
	char label[YEAR_MONTHS][LABEL_ROOM];
	struct chart_row row[YEAR_MONTHS];
	int months[YEAR_MONTHS];
	size_t n = 0;

	if (str_format(page->ask, sizeof(page->ask), TR(N_("Iuran tahun %d")), year->year) !=
		ST_OK)
		page->ask[0] = '\0';
	for (int month = 0; month < YEAR_MONTHS; month++) {
		if (!year->month[month].due)
			continue;
		balance_month_words(month + 1, label[n], LABEL_ROOM);
		row[n] = (struct chart_row){ label[n], year->month[month].amount };
		months[n++] = month;
	}
	if (n == 0)
		say(page, LINE_TEXT, N_("Tidak ada iuran di tahun ini."));
	(void)page_chart(page, row, n, amounts_are_covered(a, p));
	mark_unpaid(year, months, n, page->lines - n, page);
	wipe(row, sizeof(row));
}

/* --- programmes ------------------------------------------------------------------------------------------------------- */

static void
fill_programmes(const struct answers *a, const struct place *p, struct page *page)
{
	(void)p;
	for (int i = 0; i < PROGRAMMES; i++)
		(void)page_line(page, LINE_PAIR, TR(balance_programme_words((enum programme)i)),
			TR(balance_programme_state_words(a->programme[i])));
}

/* --- options ---------------------------------------------------------------------------------------------------------- */

static const struct option overview_options[] = {
	AMOUNTS_OPTIONS('1', "overview"),
	{ .key = '2', .text = N_("Iuran tiap tahun"), .set = newest_years, .go = "years_ask" },
	{ .key = '3', .text = N_("Program saya"), .go = "programmes_ask" },
	{ .key = '4',
		.text = N_("Cetak, dengan jumlah uang"),
		.when = sheet_can_print,
		.go = "print" },
	{ .key = '5',
		.text = N_("KPJ berikutnya"),
		.when = more_cards,
		.set = turn_cards,
		.go = "overview" },
	{ .key = '6',
		.text = N_("Bacakan jumlahnya"),
		.when = amounts_can_be_said,
		.set = amounts_set,
		.value = AMOUNTS_ALOUD,
		.go = "overview" },
	{ .key = '9', .text = N_("Selesai"), .go = GO_MORE },
};

static const struct option years_options[] = {
	AMOUNTS_OPTIONS('7', "years"),
	{ .key = '8',
		.text = N_("Tahun sebelumnya"),
		.when = older_exist,
		.set = older_years,
		.go = "years_ask" },
	{ .key = '9', .text = N_("Kembali"), .go = "overview" },
};

static const struct option months_options[] = {
	AMOUNTS_OPTIONS('1', "months"),
	{ .key = '2', .text = N_("Kembali"), .go = "years" },
};

static const struct option back_options[] = {
	{ .key = '1', .text = N_("Kembali"), .go = "overview" },
};

static const struct option away_options[] = {
	{ .key = '1', .text = N_("Kembali"), .go = "overview" },
	{ .key = '2', .text = N_("Panggil petugas"), .go = GO_STAFF },
};

static const struct branch ask_branches[] = {
	{ OUTCOME_AWAY, "centre_away" },
	{ OUTCOME_REFUSED, "centre_away" },
	{ OUTCOME_NOT_FOUND, "find_again" },
};

/* --- the steps -------------------------------------------------------------------------------------------------------- */

static const struct step balance_steps[] = {
	{
		.name = "overview",
		.kind = STEP_CHOICE,
		.ask = N_("Saldo dan kartu Anda"),
		.todo = N_("Tekan satu angka."),
		.why = N_("Jumlah ditutup supaya orang lain tidak melihat."),
		.help = N_("Ada yang tidak cocok? Tekan + untuk memanggil petugas."),
		.fill = fill_overview,
		OPTIONS(overview_options),
	},
	{
		.name = "years_ask",
		.kind = STEP_WAIT,
		.aside = true,
		.ask = N_("Mengambil iuran Anda"),
		.effect = EFFECT_CONTRIBUTIONS,
		BRANCHES(ask_branches),
		.next = "years",
	},
	{
		.name = "years",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.ask = N_("Iuran Anda setiap tahun"),
		.todo = N_("Tekan angka di depan tahun untuk melihat bulannya."),
		.fill = fill_years,
		.choose = choose_year,
		OPTIONS(years_options),
	},
	{
		.name = "months",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.ask = N_("Iuran tiap bulan"),
		.todo = N_("Tekan satu angka."),
		.fill = fill_months,
		OPTIONS(months_options),
	},
	{
		.name = "programmes_ask",
		.kind = STEP_WAIT,
		.aside = true,
		.ask = N_("Mengambil program Anda"),
		.effect = EFFECT_PROGRAMMES,
		BRANCHES(ask_branches),
		.next = "programmes",
	},
	{
		.name = "programmes",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.ask = N_("Program Anda"),
		.todo = N_("Tekan satu angka."),
		.help = N_("Ada pertanyaan? Petugas atau telepon 175."),
		.fill = fill_programmes,
		OPTIONS(back_options),
	},
	{
		.name = "centre_away",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.once = true,
		.ask = N_("Belum bisa diambil dari pusat"),
		.todo = N_("Coba lagi nanti, atau telepon 175. Tekan satu angka."),
		.help = N_("Uang Anda aman. Ini bukan kesalahan Anda."),
		.fill = claim_fill_trouble,
		OPTIONS(away_options),
	},
	SHEET_ROWS,
};

const struct flow balance_flow = {
	.name = "balance",
	.service = N_("Lihat saldo dan kartu"),
	.first = &person_flow,
	.steps = balance_steps,
	.n = ARRAY_LEN(balance_steps),
};
