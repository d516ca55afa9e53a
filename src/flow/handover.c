/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What participants handed over to staff, for the officer at the kiosk: picked from the list or by the code of the slip,
 * gone on with, printed again, closed. Rows of the officer's menu; nothing of it lies over somebody's visit. Until its
 * person is found again and proven an officer sees no more of it than the slip says.
 */
#include "flow/handover.h"

#include "base/array.h"
#include "base/str.h"
#include "flow/paper.h"
#include "flow/person.h"
#include "flow/ticket.h"
#include "rules/appointment.h"

#include <string.h>

#define MORE_KEY '7'

static void
say(struct page *page, enum line_style style, const char *text)
{
	(void)page_line(page, style, "", TR(text));
}

static void
pair_day(struct page *page, const char *label, struct date date)
{
	char text[DATE_LONG];

	if (!date_is_known(date))
		return;
	date_format_long(date, text);
	(void)page_line(page, LINE_PAIR, TR(label), text);
}

/* --- the list ------------------------------------------------------------------------------------------------------- */

static void
fill_list(const struct answers *a, const struct place *p, struct page *page)
{
	(void)p;
	if (a->handovers_n == 0)
		str_clip(page->ask, sizeof(page->ask),
			TR(N_("Tidak ada berkas yang menunggu")));
	else
		(void)str_format(page->ask, sizeof(page->ask),
			TR(N_("Menunggu petugas: %d berkas")), a->handovers_open);
	for (size_t i = 0; i < a->handovers_n; i++) {
		const struct handover_line *line = &a->handover[i];
		char code[CODE_SHOWN_ROOM], text[PAGE_TEXT];

		code_show(line->code, code);
		if (str_format(text, sizeof(text), "%s  %s%s", code,
			    TR(ticket_why_brief(line->why)),
			    line->priority ? TR(N_(", PRIORITAS")) : "") == ST_OK)
			(void)page_choice(page, (char)('1' + i), text);
	}
}

static const char *
choose_line(struct answers *a, const struct place *p, char key)
{
	size_t at = (size_t)(key - '1');

	(void)p;
	if (key < '1' || at >= a->handovers_n)
		return NULL;
	memcpy(a->handed.asked, a->handover[at].code, sizeof(a->handed.asked));
	return "handover_open";
}

static bool
more_wait(const struct answers *a, const struct place *p)
{
	(void)p;
	return a->handovers_open > HANDOVERS_SHOWN;
}

/* Behind the last page comes the first. */
static void
next_page(struct answers *a, int value)
{
	(void)value;
	a->handovers_from += HANDOVERS_SHOWN;
	if (a->handovers_from >= a->handovers_open)
		a->handovers_from = 0;
}

static void
other_code(struct answers *a, int value)
{
	(void)value;
	wipe(&a->lookup, sizeof(a->lookup));
}

/* --- the code ------------------------------------------------------------------------------------------------------- */

static enum flaw
check_code(const char *typed, const struct answers *a, const struct place *p)
{
	char code[CODE_ROOM];

	(void)a;
	(void)p;
	return code_read(typed, code);
}

static void
take_code(struct answers *a, const struct place *p)
{
	(void)p;
	(void)code_read(a->lookup.typed, a->handed.asked); /* it was checked when it was typed */
}

static const struct field code_field = {
	.name = "code",
	.kind = FIELD_TEXT,
	.label = N_("Kode tiket"),
	.example = N_("Contoh: K7MP-Q2RX-A"),
	.foreign = N_("Itu bukan kode tiket. Cari kotak hitam putih di tiket."),
	.max = 16,
	ROOM_OF(lookup.typed),
	.check = check_code,
};

/* --- one of them ---------------------------------------------------------------------------------------------------- */

static void
fill_wish(const struct handed_over *h, struct page *page)
{
	char day[DAY_TEXT];

	if (h->number[0])
		(void)page_line(page, LINE_PAIR, TR(N_("Nomor antrean")), h->number);
	if (h->topic[0])
		(void)page_line(page, LINE_PAIR, TR(N_("Pengaduan")), TR(h->topic));
	else if (h->kind != TICKET_NONE)
		(void)page_line(page, LINE_PAIR, TR(N_("Diminta")),
			TR(ticket_kind_words(h->kind)));
	if (!date_is_known(h->visit_on) && !date_is_known(h->preferred))
		return;
	appointment_day_words(date_is_known(h->visit_on) ? h->visit_on : h->preferred, day);
	(void)page_line(page, LINE_PAIR, TR(N_("Hari")), day);
}

static void
fill_one(const struct answers *a, const struct place *p, struct page *page)
{
	const struct handed_over *h = &a->handed;
	char code[CODE_SHOWN_ROOM];

	code_show(h->line.code, code);
	if (str_format(page->ask, sizeof(page->ask), TR(N_("Berkas %s")), code) != ST_OK)
		page->ask[0] = '\0';
	(void)page_line(page, LINE_PAIR, TR(N_("Tentang")), TR(ticket_why_brief(h->line.why)));
	if (h->claim[0]) {
		code_show(h->claim, code);
		(void)page_line(page, LINE_PAIR, TR(N_("Kode struk")), code);
	}
	if (h->name_masked[0])
		(void)page_line(page, LINE_PAIR, TR(N_("Peserta")), h->name_masked);
	pair_day(page, N_("Dibuat"), h->on);
	fill_wish(h, page);
	if (h->line.priority)
		say(page, LINE_GOOD, N_("PRIORITAS: dilayani lebih dulu."));
	if (h->line.called)
		say(page, LINE_WARN, N_("Ia memanggil, dan petugas tidak ada."));
	if (!h->readable)
		say(page, LINE_WARN, N_("Jawabannya tidak bisa dibaca lagi. Mulai dari awal."));
	else if (!p->pages)
		say(page, LINE_TEXT, N_("Tanpa pencetak A4, formulir F5 diisi dengan tangan."));
}

bool
handover_goes_on(const struct answers *a, const struct place *p)
{
	const struct handed_over *h = &a->handed;

	(void)p;
	return h->readable && (h->nik[0] || h->kpj[0]) && ticket_goes_on(h->line.why) &&
	       !answers_are_of_somebody(a);
}

static bool
is_of_claim(const struct answers *a, const struct place *p)
{
	(void)p;
	return a->handed.claim[0] && !answers_are_of_somebody(a);
}

static void
look_at_claim(struct answers *a, int value)
{
	(void)value;
	memcpy(a->waiting_code, a->handed.claim, sizeof(a->waiting_code));
}

static bool
can_print(const struct answers *a, const struct place *p)
{
	(void)p;
	return a->handed.readable;
}

/* Nothing of the deceased is put on paper. */
static bool
can_print_form(const struct answers *a, const struct place *p)
{
	return p->pages && a->handed.readable && strcmp(a->handed.line.why, "heirs") != 0;
}

/* A date, a paper or an account is worth asking whether it still counts; a reason alone is settled. */
static bool
said_something(const struct earlier *left)
{
	return date_is_known(left->event_date) || left->documents_n > 0 || left->account[0];
}

void
handover_take(struct answers *a, const struct place *p)
{
	struct handed_over handed = a->handed;

	memcpy(a->nik, handed.nik, sizeof(a->nik));
	memcpy(a->kpj, handed.kpj, sizeof(a->kpj));
	memcpy(a->birth_typed, handed.birth_typed, sizeof(a->birth_typed));
	if (a->nik[0])
		person_take_nik(a, p);
	else
		person_take_birth(a, p);
	handed.taken = true;
	if (a->reason == REASON_NONE)
		a->reason = handed.left.reason;
	a->earlier = handed.left;
	a->earlier.sought = true;
	a->earlier.found = said_something(&handed.left);
	a->priority |= handed.line.priority;
	a->handed = handed;
	wipe(&handed, sizeof(handed));
}

/* --- how it ends ---------------------------------------------------------------------------------------------------- */

/* Those with words for a key are an officer's to say. */
static const struct {
	const char *code, *words;
} ends[] = {
	{ "served", N_("Sudah dilayani") },
	{ "absent", N_("Peserta tidak datang") },
	{ "cancelled", N_("Peserta membatalkan") },
	{ "claimed", N_("Klaim sudah diajukan") },
	{ "renewed", N_("Diganti tiket baru") },
	{ "expired", N_("Terlalu lama menunggu") },
};
enum { END_SERVED, END_ABSENT, END_CANCELLED };

static void
set_end(struct answers *a, int value)
{
	str_clip(a->handed.outcome, sizeof(a->handed.outcome), ends[value].code);
}

static void
fill_closed(const struct answers *a, const struct place *p, struct page *page)
{
	const struct handed_over *h = &a->handed;
	char code[CODE_SHOWN_ROOM];

	(void)p;
	code_show(h->line.code, code);
	(void)page_line(page, LINE_PAIR, TR(N_("Kode tiket")), code);
	for (size_t i = 0; i < ARRAY_LEN(ends); i++)
		if (strcmp(ends[i].code, h->outcome) == 0)
			(void)page_line(page, LINE_PAIR, TR(N_("Hasil")), TR(ends[i].words));
	pair_day(page, N_("Dibuat"), h->on);
	pair_day(page, N_("Ditutup"), h->closed_on);
}

static void
fill_print_failed(const struct answers *a, const struct place *p, struct page *page)
{
	(void)p;
	paper_fill_trouble(a, '1', page);
}

/* The printer of pages has other troubles than the one of receipts. */
static void
fill_form_failed(const struct answers *a, const struct place *p, struct page *page)
{
	static const struct {
		enum status trouble;
		const char *words;
	} troubles[] = {
		{ ST_PAPER_OUT, N_("Kertas A4 habis. Isi kertas, lalu tekan 1.") },
		{ ST_COVER_OPEN, N_("Tutup pencetak A4 terbuka. Tutup, lalu tekan 1.") },
		{ ST_OFFLINE, N_("Pencetak A4 belum menyala atau antreannya dihentikan.") },
		{ ST_GONE, N_("Pencetak A4 tidak tersambung. Periksa kabelnya.") },
		{ ST_TIMEOUT, N_("Pencetak A4 tidak selesai. Lihat, lalu tekan 1.") },
		{ ST_OK, N_("Pencetak A4 bermasalah. Hubungi teknisi.") },
	};
	size_t i = 0;

	(void)p;
	while (i + 1 < ARRAY_LEN(troubles) && troubles[i].trouble != a->paper_trouble)
		i++;
	say(page, LINE_WARN, troubles[i].words);
}

/* --- options -------------------------------------------------------------------------------------------------------- */

static const struct option list_options[] = {
	{ .key = MORE_KEY,
		.text = N_("Berikutnya"),
		.when = more_wait,
		.set = next_page,
		.go = "handovers_find" },
	{ .key = '8',
		.text = N_("Pakai kode di tiket"),
		.set = other_code,
		.go = "handover_code" },
	{ .key = '9', .text = N_("Kembali"), .go = "officer" },
};

static const struct option unknown_options[] = {
	{ .key = '1', .text = N_("Coba kodenya lagi"), .go = "handover_code" },
	{ .key = '2', .text = N_("Kembali ke daftar"), .go = "handovers_find" },
};

static const struct option closed_options[] = {
	{ .key = '1', .text = N_("Kembali ke daftar"), .go = "handovers_find" },
	{ .key = '2',
		.text = N_("Pakai kode lain"),
		.set = other_code,
		.go = "handover_code" },
};

static const struct option one_options[] = {
	{ .key = '1',
		.text = N_("Peserta di sini: lanjutkan"),
		.when = handover_goes_on,
		.go = GO_HANDED },
	{ .key = '1',
		.text = N_("Buka klaim yang menunggu"),
		.when = is_of_claim,
		.set = look_at_claim,
		.go = GO_WAITING },
	{ .key = '2',
		.text = N_("Cetak tiketnya lagi"),
		.when = can_print,
		.go = "handover_print" },
	{ .key = '3', .text = N_("Tutup berkas ini"), .go = "handover_end" },
	{ .key = '4', .text = N_("Kembali ke daftar"), .go = "handovers_find" },
	{ .key = '5',
		.text = N_("Cetak formulir F5 di kertas A4"),
		.when = can_print_form,
		.go = "handover_form" },
};

static const struct option form_options[] = {
	{ .key = '1', .text = N_("Sudah: cetak formulirnya"), .go = "handover_form_print" },
	{ .key = '2', .text = N_("Belum: kembali"), .go = "handover" },
};

static const struct option form_failed_options[] = {
	{ .key = '1', .text = N_("Coba cetak lagi"), .go = "handover_form_print" },
	{ .key = '2', .text = N_("Kembali"), .go = "handover" },
};

static const struct option end_options[] = {
	{ .key = '1',
		.text = N_("Sudah dilayani"),
		.set = set_end,
		.value = END_SERVED,
		.go = "handover_close" },
	{ .key = '2',
		.text = N_("Peserta tidak datang"),
		.set = set_end,
		.value = END_ABSENT,
		.go = "handover_close" },
	{ .key = '3',
		.text = N_("Peserta membatalkan"),
		.set = set_end,
		.value = END_CANCELLED,
		.go = "handover_close" },
	{ .key = '4', .text = N_("Belum, kembali"), .go = "handover" },
};

static const struct option away_options[] = {
	{ .key = '1', .text = N_("Coba lagi"), .go = "handovers_find" },
	{ .key = '2', .text = N_("Kembali"), .go = "officer" },
};

static const struct option print_failed_options[] = {
	{ .key = '1', .text = N_("Coba cetak lagi"), .go = "handover_print" },
	{ .key = '2', .text = N_("Kembali"), .go = "handover" },
};

static const struct option printed_options[] = {
	{ .key = '1', .text = N_("Kembali"), .go = "handover" },
};

static const struct branch list_branches[] = {
	{ OUTCOME_AWAY, "handovers_away" },
};

static const struct branch open_branches[] = {
	{ OUTCOME_NOT_FOUND, "handover_unknown" },
	{ OUTCOME_REFUSED, "handover_closed" },
	{ OUTCOME_AWAY, "handovers_away" },
};

static const struct branch form_branches[] = {
	{ OUTCOME_NOT_FOUND, "handovers_find" },
	{ OUTCOME_REFUSED, "handover_form_failed" },
	{ OUTCOME_AWAY, "handover_form_failed" },
};

static const struct branch print_branches[] = {
	{ OUTCOME_NOT_FOUND, "handovers_find" },
	{ OUTCOME_REFUSED, "handover_print_failed" },
	{ OUTCOME_AWAY, "handover_print_failed" },
};

/* --- the steps ------------------------------------------------------------------------------------------------------ */

static const struct step handover_steps[] = {
	{
		.name = "handovers_find",
		.kind = STEP_WAIT,
		.aside = true,
		.ask = N_("Mencari berkas"),
		.effect = EFFECT_HANDOVERS,
		BRANCHES(list_branches),
		.next = "handovers",
	},
	{
		.name = "handovers",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.once = true,
		.ask = N_("Menunggu petugas"),
		.todo = N_("Tekan satu angka."),
		.help = N_("Yang paling perlu ada di atas."),
		.fill = fill_list,
		.choose = choose_line,
		OPTIONS(list_options),
	},
	{
		.name = "handovers_away",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.once = true,
		.ask = N_("Berkas belum bisa dibuka"),
		.todo = N_("Mesin ini bermasalah. Tekan satu angka."),
		.help = N_("Berkasnya tidak hilang. Masih gagal? Hubungi teknisi."),
		OPTIONS(away_options),
	},
	{
		.name = "handover_code",
		.kind = STEP_SCAN,
		.quiet = true,
		.aside = true,
		.once = true,
		.ask = N_("Mana tiket pesertanya?"),
		.todo = N_("Ketik atau pindai kode di tiket."),
		.help = N_("Tiket hilang? Tekan * lalu pilih dari daftar."),
		.field = &code_field,
		.taken = take_code,
		.next = "handover_open",
	},
	{
		.name = "handover_open",
		.kind = STEP_WAIT,
		.aside = true,
		.ask = N_("Membuka berkas"),
		.effect = EFFECT_OPEN_HANDOVER,
		BRANCHES(open_branches),
		.next = "handover",
	},
	{
		.name = "handover_unknown",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.once = true,
		.ask = N_("Kode itu bukan tiket mesin ini"),
		.todo = N_("Cocokkan dengan tiketnya. Tekan satu angka."),
		.help = N_("Kode struk klaim? Menu petugas 7."),
		OPTIONS(unknown_options),
	},
	{
		.name = "handover_closed",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.once = true,
		.ask = N_("Berkas sudah ditutup"),
		.todo = N_("Tekan satu angka."),
		.help = N_("Peserta datang lagi? Mulai dari menu, seperti biasa."),
		.fill = fill_closed,
		OPTIONS(closed_options),
	},
	{
		.name = "handover",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.once = true,
		.ask = N_("Berkas"),
		.todo = N_("Tekan satu angka."),
		.help = N_("Jawabannya terbuka sesudah peserta terbukti orangnya."),
		.fill = fill_one,
		OPTIONS(one_options),
	},
	{
		.name = "handover_end",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.once = true,
		.ask = N_("Bagaimana berkas ini selesai?"),
		.todo = N_("Tekan satu angka."),
		.help = N_("Sesudah ditutup, jawaban peserta dihapus."),
		OPTIONS(end_options),
	},
	{
		.name = "handover_close",
		.kind = STEP_WAIT,
		.aside = true,
		.ask = N_("Menutup berkas"),
		.effect = EFFECT_CLOSE_HANDOVER,
		BRANCHES(list_branches),
		.next = "handovers_find",
	},
	{
		.name = "handover_print",
		.kind = STEP_WAIT,
		.aside = true,
		.ask = N_("Mencetak tiket lagi"),
		.effect = EFFECT_REPRINT_HANDOVER,
		BRANCHES(print_branches),
		.next = "handover_printed",
	},
	{
		.name = "handover_print_failed",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.once = true,
		.ask = N_("Tiket belum tercetak"),
		.todo = N_("Tekan satu angka."),
		.fill = fill_print_failed,
		OPTIONS(print_failed_options),
	},
	{
		.name = "handover_form",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.once = true,
		.ask = N_("Sudah melihat KTP asli peserta?"),
		.todo = N_("Tekan satu angka."),
		.help = N_("Formulir memuat data pribadi. Berikan hanya kepada pesertanya."),
		OPTIONS(form_options),
	},
	{
		.name = "handover_form_print",
		.kind = STEP_WAIT,
		.aside = true,
		.ask = N_("Mencetak formulir F5"),
		.effect = EFFECT_PRINT_FORM,
		BRANCHES(form_branches),
		.next = "handover_form_printed",
	},
	{
		.name = "handover_form_failed",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.once = true,
		.ask = N_("Formulir belum tercetak"),
		.todo = N_("Tekan satu angka."),
		.help = N_("Ambil lembar yang sudah keluar, lalu sobek."),
		.fill = fill_form_failed,
		OPTIONS(form_failed_options),
	},
	{
		.name = "handover_form_printed",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.once = true,
		.ask = N_("Formulir F5 sudah dicetak"),
		.todo = N_("Periksa bersama pesertanya. Lalu tekan 1."),
		.help = N_("Kotak kosong ditulis tangan. Peserta membubuhkan tanda tangan."),
		OPTIONS(printed_options),
	},
	{
		.name = "handover_printed",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.once = true,
		.ask = N_("Salinan tiket sudah dicetak"),
		.todo = N_("Berikan kepada pesertanya. Lalu tekan 1."),
		OPTIONS(printed_options),
	},
};

const struct flow handover_flow = {
	.name = "handover",
	.service = "",
	.steps = handover_steps,
	.n = ARRAY_LEN(handover_steps),
};
