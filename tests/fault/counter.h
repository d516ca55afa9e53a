/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A kiosk without screen and devices: the real store, outbox and line on their real threads, libcurl as the network.
 * Its wall clock and its monotonic clock can be moved ahead; the line's cannot, so that the centre takes its signatures.
 * Whatever cannot be set up ends the process.
 */
#ifndef FAULT_COUNTER_H
#define FAULT_COUNTER_H

#include "tests/fake/state.h"
#include "work/desk.h"
#include "work/outbox.h"
#include "work/unanswered.h"

#include <pthread.h>
#include <stdatomic.h>

enum { SENT_MAX = 32, SENT_ROOM = 96, NEWS_MAX = 8 };

struct news {
	enum request_state state;
	char problem[40];
};

struct counter {
	struct state state;
	struct desk desk;
	struct answers answers;
	struct unanswered unanswered;
	_Atomic int64_t ahead_ms;
	char ca_file[160];              /* "" plain HTTP */
	struct http_port port;          /* the real one of the line there is */
	pthread_mutex_t mutex;          /* guards sent: the net thread writes it */
	char sent[SENT_MAX][SENT_ROOM]; /* "POST /v1/visits", in their order */
	int sent_n;
	struct news news[NEWS_MAX]; /* what the outbox told */
	int news_n;
	bool done; /* the exchange that counter_call waits for */
};

void counter_open(struct counter *counter, const char *url, const char *ca_file);
void counter_close(struct counter *counter);
/** A new line: no connection is kept. */
void counter_dial(struct counter *counter, const char *url);
void counter_pass(struct counter *counter, int64_t ms);

/** One exchange outside the outbox, as a visit makes it, with a key of its own where it needs one and none is given;
 *  read into the answers. */
enum outcome counter_call(
	struct counter *counter, enum call call, struct call_extra extra, int budget_ms);
/** The claim of the answers, confirmed: on disk, but not sent before the outbox is kicked. photo: what is known of the
 *  photograph that follows it; NULL none. */
void counter_confirm(struct counter *counter, enum call call, const struct call_extra *photo);
/** Consent withdrawn by answers->lookup.code: on disk, but not sent before the outbox is kicked. */
void counter_withdraw(struct counter *counter);
/** The head of the journal waits for the centre. */
void counter_close_day(struct counter *counter);
/** Turns until the outbox has told that much. False: it has not within the budget. */
bool counter_hears(struct counter *counter, int news_n, int budget_ms);
/** Turns until the outbox rests and has no question under way. */
bool counter_rests(struct counter *counter, int budget_ms);
/** The position of the first request from `from` on whose method and path begin so; -1 none. */
int counter_sent(struct counter *counter, int from, const char *beginning);
int counter_sent_n(struct counter *counter);

#endif
