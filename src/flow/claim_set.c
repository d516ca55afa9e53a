/* SPDX-License-Identifier: Apache-2.0 */
/* What an answer of the claim sets. */
#include "flow/claim_set.h"

#include "base/array.h"
#include "base/str.h"
#include "flow/claim_when.h"

#include <string.h>

/* Nothing of one person may reach another: all goes but the visit, who helps, and the digits typed. */
void
claim_forget_person(struct answers *a, int value)
{
	struct answers kept = { .service = a->service,
		.officer = a->officer,
		.helper = a->helper,
		.voice = a->voice };

	(void)value;
	memcpy(kept.visit, a->visit, sizeof(kept.visit));
	if (!a->handed.taken || a->confirmed_identity) { /* else nobody typed them here */
		memcpy(kept.nik, a->nik, sizeof(kept.nik));
		memcpy(kept.kpj, a->kpj, sizeof(kept.kpj));
		memcpy(kept.birth_typed, a->birth_typed, sizeof(kept.birth_typed));
	}
	*a = kept;
	wipe(&kept, sizeof(kept));
}

void
claim_go_offline(struct answers *a, int value)
{
	(void)value;
	a->without_centre = true;
	a->line_back = false;
	if (a->assurance == ASSURANCE_NONE)
		a->assurance = ASSURANCE_CLAIMED;
}

/* The photograph was taken, and nobody could compare it. */
void
claim_go_offline_with_photo(struct answers *a, int value)
{
	claim_go_offline(a, value);
	a->photo_kept = true;
}

void
claim_go_online(struct answers *a, int value)
{
	(void)value;
	a->without_centre = a->line_back = false;
	if (a->name_masked[0] == '\0') /* nobody has been shown yet */
		a->confirmed_identity = false;
}

void
claim_confirm_identity(struct answers *a, int value)
{
	(void)value;
	a->confirmed_identity = true;
}

void
claim_set_reason(struct answers *a, int value)
{
	if (a->reason != (enum claim_reason)value) {
		a->event_date = (struct date){ 0 };
		a->event_typed[0] = '\0';
	}
	a->reason = (enum claim_reason)value;
	a->decided = false;
}

void
claim_set_consent(struct answers *a, int value)
{
	a->consent = (enum consent)value;
	a->face_given_up = a->no_camera = a->photo_kept = false;
}

void
claim_consent_without_camera(struct answers *a, int value)
{
	claim_set_consent(a, value);
	a->no_camera = true;
}

void
claim_give_up_face(struct answers *a, int value)
{
	(void)value;
	a->face_given_up = true;
	a->photo_kept = false;
}

void
claim_offer_cards_again(struct answers *a, int value)
{
	(void)value;
	a->cards_declined = 0;
}

void
claim_decline_card(struct answers *a, int value)
{
	int at = claim_next_unregistered(a);

	(void)value;
	if (at >= 0)
		a->cards_declined |= UINT32_C(1) << at;
}

void
claim_pick_card(struct answers *a, int value)
{
	(void)value;
	a->card_at = claim_next_unregistered(a);
	a->decided = false;
}

void
claim_take_alternative(struct answers *a, int value)
{
	(void)value;
	claim_set_reason(a, (int)a->decision.alternative);
}

void
claim_confirm_account(struct answers *a, int value)
{
	(void)value;
	a->account_confirmed = a->holder_match == NAME_SAME || a->similar_accepted;
}

void
claim_confirm_unchecked(struct answers *a, int value)
{
	(void)value;
	a->account_confirmed = true;
}

void
claim_retype_account(struct answers *a, int value)
{
	(void)value;
	a->account_known = a->account_checked = a->account_confirmed = false;
	a->similar_accepted = false;
	a->holder_match = NAME_SAME;
	a->holder[0] = '\0';
}

/* What this officer or none saw counts; papers that another one saw are shown to this one again. */
static void
take_papers(struct answers *a, const struct earlier *e)
{
	if (a->attester.id[0] && strcmp(a->attester.id, e->attester.id) != 0)
		return;
	if (e->documents_n == 0)
		return;
	a->attester = e->attester;
	a->documents_n = e->documents_n;
	memcpy(a->document, e->document, sizeof(a->document));
}

/* The account is checked and confirmed anew, the money is counted anew. */
static void
take_left(struct answers *a, struct earlier *e)
{
	e->taken = true;
	a->event_date = e->event_date;
	memcpy(a->event_typed, e->event_typed, sizeof(a->event_typed));
	a->show_amount = e->show_amount;
	a->decided = false;
	take_papers(a, e);
	if (e->account[0] == '\0')
		return;
	claim_retype_account(a, 0);
	memcpy(a->bank, e->bank, sizeof(a->bank));
	memcpy(a->account, e->account, sizeof(a->account));
}

void
claim_take_earlier(struct answers *a, int value)
{
	(void)value;
	a->reason = a->earlier.reason;
	take_left(a, &a->earlier);
}

/* A reason that the centre knows by now, or that comes with the age, wins. */
void
claim_take_kept(struct answers *a, int value)
{
	(void)value;
	if (a->reason == REASON_NONE)
		a->reason = a->kept.left.reason;
	take_left(a, &a->kept.left);
}

void
claim_other_account(struct answers *a, int value)
{
	(void)value;
	claim_retype_account(a, value);
	a->bank[0] = a->account[0] = '\0';
	a->bank_list_all = false;
	a->bank_page = 0;
}

void
claim_ticket_for_officer(struct answers *a, int value)
{
	(void)value;
	claim_want_ticket(a, a->decision.over_limit ? TICKET_LIMIT : TICKET_PAPERS);
}

void
claim_heirs(struct answers *a, int value)
{
	(void)value;
	claim_want_ticket(a, TICKET_HEIR);
	a->priority = a->priority_asked = false; /* the age known is that of who died */
}

void
claim_toggle_amount(struct answers *a, int value)
{
	(void)value;
	a->show_amount = !a->show_amount;
}

void
claim_show_returned(struct answers *a, int value)
{
	const struct known_claim *claim = claim_returned(a);

	(void)value;
	if (claim)
		(void)str_copy(a->claim_shown, sizeof(a->claim_shown), claim->number);
}
