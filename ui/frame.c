/* SPDX-License-Identifier: Apache-2.0 */
/* Canvas ↔ packet. */
#include "ui/frame.h"

#include "base/attach_wire.h"
#include "base/str.h"
#include "ui/draw.h"
#include "ui/theme.h"

enum { HEAD = 7, CELL = 4, COLOURS = 2, ROLE_SHIFT = 21, CH_MASK = (1 << ROLE_SHIFT) - 1 };

static bool
fits(int columns, int rows)
{
	return columns >= 1 && rows >= 1 && columns <= ATTACH_COLUMNS_MAX &&
	       rows <= ATTACH_ROWS_MAX;
}

/* --- putting -------------------------------------------------------------------------------------------------------- */

static enum status
put_cell(const struct canvas_cell *cell, struct buf *bytes)
{
	uint8_t at[CELL + COLOURS] = { [CELL] = cell->fg, cell->bg };

	attach_wire_put32(at, cell->ch | (uint32_t)cell->role << ROLE_SHIFT);
	return buf_add(bytes, at, cell->role == ROLE_PICTURE ? CELL + COLOURS : CELL);
}

enum status
frame_put(const struct canvas *canvas, const struct frame_head *head, struct buf *ret_bytes)
{
	uint8_t at[HEAD] = { ATTACH_FRAME, [5] = (uint8_t)head->theme, (uint8_t)head->field };
	enum status st;

	if (!fits(canvas->columns, canvas->rows))
		return ST_INVALID;
	attach_wire_put16(at + 1, (unsigned)canvas->columns);
	attach_wire_put16(at + 3, (unsigned)canvas->rows);
	st = buf_add(ret_bytes, at, HEAD);
	for (int i = 0; st == ST_OK && i < canvas->columns * canvas->rows; i++)
		st = put_cell(&canvas->cell[i], ret_bytes);
	return st;
}

/* --- taking --------------------------------------------------------------------------------------------------------- */

/* Nothing that steers a terminal: no control character, no surrogate, no mark of direction. 0 is a right half. */
static bool
is_drawn(uint32_t ch)
{
	return ch == 0 || (ch >= ' ' && ch < 0x7F) ||
	       (ch >= 0xA0 && ch < 0xD800 && !(ch >= 0x200B && ch <= 0x200F) &&
		       !(ch >= 0x2028 && ch <= 0x202E) && !(ch >= 0x2066 && ch <= 0x2069)) ||
	       (ch >= 0xE000 && ch <= 0x10FFFF);
}

/* Returns the bytes it took; 0: not a cell. */
static size_t
take_cell(const uint8_t *bytes, size_t n, struct canvas_cell *cell)
{
	uint32_t both;
	size_t took;

	if (n < CELL)
		return 0;
	both = attach_wire_take32(bytes);
	cell->ch = both & CH_MASK;
	cell->role = (uint8_t)(both >> ROLE_SHIFT);
	took = cell->role == ROLE_PICTURE ? CELL + COLOURS : CELL;
	if (n < took || both >> ROLE_SHIFT >= ROLE_COUNT || !is_drawn(cell->ch))
		return 0;
	if (cell->role == ROLE_PICTURE) {
		cell->fg = bytes[CELL];
		cell->bg = bytes[CELL + 1];
	}
	return took;
}

static enum status
take_cells(const uint8_t *bytes, size_t n, struct canvas *canvas)
{
	for (int i = 0; i < canvas->columns * canvas->rows; i++) {
		struct canvas_cell cell = { 0 };
		size_t took = take_cell(bytes, n, &cell);

		/* a right half has a left one in its row */
		if (took == 0 || (cell.ch == 0 && (i % canvas->columns == 0 ||
							  canvas->cell[i - 1].ch == 0)))
			return ST_INVALID;
		canvas->cell[i] = cell;
		bytes += took;
		n -= took;
	}
	return n == 0 ? ST_OK : ST_INVALID;
}

enum status
frame_take(const void *bytes, size_t n, struct canvas *canvas, struct frame_head *ret_head)
{
	const uint8_t *at = bytes;
	int columns, rows;
	enum status st;

	if (n < HEAD || at[0] != ATTACH_FRAME || at[5] >= THEMES || at[6] > FIELD_TEXT)
		return ST_INVALID;
	columns = (int)attach_wire_take16(at + 1);
	rows = (int)attach_wire_take16(at + 3);
	st = fits(columns, rows) ? canvas_resize(canvas, columns, rows) : ST_INVALID;
	if (st == ST_OK)
		st = take_cells(at + HEAD, n - HEAD, canvas);
	if (st == ST_OK)
		*ret_head = (struct frame_head){ at[5], (enum field_kind)at[6] };
	return st;
}

/* --- a page --------------------------------------------------------------------------------------------------------- */

static int
at_most(int n, int most)
{
	return n < most ? n : most;
}

enum status
frame_of_page(
	void *canvas, const struct page *page, int columns, int rows, struct buf *ret_bytes)
{
	const struct frame_head head = { page->look.theme, page->field.kind };
	enum status st = canvas_resize(
		canvas, at_most(columns, ATTACH_COLUMNS_MAX), at_most(rows, ATTACH_ROWS_MAX));

	if (st != ST_OK)
		return st;
	draw_page(canvas, page, NULL);
	st = frame_put(canvas, &head, ret_bytes);
	canvas_clear(canvas);
	return st;
}
