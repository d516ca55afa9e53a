/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The JHT claim, from the NIK to the receipt, in the order in which JMO people expect it but without its dead ends:
 * every no has its reason, its date and a way to an officer.
 */
#include "flow/account.h"
#include "flow/person.h"

#include "base/array.h"
#include "base/str.h"
#include "flow/cards.h"
#include "flow/claim_fill.h"
#include "flow/claim_set.h"
#include "flow/claim_when.h"
#include "flow/data_fill.h"
#include "flow/keep.h"
#include "flow/record.h"
#include "rules/money.h"

#include <string.h>

/* --- fields --------------------------------------------------------------------------------------------------------- */

static enum flaw
check_event(const char *typed, const struct answers *a, const struct place *p)
{
	enum flaw flaw = person_check_birth(typed, a, p);
	struct date date;

	if (flaw == FLAW_NONE && date_parse_pad(typed, &date) == ST_OK &&
		date_is_known(a->birth) && date_compare(date, a->birth) <= 0)
		return FLAW_DATE_TOO_OLD;
	return flaw;
}

static void
take_event(struct answers *a, const struct place *p)
{
	(void)p;
	if (date_parse_pad(a->event_typed, &a->event_date) != ST_OK)
		a->event_date = (struct date){ 0 };
	a->decided = false;
}

static enum flaw
check_phone(const char *typed, const struct answers *a, const struct place *p)
{
	char e164[sizeof(a->phone)];

	(void)p;
	return typed[0] ? phone_check(typed, e164) : FLAW_NONE;
}

static void
take_phone(struct answers *a, const struct place *p)
{
	(void)p;
	if (phone_check(a->phone_typed, a->phone) != FLAW_NONE)
		a->phone[0] = '\0';
}

static const struct field event_field = {
	.name = "event_date",
	.kind = FIELD_DATE,
	.label = N_("Tanggal berhenti"),
	.groups = "224",
	.max = 8,
	.example = N_("Contoh: 5 Maret 2026 ditulis 05032026"),
	ROOM_OF(event_typed),
	.check = check_event,
};

static const struct field kpj_too_field = {
	.name = "kpj",
	.kind = FIELD_DIGITS,
	.label = "KPJ",
	.groups = "2333",
	.max = KPJ_DIGITS,
	.example = N_("11 angka di kartu BPJS Ketenagakerjaan"),
	ROOM_OF(kpj),
	.check = person_check_kpj,
	.optional = true,
};

static const struct field phone_field = {
	.name = "phone",
	.kind = FIELD_DIGITS,
	.label = N_("Nomor HP"),
	.groups = "4444",
	.max = 13,
	.example = N_("Contoh: 081234567890"),
	ROOM_OF(phone_typed),
	.check = check_phone,
	.optional = true,
};

/* --- options ----------------------------------------------------------------------------------------------------------- */

static const struct option draft_options[] = {
	{ .key = '1', .text = N_("YA, lanjutkan"), .set = claim_take_earlier },
	{ .key = '2', .text = N_("TIDAK, mulai dari awal") },
};

static const struct option open_claim_options[] = {
	{ .key = '1',
		.text = N_("Perbaiki sekarang"),
		.when = claim_is_returned,
		.set = claim_show_returned,
		.go = GO_MY_CLAIMS },
	{ .key = '1',
		.text = N_("Saya mengerti, selesai"),
		.when = claim_is_under_way,
		.go = GO_END },
	{ .key = '2', .text = N_("Panggil petugas"), .go = GO_STAFF },
	{ .key = '3', .text = N_("Nanti saja"), .when = claim_is_returned, .go = GO_END },
};

static const struct option data_options[] = {
	{ .key = '1', .text = N_("YA, benar"), .set = claim_offer_cards_again },
	{ .key = '2', .text = N_("Ada yang salah"), .go = "data_wrong" },
};

static const struct option data_wrong_options[] = {
	{ .key = '1',
		.text = N_("Teruskan dulu"),
		.set = claim_offer_cards_again,
		.go = "record_phone" },
	{ .key = '2', .text = N_("Panggil petugas"), .go = GO_STAFF },
	{ .key = '3',
		.text = N_("Minta tiket, datang lagi nanti"),
		.set = claim_want_ticket,
		.value = TICKET_WRONG_DATA,
		.go = "ticket" },
	{ .key = '4',
		.text = N_("Simpan dan lanjutkan nanti"),
		.when = keep_is_possible,
		.go = "keep" },
};

static const struct option not_eligible_options[] = {
	{ .key = '1',
		.text = N_("Ambil sebagian (10 persen)"),
		.when = claim_part_possible,
		.set = claim_take_alternative,
		.go = "decide" },
	{ .key = '1',
		.text = N_("Ambil semua"),
		.when = claim_whole_possible,
		.set = claim_take_alternative,
		.go = "decide" },
	{ .key = '2',
		.text = N_("Cetak keterangan ini"),
		.set = claim_want_ticket,
		.value = TICKET_NOT_NOW,
		.go = "ticket" },
	{ .key = '3', .text = N_("Panggil petugas"), .go = GO_STAFF },
	{ .key = '4', .text = N_("Selesai"), .go = GO_END },
};

static const struct option needs_officer_options[] = {
	{ .key = '1', .text = N_("Panggil petugas"), .go = GO_STAFF },
	{ .key = '2',
		.text = N_("Minta tiket, datang lagi nanti"),
		.set = claim_ticket_for_officer,
		.go = "ticket" },
	{ .key = '3',
		.text = N_("Simpan dan lanjutkan nanti"),
		.when = keep_is_possible,
		.go = "keep" },
};

static const struct option amount_options[] = {
	{ .key = '1',
		.text = N_("YA, kirim ke rekening itu"),
		.when = claim_account_usable,
		.set = claim_confirm_account },
	{ .key = '2',
		.text = N_("Pakai rekening lain"),
		.when = claim_account_usable,
		.set = claim_other_account,
		.go = "bank" },
	{ .key = '1', .text = N_("Lanjut, periksa rekening"), .when = claim_account_typed },
	{ .key = '2',
		.text = N_("Pakai rekening lain"),
		.when = claim_account_typed,
		.set = claim_other_account,
		.go = "bank" },
	{ .key = '1',
		.text = N_("Lanjut, isi rekening"),
		.when = claim_account_missing,
		.set = claim_other_account,
		.go = "bank" },
	{ .key = '2',
		.text = N_("Belum punya rekening"),
		.when = claim_account_missing,
		.go = "no_account" },
};

static const struct option review_options[] = {
	{ .key = '1',
		.text = N_("YA, AJUKAN SEKARANG"),
		.when = claim_account_settled,
		.go = "save" },
	{ .key = '1',
		.text = N_("Isi rekening dulu"),
		.when = claim_account_open,
		.set = claim_other_account,
		.go = "bank" },
	{ .key = '2', .text = N_("Ganti rekening"), .set = claim_other_account, .go = "bank" },
	{ .key = '3',
		.text = N_("Cetak jumlah uang di struk"),
		.when = claim_amount_hidden,
		.set = claim_toggle_amount,
		.go = "review" },
	{ .key = '3',
		.text = N_("Jangan cetak jumlah uang di struk"),
		.when = claim_amount_printed,
		.set = claim_toggle_amount,
		.go = "review" },
	{ .key = '3',
		.text = N_("Jaringan kembali: periksa dulu ke pusat"),
		.when = claim_back_online,
		.set = claim_go_online,
		.go = "find" },
	{ .key = '4', .text = N_("Batal, atau lanjutkan nanti"), .go = "cancel" },
};

static const struct option cancel_options[] = {
	{ .key = '1', .text = N_("Kembali, saya lanjutkan"), .go = "review" },
	{ .key = '2', .text = N_("YA, batalkan"), .go = GO_LEAVE },
	{ .key = '3',
		.text = N_("Simpan dan lanjutkan nanti"),
		.when = keep_is_possible,
		.go = "keep" },
};

static const struct option save_failed_options[] = {
	{ .key = '1', .text = N_("Coba simpan lagi"), .go = "save" },
	{ .key = '2', .text = N_("Panggil petugas"), .go = GO_STAFF },
};

static const struct option already_here_options[] = {
	{ .key = '1', .text = N_("Saya mengerti, selesai"), .go = GO_END },
	{ .key = '2', .text = N_("Panggil petugas"), .go = GO_STAFF },
};

static const struct option result_options[] = {
	{ .key = '1', .text = N_("Selesai"), .go = GO_END },
	{ .key = '2', .text = N_("Cetak struk lagi"), .go = "print_again" },
};

/* --- branches after the kiosk has worked ------------------------------------------------------------------------------- */

static const struct branch save_branches[] = {
	{ OUTCOME_AWAY, "save_failed" },
	{ OUTCOME_REFUSED, "already_here" },
};

/* --- the steps ---------------------------------------------------------------------------------------------------------- */

static void
refusals_told(struct answers *a, int value)
{
	(void)value;
	a->refusals_told = true;
}

static const struct option record_refused_options[] = {
	{ .key = '1', .text = N_("Lanjutkan klaim"), .set = refusals_told },
	{ .key = '2', .text = N_("Panggil petugas"), .go = GO_STAFF },
};

/* Down to the account. */
static const struct step claim_steps[] = {
	{
		.name = "open_claim",
		.kind = STEP_CHOICE,
		.quiet = true,
		.skip = claim_skip_open_claim,
		.ask = N_("Klaim Anda sudah ada dan sedang diproses"),
		.todo = N_("Tidak perlu mengajukan lagi. Tekan 1."),
		.help = N_("Ada pertanyaan? Petugas atau telepon 175."),
		.fill = claim_fill_open_claim,
		OPTIONS(open_claim_options),
	},
	{
		.name = "draft_find",
		.kind = STEP_WAIT,
		.skip = claim_skip_draft_find,
		.ask = N_("Mencari jawaban Anda tadi"),
		.effect = EFFECT_FIND_DRAFT,
	},
	{
		.name = "draft",
		.kind = STEP_CHOICE,
		.quiet = true,
		.once = true,
		.skip = claim_no_earlier,
		.ask = N_("Lanjutkan yang tadi?"),
		.todo = N_("Tekan satu angka."),
		.why = N_("Mesin sempat berhenti. Jawaban Anda masih ada."),
		.help = N_("Jawaban ini hanya untuk Anda. Setelah itu dihapus."),
		.fill = claim_fill_earlier,
		OPTIONS(draft_options),
	},
	{
		.name = "draft_close",
		.kind = STEP_WAIT,
		.skip = claim_no_earlier,
		.ask = N_("Mohon tunggu sebentar."),
		.effect = EFFECT_CLOSE_DRAFT,
	},
	{
		.name = "data",
		.kind = STEP_CHOICE,
		.skip = claim_offline,
		.ask = N_("Apakah data ini benar?"),
		.todo = N_("Baca pelan-pelan. Tekan 1 bila benar."),
		.why = N_("Data yang salah membuat uang terlambat."),
		.fill = claim_fill_data,
		OPTIONS(data_options),
	},
	{
		.name = "data_wrong",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.ask = N_("Data diperbaiki di sini:"),
		.todo = N_("Tekan satu angka."),
		.fill = claim_fill_where_corrected,
		OPTIONS(data_wrong_options),
	},
	RECORD_PHONE_STEP(.skip = record_skip_phone),
	RECORD_MARITAL_STEP(.skip = record_skip_marital),
	RECORD_PLACE_STEP(province, N_("Di provinsi mana Anda tinggal?"), .skip = record_skip_place),
	RECORD_PLACE_STEP(regency, N_("Di kabupaten atau kota mana?"), .skip = record_skip_place),
	RECORD_PLACE_STEP(district, N_("Di kecamatan mana?"), .skip = record_skip_place),
	RECORD_POSTAL_STEP(.skip = record_skip_postal),
	RECORD_EDUCATION_STEP(.skip = record_skip_education),
	RECORD_RELATION_STEP(.skip = record_skip_relation),
	RECORD_CONTACT_STEP(.skip = record_skip_contact),
	{ /* what the centre does not take now is mended later: a claim never waits for it */
		.name = "record_send",
		.kind = STEP_WAIT,
		.skip = record_skip_send,
		.ask = N_("Melengkapi data Anda"),
		.effect = EFFECT_CHANGE,
	},
	{
		.name = "record_refused",
		.kind = STEP_CHOICE,
		.quiet = true,
		.once = true,
		.skip = record_skip_refused,
		.ask = N_("Data Anda sudah dilengkapi"),
		.todo = N_("Klaim Anda tetap jalan. Tekan 1."),
		.fill = data_fill_sent,
		OPTIONS(record_refused_options),
	},
	CARD_STEPS,
	{
		.name = "event_date",
		.kind = STEP_FORM,
		.skip = claim_skip_event_date,
		.ask = N_("Kapan Anda berhenti bekerja?"),
		.todo = N_("Ketik hari, bulan, tahun, lalu tekan Enter."),
		.why = N_("Ada masa tunggu satu bulan sejak berhenti."),
		.help = N_("Lihat surat berhenti kerja. Lupa? Tekan + panggil petugas."),
		.field = &event_field,
		.taken = take_event,
	},
	{
		.name = "kpj_too",
		.kind = STEP_FORM,
		.skip = claim_skip_kpj_too,
		.ask = N_("Berapa nomor kartu (KPJ) Anda?"),
		.todo = N_("Ketik angkanya, lalu Enter. Tidak ingat? Enter saja."),
		.why = N_("Supaya pusat lebih cepat menemukan uang Anda."),
		.help = N_("Tidak ada kartu? Tidak apa-apa. Tekan Enter."),
		.field = &kpj_too_field,
	},
	{
		.name = "phone",
		.kind = STEP_FORM,
		.skip = claim_skip_contact,
		.ask = N_("Berapa nomor HP Anda?"),
		.todo = N_("Ketik angkanya, lalu Enter. Tidak punya? Enter saja."),
		.why = N_("Petugas bisa menelepon bila ada yang kurang."),
		.help = N_("Nomor anak atau cucu juga boleh."),
		.field = &phone_field,
		.taken = take_phone,
	},
	{
		.name = "decide",
		.kind = STEP_WAIT,
		.skip = claim_skip_decide,
		.ask = N_("Menghitung uang Anda"),
		.effect = EFFECT_DECIDE,
	},
	{
		.name = "not_eligible",
		.kind = STEP_CHOICE,
		.quiet = true,
		.once = true,
		.skip = claim_allowed,
		.ask = N_("Belum bisa diambil sekarang"),
		.todo = N_("Tekan satu angka."),
		.help = N_("Uang Anda tetap aman dan tetap bertambah."),
		.fill = claim_fill_not_eligible,
		OPTIONS(not_eligible_options),
	},
	{
		.name = "needs_officer",
		.kind = STEP_CHOICE,
		.quiet = true,
		.once = true,
		.skip = claim_skip_needs_officer,
		.ask = N_("Petugas menyelesaikan klaim ini bersama Anda"),
		.todo = N_("Tekan 1 untuk memanggil petugas."),
		.fill = claim_fill_needs_officer,
		OPTIONS(needs_officer_options),
	},
	{
		.name = "amount",
		.kind = STEP_CHOICE,
		.skip = claim_skip_amount,
		.ask = N_("Uang yang bisa Anda ambil"),
		.todo = N_("Tekan satu angka."),
		.why = N_("Uang hanya dikirim ke rekening Anda sendiri."),
		.fill = claim_fill_amount,
		OPTIONS(amount_options),
	},
};

static const struct step claim_end_steps[] = {
	{
		.name = "review",
		.kind = STEP_REVIEW,
		.ask = N_("Periksa sekali lagi. Sudah benar semua?"),
		.todo = N_("Tekan 1 untuk mengajukan."),
		.why = N_("Setelah diajukan, klaim langsung dikirim ke pusat."),
		.fill = claim_fill_review,
		OPTIONS(review_options),
	},
	{
		.name = "cancel",
		.kind = STEP_YESNO,
		.quiet = true,
		.aside = true,
		.ask = N_("Batalkan klaim ini?"),
		.todo = N_("Belum ada yang dikirim. Tekan satu angka."),
		OPTIONS(cancel_options),
	},
	{
		.name = "save",
		.kind = STEP_WAIT,
		.aside = true,
		.ask = N_("Menyimpan klaim Anda"),
		.effect = EFFECT_CONFIRM,
		BRANCHES(save_branches),
		.next = "await",
	},
	{
		.name = "save_failed",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.once = true,
		.ask = N_("Klaim belum tersimpan"),
		.todo = N_("Mesin ini bermasalah. Jawaban Anda masih ada."),
		.help = N_("Jangan pergi dulu. Petugas akan membantu."),
		OPTIONS(save_failed_options),
	},
	{
		.name = "already_here",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.ask = N_("Klaim untuk NIK ini sudah tersimpan di mesin ini"),
		.todo = N_("Tidak perlu mengajukan lagi. Tekan 1."),
		.help = N_("Struk hilang? Petugas bisa mencetak lagi."),
		.fill = claim_fill_already_here,
		OPTIONS(already_here_options),
	},
	{
		.name = "await",
		.kind = STEP_WAIT,
		.aside = true,
		.ask = N_("Mengirim ke pusat"),
		.effect = EFFECT_AWAIT_CENTRE,
		.next = "print",
	},
	{
		.name = "print",
		.kind = STEP_WAIT,
		.aside = true,
		.ask = N_("Mencetak struk"),
		.effect = EFFECT_PRINT,
		.next = "result",
	},
	{
		.name = "print_again",
		.kind = STEP_WAIT,
		.aside = true,
		.ask = N_("Mencetak struk lagi"),
		.effect = EFFECT_PRINT,
		.next = "result",
	},
	{
		.name = "result",
		.kind = STEP_RESULT,
		.aside = true,
		.ask = N_("Klaim Anda tersimpan"),
		.todo = N_("Ambil struk Anda. Lalu tekan 1."),
		.fill = claim_fill_result,
		OPTIONS(result_options),
	},
};

static const struct flow claim_begin = {
	.first = &person_flow,
	.steps = claim_steps,
	.n = ARRAY_LEN(claim_steps),
};

static const struct flow claim_account = {
	.first = &claim_begin,
	.steps = account_steps,
	.n = ACCOUNT_STEPS_N,
};

static const struct flow claim_keep = {
	.first = &claim_account,
	.steps = keep_steps,
	.n = KEEP_STEPS_N,
};

const struct flow claim_flow = {
	.name = "claim",
	.service = N_("Ambil uang JHT"),
	.first = &claim_keep,
	.steps = claim_end_steps,
	.n = ARRAY_LEN(claim_end_steps),
};
