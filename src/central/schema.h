/* SPDX-License-Identifier: Apache-2.0 */
/* The tables of the centre as SQL. */
#ifndef CENTRAL_SCHEMA_H
#define CENTRAL_SCHEMA_H

enum { SCHEMA_VERSION = 2 };

struct schema_part {
	int version; /* the first that has it */
	const char *sql;
};

/** What an older file lacks, in order; an empty one lacks all of it. NULL ends the table. */
extern const struct schema_part schema_parts[];

#endif
