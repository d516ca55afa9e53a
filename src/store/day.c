/* SPDX-License-Identifier: Apache-2.0 */
/* Opening, counting and closing days. */
#include "store/day.h"

#include "base/str.h"
#include "store/outbox.h"

/* --- rows --------------------------------------------------------------------------------------------------------------- */

static enum status
read_row(sqlite3_stmt *stmt, struct day_row *row)
{
	const struct {
		char *text;
		size_t room;
		int column;
	} texts[] = {
		{ row->day, sizeof(row->day), 0 },
		{ row->opened_by, sizeof(row->opened_by), 2 },
		{ row->closed_by, sizeof(row->closed_by), 4 },
		{ row->head, sizeof(row->head), 5 },
	};
	enum status st = ST_OK;

	for (size_t i = 0; st == ST_OK && i < ARRAY_LEN(texts); i++)
		st = column_text(stmt, texts[i].column, texts[i].text, texts[i].room);
	row->opened_ms = sqlite3_column_int64(stmt, 1);
	row->closed_ms = sqlite3_column_int64(stmt, 3);
	return st;
}

static enum status
find(struct store *store, enum sql sql, const char *day, struct day_row *ret_row)
{
	struct day_row row = { .opened_ms = 0 };
	sqlite3_stmt *stmt = NULL;
	enum status st = db_query(store, sql, VALUES(value_text(day)), &stmt);

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
store_day_find(struct store *store, const char *day, struct day_row *ret_row)
{
	return find(store, SQL_DAY_ONE, day, ret_row);
}

enum status
store_day_left_open(struct store *store, const char *before, struct day_row *ret_row)
{
	return find(store, SQL_DAY_LEFT_OPEN, before, ret_row);
}

/* --- opening ------------------------------------------------------------------------------------------------------------ */

static enum status
note(struct store *store, enum event event, const char *day, const char *by, int64_t now_ms)
{
	const struct journal_entry entry = {
		.event = event, .at_ms = now_ms, .actor = by, .outcome = "ok", .detail = day
	};

	return journal_append(store, &entry);
}

enum status
store_day_open(struct store *store, const char *day, const char *by, int64_t now_ms)
{
	enum status st = db_begin(store);

	if (st != ST_OK)
		return st;
	st = db_run_one(store, SQL_DAY_OPEN,
		VALUES(value_text(day), value_int(now_ms), value_text(by)));
	if (st == ST_NOT_FOUND)
		st = ST_EXISTS;
	if (st == ST_OK)
		st = note(store, EVENT_DAY_OPEN, day, by, now_ms);
	return db_end(store, st);
}

/* --- closing ------------------------------------------------------------------------------------------------------------ */

static enum status
keep_head(struct store *store, const struct day_close *close, const struct journal_head *head)
{
	struct outbox_put put = { .key = NULL };
	uint8_t public_key[SEAL_PUBLIC];
	enum status st;

	seal_public(store->seal, public_key);
	st = close->request(close->ctx, head, public_key, &put);
	if (st == ST_OK) {
		const struct outbox_owner owner = { NULL, put.key, close->now_ms };

		st = outbox_add(store, &owner, &put);
	}
	return st;
}

static enum status
close_day(struct store *store, const struct day_close *close)
{
	struct journal_head head;
	char text[HEAD_TEXT];
	enum status st = note(store, EVENT_DAY_CLOSE, close->day, close->by, close->now_ms);

	if (st == ST_OK)
		st = journal_head_sign(store, &head);
	if (st != ST_OK)
		return st;
	journal_head_text(&head, text);
	st = db_run_one(store, SQL_DAY_CLOSE,
		VALUES(value_text(close->day), value_int(close->now_ms), value_text(close->by),
			value_text(text)));
	if (st == ST_NOT_FOUND)
		return ST_EXISTS;
	if (st == ST_OK)
		st = db_run(store, SQL_DAY_CLOSE_LEFT,
			VALUES(value_text(close->day), value_int(close->now_ms),
				value_text(close->by), value_text(text)));
	return st == ST_OK ? keep_head(store, close, &head) : st;
}

enum status
store_day_close(struct store *store, const struct day_close *close)
{
	enum status st = db_begin(store);

	if (st != ST_OK)
		return st;
	st = close_day(store, close);
	return db_end(store, st);
}

/* --- counting ----------------------------------------------------------------------------------------------------------- */

enum status
store_day_counts(
	struct store *store, int64_t from_ms, int64_t to_ms, struct day_counts *ret_counts)
{
	struct day_counts counts = { .visits = 0 };
	int *const to[] = { &counts.visits, &counts.assisted, &counts.tickets, &counts.claims,
		&counts.received, &counts.waiting, &counts.parked, &counts.surveys,
		&counts.survey_sum, &counts.gave_up };
	sqlite3_stmt *stmt = NULL;
	enum status st = db_query(store, SQL_DAY_COUNTS,
		VALUES(value_int(from_ms), value_int(to_ms),
			value_text(event_code(EVENT_VISIT_BEGIN)),
			value_text(event_code(EVENT_STAFF_JOIN)),
			value_text(event_code(EVENT_TICKET))),
		&stmt);

	if (st == ST_OK)
		st = db_step(store, stmt);
	for (size_t i = 0; st == ST_OK && i < ARRAY_LEN(to); i++)
		*to[i] = sqlite3_column_int(stmt, (int)i);
	db_done(stmt);
	if (st == ST_OK)
		*ret_counts = counts;
	return st;
}
