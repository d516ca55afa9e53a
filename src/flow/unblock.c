/* SPDX-License-Identifier: Apache-2.0 */
/*
 * JMO, the phone app, is opened again: an officer beside the participant who has seen the KTP says why, a different
 * supervisor approves by their own PIN here or at a desk, or the centre does later. An overlay over the officer's menu,
 * which alone leads here; participants are told that staff can do it.
 */
#include "flow/unblock.h"

#include "base/array.h"
#include "base/str.h"
#include "flow/claim_fill.h"
#include "flow/claim_set.h"
#include "flow/paper.h"

#include <string.h>

bool
unblock_is_due(const struct answers *a, const struct place *p)
{
	(void)p;
	return officer_is_beside(a) && staff_may(a->officer.role, RIGHT_UNBLOCK) &&
	       a->confirmed_identity && a->have_record && a->jmo_blocked;
}

bool
unblock_is_possible(const struct answers *a, const struct place *p)
{
	return unblock_is_due(a, p) && a->ktp_seen;
}

/* --- why ------------------------------------------------------------------------------------------------------------ */

static void
fill_why(const struct answers *a, const struct place *p, struct page *page)
{
	(void)p;
	(void)page_line(page, LINE_PAIR, TR(N_("Peserta")), a->name);
	for (int i = UNBLOCK_NO_REASON + 1; i < UNBLOCK_REASONS; i++)
		(void)page_choice(page, (char)('0' + i),
			TR(unblock_reason_words((enum unblock_reason)i)));
}

static const char *
choose_why(struct answers *a, const struct place *p, char key)
{
	(void)p;
	if (key <= '0' || key >= '0' + UNBLOCK_REASONS)
		return NULL;
	a->unblock = (struct unblock){ .reason = (enum unblock_reason)(key - '0') };
	return "second";
}

/* --- the second person ---------------------------------------------------------------------------------------------- */

static const char *
said_words(enum second_said said)
{
	static const char *const words[] = {
		[SECOND_SAID_NOTHING] = "",
		[SECOND_SAID_NO] = N_("Supervisor tidak menyetujui."),
		[SECOND_SAID_LATE] = N_("Belum ada supervisor yang menjawab."),
		[SECOND_SAID_BUSY] = N_("Persetujuan lain sedang diminta. Coba lagi sebentar."),
	};

	return words[said];
}

static void
fill_second(const struct answers *a, const struct place *p, struct page *page)
{
	(void)p;
	(void)page_line(page, LINE_PAIR, TR(N_("Sebab")),
		TR(unblock_reason_words(a->unblock.reason)));
	if (a->unblock.said != SECOND_SAID_NOTHING)
		(void)page_line(page, LINE_WARN, "", TR(said_words(a->unblock.said)));
}

static void
by_centre(struct answers *a, int value)
{
	(void)value;
	a->unblock.second = (struct officer){ 0 };
}

static const struct option second_options[] = {
	{ .key = '1', .text = N_("Supervisor di sini, ketik PIN"), .go = "second_pin" },
	{ .key = '2', .text = N_("Supervisor di meja lain"), .go = "second_desk" },
	{ .key = '3',
		.text = N_("Tidak ada supervisor: pusat yang menyetujui"),
		.set = by_centre,
		.go = "unblock" },
	{ .key = '9', .text = N_("Batal"), .go = GO_POP },
};

static enum flaw
check_pin(const char *typed, const struct answers *a, const struct place *p)
{
	(void)a;
	(void)p;
	return strlen(typed) == 6 && str_is_digits(typed) ? FLAW_NONE : FLAW_PIN;
}

static const struct field pin_field = {
	.name = "second_pin",
	.kind = FIELD_PIN,
	.label = N_("PIN supervisor"),
	.max = 6,
	.offset = offsetof(struct answers, pin),
	.room = sizeof(((struct answers *)0)->pin),
	.check = check_pin,
};

static void
fill_pin(const struct answers *a, const struct place *p, struct page *page)
{
	const char *words = a->door != DOOR_OPEN ? staff_door_words(a->door)
						 : staff_second_words(a->unblock.is_second);

	(void)p;
	page->notice_is_bad = words[0] != '\0';
	if (a->door == DOOR_OPEN || a->door_wait_s <= 0)
		str_clip(page->notice, sizeof(page->notice), words[0] ? TR(words) : "");
	else
		page_notice_wait(page,
			staff_door_words(a->door == DOOR_WRONG ? DOOR_WAIT : a->door),
			a->door_wait_s);
}

static const struct branch pin_branches[] = {
	{ OUTCOME_REFUSED, "second_pin" },
	{ OUTCOME_AWAY, "second_pin" },
};

static const struct branch desk_branches[] = {
	{ OUTCOME_REFUSED, "second" },
	{ OUTCOME_AWAY, "second" },
};

/* --- what the centre said ------------------------------------------------------------------------------------------- */

static void
fill_done(const struct answers *a, const struct place *p, struct page *page)
{
	if (a->unblock.opened)
		(void)page_line(page, LINE_GOOD, "",
			TR(N_("Peserta bisa masuk JMO lagi, seperti biasa.")));
	else
		(void)page_line(page, LINE_WARN, "",
			TR(N_("Pusat memeriksa dulu. Coba JMO besok.")));
	(void)page_line(page, LINE_PAIR, TR(N_("Nomor bukti")), a->unblock.reference);
	if (a->unblock.second.joined)
		(void)page_line(page, LINE_PAIR, TR(N_("Disetujui")),
			a->unblock.second.initials);
	if (!p->printer)
		(void)page_line(page, LINE_WARN, "",
			TR(N_("Pencetak tidak ada. Catat nomor bukti ini.")));
	else if (a->outcome == OUTCOME_AWAY)
		paper_fill_trouble(a, '2', page);
	if (!a->unblock.opened)
		str_clip(page->ask, sizeof(page->ask),
			TR(N_("Menunggu persetujuan pusat")));
}

static bool
has_printer(const struct answers *a, const struct place *p)
{
	(void)a;
	return p->printer;
}

static bool
no_printer(const struct answers *a, const struct place *p)
{
	return !has_printer(a, p);
}

static const struct option done_options[] = {
	{ .key = '1', .text = N_("Selesai, kembali ke menu petugas"), .go = GO_POP },
	{ .key = '2',
		.text = N_("Cetak bukti lagi"),
		.when = has_printer,
		.go = "unblock_paper" },
};

static void
fill_refused(const struct answers *a, const struct place *p, struct page *page)
{
	(void)p;
	(void)page_line(page, LINE_WARN, "", TR(unblock_refused_words(a->problem)));
}

static bool
may_ask_again(const struct answers *a, const struct place *p)
{
	(void)p;
	return a->jmo_blocked;
}

static const struct option refused_options[] = {
	{ .key = '1',
		.text = N_("Pilih supervisor lain"),
		.when = may_ask_again,
		.go = "second" },
	{ .key = '2', .text = N_("Kembali ke menu petugas"), .go = GO_POP },
};

static void
want_ticket(struct answers *a, int value)
{
	claim_want_ticket(a, value);
	a->wants_ticket = true;
}

static const struct option away_options[] = {
	{ .key = '1', .text = N_("Coba lagi"), .go = "unblock" },
	{ .key = '2',
		.text = N_("Buat tiket, dibuka di lain waktu"),
		.set = want_ticket,
		.value = TICKET_JMO,
		.go = GO_POP },
	{ .key = '3', .text = N_("Kembali ke menu petugas"), .go = GO_POP },
};

static void
fill_away(const struct answers *a, const struct place *p, struct page *page)
{
	claim_fill_trouble(a, p, page);
	(void)page_line(page, LINE_TEXT, "",
		TR(N_("Coba lagi aman: tidak pernah dibuka dua kali.")));
}

static const struct branch unblock_branches[] = {
	{ OUTCOME_REFUSED, "unblock_refused" },
	{ OUTCOME_NOT_FOUND, "unblock_refused" },
	{ OUTCOME_AWAY, "unblock_away" },
};

static const struct step unblock_steps[] = {
	{
		.name = "unblock_why",
		.kind = STEP_CHOICE,
		.quiet = true,
		.ask = N_("Mengapa JMO diblokir?"),
		.todo = N_("Tanya peserta. Lalu tekan satu angka."),
		.help = N_("Membuka JMO gratis. Dua petugas harus setuju."),
		.fill = fill_why,
		.choose = choose_why,
	},
	{
		.name = "second",
		.kind = STEP_CHOICE,
		.quiet = true,
		.ask = N_("Siapa yang menyetujui?"),
		.todo = N_("Tekan satu angka."),
		.help = N_("Orang kedua harus supervisor, bukan Anda."),
		.fill = fill_second,
		OPTIONS(second_options),
	},
	{
		.name = "second_pin",
		.kind = STEP_FORM,
		.quiet = true,
		.aside = true,
		.ask = N_("Supervisor: setuju JMO dibuka?"),
		.todo = N_("Setuju: ketik PIN Anda sendiri, lalu Enter."),
		.help = N_("Tidak setuju? Tekan *."),
		.field = &pin_field,
		.fill = fill_pin,
		.next = "second_check",
	},
	{
		.name = "second_check",
		.kind = STEP_WAIT,
		.aside = true,
		.ask = N_("Memeriksa PIN"),
		.effect = EFFECT_SECOND_PIN,
		BRANCHES(pin_branches),
		.next = "unblock",
	},
	{
		.name = "second_desk",
		.kind = STEP_WAIT,
		.aside = true,
		.ask = N_("Menunggu supervisor di meja"),
		.help = N_("Supervisor: tekan 2 di layar meja, ketik PIN."),
		.effect = EFFECT_SECOND_DESK,
		BRANCHES(desk_branches),
		.next = "unblock",
	},
	{
		.name = "unblock",
		.kind = STEP_WAIT,
		.aside = true,
		.ask = N_("Membuka JMO"),
		.effect = EFFECT_UNBLOCK,
		BRANCHES(unblock_branches),
		.next = "unblock_paper",
	},
	{
		.name = "unblock_paper",
		.kind = STEP_WAIT,
		.aside = true,
		.skip = no_printer,
		.ask = N_("Mencetak bukti"),
		.effect = EFFECT_PRINT_UNBLOCK,
		.next = "unblocked",
	},
	{
		.name = "unblocked",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.once = true,
		.ask = N_("JMO sudah dibuka"),
		.todo = N_("Beri kertasnya ke peserta. Lalu tekan 1."),
		.fill = fill_done,
		OPTIONS(done_options),
	},
	{
		.name = "unblock_refused",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.once = true,
		.ask = N_("Pusat tidak membuka JMO"),
		.todo = N_("Tekan satu angka."),
		.fill = fill_refused,
		OPTIONS(refused_options),
	},
	{
		.name = "unblock_away",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.once = true,
		.ask = N_("Belum pasti: pusat belum menjawab"),
		.todo = N_("Tekan satu angka."),
		.fill = fill_away,
		OPTIONS(away_options),
	},
};

const struct flow unblock_flow = {
	.name = "unblock",
	.service = N_("Buka blokir JMO"),
	.steps = unblock_steps,
	.n = ARRAY_LEN(unblock_steps),
};
