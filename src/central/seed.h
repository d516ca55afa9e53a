/* SPDX-License-Identifier: Apache-2.0 */
/* The cast the centre starts with: a JSON file (assets/demo/README.md has its form), and
 * generated people beside it. */
#ifndef CENTRAL_SEED_H
#define CENTRAL_SEED_H

#include "central/centre.h"

#include <stdio.h>

enum { WHERE_ROOM = 200 };

/** Reads and checks a seed file: format, version, every member known and of its form.
 *  ST_NOT_FOUND, ST_INVALID with the place and what is wrong there in ret_where, e.g.
 *  "/people/3/nik: wrong-form". */
enum status seed_read(const char *path, json_t **ret_seed, char ret_where[WHERE_ROOM]);

/** Puts the cast in, event dates counted from the centre's today, one transaction. A centre
 *  that has people already is left as it is and *ret_added is 0. ST_INVALID with ret_where as
 *  above. */
enum status seed_load(
	struct centre *centre, const json_t *seed, int *ret_added, char ret_where[WHERE_ROOM]);

/** n more people, the same ones every time for one day; the first turns 56 in 20 days. Those
 *  already there stay. */
enum status seed_generate(struct centre *centre, int n);

/** "-2m", "+20d", "-9w" (working days), "-4y" from today, or YYYY-MM-DD. ST_INVALID. */
enum status when_parse(const char *text, struct date today, const struct holidays *holidays,
	struct date *ret_date);

/** The cast sheet: who, with what, and what is to happen. */
enum status seed_print(const json_t *seed, FILE *out);

#endif
