/* SPDX-License-Identifier: Apache-2.0 */
/* Where claims stand: those made here by their numbers (claim-states), those of a person, and one by its receipt code
 * (claim-lookups); and how a returned one is mended. */
#include "base/json.h"
#include "base/str.h"
#include "rules/date.h"
#include "work/central_inside.h"
#include "work/central_object.h"
#include "work/wire.h"

#include <string.h>

enum { HISTORY_MAX = 200, CLAIMS_SEEN_MAX = 500 };

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

/* --- the claims of a person ---------------------------------------------------------------- */

static bool
is_over(const char *status)
{
	return strcmp(status, "paid") == 0 || strcmp(status, "rejected") == 0;
}

/* The day stands first, as it is at the centre. */
static enum status
read_step(const json_t *object, struct claim_step *step)
{
	char at[40] = "";
	enum status st = READ(object, { "status", TEXT, false, AT(step->status) },
		{ "at", TEXT, false, AT(at) });

	at[DATE_ISO - 1] = '\0';
	if (st == ST_OK && !is_claim_status(step->status))
		st = ST_INVALID;
	return st == ST_OK ? date_parse_iso(at, &step->on) : st;
}

/* The last steps: what was long ago matters least. */
static enum status
read_history(const json_t *object, struct known_claim *claim)
{
	json_t *history;
	enum status st = json_need_array(object, "history", HISTORY_MAX, &history);
	size_t n = st == ST_OK ? json_array_size(history) : 0;
	size_t from = n > CLAIM_STEPS_MAX ? n - CLAIM_STEPS_MAX : 0;

	for (size_t i = from; i < n && st == ST_OK; i++)
		st = read_step(json_array_get(history, i), &claim->step[i - from]);
	claim->steps_n = n - from;
	return st;
}

static enum status
read_known_claim(const json_t *object, struct known_claim *claim)
{
	enum status st = READ(object, { "claim_number", ID, false, AT(claim->number) },
		{ "receipt_code",  ID,     OR_NULL, AT(claim->code)            },
		{ "status",        TEXT,   false,   AT(claim->status)          },
		{ "channel",       TEXT,   false,   AT(claim->channel)         },
		{ "reason",        REASON, false,   PLACE(claim->reason)       },
		{ "submitted_on",  DATE,   false,   PLACE(claim->submitted_on) },
		{ "promised_date", DATE,   OR_NULL, PLACE(claim->promised)     },
		{ "overdue",       BOOL,   false,   PLACE(claim->overdue)      },
		{ "return_reason", TEXT,   OR_NULL, AT(claim->return_reason)   },
		{ "return_field",  TEXT,   OR_NULL, AT(claim->return_field)    });

	if (st == ST_OK && !is_claim_status(claim->status))
		st = ST_INVALID;
	claim->open = !is_over(claim->status);
	return st == ST_OK ? read_history(object, claim) : st;
}

/* Newest first, as they come; where there are too many, open ones before closed ones. */
static void
keep_claim(struct answers *answers, const struct known_claim *claim)
{
	size_t at = answers->claims_n;

	if (at == CLAIMS_MAX) {
		while (at > 0 && answers->claim[at - 1].open)
			at--;
		if (at == 0 || !claim->open)
			return;
		at--;
	} else {
		answers->claims_n++;
	}
	answers->claim[at] = *claim;
}

enum status
central_read_claims(const json_t *root, struct answers *answers)
{
	json_t *claims;
	enum status st = json_need_array(root, "claims", CLAIMS_SEEN_MAX, &claims);
	size_t n = st == ST_OK ? json_array_size(claims) : 0;

	answers->claims_n = 0;
	for (size_t i = 0; i < n && st == ST_OK; i++) {
		struct known_claim claim = { 0 };

		st = read_known_claim(json_array_get(claims, i), &claim);
		if (st == ST_OK)
			keep_claim(answers, &claim);
	}
	return st;
}

/* --- a returned claim --------------------------------------------------------------------- */

const struct known_claim *
central_claim_shown(const struct answers *answers)
{
	for (size_t i = 0; i < answers->claims_n && answers->claim_shown[0]; i++)
		if (strcmp(answers->claim[i].number, answers->claim_shown) == 0)
			return &answers->claim[i];
	return NULL;
}

/* Only what it was returned for. */
json_t *
central_mend_body(const struct answers *answers, const struct call_extra *extra)
{
	const struct known_claim *claim = central_claim_shown(answers);

	(void)extra;
	if (claim == NULL)
		return NULL;
	if (strcmp(claim->return_field, "account") == 0 && answers->bank[0] &&
		answers->account[0])
		return OBJECT({ "account", OBJECT({ "bank", json_string(answers->bank) },
			{ "number", json_string(answers->account) }) });
	if (strcmp(claim->return_field, "documents_seen") == 0 && answers->documents_n > 0)
		return OBJECT({ "documents_seen", central_documents(answers) });
	return NULL;
}

enum status
central_read_mended(const json_t *root, struct answers *answers)
{
	const struct known_claim *claim = central_claim_shown(answers);
	struct known_claim mended = { 0 };
	enum status st = read_known_claim(root, &mended);

	if (st == ST_OK && (claim == NULL || strcmp(mended.number, claim->number) != 0))
		st = ST_INVALID; /* of another claim */
	if (st == ST_OK)
		answers->claim[claim - answers->claim] = mended;
	return st;
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
		st = READ(root, { "withdrawal_reference", ID, OR_NULL, AT(l->reference) },
			{ "withdrawal_stops_by", TIME, OR_NULL, PLACE(l->stops_by_s) });
	if (st == ST_OK)
		st = read_since(root, &l->since_s);
	l->told = st == ST_OK;
	return st;
}
