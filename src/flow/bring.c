/* SPDX-License-Identifier: Apache-2.0 */
/* "Apa yang perlu dibawa": the papers for what happened, for anybody who asks, on the screen and on paper. */
#include "rules/bring.h"

#include "base/str.h"
#include "flow/sheet.h"

static void
set_reason(struct answers *a, int value)
{
	a->bring_reason = (enum claim_reason)value;
}

static void
say(struct page *page, enum line_style style, const char *text)
{
	if (text[0])
		(void)page_line(page, style, "", TR(text));
}

static void
fill_list(const struct answers *a, const struct place *p, struct page *page)
{
	struct bring bring;

	if (a->bring_reason == REASON_NONE)
		return;
	bring_of(p->policy, a->bring_reason, &bring);
	for (size_t i = 0; i < bring.always_n; i++)
		say(page, LINE_GOOD, bring.always[i]);
	if (bring.papers_n == 1 || (bring.papers_n > 0 && bring.papers_all))
		say(page, LINE_STRONG, N_("Bawa juga:"));
	else if (bring.papers_n > 0)
		say(page, LINE_STRONG, N_("Bawa juga SALAH SATU surat ini:"));
	for (size_t i = 0; i < bring.papers_n; i++)
		(void)page_linef(
			page, LINE_TEXT, "", "•  %s", TR(paper_words(bring.paper[i])));
	say(page, LINE_TEXT, bring.unless);
	if (bring.when[0])
		(void)page_line(page, LINE_STRONG, "", bring.when);
}

#define REASON(pressed, words, reason)                                                         \
	{                                                                                      \
		.key = (pressed), .text = (words), .set = set_reason, .value = (reason),       \
		.go = "overview"                                                               \
	}

static const struct option reason_options[] = {
	REASON('1', N_("Umur saya sudah 56 tahun"), REASON_USIA_56),
	REASON('2', N_("Saya berhenti sendiri"), REASON_RESIGN),
	REASON('3', N_("Saya diberhentikan (PHK)"), REASON_PHK),
	REASON('4', N_("Kontrak kerja saya selesai"), REASON_PKWT),
	REASON('5', N_("Saya usaha sendiri dan sudah berhenti"), REASON_BPU),
	REASON('6', N_("Masih bekerja, ambil sebagian (10 persen)"), REASON_SEBAGIAN_10),
	REASON('7', N_("Ambil 30 persen untuk rumah"), REASON_SEBAGIAN_30),
	REASON('8', N_("Keluarga saya meninggal, saya ahli waris"), REASON_MENINGGAL),
	{ .key = '9', .text = N_("Lainnya"), .go = "what_else" },
};

static const struct option else_options[] = {
	REASON('1', N_("Pensiun menurut aturan perusahaan"), REASON_USIA_PKB),
	REASON('2', N_("Cacat total tetap"), REASON_CACAT),
	REASON('3', N_("Pindah ke luar negeri selamanya"), REASON_WNA),
	{ .key = '4', .text = N_("Kembali"), .go = "why" },
};

static const struct option list_options[] = {
	{ .key = '1', .text = N_("Cetak daftar ini"), .when = sheet_can_print, .go = "print" },
	{ .key = '2', .text = N_("Lihat alasan lain"), .go = "why" },
	{ .key = '3', .text = N_("Selesai"), .go = GO_MORE },
};

static const struct step bring_steps[] = {
	{
		.name = "why",
		.kind = STEP_CHOICE,
		.ask = N_("Mengapa uang JHT diambil?"),
		.todo = N_("Tekan satu angka."),
		.why = N_("Surat berbeda untuk tiap alasan."),
		.help = N_("Ragu? Tekan + untuk bertanya kepada petugas."),
		OPTIONS(reason_options),
	},
	{
		.name = "what_else",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.ask = N_("Alasan lain"),
		.todo = N_("Tekan satu angka."),
		.help = N_("Ragu? Tekan + untuk bertanya kepada petugas."),
		OPTIONS(else_options),
	},
	{
		.name = "overview",
		.kind = STEP_CHOICE,
		.quiet = true,
		.ask = N_("Yang perlu dibawa"),
		.todo = N_("Tekan satu angka."),
		.help = N_("Tidak punya semuanya? Datang saja. Petugas membantu."),
		.fill = fill_list,
		OPTIONS(list_options),
	},
	SHEET_ROWS,
};

const struct flow bring_flow = {
	.name = "bring",
	.service = N_("Apa yang perlu dibawa"),
	.steps = bring_steps,
	.n = ARRAY_LEN(bring_steps),
};
