/* SPDX-License-Identifier: Apache-2.0 */
/* Dates relative to a day. */
#include "central/seed.h"
#include "base/str.h"

#include <stdlib.h>
#include <string.h>

enum { AMOUNT_MAX = 40000 };

static struct date
working_day_before(const struct holidays *holidays, struct date day, long long n)
{
	while (n > 0) {
		day = date_add_days(day, -1);
		n -= is_working_day(holidays, day);
	}
	return day;
}

enum status
when_parse(const char *text, struct date today, const struct holidays *holidays,
	struct date *ret_date)
{
	char number[16];
	size_t n = strlen(text);
	long long amount = 0;
	bool estimate;

	if (n < 3 || (text[0] != '-' && text[0] != '+'))
		return date_parse_iso(text, ret_date);
	if (str_format(number, sizeof(number), "%.*s", (int)n - 2, text + 1) != ST_OK ||
		str_to_int64(number, 0, AMOUNT_MAX, &amount) != ST_OK)
		return ST_INVALID;
	if (text[n - 1] == 'w') {
		if (amount > 0)
			*ret_date = text[0] == '-' ? working_day_before(holidays, today, amount)
						   : working_days_after(holidays, today,
							     (int)amount, &estimate);
		return amount > 0 ? ST_OK : ST_INVALID;
	}
	if (text[0] == '-')
		amount = -amount;
	switch (text[n - 1]) {
	case 'd':
		*ret_date = date_add_days(today, (int)amount);
		return ST_OK;
	case 'm':
		*ret_date = date_add_months(today, (int)amount);
		return ST_OK;
	case 'y':
		*ret_date = date_add_months(today, 12 * (int)amount);
		return ST_OK;
	default:
		return ST_INVALID;
	}
}
