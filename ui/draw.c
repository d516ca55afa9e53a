/* SPDX-License-Identifier: Apache-2.0 */
/* Lays a page out: the barest form of every part first, then what the room allows, in the order of the table. */
#include "ui/draw.h"

#include "base/array.h"
#include "base/str.h"
#include "base/utf8.h"
#include "ui/glyph.h"
#include "ui/part.h"
#include "ui/wrap.h"

enum {
	MARGIN = 4,
	MARGIN_SMALL = 2,
	TEXT_COLUMNS_MAX = 92, /* longer lines are hard to follow */
	NARROW = 72,
	GAPS_MAX = 2,
	LEAD_MAX = 4,
	GAP = -1,
};

/* What is granted while rows are left: a part's height of this level, or one more blank row above it. */
struct grant {
	enum part_name part;
	int level;
};

/* clang-format off */
static const struct grant needed[] = {
	{ PART_ASK, 1 },       { PART_NOTICE, 1 },    { PART_FIELD, 1 },    { PART_BIG, 1 },
	{ PART_TODO, 1 },      { PART_CONCERN, 1 },   { PART_LINES, 1 },    { PART_CHOICES, 1 },
	{ PART_ASK, 2 },
};
static const struct grant large_first[] = {
	{ PART_TODO, GAP },    { PART_FIELD, GAP },   { PART_FIELD, 3 },    { PART_CHOICES, GAP },
	{ PART_CHOICES, 3 },   { PART_BIG, 2 },
};
static const struct grant pleasant[] = {
	{ PART_ASK, 3 },       { PART_FIELD, GAP },   { PART_LINES, GAP },    { PART_TODO, GAP },
	{ PART_CHOICES, GAP }, { PART_NOTICE, GAP },  { PART_CHOICES, 2 },    { PART_PROGRESS, GAP },
	{ PART_PROGRESS, 1 },  { PART_BIG, GAP },     { PART_FIELD, 2 },      { PART_HELP, 1 },
	{ PART_HELP, GAP },    { PART_FOOT, 1 },      { PART_PICTURE, GAP },  { PART_PICTURE, 1 },
	{ PART_WHY, 1 },       { PART_CONCERN, GAP }, { PART_WHY, GAP },      { PART_CHOICES, 3 },
	{ PART_FIELD, 3 },     { PART_LINES, 2 },     { PART_BIG, 2 },        { PART_TODO, GAP },
	{ PART_LINES, GAP },   { PART_FIELD, GAP },   { PART_CHOICES, GAP },
};

/* When not even the barest form of all fits, these go first. */
static const enum part_name expendable[] = { PART_FOOT, PART_HELP, PART_WHY, PART_LINES, PART_PROGRESS, PART_PICTURE,
	PART_CONCERN, PART_BIG, PART_TODO, PART_ASK };
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

/* Of the rows nothing asked for, some go under the question, so that the page is not stuck to the top. */
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

/* --- top and bottom lines --------------------------------------------------------------------------------------- */

static void
draw_steps(const struct sheet *sheet, int row, int right)
{
	enum { BLOCK = 0x2588, SHADE = 0x2591, BLOCK_COLUMNS = 2 };
	const struct page *page = sheet->page;
	char text[64];
	int column;

	if (page->steps <= 0 || page->step <= 0 ||
		str_format(text, sizeof(text), TR(N_("Langkah %d dari %d")), page->step,
			page->steps) != ST_OK)
		return;
	column = right - utf8_columns(text);
	canvas_text(sheet->canvas, row, column, right - column, ROLE_TOP, text);
	column -= 2 + page->steps * BLOCK_COLUMNS;
	for (int i = 0; i < page->steps * BLOCK_COLUMNS && column > right / 3; i++)
		canvas_put(sheet->canvas, row, column + i, ROLE_TOP_BAR,
			i < page->step * BLOCK_COLUMNS ? BLOCK : SHADE);
}

static bool
is_small(const struct canvas *canvas)
{
	return canvas->columns < DRAW_COLUMNS_MIN || canvas->rows < DRAW_ROWS_MIN;
}

static void
draw_top(const struct sheet *sheet)
{
	struct canvas *canvas = sheet->canvas;
	int right = sheet->column + sheet->columns;

	canvas_fill(canvas, (struct area){ 0, 0, 1, canvas->columns }, ROLE_TOP);
	if (is_small(canvas)) {
		canvas_text(canvas, 0, 0, canvas->columns, ROLE_TOP,
			TR(N_("Jendela terlalu kecil. Perbesar jendela.")));
		return;
	}
	canvas_text(
		canvas, 0, sheet->column, sheet->columns / 2, ROLE_TOP, sheet->page->service);
	draw_steps(sheet, 0, right);
}

/* The keys of the bottom line. The first one always has its place; the others while there is room, in this order. */
struct key_hint {
	const char *key, *does;
	bool (*works)(const struct page *page);
};

static bool
works_always(const struct page *page)
{
	(void)page;
	return true;
}

static bool
works_enter(const struct page *page)
{
	return page->can_enter;
}

static bool
works_back(const struct page *page)
{
	return page->can_back;
}

static bool
works_minus(const struct page *page)
{
	return page->can_erase && page->field.kind != FIELD_TEXT;
}

static bool
works_backspace(const struct page *page)
{
	return page->can_erase && page->field.kind == FIELD_TEXT;
}

static bool
works_why(const struct page *page)
{
	return page->why[0] != '\0';
}

static bool
works_size(const struct page *page)
{
	return page->kind != STEP_IDLE && page->field.kind != FIELD_TEXT;
}

static bool
works_voice(const struct page *page)
{
	return works_size(page) && page->look.voice;
}

/* clang-format off */
static const struct key_hint hints[] = {
	{ "Enter",     N_("lanjut"),         works_enter },
	{ "*",         N_("kembali"),        works_back },
	{ "-",         N_("hapus"),          works_minus },
	{ "Backspace", N_("hapus"),          works_backspace },
	{ "?",         N_("mengapa"),        works_why },
	{ "/",         N_("ulangi suara"),   works_voice },
	{ ".",         N_("ukuran huruf"),   works_size },
};
static const struct key_hint staff_hint = { "+", N_("panggil petugas"), works_always };
/* clang-format on */

static const char *
hint_words(const struct page *page, const struct key_hint *hint)
{
	if (hint->works == works_enter && page->enter_does[0])
		return page->enter_does;
	return TR(hint->does);
}

static int
hint_columns(const struct page *page, const struct key_hint *hint)
{
	return utf8_columns(hint->key) + 3 + utf8_columns(hint_words(page, hint));
}

static void
draw_hint(const struct sheet *sheet, int row, int column, const struct key_hint *hint)
{
	int end = sheet->column + sheet->columns;

	canvas_put(sheet->canvas, row, column++, ROLE_KEYCAP, ' ');
	column += canvas_text(sheet->canvas, row, column, end - column, ROLE_KEYCAP, hint->key);
	canvas_put(sheet->canvas, row, column, ROLE_KEYCAP, ' ');
	canvas_text(sheet->canvas, row, column + 2, end - column - 2, ROLE_KEYS,
		hint_words(sheet->page, hint));
}

static void
draw_keys(const struct sheet *sheet, int row, bool why_hidden)
{
	int between = sheet->canvas->columns < NARROW ? 2 : 3;
	int column = sheet->column, right = column + sheet->columns;
	int staff = right - hint_columns(sheet->page, &staff_hint);

	canvas_fill(
		sheet->canvas, (struct area){ row, 0, 1, sheet->canvas->columns }, ROLE_KEYS);
	for (size_t i = 0; i < ARRAY_LEN(hints); i++) {
		const struct key_hint *hint = &hints[i];
		int columns = hint_columns(sheet->page, hint);

		if (!hint->works(sheet->page) || column + columns + between > staff)
			continue;
		if (hint->works == works_why && !why_hidden)
			continue;
		draw_hint(sheet, row, column, hint);
		column += columns + between;
	}
	draw_hint(sheet, row, staff, &staff_hint);
}

static void
draw_band(const struct sheet *sheet, int row)
{
	struct area band = { row, 0, 1, sheet->canvas->columns };

	canvas_fill(sheet->canvas, band, ROLE_BAND);
	wrap_draw_centred(sheet->canvas, band, ROLE_BAND, sheet->page->band);
}

/* --- boxes over the page ---------------------------------------------------------------------------------------- */

static struct area
draw_box(struct canvas *canvas, int columns, int rows)
{
	struct area box = { (canvas->rows - rows) / 2, (canvas->columns - columns) / 2, rows,
		columns };
	struct area inside = { box.row + 1, box.column + 4, rows - 2, columns - 8 };
	struct area moat = { box.row - 1, box.column - 2, rows + 2, columns + 4 };

	canvas_fill(canvas, moat, ROLE_TEXT);
	canvas_fill(canvas, box, ROLE_BOX);
	return inside;
}

static void
draw_idle_warning(const struct sheet *sheet)
{
	struct area in = draw_box(sheet->canvas, 58, 14);
	int columns;
	char left[16];

	wrap_draw_centred(sheet->canvas, (struct area){ in.row, in.column, 1, in.columns },
		ROLE_BOX_STRONG, TR(N_("Masih di sini?")));
	wrap_draw_centred(sheet->canvas, (struct area){ in.row + 2, in.column, 1, in.columns },
		ROLE_BOX_STRONG, TR(N_("Tekan tombol apa saja.")));
	wrap_draw_centred(sheet->canvas, (struct area){ in.row + 11, in.column, 1, in.columns },
		ROLE_BOX, TR(N_("detik lagi layar ini ditutup")));
	if (str_format(left, sizeof(left), "%d", sheet->page->idle_left_s) != ST_OK)
		return;
	columns = glyph_text_columns(left, 2);
	glyph_text(sheet->canvas, in.row + 5, in.column + (in.columns - columns) / 2, 2,
		ROLE_BOX_STRONG, left);
}

static void
draw_why_box(const struct sheet *sheet)
{
	enum { COLUMNS = 60 };
	int rows = wrap_rows(sheet->page->why, COLUMNS - 8);
	struct area in = draw_box(sheet->canvas, COLUMNS, rows + 7);

	wrap_draw(sheet->canvas, (struct area){ in.row, in.column, 1, in.columns },
		ROLE_BOX_STRONG, TR(N_("Mengapa ditanya?")));
	wrap_draw(sheet->canvas, (struct area){ in.row + 2, in.column, rows, in.columns },
		ROLE_BOX, sheet->page->why);
	wrap_draw(sheet->canvas, (struct area){ in.row + rows + 3, in.column, 1, in.columns },
		ROLE_BOX_STRONG, TR(N_("Tekan Enter untuk menutup.")));
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
	struct sheet sheet = { .canvas = canvas, .page = page, .preview = preview };
	bool why_hidden;
	int first = 1;

	canvas_clear(canvas);
	sheet_columns(&sheet);
	if (page->kind == STEP_IDLE && !is_small(canvas))
		first = 0; /* no service, no steps: the top line is the page's */
	else
		draw_top(&sheet);
	if (page->band[0])
		draw_band(&sheet, first++);
	draw_parts(&sheet, first, canvas->rows - first - 1, &why_hidden);
	draw_keys(&sheet, canvas->rows - 1, why_hidden);
	if (page->look.large)
		embolden(canvas);
	if (page->why_asked && page->why[0])
		draw_why_box(&sheet);
	if (page->idle_left_s > 0)
		draw_idle_warning(&sheet);
}
