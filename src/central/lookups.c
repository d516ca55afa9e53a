/* SPDX-License-Identifier: Apache-2.0 */
/* Claims asked for by what is printed on receipts, by the kiosk's daily sync, and consent
 * taken back. */
#include "central/handlers.h"
#include "central/claim_record.h"
#include "base/str.h"

#include <inttypes.h>

enum { NUMBERS_MAX = 500, WITHDRAWAL_S = 72 * 3600, REFERENCE_ROOM = 24 };

/* clang-format off */
const struct field code_form[] = {
	{ "code", FORM_CODE, .required = true },
	{ NULL },
};

static const struct field number_item[] = {
	{ "", FORM_TEXT, .min = 1, .max = 40 },
};

const struct field numbers_form[] = {
	{ "numbers", FORM_ARRAY, .required = true, .min = 1, .max = NUMBERS_MAX,
		.fields = number_item },
	{ NULL },
};
/* clang-format on */

/* status, promised_date, overdue, return_reason */
static enum status
state_of(struct exchange *x, int64_t id, json_t **ret_state)
{
	sqlite3_stmt *query = NULL;
	char today[DATE_ISO];
	enum status st;

	date_format_iso(x->today, today);
	st = ledger_query(x->centre->ledger, &query,
		"SELECT status, promised_date, promised_date IS NOT NULL AND promised_date <"
		" ?1 AND status NOT IN ('paid', 'rejected') AS \"overdue?\", return_reason"
		" FROM claim WHERE id = ?2",
		"si", today, id);
	if (st == ST_OK)
		st = ledger_next(query);
	if (st == ST_OK)
		st = row_json(query, ret_state);
	sqlite3_finalize(query);
	return st;
}

/* No claim has it: a slip of a kept visit looks the same. */
static enum status
refuse_code(struct exchange *x)
{
	bool is_slip = false;
	enum status st = saved_visit_exists(x, text_of(x->body, "code"), &is_slip);

	return st != ST_OK ? st : refuse(x, is_slip ? PROBLEM_IS_SLIP : PROBLEM_CODE);
}

/* The first one counts, however often it is asked for. ST_NOT_FOUND: none. */
static enum status
find_withdrawal(struct exchange *x, int64_t claim, char ret_reference[REFERENCE_ROOM],
	int64_t *ret_stops_by)
{
	int64_t id = 0, at = 0;
	enum status st = ledger_number(x->centre->ledger, &id,
		"SELECT id FROM withdrawal WHERE claim = ? ORDER BY id", "i", claim);

	if (st == ST_OK)
		st = ledger_number(x->centre->ledger, &at,
			"SELECT at FROM withdrawal WHERE id = ?", "i", id);
	if (st == ST_OK)
		*ret_stops_by = at + WITHDRAWAL_S;
	return st == ST_OK
		       ? str_format(ret_reference, REFERENCE_ROOM, "WD-%010" PRId64, id)
		       : st;
}

static enum status
add_withdrawal(struct exchange *x, int64_t claim, json_t *state)
{
	char reference[REFERENCE_ROOM];
	int64_t stops_by = 0;
	enum status st = find_withdrawal(x, claim, reference, &stops_by);
	bool none = st == ST_NOT_FOUND;

	if (st != ST_OK && !none)
		return st;
	if (json_object_set_new(state, "withdrawal_reference",
		    none ? json_null() : json_string(reference)) != 0 ||
		json_object_set_new(state, "withdrawal_stops_by",
			none ? json_null() : time_json(x->centre, stops_by)) != 0)
		return ST_NO_MEMORY;
	return ST_OK;
}

enum status
claim_look_up(struct exchange *x)
{
	json_t *state = NULL, *history = NULL;
	int64_t id = 0;
	enum status st = claim_by_code(x->centre->ledger, text_of(x->body, "code"), &id);

	if (st == ST_NOT_FOUND)
		return refuse_code(x);
	if (st == ST_OK)
		st = state_of(x, id, &state);
	if (st == ST_OK)
		st = add_withdrawal(x, id, state);
	if (st == ST_OK)
		st = claim_history(x, id, &history);
	if (st == ST_OK && json_object_set_new(state, "history", history) != 0)
		st = ST_NO_MEMORY;
	if (st == ST_OK)
		return answer(x, 200, state);
	json_decref(state);
	return st;
}

static enum status
add_state(struct exchange *x, const char *number, json_t *claims, json_t *unknown)
{
	json_t *state = NULL;
	int64_t id = 0, since = 0;
	enum status st = ledger_number(x->centre->ledger, &id,
		"SELECT id FROM claim WHERE claim_number = ? AND kiosk = ?", "ss", number,
		x->kiosk);

	if (st == ST_NOT_FOUND)
		return json_array_append_new(unknown, json_string(number)) == 0 ? ST_OK
										: ST_NO_MEMORY;
	if (st == ST_OK)
		st = ledger_number(x->centre->ledger, &since,
			"SELECT max(at) FROM claim_step WHERE claim = ?", "i", id);
	if (st == ST_OK)
		st = state_of(x, id, &state);
	if (st == ST_OK &&
		(json_object_set_new(state, "claim_number", json_string(number)) != 0 ||
			json_object_set_new(state, "since", time_json(x->centre, since)) != 0 ||
			json_array_append(claims, state) != 0))
		st = ST_NO_MEMORY;
	json_decref(state);
	return st;
}

enum status
claim_states_get(struct exchange *x)
{
	const json_t *numbers = json_object_get(x->body, "numbers");
	json_t *claims = json_array(), *unknown = json_array();
	enum status st = ST_OK;

	for (size_t i = 0; st == ST_OK && i < json_array_size(numbers); i++)
		st = add_state(
			x, json_string_value(json_array_get(numbers, i)), claims, unknown);
	if (st == ST_OK)
		return answer(
			x, 200, json_pack("{s:o, s:o}", "claims", claims, "unknown", unknown));
	json_decref(claims);
	json_decref(unknown);
	return st;
}

/* Processing stops: time moves the claim no more. Money on its way to the bank is not called back. */
static enum status
withdraw(struct exchange *x, int64_t claim)
{
	enum status st = ledger_run(x->centre->ledger,
		"INSERT INTO withdrawal (claim, at) VALUES (?, ?)", "ii", claim, x->now);

	return st == ST_OK ? ledger_run(x->centre->ledger,
				     "UPDATE claim SET held = 1 WHERE id = ?"
				     " AND status <> 'paying'",
				     "i", claim)
			   : st;
}

enum status
consent_withdraw(struct exchange *x)
{
	char reference[REFERENCE_ROOM];
	int64_t id = 0, stops_by = 0;
	enum status st = claim_by_code(x->centre->ledger, text_of(x->body, "code"), &id);

	if (st == ST_NOT_FOUND)
		return refuse_code(x);
	if (st == ST_OK)
		st = find_withdrawal(x, id, reference, &stops_by);
	if (st == ST_NOT_FOUND) {
		st = withdraw(x, id);
		if (st == ST_OK)
			st = find_withdrawal(x, id, reference, &stops_by);
	}
	return st != ST_OK ? st
			   : answer(x, 202,
				     json_pack("{s:s, s:o}", "reference", reference, "stops_by",
					     time_json(x->centre, stops_by)));
}
