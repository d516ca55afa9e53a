/* SPDX-License-Identifier: Apache-2.0 */
/* UUIDs: version 7 made, any version read and written. */
#include "base/uuid.h"

#include <stdbool.h>
#include <string.h>

static bool
dash_before(int byte)
{
	return byte == 4 || byte == 6 || byte == 8 || byte == 10;
}

static int
hex_digit(char ch)
{
	if (ch >= '0' && ch <= '9')
		return ch - '0';
	if (ch >= 'a' && ch <= 'f')
		return ch - 'a' + 10;
	return ch >= 'A' && ch <= 'F' ? ch - 'A' + 10 : -1;
}

void
uuid_text(const uint8_t bytes[UUID_BYTES], char ret_text[UUID_TEXT])
{
	static const char hex[] = "0123456789abcdef";
	char *out = ret_text;

	for (int i = 0; i < UUID_BYTES; i++) {
		if (dash_before(i))
			*out++ = '-';
		*out++ = hex[bytes[i] >> 4];
		*out++ = hex[bytes[i] & 15];
	}
	*out = '\0';
}

enum status
uuid_bytes(const char *text, uint8_t ret_bytes[UUID_BYTES])
{
	uint8_t bytes[UUID_BYTES];

	if (strlen(text) != UUID_TEXT - 1)
		return ST_INVALID;
	for (int i = 0; i < UUID_BYTES; i++) {
		int high, low;

		if (dash_before(i) && *text++ != '-')
			return ST_INVALID;
		high = hex_digit(*text++);
		low = hex_digit(*text++);
		if (high < 0 || low < 0)
			return ST_INVALID;
		bytes[i] = (uint8_t)(high << 4 | low);
	}
	memcpy(ret_bytes, bytes, sizeof(bytes));
	return ST_OK;
}

void
uuid_v7(int64_t unix_ms, const uint8_t random[10], char ret_text[UUID_TEXT])
{
	uint8_t b[UUID_BYTES];

	for (int i = 0; i < 6; i++)
		b[i] = (uint8_t)(unix_ms >> (8 * (5 - i)));
	memcpy(b + 6, random, 10);
	b[6] = (uint8_t)(0x70 | (b[6] & 0x0F));
	b[8] = (uint8_t)(0x80 | (b[8] & 0x3F));
	uuid_text(b, ret_text);
}
