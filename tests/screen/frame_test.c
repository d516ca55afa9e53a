/* SPDX-License-Identifier: Apache-2.0 */
/* A picture for a terminal at a desk arrives as it was drawn, and nothing malformed is drawn. */
#include "ui/frame.h"

#include "base/attach_wire.h"
#include "tests/fake/pages.h"
#include "ui/draw.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

struct trip {
	struct canvas drawn, got;
	struct buf bytes;
	struct frame_head head;
};

static int
begin(void **state)
{
	struct trip *trip = calloc(1, sizeof(*trip));

	assert_non_null(trip);
	assert_non_null(setlocale(LC_CTYPE, "C.UTF-8"));
	canvas_init(&trip->drawn);
	canvas_init(&trip->got);
	buf_init(&trip->bytes, ATTACH_PACKET_MAX);
	*state = trip;
	return 0;
}

static int
end(void **state)
{
	struct trip *trip = *state;

	canvas_free(&trip->drawn);
	canvas_free(&trip->got);
	buf_free(&trip->bytes);
	free(trip);
	return 0;
}

static void
assert_same(const struct trip *trip)
{
	size_t n = (size_t)trip->drawn.columns * (size_t)trip->drawn.rows;

	assert_int_equal(trip->got.columns, trip->drawn.columns);
	assert_int_equal(trip->got.rows, trip->drawn.rows);
	for (size_t i = 0; i < n; i++)
		assert_memory_equal(
			&trip->got.cell[i], &trip->drawn.cell[i], sizeof(trip->got.cell[i]));
}

static void
page__of_every_kind__arrives_as_drawn(void **state)
{
	static const int sizes[][2] = { { 64, 18 }, { 80, 22 }, { 160, 50 } };
	struct trip *trip = *state;

	for (size_t i = 0; i < sample_pages_n * 3; i++) {
		const int *size = sizes[i % 3];
		struct page page;

		page_init(&page);
		sample_pages[i / 3].fill(&page);
		page.look.theme = (int)(i % 4);
		buf_clear(&trip->bytes);
		assert_int_equal(
			frame_of_page(&trip->drawn, &page, size[0], size[1], &trip->bytes),
			ST_OK);
		draw_page(&trip->drawn, &page, NULL);
		assert_int_equal(
			frame_take(trip->bytes.data, trip->bytes.len, &trip->got, &trip->head),
			ST_OK);
		assert_same(trip);
		assert_int_equal(trip->head.theme, page.look.theme);
		assert_int_equal(trip->head.field, page.field.kind);
	}
}

static void
wide_characters_and_pictures__arrive_as_drawn(void **state)
{
	const struct frame_head head = { 0, FIELD_NONE };
	struct trip *trip = *state;
	struct canvas_cell *cell;

	assert_int_equal(canvas_resize(&trip->drawn, 8, 2), ST_OK);
	(void)canvas_text(&trip->drawn, 0, 0, 8, ROLE_ASK, "日本é…");
	cell = canvas_at(&trip->drawn, 1, 3);
	*cell = (struct canvas_cell){ 0x2580, ROLE_PICTURE, 17, 230 };
	assert_int_equal(frame_put(&trip->drawn, &head, &trip->bytes), ST_OK);
	assert_int_equal(
		frame_take(trip->bytes.data, trip->bytes.len, &trip->got, &trip->head), ST_OK);
	assert_same(trip);
}

static void
window__larger_than_the_most__gets_the_most(void **state)
{
	struct trip *trip = *state;
	struct page page;

	page_init(&page);
	assert_int_equal(frame_of_page(&trip->drawn, &page, 65535, 65535, &trip->bytes), ST_OK);
	assert_int_equal(
		frame_take(trip->bytes.data, trip->bytes.len, &trip->got, &trip->head), ST_OK);
	assert_int_equal(trip->got.columns, ATTACH_COLUMNS_MAX);
	assert_int_equal(trip->got.rows, ATTACH_ROWS_MAX);
}

static void
put_blank(struct trip *trip)
{
	const struct frame_head head = { 0, FIELD_NONE };

	assert_int_equal(canvas_resize(&trip->drawn, 4, 2), ST_OK);
	buf_clear(&trip->bytes);
	assert_int_equal(frame_put(&trip->drawn, &head, &trip->bytes), ST_OK);
}

static void
picture__cut_or_longer__is_refused(void **state)
{
	struct trip *trip = *state;

	put_blank(trip);
	for (size_t n = 0; n < trip->bytes.len; n++)
		assert_int_equal(
			frame_take(trip->bytes.data, n, &trip->got, &trip->head), ST_INVALID);
	assert_int_equal(buf_add(&trip->bytes, " ", 1), ST_OK);
	assert_int_equal(frame_take(trip->bytes.data, trip->bytes.len, &trip->got, &trip->head),
		ST_INVALID);
}

static void
character__that_steers_a_terminal__is_refused(void **state)
{
	static const uint32_t bad[] = { 0, 7, 27, 0x7F, 0x85, 0x9B, 0xD800, 0x200E, 0x202E,
		0x2066, 0x110000, 'x' | (uint32_t)ROLE_COUNT << 21, UINT32_MAX };
	struct trip *trip = *state;

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		put_blank(trip);
		attach_wire_put32((uint8_t *)trip->bytes.data + 7, bad[i]);
		assert_int_equal(
			frame_take(trip->bytes.data, trip->bytes.len, &trip->got, &trip->head),
			ST_INVALID);
	}
}

/* Whatever comes is refused or can be drawn: all of it is in range. */
static void
bytes__of_chance__make_no_picture_out_of_range(void **state)
{
	struct trip *trip = *state;
	struct page page;

	page_init(&page);
	sample_page_fill("nik", &page);
	assert_int_equal(frame_of_page(&trip->drawn, &page, 12, 4, &trip->bytes), ST_OK);
	srand(20261128);
	for (int round = 0; round < 100000; round++) {
		uint8_t bytes[512];
		size_t n = trip->bytes.len;

		assert_true(n <= sizeof(bytes));
		memcpy(bytes, trip->bytes.data, n);
		for (int i = rand() % 4; i >= 0; i--)
			bytes[(size_t)rand() % (rand() % 2 ? n : 8)] = (uint8_t)rand();
		if (frame_take(bytes, n, &trip->got, &trip->head) != ST_OK)
			continue;
		for (int i = 0; i < trip->got.columns * trip->got.rows; i++) {
			assert_true(trip->got.cell[i].role < ROLE_COUNT);
			assert_true(trip->got.cell[i].ch == 0 || trip->got.cell[i].ch >= ' ');
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			page__of_every_kind__arrives_as_drawn, begin, end),
		cmocka_unit_test_setup_teardown(
			wide_characters_and_pictures__arrive_as_drawn, begin, end),
		cmocka_unit_test_setup_teardown(
			window__larger_than_the_most__gets_the_most, begin, end),
		cmocka_unit_test_setup_teardown(picture__cut_or_longer__is_refused, begin, end),
		cmocka_unit_test_setup_teardown(
			character__that_steers_a_terminal__is_refused, begin, end),
		cmocka_unit_test_setup_teardown(
			bytes__of_chance__make_no_picture_out_of_range, begin, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
