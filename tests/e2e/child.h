/* SPDX-License-Identifier: Apache-2.0 */
/* A process without a terminal that dies with the test. */
#ifndef TESTS_E2E_CHILD_H
#define TESTS_E2E_CHILD_H

#include "base/status.h"

#include <sys/types.h>

struct child {
	pid_t pid; /* 0: none */
	int pidfd; /* -1: none; readable when it ended */
};

/** argv and env NULL-ended, env NULL: ours; the descriptors become 0 and 1 and 2. */
enum status child_start(const char *const *argv, const char *const *env, int in, int out,
	struct child *ret_child);
/** ret_status as of waitpid. ST_TIMEOUT: it runs still. */
enum status child_wait(struct child *child, int budget_ms, int *ret_status);
/** Sends the signal, and kills after the budget; nothing where none runs. */
void child_end(struct child *child, int signal_number, int budget_ms);

#endif
