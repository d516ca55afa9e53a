/* SPDX-License-Identifier: Apache-2.0 */
/* Camera messages survive the trip, and nothing malformed gets through. */
#include "base/array.h"
#include "base/camera_wire.h"
#include "base/str.h"
#include "tests/fake/camera.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LENGTH_AT = 0, KIND_AT = 4, MAGIC_AT = 6 };

static struct camera_event
frame_event(void)
{
	struct camera_event event = { .kind = CAMERA_FRAME,
		.hint = 3,
		.ready = true,
		.refused_by = 5,
		.measures = { .faces = 1,
			.eye_distance_px = 121.5F,
			.yaw = -3,
			.roll = 2,
			.light_overlap = 0.75F,
			.frame_width_px = 1920 },
		.cells = { .columns = 2,
			.rows = 2,
			.cell = { { 0x2580, 0x112233, 0x445566 }, { 'x', 1, 2 }, { ' ', 0, 0 },
				{ 0x1F642, 0xFFFFFF, 0xABCDEF } } } };

	return event;
}

static struct camera_event
photo_event(void)
{
	struct camera_event event = { .kind = CAMERA_PHOTO, .measures = { .faces = 1 } };

	event.jpeg = fake_camera_jpeg(&event.jpeg_len);
	return event;
}

static struct camera_event
code_event(const char *text)
{
	struct camera_event event = { .kind = CAMERA_CODE, .code_kind = CAMERA_CODE_128 };

	assert_int_equal(str_copy(event.code, sizeof(event.code), text), ST_OK);
	return event;
}

/* One message of every kind, one after another. */
static void
put_one_of_each(struct buf *buf)
{
	struct camera_event events[] = {
		{ .kind = CAMERA_STATE, .state = CAMERA_FROZEN },
		frame_event(),
		photo_event(),
		{ .kind = CAMERA_NO_PHOTO, .hint = 5 },
		code_event("12345678901"),
	};

	for (size_t i = 0; i < ARRAY_LEN(events); i++)
		assert_int_equal(camera_wire_put_event(buf, &events[i]), ST_OK);
}

static void
camera_wire__carries_every_event(void **state)
{
	struct camera_event event, sent = frame_event();
	size_t at = 0, used = 0;
	struct buf buf;

	(void)state;
	buf_init(&buf, CAMERA_WIRE_MAX);
	put_one_of_each(&buf);

	assert_int_equal(camera_wire_take_event(buf.data, buf.len, &event, &used), ST_OK);
	assert_int_equal(event.kind, CAMERA_STATE);
	assert_int_equal(event.state, CAMERA_FROZEN);
	at += used;
	assert_int_equal(
		camera_wire_take_event(buf.data + at, buf.len - at, &event, &used), ST_OK);
	assert_int_equal(event.kind, CAMERA_FRAME);
	assert_int_equal(event.hint, 3);
	assert_true(event.ready);
	assert_int_equal(event.refused_by, 5);
	assert_memory_equal(&event.measures, &sent.measures, sizeof(sent.measures));
	assert_memory_equal(&event.cells, &sent.cells, sizeof(sent.cells));
	at += used;
	assert_int_equal(
		camera_wire_take_event(buf.data + at, buf.len - at, &event, &used), ST_OK);
	assert_int_equal(event.kind, CAMERA_PHOTO);
	sent = photo_event();
	assert_int_equal(event.jpeg_len, sent.jpeg_len);
	assert_memory_equal(event.jpeg, sent.jpeg, sent.jpeg_len);
	at += used;
	assert_int_equal(
		camera_wire_take_event(buf.data + at, buf.len - at, &event, &used), ST_OK);
	assert_int_equal(event.kind, CAMERA_NO_PHOTO);
	assert_int_equal(event.hint, 5);
	at += used;
	assert_int_equal(
		camera_wire_take_event(buf.data + at, buf.len - at, &event, &used), ST_OK);
	assert_int_equal(event.kind, CAMERA_CODE);
	assert_int_equal(event.code_kind, CAMERA_CODE_128);
	assert_string_equal(event.code, "12345678901");
	assert_int_equal(at + used, buf.len);
	buf_free(&buf);
}

static void
camera_wire__carries_every_order(void **state)
{
	static const struct camera_order orders[] = {
		{ .kind = CAMERA_START, .task = CAMERA_TASK_CODE, .columns = 60, .rows = 20 },
		{ .kind = CAMERA_SHOOT, .within_ms = 1500, .jpeg_max = CAMERA_JPEG_SMALL },
		{ .kind = CAMERA_STOP },
	};
	struct buf buf;

	(void)state;
	buf_init(&buf, 256);
	for (size_t i = 0; i < ARRAY_LEN(orders); i++) {
		struct camera_order order;
		size_t used = 0;

		buf_clear(&buf);
		assert_int_equal(camera_wire_put_order(&buf, &orders[i]), ST_OK);
		assert_int_equal(
			camera_wire_take_order(buf.data, buf.len, &order, &used), ST_OK);
		assert_int_equal(used, buf.len);
		assert_memory_equal(&order, &orders[i], sizeof(order));
	}
	buf_free(&buf);
}

static void
camera_wire__takes_the_order_of_an_older_kiosk(void **state)
{
	static const char bytes[] = { 4, 0, 0, 0, 2, 0, 'A', 'C', 100, 0, 0, 0 };
	struct camera_order order;
	size_t used = 0;

	(void)state;
	assert_int_equal(camera_wire_take_order(bytes, sizeof(bytes), &order, &used), ST_OK);
	assert_int_equal(order.kind, CAMERA_SHOOT);
	assert_int_equal(order.within_ms, 100);
	assert_int_equal(order.jpeg_max, CAMERA_JPEG_MAX);
}

static void
camera_wire__carries_the_largest_photo(void **state)
{
	struct camera_event event = photo_event(), got;
	uint8_t *jpeg = calloc(1, CAMERA_JPEG_MAX + 1);
	size_t used = 0;
	struct buf buf;

	(void)state;
	assert_non_null(jpeg);
	buf_init(&buf, CAMERA_WIRE_MAX);
	memcpy(jpeg, event.jpeg, event.jpeg_len);
	memcpy(jpeg + CAMERA_JPEG_MAX - 2, "\xFF\xD9", 2);
	event.jpeg = jpeg;
	event.jpeg_len = CAMERA_JPEG_MAX;
	assert_int_equal(camera_wire_put_event(&buf, &event), ST_OK);
	assert_int_equal(camera_wire_take_event(buf.data, buf.len, &got, &used), ST_OK);
	assert_int_equal(got.jpeg_len, CAMERA_JPEG_MAX);
	event.jpeg_len = CAMERA_JPEG_MAX + 1;
	buf_clear(&buf);
	assert_int_equal(camera_wire_put_event(&buf, &event), ST_INVALID);
	assert_int_equal(buf.len, 0);
	buf_free(&buf);
	free(jpeg);
}

static void
camera_wire__waits_for_the_rest_at_every_cut(void **state)
{
	struct camera_event event;
	size_t first = 0, used = 0;
	struct buf buf;

	(void)state;
	buf_init(&buf, CAMERA_WIRE_MAX);
	put_one_of_each(&buf);
	for (size_t at = 0; at < buf.len; at += first) {
		assert_int_equal(
			camera_wire_take_event(buf.data + at, buf.len - at, &event, &first),
			ST_OK);
		for (size_t cut = 0; cut < first; cut++) {
			/* a copy of exactly that size, so that one byte too far is seen by ASan
			 */
			char *part = malloc(cut + 1);

			assert_non_null(part);
			memcpy(part, buf.data + at, cut);
			assert_int_equal(
				camera_wire_take_event(part, cut, &event, &used), ST_AGAIN);
			free(part);
		}
	}
	buf_free(&buf);
}

/* Shortens or lengthens the body of the first message and says so in its header. */
static enum status
take_with_body_of(const struct buf *whole, size_t body)
{
	struct camera_event event;
	size_t used = 0;
	char *bytes = calloc(1, CAMERA_WIRE_HEADER + body + 1);
	enum status st;

	assert_non_null(bytes);
	memcpy(bytes, whole->data,
		whole->len < CAMERA_WIRE_HEADER + body ? whole->len
						       : CAMERA_WIRE_HEADER + body);
	for (size_t i = 0; i < 4; i++)
		bytes[LENGTH_AT + i] = (char)(body >> 8 * i);
	st = camera_wire_take_event(bytes, CAMERA_WIRE_HEADER + body, &event, &used);
	free(bytes);
	return st;
}

static void
camera_wire__refuses_a_body_of_the_wrong_length(void **state)
{
	struct camera_event events[] = {
		{ .kind = CAMERA_STATE, .state = CAMERA_LIVE },
		frame_event(),
		photo_event(),
		{ .kind = CAMERA_NO_PHOTO, .hint = 5 },
		code_event("QR"),
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(events); i++) {
		struct buf buf;
		size_t body;

		buf_init(&buf, CAMERA_WIRE_MAX);
		assert_int_equal(camera_wire_put_event(&buf, &events[i]), ST_OK);
		body = buf.len - CAMERA_WIRE_HEADER;
		assert_int_equal(take_with_body_of(&buf, body), ST_OK);
		for (size_t shorter = 0; shorter < body; shorter++)
			assert_int_equal(take_with_body_of(&buf, shorter), ST_INVALID);
		assert_int_equal(take_with_body_of(&buf, body + 1), ST_INVALID);
		buf_free(&buf);
	}
}

static void
camera_wire__refuses_what_is_not_its_protocol(void **state)
{
	struct camera_event event = { .kind = CAMERA_STATE, .state = CAMERA_LIVE };
	size_t used = 77;
	struct buf buf;

	(void)state;
	buf_init(&buf, 256);
	assert_int_equal(camera_wire_put_event(&buf, &event), ST_OK);
	buf.data[MAGIC_AT] = 'x';
	assert_int_equal(camera_wire_take_event(buf.data, buf.len, &event, &used), ST_INVALID);
	buf.data[MAGIC_AT] = 'A';
	buf.data[LENGTH_AT + 3] = 1; /* 16 MB: never waited for */
	assert_int_equal(camera_wire_take_event(buf.data, buf.len, &event, &used), ST_INVALID);
	assert_int_equal(used, 77);
	buf_free(&buf);
}

static void
camera_wire__passes_over_an_unknown_kind(void **state)
{
	struct camera_event event = { .kind = CAMERA_STATE, .state = CAMERA_LIVE };
	struct camera_order order;
	size_t used = 0;
	struct buf buf;

	(void)state;
	buf_init(&buf, 256);
	assert_int_equal(camera_wire_put_event(&buf, &event), ST_OK);
	assert_int_equal(
		camera_wire_take_order(buf.data, buf.len, &order, &used), ST_UNSUPPORTED);
	assert_int_equal(used, buf.len);
	buf.data[KIND_AT + 1] = 9;
	used = 0;
	assert_int_equal(
		camera_wire_take_event(buf.data, buf.len, &event, &used), ST_UNSUPPORTED);
	assert_int_equal(used, buf.len);
	buf_free(&buf);
}

static void
camera_wire__refuses_values_out_of_range(void **state)
{
	struct camera_event events[] = { frame_event(), frame_event(), frame_event(),
		frame_event(), { .kind = CAMERA_STATE, .state = (enum camera_state)99 },
		{ .kind = (enum camera_event_kind)99 }, { .kind = CAMERA_CODE, .code = "" } };
	struct buf buf;

	(void)state;
	events[0].hint = CAMERA_HINT_MAX + 1;
	events[1].measures.yaw = NAN;
	events[2].measures.sharpness = INFINITY;
	events[3].cells.columns = CELLS_COLUMNS + 1;
	buf_init(&buf, CAMERA_WIRE_MAX);
	for (size_t i = 0; i < ARRAY_LEN(events); i++) {
		assert_int_equal(camera_wire_put_event(&buf, &events[i]), ST_INVALID);
		assert_int_equal(buf.len, 0);
	}
	buf_free(&buf);
}

static void
camera_wire__refuses_a_code_that_is_not_text(void **state)
{
	static const char *const broken[] = { "a\xFF"
					      "b",
		"\xC3" };
	size_t used = 0;
	struct camera_event event;
	struct buf buf;

	(void)state;
	buf_init(&buf, CAMERA_WIRE_MAX);
	for (size_t i = 0; i < ARRAY_LEN(broken); i++) {
		event = code_event(broken[i]);
		buf_clear(&buf);
		assert_int_equal(camera_wire_put_event(&buf, &event), ST_OK);
		assert_int_equal(
			camera_wire_take_event(buf.data, buf.len, &event, &used), ST_INVALID);
		assert_string_equal(event.code, "");
	}
	buf_free(&buf);
}

/* Every byte of every message set to five values: any answer is right, reading past the end or
 * a value out of range is not. */
static void
camera_wire__survives_every_changed_byte(void **state)
{
	static const uint8_t values[] = { 0x00, 0x01, 0x7F, 0x80, 0xFF };
	struct buf buf;

	(void)state;
	buf_init(&buf, CAMERA_WIRE_MAX);
	put_one_of_each(&buf);
	for (size_t at = 0; at < buf.len; at++) {
		char kept = buf.data[at];

		for (size_t v = 0; v < ARRAY_LEN(values); v++) {
			struct camera_event event;
			size_t from = 0, used = 0;

			buf.data[at] = (char)values[v];
			while (camera_wire_take_event(buf.data + from, buf.len - from, &event,
				       &used) == ST_OK) {
				assert_in_range(event.hint, 0, CAMERA_HINT_MAX);
				assert_in_range(event.cells.columns, 0, CELLS_COLUMNS);
				assert_in_range(event.cells.rows, 0, CELLS_ROWS);
				assert_true(event.jpeg_len <= buf.len);
				from += used;
			}
		}
		buf.data[at] = kept;
	}
	buf_free(&buf);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(camera_wire__carries_every_event),
		cmocka_unit_test(camera_wire__carries_every_order),
		cmocka_unit_test(camera_wire__takes_the_order_of_an_older_kiosk),
		cmocka_unit_test(camera_wire__carries_the_largest_photo),
		cmocka_unit_test(camera_wire__waits_for_the_rest_at_every_cut),
		cmocka_unit_test(camera_wire__refuses_a_body_of_the_wrong_length),
		cmocka_unit_test(camera_wire__refuses_what_is_not_its_protocol),
		cmocka_unit_test(camera_wire__passes_over_an_unknown_kind),
		cmocka_unit_test(camera_wire__refuses_values_out_of_range),
		cmocka_unit_test(camera_wire__refuses_a_code_that_is_not_text),
		cmocka_unit_test(camera_wire__survives_every_changed_byte),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
