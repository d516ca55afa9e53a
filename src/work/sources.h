/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The journal of a time, whatever of it has been put into archives: the databases that may hold rows of it, oldest first,
 * the state last. Rows that are in an archive and have not left the state yet are the state's.
 */
#ifndef WORK_SOURCES_H
#define WORK_SOURCES_H

#include "store/store.h"

#include <stdint.h>

enum { SOURCES = 128, SOURCES_AFTER_DAYS = 90 };

struct sources {
	struct store *store[SOURCES]; /* owned, but the last one */
	int n;
	int64_t live_first; /* seq: from here on rows are the state's */
	int64_t first_ms;   /* of the oldest row of all; 0 none */
	int missing;        /* archives that are not there, or not what was signed */
};

/** Of from_ms ≤ time < to_ms, and of what came of it within SOURCES_AFTER_DAYS. ST_TOO_LONG: more than SOURCES. */
enum status sources_open(
	struct store *state, int64_t from_ms, int64_t to_ms, struct sources *ret_sources);
void sources_close(struct sources *sources);

#endif
