/* SPDX-License-Identifier: Apache-2.0 */
/* take → (ask) → send → settle, one request at a time, each stage a completion. */
#include "work/outbox_inside.h"

#include "base/log.h"
#include "base/str.h"

#include <stdlib.h>
#include <string.h>

enum { SEND_MIN_MS = 5000 };

enum status
outbox_new(struct desk *desk, struct outbox **ret_outbox)
{
	struct outbox *outbox = calloc(1, sizeof(*outbox));

	if (outbox == NULL)
		return ST_NO_MEMORY;
	outbox->desk = desk;
	outbox->kicked = true; /* what waited before the start */
	outbox->line = LINE_UP;
	outbox_states_init(outbox);
	*ret_outbox = outbox;
	return ST_OK;
}

void
outbox_drop_item(struct outbox *outbox)
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
	if (outbox->stage == STAGE_UNSETTLED)
		buf_free(&outbox->settle.answer);
	outbox_drop_item(outbox);
	wipe(outbox, sizeof(*outbox));
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

/* --- sending ------------------------------------------------------------------------------------------------------ */

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

static struct line_job *
begin_exchange(struct outbox *outbox, void (*done)(struct line_job *job))
{
	struct line_job *job = &outbox->exchange;
	int budget_ms = outbox->desk->timeout_ms;

	line_job_init(job);
	job->budget_ms = budget_ms > SEND_MIN_MS ? budget_ms : SEND_MIN_MS;
	job->done = done;
	job->ctx = outbox;
	outbox->stage = STAGE_SENDING;
	outbox->posted = false;
	return job;
}

static void
post_exchange(struct outbox *outbox, enum status st)
{
	struct http_answer nothing = { .st = ST_CANCELLED, .retry_after_s = -1 };

	if (st == ST_OK) {
		outbox->posted = true;
		line_post(outbox->desk->line, &outbox->exchange);
		return;
	}
	log_error("outbox: cannot send: %s", status_words(st));
	line_job_free(&outbox->exchange);
	outbox_settle_answer(outbox, &nothing);
}

static void
sent(struct line_job *job)
{
	struct outbox *outbox = job->ctx;

	outbox_settle_answer(outbox, &job->answer);
	line_job_free(job);
}

static void
send_item(struct outbox *outbox)
{
	struct line_job *job = begin_exchange(outbox, sent);

	outbox->asking = false;
	post_exchange(outbox, frozen_request(&outbox->item, &job->request));
}

/* --- asking first ------------------------------------------------------------------------------------------------- */

/* Whether the stored answer settles the request; one that says "later" was not meant to be stored. */
static bool
is_final(const struct http_answer *stored)
{
	struct problem problem;
	enum verdict verdict = central_verdict(stored, &problem);

	return verdict == VERDICT_DONE || verdict == VERDICT_REFUSED;
}

/* An answer to the question that is no outcome settles nothing: neither done nor refused. */
static void
settle_no_outcome(struct outbox *outbox, struct http_answer *answer)
{
	if (answer->st == ST_OK && answer->status < 400)
		answer->st = ST_NOT_OURS;
	outbox_settle_answer(outbox, answer);
}

/* One the centre had is settled with the answer it stored. One it never had, or does not tell of, is sent: the key
 * is the same, so it counts once in any case. */
static void
asked(struct line_job *job)
{
	struct outbox *outbox = job->ctx;
	struct line_job asked_job = *job;
	struct http_answer stored = { .retry_after_s = -1 };
	struct problem problem;
	enum verdict verdict = central_verdict(&asked_job.answer, &problem);
	enum status st = central_unwrap(&asked_job.answer, &stored);

	if (st == ST_OK && is_final(&stored))
		outbox_settle_answer(outbox, &stored);
	else if (st != ST_OK && verdict != VERDICT_REFUSED)
		settle_no_outcome(outbox, &asked_job.answer);
	else if (outbox->closing)
		settle_no_outcome(outbox,
			&(struct http_answer){ .st = ST_CANCELLED, .retry_after_s = -1 });
	else
		send_item(outbox);
	if (st == ST_OK)
		buf_free(&stored.body);
	line_job_free(&asked_job);
}

static void
ask_outcome(struct outbox *outbox)
{
	const struct call_extra extra = { .outcome_of = outbox->item.key,
		.idempotency_key = "" };
	struct line_job *job = begin_exchange(outbox, asked);

	outbox->asking = true;
	post_exchange(outbox, central_build(CALL_OUTCOME, NULL, &extra, &job->request));
}

/* --- taking ------------------------------------------------------------------------------------------------------- */

static void
take_run(struct job *job)
{
	struct take_job *t = (struct take_job *)job;
	struct store *store = t->outbox->desk->store;

	t->st = t->hurry ? store_outbox_hurry(store) : ST_OK;
	if (t->st == ST_OK)
		t->st = store_outbox_take(store, t->now_ms, &t->item, &t->next_ms);
}

static void
begin_item(struct outbox *outbox)
{
	const struct outbox_item *item = &outbox->item;

	if (item->expires_ms > 0 && item->expires_ms <= desk_wall_ms(outbox->desk))
		outbox_settle_expired(outbox);
	else if (item->outcome_unknown)
		ask_outcome(outbox);
	else
		send_item(outbox);
}

/* A clock that jumps must not make it sleep: the store is looked at again all the same. */
static int64_t
due_in(int64_t wait_ms)
{
	if (wait_ms < 0)
		return 0;
	return wait_ms < LOOK_AGAIN_MS ? wait_ms : LOOK_AGAIN_MS;
}

static void
take_done(struct job *job)
{
	struct take_job *t = (struct take_job *)job;
	struct outbox *outbox = t->outbox;
	int64_t now_ms = desk_mono_ms(outbox->desk);

	outbox->stage = STAGE_QUIET;
	if (t->st == ST_OK || t->st == ST_NOT_FOUND)
		outbox->told_disk = false;
	else
		outbox->hurry = outbox->hurry || t->hurry;
	if (t->st == ST_OK) {
		outbox->item = t->item;
		outbox->have_item = true;
		outbox->kicked = true; /* there may be more */
		if (!outbox->closing)  /* else "sending" on disk: asked for after the start */
			begin_item(outbox);
	} else if (t->st == ST_NOT_FOUND) {
		outbox->due_ms = t->next_ms > 0 ? now_ms + due_in(t->next_ms - t->now_ms) : 0;
	} else {
		if (!outbox->told_disk)
			log_error("outbox: %s", status_words(t->st));
		outbox->told_disk = true;
		outbox->due_ms = now_ms + DISK_AGAIN_MS;
	}
	wipe(&t->item, sizeof(t->item));
}

static void
take(struct outbox *outbox)
{
	struct take_job *t = &outbox->take;

	*t = (struct take_job){ .job = { .run = take_run, .done = take_done },
		.outbox = outbox,
		.hurry = outbox->hurry,
		.now_ms = desk_wall_ms(outbox->desk) };
	outbox->stage = STAGE_TAKING;
	outbox->kicked = outbox->hurry = false;
	worker_post(outbox->desk->store_worker, &t->job);
}

static bool
is_due(const struct outbox *outbox, int64_t now_ms)
{
	if (now_ms < outbox->held_ms)
		return false;
	return outbox->kicked || (outbox->due_ms > 0 && now_ms >= outbox->due_ms);
}

void
outbox_go_on(struct outbox *outbox)
{
	if (outbox->stage == STAGE_QUIET && !outbox->closing &&
		is_due(outbox, desk_mono_ms(outbox->desk)))
		take(outbox);
}

void
outbox_kick(struct outbox *outbox)
{
	outbox->kicked = true;
	if (outbox->line != LINE_STOPPED)
		outbox->held_ms = 0;
	outbox_go_on(outbox);
}

void
outbox_tick(struct outbox *outbox)
{
	if (outbox->stage == STAGE_UNSETTLED && !outbox->closing &&
		desk_mono_ms(outbox->desk) >= outbox->again_ms)
		outbox_settle_again(outbox);
	outbox_go_on(outbox);
	outbox_states_tick(outbox);
}

bool
outbox_is_quiet(const struct outbox *outbox, int64_t *ret_next_ms)
{
	int64_t now_ms = desk_mono_ms(outbox->desk);
	int64_t next_ms = outbox->stage == STAGE_UNSETTLED ? outbox->again_ms : outbox->due_ms;

	if (outbox->stage == STAGE_QUIET && outbox->held_ms > now_ms &&
		(outbox->kicked || next_ms > 0) && next_ms < outbox->held_ms)
		next_ms = outbox->held_ms;
	if (outbox->states.stage != ASKING_NOT || outbox->states.wanted)
		return false;
	*ret_next_ms = next_ms > 0 ? desk_wall_ms(outbox->desk) + next_ms - now_ms : 0;
	if (outbox->stage == STAGE_UNSETTLED)
		return true;
	return outbox->stage == STAGE_QUIET && (!outbox->kicked || now_ms < outbox->held_ms);
}
