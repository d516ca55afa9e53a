/* SPDX-License-Identifier: Apache-2.0 */
/* Walking the chain of the journal. */
#include "store/journal_inside.h"

#include <string.h>

/* *good turns false where the column holds no text, or more than its reader sees. */
static const char *
column_string(sqlite3_stmt *stmt, int column, bool *good)
{
	const char *text = (const char *)sqlite3_column_text(stmt, column);

	if (text == NULL || sqlite3_column_type(stmt, column) != SQLITE_TEXT ||
		strlen(text) != (size_t)sqlite3_column_bytes(stmt, column))
		*good = false;
	return text != NULL ? text : "";
}

/* Whether the row follows the one before: seq by one, prev its hash, and its own hash true. */
static bool
link_holds(const struct store *store, sqlite3_stmt *stmt, int64_t seq, uint8_t head[SEAL_HASH])
{
	uint8_t stored[SEAL_HASH], hash[SEAL_HASH];
	bool good = sqlite3_column_int64(stmt, 0) == seq;
	struct link link = {
		.seq = seq,
		.at_ms = sqlite3_column_int64(stmt, 1),
		.visit = column_fixed(stmt, 2, VISIT_BYTES, &good),
		.actor = column_string(stmt, 3, &good),
		.event = column_string(stmt, 4, &good),
		.outcome = column_string(stmt, 5, &good),
		.subject = column_fixed(stmt, 6, SUBJECT_BYTES, &good),
		.detail = column_string(stmt, 7, &good),
		.service = sqlite3_column_type(stmt, 8) == SQLITE_NULL
				   ? NULL
				   : column_string(stmt, 8, &good),
	};

	if (!good || column_bytes(stmt, 9, link.prev, SEAL_HASH) != ST_OK ||
		column_bytes(stmt, 10, stored, SEAL_HASH) != ST_OK ||
		memcmp(link.prev, head, SEAL_HASH) != 0)
		return false;
	link_hash(store, &link, hash);
	memcpy(head, hash, SEAL_HASH);
	return sodium_memcmp(hash, stored, SEAL_HASH) == 0;
}

enum status
store_journal_verify(struct store *store, int64_t *ret_rows, int64_t *ret_seq)
{
	uint8_t head[SEAL_HASH] = { 0 };
	sqlite3_stmt *stmt = NULL;
	int64_t rows = 0;
	enum status st = db_query(store, SQL_JOURNAL_ALL, NULL, 0, &stmt);

	if (st == ST_OK)
		st = db_step(store, stmt);
	while (st == ST_OK) {
		if (!link_holds(store, stmt, rows + 1, head)) {
			*ret_seq = sqlite3_column_int64(stmt, 0);
			st = ST_TAMPERED;
			break;
		}
		rows++;
		st = db_step(store, stmt);
	}
	db_done(stmt);
	if (st != ST_NOT_FOUND)
		return st;
	*ret_rows = rows;
	return ST_OK;
}
