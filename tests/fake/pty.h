/* SPDX-License-Identifier: Apache-2.0 */
/* A pseudo terminal of 80 × 22 around a function run in a child process: what it writes,
 * what it leaves behind. */
#ifndef FAKE_PTY_H
#define FAKE_PTY_H

#include "base/buf.h"

#include <sys/types.h>
#include <termios.h>

#define PTY_LEAVE_SCREEN "\033[?1049l"
#define PTY_SHOW_CURSOR  "\033[?25h"

struct pty {
	int master;
	struct termios before; /* as the child found it */
	struct buf output;     /* all of it so far */
	pid_t child;
	int status; /* of waitpid, after pty_wait_end */
};

/** life(argument) runs on the terminal; the child exits with 96 should it return. */
void pty_start(struct pty *pty, void (*life)(int argument), int argument);
void pty_type(struct pty *pty, const char *bytes);
void pty_resize(struct pty *pty, int columns, int rows);

/** Reads until the text was written; fails the test when none comes. */
void pty_wait_text(struct pty *pty, const char *text);
/** Reads until the child has let go of the terminal, then takes its end. */
void pty_wait_end(struct pty *pty);

/** After the text, the child left the alternate screen and showed the cursor, and the
 *  settings are those of before. */
void pty_assert_given_back(struct pty *pty, const char *after);
void pty_free(struct pty *pty);

#endif
