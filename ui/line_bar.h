/* SPDX-License-Identifier: Apache-2.0 */
/* One line of a chart: label, amount right-aligned, bar; in columns common to all of them on the
 * page. Half blocks, because the fonts of consoles have no eighths; the lower ones, so that a bar
 * does not run into the one above it. */
#ifndef UI_LINE_BAR_H
#define UI_LINE_BAR_H

#include "ui/part.h"

/** Where no bar of use fits, label and amount stand alone. */
void line_bar_draw(const struct sheet *sheet, const struct page_line *line, int row);

#endif
