/* SPDX-License-Identifier: Apache-2.0 */
/* The machine tried at the kiosk: looked at while its rows are shown, its slip and a test paper printed. */
#include "work/visit_inside.h"

#include "base/str.h"
#include "work/ready.h"

#include <stdlib.h>
#include <string.h>

static bool
shows_rows(const struct visit *visit)
{
	const struct frame *frame = &visit->frame[visit->depth];

	return frame->flow == &devices_flow &&
	       strncmp(flow_step(frame->flow, frame->at)->name, "ready", 5) == 0;
}

void
visit_follow_ready(struct visit *visit)
{
	struct ready *ready = visit->desk->ready;

	if (ready == NULL)
		return;
	ready_show(ready, shows_rows(visit));
	if (!shows_rows(visit))
		return;
	if (visit->working && visit_step(visit)->effect == EFFECT_READY &&
		ready_is_whole(ready))
		visit_end_effect(visit, OUTCOME_OK);
	if (visit->ready_seen != ready_revision(ready)) {
		visit->ready_seen = ready_revision(ready);
		visit_changed(visit);
	}
}

void
visit_await_ready(struct visit *visit)
{
	visit->effect_can_stop = false;
	if (visit->desk->ready == NULL)
		visit_end_effect(visit, OUTCOME_AWAY);
}

static struct ready_place
place_of(const struct visit *visit)
{
	const struct place *place = &visit->desk->place;

	return (struct ready_place){ .site = place->site,
		.kiosk = place->kiosk,
		.zone = place->zone,
		.officer = visit->answers->officer.initials,
		.on = place->today,
		.second_of_day = place->second_of_day };
}

static void
print(struct visit *visit, bool test)
{
	const struct ready_place place = place_of(visit);
	const struct ready_row *rows = visit->desk->place.ready;
	struct receipt *receipt = calloc(1, sizeof(*receipt));

	if (receipt == NULL || (!test && rows == NULL)) {
		free(receipt);
		visit->effect_can_stop = false;
		visit_end_effect(visit, OUTCOME_AWAY);
		return;
	}
	if (test)
		receipt_of_print_test(&place, receipt);
	else
		receipt_of_ready(rows, &place, receipt);
	visit_print_lines(visit, receipt, test ? "test" : "ready");
	free(receipt);
}

void
visit_print_ready(struct visit *visit)
{
	print(visit, false);
}

void
visit_print_test(struct visit *visit)
{
	print(visit, true);
}
