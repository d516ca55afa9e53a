/* SPDX-License-Identifier: Apache-2.0 */
/* Calendar arithmetic on days since 1 March of the year 0, so that 29 February ends a year. */
#include "rules/date.h"

#include "base/array.h"
#include "base/str.h"
#include "rules/money.h"

#include <assert.h>
#include <string.h>

enum {
	YEAR_LAST = 9999,
	DAYS_IN_400_YEARS = 146097,
	DAYS_IN_100_YEARS = 36524,
	DAYS_IN_4_YEARS = 1461,
	DAYS_IN_YEAR = 365,
	DAY_OF_1_1_1 = 306,
	DAY_OF_1_1_1970 = 719468,
	SECONDS_IN_DAY = 86400,
};

static const char *const month_names[] = {
	N_("Januari"),
	N_("Februari"),
	N_("Maret"),
	N_("April"),
	N_("Mei"),
	N_("Juni"),
	N_("Juli"),
	N_("Agustus"),
	N_("September"),
	N_("Oktober"),
	N_("November"),
	N_("Desember"),
};

static const char *const weekday_names[] = {
	N_("Senin"),
	N_("Selasa"),
	N_("Rabu"),
	N_("Kamis"),
	N_("Jumat"),
	N_("Sabtu"),
	N_("Minggu"),
};

static const struct {
	const char *name, *label;
	int hours;
} zones[] = {
	{"Asia/Jakarta",    "WIB",  7},
	{ "Asia/Pontianak", "WIB",  7},
	{ "Asia/Makassar",  "WITA", 8},
	{ "Asia/Jayapura",  "WIT",  9},
};

static bool
is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int
days_in_month(int year, int month)
{
	static const int8_t days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

static int
day_number(struct date date)
{
	int month = date.month > 2 ? date.month - 3 : date.month + 9;
	int year = date.month > 2 ? date.year : date.year - 1;

	return year * DAYS_IN_YEAR + year / 4 - year / 100 + year / 400 +
	       (month * 153 + 2) / 5 + date.day - 1;
}

static struct date
date_of_day_number(int64_t number)
{
	const struct date last = { YEAR_LAST, 12, 31 };
	int day, era, of_era, year, month;

	if (number < DAY_OF_1_1_1 || number > day_number(last))
		return (struct date){ 0 };
	era = (int)number / DAYS_IN_400_YEARS;
	of_era = (int)number % DAYS_IN_400_YEARS;
	year = (of_era - of_era / (DAYS_IN_4_YEARS - 1) + of_era / DAYS_IN_100_YEARS -
		       of_era / (DAYS_IN_400_YEARS - 1)) /
	       DAYS_IN_YEAR;
	day = of_era - (year * DAYS_IN_YEAR + year / 4 - year / 100);
	month = (day * 5 + 2) / 153;
	day = day - (month * 153 + 2) / 5 + 1;
	year += era * 400 + (month >= 10);
	month += month < 10 ? 3 : -9;
	return (struct date){ (int16_t)year, (int8_t)month, (int8_t)day };
}

bool
date_is_known(struct date date)
{
	return date.year != 0;
}

bool
date_is_valid(struct date date)
{
	return date.year >= 1 && date.year <= YEAR_LAST && date.month >= 1 &&
	       date.month <= 12 && date.day >= 1 &&
	       date.day <= days_in_month(date.year, date.month);
}

int
date_compare(struct date a, struct date b)
{
	if (a.year != b.year)
		return a.year < b.year ? -1 : 1;
	if (a.month != b.month)
		return a.month < b.month ? -1 : 1;
	return (a.day > b.day) - (a.day < b.day);
}

bool
date_equal(struct date a, struct date b)
{
	return date_compare(a, b) == 0;
}

struct date
date_add_days(struct date date, int days)
{
	assert(date_is_valid(date));
	return date_of_day_number((int64_t)day_number(date) + days);
}

struct date
date_add_months(struct date date, int months)
{
	int64_t count = (int64_t)date.year * 12 + date.month - 1 + months;
	int last;

	assert(date_is_valid(date));
	if (count < 12 || count / 12 > YEAR_LAST)
		return (struct date){ 0 };
	date.year = (int16_t)(count / 12);
	date.month = (int8_t)(count % 12 + 1);
	last = days_in_month(date.year, date.month);
	if (date.day > last)
		date.day = (int8_t)last;
	return date;
}

int
date_days_between(struct date from, struct date to)
{
	assert(date_is_valid(from) && date_is_valid(to));
	return day_number(to) - day_number(from);
}

int
date_weekday(struct date date)
{
	assert(date_is_valid(date));
	return (day_number(date) + 2) % 7 + 1;
}

int
date_age(struct date birth, struct date today)
{
	bool before_birthday = today.month < birth.month ||
			       (today.month == birth.month && today.day < birth.day);

	return today.year - birth.year - before_birthday;
}

struct date
date_birthday(struct date birth, int age)
{
	int year = birth.year + age;

	assert(date_is_valid(birth));
	if (year < 1 || year > YEAR_LAST)
		return (struct date){ 0 };
	if (birth.day > days_in_month(year, birth.month))
		return (struct date){ (int16_t)year, 3, 1 };
	birth.year = (int16_t)year;
	return birth;
}

struct date
date_of_unix(int64_t unix_s, int offset_s, int *ret_second_of_day)
{
	int64_t local, days, second;

	if (__builtin_add_overflow(unix_s, offset_s, &local))
		local = unix_s;
	days = local / SECONDS_IN_DAY;
	second = local % SECONDS_IN_DAY;
	if (second < 0) {
		second += SECONDS_IN_DAY;
		days--;
	}
	*ret_second_of_day = (int)second;
	return date_of_day_number(days + DAY_OF_1_1_1970);
}

int64_t
date_to_unix(struct date date, int second_of_day, int offset_s)
{
	assert(date_is_valid(date));
	return (int64_t)(day_number(date) - DAY_OF_1_1_1970) * SECONDS_IN_DAY + second_of_day -
	       offset_s;
}

static int
number_at(const char *digits, size_t n)
{
	int number = 0;

	for (size_t i = 0; i < n; i++)
		number = number * 10 + (digits[i] - '0');
	return number;
}

static enum status
date_of_digits(const char *year, const char *month, const char *day, struct date *ret_date)
{
	struct date date = { (int16_t)number_at(year, 4), (int8_t)number_at(month, 2),
		(int8_t)number_at(day, 2) };

	if (!date_is_valid(date))
		return ST_INVALID;
	*ret_date = date;
	return ST_OK;
}

enum status
date_parse_iso(const char *text, struct date *ret_date)
{
	static const char shape[] = "dddd-dd-dd";

	if (strlen(text) != sizeof(shape) - 1)
		return ST_INVALID;
	for (size_t i = 0; shape[i]; i++)
		if (shape[i] == 'd' ? text[i] < '0' || text[i] > '9' : text[i] != shape[i])
			return ST_INVALID;
	return date_of_digits(text, text + 5, text + 8, ret_date);
}

enum status
date_parse_pad(const char *digits, struct date *ret_date)
{
	if (strlen(digits) != 8 || !str_is_digits(digits))
		return ST_INVALID;
	return date_of_digits(digits + 4, digits + 2, digits, ret_date);
}

void
date_format_iso(struct date date, char ret_text[DATE_ISO])
{
	enum status st = ST_OK;

	ret_text[0] = '\0';
	if (date_is_valid(date))
		st = str_format(
			ret_text, DATE_ISO, "%04d-%02d-%02d", date.year, date.month, date.day);
	assert(st == ST_OK);
	(void)st;
}

void
date_format_long(struct date date, char ret_text[DATE_LONG])
{
	enum status st;

	if (!date_is_valid(date)) {
		st = str_copy(ret_text, DATE_LONG, "-");
	} else {
		const char *month = month_names[date.month - 1];

		st = str_format(
			ret_text, DATE_LONG, "%d %s %d", date.day, TR(month), date.year);
		if (st != ST_OK) /* a translation longer than the room */
			st = str_format(
				ret_text, DATE_LONG, "%d %s %d", date.day, month, date.year);
	}
	assert(st == ST_OK);
	(void)st;
}

void
date_words(struct date date, char ret_text[DATE_WORDS])
{
	char day[WORDS_ROOM], year[WORDS_ROOM];
	enum status st;

	ret_text[0] = '\0';
	if (!date_is_valid(date))
		return;
	number_words(date.day, day);
	number_words(date.year, year);
	st = str_format(
		ret_text, DATE_WORDS, "%s %s %s", day, month_names[date.month - 1], year);
	assert(st == ST_OK);
	(void)st;
}

const char *
date_weekday_name(int weekday)
{
	assert(weekday >= 1 && weekday <= (int)ARRAY_LEN(weekday_names));
	return weekday_names[weekday - 1];
}

enum status
zone_offset(const char *name, int *ret_offset_s, const char **ret_label)
{
	for (size_t i = 0; i < ARRAY_LEN(zones); i++) {
		if (strcmp(zones[i].name, name) != 0)
			continue;
		*ret_offset_s = zones[i].hours * 3600;
		*ret_label = zones[i].label;
		return ST_OK;
	}
	return ST_NOT_FOUND;
}
