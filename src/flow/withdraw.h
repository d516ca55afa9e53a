/* SPDX-License-Identifier: Apache-2.0 */
/* How far the withdrawal of consent has come, in words; for every screen that shows a claim by its code. */
#ifndef FLOW_WITHDRAW_H
#define FLOW_WITHDRAW_H

#include "flow/flow.h"

/** What answers->lookup.withdrawn says; nothing where it says nothing. */
void withdraw_fill_state(
	const struct answers *answers, const struct place *place, struct page *page);

#endif
