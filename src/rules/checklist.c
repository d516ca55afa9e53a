/* SPDX-License-Identifier: Apache-2.0 */
/* What is there, and what is missing. */
#include "rules/checklist.h"

#include "base/str.h"

#include <assert.h>

static uint32_t
bits_of(const enum paper *papers, size_t n)
{
	uint32_t bits = 0;

	for (size_t i = 0; i < n; i++)
		bits |= ITEM_BIT(papers[i]);
	return bits;
}

static void
make(enum claim_reason reason, uint32_t papers, bool papers_all, struct checklist *ret_list)
{
	*ret_list = (struct checklist){ 0 };
	if (reason == REASON_NONE)
		return;
	ret_list->all = ITEM_BIT(ITEM_BOOK);
	if (reason != REASON_MENINGGAL)
		ret_list->all |= ITEM_BIT(ITEM_KTP);
	if (papers_all || (papers & (papers - 1)) == 0) /* one paper is no choice */
		ret_list->all |= papers;
	else
		ret_list->any = papers;
}

void
checklist_of(enum claim_reason reason, const enum paper *papers, size_t n, bool papers_all,
	struct checklist *ret_list)
{
	make(reason, bits_of(papers, n), papers_all, ret_list);
}

void
checklist_of_reason(enum claim_reason reason, struct checklist *ret_list)
{
	bool all = false;
	uint32_t papers = reason == REASON_NONE ? 0 : claim_papers(reason, &all);

	make(reason, papers, all, ret_list);
}

static int
first_of(uint32_t bits)
{
	for (int item = 0; item < ITEM_COUNT; item++)
		if (bits & ITEM_BIT(item))
			return item;
	return -1;
}

/* The KTP and the book before the papers: everybody knows them. */
int
checklist_next(const struct checklist *list, uint32_t there, uint32_t missing)
{
	const uint32_t own = ITEM_BIT(ITEM_KTP) | ITEM_BIT(ITEM_BOOK);
	uint32_t open = list->all & ~(there | missing);

	if (open & own)
		return first_of(open & own);
	if (open)
		return first_of(open);
	return list->any & there ? -1 : first_of(list->any & ~missing);
}

void
checklist_due(const struct checklist *list, uint32_t there, uint32_t *ret_all, uint32_t *ret_any)
{
	*ret_all = list->all & ~there;
	*ret_any = list->any & there ? 0 : list->any;
}

const char *
checklist_words(int item)
{
	assert(item >= 0 && item < ITEM_COUNT);
	if (item == ITEM_KTP)
		return N_("KTP asli");
	return item == ITEM_BOOK ? N_("Buku tabungan") : paper_words((enum paper)item);
}
