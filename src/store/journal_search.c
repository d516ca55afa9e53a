/* SPDX-License-Identifier: Apache-2.0 */
/* Jumping backwards through the journal along the indexes of what is looked for. */
#include "store/journal_search.h"

#include "base/loop.h"
#include "base/str.h"
#include "store/journal_inside.h"

#include <assert.h>
#include <string.h>

enum {
	SPAN_ROWS = 16384, /* looked at, at each end of a span of time, for where it lies */
	LOOK_AT_CLOCK = 16 /* rows read in order between two looks at the clock */
};

/* --- what is looked for ---------------------------------------------------------------------------------------------- */

static bool
is_set(const char *text)
{
	return text != NULL && text[0] != '\0';
}

static enum status
add_key(struct journal_search *search, enum sql sql, bool is_text, const void *bytes, size_t n)
{
	struct search_key *key = &search->keys[search->keys_n];

	if ((size_t)search->keys_n == ARRAY_LEN(search->keys) || n > sizeof(key->bytes))
		return ST_TOO_LONG;
	*key = (struct search_key){ .sql = (int)sql, .is_text = is_text, .n = (uint8_t)n };
	memcpy(key->bytes, bytes, n);
	search->keys_n++;
	return ST_OK;
}

/* Every key added since is one of this filter's. */
static void
end_term(struct journal_search *search, int first)
{
	assert((size_t)search->terms_n < ARRAY_LEN(search->terms));
	search->terms[search->terms_n++] =
		(struct search_term){ .first = first, .n = search->keys_n - first };
}

static enum status
add_term(struct journal_search *search, enum sql sql, bool is_text, const void *bytes, size_t n)
{
	int first = search->keys_n;
	enum status st = add_key(search, sql, is_text, bytes, n);

	if (st == ST_OK)
		end_term(search, first);
	return st;
}

static enum status
add_text(struct journal_search *search, enum sql sql, const char *text)
{
	return is_set(text) ? add_term(search, sql, true, text, strlen(text)) : ST_OK;
}

/* A column that takes a list: its newest row below of one value, and the value behind another one. */
struct listed {
	enum sql below, next;
};
static const struct listed events = { SQL_JOURNAL_EVENT_BELOW, SQL_JOURNAL_NEXT_EVENT };
static const struct listed outcomes = { SQL_JOURNAL_OUTCOME_BELOW, SQL_JOURNAL_NEXT_OUTCOME };

enum { CODE_IN_LIST = 64 };

static enum status
next_value(struct store *store, enum sql next, char value[CODE_IN_LIST])
{
	sqlite3_stmt *stmt = NULL;
	enum status st = db_query(store, next, VALUES(value_text(value)), &stmt);

	if (st == ST_OK)
		st = db_step(store, stmt);
	if (st == ST_OK)
		st = column_text(stmt, 0, value, CODE_IN_LIST);
	db_done(stmt);
	return st;
}

/* What is in the journal and begins so, that of a newer version, too. */
static enum status
add_beginning(struct store *store, struct journal_search *search, const struct listed *column,
	const char *beginning)
{
	size_t n = strlen(beginning);
	char value[CODE_IN_LIST];
	enum status st = str_copy(value, sizeof(value), beginning);

	while (st == ST_OK && (st = next_value(store, column->next, value)) == ST_OK &&
		strncmp(value, beginning, n) == 0)
		st = add_key(search, column->below, true, value, strlen(value));
	return st == ST_NOT_FOUND ? ST_OK : st;
}

/* Takes the code at *list off it. ST_NOT_FOUND: there is none. */
static enum status
take_code(const char **list, char ret_code[CODE_IN_LIST])
{
	size_t n = strcspn(*list, ",");

	if (n == 0 && **list == '\0')
		return ST_NOT_FOUND;
	if (n >= CODE_IN_LIST)
		return ST_TOO_LONG;
	memcpy(ret_code, *list, n);
	ret_code[n] = '\0';
	*list += n + ((*list)[n] == ',');
	return ST_OK;
}

static bool
is_beginning(const char *code)
{
	size_t n = strlen(code);

	return n > 1 && code[n - 1] == '*';
}

static enum status
add_list(struct store *store, struct journal_search *search, const struct listed *column,
	const char *list)
{
	int first = search->keys_n;
	char code[CODE_IN_LIST];
	enum status st = ST_OK;

	if (!is_set(list))
		return ST_OK;
	while (st == ST_OK && (st = take_code(&list, code)) == ST_OK) {
		if (is_beginning(code)) {
			code[strlen(code) - 1] = '\0';
			st = add_beginning(store, search, column, code);
		} else if (code[0] != '\0') {
			st = add_key(search, column->below, true, code, strlen(code));
		}
	}
	end_term(search, first);
	return st == ST_NOT_FOUND ? ST_OK : st;
}

static bool
is_in_list(const char *list, const char *value)
{
	char code[CODE_IN_LIST];

	while (take_code(&list, code) == ST_OK)
		if (is_beginning(code) ? strncmp(code, value, strlen(code) - 1) == 0
				       : strcmp(code, value) == 0)
			return true;
	return false;
}

/* Most rows end well: that outcome has no index, and with it among them they are looked at in the rows. */
static enum status
add_outcome(struct store *store, struct journal_search *search, const char *list)
{
	if (is_set(list) && is_in_list(list, "ok"))
		return str_copy(search->outcomes, sizeof(search->outcomes), list);
	return add_list(store, search, &outcomes, list);
}

static enum status
add_person(struct store *store, struct journal_search *search, const char *person)
{
	uint8_t hash[SEAL_HASH];

	if (value_person(store, person, hash).type == VALUE_NULL)
		return ST_OK;
	return add_term(search, SQL_JOURNAL_SUBJECT_BELOW, false, hash, SUBJECT_BYTES);
}

enum status
journal_search_visit(struct store *store, const char *code, char ret_visit[UUID_TEXT])
{
	sqlite3_stmt *stmt = NULL;
	enum status st = db_query(store, SQL_JOURNAL_VISIT_OF, VALUES(value_text(code)), &stmt);

	if (st == ST_OK)
		st = db_step(store, stmt);
	if (st == ST_OK)
		st = column_text(stmt, 0, ret_visit, UUID_TEXT);
	db_done(stmt);
	return st;
}

static enum status
add_visit(
	struct store *store, struct journal_search *search, const struct journal_filter *filter)
{
	char found[UUID_TEXT];
	const char *text = filter->visit;
	uint8_t visit[VISIT_BYTES];
	enum status st = ST_OK;

	if (is_set(filter->code)) {
		st = journal_search_visit(store, filter->code, found);
		text = found;
	}
	if (st != ST_OK || !is_set(text))
		return st;
	return uuid_bytes(text, visit) == ST_OK
		       ? add_term(search, SQL_JOURNAL_VISIT_BELOW, false, visit, sizeof(visit))
		       : ST_NOT_FOUND;
}

/* --- where it may lie -------------------------------------------------------------------------------------------------- */

/* The rows at one end of the span of time: all of it where they are fewer than SPAN_ROWS. */
static enum status
span_end(struct store *store, enum sql sql, const struct journal_search *search,
	int64_t *oldest, int64_t *newest)
{
	sqlite3_stmt *stmt = NULL;
	enum status st = db_query(store, sql,
		VALUES(value_int(search->from_ms), value_int(search->to_ms),
			value_int(SPAN_ROWS)),
		&stmt);

	if (st == ST_OK)
		st = db_step(store, stmt);
	if (st == ST_OK && sqlite3_column_int64(stmt, 2) > 0) {
		int64_t low = sqlite3_column_int64(stmt, 0);
		int64_t high = sqlite3_column_int64(stmt, 1);

		*oldest = low < *oldest ? low : *oldest;
		*newest = high > *newest ? high : *newest;
	}
	db_done(stmt);
	return st;
}

/* Rows lie in the order of their times but where the clock was wrong: both ends are looked at, each some way in. */
static enum status
find_span(struct store *store, struct journal_search *search)
{
	int64_t oldest = INT64_MAX, newest = 0;
	enum status st = span_end(store, SQL_JOURNAL_SPAN, search, &oldest, &newest);

	if (st == ST_OK)
		st = span_end(store, SQL_JOURNAL_SPAN_END, search, &oldest, &newest);
	if (st != ST_OK)
		return st;
	search->oldest = oldest;
	search->below = newest + 1;
	return ST_OK;
}

/* Without a span everything up to the newest row of now. */
static enum status
find_bounds(struct store *store, struct journal_search *search, const struct journal_filter *f)
{
	enum status st = ST_OK;

	search->from_ms = f->from_ms > 0 ? f->from_ms : INT64_MIN;
	search->to_ms = f->to_ms > 0 ? f->to_ms : INT64_MAX;
	search->below = INT64_MAX;
	search->oldest = 1;
	if (f->from_ms > 0 || f->to_ms > 0)
		st = find_span(store, search);
	if (search->oldest <= f->after_seq)
		search->oldest = f->after_seq + 1;
	search->done = search->below <= search->oldest;
	return st;
}

enum status
journal_search_begin(struct store *store, const struct journal_filter *filter,
	struct journal_search *ret_search)
{
	struct journal_search search = { .keys_n = 0 };
	enum status st = add_list(store, &search, &events, filter->event);

	if (st == ST_OK)
		st = add_text(&search, SQL_JOURNAL_ACTOR_BELOW, filter->actor);
	if (st == ST_OK)
		st = add_outcome(store, &search, filter->outcome);
	if (st == ST_OK)
		st = add_text(&search, SQL_JOURNAL_SERVICE_BELOW, filter->service);
	if (st == ST_OK)
		st = add_person(store, &search, filter->person);
	if (st == ST_OK)
		st = add_visit(store, &search, filter);
	if (st == ST_OK)
		st = find_bounds(store, &search, filter);
	if (st == ST_OK)
		*ret_search = search;
	return st;
}

/* --- jumping ----------------------------------------------------------------------------------------------------------- */

static enum status
ask_key(struct store *store, struct search_key *key, int64_t below)
{
	sqlite3_stmt *stmt = NULL;
	struct value value = {
		.type = key->is_text ? VALUE_TEXT : VALUE_BLOB, .bytes = key->bytes, .n = key->n
	};
	enum status st =
		db_query(store, (enum sql)key->sql, VALUES(value, value_int(below)), &stmt);

	if (st == ST_OK)
		st = db_step(store, stmt);
	if (st == ST_OK)
		key->next = sqlite3_column_int64(stmt, 0);
	db_done(stmt);
	if (st == ST_NOT_FOUND) {
		key->next = 0;
		st = ST_OK;
	}
	key->asked = st == ST_OK;
	return st;
}

/* What was looked at last; rows that fit are handed on. */
struct window {
	struct store *store;
	struct journal_search *search;
	int limit, found;
	int64_t end_ms;   /* monotonic */
	bool begun, late; /* an index was asked; one was not, for the time */
	void (*row)(void *ctx, const struct journal_row *row);
	void *ctx;
};

static bool
is_over(const struct window *w)
{
	return w->search->done || w->found >= w->limit || loop_now_ms() >= w->end_ms;
}

/* Once in every window, and then as long as there is time. */
static bool
may_ask(struct window *w)
{
	w->late = w->begun && loop_now_ms() >= w->end_ms;
	w->begun = true;
	return !w->late;
}

/* The newest row below that fits one filter; 0 none. What a key answered holds until the search is below it. Where there
 * was no time to ask, below - 1: it is no newer than that. */
static enum status
term_below(struct window *w, const struct search_term *term, int64_t below, int64_t *ret_seq)
{
	int64_t newest = 0;
	enum status st = ST_OK;

	for (int i = term->first; st == ST_OK && i < term->first + term->n; i++) {
		struct search_key *key = &w->search->keys[i];

		if (!key->asked || key->next >= below) {
			if (!may_ask(w)) {
				newest = below - 1;
				break;
			}
			st = ask_key(w->store, key, below);
		}
		if (key->next > newest)
			newest = key->next;
	}
	*ret_seq = newest;
	return st;
}

/* One round of jumps: *seq goes down to where each filter in turn has its next row. True: it stayed, and fits all. */
static enum status
jump(struct window *w, int64_t *seq, bool *ret_fits)
{
	const struct journal_search *search = w->search;
	int64_t at = *seq, next = 0;
	enum status st = ST_OK;

	for (int i = 0; st == ST_OK && at > 0 && i < search->terms_n; i++) {
		st = term_below(w, &search->terms[i], at + 1, &next);
		at = next;
	}
	*ret_fits = st == ST_OK && at > 0 && at == *seq && !w->late;
	*seq = at;
	return st;
}

static bool
fits_itself(const struct journal_search *search, const struct journal_row *row)
{
	return row->at_ms >= search->from_ms && row->at_ms < search->to_ms &&
	       (search->outcomes[0] == '\0' || is_in_list(search->outcomes, row->outcome));
}

static void
take(struct window *w, const struct journal_row *row)
{
	w->search->below = row->seq;
	w->search->back_ms = row->at_ms;
	if (row->seq <= w->search->oldest)
		w->search->done = true;
	if (row->seq < w->search->oldest || !fits_itself(w->search, row))
		return;
	w->found++;
	w->row(w->ctx, row);
}

static enum status
take_one(struct window *w, int64_t seq)
{
	struct journal_row row;
	sqlite3_stmt *stmt = NULL;
	enum status st = db_query(w->store, SQL_JOURNAL_ONE, VALUES(value_int(seq)), &stmt);

	if (st == ST_OK)
		st = db_step(w->store, stmt);
	if (st == ST_OK)
		journal_row_read(stmt, &row);
	db_done(stmt);
	if (st == ST_OK)
		take(w, &row);
	return st;
}

/* How far back this is in time, where the row there did not fit. */
static enum status
tell_time(struct window *w)
{
	sqlite3_stmt *stmt = NULL;
	enum status st = db_query(
		w->store, SQL_JOURNAL_TIME, VALUES(value_int(w->search->below)), &stmt);

	if (st == ST_OK)
		st = db_step(w->store, stmt);
	if (st == ST_OK)
		w->search->back_ms = sqlite3_column_int64(stmt, 0);
	db_done(stmt);
	return st == ST_NOT_FOUND ? ST_OK : st;
}

static enum status
window_by_index(struct window *w)
{
	struct journal_search *search = w->search;
	int64_t seq = search->below - 1;
	bool fits = false;
	enum status st;

	do {
		st = jump(w, &seq, &fits);
		if (st != ST_OK)
			return st;
		if (seq < search->oldest)
			search->done = true;
		else if (fits)
			st = take_one(w, seq--);
		search->below = seq + 1;
	} while (st == ST_OK && !is_over(w));
	return st == ST_OK && !search->done ? tell_time(w) : st;
}

/* No filter has an index: every row is read. */
static enum status
window_in_order(struct window *w)
{
	struct journal_row row;
	sqlite3_stmt *stmt = NULL;
	int n = 0;
	enum status st = db_query(w->store, SQL_JOURNAL_BEFORE,
		VALUES(value_int(w->search->below), value_int(-1)), &stmt);

	if (st == ST_OK)
		st = db_step(w->store, stmt);
	while (st == ST_OK) {
		journal_row_read(stmt, &row);
		take(w, &row);
		if (w->search->done || w->found >= w->limit ||
			(++n % LOOK_AT_CLOCK == 0 && is_over(w)))
			break;
		st = db_step(w->store, stmt);
	}
	db_done(stmt);
	if (st == ST_NOT_FOUND) {
		w->search->done = true;
		st = ST_OK;
	}
	return st;
}

enum status
journal_search_window(struct store *store, struct journal_search *search, int limit,
	int budget_ms, void (*row)(void *ctx, const struct journal_row *row), void *ctx)
{
	struct window window = { .store = store,
		.search = search,
		.limit = limit,
		.end_ms = loop_now_ms() + budget_ms,
		.row = row,
		.ctx = ctx };

	if (search->done || limit <= 0)
		return ST_OK;
	return search->terms_n > 0 ? window_by_index(&window) : window_in_order(&window);
}
