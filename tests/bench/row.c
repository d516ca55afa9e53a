/* SPDX-License-Identifier: Apache-2.0 */
/* Rows for people and for machines, and order statistics. */
#include "tests/bench/row.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static int broken;

static void
number(FILE *to, const char *name, double value)
{
	if (value == ROW_NONE)
		(void)fprintf(to, "\"%s\": null, ", name);
	else
		(void)fprintf(to, "\"%s\": %.3f, ", name, value);
}

static void
row_for_machines(const struct row *row, const char *ok)
{
	const char *path = getenv("ROWS");
	FILE *to = path == NULL ? NULL : fopen(path, "ae");

	if (to == NULL)
		return;
	(void)fprintf(to, "{\"name\": \"%s\", ", row->name);
	number(to, "value", row->value);
	(void)fprintf(to, "\"unit\": \"%s\", ", row->unit);
	number(to, "goal", row->goal);
	number(to, "peer", row->peer);
	(void)fprintf(to, "\"ok\": %s}\n", ok);
	if (fclose(to) != 0)
		broken = 1;
}

static void
cell(double value, const char *unit)
{
	if (value == ROW_NONE)
		(void)printf(" %16s", "–");
	else
		(void)printf(" %8.2f %-7s", value, unit);
}

void
row_report(struct row row)
{
	const char *ok = row.goal == ROW_NONE    ? "null"
			 : row.value <= row.goal ? "true"
						 : "false";

	(void)printf("%-52s", row.name);
	cell(row.value, row.unit);
	cell(row.goal, row.unit);
	cell(row.peer, row.unit);
	(void)printf(" %s\n", row.goal == ROW_NONE    ? ""
			      : row.value <= row.goal ? "ok"
						      : "MISSED");
	(void)fflush(stdout);
	row_for_machines(&row, ok);
}

void
row_check(const char *name, int holds)
{
	struct row row = { .name = name,
		.unit = "",
		.value = holds ? 1 : 0,
		.peer = ROW_NONE,
		.goal = ROW_NONE };

	(void)printf("%-52s %s\n", name, holds ? "holds" : "BROKEN");
	(void)fflush(stdout);
	if (!holds)
		broken = 1;
	row_for_machines(&row, holds ? "true" : "false");
}

int
rows_end(void)
{
	return broken;
}

void
samples_add(struct samples *samples, double ms)
{
	if (samples->n == SAMPLES_MAX)
		abort();
	samples->ms[samples->n++] = ms;
}

static int
by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

double
samples_at(struct samples *samples, double share)
{
	size_t at;

	if (samples->n == 0)
		abort();
	qsort(samples->ms, samples->n, sizeof(samples->ms[0]), by_size);
	at = (size_t)(share * (double)samples->n);
	return samples->ms[at < samples->n ? at : samples->n - 1];
}

int64_t
now_ns(void)
{
	struct timespec now;

	if (clock_gettime(CLOCK_MONOTONIC, &now) != 0)
		abort();
	return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

double
ms_since(int64_t begin_ns)
{
	return (double)(now_ns() - begin_ns) / 1e6;
}
