/* SPDX-License-Identifier: Apache-2.0 */
/* The one question after a visit. All that is kept of the visit meanwhile is what its row needs. */
#include "work/visit_inside.h"

#include "base/log.h"
#include "base/str.h"
#include "flow/survey.h"

#include <stdlib.h>
#include <string.h>

enum {
	SURVEY_MS = 12 * 1000,  /* without a key: they have walked away */
	TREMBLE_MS = 1500,      /* the key that ended the visit, pressed once more, is no answer */
};

struct survey_job {
	struct visit_job v; /* first */
	struct survey about;
	int score;
	const char *left_why;
	struct journal_copy entry;
	int64_t now_ms;
};

bool
visit_is_survey(const struct visit *visit)
{
	return visit->frame[0].flow == &survey_flow;
}

void
visit_survey_note(struct visit *visit, char key)
{
	const struct answers *a = visit->answers;
	struct survey *about = &visit->survey;

	*about = (struct survey){
		.service = visit->frame[0].flow == &status_flow ? SERVICE_MY_CLAIMS
								: a->service,
		.assisted = a->officer.joined || a->attester.id[0],
		.senior = visit_age(visit) == AGE_60,
		.key = key,
		.since_ms = desk_mono_ms(visit->desk),
	};
	(void)str_copy(about->visit, sizeof(about->visit), a->visit);
}

static void
survey_run(struct job *job)
{
	struct survey_job *s = (struct survey_job *)job;
	const struct survey_put put = { .visit = s->about.visit,
		.service = service_code(s->about.service),
		.score = s->score,
		.left_why = s->left_why,
		.assisted = s->about.assisted,
		.senior = s->about.senior,
		.now_ms = s->now_ms };

	s->v.st = store_survey_put(s->v.desk->store, &put, &s->entry.entry);
}

static void
survey_done(struct job *job)
{
	struct survey_job *s = (struct survey_job *)job;

	if (s->v.st != ST_OK)
		log_error("survey: %s", status_words(s->v.st));
	free(s);
}

static enum status
fill_entry(struct survey_job *s)
{
	char detail[48];
	const struct journal_entry entry = { .event = EVENT_SURVEY,
		.visit = s->about.visit,
		.at_ms = s->now_ms,
		.outcome = "ok",
		.actor = "participant",
		.detail = detail };
	enum status st =
		s->left_why ? str_format(detail, sizeof(detail), "%s %s",
				      service_code(s->about.service), s->left_why)
			    : str_format(detail, sizeof(detail), "%s %d",
				      service_code(s->about.service), s->score);

	if (st == ST_OK)
		journal_copy(&s->entry, &entry);
	return st;
}

void
visit_survey_keep(struct visit *visit, int value)
{
	bool gave_up = strcmp(visit_step(visit)->name, SURVEY_WHY) == 0;
	struct survey_job *s = visit_job_new(visit, sizeof(*s), survey_run, survey_done);

	if (s == NULL)
		return; /* and logged: an opinion is lost, no claim */
	s->about = visit->survey;
	s->score = gave_up ? 0 : value;
	s->left_why = gave_up ? left_why_code((enum left_why)value) : NULL;
	s->now_ms = desk_wall_ms(visit->desk);
	if (fill_entry(s) == ST_OK)
		worker_post(visit->desk->store_worker, &s->v.job);
	else
		free(s);
}

bool
visit_survey_trembles(const struct visit *visit, const struct action *action)
{
	return action->kind == ACTION_DIGIT && (char)action->ch == visit->survey.key &&
	       desk_mono_ms(visit->desk) - visit->survey.since_ms < TREMBLE_MS;
}

bool
visit_survey_is_over(const struct visit *visit)
{
	return visit_is_survey(visit) &&
	       desk_mono_ms(visit->desk) - visit->last_key_ms >= SURVEY_MS;
}
