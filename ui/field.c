/* SPDX-License-Identifier: Apache-2.0 */
/* The field being typed. */
#include "ui/field.h"

#include "base/str.h"
#include "base/utf8.h"
#include "ui/glyph.h"
#include "ui/wrap.h"

#include <string.h>

enum { GROUP_GAP = 2, SIGN_COLUMNS = 3 };

/* Where a place of the field stands. */
struct spot {
	int line, column;
};

static int
places(const struct page_field *field)
{
	int typed = (int)strlen(field->typed), max = field->max > typed ? field->max : typed;

	return max < FIELD_ROOM ? max : FIELD_ROOM - 1;
}

/* Digits of the n-th group; past the last one, whatever is left. */
static int
group_size(const struct page_field *field, size_t n)
{
	size_t groups = strlen(field->groups);
	char digits = n < groups ? field->groups[n] : '\0';

	return digits >= '1' && digits <= '9' ? digits - '0' : groups ? FIELD_ROOM : 1;
}

/* Columns of the first n places on one line. */
static int
span(const struct page_field *field, int n, int scale)
{
	int columns = n * (SIGN_COLUMNS + 1) * scale - scale, left = n;

	for (size_t group = 0; field->groups[0] && left > group_size(field, group); group++) {
		left -= group_size(field, group);
		columns += GROUP_GAP * scale;
	}
	return columns;
}

/* Places on the first line: all, or the half of them that ends with a group. */
static int
first_line(const struct page_field *field, int columns, int scale)
{
	int n = places(field), half = 0;

	if (span(field, n, scale) <= columns)
		return n;
	for (size_t group = 0; half < n - half; group++)
		half += group_size(field, group);
	return half < n ? half : n;
}

/* Lays the places out at this scale, in one line or two; returns the lines, 0: it does not
 * fit. */
static int
lay_out(const struct page_field *field, int columns, int scale, struct spot spots[FIELD_ROOM])
{
	int n = places(field), first = first_line(field, columns, scale);
	int pitch = (SIGN_COLUMNS + 1) * scale, column = 0, left = 0;
	size_t group = 0;

	for (int i = 0; i < n; i++, left--, column += pitch) {
		if (left == 0) {
			column += i > 0 && field->groups[0] ? GROUP_GAP * scale : 0;
			left = group_size(field, group++);
		}
		if (i == first)
			column = 0;
		if (column + pitch - scale > columns)
			return 0;
		spots[i] = (struct spot){ i >= first, column };
	}
	return first < n ? 2 : 1;
}

static int
block_rows(int lines, int scale)
{
	return lines * glyph_rows(scale) + lines - 1;
}

static bool
takes_blocks(const struct page_field *field)
{
	return field->kind != FIELD_TEXT && field->kind != FIELD_NONE && !field->plain;
}

static int
blocks_at(const struct page_field *field, int columns, int scale)
{
	struct spot spots[FIELD_ROOM];
	int lines = takes_blocks(field) ? lay_out(field, columns, scale, spots) : 0;

	return lines ? block_rows(lines, scale) : 0;
}

static int
caption_rows(const struct page_field *field)
{
	return field->label[0] || field->example[0] ? 2 : 0;
}

struct part
field_measure(const struct page_field *field, int columns, int scale)
{
	struct part part = { .height = { 1 }, .levels = 1 };
	int small = blocks_at(field, columns, 1);
	int large = scale > 1 ? blocks_at(field, columns, scale) : 0;
	int caption = caption_rows(field);

	if (field->kind == FIELD_NONE)
		return (struct part){ 0 };
	if (small)
		part.height[part.levels++] = small;
	if (caption)
		part.height[part.levels++] = (small ? small : 1) + caption;
	if (large)
		part.height[part.levels++] = large + caption;
	return part;
}

static enum role
role_of(int place, int typed)
{
	return place < typed ? ROLE_TYPED : place == typed ? ROLE_CARET : ROLE_PLACE;
}

static void
draw_blocks(struct canvas *canvas, const struct page_field *field, struct area area, int scale)
{
	struct spot spots[FIELD_ROOM];
	int typed = (int)strlen(field->typed), n = places(field);

	if (lay_out(field, area.columns, scale, spots) == 0)
		return;
	for (int i = 0; i < n; i++) {
		char ch = i < typed ? field->typed[i] : i == typed ? GLYPH_CARET : GLYPH_PLACE;
		int row = area.row + spots[i].line * (glyph_rows(scale) + 1);

		glyph_draw(canvas, row, area.column + spots[i].column, scale, role_of(i, typed),
			ch);
	}
}

/* The end of what was typed and a caret: the end is where one types. */
static void
draw_text(struct canvas *canvas, const struct page_field *field, struct area area)
{
	int over = utf8_columns(field->typed) + 1 - area.columns;
	size_t skip = over > 0 ? utf8_prefix(field->typed, over) : 0;
	int used;

	canvas_fill(canvas, area, ROLE_TYPED);
	used = canvas_text(canvas, area.row, area.column, area.columns - 1, ROLE_TYPED,
		field->typed + skip);
	canvas_put(canvas, area.row, area.column + used, ROLE_CARET, 0x2588);
	for (int i = used + 1; i < area.columns && i < field->max; i++)
		canvas_put(canvas, area.row, area.column + i, ROLE_PLACE, '_');
}

static void
draw_plain(struct canvas *canvas, const struct page_field *field, struct area area)
{
	int typed = (int)strlen(field->typed), n = places(field), column = area.column,
	    left = 0;
	size_t group = 0;

	for (int i = 0; i < n && column < area.column + area.columns; i++, left--) {
		if (left == 0) {
			column += i > 0 && field->groups[0];
			left = group_size(field, group++);
		}
		canvas_put(canvas, area.row, column++, role_of(i, typed),
			i < typed    ? (uint32_t)(unsigned char)field->typed[i]
			: i == typed ? 0x2588
				     : '_');
	}
}

static void
draw_caption(struct canvas *canvas, const struct page_field *field, struct area area)
{
	int used = canvas_text(
		canvas, area.row, area.column, area.columns, ROLE_TEXT, field->label);

	used += used > 0 ? 3 : 0;
	canvas_text(canvas, area.row, area.column + used, area.columns - used, ROLE_FAINT,
		field->example);
}

void
field_draw(struct canvas *canvas, const struct page_field *field, struct area area, int scale)
{
	int small = blocks_at(field, area.columns, 1);
	int large = scale > 1 ? blocks_at(field, area.columns, scale) : 0;
	int used = 1, rows = area.rows;

	if (large && area.rows == large + caption_rows(field)) {
		draw_blocks(canvas, field, area, scale);
		used = large;
	} else if (small && area.rows >= small) {
		draw_blocks(canvas, field, area, 1);
		used = small;
	} else if (takes_blocks(field)) {
		draw_plain(canvas, field, area);
	} else {
		area.rows = 1;
		draw_text(canvas, field, area);
	}
	area.row += used + 1;
	if (rows > used + 1)
		draw_caption(canvas, field, area);
}
