/* SPDX-License-Identifier: Apache-2.0 */
/* A visit kept at the centre for another day and any kiosk: what goes there, and the slip with its code. */
#include "work/visit_inside.h"

#include "base/str.h"
#include "flow/keep.h"
#include "rules/kept.h"

#include <string.h>

/* The last question of the way itself; beside the way nobody goes on. */
static const struct step *
last_asked(const struct frame *frame)
{
	for (int i = frame->history_n; i-- > 0;) {
		const struct step *step = flow_step(frame->flow, frame->history[i]);

		if (!step->aside)
			return step;
	}
	return NULL;
}

/* Without the centre at the start there is no visit there that could be kept. */
void
visit_keep(struct visit *visit)
{
	struct answers *a = visit->answers;
	struct kept *kept = &a->kept;
	const struct frame *frame = visit_top(visit);
	const struct step *step = last_asked(frame);

	visit->effect_can_stop = false;
	if (a->without_centre || a->centre_visit[0] == '\0' || step == NULL) {
		a->problem[0] = '\0';
		visit_end_effect(visit, OUTCOME_AWAY);
		return;
	}
	str_clip(kept->flow, sizeof(kept->flow), frame->flow->name);
	str_clip(kept->step, sizeof(kept->step), step->name);
	visit_ask_centre(visit, CALL_SAVE_VISIT);
}

/* Only what an officer must see; the money is counted anew that day. */
void
visit_write_kept(
	const struct visit *visit, const struct sheet_place *place, struct receipt *ret_receipt)
{
	const struct answers *a = visit->answers;
	const struct place *here = &visit->desk->place;
	const struct kept_facts facts = { .code = a->kept.code,
		.name_masked = a->name_masked,
		.valid_until = a->kept.valid_until,
		.reason = a->reason,
		.account_missing = keep_waits_for_account(a, here),
		.banks = here->banks,
		.papers = a->decision.papers,
		.papers_n = a->decided ? a->decision.papers_n : 0 };

	receipt_of_kept(&facts, place, ret_receipt);
}
