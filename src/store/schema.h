/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The tables, as the steps that lead from an empty file to the newest version; PRAGMA user_version counts the steps
 * taken. assets/schema.sql shows the result with words; a test holds the two together. For src/store alone.
 */
#ifndef STORE_SCHEMA_H
#define STORE_SCHEMA_H

/** A step, or NULL past the last one. step: the version it starts from. */
const char *schema_step(int step);
int schema_version(void);

#endif
