/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reads data files of comma-separated values, strictly: UTF-8, a fixed number of cells a row, no quotes, no blank
 * lines, no blanks around a cell, LF line ends. Lines that start with `#` are comments. The first row is the header.
 */
#ifndef BASE_CSV_H
#define BASE_CSV_H

#include "base/status.h"

enum { CSV_CELLS_MAX = 8, CSV_CELL_ROOM = 96 };

struct csv {
	const char *at; /* borrowed */
	int cells;
	int line; /* 1-based, of the row read last */
};

struct csv_row {
	char cell[CSV_CELLS_MAX][CSV_CELL_ROOM];
};

/** header: the exact first row, whose commas say how many cells a row has. ST_INVALID where the text begins with
 *  another one. text is borrowed until the last row. */
enum status csv_open(struct csv *csv, const char *text, const char *header);
/** ST_NOT_FOUND after the last row. ST_INVALID: other than `cells` cells, control characters, broken UTF-8, a cell
 *  longer than its room. csv->line is the row's in every case but the first. */
enum status csv_next(struct csv *csv, struct csv_row *ret_row);

#endif
