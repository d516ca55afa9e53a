/* SPDX-License-Identifier: Apache-2.0 */
/* store → printer, each a completion, and when it is time for the next. */
#include "work/unsent_list.h"

#include "base/log.h"
#include "base/str.h"
#include "rules/escpos.h"
#include "rules/receipt.h"
#include "rules/unsent.h"

#include <stdlib.h>
#include <string.h>

enum {
	MINUTE_MS = 60 * 1000,
	HOUR_MS = 60 * MINUTE_MS,
	STATE_MS = 1000,  /* how long the printer may take to say that it is ready */
	PRINT_MS = 10000, /* shorter than anybody needs to come to a receipt */
};

struct unsent_list {
	struct job job;    /* first: one is under way at a time */
	struct desk *desk; /* borrowed */
	bool busy, closing, knows_last;
	int64_t due_ms; /* monotonic */
	int64_t now_ms;
	struct journal_row last; /* how the last one ended; event "" none */
	struct unsent_claim claim[UNSENT_ROWS_MAX];
	size_t claims;
	int total;
	struct buf bytes;
	enum status st;
};

enum status
unsent_list_new(struct desk *desk, struct unsent_list **ret_list)
{
	struct unsent_list *list = calloc(1, sizeof(*list));

	if (list == NULL)
		return ST_NO_MEMORY;
	list->desk = desk;
	buf_init(&list->bytes, ESCPOS_JOB_MAX);
	*ret_list = list;
	return ST_OK;
}

void
unsent_list_stop(struct unsent_list *list)
{
	if (list)
		list->closing = true;
}

void
unsent_list_free(struct unsent_list *list)
{
	if (list == NULL)
		return;
	buf_free(&list->bytes);
	free(list);
}

static void
rest(struct unsent_list *list, int64_t wait_ms)
{
	list->busy = false;
	list->due_ms = desk_mono_ms(list->desk) + wait_ms;
	buf_clear(&list->bytes);
}

/* --- on paper ---------------------------------------------------------------------------------------------------------- */

static void
fill_row(const struct desk *desk, const struct unsent_claim *claim, struct unsent_row *row)
{
	(void)str_copy(row->code, sizeof(row->code), claim->code); /* of the same room */
	row->on = date_of_unix(claim->made_ms / 1000, desk->zone_offset_s, &row->second_of_day);
	row->state = claim->parked    ? UNSENT_STAFF
		     : claim->unknown ? UNSENT_ASKED
				      : UNSENT_WAITS;
}

static enum status
write_bytes(struct unsent_list *list)
{
	const struct desk *desk = list->desk;
	const struct escpos_paper paper = { .columns = desk->paper_columns,
		.page = desk->code_page };
	struct unsent_receipt facts = { .n = list->claims,
		.more = list->total - (int)list->claims,
		.on = desk->place.today,
		.second_of_day = desk->place.second_of_day };
	struct receipt *receipt = calloc(1, sizeof(*receipt));
	enum status st;

	if (receipt == NULL)
		return ST_NO_MEMORY;
	str_clip(facts.kiosk, sizeof(facts.kiosk), desk->place.kiosk);
	str_clip(facts.site, sizeof(facts.site), desk->place.site);
	str_clip(facts.zone, sizeof(facts.zone), desk->place.zone);
	for (size_t i = 0; i < list->claims; i++)
		fill_row(desk, &list->claim[i], &facts.row[i]);
	receipt_of_unsent(&facts, receipt);
	st = escpos_write(receipt, &paper, &list->bytes);
	free(receipt);
	return st;
}

static void
note(struct unsent_list *list)
{
	bool printed = list->st == ST_OK;
	char detail[48];
	const struct journal_entry entry = { .event = EVENT_UNSENT_LIST,
		.actor = "kiosk",
		.outcome = printed ? "ok" : status_name(list->st),
		.detail = detail };

	if (!printed && strcmp(list->last.outcome, status_name(list->st)) == 0)
		return; /* said already */
	if (str_format(detail, sizeof(detail), "%d", list->total) != ST_OK)
		detail[0] = '\0';
	str_clip(list->last.outcome, sizeof(list->last.outcome), entry.outcome);
	desk_journal(list->desk, &entry);
}

static void
print_run(struct job *job)
{
	struct unsent_list *list = (struct unsent_list *)job;
	const struct printer_port *printer = &list->desk->printer;
	size_t sent;

	list->st = printer->state(printer->ctx, STATE_MS);
	if (list->st == ST_OK || list->st == ST_PAPER_LOW)
		list->st = printer->print(
			printer->ctx, list->bytes.data, list->bytes.len, PRINT_MS, &sent);
}

static void
print_done(struct job *job)
{
	struct unsent_list *list = (struct unsent_list *)job;

	note(list);
	rest(list, list->st == ST_OK ? HOUR_MS : MINUTE_MS);
}

/* --- whether it is time -------------------------------------------------------------------------------------------------- */

/* What came out within this hour, also before a restart, is not printed again. */
static int64_t
left_of_the_hour(const struct unsent_list *list)
{
	int64_t ago_ms = list->now_ms - list->last.at_ms;

	if (strcmp(list->last.outcome, "ok") != 0 || ago_ms < 0 || ago_ms >= HOUR_MS)
		return 0;
	return HOUR_MS - ago_ms;
}

static void
look_run(struct job *job)
{
	struct unsent_list *list = (struct unsent_list *)job;
	struct store *store = list->desk->store;

	list->st = ST_OK;
	if (!list->knows_last)
		list->st = store_journal_last(store, EVENT_UNSENT_LIST, &list->last);
	if (list->st == ST_OK || list->st == ST_NOT_FOUND)
		list->st = store_unsent(
			store, list->claim, UNSENT_ROWS_MAX, &list->claims, &list->total);
}

static void
look_done(struct job *job)
{
	struct unsent_list *list = (struct unsent_list *)job;
	int64_t wait_ms;

	if (list->st != ST_OK ||
		list->closing) { /* the watch says what is wrong with the disk */
		rest(list, MINUTE_MS);
		return;
	}
	wait_ms = list->knows_last ? 0 : left_of_the_hour(list);
	list->knows_last = true;
	if (wait_ms == 0 &&
		(list->claims == 0 || !unsent_is_late(list->claim[0].made_ms, list->now_ms)))
		wait_ms = MINUTE_MS;
	if (wait_ms == 0 && !list->desk->idle) /* somebody came meanwhile */
		wait_ms = MINUTE_MS;
	if (wait_ms > 0 || write_bytes(list) != ST_OK) {
		rest(list, wait_ms > 0 ? wait_ms : HOUR_MS);
		return;
	}
	list->job = (struct job){ .run = print_run, .done = print_done };
	worker_post(list->desk->print_worker, &list->job);
}

void
unsent_list_tick(struct unsent_list *list)
{
	const struct desk *desk = list->desk;

	if (list->closing || list->busy || !desk->idle || !desk->printer.present ||
		desk_mono_ms(desk) < list->due_ms)
		return;
	list->busy = true;
	list->now_ms = desk_wall_ms(desk);
	list->job = (struct job){ .run = look_run, .done = look_done };
	worker_post(desk->store_worker, &list->job);
}
