/* SPDX-License-Identifier: Apache-2.0 */
/* The signed head of the journal, once a minute. */
#include "work/journal_keeper.h"

#include "base/log.h"
#include "store/journal_head.h"

#include <stdlib.h>

enum { MINUTE_MS = 60 * 1000 };

struct keep {
	struct job job; /* first */
	struct journal_keeper *keeper;
	int64_t now_ms;
	enum status st;
};

struct journal_keeper {
	struct desk *desk;      /* borrowed */
	struct keep keep, last; /* `last` when the kiosk ends */
	bool keeping, closing, began, told;
	int64_t due_ms; /* monotonic */
};

enum status
journal_keeper_new(struct desk *desk, struct journal_keeper **ret_keeper)
{
	struct journal_keeper *keeper = calloc(1, sizeof(*keeper));

	if (keeper == NULL)
		return ST_NO_MEMORY;
	keeper->desk = desk;
	*ret_keeper = keeper;
	return ST_OK;
}

static void
keep_run(struct job *job)
{
	struct keep *keep = (struct keep *)job;

	keep->st = journal_head_update(keep->keeper->desk->store, keep->now_ms);
}

/* A disk that is full is told once, until it is not. */
static void
keep_done(struct job *job)
{
	struct keep *keep = (struct keep *)job;
	struct journal_keeper *keeper = keep->keeper;

	keeper->keeping = false;
	if (keep->st != ST_OK && !keeper->told)
		log_error("journal head: %s", status_words(keep->st));
	keeper->told = keep->st != ST_OK;
}

static void
begin(struct journal_keeper *keeper, struct keep *keep)
{
	*keep = (struct keep){ .job = { .run = keep_run, .done = keep_done },
		.keeper = keeper,
		.now_ms = desk_wall_ms(keeper->desk) };
	worker_post(keeper->desk->store_worker, &keep->job);
}

void
journal_keeper_tick(struct journal_keeper *keeper)
{
	int64_t mono_ms = desk_mono_ms(keeper->desk);

	if (keeper->closing || keeper->keeping || (keeper->began && mono_ms < keeper->due_ms))
		return;
	keeper->began = keeper->keeping = true;
	keeper->due_ms = mono_ms + MINUTE_MS;
	begin(keeper, &keeper->keep);
}

void
journal_keeper_stop(struct journal_keeper *keeper)
{
	if (keeper == NULL || keeper->closing)
		return;
	keeper->closing = true;
	if (keeper->began)
		begin(keeper, &keeper->last);
}

void
journal_keeper_free(struct journal_keeper *keeper)
{
	free(keeper);
}
