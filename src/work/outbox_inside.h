/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The inside of the outbox, shared by the files src/work/outbox*.c alone: outbox.c takes, asks and sends,
 * outbox_settle.c says what an answer means and writes it down, outbox_line.c keeps the state of the line,
 * outbox_probe.c asks whether it is back, outbox_states.c where the claims stand.
 */
#ifndef WORK_OUTBOX_INSIDE_H
#define WORK_OUTBOX_INSIDE_H

#include "work/outbox.h"

enum {
	SLOTS = 8,                    /* requests under way at most */
	BYTES_UNDER_WAY = 512 * 1024, /* of their bodies: none is taken beyond */
	DISK_AGAIN_MS = 5000,         /* a disk that refused is asked again */
	LOOK_AGAIN_MS = 5 * 60 *
			1000, /* the longest the store is not looked at while something waits */
};

enum stage {
	STAGE_FREE,
	STAGE_SENDING, /* or asking for the outcome */
	STAGE_ENDED,   /* what became of it is known and not on disk yet */
};

enum line_state {
	LINE_UP,
	LINE_DOWN,    /* nothing leaves until held_ms, then one request tries */
	LINE_STOPPED, /* the centre does not admit this kiosk: likewise, once a minute */
};

/* What became of a request, until it is on disk. */
struct settling {
	struct outbox_settle settle; /* points at the rooms below */
	struct journal_copy entry;
	bool journalled;
	struct buf answer;
	char problem[40], number[40], status[16], promised[DATE_ISO], duplicate_of[40];
	char result[24]; /* of a photograph, "" none */
	char reference[REFERENCE_ROOM]; /* of a withdrawal, "" none */
	int64_t stops_by_s;
	struct date promised_date;
	bool to_verify;
	struct outbox_put instead; /* settle.instead may point here */
	char instead_key[UUID_TEXT];
	int64_t now_ms;
};

/* One request under way. */
struct slot {
	struct outbox *outbox;
	enum stage stage;
	struct outbox_item item;
	int line_era; /* of the outbox when it was begun */
	bool asking;  /* for the outcome of item, not sending it */
	bool posted;  /* it was given to the line */
	struct line_job exchange;
	struct settling settling;
};

/* The one job of the store: settles what ended, takes what there is room for. */
struct round_job {
	struct job job; /* first */
	struct outbox *outbox;
	struct outbox_round round; /* points at the rooms below */
	struct slot *slot[SLOTS];  /* whose end it writes */
	struct outbox_ended ended[SLOTS];
	struct outbox_item item[SLOTS];
	enum status st; /* of settling, and of taking */
	enum status took;
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

/* While the line is down somebody may stand here and wait for it: GET /v1/status asks, also where nothing waits to be
 * sent. */
struct probe {
	bool watched, flying;
	int failures;
	int64_t due_ms; /* monotonic */
	struct line_job exchange;
};

/* Each job exists as often as it can be under way; nothing on the way needs memory that may lack. */
struct outbox {
	struct desk *desk; /* borrowed */
	bool kicked, closing, told_disk;
	bool hurry;       /* what waited for the line is due now; not yet said to the store */
	int64_t due_ms;   /* of the next that waits (monotonic); 0 none */
	int64_t again_ms; /* the disk refused what ended: nothing else is begun before (monotonic); 0 it did not */

	enum line_state line;
	int line_failures; /* in a row */
	int line_era;      /* counts the failures: what was begun before one tells nothing new */
	int64_t held_ms;   /* nothing leaves before (monotonic) */
	int window;        /* requests that may be under way: one until the centre answers, then more */
	int64_t alone_ms;  /* the centre asked to be left alone until then (monotonic) */

	struct slot slot[SLOTS];
	bool in_round;
	struct round_job round;
	struct states states;
	struct probe probe;
	outbox_news_fn *news;
	void *news_ctx; /* borrowed */
};

/* outbox.c */
/** Writes down what ended and takes what is due, as far as disk and line let it. */
void outbox_go_on(struct outbox *outbox);

/* outbox_settle.c */
/** Settles the item under way by what came back, whose body it takes. */
void outbox_settle_answer(struct slot *slot, struct http_answer *answer);
void outbox_settle_expired(struct slot *slot);
/** What became of it is on disk: tells it and frees the slot. */
void outbox_settled(struct slot *slot);

/* outbox_states.c */
void outbox_states_init(struct outbox *outbox);
void outbox_states_tick(struct outbox *outbox);

/* outbox_probe.c */
void outbox_probe_tick(struct outbox *outbox);

/* outbox_line.c */
/** Full jitter: anything up to 2 s doubled with each failure, 5 min at most. */
int64_t outbox_backoff_ms(const struct outbox *outbox, int failures);
/** The centre is there. */
void outbox_line_answers(struct outbox *outbox);
/* What a request tells of the line: where that has failed since it was begun, nothing but what the centre asks for. */
/** The centre answered. */
void outbox_slot_answers(struct slot *slot);
/** Nothing of the centre came back, or it turns everybody away: nothing leaves for wait_ms, of which the centre asked
 *  for asked_ms. */
void outbox_slot_fails(
	struct slot *slot, const char *problem, int64_t wait_ms, int64_t asked_ms);
void outbox_slot_stops(struct slot *slot, const char *problem, int64_t wait_ms);

#endif
