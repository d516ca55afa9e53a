/* SPDX-License-Identifier: Apache-2.0 */
/*
 * "Uang saya sudah sampai mana?": a claim found again by the code on its receipt, by the participant or, over their
 * visit, by an officer. States and dates only: whoever holds the code holds the slip, which says no less.
 */
#include "flow/flow.h"

#include "base/array.h"
#include "base/str.h"
#include "flow/claim_fill.h"
#include "flow/claim_words.h"
#include "flow/my_claims.h"
#include "flow/paper.h"
#include "flow/saved.h"
#include "flow/receipt_code.h"
#include "flow/withdraw.h"
#include "rules/parked.h"

#include <string.h>

/* --- who asks ----------------------------------------------------------------------------------------------------- */

static bool
alone(const struct answers *a, const struct place *p)
{
	(void)p;
	return !a->officer.joined;
}

static bool
with_officer(const struct answers *a, const struct place *p)
{
	(void)p;
	return a->officer.joined;
}

static bool
can_print(const struct answers *a, const struct place *p)
{
	(void)p;
	return a->lookup.here && a->lookup.printable;
}

/* --- what is known ------------------------------------------------------------------------------------------------ */

static void
say(struct page *page, enum line_style style, const char *text)
{
	(void)page_line(page, style, "", TR(text));
}

static void
pair_date(struct page *page, const char *label, struct date date)
{
	char text[DATE_LONG];

	if (!date_is_known(date))
		return;
	date_format_long(date, text);
	(void)page_line(page, LINE_PAIR, TR(label), text);
}

static void
fill_returned(const char *code, struct page *page)
{
	if (code[0] == '\0')
		return;
	(void)page_line(page, LINE_PAIR, TR(N_("Alasan")), claim_return_words(code));
}

/* Staff are told why, and what to do; the participant what it means. */
static void
fill_parked(const struct answers *a, const char *problem, struct page *page)
{
	const struct parked *words = parked_words(problem);

	if (a->officer.joined) {
		(void)page_line(page, LINE_PAIR, TR(N_("Alasan")), TR(words->why));
		say(page, LINE_STRONG, words->action);
	} else {
		say(page, LINE_STRONG, words->person);
	}
}

/* The centre has another claim of this person: that one pays. */
static void
fill_duplicate(const struct answers *a, struct page *page)
{
	if (a->lookup.duplicate_of[0] == '\0')
		return;
	fill_parked(a, "claim-open-elsewhere", page);
	(void)page_line(
		page, LINE_PAIR, TR(N_("Klaim yang sudah ada")), a->lookup.duplicate_of);
}

/* Not at the centre yet, as far as this kiosk knows. */
static void
fill_unsent(const struct answers *a, struct page *page)
{
	const struct lookup *l = &a->lookup;

	if (!l->parked) {
		str_clip(page->ask, sizeof(page->ask),
			TR(N_("TERSIMPAN DI KIOS, BELUM TERKIRIM")));
		say(page, LINE_TEXT, N_("Klaim dikirim sendiri saat jaringan pulih."));
		return;
	}
	str_clip(page->ask, sizeof(page->ask), TR(N_("PERLU PETUGAS")));
	say(page, LINE_WARN, N_("Pusat belum menerima klaim ini. Bawa struk ke petugas."));
	if (l->duplicate_of[0] == '\0')
		fill_parked(a, l->problem, page);
	fill_duplicate(a, page);
}

void
status_fill_unsent(const struct answers *a, const struct place *p, struct page *page)
{
	char code[CODE_SHOWN_ROOM];

	(void)p;
	code_show(a->lookup.code, code);
	(void)page_line(page, LINE_PAIR, TR(N_("Kode struk")), code);
	pair_date(page, N_("Diajukan"), a->lookup.confirmed_on);
	fill_unsent(a, page);
}

static bool
is_over(const char *status)
{
	return strcmp(status, "paid") == 0 || strcmp(status, "rejected") == 0;
}

static void
fill_at_centre(const struct answers *a, const struct place *p, struct page *page)
{
	const struct lookup *l = &a->lookup;
	const struct claim_words *words = claim_words_of(l->status);
	bool late =
		l->told ? l->overdue
			: date_is_known(l->promised) && date_compare(l->promised, p->today) < 0;

	if (words) {
		str_clip(page->ask, sizeof(page->ask), TR(words->ask));
		say(page, LINE_TEXT, words->more);
	}
	fill_returned(l->return_reason, page);
	fill_duplicate(a, page);
	pair_date(page, N_("Sejak"), l->since);
	if (is_over(l->status))
		return;
	pair_date(page, N_("Dibayar paling lambat"), l->promised);
	if (late)
		say(page, LINE_WARN, N_("Sudah lewat. Petugas bisa bertanya ke pusat."));
}

static void
fill_status(const struct answers *a, const struct place *p, struct page *page)
{
	const struct lookup *l = &a->lookup;

	if (l->withdrawn)
		withdraw_fill_state(a, p, page);
	else if (l->status[0])
		fill_at_centre(a, p, page);
	else
		fill_unsent(a, page);
	pair_date(page, N_("Diajukan"), l->confirmed_on);
	if (!l->asked)
		say(page, LINE_WARN,
			N_("Pusat belum bisa ditanya. Ini yang diketahui mesin ini."));
	else if (!l->told && l->status[0])
		say(page, LINE_WARN, N_("Pusat tidak menemukan kode ini. Panggil petugas."));
	if (l->here && !l->printable && !l->withdrawn)
		say(page, LINE_TEXT, N_("Struk ini sudah terlalu lama untuk dicetak lagi."));
}

/* A slip of a kept visit has such a code, too. */
static void
fill_unknown(const struct answers *a, const struct place *p, struct page *page)
{
	if (!saved_is_slip(a, p)) {
		receipt_code_fill_unknown(a, p, page);
		return;
	}
	str_clip(page->ask, sizeof(page->ask),
		TR(N_("Itu slip untuk melanjutkan, belum klaim")));
	str_clip(page->todo, sizeof(page->todo), TR(N_("Tekan satu angka.")));
	str_clip(page->help, sizeof(page->help),
		TR(N_("Klaim baru ada setelah Anda mengajukannya.")));
}

static bool
slip_goes_on(const struct answers *a, const struct place *p)
{
	return saved_is_slip(a, p) && alone(a, p);
}

static bool
code_is_unknown(const struct answers *a, const struct place *p)
{
	return !slip_goes_on(a, p);
}

static void
fill_print_failed(const struct answers *a, const struct place *p, struct page *page)
{
	(void)p;
	paper_fill_trouble(a, '1', page);
}

/* --- options ------------------------------------------------------------------------------------------------------ */

static const struct option status_options[] = {
	{ .key = '1', .text = N_("Selesai"), .when = alone, .go = GO_END },
	{ .key = '1', .text = N_("Kembali"), .when = with_officer, .go = GO_DONE },
	{ .key = '2', .text = N_("Cetak struk lagi"), .when = can_print, .go = "print" },
	{ .key = '3', .text = N_("Cari kode lain"), .set = receipt_code_other, .go = "code" },
	{ .key = '4', .text = N_("Panggil petugas"), .when = alone, .go = GO_STAFF },
};

static const struct option unknown_options[] = {
	{ .key = '1',
		.text = N_("Lanjutkan sekarang"),
		.when = slip_goes_on,
		.set = saved_take_slip,
		.go = GO_SLIP },
	{ .key = '1', .text = N_("Coba kodenya lagi"), .when = code_is_unknown, .go = "code" },
	{ .key = '2', .text = N_("Panggil petugas"), .when = alone, .go = GO_STAFF },
	{ .key = '3', .text = N_("Kembali"), .go = GO_DONE },
};

static const struct option away_options[] = {
	{ .key = '1', .text = N_("Tanya pusat lagi"), .go = "look" },
	{ .key = '2', .text = N_("Cari kode lain"), .set = receipt_code_other, .go = "code" },
	{ .key = '3', .text = N_("Panggil petugas"), .when = alone, .go = GO_STAFF },
	{ .key = '4', .text = N_("Kembali"), .go = GO_DONE },
};

static const struct option closed_options[] = {
	{ .key = '1', .text = N_("Panggil petugas"), .when = alone, .go = GO_STAFF },
	{ .key = '2', .text = N_("Kembali"), .go = GO_DONE },
};

static const struct option print_failed_options[] = {
	{ .key = '1', .text = N_("Coba cetak lagi"), .go = "print" },
	{ .key = '2', .text = N_("Kembali"), .go = "status" },
};

static const struct option print_done_options[] = {
	{ .key = '1', .text = N_("Selesai"), .when = alone, .go = GO_END },
	{ .key = '1', .text = N_("Kembali"), .when = with_officer, .go = GO_DONE },
	{ .key = '2', .text = N_("Cari kode lain"), .set = receipt_code_other, .go = "code" },
};

static const struct branch look_branches[] = {
	{ OUTCOME_NOT_FOUND, "unknown" },
	{ OUTCOME_AWAY, "away" },
	{ OUTCOME_REFUSED, "closed" },
};

static const struct branch print_branches[] = {
	{ OUTCOME_NOT_FOUND, "print_failed" },
	{ OUTCOME_REFUSED, "print_failed" },
	{ OUTCOME_AWAY, "print_failed" },
};

/* --- the steps ---------------------------------------------------------------------------------------------------- */

static const struct step status_steps[] = {
	{
		.name = "code",
		.kind = STEP_SCAN,
		.ask = N_("Mana kode struknya?"),
		.why = N_("Kode itu cukup. Nama dan NIK tidak perlu."),
		.help = N_("Struk hilang? Tekan + untuk memanggil petugas."),
		.field = &receipt_code_field,
		.fill = receipt_code_fill,
	},
	{
		.name = "look",
		.kind = STEP_WAIT,
		.ask = N_("Mencari klaim"),
		.effect = EFFECT_LOOK_UP,
		BRANCHES(look_branches),
	},
	{
		.name = "status",
		.kind = STEP_CHOICE,
		.quiet = true,
		.ask = N_("Klaim sudah DITERIMA PUSAT"),
		.todo = N_("Tekan satu angka."),
		.help = N_("Ada pertanyaan? Petugas atau telepon 175."),
		.fill = fill_status,
		OPTIONS(status_options),
	},
	{
		.name = "unknown",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.once = true,
		.ask = N_("Kode itu belum ditemukan"),
		.todo = N_("Cocokkan dengan struk. Tekan satu angka."),
		.help = N_("Klaim di JMO atau cabang tidak punya kode struk ini."),
		.fill = fill_unknown,
		OPTIONS(unknown_options),
	},
	{
		.name = "away",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.once = true,
		.ask = N_("Mesin ini tidak mengenal kode itu"),
		.todo = N_("Mungkin struk dari mesin lain. Tekan satu angka."),
		.fill = claim_fill_trouble,
		OPTIONS(away_options),
	},
	{
		.name = "closed",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.once = true,
		.ask = N_("Kode belum ditemukan. Petugas membantu Anda"),
		.todo = N_("Ini bukan kesalahan Anda. Tekan satu angka."),
		OPTIONS(closed_options),
	},
	{
		.name = "print",
		.kind = STEP_WAIT,
		.aside = true,
		.ask = N_("Mencetak struk lagi"),
		.effect = EFFECT_REPRINT,
		BRANCHES(print_branches),
		.next = "print_done",
	},
	{
		.name = "print_failed",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.once = true,
		.ask = N_("Struk belum tercetak"),
		.todo = N_("Tekan satu angka."),
		.fill = fill_print_failed,
		OPTIONS(print_failed_options),
	},
	{
		.name = "print_done",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.once = true,
		.ask = N_("Salinan sudah dicetak"),
		.todo = N_("Ambil struknya. Lalu tekan 1."),
		.help = N_("Isinya keadaan klaim sekarang."),
		OPTIONS(print_done_options),
	},
};

const struct flow status_flow = {
	.name = "status",
	.service = N_("Uang saya sudah sampai mana?"),
	.steps = status_steps,
	.n = ARRAY_LEN(status_steps),
};
