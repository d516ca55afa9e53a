/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Why the gate refused a face, for the supervisor: the measures of each second in which frames came and none passed. A
 * row a second at most, gathered here and written a few at a time; a picture never comes near.
 */
#include "work/visit_inside.h"

#include "base/log.h"
#include "base/str.h"

#include <stdlib.h>
#include <string.h>

enum { SECOND_MS = 1000, DAY_MS = 24 * 60 * 60 * SECOND_MS };

struct capture_job {
	struct visit_job v; /* first */
	struct capture_row row[CAPTURE_BATCH];
	size_t n;
};

static void
capture_run(struct job *job)
{
	struct capture_job *c = (struct capture_job *)job;

	c->v.st = store_capture_add(c->v.desk->store, c->row, c->n);
}

static void
capture_done(struct job *job)
{
	struct capture_job *c = (struct capture_job *)job;

	if (c->v.st != ST_OK) /* a few rows of a report are lost, nothing of the visit */
		log_error("measures: %s", status_words(c->v.st));
	free(c);
}

static void
flush(struct visit *visit)
{
	struct refusals *r = &visit->refusals;
	struct capture_job *c = r->n == 0 ? NULL
					  : visit_job_new(visit, sizeof(*c), capture_run, capture_done);

	if (c != NULL) {
		memcpy(c->row, r->row, sizeof(c->row));
		c->n = r->n;
		worker_post(visit->desk->store_worker, &c->v.job);
	}
	r->n = 0;
}

static void
close_second(struct visit *visit)
{
	struct refusals *r = &visit->refusals;

	if (r->seen && !r->passed)
		r->row[r->n++] = r->last;
	r->seen = r->passed = false;
	if (r->n == CAPTURE_BATCH)
		flush(visit);
}

static void
note(struct visit *visit, const struct camera_event *event)
{
	struct capture_row *row = &visit->refusals.last;

	row->at_ms = desk_wall_ms(visit->desk);
	(void)str_copy(row->visit, sizeof(row->visit), visit->answers->visit);
	str_clip(row->reason, sizeof(row->reason),
		face_hint_code((enum face_hint)event->refused_by));
	str_clip(row->camera, sizeof(row->camera), visit->desk->camera_name);
	row->measures = event->measures;
}

void
visit_capture_frame(struct visit *visit, const struct camera_event *event)
{
	struct refusals *r = &visit->refusals;
	int64_t now = desk_mono_ms(visit->desk);

	if (r->seen && now - r->since_ms >= SECOND_MS)
		close_second(visit);
	if (!r->seen)
		r->since_ms = now;
	r->seen = true;
	if (event->ready)
		r->passed = true;
	else
		note(visit, event);
}

void
visit_capture_end(struct visit *visit)
{
	close_second(visit);
	flush(visit);
	wipe(&visit->refusals, sizeof(visit->refusals));
}

/* --- by age ---------------------------------------------------------------------------------------------------------- */

struct sweep_job {
	struct visit_job v; /* first */
	int64_t now_ms, max_age_ms;
};

static void
sweep_run(struct job *job)
{
	struct sweep_job *s = (struct sweep_job *)job;

	s->v.st = store_capture_sweep(s->v.desk->store, s->now_ms, s->max_age_ms);
}

static void
sweep_done(struct job *job)
{
	struct sweep_job *s = (struct sweep_job *)job;

	if (s->v.st != ST_OK)
		log_error("measures: %s", status_words(s->v.st));
	free(s);
}

void
visit_capture_sweep(struct visit *visit)
{
	struct sweep_job *s = visit_job_new(visit, sizeof(*s), sweep_run, sweep_done);

	if (s == NULL)
		return; /* the next visit sweeps */
	s->now_ms = desk_wall_ms(visit->desk);
	s->max_age_ms = (int64_t)visit->desk->measures_days * DAY_MS;
	worker_post(visit->desk->store_worker, &s->v.job);
}
