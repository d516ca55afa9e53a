/* SPDX-License-Identifier: Apache-2.0 */
/* JMO opened at the real counter: by two PINs, by the centre, never by one person, and with a centre that is dead. */
#include "tests/e2e/expect.h"
#include "tests/e2e/play.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { APART_MS = 400 }; /* between two presses of a key */

#define NIK     "6308066510580007"
#define BLOCKED "SELECT jmo_blocked FROM person WHERE nik='" NIK "'"
#define ASKED   "SELECT count(*) FROM unblocking WHERE nik='" NIK "'"

/* From the idle screen to the question who approves. */
#define MOVES_SECOND                                                                           \
	MOVES_FIND(NIK), MOVES_OLD_ENOUGH, MOVES_ATTEST, { NULL, "JMO Anda terblokir" },       \
		{ "+", "Buka blokir JMO" }, { "8", "Mengapa JMO diblokir?" },                  \
		{ "1", "Siapa yang menyetujui?" }
#define MOVES_OFF { "5", "Apakah data ini benar?" }, { NULL, NULL }

static int
begin(void **state)
{
	struct rig *rig;

	if (rig_new(&(struct rig_options){ 0 }, &rig) != ST_OK)
		return -1;
	*state = rig;
	return rig_kiosk_start(rig) == ST_OK ? 0 : -1;
}

static int
end(void **state)
{
	rig_free(*state);
	return 0;
}

static void
jmo__opens_by_two_pins_and_never_by_one_person(void **state)
{
	static const struct move moves[] = { MOVES_SECOND,
		{ "1", "setuju JMO dibuka?" },
		{ RIG_OFFICER_PIN "\r", "Orang kedua harus berbeda" },
		{ RIG_OFFICER_2_PIN "\r", "Orang kedua harus supervisor" },
		{ RIG_SUPERVISOR_PIN "\r", "JMO sudah dibuka" },
		{ "1", "apa yang Anda lakukan?", "Buka blokir JMO" }, MOVES_OFF };
	static const char *const paper[] = { "JMO SUDAH DIBUKA", "UB-", "gratis", NULL };

	play(*state, "opened", moves, NULL, 0);
	assert_int_equal(rig_wait_central(*state, BLOCKED, 0, 5000), ST_OK);
	expect_paper(*state, 1, NIK, paper);
	expect_kiosk_number(*state,
		"SELECT count(*) FROM journal WHERE event='approval.denied'", 2);
	expect_kiosk_number(*state,
		"SELECT count(*) FROM journal WHERE event='jmo.unblock' AND outcome='ok'", 1);
}

/* Who asked sits at the desk, too, and may not be both; nor may who only looks on. */
static void
jmo__opens_by_the_pin_given_at_a_desk(void **state)
{
	static const struct move ask[] = { MOVES_SECOND, { "2", "Buka blokir JMO" }, { NULL, NULL } };
	static const struct move opened[] = { { NULL, "JMO sudah dibuka" },
		{ "1", "apa yang Anda lakukan?", "Buka blokir JMO" }, MOVES_OFF };
	struct rig *rig = *state;
	const char *const argv[] = { rig_build("bin/anjungan"), "--config", rig_config(rig),
		"attach", NULL };
	const struct terminal_start how = { .argv = argv };
	struct terminal *desk;

	play(rig, "asked", ask, NULL, 0);
	assert_int_equal(terminal_new(&how, &desk), ST_OK);
	EXPECT_TEXT(desk, "ketik PIN Anda");
	EXPECT_TYPE(desk, RIG_OFFICER_PIN "\r");
	EXPECT_TEXT(desk, "Persetujuan diminta RN: Buka blokir JMO");
	EXPECT_TYPE(desk, "2");
	EXPECT_TEXT(desk, "Setuju? Ketik PIN Anda sendiri");
	terminal_settle(desk, APART_MS);
	EXPECT_TYPE(desk, RIG_OFFICER_PIN "\r");
	EXPECT_TEXT(desk, "Orang kedua harus berbeda");
	EXPECT_TYPE(desk, RIG_OFFICER_2_PIN "\r");
	EXPECT_TEXT(desk, "Orang kedua harus supervisor");
	assert_int_equal(rig_wait_central(rig, BLOCKED, 1, 5000), ST_OK);
	EXPECT_TYPE(desk, RIG_SUPERVISOR_PIN "\r");
	EXPECT_TEXT(desk, "Disetujui.");
	play(rig, "opened", opened, NULL, 0);
	terminal_free(desk);
	assert_int_equal(rig_wait_central(rig, BLOCKED, 0, 5000), ST_OK);
	expect_kiosk_number(rig, "SELECT count(*) FROM journal WHERE event='approval.denied'", 2);
	expect_kiosk_number(rig,
		"SELECT count(*) FROM journal WHERE event='approval.end' AND outcome='ok'", 1);
}

static void
jmo__without_a_supervisor__waits_for_the_centre(void **state)
{
	static const struct move moves[] = { MOVES_SECOND,
		{ "3", "Menunggu persetujuan pusat" }, { "1", "apa yang Anda lakukan?" },
		MOVES_OFF };
	static const char *const paper[] = { "MENUNGGU PERSETUJUAN", "UB-", NULL };

	play(*state, "by the centre", moves, NULL, 0);
	assert_int_equal(rig_wait_central(*state, ASKED, 1, 5000), ST_OK);
	assert_int_equal(rig_wait_central(*state, BLOCKED, 1, 5000), ST_OK);
	expect_paper(*state, 1, NIK, paper);
}

static void
jmo__with_a_dead_centre__leaves_a_ticket(void **state)
{
	static const struct move before[] = { MOVES_SECOND,
		{ "1", "setuju JMO dibuka?" }, { NULL, NULL } };
	static const struct move after[] = {
		{ RIG_SUPERVISOR_PIN "\r", "Belum pasti: pusat belum menjawab" },
		{ "2", "Ini tiket Anda" }, { NULL, NULL } };
	struct rig *rig = *state;

	play(rig, "before", before, NULL, 0);
	rig_central_kill(rig);
	play(rig, "dead", after, NULL, 0);
	expect_kiosk_number(rig, "SELECT count(*) FROM handover WHERE why='jmo'", 1);
}

#define RIG_TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		RIG_TEST(jmo__opens_by_two_pins_and_never_by_one_person),
		RIG_TEST(jmo__opens_by_the_pin_given_at_a_desk),
		RIG_TEST(jmo__without_a_supervisor__waits_for_the_centre),
		RIG_TEST(jmo__with_a_dead_centre__leaves_a_ticket),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
