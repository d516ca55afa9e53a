/* SPDX-License-Identifier: Apache-2.0 */
/* Lines broken into rows. */
#include "rules/receipt_rows.h"

#include "base/str.h"
#include "base/utf8.h"

#include <assert.h>
#include <string.h>

enum {
	LABEL_COLUMNS = 13, /* of a pair: the longest label and a blank */
	ITEM_COLUMNS = 2,   /* "- " */
	ROW_ROOM = RECEIPT_COLUMNS_MAX * 4 + 1,
};

struct rows {
	int columns;
	receipt_row_fn *fn;
	void *ctx;
};

static int
characters(const char *text)
{
	int n = 0;
	uint32_t ch;
	size_t step;

	for (; (step = utf8_next(text, &ch)) > 0; text += step)
		n++;
	return n;
}

/** Bytes of text that go on a row of that many columns; *ret_next is where the next row
 *  starts. */
static size_t
row_bytes(const char *text, int columns, const char **ret_next)
{
	size_t at = 0, word_end = 0, step;
	uint32_t ch;

	for (int used = 0; (step = utf8_next(text + at, &ch)) > 0; used++, at += step) {
		if (ch == ' ')
			word_end = at;
		if (used == columns)
			break;
	}
	if (step == 0 || word_end == 0)
		word_end = at;
	*ret_next = text + word_end + strspn(text + word_end, " ");
	return word_end;
}

static int
rows_needed(const char *text, int columns)
{
	int n = 0;

	for (; *text != '\0'; n++)
		row_bytes(text, columns, &text);
	return n;
}

/** The least width at which the text needs no more rows than at the full one. */
static int
balanced(const char *text, int columns)
{
	int rows = rows_needed(text, columns), least = columns;

	while (least > 1 && rows_needed(text, least - 1) == rows)
		least--;
	return rows > 1 ? least : columns;
}

/** A row of `lead`, padded to `indent` characters, and n bytes of text. */
static enum status
put_row(const struct rows *rows, enum receipt_style style, const char *lead, int indent,
	const char *text, size_t n)
{
	char row[ROW_ROOM];
	int pad = indent - characters(lead);
	enum status st = str_format(row, sizeof(row), "%s%*s%.*s", lead, pad, "", (int)n, text);

	assert(characters(row) <= rows->columns);
	return st != ST_OK ? st : rows->fn(rows->ctx, style, row);
}

/** The text in rows of `columns`, the first one behind `lead`, the others behind as many
 *  blanks. */
static enum status
wrap(const struct rows *rows, enum receipt_style style, const char *lead, int indent,
	int columns, const char *text)
{
	enum status st = ST_OK;

	do {
		const char *next;
		size_t n = row_bytes(text, columns - indent, &next);

		st = put_row(rows, style, lead, indent, text, n);
		lead = "";
		text = next;
	} while (st == ST_OK && *text != '\0');
	return st;
}

static enum status
wrap_pair(const struct rows *rows, const struct receipt_line *line)
{
	enum status st = ST_OK;
	const char *lead = line->label;

	if (characters(lead) >= LABEL_COLUMNS) {
		st = wrap(rows, line->style, "", 0, rows->columns, lead);
		lead = "";
	}
	if (st == ST_OK)
		st = wrap(rows, line->style, lead, LABEL_COLUMNS, rows->columns, line->text);
	return st;
}

static enum status
rule(const struct rows *rows)
{
	char dashes[RECEIPT_COLUMNS_MAX + 1];

	memset(dashes, '-', (size_t)rows->columns);
	dashes[rows->columns] = '\0';
	return rows->fn(rows->ctx, RECEIPT_RULE, dashes);
}

static enum status
break_line(const struct rows *rows, const struct receipt_line *line)
{
	int columns = rows->columns;

	switch (line->style) {
	case RECEIPT_TEXT_LINE:
	case RECEIPT_BOLD:
		return wrap(rows, line->style, "", 0, columns, line->text);
	case RECEIPT_BIG:
		columns /= 2;
		/* fall through */
	case RECEIPT_CENTRE:
	case RECEIPT_STATE:
		return wrap(
			rows, line->style, "", 0, balanced(line->text, columns), line->text);
	case RECEIPT_PAIR:
		return wrap_pair(rows, line);
	case RECEIPT_ITEM:
		return wrap(rows, line->style, "- ", ITEM_COLUMNS, columns, line->text);
	case RECEIPT_RULE:
		return rule(rows);
	case RECEIPT_BLANK:
	case RECEIPT_QR:
	case RECEIPT_CUT:
		return rows->fn(rows->ctx, line->style, line->text);
	}
	return ST_INVALID;
}

enum status
receipt_rows(const struct receipt *receipt, int columns, receipt_row_fn *fn, void *ctx)
{
	const struct rows rows = { columns, fn, ctx };
	enum status st = ST_OK;

	if (columns < RECEIPT_COLUMNS_MIN || columns > RECEIPT_COLUMNS_MAX)
		return ST_INVALID;
	for (size_t i = 0; st == ST_OK && i < receipt->n; i++)
		st = break_line(&rows, &receipt->line[i]);
	return st;
}
