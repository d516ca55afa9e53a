/* SPDX-License-Identifier: Apache-2.0 */
/* Whole sentences with named holes. */
#include "base/fill.h"

#include <string.h>

static const char *
value_of(const char *hole, size_t length, const struct fill *fills, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strlen(fills[i].hole) == length && memcmp(fills[i].hole, hole, length) == 0)
			return fills[i].value;
	return NULL;
}

static enum status
append(char *dst, size_t room, size_t *at, const char *bytes, size_t n)
{
	if (n >= room - *at)
		return ST_TOO_LONG;
	memcpy(dst + *at, bytes, n);
	*at += n;
	return ST_OK;
}

enum status
fill_text(char *dst, size_t room, const char *text, const struct fill *fills, size_t n)
{
	enum status st = room > 0 ? ST_OK : ST_TOO_LONG;
	size_t at = 0;

	while (st == ST_OK && *text != '\0') {
		size_t plain = strcspn(text, "{"), hole;
		const char *value;

		st = append(dst, room, &at, text, plain);
		text += plain;
		if (st != ST_OK || *text == '\0')
			break;
		hole = strcspn(++text, "}");
		value = text[hole] == '}' ? value_of(text, hole, fills, n) : NULL;
		st = value == NULL ? ST_INVALID : append(dst, room, &at, value, strlen(value));
		text += hole + (text[hole] == '}');
	}
	if (room > 0)
		dst[st == ST_OK ? at : 0] = '\0';
	return st;
}
