/* SPDX-License-Identifier: Apache-2.0 */
/*
 * "Cabut izin": consent taken back by the code of a receipt. What stops and what does not is said before the key that
 * does it; with the centre away the wish is kept here and sent by itself.
 */
#include "flow/withdraw.h"

#include "base/array.h"
#include "base/str.h"
#include "flow/claim_words.h"
#include "flow/paper.h"
#include "flow/receipt_code.h"
#include "flow/sheet.h"
#include "rules/parked.h"

#include <string.h>

static void
say(struct page *page, enum line_style style, const char *text)
{
	if (text)
		(void)page_line(page, style, "", TR(text));
}

/* --- how far it has come ------------------------------------------------------------------------------------------ */

static const struct {
	const char *ask, *first, *more;
} states[] = {
	[WITHDRAWN_NOT] = { NULL },
	[WITHDRAWN_HERE] = { N_("IZIN SUDAH DICABUT"),
		N_("Klaim ini belum terkirim, dan tidak akan dikirim."),
		N_("Isinya sudah dihapus dari mesin ini.") },
	[WITHDRAWN_WAITS] = { N_("TERSIMPAN DI KIOS, BELUM TERKIRIM"),
		N_("Permintaan cabut izin dikirim sendiri saat jaringan pulih."),
		N_("Pusat berhenti 3 hari setelah menerimanya.") },
	[WITHDRAWN_STAFF] = { N_("PERLU PETUGAS"), N_("Pusat belum menerima cabut izin ini."),
		NULL },
	[WITHDRAWN_DONE] = { N_("IZIN SUDAH DICABUT"),
		N_("Klaim yang belum dibayar ikut berhenti."), NULL },
};

void
withdraw_fill_state(const struct answers *a, const struct place *p, struct page *page)
{
	const struct lookup *l = &a->lookup;
	char day[DATE_LONG];

	(void)p;
	if (l->withdrawn == WITHDRAWN_NOT)
		return;
	str_clip(page->ask, sizeof(page->ask), TR(states[l->withdrawn].ask));
	if (l->withdrawn == WITHDRAWN_DONE) {
		date_format_long(l->stops_by, day);
		(void)page_line(page, LINE_PAIR, TR(N_("Nomor cabut izin")), l->reference);
		(void)page_line(page, LINE_PAIR, TR(N_("Berhenti paling lambat")), day);
	}
	say(page, LINE_TEXT, states[l->withdrawn].first);
	say(page, LINE_TEXT, states[l->withdrawn].more);
	if (l->withdrawn == WITHDRAWN_STAFF)
		say(page, LINE_STRONG, parked_words(l->problem)->person);
}

/* --- before the key that does it ---------------------------------------------------------------------------------- */

/* What stops, and what goes on, by what the centre has of the claim; the last row is for whatever else it says. */
static const struct {
	const char *status; /* "": nothing, as far as this kiosk knows */
	const char *stops, *goes_on;
} effects[] = {
	{ "", N_("Klaim yang belum terkirim tidak akan dikirim."),
		N_("Kalau ternyata sudah di pusat, klaim berhenti di sana.") },
	{ "paying", N_("Data Anda tidak dipakai lagi setelah itu."),
		N_("Uang yang sudah dalam perjalanan ke bank tetap sampai.") },
	{ "paid", N_("Data Anda tidak dipakai lagi."),
		N_("Uang yang sudah dibayar tetap milik Anda.") },
	{ "rejected", N_("Data Anda tidak dipakai lagi."), NULL },
	{ NULL, N_("Klaim ini berhenti. Uangnya tidak dibayar."),
		N_("Mau uangnya nanti? Ajukan klaim baru.") },
};

static void
fill_sure(const struct answers *a, const struct place *p, struct page *page)
{
	const struct lookup *l = &a->lookup;
	const struct claim_words *words = claim_words_of(l->status);
	char code[CODE_SHOWN_ROOM];
	size_t i = 0;

	(void)p;
	while (effects[i].status && strcmp(effects[i].status, l->status) != 0)
		i++;
	code_show(l->code, code);
	(void)page_line(page, LINE_PAIR, TR(N_("Kode struk")), code);
	if (words)
		(void)page_line(page, LINE_PAIR, TR(N_("Sekarang")), TR(words->ask));
	say(page, LINE_STRONG, N_("Setelah izin dicabut:"));
	say(page, LINE_WARN, effects[i].stops);
	if (l->status[0] || !l->here)
		say(page, LINE_TEXT, N_("Pusat berhenti memakai data Anda dalam 3 hari."));
	say(page, LINE_TEXT, effects[i].goes_on);
	if (!l->asked)
		say(page, LINE_TEXT, N_("Pusat belum bisa ditanya. Permintaan dikirim nanti."));
}

/* --- after it ----------------------------------------------------------------------------------------------------- */

static void
fill_done(const struct answers *a, const struct place *p, struct page *page)
{
	withdraw_fill_state(a, p, page);
	code_show(a->lookup.code, page->big);
	if (a->outcome != OUTCOME_AWAY)
		return;
	say(page, LINE_WARN, N_("Kertas tidak tercetak. Catat atau foto kode ini."));
	str_clip(page->todo, sizeof(page->todo), TR(N_("Catat kode ini. Lalu tekan 1.")));
	if (p->printer)
		paper_fill_trouble(a, '2', page);
}

/* --- options ------------------------------------------------------------------------------------------------------ */

static bool
not_withdrawn(const struct answers *a, const struct place *p)
{
	(void)p;
	return a->lookup.withdrawn == WITHDRAWN_NOT;
}

static const struct option sure_options[] = {
	{ .key = '1', .text = N_("TIDAK jadi. Kembali ke menu"), .go = GO_MENU },
	{ .key = '2', .text = N_("YA, cabut izin"), .go = "withdraw" },
	{ .key = '3', .text = N_("Panggil petugas"), .go = GO_STAFF },
};

static const struct option already_options[] = {
	{ .key = '1', .text = N_("Selesai"), .go = GO_MORE },
	{ .key = '2', .text = N_("Cetak kertasnya"), .when = sheet_can_print, .go = "print" },
	{ .key = '3', .text = N_("Kode lain"), .set = receipt_code_other, .go = "code" },
	{ .key = '4', .text = N_("Panggil petugas"), .go = GO_STAFF },
};

static const struct option unknown_options[] = {
	{ .key = '1', .text = N_("Coba kodenya lagi"), .go = "code" },
	{ .key = '2', .text = N_("Panggil petugas"), .go = GO_STAFF },
	{ .key = '3', .text = N_("Kembali ke menu"), .go = GO_MENU },
};

static const struct option closed_options[] = {
	{ .key = '1', .text = N_("Panggil petugas"), .go = GO_STAFF },
	{ .key = '2', .text = N_("Kembali ke menu"), .go = GO_MENU },
};

static const struct option failed_options[] = {
	{ .key = '1', .text = N_("Coba lagi"), .go = "withdraw" },
	{ .key = '2', .text = N_("Panggil petugas"), .go = GO_STAFF },
	{ .key = '3', .text = N_("Kembali ke menu"), .go = GO_MENU },
};

static const struct option done_options[] = {
	{ .key = '1', .text = N_("Selesai"), .go = GO_MORE },
	{ .key = '2', .text = N_("Cetak lagi"), .when = sheet_can_print, .go = "print" },
};

/* A code nobody can be asked about now may be another kiosk's: its withdrawal waits like any other. */
static const struct branch look_branches[] = {
	{ OUTCOME_NOT_FOUND, "unknown" },
	{ OUTCOME_REFUSED, "closed" },
};

static const struct branch withdraw_branches[] = {
	{ OUTCOME_AWAY, "failed" },
};

/* --- the steps ---------------------------------------------------------------------------------------------------- */

static const struct step withdraw_steps[] = {
	{
		.name = "code",
		.kind = STEP_SCAN,
		.ask = N_("Izin klaim mana yang dicabut?"),
		.why = N_("Struk menunjukkan klaim mana yang Anda maksud."),
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
		.name = "already",
		.kind = STEP_CHOICE,
		.quiet = true,
		.skip = not_withdrawn,
		.ask = N_("IZIN SUDAH DICABUT"),
		.todo = N_("Sudah pernah diminta. Tekan satu angka."),
		.fill = withdraw_fill_state,
		OPTIONS(already_options),
	},
	{
		.name = "sure",
		.kind = STEP_CHOICE,
		.ask = N_("Cabut izin memakai data Anda?"),
		.todo = N_("Baca dulu. Tekan 2 untuk mencabut."),
		.why = N_("Anda berhak. Setelah dicabut, klaim tidak bisa dilanjutkan."),
		.help = N_("Ragu? Tekan + untuk bertanya kepada petugas."),
		.fill = fill_sure,
		OPTIONS(sure_options),
	},
	{
		.name = "withdraw",
		.kind = STEP_WAIT,
		.ask = N_("Menyimpan permintaan Anda"),
		.effect = EFFECT_WITHDRAW,
		BRANCHES(withdraw_branches),
	},
	{
		.name = "await",
		.kind = STEP_WAIT,
		.ask = N_("Sudah tersimpan. Memberi tahu pusat"),
		.effect = EFFECT_AWAIT_WITHDRAWAL,
	},
	{
		.name = "print",
		.kind = STEP_WAIT,
		.ask = N_("Mencetak"),
		.effect = EFFECT_PRINT_SHEET,
	},
	{
		.name = "done",
		.kind = STEP_RESULT,
		.ask = N_("IZIN SUDAH DICABUT"),
		.todo = N_("Ambil kertasnya. Lalu tekan 1."),
		.fill = fill_done,
		OPTIONS(done_options),
	},
	{
		.name = "unknown",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.once = true,
		.ask = N_("Kode itu belum ditemukan"),
		.todo = N_("Cocokkan dengan struk. Tekan satu angka."),
		.fill = receipt_code_fill_unknown,
		OPTIONS(unknown_options),
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
		.name = "failed",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.once = true,
		.ask = N_("Permintaan belum tersimpan"),
		.todo = N_("Izin belum dicabut. Tekan satu angka."),
		.help = N_("Mesin ini bermasalah. Ini bukan kesalahan Anda."),
		OPTIONS(failed_options),
	},
};

const struct flow withdraw_flow = {
	.name = "withdraw",
	.service = N_("Cabut izin"),
	.steps = withdraw_steps,
	.n = ARRAY_LEN(withdraw_steps),
};
