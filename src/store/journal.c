/* SPDX-License-Identifier: Apache-2.0 */
/* The journal: its catalogue, its chain of hashes, adding and reading. */
#include "store/journal.h"

#include "base/str.h"
#include "store/db.h"

#include <string.h>

enum { VISIT_BYTES = 16, SUBJECT_BYTES = 16 };

static const struct {
	const char *code, *says, *detail;
} events[] = {
#define EVENT_ROW(name, code, says, detail) [name] = { code, says, detail },
	EVENT_LIST(EVENT_ROW)
#undef EVENT_ROW
};

const char *
event_code(enum event event)
{
	return events[event].code;
}

const char *
event_says(enum event event)
{
	return events[event].says;
}

const char *
event_detail(enum event event)
{
	return events[event].detail;
}

/* --- the chain --------------------------------------------------------------------------------------------------- */

/* A row as the hash sees it and as the columns hold it. */
struct link {
	int64_t seq, at_ms;
	const uint8_t *visit;   /* VISIT_BYTES; NULL none; borrowed, as all here */
	const uint8_t *subject; /* SUBJECT_BYTES; NULL none */
	const char *actor, *event, *outcome, *detail;
	uint8_t prev[SEAL_HASH];
};

static void
hash_number(crypto_generichash_state *hash, int64_t number)
{
	uint8_t bytes[8];

	for (int i = 0; i < 8; i++)
		bytes[i] = (uint8_t)((uint64_t)number >> (8 * i));
	crypto_generichash_update(hash, bytes, sizeof(bytes));
}

/* Each value behind its length: no two different rows give the same bytes. */
static void
hash_bytes(crypto_generichash_state *hash, const void *bytes, size_t n)
{
	hash_number(hash, bytes == NULL ? -1 : (int64_t)n);
	if (bytes != NULL)
		crypto_generichash_update(hash, bytes, n);
}

static void
hash_link(const struct store *store, const struct link *link, uint8_t ret_hash[SEAL_HASH])
{
	const char *const texts[] = { link->actor, link->event, link->outcome, link->detail };
	crypto_generichash_state hash = *store->chain;

	crypto_generichash_update(&hash, link->prev, SEAL_HASH);
	hash_number(&hash, link->seq);
	hash_number(&hash, link->at_ms);
	hash_bytes(&hash, link->visit, VISIT_BYTES);
	hash_bytes(&hash, link->subject, SUBJECT_BYTES);
	for (size_t i = 0; i < ARRAY_LEN(texts); i++)
		hash_bytes(&hash, texts[i], strlen(texts[i]));
	crypto_generichash_final(&hash, ret_hash, SEAL_HASH);
	wipe(&hash, sizeof(hash));
}

/* --- adding ------------------------------------------------------------------------------------------------------ */

static const char *
text_or_empty(const char *text)
{
	return text != NULL ? text : "";
}

/* The sequence and hash of the newest row; 0 and zeros before the first. */
static enum status
read_head(struct store *store, int64_t *ret_seq, uint8_t ret_hash[SEAL_HASH])
{
	sqlite3_stmt *stmt = NULL;
	enum status st = db_query(store, SQL_JOURNAL_HEAD, NULL, 0, &stmt);

	if (st == ST_OK)
		st = db_step(store, stmt);
	if (st == ST_OK) {
		*ret_seq = sqlite3_column_int64(stmt, 0);
		st = column_bytes(stmt, 1, ret_hash, SEAL_HASH);
	} else if (st == ST_NOT_FOUND) {
		*ret_seq = 0;
		memset(ret_hash, 0, SEAL_HASH);
		st = ST_OK;
	}
	db_done(stmt);
	return st;
}

static struct value
value_or_null(const uint8_t *bytes, size_t n)
{
	return bytes != NULL ? value_blob(bytes, n) : value_text(NULL);
}

static enum status
add_link(struct store *store, const struct link *link)
{
	uint8_t hash[SEAL_HASH];

	hash_link(store, link, hash);
	return db_run(store, SQL_JOURNAL_ADD,
		VALUES(value_int(link->seq), value_int(link->at_ms),
			value_or_null(link->visit, VISIT_BYTES), value_text(link->actor),
			value_text(link->event), value_text(link->outcome),
			value_or_null(link->subject, SUBJECT_BYTES), value_text(link->detail),
			value_blob(link->prev, SEAL_HASH), value_blob(hash, SEAL_HASH)));
}

static enum status
check_link(const struct link *link)
{
	static const struct journal_row row;
	const struct fitting texts[] = {
		{ link->actor, sizeof(row.actor) },
		{ link->outcome, sizeof(row.outcome) },
		{ link->detail, sizeof(row.detail) },
	};

	return check_fit(texts, ARRAY_LEN(texts));
}

enum status
journal_append(struct store *store, const struct journal_entry *entry)
{
	uint8_t visit[VISIT_BYTES], subject[SEAL_HASH];
	struct link link = { .seq = 0 };
	int64_t head = 0;
	enum status st = ST_OK;

	if (entry == NULL)
		return ST_OK;
	link.at_ms = entry->at_ms;
	link.actor = text_or_empty(entry->actor);
	link.event = event_code(entry->event);
	link.outcome = text_or_empty(entry->outcome);
	link.detail = text_or_empty(entry->detail);
	if (text_or_empty(entry->visit)[0] != '\0') {
		st = uuid_bytes(entry->visit, visit);
		link.visit = visit;
	}
	if (value_person(store, entry->subject, subject).type != VALUE_NULL)
		link.subject = subject;
	if (st == ST_OK)
		st = check_link(&link);
	if (st == ST_OK)
		st = read_head(store, &head, link.prev);
	link.seq = head + 1;
	return st == ST_OK ? add_link(store, &link) : st;
}

enum status
store_journal_add(struct store *store, const struct journal_entry *entry)
{
	enum status st = db_begin(store);

	if (st != ST_OK)
		return st;
	st = journal_append(store, entry);
	return db_end(store, st);
}

/* --- verifying --------------------------------------------------------------------------------------------------- */

/* NULL for NULL; *good turns false where the column has another length. */
static const uint8_t *
column_fixed(sqlite3_stmt *stmt, int column, size_t n, bool *good)
{
	const uint8_t *bytes = sqlite3_column_blob(stmt, column);

	if (sqlite3_column_type(stmt, column) == SQLITE_NULL)
		return NULL;
	if (sqlite3_column_bytes(stmt, column) != (int)n)
		*good = false;
	return *good ? bytes : NULL;
}

/* *good turns false where the column holds no text, or more than its reader sees. */
static const char *
column_string(sqlite3_stmt *stmt, int column, bool *good)
{
	const char *text = (const char *)sqlite3_column_text(stmt, column);

	if (text == NULL || sqlite3_column_type(stmt, column) != SQLITE_TEXT ||
		strlen(text) != (size_t)sqlite3_column_bytes(stmt, column))
		*good = false;
	return text_or_empty(text);
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
	};

	if (!good || column_bytes(stmt, 8, link.prev, SEAL_HASH) != ST_OK ||
		column_bytes(stmt, 9, stored, SEAL_HASH) != ST_OK ||
		memcmp(link.prev, head, SEAL_HASH) != 0)
		return false;
	hash_link(store, &link, hash);
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

/* --- reading ------------------------------------------------------------------------------------------------------- */

static enum status
read_row(sqlite3_stmt *stmt, struct journal_row *row)
{
	bool good = true;
	const uint8_t *visit = column_fixed(stmt, 2, VISIT_BYTES, &good);
	const uint8_t *subject = column_fixed(stmt, 6, SUBJECT_BYTES, &good);
	enum status st = good ? ST_OK : ST_CORRUPT;

	*row = (struct journal_row){
		.seq = sqlite3_column_int64(stmt, 0),
		.at_ms = sqlite3_column_int64(stmt, 1),
	};
	if (visit != NULL)
		uuid_text(visit, row->visit);
	if (subject != NULL)
		memcpy(row->subject, subject, SUBJECT_BYTES);
	if (st == ST_OK)
		st = column_text(stmt, 3, row->actor, sizeof(row->actor));
	if (st == ST_OK)
		st = column_text(stmt, 4, row->event, sizeof(row->event));
	if (st == ST_OK)
		st = column_text(stmt, 5, row->outcome, sizeof(row->outcome));
	if (st == ST_OK)
		st = column_text(stmt, 7, row->detail, sizeof(row->detail));
	return st;
}

enum status
store_journal_read(struct store *store, int64_t before_seq, int limit,
	void (*row)(void *ctx, const struct journal_row *row), void *ctx)
{
	int64_t before = before_seq > 0 ? before_seq : INT64_MAX;
	struct journal_row found;
	sqlite3_stmt *stmt = NULL;
	enum status st = db_query(
		store, SQL_JOURNAL_BEFORE, VALUES(value_int(before), value_int(limit)), &stmt);

	if (st == ST_OK)
		st = db_step(store, stmt);
	while (st == ST_OK) {
		st = read_row(stmt, &found);
		if (st != ST_OK)
			break;
		row(ctx, &found);
		st = db_step(store, stmt);
	}
	db_done(stmt);
	return st == ST_NOT_FOUND ? ST_OK : st;
}

enum status
store_journal_last(struct store *store, enum event event, struct journal_row *ret_row)
{
	struct journal_row row;
	sqlite3_stmt *stmt = NULL;
	enum status st = db_query(
		store, SQL_JOURNAL_LAST, VALUES(value_text(event_code(event))), &stmt);

	if (st == ST_OK)
		st = db_step(store, stmt);
	if (st == ST_OK)
		st = read_row(stmt, &row);
	db_done(stmt);
	if (st == ST_OK)
		*ret_row = row;
	return st;
}

enum status
store_journal_latest(struct store *store, int64_t *ret_ms)
{
	sqlite3_stmt *stmt = NULL;
	enum status st = db_query(store, SQL_JOURNAL_LATEST, NULL, 0, &stmt);

	if (st == ST_OK)
		st = db_step(store, stmt);
	if (st == ST_OK)
		*ret_ms = sqlite3_column_int64(stmt, 0);
	db_done(stmt);
	return st;
}
