/* SPDX-License-Identifier: Apache-2.0 */
/* Amounts of years or months as lines with bars, so that a person sees which were good ones and
 * which are missing. */
#ifndef FLOW_PAGE_CHART_H
#define FLOW_PAGE_CHART_H

#include "flow/page.h"

struct chart_row {
	const char *label; /* "2025", "Maret 2025" */
	int64_t rupiah;
};

/** Adds a LINE_BAR a row; the largest amount has the longest bar, what is not above zero none. A
 *  sum below them is another LINE_BAR, by page_line, and has no bar.
 *  covered: neither amounts nor bars are on the page, for who is not alone. ST_TOO_LONG leaves
 *  the page as it was. */
enum status page_chart(struct page *page, const struct chart_row *rows, size_t n, bool covered);

#endif
