/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The line fails where it hurts, and the kiosk is killed where it hurts: a confirmed claim
 * reaches the centre exactly once, and screen and paper say which of the two states is true.
 */
#include "tests/e2e/expect.h"
#include "tests/e2e/play.h"

#include "base/array.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <signal.h>
#include <sys/wait.h>

#define NIK      "6308055203600001"
#define UNSENT   "TERSIMPAN DI KIOS, BELUM TERKIRIM"
#define RECEIVED "Klaim Anda DITERIMA PUSAT"
#define CLAIMS   "SELECT count(*) FROM claim WHERE nik = '" NIK "'"
#define SETTLED  "SELECT count(*) FROM claim WHERE number IS NOT NULL"

/* clang-format off */
static const struct move to_review[] = {
	MOVES_FIND(NIK), MOVES_OLD_ENOUGH, MOVES_ATTEST,
	{ "1", "Uang dikirim ke BRI …7501. Benar?" }, MOVES_REVIEW, { NULL, NULL },
};
static const struct move finish[] = { MOVES_END };
/* clang-format on */

static struct rig *
at_review(const struct rig_options *options)
{
	struct rig *rig;

	assert_int_equal(rig_new(options, &rig), ST_OK);
	expect_idle(rig);
	play(rig, "to the review", to_review, NULL, 0);
	return rig;
}

static void
confirm(struct rig *rig, const char *sees)
{
	const struct move moves[] = { { "1", sees }, { NULL, NULL } };

	play(rig, "confirm", moves, NULL, 0);
}

static void
expect_one_claim(struct rig *rig, const char *channel)
{
	const struct claim_told told = { 1, channel, "USIA_56", 0, 8450000 };

	expect_kiosk_number(rig, SETTLED, 1);
	expect_claims(rig, NIK, &told);
}

static void
centre__down_at_confirm__has_the_claim_once_when_it_is_back(void **state)
{
	static const char *const words[] = { UNSENT, NULL };
	struct rig *rig = at_review(&(struct rig_options){ 0 });

	(void)state;
	rig_central_kill(rig);
	confirm(rig, UNSENT);
	EXPECT_TEXT(rig_kiosk(rig), "Jaringan putus.");
	expect_paper(rig, 1, NIK, words);
	expect_not_on_paper(rig, 1, "DITERIMA PUSAT");
	assert_int_equal(rig_central_start(rig, NULL), ST_OK);
	EXPECT_TEXT(rig_kiosk(rig), RECEIVED);
	EXPECT_TEXT(rig_kiosk(rig), "Nomor klaim");
	EXPECT_NO_TEXT(rig_kiosk(rig), "Jaringan putus.");
	expect_one_claim(rig, "assisted");
	play(rig, "finish", finish, NULL, 0);
	rig_free(rig);
}

static void
centre__down_from_the_start__takes_an_offline_claim(void **state)
{
	/* clang-format off */
	static const struct move moves[] = {
		MOVES_TO_NIK, { NIK "\r", "Kantor pusat belum menjawab" },
		{ "2", "Apakah ini Anda?", "SITI" }, { NULL, "Jaringan putus.", "Kode daerah" },
		{ "1", "Bolehkah kami memeriksa data Anda?" }, MOVES_OFFLINE_KTP,
		MOVES_CONTACT("081200000001", "012301004567501"),
		{ "1", UNSENT }, { NULL, NULL },
	};
	/* clang-format on */
	static const char *const words[] = { UNSENT, "hubungi 175", NULL };
	struct rig *rig;

	(void)state;
	assert_int_equal(rig_new(&(struct rig_options){ .no_central = true }, &rig), ST_OK);
	expect_idle(rig);
	play(rig, "offline", moves, NULL, 0);
	expect_paper(rig, 1, NIK, words);
	assert_int_equal(rig_central_start(rig, NULL), ST_OK);
	EXPECT_TEXT(rig_kiosk(rig), "Klaim DITERIMA PUSAT, akan diperiksa");
	assert_int_equal(
		rig_wait_central(rig, CLAIMS " AND status = 'to_verify'", 1, EXPECT_MS), ST_OK);
	assert_int_equal(rig_wait_central(rig, CLAIMS, 1, EXPECT_MS), ST_OK);
	play(rig, "finish", finish, NULL, 0);
	rig_free(rig);
}

/* Nobody presses a key: the screen that waits for the line moves on. */
static void
centre__back_while_the_person_waits__goes_on_by_itself(void **state)
{
	/* clang-format off */
	static const struct move moves[] = {
		MOVES_TO_NIK, { NIK "\r", "Kantor pusat belum menjawab" }, { NULL, NULL } };
	/* clang-format on */
	struct rig *rig;

	(void)state;
	assert_int_equal(rig_new(&(struct rig_options){ .no_central = true }, &rig), ST_OK);
	expect_idle(rig);
	play(rig, "waiting", moves, NULL, 0);
	assert_int_equal(rig_central_start(rig, NULL), ST_OK);
	EXPECT_TEXT(rig_kiosk(rig), "Apakah ini Anda?");
	rig_free(rig);
}

static void
nik__of_no_known_region__is_told_so_and_not_stopped(void **state)
{
	static const struct move moves[] = {
		MOVES_TO_NIK,
		{ "6399055203600001\r", "Kantor pusat belum menjawab" },
		{ "2", "Kode daerah NIK tidak dikenal." },
		{ NULL, "Apakah ini Anda?" },
		{ "1", "Bolehkah kami memeriksa data Anda?" },
		{ NULL, NULL },
	};
	struct rig *rig;

	(void)state;
	assert_int_equal(rig_new(&(struct rig_options){ .no_central = true }, &rig), ST_OK);
	expect_idle(rig);
	play(rig, "unknown region", moves, NULL, 0);
	rig_free(rig);
}

static void
fault__on_the_claim__leaves_exactly_one(void **state)
{
	const char *const faults[] = { *state, NULL };
	struct rig *rig = at_review(&(struct rig_options){ .faults = faults });

	confirm(rig, RECEIVED);
	expect_one_claim(rig, "assisted");
	assert_int_equal(kiosk_number(rig, "SELECT max(attempts) > 1 FROM request"), 1);
	play(rig, "finish", finish, NULL, 0);
	rig_free(rig);
}

/* --- killed ------------------------------------------------------------------------------- */

static void
kill_and_restart(struct rig *rig)
{
	rig_kiosk_kill(rig);
	assert_int_equal(rig_kiosk_start(rig), ST_OK);
	EXPECT_TEXT(rig_kiosk(rig), MOVES_IDLE);
}

static void
kiosk__killed_while_sending__sends_once(void **state)
{
	static const char *const faults[] = { "POST /v1/visits/*/claims:delay=3000:n=1", NULL };
	struct rig *rig = at_review(&(struct rig_options){ .faults = faults });

	(void)state;
	confirm(rig, "Mengirim ke pusat");
	kill_and_restart(rig);
	expect_one_claim(rig, "assisted");
	rig_free(rig);
}

static void
kiosk__killed_before_the_centre_is_back__sends_once(void **state)
{
	struct rig *rig = at_review(&(struct rig_options){ 0 });

	(void)state;
	rig_central_kill(rig);
	confirm(rig, UNSENT);
	kill_and_restart(rig);
	assert_int_equal(rig_central_start(rig, NULL), ST_OK);
	expect_one_claim(rig, "assisted");
	rig_free(rig);
}

/* Whichever of the two is faster: what the kiosk has kept is what the centre gets. */
static void
kiosk__killed_with_the_confirming_key__keeps_or_has_nothing(void **state)
{
	struct rig *rig = at_review(&(struct rig_options){ 0 });
	int64_t kept;

	(void)state;
	confirm(rig, "");
	kill_and_restart(rig);
	kept = kiosk_number(rig, "SELECT count(*) FROM claim");
	assert_in_range(kept, 0, 1);
	expect_kiosk_number(rig, SETTLED, kept);
	assert_int_equal(rig_wait_central(rig, CLAIMS, kept, EXPECT_MS), ST_OK);
	rig_free(rig);
}

static void
kiosk__killed_at_the_review__has_made_no_claim(void **state)
{
	struct rig *rig = at_review(&(struct rig_options){ 0 });

	(void)state;
	kill_and_restart(rig);
	assert_int_equal(kiosk_number(rig, "SELECT count(*) FROM claim"), 0);
	assert_int_equal(rig_wait_central(rig, CLAIMS, 0, EXPECT_MS), ST_OK);
	rig_free(rig);
}

/* Three in a row: an HTTP library tries a dropped connection again by itself. */
#define FAULT_TEST(what, spec)                                                                 \
	{                                                                                      \
		.name = "claim__" what "__arrives_once",                                       \
		.test_func = fault__on_the_claim__leaves_exactly_one,                          \
		.initial_state = (void *)"POST /v1/visits/*/claims:" spec                      \
	}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(centre__down_at_confirm__has_the_claim_once_when_it_is_back),
		cmocka_unit_test(centre__down_from_the_start__takes_an_offline_claim),
		cmocka_unit_test(nik__of_no_known_region__is_told_so_and_not_stopped),
		cmocka_unit_test(centre__back_while_the_person_waits__goes_on_by_itself),
		FAULT_TEST("answer_lost", "drop-after:n=1-3"),
		FAULT_TEST("request_lost", "drop-before:n=1-3"),
		FAULT_TEST("connection_reset", "reset:n=1-3"),
		FAULT_TEST("centre_busy", "503:retry=1:n=1"),
		FAULT_TEST("too_many", "429:retry=1:n=1"),
		cmocka_unit_test(kiosk__killed_while_sending__sends_once),
		cmocka_unit_test(kiosk__killed_before_the_centre_is_back__sends_once),
		cmocka_unit_test(kiosk__killed_with_the_confirming_key__keeps_or_has_nothing),
		cmocka_unit_test(kiosk__killed_at_the_review__has_made_no_claim),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
