/* SPDX-License-Identifier: Apache-2.0 */
/* Every person of the demo cast, as far as the centre has a say in what must happen to them. */
#include "tests/contract/centre.h"
#include "base/array.h"
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>
#include <time.h>

#define LETTER                                                                                 \
	"{\"kind\":\"employer_letter\",\"number\":\"014\",\"date\":null,\"officer\":\"Rina\"}"

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

struct preview_case {
	const char *nik, *reason, *date_before; /* event: that many days ago; NULL: none said */
	bool assisted;
	const char *papers; /* JSON strings */
	bool eligible;
	const char *why, *route;
	long long gross, tax;
	bool over_limit;
};

static const struct preview_case previews[] = {
	{ SITI, "USIA_56", NULL, false, "", true, "ok", "kiosk", 8450000, 0, false },
	{ "6308031507650002", "USIA_56", NULL, false, "", true, "ok", "officer", 23750000, 0,
		true },
	{ "6308031507650002", "USIA_56", NULL, true, "", true, "ok", "kiosk", 23750000, 0,
		false },
	{ "6308040101900003", "RESIGN", NULL, false, "", true, "ok", "officer", 6200000, 0,
		false },
	{ "6308040101900003", "RESIGN", NULL, true, "\"employer_letter\"", true, "ok", "kiosk",
		6200000, 0, false },
	{ "6308044505920004", "RESIGN", NULL, false, "", false, "too-early", "ticket", 0, 0,
		false },
	{ "6308012008850005", "SEBAGIAN_10", NULL, false, "", true, "ok", "kiosk", 1410000, 0,
		false },
	{ "6308012008850005", "SEBAGIAN_30", NULL, false, "", true, "ok", "officer", 4230000, 0,
		false },
	{ "6308022211800006", "SEBAGIAN_10", NULL, false, "", false, "partial-used", "ticket",
		0, 0, false },
	{ "6308022211800006", "RESIGN", NULL, false, "", true, "ok", "kiosk", 13400000, 670000,
		false },
	{ "6308066510580007", "USIA_56", NULL, false, "", true, "ok", "kiosk", 9900000, 0,
		false },
	{ "6308081111660009", "USIA_56", NULL, false, "", true, "ok", "kiosk", 7700000, 0,
		false },
	{ "6308050505550012", "USIA_56", NULL, false, "", true, "ok", "kiosk", 11200000, 0,
		false },
	{ "6308054107950013", "RESIGN", NULL, false, "", false, "still-active", "ticket", 0, 0,
		false },
	{ "6308054107950013", "SEBAGIAN_10", NULL, false, "", false, "membership-too-short",
		"ticket", 0, 0, false },
	{ "6308051708750014", "PHK", NULL, false, "", true, "ok", "kiosk", 14999999, 0, false },
	{ "6308051708750015", "PHK", NULL, false, "", true, "ok", "officer", 15000001, 0,
		true },
	{ "6308055009600019", "USIA_56", NULL, false, "", false, "claim-open-elsewhere",
		"ticket", 0, 0, false },
	{ "6308060107900020", "RESIGN", "60", false, "", true, "employer-not-reported",
		"officer", 8000000, 0, false },
	{ "6308071111880021", "RESIGN", NULL, false, "", false, "active-elsewhere", "ticket", 0,
		0, false },
	{ "6308092808640023", "USIA_56", NULL, true, "", true, "ok", "kiosk", 61250000, 562500,
		false },
	{ "6308105404570024", "USIA_56", NULL, false, "", true, "ok", "kiosk", 6600000, 0,
		false },
	{ "6308011905610025", "USIA_56", NULL, false, "", true, "ok", "kiosk", 9900000, 0,
		false },
};

/* A day so many days ago, by the centre's calendar (UTC+8). */
static void
days_ago(const char *days, char ret_date[16])
{
	long long n = 0;
	time_t then;
	struct tm tm;

	assert_int_equal(str_to_int64(days, 0, 10000, &n), ST_OK);
	then = time(NULL) + 8 * 3600 - n * 86400;
	assert_non_null(gmtime_r(&then, &tm));
	assert_int_equal(strftime(ret_date, 16, "\"%Y-%m-%d\"", &tm), 12);
}

static void
check_preview(const struct preview_case *c)
{
	struct opened visit;
	char body[256], date[16] = "null";
	json_t *p;

	if (c->date_before != NULL)
		days_ago(c->date_before, date);
	open_attested(&run, c->nik, &visit);
	assert_int_equal(str_format(body, sizeof(body),
				 "{\"reason\":\"%s\",\"date\":%s,\"assisted\":%s,"
				 "\"papers_seen\":[%s]}",
				 c->reason, date, c->assisted ? "true" : "false", c->papers),
		ST_OK);
	p = expect(&run, 200, "POST", of_visit(&visit, "/claim-previews"), body);
	if (truth(p, "eligible") != c->eligible || strcmp(text(p, "why"), c->why) != 0 ||
		strcmp(text(p, "route"), c->route) != 0 || whole(p, "gross") != c->gross ||
		whole(p, "tax") != c->tax || whole(p, "net") != c->gross - c->tax ||
		truth(p, "over_limit") != c->over_limit)
		fail_msg("%s %s: why %s route %s gross %lld tax %lld over %d", c->nik,
			c->reason, text(p, "why"), text(p, "route"), whole(p, "gross"),
			whole(p, "tax"), truth(p, "over_limit"));
	assert_int_equal(json_is_null(json_object_get(p, "promised_date")), !c->eligible);
	json_decref(p);
}

static void
preview__decides_for_everybody_as_the_cast_says(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(previews); i++)
		check_preview(&previews[i]);
}

struct claim_case {
	const char *nik;
	struct claim_wish wish;
	long status;
	const char *code; /* of the problem; NULL: taken */
	long long net;
};

/* In this order: somebody refused may be taken later, once taken a claim is open. */
static const struct claim_case claims[] = {
	{ SITI, { .bank = "008", .number = "0310001230011" }, 422, "account-not-yours", 0 },
	{ SITI, { .number = "99999999999" }, 422, "account-not-yours", 0 },
	{ SITI, { .reason = "RESIGN" }, 422, "officer-needed", 0 },
	{ SITI, { .code = NULL }, 201, NULL, 8450000 },
	{ "6308031507650002", { .bank = "008", .number = "0310001230002" }, 422,
		"officer-needed", 0 },
	{ "6308031507650002",
		{ .bank = "008", .number = "0310001230002", .channel = "assisted" }, 422,
		"officer-needed", 0 }, /* no officer named */
	{ "6308031507650002",
		{ .bank = "008",
			.number = "0310001230002",
			.channel = "assisted",
			.officer = "Rina" },
		201, NULL, 23750000 },
	{ "6308040101900003",
		{ .reason = "RESIGN",
			.bank = "008",
			.number = "0310001230003",
			.channel = "assisted",
			.officer = "Rina" },
		422, "document-needed", 0 },
	{ "6308040101900003",
		{ .reason = "RESIGN",
			.bank = "008",
			.number = "0310001230003",
			.channel = "assisted",
			.officer = "Rina",
			.papers = LETTER },
		201, NULL, 6200000 },
	{ "6308044505920004", { .reason = "RESIGN", .number = "012301004567504" }, 422,
		"claim-not-eligible", 0 },
	{ "6308022211800006", { .reason = "RESIGN", .number = "012301004567506" }, 201, NULL,
		12730000 },
	{ "6308095706610010", { .number = "012301009950010" }, 422, "officer-needed", 0 },
	{ "6308095706610010",
		{ .number = "012301009950010", .channel = "assisted", .officer = "Rina" }, 201,
		NULL, 5500000 },
	{ "6308101212640011", { .bank = "008", .number = "0310001230011" }, 422,
		"account-not-yours", 0 },
	{ "6308101212640011", { .number = "012301004567511" }, 201, NULL, 4000000 },
	{ "6308055009600019", { .number = "012301004567519" }, 409, "claim-open-elsewhere", 0 },
	{ "6308092808640023",
		{ .bank = "200",
			.number = "0001230150012323",
			.channel = "assisted",
			.officer = "Budi" },
		201, NULL, 60687500 },
};

static void
check_claim(const struct claim_case *c, unsigned number)
{
	struct claim_wish wish = c->wish;
	struct ask ask = { .method = "POST" };
	struct opened visit;
	struct reply reply;

	wish.code = receipt_code(500 + number);
	open_attested(&run, c->nik, &visit);
	ask.target = of_visit(&visit, "/claims");
	ask.body = claim_body(c->nik, &wish);
	centre_ask(&run, &ask, &reply);
	if (reply.status != c->status ||
		(c->code != NULL && strcmp(problem_code(&reply), c->code) != 0) ||
		(c->code == NULL && whole(reply.json, "net") != c->net))
		fail_msg("claim %u of %s: %ld %s", number, c->nik, reply.status, reply.body);
	if (c->code == NULL) {
		assert_string_equal(text(reply.json, "status"), "received");
		assert_non_null(text(reply.json, "promised_date"));
	}
	reply_free(&reply);
}

static void
claim__is_taken_or_refused_as_the_cast_says(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(claims); i++)
		check_claim(&claims[i], (unsigned)i);
}

static void
second_claim__is_told_the_number_of_the_open_one(void **state)
{
	const struct claim_wish wish = { .code = receipt_code(90) };
	struct ask ask = { .method = "POST" };
	struct opened visit;
	struct reply reply;

	(void)state;
	open_attested(&run, "6308055009600019", &visit);
	ask.target = of_visit(&visit, "/claims");
	ask.body = claim_body("6308055009600019", &wish);
	centre_ask(&run, &ask, &reply);
	assert_int_equal(reply.status, 409);
	assert_string_equal(text(reply.json, "channel"), "jmo");
	assert_string_equal(strrchr(text(reply.json, "claim_number"), '-'), "-0000019");
	reply_free(&reply);
}

static void
offline_claim__is_taken_to_verify_and_names_its_duplicate(void **state)
{
	const struct claim_wish first = { .code = receipt_code(91) };
	const struct claim_wish second = { .code = receipt_code(92) };
	json_t *taken;

	(void)state;
	taken = expect(&run, 202, "POST", "/v1/offline-claims",
		claim_body("6308055009600019", &first));
	assert_string_equal(text(taken, "status"), "to_verify");
	assert_string_equal(strrchr(text(taken, "duplicate_of"), '-'), "-0000019");
	json_decref(taken);
	taken = expect(&run, 202, "POST", "/v1/offline-claims",
		claim_body("6308021010700026", &second)); /* unknown to the centre */
	assert_true(json_is_null(json_object_get(taken, "duplicate_of")));
	json_decref(taken);
}

static void
face_of_an_offline_claim__completes_it_where_it_matches(void **state)
{
	static const struct {
		const char *nik, *result, *status;
	} cases[] = {
		{ "6308105404570024", "not_enrolled", "received" },
		{ "6308066510580007", "not_verified", "to_verify" },
		{ "6308021010700026", "not_verified", "to_verify" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		const char *code = receipt_code(600 + (unsigned)i);
		const struct claim_wish wish = { .code = code };
		char path[80];
		struct reply reply;

		json_decref(expect(&run, 202, "POST", "/v1/offline-claims",
			claim_body(cases[i].nik, &wish)));
		assert_int_equal(
			str_format(path, sizeof(path), "/v1/offline-claims/%s/face", code),
			ST_OK);
		send_face(&run, path, &reply);
		assert_int_equal(reply.status, 202);
		assert_string_equal(text(reply.json, "result"), cases[i].result);
		assert_string_equal(text(reply.json, "status"), cases[i].status);
		reply_free(&reply);
	}
	expect_problem(
		&run, "claim-not-found", "POST", "/v1/offline-claims/222222222/face", "{}");
}

static void
cards__are_registered_with_the_total_before_and_after(void **state)
{
	struct opened visit;
	json_t *cards;

	(void)state;
	open_attested(&run, "6308070903700008", &visit);
	cards = expect(&run, 200, "GET", of_visit(&visit, "/cards"), NULL);
	assert_int_equal(json_array_size(json_object_get(cards, "cards")), 3);
	assert_int_equal(whole(json_object_get(cards, "jht"), "total"), 2000000);
	json_decref(cards);
	cards = expect(
		&run, 201, "POST", of_visit(&visit, "/cards"), "{\"kpj\":\"20601234808\"}");
	assert_int_equal(whole(json_object_get(cards, "jht"), "total"), 6500000);
	json_decref(cards);
	cards = expect(
		&run, 201, "POST", of_visit(&visit, "/cards"), "{\"kpj\":\"20601234818\"}");
	assert_int_equal(whole(json_object_get(cards, "jht"), "total"), 11750000);
	json_decref(cards);
	expect_problem(&run, "card-already-linked", "POST", of_visit(&visit, "/cards"),
		"{\"kpj\":\"20601234818\"}");
	expect_problem(&run, "card-not-yours", "POST", of_visit(&visit, "/cards"),
		"{\"kpj\":\"20601234502\"}");
	expect_problem(&run, "card-not-yours", "POST", of_visit(&visit, "/cards"),
		"{\"kpj\":\"20609999999\"}");
}

static void
accounts__are_compared_with_the_name(void **state)
{
	static const struct {
		const char *nik, *bank, *number, *match, *holder, *state;
	} cases[] = {
		{ SITI, "002", "012301004567501", "same", "SITI AMINAH", "active" },
		{ "6308095706610010", "002", "012301009950010", "similar", "SITI RAHMA",
			"active" },
		{ "6308101212640011", "008", "0310001230011", "different", "H**** F*****",
			"active" }, /* a stranger's name stays theirs */
		{ "6308041402620018", "122", "0120301800018", "same", "SYAHRANI", "dormant" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct opened visit;
		char body[96];
		json_t *check;

		open_attested(&run, cases[i].nik, &visit);
		assert_int_equal(
			str_format(body, sizeof(body), "{\"bank\":\"%s\",\"number\":\"%s\"}",
				cases[i].bank, cases[i].number),
			ST_OK);
		check = expect(
			&run, 200, "POST", of_visit(&visit, "/bank-account-checks"), body);
		assert_string_equal(text(check, "match"), cases[i].match);
		assert_string_equal(text(check, "holder"), cases[i].holder);
		assert_string_equal(text(check, "state"), cases[i].state);
		json_decref(check);
		expect_problem(&run, "account-not-found", "POST",
			of_visit(&visit, "/bank-account-checks"),
			"{\"bank\":\"002\",\"number\":\"123456\"}");
	}
}

static void
birth_date__of_the_record_may_differ_from_the_nik(void **state)
{
	struct opened visit;
	json_t *changed, *refused, *person;

	(void)state;
	open_attested(&run, "6308081111660009", &visit);
	person = expect(&run, 200, "GET", of_visit(&visit, "/participant"), NULL);
	assert_string_equal(text(person, "birth_date"), "1966-01-11");
	json_decref(person);
	changed = expect(&run, 200, "PATCH", of_visit(&visit, "/participant"),
		"{\"birth_date\":\"1966-11-11\",\"phone\":\"+628123456789\",\"shoe_size\":41}");
	refused = json_object_get(changed, "refused");
	assert_int_equal(json_array_size(refused), 2);
	assert_string_equal(text(json_array_get(refused, 0), "where"), "dukcapil");
	assert_string_equal(text(json_array_get(refused, 1), "code"), "unknown-field");
	assert_string_equal(
		json_string_value(json_array_get(json_object_get(changed, "accepted"), 0)),
		"phone");
	json_decref(changed);
}

static void
incomplete_data__are_completed_on_the_spot(void **state)
{
	struct opened visit;
	json_t *person, *changed;

	(void)state;
	open_attested(&run, "6308011905610025", &visit);
	person = expect(&run, 200, "GET", of_visit(&visit, "/participant"), NULL);
	assert_false(truth(person, "data_complete"));
	assert_int_equal(json_array_size(json_object_get(person, "missing_fields")), 3);
	json_decref(person);
	changed = expect(&run, 200, "PATCH", of_visit(&visit, "/participant"),
		"{\"phone\":null,\"marital_status\":\"kawin\",\"education\":\"smp\"}"); /* has no phone */
	assert_true(truth(changed, "data_complete"));
	json_decref(changed);
	person = expect(&run, 200, "GET", of_visit(&visit, "/participant"), NULL);
	assert_true(truth(person, "data_complete"));
	json_decref(person);
	expect_problem(&run, "invalid", "PATCH", of_visit(&visit, "/participant"), "{}");
}

/* Whoever has nobody to call lacks nothing; whoever names one has a number to add. */
static void
contact__is_taken_piece_by_piece_or_as_nobody(void **state)
{
	static const struct {
		const char *change;
		size_t missing;
	} cases[] = {
		{ "{\"contact_relation\":null}", 0 },
		{ "{\"contact_relation\":\"anak\"}", 2 },
		{ "{\"contact_phone\":\"+6281234567891\"}", 1 },
		{ "{\"contact_name\":\"NOR AINAH\"}", 0 },
	};
	struct opened visit;
	json_t *answer;

	(void)state;
	open_attested(&run, "6308093006720027", &visit);
	answer = expect(&run, 200, "GET", of_visit(&visit, "/participant"), NULL);
	assert_int_equal(json_array_size(json_object_get(answer, "missing_fields")), 3);
	json_decref(answer);
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		answer = expect(
			&run, 200, "PATCH", of_visit(&visit, "/participant"), cases[i].change);
		assert_int_equal(json_array_size(json_object_get(answer, "missing_fields")),
			cases[i].missing);
		json_decref(answer);
	}
	answer = expect(&run, 200, "PATCH", of_visit(&visit, "/participant"),
		"{\"contact_relation\":\"tetangga\",\"education\":\"sarjana\"}");
	assert_int_equal(json_array_size(json_object_get(answer, "refused")), 2);
	json_decref(answer);
}

static void
blocked_account__is_unblocked_by_two_people(void **state)
{
	struct opened visit;
	json_t *done;

	(void)state;
	open_attested(&run, "6308066510580007", &visit);
	expect_problem(&run, "second-person-needed", "POST", of_visit(&visit, "/unblock"),
		"{\"officer\":\"Rina\",\"supervisor\":\"Rina\",\"reason\":\"x\"}");
	done = expect(&run, 202, "POST", of_visit(&visit, "/unblock"),
		"{\"officer\":\"Rina\",\"supervisor\":null,\"reason\":\"x\"}");
	assert_string_equal(text(done, "state"), "awaiting_approval");
	json_decref(done);
	done = expect(&run, 200, "POST", of_visit(&visit, "/unblock"),
		"{\"officer\":\"Rina\",\"supervisor\":\"Sari\",\"reason\":\"x\"}");
	assert_string_equal(text(done, "state"), "unblocked");
	json_decref(done);
	expect_problem(&run, "not-blocked", "POST", of_visit(&visit, "/unblock"),
		"{\"officer\":\"Rina\",\"supervisor\":\"Sari\",\"reason\":\"x\"}");
	done = expect(&run, 200, "GET", of_visit(&visit, "/participant"), NULL);
	assert_false(truth(done, "jmo_blocked"));
	json_decref(done);
}

static void
heirs__get_a_ticket_with_their_papers(void **state)
{
	struct opened visit;
	json_t *ticket;

	(void)state;
	open_visit(&run, "6308021203550016", &visit);
	ticket = expect(&run, 201, "POST", of_visit(&visit, "/tickets"),
		"{\"kind\":\"counter\",\"reason\":\"MENINGGAL\"}");
	assert_int_equal(json_array_size(json_object_get(ticket, "documents")), 3);
	json_decref(ticket);
	ticket = expect(&run, 201, "POST", of_visit(&visit, "/tickets"),
		"{\"kind\":\"counter\",\"priority\":true}");
	assert_int_equal(text(ticket, "ticket")[0], 'P');
	json_decref(ticket);
}

static void
saved_visit__is_opened_by_its_code_and_shown_after_proof(void **state)
{
	struct opened visit;
	char body[64];
	json_t *saved, *opened, *person;

	(void)state;
	open_attested(&run, "6308080303590022", &visit);
	saved = expect(&run, 201, "POST", of_visit(&visit, "/saved-visits"),
		"{\"flow\":\"claim\",\"step\":\"account\",\"answers\":{\"reason\":\"USIA_56\"}"
		"}");
	assert_int_equal(str_format(body, sizeof(body), "{\"saved_code\":\"%s\"}",
				 text(saved, "saved_code")),
		ST_OK);
	opened = expect(&run, 201, "POST", "/v1/visits", body);
	assert_string_equal(text(opened, "assurance"), "claimed");
	assert_int_equal(str_copy(visit.id, sizeof(visit.id), text(opened, "visit_id")), ST_OK);
	expect_problem(&run, "assurance-needed", "GET", of_visit(&visit, "/participant"), NULL);
	json_decref(expect(&run, 201, "POST", of_visit(&visit, "/attestation"),
		"{\"officer\":\"Rina\",\"ktp_seen\":true,\"reason\":\"no_camera\"}"));
	person = expect(&run, 200, "GET", of_visit(&visit, "/participant"), NULL);
	assert_string_equal(
		text(json_object_get(json_object_get(person, "saved"), "answers"), "reason"),
		"USIA_56");
	json_decref(saved);
	json_decref(opened);
	json_decref(person);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(preview__decides_for_everybody_as_the_cast_says),
		cmocka_unit_test(claim__is_taken_or_refused_as_the_cast_says),
		cmocka_unit_test(second_claim__is_told_the_number_of_the_open_one),
		cmocka_unit_test(offline_claim__is_taken_to_verify_and_names_its_duplicate),
		cmocka_unit_test(face_of_an_offline_claim__completes_it_where_it_matches),
		cmocka_unit_test(cards__are_registered_with_the_total_before_and_after),
		cmocka_unit_test(accounts__are_compared_with_the_name),
		cmocka_unit_test(birth_date__of_the_record_may_differ_from_the_nik),
		cmocka_unit_test(incomplete_data__are_completed_on_the_spot),
		cmocka_unit_test(contact__is_taken_piece_by_piece_or_as_nobody),
		cmocka_unit_test(blocked_account__is_unblocked_by_two_people),
		cmocka_unit_test(heirs__get_a_ticket_with_their_papers),
		cmocka_unit_test(saved_visit__is_opened_by_its_code_and_shown_after_proof),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
