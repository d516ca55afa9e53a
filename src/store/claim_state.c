/* SPDX-License-Identifier: Apache-2.0 */
/* What the centre tells of claims after it has them. */
#include "store/db.h"

static enum status
read_state(sqlite3_stmt *stmt, struct claim_state *state)
{
	enum status st = column_text(stmt, 1, state->number, sizeof(state->number));

	state->row = sqlite3_column_int64(stmt, 0);
	if (st == ST_OK)
		st = column_text(stmt, 2, state->visit, sizeof(state->visit));
	if (st == ST_OK)
		st = column_text(stmt, 3, state->status, sizeof(state->status));
	return st;
}

enum status
store_claims_open(struct store *store, int64_t after_row, struct claim_state *ret_claims,
	size_t room, size_t *ret_n)
{
	sqlite3_stmt *stmt = NULL;
	size_t n = 0;
	enum status st = db_query(store, SQL_CLAIM_OPEN,
		VALUES(value_int(after_row), value_int((int64_t)room)), &stmt);

	if (st == ST_OK)
		st = db_step(store, stmt);
	while (st == ST_OK) {
		st = read_state(stmt, &ret_claims[n]);
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

/* Who tells of a claim may know its number alone. */
static enum status
journal_state(struct store *store, const char *number, struct journal_entry entry)
{
	char visit[UUID_TEXT];
	sqlite3_stmt *stmt = NULL;
	enum status st =
		db_query(store, SQL_CLAIM_NUMBER_VISIT, VALUES(value_text(number)), &stmt);

	if (st == ST_OK)
		st = db_step(store, stmt);
	if (st == ST_OK)
		st = column_text(stmt, 0, visit, sizeof(visit));
	db_done(stmt);
	entry.visit = visit;
	return st == ST_OK ? journal_append(store, &entry) : st;
}

enum status
store_claim_state(struct store *store, const char *number, const char *status,
	const char *promised, const struct journal_entry *entry)
{
	static const struct claim_got claim;
	const struct fitting texts[] = {
		{ status, sizeof(claim.status) },
		{ promised, sizeof(claim.promised) },
	};
	enum status st = check_fit(texts, ARRAY_LEN(texts));

	if (st == ST_OK)
		st = db_begin(store);
	if (st != ST_OK)
		return st;
	st = db_run_one(store, SQL_CLAIM_STATE,
		VALUES(value_text(number), value_text(status), value_text(promised)));
	if (st == ST_OK)
		st = journal_state(store, number, *entry);
	return db_end(store, st);
}
