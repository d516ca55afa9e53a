/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The talk with an ESC/POS printer over an open descriptor that never blocks: device file,
 * serial line, FIFO or socket. Every function ends by its deadline (loop_now_ms). SIGPIPE must
 * be blocked in the calling thread.
 *
 * A printer may say nothing, answer late, send its status unasked (ASB: four bytes) or flow
 * control in between, or send rubbish: only a byte of the form asked for is an answer.
 */
#ifndef DEVICE_PRINTER_LINE_H
#define DEVICE_PRINTER_LINE_H

#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** What was learned of a printer while talking to it; outlives the line. */
struct printer_habits {
	bool mute_on_sensor; /* it answers DLE EOT but not GS r: not asked again */
	bool keeps_open;     /* of the network: it does not hang up after us: not waited for again */
	bool low;            /* the paper was near its end */
};

struct printer_line {
	int fd;       /* borrowed, O_NONBLOCK */
	bool talks;   /* opened for reading too: worth asking */
	bool socket;  /* who takes everything hangs up after us */
	bool answers; /* it has answered: its silence means something from now on */
	int unasked;  /* bytes to come of a status it sends by itself */
	struct printer_habits habits;
};

/** Asks for the state with DLE EOT 2, 4, 1 and 3, where the line talks. ST_OK: ready, or a
 *  printer that never answers. ST_PAPER_LOW: ready, and the roll is nearly at its end.
 *  ST_PAPER_OUT, ST_COVER_OPEN, ST_OFFLINE, ST_FAULT (cutter, mechanics, heat), ST_GONE,
 *  ST_TIMEOUT. */
enum status printer_line_state(struct printer_line *line, int64_t deadline_ms);

/** Hands over all the bytes. *ret_sent is set in every case. */
enum status printer_line_send(struct printer_line *line, const void *bytes, size_t n,
	int64_t deadline_ms, size_t *ret_sent);

/** Waits until what was sent has left this machine and, where the printer answers, until it
 *  has worked through it; paper that runs out on the way is ST_PAPER_OUT. A printer that
 *  tells its state but not when it has finished is waited for half of the time left, at most
 *  8 s, then believed, and not waited for again. Of one that never answers no more is known
 *  than that every byte has arrived: over a socket that it took them all before it hung up. */
enum status printer_line_finish(struct printer_line *line, int64_t deadline_ms);

#endif
