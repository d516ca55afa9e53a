/* SPDX-License-Identifier: Apache-2.0 */
/* Boxes over the page. */
#include "ui/box.h"

#include "base/str.h"
#include "ui/glyph.h"
#include "ui/wrap.h"

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

void
box_draw_idle_warning(const struct sheet *sheet)
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

void
box_draw_why(const struct sheet *sheet)
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
