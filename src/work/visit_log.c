/* SPDX-License-Identifier: Apache-2.0 */
/* The log on the kiosk's screen: pages of it, and following what is added. */
#include "work/visit_inside.h"

#include "base/log.h"
#include "base/str.h"
#include "base/utf8.h"
#include "flow/supervisor.h"
#include "rules/ending.h"
#include "work/log_words.h"

#include <string.h>

enum { ROW_COLUMNS = 42, FOLLOW_MS = 2000, DAY_S = 24 * 3600, MINUTE_S = 60, HOUR_S = 3600 };

static bool
is_reading(struct visit *visit)
{
	const struct step *step = visit_step(visit);

	return visit_top(visit)->flow == &supervisor_flow &&
	       (step->effect == EFFECT_LOG || step->effect == EFFECT_LOG_MORE ||
		       strcmp(step->name, "log") == 0);
}

/* --- rows ------------------------------------------------------------------------------------------------------------- */

/* One line a row, also where the screen is small: the log of the command line has all of it. */
static void
clip_columns(const char *said, char *ret_text, size_t room)
{
	size_t n = utf8_prefix(said, ROW_COLUMNS);

	if (said[n] == '\0')
		str_clip(ret_text, room, said);
	else
		(void)str_format(ret_text, room, "%.*s…", (int)n, said); /* fits */
}

static void
write_row(const struct desk *desk, const struct journal_row *row, struct log_view *log)
{
	int second;
	char words[LOG_WORDS], who[sizeof(row->actor)], said[LOG_WORDS];
	struct date day = date_of_unix(row->at_ms / 1000, desk->zone_offset_s, &second);
	const struct {
		char *to;
		size_t room;
	} when = { log->line[log->n].when, sizeof(log->line[log->n].when) },
	  text = { log->line[log->n].text, sizeof(log->line[log->n].text) };

	if (str_format(when.to, when.room, "%02d-%02d %02d.%02d.%02d", day.day, day.month,
		    second / HOUR_S, second / MINUTE_S % 60, second % 60) != ST_OK)
		when.to[0] = '\0';
	log_row_words(row, words);
	log_row_who(row, who, sizeof(who));
	if (str_format(said, sizeof(said), "%s: %s", who, words) != ST_OK)
		str_clip(said, sizeof(said), words);
	clip_columns(said, text.to, text.room);
	log->n++;
}

static void
show_rows(struct visit *visit)
{
	struct log_view *log = &visit->answers->log;
	size_t n;
	const struct journal_row *rows = log_pages_rows(visit->log, &n);
	int64_t back_ms = log_pages_back_ms(visit->log);
	int second;

	log->n = 0;
	for (size_t i = visit->log_at; i < n && log->n < LOG_LINES; i++)
		write_row(visit->desk, &rows[i], log);
	log->looking = log_pages_is_looking(visit->log);
	log->end = visit->log_at + LOG_LINES >= n && log_pages_is_end(visit->log);
	log->missing = log_pages_status(visit->log) == ST_NOT_FOUND;
	log->back = (struct date){ 0 };
	if (back_ms > 0)
		log->back = date_of_unix(back_ms / 1000, visit->desk->zone_offset_s, &second);
}

/* --- searching -------------------------------------------------------------------------------------------------------- */

static int64_t
midnight_ms(const struct desk *desk, int days_ago)
{
	return date_to_unix(
		       date_add_days(desk->place.today, -days_ago), 0, desk->zone_offset_s) *
	       1000;
}

static enum status
search(struct visit *visit)
{
	const struct log_view *log = &visit->answers->log;
	char code[CODE_ROOM] = "", outcomes[ENDING_CODES];
	struct journal_filter filter = { .event = supervisor_log_event(visit->answers),
		.outcome = outcomes };
	enum status st = supervisor_log_outcomes(visit->answers, outcomes, sizeof(outcomes));

	if (log->days_ago != LOG_ANY_DAY) {
		filter.from_ms = midnight_ms(visit->desk, log->days_ago);
		filter.to_ms = filter.from_ms + DAY_S * INT64_C(1000);
	}
	if (log->code_typed[0] && code_read(log->code_typed, code) == FLAW_NONE)
		filter.code = code;
	if (st == ST_OK)
		st = log_pages_search(visit->log, &filter);
	visit->log_wanted = st == ST_BUSY;
	if (st == ST_OK)
		visit->log_at = 0;
	return st;
}

static void
note_reading(struct visit *visit)
{
	visit_journal(visit, EVENT_LOG_READ, "ok", "screen");
}

/* After every window: what was found so far is on the screen, and the rest comes to it. */
static void
on_rows(void *ctx)
{
	struct visit *visit = ctx;

	if (!is_reading(visit))
		return;
	if (visit->log_wanted && !log_pages_is_looking(visit->log)) {
		(void)search(visit);
		return;
	}
	show_rows(visit);
	if (visit->working)
		visit_end_effect(visit, OUTCOME_OK);
	else
		visit_changed(visit);
}

static bool
has_pages(struct visit *visit)
{
	enum status st = ST_OK;

	visit->effect_can_stop = false;
	if (visit->log == NULL)
		st = log_pages_new(visit->desk, on_rows, visit, &visit->log);
	if (st != ST_OK)
		log_error("log: %s", status_words(st));
	return st == ST_OK;
}

void
visit_read_log(struct visit *visit)
{
	enum status st = has_pages(visit) ? search(visit) : ST_NO_MEMORY;

	note_reading(visit);
	visit->log_due_ms = desk_mono_ms(visit->desk) + FOLLOW_MS;
	if (st != ST_OK && st != ST_BUSY)
		visit_end_effect(visit, OUTCOME_OK);
}

void
visit_read_on_log(struct visit *visit)
{
	size_t n = 0;

	if (has_pages(visit))
		(void)log_pages_rows(visit->log, &n);
	visit->log_at += LOG_LINES;
	if (visit->log_at >= n && !log_pages_is_end(visit->log)) {
		visit->log_at = 0;
		log_pages_more(visit->log);
		if (log_pages_is_looking(visit->log))
			return;
	}
	show_rows(visit);
	visit_end_effect(visit, OUTCOME_OK);
}

void
visit_follow_log(struct visit *visit)
{
	if (!visit->answers->log.follows || visit->working || visit->log == NULL ||
		!is_reading(visit) || log_pages_is_looking(visit->log) ||
		desk_mono_ms(visit->desk) < visit->log_due_ms)
		return;
	visit->log_due_ms = desk_mono_ms(visit->desk) + FOLLOW_MS;
	(void)search(visit);
}
