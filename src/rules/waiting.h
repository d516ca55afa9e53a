/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reaching somebody whose claim waits: whom, how it is shown to staff, and the letter for who has no telephone. The
 * contact is kept sealed with the claim as these bytes, shown on demand, never logged.
 */
#ifndef RULES_WAITING_H
#define RULES_WAITING_H

#include "rules/claim.h"
#include "rules/code.h"
#include "rules/date.h"

struct receipt;
struct sheet_place;

/** No pointers: it is stored as it is. "" what is not known. */
struct claim_contact {
	char name[NAME_ROOM], phone[17], address[201];
};

/** How staff tried to reach them. X(name, code of the journal and the store, words) */
#define REACH_LIST(X)                                                                          \
	X(REACH_YES, "reached", N_("Sudah dihubungi"))                                         \
	X(REACH_NO, "not-reached", N_("Belum terhubung"))                                      \
	X(REACH_POSTED, "posted", N_("Surat sudah dikirim"))

enum reach {
	REACH_NONE,
#define REACH_ENUM(name, code, words) name,
	REACH_LIST(REACH_ENUM)
#undef REACH_ENUM
		REACHES
};
/** "" for REACH_NONE, as its words. */
const char *reach_code(enum reach reach);
const char *reach_words(enum reach reach);
/** REACH_NONE for what is none. */
enum reach reach_of(const char *code);

/** Whether what is known is enough to post a letter. */
bool contact_has_address(const struct claim_contact *contact);

/** All borrowed. */
struct letter_facts {
	const struct claim_contact *contact;
	const char *code;   /* of the receipt */
	const char *person; /* what it means for them (source) */
};

/** "SURAT PANGGILAN": the address first, for the window of an envelope; nothing of the claim but its code. */
void receipt_of_letter(const struct letter_facts *facts, const struct sheet_place *place,
	struct receipt *ret_receipt);

#endif
