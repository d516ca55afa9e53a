/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The inside of the store: one SQLite connection, its prepared statements, values bound by type, transactions.
 * For src/store alone.
 *
 * A transaction is db_begin, the steps while they are ST_OK, then db_end with the status reached: that commits, or
 * undoes everything and hands the status through.
 */
#ifndef STORE_DB_H
#define STORE_DB_H

#include "base/array.h"
#include "base/buf.h"
#include "base/seal.h"
#include "store/sql.h"
#include "store/store.h"

#include <sodium.h>
#include <sqlite3.h>
#include <stdbool.h>

/* What a sealed column may hold at most: a photograph with room to spare. */
enum { SEALED_MAX = 4 << 20 };

struct store {
	sqlite3 *db;                     /* owned */
	const struct seal *seal;         /* borrowed */
	crypto_generichash_state *chain; /* owned, guarded: keyed, copied for every row */
	int dir;   /* of the state; owned, -1 none */
	int lock;  /* DIR/lock, held as long as the store lives; -1 none */
	bool made; /* a store has been here before: an empty file was emptied */
	sqlite3_stmt *stmt[SQL_COUNT]; /* owned; NULL until first used */
};

/* --- the state directory (store.c), for opening and for restoring ------------------------------------------------- */

#define STORE_FILE "anjungan.db"

/** Nothing open and nothing locked; store_close releases it. */
enum status store_blank(const struct seal *seal, struct store **ret_store);
/** ST_DENIED where others may write there. */
enum status store_open_directory(const char *dir, int *ret_fd);
/** Holds DIR/lock until store_close; ST_BUSY. */
enum status store_take_lock(struct store *store, int dir);
/** From now on a missing or empty file here is damage, not a new kiosk. */
enum status store_write_mark(struct store *store);

/* --- the connection ----------------------------------------------------------------------------------------------- */

/** Opens or makes the file and brings its schema up to date. path: where; it exists already, 0600. */
enum status db_open(struct store *store, const char *path, const char *vfs);
/** Opens a file that is there, for reading only, as it is. */
enum status db_open_reader(struct store *store, const char *path, const char *vfs);
/** Likewise, of whatever version: for an archive. */
enum status db_open_file(struct store *store, const char *path);
/** Every change is ST_READ_ONLY from here on. */
enum status db_read_only(struct store *store);
void db_close(struct store *store);
/** A pragma that must give this answer; another one is what `otherwise` says. */
enum status db_need_pragma(
	struct store *store, const char *pragma, const char *answer, enum status otherwise);

/** What went wrong with the last call on this connection. */
enum status db_status(const struct store *store, int code);

enum value_type { VALUE_NULL, VALUE_INT, VALUE_REAL, VALUE_TEXT, VALUE_BLOB };

struct value {
	enum value_type type;
	int64_t number;
	double real;
	const void *bytes; /* borrowed until the statement is done */
	size_t n;
};

struct value value_int(int64_t number);
struct value value_real(double real);
struct value value_text(const char *text); /* NULL is NULL */
struct value value_blob(const void *bytes, size_t n);
struct value value_buf(
	const struct buf *buf); /* an empty one is NULL: what is sealed is never empty */

/** The values of ?1, ?2 … as the two arguments db_query and db_run take. */
#define VALUES(...)                                                                            \
	((const struct value[]){ __VA_ARGS__ }),                                               \
		ARRAY_LEN(((const struct value[]){ __VA_ARGS__ }))

/** The statement, bound and before its first row; give it back with db_done. */
enum status db_query(struct store *store, enum sql sql, const struct value *values, size_t n,
	sqlite3_stmt **ret_stmt);
/** ST_OK: a row; ST_NOT_FOUND: no further row. */
enum status db_step(struct store *store, sqlite3_stmt *stmt);
/** Unbinds; takes NULL. */
void db_done(sqlite3_stmt *stmt);
/** Runs a statement that returns no rows. */
enum status db_run(struct store *store, enum sql sql, const struct value *values, size_t n);
/** The same, ST_NOT_FOUND where it changed no row. */
enum status db_run_one(struct store *store, enum sql sql, const struct value *values, size_t n);
/** ST_OK: the query has a row, ST_NOT_FOUND: it has none. */
enum status db_exists(struct store *store, enum sql sql, const struct value *values, size_t n);

enum status db_begin(struct store *store);
enum status db_end(struct store *store, enum status st);

/** A text and the room it is read back into. */
struct fitting {
	const char *text; /* NULL fits */
	size_t room;
};
/** What could not be read back must not get in: ST_TOO_LONG. */
enum status check_fit(const struct fitting *fitting, size_t n);

/** NULL reads as "". ST_CORRUPT where the text has no place. */
enum status column_text(sqlite3_stmt *stmt, int column, char *ret_text, size_t room);
/** Exactly n bytes, or ST_CORRUPT. */
enum status column_bytes(sqlite3_stmt *stmt, int column, void *ret_bytes, size_t n);
/** Opens a sealed column into ret_bytes. */
enum status column_sealed(const struct store *store, sqlite3_stmt *stmt, int column,
	enum seal_purpose purpose, const char *context, struct buf *ret_bytes);

/** What a sealed value is bound to: the key of its row and its part of it, so that a body cannot pass for an answer,
 *  nor for that of another row. */
enum { CONTEXT_ROOM = 64 };
enum status name_context(const char *key, const char *part, char ret_context[CONTEXT_ROOM]);

/** By which a person is found: NULL for "" (not known). hash: room the value points into. */
struct value value_person(
	const struct store *store, const char *nik_or_kpj, uint8_t hash[SEAL_HASH]);

/** Likewise of a number of that kind that claims may share: "account" "phone". */
struct value value_hashed(const struct store *store, const char *kind, const char *text,
	uint8_t hash[SEAL_HASH]);

/** Adds the entry behind the head of the chain; within a transaction. NULL: nothing to say. */
enum status journal_append(struct store *store, const struct journal_entry *entry);

/** Adds the hand-over, sealed; within a transaction. ST_EXISTS: the code is in use. */
enum status handover_add(struct store *store, const struct handover_put *handover);

/** What the entry of this row wants looked at again; within its transaction. */
enum status review_add(struct store *store, int64_t seq, const struct journal_entry *entry);

#endif
