/* SPDX-License-Identifier: Apache-2.0 */
/* Hand-overs: what an officer finds prepared, so that nothing is typed twice. */
#include "store/db.h"

#include "base/str.h"

enum status
handover_add(struct store *store, const struct handover_put *handover)
{
	uint8_t hash[SEAL_HASH];
	struct buf sealed;
	enum status st;

	buf_init(&sealed, SEALED_MAX);
	st = seal_box(store->seal, SEAL_HANDOVER, handover->code, handover->blob, handover->n,
		&sealed);
	if (st == ST_OK)
		st = db_run(store, SQL_HANDOVER_ADD,
			VALUES(value_text(handover->code), value_text(handover->visit),
				value_person(store, handover->nik, hash),
				value_text(handover->why), value_int(handover->priority),
				value_int(handover->called), value_buf(&sealed),
				value_int(handover->now_ms), value_text(handover->claim)));
	buf_free(&sealed);
	return st;
}

enum status
store_handover_put(struct store *store, const struct handover_put *handover,
	const struct journal_entry *entry)
{
	enum status st = db_begin(store);

	if (st != ST_OK)
		return st;
	st = handover_add(store, handover);
	if (st == ST_OK)
		st = journal_append(store, entry);
	return db_end(store, st);
}

enum status
store_handover_count(struct store *store, int *ret_open)
{
	sqlite3_stmt *stmt = NULL;
	enum status st = db_query(store, SQL_HANDOVER_COUNT, NULL, 0, &stmt);

	if (st == ST_OK)
		st = db_step(store, stmt);
	if (st == ST_OK)
		*ret_open = sqlite3_column_int(stmt, 0);
	db_done(stmt);
	return st;
}

/* --- reading -------------------------------------------------------------------------------------------------------- */

static enum status
read_row(sqlite3_stmt *stmt, struct handover_row *row)
{
	enum status st = column_text(stmt, 0, row->code, sizeof(row->code));

	if (st == ST_OK)
		st = column_text(stmt, 1, row->why, sizeof(row->why));
	row->priority = sqlite3_column_int(stmt, 2) != 0;
	row->called = sqlite3_column_int(stmt, 3) != 0;
	row->made_ms = sqlite3_column_int64(stmt, 4);
	row->closed_ms = sqlite3_column_int64(stmt, 5);
	if (st == ST_OK)
		st = column_text(stmt, 6, row->outcome, sizeof(row->outcome));
	if (st == ST_OK)
		st = column_text(stmt, 7, row->claim, sizeof(row->claim));
	return st;
}

enum status
store_handover_list(struct store *store, size_t from, struct handover_row *ret_rows,
	size_t room, size_t *ret_n)
{
	sqlite3_stmt *stmt = NULL;
	size_t n = 0;
	enum status st = db_query(store, SQL_HANDOVER_LIST,
		VALUES(value_int((int64_t)room), value_int((int64_t)from)), &stmt);

	if (st == ST_OK)
		st = db_step(store, stmt);
	while (st == ST_OK) {
		st = read_row(stmt, &ret_rows[n]);
		if (st != ST_OK)
			break;
		n++;
		st = db_step(store, stmt);
	}
	db_done(stmt);
	if (st != ST_NOT_FOUND)
		return st;
	*ret_n = n;
	return ST_OK;
}

/* ret_blob NULL: not wanted. */
static enum status
read_by_code(struct store *store, const char *code, struct handover_row *ret_row,
	struct buf *ret_blob)
{
	struct handover_row row = { .made_ms = 0 };
	sqlite3_stmt *stmt = NULL;
	enum status st =
		db_query(store, SQL_HANDOVER_BY_CODE, VALUES(value_text(code)), &stmt);

	if (st == ST_OK)
		st = db_step(store, stmt);
	if (st == ST_OK)
		st = read_row(stmt, &row);
	if (st == ST_OK && ret_blob && row.closed_ms == 0)
		st = column_sealed(store, stmt, 8, SEAL_HANDOVER, row.code, ret_blob);
	db_done(stmt);
	if (st == ST_OK)
		*ret_row = row;
	return st;
}

enum status
store_handover_find(struct store *store, const char *code, struct handover_row *ret_row)
{
	return read_by_code(store, code, ret_row, NULL);
}

enum status
store_handover_open(struct store *store, const char *code, struct handover_row *ret_row,
	struct buf *ret_blob)
{
	struct buf blob;
	enum status st;

	buf_init(&blob, SEALED_MAX);
	st = read_by_code(store, code, ret_row, &blob);
	if (st == ST_OK)
		*ret_blob = blob;
	else
		buf_free(&blob);
	return st;
}

/* --- closing -------------------------------------------------------------------------------------------------------- */

enum status
store_handover_close(struct store *store, const char *code, const char *outcome,
	const struct journal_entry *entry, int64_t now_ms)
{
	enum status st = db_begin(store);

	if (st != ST_OK)
		return st;
	st = db_run_one(store, SQL_HANDOVER_CLOSE,
		VALUES(value_text(code), value_int(now_ms), value_text(outcome)));
	if (st == ST_OK)
		st = journal_append(store, entry);
	return db_end(store, st);
}

static enum status
expire(struct store *store, const struct journal_entry *entry, int64_t now_ms,
	int64_t before_ms)
{
	struct journal_entry told = *entry;
	char how_many[16];
	enum status st = db_run_one(store, SQL_HANDOVER_EXPIRE,
		VALUES(value_int(now_ms), value_int(before_ms)));

	if (st != ST_OK)
		return st == ST_NOT_FOUND ? ST_OK : st;
	st = str_format(how_many, sizeof(how_many), "%d", sqlite3_changes(store->db));
	told.detail = how_many;
	return st == ST_OK ? journal_append(store, &told) : st;
}

enum status
store_handover_sweep(struct store *store, const struct journal_entry *entry, int64_t now_ms,
	int64_t max_age_ms)
{
	int64_t before_ms = now_ms - max_age_ms;
	enum status st = db_begin(store);

	if (st != ST_OK)
		return st;
	st = expire(store, entry, now_ms, before_ms);
	if (st == ST_OK)
		st = db_run(store, SQL_HANDOVER_FORGET, VALUES(value_int(before_ms)));
	return db_end(store, st);
}
