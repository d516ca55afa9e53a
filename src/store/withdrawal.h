/* SPDX-License-Identifier: Apache-2.0 */
/* What the outbox tells withdrawals inside its transaction. For src/store alone. */
#ifndef STORE_WITHDRAWAL_H
#define STORE_WITHDRAWAL_H

#include "store/db.h"

/** A request was settled: takes the centre's answer to a withdrawal over; where a claim was refused, closes it with the
 *  withdrawal that waits behind it. */
enum status withdrawal_settle(
	struct store *store, const struct outbox_settle *settle, int64_t now_ms);

#endif
