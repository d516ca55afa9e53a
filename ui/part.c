/* SPDX-License-Identifier: Apache-2.0 */
/* The parts that are one text, the field, and the table of all parts. */
#include "ui/part_types.h"

#include "base/str.h"
#include "ui/field.h"
#include "ui/wrap.h"

enum { WIDE = 110, TALL = 30 };

struct area
sheet_rows(const struct sheet *sheet, int row, int rows)
{
	return (struct area){ row, sheet->column, rows, sheet->columns };
}

bool
sheet_is_roomy(const struct sheet *sheet)
{
	return sheet->canvas->columns >= WIDE && sheet->canvas->rows >= TALL;
}

struct part
part_of_text(int rows)
{
	return (struct part){
		.height = { 1, rows }, .levels = rows > 1 ? 2 : rows, .elastic = true
	};
}

static struct part
measure_text(const struct sheet *sheet, const char *text)
{
	return part_of_text(wrap_rows(text, sheet->columns));
}

static struct part
measure_todo(const struct sheet *sheet)
{
	struct part part = measure_text(sheet, sheet->page->todo);

	if (sheet->page->kind == STEP_IDLE && part.levels)
		part = (struct part){ .height = { 1, 3 }, .levels = 2 };
	return part;
}

static void
draw_todo(const struct sheet *sheet, int row, int rows)
{
	struct area button = { row, sheet->column, rows, sheet->columns };

	if (sheet->page->kind != STEP_IDLE) {
		wrap_draw(sheet->canvas, button, ROLE_TODO, sheet->page->todo);
		return;
	}
	canvas_fill(sheet->canvas, button, ROLE_KEYCAP);
	button.row += rows / 2;
	button.rows = 1;
	wrap_draw_centred(sheet->canvas, button, ROLE_KEYCAP, sheet->page->todo);
}

static struct part
measure_notice(const struct sheet *sheet)
{
	return part_of_text(wrap_rows(sheet->page->notice, sheet->columns - 3));
}

static void
draw_notice(const struct sheet *sheet, int row, int rows)
{
	enum role role = sheet->page->notice_is_bad ? ROLE_BAD : ROLE_NEWS;
	struct area text = { row, sheet->column + 3, rows, sheet->columns - 3 };

	if (sheet->page->notice_is_bad)
		canvas_fill(sheet->canvas, sheet_rows(sheet, row, rows), role);
	canvas_text(sheet->canvas, row, sheet->column, 3, role,
		sheet->page->notice_is_bad ? " ! " : " » ");
	wrap_draw(sheet->canvas, text, role, sheet->page->notice);
}

static struct part
measure_concern(const struct sheet *sheet)
{
	return measure_text(sheet, sheet->page->concern);
}

static void
draw_concern(const struct sheet *sheet, int row, int rows)
{
	wrap_draw(sheet->canvas, sheet_rows(sheet, row, rows), ROLE_NEWS, sheet->page->concern);
}

/* With a blank row above it, or not at all. */
static struct part
measure_optional(const struct sheet *sheet, const char *text)
{
	int rows = wrap_rows(text, sheet->columns);

	if (rows == 0)
		return (struct part){ 0 };
	return (struct part){ .height = { 0, rows + 1 }, .levels = 2 };
}

static void
draw_optional(const struct sheet *sheet, int row, int rows, const char *text)
{
	wrap_draw(sheet->canvas, sheet_rows(sheet, row + 1, rows - 1), ROLE_FAINT, text);
}

static struct part
measure_why(const struct sheet *sheet)
{
	return measure_optional(sheet, sheet->page->why);
}

static void
draw_why(const struct sheet *sheet, int row, int rows)
{
	draw_optional(sheet, row, rows, sheet->page->why);
}

static struct part
measure_help(const struct sheet *sheet)
{
	return measure_optional(sheet, sheet->page->help);
}

static void
draw_help(const struct sheet *sheet, int row, int rows)
{
	draw_optional(sheet, row, rows, sheet->page->help);
}

static struct part
measure_foot(const struct sheet *sheet)
{
	(void)sheet;
	return (struct part){ .height = { 0, 1 }, .levels = 2 };
}

static int
field_scale(const struct sheet *sheet)
{
	return sheet->page->look.large || sheet->canvas->columns >= WIDE ? 2 : 1;
}

static struct part
measure_field(const struct sheet *sheet)
{
	return field_measure(&sheet->page->field, sheet->columns, field_scale(sheet));
}

static void
draw_field(const struct sheet *sheet, int row, int rows)
{
	field_draw(sheet->canvas, &sheet->page->field, sheet_rows(sheet, row, rows),
		field_scale(sheet));
}

/* clang-format off */
static const struct part_type types[PART_COUNT] = {
	[PART_TODO]    = { measure_todo,    draw_todo },
	[PART_FIELD]   = { measure_field,   draw_field },
	[PART_NOTICE]  = { measure_notice,  draw_notice },
	[PART_CONCERN] = { measure_concern, draw_concern },
	[PART_WHY]     = { measure_why,     draw_why },
	[PART_HELP]    = { measure_help,    draw_help },
	[PART_FOOT]    = { measure_foot,    NULL },
};
/* clang-format on */

static const struct part_type *
type_of(const struct sheet *sheet, enum part_name name)
{
	switch (name) {
	case PART_ASK:
		return &part_ask;
	case PART_PICTURE:
		return &part_picture;
	case PART_LINES:
		return sheet->page->kind == STEP_IDLE ? &part_way : &part_lines;
	case PART_BIG:
		return &part_big;
	case PART_PROGRESS:
		return &part_progress;
	case PART_CHOICES:
		return &part_choices;
	default:
		return &types[name];
	}
}

struct part
part_measure(const struct sheet *sheet, enum part_name name)
{
	return type_of(sheet, name)->measure(sheet);
}

void
part_draw(const struct sheet *sheet, enum part_name name, int row, int rows)
{
	const struct part_type *type = type_of(sheet, name);

	if (type->draw)
		type->draw(sheet, row, rows);
}
