/* SPDX-License-Identifier: Apache-2.0 */
/* Print jobs: what goes to the printer is kept until the printer has taken all of it. */
#include "store/db.h"

enum status
store_print_put(struct store *store, const char *key, const char *code, const void *bytes,
	size_t n, int64_t now_ms)
{
	struct buf sealed;
	enum status st;

	buf_init(&sealed, SEALED_MAX);
	st = seal_box(store->seal, SEAL_PRINT, key, bytes, n, &sealed);
	if (st == ST_OK)
		st = db_run(store, SQL_PRINT_ADD,
			VALUES(value_text(key), value_text(code), value_buf(&sealed),
				value_int(now_ms)));
	buf_free(&sealed);
	return st;
}

enum status
store_print_settle(struct store *store, const char *key, enum print_state state,
	const char *why, const struct journal_entry *entry, int64_t now_ms)
{
	enum status st = db_begin(store);

	if (st != ST_OK)
		return st;
	st = db_run_one(store, SQL_PRINT_SETTLE,
		VALUES(value_text(key), value_int(state), value_text(why), value_int(now_ms)));
	if (st == ST_OK)
		st = journal_append(store, entry);
	return db_end(store, st);
}

static enum status
count_waiting(struct store *store, int *ret_n)
{
	sqlite3_stmt *stmt = NULL;
	enum status st = db_query(store, SQL_PRINT_WAITING, NULL, 0, &stmt);

	if (st == ST_OK)
		st = db_step(store, stmt);
	if (st == ST_OK)
		*ret_n = sqlite3_column_int(stmt, 0);
	db_done(stmt);
	return st;
}

enum status
store_print_recover(struct store *store, const struct journal_entry *entry, int *ret_n)
{
	int n = 0;
	enum status st = count_waiting(store, &n);

	if (st == ST_OK && n > 0)
		st = db_begin(store);
	if (st != ST_OK || n == 0) {
		if (st == ST_OK)
			*ret_n = 0;
		return st;
	}
	st = db_run(store, SQL_PRINT_LEFT,
		VALUES(value_text(entry->detail), value_int(entry->at_ms)));
	for (int i = 0; st == ST_OK && i < n; i++)
		st = journal_append(store, entry);
	st = db_end(store, st);
	if (st == ST_OK)
		*ret_n = n;
	return st;
}

enum status
store_print_sweep(struct store *store, int64_t now_ms, int64_t max_age_ms)
{
	return db_run(store, SQL_PRINT_SWEEP,
		VALUES(value_int(now_ms - max_age_ms), value_int(now_ms + max_age_ms)));
}
