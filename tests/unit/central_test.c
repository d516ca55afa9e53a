/* SPDX-License-Identifier: Apache-2.0 */
/* The wire: requests as bytes, answers of every kind, and the answers nobody should send. */
#include "base/array.h"
#include "base/json.h"
#include "base/str.h"
#include "work/central.h"
#include "work/wire.h"
#include "tests/fake/record.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#define KEY     "0192aabb-ccdd-7f01-bf03-040506070809"
#define VISIT   "019ab1c2-0000-7000-8000-000000000001"
#define PROBLEM "{\"type\":\"urn:anjungan:problem:"
#define JSON    "application/json"
#define TROUBLE "application/problem+json"

static const struct call_extra extra = { .idempotency_key = KEY };

static void
text(char *room, size_t n, const char *value)
{
	assert_int_equal(str_copy(room, n, value), ST_OK);
}

#define SET(room, value) text((room), sizeof(room), (value))

static struct http_answer
answer_of(int status, const char *content_type, const char *body)
{
	struct http_answer answer = { .st = ST_OK, .status = status, .retry_after_s = -1 };

	SET(answer.content_type, content_type);
	buf_init(&answer.body, HTTP_ANSWER_MAX);
	assert_int_equal(buf_add_str(&answer.body, body), ST_OK);
	return answer;
}

static enum status
apply(enum call call, int status, const char *body, struct answers *answers)
{
	struct http_answer answer = answer_of(status, status < 400 ? JSON : TROUBLE, body);
	enum status st = central_apply(call, &answer, answers);

	buf_free(&answer.body);
	return st;
}

/* A person in front of the review, everything known. */
static void
fill(struct answers *answers)
{
	*answers = (struct answers){ .consent = CONSENT_FACE,
		.consent_at_ms = 1764000000000,
		.confirmed_at_ms = 1764000570000,
		.reason = REASON_USIA_56,
		.have_record = true,
		.decided = true,
		.account_known = true,
		.birth = { 1960, 3, 12 },
		.record_birth = { 1960, 3, 12 },
		.decision = { .eligible = true, .gross = 8450000, .tax = 0, .net = 8450000 },
		.cards_n = 2,
		.card = { { .kpj = "20601234501", .registered = true },
			{ .kpj = "20601234502", .registered = false } } };
	SET(answers->centre_visit, VISIT);
	SET(answers->nik, "6308055203600001");
	SET(answers->name, "SITI AMINAH");
	SET(answers->mother_name, "NORHASANAH");
	SET(answers->address, "Jalan Contoh RT 03 No. 7");
	SET(answers->phone, "+6281200000001");
	SET(answers->bank, "002");
	SET(answers->account, "012301004567501");
	SET(answers->holder, "SITI AMINAH");
	SET(answers->face_reference, "VRF-0000000001");
	SET(answers->code, "K7MPQ2RXA");
}

/* Builds and reads the body back. */
static json_t *
body_of(enum call call, const struct answers *answers, const struct call_extra *with)
{
	struct wire_request request;
	json_t *body = NULL;

	assert_int_equal(central_build(call, answers, with, &request), ST_OK);
	assert_string_equal(request.content_type, JSON);
	assert_string_equal(request.idempotency_key, KEY);
	assert_int_equal(json_read(request.body.data, request.body.len, &body), ST_OK);
	wire_request_free(&request);
	return body;
}

static const char *
member(const json_t *object, const char *name)
{
	const json_t *value = json_object_get(object, name);

	assert_non_null(value);
	return json_is_null(value) ? "null" : json_string_value(value);
}

/* --- requests ----------------------------------------------------------------------------- */

static void
central_build__goes_to_the_path_of_the_contract(void **state)
{
	static const struct {
		enum call call;
		const char *method, *path;
	} cases[] = {
		{ CALL_STATUS, "GET", "/v1/status" },
		{ CALL_OPEN_VISIT, "POST", "/v1/visits" },
		{ CALL_CONSENT, "POST", "/v1/visits/" VISIT "/consent" },
		{ CALL_ATTEST, "POST", "/v1/visits/" VISIT "/attestation" },
		{ CALL_PARTICIPANT, "GET",
			"/v1/visits/" VISIT "/participant?include=cards%2Cjht%2Cclaims" },
		{ CALL_ADD_CARD, "POST", "/v1/visits/" VISIT "/cards" },
		{ CALL_CHECK_ACCOUNT, "POST", "/v1/visits/" VISIT "/bank-account-checks" },
		{ CALL_PREVIEW, "POST", "/v1/visits/" VISIT "/claim-previews" },
		{ CALL_CLAIM, "POST", "/v1/visits/" VISIT "/claims" },
		{ CALL_OFFLINE_CLAIM, "POST", "/v1/offline-claims" },
		{ CALL_CLAIM_FACE, "POST", "/v1/offline-claims/K7MPQ2RXA/face" },
		{ CALL_TICKET, "POST", "/v1/visits/" VISIT "/tickets" },
		{ CALL_CLAIM_LOOKUP, "POST", "/v1/claim-lookups" },
		{ CALL_JOURNAL_HEAD, "POST", "/v1/kiosks/HSU-01/journal-heads" },
		{ CALL_OUTCOME, "GET", "/v1/requests/" KEY },
		{ CALL_CLOSE_VISIT, "DELETE", "/v1/visits/" VISIT },
	};
	static const struct journal_head head = { .seq = 7 };
	static const uint8_t public_key[SEAL_PUBLIC];
	const struct call_extra all = { .idempotency_key = KEY,
		.kiosk = "HSU-01",
		.head = &head,
		.public_key = public_key,
		.kpj = "20601234502",
		.outcome_of = KEY,
		.jpeg = "jpeg",
		.jpeg_n = 4,
		.measures_json = "{}" };
	struct answers answers;

	(void)state;
	fill(&answers);
	answers.ticket_wish.kind = TICKET_COUNTER;
	answers.ktp_seen = true;
	answers.officer.joined = true;
	SET(answers.officer.name, "Rina");
	SET(answers.lookup.code, "K7MPQ2RXA");
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct wire_request request;

		assert_int_equal(central_build(cases[i].call, &answers, &all, &request), ST_OK);
		assert_string_equal(request.method, cases[i].method);
		assert_string_equal(request.path, cases[i].path);
		assert_int_equal(request.call, cases[i].call);
		assert_string_equal(request.idempotency_key,
			strcmp(cases[i].method, "GET") == 0 ? "" : KEY);
		wire_request_free(&request);
	}
}

static void
central_build__asks_for_nobody_who_is_not_known(void **state)
{
	static const enum call calls[] = { CALL_OPEN_VISIT, CALL_CONSENT, CALL_ATTEST,
		CALL_PARTICIPANT, CALL_ADD_CARD, CALL_CHECK_ACCOUNT, CALL_PREVIEW, CALL_CLAIM,
		CALL_OFFLINE_CLAIM, CALL_TICKET, CALL_CLAIM_LOOKUP, CALL_OUTCOME,
		CALL_CLOSE_VISIT, CALL_FACE, CALL_CLAIM_FACE };
	const struct answers nobody = { 0 };
	struct wire_request request;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(calls); i++)
		assert_int_equal(
			central_build(calls[i], &nobody, &extra, &request), ST_INVALID);
}

static void
central_build__needs_a_key_and_a_visit_fit_for_a_path(void **state)
{
	const struct call_extra no_key = { .idempotency_key = "" };
	struct wire_request request;
	struct answers answers;

	(void)state;
	fill(&answers);
	assert_int_equal(central_build(CALL_CONSENT, &answers, &no_key, &request), ST_INVALID);
	SET(answers.centre_visit, "../../v1/kiosks");
	assert_int_equal(central_build(CALL_CONSENT, &answers, &extra, &request), ST_INVALID);
}

static void
central_build__opens_a_visit_by_nik_or_by_kpj_and_birth(void **state)
{
	struct answers answers = { .nik = "6308055203600001" };
	json_t *body = body_of(CALL_OPEN_VISIT, &answers, &extra);

	(void)state;
	assert_string_equal(member(body, "nik"), "6308055203600001");
	assert_int_equal(json_object_size(body), 1);
	json_decref(body);
	answers = (struct answers){ .kpj = "20601234501", .birth_typed = "12031960" };
	answers.officer = (struct officer){ .joined = true, .name = "Rina" };
	body = body_of(CALL_OPEN_VISIT, &answers, &extra);
	assert_string_equal(member(body, "kpj"), "20601234501");
	assert_string_equal(member(body, "birth_date"), "1960-03-12");
	assert_string_equal(member(body, "assisted_by"), "Rina");
	json_decref(body);
}

static void
central_build__names_who_came_along_and_who_took_over(void **state)
{
	static const char *const words[COMPANIONS] = { "null", "anak", "pasangan", "tetangga",
		"lain" };
	struct answers answers;
	json_t *body;

	(void)state;
	fill(&answers);
	answers.helper = (struct officer){ .id = "staff-RN", .name = "Rina" };
	for (int i = COMPANION_NONE; i < COMPANIONS; i++) {
		answers.companion = (enum companion)i;
		body = body_of(CALL_CLAIM, &answers, &extra);
		assert_string_equal(member(body, "companion"), words[i]);
		assert_string_equal(member(body, "officer"), "Rina");
		assert_string_equal(member(body, "channel"), "kiosk"); /* no KTP was seen */
		json_decref(body);
	}
}

static void
central_build__claims_with_all_that_form_f5_asks(void **state)
{
	static const struct {
		const char *name, *value;
	} cases[] = {
		{ "receipt_code", "K7MPQ2RXA" },
		{ "confirmed_at", "2025-11-24T16:09:30Z" },
		{ "channel", "kiosk" },
		{ "reason", "USIA_56" },
		{ "event_date", "null" },
		{ "nik", "6308055203600001" },
		{ "birth_date", "1960-03-12" },
		{ "name", "SITI AMINAH" },
		{ "mother_name", "NORHASANAH" },
		{ "address", "Jalan Contoh RT 03 No. 7" },
		{ "phone", "+6281200000001" },
		{ "email", "null" },
		{ "face_reference", "VRF-0000000001" },
		{ "attestation_id", "null" },
		{ "companion", "null" },
		{ "officer", "null" },
	};
	const json_t *cards, *account, *consent;
	struct answers answers;
	json_t *body;

	(void)state;
	fill(&answers);
	body = body_of(CALL_CLAIM, &answers, &extra);
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		assert_string_equal(member(body, cases[i].name), cases[i].value);
	cards = json_object_get(body, "cards");
	assert_int_equal(json_array_size(cards), 1); /* the registered one alone */
	assert_string_equal(json_string_value(json_array_get(cards, 0)), "20601234501");
	account = json_object_get(body, "account");
	assert_string_equal(member(account, "bank"), "002");
	assert_string_equal(member(account, "number"), "012301004567501");
	assert_string_equal(member(account, "holder"), "SITI AMINAH");
	assert_string_equal(member(account, "match"), "same");
	consent = json_object_get(body, "consent");
	assert_string_equal(member(consent, "text_version"), CONSENT_TEXT_VERSION);
	assert_string_equal(member(consent, "given_at"), "2025-11-24T16:00:00Z");
	assert_int_equal(json_integer_value(json_object_get(body, "gross")), 8450000);
	assert_int_equal(json_integer_value(json_object_get(body, "tax")), 0);
	assert_int_equal(json_integer_value(json_object_get(body, "net")), 8450000);
	assert_int_equal(json_array_size(json_object_get(body, "documents_seen")), 0);
	json_decref(body);
}

static void
central_build__names_the_officer_who_helped_also_after_hand_back(void **state)
{
	const json_t *paper;
	struct answers answers;
	json_t *body;

	(void)state;
	fill(&answers);
	answers.attester = (struct officer){ .name = "Rina", .id = "s1" };
	answers.ktp_seen = true;
	answers.reason = REASON_RESIGN;
	answers.event_date = (struct date){ 2026, 9, 22 };
	answers.documents_n = 1;
	answers.document[0] = (struct document){ .kind = PAPER_EMPLOYER_LETTER,
		.number = "014/HRD/IX/2026",
		.date = { 2026, 9, 22 } };
	body = body_of(CALL_CLAIM, &answers, &extra);
	assert_string_equal(member(body, "channel"), "assisted");
	assert_string_equal(member(body, "officer"), "Rina");
	assert_string_equal(member(body, "event_date"), "2026-09-22");
	paper = json_array_get(json_object_get(body, "documents_seen"), 0);
	assert_string_equal(member(paper, "kind"), "employer_letter");
	assert_string_equal(member(paper, "number"), "014/HRD/IX/2026");
	assert_string_equal(member(paper, "date"), "2026-09-22");
	assert_string_equal(member(paper, "officer"), "Rina");
	json_decref(body);
}

static void
central_build__says_why_an_officer_attested(void **state)
{
	static const struct {
		enum consent consent;
		bool no_camera;
		int tries;
		const char *reason;
	} cases[] = {
		{ CONSENT_FACE, false, 0, "other" },
		{ CONSENT_FACE, false, 1, "face_not_matched" },
		{ CONSENT_NO_FACE, false, 0, "no_photo_wanted" },
		{ CONSENT_NO_FACE, true, 0, "no_camera" },
		{ CONSENT_FACE, true, 0, "no_camera" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct answers answers;
		json_t *body;

		fill(&answers);
		answers.ktp_seen = true;
		answers.attester = (struct officer){ .name = "Rina", .id = "s1" };
		answers.consent = cases[i].consent;
		answers.no_camera = cases[i].no_camera;
		answers.face_tries = cases[i].tries;
		body = body_of(CALL_ATTEST, &answers, &extra);
		assert_string_equal(member(body, "reason"), cases[i].reason);
		json_decref(body);
	}
}

static void
central_build__calls_nobody_assisted_whose_ktp_no_officer_saw(void **state)
{
	struct answers answers;
	json_t *body;

	(void)state;
	fill(&answers);
	answers.officer = (struct officer){ .joined = true, .name = "Rina", .id = "s1" };
	body = body_of(CALL_CLAIM, &answers, &extra);
	assert_string_equal(member(body, "channel"), "kiosk");
	json_decref(body);
	body = body_of(CALL_PREVIEW, &answers, &extra);
	assert_true(json_is_false(json_object_get(body, "assisted")));
	json_decref(body);
}

static void
central_build__says_null_where_an_offline_claim_knows_nothing(void **state)
{
	static const char *const unknown[] = { "name", "mother_name", "address", "phone",
		"email", "face_reference", "gross", "tax", "net" };
	struct answers answers;
	json_t *body;

	(void)state;
	fill(&answers);
	answers.have_record = answers.account_known = false;
	answers.cards_n = 0;
	answers.name[0] = answers.mother_name[0] = answers.address[0] = '\0';
	answers.phone[0] = answers.face_reference[0] = '\0';
	body = body_of(CALL_OFFLINE_CLAIM, &answers, &extra);
	for (size_t i = 0; i < ARRAY_LEN(unknown); i++)
		assert_string_equal(member(body, unknown[i]), "null");
	assert_string_equal(member(body, "birth_date"), "1960-03-12");
	assert_string_equal(member(json_object_get(body, "account"), "holder"), "null");
	assert_string_equal(member(json_object_get(body, "account"), "match"), "null");
	assert_int_equal(json_array_size(json_object_get(body, "cards")), 0);
	json_decref(body);
}

static void
central_build__claims_nothing_without_what_a_claim_needs(void **state)
{
	struct wire_request request;
	struct answers whole, answers;

	(void)state;
	fill(&whole);
#define WITHOUT(change)                                                                        \
	answers = whole;                                                                       \
	change;                                                                                \
	assert_int_equal(central_build(CALL_CLAIM, &answers, &extra, &request), ST_INVALID)
	WITHOUT(answers.code[0] = '\0');
	WITHOUT(answers.nik[0] = '\0');
	WITHOUT(answers.bank[0] = '\0');
	WITHOUT(answers.account[0] = '\0');
	WITHOUT(answers.reason = REASON_NONE);
	WITHOUT(answers.consent = CONSENT_REFUSED);
	WITHOUT(answers.confirmed_at_ms = 0);
#undef WITHOUT
}

static void
central_build__puts_photograph_and_measures_into_one_form(void **state)
{
	static const unsigned char jpeg[] = { 0xFF, 0xD8, 0, '\r', '\n', 0xFF, 0xD9 };
	static const char head[] =
		"--anjungan-" KEY "\r\n"
		"Content-Disposition: form-data; name=\"photo\"; filename=\"photo.jpg\"\r\n"
		"Content-Type: image/jpeg\r\n\r\n";
	static const char tail[] =
		"\r\n--anjungan-" KEY "\r\n"
		"Content-Disposition: form-data; name=\"measures\"\r\n"
		"Content-Type: application/json\r\n\r\n{}\r\n--anjungan-" KEY "--\r\n";
	const struct call_extra face = { .idempotency_key = KEY,
		.jpeg = jpeg,
		.jpeg_n = sizeof(jpeg),
		.measures_json = "{}" };
	struct wire_request request;
	struct answers answers;

	(void)state;
	fill(&answers);
	assert_int_equal(central_build(CALL_FACE, &answers, &face, &request), ST_OK);
	assert_string_equal(
		request.content_type, "multipart/form-data; boundary=anjungan-" KEY);
	assert_int_equal(request.body.len, sizeof(head) + sizeof(jpeg) + sizeof(tail) - 2);
	assert_memory_equal(request.body.data, head, sizeof(head) - 1);
	assert_memory_equal(request.body.data + sizeof(head) - 1, jpeg, sizeof(jpeg));
	assert_memory_equal(
		request.body.data + sizeof(head) - 1 + sizeof(jpeg), tail, sizeof(tail) - 1);
	wire_request_free(&request);
}

static void
central_measures__writes_numbers_and_refuses_what_is_none(void **state)
{
	struct face_measures measures = { .faces = 1, .eye_distance_px = 120.5F, .yaw = -3 };
	char out[MEASURES_ROOM];
	json_t *object = NULL;

	(void)state;
	assert_int_equal(central_measures(&measures, out), ST_OK);
	assert_int_equal(json_read(out, strlen(out), &object), ST_OK);
	assert_int_equal(json_integer_value(json_object_get(object, "faces")), 1);
	assert_true(json_real_value(json_object_get(object, "eye_distance_px")) == 120.5);
	assert_string_equal(member(object, "pad"), "none");
	json_decref(object);
	measures.luminance = NAN;
	assert_int_equal(central_measures(&measures, out), ST_INVALID);
}

/* --- verdicts ----------------------------------------------------------------------------- */

static void
central_verdict__knows_every_fault(void **state)
{
	static const struct {
		int status;
		const char *type, *body;
		enum verdict verdict;
		const char *code;
	} cases[] = {
		{ 200, JSON, "{}", VERDICT_DONE, "" },
		{ 201, "Application/JSON; charset=utf-8", "{}", VERDICT_DONE, "" },
		{ 204, "", "", VERDICT_DONE, "" },
		{ 200, "text/html", "<html>Masuk ke Wi-Fi", VERDICT_AGAIN, "not-our-content" },
		{ 200, "", "", VERDICT_AGAIN, "not-our-content" },
		{ 200, "application/jsonp", "x", VERDICT_AGAIN, "not-our-content" },
		{ 302, "text/html", "", VERDICT_AGAIN, "not-our-content" },
		{ 302, JSON, "{}", VERDICT_AGAIN, "not-our-content" },
		{ 100, JSON, "{}", VERDICT_AGAIN, "not-our-content" },
		{ 404, "text/html", "nginx", VERDICT_AGAIN, "not-our-content" },
		{ 404, JSON, "{}", VERDICT_AGAIN, "not-our-content" },
		{ 404, TROUBLE, "{\"type\":\"about:blank\"}", VERDICT_AGAIN,
			"not-our-content" },
		{ 404, TROUBLE, PROBLEM "\"}", VERDICT_AGAIN, "not-our-content" },
		{ 404, TROUBLE, PROBLEM "Wrong Code\"}", VERDICT_AGAIN, "not-our-content" },
		{ 404, TROUBLE, PROBLEM "visit-not-found\"}", VERDICT_REFUSED,
			"visit-not-found" },
		{ 422, TROUBLE, PROBLEM "claim-not-eligible\"}", VERDICT_REFUSED,
			"claim-not-eligible" },
		{ 401, TROUBLE, PROBLEM "signature-invalid\"}", VERDICT_NOT_ADMITTED,
			"signature-invalid" },
		{ 401, TROUBLE, PROBLEM "clock-skew\"}", VERDICT_NOT_ADMITTED, "clock-skew" },
		{ 403, TROUBLE, PROBLEM "kiosk-not-admitted\"}", VERDICT_NOT_ADMITTED,
			"kiosk-not-admitted" },
		{ 401, TROUBLE, PROBLEM "nonce-replayed\"}", VERDICT_AGAIN, "nonce-replayed" },
		{ 403, TROUBLE, PROBLEM "assurance-needed\"}", VERDICT_REFUSED,
			"assurance-needed" },
		{ 403, "text/html", "proxy", VERDICT_AGAIN, "not-our-content" },
		{ 409, TROUBLE, PROBLEM "claim-open-elsewhere\"}", VERDICT_REFUSED,
			"claim-open-elsewhere" },
		{ 408, TROUBLE, PROBLEM "busy\"}", VERDICT_AGAIN, "busy" },
		{ 425, TROUBLE, PROBLEM "busy\"}", VERDICT_AGAIN, "busy" },
		{ 429, TROUBLE, PROBLEM "too-many-requests\"}", VERDICT_AGAIN,
			"too-many-requests" },
		{ 500, TROUBLE, PROBLEM "internal\"}", VERDICT_AGAIN, "internal" },
		{ 502, "text/html", "Bad Gateway", VERDICT_AGAIN, "not-our-content" },
		{ 503, TROUBLE, PROBLEM "maintenance\"}", VERDICT_AGAIN, "maintenance" },
		{ 503, TROUBLE, "{cut off", VERDICT_AGAIN, "no-service" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct http_answer answer =
			answer_of(cases[i].status, cases[i].type, cases[i].body);
		struct problem problem;

		assert_int_equal(central_verdict(&answer, &problem), cases[i].verdict);
		assert_string_equal(problem.code, cases[i].code);
		assert_int_equal(problem.status, cases[i].status);
		buf_free(&answer.body);
	}
}

static void
central_verdict__tries_again_whatever_kept_the_answer_away(void **state)
{
	static const struct {
		enum status st;
		const char *code;
	} cases[] = {
		{ ST_UNREACHABLE, "unreachable" },
		{ ST_TIMEOUT, "timeout" },
		{ ST_TLS, "tls" },
		{ ST_TOO_LONG, "not-our-content" },
		{ ST_NOT_OURS, "not-our-content" },
		{ ST_CANCELLED, "cancelled" },
		{ ST_NO_MEMORY, "not-sent" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct http_answer answer = { .st = cases[i].st, .retry_after_s = -1 };
		struct problem problem;

		assert_int_equal(central_verdict(&answer, &problem), VERDICT_AGAIN);
		assert_string_equal(problem.code, cases[i].code);
	}
}

static void
central_verdict__reads_what_stands_beside_the_code(void **state)
{
	struct http_answer answer = answer_of(409, TROUBLE,
		PROBLEM "claim-open-elsewhere\",\"claim_number\":\"JHT-2026-0000019\","
			"\"errors\":[{\"pointer\":\"/nik\\u001b\",\"code\":\"x\"}]}");
	struct problem problem;

	(void)state;
	assert_int_equal(central_verdict(&answer, &problem), VERDICT_REFUSED);
	assert_string_equal(problem.claim, "JHT-2026-0000019");
	assert_string_equal(problem.pointer, "/nik?");
	assert_int_equal(problem.retry_after_s, -1);
	buf_free(&answer.body);
}

static void
central_verdict__waits_as_long_as_header_or_problem_say(void **state)
{
	static const struct {
		int header;
		const char *body;
		int wait;
	} cases[] = {
		{ -1, PROBLEM "busy\"}", -1 },
		{ 7, PROBLEM "busy\"}", 7 },
		{ -1, PROBLEM "busy\",\"retry_after_s\":5}", 5 },
		{ 7, PROBLEM "busy\",\"retry_after_s\":5}", 7 },
		{ 7, PROBLEM "busy\",\"retry_after_s\":600}", 600 },
		{ -1, PROBLEM "busy\",\"retry_after_s\":-3}", -1 },
		{ -1, PROBLEM "busy\",\"retry_after_s\":\"5\"}", -1 },
		{ -1, PROBLEM "busy\",\"retry_after_s\":9000000000000000000}", 86400 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct http_answer answer = answer_of(503, TROUBLE, cases[i].body);
		struct problem problem;

		answer.retry_after_s = cases[i].header;
		assert_int_equal(central_verdict(&answer, &problem), VERDICT_AGAIN);
		assert_int_equal(problem.retry_after_s, cases[i].wait);
		buf_free(&answer.body);
	}
}

static void
wire_time__is_read_and_written_as_rfc_3339(void **state)
{
	static const struct {
		const char *text;
		enum status st;
		int64_t unix_s;
	} cases[] = {
		{ "2026-11-23T09:00:00+08:00", ST_OK, 1795395600 },
		{ "2026-11-23T01:00:00Z", ST_OK, 1795395600 },
		{ "2026-11-23T01:00:00.999Z", ST_OK, 1795395600 },
		{ "2026-11-22T21:30:00-03:30", ST_OK, 1795395600 },
		{ "2026-11-23T01:00:00", ST_INVALID, 0 },
		{ "2026-11-23 01:00:00Z", ST_INVALID, 0 },
		{ "2026-02-30T01:00:00Z", ST_INVALID, 0 },
		{ "2026-11-23T24:00:00Z", ST_INVALID, 0 },
		{ "2026-11-23T01:60:00Z", ST_INVALID, 0 },
		{ "2026-11-23T01:00:00+8:00", ST_INVALID, 0 },
		{ "2026-11-23T01:00:00Zz", ST_INVALID, 0 },
		{ "2026-11-23T01:00:0", ST_INVALID, 0 },
		{ "", ST_INVALID, 0 },
	};
	char out[WIRE_TIME];

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		int64_t unix_s = 0;

		assert_int_equal(wire_read_time(cases[i].text, &unix_s), cases[i].st);
		assert_int_equal(unix_s, cases[i].unix_s);
	}
	wire_format_time(1795395600, out);
	assert_string_equal(out, "2026-11-23T01:00:00Z");
}

/* --- answers ------------------------------------------------------------------------------ */

#define PERSON                                                                                 \
	"\"nik\":\"6308055203600001\",\"name\":\"SITI AMINAH\",\"name_masked\":\"S*** "        \
	"A*****\","                                                                            \
	"\"birth_date\":\"1960-03-12\",\"mother_name\":\"NORHASANAH\","                        \
	"\"birth_place\":\"Amuntai\"," FAKE_CONTACT                                            \
	"\"marital_status\":\"kawin\",\"saved\":null,"                                         \
	"\"address\":\"Jalan Contoh RT 03 No. 7\",\"village\":\"Kebun Sari\","                 \
	"\"district\":\"Amuntai Tengah\",\"regency\":\"Hulu Sungai Utara\","                   \
	"\"province\":\"Kalimantan Selatan\",\"postal_code\":\"71419\",\"phone\":null,"        \
	"\"email\":null,\"jmo_blocked\":false,\"data_complete\":false,"                        \
	"\"missing_fields\":[\"phone\",\"email\"],"                                            \
	"\"account\":{\"bank\":\"002\",\"number\":\"012301004567501\","                        \
	"\"holder\":\"SITI AMINAH\",\"match\":\"same\"},"                                      \
	"\"first_partial\":{\"reason\":\"SEBAGIAN_10\",\"paid_on\":\"2022-11-01\",\"gross\":"  \
	"1},"
#define CARD                                                                                   \
	"{\"kpj\":\"20601234501\",\"employer\":\"PT "                                          \
	"Contoh\",\"segment\":\"PU\",\"active\":false,"                                        \
	"\"registered\":true,\"joined_on\":\"2009-02-01\",\"ended_on\":null,"                  \
	"\"end_reason\":\"RESIGN\",\"balance\":8450000}"
#define JHT "\"jht\":{\"total\":8450000,\"principal\":6200000,\"yield\":2250000}"
/* A claim that was returned, mended and returned again; ten steps. */
#define AT_DAY(status, day) "{\"status\":\"" status "\",\"at\":\"2026-11-" day "T00:30:00+08:00\"}"
#define RETURNED_CLAIM                                                                         \
	"{\"claim_number\":\"JHT-2026-0000018\",\"receipt_code\":\"2GQFENAAG\","             \
	"\"status\":\"returned\",\"channel\":\"kiosk\",\"reason\":\"USIA_56\","                \
	"\"submitted_on\":\"2026-11-01\",\"promised_date\":null,\"overdue\":false,"            \
	"\"return_reason\":\"account-dormant\",\"return_field\":\"account\",\"history\":["     \
	AT_DAY("received", "01") "," AT_DAY("verifying", "02") "," AT_DAY("returned", "03") "," \
	AT_DAY("received", "04") "," AT_DAY("verifying", "05") "," AT_DAY("returned", "06") "," \
	AT_DAY("received", "07") "," AT_DAY("verifying", "08") "," AT_DAY("approved", "09") "," \
	AT_DAY("returned", "10") "]}"
#define RECORD                                                                                 \
	"{" PERSON "\"cards\":[" CARD "]," JHT ",\"claims\":[" RETURNED_CLAIM "]}"

static void
central_apply__reads_the_whole_record(void **state)
{
	struct answers answers = { .birth = { 1960, 3, 13 } };

	(void)state;
	assert_int_equal(apply(CALL_PARTICIPANT, 200, RECORD, &answers), ST_OK);
	assert_int_equal(answers.outcome, OUTCOME_OK);
	assert_true(answers.have_record && answers.account_known);
	assert_true(answers.birth_differs);
	assert_string_equal(answers.nik, "6308055203600001");
	assert_string_equal(answers.name, "SITI AMINAH");
	assert_string_equal(answers.address,
		"Jalan Contoh RT 03 No. 7, Kebun Sari, Amuntai Tengah, "
		"Hulu Sungai Utara, Kalimantan Selatan 71419");
	assert_string_equal(answers.phone, "");
	assert_int_equal(answers.missing_n, 2);
	assert_string_equal(answers.missing[1], "email");
	assert_string_equal(answers.account, "012301004567501");
	assert_int_equal(answers.holder_match, NAME_SAME);
	assert_int_equal(answers.first_partial, REASON_SEBAGIAN_10);
	assert_int_equal(answers.cards_n, 1);
	assert_int_equal(answers.card[0].balance, 8450000);
	assert_int_equal(answers.card[0].end_reason, REASON_RESIGN);
	assert_false(date_is_known(answers.card[0].ended_on));
	assert_int_equal(answers.yield, 2250000);
	assert_int_equal(answers.claims_n, 1);
	assert_true(answers.claim[0].open);
}

static void
central_apply__never_takes_somebody_elses_record(void **state)
{
	struct answers answers = { .nik = "6308031507650002" };

	(void)state;
	assert_int_equal(apply(CALL_PARTICIPANT, 200, RECORD, &answers), ST_INVALID);
	assert_false(answers.have_record);
	assert_string_equal(answers.name, "");
}

/* Each is the whole record with one member spoilt. */
static void
central_apply__keeps_what_it_had_when_a_member_is_wrong(void **state)
{
	static const struct {
		const char *from, *to;
	} cases[] = {
		{ "\"name\":", "\"nama\":" },
		{ "\"SITI AMINAH\",\"name_masked\"", "17,\"name_masked\"" },
		{ "\"jmo_blocked\":false", "\"jmo_blocked\":null" },
		{ "\"1960-03-12\"", "\"1960-02-30\"" },
		{ "\"balance\":8450000", "\"balance\":-1" },
		{ "\"balance\":8450000", "\"balance\":8450000.5" },
		{ "\"balance\":8450000", "\"balance\":99999999999999999999" },
		{ "\"segment\":\"PU\"", "\"segment\":\"XX\"" },
		{ "\"kpj\":\"20601234501\"", "\"kpj\":\"206012345012\"" },
		{ "\"kpj\":\"20601234501\"", "\"kpj\":\"2060/123450\"" },
		{ "\"match\":\"same\"", "\"match\":\"alike\"" },
		{ "\"missing_fields\":[\"phone\",\"email\"]", "\"missing_fields\":[1]" },
		{ "\"missing_fields\":[\"phone\",\"email\"]", "\"missing_fields\":\"phone\"" },
		{ "\"claims\":[", "\"claims\":[7," },
		{ "\"jht\":{", "\"jht\":[],\"x\":{" },
		{ "\"phone\":null", "\"phone\":0" },
		{ "}]}", "}]" },
		{ "\"email\":null", "\"email\":null,\"email\":null" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct answers answers = { .name = "OLD", .birth_differs = true };
		const char *at = strstr(RECORD, cases[i].from);
		struct buf body;

		assert_non_null(at);
		buf_init(&body, HTTP_ANSWER_MAX);
		assert_int_equal(buf_add(&body, RECORD, (size_t)(at - RECORD)), ST_OK);
		assert_int_equal(buf_add_str(&body, cases[i].to), ST_OK);
		assert_int_equal(buf_add_str(&body, at + strlen(cases[i].from)), ST_OK);
		assert_int_equal(apply(CALL_PARTICIPANT, 200, body.data, &answers), ST_INVALID);
		assert_int_equal(answers.outcome, OUTCOME_AWAY);
		assert_string_equal(answers.problem, "bad-answer");
		assert_string_equal(answers.name, "OLD");
		assert_true(answers.birth_differs);
		assert_false(answers.have_record);
		buf_free(&body);
	}
}

static void
central_apply__ignores_members_it_does_not_know(void **state)
{
	struct answers answers = { 0 };

	(void)state;
	assert_int_equal(
		apply(CALL_OPEN_VISIT, 201,
			"{\"visit_id\":\"" VISIT "\",\"assurance\":\"claimed\","
			"\"name_masked\":\"S***\",\"expires_at\":7,\"new\":{\"a\":[1]}}",
			&answers),
		ST_OK);
	assert_string_equal(answers.centre_visit, VISIT);
	assert_int_equal(answers.assurance, ASSURANCE_CLAIMED);
}

static void
central_apply__draws_long_and_steering_names_harmless(void **state)
{
	char body[600], name[201];
	struct answers answers = { 0 };

	(void)state;
	memset(name, 'A', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	memcpy(name, "\\u001b[2J\\u202e", 15);
	assert_int_equal(str_format(body, sizeof(body),
				 "{\"visit_id\":\"" VISIT "\",\"assurance\":\"claimed\","
				 "\"name_masked\":\"%s\"}",
				 name),
		ST_OK);
	assert_int_equal(apply(CALL_OPEN_VISIT, 201, body, &answers), ST_OK);
	assert_int_equal(strlen(answers.name_masked), NAME_ROOM - 1);
	assert_memory_equal(answers.name_masked, "?[2J?AAA", 8);
	assert_memory_equal(answers.name_masked + NAME_ROOM - 4, "…", 3);
}

/* The day is the centre's, whatever the hour; the oldest steps are left out. */
static void
central_apply__reads_the_way_of_each_claim(void **state)
{
	struct answers answers = { .claims_n = 3 };
	const struct known_claim *claim = &answers.claim[0];

	(void)state;
	assert_int_equal(
		apply(CALL_CLAIMS, 200, "{\"claims\":[" RETURNED_CLAIM "]}", &answers),
		ST_OK);
	assert_int_equal(answers.claims_n, 1);
	assert_true(claim->open);
	assert_string_equal(claim->code, "2GQFENAAG");
	assert_string_equal(claim->return_field, "account");
	assert_int_equal(claim->reason, REASON_USIA_56);
	assert_int_equal(claim->submitted_on.day, 1);
	assert_int_equal(claim->steps_n, CLAIM_STEPS_MAX);
	assert_string_equal(claim->step[0].status, "returned");
	assert_int_equal(claim->step[0].on.day, 3);
	assert_int_equal(claim->step[CLAIM_STEPS_MAX - 1].on.day, 10);
	assert_int_equal(apply(CALL_CLAIMS, 200, "{\"claims\":[]}", &answers), ST_OK);
	assert_int_equal(answers.claims_n, 0);
	assert_int_equal(apply(CALL_CLAIMS, 200, "{\"claims\":[{}]}", &answers), ST_INVALID);
}

static void
central_apply__keeps_open_claims_where_there_are_too_many(void **state)
{
	struct answers answers = { 0 };
	struct buf body;

	(void)state;
	buf_init(&body, HTTP_ANSWER_MAX);
	assert_int_equal(
		buf_add_str(&body, "{" PERSON "\"cards\":[]," JHT ",\"claims\":["), ST_OK);
	for (int i = 0; i < 9; i++)
		assert_int_equal(
			buf_printf(&body,
				"%s{\"claim_number\":\"JHT-%d\",\"status\":\"%s\","
				"\"channel\":\"jmo\",\"promised_date\":\"2026-11-30\","
				"\"receipt_code\":null,\"reason\":\"USIA_56\","
				"\"submitted_on\":\"2026-11-20\",\"overdue\":false,"
				"\"return_reason\":null,\"return_field\":null,"
				"\"history\":[]}",
				i ? "," : "", i, i == 8 ? "verifying" : "paid"),
			ST_OK);
	assert_int_equal(buf_add_str(&body, "]}"), ST_OK);
	assert_int_equal(apply(CALL_PARTICIPANT, 200, body.data, &answers), ST_OK);
	assert_int_equal(answers.claims_n, CLAIMS_MAX);
	assert_string_equal(answers.claim[0].number, "JHT-0");
	assert_string_equal(answers.claim[CLAIMS_MAX - 1].number, "JHT-8");
	assert_true(answers.claim[CLAIMS_MAX - 1].open);
	buf_free(&body);
}

#define CERTIFICATE "\"certificate\":{\"reference\":\"VRF-1\",\"issuer\":\"x\"}"

static void
central_apply__tells_the_faces_apart(void **state)
{
	static const struct {
		const char *body;
		enum outcome outcome;
		int tries;
		enum assurance assurance;
		const char *reference;
	} cases[] = {
		{ "{\"result\":\"verified\",\"assurance\":\"verified\"," CERTIFICATE "}",
			OUTCOME_OK, 0, ASSURANCE_FACE, "VRF-1" },
		{ "{\"result\":\"not_enrolled\",\"assurance\":\"verified\"," CERTIFICATE "}",
			OUTCOME_OK, 0, ASSURANCE_FACE, "VRF-1" },
		{ "{\"result\":\"not_verified\",\"assurance\":\"claimed\",\"certificate\":"
		  "null}",
			OUTCOME_FACE_NO, 1, ASSURANCE_NONE, "" },
		{ "{\"result\":\"verified\",\"assurance\":\"claimed\"," CERTIFICATE "}",
			OUTCOME_AWAY, 0, ASSURANCE_NONE, "" },
		{ "{\"result\":\"verified\",\"assurance\":\"verified\",\"certificate\":null}",
			OUTCOME_AWAY, 0, ASSURANCE_NONE, "" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct answers answers = { 0 };

		(void)apply(CALL_FACE, 200, cases[i].body, &answers);
		assert_int_equal(answers.outcome, cases[i].outcome);
		assert_int_equal(answers.face_tries, cases[i].tries);
		assert_int_equal(answers.assurance, cases[i].assurance);
		assert_string_equal(answers.face_reference, cases[i].reference);
	}
}

static void
central_apply__turns_refusals_into_outcomes(void **state)
{
	static const struct {
		enum call call;
		int status;
		const char *code;
		enum outcome outcome;
	} cases[] = {
		{ CALL_OPEN_VISIT, 404, "person-not-found", OUTCOME_NOT_FOUND },
		{ CALL_PARTICIPANT, 410, "visit-expired", OUTCOME_NOT_FOUND },
		{ CALL_CHECK_ACCOUNT, 404, "account-not-found", OUTCOME_NOT_FOUND },
		{ CALL_OUTCOME, 404, "request-not-found", OUTCOME_NOT_FOUND },
		{ CALL_FACE, 422, "face-quality", OUTCOME_FACE_QUALITY },
		{ CALL_FACE, 503, "face-service-busy", OUTCOME_AWAY },
		{ CALL_ADD_CARD, 422, "card-not-yours", OUTCOME_REFUSED },
		{ CALL_PARTICIPANT, 403, "assurance-needed", OUTCOME_REFUSED },
		{ CALL_CLAIM, 503, "maintenance", OUTCOME_AWAY },
		{ CALL_CLAIM, 401, "signature-invalid", OUTCOME_AWAY },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct answers answers = { 0 };
		char body[160];

		assert_int_equal(
			str_format(body, sizeof(body), PROBLEM "%s\"}", cases[i].code), ST_OK);
		assert_int_equal(apply(cases[i].call, cases[i].status, body, &answers), ST_OK);
		assert_int_equal(answers.outcome, cases[i].outcome);
		assert_string_equal(answers.problem, cases[i].code);
	}
}

static void
central_apply__names_the_claim_that_is_open_elsewhere(void **state)
{
	struct answers answers = { 0 };

	(void)state;
	assert_int_equal(apply(CALL_CLAIM, 409,
				 PROBLEM "claim-open-elsewhere\","
					 "\"claim_number\":\"JHT-2026-0000019\"}",
				 &answers),
		ST_OK);
	assert_int_equal(answers.outcome, OUTCOME_REFUSED);
	assert_string_equal(answers.problem_claim, "JHT-2026-0000019");
}

static void
central_apply__reads_what_became_of_a_photograph_that_followed(void **state)
{
	struct answers answers = { .to_verify = true };

	(void)state;
	assert_int_equal(apply(CALL_CLAIM_FACE, 202,
				 "{\"claim_number\":\"JHT-2026-0000104\","
				 "\"receipt_code\":\"K7MPQ2RXD\",\"status\":\"received\","
				 "\"promised_date\":\"2026-11-30\",\"result\":\"verified\"}",
				 &answers),
		ST_OK);
	assert_false(answers.to_verify);
	assert_string_equal(answers.claim_status, "received");
	assert_string_equal(answers.face_result, "verified");
	assert_true(date_equal(answers.promised, (struct date){ 2026, 11, 30 }));
}

static void
central_apply__takes_the_answer_to_its_own_claim_alone(void **state)
{
	static const char body[] = "{\"claim_number\":\"JHT-2026-0000101\","
				   "\"receipt_code\":\"K7MPQ2RXA\",\"status\":\"received\","
				   "\"promised_date\":\"2026-11-30\","
				   "\"received_at\":\"2026-11-23T09:10:00+08:00\","
				   "\"gross\":8450000,\"tax\":0,\"net\":8450000}";
	struct answers answers = { .code = "K7MPQ2RXB" };

	(void)state;
	assert_int_equal(apply(CALL_CLAIM, 201, body, &answers), ST_INVALID);
	assert_false(answers.received);
	SET(answers.code, "K7MPQ2RXA");
	assert_int_equal(apply(CALL_CLAIM, 201, body, &answers), ST_OK);
	assert_true(answers.received);
	assert_false(answers.to_verify);
	assert_string_equal(answers.claim_number, "JHT-2026-0000101");
	assert_true(date_equal(answers.promised, (struct date){ 2026, 11, 30 }));
	assert_int_equal(answers.decision.net, 8450000);
}

static void
central_apply__reads_an_offline_claim_and_its_double(void **state)
{
	struct answers answers = { .code = "K7MPQ2RXD" };

	(void)state;
	assert_int_equal(apply(CALL_OFFLINE_CLAIM, 202,
				 "{\"claim_number\":\"JHT-2026-0000104\","
				 "\"receipt_code\":\"K7MPQ2RXD\",\"status\":\"to_verify\","
				 "\"received_at\":\"2026-11-23T12:00:00+08:00\","
				 "\"duplicate_of\":\"JHT-2026-0000019\"}",
				 &answers),
		ST_OK);
	assert_true(answers.received && answers.to_verify);
	assert_string_equal(answers.duplicate_of, "JHT-2026-0000019");
}

static void
central_apply__checks_the_account_that_was_asked_for(void **state)
{
	static const struct {
		const char *number, *match, *state;
		enum outcome outcome;
		bool checked;
	} cases[] = {
		{ "0310001230011", "similar", "active", OUTCOME_OK, true },
		{ "0310001230011", "same", "dormant", OUTCOME_REFUSED, false },
		{ "0310001230012", "same", "active", OUTCOME_AWAY, false },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct answers answers = { .bank = "008", .account = "0310001230011" };
		char body[256];

		assert_int_equal(str_format(body, sizeof(body),
					 "{\"bank\":\"008\",\"number\":\"%s\",\"holder\":\"X\","
					 "\"match\":\"%s\",\"state\":\"%s\"}",
					 cases[i].number, cases[i].match, cases[i].state),
			ST_OK);
		(void)apply(CALL_CHECK_ACCOUNT, 200, body, &answers);
		assert_int_equal(answers.outcome, cases[i].outcome);
		assert_int_equal(answers.account_checked, cases[i].checked);
	}
}

#define PREVIEW                                                                                \
	"{\"reason\":\"RESIGN\",\"eligible\":false,\"why\":\"too-early\","                     \
	"\"possible_from\":\"2026-12-13\",\"employer\":null,\"alternative\":null,"             \
	"\"total_balance\":3100000,\"gross\":0,\"tax\":0,\"net\":0,\"tax_progressive\":false," \
	"\"over_limit\":false,\"route\":\"ticket\",\"documents\":[\"employer_letter\"],"       \
	"\"promised_date\":null}"

static void
central_apply__reads_the_decision_to_its_own_question(void **state)
{
	struct answers answers = { .reason = REASON_RESIGN };

	(void)state;
	assert_int_equal(apply(CALL_PREVIEW, 200, PREVIEW, &answers), ST_OK);
	assert_true(answers.decided);
	assert_false(answers.decision.eligible);
	assert_int_equal(answers.decision.why, WHY_TOO_EARLY);
	assert_int_equal(answers.decision.route, ROUTE_TICKET);
	assert_true(date_equal(answers.decision.possible_from, (struct date){ 2026, 12, 13 }));
	assert_int_equal(answers.decision.papers_n, 1);
	assert_int_equal(answers.decision.papers[0], PAPER_EMPLOYER_LETTER);
	answers = (struct answers){ .reason = REASON_PHK };
	assert_int_equal(apply(CALL_PREVIEW, 200, PREVIEW, &answers), ST_INVALID);
	assert_false(answers.decided);
}

static void
central_apply__reads_consent_attestation_and_ticket(void **state)
{
	struct answers answers = { 0 };

	(void)state;
	assert_int_equal(apply(CALL_CONSENT, 201,
				 "{\"consent_id\":\"c-1\","
				 "\"recorded_at\":\"2026-11-23T09:00:00+08:00\"}",
				 &answers),
		ST_OK);
	assert_string_equal(answers.consent_id, "c-1");
	assert_int_equal(answers.consent_at_ms, 1795395600000);
	assert_int_equal(apply(CALL_ATTEST, 201,
				 "{\"assurance\":\"attested\",\"attestation_id\":\"a-1\","
				 "\"attested_at\":\"2026-11-23T09:00:00+08:00\"}",
				 &answers),
		ST_OK);
	assert_string_equal(answers.attestation_id, "a-1");
	assert_int_equal(answers.assurance, ASSURANCE_ATTESTED);
	assert_int_equal(apply(CALL_TICKET, 201,
				 "{\"ticket\":\"P-001\",\"place\":\"Loket\\n1\","
				 "\"time\":\"2026-11-23T09:00:00+08:00\",\"documents\":[]}",
				 &answers),
		ST_OK);
	assert_string_equal(answers.ticket, "P-001");
	assert_string_equal(answers.ticket_place, "Loket 1");
	assert_int_equal(answers.ticket_at_ms, 1795395600000);
}

#define LOOKUP(status, promised, overdue, history)                                             \
	"{\"status\":" status ",\"promised_date\":" promised ",\"overdue\":" overdue             \
	",\"return_reason\":null,\"withdrawal_reference\":null,"                               \
	"\"withdrawal_stops_by\":null,\"history\":" history "}"

static void
central_apply__reads_where_a_claim_stands(void **state)
{
	struct answers answers = { .lookup = { .promised = { 2026, 1, 1 }, .since_s = 5 } };
	const struct lookup *l = &answers.lookup;

	(void)state;
	assert_int_equal(apply(CALL_CLAIM_LOOKUP, 200,
				 LOOKUP("\"verifying\"", "\"2026-11-30\"", "true",
					 "[{\"status\":\"received\","
					 "\"at\":\"2026-11-20T09:00:00+08:00\"},"
					 "{\"status\":\"verifying\","
					 "\"at\":\"2026-11-23T09:00:00+08:00\"}]"),
				 &answers),
		ST_OK);
	assert_true(l->told && l->overdue);
	assert_string_equal(l->status, "verifying");
	assert_true(date_equal(l->promised, (struct date){ 2026, 11, 30 }));
	assert_int_equal(l->since_s, 1795395600);
	assert_int_equal(apply(CALL_CLAIM_LOOKUP, 200,
				 LOOKUP("\"to_verify\"", "null", "false", "[]"), &answers),
		ST_OK);
	assert_false(date_is_known(l->promised));
	assert_int_equal(l->since_s, 0);
	assert_int_equal(apply(CALL_CLAIM_LOOKUP, 404, PROBLEM "code-not-found\"}", &answers),
		ST_OK);
	assert_int_equal(answers.outcome, OUTCOME_NOT_FOUND);
}

static void
central_apply__believes_no_state_out_of_the_contract(void **state)
{
	static const char *const bodies[] = {
		LOOKUP("\"vanished\"", "null", "false", "[]"),
		LOOKUP("null", "null", "false", "[]"),
		LOOKUP("\"paid\"", "\"soon\"", "false", "[]"),
		LOOKUP("\"paid\"", "null", "null", "[]"),
		LOOKUP("\"paid\"", "null", "false", "null"),
		LOOKUP("\"paid\"", "null", "false", "[{\"at\":\"yesterday\"}]"),
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(bodies); i++) {
		struct answers answers = { 0 };

		assert_int_equal(
			apply(CALL_CLAIM_LOOKUP, 200, bodies[i], &answers), ST_INVALID);
		assert_int_equal(answers.outcome, OUTCOME_AWAY);
		assert_false(answers.lookup.told);
		assert_string_equal(answers.lookup.status, "");
	}
}

static void
central_apply__needs_no_body_to_end_a_visit(void **state)
{
	struct http_answer answer = answer_of(204, "", "");
	struct answers answers = { .outcome = OUTCOME_AWAY };

	(void)state;
	assert_int_equal(central_apply(CALL_CLOSE_VISIT, &answer, &answers), ST_OK);
	assert_int_equal(answers.outcome, OUTCOME_OK);
	assert_int_equal(central_apply(CALL_OPEN_VISIT, &answer, &answers), ST_INVALID);
	buf_free(&answer.body);
}

static void
central_read_status__tells_open_from_maintenance(void **state)
{
	struct http_answer answer = answer_of(200, JSON,
		"{\"state\":\"maintenance\",\"until\":\"2026-11-23T10:00:00+08:00\","
		"\"time\":\"2026-11-23T09:00:00+08:00\",\"message\":\"Sampai \\u001b10.00.\","
		"\"policy_version\":\"2026-01\"}");
	struct answers answers = { 0 };
	struct centre_state centre;

	(void)state;
	assert_int_equal(central_read_status(&answer, &centre), ST_OK);
	assert_false(centre.open);
	assert_string_equal(centre.message, "Sampai ?10.00.");
	assert_int_equal(centre.time_s, 1795395600);
	assert_int_equal(central_apply(CALL_STATUS, &answer, &answers), ST_OK);
	assert_int_equal(answers.outcome, OUTCOME_AWAY);
	assert_string_equal(answers.problem, "maintenance");
	buf_free(&answer.body);
	answer = answer_of(503, TROUBLE, PROBLEM "busy\"}");
	assert_int_equal(central_read_status(&answer, &centre), ST_UNREACHABLE);
	buf_free(&answer.body);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(central_build__goes_to_the_path_of_the_contract),
		cmocka_unit_test(central_build__asks_for_nobody_who_is_not_known),
		cmocka_unit_test(central_build__needs_a_key_and_a_visit_fit_for_a_path),
		cmocka_unit_test(central_build__opens_a_visit_by_nik_or_by_kpj_and_birth),
		cmocka_unit_test(central_build__names_who_came_along_and_who_took_over),
		cmocka_unit_test(central_build__claims_with_all_that_form_f5_asks),
		cmocka_unit_test(
			central_build__names_the_officer_who_helped_also_after_hand_back),
		cmocka_unit_test(central_build__says_why_an_officer_attested),
		cmocka_unit_test(central_build__calls_nobody_assisted_whose_ktp_no_officer_saw),
		cmocka_unit_test(central_build__says_null_where_an_offline_claim_knows_nothing),
		cmocka_unit_test(central_build__claims_nothing_without_what_a_claim_needs),
		cmocka_unit_test(central_build__puts_photograph_and_measures_into_one_form),
		cmocka_unit_test(central_measures__writes_numbers_and_refuses_what_is_none),
		cmocka_unit_test(central_verdict__knows_every_fault),
		cmocka_unit_test(central_verdict__tries_again_whatever_kept_the_answer_away),
		cmocka_unit_test(central_verdict__reads_what_stands_beside_the_code),
		cmocka_unit_test(central_verdict__waits_as_long_as_header_or_problem_say),
		cmocka_unit_test(wire_time__is_read_and_written_as_rfc_3339),
		cmocka_unit_test(central_apply__reads_the_whole_record),
		cmocka_unit_test(central_apply__never_takes_somebody_elses_record),
		cmocka_unit_test(central_apply__keeps_what_it_had_when_a_member_is_wrong),
		cmocka_unit_test(central_apply__ignores_members_it_does_not_know),
		cmocka_unit_test(central_apply__draws_long_and_steering_names_harmless),
		cmocka_unit_test(central_apply__reads_the_way_of_each_claim),
		cmocka_unit_test(central_apply__keeps_open_claims_where_there_are_too_many),
		cmocka_unit_test(central_apply__tells_the_faces_apart),
		cmocka_unit_test(central_apply__turns_refusals_into_outcomes),
		cmocka_unit_test(central_apply__names_the_claim_that_is_open_elsewhere),
		cmocka_unit_test(central_apply__takes_the_answer_to_its_own_claim_alone),
		cmocka_unit_test(central_apply__reads_an_offline_claim_and_its_double),
		cmocka_unit_test(
			central_apply__reads_what_became_of_a_photograph_that_followed),
		cmocka_unit_test(central_apply__checks_the_account_that_was_asked_for),
		cmocka_unit_test(central_apply__reads_the_decision_to_its_own_question),
		cmocka_unit_test(central_apply__reads_consent_attestation_and_ticket),
		cmocka_unit_test(central_apply__reads_where_a_claim_stands),
		cmocka_unit_test(central_apply__believes_no_state_out_of_the_contract),
		cmocka_unit_test(central_apply__needs_no_body_to_end_a_visit),
		cmocka_unit_test(central_read_status__tells_open_from_maintenance),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
