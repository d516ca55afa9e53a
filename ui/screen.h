/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The one terminal of a process, taken from standard input and output: curses on its other screen, raw keys, UTF-8
 * whatever the environment says. Given back on every death (ui/rescue.h), with nothing left on it.
 */
#ifndef UI_SCREEN_H
#define UI_SCREEN_H

#include "base/status.h"

#include <curses.h>
#include <stdbool.h>

struct screen {
	SCREEN *curses; /* owned */
	int signal_fd;  /* owned by the rescue; see rescue_signals */
};

/** ST_UNSUPPORTED: not a terminal, or TERM is unknown or cannot place its cursor. Whatever it returns, screen_close is to
 *  be called. */
enum status screen_open(struct screen *screen);
/** The window has another size: curses takes it, and what was drawn is to be drawn again. False: it has not. */
bool screen_take_size(void);
void screen_close(struct screen *screen);

#endif
