/* SPDX-License-Identifier: Apache-2.0 */
/* Pages of regions: the likely ones, the parts of the alphabet (or the few others), the names of a
 * part. */
#include "rules/region_pick.h"

#include "base/array.h"
#include "base/fill.h"
#include "base/str.h"

#include <assert.h>
#include <stdlib.h>

enum { PAGE_LIKELY, PAGE_ALPHABET, PAGE_NAMES };
enum { NAMES = 7, PARTS = 8, KEY_ON = '8', KEY_BACK = '9' };

/* The regions to pick from, and those that stand on the first page. */
struct list {
	const struct regions *regions;
	int code[REGION_CHILDREN_MAX]; /* by the alphabet */
	size_t n;
	int likely[NAMES];
	size_t likely_n;
	bool first[REGION_CHILDREN_MAX]; /* on the first page, the likely ones among them */
	int pages;                       /* of names */
};

static bool
is_likely(const struct list *list, int code)
{
	for (size_t i = 0; i < list->likely_n; i++)
		if (list->likely[i] == code)
			return true;
	return false;
}

static void
take_likely(struct list *list, int parent, const int likely[], size_t likely_n)
{
	enum region_level level = region_level(list->code[0]);

	for (size_t i = 0; i < likely_n && list->likely_n < NAMES; i++) {
		int code = region_at(likely[i], level);

		if (code != 0 &&
			(parent == 0 || region_at(code, region_level(parent)) == parent) &&
			region_name(list->regions, code) != NULL && !is_likely(list, code))
			list->likely[list->likely_n++] = code;
	}
}

/* The one not there yet whose code is nearest to the likeliest. */
static size_t
nearest(const struct list *list)
{
	size_t best = list->n;

	for (size_t i = 0; i < list->n; i++) {
		int away = abs(list->code[i] - list->likely[0]);

		if (!list->first[i] &&
			(best == list->n || away < abs(list->code[best] - list->likely[0])))
			best = i;
	}
	return best;
}

static void
choose_first(struct list *list)
{
	size_t room = list->n <= PICK_ROWS ? PICK_ROWS : NAMES;

	for (size_t i = 0; i < list->n; i++)
		list->first[i] = is_likely(list, list->code[i]);
	for (size_t i = list->likely_n; i < room && i < list->n; i++)
		list->first[nearest(list)] = true;
}

static void
list_init(struct list *list, const struct regions *regions, int parent, const int likely[],
	size_t likely_n)
{
	*list = (struct list){ .regions = regions };
	list->n = region_children(regions, parent, list->code);
	list->pages = (int)(list->n + NAMES - 1) / NAMES;
	if (list->n > 0)
		take_likely(list, parent, likely, likely_n);
	choose_first(list);
}

static struct pick_row *
add_row(struct pick *pick, char key)
{
	struct pick_row *row = &pick->row[pick->n++];

	assert(pick->n <= PICK_ROWS);
	*row = (struct pick_row){ .key = key };
	return row;
}

static void
add_region(const struct list *list, int code, struct pick *pick)
{
	struct pick_row *row = add_row(pick, (char)('1' + pick->n));

	row->region = code;
	str_clip(row->text, sizeof(row->text), region_name(list->regions, code));
}

static void
add_turn(struct pick *pick, char key, int page, const char *text)
{
	struct pick_row *row = add_row(pick, key);

	row->page = page;
	str_clip(row->text, sizeof(row->text), TR(text));
}

/* --- the first page ----------------------------------------------------------------------- */

static void
fill_first(const struct list *list, struct pick *pick)
{
	for (size_t i = 0; i < list->likely_n; i++)
		add_region(list, list->likely[i], pick);
	for (size_t i = 0; i < list->n; i++)
		if (list->first[i] && !is_likely(list, list->code[i]))
			add_region(list, list->code[i], pick);
	if (list->n > PICK_ROWS)
		add_turn(pick, KEY_ON, PAGE_ALPHABET, N_("Lainnya"));
}

/* Where they are so few that they need no alphabet. */
static void
fill_rest(const struct list *list, struct pick *pick)
{
	for (size_t i = 0; i < list->n; i++)
		if (!list->first[i])
			add_region(list, list->code[i], pick);
	add_turn(pick, KEY_BACK, PAGE_LIKELY, N_("Sebelumnya"));
}

/* --- the alphabet ------------------------------------------------------------------------- */

/* Where a page of names begins; pages are as even as can be. */
static size_t
begins(const struct list *list, int page)
{
	return (size_t)page * list->n / (size_t)list->pages;
}

static int
pages_a_part(const struct list *list)
{
	return (list->pages + PARTS - 1) / PARTS;
}

static void
part_text(const struct list *list, size_t first, size_t last, struct pick_row *row)
{
	static const char words[] = N_("{first} sampai {last}");
	const char *one = region_sort_name(list->regions, list->code[first]);
	const struct fill fills[] = { { "first", one },
		{ "last", region_sort_name(list->regions, list->code[last]) } };

	if (first == last || (fill_text(row->text, sizeof(row->text), TR(words), fills,
				      ARRAY_LEN(fills)) != ST_OK &&
				     fill_text(row->text, sizeof(row->text), words, fills,
					     ARRAY_LEN(fills)) != ST_OK))
		str_clip(row->text, sizeof(row->text), one);
}

static void
fill_alphabet(const struct list *list, struct pick *pick)
{
	int step = pages_a_part(list);

	for (int page = 0; page < list->pages; page += step) {
		int next = page + step < list->pages ? page + step : list->pages;
		struct pick_row *row = add_row(pick, (char)('1' + pick->n));

		row->page = PAGE_NAMES + page;
		part_text(list, begins(list, page), begins(list, next) - 1, row);
	}
	if (list->likely_n > 0)
		add_turn(pick, KEY_BACK, PAGE_LIKELY, N_("Sebelumnya"));
}

static void
fill_names(const struct list *list, int page, struct pick *pick)
{
	for (size_t i = begins(list, page); i < begins(list, page + 1); i++)
		add_region(list, list->code[i], pick);
	if (page + 1 < list->pages)
		add_turn(pick, KEY_ON, PAGE_NAMES + page + 1, N_("Berikutnya"));
	add_turn(pick, KEY_BACK, page > 0 ? PAGE_NAMES + page - 1 : PAGE_ALPHABET,
		N_("Sebelumnya"));
}

void
region_pick(const struct regions *regions, int parent, const int likely[], size_t likely_n,
	int page, struct pick *ret_pick)
{
	struct pick pick = { .n = 0 };
	struct list list;

	list_init(&list, regions, parent, likely, likely_n);
	if (list.n > PICK_ROWS && page >= PAGE_NAMES && page < PAGE_NAMES + list.pages)
		fill_names(&list, page - PAGE_NAMES, &pick);
	else if (list.n <= PICK_ROWS || (list.likely_n > 0 && page != PAGE_ALPHABET))
		fill_first(&list, &pick);
	else if (list.likely_n > 0 && list.n <= NAMES + PARTS)
		fill_rest(&list, &pick);
	else
		fill_alphabet(&list, &pick);
	*ret_pick = pick;
}

const struct pick_row *
pick_row(const struct pick *pick, char key)
{
	for (size_t i = 0; i < pick->n; i++)
		if (pick->row[i].key == key)
			return &pick->row[i];
	return NULL;
}
