/* SPDX-License-Identifier: Apache-2.0 */
/* The list of banks and the form of account numbers. */
#include "rules/account.h"

#include "base/array.h"
#include "base/csv.h"
#include "base/str.h"

#include <string.h>

enum { CELL_CODE, CELL_NAME, CELL_SHORT, CELL_LENGTHS };
enum { CODE_DIGITS = 3, DIGITS_MIN = 6, DIGITS_MAX = 20 };

static enum status
read_short_list(const char *cell, bool *ret_short_list)
{
	bool yes = strcmp(cell, "yes") == 0;

	if (!yes && strcmp(cell, "no") != 0)
		return ST_INVALID;
	*ret_short_list = yes;
	return ST_OK;
}

/* "12 13 14" → { 12, 13, 14, 0 }; two digits at most each, one blank between. */
static enum status
read_lengths(const char *cell, int ret_digits[4])
{
	size_t n = 0;

	while (*cell != '\0') {
		size_t span = strspn(cell, "0123456789");
		char text[3];
		long long length;

		if (n == 3 ||
			str_format(text, sizeof(text), "%.*s", (int)span, cell) != ST_OK ||
			str_to_int64(text, DIGITS_MIN, DIGITS_MAX, &length) != ST_OK)
			return ST_INVALID;
		ret_digits[n++] = (int)length;
		cell += span;
		if (*cell == ' ' && cell[1] != '\0')
			cell++;
		else if (*cell != '\0')
			return ST_INVALID;
	}
	return ST_OK;
}

static enum status
add_row(struct banks *banks, const struct csv_row *row)
{
	struct bank bank = { .digits = { 0 } };
	const char *code = row->cell[CELL_CODE];

	if (banks->n == BANKS_MAX)
		return ST_TOO_LONG;
	if (strlen(code) != CODE_DIGITS || !str_is_digits(code) ||
		banks_find(banks, code) != NULL)
		return ST_INVALID;
	if (row->cell[CELL_NAME][0] == '\0' ||
		str_copy(bank.code, sizeof(bank.code), code) != ST_OK ||
		str_copy(bank.name, sizeof(bank.name), row->cell[CELL_NAME]) != ST_OK ||
		read_short_list(row->cell[CELL_SHORT], &bank.short_list) != ST_OK ||
		read_lengths(row->cell[CELL_LENGTHS], bank.digits) != ST_OK)
		return ST_INVALID;
	banks->bank[banks->n++] = bank;
	return ST_OK;
}

enum status
banks_parse(const char *text, struct banks *ret_banks, int *ret_line)
{
	struct banks banks = { .n = 0 };
	struct csv_row row;
	struct csv csv;
	enum status st = csv_open(&csv, text, "code,name,short,lengths");

	while (st == ST_OK && (st = csv_next(&csv, &row)) == ST_OK)
		st = add_row(&banks, &row);
	if (st != ST_NOT_FOUND) {
		*ret_line = csv.line;
		return st;
	}
	*ret_banks = banks;
	return ST_OK;
}

const struct bank *
banks_find(const struct banks *banks, const char *code)
{
	for (size_t i = 0; i < banks->n; i++)
		if (strcmp(banks->bank[i].code, code) == 0)
			return &banks->bank[i];
	return NULL;
}

static bool
is_usual(const struct bank *bank, size_t n)
{
	if (bank == NULL || bank->digits[0] == 0)
		return true;
	for (size_t i = 0; i < ARRAY_LEN(bank->digits) && bank->digits[i] != 0; i++)
		if ((size_t)bank->digits[i] == n)
			return true;
	return false;
}

enum flaw
account_check(const char *number, const struct bank *bank)
{
	size_t n = strlen(number);

	if (n == 0)
		return FLAW_EMPTY;
	if (!str_is_digits(number))
		return FLAW_NOT_DIGITS;
	if (n < DIGITS_MIN)
		return FLAW_ACCOUNT_SHORT;
	if (n > DIGITS_MAX)
		return FLAW_ACCOUNT_LONG;
	return is_usual(bank, n) ? FLAW_NONE : FLAW_ACCOUNT_LENGTH;
}
