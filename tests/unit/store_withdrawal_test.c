/* SPDX-License-Identifier: Apache-2.0 */
/* Consent withdrawn: what has not left never leaves, what has left is followed, and all of it is one transaction. */
#include "base/str.h"
#include "tests/fake/state.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#define VISIT "0192aabb-ccdd-7f01-bf03-040506070809"
#define LATER "0192aabb-ccdd-7f01-bf03-04050607080a"
#define KEY   "0192aabb-ccdd-7f01-bf03-0405060708"
#define NIK   "6308055203600001"
#define CODE  "AAAABBBB2"
#define OTHER "CCCCDDDD3"

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
request(const char *key, const char *kind)
{
	return (struct outbox_put){ .key = key,
		.kind = kind,
		.method = "POST",
		.path = "/v1/x",
		.content_type = "application/json",
		.body = "{}",
		.n = 2 };
}

/* Keys of claim and photograph end in "a1" and "a2". */
static void
confirm(struct state *st)
{
	const struct claim_put put = { .code = CODE,
		.visit = VISIT,
		.nik = NIK,
		.reason = "USIA_56",
		.receipt = "lines",
		.receipt_n = 5,
		.confirmed_ms = 100 };
	const struct outbox_put requests[] = { request(KEY "a1", "offline-claim"),
		request(KEY "a2", "photo") };

	assert_int_equal(store_confirm(st->store, &put, requests, 2, NULL), ST_OK);
}

static enum status
withdraw(struct state *st, const char *code)
{
	const struct outbox_put ask = request(KEY "c1", "withdraw");
	const struct withdrawal_put put = {
		.code = code, .visit = LATER, .request = &ask, .now_ms = 300
	};
	const struct journal_entry entry = { .event = EVENT_CONSENT_WITHDRAWN,
		.at_ms = 300,
		.visit = LATER,
		.actor = "participant",
		.outcome = "ok",
		.detail = "here waiting" };

	return store_withdraw(st->store, &put, &entry);
}

static struct withdrawal_got
found(struct state *st, const char *code)
{
	struct withdrawal_got got = { .stops_ms = -1 };

	assert_int_equal(store_withdrawal(st->store, code, &got), ST_OK);
	return got;
}

static void
takes(struct state *st, const char *key)
{
	struct outbox_item item;
	int64_t next = -1;

	assert_int_equal(store_outbox_take(st->store, 400, &item, &next), ST_OK);
	assert_string_equal(item.key, key);
	outbox_item_free(&item);
}

static void
takes_nothing(struct state *st)
{
	struct outbox_item item;
	int64_t next = -1;

	assert_int_equal(store_outbox_take(st->store, 400, &item, &next), ST_NOT_FOUND);
}

static void
settle(struct state *st, const char *key, enum request_state to, bool unknown)
{
	const struct outbox_settle ended = {
		.key = key, .state = to, .next_ms = 350, .outcome_unknown = unknown,
		.problem = to == REQUEST_DONE ? "" : "busy"
	};

	assert_int_equal(store_outbox_settle(st->store, &ended, NULL, 350), ST_OK);
}

static int64_t
outcomes(struct state *st, const char *outcome)
{
	char sql[128];

	assert_int_equal(str_format(sql, sizeof(sql),
				 "SELECT count(*) FROM journal WHERE"
				 " event='consent.withdrawn' AND outcome='%s'",
				 outcome),
		ST_OK);
	return state_number(st, sql);
}

/* Nothing of it is left but that it was. */
static void
is_closed(struct state *st)
{
	struct claim_got claim;

	assert_int_equal(found(st, CODE).state, WITHDRAWN_HERE);
	takes_nothing(st);
	assert_int_equal(
		state_number(st, "SELECT count(*) FROM request WHERE body IS NOT NULL"), 0);
	assert_int_equal(state_number(st, "SELECT count(*) FROM request WHERE state<>4"), 0);
	assert_int_equal(
		state_number(st, "SELECT count(*) FROM claim WHERE person IS NOT NULL"), 0);
	assert_int_equal(store_claim_by_code(st->store, CODE, &claim), ST_OK);
	assert_int_equal(claim.receipt.len, 0);
	assert_string_equal(claim.status, "withdrawn");
	claim_got_free(&claim);
}

static void
withdraw__closes_a_claim_that_has_not_left(void **state)
{
	struct state *st = *state;

	confirm(st);
	assert_int_equal(withdraw(st, CODE), ST_OK);
	is_closed(st);
	assert_int_equal(outcomes(st, "closed"), 1);
	state_reopen(st);
	is_closed(st);
}

static void
withdraw__closes_a_claim_the_centre_refused(void **state)
{
	struct state *st = *state;

	confirm(st);
	takes(st, KEY "a1");
	settle(st, KEY "a1", REQUEST_PARKED, false);
	assert_int_equal(withdraw(st, CODE), ST_OK);
	is_closed(st);
}

static void
withdraw__follows_a_claim_that_may_have_arrived(void **state)
{
	struct state *st = *state;

	confirm(st);
	takes(st, KEY "a1");
	settle(st, KEY "a1", REQUEST_WAITING, true);
	assert_int_equal(withdraw(st, CODE), ST_OK);
	assert_int_equal(found(st, CODE).state, WITHDRAWN_WAITS);
	assert_int_equal(outcomes(st, "ok"), 1);
	takes(st, KEY "a1");
	takes_nothing(st); /* in its visit, and the photograph is closed */
	settle(st, KEY "a1", REQUEST_DONE, false);
	takes(st, KEY "c1");
	assert_int_equal(state_number(st, "SELECT count(*) FROM request WHERE kind='photo'"
					  " AND body IS NULL AND state=4"),
		1);
}

static void
withdraw__of_a_claim_refused_meanwhile_is_closed_with_it(void **state)
{
	struct state *st = *state;

	confirm(st);
	takes(st, KEY "a1"); /* on its way while the person withdraws */
	assert_int_equal(withdraw(st, CODE), ST_OK);
	settle(st, KEY "a1", REQUEST_PARKED, false);
	is_closed(st);
}

static void
withdraw__of_what_the_centre_has_keeps_its_answer(void **state)
{
	const struct outbox_settle answered = { .key = KEY "c1",
		.state = REQUEST_DONE,
		.reference = "WD-0000000001",
		.stops_ms = 777 };
	struct state *st = *state;
	struct withdrawal_got got;

	confirm(st);
	takes(st, KEY "a1");
	settle(st, KEY "a1", REQUEST_DONE, false);
	assert_int_equal(withdraw(st, CODE), ST_OK);
	takes(st, KEY "c1");
	assert_int_equal(store_outbox_settle(st->store, &answered, NULL, 350), ST_OK);
	state_reopen(st);
	got = found(st, CODE);
	assert_int_equal(got.state, WITHDRAWN_DONE);
	assert_string_equal(got.reference, "WD-0000000001");
	assert_int_equal(got.stops_ms, 777);
	assert_string_equal(got.key, KEY "c1");
}

static void
withdraw__of_a_claim_made_elsewhere_waits_with_its_code(void **state)
{
	struct state *st = *state;
	struct unsent_claim unsent[4];
	size_t n;
	int total;

	assert_int_equal(withdraw(st, OTHER), ST_OK);
	assert_int_equal(found(st, OTHER).state, WITHDRAWN_WAITS);
	assert_int_equal(store_unsent(st->store, unsent, 4, &n, &total), ST_OK);
	assert_int_equal(n, 0); /* no claim waits */
	takes(st, KEY "c1");
	settle(st, KEY "c1", REQUEST_PARKED, false);
	assert_int_equal(found(st, OTHER).state, WITHDRAWN_STAFF);
	assert_string_equal(found(st, OTHER).problem, "busy");
}

static void
withdraw__a_second_time_changes_nothing(void **state)
{
	struct state *st = *state;
	struct withdrawal_got got;

	assert_int_equal(store_withdrawal(st->store, OTHER, &got), ST_NOT_FOUND);
	assert_int_equal(withdraw(st, OTHER), ST_OK);
	assert_int_equal(withdraw(st, OTHER), ST_EXISTS);
	assert_int_equal(outcomes(st, "ok"), 1);
	assert_int_equal(state_number(st, "SELECT count(*) FROM request"), 1);
}

static void
withdraw__sent_when_the_power_went_is_asked_for(void **state)
{
	struct state *st = *state;
	struct outbox_item item;
	int64_t next;

	assert_int_equal(withdraw(st, OTHER), ST_OK);
	takes(st, KEY "c1");
	state_reopen(st);
	assert_int_equal(found(st, OTHER).state, WITHDRAWN_WAITS);
	assert_int_equal(store_outbox_take(st->store, 400, &item, &next), ST_OK);
	assert_true(item.outcome_unknown);
	outbox_item_free(&item);
}

#define STATE_TEST(test) cmocka_unit_test_setup_teardown(test, open_state, drop_state)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		STATE_TEST(withdraw__closes_a_claim_that_has_not_left),
		STATE_TEST(withdraw__closes_a_claim_the_centre_refused),
		STATE_TEST(withdraw__follows_a_claim_that_may_have_arrived),
		STATE_TEST(withdraw__of_a_claim_refused_meanwhile_is_closed_with_it),
		STATE_TEST(withdraw__of_what_the_centre_has_keeps_its_answer),
		STATE_TEST(withdraw__of_a_claim_made_elsewhere_waits_with_its_code),
		STATE_TEST(withdraw__a_second_time_changes_nothing),
		STATE_TEST(withdraw__sent_when_the_power_went_is_asked_for),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
