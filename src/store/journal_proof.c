/* SPDX-License-Identifier: Apache-2.0 */
/* Walking the chain of the journal, and holding the signed heads against it. */
#include "store/journal_proof.h"

#include "base/str.h"
#include "store/journal_inside.h"

#include <stdlib.h>
#include <string.h>

const char *
journal_fault_words(enum journal_fault fault)
{
	static const char *const words[] = {
#define FAULT_WORDS(name, text) [name] = (text),
		JOURNAL_FAULT_LIST(FAULT_WORDS)
#undef FAULT_WORDS
	};

	return words[fault];
}

/* --- one row ------------------------------------------------------------------------------------------------------------ */

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

/* Where the walk is: the row that comes next, and what it must follow. */
struct walk {
	const struct store *store; /* whose chain it is */
	int64_t next;
	uint8_t hash[SEAL_HASH]; /* of the row before */
};

/* true: the row follows the one before, by its number, by that one's hash, and by its own. */
static bool
link_holds(struct walk *walk, sqlite3_stmt *stmt, enum journal_fault *ret_fault)
{
	uint8_t stored[SEAL_HASH] = { 0 }, hash[SEAL_HASH];
	bool good = true, in_order, follows;
	struct link link = {
		.seq = sqlite3_column_int64(stmt, 0),
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

	if (column_bytes(stmt, 9, link.prev, SEAL_HASH) != ST_OK ||
		column_bytes(stmt, 10, stored, SEAL_HASH) != ST_OK)
		good = false;
	link_hash(walk->store, &link, hash);
	in_order = link.seq == walk->next;
	follows = memcmp(link.prev, walk->hash, SEAL_HASH) == 0;
	walk->next = link.seq + 1;
	memcpy(walk->hash, stored, SEAL_HASH);
	if (good && in_order && follows && memcmp(hash, stored, SEAL_HASH) == 0)
		return true;
	*ret_fault = !good                                  ? FAULT_FORM
		     : memcmp(hash, stored, SEAL_HASH) != 0 ? FAULT_EDITED
		     : !in_order                            ? FAULT_MISSING
							    : FAULT_UNLINKED;
	return false;
}

/* --- heads -------------------------------------------------------------------------------------------------------------- */

struct heads {
	struct journal_head *head; /* owned, by seq */
	size_t n, at;
};

static int
by_seq(const void *a, const void *b)
{
	const struct journal_head *x = a, *y = b;

	return (x->seq > y->seq) - (x->seq < y->seq);
}

static enum status
gather_heads(
	struct store *store, const struct journal_head *also, size_t n, struct heads *heads)
{
	struct journal_head *all = NULL, *more;
	size_t all_n = 0;
	enum status st = journal_heads_all(store, &all, &all_n);

	if (st != ST_OK)
		return st;
	more = reallocarray(all, all_n + n + 1, sizeof(*all));
	if (more == NULL) {
		free(all);
		return ST_NO_MEMORY;
	}
	if (n > 0)
		memcpy(more + all_n, also, n * sizeof(*also));
	qsort(more, all_n + n, sizeof(*more), by_seq);
	*heads = (struct heads){ .head = more, .n = all_n + n };
	return ST_OK;
}

static void
note(struct journal_proof *proof, enum journal_fault fault, int64_t seq, int64_t at_ms,
	const char *file)
{
	struct journal_finding *finding;

	if (proof->n == PROOF_FINDINGS)
		return;
	finding = &proof->finding[proof->n++];
	*finding = (struct journal_finding){ .fault = fault, .seq = seq, .at_ms = at_ms };
	str_clip(finding->file, sizeof(finding->file), file);
}

static void
note_head(struct journal_proof *proof, enum journal_fault fault, int64_t seq, int64_t at_ms)
{
	proof->bad_heads++;
	note(proof, fault, seq, at_ms, "");
}

/* A head that is not ours proves nothing, whether it fits or not. */
static bool
is_ours(struct journal_proof *proof, const struct store *store, const struct journal_head *head)
{
	proof->heads++;
	if (journal_head_is_ours(store, head))
		return true;
	note_head(proof, FAULT_SIGNATURE, head->seq, 0);
	return false;
}

/* The heads up to the row just walked. Those of rows that are missing before it name rows that are gone. */
static void
hold_heads(struct journal_proof *proof, const struct walk *walk, struct heads *heads,
	int64_t seq, int64_t at_ms)
{
	for (; heads->at < heads->n && heads->head[heads->at].seq <= seq; heads->at++) {
		const struct journal_head *head = &heads->head[heads->at];

		if (!is_ours(proof, walk->store, head))
			continue;
		if (head->seq < seq)
			note_head(proof, FAULT_CUT, head->seq, 0);
		else if (memcmp(head->hash, walk->hash, SEAL_HASH) != 0)
			note_head(proof, FAULT_ANOTHER, seq, at_ms);
		else
			proof->signed_to = seq;
	}
}

/* Behind the last row. */
static void
hold_rest(struct journal_proof *proof, const struct store *store, struct heads *heads)
{
	for (; heads->at < heads->n; heads->at++)
		if (is_ours(proof, store, &heads->head[heads->at]))
			note_head(proof, FAULT_CUT, heads->head[heads->at].seq, 0);
}

/* --- walking ------------------------------------------------------------------------------------------------------------ */

/* Every row of rows_of behind `after`. heads NULL: none are held against it. */
static enum status
walk_rows(struct store *rows_of, int64_t after, struct walk *walk, struct heads *heads,
	struct journal_proof *proof)
{
	sqlite3_stmt *stmt = NULL;
	enum journal_fault fault;
	enum status st = db_query(rows_of, SQL_JOURNAL_ALL, VALUES(value_int(after)), &stmt);

	if (st == ST_OK)
		st = db_step(rows_of, stmt);
	while (st == ST_OK) {
		int64_t seq = sqlite3_column_int64(stmt, 0);

		if (!link_holds(walk, stmt, &fault) && proof->broken++ == 0)
			note(proof, fault, seq, sqlite3_column_int64(stmt, 1), "");
		if (heads && heads->at < heads->n && heads->head[heads->at].seq <= seq)
			hold_heads(proof, walk, heads, seq, sqlite3_column_int64(stmt, 1));
		proof->rows++;
		proof->last = seq;
		st = db_step(rows_of, stmt);
	}
	db_done(stmt);
	return st == ST_NOT_FOUND ? ST_OK : st;
}

enum status
journal_prove(struct store *store, const struct journal_head *also, size_t n,
	struct journal_proof *ret_proof)
{
	struct journal_proof proof = { .rows = 0 };
	struct walk walk = { .store = store, .next = 1 };
	struct heads heads = { .n = 0 };
	enum status st = gather_heads(store, also, n, &heads);

	if (st == ST_OK)
		st = walk_rows(store, INT64_MIN, &walk, &heads, &proof);
	if (st == ST_OK)
		hold_rest(&proof, store, &heads);
	free(heads.head);
	if (st == ST_OK)
		*ret_proof = proof;
	return st;
}

enum status
store_journal_verify(struct store *store, int64_t *ret_rows, int64_t *ret_seq)
{
	struct journal_proof proof = { .rows = 0 };
	struct walk walk = { .store = store, .next = 1 };
	enum status st = walk_rows(store, INT64_MIN, &walk, NULL, &proof);

	if (st != ST_OK)
		return st;
	if (proof.broken > 0) {
		*ret_seq = proof.finding[0].seq;
		return ST_TAMPERED;
	}
	*ret_rows = proof.rows;
	return ST_OK;
}
