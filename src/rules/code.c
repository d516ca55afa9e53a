/* SPDX-License-Identifier: Apache-2.0 */
/* Receipt codes: a weighted sum modulo 31 over an alphabet of 30. */
#include "rules/code.h"

#include <stdbool.h>
#include <string.h>

enum { RADIX = 30, PRIME = 31, GROUP = 4, CHECK = CODE_CHARS - 1 };

static const char alphabet[RADIX + 1] = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

/* The weight of a position is CODE_CHARS minus the position, so the check character weighs
 * 1. */
static int
weighted_sum(const int *place, int n)
{
	int sum = 0;

	for (int i = 0; i < n; i++)
		sum += (CODE_CHARS - i) * place[i];
	return sum % PRIME;
}

static int
check_place(const int place[CHECK])
{
	return (PRIME - weighted_sum(place, CHECK)) % PRIME;
}

void
code_make(const uint8_t random[8], char ret_code[CODE_ROOM])
{
	int place[CODE_CHARS];
	uint64_t number = 0;

	for (int i = 0; i < 8; i++)
		number = number << 8 | random[i];
	for (int i = 0; i < CHECK; i++, number /= RADIX)
		place[i] = (int)(number % RADIX);
	if (check_place(place) == RADIX)
		place[CHECK - 1] = (place[CHECK - 1] + 1) % RADIX;
	place[CHECK] = check_place(place);
	for (int i = 0; i < CODE_CHARS; i++)
		ret_code[i] = alphabet[place[i]];
	ret_code[CODE_CHARS] = '\0';
}

static int
place_of(char c)
{
	const char *at;

	if (c >= 'a' && c <= 'z')
		c = (char)(c - 'a' + 'A');
	at = c == '\0' ? NULL : strchr(alphabet, c);
	return at == NULL ? -1 : (int)(at - alphabet);
}

static bool
is_filler(char c)
{
	return c == ' ' || c == '-' || c == '\t' || c == '\r' || c == '\n';
}

enum flaw
code_read(const char *text, char ret_code[CODE_ROOM])
{
	int place[CODE_CHARS], n = 0;

	for (; *text != '\0'; text++) {
		int at = place_of(*text);

		if (is_filler(*text))
			continue;
		if (at < 0 || n == CODE_CHARS)
			return FLAW_CODE;
		place[n++] = at;
	}
	if (n == 0)
		return FLAW_EMPTY;
	if (n != CODE_CHARS || weighted_sum(place, CODE_CHARS) != 0)
		return FLAW_CODE;
	for (int i = 0; i < CODE_CHARS; i++)
		ret_code[i] = alphabet[place[i]];
	ret_code[CODE_CHARS] = '\0';
	return FLAW_NONE;
}

void
code_show(const char *code, char ret_text[CODE_SHOWN_ROOM])
{
	char *out = ret_text;

	for (int i = 0; i < CODE_CHARS && code[i] != '\0'; i++) {
		if (i > 0 && i % GROUP == 0)
			*out++ = '-';
		*out++ = code[i];
	}
	*out = '\0';
}
