/* SPDX-License-Identifier: Apache-2.0 */
/* The sheets a person asks for: what they say comes from the answers, and the screen shows the same. */
#include "work/visit_inside.h"

#include "base/array.h"
#include "base/str.h"
#include "rules/sheet.h"

#include <stdlib.h>

typedef void write_fn(const struct visit *visit, const struct sheet_place *place,
	struct receipt *ret_receipt);

static void
write_bring(
	const struct visit *visit, const struct sheet_place *place, struct receipt *ret_receipt)
{
	receipt_of_bring(visit->desk->place.policy, visit->answers->bring_reason, place,
		ret_receipt);
}

static const struct {
	const char *kind; /* for the journal */
	write_fn *write;
} sheets[] = {
	[SERVICE_BRING] = { "bring", write_bring },
};

static struct sheet_place
place_of(const struct visit *visit)
{
	const struct desk *desk = visit->desk;

	return (struct sheet_place){ .site = desk->place.site,
		.foot = { .kiosk = desk->place.kiosk,
			.zone = desk->place.zone,
			.officer = visit->answers->officer.initials,
			.branch = desk->branch,
			.on = desk->place.today,
			.second_of_day = desk->place.second_of_day } };
}

static void
give_up(struct visit *visit, enum status why)
{
	visit->answers->paper_torn = false;
	visit->answers->paper_trouble = why;
	visit_end_effect(visit, OUTCOME_AWAY);
}

void
visit_print_sheet(struct visit *visit)
{
	enum service service = visit->answers->service;
	const struct sheet_place place = place_of(visit);
	struct receipt *receipt;

	if (service >= ARRAY_LEN(sheets) || sheets[service].write == NULL) {
		give_up(visit, ST_UNSUPPORTED);
		return;
	}
	receipt = calloc(1, sizeof(*receipt));
	if (receipt == NULL) {
		give_up(visit, ST_NO_MEMORY);
		return;
	}
	sheets[service].write(visit, &place, receipt);
	visit_print_lines(visit, receipt, sheets[service].kind);
	wipe(receipt, sizeof(*receipt));
	free(receipt);
}
