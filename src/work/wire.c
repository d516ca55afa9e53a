/* SPDX-License-Identifier: Apache-2.0 */
/* Times as the wire writes them. */
#include "work/wire.h"

#include "base/str.h"
#include "rules/date.h"

#include <ctype.h>
#include <string.h>

bool
wire_is_id(const char *text)
{
	size_t n = 0;

	while (isalnum((unsigned char)text[n]) || text[n] == '-')
		n++;
	return n > 0 && text[n] == '\0';
}

/* Whether text begins like the form, in which 9 stands for any digit. */
static bool
begins(const char *text, const char *form)
{
	for (; *form; text++, form++)
		if (*form == '9' ? !isdigit((unsigned char)*text) : *text != *form)
			return false;
	return true;
}

static int
two_digits(const char *at)
{
	return (at[0] - '0') * 10 + at[1] - '0';
}

/* "Z", "+08:00" or "-03:30" at the end. */
static enum status
read_offset(const char *text, int *ret_offset_s)
{
	int sign = text[0] == '-' ? -1 : 1;

	if (strcmp(text, "Z") == 0) {
		*ret_offset_s = 0;
		return ST_OK;
	}
	if ((text[0] != '+' && text[0] != '-') || !begins(text + 1, "99:99") ||
		text[6] != '\0' || two_digits(text + 1) > 23 || two_digits(text + 4) > 59)
		return ST_INVALID;
	*ret_offset_s = sign * (two_digits(text + 1) * 60 + two_digits(text + 4)) * 60;
	return ST_OK;
}

enum status
wire_read_time(const char *text, int64_t *ret_unix_s)
{
	char day[DATE_ISO];
	const char *rest;
	struct date date;
	int hour, minute, second, offset_s;

	if (!begins(text, "9999-99-99T99:99:99"))
		return ST_INVALID;
	memcpy(day, text, DATE_ISO - 1);
	day[DATE_ISO - 1] = '\0';
	hour = two_digits(text + 11);
	minute = two_digits(text + 14);
	second = two_digits(text + 17);
	rest = text + 19;
	if (begins(rest, ".9"))
		rest += 1 + strspn(rest + 1, "0123456789");
	if (date_parse_iso(day, &date) != ST_OK || hour > 23 || minute > 59 || second > 60 ||
		read_offset(rest, &offset_s) != ST_OK)
		return ST_INVALID;
	*ret_unix_s = date_to_unix(date, (hour * 60 + minute) * 60 + second, offset_s);
	return ST_OK;
}

void
wire_format_time(int64_t unix_s, char ret_text[WIRE_TIME])
{
	char day[DATE_ISO];
	int second;
	struct date date = date_of_unix(unix_s, 0, &second);

	date_format_iso(date, day);
	if (!date_is_known(date) ||
		str_format(ret_text, WIRE_TIME, "%sT%02d:%02d:%02dZ", day, second / 3600,
			second / 60 % 60, second % 60) != ST_OK)
		ret_text[0] = '\0';
}
