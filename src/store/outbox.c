/* SPDX-License-Identifier: Apache-2.0 */
/* The outbox: frozen requests, one at a time within a visit, until the centre has answered. */
#include "store/outbox.h"

#include "base/str.h"
#include "store/withdrawal.h"

#include <string.h>

static enum status
check_request(const struct outbox_put *request)
{
	static const struct outbox_item item;
	const struct fitting texts[] = {
		{ request->key, sizeof(item.key) },
		{ request->kind, sizeof(item.kind) },
		{ request->method, sizeof(item.method) },
		{ request->path, sizeof(item.path) },
		{ request->content_type, sizeof(item.content_type) },
	};

	return check_fit(texts, ARRAY_LEN(texts));
}

static enum status
seal_body(const struct store *store, const struct outbox_put *request, struct buf *ret_sealed)
{
	char context[CONTEXT_ROOM];
	enum status st = check_request(request);

	if (st == ST_OK)
		st = name_context(request->key, "body", context);
	return st == ST_OK ? seal_box(store->seal, SEAL_OUTBOX, context, request->body,
				     request->n, ret_sealed)
			   : st;
}

enum status
outbox_add(
	struct store *store, const struct outbox_owner *owner, const struct outbox_put *request)
{
	struct buf sealed;
	enum status st;

	buf_init(&sealed, SEALED_MAX);
	st = seal_body(store, request, &sealed);
	if (st == ST_OK)
		st = db_run(store, SQL_REQUEST_ADD,
			VALUES(value_text(request->key), value_text(owner->code),
				value_text(owner->visit), value_text(request->kind),
				value_text(request->method), value_text(request->path),
				value_text(request->content_type), value_buf(&sealed),
				value_int(request->expires_ms), value_int(owner->made_ms)));
	buf_free(&sealed);
	return st;
}

/* --- on the way out ---------------------------------------------------------------------------------------------- */

enum status
outbox_read_item(const struct store *store, sqlite3_stmt *stmt, struct outbox_item *item)
{
	const struct {
		char *text;
		size_t room;
	} texts[] = {
		{ item->key, sizeof(item->key) },
		{ item->visit, sizeof(item->visit) },
		{ item->kind, sizeof(item->kind) },
		{ item->method, sizeof(item->method) },
		{ item->path, sizeof(item->path) },
		{ item->content_type, sizeof(item->content_type) },
		{ item->code, sizeof(item->code) },
	};
	char context[CONTEXT_ROOM];
	enum status st = ST_OK;

	for (size_t i = 0; st == ST_OK && i < ARRAY_LEN(texts); i++)
		st = column_text(stmt, (int)i, texts[i].text, texts[i].room);
	if (st == ST_OK)
		st = name_context(item->key, "body", context);
	if (st != ST_OK)
		return st;
	item->attempts = sqlite3_column_int(stmt, 8);
	item->outcome_unknown = sqlite3_column_int(stmt, 9) != 0;
	item->expires_ms = sqlite3_column_int64(stmt, 10);
	item->tried_ms = sqlite3_column_int64(stmt, 12);
	st = column_text(stmt, 11, item->problem, sizeof(item->problem));
	if (st != ST_OK)
		return st;
	return column_sealed(store, stmt, 7, SEAL_OUTBOX, context, &item->body);
}

static enum status
read_due(struct store *store, int64_t now_ms, struct outbox_item *item)
{
	sqlite3_stmt *stmt = NULL;
	enum status st = db_query(store, SQL_REQUEST_DUE, VALUES(value_int(now_ms)), &stmt);

	if (st == ST_OK)
		st = db_step(store, stmt);
	if (st == ST_OK)
		st = outbox_read_item(store, stmt, item);
	db_done(stmt);
	return st;
}

static bool
is_claim(const char *kind)
{
	return strcmp(kind, "claim") == 0 || strcmp(kind, "offline-claim") == 0;
}

/* A request that does not open can never be sent: staff must see it, and the line must go on. */
static enum status
park_damaged(struct store *store, const struct outbox_item *item, int64_t now_ms)
{
	char detail[48];
	uint8_t uuid[UUID_BYTES];
	const struct journal_entry entry = {
		.event = is_claim(item->kind) ? EVENT_CLAIM_PARKED : EVENT_REQUEST_PARKED,
		.at_ms = now_ms,
		.visit = uuid_bytes(item->visit, uuid) == ST_OK ? item->visit : "",
		.actor = "kiosk",
		.outcome = "damaged",
		.detail = detail,
	};
	enum status st = is_claim(item->kind)
				 ? str_copy(detail, sizeof(detail), "damaged")
				 : str_format(detail, sizeof(detail), "%s damaged", item->kind);

	if (st == ST_OK)
		st = db_run_one(store, SQL_REQUEST_SETTLE,
			VALUES(value_text(item->key), value_int(REQUEST_PARKED), value_int(0),
				value_int(item->outcome_unknown), value_int(0),
				value_text("damaged"), value_text(NULL), value_int(now_ms)));
	if (st == ST_OK)
		st = journal_append(store, &entry);
	return st;
}

/* The head of the line, past those that had to be parked. */
static enum status
find_due(struct store *store, int64_t now_ms, struct outbox_item *item)
{
	enum status st = read_due(store, now_ms, item);

	while (st == ST_TAMPERED || (st == ST_CORRUPT && item->key[0] != '\0')) {
		st = park_damaged(store, item, now_ms);
		buf_clear(&item->body);
		if (st == ST_OK)
			st = read_due(store, now_ms, item);
	}
	return st;
}

static enum status
read_next(struct store *store, int64_t *ret_next_ms)
{
	sqlite3_stmt *stmt = NULL;
	enum status st = db_query(store, SQL_REQUEST_NEXT, NULL, 0, &stmt);

	if (st == ST_OK)
		st = db_step(store, stmt);
	if (st == ST_OK)
		*ret_next_ms = sqlite3_column_int64(stmt, 0);
	db_done(stmt);
	return st;
}

static enum status
take_one(struct store *store, int64_t now_ms, struct outbox_item *ret_item)
{
	struct outbox_item item = { .attempts = 0 };
	enum status st;

	buf_init(&item.body, SEALED_MAX);
	st = find_due(store, now_ms, &item);
	if (st == ST_OK)
		st = db_run_one(store, SQL_REQUEST_SENDING, VALUES(value_text(item.key)));
	if (st == ST_OK)
		*ret_item = item;
	else
		outbox_item_free(&item);
	return st;
}

/* Nothing due is a result, too: what was parked on the way stays parked. */
static enum status
take_some(struct store *store, struct outbox_round *round)
{
	enum status st = ST_OK;
	size_t bytes = 0;

	while (st == ST_OK && round->items < round->room &&
		(round->items == 0 || bytes < round->bytes)) {
		struct outbox_item *item = &round->item[round->items];

		st = take_one(store, round->now_ms, item);
		if (st == ST_OK) {
			bytes += item->body.len;
			round->items++;
		}
	}
	round->dry = st == ST_NOT_FOUND;
	return round->dry ? read_next(store, &round->next_ms) : st;
}

enum status
store_outbox_take(
	struct store *store, int64_t now_ms, struct outbox_item *ret_item, int64_t *ret_next_ms)
{
	struct outbox_round round = { .now_ms = now_ms, .item = ret_item, .room = 1 };
	enum status st = store_outbox_round(store, &round);

	if (st != ST_OK || round.items == 1)
		return st;
	*ret_next_ms = round.next_ms;
	return ST_NOT_FOUND;
}

void
outbox_item_free(struct outbox_item *item)
{
	if (item != NULL)
		buf_free(&item->body);
}

/* --- how it ended ------------------------------------------------------------------------------------------------ */

static enum status
check_settle(const struct outbox_settle *settle)
{
	static const struct claim_got claim;
	const struct fitting texts[] = {
		{ settle->problem, sizeof(claim.problem) },
		{ settle->number, sizeof(claim.number) },
		{ settle->status, sizeof(claim.status) },
		{ settle->promised, sizeof(claim.promised) },
		{ settle->duplicate_of, sizeof(claim.duplicate_of) },
		{ settle->reference, sizeof(((struct withdrawal_got *)0)->reference) },
	};

	if (settle->state == REQUEST_SENDING ||
		(settle->instead != NULL && settle->state != REQUEST_EXPIRED))
		return ST_INVALID;
	return check_fit(texts, ARRAY_LEN(texts));
}

static enum status
settle_request(struct store *store, const struct outbox_settle *settle, int64_t now_ms)
{
	char context[CONTEXT_ROOM];
	struct buf sealed;
	enum status st = name_context(settle->key, "answer", context);

	buf_init(&sealed, SEALED_MAX);
	if (st == ST_OK && settle->answer != NULL)
		st = seal_box(store->seal, SEAL_OUTBOX, context, settle->answer,
			settle->answer_n, &sealed);
	if (st == ST_OK)
		st = db_run_one(store, SQL_REQUEST_SETTLE,
			VALUES(value_text(settle->key), value_int(settle->state),
				value_int(settle->next_ms), value_int(settle->outcome_unknown),
				value_int(settle->http_status), value_text(settle->problem),
				value_buf(&sealed), value_int(now_ms)));
	buf_free(&sealed);
	return st;
}

static enum status
settle_claim(struct store *store, const struct outbox_settle *settle)
{
	if (settle->number == NULL && settle->status == NULL && settle->promised == NULL &&
		settle->duplicate_of == NULL)
		return ST_OK;
	return db_run(store, SQL_CLAIM_ANSWERED,
		VALUES(value_text(settle->key), value_text(settle->number),
			value_text(settle->status), value_text(settle->promised),
			value_text(settle->duplicate_of)));
}

/* Of the same claim and visit, and as old as what it replaces: its age is the person's waiting. */
enum status
outbox_add_instead(struct store *store, const char *key, const struct outbox_put *request)
{
	struct buf sealed;
	enum status st;

	buf_init(&sealed, SEALED_MAX);
	st = seal_body(store, request, &sealed);
	if (st == ST_OK)
		st = db_run_one(store, SQL_REQUEST_INSTEAD,
			VALUES(value_text(request->key), value_text(request->kind),
				value_text(request->method), value_text(request->path),
				value_text(request->content_type), value_buf(&sealed),
				value_int(request->expires_ms), value_text(key)));
	buf_free(&sealed);
	return st;
}

static enum status
settle_one(struct store *store, const struct outbox_settle *settle,
	const struct journal_entry *entry, int64_t now_ms)
{
	enum status st = settle_request(store, settle, now_ms);

	if (st == ST_OK)
		st = settle_claim(store, settle);
	if (st == ST_OK)
		st = withdrawal_settle(store, settle, now_ms);
	if (st == ST_OK && settle->instead != NULL)
		st = outbox_add_instead(store, settle->key, settle->instead);
	if (st == ST_OK)
		st = journal_append(store, entry);
	return st;
}

enum status
store_outbox_settle(struct store *store, const struct outbox_settle *settle,
	const struct journal_entry *entry, int64_t now_ms)
{
	enum status st = check_settle(settle);

	if (st == ST_OK)
		st = db_begin(store);
	if (st != ST_OK)
		return st;
	return db_end(store, settle_one(store, settle, entry, now_ms));
}

/* --- a round ----------------------------------------------------------------------------------------------------- */

static enum status
check_round(const struct outbox_round *round)
{
	enum status st = ST_OK;

	for (size_t i = 0; st == ST_OK && i < round->ended_n; i++)
		st = check_settle(round->ended[i].settle);
	return st;
}

/* One that is final already was written by a commit that was reported as failed. */
static enum status
settle_some(struct store *store, const struct outbox_round *round)
{
	enum status st = ST_OK;

	for (size_t i = 0; st == ST_OK && i < round->ended_n; i++) {
		const struct outbox_ended *ended = &round->ended[i];

		st = settle_one(store, ended->settle, ended->entry, ended->now_ms);
		if (st == ST_NOT_FOUND)
			st = ST_OK;
	}
	return st;
}

enum status
store_outbox_round(struct store *store, struct outbox_round *round)
{
	enum status st = check_round(round);

	round->items = 0;
	round->dry = false;
	if (st == ST_OK)
		st = db_begin(store);
	if (st != ST_OK)
		return st;
	st = settle_some(store, round);
	if (st == ST_OK && round->hurry)
		st = db_run(store, SQL_REQUEST_HURRY, NULL, 0);
	if (st == ST_OK)
		st = take_some(store, round);
	st = db_end(store, st);
	while (st != ST_OK && round->items > 0)
		outbox_item_free(&round->item[--round->items]);
	return st;
}

/* --- counts ------------------------------------------------------------------------------------------------------ */

static void
count_row(sqlite3_stmt *stmt, struct outbox_counts *counts)
{
	int *const of_state[] = {
		[REQUEST_WAITING] = &counts->waiting,
		[REQUEST_SENDING] = &counts->sending,
		[REQUEST_DONE] = &counts->done,
		[REQUEST_PARKED] = &counts->parked,
		[REQUEST_EXPIRED] = &counts->expired,
	};
	int state = sqlite3_column_int(stmt, 0);
	int64_t oldest = sqlite3_column_int64(stmt, 2);

	if (state < 0 || (size_t)state >= ARRAY_LEN(of_state))
		return; /* the table's CHECK keeps such rows out */
	*of_state[state] = sqlite3_column_int(stmt, 1);
	if (state != REQUEST_WAITING && state != REQUEST_SENDING)
		return;
	if (counts->oldest_waiting_ms == 0 || oldest < counts->oldest_waiting_ms)
		counts->oldest_waiting_ms = oldest;
}

enum status
store_outbox_counts(struct store *store, struct outbox_counts *ret_counts)
{
	struct outbox_counts counts = { .waiting = 0 };
	sqlite3_stmt *stmt = NULL;
	enum status st = db_query(store, SQL_REQUEST_COUNTS, NULL, 0, &stmt);

	if (st == ST_OK)
		st = db_step(store, stmt);
	while (st == ST_OK) {
		count_row(stmt, &counts);
		st = db_step(store, stmt);
	}
	db_done(stmt);
	if (st != ST_NOT_FOUND)
		return st;
	*ret_counts = counts;
	return ST_OK;
}

static enum status
read_unsent(sqlite3_stmt *stmt, struct unsent_claim *claim, int *total)
{
	claim->made_ms = sqlite3_column_int64(stmt, 1);
	claim->parked = sqlite3_column_int(stmt, 2) != 0;
	claim->unknown = sqlite3_column_int(stmt, 3) != 0;
	*total = sqlite3_column_int(stmt, 4);
	return column_text(stmt, 0, claim->code, sizeof(claim->code));
}

enum status
store_unsent(struct store *store, struct unsent_claim *ret_claims, size_t room, size_t *ret_n,
	int *ret_total)
{
	sqlite3_stmt *stmt = NULL;
	int total = 0;
	size_t n = 0;
	enum status st =
		db_query(store, SQL_UNSENT, VALUES(value_int((int64_t)room)), &stmt);

	while (st == ST_OK && (st = db_step(store, stmt)) == ST_OK)
		st = read_unsent(stmt, &ret_claims[n++], &total);
	db_done(stmt);
	if (st != ST_NOT_FOUND)
		return st;
	*ret_n = n;
	*ret_total = total;
	return ST_OK;
}
