/* SPDX-License-Identifier: Apache-2.0 */
/* What the rows that print a sheet share. */
#include "flow/sheet.h"

#include "base/str.h"
#include "flow/paper.h"

const struct option sheet_failed_options[SHEET_FAILED_OPTIONS] = {
	{ .key = '1', .text = N_("Coba cetak lagi"), .go = "print" },
	{ .key = '2', .text = N_("Kembali"), .go = "overview" },
};

const struct option sheet_done_options[SHEET_DONE_OPTIONS] = {
	{ .key = '1', .text = N_("Selesai"), .go = GO_MORE },
	{ .key = '2', .text = N_("Kembali"), .go = "overview" },
};

const struct branch sheet_branches[1] = {
	{ OUTCOME_AWAY, "print_failed" },
};

void
sheet_fill_failed(const struct answers *a, const struct place *p, struct page *page)
{
	(void)p;
	paper_fill_trouble(a, '1', page);
}

bool
sheet_can_print(const struct answers *a, const struct place *p)
{
	(void)a;
	return p->printer;
}
