/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The claims of the demo people who come to a counter with an officer and no camera: each
 * walked with the keypad alone, each judged by the screen, the centre's database and the
 * paper. What must happen to whom: DEMO.md's table, told to the cast in
 * assets/demo/people.json.
 */
#include "tests/e2e/expect.h"
#include "tests/e2e/play.h"

#include "base/array.h"
#include "base/str.h"
#include "rules/date.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>
#include <time.h>

enum { MOVES_MAX = 48, WORDS_MAX = 8, WITA_S = 8 * 3600 };

struct person_case {
	const char *name, *nik;
	struct move moves[MOVES_MAX];
	struct claim_told told;
	const char *paper[WORDS_MAX]; /* none: no paper comes out */
};

static struct rig *rig;

/* --- dates that move with today ----------------------------------------------------------- */

static char left_work[9], waited[DATE_LONG], ten_years[DATE_LONG];

static const struct fill holes[] = {
	{ "left_work", left_work }, /* two months ago, as typed */
	{ "waited", waited },       /* a month after ten days ago */
	{ "ten_years", ten_years }, /* after joining six years ago */
};

static void
set_dates(void)
{
	int second;
	struct date today = date_of_unix((int64_t)time(NULL), WITA_S, &second);
	struct date left = date_add_months(today, -2);

	assert_int_equal(str_format(left_work, sizeof(left_work), "%02d%02d%04d", left.day,
				 left.month, left.year),
		ST_OK);
	date_format_long(date_add_months(date_add_days(today, -10), 1), waited);
	date_format_long(date_add_months(date_add_months(today, -6 * 12), 10 * 12), ten_years);
}

/* --- people ------------------------------------------------------------------------------- */

/* clang-format off */
#define LETTER_SEEN { "+", "apa yang Anda lakukan?" }, { "2", "Surat apa yang dilihat?" }, \
	{ "1", "Nomor surat" }, { "12/SK/2026\r", "Tanggal surat" }, \
	{ "{left_work}\r", "Surat berhenti kerja dari perusahaan" }
/* clang-format on */
#define RECEIVED "DITERIMA PUSAT"

/* clang-format off */
static const struct person_case people[] = {
	{ "claim__resigned__letter_is_seen_by_the_officer", "6308040101900003", {
		MOVES_FIND("6308040101900003"), MOVES_REASON("1"), MOVES_ATTEST,
		{ "1", "Petugas menyelesaikan klaim ini bersama Anda" },
		{ NULL, "Surat berhenti kerja dari perusahaan" },
		LETTER_SEEN,
		{ "4", "Uang dikirim ke Mandiri …0003. Benar?" },
		MOVES_CONFIRM, MOVES_END },
		{ 1, "assisted", "RESIGN", 0, 6200000 },
		{ RECEIVED, "AHMAD FAUZI", "RN" } },
	{ "claim__resigned_ten_days_ago__names_the_date", "6308044505920004", {
		MOVES_FIND("6308044505920004"), MOVES_REASON("1"), MOVES_ATTEST,
		{ "1", "Bisa diambil mulai {waited}" },
		{ NULL, "Uang Anda tetap aman", "Ambil sebagian" },
		{ "2", "Ini keterangan Anda" }, MOVES_END },
		{ 0 }, { "KETERANGAN" } },
	{ "claim__thirty_percent__goes_to_the_officer_with_house_papers", "6308012008850005", {
		MOVES_FIND("6308012008850005"), MOVES_REASON("6"), MOVES_ATTEST,
		{ "1", "Petugas menyelesaikan klaim ini bersama Anda" },
		{ NULL, "Surat pembelian rumah" },
		{ "2", "Mau dilayani di mana?" }, { "1", "Perlu dilayani lebih dulu?" },
		{ "1", "Buku tabungan" }, { "1", "Surat pembelian rumah" },
		{ "2", "Ini nomor antrean Anda" }, { NULL, "Siapkan dulu:" }, MOVES_END },
		{ 0 }, { "NOMOR ANTREAN", "Belum ada, siapkan dulu:", "Surat pembelian rumah" } },
	{ "claim__ten_percent__warns_of_the_tax_on_the_rest", "6308012008850005", {
		MOVES_FIND("6308012008850005"), MOVES_REASON("5"), MOVES_ATTEST,
		{ "1", "Anda terima Rp1.410.000" },
		{ NULL, "Sisa uang bisa kena pajak lebih besar" },
		MOVES_CONFIRM, MOVES_END },
		{ 1, "assisted", "SEBAGIAN_10", 0, 1410000 }, { RECEIVED } },
	{ "claim__second_partial__is_refused_and_the_whole_offered", "6308022211800006", {
		MOVES_FIND("6308022211800006"), MOVES_REASON("5"), MOVES_ATTEST,
		{ "1", "Ambil sebagian hanya boleh satu kali." },
		{ NULL, "Ambil semua", "10 persen." },
		{ "1", "Anda terima Rp12.730.000" },
		{ NULL, "Rp670.000" },
		MOVES_CONFIRM, MOVES_END },
		{ 1, "assisted", "RESIGN", 670000, 12730000 }, { RECEIVED } },
	{ "claim__three_kpj__adds_each_with_one_key", "6308070903700008", {
		MOVES_FIND("6308070903700008"), MOVES_OLD_ENOUGH, MOVES_ATTEST,
		{ NULL, "20 601 234 508" }, { NULL, "20 601 234 808" },
		{ NULL, "20 601 234 818" },
		{ "1", "KPJ ini milik Anda, tetapi belum terdaftar" },
		{ NULL, "Rp2.000.000" }, { NULL, "Rp6.500.000" },
		{ "1", "Rp11.750.000" }, { NULL, "Rp6.500.000" },
		{ "1", "Anda terima Rp11.750.000" },
		MOVES_CONFIRM, MOVES_END },
		{ 1, "assisted", "USIA_56", 0, 11750000 }, { RECEIVED, "3 KPJ" } },
	{ "claim__birth_date_differs__shows_both_and_names_dukcapil", "6308081111660009", {
		MOVES_FIND("6308081111660009"), MOVES_OLD_ENOUGH, MOVES_ATTEST,
		{ NULL, "11 Januari 1966" }, { NULL, "11 November 1966" }, { NULL, "Dukcapil" },
		{ "1", "Anda terima Rp7.700.000" },
		MOVES_CONFIRM, MOVES_END },
		{ 1, "assisted", "USIA_56", 0, 7700000 }, { RECEIVED } },
	{ "claim__no_phone_and_similar_name__officer_accepts", "6308095706610010", {
		MOVES_FIND("6308095706610010"), MOVES_OLD_ENOUGH, MOVES_ATTEST,
		{ NULL, "tidak punya" },
		{ "1", "Anda terima Rp5.500.000" },
		{ "1", "Nama di bank sedikit berbeda" },
		{ NULL, "SITI RAHMAH" },
		{ "1", "apa yang Anda lakukan?" },
		{ NULL, "nama rekening diterima" },
		{ "3", "Periksa sekali lagi" },
		{ "1", "Klaim Anda DITERIMA PUSAT" }, MOVES_END },
		{ 1, "assisted", "USIA_56", 0, 5500000 }, { RECEIVED, "RN" } },
	{ "claim__account_of_somebody_else__is_refused_and_another_taken", "6308101212640011", {
		MOVES_FIND("6308101212640011"), MOVES_OLD_ENOUGH, MOVES_ATTEST,
		{ "1", "Rekening itu bukan atas nama Anda", "HELDA" },
		{ "1", "Bank apa?" },
		{ "2", "Berapa nomor rekening Anda?" },
		{ "0310001230011\r", "Rekening itu milik orang lain", "FITRIANI" },
		{ "3", "Bank apa?" },
		{ "1", "Berapa nomor rekening Anda?" },
		{ "012301004567511\r", "Rekening ini atas nama:" },
		MOVES_CONFIRM, MOVES_END },
		{ 1, "assisted", "USIA_56", 0, 4000000 }, { RECEIVED, "7511" } },
	{ "claim__active_at_71__is_possible", "6308050505550012", {
		MOVES_FIND("6308050505550012"), MOVES_OLD_ENOUGH, MOVES_ATTEST,
		{ "1", "Anda terima Rp11.200.000" },
		MOVES_CONFIRM, MOVES_END },
		{ 1, "assisted", "USIA_56", 0, 11200000 }, { RECEIVED } },
	{ "claim__active_at_31__says_why_not_and_from_when", "6308054107950013", {
		MOVES_FIND("6308054107950013"), MOVES_REASON("5"), MOVES_ATTEST,
		{ "1", "Belum 10 tahun menjadi peserta." },
		{ NULL, "Bisa diambil mulai {ten_years}" },
		MOVES_END_BY("4") },
		{ 0 }, { NULL } },
	{ "claim__active_at_31_who_says_they_left__names_the_employer", "6308054107950013", {
		MOVES_FIND("6308054107950013"), MOVES_REASON("1"), MOVES_ATTEST,
		{ "1", "Kapan Anda berhenti bekerja?" },
		{ "{left_work}\r", "PT Contoh Ritel belum melapor" },
		{ "2", "Mau dilayani di mana?" }, { "2", "Hari apa Anda bisa datang?" },
		{ "7", "Hari sesudah itu" }, { "1", "Perlu dilayani lebih dulu?" },
		{ "2", "Buku tabungan" }, { "1", "Surat berhenti kerja" },
		{ "1", "Ini janji Anda di kantor cabang" }, { NULL, "PRIORITAS" }, MOVES_END },
		{ 0 }, { "JANJI DI KANTOR CABANG", "PRIORITAS", "Amuntai", "Jam datang" } },
	{ "claim__of_the_dead__shows_heirs_the_list_and_nothing_else", "6308021203550016", {
		MOVES_FIND("6308021203550016"),
		{ "3", "Kami turut berduka", "MURJANI" },
		{ NULL, "Surat kematian" }, { NULL, "Surat ahli waris" },
		{ "1", "Mau dilayani di mana?" }, { "1", "umur saya 60 tahun" },
		{ "1", "Buku tabungan" }, { "1", "Surat kematian" }, { "1", "Surat ahli waris" },
		{ "2", "KTP dan KK ahli waris" },
		{ "1", "Ini nomor antrean Anda", "Rp" }, { NULL, "Siapkan dulu:", "PRIORITAS" },
		MOVES_END },
		{ 0 }, { "NOMOR ANTREAN", "almarhum", "Surat kematian", "siapkan dulu" } },
	{ "claim__open_in_jmo__is_told_and_none_made", "6308055009600019", {
		MOVES_FIND("6308055009600019"), MOVES_OLD_ENOUGH,
		MOVES_NO_CAMERA,
		{ "1", "Klaim Anda sudah ada dan sedang diproses" },
		{ NULL, "JHT-" }, MOVES_END },
		{ 1 }, { NULL } },
	{ "claim__open_past_its_promise__is_told_and_none_made", "6308036006580017", {
		MOVES_FIND("6308036006580017"), MOVES_OLD_ENOUGH,
		MOVES_NO_CAMERA,
		{ "1", "Klaim Anda sudah ada dan sedang diproses" }, MOVES_END },
		{ 1 }, { NULL } },
	{ "claim__employer_has_not_reported__officer_sees_proof", "6308060107900020", {
		MOVES_FIND("6308060107900020"), MOVES_REASON("1"), MOVES_ATTEST,
		{ "1", "Kapan Anda berhenti bekerja?" },
		{ "{left_work}\r", "CV Contoh Angkutan belum melapor" },
		LETTER_SEEN,
		{ "4", "Anda terima Rp8.000.000" },
		MOVES_CONFIRM, MOVES_END },
		{ 1, "assisted", "RESIGN", 0, 8000000 }, { RECEIVED } },
	{ "claim__working_elsewhere__explains_that_the_money_merges", "6308071111880021", {
		MOVES_FIND("6308071111880021"), MOVES_REASON("1"), MOVES_ATTEST,
		{ "1", "Anda bekerja di PT Contoh B. Uang lama bergabung dengan yang baru." },
		MOVES_END_BY("4") },
		{ 0 }, { NULL } },
	{ "claim__no_bank_account__is_kept_with_a_slip", "6308080303590022", {
		MOVES_FIND("6308080303590022"), MOVES_OLD_ENOUGH, MOVES_ATTEST,
		{ "1", "Belum punya rekening" },
		{ "2", "Di bank mana saja, atas nama Anda sendiri." },
		{ "1", "Tersimpan. Lanjutkan kapan saja" },
		{ NULL, "Bawa juga buku tabungan" },
		{ "1", "Ada lagi yang bisa dibantu?" }, MOVES_END_BY("2") },
		{ 0 }, { "LANJUTKAN NANTI", "Di mana membuka rekening?" } },
	{ "claim__with_a_new_account_another_day__is_made", "6308080303590022", {
		MOVES_FIND("6308080303590022"), MOVES_OLD_ENOUGH, MOVES_ATTEST,
		{ "1", "Lanjut, isi rekening" },
		{ "1", "Bank apa?" },
		{ "1", "Berapa nomor rekening Anda?" },
		{ "012301004567522\r", "Rekening ini atas nama:" },
		MOVES_CONFIRM, MOVES_END },
		{ 1, "assisted", "USIA_56", 0, 5900000 }, { RECEIVED } },
	{ "claim__of_61_million__is_taxed_on_what_is_above_50", "6308092808640023", {
		MOVES_FIND("6308092808640023"), MOVES_OLD_ENOUGH, MOVES_ATTEST,
		{ "1", "Anda terima Rp60.687.500" },
		{ NULL, "Rp61.250.000" }, { NULL, "Rp562.500" },
		MOVES_CONFIRM, MOVES_END },
		{ 1, "assisted", "USIA_56", 562500, 60687500 }, { RECEIVED } },
	{ "claim__unknown_person__keeps_the_digits", "6308021010700026", {
		MOVES_TO_NIK,
		{ "6308021010700026\r", "Data belum ditemukan" },
		{ "1", "Berapa NIK Anda?" },
		{ "\r", "Data belum ditemukan" },
		{ "*", "Berapa NIK Anda?" }, { "*", "Anda mau apa?" }, { "*", MOVES_IDLE },
		{ NULL, NULL } },
		{ 0 }, { NULL } },
	{ "claim__kpj_with_a_strangers_birth_date__gets_the_same_words", "6308055203600001", {
		MOVES_TO_NIK,
		{ "\r", "Bagaimana kami menemukan data Anda?" },
		{ "2", "Berapa nomor kartu (KPJ) Anda?" },
		{ "20601234501\r", "Kapan Anda lahir?" },
		{ "13031960\r", "Data belum ditemukan", "SITI" },
		{ NULL, NULL } },
		{ 0 }, { NULL } },
	{ "claim__found_by_kpj_and_birth_date__is_made", "6308055203600001", {
		MOVES_TO_NIK,
		{ "\r", "Bagaimana kami menemukan data Anda?" },
		{ "2", "Berapa nomor kartu (KPJ) Anda?" },
		{ "20601234501\r", "Kapan Anda lahir?" },
		{ "12031960\r", "Apakah ini Anda?", "SITI" },
		MOVES_OLD_ENOUGH, MOVES_ATTEST,
		{ "1", "Anda terima Rp8.450.000" },
		MOVES_CONFIRM, MOVES_END },
		{ 1, "assisted", "USIA_56", 0, 8450000 }, { RECEIVED, "SITI AMINAH" } },
};
/* clang-format on */

static void
case__ends_as_told(void **state)
{
	const struct person_case *person = *state;
	int papers = rig_receipts(rig);

	expect_idle(rig);
	play(rig, person->name, person->moves, holes, ARRAY_LEN(holes));
	expect_claims(rig, person->nik, &person->told);
	if (person->paper[0])
		expect_paper(rig, papers + 1, person->nik, person->paper);
	else
		assert_int_equal(rig_receipts(rig), papers);
}

static void
kiosk_and_centre__have_decided_alike(void **state)
{
	static const char *const events[] = { "claim.decision-differs", "claim.parked", NULL };

	(void)state;
	expect_no_events(rig, events);
}

static int
begin(void **state)
{
	static const struct rig_options options = { 0 };

	(void)state;
	set_dates();
	return rig_new(&options, &rig) == ST_OK ? 0 : -1;
}

static int
end(void **state)
{
	(void)state;
	rig_free(rig);
	return 0;
}

int
main(void)
{
	struct CMUnitTest tests[ARRAY_LEN(people) + 1];

	for (size_t i = 0; i < ARRAY_LEN(people); i++)
		tests[i] = (struct CMUnitTest){ .name = people[i].name,
			.test_func = case__ends_as_told,
			.initial_state = (void *)&people[i] };
	tests[ARRAY_LEN(people)] =
		(struct CMUnitTest)cmocka_unit_test(kiosk_and_centre__have_decided_alike);
	return cmocka_run_group_tests(tests, begin, end);
}
