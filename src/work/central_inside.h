/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of the wire, src/work/central*.c, share among themselves. */
#ifndef WORK_CENTRAL_INSIDE_H
#define WORK_CENTRAL_INSIDE_H

#include "work/central.h"

#include "work/central_member.h"

#include <jansson.h>

/** The words of `match`: enum name_match. */
extern const struct word central_matches[];

/** The claim answers->claim_shown names; NULL: none. */
const struct known_claim *central_claim_shown(const struct answers *answers);

/* Readers of done answers. ST_INVALID: not in its form; the answers may be half written then. */

/** The record, whole: {…, cards, jht, claims}. */
enum status central_read_participant(const json_t *root, struct answers *answers);
/** {accepted, refused, data_complete, missing_fields}: every change that was wanted is one or the other. */
enum status central_read_changed(const json_t *root, struct answers *answers);
/** The visit kept at the centre that this one goes on with, where there is one. */
enum status central_read_kept(const json_t *root, struct answers *answers);
/** {cards, jht}: every KPJ, and principal and yield over the registered ones. */
enum status central_read_cards(const json_t *root, struct answers *answers);
/** {claims} of every channel; where there are too many, open ones before closed ones. */
enum status central_read_claims(const json_t *root, struct answers *answers);
/** The claim that was mended, as it stands now. */
enum status central_read_mended(const json_t *root, struct answers *answers);
/** One year month by month, a row a KPJ. */
enum status central_read_contributions(const json_t *root, struct answers *answers);
enum status central_read_programmes(const json_t *root, struct answers *answers);
enum status central_read_bill(const json_t *root, struct answers *answers);
/** {state, unblocked_at, reference}: opened, or waiting for the centre. */
enum status central_read_unblocked(const json_t *root, struct answers *answers);
enum status central_read_withdrawal(const json_t *root, struct answers *answers);
enum status central_read_saved(const json_t *root, struct answers *answers);
enum status central_read_ticket(const json_t *root, struct answers *answers);
/** {documents}, at most PAPERS_MAX, all of them known. */
enum status central_read_papers(
	const json_t *root, enum paper ret_papers[PAPERS_MAX], size_t *ret_n);
/** CALL_CLAIM_LOOKUP: a done answer into answers->lookup. */
enum status central_read_lookup(const json_t *root, struct answers *answers);

/* Bodies of requests. NULL: the answers lack what the call needs, or no memory. */

json_t *central_documents(const struct answers *answers);
json_t *central_change_body(const struct answers *answers, const struct call_extra *extra);
json_t *central_mend_body(const struct answers *answers, const struct call_extra *extra);
json_t *central_save_body(const struct answers *answers, const struct call_extra *extra);
json_t *central_unblock_body(const struct answers *answers, const struct call_extra *extra);
json_t *central_ticket_body(const struct answers *answers, const struct call_extra *extra);
json_t *central_bill_body(const struct answers *answers, const struct call_extra *extra);

#endif
