/* SPDX-License-Identifier: Apache-2.0 */
/* What a harness reports: files in $BUILD/report, rows for programs, and the lines that scripts/run-tests.sh counts. */
#ifndef FAULT_REPORT_H
#define FAULT_REPORT_H

#include <stdbool.h>
#include <stdio.h>

/** Says on standard error why it is NULL. */
FILE *report_open(const char *name);

struct report_row {
	const char *name, *unit;
	int value, goal;
	bool ok;
};
/** The first of a file opens its array, "]" ends it. */
void report_row(FILE *out, bool first, struct report_row row);

/** "[       OK ] GROUP__NAME", with an underscore for what is no letter or digit. */
void report_test(bool good, const char *group, const char *name);

#endif
