/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A thread that takes jobs in order and gives them back through a file descriptor. The ui thread posts and later
 * collects; whatever can wait (SQLite, devices) runs inside a job. A job belongs to the worker from post until its
 * `done` is called by worker_collect on the posting thread.
 */
#ifndef BASE_WORKER_H
#define BASE_WORKER_H

#include "base/status.h"

struct worker;

struct job {
	/** Runs on the worker's thread. */
	void (*run)(struct job *job);
	/** Runs on the thread that calls worker_collect; owns the job again. Never NULL. */
	void (*done)(struct job *job);
	struct job *next; /* the worker's own */
};

/** Starts the thread; `name` (at most 15 bytes) is seen in ps and gdb. */
enum status worker_new(const char *name, struct worker **ret_worker);

/** Runs what was posted, ends the thread, and frees; uncollected jobs get their done call. Takes NULL. */
void worker_free(struct worker *worker);

void worker_post(struct worker *worker, struct job *job);

/** From here on jobs are taken and kept, none is run, until worker_release: what they work on is not there yet.
 *  Freed while held, they get their done without having run. */
void worker_hold(struct worker *worker);
void worker_release(struct worker *worker);

/** Becomes readable when worker_collect has something to do. */
int worker_fd(const struct worker *worker);
void worker_collect(struct worker *worker);

/** Jobs posted and not yet collected. */
int worker_pending(const struct worker *worker);

#endif
