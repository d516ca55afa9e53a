/* SPDX-License-Identifier: Apache-2.0 */
/* The money of a person: contributions month by month, the programmes they are in, and bills of
 * those who pay for themselves. */
#include "base/array.h"
#include "base/json.h"
#include "base/str.h"
#include "work/central_inside.h"
#include "work/central_object.h"

#include <string.h>

enum { MONTH_ROOM = 8 }; /* "2026-01" */

/* The row of that KPJ, made where there is none yet. ST_INVALID: more KPJ than a person has. */
static enum status
find_row(struct contributions *c, const char *kpj, size_t *ret_row)
{
	size_t i = 0;

	while (i < c->rows_n && strcmp(c->row[i].kpj, kpj) != 0)
		i++;
	if (i == c->rows_n) {
		if (c->rows_n == ARRAY_LEN(c->row))
			return ST_INVALID;
		c->rows_n++;
	}
	*ret_row = i;
	return str_copy(c->row[i].kpj, sizeof(c->row[i].kpj), kpj);
}

/* "2026-03" of that year is 2. */
static enum status
read_month_of(const char *text, int year, int *ret_month)
{
	struct date first;
	char day[DATE_ISO];

	if (str_format(day, sizeof(day), "%s-01", text) != ST_OK ||
		date_parse_iso(day, &first) != ST_OK || first.year != year)
		return ST_INVALID;
	*ret_month = first.month - 1;
	return ST_OK;
}

static enum status
read_month(const json_t *object, struct contributions *c)
{
	char kpj[KPJ_ROOM], text[MONTH_ROOM];
	struct date paid_on;
	int64_t amount;
	size_t row;
	int month;
	enum status st = READ(object, { "kpj", ID, false, AT(kpj) },
		{ "month",  ID,     false, AT(text)      },
		{ "amount", RUPIAH, false, PLACE(amount) },
		{ "paid_on", DATE, OR_NULL, PLACE(paid_on) });

	if (st == ST_OK)
		st = read_month_of(text, c->year, &month);
	if (st == ST_OK)
		st = find_row(c, kpj, &row);
	if (st == ST_OK)
		c->row[row].month[month] = (struct month_paid){ .amount = amount,
			.due = true,
			.paid = date_is_known(paid_on) };
	return st;
}

enum status
central_read_contributions(const json_t *root, struct answers *answers)
{
	struct contributions *c = &answers->contributions;
	json_t *months = NULL;
	enum status st;

	*c = (struct contributions){ 0 };
	st = READ(root, { "year", NUMBER, false, PLACE(c->year) });
	if (st == ST_OK && answers->year_asked && c->year != answers->year_asked)
		st = ST_INVALID; /* of another question */
	if (st == ST_OK)
		st = json_need_array(root, "months", CARDS_MAX * YEAR_MONTHS, &months);
	for (size_t i = 0; st == ST_OK && i < json_array_size(months); i++)
		st = read_month(json_array_get(months, i), c);
	return st;
}

/* --- programmes --------------------------------------------------------------------------- */

static const struct word programmes[] = {
#define PROGRAMME_WORD(name, code) { code, name },
	PROGRAMME_LIST(PROGRAMME_WORD)
#undef PROGRAMME_WORD
		{ NULL, 0 },
};
static const struct word programme_states[] = {
	{ "none",     PROGRAMME_NOT_IN   },
	{ "active",   PROGRAMME_ACTIVE   },
	{ "inactive", PROGRAMME_INACTIVE },
	{ NULL,       0                  },
};

static enum status
read_programme(const json_t *object, struct answers *answers, unsigned *told)
{
	int programme, state;
	enum status st =
		READ(object, { "code", WORD, false, PLACE(programme), programmes },
			{ "state", WORD, false, PLACE(state), programme_states });

	if (st != ST_OK)
		return st;
	answers->programme[programme] = (enum programme_state)state;
	*told |= 1U << programme;
	return ST_OK;
}

/* All five: one that is not told is not one the person is not in. */
enum status
central_read_programmes(const json_t *root, struct answers *answers)
{
	json_t *rows = NULL;
	unsigned told = 0;
	enum status st = json_need_array(root, "programmes", PROGRAMMES, &rows);

	for (size_t i = 0; st == ST_OK && i < json_array_size(rows); i++)
		st = read_programme(json_array_get(rows, i), answers, &told);
	if (st == ST_OK && told != (1U << PROGRAMMES) - 1)
		st = ST_INVALID;
	answers->have_programmes = st == ST_OK;
	return st;
}

/* --- bills -------------------------------------------------------------------------------- */

json_t *
central_bill_body(const struct answers *answers, const struct call_extra *extra)
{
	int months = answers->bill.months;

	(void)extra;
	return months >= 1 && months <= YEAR_MONTHS ? OBJECT({ "months", json_integer(months) })
						    : NULL;
}

enum status
central_read_bill(const json_t *root, struct answers *answers)
{
	struct bill *bill = &answers->bill;
	int months;
	enum status st = READ(root, { "bill_code", ID, false, AT(bill->code) },
		{ "months", NUMBER, false, PLACE(months)       },
		{ "amount", RUPIAH, false, PLACE(bill->amount) },
		{ "valid_until", DATE, false, PLACE(bill->valid_until) });

	return st == ST_OK && months != bill->months ? ST_INVALID : st; /* of another wish */
}
