/* SPDX-License-Identifier: Apache-2.0 */
/* Sheets to read and keep: nobody waits for them, they have no code. Pure, as the receipts. */
#ifndef RULES_SHEET_H
#define RULES_SHEET_H

#include "rules/policy.h"
#include "rules/receipt_lines.h"

/** Where a sheet comes from. All borrowed. */
struct sheet_place {
	const char *site;
	struct receipt_foot foot;
};

/** "YANG PERLU DIBAWA" for one reason. */
void receipt_of_bring(const struct policy *policy, enum claim_reason reason,
	const struct sheet_place *place, struct receipt *ret_receipt);

#endif
