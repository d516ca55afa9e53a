/* SPDX-License-Identifier: Apache-2.0 */
/* Walking the chain of the journal, and holding the signed heads against it. */
#include "store/journal_proof.h"

#include "base/str.h"
#include "base/worker.h"
#include "store/journal_archive.h"
#include "store/journal_inside.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>

enum {
	BATCHES = 8,
	WAITING = 4, /* at most, for the other thread */
	BATCH_ROWS = 256,
	BATCH_BYTES = BATCH_ROWS * 256 + LINK_ROOM,
	BATCH_MS = 60000, /* to hash one, on a machine that has stopped */
};

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

/* Where a part stands and what it is there; n: its bytes, 0 any. */
static const struct {
	int column, type;
	int n;
	bool or_nothing;
} places[LINK_PARTS] = {
	[LINK_VISIT] = { 2, SQLITE_BLOB, VISIT_BYTES, true },
	[LINK_SUBJECT] = { 6, SQLITE_BLOB, SUBJECT_BYTES, true },
	[LINK_ACTOR] = { 3, SQLITE_TEXT, 0, false },
	[LINK_EVENT] = { 4, SQLITE_TEXT, 0, false },
	[LINK_OUTCOME] = { 5, SQLITE_TEXT, 0, false },
	[LINK_DETAIL] = { 7, SQLITE_TEXT, 0, false },
	[LINK_SERVICE] = { 8, SQLITE_TEXT, 0, true },
};

/* As its bytes lie in the page: asked for as a text SQLite would copy it. The value itself is asked, which is free where
 * the connection has no mutex. *good turns false where no row holds such. */
static struct value
read_part(sqlite3_stmt *stmt, enum link_part part, bool *good)
{
	sqlite3_value *value = sqlite3_column_value(stmt, places[part].column);
	int type = sqlite3_value_type(value);
	const void *bytes;
	int n;

	if (type == SQLITE_NULL) {
		*good = *good && places[part].or_nothing;
		return value_text(NULL);
	}
	bytes = sqlite3_value_blob(value);
	n = sqlite3_value_bytes(value);
	if (type != places[part].type || (places[part].n != 0 && n != places[part].n))
		*good = false;
	return (struct value){
		.type = VALUE_BLOB, .bytes = bytes ? bytes : "", .n = (size_t)n
	};
}

/* Where the walk is: the row that comes next, and what it must follow. */
struct walk {
	struct store *store; /* whose chain it is */
	struct journal_proof *proof;
	int64_t next;
	uint8_t hash[SEAL_HASH]; /* of the row before */
	bool found;              /* the first row that does not hold */
	struct journal_finding first;
};

enum row_state { ROW_HOLDS, ROW_FORM, ROW_GAP, ROW_UNLINKED };

static void
read_link(sqlite3_stmt *stmt, struct link *link, uint8_t ret_hash[SEAL_HASH], bool *good)
{
	link->seq = sqlite3_column_int64(stmt, 0);
	link->at_ms = sqlite3_column_int64(stmt, 1);
	for (int i = 0; i < LINK_PARTS; i++)
		link->part[i] = read_part(stmt, (enum link_part)i, good);
	if (column_bytes(stmt, 9, link->prev, SEAL_HASH) != ST_OK ||
		column_bytes(stmt, 10, ret_hash, SEAL_HASH) != ST_OK)
		*good = false;
}

/* Whether it follows the one before, by its number and by that one's hash. */
static enum row_state
follow(struct walk *walk, const struct link *link, const uint8_t hash[SEAL_HASH], bool good)
{
	bool in_order = link->seq == walk->next;
	bool linked = memcmp(link->prev, walk->hash, SEAL_HASH) == 0;

	walk->next = link->seq + 1;
	memcpy(walk->hash, hash, SEAL_HASH);
	if (!good)
		return ROW_FORM;
	if (!in_order)
		return ROW_GAP;
	return linked ? ROW_HOLDS : ROW_UNLINKED;
}

/* --- many rows ---------------------------------------------------------------------------------------------------------- */

/* A row that was read, whose own hash is still to be looked at. */
struct item {
	int64_t seq, at_ms;
	uint32_t from, n; /* in bytes */
	enum row_state state;
	uint8_t hash[SEAL_HASH]; /* as it stands in the row */
	bool true_hash;
};

/* Rows that are hashed on one thread while the next ones are read on the other. */
struct batch {
	struct job job; /* first */
	const struct store *store;
	bool under_way;
	int n;
	size_t used;
	struct item item[BATCH_ROWS];
	uint8_t bytes[BATCH_BYTES];
};

struct reel {
	struct worker *worker; /* owned; NULL: all on one thread */
	struct batch *batch;   /* owned; BATCHES of them, used in turn */
	int at;                /* being filled */
};

static void
hash_batch(struct job *job)
{
	struct batch *batch = (struct batch *)job;
	uint8_t hash[SEAL_HASH];

	for (int i = 0; i < batch->n; i++) {
		struct item *item = &batch->item[i];

		link_hash(batch->store, batch->bytes + item->from, item->n, hash);
		item->true_hash = memcmp(hash, item->hash, SEAL_HASH) == 0;
	}
}

static void
batch_done(struct job *job)
{
	((struct batch *)job)->under_way = false;
}

static void
judge(struct walk *walk, const struct item *item)
{
	static const enum journal_fault faults[] = {
		[ROW_FORM] = FAULT_FORM,
		[ROW_GAP] = FAULT_MISSING,
		[ROW_UNLINKED] = FAULT_UNLINKED,
	};

	if (item->state == ROW_HOLDS && item->true_hash)
		return;
	walk->proof->broken++;
	if (walk->found)
		return;
	walk->found = true;
	walk->first = (struct journal_finding){ .seq = item->seq,
		.at_ms = item->at_ms,
		.fault = item->state != ROW_FORM && !item->true_hash ? FAULT_EDITED
								     : faults[item->state] };
}

/* Waits until a batch is hashed, and judges its rows. Batches are settled in the order they were filled in. */
static enum status
settle(struct walk *walk, struct reel *reel, struct batch *batch)
{
	struct pollfd done = { .fd = reel->worker ? worker_fd(reel->worker) : -1,
		.events = POLLIN };

	while (batch->under_way) {
		if (poll(&done, 1, BATCH_MS) <= 0 && errno != EINTR)
			return ST_TIMEOUT;
		worker_collect(reel->worker);
	}
	for (int i = 0; i < batch->n; i++)
		judge(walk, &batch->item[i]);
	batch->n = 0;
	batch->used = 0;
	return ST_OK;
}

/* To the other thread, or, where that has enough to do, here. */
static enum status
pass_on(struct walk *walk, struct reel *reel)
{
	struct batch *batch = &reel->batch[reel->at];

	batch->job = (struct job){ .run = hash_batch, .done = batch_done };
	batch->store = walk->store;
	if (reel->worker)
		worker_collect(reel->worker);
	if (reel->worker && worker_pending(reel->worker) < WAITING) {
		batch->under_way = true;
		worker_post(reel->worker, &batch->job);
	} else {
		hash_batch(&batch->job);
	}
	reel->at = (reel->at + 1) % BATCHES;
	return settle(walk, reel, &reel->batch[reel->at]);
}

static enum status
finish(struct walk *walk, struct reel *reel)
{
	enum status st = pass_on(walk, reel);

	for (int i = 0; st == ST_OK && i < BATCHES; i++) {
		reel->at = (reel->at + 1) % BATCHES;
		st = settle(walk, reel, &reel->batch[reel->at]);
	}
	return st;
}

static enum status
reel_init(struct reel *reel)
{
	*reel = (struct reel){ .batch = calloc(BATCHES, sizeof(*reel->batch)) };
	if (reel->batch == NULL)
		return ST_NO_MEMORY;
	if (worker_new("proof", &reel->worker) != ST_OK)
		reel->worker = NULL; /* slower, not worse */
	return ST_OK;
}

/* The thread first: it may have a batch. */
static void
reel_free(struct reel *reel)
{
	if (reel->worker)
		worker_free(reel->worker);
	free(reel->batch);
}

static enum status
take_row(struct walk *walk, struct reel *reel, sqlite3_stmt *stmt)
{
	struct batch *batch = &reel->batch[reel->at];
	struct item *item = &batch->item[batch->n];
	struct link link;
	bool good = true;
	size_t n;

	read_link(stmt, &link, item->hash, &good);
	n = link_bytes(&link, batch->bytes + batch->used);
	item->seq = link.seq;
	item->at_ms = link.at_ms;
	item->state = follow(walk, &link, item->hash, good && n > 0);
	item->from = (uint32_t)batch->used;
	item->n = (uint32_t)n;
	batch->used += n;
	batch->n++;
	walk->proof->rows++;
	walk->proof->last = link.seq;
	return batch->n == BATCH_ROWS || batch->used + LINK_ROOM > BATCH_BYTES
		       ? pass_on(walk, reel)
		       : ST_OK;
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
hold_heads(struct walk *walk, struct heads *heads, int64_t at_ms)
{
	struct journal_proof *proof = walk->proof;
	int64_t seq = proof->last;

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
hold_rest(struct walk *walk, struct heads *heads)
{
	for (; heads->at < heads->n; heads->at++)
		if (is_ours(walk->proof, walk->store, &heads->head[heads->at]))
			note_head(walk->proof, FAULT_CUT, heads->head[heads->at].seq, 0);
}

/* --- walking ------------------------------------------------------------------------------------------------------------ */

/* Every row of rows_of behind `after`. heads NULL: none are held against it. */
static enum status
walk_rows(struct store *rows_of, int64_t after, struct walk *walk, struct reel *reel,
	struct heads *heads)
{
	sqlite3_stmt *stmt = NULL;
	enum status st = db_query(rows_of, SQL_JOURNAL_ALL, VALUES(value_int(after)), &stmt);

	if (st == ST_OK)
		st = db_step(rows_of, stmt);
	while (st == ST_OK) {
		st = take_row(walk, reel, stmt);
		if (heads && heads->at < heads->n &&
			heads->head[heads->at].seq <= walk->proof->last)
			hold_heads(walk, heads, sqlite3_column_int64(stmt, 1));
		if (st == ST_OK)
			st = db_step(rows_of, stmt);
	}
	db_done(stmt);
	return st == ST_NOT_FOUND ? ST_OK : st;
}

/* The first row that does not hold stands before everything else. */
static void
put_first(struct walk *walk)
{
	struct journal_proof *proof = walk->proof;

	if (!walk->found)
		return;
	if (proof->n == PROOF_FINDINGS)
		proof->n--;
	memmove(proof->finding + 1, proof->finding,
		(size_t)proof->n * sizeof(proof->finding[0]));
	proof->finding[0] = walk->first;
	proof->n++;
}

/* Where an archive cannot be walked its heads cannot be held against it, either. */
static void
pass_archive(struct walk *walk, struct heads *heads, const struct journal_archive *archive,
	enum status why)
{
	note(walk->proof, why == ST_NOT_FOUND ? FAULT_NO_ARCHIVE : FAULT_BAD_ARCHIVE,
		archive->first, 0, archive->file);
	while (heads->at < heads->n && heads->head[heads->at].seq <= archive->last)
		heads->at++;
}

/* Row by row, and whatever came of it: the chain goes on behind its last row. */
static enum status
walk_archive(struct walk *walk, struct reel *reel, struct heads *heads,
	const struct journal_archive *archive)
{
	struct store *opened = NULL;
	enum status st = journal_archive_open(walk->store, archive->file, &opened);

	if (st == ST_OK)
		st = walk_rows(opened, INT64_MIN, walk, reel, heads);
	store_close(opened);
	if (st == ST_NO_MEMORY || st == ST_TIMEOUT)
		return st;
	if (st != ST_OK)
		pass_archive(walk, heads, archive, st);
	walk->proof->archives++;
	walk->next = archive->last + 1;
	memcpy(walk->hash, archive->hash, SEAL_HASH);
	return ST_OK;
}

/* heads NULL: without them and their files, from where the last archive ends. *ret_after: its last row. */
static enum status
walk_archives(struct store *store, struct walk *walk, struct reel *reel, struct heads *heads,
	int64_t *ret_after)
{
	struct journal_archive archive;
	int64_t after = 0;
	enum status st;

	while ((st = journal_archive_next(store, after, &archive)) == ST_OK) {
		after = archive.first;
		*ret_after = archive.last;
		if (heads) {
			st = walk_archive(walk, reel, heads, &archive);
			if (st != ST_OK)
				return st;
			continue;
		}
		walk->next = archive.last + 1;
		memcpy(walk->hash, archive.hash, SEAL_HASH);
	}
	return st == ST_NOT_FOUND ? ST_OK : st;
}

static enum status
prove(struct store *store, struct heads *heads, struct journal_proof *proof)
{
	struct walk walk = { .store = store, .proof = proof, .next = 1 };
	struct reel reel = { .at = 0 };
	int64_t after = INT64_MIN;
	enum status st = reel_init(&reel);

	if (st == ST_OK)
		st = walk_archives(store, &walk, &reel, heads, &after);
	if (st == ST_OK)
		st = walk_rows(store, after, &walk, &reel, heads);
	if (st == ST_OK)
		st = finish(&walk, &reel);
	if (st == ST_OK && heads)
		hold_rest(&walk, heads);
	if (st == ST_OK)
		put_first(&walk);
	reel_free(&reel);
	return st;
}

enum status
journal_prove(struct store *store, const struct journal_head *also, size_t n,
	struct journal_proof *ret_proof)
{
	struct journal_proof proof = { .rows = 0 };
	struct heads heads = { .n = 0 };
	enum status st = gather_heads(store, also, n, &heads);

	if (st == ST_OK)
		st = prove(store, &heads, &proof);
	free(heads.head);
	if (st == ST_OK)
		*ret_proof = proof;
	return st;
}

enum status
store_journal_verify(struct store *store, int64_t *ret_rows, int64_t *ret_seq)
{
	struct journal_proof proof = { .rows = 0 };
	enum status st = prove(store, NULL, &proof);

	if (st != ST_OK)
		return st;
	if (proof.broken > 0) {
		*ret_seq = proof.finding[0].seq;
		return ST_TAMPERED;
	}
	*ret_rows = proof.rows;
	return ST_OK;
}
