/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What can be wrong with what a person typed. One list: name, whether it only warns, and the
 * sentence shown: what happened and what to do, in plain Indonesian (primary school, at most 12
 * words a line).
 */
#ifndef RULES_FLAW_H
#define RULES_FLAW_H

#include <stdbool.h>

/* X(name, only_warns, sentence) */
#define FLAW_LIST(X)                                                                           \
	X(FLAW_NONE, false, "")                                                                \
	X(FLAW_EMPTY, false, N_("Belum diisi. Ketik angkanya dulu."))                          \
	X(FLAW_NOT_DIGITS, false, N_("Isi dengan angka saja."))                                \
	X(FLAW_NIK_SHORT, false, N_("NIK ada 16 angka. Masih kurang. Lihat KTP Anda."))        \
	X(FLAW_NIK_LONG, false, N_("NIK ada 16 angka. Ini terlalu banyak. Lihat KTP Anda."))   \
	X(FLAW_NIK_DATE, false,                                                                \
		N_("Ada angka yang salah di NIK. Cocokkan lagi dengan KTP Anda."))             \
	X(FLAW_NIK_SERIAL, false,                                                              \
		N_("Empat angka terakhir NIK tidak boleh 0000. Lihat KTP Anda."))              \
	X(FLAW_NIK_REGION, true, N_("Kode daerah NIK tidak dikenal. Periksa lagi."))           \
	X(FLAW_NIK_BIRTH_DIFFERS, true, N_("Tanggal lahir di NIK berbeda dengan data."))       \
	X(FLAW_KPJ_SHORT, false, N_("Nomor KPJ ada 11 angka. Masih kurang."))                  \
	X(FLAW_KPJ_LONG, false, N_("Nomor KPJ ada 11 angka. Ini terlalu banyak."))             \
	X(FLAW_IS_NIK, false, N_("Itu nomor KTP (NIK). Di sini diisi nomor lain."))            \
	X(FLAW_IS_KPJ, false,                                                                  \
		N_("Itu nomor kartu BPJS Ketenagakerjaan. Di sini diisi NIK dari KTP."))       \
	X(FLAW_IS_KESEHATAN, false,                                                            \
		N_("Itu kartu BPJS Kesehatan. Pakai KTP, bukan kartu itu."))                   \
	X(FLAW_IS_PHONE, false, N_("Itu seperti nomor HP. Pakai nomor dari KTP."))             \
	X(FLAW_IS_OLD_KPJ, false,                                                              \
		N_("Itu kartu lama yang ada hurufnya. Minta bantuan petugas."))                \
	X(FLAW_DATE, false,                                                                    \
		N_("Tanggal itu tidak ada. Contoh: 12 Maret 1960 ditulis 12031960."))          \
	X(FLAW_DATE_FUTURE, false, N_("Tanggal itu belum tiba. Periksa lagi."))                \
	X(FLAW_DATE_TOO_OLD, false, N_("Tanggal itu terlalu lama. Periksa lagi."))             \
	X(FLAW_NPWP, false, N_("Nomor NPWP salah. Cocokkan dengan kartunya."))                 \
	X(FLAW_PHONE, false, N_("Nomor HP mulai dengan 08. Periksa lagi."))                    \
	X(FLAW_ACCOUNT_SHORT, false,                                                           \
		N_("Nomor rekening terlalu pendek. Lihat buku tabungan."))                     \
	X(FLAW_ACCOUNT_LONG, false,                                                            \
		N_("Nomor rekening terlalu panjang. Lihat buku tabungan."))                    \
	X(FLAW_ACCOUNT_LENGTH, true, N_("Panjang nomor ini tidak biasa. Periksa lagi."))       \
	X(FLAW_POSTAL_CODE, false, N_("Kode pos ada 5 angka. Periksa lagi."))                  \
	X(FLAW_EMAIL, false, N_("Alamat e-mail ada tanda @. Periksa lagi."))                   \
	X(FLAW_CODE, false, N_("Kode itu salah ketik. Cocokkan dengan struk Anda."))           \
	X(FLAW_PIN, false, N_("PIN ada 6 angka."))                                             \
	X(FLAW_PIN_ONE_DIGIT, false, N_("PIN jangan satu angka saja. Pilih yang lain."))       \
	X(FLAW_PIN_ROW, false, N_("PIN jangan angka berurutan. Pilih yang lain."))             \
	X(FLAW_PIN_REPEATS, false, N_("PIN jangan berulang. Pilih yang lain."))                \
	X(FLAW_PIN_DATE, false, N_("PIN jangan seperti tanggal lahir. Pilih yang lain."))      \
	X(FLAW_PIN_DIFFERS, false, N_("Kedua PIN berbeda. Coba lagi."))                        \
	X(FLAW_STAFF_NAME, false, N_("Nama ditulis dengan huruf. Pakai papan ketik."))         \
	X(FLAW_INITIALS, false, N_("Singkatan ada 2 sampai 4 huruf. Pakai papan ketik."))      \
	X(FLAW_INITIALS_TAKEN, false, N_("Singkatan itu sudah dipakai. Pilih yang lain."))

enum flaw {
#define FLAW_ENUM(name, warns, words) name,
	FLAW_LIST(FLAW_ENUM)
#undef FLAW_ENUM
};

/** The sentence in the source language, ready for TR(). */
const char *flaw_words(enum flaw flaw);
bool flaw_only_warns(enum flaw flaw);

#endif
