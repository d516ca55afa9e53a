/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Balance, check and what to bring, with the real kiosk and centre: for two people, and with a centre that is dead,
 * slow and busy.
 */
#include "tests/e2e/expect.h"
#include "tests/e2e/play.h"

#include "base/array.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define ONE_CARD   "6308055203600001"
#define THREE_KPJ  "6308070903700008"

/* clang-format off */
#define MENU(key, sees)   { "5", "Anda mau apa?" }, { key, sees }
#define IDENTIFY(nik)     { nik "\r", "Apakah ini Anda?" }, MOVES_OLD_ENOUGH, MOVES_NO_CAMERA
#define NO_MORE           { "9", "Ada lagi yang bisa dibantu?" }, MOVES_END_BY("2")

static const struct move one_card[] = {
	MENU("2", "Berapa NIK Anda?"), IDENTIFY(ONE_CARD),
	{ "1", "Semua uang JHT: ditutup", "Rp" },
	{ "1", "Semua uang JHT: Rp8.450.000" },
	{ "2", "Iuran Anda setiap tahun", "Rp" },
	{ "7", "Rp" }, { "1", "Januari", "Rp" }, { "1", "Rp" },
	{ "2", "Iuran Anda setiap tahun", "Rp" },
	{ "9", "Semua uang JHT: ditutup", "Rp" },
	{ "3", "JHT, tabungan hari tua" }, { "1", "Semua uang JHT: ditutup" },
	{ "4", "Kertas sudah dicetak" }, { "2", "Semua uang JHT: ditutup", "Rp" },
	NO_MORE,
};
static const struct move three_kpj[] = {
	MENU("6", "Layanan lainnya"), { "1", "Berapa NIK Anda?" }, IDENTIFY(THREE_KPJ),
	{ "1", "2 KPJ belum terdaftar, uangnya belum ikut.", "Rp" },
	{ NULL, "menu 3, Perbarui data saya" },
	{ "1", "Semua uang JHT: Rp2.000.000" },
	{ "2", "Kertas sudah dicetak" },
	{ "1", "Ada lagi yang bisa dibantu?" }, { "1", "Anda mau apa?" },
	{ "2", "Belum terdaftar. Tambahkan di menu 3", "Rp" },
	{ "1", "PT Contoh Kayu  Rp4.500.000" },
	NO_MORE,
};
static const struct move bring[] = {
	MENU("5", "Mengapa uang JHT diambil?"), { "3", "Perjanjian bersama" },
	{ "1", "Kertas sudah dicetak" }, { "1", "Ada lagi yang bisa dibantu?" },
	MOVES_END_BY("2"),
};
static const struct move balance_closed[] = {
	MENU("2", "Berapa NIK Anda?"), { ONE_CARD "\r", "Layanan ini perlu kantor pusat." },
	{ "2", "Anda mau apa?" }, { "*", MOVES_IDLE }, { NULL, NULL },
};
static const struct move check_closed[] = {
	MENU("6", "Layanan lainnya"), { "1", "Berapa NIK Anda?" },
	{ ONE_CARD "\r", "Layanan ini perlu kantor pusat." },
	{ "2", "Anda mau apa?" }, { "*", MOVES_IDLE }, { NULL, NULL },
};
static const struct move slow[] = {
	MENU("2", "Berapa NIK Anda?"), IDENTIFY(ONE_CARD),
	{ "1", "Semua uang JHT: ditutup" },
	{ "2", "Iuran Anda setiap tahun" },
	{ "9", "Semua uang JHT: ditutup" }, NO_MORE,
};
/* clang-format on */

static struct rig *
begin(const struct rig_options *options)
{
	struct rig *rig = NULL;

	assert_int_equal(rig_new(options, &rig), ST_OK);
	expect_idle(rig);
	return rig;
}

static void
people__see_their_money_when_they_ask_and_take_it_home_on_paper(void **state)
{
	static const struct rig_options no_camera = { .settings = { { "camera.source",
							      "\"none\"" } } };
	static const char *const balance[] = { "SALDO DAN KARTU", "Rp8.450.000", NULL };
	static const char *const check[] = { "PERIKSA DATA", "KPJ belum terdaftar", NULL };
	static const char *const papers[] = { "YANG PERLU DIBAWA", "Perjanjian bersama", NULL };
	struct rig *rig = begin(&no_camera);

	(void)state;
	play(rig, ONE_CARD, one_card, NULL, 0);
	expect_paper(rig, 1, ONE_CARD, balance);
	play(rig, THREE_KPJ, three_kpj, NULL, 0);
	expect_paper(rig, 2, THREE_KPJ, check);
	expect_not_on_paper(rig, 2, "Rp");
	play(rig, "anybody", bring, NULL, 0);
	expect_paper(rig, 3, ONE_CARD, papers);
	rig_free(rig);
}

static void
services__without_the_centre_are_closed_with_the_remedy_and_papers_are_told(void **state)
{
	static const char *const busy[] = { "* /v1/*:503", "* /v1/visits/*:503", NULL };
	const struct rig_options options[] = { { .no_central = true },
		{ .faults = busy } };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(options); i++) {
		struct rig *rig = begin(&options[i]);

		play(rig, "balance", balance_closed, NULL, 0);
		play(rig, "check", check_closed, NULL, 0);
		play(rig, "bring", bring, NULL, 0);
		rig_free(rig);
	}
}

static void
balance__of_a_slow_centre_comes_all_the_same(void **state)
{
	static const char *const faults[] = { "* /v1/visits:delay=700", "* /v1/visits/*/*:delay=700",
		"GET /v1/visits/*/jht/contributions:delay=700", NULL };
	const struct rig_options options = { .faults = faults,
		.settings = { { "camera.source", "\"none\"" } } };
	struct rig *rig = begin(&options);

	(void)state;
	play(rig, "slow", slow, NULL, 0);
	rig_free(rig);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(people__see_their_money_when_they_ask_and_take_it_home_on_paper),
		cmocka_unit_test(
			services__without_the_centre_are_closed_with_the_remedy_and_papers_are_told),
		cmocka_unit_test(balance__of_a_slow_centre_comes_all_the_same),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
