/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whole screens, as they stand on a terminal: each sample page drawn by curses onto /dev/null,
 * read back, and compared with a file under tests/screen/data. After a wanted change:
 * UPDATE_SCREENS=1 build/test/screen/pages_test, then look at the difference.
 */
#include "base/array.h"
#include "base/buf.h"
#include "base/str.h"
#include "base/utf8.h"
#include "tests/fake/pages.h"
#include "ui/draw.h"
#include "ui/paint.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FILE_CEILING = 65536 };

static const struct size {
	int columns, rows;
} sizes[] = { { 80, 22 }, { 64, 18 }, { 120, 33 } };

struct terminal {
	FILE *null;
	SCREEN *screen;
};

static int
terminal_open(void **state)
{
	static struct terminal terminal;

	terminal.null = fopen("/dev/null", "r+e");
	if (terminal.null == NULL || setlocale(LC_CTYPE, "C.UTF-8") == NULL)
		return -1;
	terminal.screen = newterm("xterm-256color", terminal.null, terminal.null);
	if (terminal.screen == NULL || start_color() == ERR)
		return -1;
	*state = &terminal;
	return 0;
}

static int
terminal_close(void **state)
{
	struct terminal *terminal = *state;

	(void)endwin();
	delscreen(terminal->screen);
	return fclose(terminal->null);
}

static void
add_cell(struct buf *line, const cchar_t *cell)
{
	wchar_t text[CCHARW_MAX + 1] = { 0 };
	char utf8[5];
	attr_t attr;
	short pair;

	assert_int_equal(getcchar(cell, text, &attr, &pair, NULL), OK);
	(void)utf8_put(utf8, (uint32_t)text[0]);
	assert_int_equal(buf_add_str(line, utf8), ST_OK);
}

/* The rows of the window as text, without the blanks at their ends. */
static void
read_back(const struct size *size, struct buf *ret_text)
{
	struct buf line;

	buf_init(&line, 4096);
	for (int row = 0; row < size->rows; row++) {
		buf_clear(&line);
		for (int column = 0; column < size->columns; column++) {
			cchar_t cell;

			assert_int_equal(mvwin_wch(stdscr, row, column, &cell), OK);
			add_cell(&line, &cell);
		}
		while (line.len > 0 && line.data[line.len - 1] == ' ')
			line.data[--line.len] = '\0';
		assert_int_equal(buf_add_str(ret_text, line.data), ST_OK);
		assert_int_equal(buf_add_str(ret_text, "\n"), ST_OK);
	}
	buf_free(&line);
}

static void
draw(const char *name, const struct size *size, struct buf *ret_text)
{
	struct canvas canvas;
	struct cells cells;
	struct page page;

	sample_page_fill(name, &page);
	sample_cells(56, 18, &cells);
	canvas_init(&canvas);
	assert_int_equal(canvas_resize(&canvas, size->columns, size->rows), ST_OK);
	assert_int_equal(resizeterm(size->rows, size->columns), OK);
	assert_int_equal(erase(), OK);
	draw_page(&canvas, &page, &cells);
	paint_canvas(stdscr, &canvas, page.look.theme);
	assert_int_equal(refresh(), OK);
	canvas_free(&canvas);
	read_back(size, ret_text);
}

static void
path_of(const char *name, const struct size *size, char *path, size_t room)
{
	assert_int_equal(str_format(path, room, "tests/screen/data/%s-%dx%d.txt", name,
				 size->columns, size->rows),
		ST_OK);
}

static void
write_file(const char *path, const struct buf *text)
{
	FILE *file = fopen(path, "we");

	assert_non_null(file);
	assert_int_equal(fwrite(text->data, 1, text->len, file), text->len);
	assert_int_equal(fclose(file), 0);
}

static void
read_file(const char *path, struct buf *ret_text)
{
	FILE *file = fopen(path, "re");
	char piece[4096];
	size_t n;

	if (file == NULL)
		fail_msg("no file %s", path);
	while ((n = fread(piece, 1, sizeof(piece), file)) > 0)
		assert_int_equal(buf_add(ret_text, piece, n), ST_OK);
	assert_int_equal(fclose(file), 0);
}

static bool
matches(const char *name, const struct size *size)
{
	struct buf seen, wanted;
	char path[128];
	bool same = true;

	buf_init(&seen, FILE_CEILING);
	buf_init(&wanted, FILE_CEILING);
	path_of(name, size, path, sizeof(path));
	draw(name, size, &seen);
	if (getenv("UPDATE_SCREENS")) {
		write_file(path, &seen);
	} else {
		read_file(path, &wanted);
		same = strcmp(seen.data, wanted.data) == 0;
	}
	if (!same)
		printf("%s differs. Seen:\n%s", path,
			seen.data); /* print_message would cut it */
	buf_free(&seen);
	buf_free(&wanted);
	return same;
}

static void
every_page__looks_as_filed(void **state)
{
	bool same = true;

	(void)state;
	for (size_t i = 0; i < sample_pages_n; i++)
		for (size_t k = 0; k < ARRAY_LEN(sizes); k++)
			same = matches(sample_pages[i].name, &sizes[k]) && same;
	assert_true(same);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_page__looks_as_filed),
	};

	return cmocka_run_group_tests(tests, terminal_open, terminal_close);
}
