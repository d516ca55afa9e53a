/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Faults on demand, so that kiosks can be tried against a bad line. A spec is
 *     METHOD PATH:ACTION[=VALUE][:OPTION=VALUE]…
 * METHOD may be *; in PATH * stands for one segment. Actions: delay=MS, drop-before (nothing
 * processed, no answer), drop-after (processed, no answer), reset (nothing processed, RST),
 * 429 and 503 (with Retry-After; retry=S, 2 unless told). Options: n=K or n=K-L (only these
 * matching requests, from 1), p=0.3 (probability; seed=N makes it another series). The first
 * spec that applies is used, after every delay that applies.
 */
#ifndef CENTRAL_FAULT_H
#define CENTRAL_FAULT_H

#include "base/status.h"

#include <stdbool.h>

struct faults;

enum fault_action {
	FAULT_NONE,
	FAULT_DELAY,
	FAULT_DROP_BEFORE,
	FAULT_DROP_AFTER,
	FAULT_RESET,
	FAULT_429,
	FAULT_503,
};

struct fault {
	enum fault_action action;
	int delay_ms;
	int retry_s;
};

enum status faults_new(struct faults **ret_faults);
void faults_free(struct faults *faults);
/** ST_INVALID: not a spec. */
enum status faults_add(struct faults *faults, const char *spec);
/** Counts this request and says what is to happen to it; from any thread. path without
 *  query. */
void faults_next(
	struct faults *faults, const char *method, const char *path, struct fault *ret_fault);

#endif
