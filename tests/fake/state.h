/* SPDX-License-Identifier: Apache-2.0 */
/* A state directory of its own for one test: made empty in memory or under /tmp, opened, closed, opened again, removed. */
#ifndef FAKE_STATE_H
#define FAKE_STATE_H

#include "base/seal.h"
#include "store/store.h"

enum { STATE_PATH = 128 };

struct state {
	char dir[64];
	const char *vfs;     /* borrowed; NULL the default. Set it before the next opening. */
	struct seal *seal;   /* owned; always the same key */
	struct store *store; /* owned; NULL while closed */
};

/** Makes the directory and opens the store; a test that cannot have one fails. */
void state_new(struct state *state);
/** A directory with the files of a closed state; to be opened. Many times quicker than to make them again. */
void state_copy(struct state *state, const struct state *from);
void state_free(struct state *state);
/** The state in a directory that another one made; to be closed, and left as it is, by state_leave. */
enum status state_on(struct state *state, const char *dir, const char *vfs);
void state_leave(struct state *state);

/** Opens again what is closed. */
enum status state_open(struct state *state);
void state_close(struct state *state);
/** Closes, opens and fails the test where that fails. */
void state_reopen(struct state *state);

/** Closes and removes every file: a directory as it is before the first start. */
void state_clear(struct state *state);

/** The path of a file of the state: "anjungan.db", "anjungan.db-wal", "lock". */
void state_path(const struct state *state, const char *file, char ret_path[STATE_PATH]);

/** Runs SQL on the closed or open state over a connection of its own, as a tamperer would. */
void state_tamper(const struct state *state, const char *sql);
/** The first column of the first row of a query, as a number; -1 where there is none. */
int64_t state_number(const struct state *state, const char *query);

#endif
