/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The live picture in a place of its own size. The camera helper draws with half blocks, two
 * pixels a cell; a picture larger than its place is averaged down, never torn. Other characters
 * are marks (the face frame) and stay on top.
 */
#ifndef UI_PICTURE_H
#define UI_PICTURE_H

#include "base/cells.h"
#include "ui/canvas.h"

/** In the middle of the place, in its own proportions, not larger than it is. */
void picture_draw(struct canvas *canvas, struct area place, const struct cells *cells);

#endif
