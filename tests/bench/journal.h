/* SPDX-License-Identifier: Apache-2.0 */
/* A long journal, made fast: visits as they happen at a counter, chained under a key, written past the store. */
#ifndef TESTS_BENCH_JOURNAL_H
#define TESTS_BENCH_JOURNAL_H

#include "base/seal.h"

#include <sqlite3.h>
#include <stdint.h>

#define JOURNAL_NIK      "6308055203600001" /* of one visit in a thousand */
#define JOURNAL_BEGINS   1700000000000      /* time of the first row */
#define JOURNAL_EVERY_MS 5000

/** Fills the closed state in dir, which was made by store_open, up to that many rows, behind those that are there. Aborts
 *  where it cannot. */
void journal_make(const char *dir, const struct seal *seal, int64_t rows);
/** A connection of its own with the pragmas of the store's. Aborts where it cannot. */
sqlite3 *journal_connect(const char *dir, bool writer);
void journal_run(sqlite3 *db, const char *sql);

#endif
