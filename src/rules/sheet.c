/* SPDX-License-Identifier: Apache-2.0 */
/* What the sheets say. */
#include "rules/sheet.h"

#include "base/str.h"
#include "rules/bring.h"

static void
begin(const struct sheet_place *place, const char *title, struct receipt *receipt)
{
	receipt_add_head(receipt, place->site, false);
	receipt_add(receipt, RECEIPT_STATE, TR(title));
	receipt_add(receipt, RECEIPT_RULE, "");
}

/* --- what to bring -------------------------------------------------------------------------- */

void
receipt_of_bring(const struct policy *policy, enum claim_reason reason,
	const struct sheet_place *place, struct receipt *ret_receipt)
{
	struct bring bring;

	bring_of(policy, reason, &bring);
	begin(place, N_("YANG PERLU DIBAWA"), ret_receipt);
	receipt_add_pair(ret_receipt, TR("Alasan"), TR(claim_reason_words(reason)));
	if (bring.when[0])
		receipt_add(ret_receipt, RECEIPT_TEXT_LINE, bring.when);
	receipt_add(ret_receipt, RECEIPT_RULE, "");
	receipt_add(ret_receipt, RECEIPT_BOLD, TR("Bawa:"));
	for (size_t i = 0; i < bring.always_n; i++)
		receipt_add(ret_receipt, RECEIPT_ITEM, TR(bring.always[i]));
	receipt_add_papers(ret_receipt, N_("Bawa juga:"), N_("Bawa juga salah satu:"),
		N_("Bawa juga semua ini:"), reason, bring.paper, bring.papers_n);
	if (bring.unless[0])
		receipt_add(ret_receipt, RECEIPT_TEXT_LINE, TR(bring.unless));
	receipt_add(ret_receipt, RECEIPT_TEXT_LINE,
		TR("Tidak punya semuanya? Datang saja. Petugas membantu."));
	receipt_add_foot(ret_receipt, &place->foot);
}
