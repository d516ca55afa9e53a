/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The visit on this terminal: keys go in as actions, pages come out as pictures. Takes the
 * terminal while open and gives it back on every death. Everything happens in turns of the
 * loop; nothing here waits.
 */
#ifndef UI_UI_H
#define UI_UI_H

#include "base/status.h"

#include <stdbool.h>

struct loop;
struct ui;
struct visit;

struct ui_options {
	bool allow_quit; /* Ctrl-Q asks to quit */
	bool scanner;    /* a scanner types on this line; see ui/keys.h */
};

/** Takes standard input and output. From then on the loop draws, ticks the visit four times
 *  a second, and stops when the visit wants to quit, the terminal is gone or a signal asks
 *  to end. ST_UNSUPPORTED: not a terminal, or TERM is unknown or cannot place its cursor.
 *  loop and visit are borrowed and must outlive the ui. */
enum status ui_open(struct loop *loop, struct visit *visit, const struct ui_options *options,
	struct ui **ret_ui);

/** Draws what has changed; the loop does so by itself before every wait. For the first picture, before it runs. */
void ui_show(struct ui *ui);

/** Gives the terminal back; takes NULL. */
void ui_close(struct ui *ui);

/** The signal that ended the loop, or 0. */
int ui_ended_by(const struct ui *ui);

#endif
