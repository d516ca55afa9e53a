/* SPDX-License-Identifier: Apache-2.0 */
/* What a supervisor does at the kiosk, but for the log: items are looked at again, days are opened and closed. */
#include "work/visit_inside.h"

#include "base/log.h"
#include "base/str.h"
#include "work/day.h"

#include <stdlib.h>
#include <string.h>

static struct date
day_of(const struct desk *desk, int64_t ms)
{
	int second;

	return date_of_unix(ms / 1000, desk->zone_offset_s, &second);
}

/* --- what is to be looked at -------------------------------------------------------------------------------------- */

struct reviews_job {
	struct visit_job v; /* first */
	struct review_row row[ATTENTION_MAX];
	size_t n;
	int open;
};

static void
reviews_run(struct job *job)
{
	struct reviews_job *j = (struct reviews_job *)job;
	struct store *store = j->v.desk->store;

	j->v.st = store_review_list(store, 0, j->row, ATTENTION_MAX, &j->n);
	if (j->v.st == ST_OK)
		j->v.st = store_review_count(store, &j->open);
}

static void
take_row(const struct desk *desk, const struct review_row *row, struct review_item *to)
{
	*to = (struct review_item){ .seq = row->seq, .kind = row->kind, .face = row->face };
	memcpy(to->officer, row->officer, sizeof(to->officer));
	memcpy(to->second, row->second, sizeof(to->second));
	memcpy(to->initials, row->initials, sizeof(to->initials));
	memcpy(to->code, row->code, sizeof(to->code));
	to->on = day_of(desk, row->made_ms);
}

static void
take_reviews(struct answers *a, const struct reviews_job *j)
{
	a->reviews_n = j->v.st == ST_OK ? j->n : 0;
	a->reviews_open = j->open;
	a->review_at = 0;
	for (size_t i = 0; i < a->reviews_n; i++)
		take_row(j->v.desk, &j->row[i], &a->review[i]);
}

static void
reviews_done(struct job *job)
{
	struct reviews_job *j = (struct reviews_job *)job;
	struct visit *visit = j->v.visit;
	bool current = visit_job_is_current(&j->v);

	if (j->v.st != ST_OK)
		log_error("reviews: %s", status_words(j->v.st));
	if (current)
		take_reviews(visit->answers, j);
	free(j);
	if (current)
		visit_end_effect(visit, OUTCOME_OK);
}

void
visit_find_reviews(struct visit *visit)
{
	struct reviews_job *j = visit_job_new(visit, sizeof(*j), reviews_run, reviews_done);

	visit->effect_can_stop = false;
	visit->answers->reviews_n = 0;
	if (j)
		worker_post(visit->desk->store_worker, &j->v.job);
	else
		visit_end_effect(visit, OUTCOME_OK);
}

/* --- marking ---------------------------------------------------------------------------------------------------------- */

struct mark_job {
	struct visit_job v; /* first */
	struct review_mark mark;
	char id[24], role[12], written[FLOW_ROOM];
};

static void
mark_run(struct job *job)
{
	struct mark_job *j = (struct mark_job *)job;

	j->v.st = store_review_mark(j->v.desk->store, &j->mark);
}

static void
mark_done(struct job *job)
{
	struct mark_job *j = (struct mark_job *)job;
	struct visit *visit = j->v.visit;
	bool current = visit_job_is_current(&j->v);
	enum status st = j->v.st;

	if (st != ST_OK)
		log_error("review: %s", status_words(st));
	wipe(j, sizeof(*j));
	free(j);
	if (!current)
		return;
	visit->answers->review_failed = st != ST_OK && st != ST_EXISTS;
	visit_end_effect(visit, OUTCOME_OK);
}

void
visit_mark_review(struct visit *visit)
{
	const struct answers *a = visit->answers;
	struct mark_job *j = visit_job_new(visit, sizeof(*j), mark_run, mark_done);

	visit->effect_can_stop = false;
	if (j == NULL) {
		visit->answers->review_failed = true;
		visit_end_effect(visit, OUTCOME_OK);
		return;
	}
	memcpy(j->id, a->officer.id, sizeof(j->id));
	memcpy(j->role, a->officer.role, sizeof(j->role));
	memcpy(j->written, a->review_written, sizeof(j->written));
	j->mark = (struct review_mark){ .seq = a->review[a->review_at].seq,
		.verdict = a->review_verdict,
		.note = a->review_note,
		.written = a->review_note == NOTE_WRITTEN ? j->written : NULL,
		.id = j->id,
		.role = j->role,
		.now_ms = desk_wall_ms(visit->desk) };
	worker_post(visit->desk->store_worker, &j->v.job);
}

/* --- the day ---------------------------------------------------------------------------------------------------------- */

struct day_job {
	struct visit_job v; /* first */
	enum day_wish wish;
	char by[24], key[UUID_TEXT], day[DATE_ISO];
	struct date today;
	int64_t now_ms;
	struct day_slip slip;
	struct receipt receipt;
};

static enum status
change_day(const struct day_job *j)
{
	const struct day_end end = {
		j->v.desk->place.kiosk, j->key, j->day, j->by, j->now_ms
	};

	if (j->wish == DAY_OPEN)
		return store_day_open(j->v.desk->store, j->day, j->by, j->now_ms);
	return j->wish == DAY_CLOSE ? day_end(j->v.desk->store, &end) : ST_OK;
}

static void
day_run(struct job *job)
{
	struct day_job *j = (struct day_job *)job;

	j->v.st = change_day(j);
	if (j->v.st == ST_OK)
		j->v.st = day_slip_fill(j->v.desk->store, j->today, j->v.desk->zone_offset_s,
			j->now_ms, &j->slip);
}

static void
print_day(struct visit *visit, struct day_job *j)
{
	const struct place *place = &visit->desk->place;

	str_clip(j->slip.kiosk, sizeof(j->slip.kiosk), place->kiosk);
	str_clip(j->slip.site, sizeof(j->slip.site), place->site);
	str_clip(j->slip.zone, sizeof(j->slip.zone), place->zone);
	receipt_of_day(&j->slip, &j->receipt);
	visit_print_lines(visit, &j->receipt, "day");
}

static void
day_done(struct job *job)
{
	struct day_job *j = (struct day_job *)job;
	struct visit *visit = j->v.visit;
	bool current = visit_job_is_current(&j->v);
	enum status st = j->v.st;

	if (st == ST_OK && j->wish == DAY_CLOSE)
		outbox_kick(j->v.desk->outbox);
	if (st != ST_OK && st != ST_EXISTS)
		log_error("day: %s", status_words(st));
	visit_look_at_day(visit);
	if (current && j->wish == DAY_OPEN)
		visit->answers->day_begun = st == ST_OK;
	if (current && st == ST_OK && j->wish != DAY_OPEN)
		print_day(visit, j);
	else if (current)
		visit_end_effect(visit, st == ST_OK       ? OUTCOME_OK
					: st == ST_EXISTS ? OUTCOME_REFUSED
							  : OUTCOME_NOT_FOUND);
	free(j);
}

void
visit_do_day(struct visit *visit)
{
	struct day_job *j = visit_job_new(visit, sizeof(*j), day_run, day_done);

	visit->effect_can_stop = false;
	if (j == NULL) {
		visit_end_effect(visit, OUTCOME_NOT_FOUND);
		return;
	}
	desk_refresh(visit->desk);
	j->wish = visit->answers->day_wish;
	memcpy(j->by, visit->answers->officer.id, sizeof(j->by));
	desk_uuid(visit->desk, j->key);
	j->today = visit->desk->place.today;
	date_format_iso(j->today, j->day);
	j->now_ms = desk_wall_ms(visit->desk);
	worker_post(visit->desk->store_worker, &j->v.job);
}

/* --- a day that was not closed ---------------------------------------------------------------------------------------- */

struct left_job {
	struct visit_job v; /* first */
	char today[DATE_ISO];
	struct day_row row;
};

static void
left_run(struct job *job)
{
	struct left_job *j = (struct left_job *)job;

	j->v.st = store_day_left_open(j->v.desk->store, j->today, &j->row);
}

static void
tell_left(struct visit *visit, const char *day)
{
	const struct journal_entry entry = { .event = EVENT_DAY_LEFT_OPEN,
		.actor = "kiosk",
		.outcome = "open",
		.detail = day };

	if (visit->day_told)
		return;
	visit->day_told = true;
	desk_journal(visit->desk, &entry);
}

static void
left_done(struct job *job)
{
	struct left_job *j = (struct left_job *)job;
	struct date *left = &j->v.desk->place.day_left_open;

	*left = (struct date){ 0 };
	if (j->v.st == ST_OK && date_parse_iso(j->row.day, left) == ST_OK)
		tell_left(j->v.visit, j->row.day);
	else if (j->v.st != ST_OK && j->v.st != ST_NOT_FOUND)
		log_error("day: %s", status_words(j->v.st));
	if (visit_is_idle(j->v.visit))
		visit_changed(j->v.visit);
	free(j);
}

/* With the first picture, and when a day has gone by. */
void
visit_follow_day(struct visit *visit)
{
	const struct date today = visit->desk->place.today;

	if (!date_is_known(today) || date_compare(visit->day_seen, today) == 0)
		return;
	visit->day_seen = today;
	visit->day_told = false;
	visit_look_at_day(visit);
}

void
visit_look_at_day(struct visit *visit)
{
	struct left_job *j = visit_job_new(visit, sizeof(*j), left_run, left_done);

	if (j == NULL)
		return; /* looked at again the next time */
	date_format_iso(visit->desk->place.today, j->today);
	worker_post(visit->desk->store_worker, &j->v.job);
}
