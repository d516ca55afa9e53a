/* SPDX-License-Identifier: Apache-2.0 */
/* The code of a receipt, typed or shown to the camera: what the services that begin with it share. */
#ifndef FLOW_RECEIPT_CODE_H
#define FLOW_RECEIPT_CODE_H

#include "flow/flow.h"

extern const struct field receipt_code_field;

/** For the option that looks for another one. */
void receipt_code_other(struct answers *answers, int value);
/** What to do with it here, as the scanner is. */
void receipt_code_fill(
	const struct answers *answers, const struct place *place, struct page *page);
/** On the page for a code that nobody has: what it is instead, as far as that is known. */
void receipt_code_fill_unknown(
	const struct answers *answers, const struct place *place, struct page *page);

#endif
