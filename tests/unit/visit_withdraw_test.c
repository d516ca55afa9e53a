/* SPDX-License-Identifier: Apache-2.0 */
/* Consent withdrawn at the counter: by a receipt's code, with and without the centre, once, and truly told. */
#include "base/array.h"
#include "base/str.h"
#include "tests/fake/desk.h"
#include "work/outbox.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#define NIK        "6308055203600001"
#define WITHDRAWAL "/v1/consents/withdrawal"
#define PROBLEM(code)                                                                          \
	"{\"type\":\"urn:anjungan:problem:" code "\",\"title\":\"x\",\"status\":404}"
#define ASKED "SELECT count(*) FROM journal WHERE event='consent.withdrawn'"
#define OPEN  "SELECT count(*) FROM request WHERE state IN (0,1,3)"

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

/* --- arranging ---------------------------------------------------------------------------------------------------- */

static void
rule(struct fake_desk *fake, const char *method, const char *path, int status, const char *body)
{
	const struct fake_http_rule rule = {
		.method = method, .path = path, .status = status, .body = body
	};

	fake_http_add(&fake->http, &rule);
}

static void
centre_takes_it(struct fake_desk *fake)
{
	rule(fake, "POST", WITHDRAWAL, 202,
		"{\"reference\":\"WD-0000000001\",\"stops_by\":\"2026-11-26T09:10:00+08:00\"}");
}

static void
centre_tells(struct fake_desk *fake, const char *status)
{
	static char body[300];

	assert_int_equal(str_format(body, sizeof(body),
				 "{\"status\":\"%s\",\"promised_date\":\"2026-11-30\","
				 "\"overdue\":false,\"return_reason\":null,"
				 "\"withdrawal_reference\":null,\"withdrawal_stops_by\":null,"
				 "\"history\":[]}",
				 status),
		ST_OK);
	rule(fake, "POST", "/v1/claim-lookups", 200, body);
}

static void
keep_code(struct fake_desk *fake, char ret_code[CODE_ROOM])
{
	fake_desk_expect(fake, "result");
	assert_int_equal(
		str_copy(ret_code, CODE_ROOM, visit_answers(fake->visit)->code), ST_OK);
	fake_desk_press(fake, "15");
	fake_desk_expect(fake, "idle");
}

/* A whole claim, seen by an officer. */
static void
claim(struct fake_desk *fake, char ret_code[CODE_ROOM])
{
	fake_desk_straight_centre(fake);
	fake_desk_press(fake, "51" NIK "\r12");
	fake_desk_press(fake, "11482915\r1111");
	keep_code(fake, ret_code);
}

static void
claim_without_centre(struct fake_desk *fake, char ret_code[CODE_ROOM])
{
	fake_desk_press(fake, "51" NIK "\r212");
	fake_desk_press(fake, "11482915\r1\r\r1012301004567501\r1");
	keep_code(fake, ret_code);
}

/* A code that is well made and that nobody has. */
static void
stray_code(uint8_t seed, char ret_code[CODE_ROOM])
{
	const uint8_t random[8] = { seed, 8, 7, 6, 5, 4, 3, 2 };

	code_make(random, ret_code);
}

static void
show(struct fake_desk *fake, const char *code)
{
	const struct action action = { .kind = ACTION_SCAN, .text = code };

	fake_desk_press(fake, "567");
	fake_desk_expect(fake, "code");
	visit_act(fake->visit, &action);
	fake_desk_settle(fake);
}

static int
withdrawals_sent(struct fake_desk *fake)
{
	int n = 0;

	for (int i = 0; i < fake_http_count(&fake->http); i++)
		n += strcmp(fake_http_request(&fake->http, i)->path, WITHDRAWAL) == 0;
	return n;
}

/* --- with the centre ---------------------------------------------------------------------------------------------- */

static void
withdraw__tells_what_stops_and_has_the_centres_word(void **state)
{
	struct fake_desk *fake = *state;
	char code[CODE_ROOM];

	claim(fake, code);
	centre_tells(fake, "verifying");
	centre_takes_it(fake);
	show(fake, code);
	fake_desk_expect(fake, "sure");
	assert_true(fake_desk_shows(fake, "Klaim ini berhenti. Uangnya tidak dibayar."));
	assert_true(fake_desk_shows(fake, "dalam 3 hari"));
	assert_int_equal(state_number(&fake->state, ASKED), 0);
	fake_desk_press(fake, "2");
	fake_desk_expect(fake, "done");
	assert_true(fake_desk_shows(fake, "IZIN SUDAH DICABUT"));
	assert_true(fake_desk_shows(fake, "WD-0000000001"));
	assert_true(fake_desk_shows(fake, "26 November 2026"));
	assert_true(fake_printer_saw(&fake->printer, "WD-0000000001"));
	assert_int_equal(withdrawals_sent(fake), 1);
	assert_int_equal(state_number(&fake->state, ASKED " AND outcome='ok'"), 1);
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "more");
}

static void
withdraw__says_what_goes_on_by_the_state_of_the_claim(void **state)
{
	static const struct {
		const char *status, *words;
	} rows[] = {
		{ "approved", "Ajukan klaim baru" },
		{ "paying", "dalam perjalanan ke bank tetap sampai" },
		{ "paid", "sudah dibayar tetap milik Anda" },
		{ "rejected", "Data Anda tidak dipakai lagi." },
	};
	struct fake_desk *fake = *state;
	char code[CODE_ROOM];

	stray_code(1, code); /* made at another kiosk */
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		fake_http_forget_rules(&fake->http);
		centre_tells(fake, rows[i].status);
		show(fake, code);
		fake_desk_expect(fake, "sure");
		assert_true(fake_desk_shows(fake, rows[i].words));
		fake_desk_press(fake, "1*");
		fake_desk_expect(fake, "idle");
	}
	assert_int_equal(state_number(&fake->state, ASKED), 0);
}

static void
withdraw__a_second_time_shows_the_first(void **state)
{
	struct fake_desk *fake = *state;
	char code[CODE_ROOM];

	claim(fake, code);
	centre_tells(fake, "verifying");
	centre_takes_it(fake);
	show(fake, code);
	fake_desk_press(fake, "211");
	fake_desk_expect(fake, "menu");
	fake_desk_press(fake, "*");
	fake_http_forget_rules(&fake->http);
	show(fake, code); /* also while nobody can be asked */
	fake_desk_expect(fake, "already");
	assert_true(fake_desk_shows(fake, "WD-0000000001"));
	fake_desk_press(fake, "2");
	fake_desk_expect(fake, "done");
	assert_true(fake_printer_saw(&fake->printer, "IZIN SUDAH DICABUT"));
	assert_int_equal(withdrawals_sent(fake), 1);
	assert_int_equal(state_number(&fake->state, ASKED), 1);
}

/* Made known by the centre: withdrawn at another kiosk. */
static void
withdraw__what_was_withdrawn_elsewhere_is_known(void **state)
{
	struct fake_desk *fake = *state;
	char code[CODE_ROOM];

	stray_code(1, code);
	rule(fake, "POST", "/v1/claim-lookups", 200,
		"{\"status\":\"received\",\"promised_date\":\"2026-11-30\",\"overdue\":false,"
		"\"return_reason\":null,\"withdrawal_reference\":\"WD-0000000007\","
		"\"withdrawal_stops_by\":\"2026-11-25T09:10:00+08:00\",\"history\":[]}");
	show(fake, code);
	fake_desk_expect(fake, "already");
	assert_true(fake_desk_shows(fake, "WD-0000000007"));
	assert_true(fake_desk_shows(fake, "25 November 2026"));
}

/* --- without it --------------------------------------------------------------------------------------------------- */

static void
withdraw__without_the_centre_is_kept_and_sent_later(void **state)
{
	struct fake_desk *fake = *state;
	char code[CODE_ROOM];

	claim(fake, code);
	fake_http_forget_rules(&fake->http); /* nobody answers any more */
	show(fake, code);
	fake_desk_expect(fake, "sure");
	assert_true(fake_desk_shows(fake, "Permintaan dikirim nanti."));
	fake_desk_press(fake, "2");
	fake_desk_expect(fake, "done");
	assert_true(fake_desk_shows(fake, "BELUM TERKIRIM"));
	assert_true(fake_printer_saw(&fake->printer, "BELUM TERKIRIM"));
	assert_false(fake_printer_saw(&fake->printer, "DICABUT"));
	fake_desk_press(fake, "125");
	fake_desk_restart(fake); /* a kill: what was kept goes all the same */
	rule(fake, "GET", "/v1/requests/", 404, PROBLEM("request-not-found"));
	centre_takes_it(fake);
	fake_desk_pass(fake, 10 * 60 * 1000);
	assert_int_equal(state_number(&fake->state, OPEN), 0);
	show(fake, code);
	fake_desk_expect(fake, "already");
	assert_true(fake_desk_shows(fake, "WD-0000000001"));
}

static void
withdraw__news_that_come_while_they_read_change_the_screen(void **state)
{
	struct fake_desk *fake = *state;
	char code[CODE_ROOM];

	claim(fake, code);
	fake_http_forget_rules(&fake->http);
	show(fake, code);
	fake_desk_press(fake, "2");
	assert_true(fake_desk_shows(fake, "BELUM TERKIRIM"));
	rule(fake, "GET", "/v1/requests/", 404, PROBLEM("request-not-found"));
	rule(fake, "GET", "/v1/status", 200,
		"{\"state\":\"open\",\"until\":null,\"time\":\"2026-11-23T09:10:00+08:00\","
		"\"message\":null,\"policy_version\":\"2026-1\"}");
	centre_takes_it(fake);
	fake_desk_pass(fake, 60 * 1000);
	fake_desk_expect(fake, "done");
	assert_true(fake_desk_shows(fake, "WD-0000000001"));
	fake_desk_press(fake, "2");
	assert_true(fake_printer_saw(&fake->printer, "WD-0000000001"));
}

static void
withdraw__of_an_unsent_claim_takes_it_back_whole(void **state)
{
	struct fake_desk *fake = *state;
	char code[CODE_ROOM];
	int sent;

	claim_without_centre(fake, code);
	show(fake, code);
	fake_desk_expect(fake, "sure");
	assert_true(fake_desk_shows(fake, "Klaim yang belum terkirim tidak akan dikirim."));
	fake_desk_press(fake, "2");
	fake_desk_expect(fake, "done");
	assert_true(fake_desk_shows(fake, "dihapus dari mesin ini"));
	assert_true(fake_printer_saw(&fake->printer, "dihapus dari mesin ini"));
	assert_int_equal(state_number(&fake->state, OPEN), 0);
	fake_desk_press(fake, "125");
	fake_desk_straight_centre(fake);
	sent = fake_http_count(&fake->http);
	fake_desk_pass(fake, 10 * 60 * 1000);
	for (int i = sent; i < fake_http_count(&fake->http); i++)
		assert_null(strstr(fake_http_request(&fake->http, i)->path, "claims"));
	fake_desk_press(fake, "541");
	fake_desk_expect(fake, "code"); /* where is my money: the truth there, too */
	visit_act(fake->visit, &(const struct action){ .kind = ACTION_SCAN, .text = code });
	fake_desk_settle(fake);
	fake_desk_expect(fake, "status");
	assert_true(fake_desk_shows(fake, "IZIN SUDAH DICABUT"));
	assert_false(fake_desk_shows(fake, "Cetak struk lagi"));
}

/* The centre does not know the code when it hears of it: staff look at the receipt. */
static void
withdraw__of_a_code_from_elsewhere_that_nobody_has_is_for_staff(void **state)
{
	struct fake_desk *fake = *state;
	char code[CODE_ROOM];

	stray_code(1, code);
	show(fake, code);
	fake_desk_expect(fake, "sure");
	fake_desk_press(fake, "2");
	assert_true(fake_desk_shows(fake, "BELUM TERKIRIM"));
	fake_desk_press(fake, "125");
	rule(fake, "POST", WITHDRAWAL, 404, PROBLEM("code-not-found"));
	fake_desk_pass(fake, 10 * 60 * 1000);
	show(fake, code);
	fake_desk_expect(fake, "already");
	assert_true(fake_desk_shows(fake, "PERLU PETUGAS"));
	assert_true(fake_desk_shows(fake, "Periksa struknya."));
	fake_desk_press(fake, "+1482915\r8");
	fake_desk_expect(fake, "waiting");
	assert_true(fake_desk_shows(fake, "Izin dicabut"));
	assert_true(fake_desk_shows(fake, "cocokkan kode"));
}

/* --- codes of something else -------------------------------------------------------------------------------------- */

static void
withdraw__an_unknown_code_is_said_and_not_kept(void **state)
{
	struct fake_desk *fake = *state;
	char code[CODE_ROOM];

	stray_code(1, code);
	rule(fake, "POST", "/v1/claim-lookups", 404, PROBLEM("code-not-found"));
	show(fake, code);
	fake_desk_expect(fake, "unknown");
	fake_desk_press(fake, "3");
	fake_desk_expect(fake, "menu");
	assert_int_equal(state_number(&fake->state, ASKED), 0);
}

static void
withdraw__the_code_of_a_kept_visit_is_called_that(void **state)
{
	struct fake_desk *fake = *state;
	char code[CODE_ROOM];

	stray_code(1, code);
	rule(fake, "POST", "/v1/claim-lookups", 409, PROBLEM("code-of-saved-visit"));
	show(fake, code);
	fake_desk_expect(fake, "unknown");
	assert_true(fake_desk_shows(fake, "Itu slip untuk melanjutkan, belum klaim"));
}

/* Also while the centre is away: the kiosk made it. */
static void
withdraw__the_code_of_a_ticket_is_called_that(void **state)
{
	struct fake_desk *fake = *state;
	char code[CODE_ROOM];
	const struct handover_put put = { .code = code,
		.visit = "019ab1c2-0000-7000-8000-000000000999",
		.nik = NIK,
		.why = "called",
		.blob = "x",
		.n = 1,
		.now_ms = desk_wall_ms(&fake->desk) };

	stray_code(1, code);
	assert_int_equal(store_handover_put(fake->state.store, &put, NULL), ST_OK);
	for (int i = 0; i < 7; i++) { /* no guess, however often */
		show(fake, code);
		fake_desk_expect(fake, "unknown");
		assert_true(fake_desk_shows(fake, "Berkas ini menunggu petugas"));
		fake_desk_press(fake, "3*");
	}
}

/* --- what can go wrong here --------------------------------------------------------------------------------------- */

static void
withdraw__back_and_no_leave_everything_as_it_was(void **state)
{
	struct fake_desk *fake = *state;
	char code[CODE_ROOM];

	claim(fake, code);
	centre_tells(fake, "received");
	show(fake, code);
	fake_desk_expect(fake, "sure");
	fake_desk_press(fake, "*");
	fake_desk_expect(fake, "code");
	fake_desk_press(fake, "*");
	fake_desk_expect(fake, "menu");
	fake_desk_press(fake, "*");
	show(fake, code);
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "menu");
	assert_int_equal(state_number(&fake->state, ASKED), 0);
	assert_int_equal(state_number(&fake->state, "SELECT count(*) FROM withdrawal"), 0);
}

static void
withdraw__that_is_not_saved_is_not_withdrawn(void **state)
{
	struct fake_desk *fake = *state;
	char code[CODE_ROOM];

	claim(fake, code);
	centre_tells(fake, "received");
	centre_takes_it(fake);
	show(fake, code);
	state_tamper(&fake->state, "ALTER TABLE withdrawal RENAME TO away");
	fake_desk_press(fake, "2");
	fake_desk_expect(fake, "failed");
	assert_true(fake_desk_shows(fake, "Izin belum dicabut."));
	assert_int_equal(withdrawals_sent(fake), 0);
	state_tamper(&fake->state, "ALTER TABLE away RENAME TO withdrawal");
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "done");
	assert_int_equal(withdrawals_sent(fake), 1);
}

static void
withdraw__without_paper_shows_the_code(void **state)
{
	struct fake_desk *fake = *state;
	char code[CODE_ROOM], shown[CODE_SHOWN_ROOM];

	claim(fake, code);
	centre_tells(fake, "received");
	centre_takes_it(fake);
	show(fake, code);
	fake_printer_fail(&fake->printer, 1, ST_PAPER_OUT);
	fake_desk_press(fake, "2");
	fake_desk_expect(fake, "done");
	code_show(code, shown);
	assert_true(fake_desk_shows(fake, shown));
	assert_true(fake_desk_shows(fake, "Kertas habis."));
	fake_desk_press(fake, "2");
	fake_desk_expect(fake, "done");
	assert_false(fake_desk_shows(fake, "Kertas habis."));
	assert_true(fake_printer_saw(&fake->printer, "WD-0000000001"));
}

#define DESK_TEST(test) cmocka_unit_test_setup_teardown(test, new_desk, free_desk)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		DESK_TEST(withdraw__tells_what_stops_and_has_the_centres_word),
		DESK_TEST(withdraw__says_what_goes_on_by_the_state_of_the_claim),
		DESK_TEST(withdraw__a_second_time_shows_the_first),
		DESK_TEST(withdraw__what_was_withdrawn_elsewhere_is_known),
		DESK_TEST(withdraw__without_the_centre_is_kept_and_sent_later),
		DESK_TEST(withdraw__news_that_come_while_they_read_change_the_screen),
		DESK_TEST(withdraw__of_an_unsent_claim_takes_it_back_whole),
		DESK_TEST(withdraw__of_a_code_from_elsewhere_that_nobody_has_is_for_staff),
		DESK_TEST(withdraw__an_unknown_code_is_said_and_not_kept),
		DESK_TEST(withdraw__the_code_of_a_kept_visit_is_called_that),
		DESK_TEST(withdraw__the_code_of_a_ticket_is_called_that),
		DESK_TEST(withdraw__back_and_no_leave_everything_as_it_was),
		DESK_TEST(withdraw__that_is_not_saved_is_not_withdrawn),
		DESK_TEST(withdraw__without_paper_shows_the_code),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
