/* SPDX-License-Identifier: Apache-2.0 */
/* Visits of a time, found along the indexes of the journal. */
#include "work/report_read.h"

#include "base/array.h"
#include "base/str.h"
#include "store/journal_search.h"
#include "work/sources.h"

#include <string.h>

enum { SECOND_MS = 1000, DAY_MS = 24 * 60 * 60 * SECOND_MS, AT_ONCE = 64 };

struct begun {
	char visit[AT_ONCE][UUID_TEXT];
	int n;
};

static void
catch_visit(void *ctx, const struct journal_row *row)
{
	struct begun *begun = ctx;

	(void)str_copy(begun->visit[begun->n++], UUID_TEXT, row->visit); /* as long */
}

static void
take_capture(void *ctx, const struct capture_row *row)
{
	report_take_capture(ctx, row);
}

/* The visit that goes on: the last one that began, unless the kiosk began anew after it. */
static enum status
find_open(struct store *store, char ret_visit[UUID_TEXT])
{
	struct journal_row begin = { .seq = 0 }, start = { .seq = 0 };
	enum status st = store_journal_last(store, EVENT_VISIT_BEGIN, &begin);

	ret_visit[0] = '\0';
	if (st == ST_OK)
		st = store_journal_last(store, EVENT_KIOSK_START, &start);
	if (st != ST_OK && st != ST_NOT_FOUND)
		return st;
	if (begin.seq > start.seq)
		(void)str_copy(ret_visit, UUID_TEXT, begin.visit); /* as long */
	return ST_OK;
}

/* Its rows from every source, each once: one that has not left the state yet is in two. */
struct telling {
	struct report *report;
	int64_t last; /* seq */
};

static void
take_row(void *ctx, const struct journal_row *row)
{
	struct telling *telling = ctx;

	if (row->seq <= telling->last)
		return;
	telling->last = row->seq;
	report_take(telling->report, row);
}

static enum status
came_again(const struct sources *sources, const char *visit, struct report_claim *claim)
{
	int64_t until_ms = claim->confirmed_ms + (int64_t)REPORT_AGAIN_DAYS * DAY_MS;
	enum status st = ST_OK;

	for (int i = 0; st == ST_OK && !claim->again && i < sources->n; i++)
		st = store_journal_again(sources->store[i], visit, claim->subject, claim->seq,
			until_ms, &claim->again);
	return st;
}

static enum status
read_visit(
	const struct sources *sources, struct report *report, const char *visit, bool is_open)
{
	struct telling telling = { .report = report };
	enum status st = ST_OK;

	report_begin_visit(report);
	for (int i = 0; st == ST_OK && i < sources->n; i++)
		st = store_journal_visit(sources->store[i], visit, take_row, &telling);
	for (int i = 0; st == ST_OK && i < report->visit.claims; i++)
		st = came_again(sources, visit, &report->visit.claim[i]);
	if (st == ST_OK)
		report_end_visit(report, is_open);
	return st;
}

static enum status
read_begun(const struct sources *sources, struct report *report, const struct begun *begun,
	const char *open_visit)
{
	enum status st = ST_OK;

	for (int i = 0; st == ST_OK && i < begun->n; i++)
		st = read_visit(sources, report, begun->visit[i],
			strcmp(begun->visit[i], open_visit) == 0);
	return st;
}

/* Every visit that began in one of them. */
static enum status
read_source(const struct sources *sources, int at, const struct journal_filter *filter,
	struct report *report, const char *open_visit)
{
	struct journal_search search;
	bool archive = at + 1 < sources->n;
	enum status st = journal_search_begin(sources->store[at], filter, &search);

	if (st == ST_OK && archive && search.below > sources->live_first)
		search.below = sources->live_first;
	while (st == ST_OK && !search.done) {
		struct begun begun = { .n = 0 };

		st = journal_search_window(sources->store[at], &search, AT_ONCE,
			SEARCH_WINDOW_MS, catch_visit, &begun);
		if (st == ST_OK)
			st = read_begun(sources, report, &begun, open_visit);
	}
	return st;
}

enum status
report_read(struct store *store, struct report *report)
{
	const struct journal_filter filter = { .event = event_code(EVENT_VISIT_BEGIN),
		.from_ms = date_to_unix(report->from, 0, report->offset_s) * SECOND_MS,
		.to_ms = date_to_unix(report->to, 0, report->offset_s) * SECOND_MS + DAY_MS };
	struct sources sources;
	char open_visit[UUID_TEXT];
	enum status st = sources_open(store, filter.from_ms, filter.to_ms, &sources);

	if (st != ST_OK)
		return st;
	report->first_ms = sources.first_ms;
	report->archives_missing = sources.missing;
	st = store_capture_each(store, filter.from_ms, filter.to_ms, take_capture, report);
	if (st == ST_OK)
		st = find_open(store, open_visit);
	for (int i = sources.n - 1; st == ST_OK && i >= 0; i--)
		st = read_source(&sources, i, &filter, report, open_visit);
	sources_close(&sources);
	return st;
}
