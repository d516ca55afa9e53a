/* SPDX-License-Identifier: Apache-2.0 */
/* What the whole centre shares: its data, rules, clock and limits. Built once by main, read by
 * every request. */
#ifndef CENTRAL_CENTRE_H
#define CENTRAL_CENTRE_H

#include "central/ledger.h"
#include "rules/account.h"
#include "rules/policy.h"
#include "rules/working_days.h"

enum { TIME_ROOM = 32, FILE_ROOM = 4096 };

struct faults;
struct kiosks;

struct centre {
	struct ledger *ledger; /* owned by main, as are the next two */
	struct kiosks *kiosks;
	struct faults *faults;
	struct policy policy;
	struct holidays holidays;
	char reference_dir[FILE_ROOM]; /* policy.json, holidays.csv, banks.csv */
	int zone_s;                    /* seconds east of UTC */
	int visit_minutes;             /* a visit ends so long after its last request */
	int attempts;                  /* identities not found, a kiosk and ten minutes */
	int64_t clock_ahead_s;         /* for training and tests */
	int64_t maintenance_until;     /* Unix seconds; 0: open */
};

/** Unix seconds by the centre's clock. */
int64_t centre_now(const struct centre *centre);
struct date centre_date(const struct centre *centre, int64_t unix_s);
/** Whether the counters have closed at that time of day. */
bool centre_after_closing(const struct centre *centre, int64_t unix_s);
/** "2026-11-23T09:00:00+08:00" */
void time_format(const struct centre *centre, int64_t unix_s, char ret_text[TIME_ROOM]);
json_t *time_json(const struct centre *centre, int64_t unix_s);
/** null where the date is not known */
json_t *date_json(struct date date);
/** Not known where the text is NULL, empty or no date. */
struct date date_of_text(const char *iso);

#endif
