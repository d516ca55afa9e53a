/* SPDX-License-Identifier: Apache-2.0 */
/* What holds for every picture: nothing overflows, what matters stays visible, contrast,
 * block letters, wrapping. */
#include "ui/draw.h"

#include "base/array.h"
#include "base/buf.h"
#include "base/str.h"
#include "base/utf8.h"
#include "tests/fake/pages.h"
#include "ui/glyph.h"
#include "ui/picture.h"
#include "ui/theme.h"
#include "ui/wrap.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <locale.h>
#include <math.h>
#include <string.h>

/* --- looking at a canvas ------------------------------------------------------------------ */

static void
row_text(struct canvas *canvas, int row, struct buf *ret_text)
{
	buf_clear(ret_text);
	for (int column = 0; column < canvas->columns; column++) {
		const struct canvas_cell *cell = canvas_at(canvas, row, column);
		char utf8[5];

		if (cell->ch == 0)
			continue;
		(void)utf8_put(utf8, cell->ch);
		assert_int_equal(buf_add_str(ret_text, utf8), ST_OK);
	}
}

static bool
shows(struct canvas *canvas, const char *text)
{
	struct buf row;
	bool found = false;

	buf_init(&row, 4096);
	for (int i = 0; i < canvas->rows && !found; i++) {
		row_text(canvas, i, &row);
		found = strstr(row.data, text) != NULL;
	}
	buf_free(&row);
	return found;
}

static void
draw_sample(struct canvas *canvas, const char *name, int columns, int rows)
{
	struct cells cells;
	struct page page;

	sample_page_fill(name, &page);
	sample_cells(CELLS_COLUMNS, CELLS_ROWS, &cells);
	canvas_init(canvas);
	assert_int_equal(canvas_resize(canvas, columns, rows), ST_OK);
	draw_page(canvas, &page, &cells);
}

/* --- pages -------------------------------------------------------------------------------- */

static void
every_page__survives_every_size(void **state)
{
	static const int columns[] = { 1, 2, 7, 20, 40, 63, 64, 79, 80, 81, 100, 120, 200 };
	static const int rows[] = { 1, 2, 3, 5, 8, 12, 17, 18, 21, 22, 24, 33, 60 };

	(void)state;
	for (size_t i = 0; i < sample_pages_n; i++)
		for (size_t c = 0; c < ARRAY_LEN(columns); c++)
			for (size_t r = 0; r < ARRAY_LEN(rows); r++) {
				struct canvas canvas;

				draw_sample(&canvas, sample_pages[i].name, columns[c], rows[r]);
				canvas_free(&canvas);
			}
}

static void
lines_without_room__are_read_on_and_all_are_seen_once(void **state)
{
	struct canvas canvas;
	struct page page;
	size_t at = 0, screens = 0;

	(void)state;
	sample_page_fill("bring", &page);
	canvas_init(&canvas);
	assert_int_equal(canvas_resize(&canvas, DRAW_COLUMNS_MIN, DRAW_ROWS_MIN), ST_OK);
	do {
		size_t next = draw_page_from(&canvas, &page, NULL, at);

		for (size_t i = at; i < (next ? next : page.lines); i++)
			assert_true(shows(&canvas, page.line[i].text));
		assert_int_equal(next != 0, shows(&canvas, "Tekan Enter untuk lanjutannya"));
		at = next;
		screens++;
	} while (at > 0 && screens < 5);
	assert_int_equal(screens, 2);
	canvas_free(&canvas);
}

static void
full_page__keeps_question_notice_choices_and_staff(void **state)
{
	static const int sizes[][2] = { { 64, 18 }, { 80, 22 }, { 120, 33 } };
	static const char *const texts[] = { "Ini pertanyaan", "! Ada yang salah", "[ 1 ]",
		"[ 5 ]", "[ 9 ]", "[ 0 ]", "panggil petugas", "PETUGAS MEMBANTU: RN" };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(sizes); i++) {
		struct canvas canvas;

		draw_sample(&canvas, "full", sizes[i][0], sizes[i][1]);
		for (size_t k = 0; k < ARRAY_LEN(texts); k++)
			if (!shows(&canvas, texts[k]))
				fail_msg("%d × %d lacks \"%s\"", sizes[i][0], sizes[i][1],
					texts[k]);
		canvas_free(&canvas);
	}
}

/* The officer's own pages, at a desk, have no need of it. */
static void
every_page__names_the_way_to_the_officer(void **state)
{
	(void)state;
	for (size_t i = 0; i < sample_pages_n; i++) {
		struct canvas canvas;
		struct page page;

		sample_page_fill(sample_pages[i].name, &page);
		draw_sample(&canvas, sample_pages[i].name, 64, 18);
		assert_int_equal(shows(&canvas, "panggil petugas"), page.plus == PLUS_CALLS);
		canvas_free(&canvas);
	}
}

static void
small_window__says_so_and_still_asks(void **state)
{
	struct canvas canvas;

	(void)state;
	draw_sample(&canvas, "identity", 50, 12);
	assert_true(shows(&canvas, "Jendela terlalu kecil"));
	assert_true(shows(&canvas, "Apakah ini Anda?"));
	assert_true(shows(&canvas, "[ 2 ]"));
	canvas_free(&canvas);
}

static void
long_name__does_not_push_the_choices_away(void **state)
{
	struct canvas canvas;

	(void)state;
	draw_sample(&canvas, "long_name", 64, 18);
	assert_true(shows(&canvas, "[ 1 ]"));
	assert_true(shows(&canvas, "[ 2 ]  TIDAK"));
	canvas_free(&canvas);
}

/* Columns of the bar in the row of that label; -1: there is no such row. */
static int
bar_of(struct canvas *canvas, const char *label)
{
	for (int row = 0; row < canvas->rows; row++) {
		struct buf text;
		int bar = 0;
		bool here;

		buf_init(&text, 4 * 1024);
		row_text(canvas, row, &text);
		here = strstr(text.data, label) != NULL;
		buf_free(&text);
		for (int column = 0; here && column < canvas->columns; column++)
			bar += canvas_at(canvas, row, column)->ch == 0x2584;
		if (here)
			return bar;
	}
	return -1;
}

static void
chart__has_bars_as_long_as_its_amounts(void **state)
{
	static const int sizes[][2] = { { 64, 18 }, { 80, 22 } };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(sizes); i++) {
		struct canvas canvas;
		int longest;

		draw_sample(&canvas, "chart", sizes[i][0], sizes[i][1]);
		longest = bar_of(&canvas, "2025   Rp2.052.000");
		assert_in_range(longest, 30, sizes[i][0]);
		assert_int_equal(bar_of(&canvas, "2019     Rp410.400"), (longest + 2) / 5);
		assert_int_equal(bar_of(&canvas, "2023      Rp11.400"), 1);
		assert_int_equal(bar_of(&canvas, "2022           Rp0"), 0);
		assert_int_equal(bar_of(&canvas, "Semua  Rp8.946.667"), 0);
		canvas_free(&canvas);
	}
}

static void
chart__covered_shows_no_amount_and_no_bar(void **state)
{
	struct canvas canvas;

	(void)state;
	draw_sample(&canvas, "chart_covered", 64, 18);
	assert_int_equal(bar_of(&canvas, "2025   ditutup"), 0);
	assert_false(shows(&canvas, "Rp"));
	canvas_free(&canvas);
}

static void
why__is_a_key_where_it_has_no_room(void **state)
{
	struct canvas canvas;

	(void)state;
	draw_sample(&canvas, "nik", 80, 22);
	assert_true(shows(&canvas, "NIK dipakai untuk mencari data Anda"));
	assert_false(shows(&canvas, "mengapa"));
	canvas_free(&canvas);
	draw_sample(&canvas, "large", 80, 22);
	assert_false(shows(&canvas, "NIK dipakai untuk mencari data Anda"));
	assert_true(shows(&canvas, " ?  mengapa"));
	canvas_free(&canvas);
}

static void
pin__shows_no_digit(void **state)
{
	struct canvas canvas;
	struct page page;

	(void)state;
	sample_page_fill("pin", &page);
	canvas_init(&canvas);
	assert_int_equal(canvas_resize(&canvas, 20, 6), ST_OK);
	draw_page(&canvas, &page, NULL);
	assert_false(shows(&canvas, "1"));
	canvas_free(&canvas);
}

static void
drawing__is_pure(void **state)
{
	(void)state;
	for (size_t i = 0; i < sample_pages_n; i++) {
		struct canvas one, two;

		draw_sample(&one, sample_pages[i].name, 80, 22);
		draw_sample(&two, sample_pages[(i + 1) % sample_pages_n].name, 80, 22);
		canvas_free(&two);
		draw_sample(&two, sample_pages[i].name, 80, 22);
		for (int k = 0; k < 80 * 22; k++)
			assert_true(one.cell[k].ch == two.cell[k].ch &&
				    one.cell[k].role == two.cell[k].role);
		canvas_free(&one);
		canvas_free(&two);
	}
}

/* --- canvas ------------------------------------------------------------------------------- */

static void
canvas_text__lets_nothing_steer_the_terminal(void **state)
{
	struct canvas canvas;

	(void)state;
	canvas_init(&canvas);
	assert_int_equal(canvas_resize(&canvas, 20, 1), ST_OK);
	for (uint32_t ch = 1; ch < 0xA0; ch++) {
		bool plain = ch >= ' ' && ch < 0x7F;

		canvas_put(&canvas, 0, 3, ROLE_TEXT, ch);
		assert_int_equal(canvas_at(&canvas, 0, 3)->ch, plain ? ch : '?');
	}
	canvas_free(&canvas);
}

static void
canvas_text__cuts_with_dots(void **state)
{
	static const struct {
		const char *text, *seen;
	} cases[] = { { "abcdef", "abcdef" }, { "abcdefg", "abcde…" }, { "äöüßéè!", "äöüßé…" },
		{ "日本語", "日本語" }, { "日本語日", "日本…" } };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct canvas canvas;
		struct buf row;

		buf_init(&row, 256);
		canvas_init(&canvas);
		assert_int_equal(canvas_resize(&canvas, 8, 1), ST_OK);
		assert_in_range(canvas_text(&canvas, 0, 0, 6, ROLE_TEXT, cases[i].text), 0, 6);
		row_text(&canvas, 0, &row);
		assert_memory_equal(row.data, cases[i].seen, strlen(cases[i].seen));
		assert_int_equal(row.data[strlen(cases[i].seen)], ' ');
		buf_free(&row);
		canvas_free(&canvas);
	}
}

/* --- wrapping ----------------------------------------------------------------------------- */

static void
wrap__breaks_between_words_and_inside_long_ones(void **state)
{
	static const struct {
		const char *text;
		int columns, rows;
		const char *first;
	} cases[] = {
		{ "", 10, 0, "" },
		{ "satu", 10, 1, "satu" },
		{ "satu dua tiga", 8, 2, "satu dua" },
		{ "satu dua tiga", 7, 3, "satu" },
		{ "satu  dua", 4, 2, "satu" },
		{ "panjangsekali", 6, 3, "panjan" },
		{ "ya panjangsekali", 6, 4, "ya" },
		{ "  depan", 5, 1, "depan" },
		{ "日本語", 4, 2, "日本" },
		{ "日", 1, 1, "" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct canvas canvas;
		struct buf row;

		buf_init(&row, 256);
		canvas_init(&canvas);
		assert_int_equal(canvas_resize(&canvas, 20, 6), ST_OK);
		assert_int_equal(wrap_rows(cases[i].text, cases[i].columns), cases[i].rows);
		assert_int_equal(wrap_draw(&canvas, (struct area){ 0, 0, 6, cases[i].columns },
					 ROLE_TEXT, cases[i].text),
			cases[i].rows);
		row_text(&canvas, 0, &row);
		assert_memory_equal(row.data, cases[i].first, strlen(cases[i].first));
		buf_free(&row);
		canvas_free(&canvas);
	}
}

static void
wrap__ends_the_last_row_with_dots(void **state)
{
	struct canvas canvas;
	struct buf row;

	(void)state;
	buf_init(&row, 256);
	canvas_init(&canvas);
	assert_int_equal(canvas_resize(&canvas, 12, 3), ST_OK);
	assert_int_equal(wrap_draw(&canvas, (struct area){ 0, 0, 2, 8 }, ROLE_TEXT,
				 "satu dua tiga empat"),
		2);
	row_text(&canvas, 1, &row);
	assert_string_equal(row.data, "tiga em…    ");
	buf_free(&row);
	canvas_free(&canvas);
}

/* --- live picture ------------------------------------------------------------------------ */

static void
draw_picture(struct canvas *canvas, const struct cells *cells, int columns, int rows)
{
	canvas_init(canvas);
	assert_int_equal(canvas_resize(canvas, columns, rows), ST_OK);
	picture_draw(canvas, (struct area){ 0, 0, rows, columns }, cells);
}

static void
picture__is_averaged_down_in_its_proportions(void **state)
{
	struct cells cells = { .columns = 4, .rows = 2 };
	struct canvas canvas;

	(void)state;
	for (int i = 0; i < 8; i++) /* columns of white and black, two pixels a cell */
		cells.cell[i] = (struct cell){ .ch = i % 2 ? ' ' : 0x2588, .fg = 0xFFFFFF };
	draw_picture(&canvas, &cells, 6, 1);
	assert_int_equal(canvas_at(&canvas, 0, 1)->role, ROLE_TEXT);
	for (int x = 2; x < 4; x++) {
		assert_int_equal(canvas_at(&canvas, 0, x)->ch, 0x2580);
		assert_int_equal(canvas_at(&canvas, 0, x)->fg, theme_palette(0x7F7F7F));
		assert_int_equal(canvas_at(&canvas, 0, x)->bg, theme_palette(0x7F7F7F));
	}
	assert_int_equal(canvas_at(&canvas, 0, 4)->role, ROLE_TEXT);
	canvas_free(&canvas);
}

static void
picture__keeps_its_halves_where_there_is_room(void **state)
{
	struct cells cells = { .columns = 2, .rows = 1 };
	struct canvas canvas;

	(void)state;
	cells.cell[0] = (struct cell){ .ch = 0x2580, .fg = 0xFF0000, .bg = 0x0000FF };
	cells.cell[1] = (struct cell){ .ch = 0x2584, .fg = 0xFF0000, .bg = 0x0000FF };
	draw_picture(&canvas, &cells, 2, 3);
	assert_int_equal(canvas_at(&canvas, 0, 0)->fg, theme_palette(0xFF0000));
	assert_int_equal(canvas_at(&canvas, 0, 0)->bg, theme_palette(0x0000FF));
	assert_int_equal(canvas_at(&canvas, 0, 1)->fg, theme_palette(0x0000FF));
	assert_int_equal(canvas_at(&canvas, 0, 1)->bg, theme_palette(0xFF0000));
	canvas_free(&canvas);
}

static void
picture__keeps_its_marks_and_no_control_character(void **state)
{
	struct canvas canvas;
	struct cells cells;

	(void)state;
	sample_cells(40, 20, &cells);
	cells.cell[5 * 40 + 10] = (struct cell){ .ch = 0x250C, .fg = 0xFFFF00 };
	cells.cell[6 * 40 + 10] = (struct cell){ .ch = 0x1B, .fg = 0xFFFF00 };
	cells.cell[7 * 40 + 10] = (struct cell){ .ch = 0x9B, .fg = 0xFFFF00 };
	draw_picture(&canvas, &cells, 20, 10);
	assert_true(shows(&canvas, "┌"));
	for (int i = 0; i < 20 * 10; i++)
		assert_true(canvas.cell[i].ch == 0x2580 || canvas.cell[i].ch == 0x250C);
	canvas_free(&canvas);
}

/* --- block letters ------------------------------------------------------------------------ */

static void
glyphs__are_there_for_digits_codes_and_differ(void **state)
{
	static const char all[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-*_|[]";

	(void)state;
	for (size_t i = 0; i < sizeof(all) - 1; i++) {
		assert_true(glyph_columns(all[i], 1) > 0);
		for (size_t k = 0; k < i; k++) {
			struct canvas one, two;
			int n = glyph_columns(all[i], 1) * glyph_rows(1);
			bool same = glyph_columns(all[k], 1) == glyph_columns(all[i], 1);

			canvas_init(&one);
			canvas_init(&two);
			assert_int_equal(canvas_resize(&one, 8, 3), ST_OK);
			assert_int_equal(canvas_resize(&two, 8, 3), ST_OK);
			glyph_draw(&one, 0, 0, 1, ROLE_TEXT, all[i]);
			glyph_draw(&two, 0, 0, 1, ROLE_TEXT, all[k]);
			for (int c = 0; c < 8 * 3 && same && n > 0; c++)
				same = one.cell[c].ch == two.cell[c].ch;
			if (same)
				fail_msg("%c looks like %c", all[i], all[k]);
			canvas_free(&one);
			canvas_free(&two);
		}
	}
}

static void
receipt_code__fits_the_smallest_screen_in_block_letters(void **state)
{
	(void)state;
	assert_in_range(glyph_text_columns("MWMW-MWMW-M", 1), 1, DRAW_COLUMNS_MIN - 4);
	assert_int_equal(glyph_text_columns("ä", 1), 0);
}

/* --- themes ------------------------------------------------------------------------------- */

static double
linear(unsigned part)
{
	double c = part / 255.0;

	return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double
luminance(uint32_t rgb)
{
	return 0.2126 * linear(rgb >> 16 & 255) + 0.7152 * linear(rgb >> 8 & 255) +
	       0.0722 * linear(rgb & 255);
}

/* WCAG 2.1, 1.4.3 */
static double
contrast(uint32_t one, uint32_t two)
{
	double a = luminance(one), b = luminance(two);

	return a > b ? (a + 0.05) / (b + 0.05) : (b + 0.05) / (a + 0.05);
}

static void
themes__reach_their_contrast(void **state)
{
	static const int colours[] = { 16, 256 };

	(void)state;
	for (int theme = 0; theme < THEMES - 1; theme++)
		for (int role = 0; role < ROLE_PICTURE; role++)
			for (size_t i = 0; i < ARRAY_LEN(colours); i++) {
				struct face face =
					theme_face(theme, colours[i], (enum role)role);
				double reached = contrast(theme_rgb((uint8_t)face.fg),
					theme_rgb((uint8_t)face.bg));

				if (reached < (theme == 0 ? 10.0 : 7.0))
					fail_msg("theme %d, %d colours, role %d: %.1f", theme,
						colours[i], role, reached);
			}
}

static void
themes__need_no_colours(void **state)
{
	static const enum role marked[] = { ROLE_ASK, ROLE_KEYCAP, ROLE_BAD, ROLE_BAND,
		ROLE_BOX };

	(void)state;
	for (int theme = 0; theme < THEMES; theme++)
		for (size_t i = 0; i < ARRAY_LEN(marked); i++) {
			struct face face = theme_face(theme, 0, marked[i]);

			assert_int_equal(face.fg, -1);
			assert_true(face.attribute & FACE_REVERSE);
		}
	assert_int_equal(theme_face(3, 256, ROLE_TEXT).fg, -1);
}

static void
themes__stay_within_the_colours_there_are(void **state)
{
	static const int colours[] = { 8, 16, 88, 256 };

	(void)state;
	for (int theme = -1; theme <= THEMES; theme++)
		for (int role = 0; role < ROLE_COUNT; role++)
			for (size_t i = 0; i < ARRAY_LEN(colours); i++) {
				struct face face =
					theme_face(theme, colours[i], (enum role)role);

				assert_true(face.fg < colours[i] && face.bg < colours[i]);
				assert_true(face.fg < 0 || face.fg != face.bg);
			}
}

static void
palette__gives_back_its_own_colours(void **state)
{
	(void)state;
	for (unsigned colour = 16; colour < 256; colour++)
		assert_int_equal(theme_rgb(theme_palette(theme_rgb((uint8_t)colour))),
			theme_rgb((uint8_t)colour));
}

static int
take_locale(void **state)
{
	(void)state;
	return setlocale(LC_CTYPE, "C.UTF-8") ? 0 : -1;
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_page__survives_every_size),
		cmocka_unit_test(lines_without_room__are_read_on_and_all_are_seen_once),
		cmocka_unit_test(full_page__keeps_question_notice_choices_and_staff),
		cmocka_unit_test(every_page__names_the_way_to_the_officer),
		cmocka_unit_test(small_window__says_so_and_still_asks),
		cmocka_unit_test(long_name__does_not_push_the_choices_away),
		cmocka_unit_test(chart__has_bars_as_long_as_its_amounts),
		cmocka_unit_test(chart__covered_shows_no_amount_and_no_bar),
		cmocka_unit_test(why__is_a_key_where_it_has_no_room),
		cmocka_unit_test(pin__shows_no_digit),
		cmocka_unit_test(drawing__is_pure),
		cmocka_unit_test(canvas_text__lets_nothing_steer_the_terminal),
		cmocka_unit_test(canvas_text__cuts_with_dots),
		cmocka_unit_test(wrap__breaks_between_words_and_inside_long_ones),
		cmocka_unit_test(wrap__ends_the_last_row_with_dots),
		cmocka_unit_test(picture__is_averaged_down_in_its_proportions),
		cmocka_unit_test(picture__keeps_its_halves_where_there_is_room),
		cmocka_unit_test(picture__keeps_its_marks_and_no_control_character),
		cmocka_unit_test(glyphs__are_there_for_digits_codes_and_differ),
		cmocka_unit_test(receipt_code__fits_the_smallest_screen_in_block_letters),
		cmocka_unit_test(themes__reach_their_contrast),
		cmocka_unit_test(themes__need_no_colours),
		cmocka_unit_test(themes__stay_within_the_colours_there_are),
		cmocka_unit_test(palette__gives_back_its_own_colours),
	};

	return cmocka_run_group_tests(tests, take_locale, NULL);
}
