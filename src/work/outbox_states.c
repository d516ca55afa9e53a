/* SPDX-License-Identifier: Apache-2.0 */
/* Once a day: where the claims made here stand at the centre. store → centre → store, each a completion. */
#include "work/outbox_inside.h"

#include "base/log.h"
#include "base/str.h"

#include <string.h>

enum {
	MINUTE_MS = 60 * 1000,
	HOUR_MS = 60 * MINUTE_MS,
	DAY_MS = 24 * HOUR_MS,
};

static void read_store(struct outbox *outbox, int64_t after_row);

static void
finish(struct outbox *outbox, int64_t wait_ms)
{
	struct states *states = &outbox->states;

	states->stage = ASKING_NOT;
	states->wanted = false;
	states->due_ms = desk_mono_ms(outbox->desk) + wait_ms;
}

static const struct claim_state *
find(const struct states *states, const char *number)
{
	for (size_t i = 0; i < states->claims; i++)
		if (strcmp(states->claim[i].number, number) == 0)
			return &states->claim[i];
	return NULL;
}

/* --- what the centre told --------------------------------------------------------------------------------------------- */

static enum status
write_state(const struct states *states, const struct told_state *told)
{
	const struct claim_state *claim = find(states, told->number);
	char detail[48];
	const struct journal_entry entry = { .event = EVENT_CLAIM_STATE,
		.at_ms = states->now_ms,
		.actor = "kiosk",
		.outcome = told->status,
		.detail = detail };
	enum status st;

	if (claim == NULL || strcmp(claim->status, told->status) == 0)
		return ST_OK; /* not asked for, or no news */
	st = str_format(detail, sizeof(detail), "%s %s%s%s", claim->status, told->status,
		told->promised[0] ? " " : "", told->promised);
	if (st == ST_OK)
		st = store_claim_state(states->outbox->desk->store, told->number, told->status,
			told->promised[0] ? told->promised : NULL, &entry);
	return st == ST_NOT_FOUND ? ST_OK : st;
}

static void
write_run(struct job *job)
{
	struct states *states = (struct states *)job;

	states->st = ST_OK;
	for (size_t i = 0; states->st == ST_OK && i < states->tolds; i++)
		states->st = write_state(states, &states->told[i]);
}

static void
write_done(struct job *job)
{
	struct states *states = (struct states *)job;
	struct outbox *outbox = states->outbox;

	if (states->st != ST_OK)
		log_error("claim states: %s", status_words(states->st));
	if (states->st != ST_OK)
		finish(outbox, HOUR_MS);
	else if (states->claims < CLAIM_STATES_MAX || outbox->closing)
		finish(outbox, DAY_MS);
	else
		read_store(outbox, states->claim[states->claims - 1].row);
}

static void
answered(struct line_job *job)
{
	struct outbox *outbox = job->ctx;
	struct states *states = &outbox->states;
	enum status st = central_read_claim_states(&job->answer, states->told, &states->tolds);

	line_job_free(job);
	if (st != ST_OK) {
		log_info("claim states: %s", status_words(st));
		finish(outbox, HOUR_MS);
		return;
	}
	states->stage = TELLING_STORE;
	states->job = (struct job){ .run = write_run, .done = write_done };
	worker_post(outbox->desk->store_worker, &states->job);
}

/* --- the question ------------------------------------------------------------------------------------------------------ */

static void
ask_centre(struct outbox *outbox)
{
	struct states *states = &outbox->states;
	struct line_job *job = &states->exchange;
	char key[UUID_TEXT];
	const struct call_extra extra = {
		.idempotency_key = key, .claims = states->claim, .claims_n = states->claims
	};
	enum status st;

	desk_uuid(outbox->desk, key);
	line_job_init(job);
	job->budget_ms = outbox->desk->timeout_ms;
	job->done = answered;
	job->ctx = outbox;
	st = central_build(CALL_CLAIM_STATES, NULL, &extra, &job->request);
	if (st == ST_OK) {
		states->stage = ASKING_CENTRE;
		line_post(outbox->desk->line, job);
		return;
	}
	log_error("claim states: %s", status_words(st));
	line_job_free(job);
	finish(outbox, HOUR_MS);
}

static void
read_run(struct job *job)
{
	struct states *states = (struct states *)job;

	states->st = store_claims_open(states->outbox->desk->store, states->after_row,
		states->claim, CLAIM_STATES_MAX, &states->claims);
}

static void
read_done(struct job *job)
{
	struct states *states = (struct states *)job;
	struct outbox *outbox = states->outbox;

	if (states->st != ST_OK)
		log_error("claim states: %s", status_words(states->st));
	if (states->st != ST_OK || outbox->closing)
		finish(outbox, HOUR_MS);
	else if (states->claims == 0)
		finish(outbox, DAY_MS);
	else
		ask_centre(outbox);
}

static void
read_store(struct outbox *outbox, int64_t after_row)
{
	struct states *states = &outbox->states;

	states->stage = ASKING_STORE;
	states->now_ms = desk_wall_ms(outbox->desk);
	states->after_row = after_row;
	states->job = (struct job){ .run = read_run, .done = read_done };
	worker_post(outbox->desk->store_worker, &states->job);
}

void
outbox_states_init(struct outbox *outbox)
{
	outbox->states.outbox = outbox;
	outbox->states.due_ms = desk_mono_ms(outbox->desk) + 5 * MINUTE_MS;
}

void
outbox_ask_states(struct outbox *outbox)
{
	outbox->states.wanted = true;
}

void
outbox_states_tick(struct outbox *outbox)
{
	struct states *states = &outbox->states;

	if (states->stage != ASKING_NOT || outbox->closing)
		return;
	if (states->wanted ||
		(outbox->line == LINE_UP && desk_mono_ms(outbox->desk) >= states->due_ms))
		read_store(outbox, 0);
}
