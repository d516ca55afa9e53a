/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The outbox at work: takes what is due from the store, carries it over the line, settles it, and so on, the least tried
 * first and in order within a visit. One request is under way until the centre answers, then a few, as long as it does and the line is not slow:
 * what ended is settled, and what comes next is taken, in one transaction. Runs on the ui thread by completions; never
 * waits.
 *
 * What comes back, and what becomes of the request:
 *
 *	2xx of ours                          done
 *	any other 4xx with a problem         parked with the problem, for staff; the next one goes
 *	the same for a claim whose visit     the same bytes go as an offline claim, under a key of their own
 *	  the centre does not know any more
 *	the same for a photograph            closed: no second one can be taken, staff verify the claim
 *	408 425 5xx with a problem           again with full-jitter back-off, 2 s to 5 min; the next one goes
 *	429, 503, nobody, not the centre     the same, and it holds the line: when the time is over one request tries
 *	401/403 for the kiosk itself         stops the line, nothing is parked; one request tries once a minute
 *	past its end (expires_ms)            expired, without sending
 *
 * Retry-After lengthens a wait, up to an hour. Where bytes may have left without an answer the outcome is asked for
 * before anything is sent again. A settling the disk refuses is repeated until it is written; nothing else begins
 * before. What was under way when the line failed tells nothing new of it. The state of the line is journalled when it changes; the tries of one request once an hour and reason.
 */
#ifndef WORK_OUTBOX_H
#define WORK_OUTBOX_H

#include "work/desk.h"

struct outbox;

/** How a request stands, told after it is settled on disk. */
struct outbox_news {
	const char *key;             /* of the request; all texts here are borrowed */
	const char *code;            /* of the receipt; "" of no claim of this kiosk */
	const char *kind;            /* of the request: "claim", "offline-claim", "photo", "withdraw" */
	enum request_state state;    /* DONE, WAITING (a try failed), PARKED */
	const char *number, *status; /* DONE: of the centre */
	struct date promised;
	bool to_verify;
	const char *problem;      /* PARKED, WAITING */
	const char *duplicate_of; /* DONE, PARKED: a claim the centre had before, "" none */
	const char *reference;    /* DONE: of a withdrawal, "" it is none; with it: */
	int64_t stops_by_s;
};
typedef void outbox_news_fn(void *ctx, const struct outbox_news *news);

enum status outbox_new(struct desk *desk, struct outbox **ret_outbox);
/** Nothing new is begun from here on; call before the line and the workers are freed. */
void outbox_stop(struct outbox *outbox);
/** The line and the workers have been freed before, so nothing is under way any more. Takes NULL. */
void outbox_free(struct outbox *outbox);

void outbox_on_news(struct outbox *outbox, outbox_news_fn *fn, void *ctx);
/** Something new waits: it is tried now, also while the line is down; not while the kiosk is not admitted. */
void outbox_kick(struct outbox *outbox);
/** An exchange of a visit reached the centre, or did not (problem: why). When the line comes back by it, whatever
 *  waited for the line goes at once. Keeps desk->place.centre and journals the change. */
void outbox_heard(struct outbox *outbox, bool there, const char *problem);
/** Somebody stands here: while the line is down it is asked every half minute or sooner whether it is back, unless the
 *  centre asked to be left alone. */
void outbox_is_watched(struct outbox *outbox, bool watched);
/** Asks the centre now where the claims made here stand, and journals what is new; by itself once a day. */
void outbox_ask_states(struct outbox *outbox);
/** Somebody asks for it: what waits for the line is due now, one request tries also while the kiosk is not admitted,
 *  and the centre is asked for the states. */
void outbox_sync(struct outbox *outbox);
/** Called a few times a second. */
void outbox_tick(struct outbox *outbox);
/** Nothing may be tried now and nothing is under way. *ret_next_ms: when the next try is (wall clock), 0 none
 *  waits. */
bool outbox_is_quiet(const struct outbox *outbox, int64_t *ret_next_ms);
/** Whether the centre was reached the last time anybody tried. True until the first failure. */
bool outbox_line_is_up(const struct outbox *outbox);

#endif
