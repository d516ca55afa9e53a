/* SPDX-License-Identifier: Apache-2.0 */
/* The tables of the centre as SQL. */
#ifndef CENTRAL_SCHEMA_H
#define CENTRAL_SCHEMA_H

enum { SCHEMA_VERSION = 1 };

/** What makes an empty file one of version SCHEMA_VERSION; NULL ends the table. */
extern const char *const schema_parts[];

#endif
