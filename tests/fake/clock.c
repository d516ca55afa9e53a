/* SPDX-License-Identifier: Apache-2.0 */
/* A clock and chance from memory. */
#include "tests/fake/clock.h"

enum { START_MONO_MS = 3600 * 1000 };

static int64_t
wall_ms(void *ctx)
{
	return atomic_load(&((struct fake_clock *)ctx)->wall_ms);
}

static int64_t
mono_ms(void *ctx)
{
	return atomic_load(&((struct fake_clock *)ctx)->mono_ms);
}

void
fake_clock_init(struct fake_clock *fake, int64_t wall)
{
	atomic_init(&fake->wall_ms, wall);
	atomic_init(&fake->mono_ms, START_MONO_MS);
}

struct clock_port
fake_clock_port(struct fake_clock *fake)
{
	return (struct clock_port){ .wall_ms = wall_ms, .mono_ms = mono_ms, .ctx = fake };
}

void
fake_clock_advance(struct fake_clock *fake, int64_t ms)
{
	atomic_fetch_add(&fake->wall_ms, ms);
	atomic_fetch_add(&fake->mono_ms, ms);
}

/* SplitMix64 (Steele, Lea, Flood 2014): one addition makes the state; threads need no lock. */
static uint64_t
next(struct fake_chance *fake)
{
	const uint64_t step = 0x9E3779B97F4A7C15U;
	uint64_t z = atomic_fetch_add(&fake->state, step) + step;

	z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
	z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
	return z ^ (z >> 31);
}

static void
fill(void *ctx, void *bytes, size_t n)
{
	uint8_t *at = bytes;

	for (size_t i = 0; i < n; i++)
		at[i] = (uint8_t)(next(ctx) >> 56);
}

void
fake_chance_init(struct fake_chance *fake, uint64_t seed)
{
	atomic_init(&fake->state, seed);
}

struct chance_port
fake_chance_port(struct fake_chance *fake)
{
	return (struct chance_port){ .fill = fill, .ctx = fake };
}
