/* SPDX-License-Identifier: Apache-2.0 */
/* Visits of a time, found along the indexes of the journal. */
#include "work/report_read.h"

#include "base/array.h"
#include "base/str.h"
#include "store/journal_search.h"

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
take_row(void *ctx, const struct journal_row *row)
{
	report_take(ctx, row);
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

static enum status
read_visit(struct store *store, struct report *report, const char *visit, bool is_open)
{
	enum status st;

	report_begin_visit(report);
	st = store_journal_visit(store, visit, take_row, report);
	for (int i = 0; st == ST_OK && i < report->visit.claims; i++) {
		struct report_claim *claim = &report->visit.claim[i];

		st = store_journal_again(store, visit, claim->subject, claim->seq,
			claim->confirmed_ms + (int64_t)REPORT_AGAIN_DAYS * DAY_MS,
			&claim->again);
	}
	if (st == ST_OK)
		report_end_visit(report, is_open);
	return st;
}

static enum status
read_begun(struct store *store, struct report *report, const struct begun *begun,
	const char *open_visit)
{
	enum status st = ST_OK;

	for (int i = 0; st == ST_OK && i < begun->n; i++)
		st = read_visit(store, report, begun->visit[i],
			strcmp(begun->visit[i], open_visit) == 0);
	return st;
}

enum status
report_read(struct store *store, struct report *report)
{
	const struct journal_filter filter = { .event = event_code(EVENT_VISIT_BEGIN),
		.from_ms = date_to_unix(report->from, 0, report->offset_s) * SECOND_MS,
		.to_ms = date_to_unix(report->to, 0, report->offset_s) * SECOND_MS + DAY_MS };
	struct journal_search search;
	char open_visit[UUID_TEXT];
	enum status st = journal_search_begin(store, &filter, &search);

	if (st == ST_OK)
		st = store_journal_oldest(store, &report->first_ms);
	if (st == ST_OK)
		st = store_capture_each(
			store, filter.from_ms, filter.to_ms, take_capture, report);
	if (st == ST_OK)
		st = find_open(store, open_visit);
	while (st == ST_OK && !search.done) {
		struct begun begun = { .n = 0 };

		st = journal_search_window(
			store, &search, AT_ONCE, SEARCH_WINDOW_MS, catch_visit, &begun);
		if (st == ST_OK)
			st = read_begun(store, report, &begun, open_visit);
	}
	return st;
}
