/* SPDX-License-Identifier: Apache-2.0 */
/* What each camera was calibrated to, by camera.source: the newest replaces the one before. Store thread only. */
#ifndef STORE_CALIBRATION_H
#define STORE_CALIBRATION_H

#include "base/status.h"
#include "rules/calibration.h"

struct store;
struct journal_entry;

/** One transaction with the journal entry; its actor is who did it. ST_INVALID: a figure that no calibration gives. */
enum status store_calibration_put(struct store *store, const char *camera,
	const struct calibration *calibration, const struct journal_entry *entry);
/** ST_NOT_FOUND: never calibrated. */
enum status store_calibration_get(
	struct store *store, const char *camera, struct calibration *ret_calibration);

#endif
