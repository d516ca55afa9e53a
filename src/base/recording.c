/* SPDX-License-Identifier: Apache-2.0 */
/* Sentences and the names of their recordings. */
#include "base/recording.h"

#include "base/str.h"

#include <stdint.h>
#include <string.h>

enum { WORDS_SHOWN = 40 }; /* bytes of them */

static bool
ends_sentence(const char *text)
{
	return (*text == '.' || *text == '?') && (text[1] == ' ' || text[1] == '\0');
}

size_t
recording_sentence(const char **text)
{
	const char *at;

	*text += strspn(*text, " \n");
	for (at = *text; *at; at++)
		if (ends_sentence(at))
			return (size_t)(at - *text) + 1;
	return (size_t)(at - *text);
}

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool
is_plain(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* FNV-1a: names need to differ, not to be secret. */
static uint32_t
hash_of(const char *sentence, size_t n)
{
	uint32_t hash = 2166136261u;

	for (size_t i = 0; i < n; i++)
		hash = (hash ^ (unsigned char)lower(sentence[i])) * 16777619u;
	return hash;
}

void
recording_name(const char *sentence, size_t n, char ret_name[RECORDING_NAME])
{
	size_t length = 0;

	while (n > 0 && strchr(".,? ", sentence[n - 1]) != NULL)
		n--;
	for (size_t i = 0; i < n && length < WORDS_SHOWN; i++) {
		char c = lower(sentence[i]);

		if (is_plain(c))
			ret_name[length++] = c;
		else if (c == ' ' && length > 0 && ret_name[length - 1] != '-')
			ret_name[length++] = '-';
	}
	if (length > 0 && ret_name[length - 1] != '-')
		ret_name[length++] = '-';
	if (str_format(ret_name + length, RECORDING_NAME - length, "%08x",
		    hash_of(sentence, n)) != ST_OK)
		ret_name[0] = '\0'; /* there is room */
}
