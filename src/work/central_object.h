/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Objects of a request, built in one statement: OBJECT({ "nik", json_string(nik) }, { "bank", text_or_null(bank) }).
 * Every value is taken in any case; one that could not be made makes the whole NULL.
 */
#ifndef WORK_CENTRAL_OBJECT_H
#define WORK_CENTRAL_OBJECT_H

#include "rules/date.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

struct pair {
	const char *name;
	json_t *value; /* taken; NULL: it could not be made */
};

/** The pairs up to one without a name. NULL: no memory. */
json_t *object_of(const struct pair *pair);

#define OBJECT(...) object_of((const struct pair[]){ __VA_ARGS__, { NULL, NULL } })

/** null for "". */
json_t *text_or_null(const char *text);
/** null for a date that is not known. */
json_t *date_or_null(struct date date);
/** RFC 3339 in UTC. */
json_t *time_of(int64_t unix_ms);
/** null where it is not known. */
json_t *rupiah_or_null(bool known, int64_t rupiah);

#endif
