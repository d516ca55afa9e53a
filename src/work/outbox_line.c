/* SPDX-License-Identifier: Apache-2.0 */
/* The state of the line: one writer, each change journalled once. While it is down one request at a time tries it. */
#include "work/outbox_inside.h"

#include <string.h>

enum { BACKOFF_FIRST_MS = 2000, BACKOFF_CAP_MS = 5 * 60 * 1000 };

int64_t
outbox_backoff_ms(const struct outbox *outbox, int failures)
{
	const struct chance_port *chance = &outbox->desk->chance;
	uint32_t ceiling = BACKOFF_FIRST_MS, random;

	for (int i = 0; i < failures && ceiling < BACKOFF_CAP_MS; i++)
		ceiling *= 2;
	if (ceiling > BACKOFF_CAP_MS)
		ceiling = BACKOFF_CAP_MS;
	chance->fill(chance->ctx, &random, sizeof(random));
	return 1 + random % ceiling;
}

static void
change(struct outbox *outbox, enum line_state to, const char *problem)
{
	static const struct {
		enum event event;
		const char *outcome;
	} words[] = {
		[LINE_UP] = { EVENT_LINE_UP, "ok" },
		[LINE_DOWN] = { EVENT_LINE_DOWN, "away" },
		[LINE_STOPPED] = { EVENT_LINE_STOP, "not-admitted" },
	};
	const struct journal_entry entry = { .event = words[to].event,
		.actor = "kiosk",
		.outcome = words[to].outcome,
		.detail = problem };

	if (outbox->line == to)
		return;
	outbox->line = to;
	if (to != LINE_UP)
		outbox->window = 1;
	outbox->desk->place.centre = to == LINE_UP;
	desk_journal(outbox->desk, &entry);
}

void
outbox_line_answers(struct outbox *outbox)
{
	outbox->hurry = outbox->hurry || outbox->line != LINE_UP;
	outbox->line_failures = 0;
	outbox->held_ms = 0;
	change(outbox, LINE_UP, "");
}

void
outbox_slot_answers(struct slot *slot)
{
	struct outbox *outbox = slot->outbox;

	if (slot->line_era != outbox->line_era)
		return;
	outbox_line_answers(outbox);
	if (outbox->window < SLOTS)
		outbox->window *= 2;
}

static void
hold_until(struct outbox *outbox, int64_t wait_ms)
{
	int64_t until_ms = desk_mono_ms(outbox->desk) + wait_ms;

	if (until_ms > outbox->held_ms)
		outbox->held_ms = until_ms;
}

static void
fail(struct slot *slot, enum line_state to, const char *problem, int64_t wait_ms)
{
	struct outbox *outbox = slot->outbox;

	outbox->line_failures++;
	outbox->line_era++;
	outbox->held_ms = 0;
	hold_until(outbox, wait_ms);
	change(outbox, to, problem);
}

void
outbox_slot_fails(struct slot *slot, const char *problem, int64_t wait_ms, int64_t asked_ms)
{
	if (slot->line_era == slot->outbox->line_era)
		fail(slot, LINE_DOWN, problem, wait_ms);
	else if (asked_ms > 0)
		hold_until(slot->outbox, asked_ms);
}

void
outbox_slot_stops(struct slot *slot, const char *problem, int64_t wait_ms)
{
	if (slot->line_era == slot->outbox->line_era)
		fail(slot, LINE_STOPPED, problem, wait_ms);
	else
		hold_until(slot->outbox, wait_ms);
}

void
outbox_heard(struct outbox *outbox, bool there, const char *problem)
{
	if (!there) {
		if (outbox->line == LINE_UP && strcmp(problem, "cancelled") != 0)
			change(outbox, LINE_DOWN, problem);
		return;
	}
	if (outbox->line == LINE_UP)
		return;
	outbox_line_answers(outbox);
	outbox_kick(outbox);
}

bool
outbox_line_is_up(const struct outbox *outbox)
{
	return outbox->line == LINE_UP;
}
