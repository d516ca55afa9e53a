/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A refused claim is corrected at the counter: the KTP first, so that it is its person who stands here; then the one thing
 * that was wrong; then the participant's turn. What is sent is a new request, and the paper says what became of it. The
 * list of what waits (flow/waiting.c) begins with these rows and enters them by name.
 */
#include "flow/waiting.h"

#include "base/array.h"
#include "base/str.h"
#include "flow/claim_fill.h"
#include "flow/paper.h"
#include "flow/person.h"

#include <string.h>

void
waiting_begin_fix(struct answers *a, int value)
{
	(void)value;
	wipe(&a->fix, sizeof(a->fix));
	a->fix.what = waiting_fix(waiting_shown(a));
	a->waiting_wish = WAITING_CORRECT;
	a->bank_list_all = false;
	a->bank_page = 0;
}

static bool
no_account(const struct answers *a, const struct place *p)
{
	(void)p;
	return a->fix.what != FIX_ACCOUNT;
}

static bool
no_date(const struct answers *a, const struct place *p)
{
	(void)p;
	return a->fix.what != FIX_DATE;
}

static bool
no_paper(const struct answers *a, const struct place *p)
{
	(void)p;
	return a->fix.what != FIX_PAPER;
}

/* --- fields --------------------------------------------------------------------------------------------------------- */

static const struct field nik_field = {
	.name = "fix_nik",
	.kind = FIELD_DIGITS,
	.label = "NIK",
	.groups = "4444",
	.max = NIK_DIGITS,
	ROOM_OF(fix.nik),
	.check = person_check_nik,
	.by_staff = true,
};

static enum flaw
check_account(const char *typed, const struct answers *a, const struct place *p)
{
	enum flaw flaw = account_check(typed, banks_find(p->banks, a->fix.bank));

	return flaw_only_warns(flaw) ? FLAW_NONE : flaw;
}

static const struct field account_field = {
	.name = "fix_account",
	.kind = FIELD_DIGITS,
	.label = N_("Nomor rekening"),
	.groups = "4444",
	.max = 20,
	.example = N_("Lihat halaman depan buku tabungan"),
	ROOM_OF(fix.account),
	.check = check_account,
	.by_staff = true,
};

static void
take_event(struct answers *a, const struct place *p)
{
	(void)p;
	(void)date_parse_pad(a->fix.event_typed, &a->fix.event_date); /* it was checked */
}

static const struct field event_field = {
	.name = "fix_event",
	.kind = FIELD_DATE,
	.label = N_("Tanggal berhenti"),
	.groups = "224",
	.max = 8,
	.example = N_("Contoh: 5 Maret 2026 ditulis 05032026"),
	ROOM_OF(fix.event_typed),
	.check = person_check_birth, /* a day that was */
	.by_staff = true,
};

static const struct field number_field = {
	.name = "fix_number",
	.kind = FIELD_TEXT,
	.label = N_("Nomor surat"),
	.max = 32,
	ROOM_OF(fix.paper.number),
	.optional = true,
	.by_staff = true,
};

static void
take_paper_date(struct answers *a, const struct place *p)
{
	(void)p;
	(void)date_parse_pad(a->fix.paper_typed, &a->fix.paper.date); /* likewise */
}

static const struct field paper_date_field = {
	.name = "fix_paper_date",
	.kind = FIELD_DATE,
	.label = N_("Tanggal surat"),
	.groups = "224",
	.max = 8,
	.example = N_("Contoh: 5 Maret 2026 ditulis 05032026"),
	ROOM_OF(fix.paper_typed),
	.check = person_check_birth,
	.by_staff = true,
};

/* --- choices -------------------------------------------------------------------------------------------------------- */

static const char *
choose_bank(struct answers *a, const struct place *p, char key)
{
	const struct bank *bank = claim_bank_at(a, p, key);

	if (key == BANK_MORE_KEY) {
		claim_bank_turn(a, p);
		return "fix_bank";
	}
	if (bank == NULL)
		return NULL;
	(void)str_copy(a->fix.bank, sizeof(a->fix.bank), bank->code);
	a->fix.account[0] = '\0';
	return "";
}

/* Those the reason of the claim asks for. */
static size_t
papers_of(const struct answers *a, enum paper ret_papers[PAPERS_MAX])
{
	bool all;
	uint32_t due = claim_papers(a->fix.reason, &all);
	size_t n = 0;

	for (int paper = 0; paper < PAPER_COUNT && n < PAPERS_MAX; paper++)
		if (due == 0 || due >> paper & 1)
			ret_papers[n++] = (enum paper)paper;
	return n;
}

static void
fill_papers(const struct answers *a, const struct place *p, struct page *page)
{
	enum paper papers[PAPERS_MAX];
	size_t n = papers_of(a, papers);

	(void)p;
	for (size_t i = 0; i < n; i++)
		(void)page_choice(page, (char)('1' + i), TR(paper_words(papers[i])));
}

static const char *
choose_paper(struct answers *a, const struct place *p, char key)
{
	enum paper papers[PAPERS_MAX];
	size_t n = papers_of(a, papers), at = (size_t)(key - '1');

	(void)p;
	if (key < '1' || at >= n)
		return NULL;
	a->fix.paper = (struct document){ .kind = papers[at] };
	return "";
}

/* --- the participant's word ----------------------------------------------------------------------------------------- */

static void
pair(struct page *page, const char *label, const char *text)
{
	(void)page_line(page, LINE_PAIR, TR(label), text);
}

static void
fill_account(const struct answers *a, const struct place *p, struct page *page)
{
	const struct bank *bank = banks_find(p->banks, a->fix.bank);
	char number[48];

	field_read_back(&account_field, a->fix.account, number, sizeof(number));
	pair(page, N_("Bank"), bank ? bank->name : a->fix.bank);
	pair(page, N_("Nomor rekening"), number);
	wipe(number, sizeof(number));
}

static void
fill_paper(const struct answers *a, struct page *page)
{
	char day[DATE_LONG];

	date_format_long(a->fix.paper.date, day);
	pair(page, N_("Surat"), TR(paper_words(a->fix.paper.kind)));
	if (a->fix.paper.number[0])
		pair(page, N_("Nomor surat"), a->fix.paper.number);
	pair(page, N_("Tanggal surat"), day);
}

static void
fill_turn(const struct answers *a, const struct place *p, struct page *page)
{
	const struct waiting_claim *claim = waiting_shown(a);
	char text[CODE_SHOWN_ROOM], day[DATE_LONG];

	if (claim == NULL)
		return;
	code_show(claim->code, text);
	pair(page, N_("Kode struk"), text);
	if (a->fix.what == FIX_ACCOUNT) {
		fill_account(a, p, page);
	} else if (a->fix.what == FIX_DATE) {
		date_format_long(a->fix.event_date, day);
		pair(page, N_("Tanggal berhenti"), day);
	} else if (a->fix.what == FIX_PAPER) {
		fill_paper(a, page);
	} else {
		(void)page_line(page, LINE_TEXT, "", TR(N_("Petugas sudah melihat KTP Anda.")));
	}
}

static const struct option turn_options[] = {
	{ .key = '1', .text = N_("BENAR, kirim klaim ini lagi"), .go = "fix_do" },
	{ .key = '2', .text = N_("Belum benar, ulangi"), .go = "fix_bank" },
	{ .key = '3', .text = N_("Jangan dikirim"), .go = "waiting" },
};

/* --- what became of it ---------------------------------------------------------------------------------------------- */

static void
fill_done(const struct answers *a, const struct place *p, struct page *page)
{
	const struct claim_fix *fix = &a->fix;

	code_show(a->lookup.code, page->big);
	str_clip(page->ask, sizeof(page->ask),
		fix->received  ? TR(N_("Klaim Anda DITERIMA PUSAT"))
		: fix->refused ? TR(N_("Pusat masih menolak klaim ini"))
			       : TR(N_("TERSIMPAN DI KIOS, BELUM TERKIRIM")));
	if (fix->refused)
		(void)page_line(page, LINE_WARN, "", TR(parked_words(fix->problem)->why));
	else if (!fix->received)
		(void)page_line(page, LINE_TEXT, "",
			TR(N_("Mesin ini mengirimnya sendiri begitu jaringan ada.")));
	if (!p->printer)
		str_clip(page->todo, sizeof(page->todo), TR(N_("Catat kode ini. Lalu tekan 1.")));
	else if (a->outcome != OUTCOME_OK)
		paper_fill_trouble(a, '2', page);
}

/* It was the wrong one: none of its digits stays. */
static void
retype_nik(struct answers *a, int value)
{
	(void)value;
	wipe(a->fix.nik, sizeof(a->fix.nik));
}

/* Nobody's news is waited for any more. */
static void
end_fix(struct answers *a, int value)
{
	(void)value;
	wipe(&a->fix, sizeof(a->fix));
	wipe(&a->lookup, sizeof(a->lookup));
}

static bool
can_print(const struct answers *a, const struct place *p)
{
	(void)a;
	return p->printer;
}

static const struct option done_options[] = {
	{ .key = '1',
		.text = N_("Kembali ke daftar"),
		.set = end_fix,
		.go = "waiting_find" },
	{ .key = '2', .text = N_("Cetak struknya lagi"), .when = can_print, .go = "fix_print" },
};

static const struct option stranger_options[] = {
	{ .key = '1', .text = N_("Ketik NIK-nya lagi"), .set = retype_nik, .go = "fix_nik" },
	{ .key = '2', .text = N_("Kembali ke daftar"), .go = "waiting_find" },
};

static const struct option unable_options[] = {
	{ .key = '1', .text = N_("Kembali ke daftar"), .go = "waiting_find" },
};

static const struct option failed_options[] = {
	{ .key = '1', .text = N_("Coba lagi"), .go = "fix_do" },
	{ .key = '2', .text = N_("Kembali ke daftar"), .go = "waiting_find" },
};

static const struct branch open_branches[] = {
	{ OUTCOME_NOT_FOUND, "waiting_gone" },
	{ OUTCOME_REFUSED, "fix_stranger" },
	{ OUTCOME_AWAY, "fix_unable" },
};

static const struct branch do_branches[] = {
	{ OUTCOME_NOT_FOUND, "waiting_gone" },
	{ OUTCOME_REFUSED, "waiting_gone" },
	{ OUTCOME_AWAY, "fix_failed" },
};

static const struct step correct_steps[] = {
	{
		.name = "fix_nik",
		.kind = STEP_FORM,
		.quiet = true,
		.aside = true,
		.ask = N_("Lihat KTP asli peserta. Berapa NIK-nya?"),
		.todo = N_("Petugas: ketik 16 angka, lalu Enter."),
		.help = N_("Hanya klaim milik orang ini yang bisa dibetulkan."),
		.field = &nik_field,
		.next = "fix_open",
	},
	{
		.name = "fix_open",
		.kind = STEP_WAIT,
		.aside = true,
		.ask = N_("Membuka klaim"),
		.effect = EFFECT_FIX_OPEN,
		BRANCHES(open_branches),
		.next = "fix_bank",
	},
	{
		.name = "fix_stranger",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.once = true,
		.ask = N_("Klaim ini bukan milik NIK itu"),
		.todo = N_("Cocokkan struk dan KTP. Tekan satu angka."),
		.help = N_("Percobaan ini dicatat."),
		OPTIONS(stranger_options),
	},
	{
		.name = "fix_unable",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.once = true,
		.ask = N_("Klaim ini tidak bisa dibetulkan"),
		.todo = N_("Tarik klaim ini, lalu ajukan yang baru."),
		.help = N_("Peserta punya klaim lain, atau isinya rusak."),
		OPTIONS(unable_options),
	},
	{
		.name = "fix_bank",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.skip = no_account,
		.ask = N_("Bank apa?"),
		.todo = N_("Tekan angka bank peserta."),
		.fill = claim_fill_banks,
		.choose = choose_bank,
		.next = "fix_account",
	},
	{
		.name = "fix_account",
		.kind = STEP_FORM,
		.quiet = true,
		.aside = true,
		.skip = no_account,
		.ask = N_("Berapa nomor rekeningnya?"),
		.todo = N_("Ketik angkanya, lalu tekan Enter."),
		.help = N_("Harus atas nama peserta sendiri."),
		.field = &account_field,
		.next = "fix_date",
	},
	{
		.name = "fix_date",
		.kind = STEP_FORM,
		.quiet = true,
		.aside = true,
		.skip = no_date,
		.ask = N_("Kapan terakhir bekerja?"),
		.todo = N_("Ketik hari, bulan, tahun, lalu Enter."),
		.field = &event_field,
		.taken = take_event,
		.next = "fix_paper",
	},
	{
		.name = "fix_paper",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.skip = no_paper,
		.ask = N_("Surat apa yang dilihat?"),
		.todo = N_("Tekan satu angka."),
		.fill = fill_papers,
		.choose = choose_paper,
		.next = "fix_number",
	},
	{
		.name = "fix_number",
		.kind = STEP_FORM,
		.quiet = true,
		.aside = true,
		.skip = no_paper,
		.ask = N_("Nomor surat"),
		.todo = N_("Ketik nomornya, lalu Enter. Tidak ada nomor? Enter saja."),
		.field = &number_field,
		.next = "fix_paper_date",
	},
	{
		.name = "fix_paper_date",
		.kind = STEP_FORM,
		.quiet = true,
		.aside = true,
		.skip = no_paper,
		.ask = N_("Tanggal surat"),
		.todo = N_("Ketik hari, bulan, tahun, lalu Enter."),
		.field = &paper_date_field,
		.taken = take_paper_date,
		.next = "fix_turn",
	},
	{
		.name = "fix_turn",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.ask = N_("Serahkan keyboard ke peserta."),
		.todo = N_("Peserta: tekan 1 bila benar."),
		.why = N_("Petugas mengetik ini untuk Anda. Anda yang menentukan."),
		.help = N_("Belum dikirim. Ada yang salah? Tekan 2."),
		.fill = fill_turn,
		OPTIONS(turn_options),
	},
	{
		.name = "fix_do",
		.kind = STEP_WAIT,
		.aside = true,
		.ask = N_("Menyimpan"),
		.effect = EFFECT_WAITING,
		BRANCHES(do_branches),
		.next = "fix_await",
	},
	{
		.name = "fix_failed",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.once = true,
		.ask = N_("Belum tersimpan"),
		.todo = N_("Tekan satu angka."),
		.help = N_("Masih gagal? Hubungi teknisi: disk mesin ini."),
		OPTIONS(failed_options),
	},
	{
		.name = "fix_await",
		.kind = STEP_WAIT,
		.aside = true,
		.ask = N_("Mengirim klaim ke pusat"),
		.effect = EFFECT_FIX_AWAIT,
		.next = "fix_print",
	},
	{
		.name = "fix_print",
		.kind = STEP_WAIT,
		.aside = true,
		.ask = N_("Mencetak struk yang baru"),
		.effect = EFFECT_REPRINT,
		.next = "fix_done",
	},
	{
		.name = "fix_done",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.once = true,
		.ask = N_("Klaim dikirim lagi"),
		.todo = N_("Berikan struk yang baru ke peserta. Lalu tekan 1."),
		.fill = fill_done,
		OPTIONS(done_options),
	},
};

const struct flow correct_rows = {
	.name = "correct",
	.service = N_("Menunggu petugas"),
	.steps = correct_steps,
	.n = ARRAY_LEN(correct_steps),
	.detour = true,
};
