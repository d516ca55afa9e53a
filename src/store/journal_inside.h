/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A row of the journal as the chain sees it, shared by the files src/store/journal*.c alone: journal.c adds and reads,
 * journal_search.c finds, journal_proof.c proves.
 */
#ifndef STORE_JOURNAL_INSIDE_H
#define STORE_JOURNAL_INSIDE_H

#include "store/db.h"

enum { VISIT_BYTES = 16, SUBJECT_BYTES = 16, LINK_ROOM = 1024 };

/** What a row says, in the order it is hashed in. */
enum link_part {
	LINK_VISIT,   /* VISIT_BYTES, or nothing */
	LINK_SUBJECT, /* SUBJECT_BYTES, or nothing */
	LINK_ACTOR,
	LINK_EVENT,
	LINK_OUTCOME,
	LINK_DETAIL,
	LINK_SERVICE, /* or nothing */
	LINK_PARTS
};

/** A row as the hash sees it and as the columns hold it; what the parts point to is borrowed. */
struct link {
	int64_t seq, at_ms;
	struct value part[LINK_PARTS];
	uint8_t prev[SEAL_HASH];
};

/** What is hashed of a row, as assets/events.md says; 0: more than any row has. */
size_t link_bytes(const struct link *link, uint8_t ret_bytes[LINK_ROOM]);
void link_hash(
	const struct store *store, const uint8_t *bytes, size_t n, uint8_t ret_hash[SEAL_HASH]);

/** The sequence and hash of the newest row; 0 and zeros before the first. */
enum status journal_newest(struct store *store, int64_t *ret_seq, uint8_t ret_hash[SEAL_HASH]);

/** The row a statement stands at, which began as JOURNAL_ROW or with JOURNAL_LINK (store/sql.h). What has no place is
 *  clipped or left out: whether a row is true is another question. */
void journal_row_read(sqlite3_stmt *stmt, struct journal_row *row);

/** NULL for NULL; *good turns false where the column has another length. */
const uint8_t *column_fixed(sqlite3_stmt *stmt, int column, size_t n, bool *good);

#endif
