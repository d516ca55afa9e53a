/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whether the journal is what was written: every row follows the one before it, over archives and database as one
 * chain, and every signed head is on it. The first row that does not hold is named, and the walk goes on behind it.
 *
 *	edited, moved, inserted   the row's own hash is not that of what it holds, in its place
 *	deleted                   a number is missing
 *	cut off, rolled back      a signed head names a row behind the last one
 *	exchanged, written anew   a signed head names another hash for a row
 */
#ifndef STORE_JOURNAL_PROOF_H
#define STORE_JOURNAL_PROOF_H

#include "store/journal_head.h"

/* X(name, words for whoever reads the proof) */
#define JOURNAL_FAULT_LIST(X)                                                                  \
	X(FAULT_EDITED, "is not what was written there: edited, moved or put in")              \
	X(FAULT_UNLINKED, "does not follow the row before it")                                 \
	X(FAULT_MISSING, "comes after rows that are missing: deleted")                         \
	X(FAULT_FORM, "holds what no row holds")                                               \
	X(FAULT_CUT, "was signed and is not there: cut off, or an older copy")                 \
	X(FAULT_ANOTHER, "is another row than was signed: exchanged, or written anew")         \
	X(FAULT_SIGNATURE, "stands in a head that this kiosk did not sign")                    \
	X(FAULT_NO_ARCHIVE, "is the first of an archive that is missing")                      \
	X(FAULT_BAD_ARCHIVE, "is the first of an archive that is not what was signed")

enum journal_fault {
#define FAULT_ENUM(name, words) name,
	JOURNAL_FAULT_LIST(FAULT_ENUM)
#undef FAULT_ENUM
};
const char *journal_fault_words(enum journal_fault fault);

enum { PROOF_FINDINGS = 16, PROOF_FILE = 64 };

struct journal_finding {
	enum journal_fault fault;
	int64_t seq;
	int64_t at_ms;         /* of the row; 0: it is not there */
	char file[PROOF_FILE]; /* of an archive; "" the database */
};

struct journal_proof {
	int64_t rows;      /* walked */
	int64_t last;      /* seq of the newest */
	int64_t broken;    /* rows that do not hold */
	int64_t signed_to; /* the newest head that holds; 0 none */
	int heads, bad_heads;
	int archives;
	int n; /* in finding: the first broken row, then archives, then heads */
	struct journal_finding finding[PROOF_FINDINGS];
};

/** also: heads from elsewhere, as of a day slip; n of them. ST_OK: all of it was looked at, whatever was found:
 *  proof->n says so. */
enum status journal_prove(struct store *store, const struct journal_head *also, size_t n,
	struct journal_proof *ret_proof);

#endif
