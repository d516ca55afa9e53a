/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The parts a page is laid out from, top to bottom: question, lines, what to do, field, notice,
 * choices … A part says in which heights it can be drawn, from the barest to the roomiest;
 * draw.c gives each as much as the screen has.
 */
#ifndef UI_PART_H
#define UI_PART_H

#include "base/cells.h"
#include "flow/page.h"
#include "ui/canvas.h"

#include <stdbool.h>

enum part_name {
	PART_ASK,
	PART_PICTURE,
	PART_LINES,
	PART_BIG,
	PART_PROGRESS,
	PART_TODO,
	PART_FIELD,
	PART_NOTICE,
	PART_CHOICES,
	PART_CONCERN, /* from here on: at the foot of the page */
	PART_WHY,
	PART_HELP,
	PART_FOOT, /* a blank row above the line of keys */
	PART_COUNT,
};

enum { PART_LEVELS = 4 };

/** What all parts of a page are drawn with. */
struct sheet {
	struct canvas *canvas;
	const struct page *page;
	const struct cells *preview; /* NULL: none */
	int column, columns;         /* of the text */
	size_t line;                 /* of the page's, the first to be drawn */
	size_t *next_line;           /* the first without room, as it was where all have */
};

/** Heights a part can have. 0 levels: it is not on this page. */
struct part {
	int height[PART_LEVELS]; /* rising */
	int levels;
	bool elastic; /* any height between the first and the last will do */
	int rows;     /* given by the layout */
	int gap;      /* blank rows above, given by the layout */
};

/** Heights of one part of this page. */
struct part part_measure(const struct sheet *sheet, enum part_name name);

/** Draws it into the rows from `row` on; as tall as one of its heights (elastic: as given). */
void part_draw(const struct sheet *sheet, enum part_name name, int row, int rows);

#endif
