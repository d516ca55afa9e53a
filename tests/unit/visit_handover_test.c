/* SPDX-License-Identifier: Apache-2.0 */
/* What was handed over to staff: found by list and code, gone on with, printed again, closed, never over somebody. */
#include "base/array.h"
#include "base/str.h"
#include "tests/fake/desk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#define OLD     "6308055203600001" /* 66 */
#define ACCOUNT "012301004567501"
#define OFFICER "5+1482915\r"
#define DAY_MS  INT64_C(86400000)

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

static int64_t
number(struct fake_desk *fake, const char *sql)
{
	return state_number(&fake->state, sql);
}

static void
scan(struct fake_desk *fake, const char *text)
{
	const struct action action = { .kind = ACTION_SCAN, .text = text };

	visit_act(fake->visit, &action);
	fake_desk_settle(fake);
}

static void
keep_code(const struct fake_desk *fake, char ret_code[CODE_ROOM])
{
	assert_int_equal(str_copy(ret_code, CODE_ROOM, visit_answers(fake->visit)->ticket_code),
		ST_OK);
}

static void
prove(struct fake_desk *fake)
{
	fake_camera_face(&fake->camera, 0, true);
	fake_camera_face(&fake->camera, 0, true);
	fake_desk_pass(fake, 500);
	fake_desk_press(fake, "\r");
	fake_desk_pass(fake, 4000);
}

static void
centre_answers(struct fake_desk *fake)
{
	static const struct fake_http_rule check = { "POST",
		"/v1/visits/019ab1c2-0000-7000-8000-000000000001/bank-account-checks",
		.status = 200,
		.body = "{\"bank\":\"002\",\"number\":\"" ACCOUNT "\",\"holder\":\"SITI AMINAH\","
			"\"match\":\"same\",\"state\":\"active\"}" };

	fake_http_add(&fake->http, &check);
	fake_desk_straight_centre(fake);
}

/* A claim with an account that was typed, up to the review; then an officer is called, and none comes. */
static void
leave_in_the_middle(struct fake_desk *fake, char ret_code[CODE_ROOM])
{
	centre_answers(fake);
	fake_desk_press(fake, "51" OLD "\r11");
	fake_desk_expect(fake, "face");
	prove(fake);
	fake_desk_press(fake, "12");
	fake_desk_expect(fake, "bank");
	fake_desk_press(fake, "1" ACCOUNT "\r");
	fake_desk_press(fake, "+3");
	fake_desk_expect(fake, "ticket_done");
	keep_code(fake, ret_code);
	fake_desk_press(fake, "15");
	fake_desk_expect(fake, "idle");
}

/* A number in the queue for a question, without anything of a claim. */
static void
leave_with_a_question(struct fake_desk *fake, char ret_code[CODE_ROOM])
{
	fake_desk_straight_centre(fake);
	fake_desk_press(fake, "563" OLD "\r131");
	fake_desk_expect(fake, "ticket_done");
	keep_code(fake, ret_code);
	fake_desk_press(fake, "1");
	fake_desk_pass(fake, 400 * 1000);
	fake_desk_expect(fake, "idle");
}

static void
handover__goes_on_with_what_was_said_and_is_closed_by_the_claim(void **state)
{
	struct fake_desk *fake = *state;
	char code[CODE_ROOM], shown[CODE_SHOWN_ROOM];

	leave_in_the_middle(fake, code);
	fake_desk_press(fake, OFFICER "1");
	fake_desk_expect(fake, "handovers");
	code_show(code, shown);
	assert_true(fake_desk_shows(fake, shown));
	assert_true(fake_desk_shows(fake, "Memanggil petugas, PRIORITAS"));
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "handover");
	assert_false(fake_desk_shows(fake, OLD));
	assert_false(fake_desk_shows(fake, "7501"));
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "is_this_you"); /* no number was typed */
	fake_desk_press(fake, "11");
	fake_desk_expect(fake, "face");
	prove(fake);
	fake_desk_expect(fake, "draft");
	assert_true(fake_desk_shows(fake, "7501"));
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "data");
	fake_desk_press(fake, "11");
	assert_string_equal(visit_answers(fake->visit)->account, ACCOUNT);
	fake_desk_press(fake, "\r11");
	fake_desk_expect(fake, "result");
	assert_int_equal(
		number(fake, "SELECT count(*) FROM handover WHERE outcome='claimed' AND"
			     " length(answers)=0"),
		1);
	assert_int_equal(number(fake, "SELECT count(*) FROM journal WHERE event IN"
				      " ('ticket.opened','ticket.taken','ticket.closed')"),
		3);
}

/* Whoever stands there instead reads no number and gets no answer. */
static void
handover__of_somebody_else_is_forgotten_at_once(void **state)
{
	struct fake_desk *fake = *state;
	char code[CODE_ROOM];

	leave_in_the_middle(fake, code);
	fake_desk_press(fake, OFFICER "111");
	fake_desk_expect(fake, "is_this_you");
	fake_desk_press(fake, "2");
	fake_desk_expect(fake, "nik");
	assert_string_equal(fake_desk_page(fake)->field.typed, "");
	assert_string_equal(visit_answers(fake->visit)->handed.nik, "");
	assert_string_equal(visit_answers(fake->visit)->earlier.account, "");
	assert_int_equal(
		number(fake, "SELECT count(*) FROM handover WHERE closed_ms IS NULL"), 1);
}

/* Nor on the way back through the menu. */
static void
handover__shows_no_number_before_its_person_is_known(void **state)
{
	struct fake_desk *fake = *state;
	char code[CODE_ROOM];

	leave_in_the_middle(fake, code);
	fake_desk_press(fake, OFFICER "111*");
	fake_desk_expect(fake, "menu");
	fake_desk_press(fake, "2");
	fake_desk_expect(fake, "is_this_you");
	assert_false(fake_desk_shows(fake, OLD));
}

static void
handovers__are_never_opened_over_somebody(void **state)
{
	struct fake_desk *fake = *state;
	char code[CODE_ROOM];

	leave_in_the_middle(fake, code);
	fake_desk_press(fake, "51" OLD "\r+1482915\r");
	fake_desk_expect(fake, "officer");
	assert_false(fake_desk_shows(fake, "Berkas"));
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "officer");
}

static void
handover__by_its_code_is_printed_again_and_closed_by_a_key(void **state)
{
	static const struct fake_http_rule nothing = { "POST", "/v1/claim-lookups",
		.status = 404,
		.body = "{\"type\":\"urn:anjungan:problem:code-not-found\",\"title\":\"x\","
			"\"status\":404}" };
	struct fake_desk *fake = *state;
	char code[CODE_ROOM];

	leave_in_the_middle(fake, code);
	fake_http_add(&fake->http, &nothing);
	fake_desk_press(fake, "541");
	scan(fake, code);
	fake_desk_expect(fake, "unknown");
	assert_true(fake_desk_shows(fake, "Berkas ini menunggu petugas"));
	fake_desk_press(fake, "3*");

	fake_desk_press(fake, OFFICER "18");
	fake_desk_expect(fake, "handover_code");
	scan(fake, "K7MP-Q2RX-B");
	fake_desk_expect(fake, "handover_code");
	scan(fake, code);
	fake_desk_expect(fake, "handover");
	fake_desk_press(fake, "2");
	fake_desk_expect(fake, "handover_printed");
	assert_true(fake_printer_saw(&fake->printer, "SALINAN"));
	fake_desk_press(fake, "132");
	fake_desk_expect(fake, "handovers");
	assert_true(fake_desk_shows(fake, "Tidak ada berkas yang menunggu"));
	fake_desk_press(fake, "8");
	scan(fake, code);
	fake_desk_expect(fake, "handover_closed");
	assert_true(fake_desk_shows(fake, "Peserta tidak datang"));
	assert_int_equal(number(fake, "SELECT count(*) FROM journal WHERE"
				      " event='ticket.closed' AND outcome='absent' AND"
				      " detail='absent' AND actor='staff-RN'"),
		1);
}

static void
handover__that_is_not_printed_says_why_and_stays(void **state)
{
	struct fake_desk *fake = *state;
	char code[CODE_ROOM];

	leave_in_the_middle(fake, code);
	fake_desk_press(fake, OFFICER "11");
	fake_printer_fail(&fake->printer, 1, ST_PAPER_OUT);
	fake_desk_press(fake, "2");
	fake_desk_expect(fake, "handover_print_failed");
	fake_desk_press(fake, "2");
	fake_desk_expect(fake, "handover");
}

/* --- form F5 -------------------------------------------------------------------------------------------------------- */

static void
handover__prints_form_f5_of_what_was_said_once_the_ktp_was_seen(void **state)
{
	struct fake_desk *fake = *state;
	char code[CODE_ROOM];

	leave_in_the_middle(fake, code);
	fake_desk_press(fake, OFFICER "115");
	fake_desk_expect(fake, "handover_form");
	fake_desk_press(fake, "2");
	fake_desk_expect(fake, "handover");
	assert_int_equal(fake->pages.prints, 0);
	fake_desk_press(fake, "51");
	fake_desk_expect(fake, "handover_form_printed");
	assert_int_equal(fake_printer_done(&fake->pages), 1);
	assert_true(fake_printer_saw(&fake->pages, "%PDF-1.4"));
	assert_true(fake_printer_saw(&fake->pages, "(SITI AMINAH)"));
	assert_true(fake_printer_saw(&fake->pages, "(" ACCOUNT ")"));
	assert_true(fake_printer_saw(&fake->pages, "(Sudah berusia 56 tahun atau lebih)") ||
		    fake_printer_saw(&fake->pages, "56 tahun"));
	assert_int_equal(number(fake, "SELECT count(*) FROM journal WHERE event='print.begin'"
				      " AND detail='form' AND actor='staff-RN'"),
		1);
	assert_int_equal(number(fake, "SELECT count(*) FROM journal WHERE event='print.end'"
				      " AND outcome='ok' AND actor='staff-RN'"),
		1);
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "handover");
}

static void
handover__form_that_is_not_printed_says_why_and_is_tried_again(void **state)
{
	struct fake_desk *fake = *state;
	char code[CODE_ROOM];

	leave_in_the_middle(fake, code);
	fake_desk_press(fake, OFFICER "11");
	fake_printer_fail(&fake->pages, 1, ST_PAPER_OUT);
	fake_desk_press(fake, "51");
	fake_desk_expect(fake, "handover_form_failed");
	assert_true(fake_desk_shows(fake, "Kertas A4 habis. Isi kertas, lalu tekan 1."));
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "handover_form_printed");
}

static void
handover__without_a_printer_of_a4_offers_no_form_and_says_so(void **state)
{
	struct fake_desk *fake = *state;
	char code[CODE_ROOM];

	fake->desk.pages.present = false;
	leave_in_the_middle(fake, code);
	fake_desk_press(fake, OFFICER "11");
	assert_true(fake_desk_shows(fake, "Tanpa pencetak A4, formulir F5 diisi dengan tangan."));
	assert_false(fake_desk_shows(fake, "Cetak formulir F5 di kertas A4"));
	fake_desk_press(fake, "5");
	fake_desk_expect(fake, "handover");
}

static void
handover__with_an_unknown_code_leads_back(void **state)
{
	static const uint8_t random[8] = { 1, 8, 7, 6, 5, 4, 3, 2 };
	struct fake_desk *fake = *state;
	char code[CODE_ROOM];

	code_make(random, code);
	fake_desk_press(fake, OFFICER "18");
	scan(fake, code);
	fake_desk_expect(fake, "handover_unknown");
	fake_desk_press(fake, "2");
	fake_desk_expect(fake, "handovers");
	fake_desk_press(fake, "9");
	fake_desk_expect(fake, "officer");
}

/* What a newer program cannot read is still an open file: told as such, and closed. */
static void
handover__that_cannot_be_read_is_closed_all_the_same(void **state)
{
	struct fake_desk *fake = *state;
	char code[12];

	for (int i = 0; i < 7; i++) {
		const struct handover_put put = { .code = code,
			.visit = "019ab1c2-0000-7000-8000-000000000999",
			.nik = OLD,
			.why = "papers",
			.blob = "x",
			.n = 1,
			.now_ms = desk_wall_ms(&fake->desk) + i };

		assert_int_equal(str_format(code, sizeof(code), "K7MPQ2RX%d", i), ST_OK);
		assert_int_equal(store_handover_put(fake->state.store, &put, NULL), ST_OK);
	}
	fake_desk_press(fake, OFFICER "17");
	fake_desk_expect(fake, "handovers");
	assert_true(fake_desk_shows(fake, "7 berkas"));
	assert_true(fake_desk_shows(fake, "K7MP-Q2RX-6"));
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "handover");
	assert_true(fake_desk_shows(fake, "tidak bisa dibaca lagi"));
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "handover");
	fake_desk_press(fake, "31");
	fake_desk_expect(fake, "handovers");
	assert_int_equal(
		number(fake, "SELECT count(*) FROM handover WHERE outcome='served'"), 1);
}

static void
handover__of_heirs_shows_nobody_and_is_not_gone_on_with(void **state)
{
	struct fake_desk *fake = *state;

	fake_desk_straight_centre(fake);
	fake_desk_press(fake, "51" OLD "\r311");
	fake_desk_press(fake, "11212");
	fake_desk_expect(fake, "ticket_done");
	fake_desk_press(fake, "15");
	fake_desk_press(fake, OFFICER "11");
	fake_desk_expect(fake, "handover");
	assert_true(fake_desk_shows(fake, "Ahli waris"));
	assert_false(fake_desk_shows(fake, "Peserta di sini"));
	assert_string_equal(visit_answers(fake->visit)->handed.name_masked, "");
}

static void
handover__nobody_came_back_for_expires(void **state)
{
	struct fake_desk *fake = *state;
	char code[CODE_ROOM];

	leave_with_a_question(fake, code);
	fake->clock.wall_ms += 31 * DAY_MS;
	fake_desk_press(fake, OFFICER "18");
	scan(fake, code);
	fake_desk_expect(fake, "handover_closed");
	assert_true(fake_desk_shows(fake, "Terlalu lama menunggu"));
	assert_int_equal(
		number(fake, "SELECT count(*) FROM journal WHERE event='ticket.expired' AND"
			     " detail='1'"),
		1);
}

#define DESK_TEST(name) cmocka_unit_test_setup_teardown(name, new_desk, free_desk)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		DESK_TEST(handover__goes_on_with_what_was_said_and_is_closed_by_the_claim),
		DESK_TEST(handover__of_somebody_else_is_forgotten_at_once),
		DESK_TEST(handover__shows_no_number_before_its_person_is_known),
		DESK_TEST(handovers__are_never_opened_over_somebody),
		DESK_TEST(handover__by_its_code_is_printed_again_and_closed_by_a_key),
		DESK_TEST(handover__that_is_not_printed_says_why_and_stays),
		DESK_TEST(handover__prints_form_f5_of_what_was_said_once_the_ktp_was_seen),
		DESK_TEST(handover__form_that_is_not_printed_says_why_and_is_tried_again),
		DESK_TEST(handover__without_a_printer_of_a4_offers_no_form_and_says_so),
		DESK_TEST(handover__with_an_unknown_code_leads_back),
		DESK_TEST(handover__that_cannot_be_read_is_closed_all_the_same),
		DESK_TEST(handover__of_heirs_shows_nobody_and_is_not_gone_on_with),
		DESK_TEST(handover__nobody_came_back_for_expires),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
