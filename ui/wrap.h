/* SPDX-License-Identifier: Apache-2.0 */
/* Text in lines: broken between words; a word longer than a line is broken inside. */
#ifndef UI_WRAP_H
#define UI_WRAP_H

#include "ui/canvas.h"

/** Rows the text needs at this width; 0 for "". */
int wrap_rows(const char *text, int columns);

/** Draws the text into the area. What does not fit its rows is cut with "…". Returns the
 *  rows used. */
int wrap_draw(struct canvas *canvas, struct area area, enum role role, const char *text);

/** As wrap_draw, each line in the middle of the area. */
int wrap_draw_centred(
	struct canvas *canvas, struct area area, enum role role, const char *text);

#endif
