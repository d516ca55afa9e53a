/* SPDX-License-Identifier: Apache-2.0 */
/* What the service of kept visits shares with whoever leads to it. */
#ifndef FLOW_SAVED_H
#define FLOW_SAVED_H

#include "flow/flow.h"

/** The code in answers->lookup is that of a slip: a visit is opened by it next, whoever stood here before. */
void saved_take_slip(struct answers *answers, int value);
/** Whether the centre said so of the code that was looked up as a claim's. */
bool saved_is_slip(const struct answers *answers, const struct place *place);
/** Where the claim goes on: at the step it was kept at, or before it where something is missing by now. */
const char *saved_goes_on_at(const struct answers *answers);

#endif
