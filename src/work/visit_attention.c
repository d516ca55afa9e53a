/* SPDX-License-Identifier: Apache-2.0 */
/* What waits for staff at this kiosk, for the officer to go through. */
#include "work/visit_inside.h"
#include "work/waiting.h"

#include "base/log.h"
#include "rules/date.h"

#include <stdlib.h>
#include <string.h>

struct attention_job {
	struct visit_job v; /* first */
	struct attention row[ATTENTION_MAX];
	char today[DATE_ISO], code[CODE_ROOM];
	size_t n;
};

static void
attention_run(struct job *job)
{
	struct attention_job *j = (struct attention_job *)job;

	j->v.st = store_attention(
		j->v.desk->store, j->today, j->code, j->row, ATTENTION_MAX, &j->n);
}

static void
attention_done(struct job *job)
{
	struct attention_job *j = (struct attention_job *)job;
	struct visit *visit = j->v.visit;
	bool current = visit_job_is_current(&j->v);

	if (j->v.st != ST_OK)
		log_error("what waits for staff: %s", status_words(j->v.st));
	if (current && j->v.st == ST_OK)
		waiting_take_rows(visit->desk, j->row, j->n, visit->answers->waiting);
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
	memcpy(j->code, visit->answers->waiting_code, sizeof(j->code));
	worker_post(visit->desk->store_worker, &j->v.job);
}
