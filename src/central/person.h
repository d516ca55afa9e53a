/* SPDX-License-Identifier: Apache-2.0 */
/* What the centre knows about a person, as the rules want it and as the contract shows it. */
#ifndef CENTRAL_PERSON_H
#define CENTRAL_PERSON_H

#include "central/exchange.h"
#include "rules/account.h"
#include "rules/claim.h"

struct account {
	char bank[4], number[ACCOUNT_ROOM], holder[NAME_ROOM];
	bool dormant;
	enum name_match match; /* with the person's name */
	char shown[NAME_ROOM]; /* the holder; masked where it is a stranger */
};

/** Facts for claim_decide as of `today`: cards, an earlier partial claim, whether a claim is
 *  open. Reason, officer, papers and event date are left for the caller. ST_NOT_FOUND: no such
 *  person. */
enum status person_facts(struct ledger *ledger, const char *nik, struct date today,
	struct claim_facts *ret_facts);

/** ST_NOT_FOUND: the bank does not know the number. */
enum status person_account(struct ledger *ledger, const char *nik, const char *bank,
	const char *number, struct account *ret_account);
/** "same" "similar" "different" */
const char *match_code(enum name_match match);

/** Array of cards as in the contract. */
enum status person_cards(struct ledger *ledger, const char *nik, json_t **ret_cards);
/** {total, principal, yield} over the registered cards. */
enum status person_jht(struct ledger *ledger, const char *nik, json_t **ret_jht);
/** Array of the names of what is missing in the record. */
enum status person_missing(struct ledger *ledger, const char *nik, json_t **ret_fields);

#endif
