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

/** Adds one in the place of that of the key: of the same claim and visit, and as old. Within a transaction. ST_EXISTS as
 *  above; ST_NOT_FOUND: there is none with that key. */
enum status outbox_add_instead(
	struct store *store, const char *key, const struct outbox_put *request);
/** A row of SQL_REQUEST_DUE's columns; what names the request is read first and stays in ret_item, so that a damaged one
 *  can be told by it. */
enum status outbox_read_item(
	const struct store *store, sqlite3_stmt *stmt, struct outbox_item *ret_item);

#endif
