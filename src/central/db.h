/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The centre's data: one SQLite file (WAL, synchronous=FULL), one connection guarded by one mutex, one transaction a
 * request. SQL is constant text with bound parameters. `types` names the arguments that follow, one letter each:
 * s const char * (NULL binds NULL), i int64_t, y const void * and size_t.
 */
#ifndef CENTRAL_DB_H
#define CENTRAL_DB_H

#include "base/status.h"

#include <jansson.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

struct db;

/** Opens or makes the file and brings its tables up to date. ST_NEWER, ST_CORRUPT, ST_READ_ONLY … */
enum status db_open(const char *path, struct db **ret_db);
/** Takes NULL. */
void db_close(struct db *db);

/** Takes the mutex and begins a writing transaction; ends with db_commit or db_rollback, which let go of it. */
enum status db_begin(struct db *db);
enum status db_commit(struct db *db);
void db_rollback(struct db *db);

/** Runs a statement that gives no rows. */
enum status db_run(struct db *db, const char *sql, const char *types, ...);
/** Binds a statement; rows come by db_next, ended by sqlite3_finalize (which takes NULL). */
enum status db_query(
	struct db *db, sqlite3_stmt **ret_query, const char *sql, const char *types, ...);
/** ST_OK: a row is there. ST_NOT_FOUND: no more. */
enum status db_next(sqlite3_stmt *query);
/** One whole number from the first column of the first row; ST_NOT_FOUND. */
enum status db_number(
	struct db *db, int64_t *ret_number, const char *sql, const char *types, ...);
/** Rows changed by the last db_run. */
int db_changed(const struct db *db);
int64_t db_last_id(const struct db *db);

/** Text of a column, "" for NULL; valid until the next db_next. */
const char *column_text(sqlite3_stmt *query, int column);
/** The row as an object, columns as members. A column named "x?" is the boolean x, one named "x{}" the JSON text x. */
enum status row_json(sqlite3_stmt *query, json_t **ret_object);
/** Every row of a query as an array; finalizes the query. */
enum status rows_json(sqlite3_stmt *query, json_t **ret_array);

#endif
