/* SPDX-License-Identifier: Apache-2.0 */
/* Commands of the kiosk program on the state of a rig: run, with what they read and what they say. CMocka only. */
#ifndef TESTS_E2E_COMMAND_H
#define TESTS_E2E_COMMAND_H

#include "tests/e2e/child.h"
#include "tests/e2e/rig.h"

enum { COMMAND_WORDS = 16384 };

struct command {
	struct child child;
	int in, out;
};

/** A file in memory with this text, at its beginning. */
int command_file(const char *text);
/** arguments: NULL-ended, after --config. */
struct command command_begin(struct rig *rig, const char *input, const char *const *arguments);
/** It ends with this code, and its words have these. what: names it in a failure. */
void command_end(struct command *command, const char *what, int code, const char *words);
/** As command_end; its words are kept. */
void command_end_with(
	struct command *command, const char *what, int code, char ret_words[COMMAND_WORDS]);
/** What it has said until now. */
void command_words(const struct command *command, char ret_words[COMMAND_WORDS]);

#define COMMAND(rig, code, words, input, ...)                                                  \
	do {                                                                                   \
		const char *const arguments_[] = { __VA_ARGS__, NULL };                        \
		struct command command_ = command_begin(rig, input, arguments_);               \
                                                                                               \
		command_end(&command_, arguments_[0], code, words);                            \
	} while (0)

#endif
