/* SPDX-License-Identifier: Apache-2.0 */
/* assets/openapi.yaml held against itself, the server's table, the list of problems, and live
 * answers. */
#include "tests/contract/centre.h"
#include "base/array.h"
#include "base/str.h"
#include "central/problem.h"
#include "central/routes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define PYTHON  "/usr/bin/python3" /* Debian's: it has python3-yaml and python3-jsonschema */
#define CHECK   "tests/contract/openapi_check.py"
#define CONSENT "{\"text_version\":\"2026-11\",\"method\":\"key\"}"

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

/* The script must be able to run: without its packages this fails, it is not skipped. */
static void
run_check(const char *kind, const char *file)
{
	const char *const arguments[] = { PYTHON, CHECK, kind, file, NULL };
	pid_t pid = fork();
	int how = 0;

	assert_true(pid >= 0);
	if (pid == 0) {
		execv(PYTHON, (char *const *)arguments);
		_exit(127);
	}
	while (waitpid(pid, &how, 0) < 0)
		assert_int_equal(errno, EINTR);
	if (!WIFEXITED(how) || WEXITSTATUS(how) != 0)
		fail_msg("%s %s: see above (needs python3-yaml and python3-jsonschema)", CHECK,
			kind);
}

static FILE *
begin_file(const char *name)
{
	FILE *file = fopen(centre_path(&run, name), "we");

	assert_non_null(file);
	return file;
}

static void
every_example__fits_its_schema(void **state)
{
	(void)state;
	run_check("examples", NULL);
}

static void
every_route__is_described_and_every_description_served(void **state)
{
	FILE *file = begin_file("routes");
	size_t n;
	const struct route *table = routes(&n);

	(void)state;
	for (size_t i = 0; i < n; i++)
		assert_true(fprintf(file, "%s %s\n", table[i].method, table[i].pattern) > 0);
	assert_int_equal(fclose(file), 0);
	run_check("routes", centre_path(&run, "routes"));
}

static void
every_problem__has_an_example(void **state)
{
	FILE *file = begin_file("problems");

	(void)state;
	for (int i = 0; i <= PROBLEM_MAINTENANCE; i++) {
		const struct problem_row *row = problem_row((enum problem)i);

		assert_true(fprintf(file, "%s %d\n", row->code, row->http) > 0);
	}
	assert_int_equal(fclose(file), 0);
	run_check("problems", centre_path(&run, "problems"));
}

/* One line of a day at the kiosk. {v} in the target is the visit. */
struct act {
	const char *method, *target, *body;
};

static void
play(const struct opened *visit, const struct act *acts, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const char *rest =
			strncmp(acts[i].target, "{v}", 3) == 0 ? acts[i].target + 3 : NULL;
		const struct ask ask = { .method = acts[i].method,
			.target = rest != NULL ? of_visit(visit, rest) : acts[i].target,
			.body = acts[i].body };
		struct reply reply;

		centre_ask(&run, &ask, &reply);
		assert_int_equal(reply.code, CURLE_OK);
		reply_free(&reply);
	}
}

static const struct act reading[] = {
	{ "GET", "/v1/status", NULL },
	{ "GET", "/v1/reference/policy", NULL },
	{ "GET", "/v1/reference/holidays", NULL },
	{ "GET", "/v1/reference/banks", NULL },
	{ "GET", "/v1/reference/branches", NULL },
	{ "GET", "/v1/reference/weather", NULL },
	{ "GET", "{v}/participant", NULL },
	{ "GET", "{v}/participant?include=cards,jht,claims", NULL },
	{ "GET", "{v}/participant?include=shoes", NULL },
	{ "GET", "{v}/cards", NULL },
	{ "GET", "{v}/jht", NULL },
	{ "GET", "{v}/jht/contributions?year=2020", NULL },
	{ "GET", "{v}/jht/contributions", NULL },
	{ "GET", "{v}/programmes", NULL },
	{ "GET", "{v}/claims", NULL },
	{ "GET", "/v1/requests/019ab1c2-0000-7000-8000-00000000ffff", NULL },
};

static const struct act asking[] = {
	{ "POST", "/v1/visits", "{\"nik\":\"6308021010700026\"}" },
	{ "POST", "/v1/visits", "{\"nik\":5" },
	{ "POST", "/v1/visits", "{\"nik\":5}" },
	{ "POST", "/v1/visits", "{\"nik\":\"" SITI "\",\"consent\":" CONSENT "}" },
	{ "PATCH", "{v}/participant", "{\"phone\":\"+628123456789\",\"name\":\"X\",\"a\":1}" },
	{ "POST", "{v}/cards", "{\"kpj\":\"20601234808\"}" },
	{ "POST", "{v}/cards", "{\"kpj\":\"20601234808\"}" },
	{ "POST", "{v}/cards", "{\"kpj\":\"20601234501\"}" },
	{ "POST", "{v}/bank-account-checks",
		"{\"bank\":\"122\",\"number\":\"0120301800008\"}" },
	{ "POST", "{v}/bank-account-checks",
		"{\"bank\":\"008\",\"number\":\"0310001230011\"}" },
	{ "POST", "{v}/bank-account-checks",
		"{\"bank\":\"008\",\"number\":\"1111111111111\"}" },
	{ "POST", "{v}/claim-previews", "{\"reason\":\"USIA_56\",\"assisted\":false}" },
	{ "POST", "{v}/claim-previews", "{\"reason\":\"SEBAGIAN_30\",\"assisted\":true}" },
	{ "POST", "{v}/claim-previews", "{\"reason\":\"MENINGGAL\",\"assisted\":false}" },
	{ "POST", "{v}/claim-previews", "{\"reason\":\"NAP\",\"assisted\":false}" },
	{ "POST", "{v}/unblock", "{\"officer\":\"R\",\"supervisor\":\"S\",\"reason\":\"x\"}" },
	{ "POST", "{v}/tickets", "{\"kind\":\"complaint\",\"topic\":\"Saldo\"}" },
	{ "POST", "{v}/tickets",
		"{\"kind\":\"counter\",\"reason\":\"RESIGN\",\"preferred_date\":\"2026-12-"
		"25\"}" },
	{ "POST", "{v}/saved-visits",
		"{\"flow\":\"claim\",\"step\":\"account\",\"answers\":{}}" },
	{ "POST", "{v}/contribution-bills", "{\"months\":3}" },
	{ "POST", "{v}/contribution-bills", "{\"months\":13}" },
	{ "POST", "/v1/claim-lookups", "{\"code\":\"222222222\"}" },
	{ "POST", "/v1/claim-states", "{\"numbers\":[\"JHT-2026-0000019\"]}" },
	{ "POST", "/v1/consents/withdrawal", "{\"code\":\"222222222\"}" },
	{ "POST", "/v1/kiosks/" KIOSK "/journal-heads", "{\"seq\":1}" },
	{ "POST", "/v1/kiosks/" KIOSK "/journal-heads",
		"{\"seq\":1,\"hash\":"
		"\"0123456789abcdef0123456789abcdef0123456789abcdef0123456789"
		"abcdef\",\"signed_at\":\"2026-11-23T16:00:00+08:00\",\"public_key\":\"AA==\","
		"\"signature\":\"AA==\"}" },
};

static void
play_proof(struct opened *visit, const char *nik)
{
	struct reply reply;

	open_visit(&run, nik, visit);
	json_decref(expect(&run, 403, "GET", of_visit(visit, "/participant"), NULL));
	send_face(&run, of_visit(visit, "/face"), &reply);
	reply_free(&reply);
	json_decref(expect(&run, 201, "POST", of_visit(visit, "/consent"), CONSENT));
	send_face(&run, of_visit(visit, "/face"), &reply);
	reply_free(&reply);
	json_decref(expect(&run, 422, "POST", of_visit(visit, "/attestation"),
		"{\"officer\":\"Rina\",\"ktp_seen\":false,\"reason\":\"other\"}"));
	json_decref(expect(&run, 201, "POST", of_visit(visit, "/attestation"),
		"{\"officer\":\"Rina\",\"ktp_seen\":true,\"reason\":\"other\"}"));
}

/* Claims made, lost, looked up, states asked, consent withdrawn, a returned one mended. */
static void
play_claims(const struct opened *visit)
{
	const struct claim_wish wish = { .code = receipt_code(1) };
	const struct claim_wish offline = { .code = receipt_code(2) };
	char body[64], path[80];
	struct opened other;
	struct reply reply;
	json_t *claim = expect(
		&run, 201, "POST", of_visit(visit, "/claims"), claim_body(visit->nik, &wish));
	const struct claim_wish second = { .code = receipt_code(3) };

	json_decref(claim);
	json_decref(expect(&run, 409, "POST", of_visit(visit, "/claims"),
		claim_body(visit->nik, &second)));
	assert_int_equal(
		str_format(body, sizeof(body), "{\"code\":\"%s\"}", receipt_code(1)), ST_OK);
	json_decref(expect(&run, 200, "POST", "/v1/claim-lookups", body));
	json_decref(expect(&run, 202, "POST", "/v1/consents/withdrawal", body));
	json_decref(expect(&run, 202, "POST", "/v1/offline-claims",
		claim_body("6308105404570024", &offline)));
	assert_int_equal(
		str_format(path, sizeof(path), "/v1/offline-claims/%s/face", receipt_code(2)),
		ST_OK);
	send_face(&run, path, &reply);
	reply_free(&reply);
	open_attested(&run, "6308041402620018", &other);
	claim = expect(&run, 200, "GET", of_visit(&other, "/claims"), NULL);
	assert_int_equal(str_format(path, sizeof(path), "/claims/%s",
				 text(json_array_get(json_object_get(claim, "claims"), 0),
					 "claim_number")),
		ST_OK);
	json_decref(claim);
	json_decref(expect(&run, 422, "PATCH", of_visit(&other, path), "{}"));
	json_decref(expect(&run, 200, "PATCH", of_visit(&other, path),
		"{\"account\":{\"bank\":\"002\",\"number\":\"012301004567518\"}}"));
	json_decref(expect(&run, 409, "PATCH", of_visit(&other, path),
		"{\"account\":{\"bank\":\"002\",\"number\":\"012301004567518\"}}"));
}

static void
play_services(void)
{
	static const char key[] = "019ab1c2-0000-7000-8000-00000000aa77";
	const struct ask again = { .method = "POST",
		.target = "/v1/visits",
		.body = "{\"nik\":\"" SITI "\"}",
		.key = key };
	struct opened visit;
	struct reply reply;

	centre_ask(&run, &again, &reply);
	reply_free(&reply);
	json_decref(expect(
		&run, 200, "GET", "/v1/requests/019ab1c2-0000-7000-8000-00000000aa77", NULL));
	open_attested(&run, "6308066510580007", &visit);
	json_decref(expect(&run, 202, "POST", of_visit(&visit, "/unblock"),
		"{\"officer\":\"Rina\",\"supervisor\":null,\"reason\":\"x\"}"));
	json_decref(expect(&run, 200, "POST", of_visit(&visit, "/unblock"),
		"{\"officer\":\"Rina\",\"supervisor\":\"Sari\",\"reason\":\"x\"}"));
	json_decref(expect(&run, 204, "DELETE", of_visit(&visit, ""), NULL));
	json_decref(expect(&run, 410, "GET", of_visit(&visit, "/participant"), NULL));
	open_attested(&run, "6308093006720027", &visit);
	json_decref(expect(
		&run, 201, "POST", of_visit(&visit, "/contribution-bills"), "{\"months\":3}"));
}

static void
live_answers__fit_their_schemas_on_every_route(void **state)
{
	struct opened visit;

	(void)state;
	run.record = centre_path(&run, "live");
	play_proof(&visit, "6308070903700008");
	play(&visit, reading, ARRAY_LEN(reading));
	play(&visit, asking, ARRAY_LEN(asking));
	play_proof(&visit, SITI);
	play_claims(&visit);
	play(&visit, reading, ARRAY_LEN(reading));
	play_services();
	run.record = NULL;
	run_check("live", centre_path(&run, "live"));
}

static void
reference_tables__are_not_sent_twice(void **state)
{
	struct ask ask = { .method = "GET", .target = "/v1/reference/policy" };
	struct reply first, second;

	(void)state;
	centre_ask(&run, &ask, &first);
	assert_int_equal(first.status, 200);
	ask.etag = first.etag;
	centre_ask(&run, &ask, &second);
	assert_int_equal(second.status, 304);
	assert_int_equal(second.n, 0);
	assert_string_equal(second.etag, first.etag);
	reply_free(&first);
	reply_free(&second);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_example__fits_its_schema),
		cmocka_unit_test(every_route__is_described_and_every_description_served),
		cmocka_unit_test(every_problem__has_an_example),
		cmocka_unit_test(live_answers__fit_their_schemas_on_every_route),
		cmocka_unit_test(reference_tables__are_not_sent_twice),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
