/* SPDX-License-Identifier: Apache-2.0 */
/* The rows that ask for an account, for every flow that sends money somewhere: from "bank", which begins with nothing
 * known of one, until the account is the person's own or they have left with a ticket. */
#ifndef FLOW_ACCOUNT_H
#define FLOW_ACCOUNT_H

#include "flow/flow.h"

enum { ACCOUNT_STEPS_N = 6 };

extern const struct step account_steps[ACCOUNT_STEPS_N];

#endif
