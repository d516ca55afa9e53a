/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A page drawn on a canvas. Pure: the same page gives the same picture. Built for 80 × 22,
 * whole at 64 × 18, roomier where there is more; below that it says that the window is too
 * small and draws what fits. Whatever the page holds, nothing overflows, and the choices, the
 * field and the notice stay visible; other text gives way, cut with "…". Lines that have no
 * room are read on by Enter, where Enter has no other meaning.
 */
#ifndef UI_DRAW_H
#define UI_DRAW_H

#include "base/cells.h"
#include "flow/page.h"
#include "ui/canvas.h"

enum { DRAW_COLUMNS_MIN = 64, DRAW_ROWS_MIN = 18 };

/** preview: the live picture, or NULL. */
void draw_page(struct canvas *canvas, const struct page *page, const struct cells *preview);
/** Likewise, the lines of the page from this one on; the next one that had no room, 0: all that follow are seen. */
size_t draw_page_from(struct canvas *canvas, const struct page *page,
	const struct cells *preview, size_t line);
/** Enter reads on where lines are cut. */
bool draw_can_read_on(const struct page *page);

#endif
