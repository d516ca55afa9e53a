/* SPDX-License-Identifier: Apache-2.0 */
/* The paper with the code of a staff card, to be cut out and kept: with its PIN it opens, without it opens nothing. Pure. */
#ifndef RULES_STAFF_CARD_H
#define RULES_STAFF_CARD_H

#include "rules/receipt.h"

/** All borrowed. role: as in rules/staff.h. The receipt holds the code: the caller wipes it. */
struct staff_card_facts {
	const char *site, *kiosk, *initials, *name, *role, *code;
	struct date on;
};
void receipt_of_staff_card(const struct staff_card_facts *facts, struct receipt *ret_receipt);

#endif
