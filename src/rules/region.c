/* SPDX-License-Identifier: Apache-2.0 */
/* Regions in one array, sorted by code: a region's children lie side by side in it. */
#include "rules/region.h"

#include "base/array.h"
#include "base/csv.h"
#include "base/str.h"

#include <assert.h>
#include <string.h>
#include <strings.h>

enum { CELL_CODE, CELL_NAME, PER_LEVEL = 100, NIK_REGION_DIGITS = 6 };

static const struct {
	int min, max;
} codes[] = {
	[REGION_PROVINCE] = { 10, 99 },
	[REGION_REGENCY] = { 1000, 9999 },
	[REGION_DISTRICT] = { 100000, 999999 },
};

/* The first one with this code or a greater one. */
static size_t
place_of(const struct regions *regions, int code)
{
	size_t low = 0, high = regions->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (regions->region[middle].code < code)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

enum region_level
region_level(int code)
{
	assert(code > 0);
	if (code <= codes[REGION_PROVINCE].max)
		return REGION_PROVINCE;
	return code <= codes[REGION_REGENCY].max ? REGION_REGENCY : REGION_DISTRICT;
}

int
region_at(int code, enum region_level level)
{
	while (code > codes[level].max)
		code /= PER_LEVEL;
	return code >= codes[level].min ? code : 0;
}

const char *
region_name(const struct regions *regions, int code)
{
	size_t at = place_of(regions, code);

	if (at == regions->n || regions->region[at].code != code)
		return NULL;
	return regions->names + regions->region[at].name;
}

enum status
region_words(const struct regions *regions, int code, char *ret_text, size_t room)
{
	char text[REGION_WORDS_ROOM] = "";
	size_t n = 0;

	if (region_name(regions, code) == NULL)
		return ST_NOT_FOUND;
	for (; code != 0; code /= PER_LEVEL) {
		enum status st = str_format(text + n, sizeof(text) - n, "%s%s",
			n > 0 ? ", " : "", region_name(regions, code));

		if (st != ST_OK)
			return st;
		n += strlen(text + n);
	}
	return str_copy(ret_text, room, text);
}

/* --- a file of one level ------------------------------------------------------------------ */

static enum status
read_code(
	const struct regions *regions, enum region_level level, const char *cell, int *ret_code)
{
	long long code;

	if (!str_is_digits(cell) || cell[0] == '0' ||
		str_to_int64(cell, codes[level].min, codes[level].max, &code) != ST_OK)
		return ST_INVALID;
	if (regions->n > 0 && code <= regions->region[regions->n - 1].code)
		return ST_INVALID;
	if (level != REGION_PROVINCE && region_name(regions, (int)code / PER_LEVEL) == NULL)
		return ST_INVALID;
	*ret_code = (int)code;
	return ST_OK;
}

static enum status
add_row(struct regions *regions, enum region_level level, const struct csv_row *row)
{
	const char *name = row->cell[CELL_NAME];
	size_t n = strlen(name) + 1;
	int code;

	if (read_code(regions, level, row->cell[CELL_CODE], &code) != ST_OK || n == 1 ||
		n > REGION_NAME_ROOM)
		return ST_INVALID;
	if (regions->n == REGIONS_MAX || n > REGION_NAMES_MAX - regions->names_n)
		return ST_TOO_LONG;
	memcpy(regions->names + regions->names_n, name, n);
	regions->region[regions->n++] =
		(struct region){ .code = code, .name = (uint32_t)regions->names_n };
	regions->names_n += n;
	return ST_OK;
}

enum status
regions_add(struct regions *regions, enum region_level level, const char *text, int *ret_line)
{
	const size_t n = regions->n, names_n = regions->names_n;
	struct csv_row row;
	struct csv csv;
	enum status st = csv_open(&csv, text, "code,name");

	while (st == ST_OK && (st = csv_next(&csv, &row)) == ST_OK)
		st = add_row(regions, level, &row);
	if (st == ST_NOT_FOUND)
		return ST_OK;
	regions->n = n;
	regions->names_n = names_n;
	*ret_line = csv.line;
	return st;
}

/* --- what lies in a region ---------------------------------------------------------------- */

const char *
region_sort_name(const struct regions *regions, int code)
{
	static const char city[] = "Kota ";
	const char *name = region_name(regions, code);

	if (name != NULL && region_level(code) == REGION_REGENCY &&
		strncmp(name, city, sizeof(city) - 1) == 0)
		return name + sizeof(city) - 1;
	return name;
}

static bool
is_after(const struct regions *regions, int one, int other)
{
	int order =
		strcasecmp(region_sort_name(regions, one), region_sort_name(regions, other));

	return order > 0 || (order == 0 && one > other);
}

size_t
region_children(const struct regions *regions, int parent, int ret_codes[REGION_CHILDREN_MAX])
{
	size_t at = place_of(regions, parent * PER_LEVEL);
	size_t end = place_of(regions, (parent + 1) * PER_LEVEL), n = 0;

	for (; at < end; at++) {
		int code = regions->region[at].code;
		size_t i = n++;

		for (; i > 0 && is_after(regions, ret_codes[i - 1], code); i--)
			ret_codes[i] = ret_codes[i - 1];
		ret_codes[i] = code;
	}
	return n;
}

static const char *
without_kind(const char *name)
{
	static const char *const kinds[] = { "Kabupaten ", "Kab. ", "Kab " };

	for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
		if (strncasecmp(name, kinds[i], strlen(kinds[i])) == 0)
			return name + strlen(kinds[i]);
	return name;
}

int
region_find(const struct regions *regions, int parent, const char *name)
{
	size_t at = place_of(regions, parent * PER_LEVEL);
	size_t end = place_of(regions, (parent + 1) * PER_LEVEL);

	name = without_kind(name);
	for (; at < end; at++)
		if (strcasecmp(regions->names + regions->region[at].name, name) == 0)
			return regions->region[at].code;
	return 0;
}

/* --- NIK ---------------------------------------------------------------------------------- */

int
region_of_nik(const struct regions *regions, const char *nik)
{
	int code = 0;

	for (int i = 0; i < NIK_REGION_DIGITS; i++) {
		if (nik[i] < (i == 0 ? '1' : '0') || nik[i] > '9')
			return 0;
		code = code * 10 + (nik[i] - '0');
	}
	while (code != 0 && region_name(regions, code) == NULL)
		code /= PER_LEVEL;
	return code;
}

enum flaw
region_check(const struct regions *regions, const char *nik)
{
	int code = region_of_nik(regions, nik);

	if (regions->n == 0 || region_at(code, REGION_DISTRICT) != 0)
		return FLAW_NONE;
	return FLAW_NIK_REGION;
}
