/* SPDX-License-Identifier: Apache-2.0 */
/* Counting working days over the holiday table. */
#include "rules/working_days.h"

#include "base/array.h"
#include "base/csv.h"

#include <assert.h>
#include <string.h>

enum { CELL_DATE, CELL_KIND, CELL_NAME, SATURDAY = 6 };

static const char *const kinds[] = { "libur", "cuti_bersama" };

static bool
is_kind(const char *text)
{
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
		if (strcmp(text, kinds[i]) == 0)
			return true;
	return false;
}

static enum status
add_row(struct holidays *holidays, const struct csv_row *row)
{
	struct date date;

	if (holidays->n == HOLIDAYS_MAX)
		return ST_TOO_LONG;
	if (date_parse_iso(row->cell[CELL_DATE], &date) != ST_OK ||
		!is_kind(row->cell[CELL_KIND]) || row->cell[CELL_NAME][0] == '\0')
		return ST_INVALID;
	if (holidays->n > 0 && date_compare(date, holidays->day[holidays->n - 1]) <= 0)
		return ST_INVALID;
	holidays->day[holidays->n++] = date;
	return ST_OK;
}

enum status
holidays_parse(const char *text, struct holidays *ret_holidays, int *ret_line)
{
	struct holidays holidays = { .n = 0 };
	struct csv_row row;
	struct csv csv;
	enum status st = csv_open(&csv, text, "date,kind,name");

	while (st == ST_OK && (st = csv_next(&csv, &row)) == ST_OK)
		st = add_row(&holidays, &row);
	if (st != ST_NOT_FOUND) {
		*ret_line = csv.line;
		return st;
	}
	*ret_holidays = holidays;
	return ST_OK;
}

bool
holidays_know_year(const struct holidays *holidays, int year)
{
	for (size_t i = 0; i < holidays->n; i++)
		if (holidays->day[i].year == year)
			return true;
	return false;
}

bool
is_working_day(const struct holidays *holidays, struct date date)
{
	if (date_weekday(date) >= SATURDAY)
		return false;
	for (size_t i = 0; i < holidays->n; i++)
		if (date_equal(holidays->day[i], date))
			return false;
	return true;
}

struct date
working_days_after(const struct holidays *holidays, struct date from, int n, bool *ret_estimate)
{
	struct date date = from;
	bool estimate = false;

	assert(n >= 1);
	while (n > 0) {
		date = date_add_days(date, 1);
		if (!date_is_known(date))
			break;
		estimate |= !holidays_know_year(holidays, date.year);
		n -= is_working_day(holidays, date);
	}
	*ret_estimate = estimate;
	return date;
}

int
working_days_between(const struct holidays *holidays, struct date from, struct date to)
{
	int n = 0;

	while (date_compare(from, to) < 0) {
		from = date_add_days(from, 1);
		n += is_working_day(holidays, from);
	}
	return n;
}
