/* SPDX-License-Identifier: Apache-2.0 */
/* Lays a page out: the barest form of every part first, then what the room allows, in the
 * order of the table. */
#include "ui/draw.h"

#include "base/array.h"
#include "ui/bars.h"
#include "ui/box.h"
#include "ui/part.h"

enum {
	MARGIN = 4,
	MARGIN_SMALL = 2,
	TEXT_COLUMNS_MAX = 92, /* longer lines are hard to follow */
	GAPS_MAX = 2,
	LEAD_MAX = 4,
	GAP = -1,
};

/* What is granted while rows are left: a part's height of this level, or one more blank row
 * above it. */
struct grant {
	enum part_name part;
	int level;
};

/* clang-format off */
static const struct grant needed[] = {
	{ PART_ASK, 1 },          { PART_NOTICE, 1 },       { PART_FIELD, 1 },
	{ PART_BIG, 1 },          { PART_TODO, 1 },         { PART_CONCERN, 1 },
	{ PART_LINES, 1 },        { PART_CHOICES, 1 },
};
static const struct grant large_first[] = {
	{ PART_ASK, 2 },          { PART_TODO, GAP },       { PART_FIELD, GAP },
	{ PART_FIELD, 3 },        { PART_CHOICES, GAP },    { PART_CHOICES, 3 },
	{ PART_BIG, 2 },
};
static const struct grant pleasant[] = {
	{ PART_FIELD, GAP },      { PART_LINES, GAP },      { PART_TODO, GAP },
	{ PART_CHOICES, GAP },    { PART_NOTICE, GAP },     { PART_ASK, 2 },
	{ PART_CONCERN, GAP },    { PART_CHOICES, 2 },      { PART_PROGRESS, GAP },
	{ PART_PROGRESS, 1 },     { PART_BIG, GAP },        { PART_FIELD, 2 },
	{ PART_HELP, 1 },         { PART_ASK, 3 },          { PART_FOOT, 1 },
	{ PART_PICTURE, GAP },    { PART_PICTURE, 1 },      { PART_WHY, 1 },
	{ PART_CHOICES, 3 },      { PART_FIELD, 3 },        { PART_LINES, 2 },
	{ PART_BIG, 2 },          { PART_TODO, GAP },       { PART_LINES, GAP },
	{ PART_FIELD, GAP },      { PART_CHOICES, GAP },
};

/* When not even the barest form of all fits, these go first. */
static const enum part_name expendable[] = {
	PART_FOOT,    PART_HELP,    PART_WHY, PART_LINES, PART_PROGRESS,
	PART_PICTURE, PART_CONCERN, PART_BIG, PART_TODO,  PART_ASK,
};
/* clang-format on */

static int
barest(struct part parts[PART_COUNT], const struct sheet *sheet)
{
	int rows = 0;

	for (int i = 0; i < PART_COUNT; i++) {
		parts[i] = part_measure(sheet, (enum part_name)i);
		parts[i].rows = parts[i].levels ? parts[i].height[0] : 0;
		rows += parts[i].rows;
	}
	return rows;
}

static int
drop(struct part parts[PART_COUNT], int rows, int room)
{
	for (size_t i = 0; i < ARRAY_LEN(expendable) && rows > room; i++) {
		struct part *part = &parts[expendable[i]];

		rows -= part->rows;
		part->rows = part->levels = 0;
	}
	return rows;
}

/* Rows the grant costs, at most `left`; 0: not to be had. */
static int
grant_rows(const struct part *part, int level, int left)
{
	int more;

	if (part->levels == 0)
		return 0;
	if (level == GAP)
		return part->rows > 0 && part->gap < GAPS_MAX && left > 0;
	if (level >= part->levels)
		return 0;
	more = part->height[level] - part->rows;
	if (more > left)
		return part->elastic ? left : 0;
	return more > 0 ? more : 0;
}

static int
grant_all(struct part parts[PART_COUNT], const struct grant *grants, size_t n, int left)
{
	for (size_t i = 0; i < n; i++) {
		struct part *part = &parts[grants[i].part];
		int more = grant_rows(part, grants[i].level, left);

		left -= more;
		if (grants[i].level == GAP)
			part->gap += more;
		else
			part->rows += more;
	}
	return left;
}

static void
lay_out(struct part parts[PART_COUNT], const struct sheet *sheet, int room)
{
	int left = room - drop(parts, barest(parts, sheet), room);

	left = grant_all(parts, needed, ARRAY_LEN(needed), left);
	if (sheet->page->look.large)
		left = grant_all(parts, large_first, ARRAY_LEN(large_first), left);
	(void)grant_all(parts, pleasant, ARRAY_LEN(pleasant), left); /* the rest stays blank */
}

static int
foot_rows(const struct part parts[PART_COUNT])
{
	int rows = 0;

	for (int i = PART_CONCERN; i < PART_COUNT; i++)
		rows += parts[i].rows > 0 ? parts[i].rows + parts[i].gap : 0;
	return rows;
}

/* Of the rows nothing asked for, some go under the question, so that the page is not stuck
 * to the top. */
static int
lead(const struct part parts[PART_COUNT], int rows)
{
	for (int i = 0; i < PART_COUNT; i++)
		rows -= parts[i].rows + parts[i].gap;
	rows /= 3;
	return rows < 0 ? 0 : rows < LEAD_MAX ? rows : LEAD_MAX;
}

static void
draw_parts(const struct sheet *sheet, int row, int rows, bool *ret_why_hidden)
{
	struct part parts[PART_COUNT];
	int end = row + rows;

	lay_out(parts, sheet, rows);
	for (int i = 0; i < PART_COUNT; i++) {
		if (i == PART_ASK + 1)
			row += lead(parts, rows);
		if (i == PART_CONCERN)
			row = end - foot_rows(parts);
		if (parts[i].rows == 0)
			continue;
		row += parts[i].gap;
		part_draw(sheet, (enum part_name)i, row, parts[i].rows);
		row += parts[i].rows;
	}
	*ret_why_hidden = parts[PART_WHY].rows == 0;
}

static bool
is_small(const struct canvas *canvas)
{
	return canvas->columns < DRAW_COLUMNS_MIN || canvas->rows < DRAW_ROWS_MIN;
}

static void
sheet_columns(struct sheet *sheet)
{
	int margin =
		sheet->canvas->columns < 80 || sheet->page->look.large ? MARGIN_SMALL : MARGIN;

	sheet->columns = sheet->canvas->columns - 2 * margin;
	if (sheet->columns > TEXT_COLUMNS_MAX && !sheet->page->look.large)
		sheet->columns = TEXT_COLUMNS_MAX;
	sheet->column = (sheet->canvas->columns - sheet->columns) / 2;
}

/* Larger letters a terminal does not have: heavier ones then. */
static void
embolden(struct canvas *canvas)
{
	for (int i = 0; i < canvas->rows * canvas->columns; i++)
		if (canvas->cell[i].role == ROLE_TEXT || canvas->cell[i].role == ROLE_FAINT)
			canvas->cell[i].role = ROLE_STRONG;
}

void
draw_page(struct canvas *canvas, const struct page *page, const struct cells *preview)
{
	(void)draw_page_from(canvas, page, preview, 0);
}

bool
draw_can_read_on(const struct page *page)
{
	return !page->can_enter && !page->why_asked && page->idle_left_s == 0;
}

size_t
draw_page_from(struct canvas *canvas, const struct page *page, const struct cells *preview,
	size_t line)
{
	size_t next = 0;
	struct sheet sheet = { .canvas = canvas,
		.page = page,
		.preview = preview,
		.line = line < page->lines ? line : 0,
		.next_line = &next };
	bool why_hidden;
	int first = 1;

	canvas_clear(canvas);
	sheet_columns(&sheet);
	if (page->kind == STEP_IDLE && !is_small(canvas))
		first = 0; /* no service, no steps: the top line is the page's */
	else
		bars_draw_top(&sheet, is_small(canvas));
	if (page->band[0])
		bars_draw_band(&sheet, first++);
	draw_parts(&sheet, first, canvas->rows - first - 1, &why_hidden);
	bars_draw_keys(&sheet, canvas->rows - 1, why_hidden);
	if (page->look.large)
		embolden(canvas);
	if (page->why_asked && page->why[0])
		box_draw_why(&sheet);
	if (page->idle_left_s > 0)
		box_draw_idle_warning(&sheet);
	return next;
}
