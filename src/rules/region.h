/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The regions of Indonesia by their Kemendagri codes: 63 a province, 6308 a regency or city in it,
 * 630805 a district in that. A NIK begins with the code of the district where it was issued; it
 * keeps that code when the region is split or renamed, so a code unknown today only warns.
 */
#ifndef RULES_REGION_H
#define RULES_REGION_H

#include "base/status.h"
#include "rules/flaw.h"

#include <stddef.h>
#include <stdint.h>

enum region_level { REGION_PROVINCE, REGION_REGENCY, REGION_DISTRICT };

enum {
	REGIONS_MAX = 9000,
	REGION_NAMES_MAX = 160000,
	REGION_NAME_ROOM = 48,
	REGION_CHILDREN_MAX = 100,
	REGION_WORDS_ROOM = 3 * REGION_NAME_ROOM,
};

struct region {
	int code;
	uint32_t name; /* where it begins in the names */
};

/** Zeroed it knows no region. About 230 kB. */
struct regions {
	struct region region[REGIONS_MAX]; /* ascending by code */
	size_t n;
	char names[REGION_NAMES_MAX]; /* each with its NUL */
	size_t names_n;
};

/** Adds a file of assets/regions: `code,name` with a header line, strict (base/csv.h), codes of
 *  that level ascending, each in a region added before: provinces first, districts last.
 *  ST_INVALID or ST_TOO_LONG with *ret_line (1-based) of the first bad row; nothing is added
 *  then. */
enum status regions_add(
	struct regions *regions, enum region_level level, const char *csv, int *ret_line);

/** code must not be 0. */
enum region_level region_level(int code);
/** The region of that level the code lies in, or it itself; 0 where the code is of a higher one. */
int region_at(int code, enum region_level level);
/** "Hulu Sungai Utara", "Kota Banjarmasin"; NULL where there is no such region. */
const char *region_name(const struct regions *regions, int code);
/** What the alphabet has it by: a city is looked for without the word Kota, while a district may
 *  be called Kota Agung. */
const char *region_sort_name(const struct regions *regions, int code);
/** "Amuntai Tengah, Hulu Sungai Utara, Kalimantan Selatan"; ST_NOT_FOUND. */
enum status region_words(const struct regions *regions, int code, char *ret_text, size_t room);

/** Codes of the regions directly in `parent` (0: the provinces) in alphabetical order.
 *  Returns how many. */
size_t region_children(
	const struct regions *regions, int parent, int ret_codes[REGION_CHILDREN_MAX]);
/** By the name as a record has it, in any case, with or without Kabupaten or Kab.; 0: none. */
int region_find(const struct regions *regions, int parent, const char *name);

/** The smallest known region of a NIK's first six digits: a district, else its regency, else its
 *  province; 0: none. */
int region_of_nik(const struct regions *regions, const char *nik);
/** FLAW_NIK_REGION, which only warns, where no district has the first six digits; FLAW_NONE while
 *  no regions are known. */
enum flaw region_check(const struct regions *regions, const char *nik);

#endif
