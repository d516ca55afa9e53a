/* SPDX-License-Identifier: Apache-2.0 */
/* The slip of a visit that is kept at the centre: how, until when and with what it is gone on with. Pure. */
#ifndef RULES_KEPT_H
#define RULES_KEPT_H

#include "rules/account.h"
#include "rules/sheet.h"

/** All borrowed. The name is masked: whoever finds the slip learns nothing from it. */
struct kept_facts {
	const char *code, *name_masked;
	struct date valid_until;
	enum claim_reason reason;
	bool account_missing;        /* where to open one is said, too */
	const struct banks *banks;   /* for that */
	const enum paper *papers;    /* to bring along */
	size_t papers_n;
};

enum { KEPT_BANKS = 96 };

/** The banks of the short list, "BRI, Mandiri, BNI"; as many as fit. */
void kept_banks(const struct banks *banks, char ret_names[KEPT_BANKS]);
/** "LANJUTKAN NANTI" */
void receipt_of_kept(const struct kept_facts *facts, const struct sheet_place *place,
	struct receipt *ret_receipt);

#endif
