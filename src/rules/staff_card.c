/* SPDX-License-Identifier: Apache-2.0 */
/* The lines of a staff card. */
#include "rules/staff_card.h"

#include "base/str.h"
#include "rules/receipt_lines.h"
#include "rules/staff.h"

void
receipt_of_staff_card(const struct staff_card_facts *facts, struct receipt *ret_receipt)
{
	char day[DATE_LONG];

	receipt_add_head(ret_receipt, facts->site, false);
	receipt_add(ret_receipt, RECEIPT_STATE, TR(N_("KARTU PETUGAS")));
	receipt_add(ret_receipt, RECEIPT_BIG, facts->initials);
	receipt_add(ret_receipt, RECEIPT_CENTRE, facts->name);
	receipt_add(ret_receipt, RECEIPT_CENTRE,
		TR(staff_role_words(staff_role_of(facts->role))));
	receipt_add(ret_receipt, RECEIPT_QR, facts->code);
	receipt_add(ret_receipt, RECEIPT_RULE, "");
	receipt_add(ret_receipt, RECEIPT_TEXT_LINE,
		TR(N_("Tunjukkan ke pembaca, lalu ketik PIN Anda.")));
	receipt_add(ret_receipt, RECEIPT_TEXT_LINE,
		TR(N_("Tanpa PIN kartu ini tidak membuka apa pun.")));
	receipt_add(ret_receipt, RECEIPT_TEXT_LINE,
		TR(N_("Kartu yang lama tidak berlaku lagi. Hilang? Lapor supervisor.")));
	date_format_long(facts->on, day);
	receipt_add_pair(ret_receipt, TR(N_("Dibuat")), day);
	receipt_add_pair(ret_receipt, TR(N_("Kios")), facts->kiosk);
	receipt_add(ret_receipt, RECEIPT_CUT, "");
}
