/* SPDX-License-Identifier: Apache-2.0 */
/* Each part measured and drawn. */
#include "ui/part.h"

#include "base/array.h"
#include "base/str.h"
#include "base/utf8.h"
#include "ui/field.h"
#include "ui/glyph.h"
#include "ui/theme.h"
#include "ui/wrap.h"

#include <string.h>

enum {
	ASK_ROWS_MAX = 4,
	CHIP = 5,      /* columns of "[ 1 ]" */
	CHIP_TALL = 9, /* columns of a key three rows high */
	CHIP_PITCH = 4,
	CHIP_GAP = 2,
	WIDE = 110,
	PREVIEW_ROWS_MIN = 5,
	BANNER_ROOM = 32,
	CHOICE_ROWS_MAX = 2,
	SIDE = 10, /* columns beside the picture for the countdown */
};

static struct area
rows_of(const struct sheet *sheet, int row, int rows)
{
	return (struct area){ row, sheet->column, rows, sheet->columns };
}

static struct part
text_part(int rows)
{
	return (struct part){
		.height = {1, rows},
                  .levels = rows > 1 ? 2 : rows, .elastic = true
	};
}

static int
least(int a, int b)
{
	return a < b ? a : b;
}

static int
most(int a, int b)
{
	return a > b ? a : b;
}

/* --- the question, on a panel from edge to edge ----------------------------------------------------------------- */

/* The idle screen's words in block letters, in one line or two. 0 lines: they do not fit, or a letter has no glyph. */
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

	if (sheet->page->kind != STEP_IDLE ||
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

static void
draw_banner(const struct sheet *sheet, const struct banner *banner, int row)
{
	for (int i = 0; i < banner->lines; i++) {
		int columns = glyph_text_columns(banner->line[i], 1);

		glyph_text(sheet->canvas, row + 1 + i * (glyph_rows(1) + 1),
			sheet->column + (sheet->columns - columns) / 2, 1, ROLE_ASK,
			banner->line[i]);
	}
}

static struct part
measure_ask(const struct sheet *sheet)
{
	int rows = least(wrap_rows(sheet->page->ask, sheet->columns), ASK_ROWS_MAX);
	struct part part = {
		.height = {1, rows, rows + 2},
                  .levels = 3
	};
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
	struct area text = rows_of(sheet, row + (rows - text_rows) / 2, text_rows);
	struct banner banner = make_banner(sheet);

	canvas_fill(sheet->canvas, panel, ROLE_ASK);
	if (banner.lines && rows == banner_rows(&banner))
		draw_banner(sheet, &banner, row);
	else if (sheet->page->kind == STEP_FACE || sheet->page->kind == STEP_IDLE)
		wrap_draw_centred(sheet->canvas, text, ROLE_ASK, sheet->page->ask);
	else
		wrap_draw(sheet->canvas, text, ROLE_ASK, sheet->page->ask);
}

/* --- lines ------------------------------------------------------------------------------------------------------ */

static const struct {
	enum role role;
	const char *sign;
} line_looks[] = {
	[LINE_TEXT] = {ROLE_TEXT,    ""    },
	[LINE_PAIR] = { ROLE_STRONG, ""    },
	[LINE_STRONG] = { ROLE_STRONG, ""    },
	[LINE_WARN] = { ROLE_TODO,   "! "  },
	[LINE_GOOD] = { ROLE_GOOD,   "√ "},
	[LINE_BLANK] = { ROLE_TEXT,   ""    },
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
	int rows = wrap_rows(line->text, sheet->columns - line_indent(sheet, line));

	return most(rows, 1);
}

static struct part
measure_lines(const struct sheet *sheet)
{
	int rows = 0;

	for (size_t i = 0; i < sheet->page->lines; i++)
		rows += line_rows(sheet, &sheet->page->line[i]);
	return text_part(rows);
}

static void
draw_line(const struct sheet *sheet, const struct page_line *line, int row, int rows)
{
	enum role role = line_looks[line->style].role;
	int indent = line_indent(sheet, line);
	struct area text = { row, sheet->column + indent, rows, sheet->columns - indent };

	if (line->style == LINE_PAIR)
		canvas_text(
			sheet->canvas, row, sheet->column, indent - 2, ROLE_FAINT, line->label);
	else
		canvas_text(sheet->canvas, row, sheet->column, indent, role,
			line_looks[line->style].sign);
	wrap_draw(sheet->canvas, text, role, line->text);
}

static void
draw_lines(const struct sheet *sheet, int row, int rows)
{
	const struct page *page = sheet->page;
	int end = row + rows;

	for (size_t i = 0; i < page->lines && row < end; i++) {
		int need = line_rows(sheet, &page->line[i]);

		if (row == end - 1 && (need > 1 || i + 1 < page->lines) && i > 0) {
			canvas_text(sheet->canvas, row, sheet->column, 1, ROLE_TEXT, "…");
			return;
		}
		draw_line(sheet, &page->line[i], row, least(need, end - row));
		row += need;
	}
}

/* --- the way of a claim, on the idle screen --------------------------------------------------------------------- */

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
	return (struct part){
		.height = {1, n, steps_with_arrows(sheet)},
                  .levels = 3
	};
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
		canvas_text(sheet->canvas, at, sheet->column, CHIP, ROLE_KEYCAP, key);
		text += strspn(text, "0123456789. "); /* numbered here */
		canvas_text(sheet->canvas, at, sheet->column + CHIP, sheet->columns - CHIP,
			ROLE_STRONG, text);
		if (pitch == 2 && i + 1 < (int)page->lines)
			canvas_put(sheet->canvas, at + 1, sheet->column + 1, ROLE_TODO, 0x25BC);
	}
}

/* --- block letters ---------------------------------------------------------------------------------------------- */

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

	if (sheet->page->big[0] == '\0' || sheet->page->kind == STEP_FACE)
		return (struct part){ 0 };
	if (big_fits(sheet, 1))
		part.height[part.levels++] = glyph_rows(1);
	if (big_fits(sheet, 2) && sheet->canvas->rows > 30)
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

/* --- waiting ---------------------------------------------------------------------------------------------------- */

static struct part
measure_progress(const struct sheet *sheet)
{
	if (sheet->page->kind != STEP_WAIT)
		return (struct part){ 0 };
	return (struct part){
		.height = {1, 3},
                  .levels = 2
	};
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

/* --- live picture ----------------------------------------------------------------------------------------------- */

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
	return (struct part){
		.height = {PREVIEW_ROWS_MIN, most(rows, PREVIEW_ROWS_MIN)},
		.levels = 2,
		.elastic = true
	};
}

static void
put_picture_cell(struct canvas *canvas, int row, int column, const struct cell *cell)
{
	struct canvas_cell *to;

	canvas_put(canvas, row, column, ROLE_PICTURE, cell->ch ? cell->ch : ' ');
	to = canvas_at(canvas, row, column);
	if (to == NULL)
		return;
	to->fg = theme_palette(cell->fg);
	to->bg = theme_palette(cell->bg);
}

/* A picture larger than its place is thinned out evenly, both ways by the same measure. */
static void
draw_cells(const struct sheet *sheet, struct area place)
{
	const struct cells *from = sheet->preview;
	int rows = least(place.rows, from->rows);
	int columns = least(place.columns, from->columns * rows / from->rows);
	int left = place.column + (place.columns - columns) / 2;

	rows = least(rows, most(from->rows * columns / from->columns, 1));
	for (int y = 0; y < rows; y++)
		for (int x = 0; x < columns; x++)
			put_picture_cell(sheet->canvas, place.row + y, left + x,
				&from->cell[y * from->rows / rows * from->columns +
					    x * from->columns / columns]);
}

static void
draw_picture(const struct sheet *sheet, int row, int rows)
{
	const char *big = sheet->page->big;
	int side = big[0] ? SIDE : 0, scale = rows >= glyph_rows(2) ? 2 : 1;
	struct area place = { row, sheet->column + side, rows, sheet->columns - 2 * side };

	if (has_picture(sheet))
		draw_cells(sheet, place);
	else
		wrap_draw_centred(sheet->canvas,
			(struct area){ row + rows / 2, place.column, 1, place.columns },
			ROLE_FAINT, TR(N_("Menunggu kamera…")));
	if (big[0])
		glyph_text(sheet->canvas, row + (rows - glyph_rows(scale)) / 2,
			sheet->column + sheet->columns - SIDE + 2, scale, ROLE_TODO, big);
}

/* --- one text each ---------------------------------------------------------------------------------------------- */

static struct part
measure_text(const struct sheet *sheet, const char *text)
{
	return text_part(wrap_rows(text, sheet->columns));
}

static struct part
measure_todo(const struct sheet *sheet)
{
	struct part part = measure_text(sheet, sheet->page->todo);

	if (sheet->page->kind == STEP_IDLE && part.levels)
		part = (struct part){
			.height = {1, 3},
                          .levels = 2
		};
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
	return text_part(wrap_rows(sheet->page->notice, sheet->columns - 3));
}

static void
draw_notice(const struct sheet *sheet, int row, int rows)
{
	enum role role = sheet->page->notice_is_bad ? ROLE_BAD : ROLE_NEWS;
	struct area text = { row, sheet->column + 3, rows, sheet->columns - 3 };

	if (sheet->page->notice_is_bad)
		canvas_fill(sheet->canvas, rows_of(sheet, row, rows), role);
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
	wrap_draw(sheet->canvas, rows_of(sheet, row, rows), ROLE_NEWS, sheet->page->concern);
}

static struct part
optional(struct part part)
{
	if (part.levels == 0)
		return part;
	return (struct part){
		.height = {0, part.height[part.levels - 1]},
                  .levels = 2
	};
}

static struct part
measure_why(const struct sheet *sheet)
{
	return optional(measure_text(sheet, sheet->page->why));
}

static void
draw_why(const struct sheet *sheet, int row, int rows)
{
	wrap_draw(sheet->canvas, rows_of(sheet, row, rows), ROLE_FAINT, sheet->page->why);
}

static struct part
measure_help(const struct sheet *sheet)
{
	return optional(measure_text(sheet, sheet->page->help));
}

static void
draw_help(const struct sheet *sheet, int row, int rows)
{
	wrap_draw(sheet->canvas, rows_of(sheet, row, rows), ROLE_FAINT, sheet->page->help);
}

static struct part
measure_foot(const struct sheet *sheet)
{
	(void)sheet;
	return (struct part){
		.height = {0, 1},
                  .levels = 2
	};
}

/* --- choices ---------------------------------------------------------------------------------------------------- */

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
	part = (struct part){
		.height = {n, rows, rows + n - 1},
                  .levels = 3
	};
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

/* --- the field -------------------------------------------------------------------------------------------------- */

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
	field_draw(sheet->canvas, &sheet->page->field, rows_of(sheet, row, rows),
		field_scale(sheet));
}

/* --- the table -------------------------------------------------------------------------------------------------- */

struct part_type {
	struct part (*measure)(const struct sheet *sheet);
	void (*draw)(const struct sheet *sheet, int row, int rows); /* NULL: stays blank */
};

/* clang-format off */
static const struct part_type types[PART_COUNT] = {
	[PART_ASK]      = { measure_ask,      draw_ask },
	[PART_PICTURE]  = { measure_picture,  draw_picture },
	[PART_LINES]    = { measure_lines,    draw_lines },
	[PART_BIG]      = { measure_big,      draw_big },
	[PART_PROGRESS] = { measure_progress, draw_progress },
	[PART_TODO]     = { measure_todo,     draw_todo },
	[PART_FIELD]    = { measure_field,    draw_field },
	[PART_NOTICE]   = { measure_notice,   draw_notice },
	[PART_CHOICES]  = { measure_choices,  draw_choices },
	[PART_CONCERN]  = { measure_concern,  draw_concern },
	[PART_WHY]      = { measure_why,      draw_why },
	[PART_HELP]     = { measure_help,     draw_help },
	[PART_FOOT]     = { measure_foot,     NULL },
};
/* clang-format on */

static const struct part_type way = { measure_way, draw_way };

static const struct part_type *
type_of(const struct sheet *sheet, enum part_name name)
{
	return name == PART_LINES && sheet->page->kind == STEP_IDLE ? &way : &types[name];
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
