/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The archives of the journal (store/journal_archive.h) beside a backup: with it on the other medium, and back with it.
 * They are signed and hold no more than their names say, so that nothing is decided by where they come from.
 */
#ifndef STORE_ARCHIVE_COPY_H
#define STORE_ARCHIVE_COPY_H

#include "store/store.h"

struct archives_copied {
	int copied, there, missing; /* there: of the same size already */
};

/** Every archive the state knows, with its signature, from one folder into another, which is made if there is one to put
 *  in: each synced before it has its name, so that a copy that was cut off is done again. What is not in the first folder
 *  is counted as missing. The rest is as it was. */
enum status archives_copy(struct store *store, const char *from, const char *to,
	struct archives_copied *ret_copied);

#endif
