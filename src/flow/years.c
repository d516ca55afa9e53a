/* SPDX-License-Identifier: Apache-2.0 */
/* Contributions, gathered year by year. */
#include "flow/years.h"

#include "base/str.h"

#include <string.h>

/* "Periksa data saya" asks how it goes on, not how it began. */
enum { YEARS_TO_CHECK = 2 };

static int
newest(const struct answers *a, struct date today)
{
	int year = 0;

	for (size_t i = 0; i < a->cards_n; i++) {
		const struct card *card = &a->card[i];

		if (!card->registered)
			continue;
		if (card->active || !date_is_known(card->ended_on))
			return today.year;
		if (card->ended_on.year > year)
			year = card->ended_on.year;
	}
	return year > 0 && year < today.year ? year : today.year;
}

static int
oldest(const struct answers *a)
{
	int year = a->years_until;

	for (size_t i = 0; i < a->cards_n; i++)
		if (a->card[i].registered && date_is_known(a->card[i].joined_on) &&
			a->card[i].joined_on.year < year)
			year = a->card[i].joined_on.year;
	return year;
}

void
years_begin(struct answers *a, struct date today)
{
	a->years_n = 0;
	a->years_cut = false;
	wipe(a->year, sizeof(a->year));
	wipe(a->last_paid, sizeof(a->last_paid));
	if (a->service == SERVICE_CHECK)
		a->years_until = today.year;
	else if (a->years_until == 0)
		a->years_until = newest(a, today);
}

int
years_next(const struct answers *a)
{
	return a->years_until - (int)a->years_n;
}

/* The newest paid month of that KPJ; years come newest first. */
static void
note_last(struct answers *a, const char *kpj, int month)
{
	for (size_t i = 0; i < a->cards_n; i++)
		if (strcmp(a->card[i].kpj, kpj) == 0 &&
			(!date_is_known(a->last_paid[i]) ||
				(a->last_paid[i].year == a->contributions.year &&
					a->last_paid[i].month < month + 1)))
			a->last_paid[i] = (struct date){ (int16_t)a->contributions.year,
				(int8_t)(month + 1), 1 };
}

static void
add_month(struct answers *a, struct year_paid *year, size_t row, int month)
{
	const struct month_paid *from = &a->contributions.row[row].month[month];
	struct month_paid *to = &year->month[month];

	if (!from->due)
		return;
	to->paid = from->paid && (to->paid || !to->due);
	to->due = true;
	if (!from->paid)
		return;
	if (__builtin_add_overflow(to->amount, from->amount, &to->amount))
		to->amount = INT64_MAX;
	if (__builtin_add_overflow(year->paid, from->amount, &year->paid))
		year->paid = INT64_MAX;
	note_last(a, a->contributions.row[row].kpj, month);
}

void
years_take(struct answers *a)
{
	struct year_paid *year;

	if (a->years_n == YEARS_MAX)
		return;
	year = &a->year[a->years_n++];
	*year = (struct year_paid){ .year = a->contributions.year };
	for (size_t row = 0; row < a->contributions.rows_n; row++)
		for (int month = 0; month < YEAR_MONTHS; month++)
			add_month(a, year, row, month);
}

bool
years_are_older(const struct answers *a)
{
	return years_next(a) >= oldest(a);
}

bool
years_are_due(const struct answers *a)
{
	size_t enough = a->service == SERVICE_CHECK ? YEARS_TO_CHECK : YEARS_MAX;

	return a->years_n < enough && years_are_older(a);
}
