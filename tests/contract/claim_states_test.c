/* SPDX-License-Identifier: Apache-2.0 */
/* Claims on their way: by time, by `advance`, returned and mended, asked for by code. */
#include "tests/contract/centre.h"
#include "base/array.h"
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#define OVERDUE  "6308036006580017"
#define RETURNED "6308041402620018"

static struct centre_run run;

static int
start(void **state)
{
	(void)state;
	centre_start(&run, NULL);
	return 0;
}

static int
stop(void **state)
{
	(void)state;
	centre_stop(&run);
	return 0;
}

static void
make_claim(const char *nik, const struct claim_wish *wish, char ret_number[40])
{
	struct opened visit;
	json_t *claim;

	open_attested(&run, nik, &visit);
	claim = expect(&run, 201, "POST", of_visit(&visit, "/claims"), claim_body(nik, wish));
	assert_int_equal(str_copy(ret_number, 40, text(claim, "claim_number")), ST_OK);
	json_decref(claim);
}

static json_t *
look_up(const char *code)
{
	char body[64];

	assert_int_equal(str_format(body, sizeof(body), "{\"code\":\"%s\"}", code), ST_OK);
	return expect(&run, 200, "POST", "/v1/claim-lookups", body);
}

static void
expect_status(const char *code, const char *status, size_t steps)
{
	json_t *claim = look_up(code);

	assert_string_equal(text(claim, "status"), status);
	assert_int_equal(json_array_size(json_object_get(claim, "history")), steps);
	json_decref(claim);
}

static void
claim__is_paid_after_five_working_days(void **state)
{
	const struct claim_wish wish = { .code = receipt_code(1) };
	char number[40];
	struct opened visit;
	json_t *person;

	(void)state;
	make_claim(SITI, &wish, number);
	expect_status(wish.code, "received", 1);
	assert_int_equal(
		centre_advance(&run, (const char *const[]){ "--days", "40", NULL }), 0);
	expect_status(receipt_code(1), "paid", 5);
	open_attested(&run, SITI, &visit);
	person = expect(
		&run, 200, "GET", of_visit(&visit, "/participant?include=jht,claims"), NULL);
	assert_int_equal(whole(json_object_get(person, "jht"), "total"), 0);
	assert_non_null(text(json_array_get(json_object_get(person, "claims"), 0), "paid_on"));
	json_decref(person);
}

static void
lookup_by_code__tells_nothing_personal(void **state)
{
	static const char *const allowed[] = { "status", "promised_date", "overdue",
		"return_reason", "withdrawal_reference", "withdrawal_stops_by", "history" };
	json_t *claim = look_up(receipt_code(1));

	(void)state;
	assert_int_equal(json_object_size(claim), ARRAY_LEN(allowed));
	for (size_t i = 0; i < ARRAY_LEN(allowed); i++)
		assert_non_null(json_object_get(claim, allowed[i]));
	json_decref(claim);
	expect_problem(&run, "code-not-found", "POST", "/v1/claim-lookups",
		"{\"code\":\"222222222\"}");
	expect_problem(
		&run, "invalid", "POST", "/v1/claim-lookups", "{\"code\":\"22222222A\"}");
}

static void
advance__moves_one_claim_through_every_state(void **state)
{
	static const char *const states[] = { "verifying", "approved", "paying", "paid" };
	const struct claim_wish wish = { .code = receipt_code(2), .number = "012301004567509" };
	char number[40];

	(void)state;
	make_claim("6308081111660009", &wish, number);
	for (size_t i = 0; i < ARRAY_LEN(states); i++) {
		const char *const options[] = { "--claim", number, "--to", states[i], NULL };

		assert_int_equal(centre_advance(&run, options), 0);
		expect_status(receipt_code(2), states[i], i + 2);
	}
	assert_int_equal(centre_advance(&run, (const char *const[]){ "--claim", number, "--to",
						      "nowhere", NULL }),
		2);
	assert_int_equal(
		centre_advance(&run, (const char *const[]){ "--claim", "JHT-1999-0000001",
					     "--to", "paid", NULL }),
		1);
}

static void
partial_claim__is_noted_when_paid(void **state)
{
	const struct claim_wish wish = { .code = receipt_code(3),
		.reason = "SEBAGIAN_10",
		.bank = "009",
		.number = "1230045005" };
	char number[40];
	struct opened visit;
	json_t *person;

	(void)state;
	make_claim("6308012008850005", &wish, number);
	assert_int_equal(centre_advance(&run, (const char *const[]){ "--claim", number, "--to",
						      "paid", NULL }),
		0);
	open_attested(&run, "6308012008850005", &visit);
	person = expect(&run, 200, "GET", of_visit(&visit, "/participant?include=jht"), NULL);
	assert_int_equal(whole(json_object_get(person, "jht"), "total"), 14100000 - 1410000);
	assert_string_equal(
		text(json_object_get(person, "first_partial"), "reason"), "SEBAGIAN_10");
	json_decref(person);
}

static void
old_claim__is_overdue_and_stays_where_it_is_held(void **state)
{
	struct opened visit;
	json_t *claims, *claim;

	(void)state;
	open_attested(&run, OVERDUE, &visit);
	claims = expect(&run, 200, "GET", of_visit(&visit, "/claims"), NULL);
	claim = json_array_get(json_object_get(claims, "claims"), 0);
	assert_true(truth(claim, "overdue"));
	assert_string_equal(text(claim, "status"), "verifying");
	json_decref(claims);
}

static void
returned_claim__is_mended_by_the_field_asked_for(void **state)
{
	static const char good[] =
		"{\"account\":{\"bank\":\"002\",\"number\":\"012301004567518\"}}";
	struct opened visit;
	char path[80], number[40];
	json_t *claims, *claim;

	(void)state;
	open_attested(&run, RETURNED, &visit);
	claims = expect(&run, 200, "GET", of_visit(&visit, "/claims"), NULL);
	claim = json_array_get(json_object_get(claims, "claims"), 0);
	assert_string_equal(text(claim, "return_reason"), "account-dormant");
	assert_string_equal(text(claim, "return_field"), "account");
	assert_int_equal(str_copy(number, sizeof(number), text(claim, "claim_number")), ST_OK);
	assert_int_equal(str_format(path, sizeof(path), "/claims/%s", number), ST_OK);
	expect_problem(&run, "field-not-asked", "PATCH", of_visit(&visit, path),
		"{\"documents_seen\":[{\"kind\":\"payslip\",\"number\":\"1\",\"date\":null,"
		"\"officer\":\"Rina\"}]}");
	expect_problem(&run, "account-dormant", "PATCH", of_visit(&visit, path),
		"{\"account\":{\"bank\":\"122\",\"number\":\"0120301800018\"}}");
	expect_problem(&run, "account-not-yours", "PATCH", of_visit(&visit, path),
		"{\"account\":{\"bank\":\"008\",\"number\":\"0310001230011\"}}");
	expect_problem(&run, "claim-not-found", "PATCH",
		of_visit(&visit, "/claims/JHT-2026-0000019"), good);
	json_decref(claims);
	claim = expect(&run, 200, "PATCH", of_visit(&visit, path), good);
	assert_string_equal(text(claim, "claim_number"), number);
	assert_string_equal(text(claim, "status"), "received");
	assert_non_null(text(claim, "promised_date"));
	json_decref(claim);
	expect_problem(&run, "claim-not-returned", "PATCH", of_visit(&visit, path), good);
}

static void
claim_returned_for_a_document__is_mended_by_that(void **state)
{
	static const char documents[] =
		"{\"documents_seen\":[{\"kind\":\"payslip\",\"number\":\"9\",\"date\":null,"
		"\"officer\":\"Rina\"}]}";
	const struct claim_wish wish = { .code = receipt_code(6), .number = "012301004567524" };
	char number[40], path[80];
	const char *const options[] = { "--claim", number, "--to", "returned", "--why",
		"document-missing", NULL };
	struct opened visit;

	(void)state;
	make_claim("6308105404570024", &wish, number);
	assert_int_equal(centre_advance(&run, options), 0);
	open_attested(&run, "6308105404570024", &visit);
	assert_int_equal(str_format(path, sizeof(path), "/claims/%s", number), ST_OK);
	expect_problem(&run, "field-not-asked", "PATCH", of_visit(&visit, path),
		"{\"account\":{\"bank\":\"002\",\"number\":\"012301004567524\"}}");
	json_decref(expect(&run, 200, "PATCH", of_visit(&visit, path), documents));
	expect_status(receipt_code(6), "received", 3);
}

static void
withdrawn_consent__stops_the_claim(void **state)
{
	const struct claim_wish wish = { .code = receipt_code(7), .number = "012301004567507" };
	char number[40], body[64];

	(void)state;
	make_claim("6308066510580007", &wish, number);
	assert_int_equal(
		str_format(body, sizeof(body), "{\"code\":\"%s\"}", receipt_code(7)), ST_OK);
	json_decref(expect(&run, 202, "POST", "/v1/consents/withdrawal", body));
	assert_int_equal(
		centre_advance(&run, (const char *const[]){ "--days", "40", NULL }), 0);
	expect_status(receipt_code(7), "received", 1);
}

static char *
withdraw(const char *code)
{
	char body[64];
	json_t *answer;
	char *reference;

	assert_int_equal(str_format(body, sizeof(body), "{\"code\":\"%s\"}", code), ST_OK);
	answer = expect(&run, 202, "POST", "/v1/consents/withdrawal", body);
	reference = strdup(text(answer, "reference"));
	assert_non_null(reference);
	json_decref(answer);
	return reference;
}

static void
withdrawn_consent__is_one_withdrawal_and_is_told_by_the_code(void **state)
{
	char *first = withdraw(receipt_code(7)), *again = withdraw(receipt_code(7));
	json_t *claim = look_up(receipt_code(7));

	(void)state;
	assert_string_equal(first, again);
	assert_string_equal(text(claim, "withdrawal_reference"), first);
	assert_non_null(text(claim, "withdrawal_stops_by"));
	json_decref(claim);
	claim = look_up(receipt_code(1));
	assert_true(json_is_null(json_object_get(claim, "withdrawal_reference")));
	assert_true(json_is_null(json_object_get(claim, "withdrawal_stops_by")));
	json_decref(claim);
	free(first);
	free(again);
}

static void
withdrawn_consent__does_not_call_back_money_on_its_way(void **state)
{
	const struct claim_wish wish = { .code = receipt_code(9), .number = "012301004567511" };
	char number[40];

	(void)state;
	make_claim("6308101212640011", &wish, number);
	assert_int_equal(centre_advance(&run, (const char *const[]){ "--claim", number, "--to",
					     "paying", NULL }),
		0);
	free(withdraw(receipt_code(9)));
	assert_int_equal(
		centre_advance(&run, (const char *const[]){ "--days", "40", NULL }), 0);
	expect_status(receipt_code(9), "paid", 3);
}

static void
code_of_a_kept_visit__is_called_that(void **state)
{
	const char *kept;
	char body[64];
	struct opened visit;
	json_t *saved;

	(void)state;
	open_attested(&run, "6308080303590022", &visit);
	saved = expect(&run, 201, "POST", of_visit(&visit, "/saved-visits"),
		"{\"flow\":\"claim\",\"step\":\"account\",\"answers\":{}}");
	kept = text(saved, "saved_code");
	assert_int_equal(str_format(body, sizeof(body), "{\"code\":\"%s\"}", kept), ST_OK);
	expect_problem(&run, "code-of-saved-visit", "POST", "/v1/claim-lookups", body);
	expect_problem(&run, "code-of-saved-visit", "POST", "/v1/consents/withdrawal", body);
	json_decref(saved);
}

static void
states__are_told_to_the_kiosk_that_made_the_claim(void **state)
{
	const struct claim_wish wish = {
		.code = receipt_code(4), .number = "012301004567514", .reason = "PHK"
	};
	char number[40], body[96];
	struct ask ask = { .method = "POST",
		.target = "/v1/claim-states",
		.body = body,
		.kiosk = KIOSK_2,
		.secret = SECRET_2 };
	struct reply reply;
	json_t *states, *claim;

	(void)state;
	make_claim("6308051708750014", &wish, number);
	assert_int_equal(str_format(body, sizeof(body),
				 "{\"numbers\":[\"%s\",\"JHT-2026-0000019\"]}", number),
		ST_OK);
	states = expect(&run, 200, "POST", "/v1/claim-states", body);
	claim = json_array_get(json_object_get(states, "claims"), 0);
	assert_string_equal(text(claim, "claim_number"), number);
	assert_string_equal(text(claim, "status"), "received");
	assert_int_equal(json_array_size(json_object_get(states, "unknown")), 1);
	json_decref(states);
	centre_ask(&run, &ask, &reply);
	assert_int_equal(json_array_size(json_object_get(reply.json, "claims")), 0);
	assert_int_equal(json_array_size(json_object_get(reply.json, "unknown")), 2);
	reply_free(&reply);
}

static void
offline_claim__with_a_dormant_account_comes_back(void **state)
{
	const char *code = receipt_code(5);
	const struct claim_wish wish = {
		.code = code, .bank = "122", .number = "0120301800018"
	};
	char path[80];
	struct reply reply;

	(void)state;
	json_decref(expect(&run, 202, "POST", "/v1/offline-claims",
		claim_body("6308050505550012", &wish)));
	assert_int_equal(
		str_format(path, sizeof(path), "/v1/offline-claims/%s/face", code), ST_OK);
	send_face(&run, path, &reply);
	assert_string_equal(text(reply.json, "status"), "received");
	reply_free(&reply);
	assert_int_equal(
		centre_advance(&run, (const char *const[]){ "--days", "40", NULL }), 0);
	expect_status(receipt_code(5), "returned", 4);
}

static void
journal_heads__are_kept_once_and_from_their_own_kiosk(void **state)
{
	static const char head[] =
		"{\"seq\":7,\"hash\":\"%s000000000000000000000000000000"
		"000000000000000000000000000000\",\"signed_at\":\"2026-11-23T16:00:00+08:00\","
		"\"public_key\":\"AA==\",\"signature\":\"AA==\"}";
	char first[256], other[256];

	(void)state;
	assert_int_equal(str_format(first, sizeof(first), head, "1234"), ST_OK);
	assert_int_equal(str_format(other, sizeof(other), head, "4321"), ST_OK);
	json_decref(expect(&run, 201, "POST", "/v1/kiosks/" KIOSK "/journal-heads", first));
	json_decref(expect(&run, 201, "POST", "/v1/kiosks/" KIOSK "/journal-heads", first));
	expect_problem(&run, "journal-head-differs", "POST",
		"/v1/kiosks/" KIOSK "/journal-heads", other);
	expect_problem(
		&run, "not-your-kiosk", "POST", "/v1/kiosks/" KIOSK_2 "/journal-heads", first);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(claim__is_paid_after_five_working_days),
		cmocka_unit_test(lookup_by_code__tells_nothing_personal),
		cmocka_unit_test(advance__moves_one_claim_through_every_state),
		cmocka_unit_test(partial_claim__is_noted_when_paid),
		cmocka_unit_test(old_claim__is_overdue_and_stays_where_it_is_held),
		cmocka_unit_test(returned_claim__is_mended_by_the_field_asked_for),
		cmocka_unit_test(claim_returned_for_a_document__is_mended_by_that),
		cmocka_unit_test(withdrawn_consent__stops_the_claim),
		cmocka_unit_test(withdrawn_consent__is_one_withdrawal_and_is_told_by_the_code),
		cmocka_unit_test(withdrawn_consent__does_not_call_back_money_on_its_way),
		cmocka_unit_test(code_of_a_kept_visit__is_called_that),
		cmocka_unit_test(states__are_told_to_the_kiosk_that_made_the_claim),
		cmocka_unit_test(offline_claim__with_a_dormant_account_comes_back),
		cmocka_unit_test(journal_heads__are_kept_once_and_from_their_own_kiosk),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
