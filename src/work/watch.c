/* SPDX-License-Identifier: Apache-2.0 */
/* A look at the store once a minute, and what it means. */
#include "work/watch.h"

#include "base/log.h"
#include "base/str.h"
#include "rules/unsent.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum {
	MINUTE_MS = 60 * 1000,
	HOUR_MS = 60 * MINUTE_MS,
	JUMP_MS =
		10 *
		1000, /* a time service that slews never moves it by as much between two ticks */
	APART_MS = 60 * 1000,    /* from here on a clock is wrong */
	HEARD_MS = 24 * HOUR_MS, /* how long what the centre said of the time counts */
};

static const char frozen_word[] = "frozen", wrong_word[] = "wrong";

struct look {
	struct job job; /* first */
	struct watch *watch;
	int64_t now_ms;
	struct outbox_counts counts;
	int64_t latest_ms;               /* in the journal */
	struct journal_row alarm, clock; /* the last ones; outcome "" none. First look only. */
	enum status st;
};

struct watch {
	struct desk *desk; /* borrowed */
	struct look look;
	bool looking, closing, knows_last, told_disk;
	int64_t due_ms;     /* monotonic */
	int64_t offset_ms;  /* wall less monotonic, at the last tick */
	int64_t signing_ms; /* as told last */
};

enum status
watch_new(struct desk *desk, struct watch **ret_watch)
{
	struct watch *watch = calloc(1, sizeof(*watch));

	if (watch == NULL)
		return ST_NO_MEMORY;
	watch->desk = desk;
	watch->offset_ms = desk_wall_ms(desk) - desk_mono_ms(desk);
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
judge_unsent(struct watch *watch)
{
	const struct look *look = &watch->look;
	struct desk *desk = watch->desk;
	int64_t oldest_ms = look->counts.oldest_waiting_ms;

	freeze(watch,
		unsent_is_frozen(
			desk->place.holidays, desk->zone_offset_s, oldest_ms, look->now_ms),
		oldest_ms > 0 ? look->now_ms - oldest_ms : 0);
}

/* --- the clock -------------------------------------------------------------------------------------------------------- */

static void
note_clock(
	struct watch *watch, enum event event, const char *outcome, const char *by, int64_t ms)
{
	char detail[48];
	const struct journal_entry entry = {
		.event = event, .actor = "kiosk", .outcome = outcome, .detail = detail
	};

	if (str_format(detail, sizeof(detail), "%s%s%+" PRId64, by, by[0] ? " " : "",
		    ms / 1000) != ST_OK)
		detail[0] = '\0';
	desk_journal(watch->desk, &entry);
}

/* How far the centre's clock is ahead of ours; false: it was not heard lately. */
static bool
centre_ahead(const struct watch *watch, int64_t *ret_ahead_ms)
{
	const struct desk *desk = watch->desk;
	struct line_clock told = line_clock(desk->line);
	int64_t ago_ms = desk_mono_ms(desk) - told.mono_ms;

	if (!told.heard || ago_ms >= HEARD_MS)
		return false;
	*ret_ahead_ms = told.centre_ms + ago_ms - desk_wall_ms(desk);
	return true;
}

/* The centre knows best. Without it only a clock that went back shows: the journal has later times than now. */
static void
judge_clock(struct watch *watch)
{
	const struct look *look = &watch->look;
	struct place *place = &watch->desk->place;
	int64_t ahead_ms = look->latest_ms - look->now_ms;
	bool heard = centre_ahead(watch, &ahead_ms);
	bool wrong = ahead_ms > APART_MS || (heard && ahead_ms < -APART_MS);

	if (place->clock_wrong != wrong)
		note_clock(watch, EVENT_CLOCK, wrong ? wrong_word : "ok",
			heard ? "centre" : "journal", -ahead_ms);
	place->clock_wrong = wrong;
}

/* A clock that was set, or that the centre just found wrong, is looked at now. */
static void
see_clock(struct watch *watch)
{
	int64_t mono_ms = desk_mono_ms(watch->desk), ahead_ms;
	int64_t offset_ms = desk_wall_ms(watch->desk) - mono_ms;
	int64_t jump_ms = offset_ms - watch->offset_ms;
	int64_t signing_ms = line_clock(watch->desk->line).signing_ms;

	watch->offset_ms = offset_ms;
	if (llabs(jump_ms) >= JUMP_MS) {
		note_clock(watch, EVENT_CLOCK_JUMP, "ok", "", jump_ms);
		desk_refresh(watch->desk);
		watch->due_ms = 0;
	}
	if (llabs(signing_ms - watch->signing_ms) > APART_MS) {
		note_clock(watch, EVENT_CLOCK_SIGNING, "ok", "", signing_ms);
		watch->signing_ms = signing_ms;
	}
	if (centre_ahead(watch, &ahead_ms) &&
		(llabs(ahead_ms) > APART_MS) != watch->desk->place.clock_wrong)
		watch->due_ms = 0;
}

static void
judge(struct watch *watch)
{
	struct place *place = &watch->desk->place;

	if (!watch->knows_last) {
		place->frozen = strcmp(watch->look.alarm.outcome, frozen_word) == 0;
		place->clock_wrong = strcmp(watch->look.clock.outcome, wrong_word) == 0;
	}
	watch->knows_last = true;
	judge_unsent(watch);
	judge_clock(watch);
}

/* --- looking ------------------------------------------------------------------------------------------------------------ */

static enum status
read_last(struct store *store, struct look *look)
{
	enum status st = store_journal_last(store, EVENT_OUTBOX_FROZEN, &look->alarm);

	if (st == ST_OK || st == ST_NOT_FOUND)
		st = store_journal_last(store, EVENT_CLOCK, &look->clock);
	return st == ST_NOT_FOUND ? ST_OK : st;
}

static void
look_run(struct job *job)
{
	struct look *look = (struct look *)job;
	struct watch *watch = look->watch;
	struct store *store = watch->desk->store;

	look->st = store_outbox_counts(store, &look->counts);
	if (look->st == ST_OK)
		look->st = store_journal_latest(store, &look->latest_ms);
	if (look->st == ST_OK && !watch->knows_last)
		look->st = read_last(store, look);
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

	if (watch->closing)
		return;
	see_clock(watch);
	if (watch->looking || mono_ms < watch->due_ms)
		return;
	watch->due_ms = mono_ms + MINUTE_MS;
	begin_look(watch);
}
