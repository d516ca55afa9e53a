/* SPDX-License-Identifier: Apache-2.0 */
/* take → (ask) → send → settle, one request at a time, each stage a completion. */
#include "work/outbox.h"

#include "base/log.h"
#include "base/str.h"

#include <stdlib.h>
#include <string.h>

enum {
	BACKOFF_FIRST_MS = 2000,
	BACKOFF_CAP_MS = 5 * 60 * 1000,
	NOT_ADMITTED_MS =
		60 * 1000, /* the technician is called; the line looks again by itself */
	SEND_MIN_MS = 5000,
};

enum stage { STAGE_QUIET, STAGE_TAKING, STAGE_SENDING, STAGE_SETTLING };

struct outbox {
	struct desk *desk; /* borrowed */
	enum stage stage;
	bool kicked, up, closing;
	int64_t next_ms;         /* wall clock; 0: nothing waits */
	struct outbox_item item; /* under way */
	bool have_item;
	outbox_news_fn *news;
	void *news_ctx; /* borrowed */
};

struct take_job {
	struct job job; /* first */
	struct outbox *outbox;
	int64_t now_ms, next_ms;
	struct outbox_item item;
	enum status st;
};

struct settle_job {
	struct job job; /* first */
	struct outbox *outbox;
	struct outbox_settle settle;
	struct journal_copy entry;
	struct buf answer;
	char key[UUID_TEXT], problem[40], number[40], status[16], promised[DATE_ISO];
	struct date promised_date;
	bool to_verify;
	int64_t now_ms;
	enum status st;
};

static void send_next(struct outbox *outbox);

enum status
outbox_new(struct desk *desk, struct outbox **ret_outbox)
{
	struct outbox *outbox = calloc(1, sizeof(*outbox));

	if (outbox == NULL)
		return ST_NO_MEMORY;
	outbox->desk = desk;
	outbox->kicked = true; /* what waited before the start */
	outbox->up = true;
	*ret_outbox = outbox;
	return ST_OK;
}

static void
drop_item(struct outbox *outbox)
{
	if (outbox->have_item)
		outbox_item_free(&outbox->item);
	outbox->have_item = false;
}

void
outbox_free(struct outbox *outbox)
{
	if (outbox == NULL)
		return;
	drop_item(outbox);
	free(outbox);
}

void
outbox_stop(struct outbox *outbox)
{
	if (outbox)
		outbox->closing = true;
}

void
outbox_on_news(struct outbox *outbox, outbox_news_fn *fn, void *ctx)
{
	outbox->news = fn;
	outbox->news_ctx = ctx;
}

bool
outbox_is_quiet(const struct outbox *outbox, int64_t *ret_next_ms)
{
	*ret_next_ms = outbox->next_ms;
	return outbox->stage == STAGE_QUIET && !outbox->kicked;
}

bool
outbox_line_is_up(const struct outbox *outbox)
{
	return outbox->up;
}

/* --- settling ------------------------------------------------------------------------------------------------------- */

static void
settle_run(struct job *job)
{
	struct settle_job *s = (struct settle_job *)job;

	s->st = store_outbox_settle(
		s->outbox->desk->store, &s->settle, &s->entry.entry, s->now_ms);
}

static void
tell(struct outbox *outbox, const struct settle_job *s)
{
	const struct outbox_news news = { .code = outbox->item.code,
		.state = s->settle.state,
		.number = s->number,
		.status = s->status,
		.promised = s->promised_date,
		.to_verify = s->to_verify,
		.problem = s->problem };

	if (outbox->news && outbox->item.code[0])
		outbox->news(outbox->news_ctx, &news);
}

static void
settle_done(struct job *job)
{
	struct settle_job *s = (struct settle_job *)job;
	struct outbox *outbox = s->outbox;

	if (s->st == ST_OK)
		tell(outbox, s);
	else /* the row still says "sending"; it is asked for after the next start */
		log_error("outbox: settling failed: %s", status_words(s->st));
	drop_item(outbox);
	outbox->stage = STAGE_QUIET;
	if (s->settle.state == REQUEST_WAITING)
		outbox->next_ms = s->settle.next_ms;
	else
		outbox->kicked = true;
	buf_free(&s->answer);
	wipe(s, sizeof(*s));
	free(s);
}

static int64_t
backoff_ms(struct outbox *outbox, const struct problem *problem)
{
	struct chance_port *chance = &outbox->desk->chance;
	int64_t ceiling = BACKOFF_FIRST_MS;
	uint32_t random;

	for (int i = 0; i < outbox->item.attempts && ceiling < BACKOFF_CAP_MS; i++)
		ceiling *= 2;
	if (ceiling > BACKOFF_CAP_MS)
		ceiling = BACKOFF_CAP_MS;
	if (problem->retry_after_s >= 0)
		return (int64_t)problem->retry_after_s * 1000 < BACKOFF_CAP_MS
			       ? (int64_t)problem->retry_after_s * 1000
			       : BACKOFF_CAP_MS;
	chance->fill(chance->ctx, &random, sizeof(random));
	return BACKOFF_FIRST_MS / 2 + (int64_t)(random % (uint32_t)ceiling);
}

static bool
is_claim(const struct outbox_item *item)
{
	return strcmp(item->kind, "claim") == 0 || strcmp(item->kind, "offline-claim") == 0;
}

/* What the centre says of a claim goes into the claim's row and onto the receipt. */
static enum status
read_claim(
	struct settle_job *s, const struct outbox_item *item, const struct http_answer *answer)
{
	struct answers *scratch = calloc(1, sizeof(*scratch));
	enum call call = strcmp(item->kind, "claim") == 0 ? CALL_CLAIM : CALL_OFFLINE_CLAIM;
	enum status st;

	if (scratch == NULL)
		return ST_NO_MEMORY;
	st = central_apply(call, answer, scratch);
	if (st == ST_OK)
		st = str_copy(s->number, sizeof(s->number), scratch->claim_number);
	if (st == ST_OK)
		st = str_copy(s->status, sizeof(s->status), scratch->claim_status);
	s->to_verify = scratch->to_verify;
	s->promised_date = scratch->promised;
	if (date_is_known(scratch->promised))
		date_format_iso(scratch->promised, s->promised);
	s->settle.number = s->number;
	s->settle.status = s->status;
	s->settle.promised = s->promised;
	wipe(scratch, sizeof(*scratch));
	free(scratch);
	return st;
}

static void
settle_as(struct settle_job *s, enum event event, const char *outcome)
{
	const struct outbox_item *item = &s->outbox->item;
	char detail[97];
	struct journal_entry entry = { .event = event,
		.at_ms = s->now_ms,
		.visit = item->visit,
		.actor = "kiosk",
		.outcome = outcome,
		.detail = detail };

	if (str_format(detail, sizeof(detail), "%s %s %d", item->kind, s->problem,
		    item->attempts + 1) != ST_OK)
		detail[0] = '\0';
	journal_copy(&s->entry, &entry);
}

static void
decide(struct settle_job *s, const struct http_answer *answer)
{
	struct outbox *outbox = s->outbox;
	struct problem problem;
	enum verdict verdict = central_verdict(answer, &problem);
	bool claim = is_claim(&outbox->item);

	outbox->up = verdict == VERDICT_DONE || verdict == VERDICT_REFUSED;
	if (verdict == VERDICT_DONE && claim && read_claim(s, &outbox->item, answer) != ST_OK) {
		verdict = VERDICT_AGAIN; /* not an answer of this contract */
		str_clip(problem.code, sizeof(problem.code), "bad-answer");
	}
	str_clip(s->problem, sizeof(s->problem), problem.code);
	s->settle.http_status = answer->status;
	s->settle.problem = s->problem;
	switch (verdict) {
	case VERDICT_DONE:
		s->settle.state = REQUEST_DONE;
		settle_as(s, claim ? EVENT_CLAIM_SENT : EVENT_REQUEST_SENT, "ok");
		break;
	case VERDICT_REFUSED:
		s->settle.state = REQUEST_PARKED;
		settle_as(s, claim ? EVENT_CLAIM_PARKED : EVENT_REQUEST_PARKED, "refused");
		break;
	case VERDICT_NOT_ADMITTED:
		s->settle.state = REQUEST_WAITING;
		s->settle.next_ms = s->now_ms + NOT_ADMITTED_MS;
		settle_as(s, EVENT_LINE_STOP, "not-admitted");
		break;
	case VERDICT_AGAIN:
		s->settle.state = REQUEST_WAITING;
		s->settle.next_ms = s->now_ms + backoff_ms(outbox, &problem);
		/* Nothing came back: it may have arrived all the same. */
		s->settle.outcome_unknown = true;
		settle_as(s, EVENT_REQUEST_RETRY, "again");
		break;
	}
}

static void
settle(struct outbox *outbox, const struct http_answer *answer)
{
	struct settle_job *s = calloc(1, sizeof(*s));

	outbox->stage = STAGE_SETTLING;
	if (s == NULL) { /* stays "sending" on disk; asked for after the next start */
		log_error("outbox: %s", status_words(ST_NO_MEMORY));
		drop_item(outbox);
		outbox->stage = STAGE_QUIET;
		return;
	}
	s->outbox = outbox;
	s->now_ms = desk_wall_ms(outbox->desk);
	buf_init(&s->answer, HTTP_ANSWER_MAX);
	str_clip(s->key, sizeof(s->key), outbox->item.key);
	s->settle.key = s->key;
	decide(s, answer);
	if (answer->st == ST_OK &&
		buf_add(&s->answer, answer->body.data, answer->body.len) == ST_OK) {
		s->settle.answer = s->answer.data;
		s->settle.answer_n = s->answer.len;
	}
	s->job.run = settle_run;
	s->job.done = settle_done;
	worker_post(outbox->desk->store_worker, &s->job);
}

/* --- sending ---------------------------------------------------------------------------------------------------------- */

static void
free_line_job(struct line_job *job)
{
	wire_request_free(&job->request);
	buf_free(&job->answer.body);
	free(job);
}

static void
sent(struct line_job *job)
{
	struct outbox *outbox = job->ctx;

	settle(outbox, &job->answer);
	free_line_job(job);
}

static struct line_job *
new_line_job(struct outbox *outbox, void (*done)(struct line_job *job))
{
	struct line_job *job = calloc(1, sizeof(*job));

	if (job == NULL)
		return NULL;
	wire_request_init(&job->request);
	job->budget_ms =
		outbox->desk->timeout_ms > SEND_MIN_MS ? outbox->desk->timeout_ms : SEND_MIN_MS;
	job->done = done;
	job->ctx = outbox;
	return job;
}

static enum status
frozen_request(const struct outbox_item *item, struct wire_request *request)
{
	enum status st = str_copy(request->method, sizeof(request->method), item->method);

	request->call =
		strcmp(item->kind, "offline-claim") == 0 ? CALL_OFFLINE_CLAIM : CALL_CLAIM;
	if (st == ST_OK)
		st = str_copy(request->path, sizeof(request->path), item->path);
	if (st == ST_OK)
		st = str_copy(request->content_type, sizeof(request->content_type),
			item->content_type);
	if (st == ST_OK)
		st = str_copy(
			request->idempotency_key, sizeof(request->idempotency_key), item->key);
	if (st == ST_OK)
		st = buf_add(&request->body, item->body.data, item->body.len);
	return st;
}

static void
fail_sending(struct outbox *outbox, struct line_job *job, enum status st)
{
	log_error("outbox: cannot send: %s", status_words(st));
	if (job)
		free_line_job(job);
	settle(outbox, &(struct http_answer){ .st = ST_CANCELLED, .retry_after_s = -1 });
}

static void
send_item(struct outbox *outbox)
{
	struct line_job *job = new_line_job(outbox, sent);
	enum status st = job ? frozen_request(&outbox->item, &job->request) : ST_NO_MEMORY;

	outbox->stage = STAGE_SENDING;
	if (st != ST_OK) {
		fail_sending(outbox, job, st);
		return;
	}
	line_post(outbox->desk->line, job);
}

/* A request the centre never had is sent; one it had is settled with the answer it stored; anything else is a try
 * that failed. */
static void
asked(struct line_job *job)
{
	struct outbox *outbox = job->ctx;
	struct http_answer stored;

	switch (central_unwrap(&job->answer, &stored)) {
	case ST_NOT_FOUND:
		if (outbox->closing)
			settle(outbox, &(struct http_answer){
					       .st = ST_CANCELLED, .retry_after_s = -1 });
		else
			send_item(outbox);
		break;
	case ST_OK:
		settle(outbox, &stored);
		buf_free(&stored.body);
		break;
	default: /* a done verdict on something that is no outcome would be a lie */
		if (job->answer.st == ST_OK && job->answer.status < 300)
			job->answer.st = ST_NOT_OURS;
		settle(outbox, &job->answer);
		break;
	}
	free_line_job(job);
}

static void
ask_outcome(struct outbox *outbox)
{
	const struct call_extra extra = { .outcome_of = outbox->item.key,
		.idempotency_key = "" };
	struct line_job *job = new_line_job(outbox, asked);
	enum status st =
		job ? central_build(CALL_OUTCOME, NULL, &extra, &job->request) : ST_NO_MEMORY;

	outbox->stage = STAGE_SENDING;
	if (st != ST_OK) {
		fail_sending(outbox, job, st);
		return;
	}
	line_post(outbox->desk->line, job);
}

/* --- taking ----------------------------------------------------------------------------------------------------------- */

static void
take_run(struct job *job)
{
	struct take_job *t = (struct take_job *)job;

	t->st = store_outbox_take(t->outbox->desk->store, t->now_ms, &t->item, &t->next_ms);
}

static void
take_done(struct job *job)
{
	struct take_job *t = (struct take_job *)job;
	struct outbox *outbox = t->outbox;

	outbox->stage = STAGE_QUIET;
	if (t->st == ST_OK) {
		outbox->item = t->item;
		outbox->have_item = true;
		if (!outbox->closing) /* else "sending" on disk: asked for after the start */
			send_next(outbox);
	} else if (t->st == ST_NOT_FOUND) {
		outbox->next_ms = t->next_ms;
	} else {
		log_error("outbox: %s", status_words(t->st));
		outbox->next_ms = t->now_ms + NOT_ADMITTED_MS;
	}
	wipe(t, sizeof(*t));
	free(t);
}

static void
send_next(struct outbox *outbox)
{
	if (outbox->item.outcome_unknown)
		ask_outcome(outbox);
	else
		send_item(outbox);
}

static void
take(struct outbox *outbox)
{
	struct take_job *t = outbox->closing ? NULL : calloc(1, sizeof(*t));

	if (t == NULL)
		return; /* the next tick tries again */
	t->outbox = outbox;
	t->now_ms = desk_wall_ms(outbox->desk);
	t->job.run = take_run;
	t->job.done = take_done;
	outbox->stage = STAGE_TAKING;
	outbox->kicked = false;
	worker_post(outbox->desk->store_worker, &t->job);
}

void
outbox_kick(struct outbox *outbox)
{
	outbox->kicked = true;
	if (outbox->stage == STAGE_QUIET)
		take(outbox);
}

void
outbox_tick(struct outbox *outbox)
{
	if (outbox->stage != STAGE_QUIET)
		return;
	if (outbox->kicked ||
		(outbox->next_ms > 0 && desk_wall_ms(outbox->desk) >= outbox->next_ms))
		take(outbox);
}
