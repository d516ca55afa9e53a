/* SPDX-License-Identifier: Apache-2.0 */
/* Claims: confirmed with their requests in one transaction, and found again by code or person. */
#include "store/outbox.h"

static enum status
add_claim(struct store *store, const struct claim_put *claim)
{
	char context[CONTEXT_ROOM];
	uint8_t hash[SEAL_HASH];
	struct buf sealed, contact;
	enum status st = name_context(claim->code, "contact", context);

	buf_init(&sealed, SEALED_MAX);
	buf_init(&contact, SEALED_MAX);
	if (st == ST_OK)
		st = seal_box(store->seal, SEAL_CLAIM, claim->code, claim->receipt,
			claim->receipt_n, &sealed);
	if (st == ST_OK && claim->contact)
		st = seal_box(store->seal, SEAL_CLAIM, context, claim->contact,
			claim->contact_n, &contact);
	if (st == ST_OK)
		st = db_run(store, SQL_CLAIM_ADD,
			VALUES(value_text(claim->code), value_text(claim->visit),
				value_person(store, claim->nik, hash),
				value_text(claim->reason), value_buf(&sealed),
				value_int(claim->confirmed_ms), value_buf(&contact)));
	buf_free(&contact);
	buf_free(&sealed);
	return st;
}

struct value
value_hashed(const struct store *store, const char *kind, const char *text, uint8_t hash[SEAL_HASH])
{
	if (text == NULL || text[0] == '\0')
		return value_text(NULL);
	seal_lookup(store->seal, kind, text, hash);
	return value_blob(hash, SEAL_HASH);
}

/* By which misuse is looked for (rules/oversight.h). */
static enum status
add_trace(struct store *store, const struct claim_put *claim)
{
	uint8_t person[SEAL_HASH], account[SEAL_HASH], phone[SEAL_HASH];

	return db_run(store, SQL_TRACE_ADD,
		VALUES(value_text(claim->code), value_text(claim->officer ? claim->officer : ""),
			value_person(store, claim->nik, person),
			value_hashed(store, "account", claim->account, account),
			value_hashed(store, "phone", claim->phone, phone),
			value_int(claim->confirmed_ms)));
}

static enum status
check_claim(const struct claim_put *claim, size_t requests)
{
	static const struct claim_got got;
	const struct fitting texts[] = {
		{ claim->code, sizeof(got.code) },
		{ claim->visit, sizeof(got.visit) },
	};

	return requests == 0 ? ST_INVALID : check_fit(texts, ARRAY_LEN(texts));
}

/* Never ST_OK. ST_EXISTS: all of it is there; ST_INVALID: the code or a key belongs to something else. */
static enum status
tell_twin(struct store *store, const struct claim_put *claim, const struct outbox_put *requests,
	size_t n)
{
	enum status st = db_exists(store, SQL_CLAIM_SAME,
		VALUES(value_text(claim->code), value_text(claim->visit)));

	for (size_t i = 0; st == ST_OK && i < n; i++)
		st = db_exists(store, SQL_REQUEST_SAME,
			VALUES(value_text(requests[i].key), value_text(claim->code)));
	if (st == ST_OK)
		return ST_EXISTS;
	return st == ST_NOT_FOUND ? ST_INVALID : st;
}

/* One person, one claim on its way from here: a second one would be told of only when both have arrived. */
static enum status
check_person(struct store *store, const struct claim_put *claim)
{
	uint8_t hash[SEAL_HASH];
	enum status st = db_exists(store, SQL_CLAIM_UNSENT,
		VALUES(value_person(store, claim->nik, hash), value_text(claim->code)));

	if (st == ST_OK)
		return ST_DENIED;
	return st == ST_NOT_FOUND ? ST_OK : st;
}

enum status
store_confirm(struct store *store, const struct claim_put *claim,
	const struct outbox_put *requests, size_t n, const struct journal_entry *entry)
{
	const struct outbox_owner owner = { claim->code, claim->visit, claim->confirmed_ms };
	enum status st = check_claim(claim, n);

	if (st == ST_OK)
		st = db_begin(store);
	if (st != ST_OK)
		return st;
	st = check_person(store, claim);
	if (st == ST_OK)
		st = add_claim(store, claim);
	if (st == ST_OK)
		st = add_trace(store, claim);
	for (size_t i = 0; st == ST_OK && i < n; i++)
		st = outbox_add(store, &owner, &requests[i]);
	if (st == ST_EXISTS)
		st = tell_twin(store, claim, requests, n);
	if (st == ST_OK)
		st = db_run(store, SQL_DRAFT_DROP, VALUES(value_text(claim->visit)));
	if (st == ST_OK) /* what was done on the way to it */
		st = db_run(store, SQL_REVIEW_CODE,
			VALUES(value_text(claim->code), value_text(claim->visit)));
	if (st == ST_OK)
		st = journal_append(store, entry);
	return db_end(store, st);
}

static enum status
read_claim(const struct store *store, sqlite3_stmt *stmt, struct claim_got *claim)
{
	const struct {
		char *text;
		size_t room;
		int column;
	} texts[] = {
		{ claim->code, sizeof(claim->code), 0 },
		{ claim->visit, sizeof(claim->visit), 1 },
		{ claim->number, sizeof(claim->number), 2 },
		{ claim->status, sizeof(claim->status), 3 },
		{ claim->promised, sizeof(claim->promised), 4 },
		{ claim->problem, sizeof(claim->problem), 8 },
		{ claim->duplicate_of, sizeof(claim->duplicate_of), 9 },
	};
	enum status st = ST_OK;

	for (size_t i = 0; st == ST_OK && i < ARRAY_LEN(texts); i++)
		st = column_text(stmt, texts[i].column, texts[i].text, texts[i].room);
	if (st != ST_OK)
		return st;
	claim->confirmed_ms = sqlite3_column_int64(stmt, 5);
	claim->request = (enum request_state)sqlite3_column_int(stmt, 7);
	return column_sealed(store, stmt, 6, SEAL_CLAIM, claim->code, &claim->receipt);
}

static enum status
find_claim(struct store *store, enum sql sql, struct value by, struct claim_got *ret_claim)
{
	struct claim_got claim = { .confirmed_ms = 0 };
	sqlite3_stmt *stmt = NULL;
	enum status st;

	buf_init(&claim.receipt, SEALED_MAX);
	st = db_query(store, sql, &by, 1, &stmt);
	if (st == ST_OK)
		st = db_step(store, stmt);
	if (st == ST_OK)
		st = read_claim(store, stmt, &claim);
	db_done(stmt);
	if (st == ST_OK)
		*ret_claim = claim;
	else
		claim_got_free(&claim);
	return st;
}

enum status
store_claim_by_code(struct store *store, const char *code, struct claim_got *ret_claim)
{
	return find_claim(store, SQL_CLAIM_BY_CODE, value_text(code), ret_claim);
}

enum status
store_claim_by_nik(struct store *store, const char *nik, struct claim_got *ret_claim)
{
	uint8_t hash[SEAL_HASH];

	return find_claim(
		store, SQL_CLAIM_BY_PERSON, value_person(store, nik, hash), ret_claim);
}

void
claim_got_free(struct claim_got *claim)
{
	if (claim != NULL)
		buf_free(&claim->receipt);
}
