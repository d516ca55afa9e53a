/* SPDX-License-Identifier: Apache-2.0 */
/* Claims that nobody but staff can move on: refused by the centre, or there twice; and withdrawals it refused. */
#include "store/db.h"

#include <string.h>

static enum status
read_row(sqlite3_stmt *stmt, struct attention *row)
{
	enum status st = column_text(stmt, 0, row->code, sizeof(row->code));

	row->confirmed_ms = sqlite3_column_int64(stmt, 1);
	row->withdrawal = sqlite3_column_int(stmt, 4) != 0;
	if (st == ST_OK)
		st = column_text(stmt, 2, row->problem, sizeof(row->problem));
	if (st == ST_OK)
		st = column_text(stmt, 3, row->duplicate_of, sizeof(row->duplicate_of));
	return st;
}

enum status
store_attention(struct store *store, struct attention *ret_rows, size_t room, size_t *ret_n)
{
	sqlite3_stmt *stmt = NULL;
	size_t n = 0;
	enum status st =
		db_query(store, SQL_CLAIM_ATTENTION, VALUES(value_int((int64_t)room)), &stmt);

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
