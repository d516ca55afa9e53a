/* SPDX-License-Identifier: Apache-2.0 */
/* The signed head of the journal, once a minute. */
#include "work/journal_keeper.h"

#include "base/log.h"
#include "rules/date.h"
#include "store/journal_archive.h"
#include "store/journal_head.h"

#include <stdlib.h>

enum { MINUTE_MS = 60 * 1000 };

struct keep {
	struct job job; /* first */
	struct journal_keeper *keeper;
	int64_t now_ms;
	bool archive; /* nobody waits for the store */
	enum status st;
};

struct journal_keeper {
	struct desk *desk;      /* borrowed */
	struct keep keep, last; /* `last` when the kiosk ends */
	bool keeping, closing, began, told;
	int64_t due_ms; /* monotonic */
};

int64_t
journal_old_before_ms(int64_t now_ms, int months)
{
	int second;
	struct date today = date_of_unix(now_ms / 1000, 0, &second);

	return date_to_unix(date_add_months(today, -months), second, 0) * 1000;
}

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
	const struct desk *desk = keep->keeper->desk;

	keep->st = journal_head_update(desk->store, keep->now_ms);
	if (keep->st != ST_OK || !keep->archive)
		return;
	keep->st = journal_archive_step(desk->store,
		journal_old_before_ms(keep->now_ms, desk->journal_months), keep->now_ms, false);
	if (keep->st == ST_NOT_FOUND)
		keep->st = ST_OK;
}

/* A disk that is full is told once, until it is not. */
static void
keep_done(struct job *job)
{
	struct keep *keep = (struct keep *)job;
	struct journal_keeper *keeper = keep->keeper;

	keeper->keeping = false;
	if (keep->st != ST_OK && !keeper->told)
		log_error("journal: %s", status_words(keep->st));
	keeper->told = keep->st != ST_OK;
}

static void
begin(struct journal_keeper *keeper, struct keep *keep, bool archive)
{
	*keep = (struct keep){ .job = { .run = keep_run, .done = keep_done },
		.keeper = keeper,
		.archive = archive,
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
	begin(keeper, &keeper->keep, keeper->desk->idle && !keeper->desk->place.clock_wrong);
}

void
journal_keeper_stop(struct journal_keeper *keeper)
{
	if (keeper == NULL || keeper->closing)
		return;
	keeper->closing = true;
	if (keeper->began)
		begin(keeper, &keeper->last, false);
}

void
journal_keeper_free(struct journal_keeper *keeper)
{
	free(keeper);
}
