/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A request of the visit that got no answer may have arrived all the same. Made again with the same bytes it goes under
 * the key it had, so that the centre does it once and tells what it came to: a KPJ that was added is added, and not
 * refused as "added already". One request is remembered: the last that changes something.
 */
#ifndef WORK_UNANSWERED_H
#define WORK_UNANSWERED_H

#include "work/central.h"

enum { UNANSWERED_PRINT = 32 };

/** Zeroed: nothing is unanswered. Holds nothing to free; wiped with the visit. */
struct unanswered {
	char key[UUID_TEXT]; /* "" none */
	uint8_t print[UNANSWERED_PRINT];
};

/** Before the request leaves: gives it the key of the one that is unanswered where it is the same, and remembers it. A
 *  request without a key changes nothing and is not remembered. */
void unanswered_begin(struct unanswered *unanswered, struct wire_request *request);
/** The centre has answered this one, yes or no. */
void unanswered_end(struct unanswered *unanswered, const struct wire_request *request);

#endif
