/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A program named in the settings, run as a child: words separated by blanks, without quoting, with {holes} that are
 * filled for each run. The child leads a process group of its own, so that a wrapper and its program stop together,
 * and has none of our descriptors.
 */
#ifndef DEVICE_COMMAND_H
#define DEVICE_COMMAND_H

#include "base/fill.h"
#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

enum { COMMAND_ROOM = 512, COMMAND_WORDS = 32, COMMAND_WORD = 384 };

struct command {
	char text[COMMAND_ROOM]; /* words, each ended by a NUL */
	size_t words;            /* 0: none */
};

/** ST_CONFIG where it has too many or too long words. */
enum status command_parse(const char *text, struct command *ret_command);
/** Whether every hole has a value. */
bool command_fits(const struct command *command, const struct fill *fills, size_t n);
/** Starts it with in_fd as its standard input and its output thrown away. */
enum status command_start(const struct command *command, const struct fill *fills, size_t n,
	int in_fd, pid_t *ret_pid);

enum child_end { CHILD_RUNS, CHILD_WELL, CHILD_BADLY };
/** Collects the child where it has ended. CHILD_BADLY: by a signal or an exit code, or it was never ours. */
enum child_end child_end(pid_t pid);

#endif
