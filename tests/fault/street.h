/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The way between kiosk and centre, on loopback: a thread that passes bytes on, and what can happen on the way that no
 * HTTP server can do. A bad weather holds connections that exist as well as new ones; fair weather brings back what was
 * only held, late, as a network does.
 */
#ifndef FAULT_STREET_H
#define FAULT_STREET_H

enum weather {
	WEATHER_FAIR,
	WEATHER_CLOSED, /* nobody listens: connections are refused, those there are end */
	WEATHER_FULL,   /* the queue is full: a connection is never made; those there are end */
	WEATHER_HOLE,   /* connections are made, nothing is ever passed on or answered */
	WEATHER_HALF_OPEN, /* requests arrive; the far end is never heard of again, not even its end */
	WEATHER_TRICKLE, /* a byte a second, either way */
};

struct street;

/** Passes on to that port of 127.0.0.1, in fair weather. Ends the process where it cannot be made. */
struct street *street_new(int to_port);
/** Takes NULL. */
void street_free(struct street *street);
int street_port(const struct street *street);
/** It holds when this returns. */
void street_weather(struct street *street, enum weather weather);
/** New connections go to another port. */
void street_to(struct street *street, int to_port);

#endif
