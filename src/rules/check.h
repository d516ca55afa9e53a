/* SPDX-License-Identifier: Apache-2.0 */
/*
 * "Periksa data saya": what of a person's record needs mending, the worst first, and where; then what is in order.
 * Pure: today and the facts are arguments.
 */
#ifndef RULES_CHECK_H
#define RULES_CHECK_H

#include "rules/claim.h"

enum { FINDINGS_MAX = 5, FINDING_TEXT = 120 };

/** The worst first; {n} {employer} {month} are filled in. X(name, words, what to do) */
#define FINDING_BAD_LIST(X)                                                                    \
	X(FINDING_RETURNED, N_("Klaim Anda dikembalikan, perlu diperbaiki."),                  \
		N_("Perbaiki di menu 4, atau panggil petugas."))                               \
	X(FINDING_OVERDUE, N_("Klaim Anda lewat dari tanggal janji."),                         \
		N_("Panggil petugas. Petugas bertanya ke pusat."))                             \
	X(FINDING_NO_CARD, N_("Belum ada KPJ atas NIK ini."),                                  \
		N_("Bawa kartu BPJS Ketenagakerjaan ke petugas."))                             \
	X(FINDING_UNREGISTERED, N_("{n} KPJ belum terdaftar, uangnya belum ikut."),            \
		N_("Tambahkan di sini: menu 3, Perbarui data saya."))                          \
	X(FINDING_BIRTH, N_("Tanggal lahir berbeda dengan KTP."),                              \
		N_("Dibetulkan di Dukcapil. Bawa KTP dan Kartu Keluarga."))                    \
	X(FINDING_UNPAID, N_("{employer}: {n} bulan tanpa iuran."),                            \
		N_("Tanyakan ke perusahaan, atau telepon 175."))                               \
	X(FINDING_MISSING, N_("{n} data belum lengkap."),                                      \
		N_("Lengkapi di sini: menu 3, Perbarui data saya."))                           \
	X(FINDING_JMO, N_("Akun JMO Anda terblokir."),                                         \
		N_("Petugas BPJS membukanya, gratis. Tekan + untuk memanggil."))               \
	X(FINDING_NOT_TOLD, N_("Iuran belum bisa diperiksa."),                                 \
		N_("Pusat belum menjawab. Coba lagi nanti."))

#define FINDING_GOOD_LIST(X)                                                                   \
	X(FINDING_DATA, N_("Data diri lengkap."), "")                                          \
	X(FINDING_CARDS, N_("Semua KPJ terdaftar."), "")                                       \
	X(FINDING_PAID, N_("{employer}: iuran terakhir {month}."), "")                         \
	X(FINDING_LEFT, N_("{employer}: berhenti {month}, iuran tidak ada lagi."), "")          \
	X(FINDING_OPEN, N_("Klaim Anda sedang diproses. Lihat di menu 4."), "")                \
	X(FINDING_NO_CLAIM, N_("Tidak ada klaim yang sedang diproses."), "")

enum finding_kind {
#define FINDING_ENUM(name, words, todo) name,
	FINDING_BAD_LIST(FINDING_ENUM) FINDING_GOOD_LIST(FINDING_ENUM)
#undef FINDING_ENUM
	FINDING_KINDS
};

struct finding {
	enum finding_kind kind;
	int n;
	char employer[33]; /* clipped, for a line */
	struct date month;
};

/** card and last_paid borrowed. */
struct check_facts {
	struct date today;
	const struct card *card;
	const struct date *last_paid; /* as card: the month; not known: none this year and the last */
	size_t cards_n;
	bool paid_known;  /* last_paid was told */
	size_t missing_n; /* fields of the record */
	bool birth_differs, jmo_blocked, claim_open, claim_returned, claim_overdue;
};

/** Returns how many there are. */
size_t check_decide(const struct check_facts *facts, struct finding ret_finding[FINDINGS_MAX]);

bool finding_is_bad(const struct finding *finding);
/** Translated and whole. */
void finding_words(const struct finding *finding, char ret_words[FINDING_TEXT]);
/** What to do, in the source language; "" nothing. */
const char *finding_todo(const struct finding *finding);

#endif
