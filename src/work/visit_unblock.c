/* SPDX-License-Identifier: Apache-2.0 */
/* JMO opened by two of staff: the second one's answer, here by PIN or from a desk, and what came of it. */
#include "work/visit_inside.h"

#include "base/log.h"
#include "base/str.h"
#include "rules/staff.h"
#include "rules/unblock.h"

#include <stdlib.h>
#include <string.h>

/* --- the second person ---------------------------------------------------------------------------------------------- */

/* From a desk the wait ends with it; from here the PIN's own job ends its step. */
static void
second_answered(void *ctx, enum approval_answer answer, const struct staff *by)
{
	static const enum second_said said[] = {
		[APPROVAL_GIVEN] = SECOND_SAID_NOTHING,
		[APPROVAL_REFUSED] = SECOND_SAID_NO,
		[APPROVAL_LATE] = SECOND_SAID_LATE,
	};
	struct visit *visit = ctx;
	struct answers *a = visit->answers;
	bool waits = visit->second_wanted;

	visit->second_wanted = false;
	a->unblock.said = said[answer];
	if (answer == APPROVAL_GIVEN)
		visit_take_officer(&a->unblock.second, by);
	if (answer != APPROVAL_LATE)
		visit->officer_key_ms = desk_mono_ms(visit->desk); /* staff are here */
	if (waits)
		visit_end_effect(visit,
			answer == APPROVAL_GIVEN ? OUTCOME_OK : OUTCOME_REFUSED);
}

static enum status
want_second(struct visit *visit)
{
	const struct answers *a = visit->answers;
	struct approval_wanted wanted = { .what = "unblock", .words = N_("Buka blokir JMO") };

	memcpy(wanted.visit, a->visit, sizeof(wanted.visit));
	memcpy(wanted.by.id, a->officer.id, sizeof(wanted.by.id));
	memcpy(wanted.by.name, a->officer.name, sizeof(wanted.by.name));
	memcpy(wanted.by.initials, a->officer.initials, sizeof(wanted.by.initials));
	memcpy(wanted.by.role, a->officer.role, sizeof(wanted.by.role));
	return approval_ask(visit->desk, &wanted, second_answered, visit);
}

static void
forget_second(struct answers *a)
{
	a->unblock.second = (struct officer){ 0 };
	a->unblock.said = SECOND_SAID_NOTHING;
	a->unblock.is_second = SECOND_FINE;
}

void
visit_ask_second(struct visit *visit)
{
	forget_second(visit->answers);
	if (want_second(visit) != ST_OK) {
		visit->answers->unblock.said = SECOND_SAID_BUSY;
		visit_end_effect(visit, OUTCOME_REFUSED);
		return;
	}
	visit->second_wanted = true;
	visit->effect_can_stop = true;
	visit_changed(visit);
}

void
visit_stop_second(struct visit *visit)
{
	visit->second_wanted = false;
	approval_withdraw(visit->desk, visit->answers->visit);
	visit_end_effect(visit, OUTCOME_AWAY);
}

/* Their PIN is right; whether they may be the second is the approval's to say, and to journal. */
static void
try_second(struct visit *visit, const struct staff *staff)
{
	struct answers *a = visit->answers;
	enum status st = want_second(visit);

	if (st == ST_OK)
		st = approval_answer(visit->desk, staff, true);
	if (st == ST_OK)
		return;
	a->unblock.is_second = st == ST_EXISTS   ? SECOND_SAME
			       : st == ST_DENIED ? SECOND_NO_RIGHT
						 : SECOND_NOBODY;
	approval_withdraw(visit->desk, a->visit);
}

struct second_job {
	struct visit_job v; /* first */
	char pin[sizeof(((struct answers *)0)->pin)];
	int64_t now_ms;
	struct staff_answer answer;
};

static void
second_run(struct job *job)
{
	struct second_job *s = (struct second_job *)job;
	const struct staff_try attempt = { s->pin, "", s->now_ms };

	s->v.st = store_staff_enter(s->v.desk->store, &attempt, &s->answer);
	if (s->v.st != ST_OK)
		s->answer = (struct staff_answer){ .door = DOOR_FAILED };
}

static void
journal_wrong_pin(const struct second_job *s)
{
	const struct journal_entry entry = { .event = EVENT_STAFF_WRONG_PIN,
		.actor = "participant",
		.outcome = staff_door_code(s->answer.door),
		.detail = s->answer.counted };

	desk_journal(s->v.desk, &entry);
	if (s->v.st != ST_OK)
		log_error("pin: %s", status_words(s->v.st));
}

static void
second_done(struct job *job)
{
	struct second_job *s = (struct second_job *)job;
	struct visit *visit = s->v.visit;
	struct answers *a = visit->answers;
	bool current = visit_job_is_current(&s->v), open = s->answer.door == DOOR_OPEN;

	if (!open)
		journal_wrong_pin(s);
	if (current) {
		a->door = s->answer.door;
		a->door_wait_s = s->answer.wait_s;
	}
	if (current && open)
		try_second(visit, &s->answer.staff);
	wipe(s, sizeof(*s));
	free(s);
	if (current)
		visit_end_effect(visit,
			a->unblock.second.joined ? OUTCOME_OK : OUTCOME_REFUSED);
}

void
visit_check_second(struct visit *visit)
{
	struct answers *a = visit->answers;
	struct second_job *s = visit_job_new(visit, sizeof(*s), second_run, second_done);

	visit->effect_can_stop = false;
	forget_second(a);
	if (s) {
		memcpy(s->pin, a->pin, sizeof(s->pin));
		s->now_ms = desk_wall_ms(visit->desk);
	}
	wipe(a->pin, sizeof(a->pin));
	if (s) {
		worker_post(visit->desk->store_worker, &s->v.job);
		return;
	}
	a->door = DOOR_FAILED;
	visit_end_effect(visit, OUTCOME_AWAY);
}

/* --- what came of it ------------------------------------------------------------------------------------------------ */

void
visit_unblocked(struct visit *visit)
{
	struct answers *a = visit->answers;
	const struct officer *second = &a->unblock.second;
	const char *outcome = a->outcome == OUTCOME_AWAY   ? "away"
			      : a->outcome != OUTCOME_OK   ? "refused"
			      : a->unblock.opened          ? "ok"
							   : "awaiting";
	char detail[97] = "";
	struct journal_entry entry = visit_entry(visit, EVENT_JMO_UNBLOCK, outcome, detail);

	if (a->outcome == OUTCOME_OK) /* also where a second person at the centre has it */
		entry.review = (struct journal_review){ .kind = REVIEW_UNBLOCK, .second = second->id };
	if (a->outcome == OUTCOME_REFUSED && strcmp(a->problem, "not-blocked") == 0)
		a->jmo_blocked = false; /* the lost answer of before, or somebody else */
	if (str_format(detail, sizeof(detail), "%s %s %s", unblock_reason_code(a->unblock.reason),
		    second->joined ? second->id : "centre", a->problem) == ST_OK)
		desk_journal(visit->desk, &entry);
}

void
visit_write_unblock(
	const struct visit *visit, const struct sheet_place *place, struct receipt *ret_receipt)
{
	const struct answers *a = visit->answers;
	const struct unblock_facts facts = { .name = a->name,
		.nik = a->nik,
		.reference = a->unblock.reference,
		.reason = a->unblock.reason,
		.second = a->unblock.second.initials,
		.opened = a->unblock.opened };

	receipt_of_unblock(&facts, place, ret_receipt);
}
