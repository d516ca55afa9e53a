/* SPDX-License-Identifier: Apache-2.0 */
/* The rows of one visit, and whether somebody came again: for the report. */
#include "store/journal_inside.h"

#include <string.h>

enum status
store_journal_visit(struct store *store, const char *visit,
	void (*row)(void *ctx, const struct journal_row *row), void *ctx)
{
	uint8_t bytes[VISIT_BYTES];
	struct journal_row found;
	sqlite3_stmt *stmt = NULL;
	enum status st = uuid_bytes(visit, bytes);

	if (st == ST_OK)
		st = db_query(store, SQL_JOURNAL_OF_VISIT,
			VALUES(value_blob(bytes, sizeof(bytes))), &stmt);
	if (st == ST_OK)
		st = db_step(store, stmt);
	while (st == ST_OK) {
		journal_row_read(stmt, &found);
		row(ctx, &found);
		st = db_step(store, stmt);
	}
	db_done(stmt);
	return st == ST_NOT_FOUND ? ST_OK : st;
}

enum status
store_journal_again(struct store *store, const char *visit, const uint8_t subject[16],
	int64_t after_seq, int64_t until_ms, bool *ret_again)
{
	static const uint8_t nobody[SUBJECT_BYTES];
	uint8_t bytes[VISIT_BYTES];
	enum status st = uuid_bytes(visit, bytes);

	if (st == ST_OK && memcmp(subject, nobody, sizeof(nobody)) == 0)
		st = ST_NOT_FOUND;
	if (st == ST_OK)
		st = db_exists(store, SQL_JOURNAL_AGAIN,
			VALUES(value_blob(subject, SUBJECT_BYTES), value_int(after_seq),
				value_int(until_ms), value_blob(bytes, sizeof(bytes))));
	if (st != ST_OK && st != ST_NOT_FOUND)
		return st;
	*ret_again = st == ST_OK;
	return ST_OK;
}

enum status
store_journal_oldest(struct store *store, int64_t *ret_ms)
{
	sqlite3_stmt *stmt = NULL;
	enum status st = db_query(store, SQL_JOURNAL_TIME, VALUES(value_int(0)), &stmt);

	if (st == ST_OK)
		st = db_step(store, stmt);
	if (st == ST_OK)
		*ret_ms = sqlite3_column_int64(stmt, 0);
	db_done(stmt);
	return st == ST_NOT_FOUND ? ST_OK : st;
}
