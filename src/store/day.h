/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Days of a counter: opened, counted, closed. Closing one signs the head of the journal and puts it into the outbox, in
 * one transaction: a day that is closed has its head on the way to the centre.
 */
#ifndef STORE_DAY_H
#define STORE_DAY_H

#include "rules/date.h"
#include "store/journal_head.h"

struct day_row {
	char day[DATE_ISO]; /* "2026-11-28" */
	char opened_by[24], closed_by[24];
	int64_t opened_ms, closed_ms; /* closed_ms: 0 not yet */
	char head[HEAD_TEXT];         /* "" not closed */
};
/** ST_NOT_FOUND. */
enum status store_day_find(struct store *store, const char *day, struct day_row *ret_row);
/** The oldest day before this one that was opened and not closed; ST_NOT_FOUND. */
enum status store_day_left_open(struct store *store, const char *before, struct day_row *ret_row);
/** With its journal row. ST_EXISTS: it is open. One that was closed is opened again. by: a staff id. */
enum status store_day_open(struct store *store, const char *day, const char *by, int64_t now_ms);

struct day_close {
	const char *day, *by;
	int64_t now_ms;
	/** The request that takes the head to the centre; what it points at stays until store_day_close is back. */
	enum status (*request)(void *ctx, const struct journal_head *head,
		const uint8_t public_key[SEAL_PUBLIC], struct outbox_put *ret_put);
	void *ctx;
};
/** The day and those before it that were left open. ST_EXISTS: it is closed. */
enum status store_day_close(struct store *store, const struct day_close *close);

struct day_counts {
	int visits, assisted, claims, received, tickets;
	int waiting, parked; /* now, of all */
	int surveys, survey_sum, gave_up;
};
enum status store_day_counts(
	struct store *store, int64_t from_ms, int64_t to_ms, struct day_counts *ret_counts);

#endif
