/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The end of a day: the head of the journal on its way to the centre, and the slip. On the thread that has the store;
 * commands and the kiosk do the same by these.
 */
#ifndef WORK_DAY_H
#define WORK_DAY_H

#include "rules/day_slip.h"
#include "store/day.h"

struct day_end {
	const char *kiosk;   /* as the centre knows it */
	const char *key;     /* a fresh UUIDv7: the request's */
	const char *day, *by;
	int64_t now_ms;
};
/** As store_day_close. */
enum status day_end(struct store *store, const struct day_end *end);

/** All that stands on the slip but where it comes from: kiosk, site and zone are the caller's. */
enum status day_slip_fill(struct store *store, struct date day, int zone_offset_s,
	int64_t now_ms, struct day_slip *ret_slip);

#endif
