/* SPDX-License-Identifier: Apache-2.0 */
/* Strings, buffers, UTF-8, loop and worker. */
#include "base/array.h"
#include "base/buf.h"
#include "base/loop.h"
#include "base/str.h"
#include "base/utf8.h"
#include "base/uuid.h"
#include "base/worker.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <poll.h>
#include <string.h>

static void
str_copy__leaves_nothing_of_what_does_not_fit(void **state)
{
	char room[4] = "old";

	(void)state;
	assert_int_equal(str_copy(room, sizeof(room), "abc"), ST_OK);
	assert_int_equal(str_copy(room, sizeof(room), "abcd"), ST_TOO_LONG);
	assert_string_equal(room, "");
}

static void
str_clip__cuts_at_a_whole_character(void **state)
{
	char room[8];

	(void)state;
	str_clip(room, sizeof(room), "äöüß!");
	assert_string_equal(room, "äö…");
	str_clip(room, sizeof(room), "abc");
	assert_string_equal(room, "abc");
}

static void
str_to_int64__takes_whole_numbers_only(void **state)
{
	static const struct {
		const char *text;
		enum status st;
		long long value;
	} cases[] = { { "0", ST_OK, 0 }, { "-5", ST_OK, -5 }, { "15000001", ST_OK, 15000001 },
		{ "", ST_INVALID, 0 }, { " 1", ST_INVALID, 0 }, { "1 ", ST_INVALID, 0 },
		{ "1x", ST_INVALID, 0 }, { "99999999999999999999", ST_INVALID, 0 } };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		long long value = 0;

		assert_int_equal(
			str_to_int64(cases[i].text, -10, INT64_MAX, &value), cases[i].st);
		assert_int_equal(value, cases[i].value);
	}
}

static void
status__is_found_by_its_name(void **state)
{
	enum status st = ST_OK;

	(void)state;
	for (int i = ST_OK; i <= ST_TAMPERED; i++) {
		assert_true(status_from_name(status_name((enum status)i), &st));
		assert_int_equal(st, i);
	}
	assert_false(status_from_name("ST_?", &st));
	assert_false(status_from_name("", &st));
	assert_int_equal(st, ST_TAMPERED);
}

static void
buf__adds_a_whole_file_or_says_why_not(void **state)
{
	struct buf buf, small;

	(void)state;
	buf_init(&buf, 1 << 20);
	buf_init(&small, 10);
	assert_int_equal(buf_add_str(&buf, "behind: "), ST_OK);
	assert_int_equal(buf_add_file(&buf, "assets/schema.sql"), ST_OK);
	assert_int_equal(memcmp(buf.data, "behind: --", 10), 0);
	assert_non_null(strstr(buf.data, "CREATE TABLE"));
	assert_int_equal(buf_add_file(&small, "assets/schema.sql"), ST_TOO_LONG);
	assert_int_equal(buf_add_file(&small, "assets/no-such-file"), ST_NOT_FOUND);
	assert_int_equal(buf_add_file(&small, "assets"), ST_IO);
	buf_free(&buf);
	buf_free(&small);
}

static void
buf__stops_at_its_ceiling_and_keeps_what_it_has(void **state)
{
	struct buf buf;

	(void)state;
	buf_init(&buf, 5);
	assert_int_equal(buf_add_str(&buf, "abc"), ST_OK);
	assert_int_equal(buf_printf(&buf, "%d", 123), ST_TOO_LONG);
	assert_int_equal(buf_printf(&buf, "%d", 12), ST_OK);
	assert_string_equal(buf.data, "abc12");
	buf_free(&buf);
	assert_string_equal(buf.data, "");
}

static void
utf8_harmless__takes_the_steering_out(void **state)
{
	static const struct {
		const char *in, *out;
	} cases[] = {
		{ "SITI\x1b[2J", "SITI?[2J" },
		{ "A\tB\nC", "A B C" },
		{ "\xc3(", "?(" },
		{ "\xe2\x80\xaeZ", "?Z" },
		{ "\xc2\x9b" "1m", "?1m" },
		{ "0123456789abcdefghij", "0123456789ab…" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		char out[16];

		utf8_harmless(out, sizeof(out), cases[i].in);
		assert_string_equal(out, cases[i].out);
	}
}

static void
uuid_v7__carries_time_version_and_variant(void **state)
{
	static const uint8_t random[10] = { 0xff, 1, 0xff, 3, 4, 5, 6, 7, 8, 9 };
	char text[UUID_TEXT];

	(void)state;
	uuid_v7(0x0192aabbccddLL, random, text);
	assert_string_equal(text, "0192aabb-ccdd-7f01-bf03-040506070809");
}

struct count_job {
	struct job job; /* first: a job is its start */
	int ran, done;
};

static void
count_run(struct job *job)
{
	((struct count_job *)job)->ran++;
}

static void
count_done(struct job *job)
{
	((struct count_job *)job)->done++;
}

static void
on_worker(void *ctx, int fd, short revents)
{
	(void)fd;
	(void)revents;
	worker_collect(ctx);
}

static void
worker__gives_every_job_back_through_the_loop(void **state)
{
	struct count_job jobs[50] = { 0 };
	struct worker *worker;
	struct loop *loop;

	(void)state;
	assert_int_equal(worker_new("test", &worker), ST_OK);
	assert_int_equal(loop_new(&loop), ST_OK);
	assert_int_equal(loop_watch(loop, worker_fd(worker), POLLIN, on_worker, worker, "w"), ST_OK);
	for (size_t i = 0; i < ARRAY_LEN(jobs); i++) {
		jobs[i].job = (struct job){ .run = count_run, .done = count_done };
		worker_post(worker, &jobs[i].job);
	}
	while (worker_pending(worker) > 0)
		assert_int_equal(loop_turn(loop, 1000), ST_OK);
	for (size_t i = 0; i < ARRAY_LEN(jobs); i++)
		assert_true(jobs[i].ran == 1 && jobs[i].done == 1);
	loop_free(loop);
	worker_free(worker);
}

static void
worker__held__runs_nothing_until_released(void **state)
{
	struct count_job jobs[3] = { 0 };
	struct worker *worker;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(jobs); i++)
		jobs[i].job = (struct job){ .run = count_run, .done = count_done };
	assert_int_equal(worker_new("test", &worker), ST_OK);
	worker_hold(worker);
	worker_post(worker, &jobs[0].job);
	worker_post(worker, &jobs[1].job);
	worker_release(worker);
	worker_free(worker);
	assert_true(jobs[0].ran == 1 && jobs[0].done == 1 && jobs[1].done == 1);
	assert_int_equal(worker_new("test", &worker), ST_OK);
	worker_hold(worker);
	worker_post(worker, &jobs[2].job);
	worker_free(worker);
	assert_true(jobs[2].ran == 0 && jobs[2].done == 1);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(str_copy__leaves_nothing_of_what_does_not_fit),
		cmocka_unit_test(str_clip__cuts_at_a_whole_character),
		cmocka_unit_test(str_to_int64__takes_whole_numbers_only),
		cmocka_unit_test(status__is_found_by_its_name),
		cmocka_unit_test(buf__adds_a_whole_file_or_says_why_not),
		cmocka_unit_test(buf__stops_at_its_ceiling_and_keeps_what_it_has),
		cmocka_unit_test(utf8_harmless__takes_the_steering_out),
		cmocka_unit_test(uuid_v7__carries_time_version_and_variant),
		cmocka_unit_test(worker__gives_every_job_back_through_the_loop),
		cmocka_unit_test(worker__held__runs_nothing_until_released),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
