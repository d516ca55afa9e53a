/* SPDX-License-Identifier: Apache-2.0 */
/* Bank accounts: the banks to choose from, what an account number looks like, and whether two
 * names are one. */
#ifndef RULES_ACCOUNT_H
#define RULES_ACCOUNT_H

#include "base/status.h"
#include "rules/flaw.h"

#include <stddef.h>

enum { BANKS_MAX = 160, ACCOUNT_ROOM = 25 };

struct bank {
	char code[4];  /* Bank Indonesia clearing code, three digits */
	char name[40]; /* as people say it: "BRI", "Bank Kalsel" */
	int digits[4]; /* at most three usual lengths of account numbers, then 0; a hint only */
	bool short_list; /* offered first */
};

struct banks {
	struct bank bank[BANKS_MAX];
	size_t n;
};

/** config/banks.csv: `code,name,short,lengths` with a header line, strict (base/csv.h); short
 *  is yes or no, lengths of 6–20 are separated by a blank, no code comes twice. ST_INVALID or
 *  ST_TOO_LONG with *ret_line (1-based) of the first bad row. */
enum status banks_parse(const char *csv, struct banks *ret_banks, int *ret_line);
/** NULL where there is none. */
const struct bank *banks_find(const struct banks *banks, const char *code);

/** 6–20 digits; a length unusual for the bank only warns. bank may be NULL. */
enum flaw account_check(const char *number, const struct bank *bank);

enum name_match { NAME_SAME, NAME_SIMILAR, NAME_DIFFERENT };

/**
 * Titles before and after (H., Drs., S.Pd) are left out, and so are case, dots and double
 * blanks; what is equal then is NAME_SAME. NAME_SIMILAR, for a person of staff to decide:
 * common short forms (M., MOH., MUHAMMAD; ABD., ABDUL …), initials, one letter more, less or
 * other, two neighbours swapped, words joined, last names dropped or cut off by a bank. Empty
 * names, and names of NAME_ROOM bytes or more, are NAME_DIFFERENT from all.
 */
enum name_match name_compare(const char *a, const char *b);

#endif
