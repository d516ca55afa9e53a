/* SPDX-License-Identifier: Apache-2.0 */
/* What is answered to whom: claimed, verified, attested; visits over; bodies of the wrong
 * form. */
#include "tests/contract/centre.h"
#include "base/array.h"
#include "base/str.h"
#include "central/routes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#define NEVER    "6308066510580007" /* the face never matches */
#define NEW_FACE "6308105404570024" /* not enrolled */
#define DEAD     "6308021203550016"
#define NOBODY   "6308021010700026"
#define CONSENT  "{\"text_version\":\"2026-11\",\"method\":\"key\"}"

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

/* The path of a route for that visit, with anything in its second hole. */
static void
path_of(const struct route *route, const char *visit, char ret_path[256])
{
	const char *hole = strstr(route->pattern, "{}"), *second = strstr(hole + 2, "{}");
	size_t n = (size_t)(hole - route->pattern);
	enum status st =
		second == NULL
			? str_format(ret_path, 256, "%.*s%s%s", (int)n, route->pattern, visit,
				  hole + 2)
			: str_format(ret_path, 256, "%.*s%s%.*sX%s", (int)n, route->pattern,
				  visit, (int)(second - hole - 2), hole + 2, second + 2);

	assert_int_equal(st, ST_OK);
}

/* Calls every route that needs proof, and the claim. */
static void
expect_everywhere(const char *visit, const char *code)
{
	const struct claim_wish wish = { .code = NULL };
	size_t n, called = 0;
	const struct route *table = routes(&n);

	for (size_t i = 0; i < n; i++) {
		char path[256];
		bool json = table[i].body_kind == BODY_JSON;

		if (table[i].need != NEED_PROOF)
			continue;
		path_of(&table[i], visit, path);
		expect_problem(&run, code, table[i].method, path,
			json ? claim_body(SITI, &wish) : NULL);
		called++;
	}
	assert_true(called >= 14);
}

static void
claimed__gets_nothing_personal(void **state)
{
	const struct claim_wish wish = { .code = NULL };
	struct opened visit;

	(void)state;
	open_visit(&run, SITI, &visit);
	expect_everywhere(visit.id, "assurance-needed");
	expect_problem(&run, "assurance-needed", "POST", of_visit(&visit, "/claims"),
		claim_body(SITI, &wish));
}

static void
opening__shows_a_masked_name_and_nothing_else(void **state)
{
	json_t *visit = expect(&run, 201, "POST", "/v1/visits", "{\"nik\":\"" SITI "\"}");

	(void)state;
	assert_string_equal(text(visit, "name_masked"), "S*** A*****");
	assert_int_equal(json_object_size(visit), 5);
	json_decref(visit);
}

static void
not_found_and_not_matching__are_one_answer(void **state)
{
	static const char *const bodies[] = {
		"{\"nik\":\"" NOBODY "\"}",
		"{\"kpj\":\"20601234501\",\"birth_date\":\"1960-03-13\"}", /* one day off */
		"{\"kpj\":\"20609999999\",\"birth_date\":\"1960-03-12\"}",
		"{\"saved_code\":\"%s\"}",
	};
	char *first = NULL;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(bodies); i++) {
		char body[96];
		struct ask ask = { .method = "POST", .target = "/v1/visits", .body = body };
		struct reply reply;

		/* only the last one has a hole */
		assert_int_equal(i + 1 < ARRAY_LEN(bodies)
					 ? str_copy(body, sizeof(body), bodies[i])
					 : str_format(body, sizeof(body),
						   "{\"saved_code\":\"%s\"}", receipt_code(77)),
			ST_OK);
		centre_ask(&run, &ask, &reply);
		assert_int_equal(reply.status, 404);
		if (first == NULL)
			first = strdup(reply.body);
		assert_non_null(first);
		assert_string_equal(reply.body, first);
		reply_free(&reply);
	}
	free(first);
}

static void
kpj_with_the_right_birth_date__opens_a_visit(void **state)
{
	(void)state;
	json_decref(expect(&run, 201, "POST", "/v1/visits",
		"{\"kpj\":\"20601234501\",\"birth_date\":\"1960-03-12\"}"));
}

static void
opening__needs_exactly_one_way_to_say_who(void **state)
{
	static const char *const bodies[] = { "{}", "{\"kpj\":\"20601234501\"}",
		"{\"nik\":\"" SITI "\",\"kpj\":\"20601234501\",\"birth_date\":\"1960-03-12\"}",
		"{\"birth_date\":\"1960-03-12\"}" };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(bodies); i++)
		expect_problem(&run, "invalid", "POST", "/v1/visits", bodies[i]);
}

static void
photo__needs_consent_first(void **state)
{
	struct opened visit;
	struct reply reply;

	(void)state;
	open_visit(&run, SITI, &visit);
	send_face(&run, of_visit(&visit, "/face"), &reply);
	assert_string_equal(problem_code(&reply), "consent-needed");
	reply_free(&reply);
}

static void
face__gives_what_the_cast_says(void **state)
{
	static const struct {
		const char *nik, *result, *assurance;
		bool enrolled;
	} cases[] = {
		{ SITI, "verified", "verified", false },
		{ NEVER, "not_verified", "claimed", false },
		{ NEW_FACE, "not_enrolled", "verified", true },
		{ NEW_FACE, "verified", "verified", false }, /* enrolled by now */
		{ DEAD, "not_verified", "claimed", false },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		bool proven = strcmp(cases[i].assurance, "claimed") != 0;
		struct opened visit;
		struct reply reply;

		open_visit(&run, cases[i].nik, &visit);
		json_decref(expect(&run, 201, "POST", of_visit(&visit, "/consent"), CONSENT));
		send_face(&run, of_visit(&visit, "/face"), &reply);
		assert_int_equal(reply.status, 200);
		assert_string_equal(text(reply.json, "result"), cases[i].result);
		assert_string_equal(text(reply.json, "assurance"), cases[i].assurance);
		assert_int_equal(truth(reply.json, "enrolled"), cases[i].enrolled);
		assert_int_equal(
			json_is_null(json_object_get(reply.json, "certificate")), !proven);
		reply_free(&reply);
		json_decref(expect(&run, proven ? 200 : 403, "GET",
			of_visit(&visit, "/participant"), NULL));
	}
}

static void
bad_pictures__are_no_attempts(void **state)
{
	static const char two_faces[] = "{\"faces\":2,\"eye_distance_px\":124.5,\"roll\":0.5,"
					"\"sharpness\":210.5,\"luminance\":0.52}";
	static const char dark[] = "{\"faces\":1,\"eye_distance_px\":124.5,\"roll\":0.5,"
				   "\"sharpness\":210.5,\"luminance\":0.01}";
	static const struct {
		const char *measures, *code, *quality;
		int width; /* 0: not a JPEG */
	} cases[] = {
		{ good_measures, "face-quality", "not-jpeg", 0 },
		{ good_measures, "face-quality", "too-small", 100 },
		{ two_faces, "face-quality", "not-one-face", 480 },
		{ dark, "face-quality", "dark", 480 },
		{ "{\"faces\":\"1\"}", "invalid", NULL, 480 },
		{ "{", "malformed", NULL, 480 },
	};
	struct opened visit;

	(void)state;
	open_visit(&run, SITI, &visit);
	json_decref(expect(&run, 201, "POST", of_visit(&visit, "/consent"), CONSENT));
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		char type[96];
		size_t jpeg_n = 8, n;
		unsigned char *jpeg =
			cases[i].width > 0 ? grey_jpeg(cases[i].width, cases[i].width, &jpeg_n)
					   : calloc(1, 8);
		char *body = face_body(jpeg, jpeg_n, cases[i].measures, type, &n);
		const struct ask ask = { .method = "POST",
			.target = of_visit(&visit, "/face"),
			.body = body,
			.n = n,
			.type = type };
		struct reply reply;

		centre_ask(&run, &ask, &reply);
		assert_string_equal(problem_code(&reply), cases[i].code);
		if (cases[i].quality != NULL)
			assert_string_equal(text(reply.json, "quality"), cases[i].quality);
		reply_free(&reply);
		free(body);
		free(jpeg);
	}
}

static void
body_too_large__is_413_and_wrong_type_415(void **state)
{
	enum { HUGE = 400 * 1024 };
	char *huge = malloc(HUGE);
	struct ask ask = { .method = "POST", .target = "/v1/visits", .body = huge, .n = HUGE };
	struct reply reply;

	(void)state;
	assert_non_null(huge);
	memset(huge, ' ', HUGE);
	centre_ask(&run, &ask, &reply);
	assert_string_equal(problem_code(&reply), "too-large");
	reply_free(&reply);
	free(huge);
	ask = (struct ask){
		.method = "POST", .target = "/v1/visits", .body = "{}", .type = "text/plain"
	};
	centre_ask(&run, &ask, &reply);
	assert_string_equal(problem_code(&reply), "wrong-content-type");
	reply_free(&reply);
}

static void
attestation__needs_the_ktp_and_a_living_person(void **state)
{
	struct opened visit;

	(void)state;
	open_visit(&run, SITI, &visit);
	expect_problem(&run, "ktp-not-seen", "POST", of_visit(&visit, "/attestation"),
		"{\"officer\":\"Rina\",\"ktp_seen\":false,\"reason\":\"other\"}");
	expect_problem(&run, "assurance-needed", "GET", of_visit(&visit, "/participant"), NULL);
	open_visit(&run, DEAD, &visit);
	expect_problem(&run, "heirs-only", "POST", of_visit(&visit, "/attestation"),
		"{\"officer\":\"Rina\",\"ktp_seen\":true,\"reason\":\"other\"}");
}

static void
visit__belongs_to_its_kiosk(void **state)
{
	struct opened visit;
	struct ask ask = { .method = "GET", .kiosk = KIOSK_2, .secret = SECRET_2 };
	struct reply reply;

	(void)state;
	open_attested(&run, SITI, &visit);
	ask.target = of_visit(&visit, "/participant");
	centre_ask(&run, &ask, &reply);
	assert_string_equal(problem_code(&reply), "visit-not-found");
	reply_free(&reply);
	expect_everywhere("019ab1c2-0000-7000-8000-000000000001", "visit-not-found");
}

static void
ended_visit__answers_410_and_ends_again_with_204(void **state)
{
	struct opened visit;

	(void)state;
	open_attested(&run, SITI, &visit);
	json_decref(expect(&run, 204, "DELETE", of_visit(&visit, ""), NULL));
	json_decref(expect(&run, 204, "DELETE", of_visit(&visit, ""), NULL));
	expect_everywhere(visit.id, "visit-expired");
	expect_problem(&run, "visit-expired", "POST", of_visit(&visit, "/consent"), CONSENT);
}

static void
log__holds_nothing_of_anybody(void **state)
{
	const struct claim_wish wish = { .code = receipt_code(41) };
	static const char *const secrets[] = { SITI, "SITI", "AMINAH", "20601234501",
		"012301004567501", "NORHASANAH", "Rina", SECRET, "628" };
	struct opened visit;
	struct reply reply;
	char *log;

	(void)state;
	open_attested(&run, SITI, &visit);
	send_face(&run, of_visit(&visit, "/face"), &reply);
	reply_free(&reply);
	json_decref(expect(
		&run, 200, "GET", of_visit(&visit, "/participant?include=cards,jht"), NULL));
	expect_problem(&run, "account-not-yours", "POST", of_visit(&visit, "/claims"),
		claim_body(
			SITI, &(struct claim_wish){ .code = wish.code, .number = "123456" }));
	expect_problem(&run, "no-such-path", "GET", "/v1/visits/" SITI "/x", NULL);
	expect_problem(&run, "malformed", "POST", "/v1/visits", "{\"nik\":\"" SITI);
	centre_kill(&run);
	log = centre_log(&run);
	centre_restart(&run, NULL);
	assert_non_null(strstr(log, "POST /v1/visits/{}/claims 422"));
	for (size_t i = 0; i < ARRAY_LEN(secrets); i++)
		if (strstr(log, secrets[i]) != NULL)
			fail_msg("the log holds %s", secrets[i]);
	assert_null(strstr(log, receipt_code(41)));
	assert_null(strstr(log, visit.id));
	free(log);
}

/* Last: the clock stays ahead. */
static void
expired_visit__answers_410_and_takes_the_claim_to_verify(void **state)
{
	const struct claim_wish wish = { .code = receipt_code(31) };
	struct opened visit;
	json_t *claim;

	(void)state;
	open_attested(&run, SITI, &visit);
	centre_kill(&run);
	run.clock_ahead_s = 29 * 60;
	centre_restart(&run, (const char *const[]){ "--clock-ahead", "29m", NULL });
	json_decref(expect(&run, 200, "GET", of_visit(&visit, "/participant"), NULL));
	centre_kill(&run);
	run.clock_ahead_s = 61 * 60;
	centre_restart(&run, (const char *const[]){ "--clock-ahead", "61m", NULL });
	expect_everywhere(visit.id, "visit-expired");
	claim = expect(&run, 201, "POST", of_visit(&visit, "/claims"), claim_body(SITI, &wish));
	assert_string_equal(text(claim, "status"), "to_verify");
	assert_true(json_is_null(json_object_get(claim, "promised_date")));
	json_decref(claim);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(claimed__gets_nothing_personal),
		cmocka_unit_test(opening__shows_a_masked_name_and_nothing_else),
		cmocka_unit_test(not_found_and_not_matching__are_one_answer),
		cmocka_unit_test(kpj_with_the_right_birth_date__opens_a_visit),
		cmocka_unit_test(opening__needs_exactly_one_way_to_say_who),
		cmocka_unit_test(photo__needs_consent_first),
		cmocka_unit_test(face__gives_what_the_cast_says),
		cmocka_unit_test(bad_pictures__are_no_attempts),
		cmocka_unit_test(body_too_large__is_413_and_wrong_type_415),
		cmocka_unit_test(attestation__needs_the_ktp_and_a_living_person),
		cmocka_unit_test(visit__belongs_to_its_kiosk),
		cmocka_unit_test(ended_visit__answers_410_and_ends_again_with_204),
		cmocka_unit_test(log__holds_nothing_of_anybody),
		cmocka_unit_test(expired_visit__answers_410_and_takes_the_claim_to_verify),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
