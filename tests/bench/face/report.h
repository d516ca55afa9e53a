/* SPDX-License-Identifier: Apache-2.0 */
/* Rows of the report: one line for people, one object of the JSON array for machines. */
#ifndef BENCH_FACE_REPORT_H
#define BENCH_FACE_REPORT_H

#include <stdio.h>

enum sense { NO_GOAL, AT_MOST, AT_LEAST };

struct face_report {
	FILE *json;
	int rows;
};

void report_row(struct face_report *report, const char *name, double value, const char *unit,
	enum sense sense, double goal);

#endif
