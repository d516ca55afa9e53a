/* SPDX-License-Identifier: Apache-2.0 */
/* Whether the centre is back: asked with increasing patience, and never beside a request that finds out anyway. */
#include "work/outbox_inside.h"

enum { PROBE_BUDGET_MS = 6000, PROBE_LONGEST_MS = 30 * 1000 };

static void
wait_longer(struct outbox *outbox)
{
	struct probe *probe = &outbox->probe;
	int64_t wait = outbox_backoff_ms(outbox, probe->failures++);

	probe->due_ms = desk_mono_ms(outbox->desk) +
			(wait < PROBE_LONGEST_MS ? wait : PROBE_LONGEST_MS);
}

static void
answered(struct line_job *job)
{
	struct outbox *outbox = job->ctx;
	struct centre_state state;
	bool open = central_read_status(&job->answer, &state) == ST_OK && state.open;

	line_job_free(job);
	outbox->probe.flying = false;
	wait_longer(outbox);
	if (open && !outbox->closing)
		outbox_heard(outbox, true, "");
}

static void
ask(struct outbox *outbox)
{
	const struct call_extra extra = { .idempotency_key = "" };
	struct line_job *job = &outbox->probe.exchange;

	line_job_init(job);
	job->budget_ms = PROBE_BUDGET_MS;
	job->done = answered;
	job->ctx = outbox;
	if (central_build(CALL_STATUS, NULL, &extra, &job->request) != ST_OK) {
		line_job_free(job); /* no memory: the next turn asks */
		wait_longer(outbox);
		return;
	}
	outbox->probe.flying = true;
	line_post(outbox->desk->line, job);
}

void
outbox_is_watched(struct outbox *outbox, bool watched)
{
	outbox->probe.watched = watched;
}

static bool
nothing_is_sent(const struct outbox *outbox)
{
	for (size_t i = 0; i < SLOTS; i++)
		if (outbox->slot[i].stage == STAGE_SENDING)
			return false;
	return !outbox->in_round;
}

void
outbox_probe_tick(struct outbox *outbox)
{
	struct probe *probe = &outbox->probe;
	int64_t now_ms = desk_mono_ms(outbox->desk);

	if (outbox->line == LINE_UP || !probe->watched) {
		probe->failures = 0;
		probe->due_ms = 0;
		return;
	}
	if (probe->due_ms == 0)
		wait_longer(outbox);
	if (!probe->flying && !outbox->closing && nothing_is_sent(outbox) &&
		now_ms >= probe->due_ms && now_ms >= outbox->alone_ms)
		ask(outbox);
}
