/* SPDX-License-Identifier: Apache-2.0 */
/* Hours, working days and an absence made into one answer. */
#include "rules/presence.h"

#include "base/str.h"

enum { HOUR_S = 3600, MINUTE_S = 60 };

static bool
is_open_day(const struct opening *opening, const struct holidays *holidays, struct date day)
{
	return opening->daily || is_working_day(holidays, day);
}

static bool
is_before(struct moment a, struct moment b)
{
	int days = date_compare(a.on, b.on);

	return days < 0 || (days == 0 && a.second < b.second);
}

struct moment
presence_next_opening(
	const struct opening *opening, const struct holidays *holidays, struct date today)
{
	bool estimate;
	struct date day = opening->daily ? date_add_days(today, 1)
					 : working_days_after(holidays, today, 1, &estimate);

	return (struct moment){ day, opening->opens_s };
}

struct presence
presence_at(const struct opening *opening, const struct holidays *holidays, struct moment now,
	struct moment absence)
{
	bool open_day = is_open_day(opening, holidays, now.on);
	struct presence presence = { .away = true };

	if (open_day && now.second < opening->opens_s)
		presence.back = (struct moment){ now.on, opening->opens_s };
	else if (!open_day || now.second >= opening->closes_s)
		presence.back = presence_next_opening(opening, holidays, now.on);
	else
		presence.away = false;
	if (date_is_known(absence.on) && is_before(now, absence) &&
		(!presence.away || is_before(presence.back, absence)))
		presence = (struct presence){ true, absence };
	return presence;
}

void
presence_words(
	const struct presence *presence, struct date today, char ret_words[PRESENCE_WORDS])
{
	int hour = presence->back.second / HOUR_S;
	int minute = presence->back.second % HOUR_S / MINUTE_S;
	char day[DATE_LONG];
	enum status st = ST_OK;

	ret_words[0] = '\0';
	if (!presence->away)
		return;
	if (date_compare(presence->back.on, today) == 0) {
		st = str_format(ret_words, PRESENCE_WORDS,
			TR(N_("Petugas kembali pukul %02d.%02d.")), hour, minute);
	} else if (date_compare(presence->back.on, date_add_days(today, 1)) == 0) {
		st = str_format(ret_words, PRESENCE_WORDS,
			TR(N_("Petugas kembali besok pukul %02d.%02d.")), hour, minute);
	} else {
		date_format_long(presence->back.on, day);
		st = str_format(ret_words, PRESENCE_WORDS,
			TR(N_("Petugas kembali %s, %s pukul %02d.%02d.")),
			date_weekday_name(date_weekday(presence->back.on)), day, hour, minute);
	}
	if (st != ST_OK)
		ret_words[0] = '\0';
}
