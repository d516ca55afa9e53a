/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Keeps the signed head of the journal beside it (store/journal_head.h): within a minute after a row, and once more
 * when the kiosk ends. And takes old rows into signed files (store/journal_archive.h), a step a minute while nobody stands
 * at the kiosk. Runs on the ui thread by completions; never waits.
 */
#ifndef WORK_JOURNAL_KEEPER_H
#define WORK_JOURNAL_KEEPER_H

#include "work/desk.h"

struct journal_keeper;

enum status journal_keeper_new(struct desk *desk, struct journal_keeper **ret_keeper);
/** The head of the last row is written yet; nothing is begun after it. Call before the workers are freed. Takes NULL. */
void journal_keeper_stop(struct journal_keeper *keeper);
/** The workers have been freed before. Takes NULL. */
void journal_keeper_free(struct journal_keeper *keeper);
/** Called a few times a second. */
void journal_keeper_tick(struct journal_keeper *keeper);

/** Rows of before this time are old: so many months before now. */
int64_t journal_old_before_ms(int64_t now_ms, int months);

#endif
