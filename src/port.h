/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Contracts with the outside world. A port is a struct of functions with the ctx they are called with; main builds
 * the real ones from src/device, tests build theirs from tests/fake, and nobody in between knows which it is. Every
 * wait has a budget in milliseconds. A port that is not configured has present = false and still answers.
 */
#ifndef PORT_H
#define PORT_H

#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>

/* --- printer ---------------------------------------------------------------------------------------------------- */

/** Takes jobs of finished printer bytes. Blocks up to the budget: called on the print thread, never on the ui's. */
struct printer_port {
	/** Prints the whole job or says why not; never half a receipt reported as ST_OK. ST_PAPER_OUT, ST_COVER_OPEN,
	 *  ST_GONE (unplugged, nobody listening), ST_BUSY, ST_TIMEOUT after budget_ms, ST_DISK_FULL …; ST_NOT_FOUND
	 *  where no printer is configured. *ret_sent is set in every case: the bytes the device took, so that after a
	 *  failure the caller knows whether part of a receipt may be out. */
	enum status (*print)(
		void *ctx, const void *bytes, size_t n, int budget_ms, size_t *ret_sent);
	/** ST_OK: ready, as far as the device can tell; else as for print. */
	enum status (*state)(void *ctx, int budget_ms);
	bool present;
	void *ctx; /* owned by whoever built the port */
};

/* --- speech ----------------------------------------------------------------------------------------------------- */

enum { SPEECH_LOUDNESS_DEFAULT = 100, SPEECH_WORDS_DEFAULT = 140 };

/** Speaks one text at a time. Nothing here waits or fails towards the caller: a visit goes on without a voice. */
struct speech_port {
	/** Speaks the text; whatever was being said stops at once. "" is the same as hush. */
	void (*say)(void *ctx, const char *text);
	void (*hush)(void *ctx);
	/** For the next text on: loudness 0–200 (100 is normal), words a minute 80–450. Out of range is clamped. */
	void (*tune)(void *ctx, int loudness, int words_a_minute);
	/** Called by the loop a few times a second: collects ended children. Whether something is being said. */
	bool (*tick)(void *ctx);
	bool present;
	void *ctx; /* owned by whoever built the port */
};

#endif
