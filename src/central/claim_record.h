/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Claims as the centre keeps them, and how they move: received → verifying → approved → paying
 * → paid by working days counted from the day the claim was complete; to_verify and returned
 * wait for people. A held claim moves only by `advance`. Paying out empties the cards, or
 * notes the partial claim.
 */
#ifndef CENTRAL_CLAIM_RECORD_H
#define CENTRAL_CLAIM_RECORD_H

#include "central/exchange.h"
#include "rules/claim.h"

struct claim_record {
	const char *receipt_code, *nik, *kiosk, *visit, *channel, *reason,
		*event_date;                              /* borrowed */
	const char *bank, *account, *duplicate_of, *body; /* borrowed; NULL: none */
	bool complete; /* received with a promised date, else to_verify */
	int64_t gross, tax, net;
};

/** Writes the claim with its first step; *ret_id is its row. */
enum status claim_insert(struct exchange *x, const struct claim_record *claim, int64_t *ret_id);
/** Row of the open claim of that person, of any channel; ST_NOT_FOUND. */
enum status claim_open_of(struct ledger *ledger, const char *nik, int64_t *ret_id);
enum status claim_by_code(struct ledger *ledger, const char *receipt_code, int64_t *ret_id);
/** One text column of a claim. `sql` is "SELECT … FROM claim WHERE id = ?". "" for NULL;
 *  *ret_text from malloc. */
enum status claim_text(struct ledger *ledger, const char *sql, int64_t id, char **ret_text);

/** A claim to verify, or mended, is complete from `now` on: received, with a new promised
 *  date. */
enum status claim_complete(struct centre *centre, int64_t id, int64_t now);
/** To any state, with its history and effects; return_reason only for "returned" and
 *  "rejected", else NULL.
 *  ST_INVALID: no state. */
enum status claim_move(struct centre *centre, int64_t id, const char *state,
	const char *return_reason, int64_t at);
/** Moves every claim as far as its working days carry it. */
enum status claims_progress(struct centre *centre, int64_t now);
/** Moves everything `days` into the past, as if they had gone by. */
enum status claims_age(struct centre *centre, int days);

/** The claim as in the contract. */
enum status claim_summary(struct exchange *x, int64_t id, json_t **ret_summary);
/** All of a person's, newest first. */
enum status claims_summary(struct exchange *x, const char *nik, json_t **ret_claims);
/** {status, at} of every step. */
enum status claim_history(struct exchange *x, int64_t id, json_t **ret_history);

#endif
