/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The terminal is given back as it was, however the program dies: by return, exit, a signal
 * that asks to end, or one that means a defect (SIGSEGV …). There is one terminal in a process,
 * so there is one rescue.
 */
#ifndef UI_RESCUE_H
#define UI_RESCUE_H

#include "base/status.h"

/** Remembers the settings of the terminal; before curses changes them. ST_UNSUPPORTED: fd is
 *  no terminal. */
enum status rescue_prepare(int fd);

/** Right after newterm: takes the restoring sequences of terminfo, and the signals. Whatever it
 *  returns, rescue_end is to be called. *ret_fd becomes readable when a signal came that
 *  the loop should see: see rescue_signals. */
enum status rescue_begin(int *ret_fd);

/** What came since the last call. */
struct rescue_news {
	int end;    /* the signal that asks to end; 0 none */
	int resize; /* not 0: the window has a new size */
};
void rescue_signals(struct rescue_news *ret_news);

/** Gives the terminal back now and lets the signals go; harmless when there is nothing to
 *  give back. */
void rescue_end(void);

#endif
