/* SPDX-License-Identifier: Apache-2.0 */
/* What the kiosk watches by itself, at a whole counter with a clock that moves when told. */
#include "work/watch.h"

#include "base/array.h"
#include "tests/fake/desk.h"
#include "work/outbox.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

enum { SECOND = 1000, MINUTE = 60 * SECOND, HOUR = 60 * MINUTE };

#define DAY (INT64_C(24) * HOUR)

#define NIK        "6308055203600001"
#define FREEZES    "SELECT count(*) FROM journal WHERE event='outbox.frozen' AND outcome='frozen'"
#define THAWS      "SELECT count(*) FROM journal WHERE event='outbox.frozen' AND outcome='ok'"
#define TO_OFFLINE "51" NIK "\r2"
#define OFFICER    "1482915\r"
#define CONTACT    "\r\r1012301004567501\r"

static struct watch *watch;

static int
new_desk(void **state)
{
	static struct fake_desk fake;

	fake_desk_new(&fake);
	fake.desk.camera.present = false;
	assert_int_equal(watch_new(&fake.desk, &watch), ST_OK);
	*state = &fake;
	return 0;
}

static int
free_desk(void **state)
{
	watch_stop(watch);
	fake_desk_free(*state);
	watch_free(watch);
	return 0;
}

/* Lets time go by at one stroke, then a minute in ticks, so that the watch looks. */
static void
later(struct fake_desk *fake, int64_t ms)
{
	fake_clock_advance(&fake->clock, ms);
	for (int i = 0; i < 2; i++) {
		fake_clock_advance(&fake->clock, MINUTE);
		watch_tick(watch);
		fake_desk_settle(fake);
	}
}

static void
assert_number(struct fake_desk *fake, const char *query, int64_t expected)
{
	int64_t found = state_number(&fake->state, query);

	if (found != expected)
		fail_msg("%s: %lld, not %lld", query, (long long)found, (long long)expected);
}

static void
keep_offline_claim(struct fake_desk *fake)
{
	fake_desk_press(fake, TO_OFFLINE);
	fake_desk_expect(fake, "is_this_you");
	fake_desk_press(fake, "11");
	fake_desk_expect(fake, "attest");
	fake_desk_press(fake, "1" OFFICER "1");
	fake_desk_expect(fake, "kpj_too");
	fake_desk_press(fake, CONTACT);
	fake_desk_expect(fake, "review");
	fake_desk_press(fake, "1");
	fake_desk_pass(fake, 10 * SECOND);
	fake_desk_expect(fake, "result");
	fake_desk_press(fake, "15");
}

static void
accept_offline_claims(struct fake_desk *fake)
{
	fake_http_add(&fake->http,
		&(struct fake_http_rule){ "GET", "/v1/requests/", .status = 404,
			.body = "{\"type\":\"urn:anjungan:problem:request-not-found\","
				"\"title\":\"x\",\"status\":404}" });
	fake_http_add(&fake->http,
		&(struct fake_http_rule){ "POST", "/v1/offline-claims", .status = 202,
			.body = "{\"claim_number\":\"JHT-2026-0000103\",\"receipt_code\":"
				"\"K7MPQ2RXA\",\"status\":\"to_verify\",\"received_at\":"
				"\"2026-11-25T12:00:00+08:00\",\"duplicate_of\":null}" });
}

/* Past the longest wait between two tries. */
static void
let_go(struct fake_desk *fake)
{
	fake_clock_advance(&fake->clock, 6 * MINUTE);
	fake_desk_settle(fake);
}

/* --- frozen ------------------------------------------------------------------------------------------------------------ */

static void
frozen__person_alone_is_told_why_and_gets_a_ticket(void **state)
{
	struct fake_desk *fake = *state;

	keep_offline_claim(fake);
	later(fake, 2 * DAY - HOUR);
	assert_false(fake->desk.place.frozen);
	later(fake, HOUR);
	assert_true(fake->desk.place.frozen);
	fake_desk_press(fake, TO_OFFLINE);
	fake_desk_expect(fake, "frozen");
	assert_true(fake_desk_shows(fake, "lama tidak tersambung"));
	fake_desk_press(fake, "2");
	fake_desk_expect(fake, "ticket_item");
	fake_desk_press(fake, "12");
	fake_desk_expect(fake, "ticket_done");
	assert_true(fake_printer_saw(&fake->printer, "TIKET PETUGAS"));
	assert_true(fake_printer_saw(&fake->printer, "Belum ada, siapkan dulu:"));
	assert_number(fake, "SELECT count(*) FROM claim", 1);
	assert_number(fake, "SELECT count(*) FROM handover WHERE why='frozen'", 1);
}

static void
frozen__with_an_officer_the_claim_goes_on(void **state)
{
	struct fake_desk *fake = *state;

	keep_offline_claim(fake);
	later(fake, 2 * DAY);
	fake_desk_press(fake, "516308031507650002\r21");
	fake_desk_press(fake, OFFICER);
	fake_desk_expect(fake, "officer");
	assert_true(fake_desk_shows(fake, "Beri tahu supervisor"));
	fake_desk_press(fake, "4");
	fake_desk_expect(fake, "is_this_you");
	fake_desk_press(fake, "11");
	fake_desk_expect(fake, "attest");
	fake_desk_press(fake, "11" CONTACT "1");
	fake_desk_pass(fake, 10 * SECOND);
	fake_desk_expect(fake, "result");
	assert_number(fake, "SELECT count(*) FROM claim", 2);
}

static void
frozen__is_journalled_once_and_ends_when_all_is_sent(void **state)
{
	struct fake_desk *fake = *state;

	keep_offline_claim(fake);
	later(fake, 2 * DAY);
	later(fake, HOUR);
	watch_free(watch); /* as a new start */
	assert_int_equal(watch_new(&fake->desk, &watch), ST_OK);
	fake->desk.place.frozen = false;
	later(fake, HOUR);
	assert_true(fake->desk.place.frozen);
	assert_number(fake, FREEZES, 1);
	assert_number(fake, THAWS, 0);
	accept_offline_claims(fake);
	let_go(fake);
	later(fake, 0);
	assert_number(fake, "SELECT state FROM request", REQUEST_DONE);
	assert_false(fake->desk.place.frozen);
	assert_number(fake, FREEZES, 1);
	assert_number(fake, THAWS, 1);
}

/* --- the clock --------------------------------------------------------------------------------------------------------- */

#define CLOCK_ROWS(event, more)                                                                \
	"SELECT count(*) FROM journal WHERE event='clock." event "'" more

static void
set_clock(struct fake_desk *fake, int64_t by_ms)
{
	fake->clock.wall_ms += by_ms;
	watch_tick(watch);
	fake_desk_settle(fake);
	fake_desk_pass(fake, SECOND);
}

/* What was saved before is sent and printed again, drafts and journal go on, whatever day it is now. */
static void
assert_nothing_is_stuck(struct fake_desk *fake)
{
	struct draft draft;
	int64_t rows, broken;
	int64_t now_ms = desk_wall_ms(&fake->desk);

	assert_int_equal(store_draft_save(fake->state.store,
				 "019ab1c2-0000-7000-8000-000000000777", NIK, "a", 1, NULL, now_ms),
		ST_OK);
	assert_int_equal(
		store_draft_find(fake->state.store, NIK, "", now_ms, 15 * MINUTE, &draft),
		ST_OK);
	buf_free(&draft.blob);
	accept_offline_claims(fake);
	let_go(fake);
	fake_desk_pass(fake, SECOND);
	assert_number(fake, "SELECT count(*) FROM request WHERE state<>2", 0);
	assert_int_equal(store_journal_verify(fake->state.store, &rows, &broken), ST_OK);
}

static void
clock__set_back_a_day__is_said_once_and_nothing_is_stuck(void **state)
{
	struct fake_desk *fake = *state;

	keep_offline_claim(fake);
	later(fake, 0);
	set_clock(fake, -DAY);
	assert_true(fake->desk.place.clock_wrong);
	assert_true(fake_desk_shows(fake, "Jam mesin ini salah"));
	later(fake, HOUR);
	later(fake, HOUR);
	assert_number(fake, CLOCK_ROWS("jump", ""), 1);
	assert_number(fake,
		CLOCK_ROWS("wrong", " AND outcome='wrong' AND detail LIKE 'journal -86%'"), 1);
	assert_nothing_is_stuck(fake);
	set_clock(fake, DAY);
	later(fake, 0);
	assert_false(fake->desk.place.clock_wrong);
	assert_number(fake, CLOCK_ROWS("wrong", " AND outcome='ok'"), 1);
}

static void
clock__set_forward_a_day__is_journalled_and_nothing_is_stuck(void **state)
{
	struct fake_desk *fake = *state;

	keep_offline_claim(fake);
	later(fake, 0);
	set_clock(fake, DAY);
	assert_false(fake->desk.place.clock_wrong); /* without the centre nobody can tell */
	assert_number(fake, CLOCK_ROWS("jump", " AND detail='+86400'"), 1);
	assert_number(fake, CLOCK_ROWS("wrong", ""), 0);
	assert_nothing_is_stuck(fake);
}

static void
clock__back_since_the_last_start__is_seen_by_the_journal(void **state)
{
	struct fake_desk *fake = *state;

	keep_offline_claim(fake);
	fake->clock.wall_ms -= DAY;
	watch_free(watch); /* a new start */
	assert_int_equal(watch_new(&fake->desk, &watch), ST_OK);
	later(fake, 0);
	assert_true(fake->desk.place.clock_wrong);
	assert_number(fake, CLOCK_ROWS("jump", ""), 0);
	assert_number(fake, CLOCK_ROWS("wrong", ""), 1);
	watch_free(watch); /* and another: said already */
	assert_int_equal(watch_new(&fake->desk, &watch), ST_OK);
	later(fake, 0);
	assert_true(fake->desk.place.clock_wrong);
	assert_number(fake, CLOCK_ROWS("wrong", ""), 1);
}

/* The centre refuses the signature of a wrong day and tells its time: the kiosk signs by that, and says so. */
static void
clock__of_the_centre__counts_and_signs(void **state)
{
	struct fake_desk *fake = *state;
	int64_t centre_s;

	keep_offline_claim(fake);
	centre_s =
		(desk_wall_ms(&fake->desk) + 6 * MINUTE + DAY) / SECOND; /* at the next try */
	fake_http_add(&fake->http,
		&(struct fake_http_rule){ NULL, "/", .status = 401, .times = 1,
			.date_s = centre_s,
			.body = "{\"type\":\"urn:anjungan:problem:clock-skew\",\"title\":\"x\","
				"\"status\":401}" });
	accept_offline_claims(fake);
	let_go(fake);
	assert_number(fake, "SELECT state FROM request", REQUEST_DONE);
	later(fake, 0);
	assert_true(fake->desk.place.clock_wrong);
	assert_number(fake, CLOCK_ROWS("wrong", " AND detail LIKE 'centre -86%'"), 1);
	assert_number(fake, CLOCK_ROWS("corrected", " AND detail LIKE '+86%'"), 1);
	set_clock(fake, DAY); /* the technician sets it right */
	assert_false(fake->desk.place.clock_wrong);
	assert_number(fake, CLOCK_ROWS("wrong", " AND outcome='ok'"), 1);
}

#define WATCH_TEST(test) cmocka_unit_test_setup_teardown(test, new_desk, free_desk)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		WATCH_TEST(frozen__person_alone_is_told_why_and_gets_a_ticket),
		WATCH_TEST(frozen__with_an_officer_the_claim_goes_on),
		WATCH_TEST(frozen__is_journalled_once_and_ends_when_all_is_sent),
		WATCH_TEST(clock__set_back_a_day__is_said_once_and_nothing_is_stuck),
		WATCH_TEST(clock__set_forward_a_day__is_journalled_and_nothing_is_stuck),
		WATCH_TEST(clock__back_since_the_last_start__is_seen_by_the_journal),
		WATCH_TEST(clock__of_the_centre__counts_and_signs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
