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
