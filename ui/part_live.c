/* SPDX-License-Identifier: Apache-2.0 */
/* What moves: block letters, the line of waiting, the live picture with its countdown. */
#include "ui/part_types.h"

#include "base/str.h"
#include "ui/glyph.h"
#include "ui/picture.h"
#include "ui/wrap.h"

enum { PREVIEW_ROWS_MIN = 5, SIDE = 10 /* columns beside the picture for the countdown */ };

static bool
big_fits(const struct sheet *sheet, int scale)
{
	int columns = glyph_text_columns(sheet->page->big, scale);

	return columns > 0 && columns <= sheet->columns;
}

static struct part
measure_big(const struct sheet *sheet)
{
	struct part part = { .height = { 1 }, .levels = 1 };

	if (sheet->page->big[0] == '\0' || sheet->page->preview) /* then beside the picture */
		return (struct part){ 0 };
	if (big_fits(sheet, 1))
		part.height[part.levels++] = glyph_rows(1);
	if (big_fits(sheet, 2) && sheet_is_roomy(sheet))
		part.height[part.levels++] = glyph_rows(2);
	return part;
}

static void
draw_big(const struct sheet *sheet, int row, int rows)
{
	const char *big = sheet->page->big;
	int scale = rows >= glyph_rows(2) ? 2 : 1;

	if (rows < glyph_rows(1))
		canvas_text(sheet->canvas, row, sheet->column, sheet->columns, ROLE_TODO, big);
	else
		glyph_text(sheet->canvas, row, sheet->column, scale, ROLE_TODO, big);
}

static struct part
measure_progress(const struct sheet *sheet)
{
	if (sheet->page->kind != STEP_WAIT)
		return (struct part){ 0 };
	return (struct part){ .height = { 1, 3 }, .levels = 2 };
}

/* A run of blocks that walks along the line, one step a second. */
static void
draw_progress(const struct sheet *sheet, int row, int rows)
{
	enum { RUN = 8, TRACK = 40 };
	int columns = least(sheet->columns, TRACK), head = sheet->page->waited_s * 4 % columns;
	char text[64];

	for (int i = 0; i < columns; i++) {
		bool lit = (i - head + columns) % columns < RUN;

		canvas_put(sheet->canvas, row, sheet->column + i, lit ? ROLE_TODO : ROLE_FAINT,
			lit ? 0x2588 : 0x2591);
	}
	if (rows > 1 && sheet->page->waited_s > 0 &&
		str_format(text, sizeof(text), TR(N_("Sudah %d detik")),
			sheet->page->waited_s) == ST_OK)
		canvas_text(
			sheet->canvas, row + 2, sheet->column, sheet->columns, ROLE_TEXT, text);
}

static bool
has_picture(const struct sheet *sheet)
{
	return sheet->page->preview && sheet->preview && sheet->preview->columns > 0 &&
	       sheet->preview->rows > 0;
}

static struct part
measure_picture(const struct sheet *sheet)
{
	int rows = has_picture(sheet) ? sheet->preview->rows : CELLS_ROWS - 6;

	if (!sheet->page->preview)
		return (struct part){ 0 };
	return (struct part){ .height = { PREVIEW_ROWS_MIN, most(rows, PREVIEW_ROWS_MIN) },
		.levels = 2,
		.elastic = true };
}

static void
draw_picture(const struct sheet *sheet, int row, int rows)
{
	const char *big = sheet->page->big;
	int side = big[0] ? SIDE : 0, scale = rows >= glyph_rows(2) ? 2 : 1;
	struct area place = { row, sheet->column + side, rows, sheet->columns - 2 * side };

	if (has_picture(sheet))
		picture_draw(sheet->canvas, place, sheet->preview);
	else
		wrap_draw_centred(sheet->canvas,
			(struct area){ row + rows / 2, place.column, 1, place.columns },
			ROLE_FAINT, TR(N_("Menunggu kamera…")));
	if (big[0])
		glyph_text(sheet->canvas, row + (rows - glyph_rows(scale)) / 2,
			sheet->column + sheet->columns - SIDE + 2, scale, ROLE_TODO, big);
}

const struct part_type part_big = { measure_big, draw_big };

const struct part_type part_progress = { measure_progress, draw_progress };

const struct part_type part_picture = { measure_picture, draw_picture };
