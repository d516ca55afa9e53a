/* SPDX-License-Identifier: Apache-2.0 */
/* The handlers of the routes by subject, and the forms of the bodies they take. */
#ifndef CENTRAL_HANDLERS_H
#define CENTRAL_HANDLERS_H

#include "central/routes.h"

/* reference.c */
handler_fn status_get, reference_get, request_get;

/* visits.c */
extern const struct field visit_form[], consent_form[], attestation_form[], saved_form[];
handler_fn visit_open, visit_end, consent_give, identity_attest, visit_save;
/** Whether a visit was ever kept under that code; NULL: under none. */
enum status saved_visit_exists(struct exchange *x, const char *code, bool *ret_exists);

/* face.c */
handler_fn face_verify, claim_face_add;

/* participant.c */
extern const struct field participant_form[], card_form[];
handler_fn participant_get, participant_change, cards_get, card_register, balance_get,
	contributions_get, programmes_get;

/* account.c */
extern const struct field account_form[];
handler_fn account_ask;

/* claims.c */
extern const struct field preview_form[], claim_form[], mending_form[];
handler_fn claim_preview, claims_get, claim_make, claim_take, claim_mend;

/* lookups.c */
extern const struct field code_form[], numbers_form[];
handler_fn claim_look_up, claim_states_get, consent_withdraw;

/* counter.c */
extern const struct field unblock_form[], ticket_form[], bill_form[], head_form[];
handler_fn account_unblock, ticket_take, bill_make, journal_head_keep;

#endif
