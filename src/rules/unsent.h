/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How long what was saved here may stay unsent: past four hours its codes are put on paper, past two working days no
 * claim is taken without the centre unless an officer stands by. Pure; times are Unix milliseconds, 0 for nothing that
 * waits. A time ahead of now, of a clock that was wrong, is no wait at all.
 */
#ifndef RULES_UNSENT_H
#define RULES_UNSENT_H

#include "rules/working_days.h"

enum { UNSENT_WORKING_DAYS = 2 };

#define UNSENT_LATE_MS (INT64_C(4) * 3600 * 1000)

bool unsent_is_late(int64_t oldest_ms, int64_t now_ms);
/** After the second working day at the same time of day; zone_s: seconds east of UTC. */
bool unsent_is_frozen(
	const struct holidays *holidays, int zone_s, int64_t oldest_ms, int64_t now_ms);

#endif
