/* SPDX-License-Identifier: Apache-2.0 */
/* Centre square → mirrored → libchafa half blocks → cells. */
#include "camera/preview.h"

#include "base/array.h"

#include <chafa.h>
#include <stdlib.h>

enum { WHITE = 0xFFFFFF, YELLOW = 0xFFD000, GREEN = 0x00E060 };

struct preview {
	ChafaSymbolMap *symbols;
	ChafaCanvasConfig *config;
	ChafaCanvas *canvas;
	struct picture mirror;
	int columns, rows;
};

enum status
preview_new(int columns, int rows, struct preview **ret_preview)
{
	struct preview *preview = calloc(1, sizeof(*preview));

	if (preview == NULL)
		return ST_NO_MEMORY;
	preview->columns = columns < 2 * rows ? columns : 2 * rows;
	preview->rows = (preview->columns + 1) / 2;
	chafa_set_n_threads(1);
	preview->symbols = chafa_symbol_map_new();
	chafa_symbol_map_add_by_tags(
		preview->symbols, CHAFA_SYMBOL_TAG_VHALF | CHAFA_SYMBOL_TAG_SOLID);
	preview->config = chafa_canvas_config_new();
	chafa_canvas_config_set_canvas_mode(preview->config, CHAFA_CANVAS_MODE_TRUECOLOR);
	chafa_canvas_config_set_geometry(preview->config, preview->columns, preview->rows);
	chafa_canvas_config_set_symbol_map(preview->config, preview->symbols);
	chafa_canvas_config_set_work_factor(preview->config, 0);
	chafa_canvas_config_set_preprocessing_enabled(preview->config, FALSE);
	preview->canvas = chafa_canvas_new(preview->config);
	*ret_preview = preview;
	return ST_OK;
}

void
preview_free(struct preview *preview)
{
	if (preview == NULL)
		return;
	chafa_canvas_unref(preview->canvas);
	chafa_canvas_config_unref(preview->config);
	chafa_symbol_map_unref(preview->symbols);
	picture_free(&preview->mirror);
	free(preview);
}

/* The centre square of the small picture, left and right exchanged: people steer by mirrors.
 * Four bytes a pixel, because libchafa rounds other row lengths. */
static enum status
mirror(const struct picture *small, struct picture *to)
{
	int side = small->width < small->height ? small->width : small->height;
	int x0 = (small->width - side) / 2, y0 = (small->height - side) / 2;
	enum status st = picture_resize(to, side, side, 4);

	if (st != ST_OK)
		return st;
	for (int y = 0; y < side; y++) {
		const uint8_t *from = picture_at(small, x0, y0 + y);
		uint8_t *out = picture_at(to, side - 1, y);

		for (int x = 0; x < side; x++, from += 3, out -= 4) {
			out[0] = from[0];
			out[1] = from[1];
			out[2] = from[2];
			out[3] = 255;
		}
	}
	return ST_OK;
}

static void
take_cells(struct preview *preview, struct cells *cells)
{
	cells->columns = preview->columns;
	cells->rows = preview->rows;
	for (int y = 0; y < cells->rows; y++)
		for (int x = 0; x < cells->columns; x++) {
			struct cell *cell = &cells->cell[y * cells->columns + x];
			int fg = 0, bg = 0;

			chafa_canvas_get_raw_colors_at(preview->canvas, x, y, &fg, &bg);
			cell->ch = (uint32_t)chafa_canvas_get_char_at(preview->canvas, x, y);
			cell->fg = fg < 0 ? 0 : (uint32_t)fg & 0xFFFFFF;
			cell->bg = bg < 0 ? 0 : (uint32_t)bg & 0xFFFFFF;
		}
}

/* --- the frame around the face ------------------------------------------------------------ */

struct box {
	int left, top, right, bottom; /* cells */
};

static void
mark(struct cells *cells, int x, int y, uint32_t ch, uint32_t colour)
{
	struct cell *cell;

	if (x < 0 || y < 0 || x >= cells->columns || y >= cells->rows)
		return;
	cell = &cells->cell[y * cells->columns + x];
	*cell = (struct cell){ .ch = ch, .fg = colour, .bg = 0 };
}

static void
mark_corners(struct cells *cells, const struct box *box, uint32_t colour)
{
	mark(cells, box->left, box->top, 0x250C, colour);
	mark(cells, box->left + 1, box->top, 0x2500, colour);
	mark(cells, box->right - 1, box->top, 0x2500, colour);
	mark(cells, box->right, box->top, 0x2510, colour);
	mark(cells, box->left, box->bottom, 0x2514, colour);
	mark(cells, box->left + 1, box->bottom, 0x2500, colour);
	mark(cells, box->right - 1, box->bottom, 0x2500, colour);
	mark(cells, box->right, box->bottom, 0x2518, colour);
}

static void
mark_closed(struct cells *cells, const struct box *box, uint32_t colour)
{
	for (int x = box->left + 1; x < box->right; x++) {
		mark(cells, x, box->top, 0x2550, colour);
		mark(cells, x, box->bottom, 0x2550, colour);
	}
	for (int y = box->top + 1; y < box->bottom; y++) {
		mark(cells, box->left, y, 0x2551, colour);
		mark(cells, box->right, y, 0x2551, colour);
	}
	mark(cells, box->left, box->top, 0x2554, colour);
	mark(cells, box->right, box->top, 0x2557, colour);
	mark(cells, box->left, box->bottom, 0x255A, colour);
	mark(cells, box->right, box->bottom, 0x255D, colour);
}

/* Around head and chin, mirrored like the picture; a third of the width in the middle when
 * there is no face. */
static struct box
box_of(const struct look *look, const struct cells *cells)
{
	float across = (float)cells->columns / look->centre.side;
	float down = (float)cells->rows / look->centre.side;
	const struct face *face = &look->face;
	float left = face->x - look->centre.x - 0.15F * face->width;
	float top = face->y - look->centre.y - 0.4F * face->height;

	if (!look->found)
		return (struct box){ cells->columns / 3, cells->rows / 5,
			cells->columns * 2 / 3, cells->rows * 4 / 5 };
	return (struct box){
		.left = cells->columns - 1 - (int)((left + 1.3F * face->width) * across),
		.right = cells->columns - 1 - (int)(left * across),
		.top = (int)(top * down),
		.bottom = (int)((top + 1.55F * face->height) * down),
	};
}

enum status
preview_draw(
	struct preview *preview, const struct look *look, bool good, struct cells *ret_cells)
{
	enum status st = mirror(&look->small, &preview->mirror);
	struct box box;

	if (st != ST_OK)
		return st;
	chafa_canvas_draw_all_pixels(preview->canvas, CHAFA_PIXEL_RGBA8_UNASSOCIATED,
		preview->mirror.pixels, preview->mirror.width, preview->mirror.height,
		preview->mirror.stride);
	take_cells(preview, ret_cells);
	box = box_of(look, ret_cells);
	if (good)
		mark_closed(ret_cells, &box, GREEN);
	else
		mark_corners(ret_cells, &box, look->found ? YELLOW : WHITE);
	return ST_OK;
}
