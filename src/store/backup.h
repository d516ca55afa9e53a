/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A copy of the state, and the copy in place of a state that was lost. The copy is one SQLite file as sealed as the
 * state itself: without the device key it opens nobody's data. What was confirmed after it was made is not in it.
 *
 * A request that waits in the copy may have reached the centre since: after a restore every one of them counts as
 * sent with an unknown outcome, so that the centre is asked before anything is sent again.
 */
#ifndef STORE_BACKUP_H
#define STORE_BACKUP_H

#include "store/store.h"

/** Copies the state as it is now into a new file: 0600, whole and synced, or not there. Also beside a running kiosk,
 *  on a reader. ST_EXISTS: nothing is overwritten, nor is FILE.part of another try. */
enum status store_backup(struct store *store, const char *file);

enum { BACKUP_KEPT_ROOM = 64 };

/** What a restore came to. */
struct restored {
	int64_t rows; /* of the journal, its own entry included */
	int waiting;  /* requests to be asked for at the centre */
	char kept
		[BACKUP_KEPT_ROOM]; /* name in dir of the state that was there; "" there was none */
};

/** Puts the copy in the place of the state, whatever is there, and keeps that beside it. The file is first copied
 *  into dir and checked there: SQLite's whole check, and the chain of the journal under this key. Until all of that
 *  holds nothing in dir is changed. Cut off in the middle it is done again. ST_BUSY: a kiosk runs; ST_CORRUPT;
 *  ST_TAMPERED: the chain is broken or of another key; ST_NEWER. */
enum status store_restore(const char *dir, const struct seal *seal, const char *file,
	int64_t now_ms, struct restored *ret_restored);

#endif
