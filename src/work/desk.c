/* SPDX-License-Identifier: Apache-2.0 */
/* Clock, chance and journal of the desk. */
#include "work/desk.h"

#include "base/array.h"
#include "base/log.h"
#include "base/str.h"

#include <stdlib.h>

struct journal_job {
	struct job job; /* first */
	struct desk *desk;
	struct journal_copy copy;
	enum status st;
};

static void
refresh_presence(struct desk *desk)
{
	struct place *place = &desk->place;
	const struct moment now = { place->today, place->second_of_day };
	struct moment until = { .second = 0 };

	place->absent = desk->absent_until_ms > desk_wall_ms(desk);
	if (place->absent)
		until.on = date_of_unix(
			desk->absent_until_ms / 1000, desk->zone_offset_s, &until.second);
	place->presence = presence_at(&desk->opening, place->holidays, now, until);
}

/* One that says too little is in doubt, and better than none. */
static bool
voice_works(const struct speech_port *speech)
{
	enum status st = speech->present ? speech->state(speech->ctx) : ST_NOT_FOUND;

	return st == ST_OK || st == ST_IO;
}

void
desk_refresh(struct desk *desk)
{
	desk->place.today = date_of_unix(
		desk_wall_ms(desk) / 1000, desk->zone_offset_s, &desk->place.second_of_day);
	refresh_presence(desk);
	desk->place.camera = desk->camera.present;
	desk->place.printer = desk->printer.present;
	desk->place.pages = desk->pages.present;
	desk->place.voice = voice_works(&desk->speech);
}

int64_t
desk_wall_ms(const struct desk *desk)
{
	return desk->clock.wall_ms(desk->clock.ctx);
}

int64_t
desk_mono_ms(const struct desk *desk)
{
	return desk->clock.mono_ms(desk->clock.ctx);
}

void
desk_uuid(const struct desk *desk, char ret_text[UUID_TEXT])
{
	uint8_t random[10];

	desk->chance.fill(desk->chance.ctx, random, sizeof(random));
	uuid_v7(desk_wall_ms(desk), random, ret_text);
}

static void
copy_review(struct journal_copy *copy, const struct journal_review *review)
{
	struct journal_review *to = &copy->entry.review;
	const struct {
		const char *from;
		const char **to;
		char *text;
		size_t room;
	} texts[] = {
		{ review->officer, &to->officer, copy->officer, sizeof(copy->officer) },
		{ review->second, &to->second, copy->second, sizeof(copy->second) },
		{ review->code, &to->code, copy->code, sizeof(copy->code) },
	};

	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		if (texts[i].from == NULL)
			continue;
		str_clip(texts[i].text, texts[i].room, texts[i].from);
		*texts[i].to = texts[i].text;
	}
}

void
journal_copy(struct journal_copy *copy, const struct journal_entry *entry)
{
	copy->entry = *entry;
	str_clip(copy->visit, sizeof(copy->visit), entry->visit ? entry->visit : "");
	str_clip(copy->actor, sizeof(copy->actor), entry->actor ? entry->actor : "kiosk");
	str_clip(copy->outcome, sizeof(copy->outcome), entry->outcome ? entry->outcome : "ok");
	str_clip(copy->subject, sizeof(copy->subject), entry->subject ? entry->subject : "");
	str_clip(copy->detail, sizeof(copy->detail), entry->detail ? entry->detail : "");
	copy->entry.visit = copy->visit;
	copy->entry.actor = copy->actor;
	copy->entry.outcome = copy->outcome;
	copy->entry.subject = copy->subject;
	copy->entry.detail = copy->detail;
	if (entry->service) {
		str_clip(copy->service, sizeof(copy->service), entry->service);
		copy->entry.service = copy->service;
	}
	copy_review(copy, &entry->review);
}

static void
journal_run(struct job *job)
{
	struct journal_job *j = (struct journal_job *)job;

	j->st = store_journal_add(j->desk->store, &j->copy.entry);
}

static void
journal_done(struct job *job)
{
	struct journal_job *j = (struct journal_job *)job;

	if (j->st != ST_OK)
		log_error(
			"journal %s: %s", event_code(j->copy.entry.event), status_words(j->st));
	wipe(j, sizeof(*j));
	free(j);
}

void
desk_journal(struct desk *desk, const struct journal_entry *entry)
{
	struct journal_job *j = calloc(1, sizeof(*j));

	if (j == NULL) {
		log_error(
			"journal %s: %s", event_code(entry->event), status_words(ST_NO_MEMORY));
		return;
	}
	j->job.run = journal_run;
	j->job.done = journal_done;
	j->desk = desk;
	journal_copy(&j->copy, entry);
	if (j->copy.entry.at_ms == 0)
		j->copy.entry.at_ms = desk_wall_ms(desk);
	worker_post(desk->store_worker, &j->job);
}
