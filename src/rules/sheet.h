/* SPDX-License-Identifier: Apache-2.0 */
/* Sheets to read and keep: nobody waits for them, they have no code. Pure, as the receipts. */
#ifndef RULES_SHEET_H
#define RULES_SHEET_H

#include "rules/check.h"
#include "rules/policy.h"
#include "rules/receipt_lines.h"

/** Where a sheet comes from. All borrowed. */
struct sheet_place {
	const char *site;
	struct receipt_foot foot;
	bool copy; /* "SALINAN": a part of it is out already */
};

/** "YANG PERLU DIBAWA" for one reason. */
void receipt_of_bring(const struct policy *policy, enum claim_reason reason,
	const struct sheet_place *place, struct receipt *ret_receipt);

/** "PERSETUJUAN": all that is consented to, nothing personal. */
void receipt_of_consent(
	bool of_claim, const struct sheet_place *place, struct receipt *ret_receipt);

enum { SHEET_STATE = 120 };

/** A line of a list. Translated, borrowed. */
struct sheet_pair {
	const char *label, *text;
};

struct sheet_year {
	int year;
	int64_t paid; /* rupiah */
};

/** All borrowed. */
struct balance_sheet {
	const char *name, *nik;
	const struct card *card;
	const char (*state)[SHEET_STATE]; /* as card: in words */
	size_t cards_n;
	int64_t total, yield; /* rupiah; yield is part of it */
	const struct sheet_year *year; /* newest first */
	size_t years_n;
	const struct sheet_pair *programme;
	size_t programmes_n;
};

/** "PERIKSA DATA", without amounts. */
void receipt_of_check(const char *name, const char *nik, const struct finding *finding, size_t n,
	const struct sheet_place *place, struct receipt *ret_receipt);

/** "SALDO DAN KARTU", with the amounts: who prints it has asked for them. */
void receipt_of_balance(const struct balance_sheet *balance, const struct sheet_place *place,
	struct receipt *ret_receipt);

#endif
