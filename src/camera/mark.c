/* SPDX-License-Identifier: Apache-2.0 */
/* Frame, oval, arrow and level line, as characters every console font has. */
#include "camera/mark.h"

#include "base/array.h"
#include "camera/measure.h"

#include <math.h>

enum { WHITE = 0xFFFFFF, YELLOW = 0xFFD000, GREEN = 0x00E060 };
enum { DOT = 0x2022, LEVEL_LINE = 0x2500, ARROW_DEPTH = 4 };

/* As the face should at least be, so that nobody stands at the very limit. */
static const float near_enough = 1.1F, not_too_near = 0.85F, edge_more = 1.1F;
static const float box_in_eyes = 2.1F; /* width of a face's box where none is found to tell */

/* The picture under a mark, darkened so that the mark stands out and is no black hole in the face. */
static uint32_t
ground(const struct cell *cell)
{
	uint32_t dark = 0;

	for (int shift = 0; shift < 24; shift += 8) {
		uint32_t sum = (cell->fg >> shift & 255) + (cell->bg >> shift & 255);

		dark |= sum / 6 << shift;
	}
	return dark;
}

static void
mark(struct cells *cells, int x, int y, uint32_t ch, uint32_t colour)
{
	struct cell *cell;

	if (x < 0 || y < 0 || x >= cells->columns || y >= cells->rows)
		return;
	cell = &cells->cell[y * cells->columns + x];
	*cell = (struct cell){ .ch = ch, .fg = colour, .bg = ground(cell) };
}

/* --- places ----------------------------------------------------------------------------------------------------------- */

struct box {
	int left, top, right, bottom; /* cells */
};

/* In the centre square, pixels of the frame; not yet mirrored. */
struct spot {
	float x, y;          /* middle */
	float width, height; /* of the face's box */
};

static struct spot
spot_of(const struct look *look)
{
	const struct face *face = &look->face;

	return (struct spot){ face->x + face->width / 2 - look->centre.x,
		face->y + face->height / 2 - look->centre.y, face->width, face->height };
}

static float
clamp(float value, float min, float max)
{
	return value < min ? min : value > max ? max : value;
}

/* The nearest place and size that pass: people of every height stay where they are. */
static struct spot
goal_of(const struct look *look)
{
	const struct face_limits *limits = face_limits_default();
	float side = look->centre.side, eyes = limits->eye_aim_px, room;
	struct spot spot = { side / 2, side / 2, box_in_eyes * eyes, box_in_eyes * eyes };

	if (look->found) {
		float now = face_eye_distance(&look->face);

		spot = spot_of(look);
		eyes = clamp(now, near_enough * limits->eye_min_px,
			not_too_near * limits->eye_max_share * side);
		spot.width *= eyes / now;
		spot.height *= eyes / now;
	}
	room = edge_more * limits->edge_min * eyes;
	spot.x = clamp(spot.x, room + spot.width / 2, side - room - spot.width / 2);
	spot.y = clamp(spot.y, room + spot.height / 2, side - room - spot.height / 2);
	return spot;
}

/* Around head and chin, mirrored like the picture. */
static struct box
box_around(const struct spot *spot, const struct look *look, const struct cells *cells)
{
	float across = (float)cells->columns / look->centre.side;
	float down = (float)cells->rows / look->centre.side;
	float left = spot->x - 0.65F * spot->width, top = spot->y - 0.9F * spot->height;

	return (struct box){
		.left = cells->columns - 1 - (int)((left + 1.3F * spot->width) * across),
		.right = cells->columns - 1 - (int)(left * across),
		.top = (int)(top * down),
		.bottom = (int)((top + 1.55F * spot->height) * down),
	};
}

/* --- shapes ----------------------------------------------------------------------------------------------------------- */

static void
draw_corners(struct cells *cells, const struct box *box, uint32_t colour)
{
	mark(cells, box->left, box->top, 0x250C, colour);
	mark(cells, box->left + 1, box->top, 0x2500, colour);
	mark(cells, box->right - 1, box->top, 0x2500, colour);
	mark(cells, box->right, box->top, 0x2510, colour);
	mark(cells, box->left, box->bottom, 0x2514, colour);
	mark(cells, box->left + 1, box->bottom, 0x2500, colour);
	mark(cells, box->right - 1, box->bottom, 0x2500, colour);
	mark(cells, box->right, box->bottom, 0x2518, colour);
}

static void
draw_closed(struct cells *cells, const struct box *box, uint32_t colour)
{
	for (int x = box->left + 1; x < box->right; x++) {
		mark(cells, x, box->top, 0x2550, colour);
		mark(cells, x, box->bottom, 0x2550, colour);
	}
	for (int y = box->top + 1; y < box->bottom; y++) {
		mark(cells, box->left, y, 0x2551, colour);
		mark(cells, box->right, y, 0x2551, colour);
	}
	mark(cells, box->left, box->top, 0x2554, colour);
	mark(cells, box->right, box->top, 0x2557, colour);
	mark(cells, box->left, box->bottom, 0x255A, colour);
	mark(cells, box->right, box->bottom, 0x255D, colour);
}

static void
draw_oval(struct cells *cells, const struct box *box, uint32_t colour)
{
	enum { DOTS = 40 };
	float x = (float)(box->left + box->right) / 2, y = (float)(box->top + box->bottom) / 2;
	float across = (float)(box->right - box->left) / 2;
	float down = (float)(box->bottom - box->top) / 2;

	for (int i = 0; i < DOTS; i++) {
		float at = 6.2831853F * (float)i / DOTS;

		mark(cells, (int)lroundf(x + across * cosf(at)),
			(int)lroundf(y + down * sinf(at)), DOT, colour);
	}
}

struct way {
	int x, y; /* −1, 0, 1: of the screen */
};

/* A head of its own width beside the box, the point outwards. */
static void
draw_arrow(struct cells *cells, const struct box *box, struct way way)
{
	uint32_t ch = way.x < 0 ? 0x25C4 : way.x > 0 ? 0x25BA : way.y < 0 ? 0x25B2 : 0x25BC;
	int x = way.x < 0 ? box->left - 2 : way.x > 0 ? box->right + 2 : (box->left + box->right) / 2;
	int y = way.y < 0 ? box->top - 2 : way.y > 0 ? box->bottom + 2 : (box->top + box->bottom) / 2;

	/* a face at the edge leaves no room outside: then over the picture's edge itself */
	x = (int)clamp((float)x, ARROW_DEPTH, (float)(cells->columns - 1 - ARROW_DEPTH));
	y = (int)clamp((float)y, 2, (float)(cells->rows - 3));
	for (int depth = 0; depth < (way.x ? ARROW_DEPTH : 2); depth++) {
		int wide = way.x ? (ARROW_DEPTH - 1 - depth + 1) / 2 : 2 * (1 - depth) + 1;

		for (int side = -wide; side <= wide; side++)
			mark(cells, x + way.x * depth + (way.x ? 0 : side),
				y + way.y * depth + (way.x ? side : 0), ch, YELLOW);
	}
}

/* Where the eyes would be if the head were upright, and where they are. */
static void
draw_level(struct cells *cells, const struct look *look, const struct box *box)
{
	const struct face *face = &look->face;
	float across = (float)cells->columns / look->centre.side;
	float down = (float)cells->rows / look->centre.side;
	float middle = (face->point_y[POINT_RIGHT_EYE] + face->point_y[POINT_LEFT_EYE]) / 2;

	for (int x = box->left; x <= box->right; x++)
		mark(cells, x, (int)((middle - look->centre.y) * down), LEVEL_LINE, YELLOW);
	for (int eye = POINT_RIGHT_EYE; eye <= POINT_LEFT_EYE; eye++)
		mark(cells,
			cells->columns - 1 -
				(int)((face->point_x[eye] - look->centre.x) * across),
			(int)((face->point_y[eye] - look->centre.y) * down), DOT, WHITE);
}

/* --- which of them ----------------------------------------------------------------------------------------------------- */

static const struct {
	bool oval, level;
	struct way way;
} pictures[FACE_HINTS] = {
	[HINT_NO_FACE] = { .oval = true },
	[HINT_CLOSER] = { .oval = true },
	[HINT_FARTHER] = { .oval = true },
	[HINT_LEFT] = { .oval = true, .way = { -1, 0 } },
	[HINT_RIGHT] = { .oval = true, .way = { 1, 0 } },
	[HINT_UP] = { .oval = true, .way = { 0, -1 } },
	[HINT_DOWN] = { .oval = true, .way = { 0, 1 } },
	[HINT_LEVEL] = { .level = true },
};

/* Against the turn that is the larger one. */
static struct way
way_straight(const struct face_measures *m)
{
	if (fabsf(m->yaw) >= fabsf(m->pitch))
		return (struct way){ m->yaw > 0 ? 1 : -1, 0 };
	return (struct way){ 0, m->pitch > 0 ? -1 : 1 };
}

void
mark_coach(struct cells *cells, const struct look *look, enum face_hint told, bool good)
{
	size_t row = (size_t)told < ARRAY_LEN(pictures) ? (size_t)told : HINT_NO_FACE;
	struct way way = pictures[row].way;
	struct spot face = look->found ? spot_of(look) : goal_of(look), goal = goal_of(look);
	struct box box = box_around(&face, look, cells), to = box_around(&goal, look, cells);

	if (good) {
		draw_closed(cells, &box, GREEN);
		return;
	}
	if (pictures[row].oval)
		draw_oval(cells, &to, WHITE);
	if (!look->found)
		return;
	draw_corners(cells, &box, YELLOW);
	if (pictures[row].level)
		draw_level(cells, look, &box);
	if (told == HINT_LOOK_STRAIGHT)
		way = way_straight(&look->measures);
	if (way.x != 0 || way.y != 0)
		draw_arrow(cells, &box, way);
}

void
mark_paper(struct cells *cells, bool good)
{
	const struct box box = { cells->columns / 4, cells->rows / 5, cells->columns * 3 / 4,
		cells->rows * 4 / 5 };

	if (good)
		draw_closed(cells, &box, GREEN);
	else
		draw_corners(cells, &box, YELLOW);
}
