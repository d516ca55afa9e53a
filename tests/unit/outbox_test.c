/* SPDX-License-Identifier: Apache-2.0 */
/* The rules of the outbox, each with the real store, threads and line, and a network and clock from memory. */
#include "work/outbox.h"

#include "base/array.h"
#include "base/str.h"
#include "tests/fake/desk.h"
#include "tests/fake/vfs.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <sqlite3.h>
#include <string.h>

enum { SECOND = 1000, MINUTE = 60 * SECOND, HOUR = 60 * MINUTE };

#define CLAIM_OK                                                                               \
	"{\"claim_number\":\"JHT-2026-0000101\",\"receipt_code\":\"K7MPQ2RXA\","               \
	"\"status\":\"received\",\"promised_date\":\"2026-11-30\","                            \
	"\"received_at\":\"2026-11-23T09:10:00+08:00\",\"gross\":1,\"tax\":0,\"net\":1,"     \
	"\"result\":\"verified\",\"duplicate_of\":null}"
#define PROBLEM(code, status)                                                                  \
	"{\"type\":\"urn:anjungan:problem:" code "\",\"title\":\"x\",\"status\":" #status "}"

#define STATE_OF(key) "SELECT state FROM request WHERE key LIKE '%" key "'"
#define ROWS(event)   "SELECT count(*) FROM journal WHERE event='" event "'"

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
	vfs_follow(NULL);
	fake_desk_free(*state);
	return 0;
}

/* --- arranging ---------------------------------------------------------------------------------------------------- */

struct texts {
	char nik[NIK_ROOM], visit[UUID_TEXT], code[CODE_ROOM], key[2][UUID_TEXT], path[2][64];
};

static void
write_texts(struct texts *t, int person)
{
	assert_int_equal(str_format(t->visit, sizeof(t->visit),
				 "019ab1c2-0000-7000-8000-0000000001%02d", person),
		ST_OK);
	assert_int_equal(str_format(t->code, sizeof(t->code), "K7MPQ2R%02d", person), ST_OK);
	assert_int_equal(str_format(t->nik, sizeof(t->nik), "63080552036000%02d", person), ST_OK);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(
			str_format(t->key[i], sizeof(t->key[i]),
				"019ab1c2-0000-7000-8000-000000000%d%02d", i + 2, person),
			ST_OK);
		assert_int_equal(str_format(t->path[i], sizeof(t->path[i]), "/v1/visits/%d/%s",
					 person, i == 0 ? "claims" : "photo"),
			ST_OK);
	}
}

/* The claim of person 1, 2 …; its request's key ends in 2 and the number, a photograph's in 3 and the number. */
static void
confirm(struct fake_desk *fake, int person, size_t requests, int64_t photo_expires_ms)
{
	struct texts t;
	const struct journal_entry entry = {
		.event = EVENT_CLAIM_CONFIRM, .at_ms = 1, .visit = t.visit
	};
	const struct claim_put claim = { .code = t.code,
		.visit = t.visit,
		.nik = t.nik,
		.reason = "USIA_56",
		.receipt = "r",
		.receipt_n = 1,
		.confirmed_ms = 1 };
	const struct outbox_put put[] = {
		{ t.key[0], "claim", "POST", t.path[0], "application/json", "{}", 2, 0 },
		{ t.key[1], "photo", "POST", t.path[1], "image/jpeg", "jpeg", 4,
			photo_expires_ms },
	};

	write_texts(&t, person);
	assert_int_equal(
		store_confirm(fake->state.store, &claim, put, requests, &entry), ST_OK);
}

static void
rule(struct fake_desk *fake, const char *path, struct fake_http_rule rule)
{
	rule.path = path;
	fake_http_add(&fake->http, &rule);
}

static void
accept_all(struct fake_desk *fake)
{
	rule(fake, "/v1/requests/",
		(struct fake_http_rule){
			"GET", .status = 404, .body = PROBLEM("request-not-found", 404) });
	rule(fake, "/v1/", (struct fake_http_rule){ "POST", .status = 201, .body = CLAIM_OK });
}

static void
kick(struct fake_desk *fake)
{
	outbox_kick(fake->desk.outbox);
	fake_desk_settle(fake);
}

static void
pass(struct fake_desk *fake, int64_t ms, int64_t step)
{
	for (int64_t passed = 0; passed < ms; passed += step) {
		fake_clock_advance(&fake->clock, step);
		fake_desk_settle(fake);
	}
}

/* Moves the clock to the next try; how long that was. */
static int64_t
pass_to_next_try(struct fake_desk *fake)
{
	int64_t next_ms = 0, wait;

	assert_true(outbox_is_quiet(fake->desk.outbox, &next_ms));
	assert_true(next_ms > 0);
	wait = next_ms - desk_wall_ms(&fake->desk);
	assert_true(wait > 0);
	fake_clock_advance(&fake->clock, wait);
	fake_desk_settle(fake);
	return wait;
}

static int
posts_to(struct fake_desk *fake, const char *method, const char *path)
{
	const struct fake_http_request *request;
	int n = 0;

	for (int i = 0; (request = fake_http_request(&fake->http, i)) != NULL; i++)
		n += strcmp(request->method, method) == 0 &&
		     strncmp(request->path, path, strlen(path)) == 0;
	return n;
}

static void
assert_number(struct fake_desk *fake, const char *query, int64_t expected)
{
	int64_t found = state_number(&fake->state, query);

	if (found != expected)
		fail_msg("%s: %lld, not %lld", query, (long long)found, (long long)expected);
}

static void
turn_until(struct fake_desk *fake, int requests)
{
	outbox_kick(fake->desk.outbox);
	for (int i = 0; i < 1000 && fake_http_count(&fake->http) < requests; i++)
		assert_int_equal(loop_turn(fake->desk.loop, 5), ST_OK);
	for (int i = 0; i < 5; i++) /* and no more than these */
		assert_int_equal(loop_turn(fake->desk.loop, 5), ST_OK);
	assert_int_equal(fake_http_count(&fake->http), requests);
}

/* --- order -------------------------------------------------------------------------------------------------------- */

static void
order__within_a_visit_is_kept_and_another_visit_goes_on(void **state)
{
	struct fake_desk *fake = *state;

	confirm(fake, 1, 2, 0);
	confirm(fake, 2, 1, 0);
	rule(fake, "/v1/visits/1/claims",
		(struct fake_http_rule){
			"POST", .status = 500, .times = 1, .body = PROBLEM("internal", 500) });
	accept_all(fake);
	kick(fake);
	assert_int_equal(posts_to(fake, "POST", "/v1/visits/1/photo"), 0);
	assert_number(fake, STATE_OF("202"), REQUEST_DONE);
	pass_to_next_try(fake);
	assert_number(fake, STATE_OF("201"), REQUEST_DONE);
	assert_number(fake, STATE_OF("301"), REQUEST_DONE);
	assert_true(outbox_line_is_up(fake->desk.outbox));
}

static void
order__a_parked_claim_holds_back_its_photograph_alone(void **state)
{
	struct fake_desk *fake = *state;

	confirm(fake, 1, 2, 0);
	confirm(fake, 2, 1, 0);
	rule(fake, "/v1/visits/1/claims",
		(struct fake_http_rule){
			"POST", .status = 409, .body = PROBLEM("claim-open-elsewhere", 409) });
	accept_all(fake);
	kick(fake);
	assert_number(fake, STATE_OF("201"), REQUEST_PARKED);
	assert_number(fake, STATE_OF("301"), REQUEST_WAITING);
	assert_number(fake, STATE_OF("202"), REQUEST_DONE);
}

/* --- another way -------------------------------------------------------------------------------------------------- */

static void
claim__whose_visit_is_forgotten_goes_as_an_offline_claim(void **state)
{
	static const struct fake_http_rule gone[] = {
		{ "POST", .status = 404, .body = PROBLEM("visit-not-found", 404) },
		{ "POST", .status = 410, .body = PROBLEM("visit-expired", 410) },
	};
	struct fake_desk *fake = *state;

	for (size_t i = 0; i < ARRAY_LEN(gone); i++) {
		confirm(fake, (int)i + 1, 1, 0);
		fake_http_forget_rules(&fake->http);
		rule(fake, "/v1/visits/", gone[i]);
		accept_all(fake);
		kick(fake);
		assert_int_equal(posts_to(fake, "POST", "/v1/offline-claims"), (int)i + 1);
	}
	assert_number(fake, "SELECT count(*) FROM request WHERE state=2", 2);
	assert_number(fake, "SELECT count(*) FROM request WHERE state NOT IN (2,4)", 0);
	assert_number(fake, "SELECT count(*) FROM claim WHERE number IS NOT NULL", 2);
	assert_string_not_equal(
		fake_http_header(fake_http_request(&fake->http, 0), "Idempotency-Key"),
		fake_http_header(fake_http_request(&fake->http, 1), "Idempotency-Key"));
	assert_string_equal(fake_http_request(&fake->http, 0)->body,
		fake_http_request(&fake->http, 1)->body);
}

static void
photo__that_matched_makes_the_claim_whole(void **state)
{
	struct fake_desk *fake = *state;

	confirm(fake, 1, 2, 0);
	rule(fake, "/v1/visits/1/claims",
		(struct fake_http_rule){ "POST",
			.status = 201,
			.body = "{\"claim_number\":\"JHT-2026-0000101\",\"receipt_code\":"
				"\"K7MPQ2RXA\",\"status\":\"to_verify\",\"promised_date\":null,"
				"\"received_at\":\"2026-11-23T09:10:00+08:00\",\"gross\":1,"
				"\"tax\":0,\"net\":1}" });
	accept_all(fake);
	kick(fake);
	assert_number(fake, STATE_OF("301"), REQUEST_DONE);
	assert_number(fake, "SELECT count(*) FROM claim WHERE status='received'", 1);
	assert_number(fake, ROWS("request.sent") " AND outcome='verified'", 1);
}

/* Nobody can take it again: staff verify the claim, and no picture lies here meanwhile. */
static void
photo__that_is_refused_is_kept_no_longer(void **state)
{
	struct fake_desk *fake = *state;

	confirm(fake, 1, 2, 0);
	rule(fake, "/v1/visits/1/photo",
		(struct fake_http_rule){
			"POST", .status = 422, .body = PROBLEM("face-quality", 422) });
	accept_all(fake);
	kick(fake);
	assert_number(fake, STATE_OF("201"), REQUEST_DONE);
	assert_number(fake, STATE_OF("301"), REQUEST_EXPIRED);
	assert_number(fake, "SELECT count(body) FROM request", 0);
	assert_number(fake, ROWS("request.parked"), 1);
}

static void
duplicate__is_kept_with_the_claim(void **state)
{
	struct fake_desk *fake = *state;

	confirm(fake, 1, 1, 0);
	rule(fake, "/v1/visits/1/claims",
		(struct fake_http_rule){ "POST",
			.status = 409,
			.body = "{\"type\":\"urn:anjungan:problem:claim-open-elsewhere\","
				"\"title\":\"x\",\"status\":409,"
				"\"claim_number\":\"JHT-2026-0000019\"}" });
	kick(fake);
	assert_number(fake, STATE_OF("201"), REQUEST_PARKED);
	assert_number(
		fake, "SELECT count(*) FROM claim WHERE duplicate_of='JHT-2026-0000019'", 1);
}

/* --- consent withdrawn -------------------------------------------------------------------------------------------- */

#define WITHDRAW_KEY "019ab1c2-0000-7000-8000-000000000900"
#define WITHDRAWN                                                                              \
	"{\"reference\":\"WD-0000000001\",\"stops_by\":\"2026-11-26T09:10:00+08:00\"}"

static void
withdraw(struct fake_desk *fake, const char *code)
{
	const struct outbox_put request = { WITHDRAW_KEY, "withdraw", "POST",
		"/v1/consents/withdrawal", "application/json", "{}", 2, 0 };
	const struct withdrawal_put put = { code, "019ab1c2-0000-7000-8000-000000000999",
		&request, 2 };
	const struct journal_entry entry = { .event = EVENT_CONSENT_WITHDRAWN, .at_ms = 2 };

	assert_int_equal(store_withdraw(fake->state.store, &put, &entry), ST_OK);
}

static struct withdrawal_got
withdrawal_of(struct fake_desk *fake, const char *code)
{
	struct withdrawal_got got = { .stops_ms = 0 };

	assert_int_equal(store_withdrawal(fake->state.store, code, &got), ST_OK);
	return got;
}

static void
centre_takes_withdrawals(struct fake_desk *fake)
{
	rule(fake, "/v1/consents/withdrawal",
		(struct fake_http_rule){ "POST", .status = 202, .body = WITHDRAWN });
}

struct heard {
	char key[UUID_TEXT], reference[REFERENCE_ROOM];
	int64_t stops_by_s;
};

static void
hear(void *ctx, const struct outbox_news *news)
{
	struct heard *heard = ctx;

	(void)str_copy(heard->key, sizeof(heard->key), news->key);
	(void)str_copy(heard->reference, sizeof(heard->reference), news->reference);
	heard->stops_by_s = news->stops_by_s;
}

static void
withdrawal__is_sent_told_and_kept_with_the_centres_answer(void **state)
{
	struct fake_desk *fake = *state;
	struct heard heard = { "" };

	outbox_on_news(fake->desk.outbox, hear, &heard);
	centre_takes_withdrawals(fake);
	withdraw(fake, "CCCCDDDD3"); /* of another kiosk: no claim here has it */
	kick(fake);
	assert_int_equal(withdrawal_of(fake, "CCCCDDDD3").state, WITHDRAWN_DONE);
	assert_string_equal(withdrawal_of(fake, "CCCCDDDD3").reference, "WD-0000000001");
	assert_int_equal(withdrawal_of(fake, "CCCCDDDD3").stops_ms, 1795655400000);
	assert_string_equal(heard.key, WITHDRAW_KEY);
	assert_string_equal(heard.reference, "WD-0000000001");
	assert_int_equal(heard.stops_by_s, 1795655400);
	assert_number(fake, ROWS("request.sent"), 1);
	outbox_on_news(fake->desk.outbox, NULL, NULL);
}

static void
withdrawal__never_comes_before_its_claim(void **state)
{
	struct fake_desk *fake = *state;

	confirm(fake, 1, 1, 0);
	rule(fake, "/v1/visits/1/claims",
		(struct fake_http_rule){ "POST", .status = 500, .times = 1,
			.body = PROBLEM("internal", 500) });
	centre_takes_withdrawals(fake);
	accept_all(fake);
	kick(fake);
	withdraw(fake, "K7MPQ2R01");
	kick(fake);
	assert_int_equal(posts_to(fake, "POST", "/v1/consents/withdrawal"), 0);
	pass_to_next_try(fake);
	assert_number(fake, STATE_OF("201"), REQUEST_DONE);
	assert_int_equal(withdrawal_of(fake, "K7MPQ2R01").state, WITHDRAWN_DONE);
}

static void
withdrawal__of_an_unsent_claim_lets_nothing_leave(void **state)
{
	struct fake_desk *fake = *state;
	int sent;

	confirm(fake, 1, 2, 0);
	withdraw(fake, "K7MPQ2R01");
	accept_all(fake);
	sent = fake_http_count(&fake->http);
	kick(fake);
	assert_int_equal(fake_http_count(&fake->http), sent);
	assert_int_equal(withdrawal_of(fake, "K7MPQ2R01").state, WITHDRAWN_HERE);
}

static void
withdrawal__answered_by_somebody_else_is_not_done(void **state)
{
	struct fake_desk *fake = *state;

	rule(fake, "/v1/consents/withdrawal",
		(struct fake_http_rule){ "POST", .status = 202, .times = 1, .body = "{}" });
	rule(fake, "/v1/consents/withdrawal",
		(struct fake_http_rule){ "POST", .status = 200, .times = 1,
			.content_type = "text/html", .body = "<html>" });
	centre_takes_withdrawals(fake);
	rule(fake, "/v1/requests/",
		(struct fake_http_rule){
			"GET", .status = 404, .body = PROBLEM("request-not-found", 404) });
	withdraw(fake, "CCCCDDDD3");
	kick(fake);
	assert_int_equal(withdrawal_of(fake, "CCCCDDDD3").state, WITHDRAWN_WAITS);
	pass_to_next_try(fake);
	assert_int_equal(withdrawal_of(fake, "CCCCDDDD3").state, WITHDRAWN_WAITS);
	pass_to_next_try(fake);
	assert_int_equal(withdrawal_of(fake, "CCCCDDDD3").state, WITHDRAWN_DONE);
}

static void
withdrawal__of_a_code_the_centre_does_not_have_is_for_staff(void **state)
{
	struct fake_desk *fake = *state;

	rule(fake, "/v1/consents/withdrawal",
		(struct fake_http_rule){
			"POST", .status = 404, .body = PROBLEM("code-not-found", 404) });
	withdraw(fake, "CCCCDDDD3");
	kick(fake);
	assert_int_equal(withdrawal_of(fake, "CCCCDDDD3").state, WITHDRAWN_STAFF);
	assert_string_equal(withdrawal_of(fake, "CCCCDDDD3").problem, "code-not-found");
	assert_number(fake, ROWS("request.parked"), 1);
}

/* --- whether it is back ------------------------------------------------------------------------------------------- */

static void
probe__finds_the_line_for_who_stands_there(void **state)
{
	struct fake_desk *fake = *state;

	outbox_heard(fake->desk.outbox, false, "unreachable");
	pass(fake, 2 * MINUTE, 5 * SECOND);
	assert_int_equal(fake_http_count(&fake->http), 0);
	outbox_is_watched(fake->desk.outbox, true);
	pass(fake, 2 * MINUTE, 5 * SECOND);
	assert_in_range(posts_to(fake, "GET", "/v1/status"), 4, 30);
	assert_false(outbox_line_is_up(fake->desk.outbox));
	rule(fake, "/v1/status",
		(struct fake_http_rule){ "GET",
			.status = 200,
			.body = "{\"state\":\"maintenance\",\"until\":null,\"time\":"
				"\"2026-11-23T09:00:00+08:00\",\"message\":null,"
				"\"policy_version\":\"1\"}",
			.times = 1 });
	pass(fake, 35 * SECOND, 5 * SECOND);
	assert_false(outbox_line_is_up(fake->desk.outbox));
	rule(fake, "/v1/status",
		(struct fake_http_rule){ "GET",
			.status = 200,
			.body = "{\"state\":\"open\",\"until\":null,\"time\":"
				"\"2026-11-23T09:00:00+08:00\",\"message\":null,"
				"\"policy_version\":\"1\"}" });
	pass(fake, 35 * SECOND, 5 * SECOND);
	assert_true(outbox_line_is_up(fake->desk.outbox));
	assert_number(fake, ROWS("line.up"), 1);
}

static void
probe__leaves_a_centre_alone_that_asked_for_it(void **state)
{
	struct fake_desk *fake = *state;

	confirm(fake, 1, 1, 0);
	rule(fake, "/v1/",
		(struct fake_http_rule){ "POST",
			.status = 503,
			.body = PROBLEM("maintenance", 503),
			.retry_after_s = 120 });
	outbox_is_watched(fake->desk.outbox, true);
	kick(fake);
	pass(fake, 110 * SECOND, 5 * SECOND);
	assert_int_equal(fake_http_count(&fake->http), 1);
	pass(fake, 60 * SECOND, 5 * SECOND);
	assert_true(fake_http_count(&fake->http) > 1);
}

/* --- waiting ------------------------------------------------------------------------------------------------------ */

static void
backoff__is_full_jitter_from_2_s_to_5_min(void **state)
{
	struct fake_desk *fake = *state;
	int64_t ceiling = 2 * SECOND, longest = 0, shortest = HOUR;

	confirm(fake, 1, 1, 0);
	kick(fake);
	for (int i = 0; i < 40; i++) {
		int64_t wait = pass_to_next_try(fake);

		assert_in_range(wait, 1, ceiling);
		if (ceiling == 5 * MINUTE) {
			longest = wait > longest ? wait : longest;
			shortest = wait < shortest ? wait : shortest;
		}
		ceiling = ceiling * 2 < 5 * MINUTE ? ceiling * 2 : 5 * MINUTE;
	}
	assert_true(longest > 4 * MINUTE);
	assert_true(shortest < 1 * MINUTE);
	assert_number(fake, STATE_OF("201"), REQUEST_WAITING);
}

static void
retry_after__lengthens_the_wait_up_to_an_hour(void **state)
{
	static const struct {
		int header_s;
		const char *body;
		int64_t at_least, at_most;
	} cases[] = {
		{ 40, PROBLEM("maintenance", 503), 40 * SECOND, 40 * SECOND },
		{ 0,
			"{\"type\":\"urn:anjungan:problem:maintenance\",\"title\":\"x\","
			"\"status\":503,\"retry_after_s\":90}",
			90 * SECOND, 90 * SECOND },
		{ 86400, PROBLEM("maintenance", 503), HOUR, HOUR },
	};
	struct fake_desk *fake = *state;

	confirm(fake, 1, 1, 0);
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		int64_t wait;

		fake_http_forget_rules(&fake->http);
		rule(fake, "/v1/",
			(struct fake_http_rule){ "POST", .status = 503, .body = cases[i].body,
				.retry_after_s = cases[i].header_s });
		kick(fake);
		assert_int_equal(fake_http_count(&fake->http), i + 1);
		wait = state_number(&fake->state, "SELECT next_ms-settled_ms FROM request");
		assert_in_range(wait, cases[i].at_least, cases[i].at_most);
		pass(fake, wait - 1, wait - 1);
		assert_int_equal(fake_http_count(&fake->http), i + 1);
		fake_http_forget_rules(&fake->http);
		fake_clock_advance(&fake->clock, 1);
	}
}

static void
wrong_clock__that_is_put_right_makes_nothing_sleep(void **state)
{
	struct fake_desk *fake = *state;

	confirm(fake, 1, 1, 0);
	kick(fake);
	atomic_fetch_sub(&fake->clock.wall_ms, 24 * (int64_t)HOUR);
	accept_all(fake);
	pass(fake, 10 * MINUTE, 5 * SECOND);
	assert_number(fake, STATE_OF("201"), REQUEST_DONE);
}

/* --- the line ----------------------------------------------------------------------------------------------------- */

static void
breaker__tries_a_dead_line_with_one_request_and_then_sends_all(void **state)
{
	struct fake_desk *fake = *state;
	int tries;

	for (int person = 1; person <= 6; person++)
		confirm(fake, person, 1, 0);
	kick(fake);
	assert_int_equal(fake_http_count(&fake->http), 1);
	pass(fake, HOUR, 5 * SECOND);
	tries = fake_http_count(&fake->http);
	assert_in_range(tries, 12, 60);
	accept_all(fake);
	pass(fake, 5 * MINUTE, 5 * SECOND);
	assert_number(fake, "SELECT count(*) FROM request WHERE state=2", 6);
	assert_number(fake, ROWS("line.down"), 1);
	assert_number(fake, ROWS("line.up"), 1);
}

static void
poison__that_kills_every_answer_starves_nobody(void **state)
{
	struct fake_desk *fake = *state;

	for (int person = 1; person <= 4; person++)
		confirm(fake, person, 1, 0);
	rule(fake, "/v1/visits/1/", (struct fake_http_rule){ "POST", .st = ST_TIMEOUT });
	accept_all(fake);
	kick(fake);
	pass(fake, 3 * SECOND, 250);
	assert_number(fake, "SELECT count(*) FROM request WHERE state=2", 3);
	assert_number(fake, STATE_OF("201"), REQUEST_WAITING);
}

static void
kick__by_an_exchange_that_reached_the_centre_sends_at_once(void **state)
{
	struct fake_desk *fake = *state;

	confirm(fake, 1, 1, 0);
	confirm(fake, 2, 1, 0);
	kick(fake);
	for (int i = 0; i < 12; i++)
		pass_to_next_try(fake);
	assert_false(outbox_line_is_up(fake->desk.outbox));
	accept_all(fake);
	outbox_heard(fake->desk.outbox, false, "timeout");
	fake_desk_settle(fake);
	assert_number(fake, "SELECT count(*) FROM request WHERE state=2", 0);
	outbox_heard(fake->desk.outbox, true, "");
	fake_desk_settle(fake);
	assert_number(fake, "SELECT count(*) FROM request WHERE state=2", 2);
	assert_true(outbox_line_is_up(fake->desk.outbox));
	assert_number(fake, ROWS("line.down"), 1);
	assert_number(fake, ROWS("line.up"), 1);
}

static void
kick__comes_from_the_next_persons_visit(void **state)
{
	struct fake_desk *fake = *state;

	confirm(fake, 1, 1, 0);
	kick(fake);
	for (int i = 0; i < 12; i++)
		pass_to_next_try(fake);
	rule(fake, "/v1/visits/1/",
		(struct fake_http_rule){ "POST", .status = 201, .body = CLAIM_OK });
	fake_desk_straight_centre(fake);
	fake_desk_press(fake, "516308055203600001\r");
	fake_desk_expect(fake, "is_this_you");
	assert_number(fake, STATE_OF("201"), REQUEST_DONE);
}

static void
heard__a_visitor_who_gives_up_does_not_take_the_line_down(void **state)
{
	struct fake_desk *fake = *state;

	outbox_heard(fake->desk.outbox, false, "cancelled");
	fake_desk_settle(fake);
	assert_true(outbox_line_is_up(fake->desk.outbox));
	assert_number(fake, ROWS("line.down"), 0);
}

static void
not_admitted__stops_the_line_and_resumes_by_itself(void **state)
{
	static const struct fake_http_rule stops[] = {
		{ "POST", .status = 401, .body = PROBLEM("signature-invalid", 401) },
		{ "POST", .status = 403, .body = PROBLEM("kiosk-not-admitted", 403) },
		{ "POST", .status = 401, .body = PROBLEM("clock-skew", 401) },
	};
	struct fake_desk *fake = *state;

	for (size_t i = 0; i < ARRAY_LEN(stops); i++) {
		int person = 2 * (int)i + 1, before = fake_http_count(&fake->http);

		confirm(fake, person, 1, 0);
		confirm(fake, person + 1, 1, 0);
		fake_http_forget_rules(&fake->http);
		rule(fake, "/v1/", stops[i]);
		kick(fake);
		assert_int_equal(fake_http_count(&fake->http), before + 1);
		kick(fake);
		assert_int_equal(fake_http_count(&fake->http), before + 1);
		pass(fake, 10 * MINUTE, 5 * SECOND);
		assert_int_equal(fake_http_count(&fake->http), before + 11);
		assert_number(fake, "SELECT count(*) FROM request WHERE state=3", 0);
		assert_number(fake, ROWS("line.not-admitted"), (int64_t)i + 1);
		assert_number(fake, ROWS("request.retry"), 0);
		fake_http_forget_rules(&fake->http);
		accept_all(fake);
		pass(fake, MINUTE, 5 * SECOND);
		assert_number(fake, "SELECT count(*) FROM request WHERE state<>2", 0);
		assert_number(fake, ROWS("line.up"), (int64_t)i + 1);
	}
}

/* --- answers ------------------------------------------------------------------------------------------------------ */

static void
refused__is_parked_with_its_problem(void **state)
{
	struct fake_desk *fake = *state;
	struct claim_got claim;

	confirm(fake, 1, 1, 0);
	confirm(fake, 2, 1, 0);
	rule(fake, "/v1/visits/1/",
		(struct fake_http_rule){
			"POST", .status = 422, .body = PROBLEM("identity-mismatch", 422) });
	accept_all(fake);
	kick(fake);
	assert_int_equal(store_claim_by_code(fake->state.store, "K7MPQ2R01", &claim), ST_OK);
	assert_int_equal(claim.request, REQUEST_PARKED);
	assert_string_equal(claim.problem, "identity-mismatch");
	claim_got_free(&claim);
	assert_number(fake,
		"SELECT count(*) FROM journal WHERE event='claim.parked' AND "
		"detail='identity-mismatch'",
		1);
	assert_number(fake, STATE_OF("202"), REQUEST_DONE);
}

static void
portal__is_never_taken_for_success(void **state)
{
	static const struct fake_http_rule portals[] = {
		{ .status = 302, .content_type = "text/html" },
		{ .status = 200, .content_type = "text/html", .body = "<html>Wifi</html>" },
		{ .status = 201, .content_type = "text/plain", .body = CLAIM_OK },
		{ .status = 404, .content_type = "text/html", .body = "<html>404</html>" },
		{ .status = 403, .content_type = "text/html", .body = "<html>403</html>" },
		{ .status = 511, .content_type = "text/html", .body = "<html>login</html>" },
		{ .status = 404, .body = "{\"type\":\"about:blank\",\"status\":404}" },
		{ .status = 304, .content_type = "application/json" },
		{ .st = ST_NOT_OURS },
	};
	struct fake_desk *fake = *state;

	confirm(fake, 1, 1, 0);
	for (size_t i = 0; i < ARRAY_LEN(portals); i++) {
		fake_http_forget_rules(&fake->http);
		rule(fake, "/", portals[i]);
		kick(fake);
		assert_number(fake, STATE_OF("201"), REQUEST_WAITING);
		assert_false(outbox_line_is_up(fake->desk.outbox));
	}
	fake_http_forget_rules(&fake->http);
	accept_all(fake);
	pass(fake, 6 * MINUTE, 5 * SECOND);
	assert_number(fake, STATE_OF("201"), REQUEST_DONE);
}

static void
bad_answer__of_ours_waits_and_is_asked_for(void **state)
{
	static const char *const bodies[] = { "{}", "[]", "", "{\"claim_number\":7}",
		"{\"claim_number\":\"JHT-1\"" };
	struct fake_desk *fake = *state;

	confirm(fake, 1, 1, 0);
	for (size_t i = 0; i < ARRAY_LEN(bodies); i++) {
		fake_http_forget_rules(&fake->http);
		rule(fake, "/", (struct fake_http_rule){ .status = 201, .body = bodies[i] });
		if (i == 0)
			kick(fake);
		pass(fake, 6 * MINUTE, 5 * SECOND);
		assert_number(fake, STATE_OF("201"), REQUEST_WAITING);
	}
	assert_true(posts_to(fake, "GET", "/v1/requests/") > 0);
	assert_int_equal(posts_to(fake, "POST", "/"), 1);
}

/* --- unknown outcomes --------------------------------------------------------------------------------------------- */

static void
unknown_outcome__is_asked_for_only_where_bytes_may_have_left(void **state)
{
	static const struct {
		struct fake_http_rule rule;
		bool asks;
	} cases[] = {
		{ { "POST", .st = ST_UNREACHABLE }, false },
		{ { "POST", .st = ST_UNREACHABLE, .left = true }, true },
		{ { "POST", .st = ST_TLS }, false },
		{ { "POST", .st = ST_TIMEOUT }, true },
		{ { "POST", .st = ST_TOO_LONG }, true },
		{ { "POST", .status = 503, .body = PROBLEM("maintenance", 503) }, false },
		{ { "POST", .status = 429, .body = PROBLEM("too-many", 429) }, false },
		{ { "POST", .status = 503, .content_type = "text/html" }, true },
		{ { "POST", .status = 500, .body = PROBLEM("internal", 500) }, true },
		{ { "POST", .status = 200, .content_type = "text/html" }, true },
	};
	struct fake_desk *fake = *state;

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		int asked = posts_to(fake, "GET", "/v1/requests/");

		confirm(fake, (int)i + 1, 1, 0);
		fake_http_forget_rules(&fake->http);
		rule(fake, "/v1/", cases[i].rule);
		kick(fake);
		fake_http_forget_rules(&fake->http);
		accept_all(fake);
		pass(fake, 6 * MINUTE, 5 * SECOND);
		assert_number(fake, "SELECT count(*) FROM request WHERE state<>2", 0);
		if (posts_to(fake, "GET", "/v1/requests/") - asked != cases[i].asks)
			fail_msg("case %zu", i);
	}
}

static void
unknown_outcome__that_the_centre_has_is_not_sent_again(void **state)
{
	struct fake_desk *fake = *state;

	confirm(fake, 1, 1, 0);
	rule(fake, "/v1/visits/", (struct fake_http_rule){ "POST", .st = ST_TIMEOUT });
	rule(fake, "/v1/requests/",
		(struct fake_http_rule){ "GET", .status = 200,
			.body = "{\"status\":201,\"content_type\":\"application/json\","
				"\"body\":" CLAIM_OK "}" });
	kick(fake);
	pass(fake, 10 * SECOND, 250);
	assert_number(fake, STATE_OF("201"), REQUEST_DONE);
	assert_int_equal(posts_to(fake, "POST", "/"), 1);
	assert_number(fake, "SELECT count(*) FROM claim WHERE number='JHT-2026-0000101'", 1);
}

static void
unknown_outcome__that_was_a_refusal_is_parked(void **state)
{
	struct fake_desk *fake = *state;

	confirm(fake, 1, 1, 0);
	rule(fake, "/v1/visits/", (struct fake_http_rule){ "POST", .st = ST_TIMEOUT });
	rule(fake, "/v1/requests/",
		(struct fake_http_rule){ "GET", .status = 200,
			.body = "{\"status\":422,\"content_type\":"
				"\"application/problem+json\","
				"\"body\":" PROBLEM("identity-mismatch", 422) "}" });
	kick(fake);
	pass(fake, 10 * SECOND, 250);
	assert_number(fake, STATE_OF("201"), REQUEST_PARKED);
	assert_int_equal(posts_to(fake, "POST", "/"), 1);
}

static void
unknown_outcome__the_question_settles_nothing_by_itself(void **state)
{
	static const struct fake_http_rule answers[] = {
		{ "GET", .status = 200, .body = "{\"status\":\"ok\"}" },
		{ "GET", .status = 204 },
		{ "GET", .status = 200, .content_type = "text/html", .body = "<html>" },
		{ "GET", .status = 503, .body = PROBLEM("maintenance", 503) },
		{ "GET", .st = ST_UNREACHABLE },
	};
	struct fake_desk *fake = *state;

	confirm(fake, 1, 1, 0);
	rule(fake, "/v1/visits/", (struct fake_http_rule){ "POST", .st = ST_TIMEOUT });
	kick(fake);
	for (size_t i = 0; i < ARRAY_LEN(answers); i++) {
		fake_http_forget_rules(&fake->http);
		rule(fake, "/v1/requests/", answers[i]);
		pass(fake, 6 * MINUTE, 5 * SECOND);
		assert_number(fake, STATE_OF("201"), REQUEST_WAITING);
		assert_number(fake, "SELECT outcome_unknown FROM request", 1);
	}
	assert_int_equal(posts_to(fake, "POST", "/"), 1);
}

/* A refusal of the question is none of the claim: the claim is sent, under the same key. */
static void
unknown_outcome__a_question_refused_sends_the_claim(void **state)
{
	struct fake_desk *fake = *state;

	confirm(fake, 1, 1, 0);
	rule(fake, "/v1/visits/",
		(struct fake_http_rule){ "POST", .st = ST_TIMEOUT, .times = 1 });
	rule(fake, "/v1/requests/",
		(struct fake_http_rule){
			"GET", .status = 403, .body = PROBLEM("not-permitted", 403) });
	accept_all(fake);
	kick(fake);
	pass(fake, 10 * SECOND, 250);
	assert_number(fake, STATE_OF("201"), REQUEST_DONE);
	assert_string_equal(
		fake_http_header(fake_http_request(&fake->http, 0), "Idempotency-Key"),
		fake_http_header(fake_http_request(&fake->http, 2), "Idempotency-Key"));
}

/* --- somebody asks for it ------------------------------------------------------------------------------------------- */

static void
sync__tries_at_once_what_waits_for_the_line(void **state)
{
	struct fake_desk *fake = *state;
	int tries;

	for (int person = 1; person <= 3; person++)
		confirm(fake, person, 1, 0);
	kick(fake);
	pass(fake, HOUR, 5 * SECOND); /* each has waited long, and waits on */
	tries = fake_http_count(&fake->http);
	outbox_sync(fake->desk.outbox);
	fake_desk_settle(fake);
	assert_int_equal(posts_to(fake, "POST", "/v1/visits/"), tries + 1);
	accept_all(fake);
	outbox_sync(fake->desk.outbox);
	fake_desk_settle(fake);
	assert_number(fake, "SELECT count(*) FROM request WHERE state=2", 3);
}

static void
sync__tries_once_where_the_kiosk_was_not_admitted(void **state)
{
	struct fake_desk *fake = *state;

	confirm(fake, 1, 1, 0);
	confirm(fake, 2, 1, 0);
	rule(fake, "/v1/",
		(struct fake_http_rule){
			"POST", .status = 401, .body = PROBLEM("clock-skew", 401) });
	kick(fake);
	assert_int_equal(fake_http_count(&fake->http), 1);
	outbox_sync(fake->desk.outbox);
	fake_desk_settle(fake);
	assert_int_equal(fake_http_count(&fake->http), 2);
	fake_http_forget_rules(&fake->http);
	accept_all(fake);
	outbox_sync(fake->desk.outbox);
	fake_desk_settle(fake);
	assert_number(fake, "SELECT count(*) FROM request WHERE state=2", 2);
}

static void
sync__keeps_the_time_the_centre_asked_for(void **state)
{
	struct fake_desk *fake = *state;

	confirm(fake, 1, 1, 0);
	rule(fake, "/v1/",
		(struct fake_http_rule){ "POST",
			.status = 500,
			.retry_after_s = 600,
			.body = PROBLEM("internal", 500) });
	kick(fake);
	outbox_sync(fake->desk.outbox);
	fake_desk_settle(fake);
	assert_int_equal(fake_http_count(&fake->http), 1);
	assert_number(fake, STATE_OF("201"), REQUEST_WAITING);
}

/* --- the end ------------------------------------------------------------------------------------------------------ */

static void
expired__is_settled_without_sending_and_journalled(void **state)
{
	struct fake_desk *fake = *state;

	accept_all(fake);
	confirm(fake, 1, 2, desk_wall_ms(&fake->desk) - 1);
	kick(fake);
	assert_number(fake, STATE_OF("201"), REQUEST_DONE);
	assert_number(fake, STATE_OF("301"), REQUEST_EXPIRED);
	assert_int_equal(posts_to(fake, "POST", "/v1/visits/1/photo"), 0);
	assert_number(fake, ROWS("request.expired"), 1);
	assert_number(fake, "SELECT count(*) FROM request WHERE body IS NOT NULL", 0);
}

/* --- the disk ----------------------------------------------------------------------------------------------------- */

static void
settling__that_the_disk_refused_is_repeated(void **state)
{
	const struct vfs_plan full = {
		.calls = VFS_WRITE, .at = 1, .trouble = VFS_STAYS, .code = SQLITE_FULL
	};
	struct fake_desk *fake = *state;
	int64_t next_ms;

	fake->state.vfs = vfs_name();
	fake_desk_restart(fake);
	confirm(fake, 1, 1, 0);
	rule(fake, "/v1/visits/",
		(struct fake_http_rule){
			"POST", .status = 201, .body = CLAIM_OK, .hold = true });
	turn_until(fake, 1);
	vfs_follow(&full);
	fake_http_release(&fake->http);
	fake_desk_settle(fake);
	assert_number(fake, STATE_OF("201"), REQUEST_SENDING);
	pass(fake, MINUTE, SECOND);
	assert_true(outbox_is_quiet(fake->desk.outbox, &next_ms));
	assert_true(next_ms > desk_wall_ms(&fake->desk));
	vfs_follow(NULL);
	pass(fake, 6 * SECOND, SECOND);
	assert_number(fake, STATE_OF("201"), REQUEST_DONE);
	assert_number(fake, ROWS("claim.sent"), 1);
	assert_int_equal(fake_http_count(&fake->http), 1);
}

static void
taking__that_the_disk_refused_is_repeated(void **state)
{
	const struct vfs_plan full = {
		.calls = VFS_WRITE, .at = 1, .trouble = VFS_STAYS, .code = SQLITE_FULL
	};
	struct fake_desk *fake = *state;

	fake->state.vfs = vfs_name();
	fake_desk_restart(fake);
	confirm(fake, 1, 1, 0);
	accept_all(fake);
	vfs_follow(&full);
	kick(fake);
	assert_int_equal(fake_http_count(&fake->http), 0);
	vfs_follow(NULL);
	pass(fake, 6 * SECOND, SECOND);
	assert_number(fake, STATE_OF("201"), REQUEST_DONE);
}

/* --- several at once ---------------------------------------------------------------------------------------------- */

/* Claims of persons 1 to 3 are taken, and make room for the claims from 4 on, which get `answer` once they are
 * released: eight of them are under way when this returns. */
static void
let_eight_hang(struct fake_desk *fake, struct fake_http_rule answer)
{
	static const char *const first[] = { "/v1/visits/1/", "/v1/visits/2/",
		"/v1/visits/3/" };

	for (size_t i = 0; i < ARRAY_LEN(first); i++)
		rule(fake, first[i],
			(struct fake_http_rule){ "POST", .status = 201, .body = CLAIM_OK });
	answer.method = "POST";
	answer.hold = true;
	rule(fake, "/v1/visits/", answer);
	for (int person = 1; person <= 12; person++)
		confirm(fake, person, 1, 0);
	turn_until(fake, 3 + 8);
	assert_number(fake, "SELECT count(*) FROM request WHERE state=1", 8);
}

static void
several__go_at_once_but_never_two_of_a_visit(void **state)
{
	struct fake_desk *fake = *state;

	rule(fake, "/v1/visits/1/",
		(struct fake_http_rule){ "POST", .status = 201, .body = CLAIM_OK });
	rule(fake, "/v1/visits/2/claims",
		(struct fake_http_rule){
			"POST", .status = 201, .body = CLAIM_OK, .hold = true });
	rule(fake, "/v1/visits/3/",
		(struct fake_http_rule){
			"POST", .status = 201, .body = CLAIM_OK, .hold = true });
	confirm(fake, 1, 1, 0);
	confirm(fake, 2, 2, 0);
	confirm(fake, 3, 1, 0);
	turn_until(fake, 3);
	assert_number(fake, STATE_OF("202"), REQUEST_SENDING);
	assert_number(fake, STATE_OF("203"), REQUEST_SENDING);
	assert_number(fake, STATE_OF("302"), REQUEST_WAITING);
	accept_all(fake);
	fake_http_release(&fake->http);
	fake_desk_settle(fake);
	assert_number(fake, "SELECT count(*) FROM request WHERE state=2", 4);
	assert_int_equal(posts_to(fake, "POST", "/v1/visits/2/photo"), 1);
}

static void
several__on_a_line_that_fails_are_one_failure_and_one_goes_on(void **state)
{
	struct fake_desk *fake = *state;

	let_eight_hang(fake, (struct fake_http_rule){ .st = ST_TIMEOUT });
	fake_http_release(&fake->http);
	fake_desk_settle(fake);
	assert_int_equal(fake_http_count(&fake->http), 3 + 8);
	assert_number(fake, ROWS("line.down"), 1);
	assert_number(fake, "SELECT count(*) FROM request WHERE outcome_unknown", 8);
	fake_http_forget_rules(&fake->http);
	assert_in_range(pass_to_next_try(fake), 1, 2 * SECOND);
	assert_int_equal(fake_http_count(&fake->http), 3 + 8 + 1);
	assert_in_range(pass_to_next_try(fake), 1, 4 * SECOND);
	assert_int_equal(fake_http_count(&fake->http), 3 + 8 + 2);
	accept_all(fake);
	pass(fake, MINUTE, SECOND);
	assert_number(fake, "SELECT count(*) FROM request WHERE state=2", 12);
	assert_number(fake, ROWS("line.up"), 1);
}

/* The seven that were under way when the centre said "later" do not talk it out of that. */
static void
several__keep_to_what_one_of_them_was_told(void **state)
{
	struct fake_desk *fake = *state;
	int64_t next_ms = 0;

	rule(fake, "/v1/visits/4/",
		(struct fake_http_rule){ "POST", .status = 503, .times = 1,
			.body = PROBLEM("maintenance", 503), .retry_after_s = 40, .hold = true });
	let_eight_hang(fake, (struct fake_http_rule){ .status = 201, .body = CLAIM_OK });
	fake_http_release(&fake->http);
	fake_desk_settle(fake);
	assert_number(fake, "SELECT count(*) FROM request WHERE state=2", 3 + 7);
	assert_number(fake, STATE_OF("212"), REQUEST_WAITING);
	assert_true(outbox_is_quiet(fake->desk.outbox, &next_ms));
	assert_int_equal(next_ms - desk_wall_ms(&fake->desk), 40 * SECOND);
	fake_http_forget_rules(&fake->http);
	accept_all(fake);
	pass(fake, 41 * SECOND, SECOND);
	assert_number(fake, "SELECT count(*) FROM request WHERE state=2", 12);
}

static void
pass_900_ms(void *ctx)
{
	struct fake_desk *fake = ctx;

	fake_clock_advance(&fake->clock, 900);
}

static void
several__on_a_slow_line_go_one_after_another(void **state)
{
	struct fake_desk *fake = *state;

	fake->http.watch = (struct fake_http_watch){ .comes = pass_900_ms, .ctx = fake };
	rule(fake, "/v1/visits/1/",
		(struct fake_http_rule){ "POST", .status = 201, .body = CLAIM_OK });
	rule(fake, "/v1/visits/",
		(struct fake_http_rule){
			"POST", .status = 201, .body = CLAIM_OK, .hold = true });
	for (int person = 1; person <= 4; person++)
		confirm(fake, person, 1, 0);
	turn_until(fake, 2);
	assert_number(fake, "SELECT count(*) FROM request WHERE state=1", 1);
	fake_http_forget_rules(&fake->http);
	accept_all(fake);
	fake_http_release(&fake->http);
	fake_desk_settle(fake);
	assert_number(fake, "SELECT count(*) FROM request WHERE state=2", 4);
}

static void
several__under_way_at_the_end_are_asked_for_after_the_start(void **state)
{
	struct fake_desk *fake = *state;

	let_eight_hang(fake, (struct fake_http_rule){ .status = 201, .body = CLAIM_OK });
	fake_http_forget_rules(&fake->http);
	fake_desk_restart(fake);
	assert_number(fake, "SELECT count(*) FROM request WHERE state<>2", 9);
	assert_number(fake, "SELECT count(*) FROM request WHERE outcome_unknown", 8);
	accept_all(fake);
	kick(fake);
	pass(fake, 10 * SECOND, SECOND);
	assert_number(fake, "SELECT count(*) FROM request WHERE state=2", 12);
	assert_int_equal(posts_to(fake, "GET", "/v1/requests/"), 8);
}

static void
several__on_a_disk_that_refuses_wait_for_it_and_nothing_else_begins(void **state)
{
	const struct vfs_plan full = {
		.calls = VFS_WRITE, .at = 1, .trouble = VFS_STAYS, .code = SQLITE_FULL
	};
	struct fake_desk *fake = *state;

	fake->state.vfs = vfs_name();
	fake_desk_restart(fake);
	let_eight_hang(fake, (struct fake_http_rule){ .status = 201, .body = CLAIM_OK });
	vfs_follow(&full);
	fake_http_release(&fake->http);
	fake_desk_settle(fake);
	kick(fake);
	pass(fake, MINUTE, SECOND);
	assert_number(fake, "SELECT count(*) FROM request WHERE state=1", 8);
	assert_int_equal(fake_http_count(&fake->http), 3 + 8);
	fake_http_forget_rules(&fake->http);
	accept_all(fake);
	vfs_follow(NULL);
	pass(fake, 6 * SECOND, SECOND);
	assert_number(fake, "SELECT count(*) FROM request WHERE state=2", 12);
	assert_number(fake, ROWS("claim.sent"), 12);
	assert_int_equal(fake_http_count(&fake->http), 12);
}

/* --- the journal -------------------------------------------------------------------------------------------------- */

static void
journal__tells_a_reason_once_an_hour(void **state)
{
	struct fake_desk *fake = *state;
	int64_t rows;

	confirm(fake, 1, 1, 0);
	kick(fake);
	assert_number(fake, ROWS("request.retry"), 1);
	pass(fake, 4 * (int64_t)HOUR, 30 * SECOND);
	rows = state_number(&fake->state, ROWS("request.retry"));
	assert_in_range(rows, 4, 5);
	assert_true(fake_http_count(&fake->http) > 40);
	rule(fake, "/v1/", (struct fake_http_rule){ .st = ST_TLS });
	pass(fake, 10 * MINUTE, 30 * SECOND);
	assert_in_range(state_number(&fake->state, ROWS("request.retry")), rows + 1, rows + 2);
	assert_number(fake, ROWS("line.down"), 1);
}

/* --- where the claims stand ---------------------------------------------------------------------------------------- */

#define STATE_ROW(number, status)                                                              \
	"{\"claim_number\":\"" number "\",\"status\":\"" status                                \
	"\",\"since\":\"2026-11-27T14:00:00+08:00\",\"promised_date\":\"2026-12-02\","         \
	"\"overdue\":false,\"return_reason\":null}"
#define STATES(rows) "{\"claims\":[" rows "],\"unknown\":[]}"

static void
tell_states(struct fake_desk *fake, struct fake_http_rule answer)
{
	fake_http_forget_rules(&fake->http);
	answer.method = "POST";
	rule(fake, "/v1/claim-states", answer);
	accept_all(fake);
}

static int
times_asked(struct fake_desk *fake)
{
	return posts_to(fake, "POST", "/v1/claim-states");
}

static void
states__are_asked_once_a_day_until_paid(void **state)
{
	struct fake_desk *fake = *state;

	tell_states(fake, (struct fake_http_rule){ .status = 200,
				  .body = STATES(STATE_ROW("JHT-2026-0000101", "approved")) });
	confirm(fake, 1, 1, 0);
	kick(fake);
	pass(fake, 10 * MINUTE, 5 * SECOND);
	assert_int_equal(times_asked(fake), 1);
	assert_number(fake,
		"SELECT count(*) FROM claim WHERE status='approved' AND promised='2026-12-02'",
		1);
	assert_number(fake,
		"SELECT count(*) FROM journal WHERE event='claim.state' AND "
		"outcome='approved' AND detail='received approved 2026-12-02' AND visit IS NOT NULL",
		1);
	pass(fake, 48 * (int64_t)HOUR, 10 * MINUTE);
	assert_int_equal(times_asked(fake), 3);
	assert_number(fake, ROWS("claim.state"), 1);
	tell_states(fake, (struct fake_http_rule){ .status = 200,
				  .body = STATES(STATE_ROW("JHT-2026-0000101", "paid")) });
	pass(fake, 96 * (int64_t)HOUR, 10 * MINUTE);
	assert_int_equal(times_asked(fake), 4);
	assert_number(fake, ROWS("claim.state"), 2);
}

static void
states__of_an_odd_answer_change_nothing(void **state)
{
	static const struct fake_http_rule answers[] = {
		{ .status = 200, .body = STATES(STATE_ROW("JHT-2026-0000999", "paid")) },
		{ .status = 200, .body = STATES(STATE_ROW("JHT-2026-0000101", "rich")) },
		{ .status = 200, .body = STATES("7") },
		{ .status = 200, .body = "{\"claims\":{}}" },
		{ .status = 200, .body = "<html>", .content_type = "text/html" },
		{ .status = 503, .body = PROBLEM("maintenance", 503) },
		{ .st = ST_TIMEOUT },
	};
	struct fake_desk *fake = *state;

	accept_all(fake);
	confirm(fake, 1, 1, 0);
	kick(fake);
	for (size_t i = 0; i < ARRAY_LEN(answers); i++) {
		tell_states(fake, answers[i]);
		outbox_ask_states(fake->desk.outbox);
		pass(fake, SECOND, SECOND);
		assert_int_equal(times_asked(fake), i + 1);
		assert_number(fake, "SELECT count(*) FROM claim WHERE status='received'", 1);
		assert_true(outbox_line_is_up(fake->desk.outbox));
	}
	assert_number(fake, ROWS("claim.state"), 0);
}

static void
states__of_many_claims_are_asked_a_hundred_at_a_time(void **state)
{
	struct fake_desk *fake = *state;
	const struct fake_http_request *last;

	state_tamper(&fake->state,
		"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<250) "
		"INSERT INTO claim(code,visit,reason,receipt,confirmed_ms,number,status) "
		"SELECT 'C'||i,'019ab1c2-0000-7000-8000-000000000001','USIA_56',x'00',i,"
		"'JHT-'||i,'received' FROM n");
	tell_states(fake, (struct fake_http_rule){ .status = 200, .body = STATES("") });
	outbox_ask_states(fake->desk.outbox);
	pass(fake, SECOND, SECOND);
	assert_int_equal(times_asked(fake), 3);
	last = fake_http_request(&fake->http, 2);
	assert_non_null(strstr(last->body, "\"JHT-201\""));
	assert_non_null(strstr(last->body, "\"JHT-250\""));
	assert_null(strstr(last->body, "\"JHT-200\""));
}

#define DESK_TEST(f) cmocka_unit_test_setup_teardown(f, new_desk, free_desk)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		DESK_TEST(order__within_a_visit_is_kept_and_another_visit_goes_on),
		DESK_TEST(order__a_parked_claim_holds_back_its_photograph_alone),
		DESK_TEST(claim__whose_visit_is_forgotten_goes_as_an_offline_claim),
		DESK_TEST(photo__that_matched_makes_the_claim_whole),
		DESK_TEST(photo__that_is_refused_is_kept_no_longer),
		DESK_TEST(duplicate__is_kept_with_the_claim),
		DESK_TEST(withdrawal__is_sent_told_and_kept_with_the_centres_answer),
		DESK_TEST(withdrawal__never_comes_before_its_claim),
		DESK_TEST(withdrawal__of_an_unsent_claim_lets_nothing_leave),
		DESK_TEST(withdrawal__answered_by_somebody_else_is_not_done),
		DESK_TEST(withdrawal__of_a_code_the_centre_does_not_have_is_for_staff),
		DESK_TEST(probe__finds_the_line_for_who_stands_there),
		DESK_TEST(probe__leaves_a_centre_alone_that_asked_for_it),
		DESK_TEST(backoff__is_full_jitter_from_2_s_to_5_min),
		DESK_TEST(retry_after__lengthens_the_wait_up_to_an_hour),
		DESK_TEST(wrong_clock__that_is_put_right_makes_nothing_sleep),
		DESK_TEST(breaker__tries_a_dead_line_with_one_request_and_then_sends_all),
		DESK_TEST(poison__that_kills_every_answer_starves_nobody),
		DESK_TEST(kick__by_an_exchange_that_reached_the_centre_sends_at_once),
		DESK_TEST(kick__comes_from_the_next_persons_visit),
		DESK_TEST(heard__a_visitor_who_gives_up_does_not_take_the_line_down),
		DESK_TEST(not_admitted__stops_the_line_and_resumes_by_itself),
		DESK_TEST(refused__is_parked_with_its_problem),
		DESK_TEST(portal__is_never_taken_for_success),
		DESK_TEST(bad_answer__of_ours_waits_and_is_asked_for),
		DESK_TEST(unknown_outcome__is_asked_for_only_where_bytes_may_have_left),
		DESK_TEST(unknown_outcome__that_the_centre_has_is_not_sent_again),
		DESK_TEST(unknown_outcome__that_was_a_refusal_is_parked),
		DESK_TEST(unknown_outcome__the_question_settles_nothing_by_itself),
		DESK_TEST(unknown_outcome__a_question_refused_sends_the_claim),
		DESK_TEST(sync__tries_at_once_what_waits_for_the_line),
		DESK_TEST(sync__tries_once_where_the_kiosk_was_not_admitted),
		DESK_TEST(sync__keeps_the_time_the_centre_asked_for),
		DESK_TEST(expired__is_settled_without_sending_and_journalled),
		DESK_TEST(settling__that_the_disk_refused_is_repeated),
		DESK_TEST(taking__that_the_disk_refused_is_repeated),
		DESK_TEST(several__go_at_once_but_never_two_of_a_visit),
		DESK_TEST(several__on_a_line_that_fails_are_one_failure_and_one_goes_on),
		DESK_TEST(several__keep_to_what_one_of_them_was_told),
		DESK_TEST(several__on_a_slow_line_go_one_after_another),
		DESK_TEST(several__under_way_at_the_end_are_asked_for_after_the_start),
		DESK_TEST(several__on_a_disk_that_refuses_wait_for_it_and_nothing_else_begins),
		DESK_TEST(journal__tells_a_reason_once_an_hour),
		DESK_TEST(states__are_asked_once_a_day_until_paid),
		DESK_TEST(states__of_an_odd_answer_change_nothing),
		DESK_TEST(states__of_many_claims_are_asked_a_hundred_at_a_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
