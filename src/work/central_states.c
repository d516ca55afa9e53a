/* SPDX-License-Identifier: Apache-2.0 */
/* Where claims stand: those made here by their numbers (claim-states), and one by its receipt code (claim-lookups). */
#include "base/json.h"
#include "base/str.h"
#include "rules/date.h"
#include "work/central_inside.h"
#include "work/wire.h"

#include <string.h>

enum { HISTORY_MAX = 200 };

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

/* --- one claim by its code ---------------------------------------------------------------- */

/* When the newest step was taken; a claim without any has no "since". */
static enum status
read_since(const json_t *root, int64_t *ret_since_s)
{
	json_t *history = NULL;
	char at[40];
	enum status st = json_need_array(root, "history", HISTORY_MAX, &history);
	size_t n = st == ST_OK ? json_array_size(history) : 0;

	if (n == 0)
		return st;
	st = json_need_string(json_array_get(history, n - 1), "at", at, sizeof(at));
	return st == ST_OK ? wire_read_time(at, ret_since_s) : st;
}

static enum status
read_promised(const json_t *root, struct date *ret_promised)
{
	char promised[DATE_ISO] = "";
	enum status st = json_may_string(root, "promised_date", promised, sizeof(promised));

	return st == ST_OK && promised[0] ? date_parse_iso(promised, ret_promised) : st;
}

enum status
central_read_lookup(const json_t *root, struct answers *answers)
{
	struct lookup *l = &answers->lookup;
	enum status st = json_need_string(root, "status", l->status, sizeof(l->status));

	l->promised = (struct date){ 0 };
	l->return_reason[0] = '\0';
	l->since_s = 0;
	if (st == ST_OK && !is_claim_status(l->status))
		st = ST_INVALID;
	if (st == ST_OK)
		st = read_promised(root, &l->promised);
	if (st == ST_OK)
		st = json_need_bool(root, "overdue", &l->overdue);
	if (st == ST_OK)
		st = json_may_string(
			root, "return_reason", l->return_reason, sizeof(l->return_reason));
	if (st == ST_OK)
		st = read_since(root, &l->since_s);
	l->told = st == ST_OK;
	return st;
}
