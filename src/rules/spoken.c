/* SPDX-License-Identifier: Apache-2.0 */
/* Screen text as words, one token between blanks after the other. */
#include "rules/spoken.h"

#include "base/array.h"
#include "base/buf.h"
#include "base/str.h"
#include "base/utf8.h"
#include "rules/code.h"
#include "rules/money.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum {
	TOKEN_ROOM = 128,
	DIGITS_HIDDEN = 5, /* so many in a row are somebody's number */
	TAIL_ELLIPSIS = 0x2026,
	BULLET = 0x2022,
	EN_DASH = 0x2013,
	EM_DASH = 0x2014,
	LATIN_FIRST = 0xC0,
	LATIN_LAST = 0x24F,
	TIMES_SIGN = 0xD7,
	DIVISION_SIGN = 0xF7,
};

enum secret { SECRET_NUMBER, SECRET_NAME, SECRET_CODE, SECRET_AMOUNT, SECRETS };

/* What is said instead: of the screen, of paper. */
static const char *const instead[SECRETS][2] = {
	[SECRET_NUMBER] = { "angka di layar", "angka di kertas" },
	[SECRET_NAME] = { "nama di layar", "nama di kertas" },
	[SECRET_CODE] = { "kode di layar", "kode di kertas" },
	[SECRET_AMOUNT] = { "jumlah di layar", "jumlah di kertas" },
};

struct speaker {
	unsigned how; /* bits of enum spoken */
	char *words;
	size_t room, n;
	enum status st;
	bool key_now, key_next;       /* after "tekan" a sign is a key */
	bool rupiah_now, rupiah_next; /* after "Rp" alone a number is an amount */
	const char *hidden;           /* what was hidden last, not to say it twice in a row */
};

/* What stands between two blanks: letters, digits and the signs . , - / * % of it. */
struct token {
	char core[TOKEN_ROOM];
	char sign;  /* the first character of a token without letter and digit */
	char pause; /* '.' ',' '?' or 0: what follows it */
	bool bracket; /* opens before it */
	int letters, digits, stars;
};

struct saying {
	const char *text, *words;
};

static const struct saying sayings[] = {
	{ "175",  "satu tujuh lima"             },
	{ "BCA",  "be ce a"                     },
	{ "BNI",  "be en i"                     },
	{ "BPJS", "be pe je es"                 },
	{ "BPU",  "bukan penerima upah"         },
	{ "BRI",  "be er i"                     },
	{ "BSI",  "be es i"                     },
	{ "BTN",  "be te en"                    },
	{ "HJ",   "hajah"                       },
	{ "HP",   "ha pe"                       },
	{ "Hj",   "hajah"                       },
	{ "JHT",  "jaminan hari tua"            },
	{ "JKK",  "jaminan kecelakaan kerja"    },
	{ "JKM",  "jaminan kematian"            },
	{ "JKP",  "jaminan kehilangan pekerjaan"},
	{ "JMO",  "je em o"                     },
	{ "JP",   "jaminan pensiun"             },
	{ "Jl",   "jalan"                       },
	{ "KK",   "kartu keluarga"              },
	{ "KPJ",  "ka pe je"                    },
	{ "KTP",  "ka te pe"                    },
	{ "Kab",  "kabupaten"                   },
	{ "Kec",  "kecamatan"                   },
	{ "MPP",  "mal pelayanan publik"        },
	{ "NIK",  "nik"			 },
	{ "NPWP", "en pe we pe"                 },
	{ "No",   "nomor"                       },
	{ "PHK",  "pe ha ka"                    },
	{ "PIN",  "pin"			 },
	{ "QR",   "kiu er"                      },
	{ "QRIS", "kris"			},
	{ "Tbk",  "terbuka"                     },
	{ "USB",  "u es be"                     },
	{ "WIB",  "waktu indonesia barat"       },
	{ "WIT",  "waktu indonesia timur"       },
	{ "WITA", "waktu indonesia tengah"      },
	{ "dll",  "dan lain lain"               },
};

/* Abbreviations whose full stop ends no sentence. */
static const char *const dotted[] = { "H", "HJ", "Hj", "Jl", "Kab", "Kec", "No" };

static const struct {
	char sign;
	const char *words;
} keys[] = {
	{'*',  "bintang"     },
	{ '+', "tambah"      },
	{ '/', "garis miring"},
	{ '-', "tanda kurang"},
	{ '.', "titik"       },
};

/* --- saying ------------------------------------------------------------------------------- */

static void
put(struct speaker *speaker, const char *bytes, size_t n)
{
	if (speaker->st != ST_OK || n >= speaker->room - speaker->n) {
		speaker->st = ST_TOO_LONG;
		return;
	}
	memcpy(speaker->words + speaker->n, bytes, n);
	speaker->n += n;
}

static void
say_part(struct speaker *speaker, const char *bytes, size_t n)
{
	if (speaker->n > 0)
		put(speaker, " ", 1);
	put(speaker, bytes, n);
	speaker->hidden = NULL;
}

static void
say(struct speaker *speaker, const char *words)
{
	say_part(speaker, words, strlen(words));
}

static void
hide(struct speaker *speaker, enum secret secret)
{
	const char *phrase = instead[secret][(speaker->how & SPOKEN_OF_PAPER) != 0];

	if (speaker->hidden == phrase)
		return;
	say(speaker, phrase);
	speaker->hidden = phrase;
}

static void
say_number(struct speaker *speaker, int64_t number)
{
	char words[WORDS_ROOM];

	number_words(number, words);
	say(speaker, words);
}

static void
pause_after(struct speaker *speaker, char pause)
{
	if (pause == '\0' || speaker->n == 0)
		return;
	if (strchr(".,?", speaker->words[speaker->n - 1]) != NULL) {
		if (pause != ',')
			speaker->words[speaker->n - 1] = pause;
		return;
	}
	put(speaker, &pause, 1);
	speaker->hidden = NULL;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_lower(char c)
{
	return c >= 'a' && c <= 'z';
}

static bool
is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

/* --- tokens ------------------------------------------------------------------------------- */

static bool
is_letter(uint32_t ch)
{
	if (ch < 0x80)
		return is_lower((char)ch) || is_upper((char)ch);
	return ch >= LATIN_FIRST && ch <= LATIN_LAST && ch != TIMES_SIGN && ch != DIVISION_SIGN;
}

/** The character as the readers below know it; 0: a voice needs nothing of it. */
static uint32_t
simplified(uint32_t ch)
{
	if (ch == EN_DASH || ch == EM_DASH)
		return '-';
	if (ch == TAIL_ELLIPSIS || ch == BULLET)
		return '*';
	if (is_letter(ch) || (ch < 0x80 && ch != '\0' && strchr("0123456789.,-/*%+", (int)ch)))
		return ch;
	return 0;
}

static char
pause_of(uint32_t ch)
{
	switch (ch) {
	case '.':
	case '!':
	case TAIL_ELLIPSIS:
		return '.';
	case '?':
		return '?';
	case ',':
	case ':':
	case ';':
	case ')':
		return ',';
	default:
		return '\0';
	}
}

static void
count(struct token *token, uint32_t ch)
{
	token->digits += ch < 0x80 && is_digit((char)ch);
	token->stars += ch == '*';
	token->letters += is_letter(ch);
}

/** Takes punctuation off both ends of the core: "(Rp500)," keeps its amount, "-" and "…"
 *  before a digit stay. */
static void
trim(struct token *token)
{
	char *core = token->core;
	size_t n = strlen(core), skip = strspn(core, ".,");

	while (n > skip && strchr(".,-/", core[n - 1]) != NULL)
		n--;
	memmove(core, core + skip, n - skip);
	core[n - skip] = '\0';
}

static bool
is_blank(uint32_t ch)
{
	return ch == ' ' || ch == '\n' || ch == '\t' || ch == '\r';
}

/** Reads the next token and steps over it and the blanks behind; false at the end of the
 *  text. */
static bool
token_next(const char **text, struct token *ret_token)
{
	struct token token = { .core = "" };
	size_t n = 0, step = 0;
	uint32_t ch = 0;

	*text += strspn(*text, " \t\r\n");
	if (**text == '\0')
		return false;
	for (; (step = utf8_next(*text, &ch)) > 0 && !is_blank(ch); *text += step) {
		uint32_t simple = simplified(ch);

		if (n + 5 > sizeof(token.core))
			break;
		token.pause = pause_of(ch);
		token.bracket = token.bracket || ch == '(';
		if (simple == 0 || (ch == TAIL_ELLIPSIS && n > 0 && token.digits == 0))
			continue;
		count(&token, simple);
		n += utf8_put(token.core + n, simple);
	}
	if (token.letters == 0 && token.digits == 0) {
		token.sign = token.core[0];
		token.pause = n == 1 ? '\0' : token.pause;
	}
	if ((*text)[strspn(*text, " \t\r")] == '\n' && token.pause == '\0')
		token.pause = ',';
	trim(&token);
	*ret_token = token;
	return true;
}

/* --- readers: each says a token it knows, or leaves it to the next ------------------------ */

static bool
say_sign(struct speaker *speaker, const struct token *token)
{
	if (token->letters > 0 || token->digits > 0)
		return false;
	if (token->sign == '%')
		say(speaker, "persen");
	else if (token->sign == '/' && !speaker->key_now)
		say(speaker, "atau");
	for (size_t i = 0; speaker->key_now && i < ARRAY_LEN(keys); i++)
		if (keys[i].sign == token->sign) {
			say(speaker, keys[i].words);
			speaker->key_next = true;
		}
	return true;
}

/** Whole thousands with dots, or digits alone: the number without dots. */
static bool
ungroup(const char *text, char ret_digits[TOKEN_ROOM])
{
	size_t n = 0, since_dot = 0;
	bool dots = false;

	for (; is_digit(*text) || *text == '.'; text++) {
		if (*text == '.') {
			if (since_dot == 0 || since_dot > 3 || (dots && since_dot != 3))
				return false;
			dots = true;
			since_dot = 0;
		} else {
			ret_digits[n++] = *text;
			since_dot++;
		}
	}
	ret_digits[n] = '\0';
	return *text == '\0' && n > 0 && (!dots || since_dot == 3);
}

static bool
say_amount(struct speaker *speaker, const struct token *token)
{
	const char *text = token->core;
	bool minus = text[0] == '-', rupiah = speaker->rupiah_now;
	char digits[TOKEN_ROOM];
	long long amount;

	text += minus;
	if (strncmp(text, "Rp", 2) == 0) {
		rupiah = true;
		text += 2;
	}
	if (rupiah && *text == '\0') {
		speaker->rupiah_next = true;
		return true;
	}
	if (!ungroup(text, digits) || (!rupiah && strchr(text, '.') == NULL))
		return false;
	if (!(speaker->how & (SPOKEN_AMOUNTS_WORDS | SPOKEN_NUMBERS)) ||
		str_to_int64(digits, 0, INT64_MAX, &amount) != ST_OK) {
		hide(speaker, SECRET_AMOUNT);
		return true;
	}
	say_number(speaker, minus ? -amount : amount);
	if (rupiah)
		say(speaker, "rupiah");
	return true;
}

/** Reads "08.00" or "14.05" and steps over it. */
static bool
read_time(const char **text, int *ret_hour, int *ret_minute)
{
	const char *at = *text;
	int hour = 0, minute;

	for (; is_digit(*at) && at < *text + 2; at++)
		hour = hour * 10 + *at - '0';
	if (at == *text || at[0] != '.' || !is_digit(at[1]) || !is_digit(at[2]))
		return false;
	minute = (at[1] - '0') * 10 + at[2] - '0';
	if (hour > 23 || minute > 59)
		return false;
	*text = at + 3;
	*ret_hour = hour;
	*ret_minute = minute;
	return true;
}

static void
say_hour(struct speaker *speaker, int hour, int minute)
{
	say_number(speaker, hour);
	if (minute == 0)
		return;
	say(speaker, "lewat");
	say_number(speaker, minute);
	say(speaker, "menit");
}

/** "08.00", "08.00-16.00". */
static bool
say_time(struct speaker *speaker, const struct token *token)
{
	const char *at = token->core;
	int hour, minute, to_hour = 0, to_minute = 0;
	bool range;

	if (!read_time(&at, &hour, &minute))
		return false;
	range = *at == '-';
	at += range;
	if ((range && !read_time(&at, &to_hour, &to_minute)) || *at != '\0')
		return false;
	say_hour(speaker, hour, minute);
	if (range) {
		say(speaker, "sampai");
		say_hour(speaker, to_hour, to_minute);
	}
	return true;
}

/** Digits and letters one by one, letters by their names. */
static void
spell(struct speaker *speaker, const char *part)
{
	static const char *const names[] = { "a", "be", "ce", "de", "e", "ef", "ge", "ha", "i",
		"je", "ka", "el", "em", "en", "o", "pe", "ki", "er", "es", "te", "u", "fe", "we",
		"eks", "ye", "zet" };

	for (; *part != '\0'; part++) {
		if (is_digit(*part))
			say_number(speaker, *part - '0');
		else if (is_upper(*part))
			say(speaker, names[*part - 'A']);
		else if (is_lower(*part))
			say(speaker, names[*part - 'a']);
	}
}

static bool
say_code(struct speaker *speaker, const struct token *token)
{
	char code[CODE_ROOM];

	if (strlen(token->core) != CODE_SHOWN_ROOM - 1 || token->core[4] != '-' ||
		token->core[9] != '-' || code_read(token->core, code) != FLAW_NONE)
		return false;
	if (speaker->how & SPOKEN_NUMBERS)
		spell(speaker, token->core);
	else
		hide(speaker, SECRET_CODE);
	return true;
}

static bool
say_hidden(struct speaker *speaker, const struct token *token)
{
	if (token->digits < DIGITS_HIDDEN && token->stars == 0)
		return false;
	if (token->digits == 0)
		hide(speaker, token->letters > 0 ? SECRET_NAME : SECRET_NUMBER);
	else if (speaker->how & SPOKEN_NUMBERS)
		spell(speaker, token->core);
	else
		hide(speaker, SECRET_NUMBER);
	return true;
}

static const char *
saying_of(const char *part)
{
	for (size_t i = 0; i < ARRAY_LEN(sayings); i++)
		if (strcmp(sayings[i].text, part) == 0)
			return sayings[i].words;
	return NULL;
}

/* Said letter by letter although they have a vowel; without one, capitals always are. */
static const char *const spelled[] = { "ANZ", "DIY", "DKI", "IBK", "ICBC", "MUFG", "OCBC", "SBI", "SMA",
	"UD", "UOB" };

static bool
is_spelled(const char *word)
{
	enum { LETTERS_MAX = 5 };
	size_t capitals = strspn(word, "BCDFGHJKLMNPQRSTVWXYZ");

	for (size_t i = 0; i < ARRAY_LEN(spelled); i++)
		if (strcmp(spelled[i], word) == 0)
			return true;
	return capitals > 1 && capitals <= LETTERS_MAX && word[capitals] == '\0';
}

/** Other capitals alone, which a voice might spell, in small letters. */
static void
say_word(struct speaker *speaker, char *word)
{
	bool shouted = strlen(word) > 1;

	if (is_spelled(word)) {
		spell(speaker, word);
		return;
	}

	for (const char *c = word; *c != '\0'; c++)
		shouted = shouted && !is_lower(*c);
	for (char *c = word; shouted && *c != '\0'; c++)
		if (is_upper(*c))
			*c = (char)(*c - 'A' + 'a');
	say(speaker, word);
	speaker->key_next = strcmp(word, "tekan") == 0 || strcmp(word, "Tekan") == 0 ||
			    strcmp(word, "lalu") == 0 ||
			    (speaker->key_now && strcmp(word, "atau") == 0);
}

/** "ke-5" is one word, "kelima"; the first is "pertama". */
static bool
say_ordinal(struct speaker *speaker, const struct token *token)
{
	char words[sizeof("ke") + WORDS_ROOM];
	const char *digits = token->core + 3;
	long long number;

	if (strncmp(token->core, "ke-", 3) != 0 || !str_is_digits(digits) ||
		str_to_int64(digits, 1, 9999, &number) != ST_OK)
		return false;
	memcpy(words, "ke", 2);
	number_words(number, words + 2);
	say(speaker, number == 1 ? "pertama" : words);
	return true;
}

static void
say_piece(struct speaker *speaker, char *piece)
{
	const char *saying = saying_of(piece);
	size_t digits = strspn(piece, "0123456789");
	long long number;

	if (saying != NULL)
		say(speaker, saying);
	else if (piece[digits] == '\0' && (piece[0] != '0' || digits == 1) &&
		 str_to_int64(piece, 0, INT64_MAX, &number) == ST_OK)
		say_number(speaker, number);
	else if (strpbrk(piece, "0123456789") != NULL)
		spell(speaker, piece);
	else
		say_word(speaker, piece);
}

/** What joins two pieces: "1-3" "Ya/Tidak" "10%" "2,5", and nothing for "rata-rata". */
static void
say_joint(struct speaker *speaker, char joint, const char *before, const char *after)
{
	if (joint == '/')
		say(speaker, "atau");
	else if (joint == '%')
		say(speaker, "persen");
	else if (joint == '-' && str_is_digits(before) && is_digit(*after))
		say(speaker, "sampai");
	else if (joint == ',' && str_is_digits(before) && is_digit(*after))
		say(speaker, "koma");
}

/** Everything else: words, small numbers, and what is joined of them. */
static bool
say_pieces(struct speaker *speaker, const struct token *token)
{
	const char *at = token->core;

	while (*at != '\0') {
		size_t n = strcspn(at, "-/%.,+");
		char piece[TOKEN_ROOM];

		memcpy(piece, at, n);
		piece[n] = '\0';
		at += n;
		if (n > 0)
			say_piece(speaker, piece);
		if (*at != '\0') {
			char joint = *at++;

			if (*at != '\0' || joint == '%')
				say_joint(speaker, joint, piece, at);
		}
	}
	return true;
}

static bool (*const readers[])(struct speaker *, const struct token *) = {
	say_sign,
	say_amount,
	say_time,
	say_code,
	say_ordinal,
	say_hidden,
	say_pieces,
};

/* --- sentences ---------------------------------------------------------------------------- */

static bool
is_group(const struct token *token)
{
	return (token->digits > 0 || token->stars > 1) &&
	       strspn(token->core, "0123456789*") == strlen(token->core);
}

/** One group after the other, with a rest between, so that a listener can follow. */
static void
spell_groups(struct speaker *speaker, const struct token *first, const char *text, const char *end)
{
	struct token group = *first;
	bool more = true;

	while (more) {
		if (group.digits > 0)
			spell(speaker, group.core);
		more = text < end && token_next(&text, &group);
		if (more)
			pause_after(speaker, ',');
	}
	wipe(&group, sizeof(group));
}

/** Digits in groups, "12 345 678 901", are one number: where it is somebody's, steps over all of
 *  it and leaves the last group in *token. */
static bool
say_groups(struct speaker *speaker, struct token *token, const char **text)
{
	const char *ahead = *text, *end = *text;
	struct token group = *token, last = *token;
	int digits = 0, stars = 0;
	bool more = !speaker->rupiah_now && is_group(&group);

	while (more) {
		digits += group.digits;
		stars += group.stars;
		last = group;
		end = ahead;
		more = group.pause == '\0' && token_next(&ahead, &group) && is_group(&group);
	}
	if (digits < DIGITS_HIDDEN && stars == 0)
		return false;
	if ((speaker->how & SPOKEN_NUMBERS) && digits > 0)
		spell_groups(speaker, token, *text, end);
	else
		hide(speaker, SECRET_NUMBER);
	*text = end;
	*token = last;
	return true;
}

static bool
ends_no_sentence(const struct token *token)
{
	for (size_t i = 0; i < ARRAY_LEN(dotted); i++)
		if (strcmp(dotted[i], token->core) == 0)
			return token->pause == '.';
	return false;
}

static void
say_token(struct speaker *speaker, struct token *token, const char **text)
{
	bool said;

	if (token->bracket)
		pause_after(speaker, ',');
	speaker->key_now = speaker->key_next;
	speaker->rupiah_now = speaker->rupiah_next;
	speaker->key_next = speaker->rupiah_next = false;
	said = say_groups(speaker, token, text);
	for (size_t i = 0; !said && i < ARRAY_LEN(readers); i++)
		said = readers[i](speaker, token);
	if (!ends_no_sentence(token))
		pause_after(speaker, token->pause);
}

enum status
spoken_words(const char *text, unsigned how, char *ret_words, size_t room)
{
	struct speaker speaker = {
		.how = how, .words = ret_words, .room = room, .st = ST_OK
	};
	struct token token;

	if (room == 0)
		return ST_TOO_LONG;
	while (token_next(&text, &token))
		say_token(&speaker, &token, &text);
	wipe(&token, sizeof(token));
	if (speaker.st != ST_OK)
		wipe(ret_words, room);
	ret_words[speaker.st == ST_OK ? speaker.n : 0] = '\0';
	return speaker.st;
}

enum status
spoken_add(struct buf *words, unsigned how, const char *sentence)
{
	char spoken[SPOKEN_ROOM];
	enum status st = spoken_words(sentence, how, spoken, sizeof(spoken));
	size_t n = st == ST_OK ? strlen(spoken) : 0;

	if (n > 0 && words->len > 0)
		st = buf_add_str(words, " ");
	if (st == ST_OK && n > 0)
		st = buf_add_str(words, spoken);
	if (st == ST_OK && n > 0 && spoken[n - 1] == ',')
		words->data[words->len - 1] = '.';
	else if (st == ST_OK && n > 0 && strchr(".?", spoken[n - 1]) == NULL)
		st = buf_add_str(words, ".");
	wipe(spoken, sizeof(spoken));
	return st;
}
