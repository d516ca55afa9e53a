/* SPDX-License-Identifier: Apache-2.0 */
/* Claims: written, moved, shown. */
#include "central/claim_record.h"
#include "base/array.h"
#include "base/str.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { NUMBER_ROOM = 32, FIRST_FREE = 100 }; /* below: seeded claims */

/* Working days after the claim was complete at which it has come so far. */
static const struct {
	const char *state;
	int working_days;
} way[] = {
	{ "received", 0 },
	{ "verifying", 1 },
	{ "approved", 3 },
	{ "paying", 4 },
	{ "paid", 5 },
};

static const char *const waiting[] = { "to_verify", "returned", "rejected" };

static enum status
add_step(struct ledger *ledger, int64_t id, const char *state, int64_t at)
{
	return ledger_run(ledger,
		"INSERT INTO claim_step (claim, seq, status, at) VALUES (?1, (SELECT count(*)"
		" + 1 FROM claim_step WHERE claim = ?1), ?2, ?3)",
		"isi", id, state, at);
}

static void
promise(const struct centre *centre, int64_t at, char ret_date[DATE_ISO])
{
	bool estimate;

	date_format_iso(
		claim_promised(&centre->policy, &centre->holidays, centre_date(centre, at),
			centre_after_closing(centre, at), &estimate),
		ret_date);
}

static enum status
insert_row(struct exchange *x, const struct claim_record *claim, int64_t id)
{
	char number[NUMBER_ROOM], promised[DATE_ISO];
	enum status st =
		str_format(number, sizeof(number), "JHT-%04d-%07" PRId64, x->today.year, id);

	if (st != ST_OK)
		return st;
	promise(x->centre, x->now, promised);
	return ledger_run(x->centre->ledger,
		"INSERT INTO claim (id, claim_number, receipt_code, nik, kiosk, visit,"
		" channel, reason, event_date, status, submitted_at, promised_date, gross,"
		" tax, net, bank, account, duplicate_of, body, counted_from, held) VALUES (?1,"
		" ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18,"
		" ?19, iif(?10 = 'received', ?11, NULL), 0)",
		"isssssssssisiiissss", id, number, claim->receipt_code, claim->nik,
		claim->kiosk, claim->visit, claim->channel, claim->reason, claim->event_date,
		claim->complete ? "received" : "to_verify", x->now,
		claim->complete ? promised : NULL, claim->gross, claim->tax, claim->net,
		claim->bank, claim->account, claim->duplicate_of, claim->body);
}

enum status
claim_insert(struct exchange *x, const struct claim_record *claim, int64_t *ret_id)
{
	int64_t id = 0;
	enum status st = ledger_number(x->centre->ledger, &id,
		"SELECT max(coalesce(max(id), 0), ?) + 1 FROM claim", "i", (int64_t)FIRST_FREE);

	if (st == ST_OK)
		st = insert_row(x, claim, id);
	if (st == ST_OK)
		st = add_step(x->centre->ledger, id, claim->complete ? "received" : "to_verify",
			x->now);
	if (st == ST_OK)
		*ret_id = id;
	return st;
}

enum status
claim_open_of(struct ledger *ledger, const char *nik, int64_t *ret_id)
{
	return ledger_number(ledger, ret_id,
		"SELECT id FROM claim WHERE nik = ? AND status NOT IN ('paid', 'rejected')"
		" ORDER BY id LIMIT 1",
		"s", nik);
}

enum status
claim_by_code(struct ledger *ledger, const char *receipt_code, int64_t *ret_id)
{
	return ledger_number(ledger, ret_id, "SELECT id FROM claim WHERE receipt_code = ?", "s",
		receipt_code);
}

enum status
claim_text(struct ledger *ledger, const char *sql, int64_t id, char **ret_text)
{
	sqlite3_stmt *query = NULL;
	enum status st = ledger_query(ledger, &query, sql, "i", id);

	if (st == ST_OK)
		st = ledger_next(query);
	if (st == ST_OK) {
		char *text = strdup(ledger_text(query, 0));

		st = text == NULL ? ST_NO_MEMORY : ST_OK;
		if (text != NULL)
			*ret_text = text;
	}
	sqlite3_finalize(query);
	return st;
}

enum status
claim_complete(struct centre *centre, int64_t id, int64_t now)
{
	char promised[DATE_ISO];
	enum status st;

	promise(centre, now, promised);
	st = ledger_run(centre->ledger,
		"UPDATE claim SET status = 'received', promised_date = ?, counted_from = ?,"
		" return_reason = NULL, held = EXISTS (SELECT 1 FROM withdrawal"
		" WHERE withdrawal.claim = claim.id) WHERE id = ?",
		"sii", promised, now, id);
	return st == ST_OK ? add_step(centre->ledger, id, "received", now) : st;
}

/* Money has left the account: a partial claim is noted, a full one closes the cards. */
static enum status
pay_out(struct centre *centre, int64_t id, int64_t at)
{
	char day[DATE_ISO];
	enum status st;

	date_format_iso(centre_date(centre, at), day);
	st = ledger_run(
		centre->ledger, "UPDATE claim SET paid_on = ? WHERE id = ?", "si", day, id);
	if (st == ST_OK)
		st = ledger_run(centre->ledger,
			"UPDATE person SET partial_reason = claim.reason, partial_on = ?,"
			" partial_gross = claim.gross FROM claim WHERE claim.id = ? AND"
			" claim.nik = person.nik AND claim.reason LIKE 'SEBAGIAN%'",
			"si", day, id);
	if (st == ST_OK)
		st = ledger_run(centre->ledger,
			"UPDATE card SET balance = CASE WHEN claim.reason LIKE 'SEBAGIAN%'"
			" THEN max(0, balance - claim.gross * balance / (SELECT max(1,"
			" sum(c.balance))   FROM card AS c WHERE c.nik = card.nik AND"
			" c.registered = 1)) ELSE 0 END FROM claim WHERE claim.id = ? AND"
			" claim.nik = card.nik AND card.registered = 1",
			"i", id);
	return st;
}

static bool
is_state(const char *state)
{
	for (size_t i = 0; i < ARRAY_LEN(way); i++)
		if (strcmp(way[i].state, state) == 0)
			return true;
	for (size_t i = 0; i < ARRAY_LEN(waiting); i++)
		if (strcmp(waiting[i], state) == 0)
			return true;
	return false;
}

/* Only who gets a claim back, or a no, is told why. */
static bool
has_reason(const char *state)
{
	return strcmp(state, "returned") == 0 || strcmp(state, "rejected") == 0;
}

enum status
claim_move(struct centre *centre, int64_t id, const char *state, const char *return_reason,
	int64_t at)
{
	enum status st;

	if (!is_state(state) || (return_reason != NULL && !has_reason(state)))
		return ST_INVALID;
	st = ledger_run(centre->ledger,
		"UPDATE claim SET status = ?, return_reason = ? WHERE id = ?", "ssi", state,
		return_reason, id);
	if (st == ST_OK && ledger_changed(centre->ledger) == 0)
		st = ST_NOT_FOUND;
	if (st == ST_OK)
		st = add_step(centre->ledger, id, state, at);
	if (st == ST_OK && strcmp(state, "paid") == 0)
		st = pay_out(centre, id, at);
	return st;
}

static size_t
place_on_way(const char *state)
{
	size_t i = 0;

	while (i < ARRAY_LEN(way) && strcmp(way[i].state, state) != 0)
		i++;
	return i;
}

static bool
account_is_dormant(struct centre *centre, int64_t id)
{
	int64_t one;

	return ledger_number(centre->ledger, &one,
		       "SELECT 1 FROM claim JOIN account ON account.bank = claim.bank AND"
		       " account.number = claim.account WHERE claim.id = ? AND account.state ="
		       " 'dormant'",
		       "i", id) == ST_OK;
}

static enum status
walk_claim(struct centre *centre, int64_t id, size_t place, int64_t counted_from, int64_t now)
{
	struct date from = centre_date(centre, counted_from);
	enum status st = ST_OK;

	for (place++; st == ST_OK && place < ARRAY_LEN(way); place++) {
		bool estimate;
		struct date due = working_days_after(
			&centre->holidays, from, way[place].working_days, &estimate);
		int64_t at = date_to_unix(due, 10 * 3600, centre->zone_s);

		if (at > now)
			return ST_OK;
		if (strcmp(way[place].state, "approved") == 0 && account_is_dormant(centre, id))
			return claim_move(centre, id, "returned", "account-dormant", at);
		st = claim_move(centre, id, way[place].state, NULL, at);
	}
	return st;
}

enum status
claims_progress(struct centre *centre, int64_t now)
{
	sqlite3_stmt *query = NULL;
	enum status st = ledger_query(centre->ledger, &query,
		"SELECT id, status, counted_from FROM claim WHERE held = 0 AND counted_from <="
		" ? AND status IN ('received', 'verifying', 'approved', 'paying') ORDER BY id",
		"i", now - 86400 / 4);

	while (st == ST_OK && (st = ledger_next(query)) == ST_OK)
		st = walk_claim(centre, sqlite3_column_int64(query, 0),
			place_on_way(ledger_text(query, 1)), sqlite3_column_int64(query, 2),
			now);
	sqlite3_finalize(query);
	return st == ST_NOT_FOUND ? ST_OK : st;
}

enum status
claims_age(struct centre *centre, int days)
{
	int64_t s = INT64_C(86400) * days;
	enum status st = ledger_run(centre->ledger,
		"UPDATE claim SET submitted_at = submitted_at - ?1, counted_from ="
		" counted_from - ?1, promised_date = date(promised_date, '-' || ?2 || ' days')",
		"ii", s, (int64_t)days);

	return st == ST_OK
		       ? ledger_run(centre->ledger, "UPDATE claim_step SET at = at - ?", "i", s)
		       : st;
}

enum status
claim_history(struct exchange *x, int64_t id, json_t **ret_history)
{
	sqlite3_stmt *query = NULL;
	json_t *history = json_array();
	enum status st = ledger_query(x->centre->ledger, &query,
		"SELECT status, at FROM claim_step WHERE claim = ? ORDER BY seq", "i", id);

	while (st == ST_OK && (st = ledger_next(query)) == ST_OK)
		if (json_array_append_new(history,
			    json_pack("{s:s, s:o}", "status", ledger_text(query, 0), "at",
				    time_json(x->centre, sqlite3_column_int64(query, 1)))) != 0)
			st = ST_NO_MEMORY;
	sqlite3_finalize(query);
	if (st == ST_NOT_FOUND && history != NULL) {
		*ret_history = history;
		return ST_OK;
	}
	json_decref(history);
	return st == ST_NOT_FOUND ? ST_NO_MEMORY : st;
}

/* What the tables do not hold: history, the day of submission, the field a returned claim asks
 * for. */
static enum status
complete_summary(struct exchange *x, int64_t id, int64_t submitted_at, json_t *summary)
{
	const char *why = text_of(summary, "return_reason");
	json_t *history = NULL;
	bool asked = why != NULL && strcmp(text_of(summary, "status"), "returned") == 0;
	json_t *field = !asked                            ? json_null()
			: strncmp(why, "account", 7) == 0 ? json_string("account")
							  : json_string("documents_seen");
	enum status st = claim_history(x, id, &history);

	if (st == ST_OK &&
		(json_object_set_new(summary, "return_field", field) != 0 ||
			json_object_set_new(summary, "submitted_on",
				date_json(centre_date(x->centre, submitted_at))) != 0 ||
			json_object_set_new(summary, "history", history) != 0))
		st = ST_NO_MEMORY;
	return st;
}

enum status
claim_summary(struct exchange *x, int64_t id, json_t **ret_summary)
{
	sqlite3_stmt *query = NULL;
	json_t *summary = NULL;
	char today[DATE_ISO];
	int64_t submitted_at = 0;
	enum status st;

	date_format_iso(x->today, today);
	st = ledger_query(x->centre->ledger, &query,
		"SELECT claim_number, receipt_code, channel, reason, status, promised_date,"
		" paid_on, gross, tax, net, return_reason, promised_date < ?1 AND status NOT"
		" IN ('paid', 'rejected') AND promised_date IS NOT NULL AS \"overdue?\" FROM"
		" claim WHERE id = ?2",
		"si", today, id);
	if (st == ST_OK)
		st = ledger_next(query);
	if (st == ST_OK)
		st = row_json(query, &summary);
	sqlite3_finalize(query);
	if (st == ST_OK)
		st = ledger_number(x->centre->ledger, &submitted_at,
			"SELECT submitted_at FROM claim WHERE id = ?", "i", id);
	if (st == ST_OK)
		st = complete_summary(x, id, submitted_at, summary);
	if (st == ST_OK)
		*ret_summary = summary;
	else
		json_decref(summary);
	return st;
}

enum status
claims_summary(struct exchange *x, const char *nik, json_t **ret_claims)
{
	sqlite3_stmt *query = NULL;
	json_t *claims = json_array(), *summary;
	enum status st = ledger_query(x->centre->ledger, &query,
		"SELECT id FROM claim WHERE nik = ? ORDER BY submitted_at DESC, id DESC", "s",
		nik);

	while (st == ST_OK && (st = ledger_next(query)) == ST_OK) {
		summary = NULL;
		st = claim_summary(x, sqlite3_column_int64(query, 0), &summary);
		if (st == ST_OK && json_array_append_new(claims, summary) != 0)
			st = ST_NO_MEMORY;
	}
	sqlite3_finalize(query);
	if (st != ST_NOT_FOUND) {
		json_decref(claims);
		return st;
	}
	*ret_claims = claims;
	return ST_OK;
}
