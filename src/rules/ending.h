/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How what the journal tells ended: the codes of its outcomes, in words, and in the few groups a supervisor looks for.
 * A code that is new needs its row here; one of another version has none.
 */
#ifndef RULES_ENDING_H
#define RULES_ENDING_H

#include "base/status.h"

#include <stddef.h>

enum ending {
	ENDING_WELL,    /* ok, and what is good news */
	ENDING_REFUSED, /* somebody or some rule said no */
	ENDING_AWAY,    /* nobody answered: centre, staff, a second person */
	ENDING_LEFT,    /* a person or a time ended it */
	ENDING_FAILED,  /* something broke */
	ENDINGS
};

/** Of a group, to choose it by; to be translated. */
const char *ending_words(enum ending ending);
/** Of a code; to be translated. "" of the plain "ok"; NULL: of another version. */
const char *outcome_words(const char *code);
/** The codes of the groups whose bit (1 << ending) is set, as a filter of the log takes them: "no,refused,ST_*". "" of
 *  none. */
enum status ending_codes(unsigned groups, char *ret_codes, size_t room);

/** Room for all of them. */
enum { ENDING_CODES = 640 };

#endif
