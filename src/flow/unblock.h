/* SPDX-License-Identifier: Apache-2.0 */
/* For the officer's menu: whether JMO of who stands here is blocked, and whether it may be opened (flow/unblock.c). */
#ifndef FLOW_UNBLOCK_H
#define FLOW_UNBLOCK_H

#include "flow/flow.h"

/** An officer beside them could, once the KTP was seen. */
bool unblock_is_due(const struct answers *answers, const struct place *place);
bool unblock_is_possible(const struct answers *answers, const struct place *place);

#endif
