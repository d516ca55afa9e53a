/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A visit as staff at a terminal at a desk see it (work/seat.h): told of without names, looked at, helped. The
 * participant's screen says who looks on and who helps; both are in the journal. Who helps from a desk types as the
 * participant does and vouches for nothing (flow/officer.c); one helps at a time. On the ui thread; nothing waits.
 */
#ifndef WORK_VISIT_ATTACH_H
#define WORK_VISIT_ATTACH_H

#include "base/uuid.h"
#include "flow/action.h"
#include "store/store.h"
#include "work/visit.h"

/** What staff may know before they look: no name, no number, no answer. */
struct visit_glance {
	char visit[UUID_TEXT]; /* "" nobody stands there */
	const char *service,
		*ask; /* of the participant's step, as their row says, not translated; static */
	const char *step; /* its name, for the journal; static */
	bool called;      /* staff are called and nobody has come */
	int called_s;     /* for so long */
	int here_s;       /* somebody stands there for so long */
	char helper[5];   /* initials, "" nobody */
	bool helper_is_remote;
};
void visit_glance(const struct visit *visit, struct visit_glance *ret_glance);

/** Who looks at this visit, for the participant to see; "" nobody. Nothing where it is over. */
void visit_watched_by(struct visit *visit, const char *id, const char *initials);

/** The member of staff, whose PIN was checked, helps from now on. ST_NOT_FOUND: this visit is over; ST_BUSY: somebody
 *  helps already; ST_AGAIN: not while the kiosk works on something. */
enum status visit_join(struct visit *visit, const char *id, const struct staff *staff);
bool visit_is_joined_by(const struct visit *visit, const char *id, const struct staff *staff);
/** Nothing where they do not help. how: for the journal. */
void visit_unjoin(
	struct visit *visit, const char *id, const struct staff *staff, const char *how);
/** A key of theirs; nothing where they do not help. */
void visit_act_for(struct visit *visit, const char *id, const struct staff *staff,
	const struct action *action);

#endif
