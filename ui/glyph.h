/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Block letters drawn with half blocks: digits, A–Z, some signs, and the places of a field. At
 * scale 1 a glyph is three rows high, at scale 2 five. All characters used are in every console
 * font with half blocks.
 */
#ifndef UI_GLYPH_H
#define UI_GLYPH_H

#include "ui/canvas.h"

/** Not letters: what stands in a field. */
enum { GLYPH_PLACE = '_', GLYPH_CARET = '|', GLYPH_HIDDEN = '*' };

/** Rows of a glyph at this scale. */
int glyph_rows(int scale);
/** Columns of a glyph without the blank after it; 0: there is no such glyph. */
int glyph_columns(char ch, int scale);
void glyph_draw(struct canvas *canvas, int row, int column, int scale, enum role role, char ch);

/** Columns of a text with its blanks; 0: a character has no glyph. */
int glyph_text_columns(const char *text, int scale);
void glyph_text(struct canvas *canvas, int row, int column, int scale, enum role role,
	const char *text);

#endif
