/* SPDX-License-Identifier: Apache-2.0 */
/* Blocks of 8 × 8 pixels: those with many strong steps between neighbours; the largest group of them. */
#include "camera/code_sight.h"

#include <stdbool.h>
#include <stdlib.h>

enum {
	BLOCK = 8,
	SIDE_MAX = 128,    /* blocks; a picture of 1024 pixels */
	STEP_SHARE = 6,    /* a strong step is this part of the picture's whole range */
	STEP_LEAST = 6,    /* less is noise */
	RIM = 100,         /* one in so many pixels may lie outside of the range */
	SAMPLE = 5,
	BUSY_SHARE = 5,    /* one in so many of the steps is strong */
	AROUND = 2,        /* blocks of room */
	GROUP_LEAST = 4    /* blocks */
};

struct field {
	int columns, rows;
	int step;
	float luminance;
	bool busy[SIDE_MAX * SIDE_MAX]; /* not taken into a group yet */
};

static int
luma_at(const struct picture *small, int x, int y)
{
	const uint8_t *p = picture_at(small, x, y);

	return (p[0] * 77 + p[1] * 150 + p[2] * 29) >> 8;
}

static int
rim_of(const unsigned histogram[256], unsigned samples, int from, int way)
{
	unsigned passed = 0;
	int grey = from;

	for (; grey > 0 && grey < 255; grey += way) {
		passed += histogram[grey];
		if (passed > samples / RIM)
			break;
	}
	return grey;
}

/* In a dark room steps are small, and so is the range they are compared with. */
static void
measure_range(const struct picture *small, struct field *field)
{
	unsigned histogram[256] = { 0 }, samples = 0;
	uint64_t sum = 0;

	for (int y = 0; y < small->height; y += SAMPLE)
		for (int x = 0; x < small->width; x += SAMPLE, samples++) {
			int grey = luma_at(small, x, y);

			histogram[grey]++;
			sum += (unsigned)grey;
		}
	field->step = (rim_of(histogram, samples, 254, -1) - rim_of(histogram, samples, 1, 1)) /
		      STEP_SHARE;
	if (field->step < STEP_LEAST)
		field->step = STEP_LEAST;
	field->luminance = samples > 0 ? (float)sum / (float)samples / 255 : 0;
}

static bool
is_busy(const struct picture *small, int left, int top, int step)
{
	int above[BLOCK], strong = 0, steps = 0;

	for (int y = 0; y < BLOCK; y++)
		for (int x = 0, before = 0; x < BLOCK; x++) {
			int here = luma_at(small, left + x, top + y);

			strong += x > 0 && abs(here - before) > step;
			strong += y > 0 && abs(here - above[x]) > step;
			steps += (x > 0) + (y > 0);
			before = above[x] = here;
		}
	return strong * BUSY_SHARE >= steps;
}

static void
find_busy(const struct picture *small, struct field *field)
{
	for (int row = 0; row < field->rows; row++)
		for (int column = 0; column < field->columns; column++)
			field->busy[row * SIDE_MAX + column] =
				is_busy(small, column * BLOCK, row * BLOCK, field->step);
}

struct group {
	int blocks, left, right, top, bottom;
};

static void
widen(struct group *group, const struct group *by)
{
	if (group->blocks == 0) {
		*group = *by;
		return;
	}
	group->blocks += by->blocks;
	group->left = by->left < group->left ? by->left : group->left;
	group->right = by->right > group->right ? by->right : group->right;
	group->top = by->top < group->top ? by->top : group->top;
	group->bottom = by->bottom > group->bottom ? by->bottom : group->bottom;
}

/* Takes the block and all that touch it out of the field. */
static struct group
take_group(struct field *field, int at)
{
	static int todo[SIDE_MAX * SIDE_MAX]; /* one thread, one at a time */
	struct group group = { 0 };
	int n = 0;

	todo[n++] = at;
	field->busy[at] = false;
	while (n > 0) {
		int here = todo[--n], column = here % SIDE_MAX, row = here / SIDE_MAX;

		widen(&group, &(struct group){ 1, column, column, row, row });
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

/* Of the frame, with some room and without passing its edge. */
static struct rect
place_of(const struct group *all, const struct picture *small, int width, int height)
{
	int left = (all->left - AROUND) * BLOCK * width / small->width;
	int top = (all->top - AROUND) * BLOCK * height / small->height;
	int right = (all->right + 1 + AROUND) * BLOCK * width / small->width;
	int bottom = (all->bottom + 1 + AROUND) * BLOCK * height / small->height;

	left = left < 0 ? 0 : left;
	top = top < 0 ? 0 : top;
	return (struct rect){ left, top, (right > width ? width : right) - left,
		(bottom > height ? height : bottom) - top };
}

void
code_sight_look(const struct picture *small, int width, int height, struct code_sight *ret_sight)
{
	static struct field field; /* too large for the stack; likewise */
	struct group largest = { 0 }, all = { 0 };

	*ret_sight = (struct code_sight){ .measures.frame_width_px = width };
	field.columns = small->width / BLOCK < SIDE_MAX ? small->width / BLOCK : SIDE_MAX;
	field.rows = small->height / BLOCK < SIDE_MAX ? small->height / BLOCK : SIDE_MAX;
	measure_range(small, &field);
	find_busy(small, &field);
	for (int at = 0; at < field.rows * SIDE_MAX; at++) {
		struct group group;

		if (at % SIDE_MAX >= field.columns || !field.busy[at])
			continue;
		group = take_group(&field, at);
		if (group.blocks < GROUP_LEAST)
			continue;
		widen(&all, &group);
		if (group.blocks > largest.blocks)
			largest = group;
	}
	ret_sight->measures.luminance = field.luminance;
	if (largest.blocks == 0)
		return;
	ret_sight->measures.width_px =
		(largest.right - largest.left + 1) * BLOCK * width / small->width;
	ret_sight->where = place_of(&all, small, width, height);
}
