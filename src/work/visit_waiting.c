/* SPDX-License-Identifier: Apache-2.0 */
/* What an officer does about a claim that waits: each one transaction with its journal row. */
#include "work/visit_inside.h"

#include "base/log.h"
#include "base/str.h"
#include "flow/waiting.h"
#include "rules/parked.h"
#include "rules/sheet.h"
#include "rules/waiting.h"

#include <stdlib.h>
#include <string.h>

struct waiting_job {
	struct visit_job v; /* first */
	enum waiting_wish wish;
	char code[CODE_ROOM];
	struct journal_copy entry;
	int64_t now_ms;
	struct buf contact; /* read */
};

static const struct {
	enum event event;
	const char *outcome;
	enum reach reach;
} wishes[WAITING_WISHES] = {
	[WAITING_SEND] = { EVENT_WAITING_RESEND, "ok", REACH_NONE },
	[WAITING_DROP] = { EVENT_WAITING_WITHDRAWN, "ok", REACH_NONE },
	[WAITING_REACHED] = { EVENT_WAITING_CALL, "reached", REACH_YES },
	[WAITING_MISSED] = { EVENT_WAITING_CALL, "not-reached", REACH_NO },
	[WAITING_POSTED] = { EVENT_WAITING_CALL, "posted", REACH_POSTED },
};

static void
waiting_run(struct job *job)
{
	struct waiting_job *w = (struct waiting_job *)job;
	struct store *store = w->v.desk->store;
	struct journal_entry *entry = &w->entry.entry;

	if (w->wish == WAITING_DROP)
		entry->review =
			(struct journal_review){ .kind = REVIEW_WITHDRAWN, .code = w->code };
	if (w->wish == WAITING_SEND)
		w->v.st = store_waiting_resend(store, w->code, entry);
	else if (w->wish == WAITING_DROP)
		w->v.st = store_waiting_drop(store, w->code, entry, w->now_ms);
	else
		w->v.st = store_waiting_called(store, w->code,
			reach_code(wishes[w->wish].reach), entry, w->now_ms);
}

static void
waiting_done(struct job *job)
{
	struct waiting_job *w = (struct waiting_job *)job;
	struct visit *visit = w->v.visit;
	bool current = visit_job_is_current(&w->v);
	enum status st = w->v.st;

	if (st != ST_OK && st != ST_NOT_FOUND)
		log_error("what waits for staff: %s", status_words(st));
	if (st == ST_OK && w->wish == WAITING_SEND)
		outbox_kick(w->v.desk->outbox);
	wipe(w, sizeof(*w));
	free(w);
	if (current)
		visit_end_effect(visit, st == ST_OK             ? OUTCOME_OK
					: st == ST_NOT_FOUND ? OUTCOME_NOT_FOUND
							     : OUTCOME_AWAY);
}

/* NULL: no memory, or nothing is shown. The row is of the visit that made the claim (store). */
static struct waiting_job *
new_job(struct visit *visit, enum event event, const char *outcome, void (*run)(struct job *),
	void (*done)(struct job *))
{
	const struct waiting_claim *claim = waiting_shown(visit->answers);
	struct waiting_job *w =
		claim ? visit_job_new(visit, sizeof(*w), run, done) : NULL;
	struct journal_entry entry;

	visit->effect_can_stop = false;
	if (w == NULL)
		return NULL;
	entry = (struct journal_entry){ .event = event,
		.at_ms = desk_wall_ms(visit->desk),
		.actor = visit->answers->officer.id,
		.outcome = outcome,
		.detail = waiting_problem(claim),
		.service = service_code(SERVICE_CLAIM) };
	journal_copy(&w->entry, &entry);
	memcpy(w->code, claim->code, sizeof(w->code));
	w->now_ms = entry.at_ms;
	return w;
}

void
visit_do_waiting(struct visit *visit)
{
	enum waiting_wish wish = visit->answers->waiting_wish;
	struct waiting_job *w = new_job(
		visit, wishes[wish].event, wishes[wish].outcome, waiting_run, waiting_done);

	if (w == NULL) {
		visit_end_effect(visit, OUTCOME_AWAY);
		return;
	}
	w->wish = wish;
	worker_post(visit->desk->store_worker, &w->v.job);
}

/* --- whom to reach -------------------------------------------------------------------------------------------------- */

static void
contact_run(struct job *job)
{
	struct waiting_job *w = (struct waiting_job *)job;

	buf_init(&w->contact, sizeof(struct claim_contact));
	w->v.st = store_waiting_contact(
		w->v.desk->store, w->code, &w->entry.entry, &w->contact);
}

static void
contact_done(struct job *job)
{
	struct waiting_job *w = (struct waiting_job *)job;
	struct visit *visit = w->v.visit;
	struct answers *a = visit->answers;
	bool current = visit_job_is_current(&w->v);

	if (w->v.st != ST_OK && w->v.st != ST_NOT_FOUND)
		log_error("contact: %s", status_words(w->v.st));
	if (current && w->v.st == ST_OK && w->contact.len == sizeof(a->contact))
		memcpy(&a->contact, w->contact.data, sizeof(a->contact));
	buf_free(&w->contact);
	wipe(w, sizeof(*w));
	free(w);
	if (current)
		visit_end_effect(visit, OUTCOME_OK);
}

void
visit_find_contact(struct visit *visit)
{
	struct waiting_job *w =
		new_job(visit, EVENT_WAITING_CONTACT, "ok", contact_run, contact_done);

	wipe(&visit->answers->contact, sizeof(visit->answers->contact));
	if (w)
		worker_post(visit->desk->store_worker, &w->v.job);
	else
		visit_end_effect(visit, OUTCOME_OK);
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
