/* SPDX-License-Identifier: Apache-2.0 */
/* A search of the log in jobs that are short. */
#include "work/log_pages.h"

#include "base/array.h"
#include "base/str.h"

#include <stdlib.h>

/* The filter with rooms of its own. */
struct wanted {
	char event[40], actor[24], outcome[SEARCH_OUTCOMES], service[16], person[NIK_ROOM], code[CODE_ROOM];
	struct journal_filter filter; /* points into the rooms */
};

struct log_pages {
	struct job job;    /* first */
	struct desk *desk; /* borrowed */
	void (*changed)(void *ctx);
	void *ctx;
	bool under_way, closing;
	bool fresh; /* the search is still to be begun */
	struct wanted wanted;
	struct journal_search search;
	struct journal_row row[LOG_PAGE_ROWS];
	size_t n;
	enum status st;

	/* what the screen sees, of the last window that ended */
	struct journal_row shown[LOG_PAGE_ROWS];
	size_t shown_n;
	int64_t back_ms;
	bool end;
};

enum status
log_pages_new(
	struct desk *desk, void (*changed)(void *ctx), void *ctx, struct log_pages **ret_pages)
{
	struct log_pages *pages = calloc(1, sizeof(*pages));

	if (pages == NULL)
		return ST_NO_MEMORY;
	pages->desk = desk;
	pages->changed = changed;
	pages->ctx = ctx;
	pages->end = true;
	*ret_pages = pages;
	return ST_OK;
}

void
log_pages_stop(struct log_pages *pages)
{
	if (pages)
		pages->closing = true;
}

void
log_pages_free(struct log_pages *pages)
{
	if (pages == NULL)
		return;
	wipe(pages, sizeof(*pages));
	free(pages);
}

/* --- windows ------------------------------------------------------------------------------------------------------------ */

static void
take_row(void *ctx, const struct journal_row *row)
{
	struct log_pages *pages = ctx;

	pages->row[pages->n++] = *row;
}

static void
window_run(struct job *job)
{
	struct log_pages *pages = (struct log_pages *)job;
	struct store *store = pages->desk->store;

	pages->st = ST_OK;
	if (pages->fresh)
		pages->st = journal_search_begin(store, &pages->wanted.filter, &pages->search);
	if (pages->st == ST_OK)
		pages->st = journal_search_window(store, &pages->search,
			(int)(LOG_PAGE_ROWS - pages->n), SEARCH_WINDOW_MS, take_row, pages);
}

static void window_done(struct job *job);

static void
begin_window(struct log_pages *pages)
{
	pages->job = (struct job){ .run = window_run, .done = window_done };
	pages->under_way = true;
	worker_post(pages->desk->store_worker, &pages->job);
}

static void
show(struct log_pages *pages)
{
	for (size_t i = 0; i < pages->n; i++)
		pages->shown[i] = pages->row[i];
	pages->shown_n = pages->n;
	pages->back_ms = pages->search.back_ms;
	pages->end = pages->st != ST_OK || pages->search.done;
}

static void
window_done(struct job *job)
{
	struct log_pages *pages = (struct log_pages *)job;

	pages->under_way = false;
	if (pages->closing)
		return;
	pages->fresh = false;
	wipe(pages->wanted.person, sizeof(pages->wanted.person));
	show(pages);
	if (!pages->end && pages->n < LOG_PAGE_ROWS)
		begin_window(pages);
	pages->changed(pages->ctx);
}

/* --- asking ------------------------------------------------------------------------------------------------------------- */

static enum status
copy_filter(struct wanted *wanted, const struct journal_filter *from)
{
	const struct {
		const char *text;
		char *room;
		size_t n;
		const char **at;
	} texts[] = {
#define TEXT(member)                                                                           \
	{ from->member, wanted->member, sizeof(wanted->member), &wanted->filter.member }
		TEXT(event),
		TEXT(actor),
		TEXT(outcome),
		TEXT(service),
		TEXT(person),
		TEXT(code),
#undef TEXT
	};
	enum status st = ST_OK;

	wanted->filter = *from;
	for (size_t i = 0; st == ST_OK && i < ARRAY_LEN(texts); i++) {
		st = str_copy(texts[i].room, texts[i].n, texts[i].text ? texts[i].text : "");
		*texts[i].at = texts[i].room;
	}
	return st;
}

/* The rooms are not touched while a window reads them, nor where the new texts do not fit. */
enum status
log_pages_search(struct log_pages *pages, const struct journal_filter *filter)
{
	struct wanted wanted;
	enum status st;

	if (pages->under_way)
		return ST_BUSY;
	st = copy_filter(&wanted, filter);
	if (st == ST_OK)
		st = copy_filter(&pages->wanted, filter);
	wipe(&wanted, sizeof(wanted));
	if (st != ST_OK)
		return st;
	pages->fresh = true;
	pages->n = pages->shown_n = 0;
	pages->back_ms = 0;
	pages->end = false;
	begin_window(pages);
	return ST_OK;
}

void
log_pages_more(struct log_pages *pages)
{
	if (pages->under_way || pages->end || pages->closing)
		return;
	pages->n = 0;
	begin_window(pages);
}

const struct journal_row *
log_pages_rows(const struct log_pages *pages, size_t *ret_n)
{
	*ret_n = pages->shown_n;
	return pages->shown;
}

bool
log_pages_is_looking(const struct log_pages *pages)
{
	return pages->under_way;
}

bool
log_pages_is_end(const struct log_pages *pages)
{
	return pages->end;
}

int64_t
log_pages_back_ms(const struct log_pages *pages)
{
	return pages->back_ms;
}

enum status
log_pages_status(const struct log_pages *pages)
{
	return pages->under_way ? ST_OK : pages->st;
}
