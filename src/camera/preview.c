/* SPDX-License-Identifier: Apache-2.0 */
/* Centre square → mirrored → libchafa half blocks → cells. */
#include "camera/preview.h"

#include <chafa.h>
#include <stdlib.h>

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

enum status
preview_draw(struct preview *preview, const struct look *look, struct cells *ret_cells)
{
	enum status st = mirror(&look->small, &preview->mirror);

	if (st != ST_OK)
		return st;
	chafa_canvas_draw_all_pixels(preview->canvas, CHAFA_PIXEL_RGBA8_UNASSOCIATED,
		preview->mirror.pixels, preview->mirror.width, preview->mirror.height,
		preview->mirror.stride);
	take_cells(preview, ret_cells);
	return ST_OK;
}
