/* SPDX-License-Identifier: Apache-2.0 */
/* POST /v1/claim-states: where the claims made here stand. */
#include "base/json.h"
#include "base/str.h"
#include "rules/date.h"
#include "work/central.h"

#include <string.h>

/* Only words of the contract reach the store and a receipt. */
static bool
is_claim_status(const char *status)
{
	static const char *const words[] = { "to_verify", "received", "verifying", "approved",
		"paying", "paid", "returned", "rejected" };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(words[i], status) == 0)
			return true;
	return false;
}

static enum status
read_state(const json_t *value, struct told_state *state)
{
	struct date promised;
	enum status st =
		json_need_string(value, "claim_number", state->number, sizeof(state->number));

	if (st == ST_OK)
		st = json_need_string(value, "status", state->status, sizeof(state->status));
	if (st == ST_OK && !is_claim_status(state->status))
		st = ST_INVALID;
	if (st == ST_OK)
		st = json_may_string(
			value, "promised_date", state->promised, sizeof(state->promised));
	if (st == ST_OK && state->promised[0])
		st = date_parse_iso(state->promised, &promised);
	return st;
}

enum status
central_read_claim_states(const struct http_answer *answer,
	struct told_state ret_states[CLAIM_STATES_MAX], size_t *ret_n)
{
	struct problem problem;
	json_t *root = NULL, *claims = NULL;
	size_t n = 0;
	enum status st;

	if (central_verdict(answer, &problem) != VERDICT_DONE)
		return ST_UNREACHABLE;
	st = json_read(answer->body.data, answer->body.len, &root);
	if (st == ST_OK)
		st = json_need_array(root, "claims", CLAIM_STATES_MAX, &claims);
	for (; st == ST_OK && n < json_array_size(claims); n++) {
		ret_states[n] = (struct told_state){ .number = "" };
		st = read_state(json_array_get(claims, n), &ret_states[n]);
	}
	json_decref(root);
	if (st != ST_OK)
		return ST_INVALID;
	*ret_n = n;
	return ST_OK;
}
