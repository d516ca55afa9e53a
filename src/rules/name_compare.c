/* SPDX-License-Identifier: Apache-2.0 */
/* Whether two names as banks and registers write them may be one person's. */
#include "base/array.h"
#include "base/str.h"
#include "rules/account.h"
#include "rules/identity.h"

#include <stdbool.h>
#include <string.h>

enum {
	NAME_WORDS_MAX = 50,
	SLIP_LETTERS_MIN = 4, /* of shorter names one other letter makes another name */
	FULL_WORD_MIN = 3,    /* letters of a word that is no initial */
	DROPPED_MAX = 2,      /* "BINTI HASAN" */
	BANK_CUT_MIN = 15,    /* letters after which some banks cut a name */
	JOINED_ROOM = NAME_WORDS_MAX * 8 + NAME_ROOM, /* each word may grow into "MUHAMMAD" */
};

/* Upper-case words without titles. */
struct name {
	char text[2 * NAME_ROOM];
	size_t len;
	const char *word[NAME_WORDS_MAX]; /* into text, or a short form's full one; borrowed */
	size_t first, n;                  /* words first … n − 1 count */
};

static const char *const titles_before[] = { "H", "HJ", "KH", "DR", "DRS", "DRA", "DRG", "DRH",
	"IR", "PROF", "TN", "NY", "NN", "SDR", "SDRI", "BPK", "BAPAK", "ALM", "APT", "NS" };

static const char *const titles_after[] = { "SPD", "SPDI", "SE", "SEI", "SH", "SHI", "ST",
	"SKOM", "SSOS", "SAG", "SIP", "SP", "SPT", "SPI", "SKM", "SKEP", "SFARM", "SSI", "SSN",
	"SPSI", "STP", "STRKEB", "STRKEP", "AMD", "AMDKEB", "AMDKEP", "AMK", "NERS", "MM", "MH",
	"MT", "MSI", "MPD", "MPDI", "MAP", "MKES", "MKOM", "MAG", "MSC", "BSC", "LC", "PHD",
	"ALM" };

/* clang-format off */
static const struct {
	const char *shorter, *full;
} short_forms[] = {
	{ "M",         "MUHAMMAD" },
	{ "MD",        "MUHAMMAD" },
	{ "MHD",       "MUHAMMAD" },
	{ "MOH",       "MUHAMMAD" },
	{ "MOHD",      "MUHAMMAD" },
	{ "MOCH",      "MUHAMMAD" },
	{ "MUH",       "MUHAMMAD" },
	{ "MUCH",      "MUHAMMAD" },
	{ "MUHD",      "MUHAMMAD" },
	{ "MUHAMAD",   "MUHAMMAD" },
	{ "MUKHAMAD",  "MUHAMMAD" },
	{ "MUCHAMAD",  "MUHAMMAD" },
	{ "MUCHAMMAD", "MUHAMMAD" },
	{ "MOHAMAD",   "MUHAMMAD" },
	{ "MOHAMMAD",  "MUHAMMAD" },
	{ "MOCHAMAD",  "MUHAMMAD" },
	{ "MOCHAMMAD", "MUHAMMAD" },
	{ "ACH",       "AHMAD"    },
	{ "AKH",       "AHMAD"    },
	{ "ACHMAD",    "AHMAD"    },
	{ "AKHMAD",    "AHMAD"    },
	{ "ABD",       "ABDUL"    },
	{ "ST",        "SITI"     },
	{ "NOR",       "NUR"      },
	{ "NOOR",      "NUR"      },
	{ "BT",        "BINTI"    },
	{ "BTE",       "BINTI"    },
	{ "BN",        "BIN"      },
};
/* clang-format on */

static bool
is_among(const char *const *words, size_t n, const char *word)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(words[i], word) == 0)
			return true;
	return false;
}

static bool
is_title_after(const char *word)
{
	return is_among(titles_after, ARRAY_LEN(titles_after), word);
}

/* Blanks, commas, hyphens and control characters part the words. */
static bool
parts(char c)
{
	return (unsigned char)c <= ' ' || c == ',' || c == '-' || c == 0x7F;
}

/* The bytes of from…to as one word, without the marks within. */
static void
add_word(struct name *name, const char *from, const char *to)
{
	size_t start = name->len;

	for (; from < to; from++) {
		if (*from == '.' || *from == '\'' || *from == '`')
			continue;
		name->text[name->len++] =
			*from >= 'a' && *from <= 'z' ? (char)(*from - 'a' + 'A') : *from;
	}
	if (name->len == start)
		return;
	name->text[name->len++] = '\0';
	name->word[name->n++] = name->text + start;
}

/* "S.Pd" is one word, a title; "M.YUSUF" is two. */
static void
add_chunk(struct name *name, const char *from, const char *to)
{
	size_t len = name->len, n = name->n;

	add_word(name, from, to);
	if (name->n == n || is_title_after(name->word[name->n - 1]))
		return;
	name->len = len;
	name->n = n;
	for (const char *dot; from < to; from = dot + (dot < to)) {
		dot = memchr(from, '.', (size_t)(to - from));
		if (dot == NULL)
			dot = to;
		add_word(name, from, dot);
	}
}

static void
drop_titles(struct name *name)
{
	while (name->n - name->first > 1 &&
		is_among(titles_before, ARRAY_LEN(titles_before), name->word[name->first]))
		name->first++;
	while (name->n - name->first > 1 && is_title_after(name->word[name->n - 1]))
		name->n--;
}

static void
read_name(const char *text, struct name *name)
{
	name->len = name->first = name->n = 0;
	while (*text != '\0') {
		const char *from = text;

		while (*text != '\0' && !parts(*text))
			text++;
		if (text > from)
			add_chunk(name, from, text);
		else
			text++;
	}
	drop_titles(name);
}

static void
spell_out(struct name *name)
{
	for (size_t i = name->first; i < name->n; i++)
		for (size_t k = 0; k < ARRAY_LEN(short_forms); k++)
			if (strcmp(short_forms[k].shorter, name->word[i]) == 0)
				name->word[i] = short_forms[k].full;
}

static size_t
count(const struct name *name)
{
	return name->n - name->first;
}

static bool
is_same(const struct name *a, const struct name *b)
{
	if (count(a) != count(b))
		return false;
	for (size_t i = 0; i < count(a); i++)
		if (strcmp(a->word[a->first + i], b->word[b->first + i]) != 0)
			return false;
	return true;
}

static bool
is_initial(const char *initial, const char *word)
{
	return initial[0] == word[0] && initial[1] == '\0';
}

/* The words of the shorter name begin the longer one, whole or as initials, one at least
 * whole. */
static bool
is_shortened(const struct name *shorter, const struct name *longer)
{
	bool whole = false;

	if (count(longer) - count(shorter) > DROPPED_MAX)
		return false;
	for (size_t i = 0; i < count(shorter); i++) {
		const char *a = shorter->word[shorter->first + i];
		const char *b = longer->word[longer->first + i];

		if (strcmp(a, b) == 0)
			whole |= strlen(a) >= FULL_WORD_MIN;
		else if (!is_initial(a, b) && !is_initial(b, a))
			return false;
	}
	return whole;
}

/* All words in one; short forms are longer than what stood there. */
static enum status
join(const struct name *name, char *ret_text, size_t room)
{
	size_t at = 0;

	for (size_t i = name->first; i < name->n; i++) {
		enum status st = str_copy(ret_text + at, room - at, name->word[i]);

		if (st != ST_OK)
			return st;
		at += strlen(name->word[i]);
	}
	return ST_OK;
}

/* One letter more, less or other, or two neighbours swapped. */
static bool
is_one_slip(const char *a, size_t a_n, const char *b, size_t b_n)
{
	size_t least = a_n < b_n ? a_n : b_n, front = 0, back = 0;

	if (least < SLIP_LETTERS_MIN)
		return false;
	while (front < least && a[front] == b[front])
		front++;
	while (back < least - front && a[a_n - 1 - back] == b[b_n - 1 - back])
		back++;
	a_n -= front + back;
	b_n -= front + back;
	if (a_n <= 1 && b_n <= 1)
		return true;
	return a_n == 2 && b_n == 2 && a[front] == b[front + 1] && a[front + 1] == b[front];
}

static bool
is_joined_similar(const struct name *a, const struct name *b)
{
	char a_text[JOINED_ROOM] = "", b_text[JOINED_ROOM] = "";
	bool similar = false;

	if (join(a, a_text, sizeof(a_text)) == ST_OK &&
		join(b, b_text, sizeof(b_text)) == ST_OK) {
		size_t a_n = strlen(a_text), b_n = strlen(b_text);
		size_t least = a_n < b_n ? a_n : b_n;

		similar = is_one_slip(a_text, a_n, b_text, b_n) ||
			  (least >= BANK_CUT_MIN && strncmp(a_text, b_text, least) == 0) ||
			  strcmp(a_text, b_text) == 0;
	}
	wipe(a_text, sizeof(a_text));
	wipe(b_text, sizeof(b_text));
	return similar;
}

static bool
is_similar(const struct name *a, const struct name *b)
{
	return (count(a) <= count(b) ? is_shortened(a, b) : is_shortened(b, a)) ||
	       is_joined_similar(a, b);
}

static enum name_match
compare(struct name *a, struct name *b)
{
	if (count(a) == 0 || count(b) == 0)
		return NAME_DIFFERENT;
	if (is_same(a, b))
		return NAME_SAME;
	if (is_similar(a, b))
		return NAME_SIMILAR;
	spell_out(a);
	spell_out(b);
	return is_similar(a, b) ? NAME_SIMILAR : NAME_DIFFERENT;
}

enum name_match
name_compare(const char *a, const char *b)
{
	struct name a_name, b_name;
	enum name_match match;

	if (strlen(a) >= NAME_ROOM || strlen(b) >= NAME_ROOM)
		return NAME_DIFFERENT;
	read_name(a, &a_name);
	read_name(b, &b_name);
	match = compare(&a_name, &b_name);
	wipe(&a_name, sizeof(a_name));
	wipe(&b_name, sizeof(b_name));
	return match;
}
