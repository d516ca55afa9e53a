/* SPDX-License-Identifier: Apache-2.0 */
/* When a step or an option of the claim applies: questions to the answers, for its rows alone. */
#ifndef FLOW_CLAIM_WHEN_H
#define FLOW_CLAIM_WHEN_H

#include "flow/flow.h"

typedef bool claim_when_fn(const struct answers *answers, const struct place *place);

claim_when_fn claim_amount_printed, claim_amount_hidden, claim_offline, claim_skip_find,
	claim_skip_identity, claim_reason_known, claim_consent_answered,
	claim_skip_consent_send, claim_skip_face, claim_skip_shot, claim_skip_attest, claim_have_record,
	claim_skip_draft_find, claim_no_earlier, claim_skip_open_claim, claim_all_cards_settled,
	claim_skip_event_date, claim_skip_decide, claim_allowed, claim_part_possible,
	claim_whole_possible, claim_skip_needs_officer, claim_skip_amount, claim_account_usable,
	claim_account_typed, claim_account_missing, claim_bank_settled, claim_number_settled,
	claim_skip_check_account, claim_skip_holder, claim_holder_same, claim_skip_similar,
	claim_account_settled, claim_account_open, claim_photo_possible, claim_officer_instead,
	claim_skip_attest_send, claim_no_answer, claim_offline_possible, claim_nik_missing,
	claim_can_try_face_again, claim_skip_frozen, claim_back_online, claim_skip_contact,
	claim_skip_kpj_too, person_is_known, person_reason_settled, person_needs_centre,
	person_has_centre, claim_is_returned, claim_is_under_way;

/** Index of the KPJ to offer next; -1: none. */
int claim_next_unregistered(const struct answers *answers);
/** The claim the centre gave back to be mended; NULL: none. */
const struct known_claim *claim_returned(const struct answers *answers);

#endif
