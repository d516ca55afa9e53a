/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The inside of the outbox, shared by the files src/work/outbox*.c alone: outbox.c takes, asks and sends,
 * outbox_settle.c says what an answer means and writes it down, outbox_line.c keeps the state of the line.
 */
#ifndef WORK_OUTBOX_INSIDE_H
#define WORK_OUTBOX_INSIDE_H

#include "work/outbox.h"

enum {
	DISK_AGAIN_MS = 5000, /* a disk that refused is asked again */
	LOOK_AGAIN_MS = 5 * 60 *
			1000, /* the longest the store is not looked at while something waits */
};

enum stage {
	STAGE_QUIET,
	STAGE_TAKING,
	STAGE_SENDING, /* or asking for the outcome */
	STAGE_SETTLING,
	STAGE_UNSETTLED, /* the disk refused what became of the request: nothing else is begun before it took it */
};

enum line_state {
	LINE_UP,
	LINE_DOWN,    /* nothing leaves until held_ms, then one request tries */
	LINE_STOPPED, /* the centre does not admit this kiosk: likewise, once a minute */
};

struct take_job {
	struct job job; /* first */
	struct outbox *outbox;
	bool hurry;
	int64_t now_ms, next_ms;
	struct outbox_item item;
	enum status st;
};

struct settle_job {
	struct job job; /* first */
	struct outbox *outbox;
	struct outbox_settle settle; /* points at the rooms below */
	struct journal_copy entry;
	bool journalled;
	struct buf answer;
	char problem[40], number[40], status[16], promised[DATE_ISO];
	struct date promised_date;
	bool to_verify;
	int64_t now_ms;
	enum status st;
};

enum asking { ASKING_NOT, ASKING_STORE, ASKING_CENTRE, TELLING_STORE };

/* Once a day: the claims made here, a hundred at a time. Beside the requests, never before them. */
struct states {
	struct job job; /* first */
	struct outbox *outbox;
	enum asking stage;
	bool wanted;    /* somebody asked for it now */
	int64_t due_ms; /* monotonic */
	int64_t now_ms, after_row;
	struct claim_state claim[CLAIM_STATES_MAX];
	struct told_state told[CLAIM_STATES_MAX];
	size_t claims, tolds;
	struct line_job exchange;
	enum status st;
};

/* One request at a time is under way, so each job exists once; nothing on the way needs memory that may lack. */
struct outbox {
	struct desk *desk; /* borrowed */
	enum stage stage;
	bool kicked, closing, told_disk;
	bool hurry;       /* what waited for the line is due now; not yet said to the store */
	int64_t due_ms;   /* of the next that waits (monotonic); 0 none */
	int64_t again_ms; /* UNSETTLED (monotonic) */

	enum line_state line;
	int line_failures; /* in a row */
	int64_t held_ms;   /* nothing leaves before (monotonic) */

	struct outbox_item item; /* under way */
	bool have_item;
	bool asking; /* for the outcome of item, not sending it */
	bool posted; /* it was given to the line */

	struct take_job take;
	struct line_job exchange;
	struct settle_job settle;
	struct states states;
	outbox_news_fn *news;
	void *news_ctx; /* borrowed */
};

/* outbox.c */
void outbox_drop_item(struct outbox *outbox);
/** Takes the next one if the line lets it and one is due. */
void outbox_go_on(struct outbox *outbox);

/* outbox_settle.c */
/** Settles the item under way by what came back, whose body it takes. */
void outbox_settle_answer(struct outbox *outbox, struct http_answer *answer);
void outbox_settle_expired(struct outbox *outbox);
/** What the disk refused, once more. */
void outbox_settle_again(struct outbox *outbox);

/* outbox_states.c */
void outbox_states_init(struct outbox *outbox);
void outbox_states_tick(struct outbox *outbox);

/* outbox_line.c */
/** Full jitter: anything up to 2 s doubled with each failure, 5 min at most. */
int64_t outbox_backoff_ms(const struct outbox *outbox, int failures);
/** The centre answered. */
void outbox_line_answers(struct outbox *outbox);
/** Nothing of the centre came back, or it turns everybody away: nothing leaves for wait_ms. */
void outbox_line_fails(struct outbox *outbox, const char *problem, int64_t wait_ms);
void outbox_line_stops(struct outbox *outbox, const char *problem, int64_t wait_ms);

#endif
