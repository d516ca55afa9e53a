/* SPDX-License-Identifier: Apache-2.0 */
/* SQLite behind one mutex. */
#include "central/ledger.h"
#include "central/schema.h"
#include "base/log.h"
#include "base/str.h"

#include <pthread.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

enum { BUSY_MS = 5000, COLUMN_NAME = 40 }; /* `advance` writes beside the server */

struct ledger {
	sqlite3 *sqlite;
	pthread_mutex_t mutex; /* held from ledger_begin to ledger_commit or ledger_rollback */
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
failed(struct ledger *ledger, int code, const char *sql)
{
	enum status st = status_of(code);

	if (st != ST_OK && st != ST_EXISTS)
		log_error("ledger: %s at \"%.40s\"", sqlite3_errmsg(ledger->sqlite), sql);
	return st;
}

static int
bind_text(sqlite3_stmt *query, int at, const char *text)
{
	return text == NULL ? sqlite3_bind_null(query, at)
			    : sqlite3_bind_text(query, at, text, -1, SQLITE_TRANSIENT);
}

static enum status
prepare(struct ledger *ledger, sqlite3_stmt **ret_query, const char *sql, const char *types,
	va_list args)
{
	int code = sqlite3_prepare_v2(ledger->sqlite, sql, -1, ret_query, NULL);

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
	return failed(ledger, code, sql);
}

enum status
ledger_query(struct ledger *ledger, sqlite3_stmt **ret_query, const char *sql,
	const char *types, ...)
{
	va_list args;
	enum status st;

	va_start(args, types);
	st = prepare(ledger, ret_query, sql, types, args);
	va_end(args);
	return st;
}

enum status
ledger_next(sqlite3_stmt *query)
{
	int code = sqlite3_step(query);

	if (code == SQLITE_DONE)
		return ST_NOT_FOUND;
	if (code == SQLITE_ROW)
		return ST_OK;
	log_error("ledger: %s", sqlite3_errstr(code));
	return status_of(code);
}

enum status
ledger_run(struct ledger *ledger, const char *sql, const char *types, ...)
{
	sqlite3_stmt *query = NULL;
	va_list args;
	enum status st;

	va_start(args, types);
	st = prepare(ledger, &query, sql, types, args);
	va_end(args);
	if (st == ST_OK)
		st = failed(ledger, sqlite3_step(query), sql);
	sqlite3_finalize(query);
	return st;
}

enum status
ledger_number(
	struct ledger *ledger, int64_t *ret_number, const char *sql, const char *types, ...)
{
	sqlite3_stmt *query = NULL;
	va_list args;
	enum status st;

	va_start(args, types);
	st = prepare(ledger, &query, sql, types, args);
	va_end(args);
	if (st == ST_OK)
		st = ledger_next(query);
	if (st == ST_OK)
		*ret_number = sqlite3_column_int64(query, 0);
	sqlite3_finalize(query);
	return st;
}

int
ledger_changed(const struct ledger *ledger)
{
	return sqlite3_changes(ledger->sqlite);
}

int64_t
ledger_last_id(const struct ledger *ledger)
{
	return sqlite3_last_insert_rowid(ledger->sqlite);
}

enum status
ledger_begin(struct ledger *ledger)
{
	enum status st;

	pthread_mutex_lock(&ledger->mutex);
	st = ledger_run(ledger, "BEGIN IMMEDIATE", "");
	if (st != ST_OK)
		pthread_mutex_unlock(&ledger->mutex);
	return st;
}

enum status
ledger_commit(struct ledger *ledger)
{
	enum status st = ledger_run(ledger, "COMMIT", "");

	if (st != ST_OK) {
		ledger_rollback(ledger);
		return st;
	}
	pthread_mutex_unlock(&ledger->mutex);
	return ST_OK;
}

void
ledger_rollback(struct ledger *ledger)
{
	/* SQLite has rolled back by itself after some errors */
	if (!sqlite3_get_autocommit(ledger->sqlite) &&
		ledger_run(ledger, "ROLLBACK", "") != ST_OK)
		log_error("ledger: rollback failed");
	pthread_mutex_unlock(&ledger->mutex);
}

static enum status
run_script(struct ledger *ledger, const char *sql)
{
	return failed(ledger, sqlite3_exec(ledger->sqlite, sql, NULL, NULL, NULL), sql);
}

static enum status
make_tables(struct ledger *ledger, int64_t version)
{
	enum status st = ST_OK;

	for (const struct schema_part *part = schema_parts; st == ST_OK && part->sql; part++)
		if (part->version > version)
			st = run_script(ledger, part->sql);
	return st == ST_OK ? run_script(ledger, "PRAGMA user_version = 2") : st;
}

static enum status
migrate(struct ledger *ledger)
{
	int64_t version = 0;
	enum status st = ledger_begin(ledger);

	_Static_assert(SCHEMA_VERSION == 2, "make_tables writes the version");
	if (st != ST_OK)
		return st;
	st = ledger_number(ledger, &version, "PRAGMA user_version", "");
	if (st == ST_OK && version > SCHEMA_VERSION)
		st = ST_NEWER;
	if (st == ST_OK && version < SCHEMA_VERSION)
		st = make_tables(ledger, version);
	if (st == ST_OK)
		return ledger_commit(ledger);
	ledger_rollback(ledger);
	return st;
}

enum status
ledger_open(const char *path, struct ledger **ret_ledger)
{
	struct ledger *ledger = calloc(1, sizeof(*ledger));
	enum status st;

	if (ledger == NULL)
		return ST_NO_MEMORY;
	if (pthread_mutex_init(&ledger->mutex, NULL) != 0) {
		free(ledger);
		return ST_NO_MEMORY;
	}
	st = status_of(sqlite3_open_v2(path, &ledger->sqlite,
		SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL));
	if (st == ST_OK)
		st = status_of(sqlite3_busy_timeout(ledger->sqlite, BUSY_MS));
	if (st == ST_OK)
		st = run_script(ledger,
			"PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;PRAGMA"
			" foreign_keys = ON; PRAGMA trusted_schema = OFF");
	if (st == ST_OK)
		st = migrate(ledger);
	if (st != ST_OK) {
		ledger_close(ledger);
		return st;
	}
	*ret_ledger = ledger;
	return ST_OK;
}

void
ledger_close(struct ledger *ledger)
{
	if (ledger == NULL)
		return;
	if (sqlite3_close(ledger->sqlite) != SQLITE_OK)
		log_error("ledger: closed with a statement open");
	pthread_mutex_destroy(&ledger->mutex);
	free(ledger);
}

const char *
ledger_text(sqlite3_stmt *query, int column)
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
		return json_loads(ledger_text(query, column), JSON_REJECT_DUPLICATES, NULL);
	if (sqlite3_column_type(query, column) == SQLITE_INTEGER)
		return json_integer(sqlite3_column_int64(query, column));
	return json_string(ledger_text(query, column));
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

	while (st == ST_OK && (st = ledger_next(query)) == ST_OK) {
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
