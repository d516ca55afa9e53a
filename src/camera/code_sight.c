/* SPDX-License-Identifier: Apache-2.0 */
/* Blocks of 8 × 8 pixels: those with many strong steps between neighbours; the largest group of them. */
#include "camera/code_sight.h"

#include <stdbool.h>
#include <string.h>

enum {
	BLOCK = 8,
	SIDE_MAX = 128,    /* blocks; a picture of 1024 pixels */
	STEP = 28,         /* of 0–255 between neighbours: print under poor light */
	BUSY_SHARE = 5,    /* one in so many of the steps is strong */
	GROUP_LEAST = 4    /* blocks */
};

struct field {
	int columns, rows;
	bool busy[SIDE_MAX * SIDE_MAX]; /* not taken into a group yet */
	uint64_t sum, samples;
};

static int
luma_at(const struct picture *small, int x, int y)
{
	const uint8_t *p = picture_at(small, x, y);

	return (p[0] * 77 + p[1] * 150 + p[2] * 29) >> 8;
}

static bool
is_step(int a, int b)
{
	return a - b > STEP || b - a > STEP;
}

static bool
is_busy(const struct picture *small, int left, int top, struct field *field)
{
	int above[BLOCK], strong = 0, steps = 0;

	for (int y = 0; y < BLOCK; y++)
		for (int x = 0, before = 0; x < BLOCK; x++) {
			int here = luma_at(small, left + x, top + y);

			strong += x > 0 && is_step(here, before);
			strong += y > 0 && is_step(here, above[x]);
			steps += (x > 0) + (y > 0);
			before = above[x] = here;
			field->sum += (unsigned)here;
		}
	field->samples += BLOCK * BLOCK;
	return strong * BUSY_SHARE >= steps;
}

static void
find_busy(const struct picture *small, struct field *field)
{
	for (int row = 0; row < field->rows; row++)
		for (int column = 0; column < field->columns; column++)
			field->busy[row * SIDE_MAX + column] =
				is_busy(small, column * BLOCK, row * BLOCK, field);
}

struct group {
	int blocks, left, right;
};

/* Takes the block and all that touch it out of the field. */
static struct group
take_group(struct field *field, int at)
{
	static int todo[SIDE_MAX * SIDE_MAX]; /* one thread, one at a time */
	struct group group = { .left = SIDE_MAX };
	int n = 0;

	todo[n++] = at;
	field->busy[at] = false;
	while (n > 0) {
		int here = todo[--n], column = here % SIDE_MAX, row = here / SIDE_MAX;

		group.blocks++;
		group.left = column < group.left ? column : group.left;
		group.right = column > group.right ? column : group.right;
		for (int way = 0; way < 9; way++) {
			int x = column + way % 3 - 1, y = row + way / 3 - 1;

			if (x < 0 || y < 0 || x >= field->columns || y >= field->rows ||
				!field->busy[y * SIDE_MAX + x])
				continue;
			field->busy[y * SIDE_MAX + x] = false;
			todo[n++] = y * SIDE_MAX + x;
		}
	}
	return group;
}

void
code_sight_measure(
	const struct picture *small, int frame_width, struct sight_measures *ret_sight)
{
	static struct field field; /* too large for the stack; likewise */
	struct group largest = { 0 };

	field.columns = small->width / BLOCK < SIDE_MAX ? small->width / BLOCK : SIDE_MAX;
	field.rows = small->height / BLOCK < SIDE_MAX ? small->height / BLOCK : SIDE_MAX;
	field.sum = field.samples = 0;
	find_busy(small, &field);
	for (int row = 0; row < field.rows; row++)
		for (int column = 0; column < field.columns; column++) {
			struct group group = { 0 };

			if (field.busy[row * SIDE_MAX + column])
				group = take_group(&field, row * SIDE_MAX + column);
			if (group.blocks > largest.blocks)
				largest = group;
		}
	*ret_sight = (struct sight_measures){ .frame_width_px = frame_width };
	if (field.samples > 0)
		ret_sight->luminance = (float)field.sum / (float)field.samples / 255;
	if (largest.blocks >= GROUP_LEAST)
		ret_sight->width_px = (largest.right - largest.left + 1) * BLOCK * frame_width /
				      small->width;
}
