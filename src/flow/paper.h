/* SPDX-License-Identifier: Apache-2.0 */
/* What a screen says of the paper: that it did not come out, why, what to do, and that it is out of date. */
#ifndef FLOW_PAPER_H
#define FLOW_PAPER_H

#include "flow/flow.h"

/** For a screen that a receipt or ticket was printed for. The code, where there is one, stands in page->big already. */
void paper_fill(const struct answers *answers, const struct place *place, struct page *page);
/** Likewise, where it is known that none came out. */
void paper_fill_failed(
	const struct answers *answers, const struct place *place, struct page *page);
/** Only why it did not come out; key: which key prints again. */
void paper_fill_trouble(const struct answers *answers, char key, struct page *page);

#endif
