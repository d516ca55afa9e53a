/* SPDX-License-Identifier: Apache-2.0 */
/* Strict rows of comma-separated values. */
#include "base/csv.h"

#include "base/utf8.h"

#include <assert.h>
#include <stdbool.h>
#include <string.h>

/* The next line that is no comment; false at the end. */
static bool
next_line(struct csv *csv, const char **ret_line, size_t *ret_n)
{
	while (*csv->at != '\0') {
		const char *line = csv->at;
		size_t n = strcspn(line, "\n");

		csv->at += n + (line[n] == '\n');
		csv->line++;
		if (line[0] == '#')
			continue;
		*ret_line = line;
		*ret_n = n;
		return true;
	}
	return false;
}

static enum status
take_cell(const char *from, size_t n, char ret_cell[CSV_CELL_ROOM])
{
	if (n >= CSV_CELL_ROOM || !utf8_is_valid(from, n))
		return ST_INVALID;
	if (n > 0 && (from[0] == ' ' || from[n - 1] == ' '))
		return ST_INVALID;
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)from[i] < ' ' || from[i] == '"' || from[i] == 0x7F)
			return ST_INVALID;
	memcpy(ret_cell, from, n);
	ret_cell[n] = '\0';
	return ST_OK;
}

static enum status
take_row(const char *line, size_t n, int cells, struct csv_row *ret_row)
{
	const char *end = line + n;

	for (int i = 0; i < cells; i++) {
		const char *comma = memchr(line, ',', (size_t)(end - line));
		bool last = i == cells - 1;

		if (last != (comma == NULL))
			return ST_INVALID;
		if (take_cell(line, (size_t)((last ? end : comma) - line), ret_row->cell[i]) !=
			ST_OK)
			return ST_INVALID;
		line = last ? end : comma + 1;
	}
	return ST_OK;
}

enum status
csv_open(struct csv *csv, const char *text, const char *header)
{
	const char *line;
	size_t n;

	*csv = (struct csv){ .at = text, .cells = 1 };
	for (const char *p = header; *p; p++)
		csv->cells += *p == ',';
	assert(csv->cells <= CSV_CELLS_MAX);
	if (!next_line(csv, &line, &n) || n != strlen(header) || memcmp(line, header, n) != 0)
		return ST_INVALID;
	return ST_OK;
}

enum status
csv_next(struct csv *csv, struct csv_row *ret_row)
{
	struct csv_row row = { 0 };
	const char *line;
	enum status st;
	size_t n;

	if (!next_line(csv, &line, &n))
		return ST_NOT_FOUND;
	st = take_row(line, n, csv->cells, &row);
	if (st == ST_OK)
		*ret_row = row;
	return st;
}
