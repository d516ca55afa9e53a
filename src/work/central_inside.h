/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of the wire, src/work/central*.c, share among themselves. */
#ifndef WORK_CENTRAL_INSIDE_H
#define WORK_CENTRAL_INSIDE_H

#include "work/central.h"

#include "work/central_member.h"

#include <jansson.h>

/** The words of `match`: enum name_match. */
extern const struct word central_matches[];

/* Readers of done answers. ST_INVALID: not in its form; the answers may be half written then. */

/** The record, whole: {…, cards, jht, claims}. */
enum status central_read_participant(const json_t *root, struct answers *answers);
/** {cards, jht}: every KPJ, and principal and yield over the registered ones. */
enum status central_read_cards(const json_t *root, struct answers *answers);
/** {claims} of every channel; where there are too many, open ones before closed ones. */
enum status central_read_claims(const json_t *root, struct answers *answers);
/** One year month by month, a row a KPJ. */
enum status central_read_contributions(const json_t *root, struct answers *answers);
enum status central_read_programmes(const json_t *root, struct answers *answers);
/** CALL_CLAIM_LOOKUP: a done answer into answers->lookup. */
enum status central_read_lookup(const json_t *root, struct answers *answers);

#endif
