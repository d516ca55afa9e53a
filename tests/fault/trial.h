/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One request of the kiosk under one trouble: a centre, a street, a kiosk; all is well until the request, then there is
 * trouble, then it is over. What then must hold is in the tables of matrix_test.c.
 */
#ifndef FAULT_TRIAL_H
#define FAULT_TRIAL_H

#include "tests/fault/counter.h"
#include "tests/fault/office.h"
#include "tests/fault/street.h"

/* --- the tables --------------------------------------------------------------------------------------------------- */

/* How far the person's visit has come when the request is made. */
enum stage { STAGE_NOTHING, STAGE_VISIT, STAGE_CONSENT, STAGE_PROVEN, STAGE_RECORD };

enum kind {
	KIND_ASKED, /* by the visit: it is told, and asks again with a new key when the person does */
	KIND_CLAIM,   /* by the outbox */
	KIND_PHOTO,   /* by the outbox, after its claim */
	KIND_OUTCOME, /* by the outbox, before it sends a claim again */
	KIND_WITHDRAWAL, /* by the outbox, of a claim the centre has */
	KIND_HEAD,    /* by the outbox, of a day that was closed */
	KIND_STATES,  /* by the outbox, once a day */
};

struct asking {
	const char *name;
	enum kind kind;
	enum call call;
	const char *where; /* method and path as a --fault has them */
	enum stage stage;
	const char *nik;
	const char *
		before; /* KIND_OUTCOME: what happened to the claim, as an action of --fault … */
	bool arrived; /* … and whether the centre has it */
};

struct trouble {
	const char *name;
	/* one of them */
	const char *action; /* of --fault */
	enum weather weather;
	const char *certificate; /* the centre shows that one */
	const char *host;        /* the kiosk looks for that one */

	bool kept;   /* on a connection that was used before; else on a new one */
	bool silent; /* nothing ever comes: costs the whole budget */

	/* what is expected of the first try */
	const char *problem; /* NULL: nobody notices anything */
	bool done;           /* the centre has done it all the same */
	bool asks;           /* a claim is asked for before it is sent again */
	bool late;           /* it may arrive yet, at any time */
};

/* --- what comes out ----------------------------------------------------------------------------------------------- */

/* X(name, words); the worse later. */
#define MARK_LIST(X)                                                                           \
	X(MARK_GOOD, "good")                                                                   \
	X(MARK_OTHERWISE, "otherwise")                                                         \
	X(MARK_STUCK, "stuck")                                                                 \
	X(MARK_UNTRUE, "untrue")                                                               \
	X(MARK_DOUBLED, "doubled")                                                             \
	X(MARK_LOST, "lost")

enum mark {
#define MARK_ENUM(name, words) name,
	MARK_LIST(MARK_ENUM)
#undef MARK_ENUM
		MARKS
};

/** certificates: a directory with good.crt, those the troubles name, their keys, and ca.crt. Says on standard error why
 *  the mark is what it is. */
enum mark trial_run(
	const struct asking *asking, const struct trouble *trouble, const char *certificates);

#endif
