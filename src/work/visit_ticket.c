/* SPDX-License-Identifier: Apache-2.0 */
/* The ticket somebody leaves with: what they answered is handed over to staff, and what the slip says of it. */
#include "work/visit_inside.h"

#include "base/log.h"
#include "base/str.h"
#include "flow/claim_fill.h"
#include "flow/ticket.h"

#include <stdlib.h>
#include <string.h>

struct ticket_job {
	struct visit_job v; /* first */
	struct draft_blob blob;
	struct journal_copy entry;
	char code[CODE_ROOM];
	bool again; /* the code was tried before */
	int64_t now_ms;
};

static void
ticket_run(struct job *job)
{
	struct ticket_job *t = (struct ticket_job *)job;
	const struct answers *a = &t->blob.answers;
	const struct handover_put put = { .code = t->code,
		.visit = a->visit,
		.nik = a->nik,
		.why = a->ticket_why,
		.priority = a->priority,
		.called = strcmp(a->ticket_why, "absent") == 0,
		.blob = &t->blob,
		.n = sizeof(t->blob),
		.now_ms = t->now_ms };

	t->v.st = store_handover_put(t->v.desk->store, &put, &t->entry.entry);
	if (t->v.st == ST_EXISTS && t->again)
		t->v.st = ST_OK; /* an earlier try got through unseen */
}

static void
ticket_done(struct job *job)
{
	struct ticket_job *t = (struct ticket_job *)job;
	struct visit *visit = t->v.visit;
	enum status st = t->v.st;
	bool current = visit_job_is_current(&t->v);

	if (st != ST_OK)
		log_error("ticket: %s", status_words(st));
	if (current && st == ST_EXISTS)
		visit->answers->ticket_code[0] = '\0'; /* the next try makes a new one */
	wipe(t, sizeof(*t));
	free(t);
	if (current && st == ST_OK)
		visit_settle_handover(visit, "renewed");
	if (current)
		visit_end_effect(visit, st == ST_OK ? OUTCOME_OK : OUTCOME_AWAY);
}

static const char *
title_of(const struct answers *a)
{
	static const char *const titles[TICKET_KINDS] = {
		[TICKET_NONE] = N_("TIKET PETUGAS"),
		[TICKET_COUNTER] = N_("NOMOR ANTREAN"),
		[TICKET_BRANCH] = N_("JANJI DI KANTOR CABANG"),
		[TICKET_LAPAK_ASIK] = N_("JANJI LAPAK ASIK"),
		[TICKET_COMPLAINT] = N_("PENGADUAN"),
	};

	if (ticket_is_notice(a))
		return N_("KETERANGAN");
	return titles[a->ticket[0] ? a->ticket_wish.kind : TICKET_NONE];
}

/* Booked with a number; wished, and nobody could book it; or for the officer here alone. */
static void
fill_where(const struct answers *a, struct ticket_receipt *t)
{
	const struct ticket_wish *wish = &a->ticket_wish;

	t->visit_second_of_day = -1;
	t->topic = wish->topic;
	t->remote = wish->kind == TICKET_LAPAK_ASIK;
	if (a->ticket[0]) {
		(void)str_copy(t->number, sizeof(t->number), a->ticket);
		str_clip(t->place, sizeof(t->place), a->ticket_place);
		t->visit_on = a->ticket_on;
		t->visit_second_of_day = a->ticket_second_of_day;
	} else if (wish->kind != TICKET_NONE) {
		t->wish = ticket_kind_words(wish->kind);
		t->wish_on = wish->preferred;
	}
}

static void
fill_papers(const struct answers *a, struct ticket_receipt *t)
{
	const struct claim_decision *d = &a->decision;
	struct checklist list;

	if (!t->notice) {
		ticket_checklist(a, &list);
		t->listed = list.all != 0;
		t->there = a->items_there & (list.all | list.any);
		checklist_due(&list, a->items_there, &t->due_all, &t->due_any);
	} else if (a->decided) {
		memcpy(t->papers, d->papers, sizeof(t->papers));
		t->papers_n = d->papers_n;
	}
	if (a->decided && !d->eligible && !ticket_is_for_heirs(a))
		t->possible_from = d->possible_from;
}

void
visit_fill_ticket(const struct desk *desk, const struct answers *a, char words[PAGE_TEXT],
	struct ticket_receipt *t)
{
	bool heirs = ticket_is_for_heirs(a);

	wipe(t, sizeof(*t));
	(void)str_copy(t->code, sizeof(t->code), a->ticket_code);
	if (!heirs)
		(void)str_copy(t->name_masked, sizeof(t->name_masked), a->name_masked);
	t->title = title_of(a);
	t->notice = ticket_is_notice(a);
	if (t->notice)
		claim_why_sentence(&a->decision, words, PAGE_TEXT);
	else
		str_clip(words, PAGE_TEXT, TR(ticket_why_words(a->ticket_why)));
	t->why = words;
	t->reason = t->notice ? a->reason : a->ticket_wish.reason;
	fill_where(a, t);
	fill_papers(a, t);
	t->priority = a->priority && !t->notice;
	t->handed_over = !t->notice;
	visit_fill_place(desk, t->kiosk, t->site, t->zone, t->branch);
	t->on = desk->place.today;
	t->second_of_day = desk->place.second_of_day;
	str_clip(t->officer, sizeof(t->officer), a->attester.initials);
}

static void
hand_over(struct visit *visit)
{
	struct ticket_job *t = visit_job_new(visit, sizeof(*t), ticket_run, ticket_done);
	struct answers *a = visit->answers;
	const struct journal_entry entry = { .event = EVENT_TICKET,
		.visit = a->visit,
		.at_ms = desk_wall_ms(visit->desk),
		.outcome = "ok",
		.subject = a->nik,
		.actor = a->officer.joined ? a->officer.id : "participant",
		.detail = a->ticket_why };
	uint8_t random[8];

	if (t == NULL) {
		visit_end_effect(visit, OUTCOME_AWAY);
		return;
	}
	t->again = a->ticket_code[0] != '\0';
	if (!t->again) {
		visit->desk->chance.fill(visit->desk->chance.ctx, random, sizeof(random));
		code_make(random, a->ticket_code);
	}
	(void)str_copy(t->code, sizeof(t->code), a->ticket_code);
	visit_fill_ticket(visit->desk, a, visit->ticket_words, &visit->ticket);
	visit_fill_blob(visit, &t->blob);
	t->now_ms = entry.at_ms;
	journal_copy(&t->entry, &entry);
	worker_post(visit->desk->store_worker, &t->v.job);
}

void
visit_make_ticket(struct visit *visit)
{
	visit->effect_can_stop = false;
	visit->is_ticket = true;
	if (ticket_is_notice(visit->answers)) {
		visit_fill_ticket(visit->desk, visit->answers, visit->ticket_words, &visit->ticket);
		visit_end_effect(visit, OUTCOME_OK);
		return;
	}
	hand_over(visit);
}
