/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What waits for staff at the real counter: a claim the real centre refused is corrected and received, withdrawn, written
 * to, handed over; from the kiosk and from a desk. One that is merely lost on the way to a wrong account is never a
 * second one.
 */
#include "base/str.h"
#include "tests/e2e/expect.h"
#include "tests/e2e/play.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define NIK      "6308080303590022"
#define STRANGER "6308055203600001"
#define THEIRS   "012301004567501" /* somebody else's */
#define OWN      "012301004567522"
#define CLAIMS   "SELECT count(*) FROM claim WHERE nik='" NIK "'"
#define EVENT(event) "SELECT count(*) FROM journal WHERE event='" event "'"

/* The bank cannot be asked, so that the account is the centre's to check. */
static const char *const no_check[] = { "POST /v1/visits/*/bank-account-checks:503:retry=1", NULL };

/* clang-format off */
#define MOVES_REFUSED MOVES_FIND(NIK), MOVES_OLD_ENOUGH, MOVES_ATTEST, \
	{ "1", "Lanjut, isi rekening" }, { "1", "Bank apa?" }, \
	{ "1", "Berapa nomor rekening Anda?" }, { THEIRS "\r", "Rekening belum bisa diperiksa" }, \
	{ "3", "Periksa sekali lagi" }, { "1", "PERLU PETUGAS" }, MOVES_END
#define MOVES_OFFICER { "5", "Anda mau apa?" }, { "+", "Petugas dipanggil" }, MOVES_PIN
#define MOVES_LIST MOVES_OFFICER, { "8", "Rekening itu bukan atas nama peserta." }, { NULL, "(0 hari)" }
#define MOVES_OUT { "9", "apa yang Anda lakukan?" }, { "5", "Anda mau apa?" }, { "*", MOVES_IDLE }, { NULL, NULL }
static const struct move refused[] = { MOVES_REFUSED };
/* clang-format on */

static int
begin(void **state)
{
	struct rig *rig;

	if (rig_new(&(struct rig_options){ .faults = no_check }, &rig) != ST_OK)
		return -1;
	*state = rig;
	if (rig_kiosk_start(rig) != ST_OK)
		return -1;
	play(rig, "refused", refused, NULL, 0);
	return 0;
}

static int
end(void **state)
{
	rig_free(*state);
	return 0;
}

static void
claim__corrected_with_its_person__is_received_once(void **state)
{
	/* clang-format off */
	static const struct move moves[] = { MOVES_LIST,
		{ "3", "Tindakan lain untuk klaim ini" }, { "2", "Lihat KTP asli peserta." },
		{ STRANGER "\r", "Klaim ini bukan milik NIK itu" }, { "1", "Lihat KTP asli peserta." },
		{ NIK "\r", "Bank apa?" }, { "1", "Berapa nomor rekeningnya?" },
		{ OWN "\r", "Serahkan keyboard ke peserta." }, { NULL, "0123 0100 4567 522" },
		{ "1", "Klaim Anda DITERIMA PUSAT" },
		{ "1", "Tidak ada klaim yang menunggu petugas" }, MOVES_OUT };
	/* clang-format on */
	static const char *const paper[] = { "DITERIMA PUSAT", "7522", "RN", NULL };

	play(*state, "corrected", moves, NULL, 0);
	assert_int_equal(rig_wait_central(*state, CLAIMS " AND account='" OWN "'", 1, 5000), ST_OK);
	assert_int_equal(rig_wait_central(*state, CLAIMS, 1, 5000), ST_OK);
	expect_paper(*state, 2, NIK, paper);
	expect_kiosk_number(*state, "SELECT count(*) FROM request WHERE state NOT IN (2,4)", 0);
	expect_kiosk_number(*state, EVENT("waiting.correct") " AND outcome='ok'", 1);
	expect_kiosk_number(*state, EVENT("waiting.correct") " AND outcome='denied'", 1);
}

static void
claim__sent_again__withdrawn_and_written_about__leaves_nothing_waiting(void **state)
{
	/* clang-format off */
	static const struct move moves[] = { MOVES_LIST,
		{ "1", "Hubungi peserta" }, { NULL, "Z***** A*****" },
		{ "3", "Kertas sudah dicetak" }, { "1", "Dicatat: surat dikirim" },
		{ "1", "Surat sudah dikirim" }, { NULL, "Betulkan bersama peserta" },
		{ "3", "Tindakan lain untuk klaim ini" }, { "3", "Klaim dikirim lagi ke pusat" },
		{ NULL, NULL } };
	static const struct move drop[] = {
		{ "1", "Rekening itu bukan atas nama peserta." },
		{ "3", "Tindakan lain untuk klaim ini" }, { "4", "Peserta: tekan 1 bila klaim ini ditarik." },
		{ "1", "Klaim sudah ditarik" }, { "1", "Tidak ada klaim yang menunggu petugas" }, MOVES_OUT };
	/* clang-format on */
	static const char *const letter[] = { "SURAT PANGGILAN", "ZAINAL ABIDIN", NULL };

	play(*state, "letter and again", moves, NULL, 0);
	expect_paper(*state, 2, NIK, letter);
	expect_kiosk_number(*state, EVENT("claim.parked"), 2); /* the same no once more */
	play(*state, "withdrawn", drop, NULL, 0);
	assert_int_equal(rig_wait_central(*state, CLAIMS, 0, 5000), ST_OK);
	expect_kiosk_number(*state, "SELECT count(*) FROM request WHERE state<>4", 0);
	expect_kiosk_number(*state, "SELECT count(*) FROM review WHERE kind='withdrawn'", 1);
}

/* From a desk what needs nobody's key: called, sent again, made a file, which then heads the officer's list. */
static void
desk__calls_and_hands_over(void **state)
{
	/* clang-format off */
	static const struct move moves[] = { MOVES_OFFICER,
		{ "1", "Menunggu petugas: 1 berkas" }, { NULL, "Klaim menunggu petugas" },
		{ "1", "Buka klaim yang menunggu" }, { "1", "Rekening itu bukan atas nama peserta." },
		{ NULL, NULL } };
	/* clang-format on */
	struct rig *rig = *state;
	const char *const argv[] = { rig_build("bin/anjungan"), "--config", rig_config(rig),
		"attach", NULL };
	const struct terminal_start how = { .argv = argv };
	struct terminal *desk;

	assert_int_equal(terminal_new(&how, &desk), ST_OK);
	EXPECT_TEXT(desk, "ketik PIN Anda");
	EXPECT_TYPE(desk, RIG_OFFICER_2_PIN "\r");
	EXPECT_TEXT(desk, "Klaim yang menunggu petugas");
	EXPECT_TYPE(desk, "3");
	EXPECT_TEXT(desk, "Rekening itu bukan atas nama peserta.");
	EXPECT_TYPE(desk, "1");
	EXPECT_TEXT(desk, "Z***** A*****");
	EXPECT_TYPE(desk, "2");
	EXPECT_TEXT(desk, "Belum terhubung");
	EXPECT_TYPE(desk, "3");
	EXPECT_TEXT(desk, "Tidak ada klaim yang menunggu petugas");
	terminal_free(desk);
	play(rig, "file", moves, NULL, 0);
	expect_kiosk_number(rig, EVENT("waiting.handed-over") " AND actor<>'kiosk'", 1);
	expect_kiosk_number(rig, "SELECT called FROM handover WHERE claim NOT NULL", 1);
}

#define RIG_TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		RIG_TEST(claim__corrected_with_its_person__is_received_once),
		RIG_TEST(claim__sent_again__withdrawn_and_written_about__leaves_nothing_waiting),
		RIG_TEST(desk__calls_and_hands_over),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
