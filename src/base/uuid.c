/* SPDX-License-Identifier: Apache-2.0 */
/* UUID version 7. */
#include "base/uuid.h"

#include <string.h>

void
uuid_v7(int64_t unix_ms, const uint8_t random[10], char ret_text[UUID_TEXT])
{
	static const char hex[] = "0123456789abcdef";
	uint8_t b[16];
	char *out = ret_text;

	for (int i = 0; i < 6; i++)
		b[i] = (uint8_t)(unix_ms >> (8 * (5 - i)));
	memcpy(b + 6, random, 10);
	b[6] = (uint8_t)(0x70 | (b[6] & 0x0F));
	b[8] = (uint8_t)(0x80 | (b[8] & 0x3F));
	for (int i = 0; i < 16; i++) {
		if (i == 4 || i == 6 || i == 8 || i == 10)
			*out++ = '-';
		*out++ = hex[b[i] >> 4];
		*out++ = hex[b[i] & 15];
	}
	*out = '\0';
}
