/* SPDX-License-Identifier: Apache-2.0 */
/* The same request twice, answers lost on the way, the program killed in the middle of
 * writing. */
#include "tests/contract/centre.h"
#include "base/array.h"
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

enum { WRITERS = 4, EACH = 400, KILL_AFTER = 60 };

#define KEY "019ab1c2-0000-7000-8000-00000000aa"

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
restart(const char *const options[])
{
	centre_kill(&run);
	centre_restart(&run, options);
}

/* One number out of the data; the program may be running. */
static long long
count(const char *sql)
{
	sqlite3 *db = NULL;
	sqlite3_stmt *query = NULL;
	long long n;

	assert_int_equal(
		sqlite3_open_v2(centre_path(&run, "db"), &db, SQLITE_OPEN_READWRITE, NULL),
		SQLITE_OK);
	assert_int_equal(sqlite3_busy_timeout(db, 5000), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &query, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(query), SQLITE_ROW);
	n = sqlite3_column_int64(query, 0);
	sqlite3_finalize(query);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
	return n;
}

static void
same_key_and_body__get_the_stored_answer_byte_for_byte(void **state)
{
	struct ask ask = { .method = "POST",
		.target = "/v1/visits",
		.body = "{\"nik\":\"" SITI "\"}",
		.key = KEY "01" };
	struct reply first, second;

	(void)state;
	centre_ask(&run, &ask, &first);
	assert_int_equal(first.status, 201);
	assert_false(first.replayed);
	restart(NULL);
	centre_ask(&run, &ask, &second);
	assert_int_equal(second.status, 201);
	assert_true(second.replayed);
	assert_string_equal(first.body, second.body);
	assert_string_equal(first.type, second.type);
	reply_free(&first);
	reply_free(&second);
}

static void
same_key__for_another_request_is_refused(void **state)
{
	struct ask ask = { .method = "POST",
		.target = "/v1/visits",
		.body = "{\"nik\":\"" SITI "\"}",
		.key = KEY "02" };
	struct reply reply;

	(void)state;
	centre_ask(&run, &ask, &reply);
	assert_int_equal(reply.status, 201);
	reply_free(&reply);
	ask.body = "{\"nik\":\"" SITI "\" }";
	centre_ask(&run, &ask, &reply);
	assert_int_equal(reply.status, 422);
	assert_string_equal(problem_code(&reply), "idempotency-key-reused");
	reply_free(&reply);
	ask.body = "{\"nik\":\"" SITI "\"}";
	ask.target = "/v1/visits?x=1";
	centre_ask(&run, &ask, &reply);
	assert_string_equal(problem_code(&reply), "idempotency-key-reused");
	reply_free(&reply);
	/* the stored answer is still there, and keys of other kiosks are others */
	ask.target = "/v1/visits";
	centre_ask(&run, &ask, &reply);
	assert_true(reply.replayed);
	reply_free(&reply);
	ask.kiosk = KIOSK_2;
	ask.secret = SECRET_2;
	centre_ask(&run, &ask, &reply);
	assert_int_equal(reply.status, 201);
	assert_false(reply.replayed);
	reply_free(&reply);
}

static void
changing_requests__need_a_key_of_the_right_form(void **state)
{
	struct ask ask = { .method = "POST",
		.target = "/v1/visits",
		.body = "{\"nik\":\"" SITI "\"}",
		.key = "" };
	struct reply reply;

	(void)state;
	centre_ask(&run, &ask, &reply);
	assert_int_equal(reply.status, 400);
	assert_string_equal(problem_code(&reply), "idempotency-key-missing");
	reply_free(&reply);
	ask.key = "short";
	centre_ask(&run, &ask, &reply);
	assert_string_equal(problem_code(&reply), "malformed");
	reply_free(&reply);
}

static void
refusals__are_stored_like_answers(void **state)
{
	struct ask ask = { .method = "POST",
		.target = "/v1/visits",
		.body = "{\"nik\":\"6308021010700026\"}",
		.key = KEY "03" };
	struct reply reply;

	(void)state;
	for (int i = 0; i < 2; i++) {
		centre_ask(&run, &ask, &reply);
		assert_int_equal(reply.status, 404);
		assert_int_equal(reply.replayed, i == 1);
		assert_string_equal(reply.type, "application/problem+json");
		reply_free(&reply);
	}
}

static void
unknown_outcome__is_answered_by_the_key(void **state)
{
	static const char *const faults[] = { "--fault",
		"POST /v1/visits/*/claims:drop-after:n=1", "--fault",
		"POST /v1/visits/*/claims:drop-before:n=2", NULL };
	const struct claim_wish wish = { .code = NULL };
	char path[80];
	struct ask ask = { .method = "POST", .key = KEY "04" };
	struct opened visit;
	struct reply reply, again;
	json_t *outcome;

	(void)state;
	restart(faults);
	open_attested(&run, SITI, &visit);
	assert_int_equal(str_format(path, sizeof(path), "/v1/requests/%s", KEY "04"), ST_OK);
	expect_problem(&run, "request-not-found", "GET", path, NULL);
	ask.target = of_visit(&visit, "/claims");
	ask.body = claim_body(SITI, &wish);
	centre_ask(&run, &ask, &reply); /* processed, answer lost */
	assert_int_not_equal(reply.code, CURLE_OK);
	reply_free(&reply);
	centre_ask(&run, &ask, &reply); /* lost on the way there */
	assert_int_not_equal(reply.code, CURLE_OK);
	reply_free(&reply);
	outcome = expect(&run, 200, "GET", path, NULL);
	assert_int_equal(whole(outcome, "status"), 201);
	assert_string_equal(text(outcome, "method"), "POST");
	centre_ask(&run, &ask, &again);
	assert_int_equal(again.status, 201);
	assert_true(again.replayed);
	assert_string_equal(text(json_object_get(outcome, "body"), "claim_number"),
		text(again.json, "claim_number"));
	assert_int_equal(count("SELECT count(*) FROM claim WHERE nik = '" SITI "'"), 1);
	reply_free(&again);
	json_decref(outcome);
}

static void
same_receipt_code__is_the_same_claim_under_any_key(void **state)
{
	const struct claim_wish wish = { .code = NULL };
	struct opened visit;
	json_t *first, *second, *third;

	(void)state;
	open_attested(&run, SITI, &visit); /* claimed in the test before */
	first = expect(&run, 201, "POST", of_visit(&visit, "/claims"), claim_body(SITI, &wish));
	second = expect(&run, 202, "POST", "/v1/offline-claims", claim_body(SITI, &wish));
	third = expect(&run, 201, "POST", of_visit(&visit, "/claims"), claim_body(SITI, &wish));
	assert_string_equal(text(first, "claim_number"), text(second, "claim_number"));
	assert_string_equal(text(first, "claim_number"), text(third, "claim_number"));
	expect_problem(&run, "identity-differs", "POST", "/v1/offline-claims",
		claim_body("6308031507650002", &wish));
	json_decref(first);
	json_decref(second);
	json_decref(third);
}

struct writer {
	pthread_t thread;
	int number, acknowledged; /* claims whose answer was seen */
};

/* Sends claims of one person each until the centre is gone. */
static void *
write_claims(void *ctx)
{
	struct writer *writer = ctx;

	for (int i = 0; i < EACH; i++) {
		char nik[20], code[16], body[2048];
		struct ask ask = {
			.method = "POST", .target = "/v1/offline-claims", .body = body
		};
		struct reply reply;
		static pthread_mutex_t bodies = PTHREAD_MUTEX_INITIALIZER;
		struct claim_wish wish = { .code = code };
		bool answered;

		pthread_mutex_lock(&bodies);
		(void)str_copy(code, sizeof(code),
			receipt_code((unsigned)(1000 + writer->number * EACH + i)));
		(void)str_format(
			nik, sizeof(nik), "63080101018%05d", writer->number * EACH + i);
		(void)str_copy(body, sizeof(body), claim_body(nik, &wish));
		pthread_mutex_unlock(&bodies);
		centre_ask(&run, &ask, &reply);
		answered = reply.code == CURLE_OK && reply.status == 202;
		reply_free(&reply);
		if (!answered)
			break;
		__atomic_fetch_add(&writer->acknowledged, 1, __ATOMIC_SEQ_CST);
	}
	return NULL;
}

static int
acknowledged(struct writer writers[WRITERS])
{
	int n = 0;

	for (int i = 0; i < WRITERS; i++)
		n += __atomic_load_n(&writers[i].acknowledged, __ATOMIC_SEQ_CST);
	return n;
}

static void
kill_9_while_writing__loses_nothing_answered_and_leaves_the_data_whole(void **state)
{
	struct writer writers[WRITERS] = { { .number = 0 } };
	long long before = count("SELECT count(*) FROM claim"), kept;

	(void)state;
	for (int i = 0; i < WRITERS; i++) {
		writers[i].number = i;
		assert_int_equal(
			pthread_create(&writers[i].thread, NULL, write_claims, &writers[i]), 0);
	}
	while (acknowledged(writers) < KILL_AFTER)
		sched_yield();
	centre_kill(&run);
	for (int i = 0; i < WRITERS; i++)
		assert_int_equal(pthread_join(writers[i].thread, NULL), 0);
	assert_true(acknowledged(writers) < WRITERS * EACH); /* it was killed in the middle */
	centre_restart(&run, NULL);
	kept = count("SELECT count(*) FROM claim") - before;
	assert_true(kept >= acknowledged(writers));
	assert_true(kept <= acknowledged(writers) + WRITERS); /* at most one in flight each */
	assert_int_equal(count("SELECT count(*) FROM pragma_integrity_check"
			       " WHERE integrity_check = 'ok'"),
		1);
	/* effect and stored answer stand or fall together, and so do a claim and its history */
	assert_int_equal(
		count("SELECT count(*) FROM claim WHERE kiosk IS NOT NULL AND NOT EXISTS"
		      " (SELECT 1 FROM request WHERE instr(request.body,"
		      " claim.claim_number) > 0)"),
		0);
	assert_int_equal(count("SELECT count(*) FROM claim WHERE NOT EXISTS (SELECT 1 FROM"
			       " claim_step WHERE claim_step.claim = claim.id)"),
		0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(same_key_and_body__get_the_stored_answer_byte_for_byte),
		cmocka_unit_test(same_key__for_another_request_is_refused),
		cmocka_unit_test(changing_requests__need_a_key_of_the_right_form),
		cmocka_unit_test(refusals__are_stored_like_answers),
		cmocka_unit_test(unknown_outcome__is_answered_by_the_key),
		cmocka_unit_test(same_receipt_code__is_the_same_claim_under_any_key),
		cmocka_unit_test(
			kill_9_while_writing__loses_nothing_answered_and_leaves_the_data_whole),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
