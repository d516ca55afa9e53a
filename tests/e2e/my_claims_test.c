/* SPDX-License-Identifier: Apache-2.0 */
/*
 * "Uang saya sudah sampai mana?" without a slip, for the demo people whose claim is under way, late, returned or made in
 * JMO: the way of each, the mending of the returned one, and the centre lost, slow or closed in between.
 */
#include "tests/e2e/play.h"

#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define LATE     "6308036006580017"
#define RETURNED "6308041402620018"
#define JMO      "6308055009600019"

/* clang-format off */
#define MOVES_TO_MY_CLAIMS(nik) { "5", "Anda mau apa?" }, { "4", "Apakah Anda punya struk?" }, \
	{ "2", "Berapa NIK Anda?" }, { nik "\r", "Apakah ini Anda?" }
#define MOVES_BY_NIK(nik) MOVES_TO_MY_CLAIMS(nik), MOVES_OLD_ENOUGH, MOVES_NO_CAMERA
#define MOVES_ENOUGH { "1", "Ada lagi yang bisa dibantu?" }, MOVES_END_BY("2")
#define MOVES_NEW_ACCOUNT { "1", "Klaim dikembalikan, perlu diperbaiki" }, \
	{ NULL, "Rekening itu sudah tidak aktif di bank." }, { "1", "Bank apa?" }, \
	{ "1", "Berapa nomor rekening Anda?" }, \
	{ "012301004567518\r", "Rekening ini atas nama:" }, { "1", "Perbaikan ini sudah benar?" }
/* clang-format on */

static struct rig *rig;

static void
set_centre(const char *fault)
{
	const char *const faults[] = { fault, NULL };

	assert_int_equal(rig_central_start(rig, fault ? faults : NULL), ST_OK);
}

/* The number of a seeded claim begins with the year it was made in. */
static void
advance(int claim, const char *state, const char *why)
{
	char number[40], sql[96];
	const char *const options[] = { "--claim", number, "--to", state,
		why ? "--why" : NULL, why, NULL };
	int64_t year = 0;

	assert_int_equal(str_format(sql, sizeof(sql),
				 "SELECT substr(claim_number, 5, 4) FROM claim WHERE id = %d",
				 claim),
		ST_OK);
	assert_int_equal(rig_central_number(rig, sql, &year), ST_OK);
	assert_int_equal(
		str_format(number, sizeof(number), "JHT-%04d-%07d", (int)year, claim), ST_OK);
	assert_int_equal(rig_central_advance(rig, options), ST_OK);
}

static void
expect_centre(const char *sql, int64_t number)
{
	int64_t found = -1;

	assert_int_equal(rig_central_number(rig, sql, &found), ST_OK);
	assert_int_equal(found, number);
}

static void
late_claim__says_so_and_what_to_do(void **state)
{
	static const struct move moves[] = { MOVES_BY_NIK(LATE),
		{ "1", "Klaim sedang diperiksa pusat" }, { NULL, "Sudah lewat." },
		{ NULL, "Telepon 175" }, { NULL, "Dibayar paling lambat" }, MOVES_ENOUGH };

	(void)state;
	expect_idle(rig);
	play(rig, "late", moves, NULL, 0);
}

static void
claim_of_jmo__is_shown_and_followed_to_the_money(void **state)
{
	static const struct move verifying[] = { MOVES_BY_NIK(JMO),
		{ "1", "Klaim sedang diperiksa pusat", "Sudah lewat" }, { NULL, "JMO di HP" },
		{ NULL, "Terakhir: uang sampai di rekening" }, MOVES_ENOUGH };
	static const struct move paid[] = { MOVES_BY_NIK(JMO),
		{ "1", "Uang sudah dikirim ke rekening", "Dibayar paling lambat" },
		{ NULL, "Disetujui:" }, { NULL, "Sekarang: uang sudah di rekening" },
		MOVES_ENOUGH };

	(void)state;
	expect_idle(rig);
	play(rig, "jmo", verifying, NULL, 0);
	advance(19, "approved", NULL);
	advance(19, "paying", NULL);
	advance(19, "paid", NULL);
	play(rig, "paid", paid, NULL, 0);
}

static void
rejected_claim__is_said_in_words(void **state)
{
	static const struct move moves[] = { MOVES_BY_NIK(LATE),
		{ "1", "Klaim ditolak pusat", "Sudah lewat" },
		{ NULL, "Sekarang: ditolak pusat" }, { NULL, "Ada surat yang kurang." }, { NULL, "Panggil petugas" },
		MOVES_ENOUGH };

	(void)state;
	expect_idle(rig);
	advance(17, "rejected", "document-missing");
	play(rig, "rejected", moves, NULL, 0);
}

/* The centre did it, and its answer went lost: sent again by itself once the line is back, it is done once. */
static void
returned_claim__is_mended_once_through_a_lost_answer(void **state)
{
	static const struct move moves[] = { MOVES_BY_NIK(RETURNED), MOVES_NEW_ACCOUNT,
		{ "1", "Perbaikan DITERIMA PUSAT" }, { NULL, "Nomor klaim tetap sama" },
		MOVES_ENOUGH };
	static const struct move after[] = { MOVES_BY_NIK(RETURNED),
		{ "1", "Klaim sudah DITERIMA PUSAT", "Perbaiki sekarang" },
		{ NULL, "Dikembalikan:" }, { NULL, "Dibayar paling lambat" }, MOVES_ENOUGH };
	static const char *const paper[] = { "PERBAIKAN DITERIMA", "SYAHRANI", "BRI", NULL };
	int papers = rig_receipts(rig);

	(void)state;
	expect_idle(rig);
	set_centre("PATCH /v1/visits/*/claims/*:drop-after:n=1-2");
	play(rig, "returned", moves, NULL, 0);
	expect_paper(rig, papers + 1, RETURNED, paper);
	expect_centre("SELECT count(*) FROM claim WHERE nik = '" RETURNED "'", 1);
	expect_centre("SELECT count(*) FROM claim WHERE id = 18 AND status = 'received' AND"
		      " account = '012301004567518'",
		1);
	expect_centre("SELECT count(*) FROM claim_step WHERE claim = 18 AND status ="
		      " 'received'",
		2);
	expect_kiosk_number(rig, "SELECT count(*) FROM journal WHERE event = 'claim.mend' AND"
				 " outcome = 'away'",
		1);
	play(rig, "mended", after, NULL, 0);
}

static void
slow_centre__is_waited_for(void **state)
{
	static const struct move moves[] = { MOVES_BY_NIK(JMO), { "1", "Mencari klaim Anda" },
		{ NULL, "Klaim sedang diperiksa pusat", "Mencari" }, MOVES_ENOUGH };

	(void)state;
	expect_idle(rig);
	set_centre("GET /v1/visits/*/claims:delay=3000");
	play(rig, "slow", moves, NULL, 0);
}

/* Maintenance begins while somebody stands there: nothing is invented, and each key has a remedy. */
static void
closed_centre__leaves_what_was_known_before(void **state)
{
	static const struct move moves[] = { MOVES_BY_NIK(JMO),
		{ "1", "Kantor pusat belum menjawab" }, { NULL, "Punya struk?" },
		{ "3", "Nomor klaim" }, MOVES_ENOUGH };

	(void)state;
	expect_idle(rig);
	set_centre("GET /v1/visits/*/claims:503");
	play(rig, "closed", moves, NULL, 0);
}

static void
dead_centre__is_said_and_the_slip_named(void **state)
{
	static const struct move moves[] = { { "5", "Anda mau apa?" },
		{ "4", "Apakah Anda punya struk?" }, { "2", "Berapa NIK Anda?" },
		{ JMO "\r", "Kantor pusat belum menjawab" },
		{ NULL, "Layanan ini perlu kantor pusat." },
		{ "2", "Anda mau apa?" }, { "*", MOVES_IDLE }, { NULL, NULL } };

	(void)state;
	expect_idle(rig);
	rig_central_kill(rig);
	play(rig, "dead", moves, NULL, 0);
	set_centre(NULL);
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
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(late_claim__says_so_and_what_to_do),
		cmocka_unit_test(slow_centre__is_waited_for),
		cmocka_unit_test(closed_centre__leaves_what_was_known_before),
		cmocka_unit_test(returned_claim__is_mended_once_through_a_lost_answer),
		cmocka_unit_test(claim_of_jmo__is_shown_and_followed_to_the_money),
		cmocka_unit_test(rejected_claim__is_said_in_words),
		cmocka_unit_test(dead_centre__is_said_and_the_slip_named),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
