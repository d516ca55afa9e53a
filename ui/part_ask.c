/* SPDX-License-Identifier: Apache-2.0 */
/* The question, on a panel from edge to edge; in block letters where there is room. */
#include "ui/part_types.h"

#include "base/str.h"
#include "ui/glyph.h"
#include "ui/wrap.h"

#include <string.h>

enum { ASK_ROWS_MAX = 4, BANNER_ROOM = 32 };

/* The question in block letters, in one line or two, where it is all there is (idle) or the
 * screen is large. 0 lines: it does not fit, or a letter has no glyph. */
struct banner {
	char line[2][BANNER_ROOM];
	int lines;
};

static bool
glyphs_fit(const struct sheet *sheet, const char *text)
{
	int columns = glyph_text_columns(text, 1);

	return columns > 0 && columns <= sheet->columns;
}

/* Breaks the first line where the longer of the two lines becomes shortest. */
static bool
split(const struct sheet *sheet, struct banner *banner)
{
	char *first = banner->line[0];
	int best_columns = sheet->columns + 1;
	size_t best = 0;

	for (size_t i = strlen(first); i > 0; i--) {
		int columns;

		if (first[i] != ' ')
			continue;
		first[i] = '\0';
		columns = most(
			glyph_text_columns(first, 1), glyph_text_columns(first + i + 1, 1));
		first[i] = ' ';
		if (columns < best_columns) {
			best_columns = columns;
			best = i;
		}
	}
	if (best == 0)
		return false;
	first[best] = '\0';
	return str_copy(banner->line[1], BANNER_ROOM, first + best + 1) == ST_OK &&
	       glyphs_fit(sheet, first) && glyphs_fit(sheet, banner->line[1]);
}

static struct banner
make_banner(const struct sheet *sheet)
{
	struct banner banner = { 0 };

	if ((sheet->page->kind != STEP_IDLE && !sheet_is_roomy(sheet)) ||
		str_copy(banner.line[0], BANNER_ROOM, sheet->page->ask) != ST_OK)
		return banner;
	for (char *p = banner.line[0]; *p; p++)
		*p = (char)(*p >= 'a' && *p <= 'z' ? *p - 'a' + 'A' : *p);
	if (glyphs_fit(sheet, banner.line[0]))
		banner.lines = 1;
	else if (split(sheet, &banner))
		banner.lines = 2;
	return banner;
}

static int
banner_rows(const struct banner *banner)
{
	return banner->lines * (glyph_rows(1) + 1) + 1;
}

static bool
is_centred(enum step_kind kind)
{
	return kind == STEP_IDLE || kind == STEP_FACE || kind == STEP_CALIBRATE;
}

static void
draw_banner(const struct sheet *sheet, const struct banner *banner, int row)
{
	bool centred = is_centred(sheet->page->kind);

	for (int i = 0; i < banner->lines; i++) {
		int spare = sheet->columns - glyph_text_columns(banner->line[i], 1);

		glyph_text(sheet->canvas, row + 1 + i * (glyph_rows(1) + 1),
			sheet->column + (centred ? spare / 2 : 0), 1, ROLE_ASK,
			banner->line[i]);
	}
}

static struct part
measure_ask(const struct sheet *sheet)
{
	int rows = least(wrap_rows(sheet->page->ask, sheet->columns), ASK_ROWS_MAX);
	struct part part = { .height = { 1, rows, rows + 2 }, .levels = 3 };
	struct banner banner = make_banner(sheet);

	if (rows == 0)
		return (struct part){ 0 };
	if (banner.lines)
		part.height[part.levels++] = banner_rows(&banner);
	return part;
}

static void
draw_ask(const struct sheet *sheet, int row, int rows)
{
	int text_rows = least(wrap_rows(sheet->page->ask, sheet->columns), rows);
	struct area panel = { row, 0, rows, sheet->canvas->columns };
	struct area text = sheet_rows(sheet, row + (rows - text_rows) / 2, text_rows);
	struct banner banner = make_banner(sheet);

	canvas_fill(sheet->canvas, panel, ROLE_ASK);
	if (banner.lines && rows == banner_rows(&banner))
		draw_banner(sheet, &banner, row);
	else if (is_centred(sheet->page->kind))
		wrap_draw_centred(sheet->canvas, text, ROLE_ASK, sheet->page->ask);
	else
		wrap_draw(sheet->canvas, text, ROLE_ASK, sheet->page->ask);
}

const struct part_type part_ask = { measure_ask, draw_ask };
