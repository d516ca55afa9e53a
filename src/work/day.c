/* SPDX-License-Identifier: Apache-2.0 */
/* Closing a day and writing its slip. */
#include "work/day.h"

#include "base/array.h"
#include "base/str.h"
#include "work/central.h"

#include <string.h>

enum { OFFICERS_MAX = 64 };

#define DAY_MS INT64_C(86400000)

/* --- the end ------------------------------------------------------------------------------------------------------------ */

struct sending {
	const struct day_end *end; /* borrowed */
	struct wire_request request;
};

static enum status
write_request(void *ctx, const struct journal_head *head, const uint8_t public_key[SEAL_PUBLIC],
	struct outbox_put *ret_put)
{
	struct sending *sending = ctx;
	const struct call_extra extra = { .kiosk = sending->end->kiosk,
		.idempotency_key = sending->end->key,
		.head = head,
		.public_key = public_key,
		.now_ms = sending->end->now_ms };
	struct wire_request *request = &sending->request;
	enum status st = central_build(CALL_JOURNAL_HEAD, NULL, &extra, request);

	if (st != ST_OK)
		return st;
	*ret_put = (struct outbox_put){ .key = request->idempotency_key,
		.kind = call_word(request->call),
		.method = request->method,
		.path = request->path,
		.content_type = request->content_type,
		.body = request->body.data,
		.n = request->body.len };
	return ST_OK;
}

enum status
day_end(struct store *store, const struct day_end *end)
{
	struct sending sending = { .end = end };
	const struct day_close close = { end->day, end->by, end->now_ms, write_request, &sending };
	enum status st;

	wire_request_init(&sending.request);
	st = store_day_close(store, &close);
	wire_request_free(&sending.request);
	return st;
}

/* --- the slip ----------------------------------------------------------------------------------------------------------- */

static enum status
fill_counts(struct store *store, int64_t from_ms, struct day_slip *slip)
{
	struct day_counts counts;
	enum status st = store_day_counts(store, from_ms, from_ms + DAY_MS, &counts);

	if (st != ST_OK)
		return st;
	slip->visits = counts.visits;
	slip->assisted = counts.assisted;
	slip->claims = counts.claims;
	slip->received = counts.received;
	slip->tickets = counts.tickets;
	slip->waiting = counts.waiting;
	slip->parked = counts.parked;
	slip->surveys = counts.surveys;
	slip->survey_sum = counts.survey_sum;
	slip->gave_up = counts.gave_up;
	return ST_OK;
}

static enum status
fill_unsent(struct store *store, struct day_slip *slip)
{
	struct unsent_claim claims[DAY_UNSENT_MAX];
	int total;
	enum status st =
		store_unsent(store, claims, DAY_UNSENT_MAX, &slip->unsent_n, &total);

	for (size_t i = 0; st == ST_OK && i < slip->unsent_n; i++) {
		memcpy(slip->unsent[i].code, claims[i].code, sizeof(slip->unsent[i].code));
		slip->unsent[i].state = claims[i].parked    ? UNSENT_STAFF
					: claims[i].unknown ? UNSENT_ASKED
							    : UNSENT_WAITS;
	}
	return st;
}

static enum status
fill_reviews(struct store *store, struct day_slip *slip)
{
	struct review_row rows[DAY_REVIEWS_MAX];
	enum status st =
		store_review_list(store, 0, rows, DAY_REVIEWS_MAX, &slip->reviews_n);

	for (size_t i = 0; st == ST_OK && i < slip->reviews_n; i++) {
		slip->review[i].kind = rows[i].kind;
		memcpy(slip->review[i].initials, rows[i].initials, sizeof(rows[i].initials));
		memcpy(slip->review[i].code, rows[i].code, sizeof(rows[i].code));
	}
	return st == ST_OK ? store_review_count(store, &slip->reviews_open) : st;
}

static enum status
fill_flags(struct store *store, int64_t now_ms, struct day_slip *slip)
{
	static const struct day_flag none;
	struct officer_counts officers[OFFICERS_MAX];
	unsigned flags[OFFICERS_MAX];
	size_t n = 0;
	enum status st = store_oversight(
		store, now_ms - OVERSIGHT_DAYS * DAY_MS, officers, OFFICERS_MAX, &n);

	if (st != ST_OK)
		return st;
	oversight_flags(officers, n, flags);
	for (size_t i = 0; i < n && slip->flags_n < DAY_FLAGS_MAX; i++) {
		struct day_flag *to = &slip->flag[slip->flags_n];

		if (flags[i] == 0)
			continue;
		*to = none;
		to->flags = flags[i];
		memcpy(to->initials, officers[i].initials, sizeof(to->initials));
		slip->flags_n++;
	}
	return ST_OK;
}

/* That of the day where it is closed, else that of now. */
static enum status
fill_head(struct store *store, const char *day, struct day_slip *slip)
{
	struct day_row row;
	struct journal_head head;
	enum status st = store_day_find(store, day, &row);

	if (st == ST_OK && row.closed_ms > 0) {
		slip->closed = true;
		return str_copy(slip->head, sizeof(slip->head), row.head);
	}
	if (st == ST_OK || st == ST_NOT_FOUND)
		st = journal_head_sign(store, &head);
	if (st == ST_OK)
		journal_head_text(&head, slip->head);
	return st == ST_NOT_FOUND ? ST_OK : st;
}

_Static_assert((int)DAY_HEAD_ROOM == (int)HEAD_TEXT, "a head fits on a slip");

enum status
day_slip_fill(struct store *store, struct date day, int zone_offset_s, int64_t now_ms,
	struct day_slip *ret_slip)
{
	struct day_slip slip = { .day = day };
	char iso[DATE_ISO];
	enum status st;

	date_format_iso(day, iso);
	slip.on = date_of_unix(now_ms / 1000, zone_offset_s, &slip.second_of_day);
	st = fill_counts(store, date_to_unix(day, 0, zone_offset_s) * 1000, &slip);
	if (st == ST_OK)
		st = fill_unsent(store, &slip);
	if (st == ST_OK)
		st = fill_reviews(store, &slip);
	if (st == ST_OK)
		st = fill_flags(store, now_ms, &slip);
	if (st == ST_OK)
		st = fill_head(store, iso, &slip);
	if (st == ST_OK)
		*ret_slip = slip;
	return st;
}
