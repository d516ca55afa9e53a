/* SPDX-License-Identifier: Apache-2.0 */
/* SQLite behind one mutex. */
#include "central/db.h"
#include "central/schema.h"
#include "base/log.h"
#include "base/str.h"

#include <pthread.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

enum { BUSY_MS = 5000, COLUMN_NAME = 40 }; /* `advance` writes beside the server */

struct db {
	sqlite3 *sqlite;
	pthread_mutex_t mutex; /* held from db_begin to db_commit or db_rollback */
};

static enum status
status_of(int code)
{
	switch (code & 0xFF) {
	case SQLITE_OK:
	case SQLITE_DONE:
	case SQLITE_ROW:
		return ST_OK;
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return ST_BUSY;
	case SQLITE_NOMEM:
		return ST_NO_MEMORY;
	case SQLITE_FULL:
		return ST_DISK_FULL;
	case SQLITE_READONLY:
	case SQLITE_CANTOPEN:
		return ST_READ_ONLY;
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		return ST_CORRUPT;
	case SQLITE_CONSTRAINT:
		return ST_EXISTS;
	default:
		return ST_IO;
	}
}

static enum status
failed(struct db *db, int code, const char *sql)
{
	enum status st = status_of(code);

	if (st != ST_OK && st != ST_EXISTS)
		log_error("db: %s at \"%.40s\"", sqlite3_errmsg(db->sqlite), sql);
	return st;
}

static int
bind_text(sqlite3_stmt *query, int at, const char *text)
{
	return text == NULL ? sqlite3_bind_null(query, at)
			    : sqlite3_bind_text(query, at, text, -1, SQLITE_TRANSIENT);
}

static enum status
prepare(struct db *db, sqlite3_stmt **ret_query, const char *sql, const char *types,
	va_list args)
{
	int code = sqlite3_prepare_v2(db->sqlite, sql, -1, ret_query, NULL);

	for (int i = 0; code == SQLITE_OK && types[i] != '\0'; i++) {
		const void *bytes;

		switch (types[i]) {
		case 's':
			code = bind_text(*ret_query, i + 1, va_arg(args, const char *));
			break;
		case 'i':
			code = sqlite3_bind_int64(*ret_query, i + 1, va_arg(args, int64_t));
			break;
		case 'y':
			bytes = va_arg(args, const void *);
			code = sqlite3_bind_blob64(*ret_query, i + 1, bytes,
				va_arg(args, size_t), SQLITE_TRANSIENT);
			break;
		default:
			code = SQLITE_MISUSE;
		}
	}
	return failed(db, code, sql);
}

enum status
db_query(struct db *db, sqlite3_stmt **ret_query, const char *sql, const char *types, ...)
{
	va_list args;
	enum status st;

	va_start(args, types);
	st = prepare(db, ret_query, sql, types, args);
	va_end(args);
	return st;
}

enum status
db_next(sqlite3_stmt *query)
{
	int code = sqlite3_step(query);

	if (code == SQLITE_DONE)
		return ST_NOT_FOUND;
	if (code == SQLITE_ROW)
		return ST_OK;
	log_error("db: %s", sqlite3_errstr(code));
	return status_of(code);
}

enum status
db_run(struct db *db, const char *sql, const char *types, ...)
{
	sqlite3_stmt *query = NULL;
	va_list args;
	enum status st;

	va_start(args, types);
	st = prepare(db, &query, sql, types, args);
	va_end(args);
	if (st == ST_OK)
		st = failed(db, sqlite3_step(query), sql);
	sqlite3_finalize(query);
	return st;
}

enum status
db_number(struct db *db, int64_t *ret_number, const char *sql, const char *types, ...)
{
	sqlite3_stmt *query = NULL;
	va_list args;
	enum status st;

	va_start(args, types);
	st = prepare(db, &query, sql, types, args);
	va_end(args);
	if (st == ST_OK)
		st = db_next(query);
	if (st == ST_OK)
		*ret_number = sqlite3_column_int64(query, 0);
	sqlite3_finalize(query);
	return st;
}

int
db_changed(const struct db *db)
{
	return sqlite3_changes(db->sqlite);
}

int64_t
db_last_id(const struct db *db)
{
	return sqlite3_last_insert_rowid(db->sqlite);
}

enum status
db_begin(struct db *db)
{
	enum status st;

	pthread_mutex_lock(&db->mutex);
	st = db_run(db, "BEGIN IMMEDIATE", "");
	if (st != ST_OK)
		pthread_mutex_unlock(&db->mutex);
	return st;
}

enum status
db_commit(struct db *db)
{
	enum status st = db_run(db, "COMMIT", "");

	if (st != ST_OK) {
		db_rollback(db);
		return st;
	}
	pthread_mutex_unlock(&db->mutex);
	return ST_OK;
}

void
db_rollback(struct db *db)
{
	/* SQLite has rolled back by itself after some errors */
	if (!sqlite3_get_autocommit(db->sqlite) && db_run(db, "ROLLBACK", "") != ST_OK)
		log_error("db: rollback failed");
	pthread_mutex_unlock(&db->mutex);
}

static enum status
run_script(struct db *db, const char *sql)
{
	return failed(db, sqlite3_exec(db->sqlite, sql, NULL, NULL, NULL), sql);
}

static enum status
make_tables(struct db *db)
{
	enum status st = ST_OK;

	for (int i = 0; st == ST_OK && schema_parts[i] != NULL; i++)
		st = run_script(db, schema_parts[i]);
	return st == ST_OK ? run_script(db, "PRAGMA user_version = 1") : st;
}

static enum status
migrate(struct db *db)
{
	int64_t version = 0;
	enum status st = db_begin(db);

	_Static_assert(SCHEMA_VERSION == 1, "make_tables writes the version");
	if (st != ST_OK)
		return st;
	st = db_number(db, &version, "PRAGMA user_version", "");
	if (st == ST_OK && version == 0)
		st = make_tables(db);
	else if (st == ST_OK && version != SCHEMA_VERSION)
		st = ST_NEWER;
	if (st == ST_OK)
		return db_commit(db);
	db_rollback(db);
	return st;
}

enum status
db_open(const char *path, struct db **ret_db)
{
	struct db *db = calloc(1, sizeof(*db));
	enum status st;

	if (db == NULL)
		return ST_NO_MEMORY;
	if (pthread_mutex_init(&db->mutex, NULL) != 0) {
		free(db);
		return ST_NO_MEMORY;
	}
	st = status_of(sqlite3_open_v2(path, &db->sqlite,
		SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL));
	if (st == ST_OK)
		st = status_of(sqlite3_busy_timeout(db->sqlite, BUSY_MS));
	if (st == ST_OK)
		st = run_script(db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
				    "PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF");
	if (st == ST_OK)
		st = migrate(db);
	if (st != ST_OK) {
		db_close(db);
		return st;
	}
	*ret_db = db;
	return ST_OK;
}

void
db_close(struct db *db)
{
	if (db == NULL)
		return;
	if (sqlite3_close(db->sqlite) != SQLITE_OK)
		log_error("db: closed with a statement open");
	pthread_mutex_destroy(&db->mutex);
	free(db);
}

const char *
column_text(sqlite3_stmt *query, int column)
{
	const unsigned char *text = sqlite3_column_text(query, column);

	return text == NULL ? "" : (const char *)text;
}

static json_t *
column_value(sqlite3_stmt *query, int column, char kind)
{
	if (sqlite3_column_type(query, column) == SQLITE_NULL)
		return json_null();
	if (kind == '?')
		return json_boolean(sqlite3_column_int(query, column));
	if (kind == '}')
		return json_loads(column_text(query, column), JSON_REJECT_DUPLICATES, NULL);
	if (sqlite3_column_type(query, column) == SQLITE_INTEGER)
		return json_integer(sqlite3_column_int64(query, column));
	return json_string(column_text(query, column));
}

/* "x?" → x and '?'; "x{}" → x and '}' */
static enum status
member_name(const char *column, char name[COLUMN_NAME], char *ret_kind)
{
	size_t n = strcspn(column, "?{");

	*ret_kind = column[n] == '{' ? '}' : column[n];
	return str_format(name, COLUMN_NAME, "%.*s", (int)n, column);
}

enum status
row_json(sqlite3_stmt *query, json_t **ret_object)
{
	json_t *object = json_object();
	enum status st = object == NULL ? ST_NO_MEMORY : ST_OK;

	for (int i = 0; st == ST_OK && i < sqlite3_column_count(query); i++) {
		char name[COLUMN_NAME], kind;

		st = member_name(sqlite3_column_name(query, i), name, &kind);
		if (st == ST_OK &&
			json_object_set_new(object, name, column_value(query, i, kind)) != 0)
			st = ST_NO_MEMORY;
	}
	if (st == ST_OK)
		*ret_object = object;
	else
		json_decref(object);
	return st;
}

enum status
rows_json(sqlite3_stmt *query, json_t **ret_array)
{
	json_t *array = json_array(), *row;
	enum status st = array == NULL ? ST_NO_MEMORY : ST_OK;

	while (st == ST_OK && (st = db_next(query)) == ST_OK) {
		row = NULL;
		st = row_json(query, &row);
		if (st == ST_OK && json_array_append_new(array, row) != 0)
			st = ST_NO_MEMORY;
	}
	sqlite3_finalize(query);
	if (st != ST_NOT_FOUND) {
		json_decref(array);
		return st;
	}
	*ret_array = array;
	return ST_OK;
}
