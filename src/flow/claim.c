/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The JHT claim, from the NIK to the receipt, in the order in which JMO people expect it but without its dead ends:
 * every no has its reason, its date and a way to an officer.
 */
#include "flow/flow.h"

#include "base/array.h"
#include "base/str.h"
#include "flow/claim_fill.h"
#include "flow/claim_set.h"
#include "flow/claim_when.h"
#include "rules/money.h"

#include <string.h>

/* --- fields --------------------------------------------------------------------------------------------------------- */

static enum flaw
check_nik(const char *typed, const struct answers *a, const struct place *p)
{
	(void)a;
	return nik_check(typed, p->today, NULL);
}

static void
take_nik(struct answers *a, const struct place *p)
{
	struct nik nik;

	if (strcmp(a->nik, a->person_nik) == 0 && !a->without_centre)
		return; /* the same person: what they answered stays */
	claim_forget_person(a, 0);
	a->kpj[0] = a->birth_typed[0] = '\0';
	if (nik_check(a->nik, p->today, &nik) != FLAW_NONE)
		return; /* it was checked a moment ago */
	memcpy(a->person_nik, a->nik, sizeof(a->person_nik));
	a->birth = nik.birth;
	a->priority = date_age(a->birth, p->today) >= 60;
	if (date_age(a->birth, p->today) >= p->policy->jht_age)
		a->reason = REASON_USIA_56;
}

static enum flaw
check_kpj(const char *typed, const struct answers *a, const struct place *p)
{
	(void)a;
	(void)p;
	return typed[0] ? kpj_check(typed) : FLAW_NONE;
}

static enum flaw
check_birth(const char *typed, const struct answers *a, const struct place *p)
{
	struct date date;

	(void)a;
	if (date_parse_pad(typed, &date) != ST_OK)
		return FLAW_DATE;
	if (date_compare(date, p->today) > 0)
		return FLAW_DATE_FUTURE;
	return date_age(date, p->today) > 110 ? FLAW_DATE_TOO_OLD : FLAW_NONE;
}

static void
take_birth(struct answers *a, const struct place *p)
{
	claim_forget_person(a, 0);
	a->nik[0] = '\0';
	if (date_parse_pad(a->birth_typed, &a->birth) != ST_OK)
		return;
	a->priority = date_age(a->birth, p->today) >= 60;
	if (date_age(a->birth, p->today) >= p->policy->jht_age)
		a->reason = REASON_USIA_56;
}

static enum flaw
check_event(const char *typed, const struct answers *a, const struct place *p)
{
	enum flaw flaw = check_birth(typed, a, p);
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

/* Another number is another account: nothing known of the last one counts for it. */
static void
take_account(struct answers *a, const struct place *p)
{
	(void)p;
	claim_retype_account(a, 0);
}

static enum flaw
check_account(const char *typed, const struct answers *a, const struct place *p)
{
	enum flaw flaw = account_check(typed, banks_find(p->banks, a->bank));

	return flaw_only_warns(flaw) ? FLAW_NONE : flaw;
}

#define ROOM_OF(member)                                                                        \
	.offset = offsetof(struct answers, member),                                            \
	.room = sizeof(((struct answers *)0)->member)

static const struct field nik_field = {
	.name = "nik",
	.kind = FIELD_DIGITS,
	.label = "NIK",
	.groups = "4444",
	.max = NIK_DIGITS,
	.example = N_("16 angka di bagian atas KTP"),
	ROOM_OF(nik),
	.check = check_nik,
};

static const struct field kpj_field = {
	.name = "kpj",
	.kind = FIELD_DIGITS,
	.label = "KPJ",
	.groups = "2333",
	.max = KPJ_DIGITS,
	.example = N_("11 angka di kartu BPJS Ketenagakerjaan"),
	ROOM_OF(kpj),
	.check = check_kpj,
};

static const struct field birth_field = {
	.name = "birth",
	.kind = FIELD_DATE,
	.label = N_("Tanggal lahir"),
	.groups = "224",
	.max = 8,
	.example = N_("Contoh: 12 Maret 1960 ditulis 12031960"),
	ROOM_OF(birth_typed),
	.check = check_birth,
};

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
	.check = check_kpj,
	.optional = true,
};

static const struct field phone_field = {
	.name = "phone",
	.kind = FIELD_DIGITS,
	.label = N_("Nomor HP"),
	.groups = "4444",
	.max = 15,
	.example = N_("Contoh: 081234567890"),
	ROOM_OF(phone_typed),
	.check = check_phone,
	.optional = true,
};

static const struct field account_field = {
	.name = "account",
	.kind = FIELD_DIGITS,
	.label = N_("Nomor rekening"),
	.groups = "4444",
	.max = 20,
	.example = N_("Lihat halaman depan buku tabungan"),
	ROOM_OF(account),
	.check = check_account,
};

/* --- choices made from the answers ----------------------------------------------------------------------------------- */

static const char *
choose_bank(struct answers *a, const struct place *p, char key)
{
	const struct bank *bank = claim_bank_at(a, p, key);

	if (key == BANK_MORE_KEY) {
		a->bank_page = a->bank_list_all ? a->bank_page + 1 : 0;
		if (!claim_bank_page_exists(a, p))
			a->bank_page = 0;
		a->bank_list_all = true;
		a->bank[0] = '\0';
		return "bank";
	}
	if (bank == NULL)
		return NULL;
	(void)str_copy(a->bank, sizeof(a->bank), bank->code);
	claim_retype_account(a, 0);
	return "";
}

/* --- options ----------------------------------------------------------------------------------------------------------- */

static const struct option other_way_options[] = {
	{ .key = '1', .text = N_("Ketik NIK dari KTP"), .go = "nik" },
	{ .key = '2', .text = N_("Ketik nomor kartu (KPJ) dan tanggal lahir"), .go = "kpj" },
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
};

static const struct option draft_options[] = {
	{ .key = '1', .text = N_("YA, lanjutkan"), .set = claim_take_earlier },
	{ .key = '2', .text = N_("TIDAK, mulai dari awal") },
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
};

static const struct option consent_no_options[] = {
	{ .key = '1', .text = N_("Kembali ke pertanyaan"), .go = "consent" },
	{ .key = '2', .text = N_("Panggil petugas"), .go = GO_STAFF },
	{ .key = '3', .text = N_("Selesai"), .go = GO_END },
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

static const struct option open_claim_options[] = {
	{ .key = '1', .text = N_("Saya mengerti, selesai"), .go = GO_END },
	{ .key = '2', .text = N_("Panggil petugas"), .go = GO_STAFF },
};

static const struct option data_options[] = {
	{ .key = '1', .text = N_("YA, benar"), .set = claim_offer_cards_again },
	{ .key = '2', .text = N_("Ada yang salah"), .go = "data_wrong" },
};

static const struct option data_wrong_options[] = {
	{ .key = '1',
		.text = N_("Teruskan dulu"),
		.set = claim_offer_cards_again,
		.go = "cards" },
	{ .key = '2', .text = N_("Panggil petugas"), .go = GO_STAFF },
	{ .key = '3',
		.text = N_("Minta tiket, datang lagi nanti"),
		.set = claim_want_ticket,
		.value = TICKET_WRONG_DATA,
		.go = "ticket" },
};

static const struct option cards_options[] = {
	{ .key = '1', .text = N_("TAMBAHKAN"), .set = claim_pick_card, .go = "add_card" },
	{ .key = '2', .text = N_("Jangan"), .set = claim_decline_card, .go = "cards" },
};

static const struct option card_failed_options[] = {
	{ .key = '1', .text = N_("Coba lagi"), .go = "add_card" },
	{ .key = '2',
		.text = N_("Teruskan tanpa KPJ ini"),
		.set = claim_decline_card,
		.go = "cards" },
	{ .key = '3', .text = N_("Panggil petugas"), .go = GO_STAFF },
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
		.set = claim_want_ticket,
		.value = TICKET_ACCOUNT,
		.go = "ticket" },
};

static const struct option holder_options[] = {
	{ .key = '1',
		.text = N_("YA, benar"),
		.when = claim_holder_same,
		.set = claim_confirm_account },
	{ .key = '2',
		.text = N_("Ketik nomornya lagi"),
		.set = claim_retype_account,
		.go = "account" },
	{ .key = '3', .text = N_("Pakai bank lain"), .set = claim_other_account, .go = "bank" },
	{ .key = '4', .text = N_("Panggil petugas"), .go = GO_STAFF },
};

static const struct option similar_options[] = {
	{ .key = '1', .text = N_("Panggil petugas"), .go = GO_STAFF },
	{ .key = '2',
		.text = N_("Pakai rekening lain"),
		.set = claim_other_account,
		.go = "bank" },
	{ .key = '3',
		.text = N_("Minta tiket, datang lagi nanti"),
		.set = claim_want_ticket,
		.value = TICKET_ACCOUNT,
		.go = "ticket" },
};

static const struct option check_failed_options[] = {
	{ .key = '1', .text = N_("Coba lagi"), .go = "check_account" },
	{ .key = '2',
		.text = N_("Ketik nomornya lagi"),
		.set = claim_retype_account,
		.go = "account" },
	{ .key = '3',
		.text = N_("Lanjut, pusat memeriksa nanti"),
		.when = claim_no_answer,
		.set = claim_confirm_unchecked,
		.go = "holder" },
	{ .key = '4', .text = N_("Pakai bank lain"), .set = claim_other_account, .go = "bank" },
	{ .key = '5', .text = N_("Panggil petugas"), .go = GO_STAFF },
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
	{ .key = '4', .text = N_("Batal"), .go = "cancel" },
};

static const struct option cancel_options[] = {
	{ .key = '1', .text = N_("Kembali, saya lanjutkan"), .go = "review" },
	{ .key = '2', .text = N_("YA, batalkan"), .go = GO_END },
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

static const struct option ticket_options[] = {
	{ .key = '1', .text = N_("Selesai"), .go = GO_END },
	{ .key = '2', .text = N_("Cetak lagi"), .go = "ticket_print" },
};

static const struct option heirs_options[] = {
	{ .key = '1',
		.text = N_("Cetak daftar ini dan ambil tiket"),
		.set = claim_heirs,
		.go = "ticket" },
	{ .key = '2', .text = N_("Panggil petugas"), .go = GO_STAFF },
};

static const struct option ticket_failed_options[] = {
	{ .key = '1', .text = N_("Coba lagi"), .go = "ticket" },
	{ .key = '2', .text = N_("Panggil petugas"), .go = GO_STAFF },
};

/* --- branches after the kiosk has worked ------------------------------------------------------------------------------- */

static const struct branch find_branches[] = {
	{ OUTCOME_NOT_FOUND, "not_found" },
	{ OUTCOME_REFUSED, "not_found" },
	{ OUTCOME_AWAY, "away" },
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

static const struct branch card_branches[] = {
	{ OUTCOME_AWAY, "card_failed" },
	{ OUTCOME_REFUSED, "card_failed" },
	{ OUTCOME_NOT_FOUND, "card_failed" },
};

static const struct branch check_branches[] = {
	{ OUTCOME_AWAY, "check_failed" },
	{ OUTCOME_REFUSED, "check_failed" },
	{ OUTCOME_NOT_FOUND, "check_failed" },
};

static const struct branch save_branches[] = {
	{ OUTCOME_AWAY, "save_failed" },
	{ OUTCOME_REFUSED, "already_here" },
};

static const struct branch ticket_branches[] = {
	{ OUTCOME_AWAY, "ticket_failed" },
	{ OUTCOME_REFUSED, "ticket_failed" },
};

/* --- the steps ---------------------------------------------------------------------------------------------------------- */

static const struct step claim_steps[] = {
	{
		.name = "nik",
		.kind = STEP_FORM,
		.ask = N_("Berapa NIK Anda?"),
		.todo = N_("Ketik 16 angka dari KTP, lalu tekan Enter."),
		.why = N_("Supaya kami menemukan data dan uang JHT Anda."),
		.help = N_("Tidak bawa KTP? Tekan Enter saja."),
		.field = &nik_field,
		.taken = take_nik,
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
		.kind = STEP_FORM,
		.aside = true,
		.ask = N_("Berapa nomor kartu (KPJ) Anda?"),
		.todo = N_("Ketik 11 angka dari kartu, lalu tekan Enter."),
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
		.taken = take_birth,
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
		.fill = claim_fill_trouble,
		.when_back = "find",
		OPTIONS(away_options),
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
		.name = "heirs",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.ask = N_("Kami turut berduka. Petugas membantu ahli waris"),
		.todo = N_("Bawa surat ini. Tekan satu angka."),
		.fill = claim_fill_heirs,
		OPTIONS(heirs_options),
	},
	{
		.name = "what_happened",
		.kind = STEP_CHOICE,
		.skip = claim_reason_known,
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
	{
		.name = "cards",
		.kind = STEP_CHOICE,
		.once = true,
		.skip = claim_all_cards_settled,
		.ask = N_("KPJ ini milik Anda, tetapi belum terdaftar"),
		.todo = N_("Tekan 1 supaya uangnya ikut."),
		.why = N_("Uang di KPJ yang belum terdaftar tidak ikut dibayar."),
		.fill = claim_fill_unregistered,
		OPTIONS(cards_options),
	},
	{
		.name = "add_card",
		.kind = STEP_WAIT,
		.aside = true,
		.ask = N_("Menambahkan KPJ"),
		.effect = EFFECT_ADD_CARD,
		BRANCHES(card_branches),
		.next = "cards",
	},
	{
		.name = "card_failed",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.once = true,
		.ask = N_("KPJ belum bisa ditambahkan"),
		.todo = N_("Tekan satu angka."),
		.fill = claim_fill_card_failed,
		OPTIONS(card_failed_options),
	},
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
	{
		.name = "bank",
		.kind = STEP_CHOICE,
		.skip = claim_bank_settled,
		.ask = N_("Bank apa?"),
		.todo = N_("Tekan angka bank Anda."),
		.why = N_("Uang dikirim lewat bank, bukan tunai."),
		.fill = claim_fill_banks,
		.choose = choose_bank,
		.next = "account",
	},
	{
		.name = "account",
		.kind = STEP_FORM,
		.skip = claim_number_settled,
		.ask = N_("Berapa nomor rekening Anda?"),
		.todo = N_("Ketik angkanya, lalu tekan Enter."),
		.why = N_("Ke rekening inilah uang dikirim."),
		.help = N_("Harus atas nama Anda sendiri."),
		.field = &account_field,
		.taken = take_account,
	},
	{
		.name = "check_account",
		.kind = STEP_WAIT,
		.skip = claim_skip_check_account,
		.ask = N_("Memeriksa rekening"),
		.effect = EFFECT_CHECK_ACCOUNT,
		BRANCHES(check_branches),
	},
	{
		.name = "check_failed",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.once = true,
		.ask = N_("Rekening belum bisa diperiksa"),
		.todo = N_("Tekan satu angka."),
		.help = N_("Nomor yang sudah diketik masih ada."),
		.fill = claim_fill_trouble,
		.when_back = "check_account",
		OPTIONS(check_failed_options),
	},
	{
		.name = "holder",
		.kind = STEP_CHOICE,
		.skip = claim_skip_holder,
		.ask = N_("Rekening ini atas nama:"),
		.todo = N_("Tekan satu angka."),
		.fill = claim_fill_holder,
		OPTIONS(holder_options),
	},
	{
		.name = "similar",
		.kind = STEP_CHOICE,
		.quiet = true,
		.once = true,
		.skip = claim_skip_similar,
		.ask = N_("Nama di bank sedikit berbeda"),
		.todo = N_("Petugas perlu melihatnya. Tekan 1."),
		.fill = claim_fill_similar,
		OPTIONS(similar_options),
	},
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
	{
		.name = "ticket",
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
		.fill = claim_fill_ticket,
		OPTIONS(ticket_options),
	},
};

const struct flow claim_flow = {
	.name = "claim",
	.service = N_("Ambil uang JHT"),
	.steps = claim_steps,
	.n = ARRAY_LEN(claim_steps),
};
