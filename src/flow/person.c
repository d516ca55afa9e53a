/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How somebody is identified, and how they are proven: the rows services begin with. Who has been through them once in
 * a visit is not asked again.
 */
#include "flow/person.h"

#include "base/array.h"
#include "base/str.h"
#include "flow/claim_fill.h"
#include "flow/claim_set.h"
#include "flow/claim_when.h"
#include "flow/sheet.h"
#include "rules/appointment.h"

#include <string.h>

/* --- fields --------------------------------------------------------------------------------------------------------- */

enum flaw
person_check_nik(const char *typed, const struct answers *a, const struct place *p)
{
	(void)a;
	return nik_check(typed, p->today, NULL);
}

void
person_take_nik(struct answers *a, const struct place *p)
{
	struct nik nik;

	if (strcmp(a->nik, a->person_nik) == 0 && !a->without_centre)
		return; /* the same person: what they answered stays */
	wipe(&a->handed, sizeof(a->handed));
	claim_forget_person(a, 0);
	a->kpj[0] = a->birth_typed[0] = '\0';
	if (nik_check(a->nik, p->today, &nik) != FLAW_NONE)
		return; /* it was checked a moment ago */
	memcpy(a->person_nik, a->nik, sizeof(a->person_nik));
	a->birth = nik.birth;
	a->priority = priority_by_age(a->birth, p->today);
	if (date_age(a->birth, p->today) >= p->policy->jht_age)
		a->reason = REASON_USIA_56;
}

enum flaw
person_check_kpj(const char *typed, const struct answers *a, const struct place *p)
{
	(void)a;
	(void)p;
	return typed[0] ? kpj_check(typed) : FLAW_NONE;
}

enum flaw
person_check_birth(const char *typed, const struct answers *a, const struct place *p)
{
	struct date date;

	(void)a;
	if (date_parse_pad(typed, &date) != ST_OK)
		return FLAW_DATE;
	if (date_compare(date, p->today) > 0)
		return FLAW_DATE_FUTURE;
	return date_age(date, p->today) > 110 ? FLAW_DATE_TOO_OLD : FLAW_NONE;
}

void
person_take_birth(struct answers *a, const struct place *p)
{
	wipe(&a->handed, sizeof(a->handed));
	claim_forget_person(a, 0);
	a->nik[0] = '\0';
	if (date_parse_pad(a->birth_typed, &a->birth) != ST_OK)
		return;
	a->priority = priority_by_age(a->birth, p->today);
	if (date_age(a->birth, p->today) >= p->policy->jht_age)
		a->reason = REASON_USIA_56;
}

static const struct field nik_field = {
	.name = "nik",
	.kind = FIELD_DIGITS,
	.label = "NIK",
	.groups = "4444",
	.max = NIK_DIGITS,
	.example = N_("16 angka di bagian atas KTP"),
	ROOM_OF(nik),
	.check = person_check_nik,
};

static const struct field kpj_field = {
	.name = "kpj",
	.kind = FIELD_DIGITS,
	.label = "KPJ",
	.groups = "2333",
	.max = KPJ_DIGITS,
	.example = N_("11 angka di kartu BPJS Ketenagakerjaan"),
	.foreign = N_("Itu bukan KPJ. Cari kartu BPJS Ketenagakerjaan."),
	ROOM_OF(kpj),
	.check = person_check_kpj,
};

static const struct field birth_field = {
	.name = "birth",
	.kind = FIELD_DATE,
	.label = N_("Tanggal lahir"),
	.groups = "224",
	.max = 8,
	.example = N_("Contoh: 12 Maret 1960 ditulis 12031960"),
	ROOM_OF(birth_typed),
	.check = person_check_birth,
};

void
person_fill_kpj(const struct answers *a, const struct place *p, struct page *page)
{
	static const char *const todos[] = {
		[SCANNER_NONE] = N_("Ketik 11 angka dari kartu, lalu tekan Enter."),
		[SCANNER_KEYBOARD] = N_("Pindai kartu, atau ketik 11 angkanya."),
		[SCANNER_CAMERA] = N_("Tunjukkan kartu ke kamera, atau ketik 11 angkanya."),
	};

	(void)a;
	str_clip(page->todo, sizeof(page->todo), TR(todos[p->scanner]));
}

/* --- options -------------------------------------------------------------------------------------------------------- */

static const struct option other_way_options[] = {
	{ .key = '1', .text = N_("Ketik NIK dari KTP"), .go = "nik" },
	{ .key = '2', .text = N_("Pakai kartu (KPJ) dan tanggal lahir"), .go = "kpj" },
	{ .key = '3', .text = N_("Panggil petugas"), .go = GO_STAFF },
};

static const struct option not_found_options[] = {
	{ .key = '1', .text = N_("Periksa angkanya lagi"), .go = "nik" },
	{ .key = '2', .text = N_("Cara lain"), .go = "other_way" },
	{ .key = '3', .text = N_("Panggil petugas"), .go = GO_STAFF },
};

static const struct option away_options[] = {
	{ .key = '1', .text = N_("Coba lagi"), .set = claim_go_online, .go = "find" },
	{ .key = '2',
		.text = N_("Lanjut tanpa jaringan"),
		.when = claim_offline_possible,
		.set = claim_go_offline,
		.go = "frozen" },
	{ .key = '2',
		.text = N_("Ketik NIK, lalu lanjut tanpa jaringan"),
		.when = claim_nik_missing,
		.go = "nik" },
	{ .key = '2',
		.text = N_("Kembali ke menu"),
		.when = person_needs_centre,
		.go = GO_MENU },
	{ .key = '3', .text = N_("Panggil petugas"), .go = GO_STAFF },
};

static const struct option needs_centre_options[] = {
	{ .key = '1',
		.text = N_("Coba sambung lagi ke pusat"),
		.set = claim_go_online,
		.go = "find" },
	{ .key = '2', .text = N_("Kembali ke menu"), .go = GO_MENU },
	{ .key = '3', .text = N_("Panggil petugas"), .go = GO_STAFF },
};

static const struct option frozen_options[] = {
	{ .key = '1', .text = N_("Panggil petugas"), .go = GO_STAFF },
	{ .key = '2',
		.text = N_("Minta tiket, datang lagi nanti"),
		.set = claim_want_ticket,
		.value = TICKET_FROZEN,
		.go = "ticket" },
	{ .key = '3',
		.text = N_("Coba sambung lagi ke pusat"),
		.set = claim_go_online,
		.go = "find" },
};

static const struct option identity_options[] = {
	{ .key = '1', .text = N_("YA, ini saya"), .set = claim_confirm_identity },
	{ .key = '2', .text = N_("TIDAK"), .set = claim_forget_person, .go = "nik" },
	{ .key = '3',
		.text = N_("Orang ini sudah meninggal, saya keluarganya"),
		.go = "heirs" },
	{ .key = '4',
		.text = N_("YA, dan saya ditemani"),
		.set = claim_confirm_identity,
		.go = "companion" },
};

static void
set_companion(struct answers *a, int value)
{
	a->companion = (enum companion)value;
}

static const struct option companion_options[] = {
	{ '1', N_("Anak"), .set = set_companion, .value = COMPANION_CHILD },
	{ '2', N_("Suami atau istri"), .set = set_companion, .value = COMPANION_SPOUSE },
	{ '3', N_("Tetangga"), .set = set_companion, .value = COMPANION_NEIGHBOUR },
	{ '4', N_("Orang lain"), .set = set_companion, .value = COMPANION_OTHER },
	{ '5', N_("Tidak jadi, saya sendiri"), .set = set_companion, .value = COMPANION_NONE },
};

static const struct option what_happened_options[] = {
	{ .key = '1',
		.text = N_("Saya berhenti sendiri"),
		.set = claim_set_reason,
		.value = REASON_RESIGN },
	{ .key = '2',
		.text = N_("Saya diberhentikan (PHK)"),
		.set = claim_set_reason,
		.value = REASON_PHK },
	{ .key = '3',
		.text = N_("Kontrak kerja saya selesai"),
		.set = claim_set_reason,
		.value = REASON_PKWT },
	{ .key = '4',
		.text = N_("Saya usaha sendiri dan sudah berhenti"),
		.set = claim_set_reason,
		.value = REASON_BPU },
	{ .key = '5',
		.text = N_("Masih bekerja, ambil sebagian (10 persen)"),
		.set = claim_set_reason,
		.value = REASON_SEBAGIAN_10 },
	{ .key = '6',
		.text = N_("Ambil 30 persen untuk rumah"),
		.set = claim_set_reason,
		.value = REASON_SEBAGIAN_30 },
	{ .key = '7', .text = N_("Lainnya"), .go = "what_else" },
	{ .key = '8', .text = N_("Peserta sudah meninggal, saya keluarganya"), .go = "heirs" },
};

static const struct option what_else_options[] = {
	{ .key = '1',
		.text = N_("Pensiun menurut aturan perusahaan"),
		.set = claim_set_reason,
		.value = REASON_USIA_PKB,
		.go = "consent" },
	{ .key = '2',
		.text = N_("Cacat total tetap"),
		.set = claim_set_reason,
		.value = REASON_CACAT,
		.go = "consent" },
	{ .key = '3',
		.text = N_("Pindah ke luar negeri selamanya"),
		.set = claim_set_reason,
		.value = REASON_WNA,
		.go = "consent" },
	{ .key = '4',
		.text = N_("Kembali"),
		.set = claim_set_reason,
		.value = REASON_NONE,
		.go = "what_happened" },
};

static const struct option consent_options[] = {
	{ .key = '1',
		.text = N_("SETUJU, dengan foto wajah"),
		.when = claim_photo_possible,
		.set = claim_set_consent,
		.value = CONSENT_FACE },
	{ .key = '2',
		.text = N_("SETUJU, tanpa foto. Petugas melihat KTP"),
		.when = claim_photo_possible,
		.set = claim_set_consent,
		.value = CONSENT_NO_FACE },
	{ .key = '1',
		.text = N_("SETUJU. Petugas melihat KTP"),
		.when = claim_officer_instead,
		.set = claim_consent_without_camera,
		.value = CONSENT_NO_FACE },
	{ .key = '3',
		.text = N_("TIDAK setuju"),
		.set = claim_set_consent,
		.value = CONSENT_REFUSED,
		.go = "consent_no" },
	{ .key = '4',
		.text = N_("Cetak penjelasan ini dulu"),
		.when = sheet_can_print,
		.go = "consent_print" },
};

static const struct option consent_failed_options[] = {
	{ .key = '1', .text = N_("Coba cetak lagi"), .go = "consent_print" },
	{ .key = '2', .text = N_("Kembali ke pertanyaan"), .go = "consent" },
};

static const struct option consent_done_options[] = {
	{ .key = '1', .text = N_("Kembali ke pertanyaan"), .go = "consent" },
};

static const struct option consent_no_options[] = {
	{ .key = '1', .text = N_("Kembali ke pertanyaan"), .go = "consent" },
	{ .key = '2', .text = N_("Panggil petugas"), .go = GO_STAFF },
	{ .key = '3', .text = N_("Selesai"), .go = GO_LEAVE },
};

static const struct option face_no_options[] = {
	{ .key = '1', .text = N_("Coba lagi"), .when = claim_can_try_face_again, .go = "face" },
	{ .key = '2',
		.text = N_("Dibantu petugas"),
		.set = claim_give_up_face,
		.go = "attest" },
};

static const struct option face_away_options[] = {
	{ .key = '1', .text = N_("Coba lagi"), .go = "face_check" },
	{ .key = '2',
		.text = N_("Dibantu petugas"),
		.set = claim_give_up_face,
		.go = "attest" },
	{ .key = '3',
		.text = N_("Lanjut tanpa jaringan"),
		.when = claim_offline_possible,
		.set = claim_go_offline_with_photo,
		.go = "frozen" },
};

static const struct option attest_options[] = {
	{ .key = '1', .text = N_("Panggil petugas"), .go = GO_STAFF },
	{ .key = '2',
		.text = N_("Minta tiket, datang lagi nanti"),
		.set = claim_want_ticket,
		.value = TICKET_PROOF,
		.go = "ticket" },
};

static const struct option retry_options[] = {
	{ .key = '1', .text = N_("Coba lagi"), .go = "consent_send" },
	{ .key = '2', .text = N_("Panggil petugas"), .go = GO_STAFF },
	{ .key = '3',
		.text = N_("Minta tiket, datang lagi nanti"),
		.set = claim_want_ticket,
		.value = TICKET_PROOF,
		.go = "ticket" },
	{ .key = '4',
		.text = N_("Lanjut tanpa jaringan"),
		.when = claim_offline_possible,
		.set = claim_go_offline,
		.go = "frozen" },
};

static const struct option heirs_options[] = {
	{ .key = '1',
		.text = N_("Cetak daftar ini dan ambil tiket"),
		.set = claim_heirs,
		.go = "ticket" },
	{ .key = '2', .text = N_("Panggil petugas"), .go = GO_STAFF },
};

/* --- branches after the kiosk has worked ---------------------------------------------------------------------------- */

static const struct branch find_branches[] = {
	{ OUTCOME_NOT_FOUND, "not_found" },
	{ OUTCOME_REFUSED, "not_found" },
	{ OUTCOME_AWAY, "away" },
};

static const struct branch consent_branches[] = {
	{ OUTCOME_AWAY, "consent_print_failed" },
};

static const struct branch face_branches[] = {
	{ OUTCOME_FACE_NO, "face_no" },
	{ OUTCOME_FACE_QUALITY, "face" },
	{ OUTCOME_AWAY, "face_away" },
	{ OUTCOME_REFUSED, "face_away" },
	{ OUTCOME_NOT_FOUND, "find_again" },
};

static const struct branch fetch_branches[] = {
	{ OUTCOME_AWAY, "fetch_failed" },
	{ OUTCOME_REFUSED, "fetch_failed" },
	{ OUTCOME_NOT_FOUND, "find_again" },
};

/* What goes before the photograph and the record; a no that is not about them goes on to who can tell. */
static const struct branch proof_branches[] = {
	{ OUTCOME_AWAY, "fetch_failed" },
	{ OUTCOME_REFUSED, "fetch_failed" },
	{ OUTCOME_NOT_FOUND, "find_again" },
};

/* --- the steps ------------------------------------------------------------------------------------------------------ */

static const struct step identity_steps[] = {
	{
		.name = "nik",
		.kind = STEP_FORM,
		.skip = person_is_known,
		.ask = N_("Berapa NIK Anda?"),
		.todo = N_("Ketik 16 angka dari KTP, lalu tekan Enter."),
		.why = N_("Supaya kami menemukan data dan uang JHT Anda."),
		.help = N_("Tidak bawa KTP? Tekan Enter saja."),
		.field = &nik_field,
		.kpj_goes = "kpj",
		.taken = person_take_nik,
		.empty_go = "other_way",
		.next = "find",
	},
	{
		.name = "other_way",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.ask = N_("Bagaimana kami menemukan data Anda?"),
		.todo = N_("Tekan satu angka."),
		OPTIONS(other_way_options),
	},
	{
		.name = "kpj",
		.kind = STEP_SCAN,
		.aside = true,
		.ask = N_("Berapa nomor kartu (KPJ) Anda?"),
		.fill = person_fill_kpj,
		.why = N_("Supaya kami menemukan data dan uang JHT Anda."),
		.help = N_("Tidak ada kartu? Tekan + untuk memanggil petugas."),
		.field = &kpj_field,
		.next = "kpj_birth",
	},
	{
		.name = "kpj_birth",
		.kind = STEP_FORM,
		.aside = true,
		.ask = N_("Kapan Anda lahir?"),
		.todo = N_("Ketik hari, bulan, tahun, lalu tekan Enter."),
		.why = N_("Nomor kartu saja tidak cukup untuk membuka data."),
		.help = N_("Seperti yang tertulis di KTP."),
		.field = &birth_field,
		.taken = person_take_birth,
		.next = "find",
	},
	{
		.name = "find",
		.kind = STEP_WAIT,
		.skip = claim_skip_find,
		.ask = N_("Mencari data Anda"),
		.effect = EFFECT_OPEN_VISIT,
		BRANCHES(find_branches),
	},
	{
		.name = "find_again",
		.kind = STEP_WAIT,
		.aside = true,
		.ask = N_("Menyambung lagi ke pusat"),
		.effect = EFFECT_OPEN_VISIT,
		BRANCHES(find_branches),
		.next = "is_this_you",
	},
	{
		.name = "not_found",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.once = true,
		.ask = N_("Data belum ditemukan"),
		.todo = N_("Mungkin ada angka yang salah. Tekan satu angka."),
		.help = N_("Angka yang sudah diketik masih ada. Ini bukan kesalahan Anda."),
		.fill = claim_fill_not_found,
		OPTIONS(not_found_options),
	},
	{
		.name = "away",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.once = true,
		.ask = N_("Kantor pusat belum menjawab"),
		.todo = N_("Anda tetap bisa mengajukan. Tekan satu angka."),
		.help = N_("Data Anda aman di mesin ini. Ini bukan kesalahan Anda."),
		.fill = person_fill_away,
		.when_back = "find",
		OPTIONS(away_options),
	},
	{
		.name = "needs_centre",
		.kind = STEP_CHOICE,
		.quiet = true,
		.once = true,
		.skip = person_has_centre,
		.ask = N_("Layanan ini perlu kantor pusat"),
		.todo = N_("Pusat belum tersambung. Tekan satu angka."),
		.help = N_("Data Anda aman di mesin ini. Ini bukan kesalahan Anda."),
		OPTIONS(needs_centre_options),
	},
	{
		.name = "frozen",
		.kind = STEP_CHOICE,
		.quiet = true,
		.once = true,
		.skip = claim_skip_frozen,
		.ask = N_("Petugas perlu menemani klaim ini"),
		.todo = N_("Tekan 1 untuk memanggil petugas."),
		.why = N_("Supaya klaim Anda tidak menunggu tanpa ada yang tahu."),
		.help = N_("Ini bukan kesalahan Anda. Tidak ada data yang hilang."),
		.fill = claim_fill_frozen,
		OPTIONS(frozen_options),
	},
	{
		.name = "is_this_you",
		.kind = STEP_YESNO,
		.skip = claim_skip_identity,
		.ask = N_("Apakah ini Anda?"),
		.todo = N_("Tekan 1 untuk YA."),
		.why = N_("Supaya uang Anda tidak diberikan kepada orang lain."),
		.help = N_("Nama disamarkan sampai Anda terbukti orangnya."),
		.fill = claim_fill_identity,
		OPTIONS(identity_options),
	},
	{
		.name = "companion",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.once = true,
		.ask = N_("Siapa yang menemani Anda?"),
		.todo = N_("Tekan satu angka."),
		.why = N_("Supaya tercatat siapa yang membantu Anda."),
		.help = N_("Yang menemani tidak perlu KTP."),
		OPTIONS(companion_options),
	},
	{
		.name = "heirs",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.ask = N_("Kami turut berduka. Petugas membantu ahli waris"),
		.todo = N_("Bawa surat ini. Tekan satu angka."),
		.fill = claim_fill_heirs,
		OPTIONS(heirs_options),
	},
};

const struct flow identity_flow = {
	.name = "identity",
	.service = "",
	.first = &ticket_flow,
	.steps = identity_steps,
	.n = ARRAY_LEN(identity_steps),
};

static const struct step person_steps[] = {
	{
		.name = "what_happened",
		.kind = STEP_CHOICE,
		.skip = person_reason_settled,
		.ask = N_("Mengapa Anda mengambil uang JHT?"),
		.todo = N_("Tekan satu angka."),
		.why = N_("Syarat dan surat berbeda untuk tiap alasan."),
		.help = N_("Ragu? Tekan + untuk bertanya kepada petugas."),
		OPTIONS(what_happened_options),
	},
	{
		.name = "what_else",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.ask = N_("Alasan lain"),
		.todo = N_("Tekan satu angka."),
		.help = N_("Ragu? Tekan + untuk bertanya kepada petugas."),
		OPTIONS(what_else_options),
	},
	{
		.name = "consent",
		.kind = STEP_CHOICE,
		.skip = claim_consent_answered,
		.ask = N_("Bolehkah kami memeriksa data Anda?"),
		.todo = N_("Tekan 1 bila setuju."),
		.why = N_("Undang-undang meminta persetujuan Anda dulu."),
		.help = N_(
			"Tanpa foto sama baiknya. Persetujuan bisa dicabut dengan kode struk."),
		.fill = claim_fill_consent,
		OPTIONS(consent_options),
	},
	SHEET_ROWS_OF("consent_", EFFECT_PRINT_CONSENT, consent),
	{
		.name = "consent_no",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.ask = N_("Baik. Data Anda tidak diperiksa"),
		.todo = N_("Tanpa persetujuan, uang tidak bisa diproses di mesin ini."),
		.help = N_("Petugas dapat menjelaskan pilihan lain."),
		OPTIONS(consent_no_options),
	},
	{
		.name = "consent_send",
		.kind = STEP_WAIT,
		.skip = claim_skip_consent_send,
		.ask = N_("Mencatat persetujuan Anda"),
		.effect = EFFECT_CONSENT,
		BRANCHES(proof_branches),
	},
	{
		.name = "face",
		.kind = STEP_FACE,
		.once = true,
		.skip = claim_skip_shot,
		.ask = N_("Foto wajah Anda"),
		.todo = N_("Lihat ke kamera. Siap? Tekan Enter."),
		.why = N_("Supaya hanya Anda yang bisa mengambil uang ini."),
		.help = N_("Kerudung dan peci boleh. Tidak mau difoto? Tekan *."),
	},
	{
		.name = "face_check",
		.kind = STEP_WAIT,
		.skip = claim_skip_face,
		.ask = N_("Mencocokkan foto Anda"),
		.effect = EFFECT_FACE,
		BRANCHES(face_branches),
	},
	{
		.name = "face_no",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.once = true,
		.ask = N_("Foto belum cocok"),
		.todo = N_("Ini bukan kesalahan Anda. Tekan satu angka."),
		.help = N_("Tidak ada yang diblokir. Petugas bisa melihat KTP Anda."),
		.fill = claim_fill_face_no,
		OPTIONS(face_no_options),
	},
	{
		.name = "face_away",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.once = true,
		.ask = N_("Foto belum bisa diperiksa"),
		.todo = N_("Tekan satu angka."),
		.help = N_("Ini bukan kesalahan Anda dan tidak dihitung."),
		.fill = claim_fill_trouble,
		.when_back = "face_check",
		OPTIONS(face_away_options),
	},
	{
		.name = "attest",
		.kind = STEP_CHOICE,
		.once = true,
		.skip = claim_skip_attest,
		.ask = N_("Petugas melihat KTP asli Anda"),
		.todo = N_("Tekan 1 untuk memanggil petugas."),
		.why = N_("Supaya hanya Anda yang bisa mengambil uang ini."),
		.help = N_("Siapkan KTP asli."),
		OPTIONS(attest_options),
	},
	{
		.name = "attest_send",
		.kind = STEP_WAIT,
		.skip = claim_skip_attest_send,
		.ask = N_("Mencatat pemeriksaan KTP"),
		.effect = EFFECT_ATTEST,
		BRANCHES(proof_branches),
	},
	{
		.name = "fetch",
		.kind = STEP_WAIT,
		.skip = claim_have_record,
		.ask = N_("Mengambil data Anda"),
		.effect = EFFECT_PARTICIPANT,
		BRANCHES(fetch_branches),
	},
	{
		.name = "fetch_failed",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.once = true,
		.ask = N_("Data belum bisa diambil"),
		.todo = N_("Tekan satu angka."),
		.help = N_("Jawaban Anda aman di mesin ini."),
		.fill = claim_fill_trouble,
		.when_back = "consent_send",
		OPTIONS(retry_options),
	},
};

const struct flow person_flow = {
	.name = "person",
	.service = "",
	.first = &identity_flow,
	.steps = person_steps,
	.n = ARRAY_LEN(person_steps),
};
