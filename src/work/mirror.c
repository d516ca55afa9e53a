/* SPDX-License-Identifier: Apache-2.0 */
/* look → (write → look)* → (list → ask → remove)*, each a completion; a medium that fails ends the round. */
#include "work/mirror.h"

#include "base/log.h"
#include "base/str.h"
#include "store/second_copy.h"

#include <stdlib.h>
#include <string.h>

enum {
	LOOK_MS = 1000,       /* how soon something new is copied */
	SWEEP_MS = 20 * 1000, /* how long a copy outlives its request */
	AGAIN_MS = 10 * 1000, /* a medium that failed is tried again */
	WALK_MS = 60 * 60 *
		  1000, /* all that waits is looked for again: media may be changed unseen */
	SLOW_MS = 60 * 1000, /* one that does not answer counts as away */
};

enum stage {
	STAGE_QUIET,
	STAGE_READING, /* store: the next that waits */
	STAGE_WRITING, /* medium */
	STAGE_LISTING, /* medium: removes what is over of the last list, reads the next */
	STAGE_ASKING,  /* store: which of the list are over */
};

struct mirror {
	struct job job; /* first: one is under way at a time */
	struct desk *desk;
	struct worker *worker;
	const char *dir, *state_dir; /* borrowed */
	enum stage stage;
	bool closing, up, knows_last, told_disk;
	bool wanted;                                 /* a round, whatever is due */
	int64_t due_ms, sweep_ms, walk_ms, began_ms; /* monotonic */
	int64_t after_row;                           /* all before it are on the medium */

	struct journal_row last; /* how the medium was before the start */
	struct second_copy copy;
	bool have_copy;
	void *walk; /* of the folder, between two lists */
	char key[SECOND_COPY_LIST][UUID_TEXT];
	bool over[SECOND_COPY_LIST];
	size_t keys;
	enum status st;
};

static void read_next(struct mirror *mirror);

enum status
mirror_new(struct desk *desk, struct worker *worker, const char *dir, const char *state_dir,
	struct mirror **ret_mirror)
{
	struct mirror *mirror = calloc(1, sizeof(*mirror));

	if (mirror == NULL)
		return ST_NO_MEMORY;
	mirror->desk = desk;
	mirror->worker = worker;
	mirror->dir = dir;
	mirror->state_dir = state_dir;
	mirror->up = true;
	*ret_mirror = mirror;
	return ST_OK;
}

void
mirror_stop(struct mirror *mirror)
{
	if (mirror)
		mirror->closing = true;
}

static void
drop_copy(struct mirror *mirror)
{
	if (mirror->have_copy)
		second_copy_free(&mirror->copy);
	mirror->have_copy = false;
}

static void
end_walk(struct mirror *mirror)
{
	second_copy_list_end(mirror->walk);
	mirror->walk = NULL;
	mirror->keys = 0;
}

void
mirror_free(struct mirror *mirror)
{
	if (mirror == NULL)
		return;
	drop_copy(mirror);
	end_walk(mirror);
	free(mirror);
}

/* --- the state of the medium ------------------------------------------------------------------------------------------ */

static void
change(struct mirror *mirror, enum status st)
{
	bool up = st == ST_OK;
	const struct journal_entry entry = { .event = EVENT_SECOND_COPY,
		.actor = "kiosk",
		.outcome = up ? "ok" : "away",
		.detail = status_name(st) };

	if (mirror->up == up)
		return;
	mirror->up = up;
	mirror->after_row =
		0; /* another medium may have come, or the same one without its last files */
	desk_journal(mirror->desk, &entry);
}

static void
rest(struct mirror *mirror, int64_t wait_ms)
{
	mirror->stage = STAGE_QUIET;
	mirror->due_ms = desk_mono_ms(mirror->desk) + wait_ms;
}

static void
give_up(struct mirror *mirror)
{
	drop_copy(mirror);
	end_walk(mirror);
	change(mirror, mirror->st);
	rest(mirror, AGAIN_MS);
}

static void
post(struct mirror *mirror, struct worker *worker, enum stage stage,
	void (*run)(struct job *job), void (*done)(struct job *job))
{
	mirror->stage = stage;
	mirror->began_ms = desk_mono_ms(mirror->desk);
	mirror->job = (struct job){ .run = run, .done = done };
	worker_post(worker, &mirror->job);
}

/* --- what is over goes ------------------------------------------------------------------------------------------------- */

static void list_keys(struct mirror *mirror);

static void
ask_run(struct job *job)
{
	struct mirror *mirror = (struct mirror *)job;

	mirror->st = ST_OK;
	for (size_t i = 0; mirror->st == ST_OK && i < mirror->keys; i++) {
		mirror->over[i] = false;
		mirror->st = second_copy_is_over(
			mirror->desk->store, mirror->key[i], &mirror->over[i]);
		if (mirror->st == ST_NOT_FOUND) /* perhaps all that is left of it */
			mirror->st = ST_OK;
	}
}

static void
ask_done(struct job *job)
{
	struct mirror *mirror = (struct mirror *)job;

	if (mirror->st == ST_OK && !mirror->closing) {
		list_keys(mirror);
		return;
	}
	end_walk(mirror);
	rest(mirror, LOOK_MS);
}

static void
list_run(struct job *job)
{
	struct mirror *mirror = (struct mirror *)job;
	bool more = mirror->keys == 0 || mirror->walk != NULL;

	mirror->st = second_copy_medium(mirror->dir, mirror->state_dir);
	for (size_t i = 0; mirror->st == ST_OK && i < mirror->keys; i++)
		if (mirror->over[i])
			mirror->st = second_copy_remove(mirror->dir, mirror->key[i]);
	mirror->keys = 0;
	if (mirror->st == ST_OK && more)
		mirror->st = second_copy_list(
			mirror->dir, &mirror->walk, mirror->key, &mirror->keys);
}

static void
list_done(struct job *job)
{
	struct mirror *mirror = (struct mirror *)job;

	if (mirror->st != ST_OK) {
		give_up(mirror);
		return;
	}
	change(mirror, ST_OK);
	if (mirror->keys > 0 && !mirror->closing) {
		post(mirror, mirror->desk->store_worker, STAGE_ASKING, ask_run, ask_done);
		return;
	}
	end_walk(mirror);
	mirror->sweep_ms = desk_mono_ms(mirror->desk) + SWEEP_MS;
	rest(mirror, LOOK_MS);
}

static void
list_keys(struct mirror *mirror)
{
	post(mirror, mirror->worker, STAGE_LISTING, list_run, list_done);
}

/* --- what waits comes ---------------------------------------------------------------------------------------------------- */

static void
write_run(struct job *job)
{
	struct mirror *mirror = (struct mirror *)job;

	mirror->st = second_copy_medium(mirror->dir, mirror->state_dir);
	if (mirror->st == ST_OK)
		mirror->st = second_copy_write(mirror->dir, &mirror->copy);
}

static void
write_done(struct job *job)
{
	struct mirror *mirror = (struct mirror *)job;

	if (mirror->st != ST_OK) {
		give_up(mirror);
		return;
	}
	change(mirror, ST_OK);
	mirror->after_row = mirror->copy.row;
	drop_copy(mirror);
	if (mirror->closing)
		rest(mirror, LOOK_MS);
	else
		read_next(mirror);
}

static void
read_run(struct job *job)
{
	struct mirror *mirror = (struct mirror *)job;
	struct store *store = mirror->desk->store;

	mirror->st = ST_OK;
	if (!mirror->knows_last)
		mirror->st = store_journal_last(store, EVENT_SECOND_COPY, &mirror->last);
	if (mirror->st == ST_OK || mirror->st == ST_NOT_FOUND)
		mirror->st = second_copy_next(store, mirror->after_row, &mirror->copy);
	mirror->have_copy = mirror->st == ST_OK;
}

static void
read_done(struct job *job)
{
	struct mirror *mirror = (struct mirror *)job;

	if (mirror->st != ST_OK && mirror->st != ST_NOT_FOUND) {
		if (!mirror->told_disk)
			log_error("second copy: %s", status_words(mirror->st));
		mirror->told_disk = true;
		rest(mirror, AGAIN_MS);
		return;
	}
	if (!mirror->knows_last)
		mirror->up = strcmp(mirror->last.outcome, "away") != 0;
	mirror->knows_last = true;
	mirror->told_disk = false;
	if (mirror->closing) {
		drop_copy(mirror);
		rest(mirror, LOOK_MS);
	} else if (mirror->have_copy) {
		post(mirror, mirror->worker, STAGE_WRITING, write_run, write_done);
	} else if (desk_mono_ms(mirror->desk) >= mirror->sweep_ms) {
		list_keys(mirror);
	} else {
		rest(mirror, LOOK_MS);
	}
}

static void
read_next(struct mirror *mirror)
{
	post(mirror, mirror->desk->store_worker, STAGE_READING, read_run, read_done);
}

void
mirror_tick(struct mirror *mirror)
{
	int64_t mono_ms = desk_mono_ms(mirror->desk);

	if (mirror->closing || mirror->dir[0] == '\0')
		return;
	if ((mirror->stage == STAGE_WRITING || mirror->stage == STAGE_LISTING) &&
		mono_ms - mirror->began_ms > SLOW_MS)
		change(mirror, ST_TIMEOUT);
	if (mirror->stage != STAGE_QUIET || (mono_ms < mirror->due_ms && !mirror->wanted))
		return;
	if (mirror->wanted)
		mirror->sweep_ms = 0;
	mirror->wanted = false;
	if (mono_ms >= mirror->walk_ms) {
		mirror->walk_ms = mono_ms + WALK_MS;
		mirror->after_row = 0;
	}
	read_next(mirror);
}

void
mirror_round(struct mirror *mirror)
{
	mirror->wanted = mirror->dir[0] != '\0';
}

bool
mirror_is_quiet(const struct mirror *mirror)
{
	return mirror->stage == STAGE_QUIET && !mirror->wanted;
}
