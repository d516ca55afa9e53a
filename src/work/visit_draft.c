/* SPDX-License-Identifier: Apache-2.0 */
/* What a crash or a power cut left of a visit, taken up by the same person once they are proven again. */
#include "work/visit_inside.h"

#include "base/log.h"
#include "base/str.h"

#include <stdlib.h>
#include <string.h>

enum { MINUTE_MS = 60 * 1000 };

struct find_job {
	struct visit_job v; /* first */
	char nik[NIK_ROOM], visit[UUID_TEXT];
	int64_t now_ms, max_age_ms;
	bool usable;
	struct draft_blob blob;
};

/* One of another version of the program, or of somebody who was only claimed to be there, starts empty. */
static bool
is_usable(const struct draft_blob *blob, const struct find_job *f)
{
	return blob->version == DRAFT_VERSION && blob->size == sizeof(*blob) &&
	       strcmp(blob->flow, claim_flow.name) == 0 &&
	       strcmp(blob->answers.nik, f->nik) == 0 &&
	       blob->answers.assurance >= ASSURANCE_FACE && !blob->answers.saved;
}

static void
find_run(struct job *job)
{
	struct find_job *f = (struct find_job *)job;
	struct draft draft;

	f->v.st = store_draft_find(
		f->v.desk->store, f->nik, f->visit, f->now_ms, f->max_age_ms, &draft);
	if (f->v.st != ST_OK)
		return;
	if (draft.blob.len == sizeof(f->blob)) {
		memcpy(&f->blob, draft.blob.data, sizeof(f->blob));
		memcpy(f->visit, draft.visit, sizeof(f->visit));
		f->usable = is_usable(&f->blob, f);
	}
	buf_free(&draft.blob);
}

void
visit_fill_earlier(const struct answers *a, struct earlier *earlier)
{
	*earlier = (struct earlier){ .sought = true,
		.found = true,
		.reason = a->reason,
		.event_date = a->event_date,
		.attester = a->attester,
		.documents_n = a->documents_n,
		.show_amount = a->show_amount };
	memcpy(earlier->event_typed, a->event_typed, sizeof(earlier->event_typed));
	memcpy(earlier->document, a->document, sizeof(earlier->document));
	if (a->account_known) /* the centre tells it again */
		return;
	memcpy(earlier->bank, a->bank, sizeof(earlier->bank));
	memcpy(earlier->account, a->account, sizeof(earlier->account));
}

static void
find_done(struct job *job)
{
	struct find_job *f = (struct find_job *)job;
	struct visit *visit = f->v.visit;
	bool current = visit_job_is_current(&f->v);

	if (f->v.st != ST_OK && f->v.st != ST_NOT_FOUND)
		log_error("draft: %s", status_words(f->v.st));
	if (current && f->usable) {
		visit_fill_earlier(&f->blob.answers, &visit->answers->earlier);
		memcpy(visit->answers->earlier.visit, f->visit, sizeof(f->visit));
	}
	wipe(f, sizeof(*f));
	free(f);
	if (current)
		visit_end_effect(visit, OUTCOME_OK);
}

void
visit_find_draft(struct visit *visit)
{
	struct answers *a = visit->answers;
	struct find_job *f = visit_job_new(visit, sizeof(*f), find_run, find_done);

	visit->effect_can_stop = false;
	a->earlier = (struct earlier){ .sought = true };
	if (f == NULL) {
		visit_end_effect(visit, OUTCOME_OK);
		return;
	}
	memcpy(f->nik, a->nik, sizeof(f->nik));
	memcpy(f->visit, a->visit, sizeof(f->visit));
	f->now_ms = desk_wall_ms(visit->desk);
	f->max_age_ms = (int64_t)visit->desk->draft_min * MINUTE_MS;
	worker_post(visit->desk->store_worker, &f->v.job);
}

struct close_job {
	struct visit_job v; /* first */
	char visit[UUID_TEXT];
};

static void
close_run(struct job *job)
{
	struct close_job *c = (struct close_job *)job;

	c->v.st = store_draft_drop(c->v.desk->store, c->visit);
}

static void
close_done(struct job *job)
{
	struct close_job *c = (struct close_job *)job;
	struct visit *visit = c->v.visit;
	bool current = visit_job_is_current(&c->v);

	if (c->v.st != ST_OK) /* swept by age */
		log_error("draft: %s", status_words(c->v.st));
	free(c);
	if (current)
		visit_end_effect(visit, OUTCOME_OK);
}

void
visit_close_draft(struct visit *visit)
{
	struct earlier *earlier = &visit->answers->earlier;
	struct close_job *c = visit_job_new(visit, sizeof(*c), close_run, close_done);

	visit->effect_can_stop = false;
	if (earlier->taken && earlier->visit[0])
		visit_journal(visit, EVENT_VISIT_RESUME, "ok", "");
	if (c)
		memcpy(c->visit, earlier->visit, sizeof(c->visit));
	wipe(earlier, sizeof(*earlier));
	earlier->sought = true;
	if (c)
		worker_post(visit->desk->store_worker, &c->v.job);
	else
		visit_end_effect(visit, OUTCOME_OK);
}
