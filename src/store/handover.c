/* SPDX-License-Identifier: Apache-2.0 */
/* Hand-overs: what an officer finds prepared, so that nothing is typed twice. */
#include "store/db.h"

static enum status
add_handover(struct store *store, const struct handover_put *handover)
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
				value_buf(&sealed), value_int(handover->now_ms)));
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
	st = add_handover(store, handover);
	if (st == ST_OK)
		st = journal_append(store, entry);
	return db_end(store, st);
}

enum status
store_handover_exists(struct store *store, const char *code)
{
	return db_exists(store, SQL_HANDOVER_SAME, VALUES(value_text(code)));
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

static enum status
read_row(sqlite3_stmt *stmt, struct handover_row *row)
{
	enum status st = column_text(stmt, 0, row->code, sizeof(row->code));

	if (st == ST_OK)
		st = column_text(stmt, 1, row->why, sizeof(row->why));
	row->priority = sqlite3_column_int(stmt, 2) != 0;
	row->made_ms = sqlite3_column_int64(stmt, 3);
	return st;
}

enum status
store_handover_list(
	struct store *store, struct handover_row *ret_rows, size_t room, size_t *ret_n)
{
	sqlite3_stmt *stmt = NULL;
	size_t n = 0;
	enum status st =
		db_query(store, SQL_HANDOVER_LIST, VALUES(value_int((int64_t)room)), &stmt);

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
