/* SPDX-License-Identifier: Apache-2.0 */
/* A page of every kind, as the visit would fill it, for tests of the screen and for looking
 * at it. */
#ifndef FAKE_PAGES_H
#define FAKE_PAGES_H

#include "base/cells.h"
#include "flow/page.h"

struct sample_page {
	const char *name;
	void (*fill)(struct page *page);
};

extern const struct sample_page sample_pages[];
extern const size_t sample_pages_n;

/** The page of that name; fails the test when there is none. */
void sample_page_fill(const char *name, struct page *page);

/** A picture of columns × rows: an oval face before a grey wall. */
void sample_cells(int columns, int rows, struct cells *ret_cells);

#endif
