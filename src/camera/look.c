/* SPDX-License-Identifier: Apache-2.0 */
/* Centre square → largest face → second pass → measures. */
#include "camera/look.h"

#include "camera/measure.h"

#include <math.h>

static const float second_face_share = 0.25F;

void
look_free(struct look *look)
{
	picture_free(&look->small);
	picture_free(&look->luma);
	*look = (struct look){ 0 };
}

static struct square
centre_of(int width, int height)
{
	float side = (float)(width < height ? width : height);

	return (struct square){ ((float)width - side) / 2, ((float)height - side) / 2, side };
}

static const struct face *
largest(const struct faces *faces)
{
	const struct face *best = NULL;

	for (int i = 0; i < faces->count; i++)
		if (best == NULL || faces->face[i].width > best->width)
			best = &faces->face[i];
	return best;
}

/* People passing by behind are small and do not count. */
static int
count_near(const struct faces *faces, const struct face *first)
{
	float least = second_face_share * first->width * first->height;
	int n = 0;

	for (int i = 0; i < faces->count; i++)
		n += faces->face[i].width * faces->face[i].height >= least;
	return n;
}

/* Looked at again with the face filling half of the square, its points are exact. */
static struct face
refined(struct face_finder *finder, const struct rgb *small, const struct face *face)
{
	float x = face->x + face->width / 2, y = face->y + face->height / 2,
	      side = 2 * face->width;
	struct square around = { x - side / 2, y - side / 2, side };
	const struct face *again;
	struct faces faces;

	face_finder_look(finder, small, &around, &faces);
	again = largest(&faces);
	if (again == NULL || hypotf(again->x + again->width / 2 - x,
				     again->y + again->height / 2 - y) > face->width / 2)
		return *face;
	return *again;
}

/* Somebody who stands outside the centre square is told which way to move: the sides are looked
 * into in turn, and the side where somebody is again. */
static const struct face *
beside(struct look *look, struct face_finder *finder, const struct rgb *small,
	const struct square *centre, struct faces *faces)
{
	struct square side = *centre;
	const struct face *found;

	side.x = look->side_turn ? (float)small->width - side.side : 0;
	if (fabsf(side.x - centre->x) < 1)
		return NULL;
	face_finder_look(finder, small, &side, faces);
	found = largest(faces);
	if (found == NULL)
		look->side_turn = !look->side_turn;
	return found;
}

static struct face
in_full_size(const struct face *small, int divide)
{
	struct face face = *small;
	float by = (float)divide;

	face.x *= by;
	face.y *= by;
	face.width *= by;
	face.height *= by;
	for (int p = 0; p < FACE_POINTS; p++) {
		face.point_x[p] *= by;
		face.point_y[p] *= by;
	}
	return face;
}

static enum status
measure(struct look *look, const struct frame *frame)
{
	struct face_measures *m = &look->measures;
	struct rect skin = measure_skin(&look->face, frame->width, frame->height);
	enum status st;

	m->eye_distance_px = face_eye_distance(&look->face);
	measure_place(&look->face, &look->centre, m);
	if (!measure_pose(&look->face, &m->yaw, &m->pitch, &m->roll) || skin.width < 2 ||
		skin.height < 2) {
		m->faces = 0;
		return ST_OK;
	}
	st = picture_luma(frame, &skin, &look->luma);
	if (st != ST_OK)
		return st;
	st = measure_light(&look->luma, m->eye_distance_px, m);
	return st == ST_INVALID ? ST_OK
				: st; /* too small a face: the gate says so by its size */
}

enum status
look_small(struct look *look, const struct frame *frame)
{
	look->found = false;
	look->centre = centre_of(frame->width, frame->height);
	look->measures = (struct face_measures){ .frame_width_px = look->centre.side };
	return picture_small(frame, &look->small, &look->divide);
}

enum status
look_at(struct look *look, struct face_finder *finder, const struct frame *frame)
{
	struct face exact;
	struct square centre;
	const struct face *first;
	struct faces faces;
	struct rgb small;
	enum status st = look_small(look, frame);

	if (st != ST_OK)
		return st;
	small = (struct rgb){ look->small.pixels, look->small.width, look->small.height,
		look->small.stride };
	centre = centre_of(small.width, small.height);
	face_finder_look(finder, &small, &centre, &faces);
	first = largest(&faces);
	if (first == NULL)
		first = beside(look, finder, &small, &centre, &faces);
	if (first == NULL)
		return ST_OK;
	look->found = true;
	look->measures.faces = count_near(&faces, first);
	exact = refined(finder, &small, first);
	look->face = in_full_size(&exact, look->divide);
	return measure(look, frame);
}

static int
between(int value, int min, int max)
{
	return value > max ? max : value < min ? min : value;
}

struct rect
look_portrait(const struct look *look, const struct frame *frame)
{
	const struct face *f = &look->face;
	float eyes = face_eye_distance(f);
	int x = (int)((f->point_x[POINT_RIGHT_EYE] + f->point_x[POINT_LEFT_EYE]) / 2);
	int y = (int)((f->point_y[POINT_RIGHT_EYE] + f->point_y[POINT_LEFT_EYE]) / 2);
	int width = (int)fmaxf(PORTRAIT_WIDTH, 3.6F * eyes), height;

	width = width < frame->width ? width : frame->width;
	width = width * 4 / 3 < frame->height ? width : frame->height * 3 / 4;
	height = width * 4 / 3;
	return (struct rect){ between(x - width / 2, 0, frame->width - width),
		between(y - height * 45 / 100, 0, frame->height - height), width, height };
}
