/* SPDX-License-Identifier: Apache-2.0 */
/* Half blocks averaged down. */
#include "ui/picture.h"

#include "ui/theme.h"

#include <stdbool.h>

enum { HALF_UPPER = 0x2580, HALF_LOWER = 0x2584, BLOCK = 0x2588 };

static const struct cell *
cell_at(const struct cells *cells, int row, int column)
{
	return &cells->cell[row * cells->columns + column];
}

static bool
is_mark(const struct cell *cell)
{
	bool steers = cell->ch >= 0x7F && cell->ch < 0xA0;

	return cell->ch > ' ' && !steers && cell->ch != HALF_UPPER && cell->ch != HALF_LOWER &&
	       cell->ch != BLOCK;
}

/* y counts half rows. */
static uint32_t
pixel(const struct cells *cells, int y, int x)
{
	const struct cell *cell = cell_at(cells, y / 2, x);
	bool front = cell->ch == BLOCK || cell->ch == (y % 2 ? HALF_LOWER : HALF_UPPER);

	return front ? cell->fg : cell->bg;
}

/* The mean over the pixels top..bottom, left..right; at least one. */
static uint32_t
mean(const struct cells *cells, int top, int bottom, int left, int right)
{
	uint32_t red = 0, green = 0, blue = 0, n = 0;

	for (int y = top; y < bottom || y == top; y++)
		for (int x = left; x < right || x == left; x++, n++) {
			uint32_t rgb = pixel(cells, y, x);

			red += rgb >> 16 & 255;
			green += rgb >> 8 & 255;
			blue += rgb & 255;
		}
	return (red / n) << 16 | (green / n) << 8 | blue / n;
}

struct scale {
	int rows, columns; /* of the picture as drawn */
};

static uint32_t
mean_at(const struct cells *cells, const struct scale *scale, int half_row, int column)
{
	int pixels = 2 * cells->rows, halves = 2 * scale->rows;

	return mean(cells, half_row * pixels / halves, (half_row + 1) * pixels / halves,
		column * cells->columns / scale->columns,
		(column + 1) * cells->columns / scale->columns);
}

static void
put(struct canvas *canvas, int row, int column, uint32_t ch, uint32_t fg, uint32_t bg)
{
	struct canvas_cell *to;

	canvas_put(canvas, row, column, ROLE_PICTURE, ch);
	to = canvas_at(canvas, row, column);
	if (to == NULL)
		return;
	to->fg = theme_palette(fg);
	to->bg = theme_palette(bg);
}

/* A mark takes the ground of the picture under it. */
static void
draw_mark(struct canvas *canvas, int row, int column, const struct cell *mark)
{
	struct canvas_cell *to = canvas_at(canvas, row, column);

	if (to == NULL)
		return;
	to->ch = mark->ch;
	to->fg = theme_palette(mark->fg);
}

static void
draw_marks(struct canvas *canvas, struct area at, const struct cells *cells)
{
	for (int y = 0; y < cells->rows; y++)
		for (int x = 0; x < cells->columns; x++)
			if (is_mark(cell_at(cells, y, x)))
				draw_mark(canvas, at.row + y * at.rows / cells->rows,
					at.column + x * at.columns / cells->columns,
					cell_at(cells, y, x));
}

void
picture_draw(struct canvas *canvas, struct area place, const struct cells *cells)
{
	int rows = place.rows < cells->rows ? place.rows : cells->rows;
	int columns = cells->columns * rows / cells->rows;
	struct scale scale;
	struct area at;

	if (columns > place.columns) {
		columns = place.columns;
		rows = cells->rows * columns / cells->columns;
	}
	if (rows < 1 || columns < 1)
		return;
	scale = (struct scale){ rows, columns };
	at = (struct area){ place.row, place.column + (place.columns - columns) / 2, rows,
		columns };
	for (int y = 0; y < rows; y++)
		for (int x = 0; x < columns; x++)
			put(canvas, at.row + y, at.column + x, HALF_UPPER,
				mean_at(cells, &scale, 2 * y, x),
				mean_at(cells, &scale, 2 * y + 1, x));
	draw_marks(canvas, at, cells);
}
