/* SPDX-License-Identifier: Apache-2.0 */
/* What waits for staff at this kiosk, for the officer to go through. */
#include "work/visit_inside.h"

#include "base/log.h"
#include "rules/date.h"

#include <stdlib.h>
#include <string.h>

struct attention_job {
	struct visit_job v; /* first */
	struct attention row[ATTENTION_MAX];
	char today[DATE_ISO];
	size_t n;
};

static void
attention_run(struct job *job)
{
	struct attention_job *j = (struct attention_job *)job;

	j->v.st = store_attention(j->v.desk->store, j->today, j->row, ATTENTION_MAX, &j->n);
}

static void
attention_done(struct job *job)
{
	struct attention_job *j = (struct attention_job *)job;
	struct visit *visit = j->v.visit;
	struct waiting_claim *to = visit->answers->waiting;
	bool current = visit_job_is_current(&j->v);
	int second;

	if (j->v.st != ST_OK)
		log_error("what waits for staff: %s", status_words(j->v.st));
	for (size_t i = 0; current && j->v.st == ST_OK && i < j->n; i++) {
		memcpy(to[i].code, j->row[i].code, sizeof(to[i].code));
		memcpy(to[i].problem, j->row[i].problem, sizeof(to[i].problem));
		memcpy(to[i].duplicate_of, j->row[i].duplicate_of, sizeof(to[i].duplicate_of));
		to[i].called = reach_of(j->row[i].called);
		to[i].promised = (struct date){ 0 };
		(void)date_parse_iso(j->row[i].promised, &to[i].promised); /* "" none */
		to[i].withdrawal = j->row[i].withdrawal;
		to[i].on = date_of_unix(j->row[i].confirmed_ms / 1000,
			visit->desk->zone_offset_s, &second);
	}
	if (current)
		visit->answers->waiting_n = j->v.st == ST_OK ? j->n : 0;
	visit->answers->waiting_at = 0;
	free(j);
	if (current)
		visit_end_effect(visit, OUTCOME_OK);
}

void
visit_find_attention(struct visit *visit)
{
	struct attention_job *j =
		visit_job_new(visit, sizeof(*j), attention_run, attention_done);

	visit->effect_can_stop = false;
	visit->answers->waiting_n = 0;
	if (j == NULL) {
		visit_end_effect(visit, OUTCOME_OK);
		return;
	}
	date_format_iso(visit->desk->place.today, j->today);
	worker_post(visit->desk->store_worker, &j->v.job);
}
