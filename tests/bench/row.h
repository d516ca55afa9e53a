/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a benchmark reports: one row a figure, as a line for people on standard output and as a JSON object in the file
 * $ROWS names, which scripts/bench.sh gathers into build/report/bench.json.
 */
#ifndef TESTS_BENCH_ROW_H
#define TESTS_BENCH_ROW_H

#include <stddef.h>
#include <stdint.h>

#define ROW_NONE (-1.0) /* no peer, no goal */

struct row {
	const char *name, *unit;
	double value;
	double peer; /* the figure of the program measured beside it, or ROW_NONE */
	double goal; /* the highest value that is good, or ROW_NONE */
};

/** A missed goal is said, not failed: timings depend on the machine. */
void row_report(struct row row);
/** A check: the report fails with exit code 1 where it does not hold. */
void row_check(const char *name, int holds);
/** 0, or 1 after a check that does not hold: what main returns. */
int rows_end(void);

/* --- samples ---------------------------------------------------------------------------------------------------- */

enum { SAMPLES_MAX = 4096 };

struct samples {
	size_t n;
	double ms[SAMPLES_MAX];
};

/** What does not fit any more is a bug of the benchmark: aborts. */
void samples_add(struct samples *samples, double ms);
/** share 0.5: the median; 1.0: the largest. Sorts. Aborts without samples. */
double samples_at(struct samples *samples, double share);

/** CLOCK_MONOTONIC. */
int64_t now_ns(void);
double ms_since(int64_t begin_ns);

#endif
