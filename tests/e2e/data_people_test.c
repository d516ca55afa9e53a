/* SPDX-License-Identifier: Apache-2.0 */
/*
 * "Perbarui data saya" for the demo people who need it, with the keypad alone: what they see, and what the centre's
 * database then has; and what is said while the centre is gone.
 */
#include "tests/e2e/expect.h"
#include "tests/e2e/play.h"

#include "base/array.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { MOVES_MAX = 40 };

struct data_case {
	const char *name;
	struct move moves[MOVES_MAX];
	const char *then; /* 1 at the centre */
};

static struct rig *rig;

/* clang-format off */
#define FIND(nik) { "5", "Anda mau apa?" }, { "3", "Berapa NIK Anda?" }, { nik "\r", "Apakah ini Anda?" }, \
	MOVES_OLD_ENOUGH, MOVES_NO_CAMERA
#define MORE_NONE MOVES_END_BY("2")

static const struct data_case people[] = {
	{ "data__incomplete__phone_and_marital_state_are_sent", {
		FIND("6308011905610025"), { "1", "Mana yang perlu diperbarui?" },
		{ NULL, "Nomor HP: BELUM ADA" }, { NULL, "Status kawin: BELUM ADA" },
		{ "1", "Berapa nomor HP Anda?" }, { "0812345678\r", "Kirim perubahan ini?" },
		{ NULL, "belum ada → 0812345678" },
		{ "2", "Mana yang perlu diperbarui?" },
		{ "2", "Apakah Anda kawin?" }, { "4", "Kirim perubahan ini?" },
		{ NULL, "sudah meninggal" },
		{ "1", "Data Anda sudah diperbarui" }, { NULL, "Nomor HP sudah diperbarui" },
		{ "2", "Mana yang perlu diperbarui?" },
		{ NULL, "Sekolah terakhir: BELUM ADA", "HP: BELUM ADA" },
		{ "1", "Apa sekolah terakhir Anda?" }, { "2", "belum ada → SMP" },
		{ "1", "Sekolah terakhir sudah diperbarui" },
		{ "2", "Mana yang perlu diperbarui?", "BELUM ADA" },
		{ "9", "Ada lagi yang bisa dibantu?" }, MORE_NONE },
		"SELECT count(*) FROM person WHERE phone = '+62812345678' AND marital_status ="
		" 'cerai_mati' AND education = 'smp' AND nik = '6308011905610025'" },
	{ "data__no_contact__is_told_with_digits_alone", {
		FIND("6308093006720027"), { "1", "Mana yang perlu diperbarui?" },
		{ NULL, "Kontak darurat: BELUM ADA" },
		{ "1", "Siapa yang dihubungi bila ada keadaan darurat?" },
		{ "2", "Berapa nomor HP orang itu?" },
		{ "081234567891\r", "Kirim perubahan ini?" },
		{ NULL, "belum ada → Anak" }, { NULL, "belum ada → 081234567891" },
		{ "1", "Kontak darurat sudah diperbarui" },
		{ "2", "Mana yang perlu diperbarui?" },
		{ "4", "Kontak darurat: Anak, 081234567891" },
		{ "9", "Ada lagi yang bisa dibantu?" }, MORE_NONE },
		"SELECT count(*) FROM person WHERE contact_relation = 'anak' AND contact_phone ="
		" '+6281234567891' AND contact_name IS NULL AND nik = '6308093006720027'" },
	{ "data__moved__the_district_is_found_with_number_keys", {
		FIND("6308055203600001"), { "1", "Mana yang perlu diperbarui?" },
		{ "3", "Di provinsi mana Anda tinggal?" }, { NULL, "Kalimantan Selatan" },
		{ "1", "Di kabupaten atau kota mana?" }, { NULL, "Hulu Sungai Utara" },
		{ "1", "Di kecamatan mana?" }, { NULL, "Amuntai Tengah" },
		{ "2", "Kirim perubahan ini?" }, { NULL, "Amuntai Tengah →" },
		{ "1", "Kecamatan sudah diperbarui" },
		{ "1", "Ada lagi yang bisa dibantu?" }, MORE_NONE },
		"SELECT count(*) FROM person WHERE district <> 'Amuntai Tengah' AND regency ="
		" 'Hulu Sungai Utara' AND nik = '6308055203600001'" },
	{ "data__other_contact__takes_the_name_of_the_former_away", {
		FIND("6308055203600001"), { "1", "Mana yang perlu diperbarui?" },
		{ "4", "Kontak darurat: Anak, 081200009001" },
		{ "3", "Siapa yang dihubungi bila ada keadaan darurat?" },
		{ "1", "Berapa nomor HP orang itu?" }, { "\r", "Kirim perubahan ini?" },
		{ NULL, "Anak → Suami atau istri" }, { NULL, "isi bersama petugas" },
		{ "1", "Kontak darurat sudah diperbarui" },
		{ "1", "Ada lagi yang bisa dibantu?" }, MORE_NONE },
		"SELECT count(*) FROM person WHERE contact_relation = 'pasangan' AND contact_phone"
		" IS NULL AND contact_name IS NULL AND nik = '6308055203600001'" },
	{ "cards__three_kpj__each_is_added_with_one_key", {
		FIND("6308070903700008"), { "1", "Mana yang perlu diperbarui?" },
		{ "7", "Ini semua KPJ Anda" }, { NULL, "PT Contoh Air" },
		{ NULL, "PT Contoh Kayu" }, { NULL, "CV Contoh Beton" },
		{ "1", "Rp6.500.000" }, { "1", "Rp11.750.000" },
		{ "1", "KPJ Anda sekarang", "belum terdaftar" },
		{ NULL, "Rp2.000.000" }, { NULL, "Rp11.750.000" },
		{ "4", "Ada lagi yang bisa dibantu?" }, MORE_NONE },
		"SELECT count(*) = 3 FROM card WHERE registered AND nik = '6308070903700008'" },
	{ "cards__number_of_a_stranger__goes_to_staff", {
		FIND("6308070903700008"), { "1", "Mana yang perlu diperbarui?" },
		{ "7", "Ini semua KPJ Anda" }, { "2", "Berapa nomor KPJ itu?" },
		{ "20601234501\r", "KPJ belum bisa ditambahkan" },
		{ NULL, "Pusat tidak menemukan KPJ ini untuk NIK Anda." },
		{ "4", "Mau dilayani di mana?" }, { "1", "Perlu dilayani lebih dulu?" },
		{ "1", "Ini nomor antrean Anda" }, MOVES_END },
		"SELECT count(*) = 0 FROM card WHERE kpj = '20601234501' AND nik = '6308070903700008'" },
	{ "data__birth_date_differs__names_dukcapil", {
		FIND("6308081111660009"),
		{ "1", "Tanggal lahir di pusat berbeda dengan KTP" },
		{ NULL, "11 Januari 1966" }, { NULL, "11 November 1966" }, { NULL, "Dukcapil" },
		{ "1", "Mana yang perlu diperbarui?" },
		{ "9", "Ada lagi yang bisa dibantu?" }, MORE_NONE },
		"SELECT count(*) FROM person WHERE birth_date = '1966-01-11' AND nik ="
		" '6308081111660009'" },
};
/* clang-format on */

static void
case__ends_as_told(void **state)
{
	const struct data_case *person = *state;
	int64_t one = 0;

	expect_idle(rig);
	play(rig, person->name, person->moves, NULL, 0);
	assert_int_equal(rig_central_number(rig, person->then, &one), ST_OK);
	assert_int_equal(one, 1);
}

static void
data__centre_dead__is_closed_with_a_way_out(void **state)
{
	/* clang-format off */
	static const struct move moves[] = {
		{ "5", "Anda mau apa?" }, { "3", "Berapa NIK Anda?" },
		{ "6308055203600001\r", "Kantor pusat belum menjawab" },
		{ NULL, "Layanan ini perlu kantor pusat.", "Lanjut tanpa jaringan" },
		{ "2", "Anda mau apa?" }, { "*", MOVES_IDLE }, { NULL, NULL } };
	/* clang-format on */

	(void)state;
	rig_central_kill(rig);
	expect_idle(rig);
	play(rig, "dead centre", moves, NULL, 0);
}

static void
data__centre_busy__says_so(void **state)
{
	static const char *const faults[] = { "POST /v1/visits:503", NULL };
	/* clang-format off */
	static const struct move moves[] = {
		{ "5", "Anda mau apa?" }, { "3", "Berapa NIK Anda?" },
		{ "6308055203600001\r", "Kantor pusat sedang sibuk." },
		{ "2", "Anda mau apa?" }, { "*", MOVES_IDLE }, { NULL, NULL } };
	/* clang-format on */

	(void)state;
	rig_central_kill(rig);
	assert_int_equal(rig_central_start(rig, faults), ST_OK);
	expect_idle(rig);
	play(rig, "busy centre", moves, NULL, 0);
}

static int
begin(void **state)
{
	static const struct rig_options options = { 0 };

	(void)state;
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
	struct CMUnitTest tests[ARRAY_LEN(people) + 2];

	for (size_t i = 0; i < ARRAY_LEN(people); i++)
		tests[i] = (struct CMUnitTest){ .name = people[i].name,
			.test_func = case__ends_as_told,
			.initial_state = (void *)&people[i] };
	tests[ARRAY_LEN(people)] =
		(struct CMUnitTest)cmocka_unit_test(data__centre_dead__is_closed_with_a_way_out);
	tests[ARRAY_LEN(people) + 1] =
		(struct CMUnitTest)cmocka_unit_test(data__centre_busy__says_so);
	return cmocka_run_group_tests(tests, begin, end);
}
