/* SPDX-License-Identifier: Apache-2.0 */
/* Code page 1252, ASCII, and what stands in for what they lack. */
#include "rules/code_page.h"

#include "base/array.h"
#include "base/utf8.h"

enum {
	LATIN_A = 0x100, /* Latin Extended-A, 128 letters */
	LATIN_1 = 0xA0,  /* the upper half of Latin-1, 96 signs */
	MARKS_FROM = 0x300,
	MARKS_TO = 0x36F, /* accents of their own */
};

/* Code page 1252 differs from Latin-1 in 0x80–0x9F only. */
static const struct {
	uint32_t ch;
	unsigned char byte, ascii;
} page_1252[] = {
	{ 0x20AC, 0x80, 'E' },  { 0x201A, 0x82, ',' }, { 0x0192, 0x83, 'f' }, { 0x201E, 0x84, '"' },
	{ 0x2026, 0x85, '.' },  { 0x2020, 0x86, '+' }, { 0x2021, 0x87, '+' }, { 0x02C6, 0x88, '^' },
	{ 0x2030, 0x89, '%' },  { 0x0160, 0x8A, 'S' }, { 0x2039, 0x8B, '<' }, { 0x0152, 0x8C, 'O' },
	{ 0x017D, 0x8E, 'Z' },  { 0x2018, 0x91, '\'' }, { 0x2019, 0x92, '\'' }, { 0x201C, 0x93, '"' },
	{ 0x201D, 0x94, '"' },  { 0x2022, 0x95, '*' }, { 0x2013, 0x96, '-' }, { 0x2014, 0x97, '-' },
	{ 0x02DC, 0x98, '~' },  { 0x2122, 0x99, 'T' }, { 0x0161, 0x9A, 's' }, { 0x203A, 0x9B, '>' },
	{ 0x0153, 0x9C, 'o' },  { 0x017E, 0x9E, 'z' }, { 0x0178, 0x9F, 'Y' },
};

/* Signs of no page, as names and texts from elsewhere bring them. */
static const struct {
	uint32_t from, to;
	unsigned char byte;
} others[] = {
	{ 0x02B9, 0x02BC, '\'' }, { 0x02BD, 0x02BF, '\'' }, { 0x2000, 0x200A, ' ' },
	{ 0x200B, 0x200F, 0 },    { 0x2010, 0x2012, '-' },  { 0x2015, 0x2015, '-' },
	{ 0x2032, 0x2032, '\'' }, { 0x2033, 0x2033, '"' },  { 0x202F, 0x202F, ' ' },
	{ 0x2060, 0x2060, 0 },    { 0x2190, 0x2190, '<' },  { 0x2192, 0x2192, '>' },
	{ 0x2212, 0x2212, '-' },  { 0x2248, 0x2248, '~' },  { 0x2264, 0x2264, '<' },
	{ 0x2265, 0x2265, '>' },  { 0x2500, 0x2501, '-' },  { 0x2502, 0x2503, '|' },
	{ 0x25A0, 0x25CF, '*' },  { 0x2713, 0x2714, 'v' },  { 0x2717, 0x2718, 'x' },
	{ 0x3000, 0x3000, ' ' },  { 0xFE00, 0xFE0F, 0 },    { 0xFEFF, 0xFEFF, 0 },
};

static const char latin_a[] = "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIiIiJjKkkLlLlLlLlLlNnNnNnnNn"
			      "OoOoOoOoRrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs";
static const char latin_1[] = " !cLoY|S\"Ca<--R-o+23'uP.,1o>????AAAAAAACEEEEIIIIDNOOOOOxOUUUUYTs"
			      "aaaaaaaceeeeiiiidnooooo/ouuuuyty";

_Static_assert(sizeof(latin_a) - 1 == 128, "U+0100 to U+017F");
_Static_assert(sizeof(latin_1) - 1 == 96, "U+00A0 to U+00FF");

static unsigned char
stand_in(uint32_t ch)
{
	if (ch >= MARKS_FROM && ch <= MARKS_TO)
		return 0;
	if (ch >= LATIN_A && ch < LATIN_A + sizeof(latin_a) - 1)
		return (unsigned char)latin_a[ch - LATIN_A];
	for (size_t i = 0; i < ARRAY_LEN(others); i++)
		if (ch >= others[i].from && ch <= others[i].to)
			return others[i].byte;
	return '?';
}

unsigned char
code_page_byte(enum code_page page, uint32_t ch)
{
	if (ch >= 0x20 && ch < 0x7F)
		return (unsigned char)ch;
	if (ch >= LATIN_1 && ch <= 0xFF)
		return page == CODE_PAGE_1252 ? (unsigned char)ch
					      : (unsigned char)latin_1[ch - LATIN_1];
	for (size_t i = 0; i < ARRAY_LEN(page_1252); i++)
		if (page_1252[i].ch == ch)
			return page == CODE_PAGE_1252 ? page_1252[i].byte : page_1252[i].ascii;
	return stand_in(ch);
}

enum status
code_page_add(enum code_page page, const char *text, struct buf *ret_bytes)
{
	enum status st = ST_OK;
	uint32_t ch;
	size_t step;

	for (; st == ST_OK && (step = utf8_next(text, &ch)) > 0; text += step) {
		unsigned char byte = code_page_byte(page, ch);

		if (byte != 0)
			st = buf_add(ret_bytes, &byte, 1);
	}
	return st;
}
