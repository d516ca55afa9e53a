/* SPDX-License-Identifier: Apache-2.0 */
/* The list of what waits for staff (flow/waiting.c), for the visit that does what is wished for one of it. */
#ifndef FLOW_WAITING_H
#define FLOW_WAITING_H

#include "flow/flow.h"

/** The one on the screen; NULL: none waits. */
const struct waiting_claim *waiting_shown(const struct answers *answers);
/** The problem whose words it has (rules/parked.h). */
const char *waiting_problem(const struct waiting_claim *claim);

#endif
