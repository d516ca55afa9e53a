/* SPDX-License-Identifier: Apache-2.0 */
/* What claims need of the outbox inside their transaction. For src/store alone. */
#ifndef STORE_OUTBOX_H
#define STORE_OUTBOX_H

#include "store/db.h"

/** Whose request it is. */
struct outbox_owner {
	const char *code, *visit; /* borrowed */
	int64_t made_ms;
};

/** Adds one request, sealed, behind those that are there; within a transaction. ST_EXISTS: the key is in use. */
enum status outbox_add(struct store *store, const struct outbox_owner *owner,
	const struct outbox_put *request);

#endif
