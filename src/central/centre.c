/* SPDX-License-Identifier: Apache-2.0 */
/* The centre's clock and how it writes dates and times. */
#include "central/centre.h"
#include "base/str.h"

#include <stdlib.h>
#include <time.h>

enum { CLOSING_S = 16 * 3600 }; /* counters close at 16.00 */

int64_t
centre_now(const struct centre *centre)
{
	struct timespec now;

	if (clock_gettime(CLOCK_REALTIME, &now) != 0)
		abort(); /* a machine without a clock cannot check signatures */
	return now.tv_sec + centre->clock_ahead_s;
}

struct date
centre_date(const struct centre *centre, int64_t unix_s)
{
	int second;

	return date_of_unix(unix_s, centre->zone_s, &second);
}

bool
centre_after_closing(const struct centre *centre, int64_t unix_s)
{
	int second = 0;

	(void)date_of_unix(unix_s, centre->zone_s, &second);
	return second >= CLOSING_S;
}

void
time_format(const struct centre *centre, int64_t unix_s, char ret_text[TIME_ROOM])
{
	int second = 0, zone_min = centre->zone_s / 60;
	char day[DATE_ISO];

	date_format_iso(date_of_unix(unix_s, centre->zone_s, &second), day);
	if (str_format(ret_text, TIME_ROOM, "%sT%02d:%02d:%02d%c%02d:%02d", day, second / 3600,
		    second / 60 % 60, second % 60, zone_min < 0 ? '-' : '+', abs(zone_min) / 60,
		    abs(zone_min) % 60) != ST_OK)
		ret_text[0] = '\0';
}

json_t *
time_json(const struct centre *centre, int64_t unix_s)
{
	char text[TIME_ROOM];

	time_format(centre, unix_s, text);
	return json_string(text);
}

json_t *
date_json(struct date date)
{
	char text[DATE_ISO];

	if (!date_is_known(date))
		return json_null();
	date_format_iso(date, text);
	return json_string(text);
}

struct date
date_of_text(const char *iso)
{
	struct date date = { 0 };

	if (iso == NULL || date_parse_iso(iso, &date) != ST_OK)
		date.year = 0;
	return date;
}
