/* SPDX-License-Identifier: Apache-2.0 */
/* Hand-overs at the officer's side: listed, opened by code, printed again, gone on with, closed, swept. */
#include "work/visit_inside.h"

#include "base/log.h"
#include "base/str.h"
#include "flow/handover.h"
#include "flow/ticket.h"

#include <stdlib.h>
#include <string.h>

enum { DAY_MS = 24 * 60 * 60 * 1000 };

static struct date
day_of(const struct desk *desk, int64_t ms)
{
	int second;

	return date_of_unix(ms / 1000, desk->zone_offset_s, &second);
}

static void
take_line(const struct handover_row *row, struct handover_line *line)
{
	memcpy(line->code, row->code, sizeof(line->code));
	memcpy(line->why, row->why, sizeof(line->why));
	line->priority = row->priority;
	line->called = row->called;
}

/* --- the list ------------------------------------------------------------------------------------------------------- */

struct list_job {
	struct visit_job v; /* first */
	size_t from, n;
	struct handover_row row[HANDOVERS_SHOWN];
	int open;
};

static void
list_run(struct job *job)
{
	struct list_job *l = (struct list_job *)job;
	struct store *store = l->v.desk->store;

	l->v.st = store_handover_list(store, l->from, l->row, HANDOVERS_SHOWN, &l->n);
	if (l->v.st == ST_OK)
		l->v.st = store_handover_count(store, &l->open);
}

static void
list_done(struct job *job)
{
	struct list_job *l = (struct list_job *)job;
	struct visit *visit = l->v.visit;
	struct answers *a = visit->answers;
	enum status st = l->v.st;
	bool current = visit_job_is_current(&l->v);

	if (st != ST_OK)
		log_error("hand-overs: %s", status_words(st));
	if (current) {
		a->handovers_n = st == ST_OK ? l->n : 0;
		a->handovers_open = st == ST_OK ? l->open : 0;
		for (size_t i = 0; i < a->handovers_n; i++)
			take_line(&l->row[i], &a->handover[i]);
	}
	free(l);
	if (current)
		visit_end_effect(visit, st == ST_OK ? OUTCOME_OK : OUTCOME_AWAY);
}

void
visit_list_handovers(struct visit *visit)
{
	struct list_job *l = visit_job_new(visit, sizeof(*l), list_run, list_done);

	visit->effect_can_stop = false;
	if (l == NULL) {
		visit_end_effect(visit, OUTCOME_AWAY);
		return;
	}
	l->from = (size_t)visit->answers->handovers_from;
	worker_post(visit->desk->store_worker, &l->v.job);
}

/* --- one of them ---------------------------------------------------------------------------------------------------- */

struct open_job {
	struct visit_job v; /* first */
	char code[CODE_ROOM];
	struct handover_row row;
	struct draft_blob blob;
	bool readable; /* blob is that of the hand-over */
};

static void
open_run(struct job *job)
{
	struct open_job *o = (struct open_job *)job;
	struct buf blob;

	o->v.st = store_handover_open(o->v.desk->store, o->code, &o->row, &blob);
	if (o->v.st != ST_OK)
		return;
	if (blob.len == sizeof(o->blob)) {
		memcpy(&o->blob, blob.data, sizeof(o->blob));
		o->readable = o->blob.version == DRAFT_VERSION &&
			      o->blob.size == sizeof(o->blob);
	}
	buf_free(&blob);
}

/* Nothing of the deceased is shown. */
static void
take_answers(const struct answers *from, struct handed_over *h)
{
	h->kind = from->ticket_wish.kind;
	h->preferred = from->ticket_wish.preferred;
	h->visit_on = from->ticket_on;
	memcpy(h->topic, from->ticket_wish.topic, sizeof(h->topic));
	memcpy(h->number, from->ticket, sizeof(h->number));
	if (ticket_is_for_heirs(from))
		return;
	memcpy(h->nik, from->nik, sizeof(h->nik));
	memcpy(h->kpj, from->kpj, sizeof(h->kpj));
	memcpy(h->birth_typed, from->birth_typed, sizeof(h->birth_typed));
	memcpy(h->name_masked, from->name_masked, sizeof(h->name_masked));
	visit_fill_earlier(from, &h->left);
	if (h->left.reason == REASON_NONE)
		h->left.reason = from->ticket_wish.reason;
}

static void
take_handed(const struct open_job *o, struct handed_over *h)
{
	const struct desk *desk = o->v.desk;

	wipe(h, sizeof(*h));
	(void)str_copy(h->asked, sizeof(h->asked), o->code); /* as long */
	take_line(&o->row, &h->line);
	memcpy(h->claim, o->row.claim, sizeof(h->claim));
	h->on = day_of(desk, o->row.made_ms);
	if (o->row.closed_ms)
		h->closed_on = day_of(desk, o->row.closed_ms);
	(void)str_copy(h->outcome, sizeof(h->outcome), o->row.outcome); /* as long */
	h->readable = o->readable;
	if (o->readable)
		take_answers(&o->blob.answers, h);
}

static void
free_open(struct open_job *o)
{
	wipe(o, sizeof(*o));
	free(o);
}

static enum outcome
outcome_of(const struct open_job *o)
{
	if (o->v.st == ST_NOT_FOUND)
		return OUTCOME_NOT_FOUND;
	if (o->v.st != ST_OK)
		return OUTCOME_AWAY;
	return o->row.closed_ms ? OUTCOME_REFUSED : OUTCOME_OK;
}

static void
journal_opened(struct visit *visit, const struct open_job *o)
{
	static const char *const words[] = {
		[OUTCOME_OK] = "ok",
		[OUTCOME_NOT_FOUND] = "unknown",
		[OUTCOME_AWAY] = "failed",
		[OUTCOME_REFUSED] = "closed",
	};

	visit_journal(visit, EVENT_HANDOVER_OPEN, words[outcome_of(o)], o->row.why);
}

static void
open_done(struct job *job)
{
	struct open_job *o = (struct open_job *)job;
	struct visit *visit = o->v.visit;
	enum outcome outcome = outcome_of(o);
	bool current = visit_job_is_current(&o->v);

	if (outcome == OUTCOME_AWAY)
		log_error("hand-over: %s", status_words(o->v.st));
	if (current) {
		journal_opened(visit, o);
		take_handed(o, &visit->answers->handed);
	}
	free_open(o);
	if (current)
		visit_end_effect(visit, outcome);
}

static void
begin_open(struct visit *visit, void (*done)(struct job *job))
{
	struct open_job *o = visit_job_new(visit, sizeof(*o), open_run, done);

	visit->effect_can_stop = false;
	if (o == NULL) {
		visit_end_effect(visit, OUTCOME_AWAY);
		return;
	}
	memcpy(o->code, visit->answers->handed.asked, sizeof(o->code));
	worker_post(visit->desk->store_worker, &o->v.job);
}

void
visit_open_handover(struct visit *visit)
{
	begin_open(visit, open_done);
}

const char *
visit_take_handover(struct visit *visit)
{
	struct answers *a = visit->answers;
	const char *go = ticket_goes_on(a->handed.line.why);

	if (go == NULL || !handover_goes_on(a, &visit->desk->place))
		return GO_MENU; /* the key is offered where there is something to go on with */
	handover_take(a, &visit->desk->place);
	visit_journal(visit, EVENT_HANDOVER_TAKEN, "ok", a->handed.line.why);
	return go;
}

/* --- its slip ------------------------------------------------------------------------------------------------------- */

/* As it was made, and marked as a copy. */
static void
print_copy(struct visit *visit, const struct open_job *o)
{
	struct ticket_receipt ticket;
	char words[PAGE_TEXT];

	visit_fill_ticket(visit->desk, &o->blob.answers, words, &ticket);
	ticket.copy = true;
	ticket.on = date_of_unix(o->row.made_ms / 1000, visit->desk->zone_offset_s,
		&ticket.second_of_day);
	visit_print_copy(visit, &ticket);
	wipe(&ticket, sizeof(ticket));
	wipe(words, sizeof(words));
}

static void
copy_done(struct job *job)
{
	struct open_job *o = (struct open_job *)job;
	struct visit *visit = o->v.visit;
	enum outcome outcome = outcome_of(o);
	bool current = visit_job_is_current(&o->v);

	if (outcome == OUTCOME_OK && !o->readable)
		outcome = OUTCOME_REFUSED;
	if (current && outcome == OUTCOME_OK) {
		print_copy(visit, o);
		free_open(o);
		return;
	}
	free_open(o);
	if (!current)
		return;
	visit->answers->paper_torn = false;
	visit->answers->paper_trouble = ST_NOT_FOUND;
	visit_end_effect(visit, outcome);
}

void
visit_reprint_handover(struct visit *visit)
{
	begin_open(visit, copy_done);
}

/* --- form F5 -------------------------------------------------------------------------------------------------------- */

static void
form_done(struct job *job)
{
	struct open_job *o = (struct open_job *)job;
	struct visit *visit = o->v.visit;
	enum outcome outcome = outcome_of(o);
	bool current = visit_job_is_current(&o->v);
	struct f5 form;

	if (outcome == OUTCOME_OK && (!o->readable || ticket_is_for_heirs(&o->blob.answers)))
		outcome = OUTCOME_REFUSED;
	if (current && outcome == OUTCOME_OK) {
		visit_fill_form(visit->desk, &o->blob.answers, &form);
		str_clip(form.officer, sizeof(form.officer), visit->answers->officer.initials);
		visit_print_page(visit, &form);
		wipe(&form, sizeof(form));
	}
	free_open(o);
	if (!current || outcome == OUTCOME_OK)
		return;
	visit->answers->paper_torn = false;
	visit->answers->paper_trouble = ST_NOT_FOUND;
	visit_end_effect(visit, outcome);
}

/* Rights may have ended between the question and the key. */
void
visit_print_form(struct visit *visit)
{
	if (visit->answers->officer.joined)
		begin_open(visit, form_done);
	else
		visit_end_effect(visit, OUTCOME_REFUSED);
}

/* --- how it ends ---------------------------------------------------------------------------------------------------- */

struct end_job {
	struct visit_job v; /* first */
	char code[CODE_ROOM], outcome[16];
	struct journal_copy entry;
	bool awaited; /* by the effect */
};

static void
end_run(struct job *job)
{
	struct end_job *e = (struct end_job *)job;

	e->v.st = store_handover_close(e->v.desk->store, e->code, e->outcome, &e->entry.entry,
		e->entry.entry.at_ms);
}

static void
end_done(struct job *job)
{
	struct end_job *e = (struct end_job *)job;
	struct visit *visit = e->v.visit;
	enum status st = e->v.st;
	bool current = visit_job_is_current(&e->v) && e->awaited;

	if (st != ST_OK && st != ST_NOT_FOUND) /* not found: it is closed by now */
		log_error("hand-over: %s", status_words(st));
	wipe(e, sizeof(*e));
	free(e);
	if (current)
		visit_end_effect(visit,
			st == ST_OK || st == ST_NOT_FOUND ? OUTCOME_OK : OUTCOME_AWAY);
}

/* False: no memory. */
static bool
begin_end(struct visit *visit, const char *outcome, bool awaited)
{
	struct end_job *e = visit_job_new(visit, sizeof(*e), end_run, end_done);
	const struct handover_line *line = &visit->answers->handed.line;
	struct journal_entry entry =
		visit_entry(visit, EVENT_HANDOVER_CLOSED, outcome, line->why);

	if (e == NULL)
		return false;
	memcpy(e->code, line->code, sizeof(e->code));
	str_clip(e->outcome, sizeof(e->outcome), outcome);
	e->awaited = awaited;
	entry.at_ms = desk_wall_ms(visit->desk);
	journal_copy(&e->entry, &entry);
	worker_post(visit->desk->store_worker, &e->v.job);
	return true;
}

void
visit_close_handover(struct visit *visit)
{
	visit->effect_can_stop = false;
	if (!begin_end(visit, visit->answers->handed.outcome, true))
		visit_end_effect(visit, OUTCOME_AWAY);
}

void
visit_settle_handover(struct visit *visit, const char *outcome)
{
	struct handed_over *h = &visit->answers->handed;

	if (!h->taken || h->line.code[0] == '\0')
		return;
	if (begin_end(visit, outcome, false))
		h->line.code[0] = '\0'; /* once */
}

/* --- old ones ------------------------------------------------------------------------------------------------------- */

struct sweep_job {
	struct visit_job v; /* first */
	struct journal_copy entry;
	int64_t max_age_ms;
};

static void
sweep_run(struct job *job)
{
	struct sweep_job *s = (struct sweep_job *)job;

	s->v.st = store_handover_sweep(s->v.desk->store, &s->entry.entry, s->entry.entry.at_ms,
		s->max_age_ms);
}

static void
sweep_done(struct job *job)
{
	struct sweep_job *s = (struct sweep_job *)job;

	if (s->v.st != ST_OK)
		log_error("hand-overs: %s", status_words(s->v.st));
	free(s);
}

/* A clock in doubt makes nothing old. */
void
visit_sweep_handovers(struct visit *visit)
{
	const struct journal_entry entry = { .event = EVENT_HANDOVER_EXPIRED,
		.at_ms = desk_wall_ms(visit->desk),
		.actor = "kiosk",
		.outcome = "expired" };
	struct sweep_job *s;

	if (visit->desk->place.clock_wrong)
		return;
	s = visit_job_new(visit, sizeof(*s), sweep_run, sweep_done);
	if (s == NULL)
		return; /* the next visit sweeps */
	s->max_age_ms = (int64_t)visit->desk->handover_days * DAY_MS;
	journal_copy(&s->entry, &entry);
	worker_post(visit->desk->store_worker, &s->v.job);
}
