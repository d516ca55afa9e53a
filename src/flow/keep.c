/* SPDX-License-Identifier: Apache-2.0 */
/* What somebody sees who cannot go on today: where to get what is missing, and that nothing is typed twice. */
#include "flow/keep.h"

#include "base/array.h"
#include "base/str.h"
#include "flow/claim_fill.h"
#include "flow/claim_set.h"
#include "flow/claim_when.h"
#include "flow/paper.h"
#include "flow/sheet.h"
#include "rules/kept.h"

static void
say(struct page *page, enum line_style style, const char *text)
{
	(void)page_line(page, style, "", TR(text));
}

/* Without the centre, what was said is kept here, whoever said it. */
bool
keep_is_possible(const struct answers *a, const struct place *p)
{
	(void)p;
	return a->assurance >= ASSURANCE_FACE || a->without_centre;
}

bool
keep_waits_for_account(const struct answers *a, const struct place *p)
{
	return a->decided && a->decision.eligible && claim_account_missing(a, p);
}

static bool
can_try_again(const struct answers *a, const struct place *p)
{
	(void)p;
	return !a->without_centre;
}

static void
fill_where(const struct answers *a, const struct place *p, struct page *page)
{
	char banks[KEPT_BANKS];

	(void)a;
	say(page, LINE_STRONG, N_("Di bank mana saja, atas nama Anda sendiri."));
	kept_banks(p->banks, banks);
	if (banks[0])
		(void)page_line(page, LINE_PAIR, TR(N_("Misalnya")), banks);
	(void)page_line(page, LINE_PAIR, TR(N_("Bawa")), TR(N_("KTP asli")));
	say(page, LINE_TEXT, N_("Uang Anda tetap aman dan tetap bertambah."));
}

static void
fill_failed(const struct answers *a, const struct place *p, struct page *page)
{
	claim_fill_trouble(a, p, page);
	say(page, LINE_TEXT, N_("Yang bisa sekarang: disimpan di mesin ini."));
	say(page, LINE_TEXT, N_("Lanjutkan di mesin ini juga, bersama petugas."));
}

static void
fill_kept(const struct answers *a, const struct place *p, struct page *page)
{
	char date[DATE_LONG];

	code_show(a->kept.code, page->big);
	date_format_long(a->kept.valid_until, date);
	(void)page_line(page, LINE_PAIR, TR(N_("Berlaku sampai")), date);
	say(page, LINE_TEXT, N_("Di anjungan mana saja. Bawa slip ini dan KTP."));
	if (keep_waits_for_account(a, p))
		say(page, LINE_STRONG, N_("Bawa juga buku tabungan Anda sendiri."));
	else if (a->decided && a->decision.papers_n > 0)
		say(page, LINE_STRONG, N_("Bawa juga surat yang tertulis di slip."));
	if (a->outcome != OUTCOME_OK)
		paper_fill_failed(a, p, page);
}

static const struct option no_account_options[] = {
	{ .key = '1', .text = N_("Simpan dan lanjutkan nanti"), .go = "keep" },
	{ .key = '2',
		.text = N_("Saya punya rekening"),
		.set = claim_other_account,
		.go = "bank" },
	{ .key = '3', .text = N_("Panggil petugas"), .go = GO_STAFF },
};

static const struct option failed_options[] = {
	{ .key = '1', .text = N_("Coba lagi"), .when = can_try_again, .go = "keep" },
	{ .key = '1',
		.text = N_("Jaringan kembali: periksa dulu ke pusat"),
		.when = claim_back_online,
		.set = claim_go_online,
		.go = "find" },
	{ .key = '2',
		.text = N_("Simpan di mesin ini untuk petugas"),
		.set = claim_want_ticket,
		.value = TICKET_KEPT,
		.go = "ticket" },
	{ .key = '3', .text = N_("Panggil petugas"), .go = GO_STAFF },
};

static const struct option kept_options[] = {
	{ .key = '1', .text = N_("Selesai"), .go = GO_MORE },
	{ .key = '2',
		.text = N_("Cetak slip lagi"),
		.when = sheet_can_print,
		.go = "keep_print" },
};

static const struct branch keep_branches[] = {
	{ OUTCOME_AWAY, "keep_failed" },
	{ OUTCOME_REFUSED, "keep_failed" },
	{ OUTCOME_NOT_FOUND, "find_again" },
};

const struct step keep_steps[KEEP_STEPS_N] = {
	{
		.name = "no_account",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.ask = N_("Buka rekening dulu, lalu lanjutkan"),
		.todo = N_("Tekan 1. Jawaban Anda disimpan 14 hari."),
		.help = N_("Setelah punya rekening, tidak perlu mengetik lagi."),
		.fill = fill_where,
		OPTIONS(no_account_options),
	},
	{
		.name = "keep",
		.kind = STEP_WAIT,
		.aside = true,
		.ask = N_("Menyimpan jawaban Anda"),
		.effect = EFFECT_SAVE_VISIT,
		BRANCHES(keep_branches),
		.next = "keep_print",
	},
	{
		.name = "keep_failed",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.once = true,
		.ask = N_("Belum bisa disimpan di pusat"),
		.todo = N_("Tekan satu angka."),
		.help = N_("Yang sudah diisi masih ada. Ini bukan kesalahan Anda."),
		.fill = fill_failed,
		.when_back = "keep",
		OPTIONS(failed_options),
	},
	{ /* the code is on the screen whether paper comes out or not */
		.name = "keep_print",
		.kind = STEP_WAIT,
		.aside = true,
		.ask = N_("Mencetak slip"),
		.effect = EFFECT_PRINT_SHEET,
		.next = "kept",
	},
	{
		.name = "kept",
		.kind = STEP_RESULT,
		.aside = true,
		.ask = N_("Tersimpan. Lanjutkan kapan saja"),
		.todo = N_("Ambil slipnya. Lalu tekan 1."),
		.fill = fill_kept,
		OPTIONS(kept_options),
	},
};
