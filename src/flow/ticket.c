/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The ticket with which anyone may leave, whatever they came for: where they want to be served, on which day, whether
 * first, and what of the papers is in hand, each by one key. Then the centre is asked for a number, and what was
 * answered is handed over to staff, with the number or without.
 */
#include "flow/ticket.h"

#include "base/array.h"
#include "base/str.h"
#include "flow/claim_set.h"
#include "flow/paper.h"
#include "rules/appointment.h"

#include <string.h>

/* --- what it is about ----------------------------------------------------------------------------------------------- */

static const struct {
	const char *code, *words, *brief;
	const char *go; /* what an officer goes on with; NULL: with nothing here */
	bool claim; /* the papers of the claim's reason are wanted */
	bool here;  /* it lies at this kiosk: nobody is asked where */
} whys[] = {
	[TICKET_PAPERS] = { .code = "papers", .words = N_("Petugas perlu melihat surat Anda."), .claim = true,
		.brief = N_("Surat perlu dilihat"), .go = GO_CLAIM },
	[TICKET_LIMIT] = { .code = "over-limit",
		.words = N_("Uang di atas batas tanpa petugas. Petugas menyelesaikannya."), .claim = true,
		.brief = N_("Uang di atas batas"), .go = GO_CLAIM },
	[TICKET_ACCOUNT] = { .code = "no-account", .words = N_("Belum ada rekening yang bisa dipakai."), .claim = true,
		.brief = N_("Belum ada rekening"), .go = GO_CLAIM },
	[TICKET_HEIR] = { .code = "heirs", .words = N_("Ahli waris dilayani oleh petugas."), .claim = true,
		.brief = N_("Ahli waris") },
	[TICKET_WRONG_DATA] = { .code = "wrong-data", .words = N_("Ada data yang perlu diperbaiki."),
		.brief = N_("Data salah"), .go = GO_CLAIM },
	[TICKET_PROOF] = { .code = "no-proof", .words = N_("Petugas perlu melihat KTP asli."), .claim = true,
		.brief = N_("KTP asli perlu dilihat"), .go = GO_CLAIM },
	[TICKET_NOT_NOW] = { .code = "not-eligible", .words = N_("Uang belum bisa diambil."),
		.brief = N_("Belum bisa diambil") },
	[TICKET_FROZEN] = { .code = "frozen", .words = N_("Jaringan ke pusat lama putus. Petugas melanjutkan."), .claim = true,
		.brief = N_("Jaringan lama putus"), .go = GO_CLAIM },
	[TICKET_CARD] = { .code = "card-refused", .words = N_("Ada KPJ yang belum bisa didaftarkan."),
		.brief = N_("KPJ belum terdaftar"), .go = GO_CARDS },
	[TICKET_MENDING] = { .code = "mending", .words = N_("Perbaikan klaim belum sampai di pusat."),
		.brief = N_("Perbaikan klaim"), .go = GO_MY_CLAIMS },
	[TICKET_KEPT] = { .code = "kept-here",
		.words = N_("Disimpan di mesin ini. Lanjutkan di sini bersama petugas."), .here = true,
		.brief = N_("Disimpan di mesin ini"), .go = GO_CLAIM },
	[TICKET_CALLED] = { .code = "called", .words = N_("Petugas melanjutkan bersama Anda."), .claim = true,
		.brief = N_("Lanjut dengan petugas"), .go = GO_CLAIM },
	[TICKET_ABSENT] = { .code = "absent",
		.words = N_("Petugas tidak di tempat. Anda dilayani lebih dulu."), .claim = true, .here = true,
		.brief = N_("Memanggil petugas"), .go = GO_CLAIM },
	[TICKET_APPOINTMENT] = { .code = "appointment", .words = N_("Anda ingin mengambil uang JHT."), .claim = true,
		.brief = N_("Mau ambil uang JHT"), .go = GO_CLAIM },
	[TICKET_DATA] = { .code = "data", .words = N_("Anda ingin memperbarui data atau kartu."),
		.brief = N_("Data atau kartu"), .go = GO_DATA },
	[TICKET_JMO] = { .code = "jmo", .words = N_("JMO dibuka oleh petugas dan supervisor."), .here = true,
		.brief = N_("JMO terblokir"), .go = GO_CHECK },
	[TICKET_OTHER] = { .code = "other", .words = N_("Anda ingin bertanya kepada petugas."),
		.brief = N_("Mau bertanya"), .go = GO_CHECK },
	[TICKET_TOPIC] = { .code = "complaint", .words = N_("Pengaduan Anda sudah dicatat."),
		.brief = N_("Pengaduan"), .go = GO_CHECK },
	[TICKET_WAITING] = { .code = TICKET_WHY_WAITING, .words = N_("Petugas menyelesaikan klaim Anda bersama Anda."), .here = true,
		.brief = N_("Klaim menunggu petugas") },
};

static const struct {
	const char *code, *words;
} kinds[TICKET_KINDS] = {
	[TICKET_NONE] = { "", "" },
	[TICKET_COUNTER] = { "counter", N_("Loket di sini") },
	[TICKET_BRANCH] = { "branch", N_("Kantor cabang") },
	[TICKET_LAPAK_ASIK] = { "lapak_asik", N_("Lapak Asik, lewat HP") },
	[TICKET_COMPLAINT] = { "complaint", N_("Pengaduan") },
};

static size_t
why_of(const char *code)
{
	for (size_t i = 0; i < ARRAY_LEN(whys); i++)
		if (strcmp(whys[i].code, code) == 0)
			return i;
	return TICKET_CALLED;
}

const char *
ticket_why_words(const char *code)
{
	return whys[why_of(code)].words;
}

const char *
ticket_why_brief(const char *code)
{
	return whys[why_of(code)].brief;
}

const char *
ticket_goes_on(const char *code)
{
	return whys[why_of(code)].go;
}

const char *
ticket_kind_code(enum ticket_kind kind)
{
	return kinds[kind].code;
}

const char *
ticket_kind_words(enum ticket_kind kind)
{
	return kinds[kind].words;
}

bool
ticket_is_notice(const struct answers *a)
{
	return strcmp(a->ticket_why, whys[TICKET_NOT_NOW].code) == 0;
}

bool
ticket_is_for_heirs(const struct answers *a)
{
	return strcmp(a->ticket_why, whys[TICKET_HEIR].code) == 0;
}

void
ticket_checklist(const struct answers *a, struct checklist *ret_list)
{
	const struct claim_decision *d = &a->decision;
	enum claim_reason reason = a->ticket_wish.reason;

	if (a->decided && reason == a->reason)
		checklist_of(reason, d->papers, d->papers_n, d->papers_all, ret_list);
	else
		checklist_of_reason(reason, ret_list);
}

/* What an officer has seen is there. */
static uint32_t
items_seen(const struct answers *a)
{
	uint32_t seen = a->ktp_seen ? ITEM_BIT(ITEM_KTP) : 0;

	for (size_t i = 0; i < a->documents_n; i++)
		seen |= ITEM_BIT(a->document[i].kind);
	return seen;
}

/* A ticket of its own: of an earlier one in this visit nothing stays. */
void
claim_want_ticket(struct answers *a, int value)
{
	(void)str_copy(a->ticket_why, sizeof(a->ticket_why), whys[value].code);
	a->ticket_wish = (struct ticket_wish){ .reason = value == TICKET_HEIR ? REASON_MENINGGAL
			: whys[value].claim                                  ? a->reason
									     : REASON_NONE };
	a->ticket_code[0] = a->ticket[0] = a->ticket_place[0] = '\0';
	a->ticket_at_ms = 0;
	a->ticket_on = (struct date){ 0 };
	a->ticket_papers_n = 0;
	a->items_there = value == TICKET_HEIR ? 0 : items_seen(a);
	a->items_missing = 0;
	a->days_from = 0;
	a->paper_done = a->paper_failed = false;
}

/* --- where and when ------------------------------------------------------------------------------------------------- */

static bool
centre_is_there(const struct answers *a)
{
	return !a->without_centre && a->centre_visit[0];
}

static bool
asks_nothing(const struct answers *a)
{
	return ticket_is_notice(a) || whys[why_of(a->ticket_why)].here;
}

/* Who came for an appointment says where, even while the centre cannot book it: staff read it. */
static bool
skip_where(const struct answers *a, const struct place *p)
{
	(void)p;
	return asks_nothing(a) || a->ticket_wish.kind != TICKET_NONE ||
	       (!centre_is_there(a) && a->service != SERVICE_TICKET);
}

static bool
skip_day(const struct answers *a, const struct place *p)
{
	(void)p;
	return a->ticket_wish.kind != TICKET_BRANCH || date_is_known(a->ticket_wish.preferred);
}

static bool
is_about_claim(const struct answers *a, const struct place *p)
{
	(void)p;
	return a->ticket_wish.reason != REASON_NONE;
}

static void
set_kind(struct answers *a, int value)
{
	a->ticket_wish.kind = (enum ticket_kind)value;
	a->ticket_wish.preferred = (struct date){ 0 };
	a->items_there = a->items_missing = 0;
	if (!ticket_is_for_heirs(a))
		a->items_there = items_seen(a);
}

static void
fill_days(const struct answers *a, const struct place *p, struct page *page)
{
	struct date day[DAYS_OFFERED];
	char text[DAY_TEXT];
	bool estimate;

	appointment_days(p->holidays, p->today, a->days_from, day, &estimate);
	for (int i = 0; i < DAYS_OFFERED; i++) {
		appointment_day_words(day[i], text);
		(void)page_choice(page, (char)('1' + i), text);
	}
	if (estimate)
		(void)page_line(page, LINE_WARN, "",
			TR(N_("Hari libur tahun itu belum diketahui.")));
}

static const char *
choose_day(struct answers *a, const struct place *p, char key)
{
	struct date day[DAYS_OFFERED];
	bool estimate;

	if (key < '1' || key >= '1' + DAYS_OFFERED)
		return NULL;
	appointment_days(p->holidays, p->today, a->days_from, day, &estimate);
	a->ticket_wish.preferred = day[key - '1'];
	return "ticket_first";
}

static void
later_days(struct answers *a, int value)
{
	(void)value;
	a->days_from = (a->days_from + DAYS_OFFERED) % DAYS_AHEAD;
}

/* --- who is served first -------------------------------------------------------------------------------------------- */

/* By HP nobody stands in a queue. */
static bool
skip_first(const struct answers *a, const struct place *p)
{
	(void)p;
	return asks_nothing(a) || a->priority || a->priority_asked ||
	       a->ticket_wish.kind == TICKET_LAPAK_ASIK;
}

static bool
age_is_unknown(const struct answers *a, const struct place *p)
{
	(void)p;
	return ticket_is_for_heirs(a) || !date_is_known(a->birth);
}

/* Only that they go first is kept; why is nobody's business. */
static void
set_first(struct answers *a, int value)
{
	a->priority = value != 0;
	a->priority_asked = true;
}

/* --- what is in hand ------------------------------------------------------------------------------------------------ */

static int
next_item(const struct answers *a)
{
	struct checklist list;

	ticket_checklist(a, &list);
	return checklist_next(&list, a->items_there, a->items_missing);
}

static bool
skip_item(const struct answers *a, const struct place *p)
{
	(void)p;
	return asks_nothing(a) || next_item(a) < 0;
}

static void
fill_item(const struct answers *a, const struct place *p, struct page *page)
{
	int item = next_item(a);

	(void)p;
	if (item < 0)
		return;
	(void)page_line(page, LINE_STRONG, "", TR(checklist_words(item)));
}

static void
set_item(struct answers *a, int value)
{
	int item = next_item(a);

	if (item < 0)
		return;
	if (value)
		a->items_there |= ITEM_BIT(item);
	else
		a->items_missing |= ITEM_BIT(item);
}

/* --- the number ----------------------------------------------------------------------------------------------------- */

static bool
skip_wish(const struct answers *a, const struct place *p)
{
	(void)p;
	return asks_nothing(a) || !centre_is_there(a) || a->ticket_wish.kind == TICKET_NONE ||
	       a->ticket[0];
}

static bool
is_other_service(const struct answers *a, const struct place *p)
{
	(void)p;
	return a->service == SERVICE_TICKET && !ticket_is_for_heirs(a);
}

static bool
is_last_service(const struct answers *a, const struct place *p)
{
	return !is_other_service(a, p);
}

/* --- what came of it ------------------------------------------------------------------------------------------------ */

static void
say(struct page *page, enum line_style style, const char *text)
{
	(void)page_line(page, style, "", TR(text));
}

static void
ask(struct page *page, const char *text)
{
	str_clip(page->ask, sizeof(page->ask), TR(text));
}

/* A number too long for block letters stands in a line of its own. */
static void
fill_number(const struct answers *a, struct page *page)
{
	static const char *const asks[TICKET_KINDS] = {
		[TICKET_NONE] = N_("Ini nomor Anda"),
		[TICKET_COUNTER] = N_("Ini nomor antrean Anda"),
		[TICKET_BRANCH] = N_("Ini janji Anda di kantor cabang"),
		[TICKET_LAPAK_ASIK] = N_("Ini janji Lapak Asik Anda"),
		[TICKET_COMPLAINT] = N_("Pengaduan Anda DITERIMA PUSAT"),
	};
	char day[DAY_TEXT], code[CODE_SHOWN_ROOM];

	ask(page, asks[a->ticket_wish.kind]);
	if (str_copy(page->big, sizeof(page->big), a->ticket) != ST_OK)
		(void)page_line(page, LINE_STRONG, "", a->ticket);
	(void)page_line(page, LINE_PAIR, TR(N_("Tempat")), a->ticket_place);
	appointment_day_words(a->ticket_on, day);
	(void)page_linef(page, LINE_PAIR, TR(N_("Waktu")), TR(N_("%s, pukul %02d.%02d")), day,
		a->ticket_second_of_day / 3600, a->ticket_second_of_day / 60 % 60);
	code_show(a->ticket_code, code);
	(void)page_line(page, LINE_PAIR, TR(N_("Kode berkas")), code);
}

/* What was wished and is not booked is said as such. */
static void
fill_no_number(const struct answers *a, struct page *page)
{
	const struct ticket_wish *wish = &a->ticket_wish;
	char day[DAY_TEXT];

	code_show(a->ticket_code, page->big);
	if (wish->kind == TICKET_NONE)
		return;
	say(page, LINE_WARN, N_("Pusat belum memberi nomor antrean."));
	if (wish->topic[0])
		(void)page_line(page, LINE_PAIR, TR(N_("Pengaduan")), wish->topic);
	else
		(void)page_line(page, LINE_PAIR, TR(N_("Anda minta")),
			TR(ticket_kind_words(wish->kind)));
	if (date_is_known(wish->preferred)) {
		appointment_day_words(wish->preferred, day);
		(void)page_line(page, LINE_PAIR, TR(N_("Hari")), day);
	}
	say(page, LINE_TEXT, N_("Petugas melihat permintaan ini dan mengurusnya."));
}

static void
fill_items(struct page *page, const char *title, uint32_t items)
{
	if (items == 0)
		return;
	say(page, LINE_STRONG, title);
	for (int item = 0; item < ITEM_COUNT; item++)
		if (items & ITEM_BIT(item))
			(void)page_linef(
				page, LINE_TEXT, "", "•  %s", TR(checklist_words(item)));
}

static void
fill_ticket(const struct answers *a, const struct place *p, struct page *page)
{
	struct checklist list;
	uint32_t all, any;

	if (ticket_is_notice(a)) {
		ask(page, N_("Ini keterangan Anda"));
		say(page, LINE_TEXT, N_("Simpan kertasnya sampai uang bisa diambil."));
		paper_fill(a, p, page);
		return;
	}
	if (a->ticket[0])
		fill_number(a, page);
	else
		fill_no_number(a, page);
	say(page, LINE_TEXT, N_("Data Anda sudah disiapkan untuk petugas."));
	if (a->priority)
		say(page, LINE_GOOD, N_("PRIORITAS: Anda dilayani lebih dulu."));
	ticket_checklist(a, &list);
	checklist_due(&list, a->items_there, &all, &any);
	fill_items(page, N_("Siapkan dulu:"), all);
	fill_items(page, N_("Siapkan SALAH SATU:"), any);
	paper_fill(a, p, page);
}

/* --- options -------------------------------------------------------------------------------------------------------- */

static const struct option where_options[] = {
	{ .key = '1',
		.text = N_("Di loket ini, secepatnya"),
		.set = set_kind,
		.value = TICKET_COUNTER,
		.go = "ticket_day" },
	{ .key = '2',
		.text = N_("Di kantor cabang, pilih hari"),
		.set = set_kind,
		.value = TICKET_BRANCH,
		.go = "ticket_day" },
	{ .key = '3',
		.text = N_("Dari rumah lewat HP (Lapak Asik)"),
		.when = is_about_claim,
		.set = set_kind,
		.value = TICKET_LAPAK_ASIK,
		.go = "ticket_day" },
};

static const struct option day_options[] = {
	{ .key = '7', .text = N_("Hari sesudah itu"), .set = later_days, .go = "ticket_day" },
};

static const struct option first_options[] = {
	{ .key = '1', .text = N_("Tidak"), .set = set_first, .go = "ticket_item" },
	{ .key = '2',
		.text = N_("Ya, sedang hamil"),
		.set = set_first,
		.value = true,
		.go = "ticket_item" },
	{ .key = '3',
		.text = N_("Ya, sedang sakit"),
		.set = set_first,
		.value = true,
		.go = "ticket_item" },
	{ .key = '4',
		.text = N_("Ya, penyandang disabilitas"),
		.set = set_first,
		.value = true,
		.go = "ticket_item" },
	{ .key = '5',
		.text = N_("Ya, umur saya 60 tahun ke atas"),
		.when = age_is_unknown,
		.set = set_first,
		.value = true,
		.go = "ticket_item" },
};

static const struct option item_options[] = {
	{ .key = '1',
		.text = N_("SUDAH ADA"),
		.set = set_item,
		.value = true,
		.go = "ticket_item" },
	{ .key = '2', .text = N_("BELUM ADA"), .set = set_item, .go = "ticket_item" },
};

static const struct option ticket_options[] = {
	{ .key = '1', .text = N_("Selesai"), .when = is_last_service, .go = GO_END },
	{ .key = '1', .text = N_("Selesai"), .when = is_other_service, .go = GO_MORE },
	{ .key = '2', .text = N_("Cetak lagi"), .go = "ticket_print" },
};

static const struct option ticket_failed_options[] = {
	{ .key = '1', .text = N_("Coba lagi"), .go = "ticket_keep" },
	{ .key = '2', .text = N_("Panggil petugas"), .go = GO_STAFF },
};

/* Without a number the request is kept all the same. */
static const struct branch wish_branches[] = {
	{ OUTCOME_AWAY, "ticket_keep" },
	{ OUTCOME_REFUSED, "ticket_keep" },
	{ OUTCOME_NOT_FOUND, "ticket_keep" },
};

static const struct branch ticket_branches[] = {
	{ OUTCOME_AWAY, "ticket_failed" },
	{ OUTCOME_REFUSED, "ticket_failed" },
};

/* --- the steps ------------------------------------------------------------------------------------------------------ */

static const struct step ticket_steps[] = {
	{
		.name = "ticket",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.skip = skip_where,
		.ask = N_("Mau dilayani di mana?"),
		.todo = N_("Tekan satu angka."),
		.why = N_("Supaya petugas di sana sudah siap untuk Anda."),
		.help = N_("Tidak punya HP? Pilih 1 atau 2."),
		.next = "ticket_day",
		OPTIONS(where_options),
	},
	{
		.name = "ticket_day",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.skip = skip_day,
		.ask = N_("Hari apa Anda bisa datang?"),
		.todo = N_("Tekan satu angka."),
		.why = N_("Supaya Anda tidak menunggu lama."),
		.help = N_("Semua hari kerja di daftar ini bisa dipilih."),
		.next = "ticket_first",
		.fill = fill_days,
		.choose = choose_day,
		OPTIONS(day_options),
	},
	{
		.name = "ticket_first",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.skip = skip_first,
		.ask = N_("Perlu dilayani lebih dulu?"),
		.todo = N_("Tekan satu angka."),
		.why = N_("Yang hamil, sakit, atau disabilitas tidak perlu antre lama."),
		.help = N_("Alasannya tidak dicatat dan tidak dicetak."),
		.next = "ticket_item",
		OPTIONS(first_options),
	},
	{
		.name = "ticket_item",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.skip = skip_item,
		.ask = N_("Apakah ini sudah ada?"),
		.todo = N_("Tekan satu angka."),
		.why = N_("Supaya Anda tidak datang dua kali."),
		.help = N_("Belum ada tidak apa-apa. Daftarnya dicetak di tiket."),
		.next = "ticket_wish",
		.fill = fill_item,
		OPTIONS(item_options),
	},
	{
		.name = "ticket_wish",
		.kind = STEP_WAIT,
		.aside = true,
		.skip = skip_wish,
		.ask = N_("Meminta nomor antrean"),
		.effect = EFFECT_WISH,
		BRANCHES(wish_branches),
		.next = "ticket_keep",
	},
	{
		.name = "ticket_keep",
		.kind = STEP_WAIT,
		.aside = true,
		.ask = N_("Membuat tiket"),
		.effect = EFFECT_TICKET,
		BRANCHES(ticket_branches),
		.next = "ticket_print",
	},
	{
		.name = "ticket_failed",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.once = true,
		.ask = N_("Tiket belum tersimpan"),
		.todo = N_("Mesin ini bermasalah. Panggil petugas."),
		OPTIONS(ticket_failed_options),
	},
	{
		.name = "ticket_print",
		.kind = STEP_WAIT,
		.aside = true,
		.ask = N_("Mencetak tiket"),
		.effect = EFFECT_PRINT,
		.next = "ticket_done",
	},
	{
		.name = "ticket_done",
		.kind = STEP_RESULT,
		.aside = true,
		.ask = N_("Ini tiket Anda"),
		.todo = N_("Ambil kertasnya. Lalu tekan 1."),
		.fill = fill_ticket,
		OPTIONS(ticket_options),
	},
};

const struct flow ticket_flow = {
	.name = "ticket",
	.service = "",
	.steps = ticket_steps,
	.n = ARRAY_LEN(ticket_steps),
};
