/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Brings the rows of a time to the report: each visit that began in it, newest first, with all its rows, also those
 * that came after it (a claim that was sent the next day). Reads in short pieces and holds nothing between two of
 * them, so that a kiosk beside it writes as it likes. A reader of the state is enough.
 */
#ifndef WORK_REPORT_READ_H
#define WORK_REPORT_READ_H

#include "store/store.h"
#include "work/report.h"

/** What report->from, to and offset_s name. */
enum status report_read(struct store *store, struct report *report);

#endif
