/* SPDX-License-Identifier: Apache-2.0 */
/* A clock that moves when told, and chance from a seed. Both may be used by several threads. */
#ifndef FAKE_CLOCK_H
#define FAKE_CLOCK_H

#include "port.h"

#include <stdatomic.h>

struct fake_clock {
	_Atomic int64_t wall_ms, mono_ms;
};

/** Wall time as given; monotonic time starts at one hour. Nothing to free. */
void fake_clock_init(struct fake_clock *fake, int64_t wall_ms);
struct clock_port fake_clock_port(struct fake_clock *fake);
/** Moves both. */
void fake_clock_advance(struct fake_clock *fake, int64_t ms);

/** The same seed gives the same bytes in the same order. */
struct fake_chance {
	_Atomic uint64_t state;
};

void fake_chance_init(struct fake_chance *fake, uint64_t seed);
struct chance_port fake_chance_port(struct fake_chance *fake);

#endif
