/* SPDX-License-Identifier: Apache-2.0 */
/* The slip of consent withdrawn by the code of a receipt. Pure, as the receipts. */
#ifndef RULES_WITHDRAWAL_H
#define RULES_WITHDRAWAL_H

#include "rules/date.h"

struct receipt;
struct sheet_place;

/** How far the withdrawal of one code has come. */
enum withdrawn {
	WITHDRAWN_NOT,
	WITHDRAWN_HERE,  /* its claim had not left this kiosk and never will */
	WITHDRAWN_WAITS, /* on disk; the centre does not know yet */
	WITHDRAWN_STAFF, /* the centre refused it */
	WITHDRAWN_DONE,  /* the centre has it */
};

/** All borrowed. */
struct withdrawal_facts {
	enum withdrawn state;  /* not WITHDRAWN_NOT */
	const char *code;      /* of the receipt */
	const char *reference; /* of the centre, with WITHDRAWN_DONE */
	struct date stops_by;  /* likewise */
};

/** Its head says no more than the state; "DICABUT" of the centre's only with a reference: doubt means not yet. */
void receipt_of_withdrawal(const struct withdrawal_facts *facts,
	const struct sheet_place *place, struct receipt *ret_receipt);

#endif
