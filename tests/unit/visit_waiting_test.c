/* SPDX-License-Identifier: Apache-2.0 */
/* What waits for staff, and what an officer does about it: sent again, withdrawn, reached by telephone or by letter. */
#include "base/str.h"
#include "tests/fake/desk.h"
#include "work/visit_inside.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#define NIK     "6308055203600001"
#define STRANGER "6308031507650002"
#define VISIT   "/v1/visits/019ab1c2-0000-7000-8000-000000000001"
#define PROBLEM(code) "{\"type\":\"urn:anjungan:problem:" code "\"}"
#define OF_CLAIM(column) "SELECT " column " FROM request WHERE kind='claim'"

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

static int
journalled(struct fake_desk *fake, const char *where)
{
	char sql[240];

	fake_desk_settle(fake);
	assert_int_equal(str_format(sql, sizeof(sql), "SELECT count(*) FROM journal WHERE %s",
				 where),
		ST_OK);
	return (int)state_number(&fake->state, sql);
}

static void
claims_answer(struct fake_desk *fake, int status, const char *body, int times)
{
	fake_http_add(&fake->http,
		&(struct fake_http_rule){ .method = "POST",
			.path = VISIT "/claims",
			.status = status,
			.body = body,
			.times = times });
}

/* A claim is made, with a face; and the person goes. */
static void
make_claim(struct fake_desk *fake)
{
	fake_desk_straight_centre(fake);
	fake_camera_face(&fake->camera, 0, true);
	fake_camera_face(&fake->camera, 0, true);
	fake_desk_press(fake, "51" NIK "\r11");
	fake_desk_expect(fake, "face");
	fake_desk_pass(fake, 500);
	fake_desk_press(fake, "\r");
	fake_desk_pass(fake, 4000);
	fake_desk_expect(fake, "data");
	fake_desk_press(fake, "11");
	fake_desk_expect(fake, "review");
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "result");
	fake_desk_press(fake, "15");
	fake_desk_expect(fake, "idle");
}

/* The key of the n-th time the claim was sent, from 0. */
static const char *
claim_key(struct fake_desk *fake, int n)
{
	for (int i = 0; i < fake_http_count(&fake->http); i++) {
		const struct fake_http_request *request = fake_http_request(&fake->http, i);

		if (strcmp(request->path, VISIT "/claims") == 0 && n-- == 0)
			return fake_http_header(request, "Idempotency-Key");
	}
	fail_msg("not sent so often");
	return "";
}

static void
open_list(struct fake_desk *fake)
{
	fake_desk_press(fake, "5+1482915\r8");
	fake_desk_expect(fake, "waiting");
}

static void
refused(struct fake_desk *fake, const char *problem)
{
	claims_answer(fake, 422, problem, 1);
	make_claim(fake);
	assert_int_equal(state_number(&fake->state, OF_CLAIM("state")), REQUEST_PARKED);
	open_list(fake);
}

static void
claim__the_centre_could_not_read__is_sent_again_as_it_is(void **state)
{
	struct fake_desk *fake = *state;
	const char *first, *again;

	refused(fake, PROBLEM("malformed"));
	assert_true(fake_desk_shows(fake, "Kirim lagi"));
	assert_true(fake_desk_shows(fake, "(0 hari)"));
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "waiting_done");
	fake_desk_pass(fake, 1000);
	first = claim_key(fake, 0);
	again = claim_key(fake, 1);
	assert_string_equal(first, again);
	assert_int_equal(state_number(&fake->state, OF_CLAIM("state")), REQUEST_DONE);
	assert_int_equal(state_number(&fake->state, OF_CLAIM("count(*)")), 1);
	assert_int_equal(journalled(fake, "event='waiting.resend' AND actor='staff-RN' AND "
					  "detail='malformed' AND visit=(SELECT visit FROM "
					  "journal WHERE event='claim.confirm')"),
		1);
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "waiting");
}

static void
claim__that_cannot_be_paid__is_withdrawn_at_the_participants_turn(void **state)
{
	struct fake_desk *fake = *state;

	refused(fake, PROBLEM("claim-not-eligible"));
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "waiting_turn");
	assert_true(fake_desk_shows(fake, "Peserta: tekan 1"));
	fake_desk_press(fake, "2");
	fake_desk_expect(fake, "waiting");
	assert_int_equal(state_number(&fake->state, OF_CLAIM("state")), REQUEST_PARKED);
	fake_desk_press(fake, "11");
	fake_desk_expect(fake, "waiting_done");
	assert_true(fake_desk_shows(fake, "Klaim sudah ditarik"));
	assert_int_equal(state_number(&fake->state, OF_CLAIM("state")), REQUEST_EXPIRED);
	assert_int_equal(state_number(&fake->state, OF_CLAIM("body IS NULL")), 1);
	assert_int_equal(state_number(&fake->state, "SELECT contact IS NULL FROM claim"), 1);
	assert_int_equal(journalled(fake, "event='waiting.withdrawn' AND actor='staff-RN'"), 1);
	assert_int_equal(
		state_number(&fake->state, "SELECT count(*) FROM review WHERE kind='withdrawn'"),
		1);
	fake_desk_press(fake, "1");
	assert_true(fake_desk_shows(fake, "Tidak ada klaim yang menunggu"));
	fake_desk_press(fake, "9");
	fake_desk_expect(fake, "officer");
}

static void
person__whose_account_is_wrong__is_called_and_the_list_says_so(void **state)
{
	struct fake_desk *fake = *state;

	refused(fake, PROBLEM("account-dormant"));
	assert_false(fake_desk_shows(fake, "+6281200000001"));
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "contact");
	assert_true(fake_desk_shows(fake, "+6281200000001"));
	assert_false(fake_desk_shows(fake, "SITI AMINAH"));
	assert_int_equal(journalled(fake, "event='waiting.contact' AND actor='staff-RN'"), 1);
	assert_int_equal(journalled(fake, "detail LIKE '%812000%'"), 0);
	fake_desk_press(fake, "21");
	fake_desk_expect(fake, "waiting");
	assert_true(fake_desk_shows(fake, "Belum terhubung"));
	fake_desk_press(fake, "111");
	fake_desk_expect(fake, "waiting");
	assert_true(fake_desk_shows(fake, "Sudah dihubungi"));
	assert_true(fake_desk_shows(fake, "Betulkan bersama peserta"));
	fake_desk_press(fake, "3");
	assert_true(fake_desk_shows(fake, "Tarik klaim ini"));
	assert_int_equal(journalled(fake, "event='waiting.call' AND outcome='not-reached'"), 1);
	assert_int_equal(journalled(fake, "event='waiting.call' AND outcome='reached'"), 1);
}

static void
person__is_written_to(void **state)
{
	struct fake_desk *fake = *state;

	refused(fake, PROBLEM("account-dormant"));
	fake_desk_press(fake, "13");
	fake_desk_expect(fake, "letter_print_done");
	assert_true(fake_printer_saw(&fake->printer, "SURAT PANGGILAN"));
	assert_true(fake_printer_saw(&fake->printer, "Jalan Contoh RT 03 No. 7"));
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "waiting_done");
	assert_int_equal(journalled(fake, "event='waiting.call' AND outcome='posted'"), 1);
}

static void
claim__past_its_promise__is_on_the_list_until_somebody_was_reached(void **state)
{
	struct fake_desk *fake = *state;

	make_claim(fake);
	open_list(fake);
	assert_true(fake_desk_shows(fake, "Tidak ada klaim yang menunggu"));
	fake_desk_press(fake, "9515");
	state_tamper(&fake->state, "UPDATE claim SET promised='2026-11-20'");
	open_list(fake);
	assert_true(fake_desk_shows(fake, "Tanggal bayar sudah lewat"));
	assert_true(fake_desk_shows(fake, "20 November 2026"));
	fake_desk_press(fake, "111");
	fake_desk_expect(fake, "waiting");
	assert_true(fake_desk_shows(fake, "Tidak ada klaim yang menunggu"));
}

static void
row__that_changed_meanwhile__is_told(void **state)
{
	struct fake_desk *fake = *state;

	refused(fake, PROBLEM("claim-not-eligible"));
	state_tamper(&fake->state, "UPDATE request SET state=0,next_ms=9999999999999");
	fake_desk_press(fake, "11");
	fake_desk_expect(fake, "waiting_gone");
	assert_int_equal(journalled(fake, "event='waiting.withdrawn'"), 0);
	assert_int_equal(
		state_number(&fake->state, "SELECT count(*) FROM claim WHERE status='withdrawn'"),
		0);
}

/* The bodies of the claim as it was sent, from 0. */
static const char *
claim_body(struct fake_desk *fake, int n)
{
	for (int i = 0; i < fake_http_count(&fake->http); i++) {
		const struct fake_http_request *request = fake_http_request(&fake->http, i);

		if (strcmp(request->path, VISIT "/claims") == 0 && n-- == 0)
			return request->body;
	}
	fail_msg("not sent so often");
	return "";
}

static void
begin_fix(struct fake_desk *fake)
{
	fake_desk_press(fake, "32");
	fake_desk_expect(fake, "fix_nik");
	fake_desk_press(fake, NIK "\r");
}

static void
end_fix(struct fake_desk *fake)
{
	fake_desk_expect(fake, "fix_turn");
	assert_true(fake_desk_shows(fake, "Peserta: tekan 1"));
	fake_desk_press(fake, "1");
	fake_desk_pass(fake, 1000);
	fake_desk_expect(fake, "fix_done");
}

static void
account__that_is_dormant__is_corrected_with_its_person(void **state)
{
	struct fake_desk *fake = *state;

	refused(fake, PROBLEM("account-dormant"));
	begin_fix(fake);
	fake_desk_expect(fake, "fix_bank");
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "fix_account");
	fake_desk_press(fake, "998877665544332\r");
	assert_true(fake_desk_shows(fake, "9988 7766 5544 332"));
	assert_int_equal(state_number(&fake->state, OF_CLAIM("count(*)")), 1);
	end_fix(fake);
	assert_true(fake_desk_shows(fake, "DITERIMA PUSAT"));
	assert_string_not_equal(claim_key(fake, 0), claim_key(fake, 1));
	assert_null(strstr(claim_body(fake, 0), "998877665544332"));
	assert_non_null(strstr(claim_body(fake, 1), "\"number\":\"998877665544332\""));
	assert_non_null(strstr(claim_body(fake, 1), "\"officer\":\"Rina\""));
	assert_int_equal(state_number(&fake->state,
				 OF_CLAIM("count(*)") " AND state=4 AND problem='corrected'"),
		1);
	assert_int_equal(state_number(&fake->state, OF_CLAIM("count(*)") " AND state=2"), 1);
	assert_true(fake_printer_saw(&fake->printer, "4332"));
	assert_true(fake_printer_saw(&fake->printer, "DITERIMA PUSAT"));
	assert_int_equal(journalled(fake, "event='waiting.correct' AND outcome='ok' AND "
					  "actor='staff-RN' AND detail='account account-dormant'"),
		1);
	assert_int_equal(journalled(fake, "detail LIKE '%9988%'"), 0);
	fake_desk_press(fake, "1");
	assert_true(fake_desk_shows(fake, "Tidak ada klaim yang menunggu"));
	assert_int_equal(visit_answers(fake->visit)->fix.what, FIX_NOTHING);
}

static void
claim__of_somebody_else__is_not_corrected(void **state)
{
	struct fake_desk *fake = *state;

	refused(fake, PROBLEM("account-dormant"));
	fake_desk_press(fake, "32" STRANGER "\r");
	fake_desk_expect(fake, "fix_stranger");
	assert_int_equal(journalled(fake, "event='waiting.correct' AND outcome='denied' AND "
					  "actor='staff-RN'"),
		1);
	fake_desk_press(fake, "1");
	assert_string_equal(fake_desk_page(fake)->field.typed, "");
	fake_desk_press(fake, NIK "\r");
	fake_desk_expect(fake, "fix_bank");
	assert_int_equal(state_number(&fake->state, OF_CLAIM("state")), REQUEST_PARKED);
}

static void
date__and_paper__are_corrected(void **state)
{
	struct fake_desk *fake = *state;

	claims_answer(fake, 422, PROBLEM("document-needed"), 1);
	claims_answer(fake, 422, PROBLEM("claim-not-eligible"), 1);
	make_claim(fake);
	open_list(fake);
	begin_fix(fake);
	fake_desk_expect(fake, "fix_paper");
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "fix_number");
	fake_desk_press(fake, "77\r");
	fake_desk_expect(fake, "fix_paper_date");
	fake_desk_press(fake, "05032026\r");
	assert_true(fake_desk_shows(fake, "5 Maret 2026"));
	end_fix(fake);
	assert_true(fake_desk_shows(fake, "Pusat masih menolak"));
	assert_non_null(strstr(claim_body(fake, 1), "\"number\":\"77\""));
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "waiting");
	assert_true(fake_desk_shows(fake, "uang belum bisa diambil"));
	begin_fix(fake);
	fake_desk_expect(fake, "fix_date");
	fake_desk_press(fake, "01092025\r");
	end_fix(fake);
	assert_non_null(strstr(claim_body(fake, 2), "\"event_date\":\"2025-09-01\""));
	assert_non_null(strstr(claim_body(fake, 2), "\"number\":\"77\""));
	assert_int_equal(state_number(&fake->state, OF_CLAIM("count(*)")), 3);
	assert_int_equal(state_number(&fake->state, OF_CLAIM("count(*)") " AND state=2"), 1);
}

/* Without the line the paper says so, and the claim goes when it is back; the participant may still say no. */
static void
corrected__without_the_line__is_said_to_wait(void **state)
{
	struct fake_desk *fake = *state;

	refused(fake, PROBLEM("officer-needed"));
	begin_fix(fake);
	fake_desk_expect(fake, "fix_turn");
	fake_desk_press(fake, "3");
	fake_desk_expect(fake, "waiting");
	fake_http_forget_rules(&fake->http);
	begin_fix(fake);
	fake_desk_expect(fake, "fix_turn");
	fake_desk_press(fake, "1");
	fake_desk_pass(fake, 10000);
	fake_desk_expect(fake, "fix_done");
	assert_true(fake_desk_shows(fake, "BELUM TERKIRIM"));
	assert_true(fake_printer_saw(&fake->printer, "BELUM TERKIRIM"));
	assert_int_equal(state_number(&fake->state, OF_CLAIM("count(*)") " AND state=0"), 1);
}

static void
claim__that_waits__becomes_a_file_that_heads_the_officers_list(void **state)
{
	struct fake_desk *fake = *state;

	refused(fake, PROBLEM("account-dormant"));
	fake_desk_press(fake, "35");
	fake_desk_expect(fake, "waiting_done");
	assert_true(fake_desk_shows(fake, "berkas bernomor"));
	assert_int_equal(journalled(fake, "event='waiting.handed-over' AND actor='staff-RN' AND "
					  "visit=(SELECT visit FROM journal WHERE "
					  "event='claim.confirm')"),
		1);
	fake_desk_press(fake, "1");
	assert_true(fake_desk_shows(fake, "Tidak ada klaim yang menunggu"));
	fake_desk_press(fake, "91");
	fake_desk_expect(fake, "handovers");
	assert_true(fake_desk_shows(fake, "Klaim menunggu petugas"));
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "handover");
	assert_true(fake_desk_shows(fake, "S*** A*****"));
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "waiting");
	assert_true(fake_desk_shows(fake, "Rekening itu sudah tidak aktif"));
	fake_desk_press(fake, "3");
	assert_false(fake_desk_shows(fake, "berkas bernomor"));
	fake_desk_press(fake, "3");
	fake_desk_expect(fake, "waiting_done");
	assert_int_equal(state_number(&fake->state, "SELECT count(*) FROM handover WHERE "
						    "outcome='served' AND length(answers)=0"),
		1);
}

#define DESK_TEST(name) cmocka_unit_test_setup_teardown(name, new_desk, free_desk)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		DESK_TEST(claim__the_centre_could_not_read__is_sent_again_as_it_is),
		DESK_TEST(claim__that_cannot_be_paid__is_withdrawn_at_the_participants_turn),
		DESK_TEST(person__whose_account_is_wrong__is_called_and_the_list_says_so),
		DESK_TEST(person__is_written_to),
		DESK_TEST(claim__past_its_promise__is_on_the_list_until_somebody_was_reached),
		DESK_TEST(row__that_changed_meanwhile__is_told),
		DESK_TEST(account__that_is_dormant__is_corrected_with_its_person),
		DESK_TEST(claim__of_somebody_else__is_not_corrected),
		DESK_TEST(date__and_paper__are_corrected),
		DESK_TEST(corrected__without_the_line__is_said_to_wait),
		DESK_TEST(claim__that_waits__becomes_a_file_that_heads_the_officers_list),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
