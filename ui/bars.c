/* SPDX-License-Identifier: Apache-2.0 */
/* The lines at the edges of the screen. */
#include "ui/bars.h"

#include "base/array.h"
#include "base/str.h"
#include "base/utf8.h"
#include "ui/wrap.h"

enum { NARROW = 72 };

/* Two blocks a step, or one, whichever fits between the columns. */
static void
draw_progress(const struct sheet *sheet, int left, int right)
{
	enum { BLOCK = 0x2588, SHADE = 0x2591 };
	int steps = sheet->page->steps, width = 2 * steps <= right - left ? 2 : 1;

	if (steps * width > right - left)
		return;
	for (int i = 0; i < steps * width; i++)
		canvas_put(sheet->canvas, 0, right - steps * width + i, ROLE_TOP_BAR,
			i < sheet->page->step * width ? BLOCK : SHADE);
}

/* "Langkah 2 dari 8" and the bar before it, right of the service. */
static void
draw_steps(const struct sheet *sheet, int left, int right)
{
	enum { APART = 2 };
	const struct page *page = sheet->page;
	char text[64];
	int columns;

	if (page->steps <= 0 || page->step <= 0 ||
		str_format(text, sizeof(text), TR(N_("Langkah %d dari %d")), page->step,
			page->steps) != ST_OK)
		return;
	columns = utf8_columns(text);
	canvas_text(sheet->canvas, 0, right - columns, columns, ROLE_TOP, text);
	draw_progress(sheet, left + APART, right - columns - APART);
}

void
bars_draw_top(const struct sheet *sheet, bool too_small)
{
	struct canvas *canvas = sheet->canvas;
	int left, right = sheet->column + sheet->columns;

	canvas_fill(canvas, (struct area){ 0, 0, 1, canvas->columns }, ROLE_TOP);
	if (too_small) {
		canvas_text(canvas, 0, 0, canvas->columns, ROLE_TOP,
			TR(N_("Jendela terlalu kecil. Perbesar jendela.")));
		return;
	}
	left = sheet->column;
	left += canvas_text(
		canvas, 0, left, sheet->columns / 2, ROLE_TOP, sheet->page->service);
	draw_steps(sheet, left, right);
}

/* The keys of the bottom line: while there is room, in this order. */
struct key_hint {
	const char *key, *does;
	bool (*works)(const struct page *page); /* NULL: always */
};

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
	return page->why[0] != '\0' && !page->zero_is_why;
}

static bool
works_zero(const struct page *page)
{
	return page->zero_is_why;
}

static bool
works_size(const struct page *page)
{
	return page->kind != STEP_IDLE && page->field.kind != FIELD_TEXT &&
	       page->plus == PLUS_CALLS;
}

static bool
works_voice(const struct page *page)
{
	return works_size(page) && page->look.voice && !page->look.voice_on;
}

static bool
works_repeat(const struct page *page)
{
	return works_size(page) && page->look.voice && page->look.voice_on;
}

/* clang-format off */
static const struct key_hint hints[] = {
	{ "Enter",     N_("lanjut"),         works_enter },
	{ "*",         N_("kembali"),        works_back },
	{ "-",         N_("hapus"),          works_minus },
	{ "Backspace", N_("hapus"),          works_backspace },
	{ "0",         N_("mengapa"),        works_zero },
	{ "?",         N_("mengapa"),        works_why },
	{ "/",         N_("suara"),          works_voice },
	{ "/",         N_("ulangi suara"),   works_repeat },
	{ ".",         N_("ukuran huruf"),   works_size },
};
static const struct key_hint plus_hints[] = {
	[PLUS_CALLS] = { "+", N_("panggil petugas"), NULL },
	[PLUS_MENU] = { "+", N_("menu petugas"), NULL },
	[PLUS_NOTHING] = { "", "", NULL },
};
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

void
bars_draw_keys(const struct sheet *sheet, int row, bool why_hidden)
{
	int between = sheet->canvas->columns < NARROW ? 2 : 3;
	int column = sheet->column, right = column + sheet->columns;
	const struct key_hint *plus = &plus_hints[sheet->page->plus];
	int staff = plus->key[0] ? right - hint_columns(sheet->page, plus) : right;

	canvas_fill(
		sheet->canvas, (struct area){ row, 0, 1, sheet->canvas->columns }, ROLE_KEYS);
	for (size_t i = 0; i < ARRAY_LEN(hints); i++) {
		const struct key_hint *hint = &hints[i];
		int columns = hint_columns(sheet->page, hint);

		if (!hint->works(sheet->page) || column + columns + between > staff)
			continue;
		if ((hint->works == works_why || hint->works == works_zero) && !why_hidden)
			continue;
		draw_hint(sheet, row, column, hint);
		column += columns + between;
	}
	if (plus->key[0])
		draw_hint(sheet, row, staff, plus);
}

void
bars_draw_band(const struct sheet *sheet, int row)
{
	struct area band = { row, 0, 1, sheet->canvas->columns };

	canvas_fill(sheet->canvas, band, ROLE_BAND);
	wrap_draw_centred(sheet->canvas, band, ROLE_BAND, sheet->page->band);
}
