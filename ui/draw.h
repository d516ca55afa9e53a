/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A page drawn on a canvas. Pure: the same page gives the same picture. Built for 80 × 22,
 * whole at 64 × 18, roomier where there is more; below that it says that the window is too
 * small and draws what fits. Whatever the page holds, nothing overflows, and the choices, the
 * field and the notice stay visible; other text gives way, cut with "…".
 */
#ifndef UI_DRAW_H
#define UI_DRAW_H

#include "base/cells.h"
#include "flow/page.h"
#include "ui/canvas.h"

enum { DRAW_COLUMNS_MIN = 64, DRAW_ROWS_MIN = 18 };

/** preview: the live picture, or NULL. */
void draw_page(struct canvas *canvas, const struct page *page, const struct cells *preview);

#endif
