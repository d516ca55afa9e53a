/* SPDX-License-Identifier: Apache-2.0 */
/* take → (ask) → send → settle, a few requests at a time, each stage a completion. */
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
	outbox->window = 1;
	for (size_t i = 0; i < SLOTS; i++)
		outbox->slot[i].outbox = outbox;
	outbox_states_init(outbox);
	*ret_outbox = outbox;
	return ST_OK;
}

void
outbox_free(struct outbox *outbox)
{
	if (outbox == NULL)
		return;
	for (size_t i = 0; i < SLOTS; i++) {
		struct slot *slot = &outbox->slot[i];

		if (slot->stage == STAGE_ENDED)
			buf_free(&slot->settling.answer);
		if (slot->stage != STAGE_FREE)
			outbox_item_free(&slot->item);
	}
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

/* The body moves: it is sent from where it lies. */
static enum status
frozen_request(struct outbox_item *item, struct wire_request *request)
{
	enum status st = str_copy(request->method, sizeof(request->method), item->method);

	if (st == ST_OK)
		st = call_of_word(item->kind, &request->call);
	if (st == ST_OK)
		st = str_copy(request->path, sizeof(request->path), item->path);
	if (st == ST_OK)
		st = str_copy(request->content_type, sizeof(request->content_type),
			item->content_type);
	if (st == ST_OK)
		st = str_copy(
			request->idempotency_key, sizeof(request->idempotency_key), item->key);
	if (st != ST_OK)
		return st;
	request->body = item->body;
	buf_init(&item->body, 0);
	return ST_OK;
}

static struct line_job *
begin_exchange(struct slot *slot, void (*done)(struct line_job *job))
{
	struct line_job *job = &slot->exchange;
	int budget_ms = slot->outbox->desk->timeout_ms;

	line_job_init(job);
	job->budget_ms = budget_ms > SEND_MIN_MS ? budget_ms : SEND_MIN_MS;
	job->done = done;
	job->ctx = slot;
	slot->posted = false;
	return job;
}

static void
post_exchange(struct slot *slot, enum status st)
{
	struct http_answer nothing = { .st = ST_CANCELLED, .retry_after_s = -1 };

	if (st == ST_OK) {
		slot->posted = true;
		line_post(slot->outbox->desk->line, &slot->exchange);
		return;
	}
	log_error("outbox: cannot send: %s", status_words(st));
	line_job_free(&slot->exchange);
	outbox_settle_answer(slot, &nothing);
}

static void
sent(struct line_job *job)
{
	struct slot *slot = job->ctx;

	outbox_settle_answer(slot, &job->answer);
	line_job_free(job);
}

static void
send_item(struct slot *slot)
{
	struct line_job *job = begin_exchange(slot, sent);

	slot->asking = false;
	post_exchange(slot, frozen_request(&slot->item, &job->request));
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
settle_no_outcome(struct slot *slot, struct http_answer *answer)
{
	if (answer->st == ST_OK && answer->status < 400)
		answer->st = ST_NOT_OURS;
	outbox_settle_answer(slot, answer);
}

/* Not while the line is held, nor where the end is near. */
static bool
may_go_on(const struct slot *slot)
{
	return !slot->outbox->closing && slot->line_era == slot->outbox->line_era;
}

/* One the centre had is settled with the answer it stored. One it never had, or does not tell of, is sent: the key
 * is the same, so it counts once in any case. */
static void
asked(struct line_job *job)
{
	struct slot *slot = job->ctx;
	struct line_job asked_job = *job;
	struct http_answer stored = { .retry_after_s = -1 };
	struct problem problem;
	enum verdict verdict = central_verdict(&asked_job.answer, &problem);
	enum status st = central_unwrap(&asked_job.answer, &stored);

	if (st == ST_OK && is_final(&stored))
		outbox_settle_answer(slot, &stored);
	else if (st != ST_OK && verdict != VERDICT_REFUSED)
		settle_no_outcome(slot, &asked_job.answer);
	else if (!may_go_on(slot))
		settle_no_outcome(
			slot, &(struct http_answer){ .st = ST_CANCELLED, .retry_after_s = -1 });
	else
		send_item(slot);
	if (st == ST_OK)
		buf_free(&stored.body);
	line_job_free(&asked_job);
}

static void
ask_outcome(struct slot *slot)
{
	const struct call_extra extra = { .outcome_of = slot->item.key, .idempotency_key = "" };
	struct line_job *job = begin_exchange(slot, asked);

	slot->asking = true;
	post_exchange(slot, central_build(CALL_OUTCOME, NULL, &extra, &job->request));
}

static size_t
count_sending(const struct outbox *outbox)
{
	size_t n = 0;

	for (size_t i = 0; i < SLOTS; i++)
		n += outbox->slot[i].stage == STAGE_SENDING;
	return n;
}

/* --- rounds ------------------------------------------------------------------------------------------------------- */

/* What cannot be taken must not keep off the disk what is known. */
static void
round_run(struct job *job)
{
	struct round_job *r = (struct round_job *)job;
	struct store *store = r->outbox->desk->store;

	r->st = r->took = store_outbox_round(store, &r->round);
	if (r->st == ST_OK || r->round.ended_n == 0 || r->round.room == 0)
		return;
	r->round.room = 0;
	r->st = store_outbox_round(store, &r->round);
}

static void
begin_item(struct slot *slot, const struct outbox_item *taken)
{
	struct outbox *outbox = slot->outbox;
	const struct outbox_item *item = &slot->item;

	slot->item = *taken;
	slot->stage = STAGE_SENDING;
	slot->line_era = outbox->line_era;
	if (item->expires_ms > 0 && item->expires_ms <= desk_wall_ms(outbox->desk))
		outbox_settle_expired(slot);
	else if (item->outcome_unknown)
		ask_outcome(slot);
	else
		send_item(slot);
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
wait_for_disk(struct outbox *outbox, const struct round_job *r)
{
	int64_t again_ms = desk_mono_ms(outbox->desk) + DISK_AGAIN_MS;

	if (!outbox->told_disk)
		log_error("outbox: %s", status_words(r->took));
	outbox->told_disk = true;
	outbox->hurry = outbox->hurry || r->round.hurry;
	outbox->due_ms = again_ms;
	if (r->st != ST_OK && r->round.ended_n > 0)
		outbox->again_ms = again_ms;
}

static struct slot *
free_slot(struct outbox *outbox)
{
	size_t i = 0;

	while (outbox->slot[i].stage != STAGE_FREE)
		i++; /* a round takes no more than are free */
	return &outbox->slot[i];
}

static void
look_ahead(struct outbox *outbox, const struct outbox_round *round)
{
	if (!round->dry) {
		outbox->kicked = true; /* there may be more */
		return;
	}
	outbox->due_ms = round->next_ms > 0 ? desk_mono_ms(outbox->desk) +
						      due_in(round->next_ms - round->now_ms)
					    : 0;
	if (round->items == 0 && count_sending(outbox) == 0)
		outbox->window = 1; /* a line that was silent is tried with one */
}

static void
take_over(struct outbox *outbox, struct round_job *r)
{
	const struct outbox_round *round = &r->round;

	for (size_t i = 0; i < round->items; i++) {
		if (outbox->closing) /* "sending" on disk: asked for after the start */
			outbox_item_free(&r->item[i]);
		else
			begin_item(free_slot(outbox), &r->item[i]);
	}
	wipe(r->item, sizeof(r->item));
}

static void
round_done(struct job *job)
{
	struct round_job *r = (struct round_job *)job;
	struct outbox *outbox = r->outbox;

	if (r->took == ST_OK)
		outbox->told_disk = false;
	else
		wait_for_disk(outbox, r);
	if (r->st == ST_OK)
		outbox->again_ms = 0;
	for (size_t i = 0; r->st == ST_OK && i < r->round.ended_n; i++)
		outbox_settled(r->slot[i]);
	if (r->took == ST_OK && r->round.room > 0)
		look_ahead(outbox, &r->round);
	take_over(outbox, r);
	outbox->in_round = false;
	if (!outbox->closing)
		outbox_go_on(outbox);
}

static bool
is_due(const struct outbox *outbox, int64_t now_ms)
{
	if (now_ms < outbox->held_ms || outbox->probe.flying)
		return false;
	return outbox->kicked || (outbox->due_ms > 0 && now_ms >= outbox->due_ms);
}

static size_t
bytes_under_way(const struct outbox *outbox)
{
	size_t bytes = 0;

	for (size_t i = 0; i < SLOTS; i++) {
		const struct slot *slot = &outbox->slot[i];

		if (slot->stage == STAGE_SENDING)
			bytes += slot->item.body.len + slot->exchange.request.body.len;
	}
	return bytes;
}

/* How many may be begun now. What ended leaves its slot in the same round. */
static size_t
room_now(const struct outbox *outbox)
{
	bool alone = outbox->line != LINE_UP || line_is_slow(outbox->desk->line);
	size_t window = alone ? 1 : (size_t)outbox->window;
	size_t sending = count_sending(outbox);

	if (outbox->closing || !is_due(outbox, desk_mono_ms(outbox->desk)) ||
		bytes_under_way(outbox) >= BYTES_UNDER_WAY)
		return 0;
	return window > sending ? window - sending : 0;
}

static void
gather_ended(struct outbox *outbox, struct round_job *r)
{
	for (size_t i = 0; i < SLOTS; i++) {
		struct slot *slot = &outbox->slot[i];
		struct settling *s = &slot->settling;

		if (slot->stage != STAGE_ENDED)
			continue;
		r->slot[r->round.ended_n] = slot;
		r->ended[r->round.ended_n++] = (struct outbox_ended){ .settle = &s->settle,
			.entry = s->journalled ? &s->entry.entry : NULL,
			.now_ms = s->now_ms };
	}
}

void
outbox_go_on(struct outbox *outbox)
{
	struct round_job *r = &outbox->round;
	size_t room = room_now(outbox);

	if (outbox->in_round || desk_mono_ms(outbox->desk) < outbox->again_ms)
		return;
	*r = (struct round_job){ .job = { .run = round_run, .done = round_done },
		.outbox = outbox };
	r->round = (struct outbox_round){ .ended = r->ended,
		.hurry = room > 0 && outbox->hurry,
		.now_ms = desk_wall_ms(outbox->desk),
		.room = room,
		.bytes = room > 0 ? BYTES_UNDER_WAY - bytes_under_way(outbox) : 0,
		.item = r->item };
	gather_ended(outbox, r);
	if (room == 0 && r->round.ended_n == 0)
		return;
	if (room > 0)
		outbox->kicked = outbox->hurry = false;
	outbox->in_round = true;
	worker_post(outbox->desk->store_worker, &r->job);
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
outbox_sync(struct outbox *outbox)
{
	outbox->hurry = outbox->kicked = true;
	outbox->held_ms = 0;
	outbox_ask_states(outbox);
	outbox_go_on(outbox);
}

void
outbox_tick(struct outbox *outbox)
{
	outbox_go_on(outbox);
	outbox_states_tick(outbox);
	outbox_probe_tick(outbox);
}

bool
outbox_is_quiet(const struct outbox *outbox, int64_t *ret_next_ms)
{
	int64_t now_ms = desk_mono_ms(outbox->desk);
	bool refused = outbox->again_ms > 0;
	int64_t next_ms = refused ? outbox->again_ms : outbox->due_ms;

	if (!refused && outbox->held_ms > now_ms && (outbox->kicked || next_ms > 0) &&
		next_ms < outbox->held_ms)
		next_ms = outbox->held_ms;
	if (outbox->states.stage != ASKING_NOT || outbox->states.wanted)
		return false;
	*ret_next_ms = next_ms > 0 ? desk_wall_ms(outbox->desk) + next_ms - now_ms : 0;
	if (outbox->in_round || count_sending(outbox) > 0)
		return false;
	return refused || !outbox->kicked || now_ms < outbox->held_ms;
}
