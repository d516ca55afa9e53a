/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A person at the kiosk as a table: what they press, what they then see, and what must not be
 * seen. Between two presses of the same key lies the time a person needs, or the kiosk would
 * take them for one.
 */
#ifndef TESTS_E2E_MOVES_H
#define TESTS_E2E_MOVES_H

#include "base/fill.h"
#include "rules/code.h"
#include "tests/e2e/rig.h"

#include <stddef.h>
#include <stdint.h>

struct move {
	const char *keys;  /* as bytes; NULL: only look on */
	const char *sees;  /* comes up after the keys */
	const char *hides; /* then stands nowhere any more; NULL: nothing */
};

/** All three may have {holes}. Fails the test with the picture where one does not come true. */
void play(struct rig *rig, const char *who, const struct move *moves, const struct fill *holes,
	size_t holes_n);

/** What the centre must hold of one person's claims, the last of them by what it says. */
struct claim_told {
	int n;                        /* of this person, of every channel */
	const char *channel, *reason; /* NULL: no claim of this kiosk */
	int64_t tax, net;
};

void expect_claims(struct rig *rig, const char *nik, const struct claim_told *told);

/** One number out of the kiosk's own database, beside the kiosk: "SELECT count(*) FROM
 *  claim". */
int64_t kiosk_number(struct rig *rig, const char *sql);
/** Likewise one text. ST_TOO_LONG. */
enum status kiosk_text(struct rig *rig, const char *sql, char *ret_text, size_t room);
/** Waits until the number is the one expected. */
void expect_kiosk_number(struct rig *rig, const char *sql, int64_t expected);

/** The n-th paper is the last, has all the words, ended by NULL, and not the NIK in full. */
void expect_paper(struct rig *rig, int n, const char *nik, const char *const *words);
/** The n-th paper does not have the word. */
void expect_not_on_paper(struct rig *rig, int n, const char *word);

/** The code on the n-th paper, in groups as it stands there. */
void read_code_on_paper(struct rig *rig, int n, char ret_code[CODE_SHOWN_ROOM]);

/** Ends the kiosk: its journal is whole and has none of the events, ended by NULL. */
void expect_no_events(struct rig *rig, const char *const *events);

/** Starts the kiosk where it is not idle, for a test after one that failed midway. */
void expect_idle(struct rig *rig);

#define MOVES_IDLE   "Tekan tombol apa saja untuk mulai"
#define MOVES_RATING "Bagaimana layanan tadi?"

/* clang-format off */
/** Ways that many people share. */
#define MOVES_TO_NIK      { "5", "Anda mau apa?" }, { "1", "Berapa NIK Anda?" }
#define MOVES_FIND(nik)   MOVES_TO_NIK, { nik "\r", "Apakah ini Anda?" }
#define MOVES_OLD_ENOUGH  { "1", "Bolehkah kami memeriksa data Anda?" }
#define MOVES_REASON(key) { "1", "Mengapa Anda mengambil uang JHT?" }, \
			  { key, "Bolehkah kami memeriksa data Anda?" }
#define MOVES_PIN         { "1", "ketik PIN Anda" }, \
			  { RIG_OFFICER_PIN "\r", "apa yang Anda lakukan?" }
#define MOVES_CALL        { "1", "Petugas dipanggil" }, MOVES_PIN
#define MOVES_KTP         { NULL, "Petugas melihat KTP asli Anda" }, MOVES_CALL
#define MOVES_NO_CAMERA   { "1", "Siapkan KTP asli." }, MOVES_KTP
#define MOVES_NO_PHOTO    { "2", "Siapkan KTP asli." }, MOVES_KTP
#define MOVES_ATTEST      MOVES_NO_CAMERA, { "1", "Apakah data ini benar?" }
#define MOVES_PHOTO       { NULL, "Bagus. Tetap begitu." }, { "\r", "Lihat ke kamera" }
#define MOVES_FACE        { "1", "Lihat ke kamera" }, MOVES_PHOTO, \
			  { NULL, "Apakah data ini benar?" }
/** Without the centre: from the NIK to the review, with an officer or with a photograph; then the account. */
#define MOVES_OFFLINE(nik) MOVES_TO_NIK, { nik "\r", "Kantor pusat belum menjawab" }, \
			  { "2", "Apakah ini Anda?" }, { "1", "Bolehkah kami memeriksa data Anda?" }
#define MOVES_OFFLINE_KTP MOVES_NO_CAMERA, { "1", "Berapa nomor kartu (KPJ) Anda?" }
#define MOVES_OFFLINE_FACE { "1", "Lihat ke kamera" }, MOVES_PHOTO, \
			  { NULL, "Berapa nomor kartu (KPJ) Anda?" }
#define MOVES_CONTACT(phone, account) { "\r", "Berapa nomor HP Anda?" }, { phone "\r", "Bank apa?" }, \
			  { "1", "Berapa nomor rekening Anda?" }, \
			  { account "\r", "Periksa sekali lagi" }
#define MOVES_REVIEW      { "1", "Periksa sekali lagi" }
#define MOVES_CONFIRM     MOVES_REVIEW, { "1", "Klaim Anda DITERIMA PUSAT" }
/** Whoever is done is asked how it was, with nothing of them left on the screen; then nobody stands there. */
#define MOVES_RATE        { "5", MOVES_IDLE }, { NULL, NULL }
#define MOVES_END_BY(key) { key, MOVES_RATING }, MOVES_RATE
#define MOVES_END         MOVES_END_BY("1")
/* clang-format on */

#endif
