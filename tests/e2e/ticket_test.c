/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Appointments, complaints and heirs with the real centre, and what staff do with what was handed over: a number at the
 * counter, at a branch by date, for Lapak Asik; no number while the centre is dead, busy or in maintenance; no paper;
 * gone on with by an officer and closed by a key.
 */
#include "tests/e2e/expect.h"
#include "tests/e2e/play.h"
#include "tests/fake/virtual_printer.h"

#include "base/array.h"
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#define OLD   "6308055203600001" /* 66: nobody asks her whether she goes first */
#define YOUNG "6308044505920004" /* 34, her work ended */

/* clang-format off */
#define MOVES_TO_OTHERS { "5", "Anda mau apa?" }, { "6", "Layanan lainnya" }
#define MOVES_TO_APPOINTMENT(nik) MOVES_TO_OTHERS, { "3", "Berapa NIK Anda?" }, \
	{ nik "\r", "Apakah ini Anda?" }, { "1", "Bertemu petugas untuk apa?" }
#define MOVES_TO_COMPLAINT(nik) MOVES_TO_OTHERS, { "4", "Berapa NIK Anda?" }, \
	{ nik "\r", "Apakah ini Anda?" }, { "1", "Pengaduan tentang apa?" }
#define MOVES_ENOUGH { "1", "Ada lagi yang bisa dibantu?" }, MOVES_END_BY("2")
#define MOVES_TO_FILES { "5", "Anda mau apa?" }, { "+", "Petugas dipanggil" }, MOVES_PIN, \
	{ "1", "Menunggu petugas:" }

static const struct move counter[] = { MOVES_TO_APPOINTMENT(OLD),
	{ "1", "Mau dilayani di mana?" }, { "1", "KTP asli" }, { "1", "Buku tabungan" },
	{ "2", "Ini nomor antrean Anda" }, { NULL, "PRIORITAS" }, { NULL, "Siapkan dulu:" },
	MOVES_ENOUGH };
static const struct move branch[] = { MOVES_TO_APPOINTMENT(YOUNG),
	{ "2", "Mau dilayani di mana?" }, { "2", "Hari apa Anda bisa datang?" },
	{ "3", "Perlu dilayani lebih dulu?" }, { "2", "Ini janji Anda di kantor cabang" },
	{ NULL, "PRIORITAS" }, MOVES_ENOUGH };
static const struct move lapak_asik[] = { MOVES_TO_APPOINTMENT(OLD),
	{ "1", "Mau dilayani di mana?" }, { "3", "KTP asli" }, { "1", "Buku tabungan" }, { "1", "Ini janji Lapak Asik Anda" },
	MOVES_ENOUGH };
static const struct move complaint[] = { MOVES_TO_COMPLAINT(YOUNG),
	{ "6", "Perlu dilayani lebih dulu?" }, { "1", "Pengaduan Anda DITERIMA PUSAT" },
	MOVES_ENOUGH };
static const struct move no_number[] = { MOVES_TO_OTHERS, { "3", "Berapa NIK Anda?" },
	{ OLD "\r", "Kantor pusat" }, { "2", "Apakah ini Anda?" },
	{ "1", "Bertemu petugas untuk apa?" }, { "3", "Mau dilayani di mana?" },
	{ "1", "Pusat belum memberi nomor antrean." }, { NULL, "Data Anda sudah disiapkan" },
	MOVES_ENOUGH };
static const struct move no_paper[] = { MOVES_TO_APPOINTMENT(OLD),
	{ "3", "Mau dilayani di mana?" }, { "1", "Kertas habis." }, { NULL, NULL } };
static const struct move paper_again[] = { { "2", "Ini nomor antrean Anda", "Kertas habis." },
	MOVES_ENOUGH };
/* An officer finds her file; she is found without a number being typed. */
static const struct move gone_on_with[] = { MOVES_TO_FILES,
	{ "1", "Berkas", OLD }, { "1", "Apakah ini Anda?", OLD }, MOVES_OLD_ENOUGH,
	{ "1", "Siapkan KTP asli." }, { "1", "apa yang Anda lakukan?" },
	{ "1", "Apakah data ini benar?" }, { "1", "Anda terima Rp8.450.000" },
	MOVES_CONFIRM, MOVES_END };
static const struct move closed[] = { MOVES_TO_FILES, { "1", "Berkas" },
	{ "2", "Salinan tiket sudah dicetak" }, { "1", "Tutup berkas ini" },
	{ "3", "Bagaimana berkas ini selesai?" }, { "1", "Pakai kode di tiket" },
	{ "9", "apa yang Anda lakukan?" }, { "5", "Anda mau apa?" }, { "*", MOVES_IDLE },
	{ NULL, NULL } };
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
expect_ticket(struct rig *rig, const char *sql)
{
	int64_t n = -1;

	assert_int_equal(rig_central_number(rig, sql, &n), ST_OK);
	assert_int_equal(n, 1);
}

static void
tickets__of_every_kind_have_a_number_of_the_centre(void **state)
{
	static const struct {
		const char *who;
		const struct move *moves;
		const char *nik, *title, *sql;
	} cases[] = {
		{ "counter", counter, OLD, "NOMOR ANTREAN",
			"SELECT count(*) FROM ticket WHERE kind='counter' AND priority=1" },
		{ "branch", branch, YOUNG, "JANJI DI KANTOR CABANG",
			"SELECT count(*) FROM ticket WHERE kind='branch' AND priority=1" },
		{ "Lapak Asik", lapak_asik, OLD, "JANJI LAPAK ASIK",
			"SELECT count(*) FROM ticket WHERE kind='lapak_asik'" },
		{ "complaint", complaint, YOUNG, "PENGADUAN",
			"SELECT count(*) FROM ticket WHERE kind='complaint'" },
	};
	static const struct rig_options options = { 0 };
	struct rig *rig = begin(&options);

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		const char *const words[] = { cases[i].title, NULL };

		expect_idle(rig);
		play(rig, cases[i].who, cases[i].moves, NULL, 0);
		expect_paper(rig, (int)i + 1, cases[i].nik, words);
		expect_ticket(rig, cases[i].sql);
	}
	rig_free(rig);
}

/* What was wished is on paper, and staff find it. */
static void
tickets__of_a_centre_in_trouble_are_kept_and_said_to_be(void **state)
{
	static const char *const busy[] = { "* /v1/*:503", "* /v1/visits/*:503", NULL };
	static const struct rig_options troubles[] = { { .no_central = true },
		{ .faults = busy }, { .maintenance = "40" } };
	static const char *const words[] = { "TIKET PETUGAS", "Loket di sini", NULL };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(troubles); i++) {
		struct rig *rig = begin(&troubles[i]);

		play(rig, "no number", no_number, NULL, 0);
		expect_paper(rig, 1, OLD, words);
		expect_kiosk_number(rig,
			"SELECT count(*) FROM handover WHERE closed_ms IS NULL AND priority=1", 1);
		rig_free(rig);
	}
}

static void
tickets__of_a_slow_centre_have_a_number(void **state)
{
	static const char *const slow[] = { "* /v1/visits/*/*:delay=1500", NULL };
	static const struct rig_options options = { .faults = slow };
	struct rig *rig = begin(&options);

	(void)state;
	play(rig, "slow", counter, NULL, 0);
	expect_ticket(rig, "SELECT count(*) FROM ticket");
	rig_free(rig);
}

static void
ticket__without_paper_is_printed_once_there_is_some(void **state)
{
	struct virtual_printer *printer = NULL;
	struct rig_options options = { 0 };
	struct rig *rig;

	(void)state;
	assert_int_equal(virtual_printer_new(VIRTUAL_DEVICE, &printer), ST_OK);
	options.settings[0] =
		(struct rig_setting){ "printer.target", virtual_printer_setting(printer) };
	virtual_printer_set(printer, &(struct virtual_habits){ .paper_out = true });
	rig = begin(&options);
	play(rig, "no paper", no_paper, NULL, 0);
	virtual_printer_set(printer, &(struct virtual_habits){ 0 });
	play(rig, "paper again", paper_again, NULL, 0);
	expect_ticket(rig, "SELECT count(*) FROM ticket");
	rig_free(rig);
	virtual_printer_free(printer);
}

static void
handovers__are_gone_on_with_printed_again_and_closed(void **state)
{
	static const struct rig_options options = { .settings = { { "camera.source",
							    "\"none\"" } } };
	static const char *const words[] = { "SALINAN", "PENGADUAN", NULL };
	struct rig *rig = begin(&options);

	(void)state;
	play(rig, "counter", counter, NULL, 0);
	play(rig, "gone on with", gone_on_with, NULL, 0);
	expect_kiosk_number(
		rig, "SELECT count(*) FROM handover WHERE outcome='claimed'", 1);
	play(rig, "complaint", complaint, NULL, 0);
	play(rig, "closed", closed, NULL, 0);
	expect_paper(rig, 4, YOUNG, words);
	expect_kiosk_number(rig,
		"SELECT count(*) FROM handover WHERE outcome='served' AND length(answers)=0", 1);
	rig_free(rig);
}

int
main(int argc, char **argv)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(tickets__of_every_kind_have_a_number_of_the_centre),
		cmocka_unit_test(tickets__of_a_centre_in_trouble_are_kept_and_said_to_be),
		cmocka_unit_test(tickets__of_a_slow_centre_have_a_number),
		cmocka_unit_test(ticket__without_paper_is_printed_once_there_is_some),
		cmocka_unit_test(handovers__are_gone_on_with_printed_again_and_closed),
	};

	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
