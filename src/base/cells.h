/* SPDX-License-Identifier: Apache-2.0 */
/* A small picture made of terminal cells: what the camera helper sends as preview and the screen draws. */
#ifndef BASE_CELLS_H
#define BASE_CELLS_H

#include <stdint.h>

enum { CELLS_COLUMNS = 60, CELLS_ROWS = 20 };

struct cell {
	uint32_t ch;     /* Unicode */
	uint32_t fg, bg; /* 0xRRGGBB */
};

struct cells {
	int columns, rows; /* 0 × 0: no picture */
	struct cell cell[CELLS_ROWS * CELLS_COLUMNS]; /* row by row, `columns` a row */
};

#endif
