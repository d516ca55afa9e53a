/* SPDX-License-Identifier: Apache-2.0 */
/* The choices: a key and what it does, flat or with the key three rows high. */
#include "ui/part_types.h"

#include "base/str.h"
#include "ui/glyph.h"
#include "ui/wrap.h"

enum {
	CHIP = 5,       /* columns of "[ 1 ]" */
	CHIP_TALL = 9,  /* columns of a key three rows high */
	CHIP_PITCH = 4, /* rows from one such key to the next */
	CHIP_GAP = 2,
	CHOICE_ROWS_MAX = 2,
};

static int
choice_rows(const struct sheet *sheet, const struct page_choice *choice)
{
	int rows = wrap_rows(choice->text, sheet->columns - CHIP - CHIP_GAP);

	return least(most(rows, 1), CHOICE_ROWS_MAX);
}

static struct part
measure_choices(const struct sheet *sheet)
{
	int n = (int)sheet->page->choices, rows = 0;
	struct part part;

	if (n == 0)
		return (struct part){ 0 };
	for (int i = 0; i < n; i++)
		rows += choice_rows(sheet, &sheet->page->choice[i]);
	part = (struct part){ .height = { n, rows, rows + n - 1 }, .levels = 3 };
	part.height[part.levels++] = CHIP_PITCH * n - 1;
	return part;
}

static void
draw_choice_flat(const struct sheet *sheet, const struct page_choice *choice, int row, int rows)
{
	int indent = CHIP + CHIP_GAP;
	struct area text = { row, sheet->column + indent, rows, sheet->columns - indent };
	char key[8];

	if (str_format(key, sizeof(key), "[ %c ]", choice->key) != ST_OK)
		return;
	canvas_text(sheet->canvas, row, sheet->column, CHIP, ROLE_KEYCAP, key);
	wrap_draw(sheet->canvas, text, ROLE_CHOICE, choice->text);
}

static void
draw_choice_tall(const struct sheet *sheet, const struct page_choice *choice, int row)
{
	int indent = CHIP_TALL + CHIP_GAP,
	    rows = wrap_rows(choice->text, sheet->columns - indent);
	struct area text = { row + (rows < 3), sheet->column + indent, rows < 3 ? 2 : 3,
		sheet->columns - indent };
	char key[8];

	if (str_format(key, sizeof(key), "[%c]", choice->key) != ST_OK)
		return;
	glyph_text(sheet->canvas, row, sheet->column, 1, ROLE_TODO, key);
	wrap_draw(sheet->canvas, text, ROLE_CHOICE, choice->text);
}

static void
draw_choices(const struct sheet *sheet, int row, int rows)
{
	struct part part = measure_choices(sheet);
	bool tall = part.levels == 4 && rows == part.height[3] && rows > part.height[2];
	bool whole = rows >= part.height[1], apart = rows >= part.height[2];

	for (size_t i = 0; i < sheet->page->choices; i++) {
		const struct page_choice *choice = &sheet->page->choice[i];
		int need = whole ? choice_rows(sheet, choice) : 1;

		if (tall)
			draw_choice_tall(sheet, choice, row);
		else
			draw_choice_flat(sheet, choice, row, need);
		row += tall ? CHIP_PITCH : need + apart;
	}
}

const struct part_type part_choices = { measure_choices, draw_choices };
