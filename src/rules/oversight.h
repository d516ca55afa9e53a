/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What stands out in an officer's work: misuse is looked for in counts, never in what they are counts of. A flag is a
 * question to a supervisor and no verdict. Pure.
 */
#ifndef RULES_OVERSIGHT_H
#define RULES_OVERSIGHT_H

#include <stddef.h>

enum {
	OVERSIGHT_DAYS = 30,          /* looked back at */
	OVERSIGHT_ACCOUNT_PEOPLE = 1, /* one account pays to so many at most, … */
	OVERSIGHT_PHONE_PEOPLE = 3,   /* … one phone serves so many: a grandchild's does */
};

struct officer_counts {
	char id[24], initials[5];
	int attests;  /* people vouched for */
	int accounts; /* in their claims, that more people than one have named */
	int phones;   /* likewise, more than three */
};

enum oversight_flag {
	FLAG_ATTESTS = 1,  /* more than twice the site's median */
	FLAG_ACCOUNTS = 2,
	FLAG_PHONES = 4,
};

/** One set of flags for each officer. The median is of those who vouched for anybody. */
void oversight_flags(const struct officer_counts *officers, size_t n, unsigned *ret_flags);
/** For the screen and paper (source). */
const char *oversight_words(enum oversight_flag flag);

#endif
