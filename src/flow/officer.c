/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The officer beside the participant: called, joined by PIN, KTP and papers seen, attested, handed back. An overlay:
 * it lies over the step the participant was at, and that step comes back unchanged. Who helps from a terminal at a desk
 * sees no KTP and no paper and vouches for nothing; and shows nobody else's claims on the participant's screen.
 */
#include "flow/flow.h"

#include "base/array.h"
#include "base/str.h"
#include "flow/claim_fill.h"
#include "flow/claim_set.h"
#include "flow/unblock.h"
#include "rules/camera_words.h"
#include "rules/staff.h"

#include <string.h>

static bool
joined(const struct answers *a, const struct place *p)
{
	(void)p;
	return a->officer.joined;
}

static bool
beside(const struct answers *a, const struct place *p)
{
	(void)p;
	return officer_is_beside(a);
}

/* A list of other people is not for the eyes of whoever stands here. */
static bool
nobody_is_served(const struct answers *a, const struct place *p)
{
	(void)p;
	return officer_is_beside(a) && !answers_are_of_somebody(a);
}

static bool
may_supervise(const struct answers *a, const struct place *p)
{
	return nobody_is_served(a, p) && a->kpj[0] == '\0' &&
	       staff_may(a->officer.role, RIGHT_DAY);
}

/* The machine is looked after while nobody stands at it. */
static bool
may_service(const struct answers *a, const struct place *p)
{
	return nobody_is_served(a, p) && staff_may(a->officer.role, RIGHT_DEVICES);
}

static bool
helps_nobody(const struct answers *a, const struct place *p)
{
	(void)p;
	return !staff_may(a->officer.role, RIGHT_HELP);
}

static bool
helps(const struct answers *a, const struct place *p)
{
	return !helps_nobody(a, p);
}

static bool
remote(const struct answers *a, const struct place *p)
{
	(void)p;
	return a->officer.joined && a->officer.remote;
}

static enum flaw
check_pin(const char *typed, const struct answers *a, const struct place *p)
{
	(void)a;
	(void)p;
	return strlen(typed) == 6 && str_is_digits(typed) ? FLAW_NONE : FLAW_PIN;
}

static const struct field pin_field = {
	.name = "pin",
	.kind = FIELD_PIN,
	.label = N_("PIN petugas"),
	.max = 6,
	.offset = offsetof(struct answers, pin),
	.room = sizeof(((struct answers *)0)->pin),
	.check = check_pin,
};

static enum flaw
check_card(const char *typed, const struct answers *a, const struct place *p)
{
	(void)a;
	(void)p;
	return staff_card_has_form(typed) ? FLAW_NONE : FLAW_PIN;
}

static const struct field card_field = {
	.name = "card_code",
	.kind = FIELD_PIN,
	.label = N_("Kartu petugas"),
	.max = STAFF_CARD_DIGITS,
	.foreign = N_("Itu bukan kartu petugas. Coba lagi, atau tekan *."),
	.offset = offsetof(struct answers, card_code),
	.room = sizeof(((struct answers *)0)->card_code),
	.check = check_card,
};

static bool
no_reader(const struct answers *a, const struct place *p)
{
	return a->officer.joined || p->scanner == SCANNER_NONE;
}

static void
fill_pin(const struct answers *a, const struct place *p, struct page *page)
{
	if (a->card_code[0])
		(void)page_line(
			page, LINE_GOOD, "", TR(N_("Kartu terbaca. Ketik PIN kartu itu.")));
	else if (p->scanner != SCANNER_NONE)
		(void)page_line(page, LINE_TEXT, "",
			TR(N_("Punya kartu petugas? Tekan Enter, lalu tunjukkan.")));
	page->notice_is_bad = a->door != DOOR_OPEN;
	if (a->door == DOOR_OPEN)
		return;
	if (a->door_wait_s > 0)
		page_notice_wait(page,
			staff_door_words(a->door == DOOR_WRONG ? DOOR_WAIT : a->door),
			a->door_wait_s);
	else
		str_clip(page->notice, sizeof(page->notice), TR(staff_door_words(a->door)));
}

static bool
can_attest(const struct answers *a, const struct place *p)
{
	(void)p;
	return officer_is_beside(a) && a->confirmed_identity && !a->ktp_seen && !a->saved;
}

static bool
can_see_papers(const struct answers *a, const struct place *p)
{
	(void)p;
	return officer_is_beside(a) && a->confirmed_identity && a->reason != REASON_NONE &&
	       a->documents_n < DOCUMENTS_MAX && !a->saved;
}

/* Who does not agree leaves nothing here. */
static bool
can_hand_over(const struct answers *a, const struct place *p)
{
	(void)p;
	return a->officer.joined && a->confirmed_identity && a->consent != CONSENT_REFUSED &&
	       !a->saved && a->ticket_code[0] == '\0';
}

static bool
has_similar_name(const struct answers *a)
{
	return (a->account_known || a->account_checked) && a->holder_match == NAME_SIMILAR;
}

static bool
name_is_similar(const struct answers *a, const struct place *p)
{
	(void)p;
	return officer_is_beside(a) && has_similar_name(a) && !a->similar_accepted && !a->saved;
}

static void
see_ktp(struct answers *a, int value)
{
	(void)value;
	a->ktp_seen = true;
	a->attester = a->officer;
}

static void
accept_name(struct answers *a, int value)
{
	a->similar_accepted = true;
	a->account_confirmed = true;
	see_ktp(a, value);
}

static bool
may_take_over(const struct answers *a, const struct place *p)
{
	(void)p;
	return officer_is_beside(a) && !a->officer.typing && !a->saved;
}

static void
take_over(struct answers *a, int value)
{
	(void)value;
	a->officer.typing = true;
	a->helper = a->officer;
}

static void
hand_back(struct answers *a, int value)
{
	(void)value;
	a->officer.typing = false;
}

static void
leave(struct answers *a, int value)
{
	(void)value;
	a->officer = (struct officer){ 0 };
}

/* Nobody has to wait here: what was said so far is kept, and heads the list of who comes. */
static bool
can_wait_for_staff(const struct answers *a, const struct place *p)
{
	(void)p;
	return a->confirmed_identity && a->consent != CONSENT_REFUSED && !a->saved &&
	       a->ticket_code[0] == '\0';
}

static void
want_turn(struct answers *a, int value)
{
	(void)value;
	(void)str_copy(a->ticket_why, sizeof(a->ticket_why), "absent");
	a->wants_ticket = true;
}

static void
want_ticket(struct answers *a, int value)
{
	claim_want_ticket(a, value);
	a->wants_ticket = true;
}

static void
list_handovers(struct answers *a, int value)
{
	(void)value;
	a->handovers_from = 0;
}

static void
list_waiting(struct answers *a, int value)
{
	(void)value;
	a->waiting_code[0] = '\0';
}

static const struct option called_options[] = {
	{ .key = '1', .text = N_("Petugas: masukkan PIN"), .go = "pin" },
	{ .key = '2', .text = N_("Kembali, saya teruskan sendiri"), .go = GO_POP },
	{ .key = '3',
		.text = N_("Simpan untuk petugas, ambil nomor"),
		.when = can_wait_for_staff,
		.set = want_turn,
		.go = GO_POP },
};

static void
fill_called(const struct answers *a, const struct place *p, struct page *page)
{
	char words[PRESENCE_WORDS];

	if (!p->presence.away)
		return;
	presence_words(&p->presence, p->today, words);
	str_clip(page->ask, sizeof(page->ask), TR(N_("Petugas sedang tidak di tempat.")));
	(void)page_line(page, LINE_STRONG, "", words);
	if (!can_wait_for_staff(a, p))
		(void)page_line(page, LINE_TEXT, "",
			TR(N_("Pastikan dulu data Anda, lalu panggil lagi.")));
}

static const struct option menu_options[] = {
	{ .key = '1',
		.text = N_("Berkas yang diserahkan peserta"),
		.when = nobody_is_served,
		.set = list_handovers,
		.go = "handovers_find" },
	{ .key = '1',
		.text = N_("KTP asli dilihat, orangnya cocok"),
		.when = can_attest,
		.set = see_ktp,
		.go = "attesting" },
	{ .key = '2', .text = N_("Surat dilihat"), .when = can_see_papers, .go = "paper" },
	{ .key = '3',
		.text = N_("KTP dilihat, nama rekening diterima"),
		.when = name_is_similar,
		.set = accept_name,
		.go = "attesting" },
	{ .key = '3',
		.text = N_("Mesin: kesiapan, printer, kamera, suara"),
		.when = may_service,
		.go = GO_DEVICES },
	{ .key = '4',
		.text = N_("Serahkan kembali ke peserta"),
		.when = beside,
		.set = hand_back,
		.go = GO_POP },
	{ .key = '4', .text = N_("Kembali ke langkah peserta"), .when = remote, .go = GO_POP },
	{ .key = '5', .text = N_("Selesai membantu"), .set = leave, .go = GO_POP },
	{ .key = '6',
		.text = N_("Buat tiket, lanjut di lain waktu"),
		.when = can_hand_over,
		.set = want_ticket,
		.value = TICKET_CALLED,
		.go = GO_POP },
	{ .key = '6',
		.text = N_("Perlu ditinjau, catatan, buka dan tutup hari"),
		.when = may_supervise,
		.go = GO_SUPERVISOR },
	{ .key = '7',
		.text = N_("Cari klaim dengan kode struk"),
		.when = beside,
		.go = GO_STATUS },
	{ .key = '8',
		.text = N_("Klaim yang menunggu petugas"),
		.when = nobody_is_served,
		.set = list_waiting,
		.go = GO_WAITING },
	{ .key = '8',
		.text = N_("Buka blokir JMO"),
		.when = unblock_is_possible,
		.go = GO_UNBLOCK },
	{ .key = '9',
		.text = N_("Saya pergi atau kembali; akun petugas"),
		.when = beside,
		.go = GO_COUNTER },
	{ .key = '0',
		.text = N_("Ambil alih: saya yang mengetik"),
		.when = may_take_over,
		.set = take_over,
		.go = GO_POP },
};

static const struct option technician_options[] = {
	{ .key = '1',
		.text = N_("Mesin: kesiapan, printer, kamera, suara"),
		.when = may_service,
		.go = GO_DEVICES },
	{ .key = '2', .text = N_("Selesai"), .set = leave, .go = GO_POP },
};

static void
fill_technician(const struct answers *a, const struct place *p, struct page *page)
{
	(void)a;
	if (p->clock_wrong)
		(void)page_line(page, LINE_WARN, "", TR(N_("Jam mesin ini salah.")));
}

/* Two names to be compared stand first: a small screen has room for three lines. */
static void
fill_who(const struct answers *a, struct page *page)
{
	if (has_similar_name(a)) {
		(void)page_line(page, LINE_PAIR, TR(N_("Nama peserta")), a->name);
		(void)page_line(page, LINE_PAIR, TR(N_("Nama di bank")), a->holder);
	} else if (a->name_masked[0]) {
		(void)page_line(page, LINE_PAIR, TR(N_("Peserta")),
			a->assurance >= ASSURANCE_FACE ? a->name : a->name_masked);
	}
}

static void
fill_officer(const struct answers *a, const struct place *p, struct page *page)
{
	fill_who(a, page);
	if (p->clock_wrong)
		(void)page_line(page, LINE_WARN, "",
			TR(N_("Jam mesin ini salah. Hubungi teknisi.")));
	if (camera_words_for_staff(p->camera_state)[0])
		(void)page_line(page, LINE_WARN, "", TR(camera_words_for_staff(p->camera_state)));
	if (p->paper_low)
		(void)page_line(page, LINE_WARN, "",
			TR(N_("Kertas struk hampir habis. Siapkan gulungan baru.")));
	if (date_is_known(p->day_left_open))
		(void)page_line(page, LINE_WARN, "",
			TR(N_("Hari sebelumnya belum ditutup.")));
	if (p->room_light != HINT_NONE)
		(void)page_line(page, LINE_WARN, "", TR(face_room_words(p->room_light)));
	if (p->frozen)
		(void)page_line(page, LINE_WARN, "",
			TR(N_("Ada klaim lama belum terkirim. Beri tahu supervisor.")));
	if (unblock_is_due(a, p) && !a->ktp_seen)
		(void)page_line(page, LINE_WARN, "",
			TR(N_("JMO terblokir. Lihat KTP dulu untuk membukanya.")));
	if (a->ktp_seen)
		(void)page_line(page, LINE_GOOD, "", TR(N_("KTP sudah dilihat")));
	for (size_t i = 0; i < a->documents_n; i++)
		(void)page_linef(page, LINE_GOOD, "", "%s %s",
			TR(paper_words(a->document[i].kind)), a->document[i].number);
}

/* The papers of the reason first; an officer may have been shown another one of the list. */
static size_t
papers_to_offer(const struct answers *a, enum paper ret_papers[PAPERS_MAX])
{
	static const enum paper usual[] = { PAPER_EMPLOYER_LETTER, PAPER_EMPLOYEE_CARD,
		PAPER_PAYSLIP };
	size_t n = 0;

	if (a->decided && a->decision.papers_n > 0) {
		memcpy(ret_papers, a->decision.papers, sizeof(a->decision.papers));
		return a->decision.papers_n;
	}
	for (; n < ARRAY_LEN(usual); n++)
		ret_papers[n] = usual[n];
	return n;
}

static void
fill_paper(const struct answers *a, const struct place *p, struct page *page)
{
	enum paper papers[PAPERS_MAX];
	size_t n = papers_to_offer(a, papers);

	(void)p;
	for (size_t i = 0; i < n; i++)
		(void)page_choice(page, (char)('1' + i), TR(paper_words(papers[i])));
}

static const char *
choose_paper(struct answers *a, const struct place *p, char key)
{
	enum paper papers[PAPERS_MAX];
	size_t n = papers_to_offer(a, papers), at = (size_t)(key - '1');

	(void)p;
	if (key < '1' || at >= n)
		return NULL;
	a->document_kind = papers[at];
	a->document_number[0] = a->document_date[0] = '\0';
	return "paper_number";
}

static enum flaw
check_past_date(const char *typed, const struct answers *a, const struct place *p)
{
	struct date date;

	(void)a;
	if (date_parse_pad(typed, &date) != ST_OK)
		return FLAW_DATE;
	if (date_compare(date, p->today) > 0)
		return FLAW_DATE_FUTURE;
	return date.year < p->today.year - 60 ? FLAW_DATE_TOO_OLD : FLAW_NONE;
}

static void
take_paper(struct answers *a, const struct place *p)
{
	struct document *document = &a->document[a->documents_n];

	(void)p;
	if (a->documents_n == DOCUMENTS_MAX ||
		date_parse_pad(a->document_date, &document->date) != ST_OK ||
		str_copy(document->number, sizeof(document->number), a->document_number) !=
			ST_OK)
		return; /* checked before; the officer sees the list without it */
	document->kind = a->document_kind;
	a->documents_n++;
	a->attester = a->officer;
}

static const struct field paper_number_field = {
	.name = "document_number",
	.kind = FIELD_TEXT,
	.label = N_("Nomor surat"),
	.max = 32,
	.offset = offsetof(struct answers, document_number),
	.room = sizeof(((struct answers *)0)->document_number),
	.optional = true,
};

static const struct field paper_date_field = {
	.name = "document_date",
	.kind = FIELD_DATE,
	.label = N_("Tanggal surat"),
	.groups = "224",
	.example = N_("Contoh: 5 Maret 2026 ditulis 05032026"),
	.max = 8,
	.offset = offsetof(struct answers, document_date),
	.room = sizeof(((struct answers *)0)->document_date),
	.check = check_past_date,
};

static const struct branch pin_branches[] = {
	{ OUTCOME_REFUSED, "pin" },
	{ OUTCOME_AWAY, "pin" },
};

static const struct branch attest_branches[] = {
	{ OUTCOME_REFUSED, "attest_failed" },
	{ OUTCOME_NOT_FOUND, "attest_failed" },
};

static const struct option failed_options[] = {
	{ .key = '1', .text = N_("Coba lagi"), .go = "attesting" },
	{ .key = '2', .text = N_("Kembali"), .go = GO_POP },
};

static const struct step officer_steps[] = {
	{
		.name = "called",
		.kind = STEP_CHOICE,
		.quiet = true,
		.once = true,
		.skip = joined,
		.ask = N_("Petugas dipanggil. Mohon tunggu sebentar."),
		.todo = N_("Jawaban Anda tetap tersimpan."),
		.help = N_("Tidak jadi? Tekan 2 untuk kembali."),
		.fill = fill_called,
		OPTIONS(called_options),
	},
	{
		.name = "card",
		.kind = STEP_SCAN,
		.quiet = true,
		.aside = true,
		.skip = no_reader,
		.ask = N_("Petugas: tunjukkan kartu Anda"),
		.todo = N_("Arahkan kode di kartu ke pembaca."),
		.help = N_("Tanpa kartu? Tekan * lalu ketik PIN."),
		.field = &card_field,
		.next = "pin",
	},
	{
		.name = "pin",
		.kind = STEP_FORM,
		.quiet = true,
		.once = true,
		.skip = joined,
		.ask = N_("Petugas: ketik PIN Anda"),
		.todo = N_("Ketik 6 angka, lalu tekan Enter."),
		.help = N_("Peserta: tekan * untuk kembali."),
		.field = &pin_field,
		.empty_go = "card",
		.scans_at = "card",
		.fill = fill_pin,
	},
	{
		.name = "pin_check",
		.kind = STEP_WAIT,
		.skip = joined,
		.ask = N_("Memeriksa PIN"),
		.effect = EFFECT_PIN,
		BRANCHES(pin_branches),
	},
	{
		.name = "officer",
		.kind = STEP_CHOICE,
		.quiet = true,
		.skip = helps_nobody,
		.ask = N_("Petugas: apa yang Anda lakukan?"),
		.todo = N_("Tekan satu angka."),
		.help = N_("Hak petugas berakhir bila 60 detik tidak ada tombol."),
		.fill = fill_officer,
		OPTIONS(menu_options),
	},
	{
		.name = "technician",
		.kind = STEP_CHOICE,
		.quiet = true,
		.skip = helps,
		.ask = N_("Teknisi: apa yang Anda lakukan?"),
		.todo = N_("Tekan satu angka."),
		.help = N_("Hak petugas berakhir bila 60 detik tidak ada tombol."),
		.fill = fill_technician,
		OPTIONS(technician_options),
	},
	{
		.name = "attesting",
		.kind = STEP_WAIT,
		.aside = true,
		.ask = N_("Mencatat pemeriksaan KTP"),
		.effect = EFFECT_ATTEST,
		BRANCHES(attest_branches),
		.next = GO_POP,
	},
	{
		.name = "attest_failed",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.ask = N_("Pusat belum menerima pemeriksaan KTP"),
		.todo = N_("Data peserta aman. Tekan satu angka."),
		.fill = claim_fill_trouble,
		OPTIONS(failed_options),
	},
	{
		.name = "paper",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.ask = N_("Surat apa yang dilihat?"),
		.todo = N_("Tekan satu angka."),
		.fill = fill_paper,
		.choose = choose_paper,
	},
	{
		.name = "paper_number",
		.kind = STEP_FORM,
		.quiet = true,
		.aside = true,
		.ask = N_("Nomor surat"),
		.todo = N_("Ketik nomornya, lalu Enter. Tidak ada nomor? Enter saja."),
		.field = &paper_number_field,
		.next = "paper_date",
	},
	{
		.name = "paper_date",
		.kind = STEP_FORM,
		.quiet = true,
		.aside = true,
		.ask = N_("Tanggal surat"),
		.todo = N_("Ketik hari, bulan, tahun, lalu Enter."),
		.field = &paper_date_field,
		.taken = take_paper,
		.next = "officer",
	},
};

const struct flow officer_flow = {
	.name = "officer",
	.service = N_("Petugas"),
	.first = &handover_flow,
	.steps = officer_steps,
	.n = ARRAY_LEN(officer_steps),
};
