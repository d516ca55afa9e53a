/* SPDX-License-Identifier: Apache-2.0 */
/* Claims asked about, made, mended. The same rules decide here and at the kiosk. */
#include "central/handlers.h"
#include "central/claim_record.h"
#include "central/person.h"
#include "base/str.h"

#include <stdlib.h>
#include <string.h>

#define CHANNELS   "kiosk assisted"
#define COMPANIONS "anak pasangan tetangga lain"
#define MATCHES    "same similar different"
#define METHODS    "key officer paper"

/* clang-format off */
static const struct field paper_item[] = {
	{ "", FORM_PAPER },
};

const struct field preview_form[] = {
	{ "reason", FORM_REASON, .required = true },
	{ "date", FORM_DATE, .nullable = true },
	{ "assisted", FORM_BOOL, .required = true },
	{ "papers_seen", FORM_ARRAY, .max = PAPER_COUNT, .fields = paper_item },
	{ NULL },
};

static const struct field document_fields[] = {
	{ "kind", FORM_PAPER, .required = true },
	{ "number", FORM_TEXT, .required = true, .max = 60 },
	{ "date", FORM_DATE, .required = true, .nullable = true },
	{ "officer", FORM_TEXT, .required = true, .max = 40 },
	{ NULL },
};
static const struct field document_item[] = {
	{ "", FORM_OBJECT, .fields = document_fields },
};
static const struct field card_item[] = {
	{ "", FORM_KPJ },
};

static const struct field claim_account_fields[] = {
	{ "bank", FORM_DIGITS, .required = true, .min = 3, .max = 3 },
	{ "number", FORM_DIGITS, .required = true, .min = 6, .max = 20 },
	{ "holder", FORM_TEXT, .required = true, .nullable = true, .max = 100 },
	{ "match", FORM_WORD, .required = true, .nullable = true, .words = MATCHES },
	{ NULL },
};

static const struct field claim_consent_fields[] = {
	{ "text_version", FORM_TEXT, .required = true, .min = 1, .max = 20 },
	{ "method", FORM_WORD, .required = true, .words = METHODS },
	{ "given_at", FORM_TIME, .required = true },
	{ NULL },
};
/* clang-format on */

#define MONEY .required = true, .nullable = true, .max = INT64_C(1000000000000)
#define MAYBE .required = true, .nullable = true

/* clang-format off */
const struct field claim_form[] = {
	{ "receipt_code", FORM_CODE, .required = true },
	{ "confirmed_at", FORM_TIME, .required = true },
	{ "channel", FORM_WORD, .required = true, .words = CHANNELS },
	{ "reason", FORM_REASON, .required = true },
	{ "event_date", FORM_DATE, MAYBE },
	{ "nik", FORM_DIGITS, .required = true, .min = 16, .max = 16 },
	{ "birth_date", FORM_DATE, MAYBE },
	{ "name", FORM_TEXT, MAYBE, .max = 100 },
	{ "mother_name", FORM_TEXT, MAYBE, .max = 100 },
	{ "address", FORM_TEXT, MAYBE, .max = 400 },
	{ "phone", FORM_PHONE, MAYBE },
	{ "email", FORM_TEXT, MAYBE, .max = 100 },
	{ "cards", FORM_ARRAY, .required = true, .max = CARDS_MAX, .fields = card_item },
	{ "documents_seen", FORM_ARRAY, .required = true, .max = 16, .fields = document_item },
	{ "account", FORM_OBJECT, .required = true, .fields = claim_account_fields },
	{ "face_reference", FORM_TEXT, MAYBE, .max = 40 },
	{ "attestation_id", FORM_TEXT, MAYBE, .max = 40 },
	{ "consent", FORM_OBJECT, .required = true, .fields = claim_consent_fields },
	{ "companion", FORM_WORD, MAYBE, .words = COMPANIONS },
	{ "officer", FORM_TEXT, MAYBE, .max = 40 },
	{ "gross", FORM_INT, MONEY },
	{ "tax", FORM_INT, MONEY },
	{ "net", FORM_INT, MONEY },
	{ NULL },
};

const struct field mending_form[] = {
	{ "account", FORM_OBJECT, .fields = account_form },
	{ "documents_seen", FORM_ARRAY, .min = 1, .max = 16, .fields = document_item },
	{ NULL },
};
/* clang-format on */

/* The question, put to the rules. */
struct question {
	const char *reason, *date; /* borrowed; date NULL: the card's */
	bool officer;
	uint32_t papers_seen;
};

static enum status
decide(struct exchange *x, const struct question *question, struct claim_decision *ret_decision)
{
	struct claim_facts facts;
	enum status st = person_facts(x->centre->ledger, x->visit.nik, x->today, &facts);

	if (st == ST_OK)
		st = claim_reason_from_code(question->reason, &facts.reason);
	if (st != ST_OK)
		return st;
	facts.event_date = date_of_text(question->date);
	facts.officer = question->officer;
	facts.papers_seen = question->papers_seen;
	claim_decide(&x->centre->policy, &facts, ret_decision);
	return ST_OK;
}

/* Bits of the papers in an array of codes, or of objects with `kind`. */
static uint32_t
papers_in(const json_t *array)
{
	uint32_t bits = 0;

	for (size_t i = 0; i < json_array_size(array); i++) {
		const json_t *item = json_array_get(array, i);
		const char *code =
			json_is_object(item) ? text_of(item, "kind") : json_string_value(item);
		enum paper paper;

		if (code != NULL && paper_from_code(code, &paper) == ST_OK)
			bits |= UINT32_C(1) << paper;
	}
	return bits;
}

static json_t *
papers_json(const struct claim_decision *decision)
{
	json_t *papers = json_array();

	for (size_t i = 0; i < decision->papers_n; i++)
		if (json_array_append_new(
			    papers, json_string(paper_code(decision->papers[i]))) != 0) {
			json_decref(papers);
			return NULL;
		}
	return papers;
}

static json_t *
promised_json(struct exchange *x, bool eligible)
{
	bool estimate;

	return !eligible
		       ? json_null()
		       : date_json(claim_promised(&x->centre->policy, &x->centre->holidays,
				 x->today, centre_after_closing(x->centre, x->now), &estimate));
}

enum status
claim_preview(struct exchange *x)
{
	const struct question question = {
		.reason = text_of(x->body, "reason"),
		.date = text_of(x->body, "date"),
		.officer = truth_of(x->body, "assisted"),
		.papers_seen = papers_in(json_object_get(x->body, "papers_seen")),
	};
	struct claim_decision d;
	enum status st = decide(x, &question, &d);

	if (st != ST_OK)
		return st;
	return answer(x, 200,
		json_pack("{s:s, s:b, s:s, s:o, s:s?, s:s?, s:I, s:I, s:I, s:I, s:b, s:b, s:s,"
			  " s:o, s:o}",
			"reason", question.reason, "eligible", d.eligible, "why",
			claim_why_code(d.why), "possible_from", date_json(d.possible_from),
			"employer", d.employer[0] != '\0' ? d.employer : NULL, "alternative",
			d.alternative != REASON_NONE ? claim_reason_code(d.alternative) : NULL,
			"total_balance", (json_int_t)d.total_balance, "gross",
			(json_int_t)d.gross, "tax", (json_int_t)d.tax, "net", (json_int_t)d.net,
			"tax_progressive", d.tax_progressive, "over_limit", d.over_limit,
			"route", claim_route_code(d.route), "documents", papers_json(&d),
			"promised_date", promised_json(x, d.eligible)));
}

enum status
claims_get(struct exchange *x)
{
	json_t *claims = NULL;
	enum status st = claims_summary(x, x->visit.nik, &claims);

	return st == ST_OK ? answer(x, 200, json_pack("{s:o}", "claims", claims)) : st;
}

static enum status
answer_received(struct exchange *x, int64_t id)
{
	sqlite3_stmt *query = NULL;
	json_t *received = NULL;
	int64_t at = 0;
	enum status st = ledger_query(x->centre->ledger, &query,
		"SELECT claim_number, receipt_code, status, promised_date, gross, tax, net"
		" FROM claim WHERE id = ?",
		"i", id);

	if (st == ST_OK)
		st = ledger_next(query);
	if (st == ST_OK)
		st = row_json(query, &received);
	sqlite3_finalize(query);
	if (st == ST_OK)
		st = ledger_number(x->centre->ledger, &at,
			"SELECT submitted_at FROM claim WHERE id = ?", "i", id);
	if (st == ST_OK &&
		json_object_set_new(received, "received_at", time_json(x->centre, at)) != 0)
		st = ST_NO_MEMORY;
	if (st == ST_OK)
		return answer(x, 201, received);
	json_decref(received);
	return st;
}

static enum status
answer_offline(struct exchange *x, int64_t id)
{
	sqlite3_stmt *query = NULL;
	enum status st = ledger_query(x->centre->ledger, &query,
		"SELECT claim_number, receipt_code, status, submitted_at, duplicate_of FROM"
		" claim WHERE id = ?",
		"i", id);

	if (st == ST_OK)
		st = ledger_next(query);
	if (st == ST_OK)
		st = answer(x, 202,
			json_pack("{s:s, s:s, s:s, s:o, s:s?}", "claim_number",
				ledger_text(query, 0), "receipt_code", ledger_text(query, 1),
				"status", ledger_text(query, 2), "received_at",
				time_json(x->centre, sqlite3_column_int64(query, 3)),
				"duplicate_of",
				sqlite3_column_type(query, 4) == SQLITE_NULL
					? NULL
					: ledger_text(query, 4)));
	sqlite3_finalize(query);
	return st;
}

static enum status
refuse_open(struct exchange *x, int64_t id)
{
	sqlite3_stmt *query = NULL;
	enum status st = ledger_query(x->centre->ledger, &query,
		"SELECT claim_number, channel FROM claim WHERE id = ?", "i", id);

	if (st == ST_OK)
		st = ledger_next(query);
	if (st == ST_OK)
		st = refuse_with(x, PROBLEM_CLAIM_OPEN,
			json_pack("{s:s, s:s}", "claim_number", ledger_text(query, 0),
				"channel", ledger_text(query, 1)));
	sqlite3_finalize(query);
	return st;
}

static bool
is_assisted(const json_t *body)
{
	return strcmp(text_of(body, "channel"), "assisted") == 0 &&
	       text_of(body, "officer") != NULL;
}

/* Answers where nothing can be paid into that account. */
static enum status
check_account(struct exchange *x, const json_t *number, bool officer)
{
	struct account account;
	enum status st = person_account(x->centre->ledger, x->visit.nik,
		text_of(number, "bank"), text_of(number, "number"), &account);

	if (st == ST_NOT_FOUND)
		return refuse(x, PROBLEM_NOT_HOLDER);
	if (st != ST_OK)
		return st;
	if (account.match == NAME_DIFFERENT)
		return refuse(x, PROBLEM_NOT_HOLDER);
	if (account.dormant)
		return refuse(x, PROBLEM_DORMANT);
	return account.match == NAME_SIMILAR && !officer ? refuse(x, PROBLEM_OFFICER) : ST_OK;
}

/* Answers where the rules say no. */
static enum status
check_decision(struct exchange *x, const struct claim_decision *d, bool officer)
{
	if (!d->eligible)
		return refuse_with(x, PROBLEM_NOT_ELIGIBLE,
			json_pack("{s:s, s:o}", "why", claim_why_code(d->why), "possible_from",
				date_json(d->possible_from)));
	if (d->route == ROUTE_TICKET)
		return refuse(x, PROBLEM_TICKET);
	if (d->route == ROUTE_OFFICER && !officer)
		return refuse(x, PROBLEM_OFFICER);
	return d->papers_n > 0 ? refuse(x, PROBLEM_DOCUMENT) : ST_OK;
}

static enum status
insert(struct exchange *x, const char *nik, const char *visit, const char *duplicate_of,
	const struct claim_decision *decision, int64_t *ret_id)
{
	const json_t *account = json_object_get(x->body, "account");
	char *body = json_dumps(x->body, JSON_COMPACT);
	const struct claim_record claim = {
		.receipt_code = text_of(x->body, "receipt_code"),
		.nik = nik,
		.kiosk = x->kiosk,
		.visit = visit,
		.channel = text_of(x->body, "channel"),
		.reason = text_of(x->body, "reason"),
		.event_date = text_of(x->body, "event_date"),
		.bank = text_of(account, "bank"),
		.account = text_of(account, "number"),
		.duplicate_of = duplicate_of,
		.body = body,
		.complete = decision != NULL,
		.gross = decision != NULL ? decision->gross : integer_of(x->body, "gross"),
		.tax = decision != NULL ? decision->tax : integer_of(x->body, "tax"),
		.net = decision != NULL ? decision->net : integer_of(x->body, "net"),
	};
	enum status st = body == NULL ? ST_NO_MEMORY : claim_insert(x, &claim, ret_id);

	if (body != NULL)
		wipe(body, strlen(body));
	free(body);
	return st;
}

/* A second body with the same code is the same claim; with another person's it is refused.
 * ST_NOT_FOUND: a new one. */
static enum status
find_same(struct exchange *x, int64_t *ret_id)
{
	int64_t same = 0;
	enum status st =
		claim_by_code(x->centre->ledger, text_of(x->body, "receipt_code"), ret_id);

	if (st != ST_OK)
		return st;
	st = ledger_number(x->centre->ledger, &same,
		"SELECT nik = ? AND kiosk = ? FROM claim WHERE id = ?", "ssi",
		text_of(x->body, "nik"), x->kiosk, *ret_id);
	if (st == ST_OK && !same)
		return refuse(x, PROBLEM_IDENTITY);
	return st;
}

static enum status
make_in_visit(struct exchange *x)
{
	const struct question question = {
		.reason = text_of(x->body, "reason"),
		.date = text_of(x->body, "event_date"),
		.officer = is_assisted(x->body),
		.papers_seen = papers_in(json_object_get(x->body, "documents_seen")),
	};
	struct claim_decision decision;
	int64_t id = 0;
	enum status st = claim_open_of(x->centre->ledger, x->visit.nik, &id);

	if (st == ST_OK)
		return refuse_open(x, id);
	if (st == ST_NOT_FOUND)
		st = decide(x, &question, &decision);
	if (st == ST_OK)
		st = check_decision(x, &decision, question.officer);
	if (st == ST_OK && x->status == 0)
		st = check_account(x, json_object_get(x->body, "account"), question.officer);
	if (st != ST_OK || x->status != 0)
		return st;
	st = insert(x, x->visit.nik, x->visit.id, NULL, &decision, &id);
	return st == ST_OK ? answer_received(x, id) : st;
}

enum status
claim_make(struct exchange *x)
{
	int64_t id = 0;
	enum status st;

	if (!x->visit.over && strcmp(x->visit.assurance, "claimed") == 0)
		return refuse(x, PROBLEM_ASSURANCE);
	if (strcmp(text_of(x->body, "nik"), x->visit.nik) != 0)
		return refuse(x, PROBLEM_IDENTITY);
	st = find_same(x, &id);
	if (st == ST_OK)
		return x->status != 0 ? ST_OK : answer_received(x, id);
	if (st != ST_NOT_FOUND)
		return st;
	if (!x->visit.over)
		return make_in_visit(x);
	st = insert(x, x->visit.nik, x->visit.id, NULL, NULL, &id);
	return st == ST_OK ? answer_received(x, id) : st;
}

enum status
claim_take(struct exchange *x)
{
	const char *nik = text_of(x->body, "nik");
	char *other = NULL;
	int64_t id = 0, open = 0;
	enum status st = find_same(x, &id);

	if (st == ST_OK)
		return x->status != 0 ? ST_OK : answer_offline(x, id);
	if (st != ST_NOT_FOUND)
		return st;
	st = claim_open_of(x->centre->ledger, nik, &open);
	if (st == ST_OK)
		st = claim_text(x->centre->ledger,
			"SELECT claim_number FROM claim WHERE id = ?", open, &other);
	if (st == ST_OK || st == ST_NOT_FOUND)
		st = insert(x, nik, NULL, other, NULL, &id);
	free(other);
	return st == ST_OK ? answer_offline(x, id) : st;
}

static enum status
mend_account(struct exchange *x, int64_t id, const json_t *account)
{
	enum status st;

	if (account == NULL || json_object_get(x->body, "documents_seen") != NULL)
		return refuse(x, PROBLEM_FIELD);
	st = check_account(x, account, strcmp(x->visit.assurance, "attested") == 0);
	if (st != ST_OK || x->status != 0)
		return st;
	st = ledger_run(x->centre->ledger,
		"UPDATE claim SET bank = ?1, account = ?2 WHERE id = ?3", "ssi",
		text_of(account, "bank"), text_of(account, "number"), id);
	return st != ST_OK ? st
			   : ledger_run(x->centre->ledger,
				     "UPDATE person SET bank = ?, account = ? WHERE nik = ?",
				     "sss", text_of(account, "bank"),
				     text_of(account, "number"), x->visit.nik);
}

static enum status
mend_documents(struct exchange *x, int64_t id, const json_t *documents)
{
	char *text;
	enum status st;

	if (documents == NULL || json_object_get(x->body, "account") != NULL)
		return refuse(x, PROBLEM_FIELD);
	text = json_dumps(documents, JSON_COMPACT);
	if (text == NULL)
		return ST_NO_MEMORY;
	st = ledger_run(x->centre->ledger,
		"UPDATE claim SET body = json_set(coalesce(body, '{}'), '$.documents_seen',"
		" json(?)) WHERE id = ?",
		"si", text, id);
	free(text);
	return st;
}

/* Only what was asked for. */
static enum status
mend(struct exchange *x, int64_t id, const char *return_reason)
{
	json_t *summary = NULL;
	enum status st =
		strncmp(return_reason, "account", 7) == 0
			? mend_account(x, id, json_object_get(x->body, "account"))
			: mend_documents(x, id, json_object_get(x->body, "documents_seen"));

	if (st == ST_OK && x->status == 0)
		st = claim_complete(x->centre, id, x->now);
	if (st == ST_OK && x->status == 0)
		st = claim_summary(x, id, &summary);
	return st == ST_OK && x->status == 0 ? answer(x, 200, summary) : st;
}

enum status
claim_mend(struct exchange *x)
{
	char *reason = NULL, *state = NULL;
	int64_t id = 0;
	enum status st = ledger_number(x->centre->ledger, &id,
		"SELECT id FROM claim WHERE claim_number = ? AND nik = ?", "ss", x->part[1],
		x->visit.nik);

	if (st == ST_NOT_FOUND)
		return refuse(x, PROBLEM_CLAIM);
	if (st == ST_OK)
		st = claim_text(
			x->centre->ledger, "SELECT status FROM claim WHERE id = ?", id, &state);
	if (st == ST_OK)
		st = claim_text(x->centre->ledger,
			"SELECT return_reason FROM claim WHERE id = ?", id, &reason);
	if (st == ST_OK)
		st = strcmp(state, "returned") == 0 ? mend(x, id, reason)
						    : refuse(x, PROBLEM_NOT_RETURNED);
	free(state);
	free(reason);
	return st;
}
