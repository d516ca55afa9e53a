/* SPDX-License-Identifier: Apache-2.0 */
/* The two limits of what waits. */
#include "rules/unsent.h"

bool
unsent_is_late(int64_t oldest_ms, int64_t now_ms)
{
	return oldest_ms > 0 && now_ms - oldest_ms > UNSENT_LATE_MS;
}

bool
unsent_is_frozen(const struct holidays *holidays, int zone_s, int64_t oldest_ms, int64_t now_ms)
{
	struct date from, end;
	int second;
	bool estimate;

	if (oldest_ms <= 0 || now_ms <= oldest_ms)
		return false;
	from = date_of_unix(oldest_ms / 1000, zone_s, &second);
	end = working_days_after(holidays, from, UNSENT_WORKING_DAYS, &estimate);
	return date_is_known(end) && now_ms / 1000 > date_to_unix(end, second, zone_s);
}
