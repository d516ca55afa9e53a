/* SPDX-License-Identifier: Apache-2.0 */
/* UTF-8 from outside made harmless. */
#include "base/utf8.h"

#include "base/str.h"

#include <string.h>
#include <wchar.h>

#define BROKEN 0xFFFDu

size_t
utf8_next(const char *s, uint32_t *ret_ch)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	const unsigned char *p = (const unsigned char *)s;
	size_t n;
	uint32_t ch;

	if (p[0] < 0x80) {
		*ret_ch = p[0];
		return p[0] ? 1 : 0;
	}
	n = p[0] >= 0xF0 ? 4 : p[0] >= 0xE0 ? 3 : 2;
	*ret_ch = BROKEN;
	if (p[0] < 0xC2 || p[0] > 0xF4)
		return 1;
	ch = p[0] & (0x7Fu >> n);
	for (size_t i = 1; i < n; i++) {
		if ((p[i] & 0xC0) != 0x80)
			return 1;
		ch = ch << 6 | (p[i] & 0x3Fu);
	}
	if (ch < least[n] || ch > 0x10FFFF || (ch >= 0xD800 && ch <= 0xDFFF))
		return 1;
	*ret_ch = ch;
	return n;
}

size_t
utf8_put(char *dst, uint32_t ch)
{
	size_t n = 0;

	if (ch < 0x80) {
		dst[n++] = (char)ch;
	} else if (ch < 0x800) {
		dst[n++] = (char)(0xC0 | ch >> 6);
		dst[n++] = (char)(0x80 | (ch & 0x3F));
	} else if (ch < 0x10000) {
		dst[n++] = (char)(0xE0 | ch >> 12);
		dst[n++] = (char)(0x80 | (ch >> 6 & 0x3F));
		dst[n++] = (char)(0x80 | (ch & 0x3F));
	} else {
		dst[n++] = (char)(0xF0 | ch >> 18);
		dst[n++] = (char)(0x80 | (ch >> 12 & 0x3F));
		dst[n++] = (char)(0x80 | (ch >> 6 & 0x3F));
		dst[n++] = (char)(0x80 | (ch & 0x3F));
	}
	dst[n] = '\0';
	return n;
}

bool
utf8_is_valid(const char *s, size_t n)
{
	size_t at = 0;

	while (at < n) {
		uint32_t ch;
		size_t step = utf8_next(s + at, &ch);

		if (step == 0 || at + step > n || (ch == BROKEN && step == 1))
			return false;
		at += step;
	}
	return true;
}

static int
columns_of(uint32_t ch)
{
	int n = wcwidth((wchar_t)ch);

	return n < 0 ? 0 : n;
}

int
utf8_columns(const char *s)
{
	int columns = 0;
	uint32_t ch;
	size_t step;

	for (; (step = utf8_next(s, &ch)) > 0; s += step)
		columns += columns_of(ch);
	return columns;
}

size_t
utf8_prefix(const char *s, int columns)
{
	size_t at = 0, step;
	uint32_t ch;

	while ((step = utf8_next(s + at, &ch)) > 0 && columns_of(ch) <= columns) {
		columns -= columns_of(ch);
		at += step;
	}
	return at;
}

static bool
steers(uint32_t ch)
{
	return ch < 0x20 || (ch >= 0x7F && ch < 0xA0) || ch == BROKEN || ch == 0x061C ||
	       (ch >= 0x200B && ch <= 0x200F) || (ch >= 0x2028 && ch <= 0x202E) ||
	       (ch >= 0x2060 && ch <= 0x206F) || ch == 0xFEFF || ch >= 0xE0000;
}

void
utf8_harmless(char *dst, size_t room, const char *src)
{
	static const char dots[] = "…";
	size_t at = 0, step, last_fit = 0;
	uint32_t ch;

	if (room == 0)
		return;
	for (; (step = utf8_next(src, &ch)) > 0; src += step) {
		char out[5];
		size_t n;

		if (ch == '\n' || ch == '\t' || ch == '\r')
			ch = ' ';
		n = utf8_put(out, steers(ch) ? '?' : ch);
		if (at + n >= room) {
			at = last_fit;
			if (room >= sizeof(dots)) {
				memcpy(dst + at, dots, sizeof(dots) - 1);
				at += sizeof(dots) - 1;
			}
			break;
		}
		memcpy(dst + at, out, n);
		at += n;
		if (at + sizeof(dots) <= room)
			last_fit = at;
	}
	dst[at] = '\0';
}
