/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What outlives a kiosk: the centre, the paper, what the person was told, the time, and the plan of where the kiosk
 * stops. It lies in shared memory, so that a process that ends anywhere leaves it whole, and the next life of the
 * kiosk goes on in it.
 *
 * The centre here is a strict one: it counts claims by idempotency key and knows nothing else to tell two of them
 * apart.
 */
#ifndef FAULT_WORLD_H
#define FAULT_WORLD_H

#include "tests/fake/desk.h"

#include <stdatomic.h>

/* How the N-th event stops the kiosk; X(name, words). The power cut follows the event. */
#define MODE_LIST(X)                                                                           \
	X(MODE_BEFORE, "before")                                                               \
	X(MODE_AFTER, "after")                                                                 \
	X(MODE_TORN, "torn")                                                                   \
	X(MODE_DROP, "power cut, nothing unsynced kept")                                       \
	X(MODE_HALF, "power cut, half of it kept")

enum mode {
#define MODE_ENUM(name, words) name,
	MODE_LIST(MODE_ENUM)
#undef MODE_ENUM
		MODES
};
const char *mode_words(enum mode mode);

/* What the network and the printer do to one claim. */
enum network {
	NET_WORKS,
	NET_AWAY,         /* all through the first life */
	NET_DROPS,        /* from the claim on, through the first life */
	NET_RETURNS,      /* the claim finds no route twice */
	NET_LOSES_REPLY,  /* the centre has the claim, its answer is lost */
	NET_REFUSES,      /* the centre says no */
	NET_DOUBLES,      /* each claim arrives twice */
	NET_FORGETS,      /* the centre does not know the visit any more */
	NET_NOT_ADMITTED, /* the kiosk is turned away in its first life */
};

enum {
	STORED_MAX = 8,
	BODY_ROOM = 1024,
	SLIPS_MAX = 8,
	SLIP_ROOM = 16 * 1024,
	STOPPED = 77, /* exit code of a life that ended where the plan said */
};

struct stored {
	char key[UUID_TEXT];
	uint64_t body; /* hash */
	int status;
	char answer[BODY_ROOM];
};

struct slip {
	size_t n;
	char bytes[SLIP_ROOM];
	bool whole, centre_had_it;
	int life; /* of the kiosk that printed it */
};

struct world {
	/* the plan */
	enum network network;
	bool paper_out; /* the first print ends in the middle */
	int stop_at;    /* the N-th event of this life; 0 none */
	enum mode mode;
	int life;

	/* what happened */
	_Atomic int events;
	bool struck, not_torn; /* TORN was asked of an event that has no halves */
	int64_t wall_ms;

	/* the centre */
	struct stored stored[STORED_MAX];
	int stored_n, claims, photos, forgotten, refusals, changed, claim_posts;
	char code[CODE_ROOM]; /* of the claim's body */
	bool body_right;
	char outcome[2 * BODY_ROOM];

	/* paper and screen */
	struct slip slip[SLIPS_MAX];
	int slips;
	bool told_saved, told_received, told_untrue;

	/* what the last life found */
	bool settled, chain_whole;
	int kept, parked, prints_called_done, prints_open;
	char kept_code[CODE_ROOM];
};

/** Requests the centre has stored that are a claim, taken or refused. */
int world_claims_stored(const struct world *world);
/** Maps an empty one; NULL where there is no memory. */
struct world *world_new(void);
void world_free(struct world *world);

/** Joins a life of the kiosk to the world: its disk (vfs_name()), network and printer. After fake_desk_begin, before
 *  the first key. */
void world_join(struct world *world, struct fake_desk *fake);
/** Before fake_desk_begin: the disk counts from its first opening on. */
void world_watch_disk(struct world *world);

#endif
