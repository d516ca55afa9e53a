/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Bytes of a keyboard → actions. No terminal and no clock: bytes and the time come in, actions
 * go out.
 *
 * Three kinds of typist share the line. A person presses keys one by one: each is acted upon at
 * once. A held key, or a trembling finger, repeats the same key within KEYS_REPEAT_MS: that is
 * one press. A machine (scanner, paste, test) sends different keys less than KEYS_BURST_MS
 * apart: nothing of that is dropped, and KEYS_SCAN_MIN characters or more that end in Enter are
 * one ACTION_SCAN with all of them. A field of digits takes the digits as they come, before
 * the ACTION_SCAN; a field of text, of a date, or a PIN up to
 * KEYS_PIN_MAX digits takes them as typed, then ACTION_ENTER. Where nothing is configured, the
 * first key of a scan may have chosen something before the second came: then the rest of it is
 * swallowed, and nothing is typed into what it opened.
 *
 * A scanner that sends STX before each code needs no guessing: everything up to Enter is the
 * code, at any speed, and no other key ever waits.
 *
 * What was typed is wiped as soon as it was handed on.
 */
#ifndef UI_KEYS_H
#define UI_KEYS_H

#include "flow/action.h"
#include "flow/page.h"
#include "ui/decode.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	KEYS_REPEAT_MS = 80,
	KEYS_BURST_MS = 30,
	KEYS_SCAN_MIN = 6,
	KEYS_PIN_MAX = 12,
	KEYS_STX_MS = 300, /* between two characters after STX; then the code is given up */
	KEYS_RUN_MAX = 512, /* what a burst has beyond that is swallowed with it */
};

/** Where the actions go. */
struct keys_sink {
	void (*act)(void *ctx, const struct action *action);
	/** The field open now: it decides whether '-' erases or is a letter. Asked anew for
	 *  every key. */
	enum field_kind (*field)(void *ctx);
	void *ctx; /* borrowed */
};

struct keys_options {
	bool allow_quit; /* Ctrl-Q */
	/** A scanner types on this line: where no field is open, a key waits KEYS_BURST_MS
	 *  to see whether it is the start of a scan, so that its first digit chooses
	 *  nothing. */
	bool scanner;
	bool typed_only; /* digits in a field of digits stay typed digits, whoever sends them */
};

struct keys {
	struct keys_sink sink;
	struct keys_options options;
	struct decoder decoder;
	uint32_t run[KEYS_RUN_MAX]; /* strokes less than KEYS_BURST_MS apart */
	int run_n, run_done;        /* strokes in it, and how many were acted upon */
	bool run_too_long;
	bool run_marked; /* it began with STX */
	enum field_kind run_field; /* that was open when it began */
	int64_t run_last_ms;
	uint32_t last; /* the last stroke and its time, to know a repeat */
	int64_t last_ms;
};

void keys_init(
	struct keys *keys, const struct keys_sink *sink, const struct keys_options *options);
/** Forgets and wipes what is under way. */
void keys_clear(struct keys *keys);

/** Bytes that arrived at now_ms (monotonic), in pieces of any size. */
void keys_feed(struct keys *keys, const char *bytes, size_t n, int64_t now_ms);

/** In how many ms keys_settle should be called if no byte arrives; -1: no need. */
int keys_due_ms(const struct keys *keys, int64_t now_ms);
/** Time has passed: an Escape alone, or the strokes of a burst that ended without Enter, are
 *  acted upon. */
void keys_settle(struct keys *keys, int64_t now_ms);

#endif
