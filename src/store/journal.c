/* SPDX-License-Identifier: Apache-2.0 */
/* The journal: its catalogue, its chain of hashes, adding and reading. */
#include "store/journal_inside.h"

#include "base/str.h"

#include <endian.h>
#include <string.h>

static const struct {
	const char *code, *says, *detail, *words;
} events[] = {
#define EVENT_ROW(name, code, says, detail, words) [name] = { code, says, detail, words },
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

const char *
event_words(const char *code)
{
	for (size_t i = 0; i < ARRAY_LEN(events); i++)
		if (strcmp(events[i].code, code) == 0)
			return events[i].words;
	return NULL;
}

/* --- the chain --------------------------------------------------------------------------------------------------- */

/* The bytes of a row on their way into the hash. */
struct feed {
	uint8_t *at, *end;
	bool full;
};

static void
feed_bytes(struct feed *feed, const void *bytes, size_t n)
{
	if (n > (size_t)(feed->end - feed->at)) {
		feed->full = true;
		return;
	}
	memcpy(feed->at, bytes, n);
	feed->at += n;
}

static void
feed_number(struct feed *feed, int64_t number)
{
	const uint64_t little = htole64((uint64_t)number);

	feed_bytes(feed, &little, sizeof(little));
}

/* Each value behind its length: no two different rows give the same bytes. */
static void
feed_value(struct feed *feed, const struct value *value)
{
	bool none = value->type == VALUE_NULL;

	feed_number(feed, none ? -1 : (int64_t)value->n);
	if (!none)
		feed_bytes(feed, value->bytes, value->n);
}

size_t
link_bytes(const struct link *link, uint8_t ret_bytes[LINK_ROOM])
{
	struct feed feed = { .at = ret_bytes, .end = ret_bytes + LINK_ROOM };

	feed_bytes(&feed, link->prev, SEAL_HASH);
	feed_number(&feed, link->seq);
	feed_number(&feed, link->at_ms);
	for (int i = 0; i < LINK_SERVICE; i++)
		feed_value(&feed, &link->part[i]);
	if (link->part[LINK_SERVICE].type !=
		VALUE_NULL) /* rows of before there were services have none */
		feed_value(&feed, &link->part[LINK_SERVICE]);
	return feed.full ? 0 : (size_t)(feed.at - ret_bytes);
}

/* The keyed state is copied, and the key not set up again. */
void
link_hash(
	const struct store *store, const uint8_t *bytes, size_t n, uint8_t ret_hash[SEAL_HASH])
{
	crypto_generichash_state hash = *store->chain;

	crypto_generichash_update(&hash, bytes, n);
	crypto_generichash_final(&hash, ret_hash, SEAL_HASH);
	wipe(&hash, sizeof(hash));
}

/* --- adding ------------------------------------------------------------------------------------------------------ */

static const char *
text_or_empty(const char *text)
{
	return text != NULL ? text : "";
}

enum status
journal_newest(struct store *store, int64_t *ret_seq, uint8_t ret_hash[SEAL_HASH])
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

static enum status
add_link(struct store *store, const struct link *link)
{
	const struct value *part = link->part;
	uint8_t bytes[LINK_ROOM], hash[SEAL_HASH];
	size_t n = link_bytes(link, bytes);

	if (n == 0)
		return ST_TOO_LONG;
	link_hash(store, bytes, n, hash);
	return db_run(store, SQL_JOURNAL_ADD,
		VALUES(value_int(link->seq), value_int(link->at_ms), part[LINK_VISIT],
			part[LINK_ACTOR], part[LINK_EVENT], part[LINK_OUTCOME],
			part[LINK_SUBJECT], part[LINK_DETAIL], part[LINK_SERVICE],
			value_blob(link->prev, SEAL_HASH), value_blob(hash, SEAL_HASH)));
}

/* What the visit was last told to be about; "" nothing yet. */
static enum status
find_service(struct store *store, const uint8_t visit[VISIT_BYTES], char *ret_code, size_t room)
{
	sqlite3_stmt *stmt = NULL;
	enum status st = db_query(
		store, SQL_JOURNAL_SERVICE, VALUES(value_blob(visit, VISIT_BYTES)), &stmt);

	if (st == ST_OK)
		st = db_step(store, stmt);
	if (st == ST_OK)
		st = column_text(stmt, 0, ret_code, room);
	db_done(stmt);
	return st == ST_NOT_FOUND ? ST_OK : st;
}

/* What the parts of a link point into. */
struct person {
	uint8_t visit[VISIT_BYTES], subject[SEAL_HASH];
	char service[sizeof(((struct journal_row *)0)->service)];
};

static enum status
check_entry(const struct journal_entry *entry)
{
	static const struct journal_row row;
	const struct fitting texts[] = {
		{ entry->actor, sizeof(row.actor) },
		{ entry->outcome, sizeof(row.outcome) },
		{ entry->detail, sizeof(row.detail) },
		{ entry->service, sizeof(row.service) },
	};

	return check_fit(texts, ARRAY_LEN(texts));
}

/* Of whom and of which visit. What is not told of the service is that of the visit so far. */
static enum status
link_person(struct store *store, const struct journal_entry *entry, struct person *person,
	struct link *link)
{
	enum status st = ST_OK;

	link->part[LINK_SERVICE] = value_text(entry->service);
	link->part[LINK_SUBJECT] = value_person(store, entry->subject, person->subject);
	if (link->part[LINK_SUBJECT].type != VALUE_NULL)
		link->part[LINK_SUBJECT].n = SUBJECT_BYTES;
	if (text_or_empty(entry->visit)[0] == '\0')
		return ST_OK;
	st = uuid_bytes(entry->visit, person->visit);
	link->part[LINK_VISIT] = value_blob(person->visit, VISIT_BYTES);
	if (st != ST_OK || entry->service != NULL)
		return st;
	st = find_service(store, person->visit, person->service, sizeof(person->service));
	if (st == ST_OK && person->service[0] != '\0')
		link->part[LINK_SERVICE] = value_text(person->service);
	return st;
}

enum status
journal_append(struct store *store, const struct journal_entry *entry)
{
	struct person person = { .service = "" };
	struct link link = { .seq = 0 };
	int64_t head = 0;
	enum status st;

	if (entry == NULL)
		return ST_OK;
	link.at_ms = entry->at_ms;
	link.part[LINK_ACTOR] = value_text(text_or_empty(entry->actor));
	link.part[LINK_EVENT] = value_text(event_code(entry->event));
	link.part[LINK_OUTCOME] = value_text(text_or_empty(entry->outcome));
	link.part[LINK_DETAIL] = value_text(text_or_empty(entry->detail));
	st = check_entry(entry);
	if (st == ST_OK)
		st = link_person(store, entry, &person, &link);
	if (st == ST_OK)
		st = journal_newest(store, &head, link.prev);
	link.seq = head + 1;
	if (st == ST_OK)
		st = add_link(store, &link);
	return st == ST_OK ? review_add(store, link.seq, entry) : st;
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

/* --- reading ------------------------------------------------------------------------------------------------------- */

const uint8_t *
column_fixed(sqlite3_stmt *stmt, int column, size_t n, bool *good)
{
	const uint8_t *bytes = sqlite3_column_blob(stmt, column);

	if (sqlite3_column_type(stmt, column) == SQLITE_NULL)
		return NULL;
	if (sqlite3_column_bytes(stmt, column) != (int)n)
		*good = false;
	return *good ? bytes : NULL;
}

/* A newer version may have written what is longer than we know: it is shown as far as there is room. */
static void
read_text(sqlite3_stmt *stmt, int column, char *ret_text, size_t room)
{
	const char *text = (const char *)sqlite3_column_text(stmt, column);

	str_clip(ret_text, room, text_or_empty(text));
}

void
journal_row_read(sqlite3_stmt *stmt, struct journal_row *row)
{
	bool good = true;
	const uint8_t *visit = column_fixed(stmt, 2, VISIT_BYTES, &good);
	const uint8_t *subject = column_fixed(stmt, 6, SUBJECT_BYTES, &good);

	*row = (struct journal_row){
		.seq = sqlite3_column_int64(stmt, 0),
		.at_ms = sqlite3_column_int64(stmt, 1),
	};
	if (visit != NULL)
		uuid_text(visit, row->visit);
	if (subject != NULL)
		memcpy(row->subject, subject, SUBJECT_BYTES);
	read_text(stmt, 3, row->actor, sizeof(row->actor));
	read_text(stmt, 4, row->event, sizeof(row->event));
	read_text(stmt, 5, row->outcome, sizeof(row->outcome));
	read_text(stmt, 7, row->detail, sizeof(row->detail));
	read_text(stmt, 8, row->service, sizeof(row->service));
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
		journal_row_read(stmt, &found);
		row(ctx, &found);
		st = db_step(store, stmt);
	}
	db_done(stmt);
	return st == ST_NOT_FOUND ? ST_OK : st;
}

enum status
store_journal_newest(struct store *store, int64_t *ret_seq)
{
	uint8_t hash[SEAL_HASH];

	return journal_newest(store, ret_seq, hash);
}

enum status
store_journal_last(struct store *store, enum event event, struct journal_row *ret_row)
{
	struct journal_row row;
	sqlite3_stmt *stmt = NULL;
	enum status st =
		db_query(store, SQL_JOURNAL_LAST, VALUES(value_text(event_code(event))), &stmt);

	if (st == ST_OK)
		st = db_step(store, stmt);
	if (st == ST_OK)
		journal_row_read(stmt, &row);
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
