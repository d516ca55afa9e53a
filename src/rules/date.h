/* SPDX-License-Identifier: Apache-2.0 */
/* Calendar dates of the proleptic Gregorian calendar, without clock or time zone. year 0 means
 * "not known". */
#ifndef RULES_DATE_H
#define RULES_DATE_H

#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct date {
	int16_t year; /* 1…9999; 0: not known */
	int8_t month, day;
};

enum { DATE_ISO = 11, DATE_LONG = 32, DATE_WORDS = 96 };

bool date_is_known(struct date date);
bool date_is_valid(struct date date);
/** <0, 0, >0. Both known. */
int date_compare(struct date a, struct date b);
bool date_equal(struct date a, struct date b);

/** Not known when it leaves the years 1…9999. The same holds for date_add_months. */
struct date date_add_days(struct date date, int days);
/** The same day n months later, or the last day of that month where it has no such day: 31
 *  January + 1 month is 28 (29) February. */
struct date date_add_months(struct date date, int months);
int date_days_between(struct date from, struct date to);
/** 1 Monday … 7 Sunday (ISO 8601). */
int date_weekday(struct date date);
/** Whole years on `today`; a person born on 29 February has the birthday on 1 March of common
 *  years. */
int date_age(struct date birth, struct date today);
/** The day on which that age is reached. */
struct date date_birthday(struct date birth, int age);

/** Seconds of Unix time as local date and time of day; offset_s east of UTC. */
struct date date_of_unix(int64_t unix_s, int offset_s, int *ret_second_of_day);
int64_t date_to_unix(struct date date, int second_of_day, int offset_s);

/** "YYYY-MM-DD" exactly; impossible dates are ST_INVALID. */
enum status date_parse_iso(const char *text, struct date *ret_date);
/** Typed at the number pad: "DDMMYYYY", eight digits. */
enum status date_parse_pad(const char *digits, struct date *ret_date);
/** "" when not known. */
void date_format_iso(struct date date, char ret_text[DATE_ISO]);
/** "12 Maret 1960", the month in the language of the moment; "-" when not known. */
void date_format_long(struct date date, char ret_text[DATE_LONG]);
/** To be spoken: "dua belas Maret seribu sembilan ratus enam puluh"; "" when not known. */
void date_words(struct date date, char ret_text[DATE_WORDS]);
/** "Senin", ready for TR(). weekday 1–7. */
const char *date_weekday_name(int weekday);

/** Offset of an Indonesian zone by its tz database name: Asia/Jakarta and Asia/Pontianak (WIB),
 *  Asia/Makassar (WITA), Asia/Jayapura (WIT). No daylight saving. ST_NOT_FOUND for others. */
enum status zone_offset(const char *name, int *ret_offset_s, const char **ret_label);

#endif
