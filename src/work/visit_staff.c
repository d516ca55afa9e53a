/* SPDX-License-Identifier: Apache-2.0 */
/* The member of staff in a visit: let in, taking over, read back, and gone when their account is closed. */
#include "work/visit_inside.h"

#include "base/log.h"
#include "base/str.h"
#include "rules/staff.h"

#include <stdlib.h>
#include <string.h>

void
visit_take_officer(struct officer *officer, const struct staff *staff)
{
	officer->joined = true;
	memcpy(officer->id, staff->id, sizeof(officer->id));
	memcpy(officer->name, staff->name, sizeof(officer->name));
	memcpy(officer->initials, staff->initials, sizeof(officer->initials));
	str_clip(officer->role, sizeof(officer->role), staff->role);
}

/* --- the door -------------------------------------------------------------------------------------------------------- */

struct pin_job {
	struct visit_job v; /* first */
	char pin[8], card[STAFF_CARD_ROOM];
	bool nobody_served; /* then somebody may also come for the machine alone */
	int64_t now_ms;
	struct staff_answer answer;
};

static void
pin_run(struct job *job)
{
	struct pin_job *p = (struct pin_job *)job;
	const struct staff_try attempt = { p->pin, p->card, p->now_ms };

	p->v.st = store_staff_enter(p->v.desk->store, &attempt, &p->answer);
	if (p->v.st != ST_OK)
		p->answer = (struct staff_answer){ .door = DOOR_FAILED };
	else if (p->answer.door == DOOR_OPEN && !staff_may(p->answer.staff.role, RIGHT_HELP) &&
		 !(p->nobody_served && staff_may(p->answer.staff.role, RIGHT_DEVICES)))
		p->answer.door = DOOR_NO_RIGHT;
}

/* Also of a visit that is over by now: a try was made. */
static void
journal_refused(const struct pin_job *p)
{
	const struct journal_entry entry = { .event = EVENT_STAFF_WRONG_PIN,
		.actor = "participant",
		.outcome = staff_door_code(p->answer.door),
		.detail = p->answer.counted };

	desk_journal(p->v.desk, &entry);
	if (p->v.st != ST_OK)
		log_error("pin: %s", status_words(p->v.st));
}

static void
join(struct visit *visit, const struct staff *staff)
{
	visit_take_officer(&visit->answers->officer, staff);
	visit->staff_seen = visit->desk->staff_changed;
	visit_journal(visit,
		staff_may(staff->role, RIGHT_HELP) ? EVENT_STAFF_JOIN : EVENT_STAFF_SERVICE,
		"ok", staff->role);
}

static void
pin_done(struct job *job)
{
	struct pin_job *p = (struct pin_job *)job;
	struct visit *visit = p->v.visit;
	bool current = visit_job_is_current(&p->v), open = p->answer.door == DOOR_OPEN;

	if (!open)
		journal_refused(p);
	if (current) {
		visit->answers->door = p->answer.door;
		visit->answers->door_wait_s = p->answer.wait_s;
	}
	if (current && open)
		join(visit, &p->answer.staff);
	wipe(p, sizeof(*p));
	free(p);
	if (current)
		visit_end_effect(visit, open ? OUTCOME_OK : OUTCOME_REFUSED);
}

void
visit_check_pin(struct visit *visit)
{
	struct answers *a = visit->answers;
	struct pin_job *p = visit_job_new(visit, sizeof(*p), pin_run, pin_done);

	visit->effect_can_stop = false;
	if (p) {
		memcpy(p->pin, a->pin, sizeof(p->pin));
		memcpy(p->card, a->card_code, sizeof(p->card));
		p->now_ms = desk_wall_ms(visit->desk);
		p->nobody_served = !answers_are_of_somebody(a);
	}
	wipe(a->pin, sizeof(a->pin));
	wipe(a->card_code, sizeof(a->card_code));
	if (p) {
		worker_post(visit->desk->store_worker, &p->v.job);
		return;
	}
	a->door = DOOR_FAILED;
	visit_end_effect(visit, OUTCOME_AWAY);
}

/* --- an account closed meanwhile --------------------------------------------------------------------------------------- */

struct open_job {
	struct visit_job v; /* first */
	char visit[UUID_TEXT], id[24];
};

static void
open_run(struct job *job)
{
	struct open_job *o = (struct open_job *)job;

	o->v.st = store_staff_is_open(o->v.desk->store, o->id);
}

/* Steps may have gone by meanwhile; it is about who helps in this visit. */
static void
open_done(struct job *job)
{
	struct open_job *o = (struct open_job *)job;
	struct visit *visit = o->v.visit;
	const struct answers *a = visit->answers;

	if (o->v.st != ST_OK && o->v.st != ST_NOT_FOUND)
		log_error("staff: %s", status_words(o->v.st));
	if (o->v.st == ST_NOT_FOUND && strcmp(a->visit, o->visit) == 0 &&
		strcmp(a->officer.id, o->id) == 0)
		visit->officer_closed = true;
	free(o);
}

void
visit_follow_staff(struct visit *visit)
{
	const struct answers *a = visit->answers;
	struct open_job *o;

	if (visit->staff_seen == visit->desk->staff_changed)
		return;
	visit->staff_seen = visit->desk->staff_changed;
	if (!a->officer.joined)
		return;
	o = visit_job_new(visit, sizeof(*o), open_run, open_done);
	if (o == NULL) {
		visit->officer_closed = true; /* doubt means no */
		return;
	}
	memcpy(o->visit, a->visit, sizeof(o->visit));
	memcpy(o->id, a->officer.id, sizeof(o->id));
	worker_post(visit->desk->store_worker, &o->v.job);
}

/* --- what they type for the participant ---------------------------------------------------------------------------------- */

/* The row of the field, or the first free one; HELPED_MAX: none. */
static size_t
row_of(const struct answers *a, const struct field *field)
{
	size_t i = 0;

	while (i < a->helped_n && strcmp(a->helped[i].label, field_label(field, a)) != 0)
		i++;
	return i;
}

static bool
is_typed_for_them(const struct visit *visit, const struct field *field)
{
	const struct officer *officer = &visit->answers->officer;

	return visit->depth == 0 && (officer->typing || visit->key_of_desk ||
					    (field->by_staff && officer->joined));
}

bool
visit_helped_fits(const struct visit *visit, const struct field *field)
{
	return !is_typed_for_them(visit, field) || row_of(visit->answers, field) < HELPED_MAX;
}

void
visit_note_helped(struct visit *visit, const struct field *field, const char *typed)
{
	struct answers *a = visit->answers;
	size_t at = row_of(a, field);

	if (!is_typed_for_them(visit, field) || at == HELPED_MAX)
		return;
	str_clip(a->helped[at].label, sizeof(a->helped[at].label), field_label(field, a));
	field_read_back(field, typed, a->helped[at].text, sizeof(a->helped[at].text));
	if (at == a->helped_n)
		a->helped_n++;
}

void
visit_journal_turn(struct visit *visit, const struct officer *before, size_t helped_before)
{
	const struct answers *a = visit->answers;
	char detail[16];

	if (!before->typing && a->officer.typing)
		visit_journal(visit, EVENT_STAFF_TAKE_OVER, "ok",
			flow_step(visit->frame[0].flow, visit->frame[0].at)->name);
	if (before->typing && a->officer.joined && !a->officer.typing)
		visit_journal(visit, EVENT_STAFF_HAND_BACK, "ok",
			flow_step(visit->frame[0].flow, visit->frame[0].at)->name);
	if (visit_top(visit)->flow == &turn_flow &&
		str_format(detail, sizeof(detail), "%zu", helped_before) == ST_OK)
		visit_journal(visit, EVENT_STAFF_READ_BACK, a->turn_refused ? "not-yet" : "ok",
			detail);
}
