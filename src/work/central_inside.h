/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of the wire, src/work/central*.c, share among themselves. */
#ifndef WORK_CENTRAL_INSIDE_H
#define WORK_CENTRAL_INSIDE_H

#include "work/central.h"

#include <jansson.h>

/** CALL_CLAIM_LOOKUP: a done answer into answers->lookup. ST_INVALID, the answers may be half written then. */
enum status central_read_lookup(const json_t *root, struct answers *answers);

#endif
