/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The centre's data: one SQLite file (WAL, synchronous=FULL), one connection guarded by one
 * mutex, one transaction a request. SQL is constant text with bound parameters. `types` names
 * the arguments that follow, one letter each: s const char * (NULL binds NULL), i int64_t, y
 * const void * and size_t.
 */
#ifndef CENTRAL_LEDGER_H
#define CENTRAL_LEDGER_H

#include "base/status.h"

#include <jansson.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

struct ledger;

/** Opens or makes the file and brings its tables up to date. ST_NEWER, ST_CORRUPT,
 *  ST_READ_ONLY … */
enum status ledger_open(const char *path, struct ledger **ret_ledger);
/** Takes NULL. */
void ledger_close(struct ledger *ledger);

/** Takes the mutex and begins a writing transaction; ends with ledger_commit or
 *  ledger_rollback, which let go of it. */
enum status ledger_begin(struct ledger *ledger);
enum status ledger_commit(struct ledger *ledger);
void ledger_rollback(struct ledger *ledger);

/** Runs a statement that gives no rows. */
enum status ledger_run(struct ledger *ledger, const char *sql, const char *types, ...);
/** Binds a statement; rows come by ledger_next, ended by sqlite3_finalize (which takes
 *  NULL). */
enum status ledger_query(struct ledger *ledger, sqlite3_stmt **ret_query, const char *sql,
	const char *types, ...);
/** ST_OK: a row is there. ST_NOT_FOUND: no more. */
enum status ledger_next(sqlite3_stmt *query);
/** One whole number from the first column of the first row; ST_NOT_FOUND. */
enum status ledger_number(
	struct ledger *ledger, int64_t *ret_number, const char *sql, const char *types, ...);
/** Rows changed by the last ledger_run. */
int ledger_changed(const struct ledger *ledger);
int64_t ledger_last_id(const struct ledger *ledger);

/** Text of a column, "" for NULL; valid until the next ledger_next. */
const char *ledger_text(sqlite3_stmt *query, int column);
/** The row as an object, columns as members. A column named "x?" is the boolean x, one named
 *  "x{}" the JSON text x. */
enum status row_json(sqlite3_stmt *query, json_t **ret_object);
/** Every row of a query as an array; finalizes the query. */
enum status rows_json(sqlite3_stmt *query, json_t **ret_array);

#endif
