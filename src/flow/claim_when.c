/* SPDX-License-Identifier: Apache-2.0 */
/* When a step or an option of the claim applies. */
#include "flow/claim_when.h"

#include <string.h>

bool
claim_amount_printed(const struct answers *a, const struct place *p)
{
	(void)p;
	return !a->without_centre && a->show_amount;
}

bool
claim_amount_hidden(const struct answers *a, const struct place *p)
{
	(void)p;
	return !a->without_centre && !a->show_amount;
}

bool
claim_offline(const struct answers *a, const struct place *p)
{
	(void)p;
	return a->without_centre;
}

bool
claim_skip_find(const struct answers *a, const struct place *p)
{
	(void)p;
	return a->without_centre || a->centre_visit[0];
}

bool
claim_skip_identity(const struct answers *a, const struct place *p)
{
	(void)p;
	return a->confirmed_identity;
}

bool
claim_reason_known(const struct answers *a, const struct place *p)
{
	(void)p;
	return a->reason != REASON_NONE;
}

bool
claim_consent_answered(const struct answers *a, const struct place *p)
{
	(void)p;
	return a->consent == CONSENT_FACE || a->consent == CONSENT_NO_FACE;
}

bool
claim_skip_consent_send(const struct answers *a, const struct place *p)
{
	(void)p;
	return a->without_centre || a->consent_id[0];
}

static bool
proven(const struct answers *a)
{
	return a->assurance >= ASSURANCE_FACE;
}

bool
claim_skip_face(const struct answers *a, const struct place *p)
{
	return proven(a) || (a->photo_kept && a->without_centre) ||
	       a->consent != CONSENT_FACE || a->face_given_up || a->ktp_seen || !p->camera;
}

/* One taken while the centre was away goes there once it is back; it need not be taken again. */
bool
claim_skip_shot(const struct answers *a, const struct place *p)
{
	return a->photo_kept || claim_skip_face(a, p);
}

bool
claim_skip_attest(const struct answers *a, const struct place *p)
{
	return proven(a) || a->photo_kept || a->ktp_seen || !claim_skip_face(a, p);
}

bool
claim_have_record(const struct answers *a, const struct place *p)
{
	(void)p;
	return a->have_record || a->without_centre;
}

/* Before face or officer nobody learns whether there is one. */
bool
claim_skip_draft_find(const struct answers *a, const struct place *p)
{
	(void)p;
	return !proven(a) || a->earlier.sought || a->kept.found;
}

bool
claim_no_earlier(const struct answers *a, const struct place *p)
{
	(void)p;
	return !a->earlier.found || !proven(a);
}

static bool
open_claim(const struct answers *a)
{
	for (size_t i = 0; i < a->claims_n; i++)
		if (a->claim[i].open)
			return true;
	return false;
}

bool
claim_skip_open_claim(const struct answers *a, const struct place *p)
{
	(void)p;
	return !open_claim(a);
}

const struct known_claim *
claim_returned(const struct answers *a)
{
	for (size_t i = 0; i < a->claims_n; i++)
		if (strcmp(a->claim[i].status, "returned") == 0)
			return &a->claim[i];
	return NULL;
}

bool
claim_is_returned(const struct answers *a, const struct place *p)
{
	(void)p;
	return claim_returned(a) != NULL;
}

bool
claim_is_under_way(const struct answers *a, const struct place *p)
{
	return !claim_is_returned(a, p);
}

int
claim_next_unregistered(const struct answers *a)
{
	for (size_t i = 0; i < a->cards_n; i++)
		if (!a->card[i].registered && !(a->cards_declined >> i & 1))
			return (int)i;
	return -1;
}

bool
claim_all_cards_settled(const struct answers *a, const struct place *p)
{
	(void)p;
	return a->without_centre || claim_next_unregistered(a) < 0;
}

/* Who left work tells when, unless the employer has told the centre. */
bool
claim_skip_event_date(const struct answers *a, const struct place *p)
{
	(void)p;
	if (a->reason != REASON_RESIGN && a->reason != REASON_PHK && a->reason != REASON_PKWT)
		return true;
	if (date_is_known(a->event_date))
		return true;
	for (size_t i = 0; i < a->cards_n; i++)
		if (a->card[i].registered && !a->card[i].active &&
			date_is_known(a->card[i].ended_on))
			return true;
	return false;
}

bool
claim_skip_decide(const struct answers *a, const struct place *p)
{
	(void)p;
	return a->decided || a->without_centre;
}

bool
claim_allowed(const struct answers *a, const struct place *p)
{
	(void)p;
	return a->without_centre || a->decision.eligible;
}

bool
claim_part_possible(const struct answers *a, const struct place *p)
{
	(void)p;
	return a->decision.alternative == REASON_SEBAGIAN_10;
}

bool
claim_whole_possible(const struct answers *a, const struct place *p)
{
	return a->decision.alternative != REASON_NONE && !claim_part_possible(a, p);
}

bool
claim_skip_needs_officer(const struct answers *a, const struct place *p)
{
	(void)p;
	return a->without_centre || a->decision.route == ROUTE_KIOSK;
}

bool
claim_skip_amount(const struct answers *a, const struct place *p)
{
	(void)p;
	return a->without_centre;
}

bool
claim_account_usable(const struct answers *a, const struct place *p)
{
	(void)p;
	return a->account_known && a->holder_match != NAME_DIFFERENT;
}

/* By hand, in a visit that was taken up again. */
bool
claim_account_typed(const struct answers *a, const struct place *p)
{
	(void)p;
	return !a->account_known && a->bank[0] && a->account[0];
}

bool
claim_account_missing(const struct answers *a, const struct place *p)
{
	return !claim_account_usable(a, p) && !claim_account_typed(a, p);
}

/* Before the record has come, the account is taken for known: most are, and the steps count down to the end. */
static bool
record_due(const struct answers *a)
{
	return !a->have_record && !a->without_centre;
}

bool
claim_bank_settled(const struct answers *a, const struct place *p)
{
	(void)p;
	return record_due(a) || a->account_confirmed || a->bank[0];
}

bool
claim_number_settled(const struct answers *a, const struct place *p)
{
	(void)p;
	return record_due(a) || a->account_confirmed || a->account_checked || a->account_known;
}

bool
claim_skip_check_account(const struct answers *a, const struct place *p)
{
	return claim_number_settled(a, p) || a->without_centre;
}

bool
claim_skip_holder(const struct answers *a, const struct place *p)
{
	(void)p;
	return record_due(a) || a->account_known || a->account_confirmed || a->without_centre ||
	       a->holder_match == NAME_SIMILAR;
}

static bool
holder_is(const struct answers *a, enum name_match match)
{
	return a->account_checked && a->holder_match == match;
}

bool
claim_holder_same(const struct answers *a, const struct place *p)
{
	(void)p;
	return holder_is(a, NAME_SAME);
}

bool
claim_skip_similar(const struct answers *a, const struct place *p)
{
	(void)p;
	return a->without_centre || a->similar_accepted || a->holder_match != NAME_SIMILAR ||
	       !(a->account_known || a->account_checked);
}

/* A claim without a confirmed account has nowhere to go; without the centre nobody can confirm one. */
bool
claim_account_settled(const struct answers *a, const struct place *p)
{
	(void)p;
	return a->bank[0] && a->account[0] && (a->without_centre || a->account_confirmed);
}

bool
claim_account_open(const struct answers *a, const struct place *p)
{
	return !claim_account_settled(a, p);
}

bool
claim_photo_possible(const struct answers *a, const struct place *p)
{
	(void)a;
	return p->camera;
}

bool
claim_officer_instead(const struct answers *a, const struct place *p)
{
	(void)a;
	return !p->camera;
}

/* The officer saw the KTP, and the centre does not have it yet in this visit there. */
bool
claim_skip_attest_send(const struct answers *a, const struct place *p)
{
	(void)p;
	return a->without_centre || proven(a) || !a->ktp_seen;
}

bool
claim_no_answer(const struct answers *a, const struct place *p)
{
	(void)p;
	return a->outcome == OUTCOME_AWAY;
}

/* A claim waits in the outbox, a ticket is left with staff. */
static bool
goes_on_offline(const struct answers *a)
{
	return a->service == SERVICE_CLAIM || a->service == SERVICE_TICKET;
}

/* Without the centre a claim needs the NIK: a KPJ alone names nobody. */
bool
claim_offline_possible(const struct answers *a, const struct place *p)
{
	(void)p;
	return goes_on_offline(a) && a->outcome == OUTCOME_AWAY && a->nik[0];
}

bool
claim_nik_missing(const struct answers *a, const struct place *p)
{
	(void)p;
	return goes_on_offline(a) && a->nik[0] == '\0';
}

/* Identified once in a visit is enough, whatever they want next. */
bool
person_is_known(const struct answers *a, const struct place *p)
{
	(void)p;
	return a->confirmed_identity;
}

bool
person_needs_centre(const struct answers *a, const struct place *p)
{
	(void)p;
	return !goes_on_offline(a);
}

/* Who began a claim without the centre and wants a service that needs it waits for it. */
bool
person_has_centre(const struct answers *a, const struct place *p)
{
	return !a->without_centre || !person_needs_centre(a, p);
}

bool
person_reason_settled(const struct answers *a, const struct place *p)
{
	return a->service != SERVICE_CLAIM || claim_reason_known(a, p);
}

bool
claim_back_online(const struct answers *a, const struct place *p)
{
	(void)p;
	return a->without_centre && a->line_back;
}

/* Without the record nobody knows how to reach the person. */
bool
claim_skip_contact(const struct answers *a, const struct place *p)
{
	(void)p;
	return !a->without_centre || a->phone[0];
}

bool
claim_skip_kpj_too(const struct answers *a, const struct place *p)
{
	(void)p;
	return !a->without_centre || a->have_record || a->kpj[0];
}

bool
claim_can_try_face_again(const struct answers *a, const struct place *p)
{
	(void)p;
	return a->face_tries < 3;
}

/* Without the centre, and with too much waiting for it, a claim needs an officer as its witness. */
bool
claim_skip_frozen(const struct answers *a, const struct place *p)
{
	return a->service == SERVICE_TICKET || !a->without_centre || !p->frozen ||
	       officer_is_beside(a);
}
