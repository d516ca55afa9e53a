/* SPDX-License-Identifier: Apache-2.0 */
/* Rupiah as figures and as words. */
#include "rules/money.h"

#include "base/array.h"
#include "base/str.h"

#include <assert.h>
#include <inttypes.h>
#include <stdbool.h>
#include <string.h>

enum { PART_WHOLE = 10000 };

static const char *const small_words[] = { "nol", "satu", "dua", "tiga", "empat", "lima",
	"enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas" };

/* Groups of three digits, from the highest that a 64-bit number has. */
static const struct {
	uint64_t unit;
	const char *word;
} groups[] = {
	{UINT64_C(1000000000000000000), "kuintiliun"},
	{ UINT64_C(1000000000000000),   "kuadriliun"},
	{ UINT64_C(1000000000000),      "triliun"   },
	{ UINT64_C(1000000000),         "miliar"    },
	{ UINT64_C(1000000),            "juta"      },
	{ UINT64_C(1000),               "ribu"      },
	{ UINT64_C(1),                  NULL        },
};

static uint64_t
magnitude(int64_t number)
{
	return number < 0 ? -(uint64_t)number : (uint64_t)number;
}

/* WORDS_ROOM holds the longest number there is: a test says so. */
static void
add_word(char text[WORDS_ROOM], const char *word)
{
	size_t n = strlen(text);
	enum status st = str_format(text + n, WORDS_ROOM - n, "%s%s", n > 0 ? " " : "", word);

	assert(st == ST_OK);
	(void)st;
}

static void
add_below_hundred(char text[WORDS_ROOM], unsigned number)
{
	if (number < ARRAY_LEN(small_words)) {
		add_word(text, small_words[number]);
	} else if (number < 20) {
		add_word(text, small_words[number - 10]);
		add_word(text, "belas");
	} else {
		add_word(text, small_words[number / 10]);
		add_word(text, "puluh");
		if (number % 10 > 0)
			add_word(text, small_words[number % 10]);
	}
}

static void
add_below_thousand(char text[WORDS_ROOM], unsigned number)
{
	if (number >= 200) {
		add_word(text, small_words[number / 100]);
		add_word(text, "ratus");
	} else if (number >= 100) {
		add_word(text, "seratus");
	}
	if (number % 100 > 0)
		add_below_hundred(text, number % 100);
}

void
number_words(int64_t number, char ret_text[WORDS_ROOM])
{
	uint64_t rest = magnitude(number);

	ret_text[0] = '\0';
	if (number < 0)
		add_word(ret_text, "minus");
	if (number == 0)
		add_word(ret_text, small_words[0]);
	for (size_t i = 0; i < ARRAY_LEN(groups); i++) {
		unsigned group = (unsigned)(rest / groups[i].unit);

		rest %= groups[i].unit;
		if (group == 0)
			continue;
		if (group == 1 && groups[i].unit == 1000) {
			add_word(ret_text, "seribu");
			continue;
		}
		add_below_thousand(ret_text, group);
		if (groups[i].word != NULL)
			add_word(ret_text, groups[i].word);
	}
}

void
money_words(int64_t rupiah, char ret_text[WORDS_ROOM])
{
	number_words(rupiah, ret_text);
	add_word(ret_text, "rupiah");
}

void
money_format(int64_t rupiah, char ret_text[MONEY_TEXT])
{
	char digits[24];
	size_t n, at = 0;
	enum status st = str_format(digits, sizeof(digits), "%" PRIu64, magnitude(rupiah));

	assert(st == ST_OK);
	(void)st;
	n = strlen(digits);
	if (rupiah < 0)
		ret_text[at++] = '-';
	ret_text[at++] = 'R';
	ret_text[at++] = 'p';
	for (size_t i = 0; i < n; i++) {
		if (i > 0 && (n - i) % 3 == 0)
			ret_text[at++] = '.';
		ret_text[at++] = digits[i];
	}
	ret_text[at] = '\0';
}

int64_t
money_part(int64_t rupiah, int part_per_10000)
{
	assert(rupiah >= 0 && part_per_10000 >= 0 && part_per_10000 <= PART_WHOLE);
	return rupiah / PART_WHOLE * part_per_10000 +
	       rupiah % PART_WHOLE * part_per_10000 / PART_WHOLE;
}
