/* SPDX-License-Identifier: Apache-2.0 */
/* Whether staff said that they are away; over a restart, too. */
#include "store/db.h"

enum status
store_presence_away(struct store *store, int64_t back_ms, const struct journal_entry *entry)
{
	enum status st = db_begin(store);

	if (st != ST_OK)
		return st;
	st = db_run(store, SQL_ABSENCE_SET, VALUES(value_int(back_ms)));
	if (st == ST_OK)
		st = journal_append(store, entry);
	return db_end(store, st);
}

enum status
store_presence_back(struct store *store, const struct journal_entry *entry)
{
	enum status st = db_begin(store);

	if (st != ST_OK)
		return st;
	st = db_run(store, SQL_ABSENCE_CLEAR, NULL, 0);
	if (st == ST_OK)
		st = journal_append(store, entry);
	return db_end(store, st);
}

enum status
store_presence_read(struct store *store, int64_t *ret_back_ms)
{
	sqlite3_stmt *stmt = NULL;
	enum status st = db_query(store, SQL_ABSENCE, NULL, 0, &stmt);

	if (st == ST_OK)
		st = db_step(store, stmt);
	if (st == ST_OK)
		*ret_back_ms = sqlite3_column_int64(stmt, 0);
	else if (st == ST_NOT_FOUND)
		*ret_back_ms = 0;
	db_done(stmt);
	return st == ST_NOT_FOUND ? ST_OK : st;
}
