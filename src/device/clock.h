/* SPDX-License-Identifier: Apache-2.0 */
/* The clock of the system and chance from libsodium, for every thread. */
#ifndef DEVICE_CLOCK_H
#define DEVICE_CLOCK_H

#include "port.h"

struct clock_port device_clock(void);

/** sodium_init must have been called. */
struct chance_port device_chance(void);

#endif
