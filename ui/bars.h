/* SPDX-License-Identifier: Apache-2.0 */
/* The lines at the edges of the screen: service and step above, who is helping, the keys
 * that work below. */
#ifndef UI_BARS_H
#define UI_BARS_H

#include "ui/part.h"

/** too_small: says so instead. */
void bars_draw_top(const struct sheet *sheet, bool too_small);
/** An officer is helping. */
void bars_draw_band(const struct sheet *sheet, int row);
/** Only keys that work on this page; always the one that calls an officer. why_hidden: "why
 *  we ask" found no room. */
void bars_draw_keys(const struct sheet *sheet, int row, bool why_hidden);

#endif
