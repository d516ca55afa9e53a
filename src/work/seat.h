/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One member of staff at a desk: signs in by PIN, sees who calls and what waits (flow/seat.h), looks at the visit,
 * helps in it and hands it back (work/visit_attach.h), and gives a second person's approval (work/approval.h). Keys go
 * in, a page comes out; where both travel is not known here (work/attach.h). Whatever was on the page is wiped when the
 * rights end: on request, 60 s after the last key, or with the terminal. On the ui thread; nothing waits.
 */
#ifndef WORK_SEAT_H
#define WORK_SEAT_H

#include "flow/seat.h"
#include "work/desk.h"
#include "work/visit_attach.h"

enum seat_place { SEAT_APART, SEAT_WATCHES, SEAT_HELPS };

struct seat {
	struct desk *desk;   /* borrowed */
	struct visit *visit; /* borrowed */
	uint64_t generation; /* grows as rights begin and end: late completions are dropped */
	unsigned staff_seen; /* desk->staff_changed, when they signed in */
	struct staff staff;  /* zeroed while nobody is signed in */
	enum seat_place place;
	char watched[UUID_TEXT]; /* the visit */
	struct seat_view view;
	char pin[PIN_LENGTH + 1];
	int64_t key_ms; /* the last one */
	int theme;
	const char *notice; /* on the participant's page, for this seat alone; static */
	unsigned revision, visit_revision;
	struct page page;
	bool leaves;
};

/** Nobody sits there; the page asks for a PIN. Zeroed before the first time; jobs under way point at it, so that its
 *  memory stays until the store's thread is freed. */
void seat_begin(struct seat *seat, struct desk *desk, struct visit *visit);
void seat_act(struct seat *seat, const struct action *action);
/** Several times a second: what changed at the kiosk, and time. */
void seat_tick(struct seat *seat);
/** The rights end, if there are any, and all is wiped. how: for the journal. */
void seat_end(struct seat *seat, const char *how);

#endif
