/* SPDX-License-Identifier: Apache-2.0 */
/* Answers of the centre, read strictly into the answers of the visit: one reader a call. */
#include "work/central.h"

#include "base/array.h"
#include "base/json.h"
#include "base/str.h"
#include "base/utf8.h"
#include "work/central_inside.h"
#include "work/wire.h"

#include <stdlib.h>
#include <string.h>

static const struct word assurances[] = {
	{ "claimed",  ASSURANCE_CLAIMED  },
	{ "verified", ASSURANCE_FACE     },
	{ "attested", ASSURANCE_ATTESTED },
	{ NULL,       0                  },
};
static const struct word routes[] = {
	{ "kiosk",   ROUTE_KIOSK   },
	{ "officer", ROUTE_OFFICER },
	{ "ticket",  ROUTE_TICKET  },
	{ NULL,      0             },
};
static const struct word whys[] = {
#define WHY_WORD(name, code, words) { code, name },
	CLAIM_WHY_LIST(WHY_WORD)
#undef WHY_WORD
		{ NULL, 0 },
};

/* --- who stands here ---------------------------------------------------------------------- */

static enum status
read_visit(const json_t *root, struct answers *answers)
{
	int assurance;
	enum status st = READ(root, { "visit_id", ID, false, AT(answers->centre_visit) },
		{ "name_masked", TEXT, false, AT(answers->name_masked) },
		{ "assurance", WORD, false, PLACE(assurance), assurances });

	if (st == ST_OK)
		answers->assurance = (enum assurance)assurance;
	return st;
}

static enum status
read_consent(const json_t *root, struct answers *answers)
{
	int64_t at_s;
	enum status st = READ(root, { "consent_id", ID, false, AT(answers->consent_id) },
		{ "recorded_at", TIME, false, PLACE(at_s) });

	if (st == ST_OK && answers->consent_at_ms == 0)
		answers->consent_at_ms = at_s * 1000;
	return st;
}

/* Nothing of it is kept, but what is no such answer has kept nothing either. */
static enum status
read_head_kept(const json_t *root, struct answers *answers)
{
	int64_t at_s;

	(void)answers;
	return READ(root, { "received_at", TIME, false, PLACE(at_s) });
}

static enum status
read_face(const json_t *root, struct answers *answers)
{
	static const struct word results[] = {
		{ "verified",             true  },
		{ "verified_with_reason", true  },
		{ "not_enrolled",         true  },
		{ "not_verified",         false },
		{ NULL,                   0     },
	};
	json_t *certificate;
	int assurance, is_person;
	enum status st = READ(root, { "result", WORD, false, PLACE(is_person), results },
		{ "result", TEXT, false, AT(answers->face_result) },
		{ "assurance", WORD, false, PLACE(assurance), assurances });

	if (st != ST_OK)
		return st;
	if (!is_person) {
		answers->face_tries++;
		answers->outcome = OUTCOME_FACE_NO;
		return ST_OK;
	}
	st = json_need_object(root, "certificate", &certificate);
	if (st == ST_OK)
		st = READ(certificate, { "reference", ID, false, AT(answers->face_reference) });
	if (st == ST_OK && assurance < ASSURANCE_FACE)
		st = ST_INVALID; /* says yes and no */
	if (st == ST_OK)
		answers->assurance = (enum assurance)assurance;
	return st;
}

static enum status
read_attestation(const json_t *root, struct answers *answers)
{
	int assurance;
	enum status st =
		READ(root, { "attestation_id", ID, false, AT(answers->attestation_id) },
			{ "assurance", WORD, false, PLACE(assurance), assurances });

	if (st == ST_OK && assurance != ASSURANCE_ATTESTED)
		st = ST_INVALID;
	if (st == ST_OK)
		answers->assurance = ASSURANCE_ATTESTED;
	return st;
}

/* --- the claim ---------------------------------------------------------------------------- */

static enum status
read_account_check(const json_t *root, struct answers *answers)
{
	static const struct word states[] = {
		{ "active",  false },
		{ "dormant", true  },
		{ NULL,      0     },
	};
	char bank[sizeof(answers->bank)], number[sizeof(answers->account)];
	int match, dormant;
	enum status st =
		READ(root, { "bank", ID, false, AT(bank) }, { "number", ID, false, AT(number) },
			{ "holder", TEXT, false, AT(answers->holder) },
			{ "match", WORD, false, PLACE(match), central_matches },
			{ "state", WORD, false, PLACE(dormant), states });

	if (st == ST_OK &&
		(strcmp(bank, answers->bank) != 0 || strcmp(number, answers->account) != 0))
		st = ST_INVALID; /* of another account */
	wipe(number, sizeof(number));
	if (st != ST_OK)
		return st;
	answers->holder_match = (enum name_match)match;
	answers->account_checked = !dormant;
	if (!dormant)
		return ST_OK;
	answers->outcome = OUTCOME_REFUSED;
	return str_copy(answers->problem, sizeof(answers->problem), "account-dormant");
}

static enum status
read_preview(const json_t *root, struct answers *answers)
{
	struct claim_decision decision = { 0 };
	enum claim_reason reason = REASON_NONE;
	int why, route;
	enum status st = READ(root, { "reason", REASON, false, PLACE(reason) },
		{ "eligible", BOOL, false, PLACE(decision.eligible) },
		{ "why", WORD, false, PLACE(why), whys },
		{ "possible_from", DATE, OR_NULL, PLACE(decision.possible_from) },
		{ "employer", TEXT, OR_NULL, AT(decision.employer) },
		{ "alternative", REASON, OR_NULL, PLACE(decision.alternative) },
		{ "total_balance", RUPIAH, false, PLACE(decision.total_balance) },
		{ "gross", RUPIAH, false, PLACE(decision.gross) },
		{ "tax", RUPIAH, false, PLACE(decision.tax) },
		{ "net", RUPIAH, false, PLACE(decision.net) },
		{ "tax_progressive", BOOL, false, PLACE(decision.tax_progressive) },
		{ "over_limit", BOOL, false, PLACE(decision.over_limit) },
		{ "route", WORD, false, PLACE(route), routes });

	if (st == ST_OK)
		st = central_read_papers(root, decision.papers, &decision.papers_n);
	if (st == ST_OK && reason != answers->reason)
		st = ST_INVALID; /* of another question */
	if (st != ST_OK)
		return st;
	decision.why = (enum claim_why)why;
	decision.route = (enum claim_route)route;
	answers->decision = decision;
	answers->decided = true;
	return ST_OK;
}

/* What the answers to a claim and to an offline claim share. */
static enum status
read_received(const json_t *root, struct answers *answers)
{
	char code[CODE_ROOM];
	int64_t at_s;
	enum status st = READ(root, { "claim_number", ID, false, AT(answers->claim_number) },
		{ "receipt_code", ID,   false, AT(code)                  },
		{ "status",       TEXT, false, AT(answers->claim_status) },
		{ "received_at", TIME, false, PLACE(at_s) });

	if (st == ST_OK && answers->code[0] && strcmp(answers->code, code) != 0)
		st = ST_INVALID; /* of another claim */
	if (st != ST_OK)
		return st;
	answers->to_verify = strcmp(answers->claim_status, "to_verify") == 0;
	answers->received = true;
	return ST_OK;
}

static enum status
read_claim(const json_t *root, struct answers *answers)
{
	struct claim_decision *decision = &answers->decision;
	enum status st = read_received(root, answers);

	if (st == ST_OK)
		st = READ(root, { "promised_date", DATE, OR_NULL, PLACE(answers->promised) },
			{ "gross", RUPIAH, false, PLACE(decision->gross) },
			{ "tax",   RUPIAH, false, PLACE(decision->tax)   },
			{ "net", RUPIAH, false, PLACE(decision->net) });
	if (st == ST_OK)
		answers->promised_estimate = false; /* the centre knows its holidays */
	return st;
}

static enum status
read_offline_claim(const json_t *root, struct answers *answers)
{
	enum status st = read_received(root, answers);

	if (st == ST_OK)
		st = READ(root, { "duplicate_of", ID, OR_NULL, AT(answers->duplicate_of) });
	return st;
}

/* The face of a claim that is to be verified: whether it is one is the centre's and staff's to say. */
static enum status
read_claim_face(const json_t *root, struct answers *answers)
{
	enum status st = READ(root, { "claim_number", ID, false, AT(answers->claim_number) },
		{ "status", TEXT, false, AT(answers->claim_status) },
		{ "promised_date", DATE, OR_NULL, PLACE(answers->promised) },
		{ "result", TEXT, false, AT(answers->face_result) });

	answers->to_verify = strcmp(answers->claim_status, "to_verify") == 0;
	return st;
}

/* --- the state of the centre -------------------------------------------------------------- */

static enum status
read_state(const json_t *root, struct centre_state *state)
{
	static const struct word states[] = {
		{ "open",        true  },
		{ "maintenance", false },
		{ NULL,          0     },
	};
	int is_open;
	enum status st = READ(root, { "state", WORD, false, PLACE(is_open), states },
		{ "until",   TEXT, OR_NULL, AT(state->until)     },
		{ "time",    TIME, false,   PLACE(state->time_s) },
		{ "message", TEXT, OR_NULL, AT(state->message)   },
		{ "policy_version", TEXT, false, AT(state->policy_version) });

	if (st == ST_OK)
		state->open = is_open;
	return st;
}

static enum status
read_status(const json_t *root, struct answers *answers)
{
	struct centre_state state = { 0 };
	enum status st = read_state(root, &state);

	if (st != ST_OK || state.open)
		return st;
	answers->outcome = OUTCOME_AWAY;
	return str_copy(answers->problem, sizeof(answers->problem), "maintenance");
}

enum status
central_read_status(const struct http_answer *answer, struct centre_state *ret_state)
{
	struct centre_state state = { 0 };
	struct problem problem;
	json_t *root = NULL;
	enum status st;

	if (central_verdict(answer, &problem) != VERDICT_DONE)
		return ST_UNREACHABLE;
	st = json_read(answer->body.data, answer->body.len, &root);
	if (st == ST_OK)
		st = read_state(root, &state);
	json_decref(root);
	if (st == ST_OK)
		*ret_state = state;
	return st;
}

/* --- from answer to outcome --------------------------------------------------------------- */

/* NULL: the answer holds nothing the visit needs. */
typedef enum status reader(const json_t *root, struct answers *answers);

static reader *const readers[] = {
	[CALL_STATUS] = read_status,
	[CALL_OPEN_VISIT] = read_visit,
	[CALL_CONSENT] = read_consent,
	[CALL_FACE] = read_face,
	[CALL_ATTEST] = read_attestation,
	[CALL_PARTICIPANT] = central_read_participant,
	[CALL_CHANGE] = central_read_changed,
	[CALL_CONTRIBUTIONS] = central_read_contributions,
	[CALL_PROGRAMMES] = central_read_programmes,
	[CALL_ADD_CARD] = central_read_cards,
	[CALL_CHECK_ACCOUNT] = read_account_check,
	[CALL_PREVIEW] = read_preview,
	[CALL_CLAIM] = read_claim,
	[CALL_OFFLINE_CLAIM] = read_offline_claim,
	[CALL_CLAIM_FACE] = read_claim_face,
	[CALL_TICKET] = central_read_ticket,
	[CALL_CLAIMS] = central_read_claims,
	[CALL_MEND] = central_read_mended,
	[CALL_SAVE_VISIT] = central_read_saved,
	[CALL_BILL] = central_read_bill,
	[CALL_UNBLOCK] = central_read_unblocked,
	[CALL_WITHDRAW] = central_read_withdrawal,
	[CALL_CLAIM_STATES] = NULL,
	[CALL_CLAIM_LOOKUP] = central_read_lookup,
	[CALL_JOURNAL_HEAD] = read_head_kept,
	[CALL_OUTCOME] = NULL,
	[CALL_CLOSE_VISIT] = NULL,
};

/* What a refusal means for the person, where it is more than a no. */
static const struct {
	const char *code;
	enum outcome outcome;
} meanings[] = {
	{ "person-not-found",  OUTCOME_NOT_FOUND    },
	{ "visit-not-found",   OUTCOME_NOT_FOUND    },
	{ "visit-expired",     OUTCOME_NOT_FOUND    },
	{ "account-not-found", OUTCOME_NOT_FOUND    },
	{ "request-not-found", OUTCOME_NOT_FOUND    },
	{ "claim-not-found",   OUTCOME_NOT_FOUND    },
	{ "code-not-found",    OUTCOME_NOT_FOUND    },
	{ "face-quality",      OUTCOME_FACE_QUALITY },
};

static enum outcome
outcome_of(enum verdict verdict, const char *code)
{
	if (verdict == VERDICT_DONE)
		return OUTCOME_OK;
	if (verdict != VERDICT_REFUSED)
		return OUTCOME_AWAY;
	for (size_t i = 0; i < ARRAY_LEN(meanings); i++)
		if (strcmp(meanings[i].code, code) == 0)
			return meanings[i].outcome;
	return OUTCOME_REFUSED;
}

static enum status
set_outcome(struct answers *answers, enum outcome outcome, const char *code, const char *claim)
{
	enum status st = str_copy(answers->problem, sizeof(answers->problem), code);

	answers->outcome = outcome;
	if (st == ST_OK)
		st = str_copy(answers->problem_claim, sizeof(answers->problem_claim), claim);
	return st;
}

/* Reads into a copy, so that a bad answer leaves nothing behind. */
static enum status
read_answer(reader *read, const struct http_answer *answer, struct answers *answers)
{
	struct answers *copy = malloc(sizeof(*copy));
	json_t *root = NULL;
	enum status st =
		copy ? json_read(answer->body.data, answer->body.len, &root) : ST_NO_MEMORY;

	if (st == ST_OK) {
		*copy = *answers;
		st = read(root, copy);
		if (st == ST_OK)
			*answers = *copy;
		wipe(copy, sizeof(*copy));
	}
	json_decref(root);
	free(copy);
	return st == ST_OK || st == ST_NO_MEMORY ? st : ST_INVALID;
}

enum status
central_apply(enum call call, const struct http_answer *answer, struct answers *answers)
{
	struct problem problem;
	enum verdict verdict = central_verdict(answer, &problem);
	enum status st = set_outcome(
		answers, outcome_of(verdict, problem.code), problem.code, problem.claim);

	answers->again_s = problem.retry_after_s > 0 ? problem.retry_after_s : 0;
	if (st != ST_OK || verdict != VERDICT_DONE || readers[call] == NULL)
		return st;
	st = read_answer(readers[call], answer, answers);
	if (st != ST_OK)
		(void)set_outcome(answers, OUTCOME_AWAY, "bad-answer", ""); /* it fits */
	return st;
}
