/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Finding one region among up to a hundred with digits alone. The most likely come first: a
 * person's own region is one key. Behind "Lainnya" stand the others: a few by name, many as the
 * alphabet in at most eight parts, each a page of names. So three keys find every region. `page` is the caller's to keep, 0 at first, and changes by the row that was
 * chosen.
 */
#ifndef RULES_REGION_PICK_H
#define RULES_REGION_PICK_H

#include "rules/region.h"

enum { PICK_ROWS = 9, PICK_TEXT = 2 * REGION_NAME_ROOM };

struct pick_row {
	char key;   /* '1'–'9' */
	int region; /* chosen by it; 0: it turns to `page` */
	int page;
	char text[PICK_TEXT]; /* in the language of the moment */
};

struct pick {
	struct pick_row row[PICK_ROWS];
	size_t n; /* 0: nothing lies in the parent */
};

/**
 * The rows of a page of the regions in `parent` (0: the provinces). likely: where the person may
 * live, the likeliest first, at any level: of the NIK (region_of_nik), of this site; codes
 * elsewhere, unknown ones and 0 are left out. After them the first page is filled with those
 * whose codes are nearest, which mostly are neighbours. A page there is not is the first one.
 */
void region_pick(const struct regions *regions, int parent, const int likely[], size_t likely_n,
	int page, struct pick *ret_pick);
/** NULL: the key does nothing on this page. */
const struct pick_row *pick_row(const struct pick *pick, char key);

#endif
