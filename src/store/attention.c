/* SPDX-License-Identifier: Apache-2.0 */
/* Claims that nobody but staff can move on: refused by the centre, or there twice; and withdrawals it refused. */
#include "store/outbox.h"

#include <string.h>

static enum status
read_row(sqlite3_stmt *stmt, struct attention *row)
{
	enum status st = column_text(stmt, 0, row->code, sizeof(row->code));

	row->confirmed_ms = sqlite3_column_int64(stmt, 1);
	row->withdrawal = sqlite3_column_int(stmt, 4) != 0;
	if (st == ST_OK)
		st = column_text(stmt, 2, row->problem, sizeof(row->problem));
	if (st == ST_OK)
		st = column_text(stmt, 3, row->duplicate_of, sizeof(row->duplicate_of));
	if (st == ST_OK)
		st = column_text(stmt, 5, row->promised, sizeof(row->promised));
	if (st == ST_OK)
		st = column_text(stmt, 6, row->called, sizeof(row->called));
	return st;
}

enum status
store_attention(struct store *store, const char *today, const char *code,
	struct attention *ret_rows, size_t room, size_t *ret_n)
{
	sqlite3_stmt *stmt = NULL;
	size_t n = 0;
	enum status st =
		db_query(store, SQL_CLAIM_ATTENTION,
			VALUES(value_int((int64_t)room), value_text(today), value_text(code)), &stmt);

	if (st == ST_OK)
		st = db_step(store, stmt);
	while (st == ST_OK) {
		st = read_row(stmt, &ret_rows[n]);
		if (st != ST_OK)
			break;
		n++;
		st = db_step(store, stmt);
	}
	db_done(stmt);
	if (st != ST_NOT_FOUND)
		return st;
	*ret_n = n;
	return ST_OK;
}

/* --- what is done about them ---------------------------------------------------------------------------------------- */

/* The row is of the visit that made the claim, so that it is found by its receipt. */
static enum status
append(struct store *store, const char *code, const struct journal_entry *entry)
{
	struct journal_entry of_claim = *entry;
	char visit[UUID_TEXT];
	sqlite3_stmt *stmt = NULL;
	enum status st = db_query(store, SQL_WAITING_VISIT, VALUES(value_text(code)), &stmt);

	if (st == ST_OK)
		st = db_step(store, stmt);
	if (st == ST_OK)
		st = column_text(stmt, 0, visit, sizeof(visit));
	db_done(stmt);
	if (st != ST_OK)
		return st;
	of_claim.visit = visit;
	return journal_append(store, &of_claim);
}

/* The officer's list has it no more. */
static enum status
close_handover(struct store *store, const char *code, int64_t now_ms)
{
	return db_run(
		store, SQL_HANDOVER_SETTLED, VALUES(value_text(code), value_int(now_ms)));
}

enum status
store_waiting_resend(struct store *store, const char *code, const struct journal_entry *entry,
	int64_t now_ms)
{
	enum status st = db_begin(store);

	if (st != ST_OK)
		return st;
	st = db_run_one(store, SQL_WAITING_RESEND, VALUES(value_text(code)));
	if (st == ST_NOT_FOUND)
		st = db_run_one(store, SQL_WAITING_RESEND_OTHER, VALUES(value_text(code)));
	if (st == ST_OK)
		st = close_handover(store, code, now_ms);
	if (st == ST_OK)
		st = append(store, code, entry);
	return db_end(store, st);
}

enum status
store_waiting_drop(struct store *store, const char *code, const struct journal_entry *entry,
	int64_t now_ms)
{
	enum status st = db_begin(store);

	if (st != ST_OK)
		return st;
	st = db_run_one(store, SQL_WAITING_DROPPED, VALUES(value_text(code)));
	if (st == ST_OK)
		st = db_run_one(
			store, SQL_WAITING_DROP, VALUES(value_text(code), value_int(now_ms)));
	if (st == ST_OK)
		st = close_handover(store, code, now_ms);
	if (st == ST_OK)
		st = append(store, code, entry);
	return db_end(store, st);
}

enum status
store_waiting_called(struct store *store, const char *code, const char *how,
	const struct journal_entry *entry, int64_t now_ms)
{
	static const struct attention row;
	const struct fitting text = { how, sizeof(row.called) };
	enum status st = check_fit(&text, 1);

	if (st == ST_OK)
		st = db_begin(store);
	if (st != ST_OK)
		return st;
	st = db_run_one(store, SQL_WAITING_CALLED,
		VALUES(value_text(code), value_text(how), value_int(now_ms)));
	if (st == ST_OK)
		st = append(store, code, entry);
	return db_end(store, st);
}

static enum status
read_contact(struct store *store, const char *code, struct buf *ret_contact)
{
	char context[CONTEXT_ROOM];
	sqlite3_stmt *stmt = NULL;
	enum status st = name_context(code, "contact", context);

	if (st == ST_OK)
		st = db_query(store, SQL_WAITING_CONTACT, VALUES(value_text(code)), &stmt);
	if (st == ST_OK)
		st = db_step(store, stmt);
	if (st == ST_OK)
		st = column_sealed(store, stmt, 0, SEAL_CLAIM, context, ret_contact);
	db_done(stmt);
	return st;
}

enum status
store_waiting_contact(struct store *store, const char *code, const struct journal_entry *entry,
	struct buf *ret_contact)
{
	enum status st = db_begin(store);

	if (st != ST_OK)
		return st;
	st = append(store, code, entry);
	if (st == ST_OK)
		st = read_contact(store, code, ret_contact);
	return db_end(store, st);
}

enum status
store_waiting_hand_over(struct store *store, const struct handover_put *handover,
	const struct journal_entry *entry)
{
	enum status st = db_begin(store);

	if (st != ST_OK)
		return st;
	st = db_exists(store, SQL_HANDOVER_OF_CLAIM, VALUES(value_text(handover->claim)));
	st = st == ST_OK ? ST_NOT_FOUND : st == ST_NOT_FOUND ? ST_OK : st; /* one is enough */
	if (st == ST_OK)
		st = handover_add(store, handover);
	if (st == ST_OK)
		st = append(store, handover->claim, entry);
	return db_end(store, st);
}

/* --- corrected ------------------------------------------------------------------------------------------------------ */

/* Whose claim it is, and that it is their only one on its way from here. */
static enum status
check_person(struct store *store, const char *code, const char *nik)
{
	uint8_t hash[SEAL_HASH];
	enum status st = db_exists(store, SQL_WAITING_OF_PERSON,
		VALUES(value_text(code), value_person(store, nik, hash)));

	if (st != ST_OK)
		return st == ST_NOT_FOUND ? ST_DENIED : st;
	st = db_exists(store, SQL_CLAIM_UNSENT,
		VALUES(value_person(store, nik, hash), value_text(code)));
	if (st == ST_OK)
		return ST_EXISTS;
	return st == ST_NOT_FOUND ? ST_OK : st;
}

enum status
store_waiting_open(struct store *store, const char *code, const char *nik,
	struct outbox_item *ret_item)
{
	struct outbox_item item = { .attempts = 0 };
	sqlite3_stmt *stmt = NULL;
	enum status st = check_person(store, code, nik);

	buf_init(&item.body, SEALED_MAX);
	if (st == ST_OK)
		st = db_query(store, SQL_WAITING_REFUSED, VALUES(value_text(code)), &stmt);
	if (st == ST_OK)
		st = db_step(store, stmt);
	if (st == ST_OK)
		st = outbox_read_item(store, stmt, &item);
	db_done(stmt);
	if (st == ST_OK)
		*ret_item = item;
	else
		outbox_item_free(&item);
	return st;
}

static enum status
put_receipt(struct store *store, const struct waiting_corrected *corrected)
{
	struct buf sealed;
	enum status st;

	buf_init(&sealed, SEALED_MAX);
	st = seal_box(store->seal, SEAL_CLAIM, corrected->code, corrected->receipt,
		corrected->receipt_n, &sealed);
	if (st == ST_OK)
		st = db_run_one(store, SQL_WAITING_RECEIPT,
			VALUES(value_text(corrected->code), value_buf(&sealed)));
	buf_free(&sealed);
	return st;
}

/* What other claims share with it is looked for by what it says now. */
static enum status
put_trace(struct store *store, const struct waiting_corrected *corrected)
{
	uint8_t hash[SEAL_HASH];

	return db_run(store, SQL_TRACE_CORRECT,
		VALUES(value_text(corrected->code),
			value_hashed(store, "account", corrected->account, hash),
			value_text(corrected->officer)));
}

static enum status
correct(struct store *store, const struct waiting_corrected *corrected, int64_t now_ms)
{
	enum status st = check_person(store, corrected->code, corrected->nik);

	if (st == ST_OK)
		st = db_run_one(store, SQL_WAITING_CLOSE,
			VALUES(value_text(corrected->code), value_text(corrected->refused),
				value_int(now_ms)));
	if (st == ST_OK)
		st = outbox_add_instead(store, corrected->refused, corrected->request);
	if (st == ST_OK)
		st = db_run(store, SQL_WAITING_BEHIND, VALUES(value_text(corrected->code)));
	if (st == ST_OK)
		st = put_receipt(store, corrected);
	if (st == ST_OK)
		st = put_trace(store, corrected);
	return st == ST_OK ? close_handover(store, corrected->code, now_ms) : st;
}

enum status
store_waiting_correct(struct store *store, const struct waiting_corrected *corrected,
	const struct journal_entry *entry, int64_t now_ms)
{
	enum status st = db_begin(store);

	if (st != ST_OK)
		return st;
	st = correct(store, corrected, now_ms);
	if (st == ST_OK)
		st = append(store, corrected->code, entry);
	return db_end(store, st);
}
