/* SPDX-License-Identifier: Apache-2.0 */
/* Priority and days. */
#include "rules/appointment.h"

#include "base/str.h"

bool
priority_by_age(struct date birth, struct date today)
{
	return date_is_known(birth) && date_age(birth, today) >= PRIORITY_AGE;
}

void
appointment_days(const struct holidays *holidays, struct date today, int from,
	struct date ret_day[DAYS_OFFERED], bool *ret_estimate)
{
	bool estimate;

	*ret_estimate = false;
	for (int i = 0; i < DAYS_OFFERED; i++) {
		ret_day[i] = working_days_after(holidays, today, from + i + 1, &estimate);
		*ret_estimate |= estimate;
	}
}

void
appointment_day_words(struct date day, char ret_text[DAY_TEXT])
{
	char date[DATE_LONG];

	date_format_long(day, date);
	if (str_format(ret_text, DAY_TEXT, "%s, %s", TR(date_weekday_name(date_weekday(day))),
		    date) != ST_OK)
		ret_text[0] = '\0';
}
