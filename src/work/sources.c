/* SPDX-License-Identifier: Apache-2.0 */
/* Archives that may matter to a time, opened from the newest one back. */
#include "work/sources.h"

#include "store/journal_archive.h"

#include <string.h>

static const int64_t day_ms = 24 * 60 * 60 * (int64_t)1000;

/* Rows lie in the order of time but where a clock was wrong: an archive of a week before is still looked into. */
enum { WRONG_DAYS = 7 };

static enum status
put_before(struct sources *sources, struct store *archive)
{
	if (sources->n == SOURCES)
		return ST_TOO_LONG;
	memmove(sources->store + 1, sources->store,
		(size_t)sources->n * sizeof(sources->store[0]));
	sources->store[0] = archive;
	sources->n++;
	return ST_OK;
}

/* *ret_more: older ones may matter, too. */
static enum status
take_archive(struct sources *sources, struct store *state,
	const struct journal_archive *archive, int64_t from_ms, int64_t to_ms, bool *ret_more)
{
	struct journal_edges edges = { .oldest_ms = 0 };
	struct store *opened = NULL;
	enum status st = journal_archive_open(state, archive->file, &opened);

	*ret_more = true;
	if (st == ST_OK)
		st = journal_edges(opened, &edges);
	if (st != ST_OK && st != ST_NO_MEMORY) {
		store_close(opened);
		sources->missing++;
		return ST_OK;
	}
	*ret_more = edges.newest_ms >= from_ms - WRONG_DAYS * day_ms;
	if (st == ST_OK && *ret_more && edges.oldest_ms < to_ms + SOURCES_AFTER_DAYS * day_ms) {
		st = put_before(sources, opened);
		opened = st == ST_OK ? NULL : opened;
	}
	store_close(opened);
	return st;
}

static enum status
take_archives(struct sources *sources, struct store *state, int64_t from_ms, int64_t to_ms)
{
	struct journal_archive archive;
	int64_t before = INT64_MAX;
	bool more = true;
	enum status st = ST_OK;

	while (st == ST_OK && more &&
		(st = journal_archive_before(state, before, &archive)) == ST_OK) {
		before = archive.first;
		st = take_archive(sources, state, &archive, from_ms, to_ms, &more);
	}
	return st == ST_NOT_FOUND ? ST_OK : st;
}

/* Where the journal begins at all. */
static void
look_at_first(struct sources *sources, struct store *state)
{
	struct journal_archive archive;
	struct journal_edges edges;
	struct store *opened = NULL;

	if (journal_archive_next(state, 0, &archive) == ST_OK &&
		journal_archive_open(state, archive.file, &opened) == ST_OK &&
		journal_edges(opened, &edges) == ST_OK)
		sources->first_ms = edges.oldest_ms;
	store_close(opened);
}

enum status
sources_open(struct store *state, int64_t from_ms, int64_t to_ms, struct sources *ret_sources)
{
	struct sources sources = { .store = { state }, .n = 1 };
	struct journal_edges edges = { .oldest_ms = 0 };
	enum status st = journal_edges(state, &edges);

	sources.first_ms = edges.oldest_ms;
	sources.live_first = edges.first_seq;
	if (st == ST_OK && (edges.oldest_ms > from_ms || edges.first_seq == 0)) {
		st = take_archives(&sources, state, from_ms, to_ms);
		look_at_first(&sources, state);
	}
	if (st == ST_OK)
		*ret_sources = sources;
	else
		sources_close(&sources);
	return st;
}

void
sources_close(struct sources *sources)
{
	for (int i = 0; i + 1 < sources->n; i++)
		store_close(sources->store[i]);
	sources->n = 0;
}
