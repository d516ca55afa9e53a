/* SPDX-License-Identifier: Apache-2.0 */
/* Balance, cards, contributions and programmes at the counter: covered until somebody asks, and never said aloud. */
#include "base/array.h"
#include "base/str.h"
#include "tests/fake/desk.h"
#include "tests/fake/record.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#define NIK   "6308055203600001"
#define VISIT "/v1/visits/019ab1c2-0000-7000-8000-000000000001"
#define KPJ   "20601234501"

static int
new_desk(void **state)
{
	static struct fake_desk fake;

	fake_desk_new(&fake);
	*state = &fake;
	return 0;
}

static int
free_desk(void **state)
{
	fake_desk_free(*state);
	return 0;
}

static void
answers(struct fake_desk *fake, const char *path, int status, const char *body, int times)
{
	const struct fake_http_rule rule = { "GET", path,
		.status = status,
		.st = status ? ST_OK : ST_UNREACHABLE,
		.body = body,
		.times = times };

	fake_http_add(&fake->http, &rule);
}

/* 2021: three months due, one of them not paid. */
#define YEAR_2021                                                                              \
	"{\"year\":2021,\"months\":["                                                          \
	"{\"kpj\":\"" KPJ "\",\"month\":\"2021-01\",\"wage\":3500000,\"amount\":199500,"       \
	"\"paid_on\":\"2021-02-10\"},"                                                         \
	"{\"kpj\":\"" KPJ "\",\"month\":\"2021-02\",\"wage\":3500000,\"amount\":199500,"       \
	"\"paid_on\":\"2021-03-10\"},"                                                         \
	"{\"kpj\":\"" KPJ "\",\"month\":\"2021-03\",\"wage\":3500000,\"amount\":199500,"       \
	"\"paid_on\":null}]}"
#define YEAR_2020                                                                              \
	"{\"year\":2020,\"months\":["                                                          \
	"{\"kpj\":\"" KPJ "\",\"month\":\"2020-12\",\"wage\":3500000,\"amount\":188100,"       \
	"\"paid_on\":\"2021-01-10\"}]}"

static void
centre_knows_years(struct fake_desk *fake)
{
	answers(fake, VISIT "/jht/contributions?year=2021", 200, YEAR_2021, 0);
	answers(fake, VISIT "/jht/contributions?year=2020", 200, YEAR_2020, 0);
}

static void
centre_knows_programmes(struct fake_desk *fake)
{
	answers(fake, VISIT "/programmes", 200,
		"{\"programmes\":[{\"code\":\"JKK\",\"state\":\"inactive\"},"
		"{\"code\":\"JHT\",\"state\":\"active\"},{\"code\":\"JKM\",\"state\":\"inactive\"},"
		"{\"code\":\"JP\",\"state\":\"none\"},{\"code\":\"JKP\",\"state\":\"none\"}]}",
		0);
}

/* From the idle screen by these keys of the menu, past the face. */
static void
to_service(struct fake_desk *fake, const char *keys)
{
	fake_camera_face(&fake->camera, 0, true);
	fake_camera_face(&fake->camera, 0, true);
	fake_desk_straight_centre(fake);
	fake_desk_press(fake, keys);
	fake_desk_press(fake, NIK "\r11");
	fake_desk_expect(fake, "face");
	fake_desk_pass(fake, 500);
	fake_desk_press(fake, "\r");
	fake_desk_pass(fake, 4000);
	fake_desk_expect(fake, "overview");
}

static void
to_overview(struct fake_desk *fake)
{
	to_service(fake, "52");
}

static bool
shows_money(const struct fake_desk *fake)
{
	return fake_desk_shows(fake, "Rp");
}

static void
balance__is_covered_until_a_key_and_again_on_the_next_screen(void **state)
{
	static const char *const leave[] = { "9" "1" "2", "3" "1", "2" "9", "+2", "1", "4" "2" };
	struct fake_desk *fake = *state;

	centre_knows_years(fake);
	centre_knows_programmes(fake);
	to_overview(fake);
	assert_true(fake_desk_shows(fake, "PT Contoh Rotan"));
	assert_true(fake_desk_shows(fake, "Berhenti 31 Maret 2021"));
	assert_true(fake_desk_shows(fake, "ditutup"));
	assert_false(shows_money(fake));
	for (size_t i = 0; i < ARRAY_LEN(leave); i++) {
		fake_desk_press(fake, "1");
		assert_true(fake_desk_shows(fake, "Rp8.450.000"));
		fake_desk_press(fake, leave[i]);
		fake_desk_expect(fake, "overview");
		if (shows_money(fake))
			fail_msg("open after %s", leave[i]);
	}
}

static void
balance__is_said_only_to_who_asks(void **state)
{
	struct fake_desk *fake = *state;

	centre_knows_years(fake);
	to_overview(fake);
	fake_desk_press(fake, "1");
	fake_desk_press(fake, "279");
	fake_desk_expect(fake, "overview");
	assert_false(fake_speech_heard(fake->speech, "empat ratus lima puluh"));
	assert_false(fake_desk_shows(fake, "Bacakan"));
	fake_desk_press(fake, "16");
	assert_true(fake_speech_heard(fake->speech, "delapan juta empat ratus lima puluh ribu"));
	fake_desk_press(fake, "11");
	assert_null(strstr(fake_speech_last(fake->speech), "empat ratus lima puluh"));
}

static void
balance__shows_years_and_their_months(void **state)
{
	struct fake_desk *fake = *state;

	centre_knows_years(fake);
	to_overview(fake);
	fake_desk_press(fake, "2");
	fake_desk_expect(fake, "years"); /* 2019 is not answered: what came is shown */
	assert_true(fake_desk_shows(fake, "1  2021"));
	assert_true(fake_desk_shows(fake, "2  2020"));
	assert_true(fake_desk_shows(fake, "Tahun lain belum bisa diambil."));
	assert_false(shows_money(fake));
	fake_desk_press(fake, "7");
	assert_true(fake_desk_shows(fake, "Rp399.000"));
	assert_true(fake_desk_shows(fake, "Rp188.100"));
	assert_true(fake_desk_shows(fake, "Rp587.100"));
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "months");
	assert_true(fake_desk_shows(fake, "Iuran tahun 2021"));
	assert_true(fake_desk_shows(fake, "belum dibayar"));
	assert_false(fake_desk_shows(fake, "April"));
	assert_false(shows_money(fake));
	fake_desk_press(fake, "1");
	assert_true(fake_desk_shows(fake, "Rp199.500"));
	assert_true(fake_desk_shows(fake, "belum dibayar"));
	fake_desk_press(fake, "2");
	fake_desk_expect(fake, "years");
	assert_false(shows_money(fake));
	fake_desk_press(fake, "3");
	fake_desk_expect(fake, "years");
}

static void
balance__turns_to_earlier_years(void **state)
{
	struct fake_desk *fake = *state;
	static char body[12][64], path[12][128];

	for (int i = 0; i < 12; i++) {
		assert_int_equal(str_format(body[i], sizeof(body[i]),
					 "{\"year\":%d,\"months\":[]}", 2009 + i + 1),
			ST_OK);
		assert_int_equal(str_format(path[i], sizeof(path[i]),
					 VISIT "/jht/contributions?year=%d", 2009 + i + 1),
			ST_OK);
		answers(fake, path[i], 200, body[i], 0);
	}
	answers(fake, VISIT "/jht/contributions?year=2009", 200,
		"{\"year\":2009,\"months\":[]}", 0);
	to_overview(fake);
	fake_desk_press(fake, "2");
	assert_true(fake_desk_shows(fake, "6  2016"));
	fake_desk_press(fake, "8");
	assert_true(fake_desk_shows(fake, "1  2015"));
	fake_desk_press(fake, "8");
	assert_true(fake_desk_shows(fake, "1  2009"));
	assert_false(fake_desk_shows(fake, "2  2008"));
	assert_false(fake_desk_shows(fake, "Tahun sebelumnya"));
	fake_desk_press(fake, "92");
	assert_true(fake_desk_shows(fake, "1  2021"));
}

static void
balance__names_the_programmes(void **state)
{
	struct fake_desk *fake = *state;

	centre_knows_programmes(fake);
	to_overview(fake);
	fake_desk_press(fake, "3");
	fake_desk_expect(fake, "programmes");
	assert_true(fake_desk_shows(fake, "JHT, tabungan hari tua"));
	assert_true(fake_desk_shows(fake, "ikut, masih aktif"));
	assert_true(fake_desk_shows(fake, "tidak ikut"));
}

static void
balance__is_printed_with_what_was_looked_at(void **state)
{
	struct fake_desk *fake = *state;

	centre_knows_years(fake);
	centre_knows_programmes(fake);
	to_overview(fake);
	fake_desk_press(fake, "29314");
	fake_desk_expect(fake, "print_done");
	assert_true(fake_printer_saw(&fake->printer, "SALDO DAN KARTU"));
	assert_true(fake_printer_saw(&fake->printer, "Rp8.450.000"));
	assert_true(fake_printer_saw(&fake->printer, "Rp399.000"));
	assert_true(fake_printer_saw(&fake->printer, "tabungan hari tua"));
	assert_false(fake_printer_saw(&fake->printer, NIK));
	assert_false(fake_printer_saw(&fake->printer, KPJ));
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "more");
}

static void
balance__where_the_line_drops_says_so_and_goes_on(void **state)
{
	struct fake_desk *fake = *state;

	to_overview(fake); /* no rule for years and programmes: nobody answers */
	fake_desk_press(fake, "2");
	fake_desk_expect(fake, "centre_away");
	assert_true(fake_desk_shows(fake, "175"));
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "overview");
	fake_desk_press(fake, "3");
	fake_desk_expect(fake, "centre_away");
}

static void
balance__without_the_centre_is_closed_with_the_remedy(void **state)
{
	struct fake_desk *fake = *state;

	fake_desk_press(fake, "52" NIK "\r");
	fake_desk_expect(fake, "away");
	assert_true(fake_desk_shows(fake, "Layanan ini perlu kantor pusat."));
	fake_desk_press(fake, "2");
	fake_desk_expect(fake, "menu");
}

/* Somebody who went on without the centre with a claim, and then asks for the balance. */
static void
balance__after_a_claim_without_the_centre_is_closed_and_opens_when_it_is_back(void **state)
{
	struct fake_desk *fake = *state;

	fake_desk_press(fake, "51" NIK "\r21***");
	fake_desk_expect(fake, "menu");
	fake_desk_press(fake, "2");
	fake_desk_expect(fake, "needs_centre");
	fake_desk_straight_centre(fake);
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "is_this_you"); /* by the name, now that there is one */
	fake_desk_press(fake, "1211482915\r1");
	fake_desk_expect(fake, "overview");
}

static void
balance__names_a_card_that_is_not_registered_and_where_to_add_it(void **state)
{
	struct fake_desk *fake = *state;

	answers(fake, VISIT "/participant", 200,
		"{\"nik\":\"" NIK "\",\"name\":\"SITI AMINAH\",\"name_masked\":\"S*** A*****\","
		"\"birth_date\":\"1960-03-12\",\"birth_place\":\"Amuntai\","
		"\"mother_name\":\"NORHASANAH\"," FAKE_CONTACT "\"marital_status\":\"kawin\","
		"\"address\":\"Jalan Contoh\",\"village\":\"Kebun Sari\","
		"\"district\":\"Amuntai Tengah\",\"regency\":\"Hulu Sungai Utara\","
		"\"province\":\"Kalimantan Selatan\",\"postal_code\":\"71419\",\"phone\":null,"
		"\"email\":null,\"has_npwp\":true,\"jmo_blocked\":false,\"data_complete\":true,"
		"\"missing_fields\":[],\"account\":null,\"first_partial\":null,\"saved\":null,"
		"\"cards\":[{\"kpj\":\"20601234501\",\"employer\":\"PT "
		"Satu\",\"segment\":\"PU\","
		"\"active\":true,\"registered\":true,\"joined_on\":\"2009-02-01\","
		"\"ended_on\":null,\"end_reason\":null,\"balance\":2000000},"
		"{\"kpj\":\"20601234502\",\"employer\":\"PT Dua\",\"segment\":\"PU\","
		"\"active\":false,\"registered\":false,\"joined_on\":\"2001-02-01\","
		"\"ended_on\":\"2008-01-31\",\"end_reason\":null,\"balance\":4500000}],"
		"\"jht\":{\"total\":2000000,\"principal\":1500000,\"yield\":500000},"
		"\"claims\":[]}",
		0);
	to_overview(fake);
	assert_true(fake_desk_shows(fake, "Masih aktif sejak 1 Februari 2009"));
	assert_true(fake_desk_shows(fake, "Belum terdaftar. Tambahkan di menu 3"));
	assert_false(shows_money(fake));
	fake_desk_press(fake, "1");
	assert_true(fake_desk_shows(fake, "Rp2.000.000"));
	assert_true(fake_desk_shows(fake, "PT Dua  Rp4.500.000"));
}

static void
check__finds_mends_and_covers(void **state)
{
	struct fake_desk *fake = *state;

	to_service(fake, "561"); /* the years are not answered; nobody pays for her any more */
	assert_true(fake_desk_shows(fake, "Semua baik"));
	assert_true(fake_desk_shows(fake, "Semua KPJ terdaftar."));
	assert_true(fake_desk_shows(fake, "ditutup"));
	assert_false(shows_money(fake));
	fake_desk_press(fake, "1");
	assert_true(fake_desk_shows(fake, "Rp8.450.000"));
	fake_desk_press(fake, "2");
	fake_desk_expect(fake, "print_done");
	assert_true(fake_printer_saw(&fake->printer, "PERIKSA DATA"));
	assert_false(fake_printer_saw(&fake->printer, "Rp"));
	fake_desk_press(fake, "2");
	fake_desk_expect(fake, "overview");
	assert_false(shows_money(fake));
	fake_desk_press(fake, "9");
	fake_desk_expect(fake, "more");
	fake_desk_press(fake, "161");
	fake_desk_expect(fake, "overview"); /* not identified again */
}

static void
check__without_the_centre_is_closed_with_the_remedy(void **state)
{
	struct fake_desk *fake = *state;

	fake_desk_press(fake, "561" NIK "\r");
	fake_desk_expect(fake, "away");
	assert_true(fake_desk_shows(fake, "Layanan ini perlu kantor pusat."));
	fake_desk_press(fake, "2");
	fake_desk_expect(fake, "menu");
}

#define WITH_DESK(test) cmocka_unit_test_setup_teardown(test, new_desk, free_desk)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		WITH_DESK(balance__is_covered_until_a_key_and_again_on_the_next_screen),
		WITH_DESK(balance__is_said_only_to_who_asks),
		WITH_DESK(balance__shows_years_and_their_months),
		WITH_DESK(balance__turns_to_earlier_years),
		WITH_DESK(balance__names_the_programmes),
		WITH_DESK(balance__is_printed_with_what_was_looked_at),
		WITH_DESK(balance__where_the_line_drops_says_so_and_goes_on),
		WITH_DESK(balance__without_the_centre_is_closed_with_the_remedy),
		WITH_DESK(
			balance__after_a_claim_without_the_centre_is_closed_and_opens_when_it_is_back),
		WITH_DESK(check__finds_mends_and_covers),
		WITH_DESK(check__without_the_centre_is_closed_with_the_remedy),
		WITH_DESK(balance__names_a_card_that_is_not_registered_and_where_to_add_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
