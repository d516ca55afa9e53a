/* SPDX-License-Identifier: Apache-2.0 */
/* "Lanjutkan yang disimpan" at the counter: opened by its code, shown after the proof, gone on with where it was left; and
 * every slip, code and centre that does not fit. */
#include "base/array.h"
#include "base/str.h"
#include "tests/fake/desk.h"
#include "work/visit_inside.h"
#include "tests/fake/record.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#define NIK     "6308080303590022"
#define VISIT   "/v1/visits/019ab1c2-0000-7000-8000-000000000001"
#define CODE    "2GQFENAAG"
#define ACCOUNT "1310012345678"
#define REOPENED "SELECT count(*) FROM journal WHERE event='visit.reopened' AND outcome="

#define CARD(kpj, registered)                                                                  \
	"{\"kpj\":\"" kpj "\",\"employer\":\"PT Contoh Kayu\",\"segment\":\"PU\","             \
	"\"active\":false,\"registered\":" registered ",\"joined_on\":\"2009-02-01\","         \
	"\"ended_on\":\"2021-03-31\",\"end_reason\":null,\"balance\":8450000}"
#define RECORD_OF(birth, cards, claims, saved)                                                 \
	"{\"nik\":\"" NIK "\",\"name\":\"ZAINAL ABIDIN\",\"name_masked\":\"Z***** A*****\","   \
	"\"birth_date\":\"" birth                                                              \
	"\",\"birth_place\":\"Amuntai\",\"mother_name\":\"RABIAH\"," FAKE_CONTACT              \
	"\"marital_status\":\"kawin\",\"address\":\"Jalan Contoh RT 01 No. 2\","               \
	"\"village\":\"Kebun Sari\",\"district\":\"Amuntai Tengah\","                          \
	"\"regency\":\"Hulu Sungai Utara\",\"province\":\"Kalimantan Selatan\","               \
	"\"postal_code\":\"71419\",\"phone\":\"+6281200000022\",\"email\":null,"               \
	"\"has_npwp\":true,\"jmo_blocked\":false,\"data_complete\":true,"                      \
	"\"missing_fields\":[],\"account\":null,\"first_partial\":null,\"saved\":" saved ","   \
	"\"cards\":[" cards "],\"jht\":{\"total\":8450000,\"principal\":6200000,"              \
	"\"yield\":2250000},\"claims\":[" claims "]}"
#define ANSWERS(reason, account)                                                               \
	"{\"reason\":" reason ",\"event_date\":null,\"documents_seen\":[],"                    \
	"\"account\":" account ",\"show_amount\":true}"
#define SAVED(step, answers)                                                                   \
	"{\"code\":\"" CODE "\",\"flow\":\"claim\",\"step\":\"" step "\",\"answers\":" answers \
	",\"saved_at\":\"2026-11-20T09:00:00+08:00\"}"
#define OLD   "1959-03-03"
#define KNOWN CARD("20601234522", "true")
#define TYPED "{\"bank\":\"008\",\"number\":\"" ACCOUNT "\"}"
#define OPEN                                                                                   \
	"{\"claim_number\":\"JHT-2026-0000099\",\"receipt_code\":null,\"status\":\"received\"," \
	"\"channel\":\"branch\",\"reason\":\"USIA_56\",\"submitted_on\":\"2026-11-21\","       \
	"\"promised_date\":\"2026-11-30\",\"overdue\":false,\"return_reason\":null,"           \
	"\"return_field\":null,\"open\":true,\"history\":[]}"

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
answer(struct fake_desk *fake, const char *method, const char *path, int status,
	const char *body, int times)
{
	const struct fake_http_rule rule = {
		.method = method, .path = path, .status = status, .body = body, .times = times
	};

	fake_http_add(&fake->http, &rule);
}

#define PROBLEM(code) "{\"type\":\"urn:anjungan:problem:" code "\"}"

static void
scan(struct fake_desk *fake, const char *text)
{
	const struct action action = { .kind = ACTION_SCAN, .text = text };

	visit_act(fake->visit, &action);
	fake_desk_settle(fake);
}

/* From the idle screen to the field for the code. */
static void
walk_to_code(struct fake_desk *fake)
{
	fake_desk_press(fake, "562");
	fake_desk_expect(fake, "code");
}

static void
prove(struct fake_desk *fake)
{
	fake_camera_init(&fake->camera);
	fake_camera_face(&fake->camera, 0, true);
	fake_camera_face(&fake->camera, 0, true);
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "consent");
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "face");
	fake_desk_pass(fake, 500);
	fake_desk_press(fake, "\r");
	fake_desk_pass(fake, 4000);
}

/* With the code of the slip to what was kept. */
static void
walk_to_kept(struct fake_desk *fake, const char *record)
{
	answer(fake, "GET", VISIT "/participant", 200, record, 0);
	fake_desk_straight_centre(fake);
	walk_to_code(fake);
	scan(fake, CODE);
	fake_desk_expect(fake, "is_this_you");
	prove(fake);
	fake_desk_expect(fake, "take_up");
}

static const struct fake_http_request *
first_request(const struct fake_desk *fake, const char *path)
{
	for (int i = 0; i < fake->http.requests; i++)
		if (strcmp(fake->http.request[i].path, path) == 0)
			return &fake->http.request[i];
	fail_msg("nothing asked %s", path);
	return NULL;
}

static void
slip__opens_what_was_kept_and_goes_on_there(void **state)
{
	struct fake_desk *fake = *state;

	walk_to_kept(fake, RECORD_OF(OLD, KNOWN, "", SAVED("amount", ANSWERS("\"USIA_56\"", "null"))));
	assert_string_equal(
		first_request(fake, "/v1/visits")->body, "{\"saved_code\":\"" CODE "\"}");
	assert_true(fake_desk_shows(fake, "20 November 2026"));
	assert_true(fake_desk_shows(fake, "56 tahun"));
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "amount");
	assert_true(visit_answers(fake->visit)->show_amount);
	assert_true(visit_answers(fake->visit)->priority);
	assert_int_equal(state_number(&fake->state, REOPENED "'ok'"), 1);
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "bank");
}

static void
slip__shows_a_masked_name_and_nothing_else_before_the_proof(void **state)
{
	struct fake_desk *fake = *state;

	fake_desk_straight_centre(fake);
	walk_to_code(fake);
	scan(fake, CODE);
	fake_desk_expect(fake, "is_this_you");
	assert_true(fake_desk_shows(fake, "S*** A*****"));
	assert_false(fake_desk_shows(fake, "Tanggal lahir"));
	assert_false(fake_desk_shows(fake, "NIK"));
	assert_int_equal(fake->http.requests, 1);
	assert_false(visit_answers(fake->visit)->kept.found);
}

static void
slip__of_another_person_is_given_back_and_the_claim_begins_anew(void **state)
{
	struct fake_desk *fake = *state;

	fake_desk_straight_centre(fake);
	walk_to_code(fake);
	scan(fake, CODE);
	fake_desk_press(fake, "2");
	fake_desk_expect(fake, "nik");
	assert_string_equal(visit_answers(fake->visit)->kept.asked, "");
	fake_desk_press(fake, "6308055203600001\r");
	fake_desk_expect(fake, "is_this_you");
	prove(fake);
	fake_desk_expect(fake, "take_up");
	assert_true(fake_desk_shows(fake, "Tidak ada yang disimpan"));
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "data");
}

static void
slip__whose_face_is_another_says_what_to_do(void **state)
{
	struct fake_desk *fake = *state;

	answer(fake, "POST", VISIT "/face", 200,
		"{\"result\":\"not_verified\",\"reject_fields\":[],\"enrolled\":false,"
		"\"assurance\":\"claimed\",\"certificate\":null}",
		0);
	fake_desk_straight_centre(fake);
	walk_to_code(fake);
	scan(fake, CODE);
	prove(fake);
	fake_desk_expect(fake, "face_no");
	assert_true(fake_desk_shows(fake, "Slip orang lain?"));
}

static void
kept_account__is_checked_and_confirmed_anew(void **state)
{
	struct fake_desk *fake = *state;

	answer(fake, "POST", VISIT "/bank-account-checks", 200,
		"{\"bank\":\"008\",\"number\":\"" ACCOUNT "\",\"holder\":\"ZAINAL ABIDIN\","
		"\"match\":\"same\",\"state\":\"active\"}",
		0);
	walk_to_kept(fake, RECORD_OF(OLD, KNOWN, "", SAVED("review", ANSWERS("\"USIA_56\"", TYPED))));
	assert_true(fake_desk_shows(fake, "5678"));
	assert_false(fake_desk_shows(fake, ACCOUNT));
	fake_desk_press(fake, "11");
	fake_desk_expect(fake, "account");
	assert_string_equal(fake_desk_page(fake)->field.typed, ACCOUNT);
	fake_desk_press(fake, "\r1");
	fake_desk_expect(fake, "review");
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "result");
}

static void
kept_visit__at_its_first_question_shows_the_data_again(void **state)
{
	struct fake_desk *fake = *state;

	walk_to_kept(fake, RECORD_OF(OLD, KNOWN, "", SAVED("data", ANSWERS("\"USIA_56\"", "null"))));
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "data");
}

static void
kept_visit__that_is_not_wanted_begins_anew_without_typing(void **state)
{
	struct fake_desk *fake = *state;

	walk_to_kept(fake, RECORD_OF(OLD, KNOWN, "", SAVED("review", ANSWERS("\"USIA_56\"", TYPED))));
	fake_desk_press(fake, "2");
	fake_desk_expect(fake, "data");
	assert_string_equal(visit_answers(fake->visit)->account, "");
	assert_int_equal(state_number(&fake->state, REOPENED "'anew'"), 1);
}

/* An unregistered KPJ turned up, a claim was made at a branch, the steps have other names by now. */
static void
centre__that_has_changed_meanwhile_wins(void **state)
{
	static const struct {
		const char *record, *step;
	} changes[] = {
		{ RECORD_OF(OLD, KNOWN "," CARD("20601234523", "false"), "",
			  SAVED("amount", ANSWERS("\"USIA_56\"", "null"))),
			"cards" },
		{ RECORD_OF(OLD, KNOWN, OPEN, SAVED("amount", ANSWERS("\"USIA_56\"", "null"))),
			"open_claim" },
		{ RECORD_OF(OLD, KNOWN, "", SAVED("no_such", ANSWERS("\"USIA_56\"", "null"))),
			"data" },
		{ RECORD_OF(OLD, KNOWN, "", SAVED("amount", ANSWERS("\"RESIGN\"", "null"))),
			"amount" },
		{ RECORD_OF(OLD, KNOWN, "", SAVED("amount", "{}")), "amount" },
		{ RECORD_OF("1990-03-03", KNOWN, "", SAVED("amount", "{}")), "what_happened" },
	};
	struct fake_desk *fake = *state;

	for (size_t i = 0; i < ARRAY_LEN(changes); i++) {
		fake_http_forget_rules(&fake->http);
		walk_to_kept(fake, changes[i].record);
		fake_desk_press(fake, "1");
		fake_desk_expect(fake, changes[i].step);
		fake_desk_pass(fake, 211000);
		fake_desk_expect(fake, "idle");
	}
}

static void
slip__that_is_over_says_so_and_offers_the_beginning(void **state)
{
	struct fake_desk *fake = *state;

	answer(fake, "POST", "/v1/visits", 410, PROBLEM("saved-visit-over"), 1);
	fake_desk_straight_centre(fake);
	walk_to_code(fake);
	scan(fake, CODE);
	fake_desk_expect(fake, "refused");
	assert_true(fake_desk_shows(fake, "lewat 14 hari"));
	assert_int_equal(state_number(&fake->state, REOPENED "'refused'"), 1);
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "nik");
	fake_desk_press(fake, NIK "\r");
	fake_desk_expect(fake, "is_this_you");
	assert_string_equal(visit_answers(fake->visit)->kept.asked, "");
}

static void
slip__the_centre_refuses_otherwise_says_why(void **state)
{
	struct fake_desk *fake = *state;

	answer(fake, "POST", "/v1/visits", 422, PROBLEM("invalid"), 0);
	walk_to_code(fake);
	scan(fake, CODE);
	fake_desk_expect(fake, "refused");
	assert_false(fake_desk_shows(fake, "14 hari"));
	assert_true(fake_desk_shows(fake, "Pusat menolak"));
}

static void
unknown_code__leads_to_another_try_the_beginning_or_staff(void **state)
{
	struct fake_desk *fake = *state;

	answer(fake, "POST", "/v1/visits", 404, PROBLEM("person-not-found"), 0);
	answer(fake, "POST", "/v1/claim-lookups", 404, PROBLEM("code-not-found"), 0);
	walk_to_code(fake);
	scan(fake, CODE);
	fake_desk_expect(fake, "unknown");
	assert_true(fake_desk_shows(fake, "Slip berlaku 14 hari."));
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "code");
	assert_string_equal(fake_desk_page(fake)->field.typed, CODE);
	fake_desk_press(fake, "*");
	fake_desk_expect(fake, "menu");
}

/* As with receipts: who guesses is led to staff after five. */
static void
unknown_codes__are_for_staff_after_five(void **state)
{
	struct fake_desk *fake = *state;
	char code[CODE_ROOM];

	answer(fake, "POST", "/v1/visits", 404, PROBLEM("person-not-found"), 0);
	answer(fake, "POST", "/v1/claim-lookups", 404, PROBLEM("code-not-found"), 0);
	walk_to_code(fake);
	for (uint8_t i = 1; i < 5; i++) {
		code_make((const uint8_t[8]){ i }, code);
		scan(fake, code);
		fake_desk_expect(fake, "unknown");
		fake_desk_press(fake, "1");
	}
	code_make((const uint8_t[8]){ 5 }, code);
	scan(fake, code);
	fake_desk_expect(fake, "closed");
}

static void
foreign_card__is_named_and_takes_nothing_away(void **state)
{
	struct fake_desk *fake = *state;

	walk_to_code(fake);
	scan(fake, "0001234567890");
	fake_desk_expect(fake, "code");
	assert_true(fake_desk_page(fake)->notice_is_bad);
	scan(fake, "PAKET 17 / RAK B");
	assert_true(fake_desk_shows(fake, "Itu bukan kode slip."));
	scan(fake, "https://example.org/x");
	assert_true(fake_desk_shows(fake, "alamat internet"));
	assert_int_equal(fake->http.requests, 0);
}

static void
receipt_of_a_claim__is_named_and_leads_to_the_money(void **state)
{
	struct fake_desk *fake = *state;

	answer(fake, "POST", "/v1/visits", 404, PROBLEM("person-not-found"), 0);
	answer(fake, "POST", "/v1/claim-lookups", 200,
		"{\"status\":\"verifying\",\"promised_date\":\"2026-11-30\",\"overdue\":false,"
		"\"return_reason\":null,\"withdrawal_reference\":null,\"withdrawal_stops_by\":null,"
		"\"history\":[{\"status\":\"verifying\","
		"\"at\":\"2026-11-23T09:10:00+08:00\"}]}",
		0);
	walk_to_code(fake);
	scan(fake, CODE);
	fake_desk_expect(fake, "is_receipt");
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "status");
	assert_true(fake_desk_shows(fake, "Klaim sedang diperiksa pusat"));
}

static void
slip__shown_where_claims_are_looked_up_leads_here(void **state)
{
	struct fake_desk *fake = *state;

	answer(fake, "POST", "/v1/claim-lookups", 409, PROBLEM("code-of-saved-visit"), 0);
	fake_desk_straight_centre(fake);
	for (int i = 0; i < 6; i++) { /* and is no guess */
		fake_desk_press(fake, i == 0 ? "541" : "*");
		fake_desk_expect(fake, "code");
		scan(fake, CODE);
		fake_desk_expect(fake, "unknown");
	}
	assert_true(fake_desk_shows(fake, "Itu slip untuk melanjutkan"));
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "is_this_you");
	assert_string_equal(
		first_request(fake, "/v1/visits")->body, "{\"saved_code\":\"" CODE "\"}");
}

static const struct fake_http_rule troubles[] = {
	{ .method = "POST", .path = "/v1/visits", .st = ST_UNREACHABLE, .times = 1 },
	{ .method = "POST", .path = "/v1/visits", .st = ST_TIMEOUT, .times = 1 },
	{ .method = "POST",
		.path = "/v1/visits",
		.status = 503,
		.body = PROBLEM("maintenance"),
		.times = 1 },
};

static void
centre__that_is_away_is_said_and_asked_again(void **state)
{
	struct fake_desk *fake = *state;

	for (size_t i = 0; i < ARRAY_LEN(troubles); i++) {
		fake_http_forget_rules(&fake->http);
		fake_http_add(&fake->http, &troubles[i]);
		fake_desk_straight_centre(fake);
		walk_to_code(fake);
		scan(fake, CODE);
		fake_desk_expect(fake, "slip_away");
		assert_true(fake_desk_shows(fake, "Slip tetap berlaku."));
		fake_desk_press(fake, "1");
		fake_desk_expect(fake, "is_this_you");
		fake_desk_press(fake, "***");
		fake_desk_expect(fake, "idle");
	}
}

static void
code_of_a_slip__opens_for_whoever_was_here_before_nothing_of_theirs(void **state)
{
	struct fake_desk *fake = *state;
	const struct answers *a;

	fake_desk_straight_centre(fake);
	fake_desk_press(fake, "52" "6308055203600001" "\r");
	prove(fake);
	a = visit_answers(fake->visit);
	assert_string_equal(a->name, "SITI AMINAH");
	while (strcmp(fake_desk_page(fake)->name, "menu") != 0)
		fake_desk_press(fake, "*");
	fake_desk_press(fake, "62");
	scan(fake, CODE);
	fake_desk_expect(fake, "is_this_you");
	assert_string_equal(a->name, "");
	assert_string_equal(a->nik, "");
	assert_false(a->have_record);
	assert_int_equal(a->assurance, ASSURANCE_CLAIMED);
}

static void
claim__of_who_does_not_know_of_a_kept_visit_goes_its_way(void **state)
{
	struct fake_desk *fake = *state;

	answer(fake, "GET", VISIT "/participant", 200, RECORD_OF(OLD, KNOWN, "", "null"), 0);
	fake_desk_straight_centre(fake);
	fake_desk_press(fake, "51" NIK "\r");
	prove(fake);
	fake_desk_expect(fake, "data");
	assert_false(visit_answers(fake->visit)->kept.found);
}

#define DESK_TEST(f) cmocka_unit_test_setup_teardown(f, new_desk, free_desk)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		DESK_TEST(slip__opens_what_was_kept_and_goes_on_there),
		DESK_TEST(slip__shows_a_masked_name_and_nothing_else_before_the_proof),
		DESK_TEST(slip__of_another_person_is_given_back_and_the_claim_begins_anew),
		DESK_TEST(slip__whose_face_is_another_says_what_to_do),
		DESK_TEST(kept_account__is_checked_and_confirmed_anew),
		DESK_TEST(kept_visit__at_its_first_question_shows_the_data_again),
		DESK_TEST(kept_visit__that_is_not_wanted_begins_anew_without_typing),
		DESK_TEST(centre__that_has_changed_meanwhile_wins),
		DESK_TEST(slip__that_is_over_says_so_and_offers_the_beginning),
		DESK_TEST(slip__the_centre_refuses_otherwise_says_why),
		DESK_TEST(unknown_code__leads_to_another_try_the_beginning_or_staff),
		DESK_TEST(unknown_codes__are_for_staff_after_five),
		DESK_TEST(foreign_card__is_named_and_takes_nothing_away),
		DESK_TEST(receipt_of_a_claim__is_named_and_leads_to_the_money),
		DESK_TEST(slip__shown_where_claims_are_looked_up_leads_here),
		DESK_TEST(centre__that_is_away_is_said_and_asked_again),
		DESK_TEST(code_of_a_slip__opens_for_whoever_was_here_before_nothing_of_theirs),
		DESK_TEST(claim__of_who_does_not_know_of_a_kept_visit_goes_its_way),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
