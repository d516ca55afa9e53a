/* SPDX-License-Identifier: Apache-2.0 */
/* A claim's frozen body with one thing of it corrected: what becomes the next request in its place. */
#include "base/json.h"
#include "work/central_inside.h"
#include "work/central_object.h"

/* Takes the value; NULL: it could not be made. */
static enum status
set(json_t *object, const char *name, json_t *value)
{
	return json_object_set_new(object, name, value) == 0 ? ST_OK : ST_NO_MEMORY;
}

/* Nobody has asked the bank: the centre does. */
static enum status
set_account(json_t *claim, const struct claim_fix *c, const char *officer)
{
	(void)officer;
	return set(claim, "account",
		OBJECT({ "bank", json_string(c->bank) }, { "number", json_string(c->account) },
			{ "holder", json_null() }, { "match", json_null() }));
}

static enum status
set_date(json_t *claim, const struct claim_fix *c, const char *officer)
{
	(void)officer;
	return set(claim, "event_date", date_or_null(c->event_date));
}

static enum status
add_paper(json_t *claim, const struct claim_fix *c, const char *officer)
{
	json_t *papers;
	enum status st = json_need_array(claim, "documents_seen", DOCUMENTS_MAX - 1, &papers);

	if (st != ST_OK)
		return st;
	return json_array_append_new(papers,
		       OBJECT({ "kind", json_string(paper_code(c->paper.kind)) },
			       { "number", json_string(c->paper.number) },
			       { "date", date_or_null(c->paper.date) },
			       { "officer", json_string(officer) })) == 0
		       ? ST_OK
		       : ST_NO_MEMORY;
}

/* That they were there is said of every correction. */
static enum status
set_nothing(json_t *claim, const struct claim_fix *c, const char *officer)
{
	(void)claim;
	(void)c;
	(void)officer;
	return ST_OK;
}

typedef enum status set_fn(json_t *claim, const struct claim_fix *c, const char *officer);

static set_fn *const setters[FIXES] = {
	[FIX_ACCOUNT] = set_account,
	[FIX_DATE] = set_date,
	[FIX_PAPER] = add_paper,
	[FIX_OFFICER] = set_nothing,
};

static enum status
correct(json_t *claim, const struct claim_fix *c, const char *officer)
{
	json_t *account;
	enum status st = json_need_object(claim, "account", &account);

	if (st == ST_OK)
		st = setters[c->what](claim, c, officer);
	if (st == ST_OK)
		st = set(claim, "channel", json_string("assisted"));
	return st == ST_OK ? set(claim, "officer", json_string(officer)) : st;
}

enum status
central_correct(const struct claim_fix *c, const char *officer, const struct buf *body,
	struct buf *ret_body)
{
	json_t *claim = NULL;
	enum status st = setters[c->what] ? json_read(body->data, body->len, &claim) : ST_INVALID;

	if (st == ST_OK)
		st = correct(claim, c, officer);
	if (st == ST_OK)
		st = json_write(claim, ret_body);
	json_decref(claim);
	return st;
}
