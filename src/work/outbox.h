/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The outbox at work: takes the next due request from the store, carries it over the line, settles it, and so on, one
 * at a time. Transient failures come back with full-jitter back-off from 2 s to 5 min; a reasoned no is parked for
 * staff; "kiosk not admitted" stops the line without parking anything; an unknown outcome is first asked for. Runs on
 * the ui thread by completions; never waits.
 */
#ifndef WORK_OUTBOX_H
#define WORK_OUTBOX_H

#include "work/desk.h"

struct outbox;

/** How a claim's request stands, told after it is settled on disk. */
struct outbox_news {
	const char *code;            /* of the receipt; borrowed */
	enum request_state state;    /* DONE, WAITING (a try failed), PARKED */
	const char *number, *status; /* DONE: of the centre */
	struct date promised;
	bool to_verify;
	const char *problem; /* PARKED, WAITING */
};
typedef void outbox_news_fn(void *ctx, const struct outbox_news *news);

enum status outbox_new(struct desk *desk, struct outbox **ret_outbox);
/** Nothing new is begun from here on; call before the line and the workers are freed. */
void outbox_stop(struct outbox *outbox);
/** The line and the workers have been freed before, so nothing is under way any more. Takes NULL. */
void outbox_free(struct outbox *outbox);

void outbox_on_news(struct outbox *outbox, outbox_news_fn *fn, void *ctx);
/** Something new waits, or the line is known to be back: try now. */
void outbox_kick(struct outbox *outbox);
/** Called a few times a second. */
void outbox_tick(struct outbox *outbox);
/** Nothing is due and nothing is under way. *ret_next_ms: when the next try is (wall clock), 0 none waits. */
bool outbox_is_quiet(const struct outbox *outbox, int64_t *ret_next_ms);
/** Whether the last exchange reached the centre. True until the first failure. */
bool outbox_line_is_up(const struct outbox *outbox);

#endif
