/* SPDX-License-Identifier: Apache-2.0 */
/* Print is told from walls, its size and place found, in light and in the dark. */
#include "camera/code_sight.h"

#include "base/array.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

enum { WIDTH = 480, HEIGHT = 270, TIMES = 4 /* the frame is larger */, DOT = 2 };

static struct picture small;

/* A table with a checkered square of so many pixels at x, y; light 0–1. */
static void
draw(int x0, int y0, int side, float light)
{
	uint32_t seed = 1;

	assert_int_equal(picture_resize(&small, WIDTH, HEIGHT, 3), ST_OK);
	for (int y = 0; y < HEIGHT; y++)
		for (int x = 0; x < WIDTH; x++) {
			bool in = x >= x0 && y >= y0 && x < x0 + side && y < y0 + side;
			int grey = in ? ((x / DOT + y / DOT) % 2 ? 220 : 30) : 110 + x / 16;

			seed = seed * 1664525 + 1013904223;
			grey = (int)((float)grey * light) + (int)(seed >> 30);
			memset(picture_at(&small, x, y), grey, 3);
		}
}

static void
code_sight__finds_size_and_place(void **state)
{
	static const struct {
		int x, y, side;
		float light;
	} rows[] = { { 200, 100, 60, 1 }, { 8, 8, 40, 1 }, { 420, 210, 56, 1 },
		{ 160, 30, 220, 1 }, { 200, 100, 60, 0.15F } };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct code_sight sight;
		int side = rows[i].side * TIMES;

		draw(rows[i].x, rows[i].y, rows[i].side, rows[i].light);
		code_sight_look(&small, WIDTH * TIMES, HEIGHT * TIMES, &sight);
		assert_in_range(sight.measures.width_px, side - 64, side + 64);
		assert_true(sight.where.x <= rows[i].x * TIMES);
		assert_true(sight.where.y <= rows[i].y * TIMES);
		assert_true(sight.where.x + sight.where.width >= rows[i].x * TIMES + side);
		assert_true(sight.where.y + sight.where.height >= rows[i].y * TIMES + side);
		assert_true(sight.where.x >= 0 && sight.where.y >= 0);
		assert_true(sight.where.x + sight.where.width <= WIDTH * TIMES);
		assert_true(sight.where.y + sight.where.height <= HEIGHT * TIMES);
	}
	picture_free(&small);
}

static void
code_sight__sees_nothing_on_a_wall(void **state)
{
	static const float lights[] = { 1, 0.3F, 0.05F };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(lights); i++) {
		struct code_sight sight;

		draw(0, 0, 0, lights[i]);
		code_sight_look(&small, WIDTH * TIMES, HEIGHT * TIMES, &sight);
		assert_int_equal(sight.measures.width_px, 0);
		assert_int_equal(sight.where.width, 0);
		assert_float_equal(sight.measures.luminance, 0.49F * lights[i], 0.03F);
	}
	picture_free(&small);
}

/* A picture smaller than one block is looked at, too. */
static void
code_sight__takes_the_smallest_picture(void **state)
{
	struct code_sight sight;

	(void)state;
	assert_int_equal(picture_resize(&small, 4, 3, 3), ST_OK);
	memset(small.pixels, 100, 36);
	code_sight_look(&small, 16, 12, &sight);
	assert_int_equal(sight.where.width, 0);
	picture_free(&small);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(code_sight__finds_size_and_place),
		cmocka_unit_test(code_sight__sees_nothing_on_a_wall),
		cmocka_unit_test(code_sight__takes_the_smallest_picture),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
