/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a member of staff does about a claim that waits for them, at the kiosk or from a desk: each one transaction with its
 * journal row. An act is filled on the ui thread and done on the store's. It holds what is typed of a person: wiped by
 * its owner.
 */
#ifndef WORK_WAITING_H
#define WORK_WAITING_H

#include "work/desk.h"

struct waiting_act {
	enum waiting_wish wish;
	char code[CODE_ROOM]; /* of the claim's receipt */
	char problem[40];
	char who[24], officer[41], initials[5]; /* of the staff: id, name */
	struct claim_fix fix;                  /* WAITING_CORRECT */
	char bank[40];                          /* likewise: the bank's name */
	char key[UUID_TEXT];                    /* likewise: of the new request */
	char file[CODE_ROOM];                   /* WAITING_HAND_OVER */
	int64_t now_ms;
};

/** Everything but fix is filled. */
void waiting_act_of(struct desk *desk, const struct waiting_claim *claim,
	enum waiting_wish wish, const struct officer *officer, struct waiting_act *ret_act);
/** answers->fix as it is meant: the bank's name and a key of its own. */
void waiting_act_fix(
	struct desk *desk, const struct claim_fix *fix, struct waiting_act *act);

/* On the store's thread. ST_NOT_FOUND: it does not wait for that any more. */

/** Does it. WAITING_CORRECT also ST_DENIED, ST_EXISTS (store_waiting_open), ST_UNSUPPORTED: its receipt is of another
 *  version. WAITING_HAND_OVER ST_EXISTS: the code is in use, make another one. */
enum status waiting_do(struct store *store, const struct waiting_act *act);
/** Whether it can be corrected, with this NIK; tells the reason the claim was made for. As waiting_do. */
enum status waiting_open(
	struct store *store, const struct waiting_act *act, enum claim_reason *ret_reason);
/** Whom to reach about it, journalled; "" of a claim of before that was kept. */
enum status waiting_contact(struct store *store, const struct waiting_act *act,
	struct claim_contact *ret_contact);

/** A list of the store, as it is shown. */
void waiting_take_rows(const struct desk *desk, const struct attention *row, size_t n,
	struct waiting_claim ret_claims[ATTENTION_MAX]);

#endif
