/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Consent withdrawn: the wish is on disk before anybody is told so, and goes by the outbox, as a claim does. The screen
 * waits a moment for the centre's answer, and says what is so then.
 */
#include "work/visit_inside.h"

#include "base/log.h"
#include "base/str.h"

#include <stdlib.h>
#include <string.h>

struct withdraw_job {
	struct visit_job v; /* first */
	struct wire_request request;
	struct journal_copy entry;
	char code[CODE_ROOM], visit[UUID_TEXT];
	struct withdrawal_got got;
};

void
visit_tell_withdrawal(
	const struct withdrawal_got *got, int zone_offset_s, struct lookup *ret_lookup)
{
	struct lookup *l = ret_lookup;
	int second;

	l->withdrawn = got->state;
	l->printable = false; /* its receipt promises what no longer comes */
	l->stops_by_s = got->stops_ms / 1000;
	if (got->state == WITHDRAWN_HERE)
		l->status[0] = '\0';
	if (got->state == WITHDRAWN_DONE)
		l->stops_by = date_of_unix(l->stops_by_s, zone_offset_s, &second);
	if (got->state == WITHDRAWN_STAFF)
		memcpy(l->problem, got->problem, sizeof(l->problem));
	memcpy(l->reference, got->reference, sizeof(l->reference));
}

/* Made before by somebody with the same receipt: that one counts. */
static void
withdraw_run(struct job *job)
{
	struct withdraw_job *w = (struct withdraw_job *)job;
	struct store *store = w->v.desk->store;
	const struct outbox_put request = { .key = w->request.idempotency_key,
		.kind = call_word(w->request.call),
		.method = w->request.method,
		.path = w->request.path,
		.content_type = w->request.content_type,
		.body = w->request.body.data,
		.n = w->request.body.len };
	const struct withdrawal_put put = { .code = w->code,
		.visit = w->visit,
		.request = &request,
		.now_ms = w->entry.entry.at_ms };

	w->v.st = store_withdraw(store, &put, &w->entry.entry);
	if (w->v.st == ST_OK || w->v.st == ST_EXISTS)
		w->v.st = store_withdrawal(store, w->code, &w->got);
}

static void
free_withdraw(struct withdraw_job *w)
{
	wire_request_free(&w->request);
	wipe(w, sizeof(*w));
	free(w);
}

static void
withdraw_done(struct job *job)
{
	struct withdraw_job *w = (struct withdraw_job *)job;
	struct visit *visit = w->v.visit;
	bool current = visit_job_is_current(&w->v), ok = w->v.st == ST_OK;

	if (ok)
		outbox_kick(w->v.desk->outbox);
	else
		log_error("withdrawal: %s", status_words(w->v.st));
	if (current && ok) {
		visit_tell_withdrawal(
			&w->got, visit->desk->zone_offset_s, &visit->answers->lookup);
		memcpy(visit->withdrawal_key, w->got.key, sizeof(visit->withdrawal_key));
	}
	free_withdraw(w);
	if (current)
		visit_end_effect(visit, ok ? OUTCOME_OK : OUTCOME_AWAY);
}

static void
write_entry(struct visit *visit, struct withdraw_job *w)
{
	const struct answers *a = visit->answers;
	char detail[48];
	const struct journal_entry entry = { .event = EVENT_CONSENT_WITHDRAWN,
		.at_ms = desk_wall_ms(visit->desk),
		.visit = a->visit,
		.actor = a->officer.joined ? a->officer.id : "participant",
		.outcome = "ok",
		.service = service_code(a->service),
		.detail = detail };

	if (str_format(detail, sizeof(detail), "%s %s", a->lookup.here ? "here" : "elsewhere",
		    a->lookup.status[0] ? a->lookup.status : "unknown") != ST_OK)
		detail[0] = '\0';
	journal_copy(&w->entry, &entry);
}

static enum status
fill_withdraw(struct visit *visit, struct withdraw_job *w)
{
	const struct answers *a = visit->answers;
	char key[UUID_TEXT];
	const struct call_extra extra = { .kiosk = visit->desk->place.kiosk,
		.site = visit->desk->place.site,
		.idempotency_key = key };
	enum status st = str_copy(w->code, sizeof(w->code), a->lookup.code);

	desk_uuid(visit->desk, key);
	write_entry(visit, w);
	if (st == ST_OK)
		st = str_copy(w->visit, sizeof(w->visit), a->visit);
	return st == ST_OK ? central_build(CALL_WITHDRAW, a, &extra, &w->request) : st;
}

void
visit_withdraw(struct visit *visit)
{
	struct withdraw_job *w = visit_job_new(visit, sizeof(*w), withdraw_run, withdraw_done);
	enum status st;

	visit->effect_can_stop = false;
	if (w == NULL) {
		visit_end_effect(visit, OUTCOME_AWAY);
		return;
	}
	wire_request_init(&w->request);
	st = fill_withdraw(visit, w);
	if (st != ST_OK) {
		log_error("withdrawal: %s", status_words(st));
		free_withdraw(w);
		visit_end_effect(visit, OUTCOME_AWAY);
		return;
	}
	worker_post(visit->desk->store_worker, &w->v.job);
}

void
visit_await_withdrawal(struct visit *visit)
{
	if (visit->answers->lookup.withdrawn == WITHDRAWN_WAITS)
		visit_await_news(visit);
	else
		visit_end_effect(visit, OUTCOME_OK);
}

static void
take_news(struct visit *visit, const struct outbox_news *news)
{
	struct withdrawal_got got = { .state = WITHDRAWN_WAITS };

	if (news->state == REQUEST_DONE)
		got.state = WITHDRAWN_DONE;
	else if (news->state == REQUEST_PARKED)
		got.state = WITHDRAWN_STAFF;
	got.stops_ms = news->stops_by_s * 1000;
	str_clip(got.reference, sizeof(got.reference), news->reference);
	str_clip(got.problem, sizeof(got.problem), news->problem);
	visit_tell_withdrawal(&got, visit->desk->zone_offset_s, &visit->answers->lookup);
}

void
visit_withdrawal_news(struct visit *visit, const struct outbox_news *news)
{
	if (visit->withdrawal_key[0] == '\0' || strcmp(visit->withdrawal_key, news->key) != 0)
		return;
	take_news(visit, news);
	if (visit_awaits(visit, EFFECT_AWAIT_WITHDRAWAL))
		visit_end_effect(visit, OUTCOME_OK);
	else
		visit_changed(visit);
}
