/* SPDX-License-Identifier: Apache-2.0 */
/* A look at the store once a minute, and what it means. */
#include "work/watch.h"

#include "base/log.h"
#include "base/str.h"
#include "rules/unsent.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { MINUTE_MS = 60 * 1000, HOUR_MS = 60 * MINUTE_MS };

static const char frozen_word[] = "frozen";

struct look {
	struct job job; /* first */
	struct watch *watch;
	int64_t now_ms;
	struct outbox_counts counts;
	struct journal_row alarm; /* the last one; event "" none. First look only. */
	enum status st;
};

struct watch {
	struct desk *desk; /* borrowed */
	struct look look;
	bool looking, closing, knows_alarm, told_disk;
	int64_t due_ms; /* monotonic */
};

enum status
watch_new(struct desk *desk, struct watch **ret_watch)
{
	struct watch *watch = calloc(1, sizeof(*watch));

	if (watch == NULL)
		return ST_NO_MEMORY;
	watch->desk = desk;
	*ret_watch = watch;
	return ST_OK;
}

void
watch_stop(struct watch *watch)
{
	if (watch)
		watch->closing = true;
}

void
watch_free(struct watch *watch)
{
	free(watch);
}

/* --- what waits too long ---------------------------------------------------------------------------------------------- */

static void
freeze(struct watch *watch, bool frozen, int64_t age_ms)
{
	struct desk *desk = watch->desk;
	char detail[32];
	const struct journal_entry entry = { .event = EVENT_OUTBOX_FROZEN,
		.actor = "kiosk",
		.outcome = frozen ? frozen_word : "ok",
		.detail = detail };

	if (desk->place.frozen == frozen)
		return;
	desk->place.frozen = frozen;
	if (str_format(detail, sizeof(detail), "%" PRId64, age_ms / HOUR_MS) != ST_OK)
		detail[0] = '\0';
	desk_journal(desk, &entry);
}

static void
judge(struct watch *watch)
{
	const struct look *look = &watch->look;
	struct desk *desk = watch->desk;
	int64_t oldest_ms = look->counts.oldest_waiting_ms;

	if (!watch->knows_alarm)
		desk->place.frozen = strcmp(look->alarm.outcome, frozen_word) == 0;
	watch->knows_alarm = true;
	freeze(watch,
		unsent_is_frozen(
			desk->place.holidays, desk->zone_offset_s, oldest_ms, look->now_ms),
		oldest_ms > 0 ? look->now_ms - oldest_ms : 0);
}

/* --- looking ------------------------------------------------------------------------------------------------------------ */

static void
look_run(struct job *job)
{
	struct look *look = (struct look *)job;
	struct watch *watch = look->watch;
	struct store *store = watch->desk->store;

	look->st = store_outbox_counts(store, &look->counts);
	if (look->st == ST_OK && !watch->knows_alarm)
		look->st = store_journal_last(store, EVENT_OUTBOX_FROZEN, &look->alarm);
	if (look->st == ST_NOT_FOUND)
		look->st = ST_OK;
}

static void
look_done(struct job *job)
{
	struct look *look = (struct look *)job;
	struct watch *watch = look->watch;

	watch->looking = false;
	if (look->st != ST_OK && !watch->told_disk)
		log_error("watch: %s", status_words(look->st));
	watch->told_disk = look->st != ST_OK;
	if (look->st == ST_OK && !watch->closing)
		judge(watch);
}

static void
begin_look(struct watch *watch)
{
	watch->looking = true;
	watch->look = (struct look){ .job = { .run = look_run, .done = look_done },
		.watch = watch,
		.now_ms = desk_wall_ms(watch->desk) };
	worker_post(watch->desk->store_worker, &watch->look.job);
}

void
watch_tick(struct watch *watch)
{
	int64_t mono_ms = desk_mono_ms(watch->desk);

	if (watch->closing || watch->looking || mono_ms < watch->due_ms)
		return;
	watch->due_ms = mono_ms + MINUTE_MS;
	begin_look(watch);
}
