/* SPDX-License-Identifier: Apache-2.0 */
/* Amounts as lines with bars. */
#include "flow/page_chart.h"

#include "base/str.h"
#include "rules/money.h"

enum { WHOLE = 1000 };

static int64_t
largest(const struct chart_row *rows, size_t n)
{
	int64_t most = 0;

	for (size_t i = 0; i < n; i++)
		if (rows[i].rupiah > most)
			most = rows[i].rupiah;
	return most;
}

/* Without overflow for any amount; a small one still shows. */
static int
permille_of(int64_t rupiah, int64_t most)
{
	int64_t part;

	if (rupiah <= 0)
		return 0;
	part = most > INT64_MAX / WHOLE ? rupiah / (most / WHOLE) : rupiah * WHOLE / most;
	if (part > WHOLE)
		return WHOLE;
	return part > 0 ? (int)part : 1;
}

static enum status
add_row(struct page *page, const struct chart_row *row, int64_t most)
{
	char amount[MONEY_TEXT];
	enum status st;

	money_format(row->rupiah, amount);
	st = page_line(page, LINE_BAR, row->label, amount);
	if (st == ST_OK)
		page->line[page->lines - 1].permille = permille_of(row->rupiah, most);
	wipe(amount, sizeof(amount));
	return st;
}

enum status
page_chart(struct page *page, const struct chart_row *rows, size_t n, bool covered)
{
	int64_t most = largest(rows, n);
	enum status st = ST_OK;

	if (n > PAGE_LINES - page->lines)
		return ST_TOO_LONG;
	for (size_t i = 0; st == ST_OK && i < n; i++)
		st = covered ? page_line(page, LINE_BAR, rows[i].label, TR(N_("ditutup")))
			     : add_row(page, &rows[i], most);
	return st;
}
