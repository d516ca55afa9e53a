/* SPDX-License-Identifier: Apache-2.0 */
/* Four eyes are two people's, one of them with the right role, in time, and all of it is journalled. */
#include "work/approval.h"

#include "base/str.h"
#include "tests/fake/desk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#define VISIT "01890a5d-ac96-774b-bcce-b302099a8057"

static const struct staff rina = { "rina-id", "Rina", "RN", "officer" };
static const struct staff budi = { "budi-id", "Budi", "BD", "supervisor" };
static const struct staff tono = { "tono-id", "Tono", "TN", "supervisor" };

static struct told {
	int times;
	enum approval_answer answer;
	char by[24];
} told;

static void
on_answer(void *ctx, enum approval_answer answer, const struct staff *by)
{
	struct told *to = ctx;

	to->times++;
	to->answer = answer;
	memcpy(to->by, by ? by->id : "nobody", by ? sizeof(by->id) : sizeof("nobody"));
}

static int
begin(void **state)
{
	static struct fake_desk fake;

	fake_desk_new(&fake);
	told = (struct told){ 0 };
	*state = &fake;
	return 0;
}

static int
end(void **state)
{
	fake_desk_free(*state);
	return 0;
}

static enum status
ask(struct fake_desk *fake, const struct staff *by)
{
	const struct approval_wanted wanted = {
		.what = "unblock", .words = "Buka blokir JMO", .visit = VISIT, .by = *by
	};

	return approval_ask(&fake->desk, &wanted, on_answer, &told);
}

/* Journal rows of the event with the outcome, by whom. */
static int
rows(struct fake_desk *fake, const char *event, const char *outcome, const char *actor)
{
	char sql[256];

	fake_desk_settle(fake);
	assert_int_equal(
		str_format(sql, sizeof(sql),
			"SELECT count(*) FROM journal WHERE event='%s' AND outcome='%s' AND "
			"actor='%s' AND detail='unblock'",
			event, outcome, actor),
		ST_OK);
	return (int)state_number(&fake->state, sql);
}

static void
approval__of_another_person_with_the_role__is_given(void **state)
{
	struct fake_desk *fake = *state;

	assert_null(approval_open(&fake->desk));
	assert_int_equal(ask(fake, &rina), ST_OK);
	assert_string_equal(approval_open(&fake->desk)->words, "Buka blokir JMO");
	assert_int_equal(approval_answer(&fake->desk, &budi, true), ST_OK);
	assert_int_equal(told.times, 1);
	assert_int_equal(told.answer, APPROVAL_GIVEN);
	assert_string_equal(told.by, "budi-id");
	assert_null(approval_open(&fake->desk));
	assert_int_equal(approval_answer(&fake->desk, &budi, true), ST_NOT_FOUND);
	assert_int_equal(rows(fake, "approval.ask", "ok", "rina-id"), 1);
	assert_int_equal(rows(fake, "approval.end", "ok", "budi-id"), 1);
}

static void
approval__refused__is_told(void **state)
{
	struct fake_desk *fake = *state;

	assert_int_equal(ask(fake, &rina), ST_OK);
	assert_int_equal(approval_answer(&fake->desk, &budi, false), ST_OK);
	assert_int_equal(told.answer, APPROVAL_REFUSED);
	assert_int_equal(rows(fake, "approval.end", "refused", "budi-id"), 1);
}

static void
same_person__twice__is_refused_and_journalled(void **state)
{
	struct fake_desk *fake = *state;

	assert_int_equal(ask(fake, &budi), ST_OK);
	assert_int_equal(approval_answer(&fake->desk, &budi, true), ST_EXISTS);
	assert_int_equal(told.times, 0);
	assert_int_equal(rows(fake, "approval.denied", "same-person", "budi-id"), 1);
	assert_int_equal(approval_answer(&fake->desk, &tono, true), ST_OK);
	assert_string_equal(told.by, "tono-id");
}

static void
officer__where_a_supervisor_must__is_refused_and_journalled(void **state)
{
	struct fake_desk *fake = *state;

	assert_int_equal(ask(fake, &budi), ST_OK);
	assert_int_equal(approval_answer(&fake->desk, &rina, true), ST_DENIED);
	assert_int_equal(told.times, 0);
	assert_int_equal(rows(fake, "approval.denied", "role", "rina-id"), 1);
	assert_non_null(approval_open(&fake->desk));
}

static void
second_one__while_one_is_wanted__waits_its_turn(void **state)
{
	struct fake_desk *fake = *state;

	assert_int_equal(ask(fake, &rina), ST_OK);
	assert_int_equal(ask(fake, &budi), ST_BUSY);
	approval_withdraw(&fake->desk, "another-visit");
	assert_non_null(approval_open(&fake->desk));
	approval_withdraw(&fake->desk, VISIT);
	assert_int_equal(told.times, 0);
	assert_int_equal(ask(fake, &budi), ST_OK);
	assert_int_equal(rows(fake, "approval.end", "withdrawn", "rina-id"), 1);
}

static void
nobody__in_five_minutes__is_told(void **state)
{
	struct fake_desk *fake = *state;

	assert_int_equal(ask(fake, &rina), ST_OK);
	fake_clock_advance(&fake->clock, APPROVAL_MS - 1);
	approval_tick(&fake->desk);
	assert_int_equal(told.times, 0);
	fake_clock_advance(&fake->clock, 1);
	approval_tick(&fake->desk);
	approval_tick(&fake->desk);
	assert_int_equal(told.times, 1);
	assert_int_equal(told.answer, APPROVAL_LATE);
	assert_int_equal(rows(fake, "approval.end", "late", "kiosk"), 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(approval__of_another_person_with_the_role__is_given),
		TEST(approval__refused__is_told),
		TEST(same_person__twice__is_refused_and_journalled),
		TEST(officer__where_a_supervisor_must__is_refused_and_journalled),
		TEST(second_one__while_one_is_wanted__waits_its_turn),
		TEST(nobody__in_five_minutes__is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
