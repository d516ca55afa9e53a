/* SPDX-License-Identifier: Apache-2.0 */
/* Lines of a chart. */
#include "ui/line_bar.h"

#include "base/utf8.h"
#include "ui/part_types.h"

enum { APART = 2, BAR_MIN = 8, WHOLE = 1000, LOWER_HALF = 0x2584 };

struct columns {
	int label, amount, bar;
};

static struct columns
columns_of(const struct sheet *sheet)
{
	struct columns columns = { 0 };

	for (size_t i = 0; i < sheet->page->lines; i++) {
		const struct page_line *line = &sheet->page->line[i];

		if (line->style != LINE_BAR)
			continue;
		columns.label = most(columns.label, utf8_columns(line->label));
		columns.amount = most(columns.amount, utf8_columns(line->text));
	}
	columns.label = least(columns.label, sheet->columns / 2);
	columns.bar = sheet->columns - columns.label - columns.amount - 2 * APART;
	if (columns.bar < BAR_MIN)
		columns.bar = 0;
	return columns;
}

/* What is there at all is seen. */
static void
draw_bar(struct canvas *canvas, int row, int column, int columns, int permille)
{
	int length = (columns * permille + WHOLE / 2) / WHOLE;

	if (columns > 0 && permille > 0)
		length = most(length, 1);
	for (int i = 0; i < length; i++)
		canvas_put(canvas, row, column + i, ROLE_NEWS, LOWER_HALF);
}

void
line_bar_draw(const struct sheet *sheet, const struct page_line *line, int row)
{
	struct columns columns = columns_of(sheet);
	int column = sheet->column + columns.label + APART;
	int indent = most(columns.amount - utf8_columns(line->text), 0);
	int room = sheet->column + sheet->columns - column - indent;

	canvas_text(sheet->canvas, row, sheet->column, columns.label, ROLE_FAINT, line->label);
	canvas_text(sheet->canvas, row, column + indent, room, ROLE_STRONG, line->text);
	draw_bar(sheet->canvas, row, column + columns.amount + APART, columns.bar,
		line->permille);
}
