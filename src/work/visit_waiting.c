/* SPDX-License-Identifier: Apache-2.0 */
/* What an officer at the kiosk does about a claim that waits, and what the centre says of one that was corrected. */
#include "work/visit_inside.h"

#include "base/log.h"
#include "base/str.h"
#include "flow/waiting.h"
#include "rules/parked.h"
#include "rules/sheet.h"
#include "work/waiting.h"

#include <stdlib.h>
#include <string.h>

struct waiting_job {
	struct visit_job v; /* first */
	struct waiting_act act;
	struct claim_contact contact; /* read */
	enum claim_reason reason;     /* likewise */
};

/* NULL: no memory, or nothing is shown. */
static struct waiting_job *
new_job(struct visit *visit, enum waiting_wish wish, void (*run)(struct job *),
	void (*done)(struct job *))
{
	const struct answers *a = visit->answers;
	const struct waiting_claim *claim = waiting_shown(a);
	struct waiting_job *w = claim ? visit_job_new(visit, sizeof(*w), run, done) : NULL;

	visit->effect_can_stop = false;
	if (w == NULL)
		return NULL;
	waiting_act_of(visit->desk, claim, wish, &a->officer, &w->act);
	if (wish == WAITING_CORRECT)
		waiting_act_fix(visit->desk, &a->fix, &w->act);
	return w;
}

static void
begin(struct visit *visit, struct waiting_job *w)
{
	if (w)
		worker_post(visit->desk->store_worker, &w->v.job);
	else
		visit_end_effect(visit, OUTCOME_AWAY);
}

static void
end(struct waiting_job *w, enum outcome outcome)
{
	struct visit *visit = w->v.visit;
	bool current = visit_job_is_current(&w->v);

	wipe(w, sizeof(*w));
	free(w);
	if (current)
		visit_end_effect(visit, outcome);
}

static enum outcome
outcome_of(enum status st)
{
	switch (st) {
	case ST_OK:
		return OUTCOME_OK;
	case ST_NOT_FOUND:
		return OUTCOME_NOT_FOUND;
	case ST_DENIED:
		return OUTCOME_REFUSED;
	default:
		return OUTCOME_AWAY;
	}
}

/* --- done ----------------------------------------------------------------------------------------------------------- */

static void
waiting_run(struct job *job)
{
	struct waiting_job *w = (struct waiting_job *)job;

	w->v.st = waiting_do(w->v.desk->store, &w->act);
}

static void
take_done(struct answers *a, const struct waiting_act *act)
{
	memcpy(a->waiting_file, act->file, sizeof(a->waiting_file));
	if (act->wish == WAITING_CORRECT) /* whose paper comes out, and whose news count */
		memcpy(a->lookup.code, act->code, sizeof(a->lookup.code));
}

static void
waiting_done(struct job *job)
{
	struct waiting_job *w = (struct waiting_job *)job;
	enum status st = w->v.st;

	if (st != ST_OK && st != ST_NOT_FOUND)
		log_error("what waits for staff: %s", status_words(st));
	if (st == ST_OK && (w->act.wish == WAITING_SEND || w->act.wish == WAITING_CORRECT))
		outbox_kick(w->v.desk->outbox);
	if (st == ST_OK && visit_job_is_current(&w->v))
		take_done(w->v.visit->answers, &w->act);
	end(w, outcome_of(st));
}

void
visit_do_waiting(struct visit *visit)
{
	begin(visit, new_job(visit, visit->answers->waiting_wish, waiting_run, waiting_done));
}

/* --- corrected ------------------------------------------------------------------------------------------------------ */

static void
open_run(struct job *job)
{
	struct waiting_job *w = (struct waiting_job *)job;

	w->v.st = waiting_open(w->v.desk->store, &w->act, &w->reason);
}

/* Somebody else's claim, or a NIK mistyped: it is on record either way. */
static void
journal_stranger(struct visit *visit, const struct waiting_act *act)
{
	char detail[DETAIL_ROOM];

	if (str_format(detail, sizeof(detail), "%s %s", parked_fix_code(act->fix.what),
		    act->problem) == ST_OK)
		visit_journal(visit, EVENT_WAITING_CORRECT, "denied", detail);
}

static void
open_done(struct job *job)
{
	struct waiting_job *w = (struct waiting_job *)job;
	bool current = visit_job_is_current(&w->v);

	if (w->v.st == ST_DENIED)
		journal_stranger(w->v.visit, &w->act);
	else if (w->v.st != ST_OK && w->v.st != ST_NOT_FOUND)
		log_error("claim to be corrected: %s", status_words(w->v.st));
	if (current && w->v.st == ST_OK)
		w->v.visit->answers->fix.reason = w->reason;
	end(w, outcome_of(w->v.st));
}

void
visit_open_fix(struct visit *visit)
{
	begin(visit, new_job(visit, WAITING_CORRECT, open_run, open_done));
}

void
visit_await_fix(struct visit *visit)
{
	visit_await_news(visit);
}

bool
visit_fix_news(struct visit *visit, const struct outbox_news *news)
{
	struct answers *a = visit->answers;
	struct claim_fix *fix = &a->fix;

	if (fix->what == FIX_NOTHING || strcmp(a->lookup.code, news->code) != 0 ||
		strcmp(news->kind, call_word(CALL_CLAIM_FACE)) == 0)
		return false;
	fix->received = news->state == REQUEST_DONE;
	fix->refused = news->state == REQUEST_PARKED;
	str_clip(fix->problem, sizeof(fix->problem), news->problem);
	if (visit_awaits(visit, EFFECT_FIX_AWAIT))
		visit_end_effect(visit, OUTCOME_OK);
	else
		visit_changed(visit);
	return true;
}

/* --- whom to reach -------------------------------------------------------------------------------------------------- */

static void
contact_run(struct job *job)
{
	struct waiting_job *w = (struct waiting_job *)job;

	w->v.st = waiting_contact(w->v.desk->store, &w->act, &w->contact);
}

static void
contact_done(struct job *job)
{
	struct waiting_job *w = (struct waiting_job *)job;

	if (w->v.st != ST_OK && w->v.st != ST_NOT_FOUND)
		log_error("contact: %s", status_words(w->v.st));
	if (w->v.st == ST_OK && visit_job_is_current(&w->v))
		w->v.visit->answers->contact = w->contact;
	end(w, OUTCOME_OK);
}

void
visit_find_contact(struct visit *visit)
{
	wipe(&visit->answers->contact, sizeof(visit->answers->contact));
	begin(visit, new_job(visit, WAITING_MISSED, contact_run, contact_done));
}

void
visit_write_letter(
	const struct visit *visit, const struct sheet_place *place, struct receipt *ret_receipt)
{
	const struct answers *a = visit->answers;
	const struct waiting_claim *claim = waiting_shown(a);
	const struct letter_facts facts = { .contact = &a->contact,
		.code = claim ? claim->code : "",
		.person = claim ? parked_words(waiting_problem(claim))->person : "" };

	receipt_of_letter(&facts, place, ret_receipt);
}
