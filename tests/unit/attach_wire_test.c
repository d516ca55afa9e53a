/* SPDX-License-Identifier: Apache-2.0 */
/* Messages of a terminal at a desk survive the trip, and nothing malformed gets through. */
#include "base/attach_wire.h"

#include "base/array.h"
#include "base/str.h"
#include "flow/action.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

static const struct attach_message samples[] = {
	{ .kind = ATTACH_HELLO,
		.version = ATTACH_VERSION,
		.columns = 80,
		.rows = 22,
		.program = "0.4" },
	{ .kind = ATTACH_HELLO, .version = 77, .columns = 65535, .rows = 1, .program = "" },
	{ .kind = ATTACH_SIZE, .columns = 64, .rows = 18 },
	{ .kind = ATTACH_KEY, .action = ACTION_DIGIT, .ch = '7' },
	{ .kind = ATTACH_KEY, .action = 255, .ch = 0x10FFFF },
	{ .kind = ATTACH_OVER,
		.version = ATTACH_VERSION,
		.why = ATTACH_FULL,
		.program = "12345678901234567890123" },
};

static size_t
put(const struct attach_message *message, uint8_t bytes[ATTACH_MESSAGE_MAX])
{
	size_t n = 0;

	assert_int_equal(attach_wire_put(message, bytes, &n), ST_OK);
	assert_in_range(n, 1, ATTACH_MESSAGE_MAX);
	return n;
}

static void
message__of_every_kind__survives_the_trip(void **state)
{
	uint8_t bytes[ATTACH_MESSAGE_MAX];

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(samples); i++) {
		struct attach_message got = { 0 };

		assert_int_equal(attach_wire_take(bytes, put(&samples[i], bytes), &got), ST_OK);
		assert_memory_equal(&got, &samples[i], sizeof(got));
	}
}

static void
message__cut_or_longer__is_refused(void **state)
{
	uint8_t bytes[ATTACH_MESSAGE_MAX + 1] = { 0 };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(samples); i++) {
		struct attach_message got = { .kind = ATTACH_KEY, .ch = 'x' };
		bool greets = samples[i].kind == ATTACH_HELLO || samples[i].kind == ATTACH_OVER;
		size_t n = put(&samples[i], bytes), least = greets ? 11 : n;

		for (size_t cut = 0; cut < least; cut++)
			assert_int_not_equal(attach_wire_take(bytes, cut, &got), ST_OK);
		if (!greets)
			assert_int_equal(attach_wire_take(bytes, n + 1, &got), ST_INVALID);
		assert_int_equal(attach_wire_take(bytes, sizeof(bytes), &got), ST_INVALID);
		assert_int_equal(got.ch, 'x');
	}
}

/* Whatever comes is refused, or is a message that can be put again. */
static void
bytes__of_chance__make_no_message_out_of_range(void **state)
{
	(void)state;
	srand(20261128);
	for (int round = 0; round < 200000; round++) {
		uint8_t bytes[ATTACH_MESSAGE_MAX];
		struct attach_message got = { 0 };
		size_t n = put(&samples[round % (int)ARRAY_LEN(samples)], bytes);

		for (int i = rand() % 4; i >= 0; i--)
			bytes[(size_t)rand() % n] = (uint8_t)rand();
		if (rand() % 3 == 0)
			n = (size_t)rand() % (n + 1);
		if (attach_wire_take(bytes, n, &got) == ST_OK)
			(void)put(&got, bytes);
	}
}

static void
value__out_of_its_range__is_not_put(void **state)
{
	static const struct attach_message bad[] = {
		{ .kind = ATTACH_HELLO, .version = 0, .columns = 80, .rows = 22 },
		{ .kind = ATTACH_HELLO, .version = 1, .columns = 0, .rows = 22 },
		{ .kind = ATTACH_HELLO,
			.version = 1,
			.columns = 80,
			.rows = 22,
			.program = "\033[2J" },
		{ .kind = ATTACH_SIZE, .columns = 80, .rows = 65536 },
		{ .kind = ATTACH_KEY, .action = 256 },
		{ .kind = ATTACH_KEY, .ch = 0x110000 },
		{ .kind = ATTACH_OVER, .version = 1, .why = ATTACH_WHY_COUNT },
		{ .kind = ATTACH_FRAME },
		{ .kind = 0 },
	};
	uint8_t bytes[ATTACH_MESSAGE_MAX];
	size_t n = 0;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		assert_int_equal(attach_wire_put(&bad[i], bytes, &n), ST_INVALID);
}

static void
reason__of_a_newer_kiosk__is_a_broken_end(void **state)
{
	uint8_t bytes[ATTACH_MESSAGE_MAX];
	struct attach_message got = { 0 };
	size_t n = put(&samples[5], bytes);

	(void)state;
	attach_wire_put16(bytes + 7, ATTACH_WHY_COUNT + 5);
	assert_int_equal(attach_wire_take(bytes, n, &got), ST_OK);
	assert_int_equal(got.why, ATTACH_BROKEN);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(message__of_every_kind__survives_the_trip),
		cmocka_unit_test(message__cut_or_longer__is_refused),
		cmocka_unit_test(bytes__of_chance__make_no_message_out_of_range),
		cmocka_unit_test(value__out_of_its_range__is_not_put),
		cmocka_unit_test(reason__of_a_newer_kiosk__is_a_broken_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
