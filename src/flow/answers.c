/* SPDX-License-Identifier: Apache-2.0 */
/* From answers to the facts of the decision. */
#include "flow/answers.h"

#include "base/array.h"
#include "base/str.h"

#include <string.h>

const char *
assurance_code(enum assurance assurance)
{
	static const char *const codes[] = { "none", "claimed", "verified", "attested" };

	return (size_t)assurance < ARRAY_LEN(codes) ? codes[assurance] : "none";
}

const char *
companion_code(enum companion companion)
{
	static const char *const codes[COMPANIONS] = {
		[COMPANION_NONE] = "",
		[COMPANION_CHILD] = "anak",
		[COMPANION_SPOUSE] = "pasangan",
		[COMPANION_NEIGHBOUR] = "tetangga",
		[COMPANION_OTHER] = "lain",
	};

	return companion < COMPANIONS ? codes[companion] : "";
}

bool
answers_are_of_somebody(const struct answers *a)
{
	return a->nik[0] || a->kpj[0] || a->person_nik[0] || a->name_masked[0];
}

bool
officer_is_beside(const struct answers *answers)
{
	return answers->officer.joined && !answers->officer.remote;
}

static bool
claim_is_open(const struct answers *answers)
{
	for (size_t i = 0; i < answers->claims_n; i++)
		if (answers->claim[i].open)
			return true;
	return false;
}

void
answers_facts(const struct answers *answers, struct date today, struct claim_facts *ret_facts)
{
	wipe(ret_facts, sizeof(*ret_facts));
	ret_facts->today = today;
	ret_facts->birth = answers->birth;
	memcpy(ret_facts->card, answers->card, sizeof(ret_facts->card));
	ret_facts->cards_n = answers->cards_n;
	ret_facts->first_partial_on = answers->first_partial_on;
	ret_facts->first_partial = answers->first_partial;
	ret_facts->first_partial_gross = answers->first_partial_gross;
	ret_facts->claim_open = claim_is_open(answers);
	ret_facts->has_npwp = true; /* a resident's NIK is the NPWP */
	ret_facts->officer = answers->ktp_seen && answers->attester.id[0];
	ret_facts->reason = answers->reason;
	ret_facts->event_date = answers->event_date;
	for (size_t i = 0; i < answers->documents_n; i++)
		ret_facts->papers_seen |= UINT32_C(1) << answers->document[i].kind;
}
