/* SPDX-License-Identifier: Apache-2.0 */
/* A canvas put on a curses window in the colours of a theme. Colour pairs are made when
 * first needed. */
#ifndef UI_PAINT_H
#define UI_PAINT_H

#include "ui/canvas.h"

#include <curses.h>

/** The window takes the canvas from its upper left corner on; the caller refreshes. */
void paint_canvas(WINDOW *window, const struct canvas *canvas, int theme);

#endif
