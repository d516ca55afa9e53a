/* SPDX-License-Identifier: Apache-2.0 */
/* What the voice says of what the screen shows. */
#include "base/array.h"
#include "base/str.h"
#include "base/utf8.h"
#include "rules/spoken.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

enum { ROOM = 1024 };

struct pair {
	const char *text, *words;
};

static void
assert_spoken(const struct pair *pairs, size_t n, unsigned amounts)
{
	for (size_t i = 0; i < n; i++) {
		char words[ROOM];

		assert_int_equal(
			spoken_words(pairs[i].text, amounts, words, sizeof(words)), ST_OK);
		assert_string_equal(words, pairs[i].words);
	}
}

static void
spoken_words__writes_amounts_out_when_asked(void **state)
{
	static const struct pair pairs[] = {
		{ "Rp12.345.678",
			"dua belas juta tiga ratus empat puluh lima ribu enam ratus tujuh "
			"puluh delapan rupiah" },
		{ "Rp 500", "lima ratus rupiah" },
		{ "Saldo (Rp8.450.000), utuh.",
			"Saldo, delapan juta empat ratus lima puluh ribu rupiah, utuh." },
		{ "-Rp500", "minus lima ratus rupiah" },
		{ "Rp0", "nol rupiah" },
		{ "Rp500.000,-", "lima ratus ribu rupiah" },
		{ "6.800 sebulan", "enam ribu delapan ratus sebulan" },
		{ "Rp99.999.999.999.999.999.999", "jumlah di layar" },
	};

	(void)state;
	assert_spoken(pairs, ARRAY_LEN(pairs), SPOKEN_AMOUNTS_WORDS);
}

static void
spoken_words__hides_amounts_in_the_open_hall(void **state)
{
	static const struct pair pairs[] = {
		{ "Uang Anda Rp12.345.678.", "Uang Anda jumlah di layar." },
		{ "Rp 500", "jumlah di layar" },
		{ "Saldo 1.234.567", "Saldo jumlah di layar" },
		{ "Rp1.000 Rp2.000", "jumlah di layar" },
	};

	(void)state;
	assert_spoken(pairs, ARRAY_LEN(pairs), SPOKEN_AMOUNTS_HIDDEN);
}

static void
spoken_words__writes_dates_times_and_small_numbers_out(void **state)
{
	static const struct pair pairs[] = {
		{ "12 Maret 1960", "dua belas Maret seribu sembilan ratus enam puluh" },
		{ "Senin, 30 November 2026.",
			"Senin, tiga puluh November dua ribu dua puluh enam." },
		{ "pukul 08.00 WITA", "pukul delapan waktu indonesia tengah" },
		{ "14.05", "empat belas lewat lima menit" },
		{ "08.00–16.30", "delapan sampai enam belas lewat tiga puluh menit" },
		{ "Angka ke-1, ke-16", "Angka pertama, keenam belas" },
		{ "Mei 2026 14.05",
			"Mei dua ribu dua puluh enam empat belas lewat lima menit" },
		{ "24.00", "dua puluh empat nol nol" },
		{ "NIK ada 16 angka.", "nik ada enam belas angka." },
		{ "10 %", "sepuluh persen" },
		{ "10%, sekali", "sepuluh persen, sekali" },
		{ "2,5 persen", "dua koma lima persen" },
		{ "Tekan 1-3", "Tekan satu sampai tiga" },
		{ "Tekan 1–3", "Tekan satu sampai tiga" },
		{ "ke-5", "kelima" },
		{ "0000", "nol nol nol nol" },
		{ "0", "nol" },
		{ "A-012", "A nol satu dua" },
	};

	(void)state;
	assert_spoken(pairs, ARRAY_LEN(pairs), SPOKEN_AMOUNTS_WORDS);
}

static void
spoken_words__never_gives_a_number_away(void **state)
{
	static const struct pair pairs[] = {
		{ "NIK 6308055203600001", "nik angka di layar" },
		{ "6308 0552 0360 0001", "angka di layar" },
		{ "KPJ 12 345 678 901, benar?", "ka pe je angka di layar, benar?" },
		{ "6308 **** **** 0001", "angka di layar" },
		{ "Uang dikirim ke BRI …1234. Benar?",
			"Uang dikirim ke be er i angka di layar. Benar?" },
		{ "+6281234567890", "angka di layar" },
		{ "0812-3456-7890", "angka di layar" },
		{ "JHT-2026-0004711", "angka di layar" },
		{ "12345", "angka di layar" },
		{ "1234", "seribu dua ratus tiga puluh empat" },
		{ "1 2 3 4 5 6", "angka di layar" },
		{ "12031960", "angka di layar" },
		{ "S*** A***** ada di sini", "nama di layar ada di sini" },
		{ "Kode 2222-2222-2.", "Kode kode di layar." },
	};

	(void)state;
	assert_spoken(pairs, ARRAY_LEN(pairs), SPOKEN_AMOUNTS_WORDS);
}

static void
spoken_words__says_numbers_one_by_one_to_who_asks(void **state)
{
	static const struct pair pairs[] = {
		{ "NIK 6308055203600001",
			"nik enam tiga nol delapan nol lima lima dua nol tiga enam nol nol nol nol satu" },
		{ "6308 0552", "enam tiga nol delapan, nol lima lima dua" },
		{ "BRI …1234. Benar?", "be er i satu dua tiga empat. Benar?" },
		{ "Kode 2222-2222-2.", "Kode dua dua dua dua dua dua dua dua dua." },
		{ "Rp1.000", "seribu rupiah" },
		{ "S*** A*****", "nama di kertas" },
		{ "6308 **** **** 0001", "enam tiga nol delapan, nol nol nol satu" },
	};

	(void)state;
	assert_spoken(pairs, ARRAY_LEN(pairs), SPOKEN_NUMBERS | SPOKEN_OF_PAPER);
}

static void
spoken_words__says_abbreviations_as_people_do(void **state)
{
	static const struct pair pairs[] = {
		{ "JHT", "jaminan hari tua" },
		{ "NIK", "nik" },
		{ "KTP Anda", "ka te pe Anda" },
		{ "BPJS Ketenagakerjaan", "be pe je es Ketenagakerjaan" },
		{ "JHT/JP", "jaminan hari tua atau jaminan pensiun" },
		{ "Hubungi 175.", "Hubungi satu tujuh lima." },
		{ "Jl. Merdeka No. 5", "jalan Merdeka nomor lima" },
		{ "Tekan 1 untuk YA", "Tekan satu untuk ya" },
		{ "SITI AMINAH", "siti aminah" },
		{ "rata-rata", "rata rata" },
		{ "Ya/Tidak?", "Ya atau Tidak?" },
		{ "DI MPP", "di mal pelayanan publik" },
		{ "HJ. SITI", "hajah siti" },
		{ "PT Contoh Rotan (Tbk)", "pe te Contoh Rotan, terbuka," },
		{ "UOB, DBS, NTB", "u o be, de be es, en te be" },
		{ "Buat janji / antre", "Buat janji atau antre" },
	};

	(void)state;
	assert_spoken(pairs, ARRAY_LEN(pairs), SPOKEN_AMOUNTS_WORDS);
}

static void
spoken_words__names_keys_after_tekan_only(void **state)
{
	static const struct pair pairs[] = {
		{ "Tekan * untuk kembali", "Tekan bintang untuk kembali" },
		{ "tekan + atau /.", "tekan tambah atau garis miring." },
		{ "Tekan - untuk hapus", "Tekan tanda kurang untuk hapus" },
		{ "Tekan . untuk huruf besar", "Tekan titik untuk huruf besar" },
		{ "- Kartu keluarga", "Kartu keluarga" },
		{ "• Slip gaji", "Slip gaji" },
		{ "1 + 1", "satu satu" },
	};

	(void)state;
	assert_spoken(pairs, ARRAY_LEN(pairs), SPOKEN_AMOUNTS_WORDS);
}

static void
spoken_words__pauses_where_the_sentence_does(void **state)
{
	static const struct pair pairs[] = {
		{ "", "" },
		{ " \n\t ", "" },
		{ "Siap? Tiga, dua, satu!", "Siap? Tiga, dua, satu." },
		{ "Menyimpan…", "Menyimpan." },
		{ "Satu\nDua.\nTiga", "Satu, Dua. Tiga" },
		{ "Selesai. .", "Selesai." },
		{ "(petunjuk): \"baca\"", "petunjuk, baca" },
	};

	(void)state;
	assert_spoken(pairs, ARRAY_LEN(pairs), SPOKEN_AMOUNTS_WORDS);
}

static void
spoken_words__leaves_no_command_for_the_voice(void **state)
{
	static const char *const texts[] = { "[[h@'loU]] Budi", "<mark name=\"x\"/>Budi",
		"A\x1b[31mB\xff", "✓ Sudah → lanjut █", "{Budi} & co | \\",
		"\xe2\x80\xae evil" };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		char words[ROOM];

		assert_int_equal(
			spoken_words(texts[i], SPOKEN_AMOUNTS_WORDS, words, sizeof(words)),
			ST_OK);
		assert_null(strpbrk(words, "[]<>{}@&|\\\"\x1b"));
		assert_true(strlen(words) > 0);
		assert_true(utf8_is_valid(words, strlen(words)));
	}
	assert_spoken((const struct pair[]){ { "René Müller ✓", "René Müller" } }, 1,
		SPOKEN_AMOUNTS_WORDS);
}

static void
spoken_words__fits_or_gives_nothing(void **state)
{
	static const char text[] = "Tekan 1 untuk YA, hubungi 175.";
	char whole[ROOM], words[ROOM];
	size_t n;

	(void)state;
	assert_int_equal(spoken_words(text, SPOKEN_AMOUNTS_WORDS, whole, sizeof(whole)), ST_OK);
	n = strlen(whole);
	for (size_t room = 1; room <= n; room++) {
		assert_int_equal(
			spoken_words(text, SPOKEN_AMOUNTS_WORDS, words, room), ST_TOO_LONG);
		assert_string_equal(words, "");
	}
	assert_int_equal(spoken_words(text, SPOKEN_AMOUNTS_WORDS, words, n + 1), ST_OK);
	assert_string_equal(words, whole);
	assert_int_equal(spoken_words("", SPOKEN_AMOUNTS_WORDS, words, 0), ST_TOO_LONG);
}

/* Digits, signs and letters thrown together: never five digits' worth of one token, never a
 * byte too many. */
static void
spoken_words__survives_anything(void **state)
{
	static const char bytes[] =
		"0123456789Rp.,-/*%+ \n:;!?AZaz\xc3\xa9\xe2\x80\xa6\xff\x1b[";
	uint32_t seed = 1;

	(void)state;
	for (int round = 0; round < 20000; round++) {
		char text[200], words[8 * sizeof(text) + 1];
		size_t n = (size_t)(seed >> 8) % (sizeof(text) - 1);

		for (size_t i = 0; i < n; i++) {
			seed = seed * 1664525u + 1013904223u;
			text[i] = bytes[(seed >> 16) % (sizeof(bytes) - 1)];
		}
		text[n] = '\0';
		if (spoken_words(text, SPOKEN_AMOUNTS_HIDDEN, words, sizeof(words)) != ST_OK)
			continue;
		assert_null(strpbrk(words, "0123456789[\x1b\xff"));
		assert_true(strlen(words) < sizeof(words));
	}
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(spoken_words__writes_amounts_out_when_asked),
		cmocka_unit_test(spoken_words__hides_amounts_in_the_open_hall),
		cmocka_unit_test(spoken_words__writes_dates_times_and_small_numbers_out),
		cmocka_unit_test(spoken_words__never_gives_a_number_away),
		cmocka_unit_test(spoken_words__says_numbers_one_by_one_to_who_asks),
		cmocka_unit_test(spoken_words__says_abbreviations_as_people_do),
		cmocka_unit_test(spoken_words__names_keys_after_tekan_only),
		cmocka_unit_test(spoken_words__pauses_where_the_sentence_does),
		cmocka_unit_test(spoken_words__leaves_no_command_for_the_voice),
		cmocka_unit_test(spoken_words__fits_or_gives_nothing),
		cmocka_unit_test(spoken_words__survives_anything),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
