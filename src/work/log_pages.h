/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The log for a screen: one search, page by page, newest first. A page is looked for on the store thread in windows of
 * SEARCH_WINDOW_MS, each a job of its own, so that whatever a participant saves comes between two of them; after each
 * the screen may show the rows so far and how far back was searched. Runs on the ui thread by completions; never waits.
 */
#ifndef WORK_LOG_PAGES_H
#define WORK_LOG_PAGES_H

#include "store/journal_search.h"
#include "work/desk.h"

enum { LOG_PAGE_ROWS = 20 };

struct log_pages;

/** changed: on the ui thread, after every window; asks with the functions below. */
enum status log_pages_new(
	struct desk *desk, void (*changed)(void *ctx), void *ctx, struct log_pages **ret_pages);
/** Nothing new is begun from here on; call before the workers are freed. Takes NULL. */
void log_pages_stop(struct log_pages *pages);
/** The workers have been freed before. Wipes. Takes NULL. */
void log_pages_free(struct log_pages *pages);

/** Begins a search; its texts are copied, a person's number only until it is hashed. ST_BUSY: one is under way, ask
 *  again when it changed. ST_TOO_LONG: a text no row can hold. */
enum status log_pages_search(struct log_pages *pages, const struct journal_filter *filter);
/** The page behind this one, in its place. Nothing while one is looked for, or at the end. */
void log_pages_more(struct log_pages *pages);

/** What there is of the page. The rows are the pages' until the next call. */
const struct journal_row *log_pages_rows(const struct log_pages *pages, size_t *ret_n);
bool log_pages_is_looking(const struct log_pages *pages);
/** Nothing older fits. */
bool log_pages_is_end(const struct log_pages *pages);
/** Searched back to this time; 0: nothing looked at yet. */
int64_t log_pages_back_ms(const struct log_pages *pages);
/** How the search went: ST_NOT_FOUND: the receipt code is of nothing here. */
enum status log_pages_status(const struct log_pages *pages);

#endif
