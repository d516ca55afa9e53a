/* SPDX-License-Identifier: Apache-2.0 */
/* Strings in fixed rooms. */
#include "base/str.h"

#include <errno.h>
#include <libintl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *
TR(const char *text)
{
	return text[0] ? gettext(text) : text;
}

enum status
str_copy(char *dst, size_t room, const char *src)
{
	size_t n = strlen(src) + 1;

	if (n > room) {
		if (room > 0)
			dst[0] = '\0';
		return ST_TOO_LONG;
	}
	memmove(dst, src, n);
	return ST_OK;
}

enum status
str_vformat(char *dst, size_t room, const char *format, va_list args)
{
	int n = vsnprintf(dst, room, format, args);

	if (n >= 0 && (size_t)n < room)
		return ST_OK;
	if (room > 0)
		dst[0] = '\0';
	return n < 0 ? ST_INVALID : ST_TOO_LONG;
}

enum status
str_format(char *dst, size_t room, const char *format, ...)
{
	va_list args;
	enum status st;

	va_start(args, format);
	st = str_vformat(dst, room, format, args);
	va_end(args);
	return st;
}

void
str_clip(char *dst, size_t room, const char *src)
{
	static const char dots[] = "…";
	size_t cut;

	if (str_copy(dst, room, src) == ST_OK || room < sizeof(dots))
		return;
	cut = room - sizeof(dots);
	while (cut > 0 && ((unsigned char)src[cut] & 0xC0) == 0x80)
		cut--;
	memmove(dst, src, cut);
	memcpy(dst + cut, dots, sizeof(dots));
}

bool
str_is_digits(const char *s)
{
	size_t n = strspn(s, "0123456789");

	return n > 0 && s[n] == '\0';
}

enum status
str_to_int64(const char *s, long long min, long long max, long long *ret_value)
{
	char *end = NULL;
	long long value;

	if (s[0] != '-' && (s[0] < '0' || s[0] > '9'))
		return ST_INVALID;
	errno = 0;
	value = strtoll(s, &end, 10);
	if (errno != 0 || end == s || *end != '\0' || value < min || value > max)
		return ST_INVALID;
	*ret_value = value;
	return ST_OK;
}

void
wipe(void *bytes, size_t n)
{
	sodium_memzero(bytes, n);
}
