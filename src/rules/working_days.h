/* SPDX-License-Identifier: Apache-2.0 */
/* Monday–Friday less the holidays of the SKB 3 Menteri, a dated table. */
#ifndef RULES_WORKING_DAYS_H
#define RULES_WORKING_DAYS_H

#include "rules/date.h"

enum { HOLIDAYS_MAX = 256 };

struct holidays {
	struct date day[HOLIDAYS_MAX]; /* ascending */
	size_t n;
};

/** config/holidays.csv: `date,kind,name` with a header line, strict (base/csv.h); kind is libur
 *  or cuti_bersama, dates ascend. ST_INVALID or ST_TOO_LONG with *ret_line (1-based) of the
 *  first bad row. */
enum status holidays_parse(const char *csv, struct holidays *ret_holidays, int *ret_line);
/** Whether the table has any day of that year. */
bool holidays_know_year(const struct holidays *holidays, int year);
bool is_working_day(const struct holidays *holidays, struct date date);
/** The n-th working day after `from` (n ≥ 1). *ret_estimate: a year on the way has no holiday
 *  data. */
struct date working_days_after(
	const struct holidays *holidays, struct date from, int n, bool *ret_estimate);
/** Working days in (from, to]; 0 when to ≤ from. */
int working_days_between(const struct holidays *holidays, struct date from, struct date to);

#endif
