/* SPDX-License-Identifier: Apache-2.0 */
/* The report as text for a terminal, as CSV (base/csv.h reads it) or as one HTML file: from the same tables. */
#ifndef CLI_REPORT_WRITE_H
#define CLI_REPORT_WRITE_H

#include "base/buf.h"
#include "work/report.h"

struct report_place {
	const char *site, *kiosk, *zone; /* borrowed */
};

enum status report_write_text(
	const struct report *report, const struct report_place *place, struct buf *to);
enum status report_write_csv(
	const struct report *report, const struct report_place *place, struct buf *to);
enum status report_write_html(
	const struct report *report, const struct report_place *place, struct buf *to);

enum { REPORT_NUMBER = 32 };
/** "87,5", or "–" where it is not known. point: what stands before the tenths. */
void report_number(const struct report_value *value, char point, char ret_text[REPORT_NUMBER]);

#endif
