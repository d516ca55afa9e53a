/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A terminal without a screen: a real program in a pseudo terminal, its picture kept by libvterm as xterm-256color
 * would show it. Nothing here sleeps: every wait is a poll on the terminal and on the program's end, with a budget.
 *
 * Between us and the program stands a small process that leads the session, as a login shell does, so that what the
 * program leaves of the terminal can be seen after its death. Both die with the test.
 */
#ifndef TESTS_E2E_TERMINAL_H
#define TESTS_E2E_TERMINAL_H

#include "base/status.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/types.h>

struct terminal;

struct terminal_start {
	const char *const
		*argv; /* NULL-ended; argv[0] is a path, or a name looked up in PATH */
	const char *const
		*env;      /* NAME=VALUE beside PATH, HOME, TERM, LANG; NULL-ended, or NULL */
	int rows, columns; /* 0: 22, 80 */
};

/** Returns as soon as the program is started; ST_NOT_FOUND, ST_DENIED … where it cannot be. */
enum status terminal_new(const struct terminal_start *how, struct terminal **ret_terminal);
/** Kills what still runs in the terminal's session. Takes NULL. */
void terminal_free(struct terminal *terminal);

/* --- keys in ---------------------------------------------------------------------------------------------------- */

/** The bytes as they are: digits, pasted escapes, halves of characters. ST_TIMEOUT where the program reads none. */
enum status terminal_type(struct terminal *terminal, const char *bytes);
/** One key by name: "enter" "escape" "backspace" "tab" "up" "down" "left" "right" "home" "end" "pageup" "pagedown"
 *  "insert" "delete" "f1"…"f12" "ctrl-a"…"ctrl-z", or a key of the number pad with NumLock on: "kp0"…"kp9" "kp+"
 *  "kp-" "kp*" "kp/" "kp." "kp-enter". ST_INVALID for another name. */
enum status terminal_key(struct terminal *terminal, const char *name);
enum status terminal_resize(struct terminal *terminal, int rows, int columns);

/* --- picture out ------------------------------------------------------------------------------------------------ */

typedef bool terminal_sees_fn(const struct terminal *terminal, void *ctx);

/** Waits until sees() is true of the picture. ST_TIMEOUT; ST_GONE where the program ended without it. */
enum status terminal_wait(
	struct terminal *terminal, terminal_sees_fn *sees, void *ctx, int budget_ms);
/** The text stands in one row. */
enum status terminal_wait_text(struct terminal *terminal, const char *text, int budget_ms);
enum status terminal_wait_no_text(struct terminal *terminal, const char *text, int budget_ms);
/** ret_status as of waitpid. */
enum status terminal_wait_exit(struct terminal *terminal, int budget_ms, int *ret_status);
/** Takes in whatever arrives within the budget. */
void terminal_settle(struct terminal *terminal, int budget_ms);

/** Without the blanks at its end; valid until the next call of it. */
const char *terminal_row(const struct terminal *terminal, int row);
/** All rows, each ended by a line break; valid until the next call that waits. */
const char *terminal_text(const struct terminal *terminal);
bool terminal_has(const struct terminal *terminal, const char *text);

struct terminal_cell {
	char text[24];   /* UTF-8; " " where nothing was drawn */
	uint32_t fg, bg; /* 0xRRGGBB */
	bool bold, reverse, underline;
};

struct terminal_cell terminal_cell(const struct terminal *terminal, int row, int column);

/** Whether the terminal is as a shell needs it: echo and lines on, cursor seen, the first screen shown. */
bool terminal_is_restored(const struct terminal *terminal);
/** The grid in a frame, for a person. */
void terminal_dump(const struct terminal *terminal, FILE *to);

/** Every byte the program ever wrote, in order; up to a ceiling of 4 MiB, the rest is dropped. */
const char *terminal_bytes(const struct terminal *terminal, size_t *ret_n);
/** The lines that left the first screen at its top, where a person scrolls back to; up to a ceiling of 1 MiB. */
const char *terminal_scrollback(const struct terminal *terminal);
pid_t terminal_pid(const struct terminal *terminal);
/** CLOCK_MONOTONIC of the moment before the program was forked and executed. */
int64_t terminal_exec_ns(const struct terminal *terminal);
void terminal_kill(struct terminal *terminal, int signal_number);

#endif
