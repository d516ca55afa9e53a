/* SPDX-License-Identifier: Apache-2.0 */
/* Drafts: the sealed answers of the visit in progress. */
#include "store/db.h"

#include <string.h>

static enum status
put_draft(struct store *store, const char *visit, const char *nik, const struct buf *sealed,
	int64_t now_ms)
{
	uint8_t hash[SEAL_HASH];

	return db_run(store, SQL_DRAFT_SAVE,
		VALUES(value_text(visit), value_person(store, nik, hash), value_int(now_ms),
			value_buf(sealed)));
}

enum status
store_draft_save(struct store *store, const char *visit, const char *nik, const void *blob,
	size_t n, const struct journal_entry *entry, int64_t now_ms)
{
	struct buf sealed;
	enum status st;

	if (strlen(visit) >= UUID_TEXT)
		return ST_TOO_LONG;
	buf_init(&sealed, SEALED_MAX);
	st = seal_box(store->seal, SEAL_DRAFT, visit, blob, n, &sealed);
	if (st == ST_OK)
		st = db_begin(store);
	if (st == ST_OK) {
		st = put_draft(store, visit, nik, &sealed, now_ms);
		if (st == ST_OK)
			st = journal_append(store, entry);
		st = db_end(store, st);
	}
	buf_free(&sealed);
	return st;
}

static enum status
read_draft(const struct store *store, sqlite3_stmt *stmt, struct draft *draft)
{
	enum status st = column_text(stmt, 0, draft->visit, sizeof(draft->visit));

	draft->saved_ms = sqlite3_column_int64(stmt, 1);
	if (st == ST_OK)
		st = column_sealed(store, stmt, 2, SEAL_DRAFT, draft->visit, &draft->blob);
	return st;
}

enum status
store_draft_find(struct store *store, const char *nik, const char *but_visit, int64_t now_ms,
	int64_t max_age_ms, struct draft *ret_draft)
{
	uint8_t hash[SEAL_HASH];
	struct draft draft = { .saved_ms = 0 };
	sqlite3_stmt *stmt = NULL;
	enum status st;

	buf_init(&draft.blob, SEALED_MAX);
	st = db_query(store, SQL_DRAFT_FIND,
		VALUES(value_person(store, nik, hash), value_int(now_ms - max_age_ms),
			value_int(now_ms + max_age_ms), value_text(but_visit)),
		&stmt);
	if (st == ST_OK)
		st = db_step(store, stmt);
	if (st == ST_OK)
		st = read_draft(store, stmt, &draft);
	db_done(stmt);
	if (st == ST_OK)
		*ret_draft = draft;
	else
		buf_free(&draft.blob);
	return st;
}

enum status
store_draft_drop(struct store *store, const char *visit)
{
	return db_run(store, SQL_DRAFT_DROP, VALUES(value_text(visit)));
}

enum status
store_draft_sweep(struct store *store, int64_t now_ms, int64_t max_age_ms)
{
	return db_run(store, SQL_DRAFT_SWEEP,
		VALUES(value_int(now_ms - max_age_ms), value_int(now_ms + max_age_ms)));
}
