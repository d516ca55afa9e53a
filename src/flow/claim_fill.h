/* SPDX-License-Identifier: Apache-2.0 */
/* What the steps of a claim show of the answers. Each fills a page that already has its row's texts. */
#ifndef FLOW_CLAIM_FILL_H
#define FLOW_CLAIM_FILL_H

#include "flow/flow.h"

/** The key that turns to more banks. */
#define BANK_MORE_KEY '9'

typedef void claim_fill_fn(
	const struct answers *answers, const struct place *place, struct page *page);

claim_fill_fn claim_fill_not_found, claim_fill_identity, claim_fill_face_no, claim_fill_heirs, claim_fill_consent, claim_fill_open_claim, claim_fill_earlier,
	claim_fill_frozen,
	claim_fill_data, claim_fill_where_corrected, claim_fill_unregistered,
	claim_fill_card_failed, claim_fill_not_eligible, claim_fill_needs_officer,
	claim_fill_amount, claim_fill_account, claim_fill_banks, claim_fill_holder, claim_fill_similar,
	claim_fill_review, claim_fill_already_here, claim_fill_result, claim_fill_trouble, person_fill_away;

/** What was said before, in lines. */
void claim_fill_left(
	const struct earlier *left, const struct place *place, struct page *page);
/** Why not, as a sentence with its date and employer; "" where there is nothing against it. */
void claim_why_sentence(const struct claim_decision *decision, char *ret_text, size_t room);

/** The bank behind a key of the list being shown; NULL: none. */
const struct bank *claim_bank_at(
	const struct answers *answers, const struct place *place, char key);
/** From the short list to all of them, page by page, and round again. */
void claim_bank_turn(struct answers *answers, const struct place *place);

#endif
