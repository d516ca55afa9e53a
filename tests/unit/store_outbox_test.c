/* SPDX-License-Identifier: Apache-2.0 */
/* Claims and the outbox: confirmed as one, sent in order, settled once. */
#include "base/array.h"
#include "base/str.h"
#include "tests/fake/state.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#define VISIT   "0192aabb-ccdd-7f01-bf03-040506070809"
#define VISIT_2 "0192aabb-ccdd-7f01-bf03-04050607080a"
#define KEY     "0192aabb-ccdd-7f01-bf03-0405060708"
#define NIK     "6308055203600001"
#define OTHER   "6308031507650002"

static int
open_state(void **state)
{
	static struct state fresh;

	state_new(&fresh);
	*state = &fresh;
	return 0;
}

static int
drop_state(void **state)
{
	state_free(*state);
	return 0;
}

static struct outbox_put
request(const char *key, const char *kind, const char *body)
{
	return (struct outbox_put){
		.key = key,
		.kind = kind,
		.method = "POST",
		.path = "/v1/visits/7/claims",
		.content_type = "application/json",
		.body = body,
		.n = strlen(body),
	};
}

static struct claim_put
claim(const char *code, const char *visit, const char *nik, int64_t at_ms)
{
	return (struct claim_put){
		.code = code,
		.visit = visit,
		.nik = nik,
		.reason = "USIA_56",
		.receipt = "lines",
		.receipt_n = 5,
		.confirmed_ms = at_ms,
	};
}

static const struct journal_entry confirmed = { .event = EVENT_CLAIM_CONFIRM,
	.at_ms = 100,
	.visit = VISIT,
	.actor = "participant",
	.outcome = "ok",
	.subject = NIK,
	.detail = "USIA_56 kiosk" };

/* One claim with its claim and photo requests; keys end in "…a1" and "…a2". */
static void
confirm_first(struct state *st)
{
	struct claim_put put = claim("AAAABBBB2", VISIT, NIK, 100);
	struct outbox_put requests[] = { request(KEY "a1", "claim", "{\"nik\":1}"),
		request(KEY "a2", "photo", "jpeg") };

	assert_int_equal(store_confirm(st->store, &put, requests, 2, &confirmed), ST_OK);
}

static void
confirm_second(struct state *st)
{
	struct claim_put put = claim("CCCCDDDD3", VISIT_2, OTHER, 200);
	struct outbox_put requests[] = { request(KEY "b1", "offline-claim", "{}") };

	assert_int_equal(store_confirm(st->store, &put, requests, 1, NULL), ST_OK);
}

static void
assert_takes(struct state *st, int64_t now_ms, const char *key)
{
	struct outbox_item item;
	int64_t next = -1;

	assert_int_equal(store_outbox_take(st->store, now_ms, &item, &next), ST_OK);
	assert_string_equal(item.key, key);
	outbox_item_free(&item);
}

static void
assert_takes_nothing(struct state *st, int64_t now_ms, int64_t next_ms)
{
	struct outbox_item item;
	int64_t next = -1;

	assert_int_equal(store_outbox_take(st->store, now_ms, &item, &next), ST_NOT_FOUND);
	assert_int_equal(next, next_ms);
}

static enum status
settle(struct state *st, const char *key, enum request_state state, int64_t next_ms)
{
	struct outbox_settle ended = { .key = key, .state = state, .next_ms = next_ms };

	return store_outbox_settle(st->store, &ended, NULL, 500);
}

/* --- confirming ------------------------------------------------------------------------------------------------------ */

static void
confirm__keeps_claim_requests_and_journal_and_drops_the_draft(void **state)
{
	struct state *st = *state;
	struct claim_got got;
	struct draft draft;
	int64_t rows = -1, seq = -1;

	assert_int_equal(store_draft_save(st->store, VISIT, NIK, "x", 1, NULL, 90), ST_OK);
	confirm_first(st);
	assert_int_equal(store_draft_find(st->store, NIK, "", 100, 900, &draft), ST_NOT_FOUND);
	state_reopen(st);
	assert_int_equal(store_claim_by_code(st->store, "AAAABBBB2", &got), ST_OK);
	assert_string_equal(got.visit, VISIT);
	assert_string_equal(got.receipt.data, "lines");
	assert_string_equal(got.number, "");
	assert_int_equal(got.request, REQUEST_WAITING);
	assert_int_equal(got.confirmed_ms, 100);
	claim_got_free(&got);
	assert_int_equal(state_number(st, "SELECT count(*) FROM request"), 2);
	assert_int_equal(store_journal_verify(st->store, &rows, &seq), ST_OK);
	assert_int_equal(rows, 1);
}

static void
confirm__said_twice_is_done_once(void **state)
{
	struct state *st = *state;
	struct claim_put put = claim("AAAABBBB2", VISIT, NIK, 100);
	struct outbox_put requests[] = { request(KEY "a1", "claim", "{\"nik\":1}"),
		request(KEY "a2", "photo", "jpeg") };

	confirm_first(st);
	assert_int_equal(store_confirm(st->store, &put, requests, 2, &confirmed), ST_EXISTS);
	assert_int_equal(state_number(st, "SELECT count(*) FROM claim"), 1);
	assert_int_equal(state_number(st, "SELECT count(*) FROM request"), 2);
	assert_int_equal(state_number(st, "SELECT count(*) FROM journal"), 1);
}

static void
confirm__never_takes_a_stranger_for_the_same(void **state)
{
	struct state *st = *state;
	struct claim_put code_taken = claim("AAAABBBB2", VISIT_2, OTHER, 200);
	struct claim_put key_taken = claim("CCCCDDDD3", VISIT_2, OTHER, 200);
	struct outbox_put fresh = request(KEY "b1", "claim", "{}");
	struct outbox_put taken = request(KEY "a1", "claim", "{}");

	confirm_first(st);
	assert_int_equal(store_confirm(st->store, &code_taken, &fresh, 1, NULL), ST_INVALID);
	assert_int_equal(store_confirm(st->store, &key_taken, &taken, 1, NULL), ST_INVALID);
	assert_int_equal(store_confirm(st->store, &key_taken, &fresh, 0, NULL), ST_INVALID);
	assert_int_equal(state_number(st, "SELECT count(*) FROM claim"), 1);
}

static void
confirm__with_a_bad_journal_entry_keeps_nothing(void **state)
{
	struct state *st = *state;
	struct claim_put put = claim("AAAABBBB2", VISIT, NIK, 100);
	struct outbox_put only = request(KEY "a1", "claim", "{}");
	struct journal_entry bad = { .event = EVENT_CLAIM_CONFIRM, .visit = "nonsense" };

	assert_int_equal(store_draft_save(st->store, VISIT, NIK, "x", 1, NULL, 90), ST_OK);
	assert_int_equal(store_confirm(st->store, &put, &only, 1, &bad), ST_INVALID);
	assert_int_equal(state_number(st, "SELECT count(*) FROM claim"), 0);
	assert_int_equal(state_number(st, "SELECT count(*) FROM request"), 0);
	assert_int_equal(state_number(st, "SELECT count(*) FROM visit_draft"), 1);
}

/* A row that cannot be read back would stop the line for good. */
static void
confirm__refuses_what_could_not_be_read_back(void **state)
{
	static char big[256];
	struct state *st = *state;
	struct claim_put good = claim("AAAABBBB2", VISIT, NIK, 100);
	struct claim_put claims[] = { good, good };
	struct outbox_put requests[5];

	memset(big, 'x', sizeof(big) - 1);
	for (size_t i = 0; i < ARRAY_LEN(requests); i++)
		requests[i] = request(KEY "a1", "claim", "{}");
	requests[0].key = requests[1].kind = requests[2].method = big;
	requests[3].path = requests[4].content_type = big;
	claims[0].code = claims[1].visit = big;
	for (size_t i = 0; i < ARRAY_LEN(requests); i++)
		assert_int_equal(
			store_confirm(st->store, &good, &requests[i], 1, NULL), ST_TOO_LONG);
	requests[0].key = KEY "a1";
	for (size_t i = 0; i < ARRAY_LEN(claims); i++)
		assert_int_equal(store_confirm(st->store, &claims[i], &requests[0], 1, NULL),
			ST_TOO_LONG);
	assert_int_equal(state_number(st, "SELECT count(*) FROM claim"), 0);
	assert_int_equal(store_confirm(st->store, &good, &requests[0], 1, NULL), ST_OK);
}

static void
claim__is_found_by_its_person_newest_first(void **state)
{
	struct state *st = *state;
	struct claim_put later = claim("EEEEFFFF4", VISIT_2, NIK, 300);
	struct outbox_put only = request(KEY "c1", "claim", "{}");
	struct claim_got got;

	assert_int_equal(store_claim_by_nik(st->store, NIK, &got), ST_NOT_FOUND);
	confirm_first(st);
	assert_int_equal(settle(st, KEY "a1", REQUEST_DONE, 0), ST_OK);
	assert_int_equal(store_confirm(st->store, &later, &only, 1, NULL), ST_OK);
	assert_int_equal(store_claim_by_nik(st->store, NIK, &got), ST_OK);
	assert_string_equal(got.code, "EEEEFFFF4");
	claim_got_free(&got);
	assert_int_equal(store_claim_by_nik(st->store, OTHER, &got), ST_NOT_FOUND);
	assert_int_equal(store_claim_by_nik(st->store, "", &got), ST_NOT_FOUND);
	assert_int_equal(store_claim_by_code(st->store, "nobody", &got), ST_NOT_FOUND);
}

/* A person who comes again before the first claim has left would else have two. */
static void
confirm__takes_one_unsent_claim_of_a_person(void **state)
{
	struct state *st = *state;
	struct claim_put later = claim("EEEEFFFF4", VISIT_2, NIK, 300);
	struct outbox_put only = request(KEY "c1", "offline-claim", "{}");

	confirm_first(st);
	assert_int_equal(store_confirm(st->store, &later, &only, 1, NULL), ST_DENIED);
	assert_takes(st, 1000, KEY "a1");
	assert_int_equal(store_confirm(st->store, &later, &only, 1, NULL), ST_DENIED);
	assert_int_equal(state_number(st, "SELECT count(*) FROM claim"), 1);
	assert_int_equal(settle(st, KEY "a1", REQUEST_PARKED, 0), ST_OK);
	assert_int_equal(store_confirm(st->store, &later, &only, 1, NULL), ST_OK);
}

/* --- sending ----------------------------------------------------------------------------------------------------------- */

static void
take__gives_the_frozen_bytes(void **state)
{
	struct state *st = *state;
	struct outbox_item item;
	int64_t next = -1;

	confirm_first(st);
	assert_int_equal(store_outbox_take(st->store, 1000, &item, &next), ST_OK);
	assert_string_equal(item.key, KEY "a1");
	assert_string_equal(item.visit, VISIT);
	assert_string_equal(item.kind, "claim");
	assert_string_equal(item.method, "POST");
	assert_string_equal(item.path, "/v1/visits/7/claims");
	assert_string_equal(item.content_type, "application/json");
	assert_string_equal(item.code, "AAAABBBB2");
	assert_string_equal(item.body.data, "{\"nik\":1}");
	assert_int_equal(item.attempts, 0);
	assert_false(item.outcome_unknown);
	outbox_item_free(&item);
}

static void
take__keeps_the_order_of_a_visit_and_lets_others_pass(void **state)
{
	struct state *st = *state;

	assert_takes_nothing(st, 1000, 0);
	confirm_first(st);
	confirm_second(st);
	assert_takes(st, 1000, KEY "a1");
	assert_takes(st, 1000, KEY "b1");
	assert_takes_nothing(st, 1000, 0);
	assert_int_equal(settle(st, KEY "a1", REQUEST_WAITING, 3000), ST_OK);
	assert_takes_nothing(st, 2999, 3000);
	assert_takes(st, 3000, KEY "a1");
	assert_int_equal(settle(st, KEY "a1", REQUEST_DONE, 0), ST_OK);
	assert_takes(st, 3000, KEY "a2");
}

static void
take__goes_past_what_is_parked_but_not_what_follows_it(void **state)
{
	struct state *st = *state;

	confirm_first(st);
	confirm_second(st);
	assert_takes(st, 1000, KEY "a1");
	assert_int_equal(settle(st, KEY "a1", REQUEST_PARKED, 0), ST_OK);
	assert_takes(st, 1000, KEY "b1");
	assert_takes_nothing(st, 1000, 0);
	assert_int_equal(settle(st, KEY "a1", REQUEST_WAITING, 0), ST_OK);
	assert_takes(st, 1000, KEY "a1");
	assert_int_equal(settle(st, KEY "a1", REQUEST_DONE, 0), ST_OK);
	assert_takes(st, 1000, KEY "a2");
}

/* A photograph may not stay longer than its time, whatever became of its claim. */
static void
take__gives_out_what_expired_behind_what_waits_or_is_parked(void **state)
{
	static const enum request_state befores[] = { REQUEST_WAITING, REQUEST_PARKED };
	struct state *st = *state;
	struct claim_put put = claim("AAAABBBB2", VISIT, NIK, 100);
	struct outbox_put requests[] = { request(KEY "a1", "offline-claim", "{}"),
		request(KEY "a2", "photo", "jpeg") };

	requests[1].expires_ms = 5000;
	assert_int_equal(store_confirm(st->store, &put, requests, 2, NULL), ST_OK);
	for (size_t i = 0; i < ARRAY_LEN(befores); i++) {
		assert_takes(st, 1000, KEY "a1");
		assert_int_equal(settle(st, KEY "a1", befores[i], 9000), ST_OK);
		assert_takes_nothing(st, 4999, 5000);
		assert_takes(st, 5000, KEY "a2");
		assert_int_equal(settle(st, KEY "a2", REQUEST_WAITING, 0), ST_OK);
		assert_int_equal(settle(st, KEY "a1", REQUEST_WAITING, 0), ST_OK);
	}
}

static void
take__gives_out_what_expired_to_be_settled(void **state)
{
	struct state *st = *state;
	struct claim_put put = claim("AAAABBBB2", VISIT, NIK, 100);
	struct outbox_put photo = request(KEY "a1", "photo", "jpeg");
	struct outbox_item item;
	int64_t next = -1;

	photo.expires_ms = 5000;
	assert_int_equal(store_confirm(st->store, &put, &photo, 1, NULL), ST_OK);
	assert_takes(st, 1000, KEY "a1");
	assert_int_equal(settle(st, KEY "a1", REQUEST_WAITING, 9000), ST_OK);
	assert_takes_nothing(st, 4999, 5000);
	assert_int_equal(store_outbox_take(st->store, 5000, &item, &next), ST_OK);
	assert_int_equal(item.expires_ms, 5000);
	assert_int_equal(item.attempts, 1);
	outbox_item_free(&item);
	assert_int_equal(settle(st, KEY "a1", REQUEST_EXPIRED, 0), ST_OK);
	assert_int_equal(state_number(st, "SELECT body IS NULL FROM request"), 1);
	assert_takes_nothing(st, 9000, 0);
}

static void
open__turns_what_was_being_sent_into_waiting_outcome_unknown(void **state)
{
	struct state *st = *state;
	struct outbox_item item;
	int64_t next = -1;

	confirm_first(st);
	assert_takes(st, 1000, KEY "a1");
	state_reopen(st);
	assert_int_equal(store_outbox_take(st->store, 1000, &item, &next), ST_OK);
	assert_string_equal(item.key, KEY "a1");
	assert_string_equal(item.body.data, "{\"nik\":1}");
	assert_int_equal(item.attempts, 1);
	assert_true(item.outcome_unknown);
	outbox_item_free(&item);
}

static void
take__parks_what_does_not_open_and_goes_on(void **state)
{
	struct state *st = *state;
	struct claim_got got;
	int64_t rows = -1, seq = -1;

	confirm_first(st);
	confirm_second(st);
	state_tamper(st, "UPDATE request SET body=(SELECT body FROM request WHERE id=2)"
			 " WHERE id=1");
	assert_takes(st, 1000, KEY "b1");
	assert_int_equal(store_claim_by_code(st->store, "AAAABBBB2", &got), ST_OK);
	assert_int_equal(got.request, REQUEST_PARKED);
	assert_string_equal(got.problem, "damaged");
	claim_got_free(&got);
	assert_int_equal(state_number(st, "SELECT count(*) FROM journal WHERE"
					  " event='claim.parked' AND outcome='damaged'"),
		1);
	assert_int_equal(store_journal_verify(st->store, &rows, &seq), ST_OK);
}

static void
take__does_not_take_an_answer_for_a_body(void **state)
{
	struct outbox_settle answered = {
		.key = KEY "b1", .state = REQUEST_PARKED, .answer = "{\"a\":1}", .answer_n = 7
	};
	struct state *st = *state;

	confirm_second(st);
	assert_int_equal(store_outbox_settle(st->store, &answered, NULL, 1), ST_OK);
	state_tamper(st, "UPDATE request SET body=answer,state=0");
	assert_takes_nothing(st, 1000, 0);
	assert_int_equal(state_number(st, "SELECT state FROM request"), REQUEST_PARKED);
}

static void
claim__with_the_receipt_of_another_is_tampered(void **state)
{
	struct state *st = *state;
	struct claim_got got;

	confirm_first(st);
	confirm_second(st);
	state_tamper(st, "UPDATE claim SET receipt=(SELECT receipt FROM claim"
			 " WHERE code='AAAABBBB2') WHERE code='CCCCDDDD3'");
	assert_int_equal(store_claim_by_code(st->store, "CCCCDDDD3", &got), ST_TAMPERED);
	assert_int_equal(store_claim_by_code(st->store, "AAAABBBB2", &got), ST_OK);
	claim_got_free(&got);
}

static void
take__parks_even_when_nothing_else_is_due(void **state)
{
	struct state *st = *state;

	confirm_second(st);
	state_tamper(st, "UPDATE request SET body=zeroblob(80),visit='no uuid'");
	assert_takes_nothing(st, 1000, 0);
	assert_int_equal(state_number(st, "SELECT state FROM request"), REQUEST_PARKED);
}

static void
take__does_not_wait_for_a_clock_that_was_wrong(void **state)
{
	enum { FAR_MS = 2 * 60 * 60 * 1000 };
	struct state *st = *state;

	confirm_second(st);
	assert_takes(st, 1000, KEY "b1");
	assert_int_equal(settle(st, KEY "b1", REQUEST_WAITING, 1000 + FAR_MS), ST_OK);
	assert_takes_nothing(st, 1000, 1000 + FAR_MS);
	assert_takes(st, 999, KEY "b1");
}

/* --- settling -------------------------------------------------------------------------------------------------------- */

static void
settle__writes_the_centres_answer_into_the_claim(void **state)
{
	struct state *st = *state;
	struct outbox_settle done = { .key = KEY "a1",
		.state = REQUEST_DONE,
		.http_status = 201,
		.answer = "{}",
		.answer_n = 2,
		.number = "JHT-1",
		.status = "received",
		.promised = "2026-11-27" };
	struct journal_entry sent = {
		.event = EVENT_CLAIM_SENT, .visit = VISIT, .detail = "1"
	};
	struct claim_got got;

	confirm_first(st);
	assert_takes(st, 1000, KEY "a1");
	assert_int_equal(store_outbox_settle(st->store, &done, &sent, 2000), ST_OK);
	assert_int_equal(store_claim_by_code(st->store, "AAAABBBB2", &got), ST_OK);
	assert_string_equal(got.number, "JHT-1");
	assert_string_equal(got.status, "received");
	assert_string_equal(got.promised, "2026-11-27");
	assert_int_equal(got.request, REQUEST_DONE);
	claim_got_free(&got);
	assert_int_equal(state_number(st, "SELECT body IS NULL FROM request WHERE id=1"), 1);
	assert_int_equal(store_outbox_settle(st->store, &done, &sent, 2001), ST_NOT_FOUND);
	assert_int_equal(state_number(st, "SELECT count(*) FROM journal"), 2);
}

static void
settle__refuses_what_is_not_there_or_no_ending(void **state)
{
	struct state *st = *state;

	confirm_first(st);
	assert_int_equal(settle(st, KEY "zz", REQUEST_DONE, 0), ST_NOT_FOUND);
	assert_int_equal(settle(st, KEY "a1", REQUEST_SENDING, 0), ST_INVALID);
	assert_int_equal(
		store_outbox_settle(st->store,
			&(struct outbox_settle){ .key = KEY "a1",
				.state = REQUEST_PARKED,
				.problem = "a problem of more than forty letters is none" },
			NULL, 1),
		ST_TOO_LONG);
	assert_takes(st, 1000, KEY "a1");
}

static void
settle__keeps_what_the_next_try_needs(void **state)
{
	struct state *st = *state;
	struct outbox_settle again = { .key = KEY "a1",
		.state = REQUEST_WAITING,
		.next_ms = 2000,
		.outcome_unknown = true,
		.problem = "unreachable" };
	struct outbox_item item;
	int64_t next = -1;

	confirm_first(st);
	assert_takes(st, 1000, KEY "a1");
	assert_int_equal(store_outbox_settle(st->store, &again, NULL, 1500), ST_OK);
	assert_int_equal(store_outbox_take(st->store, 2000, &item, &next), ST_OK);
	assert_string_equal(item.body.data, "{\"nik\":1}");
	assert_true(item.outcome_unknown);
	assert_int_equal(item.attempts, 1);
	outbox_item_free(&item);
}

/* A claim whose visit the centre has forgotten goes another way, in the place of the first. */
static void
settle__puts_another_request_in_the_place_of_one(void **state)
{
	struct state *st = *state;
	struct outbox_put other = request(KEY "a3", "offline-claim", "{\"nik\":1}");
	struct outbox_settle replaced = { .key = KEY "a1",
		.state = REQUEST_EXPIRED,
		.problem = "visit-not-found",
		.instead = &other };
	struct claim_got got;

	confirm_first(st);
	assert_takes(st, 1000, KEY "a1");
	assert_int_equal(store_outbox_settle(st->store, &replaced, NULL, 1500), ST_OK);
	assert_int_equal(store_outbox_settle(st->store, &replaced, NULL, 1500), ST_NOT_FOUND);
	assert_int_equal(state_number(st, "SELECT count(*) FROM request WHERE made_ms=100 AND"
					  " code='AAAABBBB2' AND visit='" VISIT "'"),
		3);
	assert_int_equal(store_claim_by_code(st->store, "AAAABBBB2", &got), ST_OK);
	assert_int_equal(got.request, REQUEST_WAITING);
	claim_got_free(&got);
	replaced.state = REQUEST_PARKED;
	assert_int_equal(store_outbox_settle(st->store, &replaced, NULL, 1500), ST_INVALID);
}

/* --- rounds ---------------------------------------------------------------------------------------------------------- */

/* A round on two claims, of which the first one's claim is being sent and ends. */
static enum status
end_first(struct state *st, const struct journal_entry *entry, struct outbox_round *round)
{
	const struct outbox_settle done = { .key = KEY "a1", .state = REQUEST_DONE };
	const struct outbox_settle parked = {
		.key = KEY "c1", .state = REQUEST_PARKED, .problem = "refused"
	};
	const struct outbox_ended ended[] = { { &done, NULL, 2000 }, { &parked, entry, 2000 } };

	round->ended = ended;
	round->ended_n = ARRAY_LEN(ended);
	round->now_ms = 2000;
	return store_outbox_round(st->store, round);
}

static void
begin_two(struct state *st)
{
	struct claim_put put = claim("EEEEFFFF4", "0192aabb-ccdd-7f01-bf03-04050607080b",
		"6308101212640011", 90);
	struct outbox_put only = request(KEY "c1", "claim", "{}");

	confirm_first(st);
	assert_int_equal(store_confirm(st->store, &put, &only, 1, NULL), ST_OK);
	assert_takes(st, 1000, KEY "a1");
	assert_takes(st, 1000, KEY "c1");
	confirm_second(st);
}

static void
round__settles_what_ended_and_takes_what_that_lets_go(void **state)
{
	struct outbox_item item[4];
	struct outbox_round round = { .room = 4, .bytes = 1000, .item = item };
	struct state *st = *state;

	begin_two(st);
	assert_int_equal(end_first(st, &confirmed, &round), ST_OK);
	assert_int_equal(round.items, 2);
	assert_true(round.dry);
	assert_int_equal(round.next_ms, 0);
	assert_string_equal(item[0].key, KEY "a2");
	assert_string_equal(item[0].body.data, "jpeg");
	assert_string_equal(item[1].key, KEY "b1");
	assert_int_equal(state_number(st, "SELECT count(*) FROM request WHERE state=1"), 2);
	assert_int_equal(state_number(st, "SELECT count(*) FROM request WHERE state=3"), 1);
	for (size_t i = 0; i < round.items; i++)
		outbox_item_free(&item[i]);
}

static void
round__that_fails_in_one_part_leaves_all_as_it_was(void **state)
{
	const struct journal_entry bad = { .event = EVENT_CLAIM_PARKED, .visit = "nonsense" };
	struct outbox_item item[4];
	struct outbox_round round = { .room = 4, .bytes = 1000, .item = item };
	struct state *st = *state;

	begin_two(st);
	assert_int_equal(end_first(st, &bad, &round), ST_INVALID);
	assert_int_equal(round.items, 0);
	assert_int_equal(state_number(st, "SELECT count(*) FROM request WHERE state=1"), 2);
	assert_int_equal(state_number(st, "SELECT count(*) FROM request WHERE state=0"), 2);
	assert_int_equal(state_number(st, "SELECT count(*) FROM journal"), 1);
}

static void
round__passes_over_what_is_final_already(void **state)
{
	struct outbox_item item[1];
	struct outbox_round round = { .item = item };
	struct state *st = *state;

	begin_two(st);
	assert_int_equal(settle(st, KEY "a1", REQUEST_DONE, 0), ST_OK);
	assert_int_equal(end_first(st, NULL, &round), ST_OK);
	assert_int_equal(round.items, 0);
	assert_int_equal(state_number(st, "SELECT state FROM request WHERE key='" KEY "c1'"),
		REQUEST_PARKED);
}

static void
round__takes_no_more_than_room_and_bytes(void **state)
{
	struct outbox_item item[4];
	struct outbox_round by_room = { .room = 1, .bytes = 1000, .now_ms = 1000, .item = item };
	struct outbox_round by_bytes = { .room = 4, .bytes = 1, .now_ms = 1000, .item = item };
	struct state *st = *state;

	confirm_first(st);
	confirm_second(st);
	assert_int_equal(store_outbox_round(st->store, &by_room), ST_OK);
	assert_int_equal(by_room.items, 1);
	assert_false(by_room.dry);
	outbox_item_free(&item[0]);
	state_reopen(st);
	assert_int_equal(store_outbox_round(st->store, &by_bytes), ST_OK);
	assert_int_equal(by_bytes.items, 1);
	assert_false(by_bytes.dry);
	outbox_item_free(&item[0]);
}

static void
round__of_a_line_that_is_back_hurries_what_nobody_answered(void **state)
{
	struct outbox_item item[4];
	struct outbox_round round = {
		.room = 4, .bytes = 1000, .now_ms = 1000, .hurry = true, .item = item
	};
	const struct outbox_settle later = { .key = KEY "a1",
		.state = REQUEST_WAITING,
		.next_ms = 9000,
		.http_status = 503 };
	struct state *st = *state;

	confirm_first(st);
	confirm_second(st);
	assert_int_equal(store_outbox_settle(st->store, &later, NULL, 500), ST_OK);
	assert_int_equal(settle(st, KEY "b1", REQUEST_WAITING, 9000), ST_OK);
	assert_int_equal(store_outbox_round(st->store, &round), ST_OK);
	assert_int_equal(round.items, 1);
	assert_string_equal(item[0].key, KEY "b1");
	assert_int_equal(round.next_ms, 9000);
	outbox_item_free(&item[0]);
}

static void
attention__lists_what_is_refused_or_there_twice(void **state)
{
	struct state *st = *state;
	const struct outbox_settle twice = { .key = KEY "b1",
		.state = REQUEST_DONE,
		.number = "JHT-2026-0000104",
		.status = "to_verify",
		.duplicate_of = "JHT-2026-0000019" };
	const struct outbox_settle refused = {
		.key = KEY "a1", .state = REQUEST_PARKED, .problem = "account-dormant"
	};
	struct attention row[2];
	size_t n = 9;

	assert_int_equal(store_attention(st->store, "2026-11-23", "", row, 2, &n), ST_OK);
	assert_int_equal(n, 0);
	confirm_first(st);
	confirm_second(st);
	assert_int_equal(store_outbox_settle(st->store, &twice, NULL, 1), ST_OK);
	assert_int_equal(store_outbox_settle(st->store, &refused, NULL, 1), ST_OK);
	assert_int_equal(store_attention(st->store, "2026-11-23", "", row, 2, &n), ST_OK);
	assert_int_equal(n, 2);
	assert_string_equal(row[0].problem, "account-dormant");
	assert_string_equal(row[0].duplicate_of, "");
	assert_string_equal(row[1].code, "CCCCDDDD3");
	assert_string_equal(row[1].duplicate_of, "JHT-2026-0000019");
	assert_int_equal(store_attention(st->store, "2026-11-23", "", row, 1, &n), ST_OK);
	assert_int_equal(n, 1);
	state_tamper(st, "UPDATE claim SET status='paid'");
	assert_int_equal(store_attention(st->store, "2026-11-23", "", row, 2, &n), ST_OK);
	assert_int_equal(n, 1);
}

static void
counts__tell_each_state_and_the_oldest(void **state)
{
	struct state *st = *state;
	struct outbox_counts counts;

	assert_int_equal(store_outbox_counts(st->store, &counts), ST_OK);
	assert_int_equal(counts.waiting + counts.sending + counts.oldest_waiting_ms, 0);
	confirm_first(st);
	confirm_second(st);
	assert_takes(st, 1000, KEY "a1");
	assert_int_equal(store_outbox_counts(st->store, &counts), ST_OK);
	assert_int_equal(counts.waiting, 2);
	assert_int_equal(counts.sending, 1);
	assert_int_equal(counts.oldest_waiting_ms, 100);
	assert_int_equal(settle(st, KEY "a1", REQUEST_DONE, 0), ST_OK);
	assert_int_equal(settle(st, KEY "a2", REQUEST_PARKED, 0), ST_OK);
	assert_int_equal(store_outbox_counts(st->store, &counts), ST_OK);
	assert_int_equal(counts.done, 1);
	assert_int_equal(counts.parked, 1);
	assert_int_equal(counts.waiting, 1);
	assert_int_equal(counts.oldest_waiting_ms, 200);
}

#define STATE_TEST(test) cmocka_unit_test_setup_teardown(test, open_state, drop_state)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		STATE_TEST(confirm__keeps_claim_requests_and_journal_and_drops_the_draft),
		STATE_TEST(confirm__said_twice_is_done_once),
		STATE_TEST(confirm__never_takes_a_stranger_for_the_same),
		STATE_TEST(confirm__with_a_bad_journal_entry_keeps_nothing),
		STATE_TEST(confirm__refuses_what_could_not_be_read_back),
		STATE_TEST(claim__is_found_by_its_person_newest_first),
		STATE_TEST(take__gives_the_frozen_bytes),
		STATE_TEST(take__keeps_the_order_of_a_visit_and_lets_others_pass),
		STATE_TEST(confirm__takes_one_unsent_claim_of_a_person),
		STATE_TEST(take__goes_past_what_is_parked_but_not_what_follows_it),
		STATE_TEST(take__gives_out_what_expired_behind_what_waits_or_is_parked),
		STATE_TEST(settle__puts_another_request_in_the_place_of_one),
		STATE_TEST(take__gives_out_what_expired_to_be_settled),
		STATE_TEST(open__turns_what_was_being_sent_into_waiting_outcome_unknown),
		STATE_TEST(take__parks_what_does_not_open_and_goes_on),
		STATE_TEST(take__does_not_take_an_answer_for_a_body),
		STATE_TEST(claim__with_the_receipt_of_another_is_tampered),
		STATE_TEST(take__parks_even_when_nothing_else_is_due),
		STATE_TEST(take__does_not_wait_for_a_clock_that_was_wrong),
		STATE_TEST(settle__writes_the_centres_answer_into_the_claim),
		STATE_TEST(settle__refuses_what_is_not_there_or_no_ending),
		STATE_TEST(settle__keeps_what_the_next_try_needs),
		STATE_TEST(round__settles_what_ended_and_takes_what_that_lets_go),
		STATE_TEST(round__that_fails_in_one_part_leaves_all_as_it_was),
		STATE_TEST(round__passes_over_what_is_final_already),
		STATE_TEST(round__takes_no_more_than_room_and_bytes),
		STATE_TEST(round__of_a_line_that_is_back_hurries_what_nobody_answered),
		STATE_TEST(attention__lists_what_is_refused_or_there_twice),
		STATE_TEST(counts__tell_each_state_and_the_oldest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
