/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A bad line between kiosk and centre on loopback: a thread that passes bytes on at the line's rate, each after the
 * line's delay, in both directions, all connections over the same line. Loss is what TCP makes of it: a segment that is
 * lost holds back itself and all behind it until it has been sent again.
 */
#ifndef TESTS_E2E_SLOW_LINE_H
#define TESTS_E2E_SLOW_LINE_H

#include "base/status.h"

struct slow_line;

struct line_shape {
	int bits_per_s;    /* each way */
	int round_trip_ms; /* half of it each way; a new connection costs one */
	int loss_percent;  /* of the segments */
};

struct line_carried {
	int connections, segments, lost;
	long up, down; /* bytes */
};

/** Listens on loopback; passes on to the port given to slow_line_to. */
enum status slow_line_new(const struct line_shape *shape, struct slow_line **ret_line);
/** Takes NULL. */
void slow_line_free(struct slow_line *line);
int slow_line_port(const struct slow_line *line);
/** Before the first connection. */
void slow_line_to(struct slow_line *line, int port);
struct line_carried slow_line_carried(struct slow_line *line);

#endif
