/* SPDX-License-Identifier: Apache-2.0 */
/* Consent withdrawn: what has not left is closed, what has left is followed by the request. */
#include "store/withdrawal.h"

#include "base/str.h"
#include "store/outbox.h"

/* The way of one withdrawal while its transaction runs. */
struct way {
	char claim[CODE_ROOM], visit[UUID_TEXT]; /* "" not made at this kiosk */
	bool closed;                             /* the centre has nothing of it, and never will */
};

static enum status
find_claim(struct store *store, const char *code, struct way *way)
{
	sqlite3_stmt *stmt = NULL;
	enum status st = db_query(store, SQL_CLAIM_VISIT, VALUES(value_text(code)), &stmt);

	if (st == ST_OK)
		st = db_step(store, stmt);
	if (st == ST_OK)
		st = column_text(stmt, 0, way->visit, sizeof(way->visit));
	db_done(stmt);
	if (st == ST_OK)
		st = str_copy(way->claim, sizeof(way->claim), code);
	return st == ST_NOT_FOUND ? ST_OK : st;
}

/* Nobody needs what stands on its receipt any more. */
static enum status
empty_claim(struct store *store, const char *code)
{
	struct buf sealed;
	enum status st;

	buf_init(&sealed, SEALED_MAX);
	st = seal_box(store->seal, SEAL_CLAIM, code, "", 0, &sealed);
	if (st == ST_OK)
		st = db_run_one(store, SQL_CLAIM_EMPTY,
			VALUES(value_text(code), value_buf(&sealed)));
	buf_free(&sealed);
	return st;
}

/* A photograph goes whatever became of its claim; a claim only where it cannot have arrived. */
static enum status
close_unsent(struct store *store, struct way *way, int64_t now_ms)
{
	enum status st = db_run(store, SQL_WITHDRAWN_CLOSE,
		VALUES(value_text(way->claim), value_int(now_ms)));

	if (st == ST_OK)
		st = db_exists(store, SQL_WITHDRAWN_WHOLE, VALUES(value_text(way->claim)));
	if (st != ST_OK)
		return st == ST_NOT_FOUND ? ST_OK : st;
	way->closed = true;
	return empty_claim(store, way->claim);
}

/* Behind the claim, in its visit, so that it does not come first. */
static enum status
add_request(struct store *store, const struct withdrawal_put *put, const struct way *way)
{
	const struct outbox_owner owner = { way->claim[0] ? way->claim : NULL,
		way->claim[0] ? way->visit : put->visit, put->now_ms };

	return outbox_add(store, &owner, put->request);
}

static enum status
withdraw(struct store *store, const struct withdrawal_put *put,
	const struct journal_entry *entry)
{
	struct journal_entry written = *entry;
	struct way way = { .closed = false };
	enum status st = db_exists(store, SQL_WITHDRAWAL, VALUES(value_text(put->code)));

	if (st == ST_OK)
		return ST_EXISTS;
	if (st == ST_NOT_FOUND)
		st = find_claim(store, put->code, &way);
	if (st == ST_OK && way.claim[0])
		st = close_unsent(store, &way, put->now_ms);
	if (st == ST_OK && !way.closed)
		st = add_request(store, put, &way);
	if (st == ST_OK)
		st = db_run(store, SQL_WITHDRAWAL_ADD,
			VALUES(value_text(put->code),
				value_text(way.closed ? NULL : put->request->key),
				value_int(put->now_ms)));
	if (way.closed)
		written.outcome = "closed";
	return st == ST_OK ? journal_append(store, &written) : st;
}

enum status
store_withdraw(struct store *store, const struct withdrawal_put *put,
	const struct journal_entry *entry)
{
	enum status st = db_begin(store);

	return st == ST_OK ? db_end(store, withdraw(store, put, entry)) : st;
}

/* --- found again ------------------------------------------------------------------------------------------------- */

static enum withdrawn
state_of(bool has_request, enum request_state request)
{
	if (!has_request)
		return WITHDRAWN_HERE;
	switch (request) {
	case REQUEST_DONE:
		return WITHDRAWN_DONE;
	case REQUEST_PARKED:
		return WITHDRAWN_STAFF;
	default:
		return WITHDRAWN_WAITS;
	}
}

static enum status
read_withdrawal(sqlite3_stmt *stmt, struct withdrawal_got *got)
{
	enum status st = column_text(stmt, 0, got->key, sizeof(got->key));

	got->state = state_of(
		got->key[0] != '\0', (enum request_state)sqlite3_column_int(stmt, 1));
	if (st == ST_OK)
		st = column_text(stmt, 2, got->problem, sizeof(got->problem));
	if (st == ST_OK)
		st = column_text(stmt, 3, got->reference, sizeof(got->reference));
	got->stops_ms = sqlite3_column_int64(stmt, 4);
	return st;
}

enum status
store_withdrawal(struct store *store, const char *code, struct withdrawal_got *ret_withdrawal)
{
	struct withdrawal_got got = { .stops_ms = 0 };
	sqlite3_stmt *stmt = NULL;
	enum status st = db_query(store, SQL_WITHDRAWAL, VALUES(value_text(code)), &stmt);

	if (st == ST_OK)
		st = db_step(store, stmt);
	if (st == ST_OK)
		st = read_withdrawal(stmt, &got);
	db_done(stmt);
	if (st == ST_OK)
		*ret_withdrawal = got;
	return st;
}

/* --- while its request is settled -------------------------------------------------------------------------------- */

static enum status
keep_answer(struct store *store, const struct outbox_settle *settle)
{
	if (settle->reference == NULL)
		return ST_OK;
	return db_run(store, SQL_WITHDRAWAL_ANSWERED,
		VALUES(value_text(settle->key), value_text(settle->reference),
			value_int(settle->stops_ms)));
}

/* The claim a withdrawal waited behind was refused: then there is nothing at the centre to withdraw. */
static enum status
close_refused(struct store *store, const struct outbox_settle *settle, int64_t now_ms)
{
	char code[CODE_ROOM];
	sqlite3_stmt *stmt = NULL;
	enum status st = db_query(
		store, SQL_WITHDRAWN_REFUSED, VALUES(value_text(settle->key)), &stmt);

	if (st == ST_OK)
		st = db_step(store, stmt);
	if (st == ST_OK)
		st = column_text(stmt, 0, code, sizeof(code));
	db_done(stmt);
	if (st != ST_OK)
		return st == ST_NOT_FOUND ? ST_OK : st;
	st = db_run(store, SQL_WITHDRAWN_CLOSE_ALL,
		VALUES(value_text(code), value_int(now_ms)));
	if (st == ST_OK)
		st = db_run_one(store, SQL_WITHDRAWAL_HERE, VALUES(value_text(code)));
	return st == ST_OK ? empty_claim(store, code) : st;
}

enum status
withdrawal_settle(struct store *store, const struct outbox_settle *settle, int64_t now_ms)
{
	if (settle->state == REQUEST_DONE)
		return keep_answer(store, settle);
	return settle->state == REQUEST_PARKED ? close_refused(store, settle, now_ms) : ST_OK;
}
