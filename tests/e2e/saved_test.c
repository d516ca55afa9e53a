/* SPDX-License-Identifier: Apache-2.0 */
/*
 * "Simpan dan lanjutkan nanti" between two kiosks: the man without an account keeps his claim at one and makes it at
 * another that has never seen him; the centre dead, busy or losing answers; slips of a claim, or of nobody.
 */
#include "tests/e2e/expect.h"
#include "tests/e2e/play.h"

#include "base/array.h"
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>
#include <sys/stat.h>

#define NIK     "6308080303590022"
#define ACCOUNT "012301004567522"

/* clang-format off */
#define MOVES_TO_NO_ACCOUNT MOVES_FIND(NIK), MOVES_OLD_ENOUGH, MOVES_ATTEST, \
	{ "1", "Belum punya rekening" }, { "2", "Di bank mana saja, atas nama Anda sendiri." }
#define MOVES_KEPT { NULL, "Berlaku sampai" }, { NULL, "Bawa juga buku tabungan" }, \
	{ "1", "Ada lagi yang bisa dibantu?" }, MOVES_END_BY("2")
#define MOVES_TO_SLIP { "5", "Anda mau apa?" }, { "6", "Layanan lainnya" }, \
	{ "2", "Mana slip yang disimpan?" }, { "{code}", "{code}" }
#define MOVES_TO_TAKE_UP MOVES_TO_SLIP, { "\r", "Apakah ini Anda?", "ZAINAL" }, \
	{ NULL, "Z***** A*****" }, MOVES_OLD_ENOUGH, MOVES_NO_CAMERA, \
	{ "1", "Lanjutkan yang disimpan?" }
#define MOVES_NEW_ACCOUNT { "1", "Anda terima Rp5.900.000" }, { "1", "Bank apa?" }, \
	{ "1", "Berapa nomor rekening Anda?" }, { ACCOUNT "\r", "Rekening ini atas nama:" }

static const struct move keep[] = { MOVES_TO_NO_ACCOUNT,
	{ "1", "Tersimpan. Lanjutkan kapan saja" }, MOVES_KEPT };
static const struct move go_on[] = { MOVES_TO_TAKE_UP, { NULL, "Disimpan" }, MOVES_NEW_ACCOUNT,
	MOVES_CONFIRM, MOVES_END };
/* clang-format on */

static struct rig *rig;
static char code[CODE_SHOWN_ROOM];

static const struct fill holes[] = { { "code", code } };

/* --- the slip ----------------------------------------------------------------------------- */

static void
keep_visit(void)
{
	static const char *const words[] = { "LANJUTKAN NANTI", "Di mana membuka rekening?",
		"Z***** A*****", NULL };
	int papers = rig_receipts(rig);

	expect_idle(rig);
	play(rig, "keep", keep, NULL, 0);
	expect_paper(rig, papers + 1, NIK, words);
	expect_not_on_paper(rig, papers + 1, "ZAINAL");
	read_code_on_paper(rig, papers + 1, code);
}

/* --- two kiosks --------------------------------------------------------------------------- */

/* Another state, key and staff under the same settings. */
static void
move_to(const char *kiosk)
{
	static const char *const key[] = { "key", "init", NULL };
	static const char *const staff[] = { "staff", "add", "--name", "Rina", "--initials",
		"RN", "--role", "officer", NULL };
	char folder[200], state[256];
	struct rig_setting setting = { "state_dir", state };
	struct buf output;
	int status;

	rig_kiosk_kill(rig);
	assert_int_equal(
		str_format(folder, sizeof(folder), "%s/%s", rig_folder(rig), kiosk), ST_OK);
	assert_int_equal(str_format(state, sizeof(state), "\"%s\"", folder), ST_OK);
	assert_int_equal(rig_settings(rig, &setting, 1), ST_OK);
	buf_init(&output, 1 << 16);
	assert_int_equal(mkdir(folder, 0700), 0);
	assert_int_equal(rig_command(rig, key, NULL, &output, &status), ST_OK);
	assert_int_equal(
		rig_command(rig, staff, RIG_OFFICER_PIN "\n", &output, &status), ST_OK);
	if (status != 0)
		fail_msg("%s", output.data);
	buf_free(&output);
}

static void
set_centre(const char *fault)
{
	const char *const faults[] = { fault, NULL };

	rig_central_kill(rig);
	assert_int_equal(rig_central_start(rig, fault ? faults : NULL), ST_OK);
}

static void
expect_saved(int n)
{
	int64_t found = -1;

	assert_int_equal(
		rig_central_number(rig, "SELECT count(*) FROM saved_visit", &found), ST_OK);
	assert_int_equal(found, n);
}

static void
slip__at_the_claims_counter_leads_on_and_a_wrong_code_is_said(void **state)
{
	static const struct move at_status[] = { { "5", "Anda mau apa?" },
		{ "4", "Apakah Anda punya struk?" }, { "1", "Mana kode struknya?" },
		{ "{code}", "{code}" }, { "\r", "Itu slip untuk melanjutkan" },
		{ "1", "Apakah ini Anda?" }, { "*", "Anda mau apa?" }, { "*", MOVES_IDLE },
		{ NULL, NULL } };
	static const struct move wrong[] = { { "5", "Anda mau apa?" }, { "6", "Layanan lainnya" },
		{ "2", "Mana slip yang disimpan?" }, { "222222222\r", "Kode itu belum ditemukan" },
		{ "2", "Berapa NIK Anda?" }, { "*", "Anda mau apa?" }, { "*", MOVES_IDLE },
		{ NULL, NULL } };

	(void)state;
	keep_visit();
	play(rig, "at the claims' counter", at_status, holes, ARRAY_LEN(holes));
	play(rig, "wrong", wrong, NULL, 0);
}

/* The centre kept it, and its answer went lost: asked again it is kept once. */
static void
keeping__through_a_lost_answer_keeps_once(void **state)
{
	static const struct move moves[] = { MOVES_TO_NO_ACCOUNT,
		{ "1", "Tersimpan. Lanjutkan kapan saja" }, MOVES_KEPT };
	int64_t before = 0;

	(void)state;
	assert_int_equal(
		rig_central_number(rig, "SELECT count(*) FROM saved_visit", &before), ST_OK);
	expect_idle(rig);
	set_centre("POST /v1/visits/*/saved-visits:drop-after:n=1-2");
	play(rig, "lost answer", moves, NULL, 0);
	expect_saved((int)before + 1);
	set_centre(NULL);
}

static void
keeping__at_a_busy_centre_leaves_a_ticket_here(void **state)
{
	static const struct move moves[] = { MOVES_TO_NO_ACCOUNT,
		{ "1", "Belum bisa disimpan di pusat" }, { NULL, "Kantor pusat sedang" },
		{ "2", "Ini tiket Anda" }, MOVES_END };
	static const char *const words[] = { "TIKET PETUGAS", "Disimpan di mesin ini.", NULL };
	int papers = rig_receipts(rig);

	(void)state;
	expect_idle(rig);
	set_centre("POST /v1/visits/*/saved-visits:503");
	play(rig, "closed", moves, NULL, 0);
	expect_paper(rig, papers + 1, NIK, words);
	expect_kiosk_number(
		rig, "SELECT count(*) FROM handover WHERE why = 'kept-here'", 1);
	set_centre(NULL);
}

static void
slip__without_the_centre_stays_valid(void **state)
{
	static const struct move moves[] = { MOVES_TO_SLIP, { "\r", "Kantor pusat belum menjawab" },
		{ NULL, "Slip tetap berlaku." }, { "4", "Anda mau apa?" }, { "*", MOVES_IDLE },
		{ NULL, NULL } };

	(void)state;
	expect_idle(rig);
	rig_central_kill(rig);
	play(rig, "dead", moves, holes, ARRAY_LEN(holes));
	assert_int_equal(rig_central_start(rig, NULL), ST_OK);
}

static void
slow_centre__is_waited_for_at_both_ends(void **state)
{
	static const struct move slow_keep[] = { MOVES_TO_NO_ACCOUNT,
		{ "1", "Menyimpan jawaban Anda" },
		{ NULL, "Tersimpan. Lanjutkan kapan saja" }, MOVES_KEPT };
	static const struct move slow_open[] = { MOVES_TO_SLIP,
		{ "\r", "Mencari yang disimpan" }, { NULL, "Apakah ini Anda?" },
		{ "*", "Mana slip yang disimpan?" }, { "*", "Anda mau apa?" }, { "*", MOVES_IDLE }, { NULL, NULL } };

	(void)state;
	expect_idle(rig);
	set_centre("POST /v1/visits/*/saved-visits:delay=2000");
	play(rig, "slow keeping", slow_keep, NULL, 0);
	read_code_on_paper(rig, rig_receipts(rig), code);
	set_centre("POST /v1/visits:delay=2000");
	play(rig, "slow opening", slow_open, holes, ARRAY_LEN(holes));
	set_centre(NULL);
}

static void
kept_claim__is_made_at_another_kiosk(void **state)
{
	static const struct claim_told told = { 1, "assisted", "USIA_56", 0, 5900000 };

	(void)state;
	keep_visit();
	assert_true(kiosk_number(rig, "SELECT count(*) FROM journal WHERE event = 'visit.saved'"
				      " AND outcome = 'ok'") > 0);
	expect_kiosk_number(rig, "SELECT count(*) FROM visit_draft", 0);
	move_to("kiosk-2");
	assert_int_equal(rig_kiosk_start(rig), ST_OK);
	expect_idle(rig);
	play(rig, "go on", go_on, holes, ARRAY_LEN(holes));
	expect_claims(rig, NIK, &told);
}

/* He comes with the slip once more, and then with that of the claim. */
static void
kept_claim__that_was_made_is_told(void **state)
{
	static const struct move again[] = { MOVES_TO_TAKE_UP,
		{ "1", "Klaim Anda sudah ada dan sedang diproses" }, MOVES_END };
	static const struct move receipt[] = { MOVES_TO_SLIP,
		{ "\r", "Itu struk klaim yang sudah diajukan" },
		{ "1", "Klaim sudah DITERIMA PUSAT" }, MOVES_END };

	(void)state;
	expect_idle(rig);
	play(rig, "again", again, holes, ARRAY_LEN(holes));
	read_code_on_paper(rig, rig_receipts(rig), code);
	play(rig, "receipt", receipt, holes, ARRAY_LEN(holes));
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
		cmocka_unit_test(keeping__at_a_busy_centre_leaves_a_ticket_here),
		cmocka_unit_test(keeping__through_a_lost_answer_keeps_once),
		cmocka_unit_test(slip__at_the_claims_counter_leads_on_and_a_wrong_code_is_said),
		cmocka_unit_test(slip__without_the_centre_stays_valid),
		cmocka_unit_test(slow_centre__is_waited_for_at_both_ends),
		cmocka_unit_test(kept_claim__is_made_at_another_kiosk),
		cmocka_unit_test(kept_claim__that_was_made_is_told),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
