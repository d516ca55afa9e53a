/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Consent from its text on paper to its withdrawal: with the centre there, closed and dead, over a kill of the kiosk,
 * and of a claim that has not left yet.
 */
#include "tests/e2e/play.h"

#include "base/array.h"
#include "base/str.h"
#include "rules/code.h"
#include "tests/e2e/expect.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define SITI  "6308055203600001"
#define BASRI "6308050505550012"
#define OTHER "6308081111660009"
#define FOURTH "6308105404570024"

#define WITHDRAWALS "SELECT count(*) FROM withdrawal"
#define CLAIMS_OF(nik) "SELECT count(*) FROM claim WHERE nik = '" nik "'"

enum { WAIT_MS = 30000 };

/* clang-format off */
#define MOVES_TO_CODE { "5", "Anda mau apa?" }, { "6", "Layanan lainnya" }, \
	{ "7", "Izin klaim mana yang dicabut?" }
#define MOVES_WITHDRAW MOVES_TO_CODE, { "{code}\r", "Cabut izin memakai data Anda?" }
#define MOVES_SEND { "1", "Uang dikirim ke BRI" }, MOVES_CONFIRM
#define MOVES_ENOUGH { "1", "Ada lagi yang bisa dibantu?" }, MOVES_END_BY("2")
/* clang-format on */

static struct rig *rig;

static const struct move claim_of_other[] = { MOVES_FIND(OTHER), MOVES_OLD_ENOUGH, MOVES_ATTEST,
	MOVES_SEND, MOVES_END };

static void
open_centre(void)
{
	assert_int_equal(rig_central_start(rig, NULL), ST_OK);
}

static void
play_with(const char *who, const struct move *moves, const char *code)
{
	const struct fill hole = { "code", code };

	play(rig, who, moves, &hole, 1);
}

static void
newest_code(char ret_code[CODE_ROOM])
{
	assert_int_equal(kiosk_text(rig, "SELECT code FROM claim ORDER BY rowid DESC LIMIT 1",
				 ret_code, CODE_ROOM),
		ST_OK);
}

static void
expect_centre(const char *sql, int64_t number)
{
	int64_t found = -1;

	assert_int_equal(rig_central_number(rig, sql, &found), ST_OK);
	assert_int_equal(found, number);
}

/* Its text on paper first, then both. */
static void
withdraw__is_known_to_the_centre_and_stops_the_claim(void **state)
{
	static const struct move read_first[] = { MOVES_FIND(SITI), MOVES_OLD_ENOUGH,
		{ NULL, "Cetak penjelasan" }, { "4", "Kertas sudah dicetak" },
		{ "1", "Bolehkah kami memeriksa data Anda?" }, { NULL, NULL } };
	static const struct move claim[] = { MOVES_NO_CAMERA, { "1", "Apakah data ini benar?" },
		MOVES_SEND, MOVES_END };
	static const char *const text[] = { "PERSETUJUAN", "72 jam", "2026-2", NULL };
	static const struct move moves[] = { MOVES_WITHDRAW,
		{ NULL, "Klaim ini berhenti. Uangnya tidak dibayar." },
		{ "2", "IZIN SUDAH DICABUT" }, { NULL, "WD-0000000001" }, MOVES_ENOUGH };
	static const struct move again[] = { MOVES_TO_CODE,
		{ "{code}\r", "Sudah pernah diminta." }, { NULL, "WD-0000000001" },
		MOVES_ENOUGH };
	static const char *const slip[] = { "IZIN SUDAH DICABUT", "WD-0000000001", NULL };
	int papers = rig_receipts(rig);
	char code[CODE_ROOM];

	(void)state;
	expect_idle(rig);
	play(rig, "text", read_first, NULL, 0);
	expect_paper(rig, papers + 1, SITI, text);
	play(rig, "claim", claim, NULL, 0);
	newest_code(code);
	play_with("withdraw", moves, code);
	expect_paper(rig, papers + 3, SITI, slip);
	expect_centre(WITHDRAWALS, 1);
	expect_centre(CLAIMS_OF(SITI) " AND held = 1", 1);
	play_with("again", again, code);
	expect_centre(WITHDRAWALS, 1);
}

/* Kept through a kill of the kiosk, and sent once when the centre is back. */
static void
withdraw__with_the_centre_dead_is_sent_later(void **state)
{
	static const struct move claim[] = { MOVES_FIND(BASRI), MOVES_OLD_ENOUGH, MOVES_ATTEST,
		MOVES_SEND, MOVES_END };
	static const struct move moves[] = { MOVES_WITHDRAW,
		{ NULL, "Permintaan dikirim nanti." },
		{ "2", "TERSIMPAN DI KIOS, BELUM TERKIRIM" }, MOVES_ENOUGH };
	static const struct move after[] = { MOVES_TO_CODE,
		{ "{code}\r", "Sudah pernah diminta." }, { NULL, "IZIN SUDAH DICABUT" },
		MOVES_ENOUGH };
	static const char *const slip[] = { "BELUM TERKIRIM", "cabut", NULL };
	int papers = rig_receipts(rig);
	char code[CODE_ROOM];

	(void)state;
	expect_idle(rig);
	play(rig, "claim", claim, NULL, 0);
	newest_code(code);
	rig_central_kill(rig);
	play_with("dead", moves, code);
	expect_paper(rig, papers + 2, BASRI, slip);
	expect_not_on_paper(rig, papers + 2, "DICABUT");
	rig_kiosk_kill(rig);
	open_centre();
	assert_int_equal(rig_kiosk_start(rig), ST_OK);
	EXPECT_TEXT(rig_kiosk(rig), MOVES_IDLE);
	assert_int_equal(rig_wait_central(rig, WITHDRAWALS, 2, WAIT_MS), ST_OK);
	expect_kiosk_number(
		rig, "SELECT count(*) FROM withdrawal WHERE reference IS NULL", 0);
	play_with("after", after, code);
}

/* Maintenance: looked up, the centre knows nothing to say; the wish waits for it. */
static void
withdraw__with_the_centre_closed_waits_for_it(void **state)
{
	static const struct move moves[] = { MOVES_WITHDRAW,
		{ NULL, "Pusat belum bisa ditanya." },
		{ "2", "TERSIMPAN DI KIOS, BELUM TERKIRIM" }, MOVES_ENOUGH };
	static const char *const closed[] = { "POST /v1/claim-lookups:503",
		"POST /v1/consents/withdrawal:503", NULL };
	char code[CODE_ROOM];

	(void)state;
	expect_idle(rig);
	play(rig, "claim", claim_of_other, NULL, 0);
	newest_code(code);
	assert_int_equal(rig_central_start(rig, closed), ST_OK);
	play_with("closed", moves, code);
	expect_centre(WITHDRAWALS, 2);
	open_centre();
	assert_int_equal(rig_wait_central(rig, WITHDRAWALS, 3, WAIT_MS), ST_OK);
}

/* The claim never leaves, and nothing of the person stays. */
static void
withdraw__of_an_unsent_claim_takes_it_back(void **state)
{
	static const struct move claim[] = { MOVES_OFFLINE(FOURTH), MOVES_OFFLINE_KTP,
		MOVES_CONTACT("", "012301004567524"), { "1", "BELUM TERKIRIM" }, MOVES_END };
	static const struct move moves[] = { MOVES_WITHDRAW,
		{ NULL, "Klaim yang belum terkirim tidak akan dikirim." },
		{ "2", "IZIN SUDAH DICABUT" }, { NULL, "dihapus dari mesin ini" }, MOVES_ENOUGH };
	char code[CODE_ROOM];

	(void)state;
	expect_idle(rig);
	rig_central_kill(rig);
	play(rig, "offline", claim, NULL, 0);
	newest_code(code);
	play_with("unsent", moves, code);
	open_centre();
	expect_kiosk_number(rig, "SELECT count(*) FROM request WHERE state IN (0, 1, 3)", 0);
	terminal_settle(rig_kiosk(rig), 3000);
	expect_centre(CLAIMS_OF(FOURTH), 0);
	expect_kiosk_number(
		rig, "SELECT count(*) FROM claim WHERE status = 'withdrawn' AND person IS NULL", 1);
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
		cmocka_unit_test(withdraw__is_known_to_the_centre_and_stops_the_claim),
		cmocka_unit_test(withdraw__with_the_centre_dead_is_sent_later),
		cmocka_unit_test(withdraw__with_the_centre_closed_waits_for_it),
		cmocka_unit_test(withdraw__of_an_unsent_claim_takes_it_back),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
