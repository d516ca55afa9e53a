/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Finding rows of the journal, newest first, in windows that end in time: a window gives the rows it found and how far
 * back it has looked, and the next one goes on there. Nothing is held open between two windows, so that rows may be
 * added meanwhile and the connection may be used for anything else.
 *
 * Every filter but a day has an index by key and seq. A search jumps from one row that fits one filter to the next row
 * below it that fits the others, until one fits all: rows that fit none of them are never read.
 */
#ifndef STORE_JOURNAL_SEARCH_H
#define STORE_JOURNAL_SEARCH_H

#include "store/store.h"

enum { SEARCH_KEYS = 192, SEARCH_FILTERS = 6, SEARCH_OUTCOMES = 704, SEARCH_WINDOW_MS = 20 };

/** What is looked for; all borrowed until the search is begun. NULL or "": any. */
struct journal_filter {
	const char *event,
		*outcome; /* codes with commas between, or all that begin so: "claim.*,day.open" */
	const char *actor, *service;
	const char *person;     /* a NIK or KPJ: looked for by its keyed hash */
	const char *code;       /* of a receipt or ticket: rows of its visit */
	const char *visit;      /* instead: what journal_search_visit knows of the code */
	int64_t from_ms, to_ms; /* from ≤ time < to; 0: no end */
	int64_t after_seq;      /* only rows that came after this one, for following; 0 all */
};

/** One value of one index, and the newest row of it below where the search is. */
struct search_key {
	int sql; /* enum sql */
	bool is_text, asked;
	uint8_t n;
	char bytes[40];
	int64_t next; /* 0: no more of it */
};

/** Keys of one filter: a row fits that has any of them. */
struct search_term {
	int first, n; /* in keys */
};

/** A search under way. Holds no resource and no personal data: needs no end. */
struct journal_search {
	struct search_key keys[SEARCH_KEYS];
	struct search_term terms[SEARCH_FILTERS];
	int keys_n, terms_n;
	int64_t from_ms, to_ms;
	char outcomes[SEARCH_OUTCOMES]; /* with "ok" among them, which has no index; "" any */
	int64_t below;                  /* rows from here on are looked at */
	int64_t oldest;                 /* no row that fits is older than this one */
	int64_t back_ms; /* searched back to this time; 0: nothing looked at yet */
	bool done;       /* all of it */
};

/** ST_NOT_FOUND: the receipt code is of nothing here; ST_TOO_LONG: a text no row can hold, or more of them than
 *  SEARCH_KEYS. */
enum status journal_search_begin(struct store *store, const struct journal_filter *filter,
	struct journal_search *ret_search);
/** The visit of a receipt's or ticket's code, which the state knows and an archive does not. ST_NOT_FOUND. */
enum status journal_search_visit(
	struct store *store, const char *code, char ret_visit[UUID_TEXT]);
/** Rows that fit, newest first, until there are `limit`, or the budget is over, or search->done. Looks at one row at
 *  least. */
enum status journal_search_window(struct store *store, struct journal_search *search, int limit,
	int budget_ms, void (*row)(void *ctx, const struct journal_row *row), void *ctx);

#endif
