/* SPDX-License-Identifier: Apache-2.0 */
/* A grid of characters with roles. */
#include "ui/canvas.h"

#include "base/str.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <wchar.h>

enum { COLUMNS_MAX = 500, ROWS_MAX = 200 };

void
canvas_init(struct canvas *canvas)
{
	*canvas = (struct canvas){ 0 };
}

void
canvas_free(struct canvas *canvas)
{
	canvas_clear(canvas);
	free(canvas->cell);
	canvas_init(canvas);
}

enum status
canvas_resize(struct canvas *canvas, int columns, int rows)
{
	struct canvas_cell *cell;

	if (columns < 1 || rows < 1 || columns > COLUMNS_MAX || rows > ROWS_MAX)
		return ST_INVALID;
	if (columns != canvas->columns || rows != canvas->rows) {
		cell = calloc((size_t)columns * (size_t)rows, sizeof(*cell));
		if (cell == NULL)
			return ST_NO_MEMORY;
		canvas_free(canvas);
		*canvas = (struct canvas){ .columns = columns, .rows = rows, .cell = cell };
	}
	canvas_clear(canvas);
	return ST_OK;
}

void
canvas_clear(struct canvas *canvas)
{
	size_t n = (size_t)canvas->columns * (size_t)canvas->rows;

	if (canvas->cell == NULL)
		return;
	wipe(canvas->cell, n * sizeof(*canvas->cell));
	for (size_t i = 0; i < n; i++)
		canvas->cell[i] = (struct canvas_cell){ .ch = ' ', .role = ROLE_TEXT };
}

struct canvas_cell *
canvas_at(struct canvas *canvas, int row, int column)
{
	if (row < 0 || column < 0 || row >= canvas->rows || column >= canvas->columns)
		return NULL;
	return &canvas->cell[row * canvas->columns + column];
}

void
canvas_put(struct canvas *canvas, int row, int column, enum role role, uint32_t ch)
{
	struct canvas_cell *cell = canvas_at(canvas, row, column);

	if (ch < ' ' || (ch >= 0x7F && ch < 0xA0))
		ch = '?';
	if (cell)
		*cell = (struct canvas_cell){ .ch = ch, .role = (uint8_t)role };
}

void
canvas_fill(struct canvas *canvas, struct area area, enum role role)
{
	for (int row = area.row; row < area.row + area.rows; row++)
		for (int column = area.column; column < area.column + area.columns; column++)
			canvas_put(canvas, row, column, role, ' ');
}

static int
put_wide(struct canvas *canvas, int row, int column, enum role role, uint32_t ch)
{
	int width = wcwidth((wchar_t)ch);
	struct canvas_cell *right;

	if (width < 1)
		return 0; /* combining marks have no cell of their own */
	canvas_put(canvas, row, column, role, ch);
	right = width == 2 ? canvas_at(canvas, row, column + 1) : NULL;
	if (right)
		*right = (struct canvas_cell){ .ch = 0, .role = (uint8_t)role };
	else if (width == 2)
		canvas_put(canvas, row, column, role, '?'); /* half of it would hang out */
	return width;
}

int
canvas_text(
	struct canvas *canvas, int row, int column, int max, enum role role, const char *text)
{
	bool whole = utf8_columns(text) <= max;
	const char *end = text + utf8_prefix(text, whole ? max : max - 1);
	int used = 0;
	uint32_t ch;

	if (max < 1)
		return 0;
	while (text < end) {
		text += utf8_next(text, &ch);
		used += put_wide(canvas, row, column + used, role, ch);
	}
	if (!whole)
		canvas_put(canvas, row, column + used++, role, 0x2026);
	return used;
}
