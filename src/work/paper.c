/* SPDX-License-Identifier: Apache-2.0 */
/* Print jobs between the lives of a kiosk. */
#include "work/paper.h"

#include "base/log.h"

#include <stdlib.h>

enum { DAY_MS = 24 * 60 * 60 * 1000 };

struct tidy_job {
	struct job job; /* first */
	struct store *store;
	bool recover;
	int left; /* from before */
	int64_t now_ms, max_age_ms;
	enum status st;
};

static void
tidy_run(struct job *job)
{
	struct tidy_job *t = (struct tidy_job *)job;
	const struct journal_entry entry = { .event = EVENT_PRINT_END,
		.at_ms = t->now_ms,
		.actor = "kiosk",
		.outcome = "unknown",
		.detail = "outcome-unknown" };

	t->st = t->recover ? store_print_recover(t->store, &entry, &t->left) : ST_OK;
	if (t->st == ST_OK)
		t->st = store_print_sweep(t->store, t->now_ms, t->max_age_ms);
}

static void
tidy_done(struct job *job)
{
	struct tidy_job *t = (struct tidy_job *)job;

	if (t->st != ST_OK)
		log_error("print jobs: %s", status_words(t->st));
	else if (t->left > 0)
		log_info("print jobs: %d left from before, outcome unknown", t->left);
	free(t);
}

static void
tidy(struct desk *desk, bool recover)
{
	struct tidy_job *t = calloc(1, sizeof(*t));

	if (t == NULL) { /* the next visit or start tries again */
		log_error("print jobs: %s", status_words(ST_NO_MEMORY));
		return;
	}
	t->job.run = tidy_run;
	t->job.done = tidy_done;
	t->store = desk->store;
	t->recover = recover;
	t->now_ms = desk_wall_ms(desk);
	t->max_age_ms = (int64_t)desk->reprint_days * DAY_MS;
	worker_post(desk->store_worker, &t->job);
}

void
paper_recover(struct desk *desk)
{
	tidy(desk, true);
}

void
paper_sweep(struct desk *desk)
{
	tidy(desk, false);
}
