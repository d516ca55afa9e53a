/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A claim looked up by its receipt code: what this kiosk knows first, then what the centre tells. Whoever only guesses
 * codes is led to staff after five that nobody knows.
 */
#include "work/visit_inside.h"

#include "base/array.h"
#include "base/log.h"
#include "base/str.h"
#include "flow/saved.h"

#include <stdlib.h>
#include <string.h>

enum { CODES_UNKNOWN_MAX = 5, DAY_MS = 24 * 60 * 60 * 1000 };

struct look_job {
	struct visit_job v; /* first */
	struct lookup found;
	char nik[NIK_ROOM]; /* who has no code */
	int64_t not_before_ms;
	int zone_offset_s;
};

/* --- what this kiosk knows ---------------------------------------------------------------------------------------- */

static enum status
take_claim(const struct claim_got *got, const struct look_job *look, struct lookup *l)
{
	enum status st = str_copy(l->number, sizeof(l->number), got->number);
	int second;

	l->here = true;
	l->parked = got->request == REQUEST_PARKED;
	l->printable = got->confirmed_ms >= look->not_before_ms;
	l->confirmed_on = date_of_unix(got->confirmed_ms / 1000, look->zone_offset_s, &second);
	if (st == ST_OK)
		st = str_copy(l->problem, sizeof(l->problem), got->problem);
	if (st == ST_OK)
		st = str_copy(l->duplicate_of, sizeof(l->duplicate_of), got->duplicate_of);
	if (st == ST_OK)
		st = str_copy(l->status, sizeof(l->status), got->status);
	if (st == ST_OK)
		st = str_copy(l->was, sizeof(l->was), got->status);
	if (st == ST_OK && got->promised[0])
		st = date_parse_iso(got->promised, &l->promised);
	return st;
}

static enum status
look_for_claim(struct look_job *look)
{
	struct claim_got got;
	enum status st = store_claim_by_code(look->v.desk->store, look->found.code, &got);

	if (st != ST_OK)
		return st;
	st = take_claim(&got, look, &look->found);
	claim_got_free(&got);
	return st;
}

static enum status
look_for_withdrawal(struct look_job *look)
{
	struct withdrawal_got got;
	enum status st = store_withdrawal(look->v.desk->store, look->found.code, &got);

	if (st == ST_OK)
		visit_tell_withdrawal(&got, look->zone_offset_s, &look->found);
	return st;
}

static enum status
look_for_ticket(struct look_job *look)
{
	struct handover_row row;
	enum status st = store_handover_find(look->v.desk->store, look->found.code, &row);

	look->found.ticket = st == ST_OK;
	look->found.ticket_closed = st == ST_OK && row.closed_ms != 0;
	return st;
}

static void
look_run(struct job *job)
{
	static enum status (*const looks[])(struct look_job *) = { look_for_claim,
		look_for_withdrawal, look_for_ticket };
	struct look_job *look = (struct look_job *)job;

	for (size_t i = 0; i < ARRAY_LEN(looks); i++) {
		enum status st = looks[i](look);

		if (st != ST_OK && st != ST_NOT_FOUND)
			look->v.st = st;
	}
}

static void
look_done(struct job *job)
{
	struct look_job *look = (struct look_job *)job;
	struct visit *visit = look->v.visit;
	bool current = visit_job_is_current(&look->v);

	if (look->v.st != ST_OK)
		log_error("look-up: %s", status_words(look->v.st));
	if (current)
		visit->answers->lookup = look->found;
	wipe(look, sizeof(*look));
	free(look);
	if (current)
		visit_ask_centre(visit, CALL_CLAIM_LOOKUP);
}

/* --- who has no code ---------------------------------------------------------------------------------------------- */

static bool
is_unsent(const struct claim_got *got)
{
	return got->number[0] == '\0' &&
	       (got->request == REQUEST_WAITING || got->request == REQUEST_SENDING ||
		       got->request == REQUEST_PARKED);
}

static void
unsent_run(struct job *job)
{
	struct look_job *look = (struct look_job *)job;
	struct claim_got got;

	look->v.st = store_claim_by_nik(look->v.desk->store, look->nik, &got);
	if (look->v.st != ST_OK)
		return;
	if (is_unsent(&got))
		look->v.st = take_claim(&got, look, &look->found);
	if (is_unsent(&got) && look->v.st == ST_OK)
		look->v.st = str_copy(look->found.code, sizeof(look->found.code), got.code);
	claim_got_free(&got);
}

static void
unsent_done(struct job *job)
{
	struct look_job *look = (struct look_job *)job;
	struct visit *visit = look->v.visit;
	bool current = visit_job_is_current(&look->v);

	if (look->v.st != ST_OK && look->v.st != ST_NOT_FOUND)
		log_error("unsent claim: %s", status_words(look->v.st));
	if (current)
		visit->answers->lookup = look->found;
	wipe(look, sizeof(*look));
	free(look);
	if (current)
		visit_end_effect(visit, OUTCOME_OK);
}

void
visit_find_unsent(struct visit *visit)
{
	const struct desk *desk = visit->desk;
	struct look_job *look = visit_job_new(visit, sizeof(*look), unsent_run, unsent_done);

	visit->effect_can_stop = false;
	if (look == NULL || str_copy(look->nik, sizeof(look->nik), visit->answers->nik) != ST_OK) {
		free(look);
		visit_end_effect(visit, OUTCOME_OK); /* the centre is asked all the same */
		return;
	}
	look->zone_offset_s = desk->zone_offset_s;
	look->not_before_ms = desk_wall_ms(desk) - (int64_t)desk->reprint_days * DAY_MS;
	worker_post(desk->store_worker, &look->v.job);
}

/* --- who has one -------------------------------------------------------------------------------------------------- */

static bool
is_closed(const struct visit *visit)
{
	return visit->codes_unknown >= CODES_UNKNOWN_MAX && !visit->answers->officer.joined;
}

void
visit_look_up(struct visit *visit)
{
	struct lookup *l = &visit->answers->lookup;
	const struct desk *desk = visit->desk;
	struct look_job *look;

	visit->effect_can_stop = false;
	if (is_closed(visit)) {
		visit_end_effect(visit, OUTCOME_REFUSED);
		return;
	}
	look = visit_job_new(visit, sizeof(*look), look_run, look_done);
	if (look == NULL || code_read(l->typed, look->found.code) != FLAW_NONE) {
		free(look); /* no memory; a code was checked when it was typed */
		visit_end_effect(visit, OUTCOME_AWAY);
		return;
	}
	(void)str_copy(look->found.typed, sizeof(look->found.typed), l->typed); /* as long */
	look->zone_offset_s = desk->zone_offset_s;
	look->not_before_ms = desk_wall_ms(desk) - (int64_t)desk->reprint_days * DAY_MS;
	worker_post(desk->store_worker, &look->v.job);
}

/* --- what the centre told ----------------------------------------------------------------------------------------- */

struct news_job {
	struct job job; /* first */
	struct store *store;
	struct journal_copy entry;
	char number[40], status[16], promised[DATE_ISO];
	enum status st;
};

static void
news_run(struct job *job)
{
	struct news_job *n = (struct news_job *)job;

	n->st = store_claim_state(n->store, n->number, n->status,
		n->promised[0] ? n->promised : NULL, &n->entry.entry);
}

static void
news_done(struct job *job)
{
	struct news_job *n = (struct news_job *)job;

	if (n->st != ST_OK && n->st != ST_NOT_FOUND) /* not found: it is known by now */
		log_error("claim state: %s", status_words(n->st));
	free(n);
}

void
visit_keep_state(struct visit *visit, const char *number, const char *was, const char *status,
	struct date promised)
{
	char detail[48], on[DATE_ISO];
	const struct journal_entry entry = { .event = EVENT_CLAIM_STATE,
		.at_ms = desk_wall_ms(visit->desk),
		.actor = "kiosk",
		.outcome = status,
		.detail = detail };
	struct news_job *n;

	if (number[0] == '\0' || strcmp(was, status) == 0)
		return;
	date_format_iso(promised, on);
	n = calloc(1, sizeof(*n));
	if (n == NULL || str_format(detail, sizeof(detail), "%s %s%s%s", was, status,
				 on[0] ? " " : "", on) != ST_OK ||
		str_copy(n->number, sizeof(n->number), number) != ST_OK ||
		str_copy(n->status, sizeof(n->status), status) != ST_OK) {
		free(n); /* the daily question finds it */
		return;
	}
	n->job = (struct job){ .run = news_run, .done = news_done };
	n->store = visit->desk->store;
	(void)str_copy(n->promised, sizeof(n->promised), on); /* as long */
	journal_copy(&n->entry, &entry);
	worker_post(visit->desk->store_worker, &n->job);
}

/* The same code once more is no new guess, and the code of a slip is none at all. */
static enum outcome
count_unknown(struct visit *visit)
{
	const char *code = visit->answers->lookup.code;

	if (saved_is_slip(visit->answers, &visit->desk->place))
		return OUTCOME_NOT_FOUND;
	if (strcmp(visit->code_unknown, code) != 0) {
		(void)str_copy(visit->code_unknown, sizeof(visit->code_unknown), code);
		visit->codes_unknown += !visit->answers->officer.joined;
	}
	if (is_closed(visit))
		return OUTCOME_REFUSED;
	return visit->answers->outcome == OUTCOME_NOT_FOUND ? OUTCOME_NOT_FOUND : OUTCOME_AWAY;
}

static void
journal_lookup(struct visit *visit, bool known)
{
	const struct lookup *l = &visit->answers->lookup;
	char detail[48];

	if (str_format(detail, sizeof(detail), "%s %s", l->here ? "here" : "elsewhere",
		    l->withdrawn   ? "withdrawn"
		    : l->status[0] ? l->status
		    : l->parked  ? "parked"
		    : l->here    ? "waiting"
				 : "unknown") == ST_OK)
		visit_journal(visit, EVENT_CLAIM_LOOKUP,
			!known     ? "unknown"
			: l->asked ? "ok"
				   : "away",
			detail);
}

/* A code of something else is no guess. */
static bool
is_other_slip(struct visit *visit)
{
	struct answers *a = visit->answers;

	if (a->lookup.ticket)
		str_clip(a->problem, sizeof(a->problem),
			a->lookup.ticket_closed ? "code-of-closed-ticket" : "code-of-ticket");
	return a->lookup.ticket;
}

static void
read_dates(const struct visit *visit, struct lookup *l)
{
	int offset_s = visit->desk->zone_offset_s, second;

	if (l->since_s)
		l->since = date_of_unix(l->since_s, offset_s, &second);
	if (!l->told || l->reference[0] == '\0')
		return;
	l->withdrawn = WITHDRAWN_DONE;
	l->printable = false;
	l->stops_by = date_of_unix(l->stops_by_s, offset_s, &second);
}

void
visit_looked_up(struct visit *visit)
{
	struct answers *a = visit->answers;
	struct lookup *l = &a->lookup;
	bool known = l->here || l->told || l->withdrawn;

	l->asked = l->told || a->outcome == OUTCOME_NOT_FOUND;
	read_dates(visit, l);
	journal_lookup(visit, known);
	if (l->told && l->here)
		visit_keep_state(visit, l->number, l->was, l->status, l->promised);
	if (l->told && l->here && l->number[0] == '\0') /* the kiosk shall know it, too */
		outbox_kick(visit->desk->outbox);
	if (known)
		a->outcome = OUTCOME_OK;
	else
		a->outcome = is_other_slip(visit) ? OUTCOME_NOT_FOUND : count_unknown(visit);
}
