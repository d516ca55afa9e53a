/* SPDX-License-Identifier: Apache-2.0 */
/* A row at a time. */
#include "tests/bench/face/report.h"

#include "base/str.h"

#include <stdbool.h>

void
report_row(struct face_report *report, const char *name, double value, const char *unit, enum sense sense,
	double goal)
{
	bool ok = sense == AT_MOST ? value <= goal : value >= goal;
	const char *verdict = sense == NO_GOAL ? "null" : ok ? "true" : "false";
	char limit[32] = "null";

	if (sense != NO_GOAL && str_format(limit, sizeof(limit), "%g", goal) != ST_OK)
		return;
	printf("%-44s %9.2f %-4s %s%-6s %s\n", name, value, unit,
		sense == AT_MOST    ? "<= "
		: sense == AT_LEAST ? ">= "
				    : "   ",
		sense == NO_GOAL ? "" : limit,
		sense == NO_GOAL ? ""
		: ok             ? "ok"
				 : "MISSED");
	fprintf(report->json,
		"%s{\"name\":\"%s\",\"value\":%.4f,\"unit\":\"%s\",\"goal\":%s,\"peer\":null,"
		"\"ok\":%s}",
		report->rows++ == 0 ? "" : ",\n ", name, value, unit, limit, verdict);
}
