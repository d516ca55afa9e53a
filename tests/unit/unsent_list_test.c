/* SPDX-License-Identifier: Apache-2.0 */
/* The hourly list of unsent codes: when it comes out, when it does not, and what stands on it. */
#include "work/unsent_list.h"

#include "base/array.h"
#include "base/str.h"
#include "tests/fake/desk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

enum { SECOND = 1000, MINUTE = 60 * SECOND, HOUR = 60 * MINUTE };

#define NIK       "6308055203600001"
#define LISTS(is) "SELECT count(*) FROM journal WHERE event='outbox.list' AND outcome" is

static struct unsent_list *list;

static int
new_desk(void **state)
{
	static struct fake_desk fake;

	fake_desk_new(&fake);
	assert_int_equal(unsent_list_new(&fake.desk, &list), ST_OK);
	*state = &fake;
	return 0;
}

static int
free_desk(void **state)
{
	unsent_list_stop(list);
	fake_desk_free(*state);
	unsent_list_free(list);
	return 0;
}

static void
confirm(struct fake_desk *fake, int person)
{
	char visit[UUID_TEXT], code[CODE_ROOM], key[UUID_TEXT], nik[NIK_ROOM];
	const struct journal_entry entry = {
		.event = EVENT_CLAIM_CONFIRM, .at_ms = 1, .visit = visit
	};
	const struct claim_put claim = { .code = code,
		.visit = visit,
		.nik = nik,
		.reason = "USIA_56",
		.receipt = "r",
		.receipt_n = 1,
		.confirmed_ms = desk_wall_ms(&fake->desk) + person };
	const struct outbox_put put = { key, "claim", "POST", "/v1/visits/x/claims",
		"application/json", "{}", 2, 0 };

	assert_int_equal(str_format(nik, sizeof(nik), "63080552036000%02d", person), ST_OK);
	assert_int_equal(str_format(visit, sizeof(visit),
				 "019ab1c2-0000-7000-8000-0000000001%02d", person),
		ST_OK);
	assert_int_equal(str_format(code, sizeof(code), "K7MPQ2R%02d", person), ST_OK);
	assert_int_equal(
		str_format(key, sizeof(key), "019ab1c2-0000-7000-8000-0000000002%02d", person),
		ST_OK);
	assert_int_equal(store_confirm(fake->state.store, &claim, &put, 1, &entry), ST_OK);
}

/* The clock moves at one stroke, then the list has its tick. */
static void
later(struct fake_desk *fake, int64_t ms)
{
	fake_clock_advance(&fake->clock, ms);
	unsent_list_tick(list);
	fake_desk_settle(fake);
}

static void
assert_number(struct fake_desk *fake, const char *query, int64_t expected)
{
	int64_t found = state_number(&fake->state, query);

	if (found != expected)
		fail_msg("%s: %lld, not %lld", query, (long long)found, (long long)expected);
}

static void
list__comes_past_four_hours_and_once_an_hour(void **state)
{
	struct fake_desk *fake = *state;

	confirm(fake, 10);
	confirm(fake, 11);
	state_tamper(&fake->state, "UPDATE request SET state=3 WHERE code='K7MPQ2R11'");
	later(fake, 4 * HOUR - MINUTE);
	assert_int_equal(fake->printer.prints, 0);
	later(fake, 2 * MINUTE);
	assert_int_equal(fake_printer_done(&fake->printer), 1);
	assert_true(fake_printer_saw(&fake->printer, "K7MP-Q2R1-0  23-11 09.00 "));
	assert_true(fake_printer_saw(&fake->printer, "K7MP-Q2R1-1  23-11 09.00 petugas"));
	assert_false(fake_printer_saw(&fake->printer, NIK));
	for (int minutes = 1; minutes < 59; minutes++)
		later(fake, MINUTE);
	assert_int_equal(fake_printer_done(&fake->printer), 1);
	later(fake, 3 * MINUTE);
	assert_int_equal(fake_printer_done(&fake->printer), 2);
	assert_number(fake, LISTS("='ok' AND detail='2'"), 2);
}

static void
list__never_comes_in_the_middle_of_a_visit(void **state)
{
	struct fake_desk *fake = *state;

	confirm(fake, 10);
	fake_desk_press(fake, "5");
	later(fake, 5 * HOUR);
	later(fake, MINUTE);
	assert_int_equal(fake->printer.prints, 0);
	fake_desk_pass(fake, 3 * SECOND);
	fake_desk_expect(fake, "idle"); /* nobody was there any more */
	later(fake, MINUTE);
	assert_int_equal(fake_printer_done(&fake->printer), 1);
}

static void
list__waits_for_paper_and_says_so_once(void **state)
{
	struct fake_desk *fake = *state;

	confirm(fake, 10);
	fake->printer.state = ST_PAPER_OUT;
	later(fake, 5 * HOUR);
	later(fake, 2 * MINUTE);
	later(fake, 2 * MINUTE);
	assert_int_equal(fake->printer.prints, 0); /* nothing was begun without paper */
	assert_number(fake, LISTS("='ST_PAPER_OUT'"), 1);
	fake->printer.state = ST_OK;
	later(fake, 2 * MINUTE);
	assert_int_equal(fake_printer_done(&fake->printer), 1);
	assert_number(fake, LISTS("='ok'"), 1);
}

static void
list__that_tore_does_not_keep_the_next_persons_receipt(void **state)
{
	struct fake_desk *fake = *state;

	confirm(fake, 10);
	fake_printer_fail(&fake->printer, 1, ST_PAPER_OUT);
	later(fake, 5 * HOUR);
	assert_number(fake, LISTS("='ST_PAPER_OUT'"), 1);
	fake_desk_straight_centre(fake);
	fake_desk_press(fake, "51" NIK "\r31111111");
	fake_desk_expect(fake, "ticket_done");
	assert_true(fake_printer_saw(&fake->printer, "TIKET PETUGAS"));
}

static void
list__is_not_printed_again_after_a_restart_within_the_hour(void **state)
{
	struct fake_desk *fake = *state;

	confirm(fake, 10);
	later(fake, 5 * HOUR);
	assert_int_equal(fake_printer_done(&fake->printer), 1);
	unsent_list_free(list);
	assert_int_equal(unsent_list_new(&fake->desk, &list), ST_OK);
	later(fake, 10 * MINUTE);
	later(fake, 10 * MINUTE);
	assert_int_equal(fake_printer_done(&fake->printer), 1);
	later(fake, 45 * MINUTE);
	assert_int_equal(fake_printer_done(&fake->printer), 2);
}

#define LIST_TEST(test) cmocka_unit_test_setup_teardown(test, new_desk, free_desk)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		LIST_TEST(list__comes_past_four_hours_and_once_an_hour),
		LIST_TEST(list__never_comes_in_the_middle_of_a_visit),
		LIST_TEST(list__waits_for_paper_and_says_so_once),
		LIST_TEST(list__that_tore_does_not_keep_the_next_persons_receipt),
		LIST_TEST(list__is_not_printed_again_after_a_restart_within_the_hour),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
