/* SPDX-License-Identifier: Apache-2.0 */
/* What an officer and the visit share of hand-overs. */
#ifndef FLOW_HANDOVER_H
#define FLOW_HANDOVER_H

#include "flow/flow.h"

/** Whether an officer can go on with it at this kiosk. */
bool handover_goes_on(const struct answers *answers, const struct place *place);
/** Its person is the one who stands here next, not proven and not asked yet; what they said waits for the proof. */
void handover_take(struct answers *answers, const struct place *place);

#endif
