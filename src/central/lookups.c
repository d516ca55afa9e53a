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

enum status
consent_withdraw(struct exchange *x)
{
	char reference[REFERENCE_ROOM];
	int64_t id = 0;
	enum status st = claim_by_code(x->centre->ledger, text_of(x->body, "code"), &id);

	if (st == ST_NOT_FOUND)
		return refuse(x, PROBLEM_CODE);
	if (st == ST_OK)
		st = ledger_run(x->centre->ledger,
			"INSERT INTO withdrawal (claim, at) VALUES (?, ?)", "ii", id, x->now);
	if (st == ST_OK)
		st = str_format(reference, sizeof(reference), "WD-%010" PRId64,
			ledger_last_id(x->centre->ledger));
	if (st == ST_OK) /* processing stops: time moves it no more */
		st = ledger_run(
			x->centre->ledger, "UPDATE claim SET held = 1 WHERE id = ?", "i", id);
	return st != ST_OK ? st
			   : answer(x, 202,
				     json_pack("{s:s, s:o}", "reference", reference, "stops_by",
					     time_json(x->centre, x->now + WITHDRAWAL_S)));
}
