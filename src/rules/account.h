/* SPDX-License-Identifier: Apache-2.0 */
/* Bank accounts: the banks to choose from, what an account number looks like, and whether two names are one. */
#ifndef RULES_ACCOUNT_H
#define RULES_ACCOUNT_H

#include "base/status.h"
#include "rules/flaw.h"

#include <stddef.h>

enum { BANKS_MAX = 160, ACCOUNT_ROOM = 25 };

struct bank {
	char code[4];   /* Bank Indonesia clearing code, three digits */
	char name[40];  /* as people say it: "BRI", "Bank Kalsel" */
	int digits[4];  /* usual lengths of account numbers, 0-terminated; a hint only */
	bool short_list; /* offered first */
};

struct banks {
	struct bank bank[BANKS_MAX];
	size_t n;
};

/** config/banks.csv: `code,name,short,lengths` with a header line; lengths separated by a blank. ST_INVALID with
 *  *ret_line (1-based) of the first bad row. */
enum status banks_parse(const char *csv, struct banks *ret_banks, int *ret_line);
const struct bank *banks_find(const struct banks *banks, const char *code);

/** 6–20 digits; a length unusual for the bank only warns. bank may be NULL. */
enum flaw account_check(const char *number, const struct bank *bank);

enum name_match { NAME_SAME, NAME_SIMILAR, NAME_DIFFERENT };

/** Upper-cased, titles, dots and double blanks removed; abbreviations (M., MOH., MUHAMMAD …), one transposition or
 *  one letter, or a dropped last name make it similar: a person of staff decides. */
enum name_match name_compare(const char *a, const char *b);

#endif
