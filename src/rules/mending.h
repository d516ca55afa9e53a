/* SPDX-License-Identifier: Apache-2.0 */
/* The slip of a returned claim that was mended. Pure, as the receipts. */
#ifndef RULES_MENDING_H
#define RULES_MENDING_H

#include "rules/sheet.h"

/** All borrowed. */
struct mending_facts {
	const char *claim_number, *code;    /* code: of the receipt, "" none */
	const char *name, *nik;             /* only the end of the NIK is printed */
	const char *bank, *account;         /* likewise; "" where papers were mended */
	const enum paper *papers;           /* seen by the officer */
	size_t papers_n;
	struct date promised; /* the new one; may be unknown */
};

/** "PERBAIKAN DITERIMA": only for what the centre has answered. */
void receipt_of_mending(const struct mending_facts *facts, const struct sheet_place *place,
	struct receipt *ret_receipt);

#endif
