/* SPDX-License-Identifier: Apache-2.0 */
/* The lines of a page; on the idle screen they are the way of a claim. */
#include "ui/part_types.h"

#include "base/str.h"
#include "base/utf8.h"
#include "ui/draw.h"
#include "ui/line_bar.h"
#include "ui/wrap.h"

#include <string.h>

enum { NUMBER = 5 }; /* columns of a number of the way */

static const struct {
	enum role role;
	const char *sign;
} line_looks[] = {
	[LINE_TEXT] = { ROLE_TEXT, "" },
	[LINE_PAIR] = { ROLE_STRONG, "" },
	[LINE_STRONG] = { ROLE_STRONG, "" },
	[LINE_WARN] = { ROLE_TODO, "! " },
	[LINE_GOOD] = { ROLE_GOOD, "√ " },
	[LINE_BAR] = { ROLE_STRONG, "" },
	[LINE_BLANK] = { ROLE_TEXT, "" },
};

static int
label_columns(const struct sheet *sheet)
{
	int columns = 0;

	for (size_t i = 0; i < sheet->page->lines; i++)
		if (sheet->page->line[i].style == LINE_PAIR)
			columns = most(columns, utf8_columns(sheet->page->line[i].label));
	return least(columns, sheet->columns / 2);
}

static int
line_indent(const struct sheet *sheet, const struct page_line *line)
{
	if (line->style == LINE_PAIR)
		return label_columns(sheet) + 2;
	return utf8_columns(line_looks[line->style].sign);
}

static int
line_rows(const struct sheet *sheet, const struct page_line *line)
{
	if (line->style == LINE_BAR)
		return 1;
	return most(wrap_rows(line->text, sheet->columns - line_indent(sheet, line)), 1);
}

static struct part
measure_lines(const struct sheet *sheet)
{
	int rows = 0;

	for (size_t i = 0; i < sheet->page->lines; i++)
		rows += line_rows(sheet, &sheet->page->line[i]);
	return part_of_text(rows);
}

static void
draw_line(const struct sheet *sheet, const struct page_line *line, int row, int rows)
{
	enum role role = line_looks[line->style].role;
	int indent = line_indent(sheet, line);
	struct area text = { row, sheet->column + indent, rows, sheet->columns - indent };

	if (line->style == LINE_BAR) {
		line_bar_draw(sheet, line, row);
		return;
	}
	if (line->style == LINE_PAIR)
		canvas_text(
			sheet->canvas, row, sheet->column, indent - 2, ROLE_FAINT, line->label);
	else
		canvas_text(sheet->canvas, row, sheet->column, indent, role,
			line_looks[line->style].sign);
	wrap_draw(sheet->canvas, text, role, line->text);
}

static void
draw_more(const struct sheet *sheet, int row)
{
	canvas_text(sheet->canvas, row, sheet->column, sheet->columns, ROLE_TODO,
		draw_can_read_on(sheet->page) ? TR(N_("… Tekan Enter untuk lanjutannya")) : "…");
}

static void
draw_lines(const struct sheet *sheet, int row, int rows)
{
	const struct page *page = sheet->page;
	int end = row + rows;

	for (size_t i = sheet->line; i < page->lines && row < end; i++) {
		int need = line_rows(sheet, &page->line[i]);

		if (row == end - 1 && (need > 1 || i + 1 < page->lines) && i > sheet->line) {
			*sheet->next_line = i;
			draw_more(sheet, row);
			return;
		}
		draw_line(sheet, &page->line[i], row, least(need, end - row));
		row += need;
	}
}

static int
steps_with_arrows(const struct sheet *sheet)
{
	return 2 * (int)sheet->page->lines - 1;
}

static struct part
measure_way(const struct sheet *sheet)
{
	int n = (int)sheet->page->lines;

	if (n == 0)
		return (struct part){ 0 };
	return (struct part){ .height = { 1, n, steps_with_arrows(sheet) }, .levels = 3 };
}

static void
draw_way(const struct sheet *sheet, int row, int rows)
{
	const struct page *page = sheet->page;
	int pitch = rows >= steps_with_arrows(sheet) ? 2 : 1;

	for (int i = 0; i < (int)page->lines && i * pitch < rows; i++) {
		const char *text = page->line[i].text;
		char key[8];
		int at = row + i * pitch;

		if (str_format(key, sizeof(key), "%2d ", i + 1) != ST_OK)
			continue;
		canvas_text(sheet->canvas, at, sheet->column, NUMBER, ROLE_KEYCAP, key);
		text += strspn(text, "0123456789. "); /* numbered here */
		canvas_text(sheet->canvas, at, sheet->column + NUMBER, sheet->columns - NUMBER,
			ROLE_STRONG, text);
		if (pitch == 2 && i + 1 < (int)page->lines)
			canvas_put(sheet->canvas, at + 1, sheet->column + 1, ROLE_TODO, 0x25BC);
	}
}

const struct part_type part_lines = { measure_lines, draw_lines };

const struct part_type part_way = { measure_way, draw_way };
