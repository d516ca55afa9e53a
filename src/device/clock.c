/* SPDX-License-Identifier: Apache-2.0 */
/* The clock of the system and the chance of libsodium. */
#include "device/clock.h"

#include <assert.h>
#include <sodium.h>
#include <time.h>

static int64_t
read_ms(clockid_t id)
{
	struct timespec now = { 0 };
	int failed = clock_gettime(id, &now);

	assert(failed == 0); /* fails for clocks that do not exist alone */
	(void)failed;
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int64_t
wall_ms(void *ctx)
{
	(void)ctx;
	return read_ms(CLOCK_REALTIME);
}

static int64_t
mono_ms(void *ctx)
{
	(void)ctx;
	return read_ms(CLOCK_MONOTONIC);
}

static void
fill(void *ctx, void *bytes, size_t n)
{
	(void)ctx;
	randombytes_buf(bytes, n);
}

struct clock_port
device_clock(void)
{
	return (struct clock_port){ .wall_ms = wall_ms, .mono_ms = mono_ms };
}

struct chance_port
device_chance(void)
{
	return (struct chance_port){ .fill = fill };
}
