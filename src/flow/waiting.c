/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What waits for staff, one after another: what is wrong, since when, and the one thing that helps first, by one key: sent
 * again, corrected or withdrawn where the participant says so, or the participant is reached. What else can be done, a file
 * for the officer's list among it, is one key further. Over the officer's menu, which leads here only while nobody is
 * served.
 */
#include "flow/waiting.h"

#include "base/array.h"
#include "base/str.h"
#include "flow/paper.h"
#include "flow/sheet.h"
#include "rules/parked.h"

#include <string.h>

const struct waiting_claim *
waiting_shown(const struct answers *a)
{
	return a->waiting_at < (int)a->waiting_n ? &a->waiting[a->waiting_at] : NULL;
}

const char *
waiting_problem(const struct waiting_claim *claim)
{
	return claim->duplicate_of[0] && claim->problem[0] == '\0' ? "duplicate" : claim->problem;
}

bool
waiting_is_refused(const struct waiting_claim *claim)
{
	return claim->problem[0] != '\0' && strcmp(claim->problem, "overdue") != 0;
}

enum parked_fix
waiting_fix(const struct waiting_claim *claim)
{
	return claim && waiting_is_refused(claim) && !claim->withdrawal
		       ? parked_words(waiting_problem(claim))->fix
		       : FIX_NOTHING;
}

static bool
was_reached(const struct waiting_claim *claim)
{
	return claim->called == REACH_YES || claim->called == REACH_POSTED;
}

/* What the centre has, it alone can move on. Who was reached comes, and what lies refused is corrected, or closed. */
enum parked_act
waiting_act_first(const struct waiting_claim *claim)
{
	enum parked_act act = parked_words(waiting_problem(claim))->act;

	if (claim->withdrawal)
		return PARKED_RESEND;
	if (!waiting_is_refused(claim))
		return PARKED_CALL;
	if (act == PARKED_CALL && was_reached(claim))
		return waiting_fix(claim) == FIX_NOTHING ? PARKED_DROP : PARKED_CORRECT;
	return act;
}

static bool
acts(const struct answers *a, enum parked_act act)
{
	const struct waiting_claim *claim = waiting_shown(a);

	return claim && waiting_act_first(claim) == act;
}

static bool
should_resend(const struct answers *a, const struct place *p)
{
	(void)p;
	return acts(a, PARKED_RESEND);
}

static bool
should_drop(const struct answers *a, const struct place *p)
{
	(void)p;
	return acts(a, PARKED_DROP);
}

static bool
should_call(const struct answers *a, const struct place *p)
{
	(void)p;
	return acts(a, PARKED_CALL);
}

static bool
should_correct(const struct answers *a, const struct place *p)
{
	(void)p;
	return acts(a, PARKED_CORRECT);
}

static bool
is_claim(const struct answers *a, const struct place *p)
{
	const struct waiting_claim *claim = waiting_shown(a);

	(void)p;
	return claim && !claim->withdrawal;
}

static bool
is_refused(const struct answers *a, const struct place *p)
{
	return is_claim(a, p) && waiting_is_refused(waiting_shown(a));
}

static bool
can_correct(const struct answers *a, const struct place *p)
{
	(void)p;
	return waiting_fix(waiting_shown(a)) != FIX_NOTHING;
}

static bool
can_hand_over(const struct answers *a, const struct place *p)
{
	return is_claim(a, p) && a->waiting_code[0] == '\0';
}

static bool
more_wait(const struct answers *a, const struct place *p)
{
	(void)p;
	return a->waiting_n > 1;
}

/* Nothing of the one before goes on to the next. */
static void
next_waiting(struct answers *a, int value)
{
	(void)value;
	wipe(&a->contact, sizeof(a->contact));
	a->waiting_at = a->waiting_n > 0 ? (a->waiting_at + 1) % (int)a->waiting_n : 0;
}

static void
wish(struct answers *a, int value)
{
	a->waiting_wish = (enum waiting_wish)value;
}

void
waiting_fill_claim(const struct waiting_claim *claim, struct date today, struct page *page)
{
	const struct parked *words = parked_words(waiting_problem(claim));
	char code[CODE_SHOWN_ROOM], day[DATE_LONG];

	code_show(claim->code, code);
	date_format_long(claim->on, day);
	(void)page_line(page, LINE_PAIR, TR(N_("Kode struk")), code);
	(void)page_linef(page, LINE_PAIR,
		claim->withdrawal ? TR(N_("Izin dicabut")) : TR(N_("Diajukan")),
		TR(N_("%s (%d hari)")), day, date_days_between(claim->on, today));
	if (claim->duplicate_of[0])
		(void)page_line(page, LINE_PAIR, TR(N_("Klaim di pusat")), claim->duplicate_of);
	if (date_is_known(claim->promised)) {
		date_format_long(claim->promised, day);
		(void)page_line(page, LINE_PAIR, TR(N_("Janji bayar")), day);
	}
	(void)page_line(page, LINE_WARN, "", TR(words->why));
	(void)page_line(page, LINE_STRONG, "", TR(words->action));
	if (claim->called != REACH_NONE)
		(void)page_line(page, claim->called == REACH_NO ? LINE_TEXT : LINE_GOOD, "",
			TR(reach_words(claim->called)));
}

static void
fill_waiting(const struct answers *a, const struct place *p, struct page *page)
{
	const struct waiting_claim *claim = waiting_shown(a);

	if (claim == NULL) {
		str_clip(page->ask, sizeof(page->ask),
			TR(N_("Tidak ada klaim yang menunggu petugas")));
		return;
	}
	if (str_format(page->ask, sizeof(page->ask), TR(N_("Menunggu petugas: %d dari %d")),
		    a->waiting_at + 1, (int)a->waiting_n) != ST_OK)
		page->ask[0] = '\0';
	waiting_fill_claim(claim, p->today, page);
}

#define RESEND(when_)                                                                          \
	.text = N_("Kirim lagi, seperti semula"), .when = (when_), .set = wish,                \
	.value = WAITING_SEND, .go = "waiting_do"
#define DROP(when_)                                                                            \
	.text = N_("Tarik klaim ini, bersama peserta"), .when = (when_), .set = wish,          \
	.value = WAITING_DROP, .go = "waiting_turn"
#define CALL(when_) .text = N_("Hubungi peserta"), .when = (when_), .go = "contact_find"
#define CORRECT(when_)                                                                         \
	.text = N_("Betulkan bersama peserta"), .when = (when_), .set = waiting_begin_fix,     \
	.go = "fix_nik"

static const struct option waiting_options[] = {
	{ .key = '1', RESEND(should_resend) },
	{ .key = '1', DROP(should_drop) },
	{ .key = '1', CALL(should_call) },
	{ .key = '1', CORRECT(should_correct) },
	{ .key = '2',
		.text = N_("Berikutnya"),
		.when = more_wait,
		.set = next_waiting,
		.go = "waiting" },
	{ .key = '3', .text = N_("Tindakan lain"), .when = is_claim, .go = "waiting_more" },
	{ .key = '9', .text = N_("Kembali"), .go = GO_POP },
};

static void
fill_more(const struct answers *a, const struct place *p, struct page *page)
{
	const struct waiting_claim *claim = waiting_shown(a);
	char code[CODE_SHOWN_ROOM];

	(void)p;
	if (claim == NULL)
		return;
	code_show(claim->code, code);
	(void)page_line(page, LINE_PAIR, TR(N_("Kode struk")), code);
}

static const struct option more_options[] = {
	{ .key = '1', CALL(is_claim) },
	{ .key = '2', CORRECT(can_correct) },
	{ .key = '3', RESEND(is_refused) },
	{ .key = '4', DROP(is_refused) },
	{ .key = '5',
		.text = N_("Jadikan berkas bernomor"),
		.when = can_hand_over,
		.set = wish,
		.value = WAITING_HAND_OVER,
		.go = "waiting_do" },
	{ .key = '9', .text = N_("Kembali"), .go = "waiting" },
};

/* --- the participant's word ----------------------------------------------------------------------------------------- */

static void
fill_turn(const struct answers *a, const struct place *p, struct page *page)
{
	const struct waiting_claim *claim = waiting_shown(a);
	char code[CODE_SHOWN_ROOM];

	(void)p;
	if (claim == NULL)
		return;
	code_show(claim->code, code);
	(void)page_line(page, LINE_PAIR, TR(N_("Kode struk")), code);
	(void)page_line(page, LINE_TEXT, "", TR(parked_words(waiting_problem(claim))->person));
	(void)page_line(page, LINE_STRONG, "", TR(N_("Klaim ini tidak dikirim ke pusat.")));
}

static const struct option turn_options[] = {
	{ .key = '1', .text = N_("Ya, tarik klaim ini"), .go = "waiting_do" },
	{ .key = '2', .text = N_("Jangan ditarik"), .go = "waiting" },
};

/* --- reaching them -------------------------------------------------------------------------------------------------- */

void
waiting_fill_contact(const struct claim_contact *contact, struct page *page)
{
	char masked[NAME_ROOM];

	if (contact->name[0]) {
		name_mask(contact->name, masked, sizeof(masked));
		(void)page_line(page, LINE_PAIR, TR(N_("Nama")), masked);
	}
	if (contact->phone[0])
		(void)page_line(page, LINE_PAIR, TR(N_("Telepon")), contact->phone);
	else
		(void)page_line(page, LINE_WARN, "", TR(N_("Tidak ada nomor telepon.")));
	if (!contact->phone[0] && !contact_has_address(contact))
		(void)page_line(page, LINE_TEXT, "",
			TR(N_("Tanya kantor pusat, sebut kode struknya.")));
}

static void
fill_contact(const struct answers *a, const struct place *p, struct page *page)
{
	(void)p;
	waiting_fill_contact(&a->contact, page);
}

static bool
can_write(const struct answers *a, const struct place *p)
{
	return p->printer && contact_has_address(&a->contact);
}

static const struct option contact_options[] = {
	{ .key = '1',
		.text = N_("Sudah bicara dengan peserta"),
		.set = wish,
		.value = WAITING_REACHED,
		.go = "waiting_do" },
	{ .key = '2',
		.text = N_("Belum terhubung"),
		.set = wish,
		.value = WAITING_MISSED,
		.go = "waiting_do" },
	{ .key = '3',
		.text = N_("Cetak surat untuk dikirim"),
		.when = can_write,
		.go = "letter_print" },
	{ .key = '9', .text = N_("Kembali"), .go = "waiting" },
};

static const struct option letter_failed_options[] = {
	{ .key = '1', .text = N_("Coba cetak lagi"), .go = "letter_print" },
	{ .key = '2', .text = N_("Kembali"), .go = "contact" },
};

static const struct option letter_done_options[] = {
	{ .key = '1',
		.text = N_("Surat dikirim lewat pos"),
		.set = wish,
		.value = WAITING_POSTED,
		.go = "waiting_do" },
	{ .key = '2', .text = N_("Belum dikirim, kembali"), .go = "contact" },
};

static const struct branch letter_branches[] = {
	{ OUTCOME_AWAY, "letter_print_failed" },
};

/* --- done ----------------------------------------------------------------------------------------------------------- */

static const char *const done_words[WAITING_WISHES] = {
	[WAITING_SEND] = N_("Klaim dikirim lagi ke pusat"),
	[WAITING_DROP] = N_("Klaim sudah ditarik"),
	[WAITING_REACHED] = N_("Dicatat: sudah dihubungi"),
	[WAITING_MISSED] = N_("Dicatat: belum terhubung"),
	[WAITING_POSTED] = N_("Dicatat: surat dikirim"),
	[WAITING_CORRECT] = N_("Klaim dibetulkan"),
	[WAITING_HAND_OVER] = N_("Sudah menjadi berkas bernomor"),
};

const char *
waiting_done_words(enum waiting_wish wish)
{
	return done_words[wish];
}

static void
fill_done(const struct answers *a, const struct place *p, struct page *page)
{
	char code[CODE_SHOWN_ROOM];

	(void)p;
	str_clip(page->ask, sizeof(page->ask), TR(done_words[a->waiting_wish]));
	if (a->waiting_wish == WAITING_DROP)
		(void)page_line(page, LINE_TEXT, "", TR(N_("Peserta boleh mengajukan yang baru.")));
	if (a->waiting_wish != WAITING_HAND_OVER)
		return;
	code_show(a->waiting_file, code);
	(void)page_line(page, LINE_PAIR, TR(N_("Berkas")), code);
	(void)page_line(page, LINE_TEXT, "", TR(N_("Ada paling atas di daftar berkas.")));
}

static const struct option done_options[] = {
	{ .key = '1', .text = N_("Kembali ke daftar"), .go = "waiting_find" },
};

static const struct branch do_branches[] = {
	{ OUTCOME_NOT_FOUND, "waiting_gone" },
	{ OUTCOME_AWAY, "waiting_failed" },
};

static const struct option failed_options[] = {
	{ .key = '1', .text = N_("Coba lagi"), .go = "waiting_do" },
	{ .key = '2', .text = N_("Kembali ke daftar"), .go = "waiting_find" },
};

static const struct step waiting_steps[] = {
	{
		.name = "waiting_find",
		.kind = STEP_WAIT,
		.ask = N_("Mencari yang menunggu petugas"),
		.effect = EFFECT_ATTENTION,
	},
	{
		.name = "waiting",
		.kind = STEP_CHOICE,
		.quiet = true,
		.ask = N_("Menunggu petugas"),
		.todo = N_("Tekan satu angka."),
		.fill = fill_waiting,
		OPTIONS(waiting_options),
	},
	{
		.name = "waiting_more",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.once = true,
		.ask = N_("Tindakan lain untuk klaim ini"),
		.todo = N_("Tekan satu angka."),
		.help = N_("Membetulkan dan menarik: hanya bersama pesertanya."),
		.fill = fill_more,
		OPTIONS(more_options),
	},
	{
		.name = "waiting_turn",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.ask = N_("Serahkan keyboard ke peserta."),
		.todo = N_("Peserta: tekan 1 bila klaim ini ditarik."),
		.help = N_("Yang ditarik tidak bisa dikirim lagi."),
		.fill = fill_turn,
		OPTIONS(turn_options),
	},
	{
		.name = "contact_find",
		.kind = STEP_WAIT,
		.aside = true,
		.ask = N_("Membuka nomor telepon"),
		.effect = EFFECT_CONTACT,
		.next = "contact",
	},
	{
		.name = "contact",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.ask = N_("Hubungi peserta"),
		.todo = N_("Sesudah itu, tekan satu angka."),
		.help = N_("Sebut kode struk. Jangan minta PIN atau kode SMS."),
		.fill = fill_contact,
		OPTIONS(contact_options),
	},
	SHEET_ROWS_OF("letter_", EFFECT_PRINT_LETTER, letter),
	{
		.name = "waiting_do",
		.kind = STEP_WAIT,
		.aside = true,
		.ask = N_("Menyimpan"),
		.effect = EFFECT_WAITING,
		BRANCHES(do_branches),
		.next = "waiting_done",
	},
	{
		.name = "waiting_done",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.once = true,
		.ask = N_("Sudah dicatat"),
		.todo = N_("Tekan 1."),
		.fill = fill_done,
		OPTIONS(done_options),
	},
	{
		.name = "waiting_gone",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.once = true,
		.ask = N_("Klaim ini sudah berubah"),
		.todo = N_("Tekan 1, lihat daftarnya lagi."),
		OPTIONS(done_options),
	},
	{
		.name = "waiting_failed",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.once = true,
		.ask = N_("Belum tersimpan"),
		.todo = N_("Tekan satu angka."),
		.help = N_("Masih gagal? Hubungi teknisi: disk mesin ini."),
		OPTIONS(failed_options),
	},
};

const struct flow waiting_flow = {
	.name = "waiting",
	.service = N_("Menunggu petugas"),
	.first = &correct_rows,
	.steps = waiting_steps,
	.n = ARRAY_LEN(waiting_steps),
};
