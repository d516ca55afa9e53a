/* SPDX-License-Identifier: Apache-2.0 */
/* Measures of refused frames in the store: in one piece, in order, and gone when they are old. */
#include "base/array.h"
#include "base/str.h"
#include "store/capture.h"
#include "tests/fake/state.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#define VISIT "0192aabb-ccdd-7f01-bf03-040506070809"
#define COUNT "SELECT count(*) FROM capture_quality"

static int
new_state(void **state)
{
	static struct state made;

	state_new(&made);
	*state = &made;
	return 0;
}

static int
free_state(void **state)
{
	state_free(*state);
	return 0;
}

static struct capture_row
refused(int64_t at_ms, const char *reason)
{
	struct capture_row row = { .at_ms = at_ms,
		.visit = VISIT,
		.camera = "v4l2:/dev/video0",
		.measures = { 1, 61.5F, 3, -4, 17, 1.5F, 2, 0.5F, 3, 1080, 22.25F, 0.31F, 0.002F,
			0.8F } };

	str_clip(row.reason, sizeof(row.reason), reason);
	return row;
}

struct got {
	struct capture_row row[4];
	size_t n;
};

static void
take(void *ctx, const struct capture_row *row)
{
	struct got *got = ctx;

	assert_true(got->n < ARRAY_LEN(got->row));
	got->row[got->n++] = *row;
}

static void
expect_same(const struct capture_row *got, const struct capture_row *put)
{
	assert_int_equal(got->at_ms, put->at_ms);
	assert_string_equal(got->visit, put->visit);
	assert_string_equal(got->reason, put->reason);
	assert_string_equal(got->camera, put->camera);
	assert_memory_equal(&got->measures, &put->measures, sizeof(put->measures));
}

static void
capture__gives_back_what_it_took_by_time(void **state)
{
	struct state *st = *state;
	const struct capture_row rows[] = { refused(3000, "dark"), refused(1000, "closer"),
		refused(2000, "level") };
	struct got got = { .n = 0 };

	assert_int_equal(store_capture_add(st->store, rows, ARRAY_LEN(rows)), ST_OK);
	assert_int_equal(store_capture_each(st->store, 1000, 3000, take, &got), ST_OK);
	assert_int_equal(got.n, 2);
	expect_same(&got.row[0], &rows[1]);
	expect_same(&got.row[1], &rows[2]);
}

static void
capture__takes_all_rows_or_none(void **state)
{
	struct state *st = *state;
	struct capture_row rows[] = { refused(1000, "dark"), refused(2000, "") };

	assert_int_equal(store_capture_add(st->store, rows, ARRAY_LEN(rows)), ST_INVALID);
	rows[1] = refused(2000, "dark");
	memset(rows[1].camera, 'x', sizeof(rows[1].camera));
	assert_int_equal(store_capture_add(st->store, rows, ARRAY_LEN(rows)), ST_INVALID);
	rows[1] = refused(2000, "dark");
	rows[1].measures.luminance = NAN;
	assert_int_equal(store_capture_add(st->store, rows, ARRAY_LEN(rows)), ST_INVALID);
	assert_int_equal(state_number(st, COUNT), 0);
}

static void
capture__lets_go_of_what_is_old_or_of_a_wrong_clock(void **state)
{
	struct state *st = *state;
	const struct capture_row rows[] = { refused(1000, "dark"), refused(5000, "dark"),
		refused(99000, "dark") };

	assert_int_equal(store_capture_add(st->store, rows, ARRAY_LEN(rows)), ST_OK);
	assert_int_equal(store_capture_sweep(st->store, 6000, 2000), ST_OK);
	assert_int_equal(state_number(st, COUNT), 1);
	assert_int_equal(state_number(st, "SELECT time_ms FROM capture_quality"), 5000);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			capture__gives_back_what_it_took_by_time, new_state, free_state),
		cmocka_unit_test_setup_teardown(
			capture__takes_all_rows_or_none, new_state, free_state),
		cmocka_unit_test_setup_teardown(
			capture__lets_go_of_what_is_old_or_of_a_wrong_clock, new_state, free_state),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
