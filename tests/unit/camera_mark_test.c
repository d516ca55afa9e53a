/* SPDX-License-Identifier: Apache-2.0 */
/* What the coach draws over the preview: each hint its own shape, arrows the way the person should go in a mirror. */
#include "base/array.h"
#include "camera/mark.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

enum { COLUMNS = 40, ROWS = 20, SIDE = 1080 };
enum { ARROW_LEFT = 0x25C4, ARROW_RIGHT = 0x25BA, ARROW_UP = 0x25B2, ARROW_DOWN = 0x25BC };
enum { DOT = 0x2022, CORNER = 0x250C, CLOSED = 0x2554, LINE = 0x2500 };

static struct cells cells;

/* A face in a frame of 1920 × 1080; x and y of its middle in the centre square. */
static struct look
look_with(float x, float y, float eyes)
{
	struct look look = { .found = true, .centre = { 420, 0, SIDE } };
	struct face *face = &look.face;

	face->width = face->height = 2.1F * eyes;
	face->x = 420 + x - face->width / 2;
	face->y = y - face->height / 2;
	face->point_x[POINT_RIGHT_EYE] = 420 + x - eyes / 2;
	face->point_x[POINT_LEFT_EYE] = 420 + x + eyes / 2;
	face->point_y[POINT_RIGHT_EYE] = face->point_y[POINT_LEFT_EYE] = y;
	return look;
}

static void
draw(const struct look *look, enum face_hint told, bool good)
{
	memset(&cells, 0, sizeof(cells));
	cells.columns = COLUMNS;
	cells.rows = ROWS;
	mark_coach(&cells, look, told, good);
}

static int
count(uint32_t ch)
{
	int n = 0;

	for (int i = 0; i < COLUMNS * ROWS; i++)
		n += cells.cell[i].ch == ch;
	return n;
}

static float
mean_column(uint32_t ch)
{
	int sum = 0, n = count(ch);

	for (int i = 0; i < COLUMNS * ROWS; i++)
		sum += cells.cell[i].ch == ch ? i % COLUMNS : 0;
	assert_true(n > 0);
	return (float)sum / (float)n;
}

static int
arrows(void)
{
	return count(ARROW_LEFT) + count(ARROW_RIGHT) + count(ARROW_UP) + count(ARROW_DOWN);
}

static void
mark__points_the_way_in_the_mirror(void **state)
{
	static const struct {
		enum face_hint told;
		float x, y; /* of the frame: its left is the person's right */
		uint32_t arrow;
	} rows[] = {
		{ HINT_LEFT, 100, 500, ARROW_LEFT },
		{ HINT_RIGHT, 980, 500, ARROW_RIGHT },
		{ HINT_UP, 540, 980, ARROW_UP },
		{ HINT_DOWN, 540, 100, ARROW_DOWN },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct look look = look_with(rows[i].x, rows[i].y, 120);

		draw(&look, rows[i].told, false);
		assert_true(count(rows[i].arrow) >= 4);
		assert_int_equal(arrows(), count(rows[i].arrow));
		assert_true(count(DOT) > 10);
	}
}

/* The oval lies where the arrow points to. */
static void
mark__shows_the_oval_on_the_way(void **state)
{
	struct look look = look_with(100, 500, 120); /* on the screen at the right edge */

	(void)state;
	draw(&look, HINT_LEFT, false);
	assert_true(mean_column(DOT) < COLUMNS - 1 - 100 * COLUMNS / SIDE);
}

/* Who sits low or stands high but passes is not sent elsewhere: the oval is around the face. */
static void
mark__leaves_people_of_every_height_where_they_are(void **state)
{
	(void)state;
	for (float y = 360; y <= 760; y += 100) {
		struct look look = look_with(540, y, 70);
		int sum = 0, n = 0;

		draw(&look, HINT_CLOSER, false);
		for (int i = 0; i < COLUMNS * ROWS; i++)
			if (cells.cell[i].ch == DOT) {
				sum += i / COLUMNS;
				n++;
			}
		assert_in_range((int)((float)sum / (float)n / ROWS * SIDE), y - 150, y + 100);
	}
}

static void
mark__turns_the_head_back(void **state)
{
	static const struct {
		float yaw, pitch;
		uint32_t arrow;
	} rows[] = {
		{ 25, 3, ARROW_RIGHT }, /* turned to the frame's right, the mirror's left */
		{ -25, 3, ARROW_LEFT },
		{ 2, 20, ARROW_UP },
		{ 2, -20, ARROW_DOWN },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct look look = look_with(540, 500, 120);

		look.measures.yaw = rows[i].yaw;
		look.measures.pitch = rows[i].pitch;
		draw(&look, HINT_LOOK_STRAIGHT, false);
		assert_true(count(rows[i].arrow) >= 4);
		assert_int_equal(arrows(), count(rows[i].arrow));
	}
}

static void
mark__draws_a_level_line_for_a_tilted_head(void **state)
{
	struct look look = look_with(540, 500, 120);

	(void)state;
	draw(&look, HINT_LEVEL, false);
	assert_true(count(LINE) > 8);
	assert_int_equal(arrows(), 0);
}

static void
mark__closes_the_frame_when_all_is_well(void **state)
{
	struct look look = look_with(540, 500, 120), nobody = { .centre = { 420, 0, SIDE } };

	(void)state;
	draw(&look, HINT_NONE, true);
	assert_int_equal(count(CLOSED), 1);
	assert_int_equal(arrows() + count(DOT), 0);
	draw(&look, HINT_HOLD_STILL, false);
	assert_int_equal(count(CORNER), 1);
	draw(&nobody, HINT_NO_FACE, false);
	assert_true(count(DOT) > 10);
	assert_int_equal(count(CORNER), 0);
}

/* Faces at every edge and of every size: nothing is drawn outside. */
static void
mark__stays_within_the_picture(void **state)
{
	(void)state;
	for (float x = -400; x <= 1480; x += 235)
		for (float y = -400; y <= 1480; y += 235)
			for (float eyes = 4; eyes < 1000; eyes *= 3)
				for (int told = 0; told < FACE_HINTS + 2; told++) {
					struct look look = look_with(x, y, eyes);

					draw(&look, (enum face_hint)told, told == 0);
					for (size_t i = COLUMNS * ROWS;
						i < ARRAY_LEN(cells.cell); i++)
						assert_int_equal(cells.cell[i].ch, 0);
				}
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(mark__points_the_way_in_the_mirror),
		cmocka_unit_test(mark__shows_the_oval_on_the_way),
		cmocka_unit_test(mark__leaves_people_of_every_height_where_they_are),
		cmocka_unit_test(mark__turns_the_head_back),
		cmocka_unit_test(mark__draws_a_level_line_for_a_tilted_head),
		cmocka_unit_test(mark__closes_the_frame_when_all_is_well),
		cmocka_unit_test(mark__stays_within_the_picture),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
