/* SPDX-License-Identifier: Apache-2.0 */
/* The paper of a visit: what comes out, what does not, and what the screen, the journal and the store say of it. */
#include "base/array.h"
#include "base/str.h"
#include "rules/escpos.h"
#include "tests/fake/desk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#define NIK   "6308055203600001"
#define VISIT "/v1/visits/019ab1c2-0000-7000-8000-000000000001"

enum { DAY_MS = 24 * 60 * 60 * 1000 };

static int
new_desk(void **state)
{
	static struct fake_desk fake;

	fake_desk_new(&fake);
	fake_camera_face(&fake.camera, 0, true);
	fake_camera_face(&fake.camera, 0, true);
	*state = &fake;
	return 0;
}

static int
free_desk(void **state)
{
	fake_desk_free(*state);
	return 0;
}

/* A whole claim up to the result, with whatever rules the network has. */
static void
claim(struct fake_desk *fake)
{
	fake_desk_straight_centre(fake);
	fake_desk_press(fake, "51" NIK "\r11");
	fake_desk_expect(fake, "face");
	fake_desk_pass(fake, 500);
	fake_desk_press(fake, "\r");
	fake_desk_pass(fake, 4000);
	fake_desk_press(fake, "11");
	fake_desk_expect(fake, "review");
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "result");
}

/* The first try to send the claim meets no centre; later ones do. */
static void
centre_is_away_for(struct fake_desk *fake, int tries)
{
	const struct fake_http_rule away = { "POST", VISIT "/claims", .st = ST_UNREACHABLE,
		.times = tries };
	const struct fake_http_rule never_seen = { "GET", "/v1/requests/", .status = 404,
		.body = "{\"type\":\"urn:anjungan:problem:request-not-found\",\"title\":\"x\","
			"\"status\":404}" };

	fake_http_add(&fake->http, &away);
	fake_http_add(&fake->http, &never_seen);
}

static int64_t
jobs(struct fake_desk *fake, const char *where)
{
	char sql[128];

	assert_int_equal(
		str_format(sql, sizeof(sql), "SELECT count(*) FROM print_job WHERE %s", where),
		ST_OK);
	return state_number(&fake->state, sql);
}

static int64_t
ends(struct fake_desk *fake, const char *outcome)
{
	char sql[128];

	assert_int_equal(str_format(sql, sizeof(sql),
				 "SELECT count(*) FROM journal WHERE event='print.end' AND "
				 "outcome='%s'",
				 outcome),
		ST_OK);
	return state_number(&fake->state, sql);
}

static void
trouble__is_said_with_what_to_do(void **state)
{
	static const struct {
		enum status trouble;
		const char *words;
	} rows[] = {
		{ ST_PAPER_OUT, "Kertas habis. Panggil petugas, isi kertas, lalu tekan 2." },
		{ ST_COVER_OPEN, "Tutup pencetak terbuka. Panggil petugas, lalu tekan 2." },
		{ ST_OFFLINE, "Pencetak belum menyala. Panggil petugas, lalu tekan 2." },
		{ ST_GONE, "Pencetak tidak tersambung. Panggil petugas, lalu tekan 2." },
		{ ST_BUSY, "Pencetak sedang sibuk. Tunggu sebentar, lalu tekan 2." },
		{ ST_TIMEOUT, "Pencetak tidak menjawab. Panggil petugas, lalu tekan 2." },
		{ ST_IO, "Pencetak bermasalah. Panggil petugas, lalu tekan 2." },
	};
	struct fake_desk *fake = *state;

	fake_printer_fail(&fake->printer, 1, rows[0].trouble);
	claim(fake);
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		assert_true(fake_desk_shows(fake, "Struk tidak tercetak"));
		assert_true(fake_desk_shows(fake, rows[i].words));
		assert_int_equal(jobs(fake, "state=1"), 0);
		assert_int_equal(ends(fake, "ok"), 0);
		assert_int_equal(ends(fake, "failed"), (int64_t)i + 1);
		if (i + 1 < ARRAY_LEN(rows))
			fake_printer_fail(&fake->printer, 1, rows[i + 1].trouble);
		fake_desk_press(fake, "2");
	}
	assert_false(fake_desk_shows(fake, "Struk tidak tercetak"));
	assert_false(fake_desk_shows(fake, "Panggil petugas"));
	assert_int_equal(jobs(fake, "state=1 AND bytes IS NULL"), 1);
	assert_int_equal(ends(fake, "ok"), 1);
}

static void
paper__that_ran_out_in_the_middle__comes_whole_and_as_a_copy(void **state)
{
	struct fake_desk *fake = *state;

	fake->printer.fail_sent = 300;
	fake_printer_fail(&fake->printer, 1, ST_PAPER_OUT);
	claim(fake);
	assert_true(fake_desk_shows(fake, "Yang berikut bertulis SALINAN."));
	assert_int_equal(jobs(fake, "state=2 AND why='ST_PAPER_OUT part-out'"), 1);
	fake_desk_press(fake, "2");
	assert_true(fake_printer_saw(&fake->printer, "SALINAN"));
	assert_true(fake_printer_saw(&fake->printer, "BPJS Ketenagakerjaan"));
	assert_true(fake_printer_saw(&fake->printer, "Simpan kertas ini."));
}

static void
paper__that_never_began__is_followed_by_no_copy(void **state)
{
	struct fake_desk *fake = *state;

	fake->printer.fail_sent = ESCPOS_HEAD;
	fake_printer_fail(&fake->printer, 1, ST_PAPER_OUT);
	claim(fake);
	assert_false(fake_desk_shows(fake, "SALINAN"));
	fake_desk_press(fake, "2");
	assert_int_equal(fake_printer_done(&fake->printer), 1);
	assert_false(fake_printer_saw(&fake->printer, "SALINAN"));
	fake_desk_press(fake, "2");
	assert_true(fake_printer_saw(&fake->printer, "SALINAN"));
}

static void
paper__that_is_nearly_out__prints_and_staff_are_told(void **state)
{
	struct fake_desk *fake = *state;

	fake->printer.low = true;
	claim(fake);
	assert_int_equal(fake_printer_done(&fake->printer), 1);
	assert_false(fake_desk_shows(fake, "Kertas struk hampir habis."));
	fake_desk_press(fake, "+1482915\r");
	fake_desk_expect(fake, "officer");
	assert_true(
		fake_desk_shows(fake, "Kertas struk hampir habis. Siapkan gulungan baru."));
}

static void
slip__after_news__names_the_new_state_and_replaces_the_first(void **state)
{
	struct fake_desk *fake = *state;

	centre_is_away_for(fake, 2);
	claim(fake);
	assert_true(fake_printer_saw(&fake->printer, "BELUM TERKIRIM"));
	assert_false(fake_printer_saw(&fake->printer, "Menggantikan"));
	fake_desk_pass(fake, 20000);
	assert_true(
		fake_desk_shows(fake, "Klaim sudah DITERIMA PUSAT. Tekan 2 untuk struk baru."));
	fake_printer_fail(&fake->printer, 1, ST_COVER_OPEN);
	fake_desk_press(fake, "2"); /* the first slip is still the old one */
	assert_true(fake_desk_shows(fake, "Tutup pencetak terbuka"));
	assert_true(fake_desk_shows(fake, "Tekan 2 untuk struk baru"));
	fake_desk_press(fake, "2");
	assert_true(fake_printer_saw(&fake->printer, "DITERIMA PUSAT"));
	assert_true(fake_printer_saw(&fake->printer, "Menggantikan struk sebelumnya."));
	assert_false(fake_printer_saw(&fake->printer, "BELUM TERKIRIM"));
	assert_false(fake_desk_shows(fake, "struk baru"));
}

static void
slip__that_never_came__is_not_called_old(void **state)
{
	struct fake_desk *fake = *state;

	centre_is_away_for(fake, 2);
	fake_printer_fail(&fake->printer, 1, ST_PAPER_OUT);
	claim(fake);
	fake_desk_pass(fake, 20000);
	assert_true(fake_desk_shows(fake, "DITERIMA PUSAT"));
	assert_false(fake_desk_shows(fake, "struk baru"));
	fake_desk_press(fake, "2");
	assert_true(fake_printer_saw(&fake->printer, "DITERIMA PUSAT"));
	assert_false(fake_printer_saw(&fake->printer, "Menggantikan"));
}

/* The row is what a kill in the middle of a print leaves behind. */
static void
job__that_a_kill_interrupted__is_settled_and_prints_nothing(void **state)
{
	struct fake_desk *fake = *state;
	int prints;

	claim(fake);
	fake_desk_press(fake, "1");
	assert_int_equal(store_print_put(fake->state.store, "k1", "K7MPQ2RXA", "paper", 5,
				 fake->clock.wall_ms),
		ST_OK);
	prints = fake->printer.prints;
	fake_desk_restart(fake);
	assert_int_equal(jobs(fake, "state=0"), 0);
	assert_int_equal(jobs(fake, "state=2 AND why='outcome-unknown'"), 1);
	assert_int_equal(ends(fake, "unknown"), 1);
	fake_desk_press(fake, "5*");
	fake_desk_restart(fake);
	assert_int_equal(ends(fake, "unknown"), 1);
	assert_int_equal(fake->printer.prints, prints);
}

static void
job__that_failed__keeps_its_bytes_for_7_days(void **state)
{
	struct fake_desk *fake = *state;

	fake_printer_fail(&fake->printer, 1, ST_PAPER_OUT);
	claim(fake);
	fake_desk_press(fake, "15");
	fake_clock_advance(&fake->clock, 7 * (int64_t)DAY_MS - 60000);
	fake_desk_press(fake, "5*");
	assert_int_equal(jobs(fake, "state=2 AND bytes NOT NULL"), 1);
	fake_clock_advance(&fake->clock, 120000);
	fake_desk_press(fake, "5*");
	assert_int_equal(jobs(fake, "state=2 AND bytes IS NULL"), 1);
}

#define DESK_TEST(f) cmocka_unit_test_setup_teardown(f, new_desk, free_desk)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		DESK_TEST(trouble__is_said_with_what_to_do),
		DESK_TEST(paper__that_ran_out_in_the_middle__comes_whole_and_as_a_copy),
		DESK_TEST(paper__that_never_began__is_followed_by_no_copy),
		DESK_TEST(paper__that_is_nearly_out__prints_and_staff_are_told),
		DESK_TEST(slip__after_news__names_the_new_state_and_replaces_the_first),
		DESK_TEST(slip__that_never_came__is_not_called_old),
		DESK_TEST(job__that_a_kill_interrupted__is_settled_and_prints_nothing),
		DESK_TEST(job__that_failed__keeps_its_bytes_for_7_days),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
