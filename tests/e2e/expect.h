/* SPDX-License-Identifier: Apache-2.0 */
/* What a test expects of a terminal; where it does not come, the picture is printed and the test fails. */
#ifndef TESTS_E2E_EXPECT_H
#define TESTS_E2E_EXPECT_H

#include "tests/e2e/terminal.h"

/** Fails at the caller's line unless st is ST_OK, after the picture. `what` says what was tried. */
void expect_ok(enum status st, struct terminal *terminal, const char *what, const char *file,
	int line);

/** Long enough for a machine under load; nothing passes or fails by being a little slower. */
enum { EXPECT_MS = 20000 };

#define EXPECT_TEXT(terminal, text)                                                            \
	expect_ok(terminal_wait_text(terminal, text, EXPECT_MS), terminal, "see: " text,       \
		__FILE__, __LINE__)
#define EXPECT_NO_TEXT(terminal, text)                                                         \
	expect_ok(terminal_wait_no_text(terminal, text, EXPECT_MS), terminal,                  \
		"no longer see: " text, __FILE__, __LINE__)
#define EXPECT_TYPE(terminal, bytes)                                                           \
	expect_ok(terminal_type(terminal, bytes), terminal, "type", __FILE__, __LINE__)
#define EXPECT_KEY(terminal, name)                                                             \
	expect_ok(terminal_key(terminal, name), terminal, "key " name, __FILE__, __LINE__)
/** Takes an int * for the wait status. */
#define EXPECT_EXIT(terminal, ret_status)                                                      \
	expect_ok(terminal_wait_exit(terminal, EXPECT_MS, ret_status), terminal, "exit",       \
		__FILE__, __LINE__)

#endif
