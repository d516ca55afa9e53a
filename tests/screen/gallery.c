/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Shows a sample page on this terminal, to look at it: gallery NAME [THEME]. Not a test: after
 * `make unit`, link build/obj/tests/screen/gallery.o with build/libtestkit.a,
 * build/libanjungan.a, -lncursesw and -lsodium. Any key ends it.
 */
#include "tests/fake/pages.h"
#include "ui/draw.h"
#include "ui/paint.h"

#include <locale.h>
#include <stdlib.h>

int
main(int argc, char **argv)
{
	struct canvas canvas;
	struct cells cells;
	struct page page;

	if (argc < 2 || setlocale(LC_CTYPE, "C.UTF-8") == NULL || initscr() == NULL)
		return 2;
	(void)curs_set(0);
	(void)start_color();
	sample_page_fill(argv[1], &page);
	page.look.theme = argc > 2 ? argv[2][0] - '0' : 0;
	sample_cells(56, 18, &cells);
	canvas_init(&canvas);
	if (canvas_resize(&canvas, COLS, LINES) != ST_OK)
		return 1;
	draw_page(&canvas, &page, &cells);
	paint_canvas(stdscr, &canvas, page.look.theme);
	(void)refresh();
	(void)getch();
	(void)endwin();
	canvas_free(&canvas);
	return 0;
}
