/* SPDX-License-Identifier: Apache-2.0 */
/* The signed head beside the journal: there within a minute, and when the kiosk ends. */
#include "work/journal_keeper.h"

#include "store/journal_proof.h"
#include "tests/fake/desk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <unistd.h>

enum { MINUTE_MS = 60 * 1000 };

static struct journal_keeper *keeper;

static int
new_desk(void **state)
{
	static struct fake_desk fake;

	fake_desk_new(&fake);
	assert_int_equal(journal_keeper_new(&fake.desk, &keeper), ST_OK);
	*state = &fake;
	return 0;
}

static int
free_desk(void **state)
{
	journal_keeper_stop(keeper);
	fake_desk_free(*state);
	journal_keeper_free(keeper);
	return 0;
}

static void
tick_after(struct fake_desk *fake, int64_t ms)
{
	fake_clock_advance(&fake->clock, ms);
	journal_keeper_tick(keeper);
	fake_desk_settle(fake);
}

static void
note(struct fake_desk *fake)
{
	const struct journal_entry entry = { .event = EVENT_LINE_UP, .actor = "kiosk" };

	desk_journal(&fake->desk, &entry);
	fake_desk_settle(fake);
}

/* Up to which row a head that is kept holds. */
static int64_t
signed_to(struct fake_desk *fake)
{
	struct journal_proof proof;

	assert_int_equal(journal_prove(fake->state.store, NULL, 0, &proof), ST_OK);
	assert_int_equal(proof.n, 0);
	return proof.signed_to;
}

static int64_t
newest(struct fake_desk *fake)
{
	int64_t seq = 0;

	assert_int_equal(store_journal_newest(fake->state.store, &seq), ST_OK);
	return seq;
}

static void
keeper__signs_within_a_minute(void **state)
{
	struct fake_desk *fake = *state;
	int64_t before;

	note(fake);
	tick_after(fake, 0); /* the first at once */
	before = newest(fake);
	assert_int_equal(signed_to(fake), before);
	note(fake);
	tick_after(fake, MINUTE_MS / 2);
	assert_int_equal(signed_to(fake), before);
	tick_after(fake, MINUTE_MS / 2);
	assert_int_equal(signed_to(fake), before + 1);
}

static void
keeper__signs_the_last_row_of_a_kiosk_that_ends(void **state)
{
	struct fake_desk *fake = *state;

	tick_after(fake, 0);
	note(fake);
	journal_keeper_stop(keeper);
	fake_desk_settle(fake);
	assert_int_equal(signed_to(fake), newest(fake));
	note(fake);
	tick_after(fake, MINUTE_MS); /* over */
	assert_int_equal(signed_to(fake), newest(fake) - 1);
}

static void
keeper__goes_on_after_a_head_it_could_not_write(void **state)
{
	struct fake_desk *fake = *state;
	char path[STATE_PATH];

	note(fake);
	state_path(&fake->state, "journal.head.new", path);
	assert_int_equal(symlink("nowhere", path), 0); /* is not followed */
	tick_after(fake, 0);
	assert_int_equal(signed_to(fake), 0);
	assert_int_equal(unlink(path), 0);
	tick_after(fake, MINUTE_MS);
	assert_int_equal(signed_to(fake), newest(fake));
}

#define DESK_TEST(test) cmocka_unit_test_setup_teardown(test, new_desk, free_desk)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		DESK_TEST(keeper__signs_within_a_minute),
		DESK_TEST(keeper__signs_the_last_row_of_a_kiosk_that_ends),
		DESK_TEST(keeper__goes_on_after_a_head_it_could_not_write),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
