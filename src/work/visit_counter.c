/* SPDX-License-Identifier: Apache-2.0 */
/* Staff go, and are back: kept on disk, then by the desk, which every page asks. */
#include "work/visit_inside.h"

#include "base/log.h"
#include "base/str.h"

#include <stdlib.h>
#include <string.h>

enum { MINUTE_MS = 60 * 1000 };

struct presence_job {
	struct visit_job v; /* first */
	struct journal_copy entry;
	int64_t back_ms; /* 0: they are back */
};

static void
presence_run(struct job *job)
{
	struct presence_job *p = (struct presence_job *)job;
	struct store *store = p->v.desk->store;

	p->v.st = p->back_ms ? store_presence_away(store, p->back_ms, &p->entry.entry)
			     : store_presence_back(store, &p->entry.entry);
}

static void
presence_done(struct job *job)
{
	struct presence_job *p = (struct presence_job *)job;
	struct visit *visit = p->v.visit;
	bool current = visit_job_is_current(&p->v), done = p->v.st == ST_OK;

	if (done)
		p->v.desk->absent_until_ms = p->back_ms;
	else
		log_error("presence: %s", status_words(p->v.st));
	desk_refresh(p->v.desk);
	wipe(p, sizeof(*p));
	free(p);
	if (current)
		visit_end_effect(visit, done ? OUTCOME_OK : OUTCOME_AWAY);
}

static void
set_presence(struct visit *visit, enum event event, int64_t back_ms)
{
	const struct answers *a = visit->answers;
	const struct journal_entry entry = { .event = event,
		.at_ms = desk_wall_ms(visit->desk),
		.visit = a->visit,
		.actor = a->officer.id,
		.outcome = "ok" };
	struct presence_job *p = visit_job_new(visit, sizeof(*p), presence_run, presence_done);

	visit->effect_can_stop = false;
	if (p == NULL) {
		visit_end_effect(visit, OUTCOME_AWAY);
		return;
	}
	journal_copy(&p->entry, &entry);
	p->back_ms = back_ms;
	worker_post(visit->desk->store_worker, &p->v.job);
}

void
visit_set_away(struct visit *visit)
{
	const struct desk *desk = visit->desk;
	struct moment next =
		presence_next_opening(&desk->opening, desk->place.holidays, desk->place.today);
	int64_t back_ms = date_to_unix(next.on, next.second, desk->zone_offset_s) * 1000;

	if (visit->answers->away_min > 0)
		back_ms = desk_wall_ms(desk) + (int64_t)visit->answers->away_min * MINUTE_MS;
	set_presence(visit, EVENT_STAFF_AWAY, back_ms);
}

void
visit_set_back(struct visit *visit)
{
	set_presence(visit, EVENT_STAFF_BACK, 0);
}
