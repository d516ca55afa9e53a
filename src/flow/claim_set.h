/* SPDX-License-Identifier: Apache-2.0 */
/* What an answer of the claim sets, for its rows, and for the visit when the line is back; `value` is the option's. */
#ifndef FLOW_CLAIM_SET_H
#define FLOW_CLAIM_SET_H

#include "flow/flow.h"

typedef void claim_set_fn(struct answers *answers, int value);

claim_set_fn claim_forget_person, claim_go_offline, claim_go_offline_with_photo, claim_go_online, claim_confirm_identity,
	claim_set_reason, claim_set_consent, claim_consent_without_camera, claim_give_up_face,
	claim_offer_cards_again, claim_decline_card, claim_pick_card, claim_take_alternative,
	claim_confirm_account, claim_confirm_unchecked, claim_retype_account,
	claim_take_earlier, claim_take_kept, claim_other_account, claim_want_ticket, claim_ticket_for_officer,
	claim_heirs, claim_toggle_amount, claim_show_returned;

/** Values of claim_want_ticket: why somebody leaves with a ticket. */
enum { TICKET_PAPERS, TICKET_LIMIT, TICKET_ACCOUNT, TICKET_HEIR, TICKET_WRONG_DATA, TICKET_PROOF, TICKET_NOT_NOW,
	TICKET_FROZEN, TICKET_CARD, TICKET_MENDING, TICKET_KEPT, TICKET_CALLED, TICKET_ABSENT, TICKET_APPOINTMENT, TICKET_DATA,
	TICKET_JMO, TICKET_OTHER, TICKET_TOPIC, TICKET_WAITING };

#endif
