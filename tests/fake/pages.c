/* SPDX-License-Identifier: Apache-2.0 */
/* Sample pages. */
#include "tests/fake/pages.h"

#include "base/array.h"
#include "base/str.h"
#include "flow/flow.h"
#include "flow/page_chart.h"
#include "flow/seat.h"
#include "rules/ending.h"

#include <stdlib.h>
#include <string.h>

#define SET(member, text) must(str_copy(page->member, sizeof(page->member), text))

static void
must(enum status st)
{
	if (st != ST_OK)
		abort();
}

static void
head(struct page *page, enum step_kind kind, int step, const char *ask)
{
	page_init(page);
	page->kind = kind;
	page->step = step;
	page->steps = step ? 8 : 0;
	SET(service, "Ambil uang JHT");
	SET(ask, ask);
	page->can_back = true;
}

static void
idle(struct page *page)
{
	page_init(page);
	page->kind = STEP_IDLE;
	SET(ask, "Ambil uang JHT di sini");
	must(page_line(page, LINE_TEXT, "", "1  Ketik NIK dari KTP"));
	must(page_line(page, LINE_TEXT, "", "2  Foto wajah, atau petugas melihat KTP"));
	must(page_line(page, LINE_TEXT, "", "3  Periksa data, KPJ dan jumlah uang"));
	must(page_line(page, LINE_TEXT, "", "4  Pilih rekening bank Anda sendiri"));
	must(page_line(page, LINE_TEXT, "", "5  Terima struk. Uang dikirim ke rekening"));
	SET(todo, "Tekan tombol apa saja untuk mulai");
	SET(help, "Bawa KTP dan buku tabungan. Gratis. Petugas siap membantu.");
}

static void
idle_away(struct page *page)
{
	idle(page);
	SET(concern, "Petugas kembali Senin, 30 November 2026 pukul 08.00.");
	page->can_back = false;
}

static void
menu(struct page *page)
{
	head(page, STEP_CHOICE, 1, "Apa yang Anda perlukan?");
	SET(todo, "Tekan satu angka.");
	must(page_choice(page, '1', "Ambil uang JHT"));
	must(page_choice(page, '2', "Lihat saldo dan kartu"));
	must(page_choice(page, '3', "Perbarui data saya"));
	must(page_choice(page, '4', "Uang saya sudah sampai mana?"));
	must(page_choice(page, '5', "Apa yang perlu dibawa"));
	must(page_choice(page, '6', "Lainnya"));
	SET(help, "Tidak yakin? Tekan + untuk memanggil petugas.");
}

static void
nik(struct page *page)
{
	head(page, STEP_FORM, 2, "Berapa NIK Anda?");
	SET(todo, "Ketik 16 angka NIK, lalu tekan Enter.");
	page->field = (struct page_field){ .kind = FIELD_DIGITS,
		.max = 16,
		.label = "NIK",
		.groups = "4444",
		.typed = "6308055",
		.example = "Contoh: 6308 0552 0360 0001" };
	page->can_enter = page->can_erase = true;
	SET(help, "NIK ada di bagian atas KTP.");
	SET(why, "NIK dipakai untuk mencari data Anda di BPJS Ketenagakerjaan.");
}

static void
nik_wrong(struct page *page)
{
	nik(page);
	SET(field.typed, "0001234567890");
	SET(notice, "Ini nomor BPJS Kesehatan. Ketik 16 angka NIK dari KTP.");
	page->notice_is_bad = true;
}

static void
pin(struct page *page)
{
	head(page, STEP_FORM, 0, "PIN petugas");
	SET(service, "Petugas");
	SET(todo, "Ketik PIN, lalu tekan Enter.");
	page->field = (struct page_field){
		.kind = FIELD_PIN, .max = 6, .label = "PIN", .typed = "***"
	};
	page->can_enter = page->can_erase = true;
}

static void
date(struct page *page)
{
	head(page, STEP_FORM, 3, "Kapan Anda berhenti bekerja?");
	SET(todo, "Ketik tanggal, bulan, tahun, lalu tekan Enter.");
	page->field = (struct page_field){ .kind = FIELD_DATE,
		.max = 8,
		.groups = "224",
		.label = "Tanggal",
		.typed = "1203",
		.example = "Contoh: 12 03 2026" };
	page->can_enter = page->can_erase = true;
}

static void
text(struct page *page)
{
	head(page, STEP_FORM, 4, "Nomor surat keterangan kerja?");
	SET(service, "Petugas");
	SET(todo, "Ketik nomor surat, lalu tekan Enter.");
	page->field = (struct page_field){
		.kind = FIELD_TEXT, .max = 32, .label = "Nomor surat", .typed = "HRD/12-2026"
	};
	page->can_enter = page->can_erase = true;
	SET(band, "PETUGAS MEMBANTU: RN");
}

static void
identity(struct page *page)
{
	head(page, STEP_YESNO, 2, "Apakah ini Anda?");
	must(page_line(page, LINE_PAIR, "Nama", "S*** A*****"));
	must(page_line(page, LINE_PAIR, "Tanggal lahir", "12 Maret 1960"));
	must(page_choice(page, '1', "YA, ini saya"));
	must(page_choice(page, '2', "TIDAK"));
	SET(help, "Nama disamarkan supaya orang lain tidak dapat membacanya.");
}

static void
face(struct page *page)
{
	head(page, STEP_FACE, 5, "Mohon maju sedikit.");
	page->preview = true;
	SET(big, "3");
	SET(help, "Lihat lurus ke kamera. Kerudung dan peci boleh dipakai.");
}

static void
scan(struct page *page)
{
	head(page, STEP_SCAN, 0, "Mana kode struknya?");
	SET(service, "Uang saya sudah sampai mana?");
	SET(todo, "Tunjukkan kotak hitam putih ke kamera, atau ketik kodenya.");
	page->preview = true;
	page->field = (struct page_field){ .kind = FIELD_TEXT,
		.max = 16,
		.label = "Kode struk",
		.example = "Contoh: K7MP-Q2RX-A",
		.typed = "K7M" };
	page->can_enter = page->can_erase = true;
	SET(enter_does, "lanjut");
	SET(help, "Struk hilang? Tekan + untuk memanggil petugas.");
	SET(why, "Kode itu cukup. Nama dan NIK tidak perlu.");
}

static void
scan_foreign(struct page *page)
{
	scan(page);
	SET(notice, "Itu bukan kode struk. Cari kotak hitam putih di struk.");
	page->notice_is_bad = true;
}

static void
waiting(struct page *page)
{
	head(page, STEP_WAIT, 5, "Sedang memeriksa data Anda");
	must(page_line(page, LINE_TEXT, "", "Biasanya kurang dari 10 detik. Mohon tunggu."));
	page->waited_s = 4;
	page->can_back = false;
}

static void
review(struct page *page)
{
	head(page, STEP_REVIEW, 8, "Semua sudah benar?");
	must(page_line(page, LINE_PAIR, "Nama", "SITI AMINAH"));
	must(page_line(page, LINE_PAIR, "Alasan", "Usia 56 tahun"));
	must(page_line(page, LINE_PAIR, "Jumlah uang", "Rp8.450.000"));
	must(page_line(page, LINE_PAIR, "Potongan pajak", "tidak ada"));
	must(page_line(page, LINE_PAIR, "Dikirim ke", "BRI …1234"));
	must(page_line(page, LINE_PAIR, "Atas nama", "SITI AMINAH"));
	must(page_choice(page, '1', "BENAR, kirim sekarang"));
	must(page_choice(page, '2', "Ganti alasan"));
	must(page_choice(page, '3', "Ganti rekening"));
	SET(concern, "Jaringan putus. Data Anda aman di mesin ini.");
}

static void
chart_of(struct page *page, bool covered)
{
	static const struct chart_row years[] = {
		{ "2019", 410400 },
		{ "2020", 1641600 },
		{ "2021", 1710000 },
		{ "2022", 0 },
		{ "2023", 11400 },
		{ "2024", 1886700 },
		{ "2025", 2052000 },
		{ "2026", 1234567 },
	};

	head(page, STEP_INFO, 0, "Iuran Anda setiap tahun");
	SET(service, "Lihat saldo dan kartu");
	must(page_chart(page, years, ARRAY_LEN(years), covered));
	must(page_line(page, LINE_BLANK, "", ""));
	must(page_line(page, LINE_BAR, "Semua", covered ? "ditutup" : "Rp8.946.667"));
	must(page_choice(page, '1', covered ? "Buka jumlahnya" : "Tutup jumlahnya"));
	must(page_choice(page, '2', "Cetak"));
	page->can_enter = true;
}

static void
chart(struct page *page)
{
	chart_of(page, false);
}

static void
chart_covered(struct page *page)
{
	chart_of(page, true);
}

static void
result(struct page *page)
{
	head(page, STEP_RESULT, 0, "DITERIMA PUSAT");
	must(page_line(page, LINE_GOOD, "", "Permintaan Anda sudah diterima."));
	must(page_line(page, LINE_PAIR, "Uang dikirim paling lambat", "3 Desember 2026"));
	SET(big, "7K4M-X9PQ-W");
	SET(todo, "Ambil kertas tanda terima, lalu tekan Enter.");
	SET(help, "Simpan kode ini. Tanya kabar: telepon 175.");
	page->can_back = false;
	page->can_enter = true;
	SET(enter_does, "selesai");
}

static void
result_torn(struct page *page)
{
	head(page, STEP_RESULT, 0, "Klaim Anda DITERIMA PUSAT");
	must(page_line(page, LINE_PAIR, "Nomor klaim", "JHT-2026-0000101"));
	must(page_line(page, LINE_PAIR, "Dibayar paling lambat", "30 November 2026"));
	must(page_line(
		page, LINE_WARN, "", "Struk tidak tercetak. Catat atau foto kode ini."));
	must(page_line(page, LINE_WARN, "",
		"Kertas habis. Panggil petugas, isi kertas, lalu tekan 2."));
	must(page_line(page, LINE_TEXT, "",
		"Ada potongan kertas? Yang berikut bertulis SALINAN."));
	SET(big, "7K4M-X9PQ-W");
	SET(todo, "Catat kode ini. Lalu tekan 1.");
	must(page_choice(page, '1', "Selesai"));
	must(page_choice(page, '2', "Cetak struk lagi"));
	page->can_back = false;
}

static void
idle_warning(struct page *page)
{
	nik(page);
	page->idle_left_s = 27;
}

static void
why_asked(struct page *page)
{
	nik(page);
	page->why_asked = true;
}

static void
full(struct page *page)
{
	char name[201];

	memset(name, 'W', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	head(page, STEP_REVIEW, 8,
		"Ini pertanyaan yang sangat panjang sekali, karena ada orang yang "
		"menulis pertanyaan yang tidak habis-habis sampai tiga baris. Benar?");
	for (int i = 0; i < PAGE_LINES; i++)
		must(page_linef(page, i % 3 ? LINE_PAIR : LINE_WARN, "Keterangan yang panjang",
			"Baris %d %s", i + 1, i == 1 ? name : "dengan isi secukupnya"));
	for (int i = 0; i < PAGE_CHOICES; i++)
		must(page_choice(page, (char)('0' + (i + 1) % 10),
			"Pilihan dengan kata-kata yang lebih panjang daripada satu baris layar "
			"kecil"));
	SET(notice,
		"Ada yang salah di sini. Ketik lagi, atau tekan + untuk memanggil petugas.");
	page->notice_is_bad = true;
	SET(concern, "Jaringan putus. Data Anda aman di mesin ini.");
	SET(band, "PETUGAS MEMBANTU: RN");
	SET(help, "Bantuan.");
	SET(why, "Sebab.");
	SET(todo, "Tekan satu angka.");
	page->can_enter = page->can_erase = true;
}

static void
long_name(struct page *page)
{
	char name[201];

	memset(name, 'N', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	head(page, STEP_YESNO, 2, "Apakah ini Anda?");
	must(page_line(page, LINE_PAIR, "Nama", name));
	must(page_choice(page, '1', name + 110));
	must(page_choice(page, '2', "TIDAK"));
}

static void
large(struct page *page)
{
	nik(page);
	page->look.large = true;
}

static struct place
sample_place(void)
{
	static const struct banks banks = {
		.bank = { { "002", "BRI", { 15 }, true }, { "008", "Mandiri", { 13 }, true },
			{ "009", "BNI", { 10 }, true }, { "200", "BTN", { 16 }, true },
			{ "451", "BSI", { 10 }, true }, { "122", "Bank Kalsel", { 13 }, true } },
		.n = 6
	};
	static const struct holidays holidays = { .day = { { 2026, 12, 24 }, { 2026, 12, 25 } },
		.n = 2 };

	return (struct place){ .today = { 2026, 11, 23 },
		.policy = policy_built_in(),
		.holidays = &holidays,
		.banks = &banks,
		.camera = true,
		.printer = true,
		.centre = true };
}

/* A real step, as its row fills it. */
static void
step_in(const struct place *place, const struct flow *flow, const char *name,
	const struct answers *answers, struct page *page)
{
	int at = flow_find(flow, name);

	if (at == NO_STEP)
		abort();
	flow_fill(flow, at, answers, place, page);
	page->can_back = page->kind != STEP_RESULT;
	page->zero_is_why = page->why[0] != '\0';
}

static void
step_of(const struct flow *flow, const char *name, const struct answers *answers,
	struct page *page)
{
	const struct place place = sample_place();

	step_in(&place, flow, name, answers, page);
}

static void
consent(struct page *page)
{
	static const struct answers answers = { .service = SERVICE_CLAIM };

	step_of(&claim_flow, "consent", &answers, page);
	page->step = 4;
	page->steps = 8;
}

static void
withdraw_sure(struct page *page)
{
	static const struct answers answers = { .service = SERVICE_WITHDRAW,
		.lookup = { .code = "K7MPQ2RXA", .status = "verifying", .here = true,
			.told = true, .asked = true } };

	step_of(&withdraw_flow, "sure", &answers, page);
}

static void
withdraw_waits(struct page *page)
{
	static const struct answers answers = { .service = SERVICE_WITHDRAW,
		.lookup = { .code = "K7MPQ2RXA", .withdrawn = WITHDRAWN_WAITS },
		.outcome = OUTCOME_AWAY,
		.paper_trouble = ST_PAPER_OUT };

	step_of(&withdraw_flow, "done", &answers, page);
	page->can_back = page->zero_is_why = false;
}

static void
withdraw_done(struct page *page)
{
	static const struct answers answers = { .service = SERVICE_WITHDRAW,
		.lookup = { .code = "K7MPQ2RXA", .withdrawn = WITHDRAWN_DONE,
			.reference = "WD-0000000001", .stops_by = { 2026, 11, 26 } } };

	step_of(&withdraw_flow, "done", &answers, page);
	page->can_back = page->zero_is_why = false;
}

static void
claim_of(const struct known_claim *claim, struct page *page)
{
	struct answers *answers = calloc(1, sizeof(*answers));

	if (answers == NULL)
		abort();
	answers->claim[0] = *claim;
	answers->claims_n = 1;
	step_of(&my_claims_flow, "claim", answers, page);
	free(answers);
}

static void
claim_late(struct page *page)
{
	static const struct known_claim claim = { .number = "JHT-2026-0000017",
		.status = "verifying",
		.channel = "kiosk",
		.submitted_on = { 2026, 11, 10 },
		.promised = { 2026, 11, 17 },
		.open = true,
		.overdue = true,
		.step = { { "received", { 2026, 11, 10 } }, { "verifying", { 2026, 11, 11 } } },
		.steps_n = 2 };

	claim_of(&claim, page);
}

static void
claim_returned(struct page *page)
{
	static const struct known_claim claim = { .number = "JHT-2026-0000018",
		.status = "returned",
		.channel = "kiosk",
		.submitted_on = { 2026, 11, 9 },
		.open = true,
		.return_reason = "account-dormant",
		.return_field = "account",
		.step = { { "received", { 2026, 11, 9 } }, { "verifying", { 2026, 11, 10 } },
			{ "returned", { 2026, 11, 12 } } },
		.steps_n = 3 };

	claim_of(&claim, page);
}

static void
claim_paid(struct page *page)
{
	static const struct known_claim claim = { .number = "JHT-2026-0000019",
		.status = "paid",
		.channel = "jmo",
		.submitted_on = { 2026, 11, 9 },
		.step = { { "received", { 2026, 11, 9 } }, { "verifying", { 2026, 11, 10 } },
			{ "approved", { 2026, 11, 12 } }, { "paying", { 2026, 11, 13 } },
			{ "paid", { 2026, 11, 16 } } },
		.steps_n = 5 };

	claim_of(&claim, page);
}

/* A person with everything the services show of a record. */
static struct answers *
known_person(enum service service)
{
	static const struct card cards[] = {
		{ .kpj = "10012345678", .employer = "PT Contoh Sawit", .segment = SEGMENT_PU,
			.registered = true, .active = true, .joined_on = { 2014, 2, 3 },
			.balance = 14100000 },
		{ .kpj = "08012345679", .employer = "PT Contoh Kayu", .segment = SEGMENT_PU,
			.joined_on = { 2008, 5, 2 }, .ended_on = { 2013, 12, 31 },
			.balance = 4500000 },
	};
	struct answers *answers = calloc(1, sizeof(*answers));

	if (answers == NULL)
		abort();
	answers->service = service;
	answers->have_record = true;
	memcpy(answers->card, cards, sizeof(cards));
	answers->cards_n = ARRAY_LEN(cards);
	answers->principal = 10100000;
	answers->yield = 4000000;
	answers->years_n = 1;
	answers->last_paid[0] = (struct date){ 2026, 10, 1 };
	str_clip(answers->name, sizeof(answers->name), "SITI AMINAH");
	answers->birth = answers->record_birth = (struct date){ 1985, 8, 20 };
	str_clip(answers->record[RECORD_PHONE], RECORD_ROOM, "+6281234567890");
	str_clip(answers->record[RECORD_DISTRICT], RECORD_ROOM, "Amuntai Tengah");
	str_clip(answers->record[RECORD_REGENCY], RECORD_ROOM, "Hulu Sungai Utara");
	return answers;
}

static void
balance(struct page *page)
{
	struct answers *answers = known_person(SERVICE_BALANCE);

	step_of(&balance_flow, "overview", answers, page);
	free(answers);
}

static void
balance_open(struct page *page)
{
	struct answers *answers = known_person(SERVICE_BALANCE);

	answers->amounts = AMOUNTS_OPEN;
	step_of(&balance_flow, "overview", answers, page);
	free(answers);
}

/* Everything that may be wrong, up to what the screen has room for. */
static void
check_bad(struct page *page)
{
	struct answers *answers = known_person(SERVICE_CHECK);

	answers->birth_differs = answers->jmo_blocked = true;
	answers->missing_n = 2;
	answers->last_paid[0] = (struct date){ 2026, 3, 1 };
	step_of(&check_flow, "overview", answers, page);
	free(answers);
}

static void
check_good(struct page *page)
{
	struct answers *answers = known_person(SERVICE_CHECK);

	answers->cards_n = 1;
	step_of(&check_flow, "overview", answers, page);
	free(answers);
}

static void
claim_unsent(struct page *page)
{
	static const struct answers answers = { .service = SERVICE_MY_CLAIMS,
		.lookup = { .code = "K7MPQ2RXA", .here = true, .confirmed_on = { 2026, 11, 20 } } };

	step_of(&my_claims_flow, "claim_unsent", &answers, page);
}

static void
bring(struct page *page)
{
	static const struct answers answers = { .bring_reason = REASON_PHK };

	step_of(&bring_flow, "overview", &answers, page);
}

static void
record(struct page *page)
{
	struct answers *answers = known_person(SERVICE_DATA);

	str_clip(answers->missing[0], sizeof(answers->missing[0]), "marital_status");
	answers->missing_n = 1;
	step_of(&data_flow, "record", answers, page);
	free(answers);
}

/* All nine keys, with a change to be sent. */
static void
record_changed(struct page *page)
{
	struct answers *answers = known_person(SERVICE_DATA);

	answers->change[RECORD_PHONE] =
		(struct record_change){ .state = CHANGE_WANTED, .text = "+6285712345678" };
	step_of(&data_flow, "record", answers, page);
	free(answers);
}

/* The page of the fields that have no key on the first one. */
static void
record_more(struct page *page)
{
	struct answers *answers = known_person(SERVICE_DATA);

	str_clip(answers->record[RECORD_EDUCATION], RECORD_ROOM, "sma");
	str_clip(answers->record[RECORD_CONTACT_RELATION], RECORD_ROOM, "pasangan");
	str_clip(answers->record[RECORD_CONTACT_PHONE], RECORD_ROOM, "+6281200009001");
	answers->record_page = 1;
	step_of(&data_flow, "record", answers, page);
	free(answers);
}

static void
record_contact(struct page *page)
{
	struct answers *answers = known_person(SERVICE_DATA);

	step_of(&data_flow, "contact_relation", answers, page);
	free(answers);
}

static void
record_education(struct page *page)
{
	struct answers *answers = known_person(SERVICE_DATA);

	step_of(&data_flow, "education", answers, page);
	free(answers);
}

static void
record_review(struct page *page)
{
	struct answers *answers = known_person(SERVICE_DATA);

	answers->change[RECORD_PHONE] =
		(struct record_change){ .state = CHANGE_WANTED, .text = "+6285712345678" };
	answers->change[RECORD_DISTRICT] =
		(struct record_change){ .state = CHANGE_WANTED, .text = "Banjang" };
	step_of(&data_flow, "review", answers, page);
	free(answers);
}

static void
record_refused(struct page *page)
{
	struct answers *answers = known_person(SERVICE_DATA);

	answers->change[RECORD_PHONE].state = CHANGE_ACCEPTED;
	answers->change[RECORD_MOTHER_NAME] = (struct record_change){ .state = CHANGE_REFUSED,
		.refusal = REFUSAL_ELSEWHERE,
		.correct = CORRECTED_DUKCAPIL };
	step_of(&data_flow, "sent", answers, page);
	free(answers);
}

static void
claim_record_refused(struct page *page)
{
	struct answers *answers = known_person(SERVICE_CLAIM);

	answers->change[RECORD_MARITAL].state = CHANGE_ACCEPTED;
	answers->change[RECORD_PHONE] = (struct record_change){
		.state = CHANGE_REFUSED, .refusal = REFUSAL_FORM, .correct = CORRECTED_BPJS
	};
	step_of(&claim_flow, "record_refused", answers, page);
	free(answers);
}

static void
my_cards(struct page *page)
{
	struct answers *answers = known_person(SERVICE_DATA);

	step_of(&cards_flow, "my_cards", answers, page);
	free(answers);
}

static void
no_account(struct page *page)
{
	static const struct answers answers = { .decided = true };

	step_of(&claim_flow, "no_account", &answers, page);
}

static void
kept(struct page *page)
{
	static const struct answers answers = { .decided = true,
		.decision = { .eligible = true },
		.kept = { .code = "2GQFENAAG", .valid_until = { 2026, 12, 7 } },
		.outcome = OUTCOME_OK };

	step_of(&claim_flow, "kept", &answers, page);
}

/* The slip did not come out, or only a part of it. */
static void
kept_torn(struct page *page)
{
	static const struct answers answers = { .decided = true,
		.decision = { .eligible = true },
		.kept = { .code = "2GQFENAAG", .valid_until = { 2026, 12, 7 } },
		.paper_trouble = ST_PAPER_OUT,
		.paper_torn = true,
		.outcome = OUTCOME_AWAY };

	step_of(&claim_flow, "kept", &answers, page);
}

static void
keep_failed(struct page *page)
{
	static const struct answers answers = { .outcome = OUTCOME_AWAY };

	step_of(&claim_flow, "keep_failed", &answers, page);
}

static void
slip_taken_up(struct page *page)
{
	static const struct answers answers = { .service = SERVICE_SAVED,
		.kept = { .found = true,
			.on = { 2026, 11, 20 },
			.left = { .found = true,
				.reason = REASON_RESIGN,
				.event_date = { 2026, 9, 28 },
				.document = { { .kind = PAPER_EMPLOYER_LETTER } },
				.documents_n = 1,
				.bank = "002",
				.account = "012301004567522" } } };

	step_of(&saved_flow, "take_up", &answers, page);
}

static void
slip_over(struct page *page)
{
	static const struct answers answers = { .service = SERVICE_SAVED,
		.outcome = OUTCOME_REFUSED,
		.problem = "saved-visit-over" };

	step_of(&saved_flow, "refused", &answers, page);
}

static void
slip_unknown(struct page *page)
{
	static const struct answers answers = { .service = SERVICE_SAVED };

	step_of(&saved_flow, "unknown", &answers, page);
}

static void
slip_is_receipt(struct page *page)
{
	static const struct answers answers = { .service = SERVICE_SAVED };

	step_of(&saved_flow, "is_receipt", &answers, page);
}

static void
slip_at_status(struct page *page)
{
	static const struct answers answers = { .outcome = OUTCOME_NOT_FOUND,
		.problem = "code-of-saved-visit" };

	step_of(&status_flow, "unknown", &answers, page);
}

static void
slip_away(struct page *page)
{
	static const struct answers answers = { .service = SERVICE_SAVED,
		.outcome = OUTCOME_AWAY,
		.problem = "maintenance" };

	step_of(&saved_flow, "slip_away", &answers, page);
}

/* --- at a desk ------------------------------------------------------------------------------------------------------- */

static struct seat_view
seat_of_rina(enum seat_screen screen)
{
	return (struct seat_view){ .screen = screen,
		.initials = "RN",
		.service = "",
		.ask = "" };
}

static void
seat_pin(struct page *page)
{
	const struct seat_view view = { .screen = SEAT_PIN,
		.typed = 4,
		.notice = "PIN terlalu sering salah.",
		.notice_is_bad = true,
		.wait_s = 15 };

	seat_fill(&view, page);
}

static void
seat_list(struct page *page)
{
	struct seat_view view = seat_of_rina(SEAT_LIST);

	view.somebody = view.called = true;
	view.service = "Ambil uang JHT";
	view.ask = "Bagaimana pusat tahu bahwa ini Anda?";
	view.called_min = 2;
	view.here_min = 11;
	view.handovers_open = 3;
	view.wanted = "Buka blokir JMO";
	must(str_copy(view.wanted_by, sizeof(view.wanted_by), "HD"));
	seat_fill(&view, page);
}

static void
seat_claims(struct page *page)
{
	struct seat_view view = seat_of_rina(SEAT_CLAIMS);

	view.claims_n = 2;
	view.may_act = true;
	view.today = (struct date){ 2026, 11, 23 };
	view.claim[0].on = (struct date){ 2026, 11, 20 };
	must(str_copy(view.claim[0].code, sizeof(view.claim[0].code), "K7MPQ2RXA"));
	must(str_copy(view.claim[0].problem, sizeof(view.claim[0].problem), "account-not-yours"));
	seat_fill(&view, page);
}

static void
seat_contact(struct page *page)
{
	struct seat_view view = seat_of_rina(SEAT_CONTACT);

	view.claims_n = 1;
	must(str_copy(view.contact.name, sizeof(view.contact.name), "SITI AMINAH"));
	must(str_copy(view.contact.phone, sizeof(view.contact.phone), "+6281200000001"));
	seat_fill(&view, page);
}

static void
seat_handovers(struct page *page)
{
	struct seat_view view = seat_of_rina(SEAT_HANDOVERS);

	view.handovers_n = 3;
	view.handover[0].on = (struct date){ 2026, 11, 23 };
	view.handover[0].priority = true;
	must(str_copy(view.handover[0].code, sizeof(view.handover[0].code), "K7MPQ2RXA"));
	must(str_copy(view.handover[0].why, sizeof(view.handover[0].why), "over-limit"));
	seat_fill(&view, page);
}

static void
seat_approval(struct page *page)
{
	struct seat_view view = seat_of_rina(SEAT_APPROVAL);

	view.wanted = "Buka blokir JMO";
	view.typed = 2;
	must(str_copy(view.wanted_by, sizeof(view.wanted_by), "HD"));
	seat_fill(&view, page);
}

static void
seat_watches(struct page *page)
{
	nik(page);
	seat_look_on("", NULL, page);
}

static void
seat_helps(struct page *page)
{
	nik(page);
	seat_help(NULL, page);
}

static const struct answers with_waiting = {
	.waiting = { { .code = "K7MPQ2RXA",
		.problem = "claim-not-eligible",
		.on = { 2026, 11, 20 },
		.called = REACH_NO } },
	.waiting_n = 2,
	.contact = { .name = "SITI AMINAH",
		.phone = "+6281200000001",
		.address = "Jalan Contoh RT 03 No. 7, Kebun Sari, Hulu Sungai Utara 71419" } };

static void
waiting_claim(struct page *page)
{
	step_of(&waiting_flow, "waiting", &with_waiting, page);
}

static void
waiting_overdue(struct page *page)
{
	static const struct answers answers = { .waiting = { { .code = "K7MPQ2RXA",
							.problem = "overdue",
							.on = { 2026, 11, 10 },
							.promised = { 2026, 11, 19 } } },
		.waiting_n = 1 };

	step_of(&waiting_flow, "waiting", &answers, page);
}

static void
waiting_turn(struct page *page)
{
	step_of(&waiting_flow, "waiting_turn", &with_waiting, page);
}

static void
waiting_more(struct page *page)
{
	step_of(&waiting_flow, "waiting_more", &with_waiting, page);
}

/* A new account, read back to the person whose claim it is. */
static const struct answers fixing = { .waiting = { { .code = "K7MPQ2RXA",
					       .problem = "account-dormant",
					       .on = { 2026, 11, 20 },
					       .called = REACH_YES } },
	.waiting_n = 1,
	.fix = { .what = FIX_ACCOUNT, .bank = "002", .account = "012301004567501", .received = true },
	.lookup = { .code = "K7MPQ2RXA" },
	.outcome = OUTCOME_OK };

static void
waiting_fix_first(struct page *page)
{
	step_of(&waiting_flow, "waiting", &fixing, page);
}

static void
fix_turn(struct page *page)
{
	step_of(&waiting_flow, "fix_turn", &fixing, page);
}

static void
fix_done(struct page *page)
{
	step_of(&waiting_flow, "fix_done", &fixing, page);
}

static void
waiting_contact(struct page *page)
{
	step_of(&waiting_flow, "contact", &with_waiting, page);
}

static const struct answers unblocking = { .name = "MASNIAH",
	.officer = { .joined = true, .initials = "RN" },
	.jmo_blocked = true,
	.unblock = { .reason = UNBLOCK_FACE, .said = SECOND_SAID_LATE },
	.outcome = OUTCOME_AWAY,
	.problem = "timeout" };

/* clang-format off */
static const struct answers with_reviews = {
	.officer = { .joined = true, .id = "staff-SY", .initials = "SY", .role = "supervisor" },
	.review = { { .seq = 7, .kind = REVIEW_SIMILAR_NAME, .officer = "staff-RN",
		.initials = "RN", .code = "K7MPQ2RXA", .on = { 2026, 11, 23 } } },
	.reviews_n = 1,
	.reviews_open = 3,
	.review_verdict = REVIEW_QUESTIONED,
	.day_wish = DAY_CLOSE,
	.outcome = OUTCOME_OK,
	.log = { .n = 10, .kind = 1, .endings = 1 << ENDING_REFUSED | 1 << ENDING_FAILED, .days_ago = 0, .line = {
		{ "23-11 09.14.12", "kios: klaim diterima pusat" },
		{ "23-11 09.14.10", "peserta: klaim dikonfirmasi peserta" },
		{ "23-11 09.13.55", "RN: petugas keluar" },
		{ "23-11 09.13.02", "RN: nama mirip diterima petugas" },
		{ "23-11 09.12.40", "peserta: nama rekening dicocokkan – ditolak" },
		{ "23-11 09.11.00", "RN: petugas menjamin identitas" },
		{ "23-11 09.10.31", "RN: petugas masuk" },
		{ "23-11 09.10.02", "peserta: petugas dipanggil" },
		{ "23-11 09.09.40", "peserta: menjawab: Mengapa Anda mengambil J…" },
		{ "23-11 09.09.01", "peserta: kunjungan dimulai" } } } };
/* clang-format on */

static void
supervisor(struct page *page)
{
	step_of(&supervisor_flow, "supervisor", &with_reviews, page);
}

static void
supervisor_review(struct page *page)
{
	step_of(&supervisor_flow, "review", &with_reviews, page);
}

static void
supervisor_note(struct page *page)
{
	step_of(&supervisor_flow, "review_note", &with_reviews, page);
}

static void
supervisor_log(struct page *page)
{
	step_of(&supervisor_flow, "log", &with_reviews, page);
}

static void
supervisor_filter(struct page *page)
{
	step_of(&supervisor_flow, "log_filter", &with_reviews, page);
}

static void
supervisor_endings(struct page *page)
{
	step_of(&supervisor_flow, "log_endings", &with_reviews, page);
}

static void
supervisor_day(struct page *page)
{
	step_of(&supervisor_flow, "day", &with_reviews, page);
}

/* --- the machine --------------------------------------------------------------------------------------------------- */

static const struct answers at_machine = { .officer = { .joined = true,
						   .id = "staff-TF",
						   .initials = "TF",
						   .role = "technician" },
	.ready_at = READY_PRINTER };

static void
machine_of(const char *step, bool looks, struct page *page)
{
	struct place place = sample_place();
	struct ready_row rows[READY_ITEMS] = {
		[READY_PRINTER] = { .is = FOUND_PRINTER_PAPER,
			.measured = "escpos:/dev/usb/lp0: no paper" },
		[READY_CAMERA] = { .is = FOUND_CAMERA_FINE, .n = 30, .text = "" },
		[READY_MODEL] = { .is = FOUND_MODEL_FINE },
		[READY_SCANNER] = { .is = FOUND_SCANNER_BLIND },
		[READY_VOICE] = { .is = FOUND_VOICE_NONE },
		[READY_CENTRE] = { .is = FOUND_CENTRE_FINE, .n = 123 },
		[READY_CLOCK] = { .is = FOUND_CLOCK_FINE, .n = -1 },
	};

	for (int i = READY_CLOCK + 1; i < READY_ITEMS; i++)
		rows[i].is = FOUND_SECRET_FINE;
	if (looks)
		rows[READY_CAMERA] = (struct ready_row){ .is = FOUND_LOOKING };
	place.ready = rows;
	step_in(&place, &devices_flow, step, &at_machine, page);
}

static void
ready(struct page *page)
{
	machine_of("ready", false, page);
}

static void
ready_looks(struct page *page)
{
	machine_of("ready", true, page);
}

static void
ready_of(struct page *page)
{
	machine_of("ready_of", false, page);
}

static void
devices(struct page *page)
{
	machine_of("devices", false, page);
}

static void
technician(struct page *page)
{
	step_of(&officer_flow, "technician", &at_machine, page);
}

static void
unblock_why(struct page *page)
{
	step_of(&unblock_flow, "unblock_why", &unblocking, page);
}

static void
unblock_second(struct page *page)
{
	step_of(&unblock_flow, "second", &unblocking, page);
}

static void
unblock_pin(struct page *page)
{
	static const struct answers answers = { .unblock = { .is_second = SECOND_SAME } };

	step_of(&unblock_flow, "second_pin", &answers, page);
}

static void
unblock_away(struct page *page)
{
	step_of(&unblock_flow, "unblock_away", &unblocking, page);
}

static void
unblocked(struct page *page)
{
	static const struct answers answers = {
		.unblock = { .reason = UNBLOCK_FACE,
			.opened = true,
			.second = { .joined = true, .initials = "SR" },
			.reference = "UB-0000000001" },
		.paper_trouble = ST_PAPER_OUT,
		.outcome = OUTCOME_AWAY };

	step_of(&unblock_flow, "unblocked", &answers, page);
}

/* --- staff ------------------------------------------------------------------------------------------------------------ */

#define LONG_NAME "MUHAMMAD ABDURRAHMAN SYARIFUDDIN AL-BANJARI"

/* Everything the menu can say and offer at once. */
static struct answers *
helped_person(void)
{
	static const struct helped helped[HELPED_MAX] = {
		{ N_("NIK"), "6308 0552 0360 0001" },
		{ N_("KPJ"), "20 601 234 501" },
		{ N_("Tanggal lahir"), "12 Maret 1960" },
		{ N_("Tanggal berhenti"), "28 September 2026" },
		{ N_("Nomor HP"), "0812 0000 0001" },
		{ N_("Nomor rekening"), "0123 0100 4567 501" },
		{ N_("Kode pos"), "71419" },
		{ N_("Alamat"), "" },
		{ N_("E-mail"), "siti.aminah.binti.abdullah.amuntai@contoh.id" },
	};
	struct answers *answers = known_person(SERVICE_CLAIM);

	memcpy(answers->helped, helped, sizeof(helped));
	answers->helped_n = HELPED_MAX;
	answers->officer = (struct officer){ .joined = true, .initials = "RN" };
	answers->confirmed_identity = true;
	answers->reason = REASON_RESIGN;
	answers->jmo_blocked = true;
	answers->account_known = true;
	answers->holder_match = NAME_SIMILAR;
	str_clip(answers->name, sizeof(answers->name), LONG_NAME);
	str_clip(answers->name_masked, sizeof(answers->name_masked), "M******* A**********");
	str_clip(answers->holder, sizeof(answers->holder), "MUH ABDURRAHMAN S AL BANJARI");
	str_clip(answers->nik, sizeof(answers->nik), "6308055203600001");
	return answers;
}

static void
officer_menu(struct page *page)
{
	struct place place = sample_place();
	struct answers *answers = helped_person();

	answers->document[0].kind = PAPER_EMPLOYER_LETTER;
	str_clip(answers->document[0].number, sizeof(answers->document[0].number),
		"HRD/12-2026");
	answers->documents_n = 1;
	place.clock_wrong = place.frozen = true;
	step_in(&place, &officer_flow, "officer", answers, page);
	SET(band, "PETUGAS MEMBANTU: RN");
	free(answers);
}

static void
officer_menu_alone(struct page *page)
{
	static const struct answers answers = { .officer = { .joined = true,
							    .role = "supervisor" } };

	step_of(&officer_flow, "officer", &answers, page);
	SET(band, "PETUGAS MEMBANTU: SY");
}

static void
read_back(struct page *page)
{
	struct answers *answers = helped_person();

	step_of(&turn_flow, "turn", answers, page);
	SET(band, "PETUGAS MEMBANTU: RN (mengetik)");
	free(answers);
}

static void
companion(struct page *page)
{
	static const struct answers answers = { .service = SERVICE_CLAIM };

	step_of(&claim_flow, "companion", &answers, page);
}

static struct place
place_without_staff(void)
{
	struct place place = sample_place();

	place.presence = (struct presence){ true, { { 2026, 11, 30 }, 8 * 3600 } };
	place.absent = true;
	return place;
}

static void
called_away(struct page *page)
{
	const struct place place = place_without_staff();
	struct answers *answers = helped_person();

	answers->officer.joined = false;
	step_in(&place, &officer_flow, "called", answers, page);
	free(answers);
}

static void
called_away_early(struct page *page)
{
	static const struct answers answers = { .service = SERVICE_CLAIM };
	const struct place place = place_without_staff();

	step_in(&place, &officer_flow, "called", &answers, page);
}

static void
officer_door(struct page *page)
{
	static const struct answers answers = { .door = DOOR_LOCKED, .door_wait_s = 900 };
	struct place place = sample_place();

	place.scanner = SCANNER_KEYBOARD;
	step_in(&place, &officer_flow, "pin", &answers, page);
}

static void
counter(struct page *page)
{
	static const struct answers answers = { .officer = { .joined = true,
							    .role = "supervisor" } };
	const struct place place = place_without_staff();

	step_in(&place, &counter_flow, "counter", &answers, page);
	SET(band, "PETUGAS MEMBANTU: SY");
}

static void
counter_away(struct page *page)
{
	static const struct answers answers = { .officer = { .joined = true } };

	step_of(&counter_flow, "away_how", &answers, page);
	SET(band, "PETUGAS MEMBANTU: RN");
}

/* More than a page of them, in every state, one with the longest name there may be. */
static struct answers *
supervising(void)
{
	static const struct account_row rows[] = {
		{ "RN", "Rina", "officer", false, false },
		{ "HD", "Hadi", "officer", true, false },
		{ "SY", "Suryani", "supervisor", false, false },
		{ "TF", "Taufik", "technician", false, true },
		{ "MASA", "Muhammad Abdurrahman Syarifuddin Banjari", "supervisor", true, true },
	};
	struct answers *answers = calloc(1, sizeof(*answers));

	if (answers == NULL)
		abort();
	answers->officer = (struct officer){ .joined = true, .role = "supervisor" };
	for (size_t i = 0; i < ACCOUNTS_MAX; i++)
		answers->account_row[i] = rows[i % ARRAY_LEN(rows)];
	answers->accounts_n = ACCOUNTS_MAX;
	return answers;
}

static void
supervised(const char *step, int account, enum status trouble, struct page *page)
{
	struct answers *answers = supervising();

	answers->account_at = account;
	answers->account_trouble = trouble;
	step_of(&accounts_flow, step, answers, page);
	SET(band, "PETUGAS MEMBANTU: SY");
	free(answers);
}

static void
accounts(struct page *page)
{
	supervised("accounts", 0, ST_OK, page);
}

static void
account(struct page *page)
{
	supervised("account_of", 3, ST_OK, page);
}

static void
new_name(struct page *page)
{
	supervised("new_name", 3, ST_OK, page);
}

static void
account_closed(struct page *page)
{
	supervised("account_of", 4, ST_OK, page);
}

static void
account_failed(struct page *page)
{
	supervised("account_failed", 2, ST_BUSY, page);
}

static void
new_pin(struct page *page)
{
	supervised("new_pin", 0, ST_OK, page);
	SET(field.typed, "******");
	SET(notice, "PIN jangan angka berurutan. Pilih yang lain.");
	page->notice_is_bad = true;
}

static void
new_pin_again(struct page *page)
{
	supervised("new_pin_again", 0, ST_OK, page);
	SET(field.typed, "**");
}

static const struct answers appointing = { .service = SERVICE_TICKET,
	.nik = "6308055203600001",
	.name_masked = "S*** A*****",
	.centre_visit = "1",
	.ticket_why = "appointment",
	.reason = REASON_RESIGN,
	.ticket_wish = { .reason = REASON_RESIGN } };

static void
ticket_where(struct page *page)
{
	step_of(&appointment_flow, "ticket", &appointing, page);
}

static void
ticket_day(struct page *page)
{
	struct answers answers = appointing;

	answers.ticket_wish.kind = TICKET_BRANCH;
	step_of(&appointment_flow, "ticket_day", &answers, page);
}

static void
ticket_first(struct page *page)
{
	step_of(&appointment_flow, "ticket_first", &appointing, page);
}

static void
ticket_item(struct page *page)
{
	step_of(&appointment_flow, "ticket_item", &appointing, page);
}

/* With all of the list still to be found. */
static void
ticket_booked(struct page *page)
{
	struct answers answers = appointing;

	answers.ticket_wish.kind = TICKET_BRANCH;
	answers.priority = answers.paper_done = true;
	answers.ticket_on = (struct date){ 2026, 11, 25 };
	answers.ticket_second_of_day = (8 * 60 + 30) * 60;
	must(str_copy(answers.ticket, sizeof(answers.ticket), "P-007"));
	must(str_copy(answers.ticket_code, sizeof(answers.ticket_code), "K7MPQ2RXA"));
	must(str_copy(answers.ticket_place, sizeof(answers.ticket_place),
		"Kantor Cabang Banjarmasin"));
	step_of(&appointment_flow, "ticket_done", &answers, page);
}

static void
ticket_not_booked(struct page *page)
{
	struct answers answers = appointing;

	answers.ticket_wish.kind = TICKET_BRANCH;
	answers.ticket_wish.preferred = (struct date){ 2026, 11, 25 };
	answers.paper_done = true;
	answers.items_there = UINT32_MAX;
	must(str_copy(answers.ticket_code, sizeof(answers.ticket_code), "K7MPQ2RXA"));
	step_of(&appointment_flow, "ticket_done", &answers, page);
}

static const struct answers handed = {
	.officer = { .joined = true, .initials = "RN" },
	.handover = { { "K7MPQ2RXA", "absent", .priority = true, .called = true },
		{ "M4NPQ2RXB", "over-limit", .priority = true },
		{ "A9KPQ2RXC", "no-proof" },
		{ "B2LPQ2RXD", "complaint" },
		{ "C3MPQ2RXE", "heirs" },
		{ "D4NPQ2RXF", "appointment" } },
	.handovers_n = HANDOVERS_SHOWN,
	.handovers_open = 11,
	.handed = { .line = { "K7MPQ2RXA", "appointment", .priority = true, .called = true },
		.on = { 2026, 11, 23 },
		.nik = "6308055203600001",
		.name_masked = "S*** A*****",
		.number = "P-007",
		.kind = TICKET_BRANCH,
		.preferred = { 2026, 11, 25 },
		.readable = true },
};

static void
handovers(struct page *page)
{
	step_of(&officer_flow, "handovers", &handed, page);
}

static void
handover(struct page *page)
{
	step_of(&officer_flow, "handover", &handed, page);
}

static void
handover_end(struct page *page)
{
	step_of(&officer_flow, "handover_end", &handed, page);
}

static void
handover_closed(struct page *page)
{
	struct answers answers = handed;

	answers.handed.closed_on = (struct date){ 2026, 11, 24 };
	must(str_copy(answers.handed.outcome, sizeof(answers.handed.outcome), "absent"));
	step_of(&officer_flow, "handover_closed", &answers, page);
}

const struct sample_page sample_pages[] = {
	{ "ticket_where", ticket_where },
	{ "ticket_day", ticket_day },
	{ "ticket_first", ticket_first },
	{ "ticket_item", ticket_item },
	{ "ticket_booked", ticket_booked },
	{ "ticket_not_booked", ticket_not_booked },
	{ "handovers", handovers },
	{ "handover", handover },
	{ "handover_end", handover_end },
	{ "handover_closed", handover_closed },
	{ "seat_pin", seat_pin },
	{ "seat_list", seat_list },
	{ "seat_claims", seat_claims },
	{ "seat_contact", seat_contact },
	{ "seat_handovers", seat_handovers },
	{ "seat_approval", seat_approval },
	{ "seat_watches", seat_watches },
	{ "seat_helps", seat_helps },
	{ "idle", idle },
	{ "idle_away", idle_away },
	{ "menu", menu },
	{ "nik", nik },
	{ "nik_wrong", nik_wrong },
	{ "pin", pin },
	{ "date", date },
	{ "text", text },
	{ "identity", identity },
	{ "consent", consent },
	{ "withdraw_sure", withdraw_sure },
	{ "withdraw_waits", withdraw_waits },
	{ "withdraw_done", withdraw_done },
	{ "face", face },
	{ "scan", scan },
	{ "scan_foreign", scan_foreign },
	{ "waiting", waiting },
	{ "review", review },
	{ "chart", chart },
	{ "chart_covered", chart_covered },
	{ "claim_late", claim_late },
	{ "claim_returned", claim_returned },
	{ "claim_paid", claim_paid },
	{ "balance", balance },
	{ "balance_open", balance_open },
	{ "check_bad", check_bad },
	{ "check_good", check_good },
	{ "bring", bring },
	{ "claim_unsent", claim_unsent },
	{ "record", record },
	{ "record_changed", record_changed },
	{ "record_more", record_more },
	{ "record_contact", record_contact },
	{ "record_education", record_education },
	{ "record_review", record_review },
	{ "record_refused", record_refused },
	{ "claim_record_refused", claim_record_refused },
	{ "my_cards", my_cards },
	{ "no_account", no_account },
	{ "kept", kept },
	{ "kept_torn", kept_torn },
	{ "keep_failed", keep_failed },
	{ "slip_taken_up", slip_taken_up },
	{ "slip_over", slip_over },
	{ "slip_unknown", slip_unknown },
	{ "slip_is_receipt", slip_is_receipt },
	{ "slip_at_status", slip_at_status },
	{ "slip_away", slip_away },
	{ "result", result },
	{ "result_torn", result_torn },
	{ "waiting_claim", waiting_claim },
	{ "waiting_overdue", waiting_overdue },
	{ "waiting_turn", waiting_turn },
	{ "waiting_more", waiting_more },
	{ "waiting_fix", waiting_fix_first },
	{ "fix_turn", fix_turn },
	{ "fix_done", fix_done },
	{ "waiting_contact", waiting_contact },
	{ "technician", technician },
	{ "devices", devices },
	{ "ready", ready },
	{ "ready_looks", ready_looks },
	{ "ready_of", ready_of },
	{ "supervisor", supervisor },
	{ "supervisor_review", supervisor_review },
	{ "supervisor_note", supervisor_note },
	{ "supervisor_log", supervisor_log },
	{ "supervisor_filter", supervisor_filter },
	{ "supervisor_endings", supervisor_endings },
	{ "supervisor_day", supervisor_day },
	{ "unblock_why", unblock_why },
	{ "unblock_second", unblock_second },
	{ "unblock_pin", unblock_pin },
	{ "unblock_away", unblock_away },
	{ "unblocked", unblocked },
	{ "officer_menu", officer_menu },
	{ "officer_menu_alone", officer_menu_alone },
	{ "officer_door", officer_door },
	{ "read_back", read_back },
	{ "companion", companion },
	{ "called_away", called_away },
	{ "called_away_early", called_away_early },
	{ "counter", counter },
	{ "counter_away", counter_away },
	{ "accounts", accounts },
	{ "account", account },
	{ "account_closed", account_closed },
	{ "account_failed", account_failed },
	{ "new_name", new_name },
	{ "new_pin", new_pin },
	{ "new_pin_again", new_pin_again },
	{ "idle_warning", idle_warning },
	{ "why_asked", why_asked },
	{ "full", full },
	{ "long_name", long_name },
	{ "large", large },
};
const size_t sample_pages_n = ARRAY_LEN(sample_pages);

void
sample_page_fill(const char *name, struct page *page)
{
	for (size_t i = 0; i < sample_pages_n; i++) {
		if (strcmp(sample_pages[i].name, name) == 0) {
			sample_pages[i].fill(page);
			return;
		}
	}
	abort();
}

void
sample_cells(int columns, int rows, struct cells *ret_cells)
{
	*ret_cells = (struct cells){ .columns = columns, .rows = rows };
	for (int y = 0; y < rows; y++)
		for (int x = 0; x < columns; x++) {
			int dx = (2 * x - columns) * 100 / columns,
			    dy = (2 * y - rows) * 100 / rows;
			bool inside = dx * dx * 4 + dy * dy * 2 < 10000;

			ret_cells->cell[y * columns + x] = (struct cell){
				.ch = 0x2580,
				.fg = inside ? 0xC89070u : 0x606870u,
				.bg = inside ? 0xB88060u : 0x505860u,
			};
		}
}
