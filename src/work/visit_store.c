/* SPDX-License-Identifier: Apache-2.0 */
/* The effects that write to the store: drafts, and the one transaction. */
#include "work/visit_inside.h"

#include "base/log.h"
#include "base/str.h"

#include <stdlib.h>
#include <string.h>

enum {
	AWAIT_MS = 8000,   /* how long paper waits for "received" */
	MINUTE_MS = 60 * 1000,
	PHOTO_KEPT_H = 72, /* DOMAIN, personal data: no picture stays longer */
};

void *
visit_job_new(
	struct visit *visit, size_t size, void (*run)(struct job *), void (*done)(struct job *))
{
	struct visit_job *v = calloc(1, size);

	if (v == NULL) {
		log_error("visit: %s", status_words(ST_NO_MEMORY));
		return NULL;
	}
	v->job.run = run;
	v->job.done = done;
	v->visit = visit;
	v->desk = visit->desk;
	v->generation = visit->generation;
	return v;
}

bool
visit_job_is_current(const struct visit_job *v)
{
	return v->generation == v->visit->generation;
}

void
visit_end_effect(struct visit *visit, enum outcome outcome)
{
	visit->answers->outcome = outcome;
	visit_effect_done(visit);
	visit_changed(visit);
}

/* --- drafts ----------------------------------------------------------------------------------------------------------- */

struct draft_job {
	struct visit_job v; /* first */
	struct draft_blob blob;
	struct journal_copy entry;
	const char *go;
	int64_t now_ms;
	bool drop;
};

void
visit_fill_blob(const struct visit *visit, struct draft_blob *blob)
{
	blob->version = DRAFT_VERSION;
	blob->size = sizeof(*blob);
	str_clip(blob->flow, sizeof(blob->flow), visit->frame[0].flow->name);
	str_clip(blob->step, sizeof(blob->step),
		flow_step(visit->frame[0].flow, visit->frame[0].at)->name);
	blob->answers = *visit->answers;
	wipe(blob->answers.pin, sizeof(blob->answers.pin));
	wipe(blob->answers.new_pin, sizeof(blob->answers.new_pin));
	wipe(blob->answers.card_code, sizeof(blob->answers.card_code));
	wipe(&blob->answers.contact, sizeof(blob->answers.contact)); /* of somebody else, as is … */
	wipe(&blob->answers.fix, sizeof(blob->answers.fix));
	blob->answers.officer = (struct officer){ 0 };
}

static void
draft_run(struct job *job)
{
	struct draft_job *d = (struct draft_job *)job;
	const struct answers *a = &d->blob.answers;

	d->v.st = d->drop ? store_draft_drop(d->v.desk->store, a->visit)
			  : store_draft_save(d->v.desk->store, a->visit, a->nik, &d->blob,
				    sizeof(d->blob), &d->entry.entry, d->now_ms);
}

static void
draft_done(struct job *job)
{
	struct draft_job *d = (struct draft_job *)job;
	struct visit *visit = d->v.visit;
	bool current = visit_job_is_current(&d->v) && !d->drop;
	const char *go = d->go;

	if (d->v.st != ST_OK && d->v.st != ST_NOT_FOUND)
		log_error("draft: %s", status_words(d->v.st));
	wipe(d, sizeof(*d));
	free(d);
	if (!current)
		return;
	visit_saved(visit, go); /* without a draft the visit goes on: confirming writes anew */
}

/* The answer, and that there was one, are saved together. */
static void
fill_step_entry(const struct visit *visit, struct draft_job *d)
{
	char detail[DETAIL_ROOM];
	struct journal_entry entry;

	visit_measure_step(visit, detail);
	entry = visit_entry(visit, EVENT_STEP, "ok", detail);
	entry.at_ms = d->now_ms;
	journal_copy(&d->entry, &entry);
}

void
visit_save_then(struct visit *visit, const char *go)
{
	struct draft_job *d = visit->answers->saved
				      ? NULL /* the claim is on disk: nothing is in progress */
				      : visit_job_new(visit, sizeof(*d), draft_run, draft_done);

	if (d == NULL) {
		visit_go(visit, go);
		return;
	}
	visit_fill_blob(visit, &d->blob);
	d->go = go;
	d->now_ms = desk_wall_ms(visit->desk);
	fill_step_entry(visit, d);
	visit->working = true;
	visit->effect_can_stop = false;
	visit->working_since_ms = desk_mono_ms(visit->desk);
	worker_post(visit->desk->store_worker, &d->v.job);
}

void
visit_drop_draft(struct visit *visit)
{
	struct draft_job *d = visit_job_new(visit, sizeof(*d), draft_run, draft_done);

	if (d == NULL)
		return; /* swept by age */
	d->drop = true;
	(void)str_copy(d->blob.answers.visit, UUID_TEXT, visit->answers->visit);
	worker_post(visit->desk->store_worker, &d->v.job);
}

struct sweep_job {
	struct visit_job v; /* first */
	int64_t now_ms, max_age_ms;
};

static void
sweep_run(struct job *job)
{
	struct sweep_job *s = (struct sweep_job *)job;

	s->v.st = store_draft_sweep(s->v.desk->store, s->now_ms, s->max_age_ms);
}

static void
sweep_done(struct job *job)
{
	struct sweep_job *s = (struct sweep_job *)job;

	if (s->v.st != ST_OK)
		log_error("drafts: %s", status_words(s->v.st));
	free(s);
}

void
visit_sweep_drafts(struct visit *visit)
{
	struct sweep_job *s = visit_job_new(visit, sizeof(*s), sweep_run, sweep_done);

	if (s == NULL)
		return; /* the next visit's end sweeps */
	s->now_ms = desk_wall_ms(visit->desk);
	s->max_age_ms = (int64_t)visit->desk->draft_min * MINUTE_MS;
	worker_post(visit->desk->store_worker, &s->v.job);
}

/* --- the one transaction ------------------------------------------------------------------------------------------------ */

struct confirm_job {
	struct visit_job v; /* first */
	struct wire_request request, photo;
	bool has_photo;
	struct claim_receipt receipt;
	struct journal_copy entry;
	char code[CODE_ROOM], visit[UUID_TEXT], nik[NIK_ROOM];
	char officer[24], account[sizeof(((struct answers *)0)->bank) + 1 + ACCOUNT_ROOM], phone[17];
	struct claim_contact contact;
	enum claim_reason reason;
	int64_t now_ms;
};

/* An earlier try got through unseen: that claim counts, and its receipt, not what was changed since. */
static enum status
take_first_receipt(struct confirm_job *c)
{
	struct claim_got got;
	enum status st = store_claim_by_code(c->v.desk->store, c->code, &got);

	if (st != ST_OK)
		return st;
	if (got.receipt.len == sizeof(c->receipt))
		memcpy(&c->receipt, got.receipt.data, sizeof(c->receipt));
	claim_got_free(&got);
	return ST_OK;
}

static struct outbox_put
put_of(const struct wire_request *request)
{
	return (struct outbox_put){ .key = request->idempotency_key,
		.kind = call_word(request->call),
		.method = request->method,
		.path = request->path,
		.content_type = request->content_type,
		.body = request->body.data,
		.n = request->body.len };
}

static void
confirm_run(struct job *job)
{
	struct confirm_job *c = (struct confirm_job *)job;
	const struct claim_put claim = { .code = c->code,
		.visit = c->visit,
		.nik = c->nik,
		.reason = claim_reason_code(c->reason),
		.receipt = &c->receipt,
		.receipt_n = sizeof(c->receipt),
		.confirmed_ms = c->now_ms,
		.officer = c->officer,
		.account = c->account,
		.phone = c->phone,
		.contact = &c->contact,
		.contact_n = sizeof(c->contact) };
	struct outbox_put puts[2] = { put_of(&c->request) };

	if (c->has_photo) {
		puts[1] = put_of(&c->photo);
		puts[1].expires_ms = c->now_ms + (int64_t)PHOTO_KEPT_H * 60 * MINUTE_MS;
	}
	c->v.st = store_confirm(c->v.desk->store, &claim, puts, c->has_photo ? 2 : 1,
		&c->entry.entry);
	if (c->v.st == ST_EXISTS)
		c->v.st = take_first_receipt(c);
}

static void
free_confirm(struct confirm_job *c)
{
	wire_request_free(&c->request);
	wire_request_free(&c->photo);
	wipe(c, sizeof(*c));
	free(c);
}

static void
take_confirmed(struct visit *visit, const struct confirm_job *c)
{
	visit->receipt = c->receipt;
	visit->is_ticket = false;
	visit->answers->saved = true;
	buf_free(&visit->jpeg); /* it lies sealed beside the claim, or is of no use */
}

static void
confirm_done(struct job *job)
{
	struct confirm_job *c = (struct confirm_job *)job;
	struct visit *visit = c->v.visit;
	enum status st = c->v.st;
	bool current = visit_job_is_current(&c->v);

	if (st == ST_OK)
		outbox_kick(c->v.desk->outbox);
	else
		log_error("confirm: %s", status_words(st));
	if (current && st == ST_OK) {
		take_confirmed(visit, c);
		visit_settle_handover(visit, "claimed");
	} else if (current && (st == ST_INVALID || st == ST_DENIED))
		visit->answers->code[0] = '\0'; /* somebody else's, or of no claim: the next
						   try makes a new one */
	free_confirm(c);
	if (current)
		visit_end_effect(visit,
			st == ST_OK       ? OUTCOME_OK
			: st == ST_DENIED ? OUTCOME_REFUSED
					  : OUTCOME_AWAY);
}

static int
months_of_membership(const struct answers *a, struct date today)
{
	struct date first = { 0 };

	for (size_t i = 0; i < a->cards_n; i++)
		if (date_is_known(a->card[i].joined_on) &&
			(!date_is_known(first) ||
				date_compare(a->card[i].joined_on, first) < 0))
			first = a->card[i].joined_on;
	if (!date_is_known(first))
		return 0;
	return (today.year - first.year) * 12 + today.month - first.month;
}

static size_t
registered_cards(const struct answers *a)
{
	size_t n = 0;

	for (size_t i = 0; i < a->cards_n; i++)
		n += a->card[i].registered;
	return n;
}

void
visit_fill_place(
	const struct desk *desk, char kiosk[40], char site[64], char zone[8], char branch[96])
{
	str_clip(kiosk, 40, desk->place.kiosk);
	str_clip(site, 64, desk->place.site);
	str_clip(zone, 8, desk->place.zone);
	str_clip(branch, 96, desk->branch);
}

/* Without the centre nobody has seen a paper that the reason may ask for. */
static size_t
papers_due(const struct answers *a, enum paper ret_papers[PAPERS_MAX])
{
	uint32_t due, seen = 0;
	size_t n = 0;
	bool all;

	if (!a->without_centre) {
		memcpy(ret_papers, a->decision.papers, sizeof(a->decision.papers));
		return a->decided ? a->decision.papers_n : 0;
	}
	due = claim_papers(a->reason, &all);
	for (size_t i = 0; i < a->documents_n; i++)
		seen |= UINT32_C(1) << a->document[i].kind;
	if (!all && (due & seen))
		return 0;
	for (int paper = 0; paper < PAPER_COUNT && n < PAPERS_MAX; paper++)
		if ((due & ~seen) >> paper & 1)
			ret_papers[n++] = (enum paper)paper;
	return n;
}

static void
fill_receipt(const struct visit *visit, struct claim_receipt *r)
{
	const struct answers *a = visit->answers;
	const struct place *place = &visit->desk->place;
	const struct bank *bank = banks_find(place->banks, a->bank);
	bool estimate;

	wipe(r, sizeof(*r));
	r->state = RECEIPT_SAVED;
	(void)str_copy(r->code, sizeof(r->code), a->code);
	(void)str_copy(r->name, sizeof(r->name), a->name);
	(void)str_copy(r->nik, sizeof(r->nik), a->nik);
	str_clip(r->bank, sizeof(r->bank), bank ? bank->name : a->bank);
	(void)str_copy(r->account, sizeof(r->account), a->account);
	r->reason = a->reason;
	r->cards_n = registered_cards(a);
	r->papers_n = papers_due(a, r->papers);
	r->months = months_of_membership(a, place->today);
	r->show_amount = a->show_amount && a->decided;
	r->gross = a->decision.gross;
	r->tax = a->decision.tax;
	r->net = a->decision.net;
	r->ask_from =
		claim_promised(place->policy, place->holidays, place->today, true, &estimate);
	visit_fill_place(visit->desk, r->kiosk, r->site, r->zone, r->branch);
	r->on = place->today;
	r->second_of_day = place->second_of_day;
	str_clip(r->officer, sizeof(r->officer), a->attester.initials);
	r->to_verify = a->without_centre;
}

/* What is made once and stays the same in a second try, so that nothing doubles. */
static void
make_names(struct visit *visit, struct answers *a)
{
	uint8_t random[8];

	visit->desk->chance.fill(visit->desk->chance.ctx, random, sizeof(random));
	code_make(random, a->code);
	desk_uuid(visit->desk, a->idempotency_key);
	desk_uuid(visit->desk, a->photo_key);
	a->confirmed_at_ms = desk_wall_ms(visit->desk);
}

/* The photograph taken without the centre follows its claim. */
static enum status
build_photo(struct visit *visit, struct call_extra extra, struct confirm_job *c)
{
	const struct answers *a = visit->answers;
	char measures[MEASURES_ROOM];
	enum status st = central_measures(&visit->measures, measures);

	extra.idempotency_key = a->photo_key;
	extra.jpeg = visit->jpeg.data;
	extra.jpeg_n = visit->jpeg.len;
	extra.measures_json = measures;
	if (st == ST_OK)
		st = central_build(CALL_CLAIM_FACE, a, &extra, &c->photo);
	c->has_photo = st == ST_OK;
	return st;
}

/* By what the claim may be like other people's: of whom vouched, and the numbers, of which hashes alone are kept. */
static enum status
fill_trace(const struct answers *a, struct confirm_job *c)
{
	(void)str_copy(c->officer, sizeof(c->officer), a->attester.id);
	(void)str_copy(c->phone, sizeof(c->phone), a->phone);
	if (a->account[0] == '\0')
		return ST_OK;
	return str_format(c->account, sizeof(c->account), "%s:%s", a->bank, a->account);
}

/* Whom staff reach where the claim waits: with the village and the regency a letter arrives; some records have them in
 * the address. */
static void
fill_contact(const struct answers *a, struct claim_contact *contact)
{
	str_clip(contact->name, sizeof(contact->name), a->name);
	str_clip(contact->phone, sizeof(contact->phone), a->phone);
	if (a->address[0] == '\0' || strstr(a->address, a->record[RECORD_REGENCY]) ||
		str_format(contact->address, sizeof(contact->address), "%s, %s, %s %s", a->address,
			a->record[RECORD_VILLAGE], a->record[RECORD_REGENCY],
			a->record[RECORD_POSTAL_CODE]) != ST_OK)
		str_clip(contact->address, sizeof(contact->address), a->address);
}

static enum status
fill_confirm(struct visit *visit, struct confirm_job *c)
{
	struct answers *a = visit->answers;
	enum call call = a->without_centre || a->centre_visit[0] == '\0' ? CALL_OFFLINE_CLAIM
									 : CALL_CLAIM;
	struct call_extra extra = { .kiosk = visit->desk->place.kiosk,
		.site = visit->desk->place.site,
		.today = visit->desk->place.today };
	char detail[97];
	struct journal_entry entry = { .event = EVENT_CLAIM_CONFIRM,
		.visit = a->visit,
		.actor = a->officer.joined ? a->officer.id : "participant",
		.outcome = "ok",
		.subject = a->nik,
		.detail = detail };

	enum status st;

	if (a->assurance != ASSURANCE_FACE)
		entry.review = (struct journal_review){ .kind = REVIEW_NO_FACE,
			.officer = a->attester.id,
			.code = a->code };
	if (a->code[0] == '\0')
		make_names(visit, a);
	extra.idempotency_key = a->idempotency_key;
	extra.now_ms = entry.at_ms = c->now_ms = a->confirmed_at_ms;
	(void)str_copy(c->code, sizeof(c->code), a->code);
	(void)str_copy(c->visit, sizeof(c->visit), a->visit);
	(void)str_copy(c->nik, sizeof(c->nik), a->nik);
	c->reason = a->reason;
	fill_receipt(visit, &c->receipt);
	fill_contact(a, &c->contact);
	if (str_format(detail, sizeof(detail), "%s %s %s", claim_reason_code(a->reason),
		    a->attester.id[0] ? "assisted" : "kiosk",
		    call == CALL_CLAIM ? "online" : "offline") != ST_OK)
		detail[0] = '\0';
	journal_copy(&c->entry, &entry);
	st = fill_trace(a, c);
	if (st == ST_OK)
		st = central_build(call, a, &extra, &c->request);
	if (st == ST_OK && call == CALL_OFFLINE_CLAIM && a->photo_kept && visit->jpeg.len > 0)
		st = build_photo(visit, extra, c);
	return st;
}

void
visit_confirm(struct visit *visit)
{
	struct confirm_job *c = visit_job_new(visit, sizeof(*c), confirm_run, confirm_done);
	enum status st;

	visit->effect_can_stop = false;
	if (c == NULL) {
		visit_end_effect(visit, OUTCOME_AWAY);
		return;
	}
	wire_request_init(&c->request);
	wire_request_init(&c->photo);
	desk_refresh(visit->desk);
	st = fill_confirm(visit, c);
	if (st != ST_OK) {
		log_error("confirm: %s", status_words(st));
		free_confirm(c);
		visit_end_effect(visit, OUTCOME_AWAY);
		return;
	}
	worker_post(visit->desk->store_worker, &c->v.job);
}

/* --- news of the claim ---------------------------------------------------------------------------------------------------- */

static void
take_received(struct visit *visit, const struct outbox_news *news)
{
	struct answers *a = visit->answers;
	struct claim_receipt *r = &visit->receipt;

	a->received = true;
	a->parked = false;
	a->promised = r->promised = news->promised;
	a->to_verify = r->to_verify = news->to_verify;
	str_clip(a->claim_number, sizeof(a->claim_number), news->number);
	str_clip(a->claim_status, sizeof(a->claim_status), news->status);
	str_clip(r->claim_number, sizeof(r->claim_number), news->number);
	r->state = RECEIPT_RECEIVED;
}

static void
take_parked(struct visit *visit, const struct outbox_news *news)
{
	struct answers *a = visit->answers;

	str_clip(a->problem, sizeof(a->problem), news->problem);
	str_clip(visit->receipt.problem, sizeof(visit->receipt.problem), news->problem);
	a->parked = true;
	visit->receipt.state = RECEIPT_STAFF;
}

/* The photograph has arrived: a face that matched makes the claim whole. */
static void
take_face_news(struct visit *visit, const struct outbox_news *news)
{
	struct answers *a = visit->answers;

	if (news->state != REQUEST_DONE || news->to_verify == a->to_verify)
		return;
	a->to_verify = visit->receipt.to_verify = news->to_verify;
	if (date_is_known(news->promised))
		a->promised = visit->receipt.promised = news->promised;
	str_clip(a->claim_status, sizeof(a->claim_status), news->status);
	a->paper_is_old = visit_paper_is_old(visit);
	visit_changed(visit);
}

static void
on_news(void *ctx, const struct outbox_news *news)
{
	struct visit *visit = ctx;
	struct answers *a = visit->answers;
	struct claim_receipt *r = &visit->receipt;

	if (strcmp(news->kind, call_word(CALL_WITHDRAW)) == 0) {
		visit_withdrawal_news(visit, news);
		return;
	}
	if (visit_fix_news(visit, news) || a->code[0] == '\0' ||
		strcmp(a->code, news->code) != 0)
		return;
	if (strcmp(news->kind, call_word(CALL_CLAIM_FACE)) == 0) {
		take_face_news(visit, news);
		return;
	}
	if (news->state == REQUEST_DONE || news->state == REQUEST_PARKED) {
		str_clip(a->duplicate_of, sizeof(a->duplicate_of), news->duplicate_of);
		str_clip(r->duplicate_of, sizeof(r->duplicate_of), news->duplicate_of);
	}
	if (news->state == REQUEST_DONE)
		take_received(visit, news);
	else if (news->state == REQUEST_PARKED)
		take_parked(visit, news);
	a->paper_is_old = visit_paper_is_old(visit);
	if (visit_awaits(visit, EFFECT_AWAIT_CENTRE))
		visit_end_effect(
			visit, news->state == REQUEST_PARKED ? OUTCOME_REFUSED : OUTCOME_OK);
	else
		visit_changed(visit);
}

bool
visit_awaits(struct visit *visit, enum effect effect)
{
	bool awaits = visit->awaiting && visit_step(visit)->effect == effect;

	visit->awaiting = visit->awaiting && !awaits;
	return awaits;
}

void
visit_await_news(struct visit *visit)
{
	visit->effect_can_stop = false;
	outbox_on_news(visit->desk->outbox, on_news, visit);
	visit->awaiting = true;
	visit->await_until_ms = desk_mono_ms(visit->desk) + AWAIT_MS;
}

void
visit_await(struct visit *visit)
{
	visit_await_news(visit);
	if (visit->answers->received) {
		visit->awaiting = false;
		visit_end_effect(visit, OUTCOME_OK);
	}
}
