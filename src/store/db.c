/* SPDX-License-Identifier: Apache-2.0 */
/* One SQLite connection: how it is opened, what its errors mean, statements and transactions. */
#include "store/db.h"

#include "base/str.h"
#include "store/schema.h"

#include <assert.h>
#include <errno.h>
#include <string.h>

enum { BUSY_MS = 2000 };

static const char *const sql_text[] = {
#define SQL_TEXT(name, text) [name] = (text),
	SQL_LIST(SQL_TEXT)
#undef SQL_TEXT
};

/* The cache is small because the kiosk is; the log that may grow is cut at a megabyte. */
static const char reader_settings[] =
	"PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON; PRAGMA cache_size=-512;"
	"PRAGMA mmap_size=0; PRAGMA temp_store=MEMORY;";
static const char writer_settings[] =
	"PRAGMA secure_delete=ON; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
	"PRAGMA wal_autocheckpoint=256; PRAGMA journal_size_limit=1048576;";

/* --- errors ------------------------------------------------------------------------------------------------------ */

static const struct {
	int code;
	enum status status;
} code_rows[] = {
	{ SQLITE_OK, ST_OK },
	{ SQLITE_ROW, ST_OK },
	{ SQLITE_DONE, ST_OK },
	{ SQLITE_BUSY, ST_BUSY },
	{ SQLITE_LOCKED, ST_BUSY },
	{ SQLITE_NOMEM, ST_NO_MEMORY },
	{ SQLITE_READONLY, ST_READ_ONLY },
	{ SQLITE_FULL, ST_DISK_FULL },
	{ SQLITE_ERROR, ST_CORRUPT }, /* a table is missing: the statements are ours */
	{ SQLITE_CORRUPT, ST_CORRUPT },
	{ SQLITE_NOTADB, ST_CORRUPT },
	{ SQLITE_FORMAT, ST_CORRUPT },
	{ SQLITE_TOOBIG, ST_TOO_LONG },
	{ SQLITE_PERM, ST_DENIED },
	{ SQLITE_AUTH, ST_DENIED },
	{ SQLITE_MISMATCH, ST_INVALID },
};

static enum status
constraint_status(int extended)
{
	switch (extended) {
	case SQLITE_CONSTRAINT_UNIQUE:
	case SQLITE_CONSTRAINT_PRIMARYKEY:
	case SQLITE_CONSTRAINT_ROWID:
		return ST_EXISTS;
	case SQLITE_CONSTRAINT_FOREIGNKEY:
		return ST_NOT_FOUND;
	default:
		return ST_INVALID;
	}
}

/* The errno behind a failure: SQLite keeps it per connection, but for a failed COMMIT only per file. */
static int
errno_of(const struct store *store)
{
	static const int files[] = { SQLITE_FCNTL_JOURNAL_POINTER, SQLITE_FCNTL_FILE_POINTER };
	int error = sqlite3_system_errno(store->db);

	for (size_t i = 0; error == 0 && i < ARRAY_LEN(files); i++) {
		sqlite3_file *file = NULL;

		if (sqlite3_file_control(store->db, "main", files[i], &file) != SQLITE_OK ||
			file == NULL || file->pMethods == NULL ||
			file->pMethods->xFileControl(file, SQLITE_FCNTL_LAST_ERRNO, &error) !=
				SQLITE_OK)
			error = 0;
	}
	return error;
}

/* SQLite tells a full or read-only disk as such only where a write met it; elsewhere errno knows. */
static enum status
io_status(const struct store *store)
{
	switch (errno_of(store)) {
	case ENOSPC:
	case EDQUOT:
		return ST_DISK_FULL;
	case EROFS:
	case EACCES:
	case EPERM:
		return ST_READ_ONLY;
	default:
		return ST_IO;
	}
}

enum status
db_status(const struct store *store, int code)
{
	int primary = code & 0xFF;

	if (code == SQLITE_IOERR_NOMEM)
		return ST_NO_MEMORY;
	if (code == SQLITE_IOERR_SHMSIZE) /* the one growing write whose errno is not kept */
		return ST_DISK_FULL;
	if (primary == SQLITE_CONSTRAINT)
		return constraint_status(code);
	for (size_t i = 0; i < ARRAY_LEN(code_rows); i++)
		if (code_rows[i].code == primary)
			return code_rows[i].status;
	return io_status(store);
}

/* --- statements -------------------------------------------------------------------------------------------------- */

struct value
value_int(int64_t number)
{
	return (struct value){ .type = VALUE_INT, .number = number };
}

struct value
value_real(double real)
{
	return (struct value){ .type = VALUE_REAL, .real = real };
}

struct value
value_text(const char *text)
{
	if (text == NULL)
		return (struct value){ .type = VALUE_NULL };
	return (struct value){ .type = VALUE_TEXT, .bytes = text, .n = strlen(text) };
}

struct value
value_blob(const void *bytes, size_t n)
{
	return (struct value){ .type = VALUE_BLOB, .bytes = bytes, .n = n };
}

struct value
value_buf(const struct buf *buf)
{
	if (buf->len == 0)
		return (struct value){ .type = VALUE_NULL };
	return value_blob(buf->data, buf->len);
}

struct value
value_person(const struct store *store, const char *nik_or_kpj, uint8_t hash[SEAL_HASH])
{
	if (nik_or_kpj == NULL || nik_or_kpj[0] == '\0')
		return (struct value){ .type = VALUE_NULL };
	seal_lookup(store->seal, "person", nik_or_kpj, hash);
	return value_blob(hash, SEAL_HASH);
}

static int
bind_value(sqlite3_stmt *stmt, int place, const struct value *value)
{
	switch (value->type) {
	case VALUE_INT:
		return sqlite3_bind_int64(stmt, place, value->number);
	case VALUE_REAL:
		return sqlite3_bind_double(stmt, place, value->real);
	case VALUE_TEXT:
		return sqlite3_bind_text64(
			stmt, place, value->bytes, value->n, SQLITE_STATIC, SQLITE_UTF8);
	case VALUE_BLOB:
		return sqlite3_bind_blob64(stmt, place, value->bytes, value->n, SQLITE_STATIC);
	case VALUE_NULL:
		break;
	}
	return sqlite3_bind_null(stmt, place);
}

enum status
db_query(struct store *store, enum sql sql, const struct value *values, size_t n,
	sqlite3_stmt **ret_stmt)
{
	sqlite3_stmt **stmt = &store->stmt[sql];
	int code = SQLITE_OK;

	if (*stmt == NULL)
		code = sqlite3_prepare_v3(
			store->db, sql_text[sql], -1, SQLITE_PREPARE_PERSISTENT, stmt, NULL);
	for (size_t i = 0; code == SQLITE_OK && i < n; i++)
		code = bind_value(*stmt, (int)i + 1, &values[i]);
	assert(code != SQLITE_RANGE); /* the statement is ours */
	if (code != SQLITE_OK) {
		db_done(*stmt);
		return db_status(store, code);
	}
	*ret_stmt = *stmt;
	return ST_OK;
}

enum status
db_step(struct store *store, sqlite3_stmt *stmt)
{
	int code = sqlite3_step(stmt);

	return code == SQLITE_DONE ? ST_NOT_FOUND : db_status(store, code);
}

/* What reset returns is the failure that step has told already. */
void
db_done(sqlite3_stmt *stmt)
{
	(void)sqlite3_reset(stmt);
	if (stmt != NULL)
		(void)sqlite3_clear_bindings(stmt);
}

enum status
db_exists(struct store *store, enum sql sql, const struct value *values, size_t n)
{
	sqlite3_stmt *stmt = NULL;
	enum status st = db_query(store, sql, values, n, &stmt);

	if (st == ST_OK)
		st = db_step(store, stmt);
	db_done(stmt);
	return st;
}

enum status
db_run(struct store *store, enum sql sql, const struct value *values, size_t n)
{
	enum status st = db_exists(store, sql, values, n);

	return st == ST_NOT_FOUND ? ST_OK : st;
}

enum status
db_run_one(struct store *store, enum sql sql, const struct value *values, size_t n)
{
	enum status st = db_run(store, sql, values, n);

	if (st == ST_OK && sqlite3_changes(store->db) == 0)
		st = ST_NOT_FOUND;
	return st;
}

enum status
db_begin(struct store *store)
{
	return db_run(store, SQL_BEGIN, NULL, 0);
}

enum status
db_end(struct store *store, enum status st)
{
	enum status undone;

	if (st == ST_OK)
		st = db_run(store, SQL_COMMIT, NULL, 0);
	if (sqlite3_get_autocommit(store->db))
		return st;
	undone = db_run(store, SQL_ROLLBACK, NULL, 0);
	return st != ST_OK ? st : undone;
}

/* --- columns ----------------------------------------------------------------------------------------------------- */

enum status
name_context(const char *key, const char *part, char ret_context[CONTEXT_ROOM])
{
	return str_format(ret_context, CONTEXT_ROOM, "%s/%s", key, part);
}

enum status
check_fit(const struct fitting *fitting, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (fitting[i].text != NULL && strlen(fitting[i].text) >= fitting[i].room)
			return ST_TOO_LONG;
	return ST_OK;
}

enum status
column_text(sqlite3_stmt *stmt, int column, char *ret_text, size_t room)
{
	const char *text = (const char *)sqlite3_column_text(stmt, column);

	if (text == NULL)
		text = "";
	return str_copy(ret_text, room, text) == ST_OK ? ST_OK : ST_CORRUPT;
}

enum status
column_bytes(sqlite3_stmt *stmt, int column, void *ret_bytes, size_t n)
{
	const void *bytes = sqlite3_column_blob(stmt, column);

	if (bytes == NULL || sqlite3_column_bytes(stmt, column) != (int)n)
		return ST_CORRUPT;
	memcpy(ret_bytes, bytes, n);
	return ST_OK;
}

enum status
column_sealed(const struct store *store, sqlite3_stmt *stmt, int column,
	enum seal_purpose purpose, const char *context, struct buf *ret_bytes)
{
	const void *sealed = sqlite3_column_blob(stmt, column);
	int n = sqlite3_column_bytes(stmt, column);

	return seal_open(store->seal, purpose, context, sealed, sealed == NULL ? 0 : (size_t)n,
		ret_bytes);
}

/* --- opening ----------------------------------------------------------------------------------------------------- */

static enum status
run_script(struct store *store, const char *script)
{
	return db_status(store, sqlite3_exec(store->db, script, NULL, NULL, NULL));
}

/* One value of a pragma, read outside the cache of statements. */
static enum status
read_pragma(struct store *store, const char *pragma, char *ret_text, size_t room)
{
	sqlite3_stmt *stmt = NULL;
	int code = sqlite3_prepare_v2(store->db, pragma, -1, &stmt, NULL);
	enum status st = db_status(store, code);

	if (st == ST_OK)
		st = db_step(store, stmt);
	if (st == ST_OK)
		st = column_text(stmt, 0, ret_text, room);
	(void)sqlite3_finalize(stmt);
	return st == ST_NOT_FOUND ? ST_CORRUPT : st;
}

/* A pragma that must give this answer; another one is what status says. */
enum status
db_need_pragma(
	struct store *store, const char *pragma, const char *answer, enum status otherwise)
{
	char found[80] = "";
	enum status st = read_pragma(store, pragma, found, sizeof(found));

	if (st == ST_OK && strcmp(found, answer) != 0)
		st = otherwise;
	return st;
}

static enum status
take_step(struct store *store, int step)
{
	char version[40];
	enum status st =
		str_format(version, sizeof(version), "PRAGMA user_version=%d", step + 1);

	if (st == ST_OK)
		st = db_begin(store);
	if (st != ST_OK)
		return st;
	st = run_script(store, schema_step(step));
	if (st == ST_OK)
		st = run_script(store, version);
	return db_end(store, st);
}

static enum status
read_version(struct store *store, int *ret_version)
{
	char text[24];
	long long version = 0;
	enum status st = read_pragma(store, "PRAGMA user_version", text, sizeof(text));

	if (st == ST_OK)
		st = str_to_int64(text, 0, INT32_MAX, &version);
	if (st == ST_OK && version > schema_version())
		st = ST_NEWER;
	if (st == ST_OK)
		*ret_version = (int)version;
	return st;
}

static enum status
migrate(struct store *store)
{
	int version = 0;
	enum status st = read_version(store, &version);

	if (st == ST_OK && version == 0 && store->made)
		st = ST_CORRUPT;
	for (int step = version; st == ST_OK && step < schema_version(); step++)
		st = take_step(store, step);
	return st;
}

static enum status
harden(struct store *store)
{
	int code = sqlite3_extended_result_codes(store->db, 1);

	if (code == SQLITE_OK)
		code = sqlite3_busy_timeout(store->db, BUSY_MS);
	if (code == SQLITE_OK)
		code = sqlite3_db_config(store->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	return db_status(store, code);
}

static enum status
connect_to(struct store *store, const char *path, int mode, const char *vfs)
{
	int code = sqlite3_open_v2(path, &store->db, mode | SQLITE_OPEN_NOMUTEX, vfs);
	enum status st;

	if (store->db == NULL)
		return ST_NO_MEMORY;
	st = db_status(store, code);
	if (st == ST_OK)
		st = harden(store);
	if (st == ST_OK && mode == SQLITE_OPEN_READWRITE &&
		sqlite3_db_readonly(store->db, "main") == 1)
		st = ST_READ_ONLY;
	if (st == ST_OK)
		st = run_script(store, reader_settings);
	return st;
}

enum status
db_open(struct store *store, const char *path, const char *vfs)
{
	enum status st = connect_to(store, path, SQLITE_OPEN_READWRITE, vfs);

	if (st == ST_OK)
		st = run_script(store, writer_settings);
	if (st == ST_OK)
		st = db_need_pragma(store, "PRAGMA journal_mode=WAL", "wal", ST_UNSUPPORTED);
	if (st == ST_OK)
		st = db_need_pragma(store, "PRAGMA quick_check(1)", "ok", ST_CORRUPT);
	if (st == ST_OK)
		st = migrate(store);
	return st;
}

enum status
db_open_reader(struct store *store, const char *path, const char *vfs)
{
	int version = 0;
	enum status st = connect_to(store, path, SQLITE_OPEN_READONLY, vfs);

	if (st == ST_OK)
		st = read_version(store, &version);
	if (st == ST_OK && version < schema_version())
		st = ST_UNSUPPORTED;
	return st;
}

enum status
db_open_file(struct store *store, const char *path)
{
	return connect_to(store, path, SQLITE_OPEN_READONLY, NULL);
}

enum status
db_read_only(struct store *store)
{
	return run_script(store, "PRAGMA query_only=ON;");
}

/* Closing cannot fail once every statement is finalized. */
void
db_close(struct store *store)
{
	for (size_t i = 0; i < SQL_COUNT; i++) {
		(void)sqlite3_finalize(store->stmt[i]);
		store->stmt[i] = NULL;
	}
	(void)sqlite3_close(store->db);
	store->db = NULL;
}
