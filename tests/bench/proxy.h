/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Between kiosk and centre on loopback, a thread that passes bytes on and counts them: connections, exchanges, bytes
 * both ways. It reads HTTP/1.1 just enough to tell requests apart and the photo from the rest. And a black hole: a
 * port that takes connections and never answers.
 */
#ifndef TESTS_BENCH_PROXY_H
#define TESTS_BENCH_PROXY_H

#include "base/status.h"

struct proxy;

struct proxy_count {
	int connections, exchanges;
	long bytes;       /* both ways, all of them */
	long photo_bytes; /* of these, those of requests to …/face */
};

enum status proxy_new(struct proxy **ret_proxy);
void proxy_free(struct proxy *proxy);
/** Where it listens. */
int proxy_port(const struct proxy *proxy);
/** Where it passes on to; before the first connection. */
void proxy_to(struct proxy *proxy, int port);
/** Counts since the last call, and begins again at 0. Connections that are open stay counted as one. */
struct proxy_count proxy_take(struct proxy *proxy);

/** A listening socket nobody serves: connecting works, an answer never comes. Closing it ends the hole. */
enum status black_hole_new(int *ret_fd, int *ret_port);

#endif
