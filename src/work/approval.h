/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Four eyes: something at the kiosk waits for a second member of staff. Who asks says what it is; who answers has just
 * given their own PIN, at the kiosk or at a desk (work/seat.h), and may be the second by rules/staff.h.
 * One is wanted at a time, for APPROVAL_MS. Asking, every answer and the end are in the journal. On the ui thread.
 */
#ifndef WORK_APPROVAL_H
#define WORK_APPROVAL_H

#include "base/status.h"
#include "base/uuid.h"
#include "store/store.h"

#include <stdbool.h>
#include <stdint.h>

struct desk;

enum { APPROVAL_MS = 5 * 60 * 1000 };

struct approval_wanted {
	const char *what; /* for the journal: "unblock"; static, as all text here */
	const char *
		words; /* for who answers, marked for translation, nothing personal: "Buka blokir JMO" */
	char visit[UUID_TEXT];
	struct staff by; /* who asks */
};

enum approval_answer { APPROVAL_GIVEN, APPROVAL_REFUSED, APPROVAL_LATE };
/** by: who answered; NULL: nobody in time. Called once, unless it is withdrawn. */
typedef void approval_done_fn(void *ctx, enum approval_answer answer, const struct staff *by);

/** In struct desk; zeroed: nothing is wanted. */
struct approval {
	struct approval_wanted wanted;
	bool open;
	int64_t since_ms; /* monotonic */
	approval_done_fn *done;
	void *ctx; /* borrowed */
};

/** ST_BUSY: something else is wanted. */
enum status approval_ask(struct desk *desk, const struct approval_wanted *wanted,
	approval_done_fn *done, void *ctx);
/** Who asked gave up, or the visit ended; done is not called. Nothing where this visit wants nothing. */
void approval_withdraw(struct desk *desk, const char *visit);
/** NULL: nothing is wanted. */
const struct approval_wanted *approval_open(const struct desk *desk);
/** by: their PIN was checked for this. ST_NOT_FOUND: nothing is wanted any more; ST_EXISTS: it is who asked; ST_DENIED:
 *  they may not. Both leave it open. */
enum status approval_answer(struct desk *desk, const struct staff *by, bool yes);
/** A few times a second: its time ends. */
void approval_tick(struct desk *desk);

#endif
