/* SPDX-License-Identifier: Apache-2.0 */
/* What waits for a second person. */
#include "work/approval.h"

#include "base/str.h"
#include "rules/staff.h"
#include "work/desk.h"

#include <string.h>

static void
journal(struct desk *desk, enum event event, const char *actor, const char *outcome)
{
	const struct approval_wanted *wanted = &desk->approval.wanted;
	const struct journal_entry entry = { .event = event,
		.visit = wanted->visit,
		.actor = actor,
		.outcome = outcome,
		.detail = wanted->what };

	desk_journal(desk, &entry);
}

/* Cleared before anybody is told, who may ask for the next one. */
static void
finish(struct desk *desk, enum approval_answer answer, const struct staff *by)
{
	static const char *const outcomes[] = { "ok", "refused", "late" };
	approval_done_fn *done = desk->approval.done;
	void *ctx = desk->approval.ctx;

	journal(desk, EVENT_APPROVAL_END, by ? by->id : "kiosk", outcomes[answer]);
	wipe(&desk->approval, sizeof(desk->approval));
	done(ctx, answer, by);
}

enum status
approval_ask(struct desk *desk, const struct approval_wanted *wanted, approval_done_fn *done,
	void *ctx)
{
	if (desk->approval.open)
		return ST_BUSY;
	desk->approval = (struct approval){ .wanted = *wanted,
		.open = true,
		.since_ms = desk_mono_ms(desk),
		.done = done,
		.ctx = ctx };
	journal(desk, EVENT_APPROVAL_ASK, wanted->by.id, "ok");
	return ST_OK;
}

void
approval_withdraw(struct desk *desk, const char *visit)
{
	if (!desk->approval.open || strcmp(desk->approval.wanted.visit, visit) != 0)
		return;
	journal(desk, EVENT_APPROVAL_END, desk->approval.wanted.by.id, "withdrawn");
	wipe(&desk->approval, sizeof(desk->approval));
}

const struct approval_wanted *
approval_open(const struct desk *desk)
{
	return desk->approval.open ? &desk->approval.wanted : NULL;
}

enum status
approval_answer(struct desk *desk, const struct staff *by, bool yes)
{
	const struct approval_wanted *wanted = approval_open(desk);

	if (wanted == NULL)
		return ST_NOT_FOUND;
	switch (staff_second(wanted->by.id, by->id, by->role)) {
	case SECOND_FINE:
		finish(desk, yes ? APPROVAL_GIVEN : APPROVAL_REFUSED, by);
		return ST_OK;
	case SECOND_SAME:
		journal(desk, EVENT_APPROVAL_DENIED, by->id, "same-person");
		return ST_EXISTS;
	default:
		journal(desk, EVENT_APPROVAL_DENIED, by->id, "role");
		return ST_DENIED;
	}
}

void
approval_tick(struct desk *desk)
{
	if (desk->approval.open && desk_mono_ms(desk) - desk->approval.since_ms >= APPROVAL_MS)
		finish(desk, APPROVAL_LATE, NULL);
}
