/* SPDX-License-Identifier: Apache-2.0 */
/* The door of the staff: who gets in, what wrong PINs cost, cards, and what is done to accounts. */
#include "base/array.h"
#include "base/str.h"
#include "rules/staff.h"
#include "tests/fake/state.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#define MORNING    INT64_C(1795395600000)
#define MINUTE     INT64_C(60000)
#define RINA_PIN   "482916"
#define BADU_PIN   "739105"
#define WRONG_PIN  "918273"
#define RINA_CARD  "31415926535897932384626433832795"
#define OTHER_CARD "27182818284590452353602874713526"

static const struct staff rina = { "staff-RN", "Rina Norliani", "RN", "officer" };
static const struct staff badu = { "staff-BH", "Badu Hasan", "BH", "supervisor" };

static int
open_counter(void **state)
{
	static struct state st;

	state_new(&st);
	assert_int_equal(store_staff_add(st.store, &rina, RINA_PIN, 1), ST_OK);
	assert_int_equal(store_staff_add(st.store, &badu, BADU_PIN, 1), ST_OK);
	*state = &st;
	return 0;
}

static int
close_counter(void **state)
{
	state_free(*state);
	return 0;
}

static struct staff_answer
enter(struct state *st, const char *pin, const char *card, int64_t now_ms)
{
	const struct staff_try attempt = { pin, card, now_ms };
	struct staff_answer answer;

	assert_int_equal(store_staff_enter(st->store, &attempt, &answer), ST_OK);
	return answer;
}

static void
expect(struct state *st, const char *pin, const char *card, int64_t now_ms,
	enum staff_door door)
{
	assert_int_equal(enter(st, pin, card, now_ms).door, door);
}

/* Each as soon as it is tried at all; the time it then is. */
static int64_t
try_wrong(struct state *st, const char *card, int times, int64_t now_ms)
{
	for (int i = 0; i < times; i++) {
		struct staff_answer answer = enter(st, WRONG_PIN, card, now_ms);

		assert_true(answer.door == DOOR_WRONG || answer.door == DOOR_LOCKED);
		now_ms += answer.wait_s * INT64_C(1000);
	}
	return now_ms;
}

static void
enter__opens_to_the_pin_alone(void **state)
{
	struct state *st = *state;
	struct staff_answer answer = enter(st, RINA_PIN, "", MORNING);

	assert_int_equal(answer.door, DOOR_OPEN);
	assert_memory_equal(&answer.staff, &rina, sizeof(rina));
	expect(st, "", "", MORNING, DOOR_WRONG);
	expect(st, "48291", "", MORNING, DOOR_WRONG);
}

static void
enter__fifth_wrong_one_waits_15_s_also_over_a_restart(void **state)
{
	struct state *st = *state;
	struct staff_answer answer;

	(void)try_wrong(st, "", 4, MORNING);
	answer = enter(st, WRONG_PIN, "", MORNING);
	assert_int_equal(answer.door, DOOR_WRONG);
	assert_int_equal(answer.wait_s, 15);
	assert_string_equal(answer.counted, STAFF_KIOSK);
	state_reopen(st);
	answer = enter(st, RINA_PIN, "", MORNING + 5000);
	assert_int_equal(answer.door, DOOR_WAIT);
	assert_int_equal(answer.wait_s, 10);
	expect(st, RINA_PIN, "", MORNING + 15000, DOOR_OPEN);
}

static void
enter__own_right_one_does_not_pay_for_guessing(void **state)
{
	struct state *st = *state;

	(void)try_wrong(st, "", 4, MORNING);
	expect(st, RINA_PIN, "", MORNING, DOOR_OPEN); /* takes back one */
	expect(st, WRONG_PIN, "", MORNING, DOOR_WRONG);
	assert_int_equal(enter(st, WRONG_PIN, "", MORNING).wait_s, 15);
	expect(st, BADU_PIN, "", MORNING + 15000, DOOR_OPEN); /* all */
	assert_int_equal(state_number(st, "SELECT count(*) FROM pin_try"), 0);
}

static void
enter__locked_kiosk_opens_to_a_supervisor_alone_and_tells_nothing(void **state)
{
	struct state *st = *state;
	int64_t now_ms = try_wrong(st, "", PIN_TRIES_LOCK, MORNING);

	expect(st, RINA_PIN, "", now_ms, DOOR_LOCKED);
	expect(st, BADU_PIN, "", now_ms, DOOR_LOCKED); /* not tried: it is too early */
	now_ms += 15 * MINUTE;
	expect(st, WRONG_PIN, "", now_ms, DOOR_LOCKED);
	now_ms += 15 * MINUTE;
	expect(st, BADU_PIN, "", now_ms, DOOR_OPEN);
	expect(st, RINA_PIN, "", now_ms, DOOR_OPEN);
}

static void
enter__card_opens_nothing_without_its_own_pin(void **state)
{
	struct state *st = *state;

	assert_int_equal(store_staff_set_card(st->store, rina.id, RINA_CARD), ST_OK);
	expect(st, "", RINA_CARD, MORNING, DOOR_WRONG);
	expect(st, BADU_PIN, RINA_CARD, MORNING, DOOR_WRONG);
	expect(st, RINA_PIN, OTHER_CARD, MORNING, DOOR_NO_CARD);
	expect(st, RINA_PIN, RINA_CARD, MORNING, DOOR_OPEN);
	assert_int_equal(store_staff_set_card(st->store, rina.id, OTHER_CARD), ST_OK);
	expect(st, RINA_PIN, RINA_CARD, MORNING, DOOR_NO_CARD);
	expect(st, RINA_PIN, OTHER_CARD, MORNING, DOOR_OPEN);
	assert_int_equal(store_staff_set_card(st->store, rina.id, ""), ST_OK);
	expect(st, RINA_PIN, OTHER_CARD, MORNING, DOOR_NO_CARD);
}

static void
enter__wrong_ones_with_a_card_are_its_owners_alone(void **state)
{
	struct state *st = *state;
	int64_t now_ms;

	assert_int_equal(store_staff_set_card(st->store, rina.id, RINA_CARD), ST_OK);
	assert_int_equal(store_staff_set_card(st->store, badu.id, OTHER_CARD), ST_OK);
	now_ms = try_wrong(st, RINA_CARD, PIN_TRIES_LOCK, MORNING) + 60 * MINUTE;
	expect(st, RINA_PIN, RINA_CARD, now_ms, DOOR_LOCKED);
	expect(st, RINA_PIN, "", now_ms, DOOR_LOCKED);
	expect(st, BADU_PIN, "", now_ms, DOOR_OPEN);
	expect(st, BADU_PIN, OTHER_CARD, now_ms, DOOR_OPEN);
	assert_int_equal(store_staff_unlock(st->store, rina.id), ST_OK);
	expect(st, RINA_PIN, RINA_CARD, now_ms, DOOR_OPEN);
}

static void
enter__locked_kiosk_lets_a_card_with_its_pin_in(void **state)
{
	struct state *st = *state;
	int64_t now_ms = try_wrong(st, "", PIN_TRIES_LOCK, MORNING);

	assert_int_equal(store_staff_set_card(st->store, rina.id, RINA_CARD), ST_OK);
	expect(st, RINA_PIN, RINA_CARD, now_ms - 1000, DOOR_OPEN);
	expect(st, RINA_PIN, "", now_ms - 1000, DOOR_LOCKED);
}

static void
disable__closes_the_account_and_enable_opens_it(void **state)
{
	struct state *st = *state;
	struct staff found;

	assert_int_equal(store_staff_disable(st->store, rina.id, MORNING), ST_OK);
	assert_int_equal(store_staff_is_open(st->store, rina.id), ST_NOT_FOUND);
	expect(st, RINA_PIN, "", MORNING, DOOR_DISABLED);
	assert_int_equal(store_staff_check(st->store, RINA_PIN, &found), ST_DENIED);
	assert_int_equal(state_number(st, "SELECT count(*) FROM pin_try"), 0);
	assert_int_equal(store_staff_disable(st->store, rina.id, MORNING), ST_NOT_FOUND);
	assert_int_equal(store_staff_enable(st->store, rina.id), ST_OK);
	expect(st, RINA_PIN, "", MORNING, DOOR_OPEN);
	assert_int_equal(store_staff_enable(st->store, "staff-XX"), ST_NOT_FOUND);
}

static void
disable__leaves_one_supervisor(void **state)
{
	static const struct staff sari = { "staff-SR", "Sari", "SR", "supervisor" };
	struct state *st = *state;

	assert_int_equal(store_staff_disable(st->store, badu.id, MORNING), ST_BUSY);
	expect(st, BADU_PIN, "", MORNING, DOOR_OPEN);
	assert_int_equal(store_staff_add(st->store, &sari, "640917", 1), ST_OK);
	assert_int_equal(store_staff_disable(st->store, badu.id, MORNING), ST_OK);
	assert_int_equal(store_staff_disable(st->store, sari.id, MORNING), ST_BUSY);
}

static void
reset_pin__takes_the_place_and_forgives(void **state)
{
	struct state *st = *state;

	assert_int_equal(store_staff_set_card(st->store, rina.id, RINA_CARD), ST_OK);
	(void)try_wrong(st, RINA_CARD, PIN_TRIES_LOCK, MORNING);
	assert_int_equal(store_staff_reset_pin(st->store, rina.id, "123456"), ST_INVALID);
	assert_int_equal(store_staff_reset_pin(st->store, rina.id, BADU_PIN), ST_EXISTS);
	assert_int_equal(store_staff_reset_pin(st->store, "staff-XX", "640917"), ST_NOT_FOUND);
	expect(st, RINA_PIN, "", MORNING, DOOR_LOCKED);
	assert_int_equal(store_staff_reset_pin(st->store, rina.id, "640917"), ST_OK);
	expect(st, "640917", RINA_CARD, MORNING, DOOR_OPEN);
	expect(st, RINA_PIN, "", MORNING, DOOR_WRONG);
}

static void
list__says_what_is_closed_locked_and_carried(void **state)
{
	struct state *st = *state;
	struct staff_account account;

	assert_int_equal(store_staff_set_card(st->store, rina.id, RINA_CARD), ST_OK);
	(void)try_wrong(st, RINA_CARD, PIN_TRIES_LOCK, MORNING);
	assert_int_equal(store_staff_disable(st->store, rina.id, MORNING), ST_OK);
	assert_int_equal(store_staff_find(st->store, "RN", &account), ST_OK);
	assert_true(account.disabled && account.locked && account.has_card);
	assert_string_equal(account.staff.name, "Rina Norliani");
	assert_int_equal(store_staff_find(st->store, "BH", &account), ST_OK);
	assert_false(account.disabled || account.locked || account.has_card);
	assert_int_equal(store_staff_find(st->store, "XX", &account), ST_NOT_FOUND);
}

static void
state__holds_no_card_in_clear(void **state)
{
	struct state *st = *state;

	assert_int_equal(store_staff_set_card(st->store, rina.id, RINA_CARD), ST_OK);
	assert_int_equal(
		state_number(st, "SELECT count(*) FROM staff WHERE instr(card,'" RINA_CARD
				 "') OR instr(card, CAST('" RINA_CARD "' AS BLOB))"),
		0);
	assert_int_equal(
		state_number(st, "SELECT count(*) FROM staff WHERE length(card)=32"), 1);
}

#define COUNTER_TEST(name) cmocka_unit_test_setup_teardown(name, open_counter, close_counter)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		COUNTER_TEST(enter__opens_to_the_pin_alone),
		COUNTER_TEST(enter__fifth_wrong_one_waits_15_s_also_over_a_restart),
		COUNTER_TEST(enter__own_right_one_does_not_pay_for_guessing),
		COUNTER_TEST(enter__locked_kiosk_opens_to_a_supervisor_alone_and_tells_nothing),
		COUNTER_TEST(enter__card_opens_nothing_without_its_own_pin),
		COUNTER_TEST(enter__wrong_ones_with_a_card_are_its_owners_alone),
		COUNTER_TEST(enter__locked_kiosk_lets_a_card_with_its_pin_in),
		COUNTER_TEST(disable__closes_the_account_and_enable_opens_it),
		COUNTER_TEST(disable__leaves_one_supervisor),
		COUNTER_TEST(reset_pin__takes_the_place_and_forgives),
		COUNTER_TEST(list__says_what_is_closed_locked_and_carried),
		COUNTER_TEST(state__holds_no_card_in_clear),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
