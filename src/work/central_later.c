/* SPDX-License-Identifier: Apache-2.0 */
/* What goes on another day or elsewhere: a visit kept at the centre, a ticket, consent withdrawn. */
#include "base/json.h"
#include "base/str.h"
#include "work/central_inside.h"
#include "work/central_object.h"

#include <string.h>

/* --- a visit that is kept ----------------------------------------------------------------- */

static json_t *
account_said(const struct answers *answers)
{
	if (answers->bank[0] == '\0' || answers->account[0] == '\0' || answers->account_known)
		return json_null(); /* the record has it */
	return OBJECT({ "bank", json_string(answers->bank) },
		{ "number", json_string(answers->account) });
}

json_t *
central_save_body(const struct answers *answers, const struct call_extra *extra)
{
	const struct kept *kept = &answers->kept;

	(void)extra;
	if (kept->flow[0] == '\0' || kept->step[0] == '\0')
		return NULL;
	return OBJECT({ "flow", json_string(kept->flow) }, { "step", json_string(kept->step) },
		{ "answers",
			OBJECT({ "reason", text_or_null(claim_reason_code(answers->reason)) },
				{ "event_date", date_or_null(answers->event_date) },
				{ "documents_seen", central_documents(answers) },
				{ "account", account_said(answers) },
				{ "show_amount", json_boolean(answers->show_amount) }) });
}

enum status
central_read_saved(const json_t *root, struct answers *answers)
{
	struct kept *kept = &answers->kept;

	return READ(root, { "saved_code", ID, false, AT(kept->code) },
		{ "valid_until", DATE, false, PLACE(kept->valid_until) });
}

static enum status
read_document(const json_t *object, struct earlier *left)
{
	struct document *document = &left->document[left->documents_n];
	char kind[32], officer[sizeof(left->attester.name)];
	enum status st = READ(object, { "kind", TEXT, false, AT(kind) },
		{ "number",  TEXT, false,   AT(document->number)  },
		{ "date",    DATE, OR_NULL, PLACE(document->date) },
		{ "officer", TEXT, false, AT(officer) });

	if (st == ST_OK)
		st = paper_from_code(kind, &document->kind);
	if (st != ST_OK)
		return st;
	left->documents_n++;
	memcpy(left->attester.name, officer, sizeof(officer));
	return ST_OK;
}

static enum status
read_documents(const json_t *object, struct earlier *left)
{
	json_t *documents = NULL;
	enum status st = json_need_array(object, "documents_seen", DOCUMENTS_MAX, &documents);

	for (size_t i = 0; st == ST_OK && i < json_array_size(documents); i++)
		st = read_document(json_array_get(documents, i), left);
	return st;
}

static enum status
read_left(const json_t *object, struct earlier *left)
{
	json_t *account = NULL;
	enum status st = READ(object, { "reason", REASON, OR_NULL, PLACE(left->reason) },
		{ "event_date", DATE, OR_NULL, PLACE(left->event_date) },
		{ "show_amount", BOOL, false, PLACE(left->show_amount) });

	if (st == ST_OK)
		st = read_documents(object, left);
	if (st == ST_OK)
		st = member_object_or_null(object, "account", &account);
	if (st == ST_OK && account)
		st = READ(account, { "bank", ID, false, AT(left->bank) },
			{ "number", ID, false, AT(left->account) });
	left->sought = left->found = st == ST_OK;
	return st;
}

enum status
central_read_kept(const json_t *root, struct answers *answers)
{
	struct kept *kept = &answers->kept;
	char code[CODE_ROOM];
	json_t *saved = NULL, *said = NULL;
	enum status st = member_object_or_null(root, "saved", &saved);

	kept->found = false;
	if (st != ST_OK || saved == NULL)
		return st;
	st = READ(saved, { "code", ID, false, AT(code) },
		{ "flow", TEXT, false, AT(kept->flow) },
		{ "step", TEXT, false, AT(kept->step) },
		{ "saved_at", TIME, false, PLACE(kept->at_s) });
	if (st == ST_OK)
		st = json_need_object(saved, "answers", &said);
	if (st == ST_OK && kept->asked[0] && strcmp(kept->asked, code) != 0)
		st = ST_INVALID; /* of another slip */
	if (st != ST_OK)
		return st;
	kept->found = true;
	kept->left = (struct earlier){ 0 };
	if (read_left(said, &kept->left) != ST_OK) /* of another version of this program: asked anew */
		wipe(&kept->left, sizeof(kept->left));
	return ST_OK;
}

/* --- tickets ------------------------------------------------------------------------------ */

json_t *
central_ticket_body(const struct answers *answers, const struct call_extra *extra)
{
	static const char *const kinds[] = {
		[TICKET_NONE] = NULL,
		[TICKET_COUNTER] = "counter",
		[TICKET_BRANCH] = "branch",
		[TICKET_LAPAK_ASIK] = "lapak_asik",
		[TICKET_COMPLAINT] = "complaint",
	};
	const struct ticket_wish *wish = &answers->ticket_wish;

	(void)extra;
	if (wish->kind == TICKET_NONE)
		return NULL;
	return OBJECT({ "kind", json_string(kinds[wish->kind]) },
		{ "preferred_date", date_or_null(wish->preferred) },
		{ "topic", text_or_null(wish->topic) },
		{ "reason", text_or_null(claim_reason_code(wish->reason)) },
		{ "priority", json_boolean(answers->priority) });
}

enum status
central_read_papers(const json_t *root, enum paper ret_papers[PAPERS_MAX], size_t *ret_n)
{
	json_t *papers;
	enum status st = json_need_array(root, "documents", PAPERS_MAX, &papers);
	size_t n = st == ST_OK ? json_array_size(papers) : 0;

	for (size_t i = 0; i < n && st == ST_OK; i++) {
		const char *code = json_string_value(json_array_get(papers, i));

		st = code ? paper_from_code(code, &ret_papers[i]) : ST_INVALID;
	}
	if (st != ST_OK)
		return ST_INVALID;
	*ret_n = n;
	return ST_OK;
}

enum status
central_read_ticket(const json_t *root, struct answers *answers)
{
	int64_t at_s;
	enum status st = READ(root, { "ticket", ID, false, AT(answers->ticket) },
		{ "place", TEXT, false, AT(answers->ticket_place) },
		{ "time", TIME, false, PLACE(at_s) });

	if (st == ST_OK)
		st = central_read_papers(root, answers->ticket_paper, &answers->ticket_papers_n);
	if (st == ST_OK)
		answers->ticket_at_ms = at_s * 1000;
	return st;
}

/* --- consent ------------------------------------------------------------------------------ */

enum status
central_read_withdrawal(const json_t *root, struct answers *answers)
{
	struct withdrawal *withdrawal = &answers->withdrawal;

	return READ(root, { "reference", ID, false, AT(withdrawal->reference) },
		{ "stops_by", TIME, false, PLACE(withdrawal->stops_by_s) });
}
