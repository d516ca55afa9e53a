/* SPDX-License-Identifier: Apache-2.0 */
/* Forms of a secret, sorted by their first two bytes so that one pass finds them all. */
#include "tests/security/needles.h"

#include "base/array.h"
#include "base/str.h"

#include <ctype.h>
#include <sodium.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	TEXT_MIN = 6,
	FORM_MAX = 384,
	NEEDLES_MAX = 12288,
	FIRST_TWO = 1 << 16,
	PIECE = 24, /* of a file */
	PIECE_EVERY = 512,
	STRIDE_MAX = 64, /* a cell of curses has 28 bytes, one of the canvas 8 */
	TELL_MAX = 6,
	AROUND = 48,
};

struct needle {
	const char *what, *form;
	uint8_t bytes[FORM_MAX];
	size_t n;
	int stride; /* 1: side by side */
	int next;   /* in its row of `first`; -1 none */
};

struct needles {
	struct needle needle[NEEDLES_MAX];
	int n;
	int first[FIRST_TWO];      /* side by side, by the first two bytes; -1 none */
	int spread[UINT8_MAX + 1]; /* one letter every N bytes, by the first; -1 none */
};

enum status
needles_new(struct needles **ret_needles)
{
	struct needles *needles = calloc(1, sizeof(*needles));

	if (needles == NULL)
		return ST_NO_MEMORY;
	for (size_t i = 0; i < FIRST_TWO; i++)
		needles->first[i] = -1;
	for (size_t i = 0; i <= UINT8_MAX; i++)
		needles->spread[i] = -1;
	*ret_needles = needles;
	return ST_OK;
}

void
needles_free(struct needles *needles)
{
	free(needles);
}

static size_t
row_of(const uint8_t *bytes)
{
	return (size_t)bytes[0] << 8 | bytes[1];
}

/* --- forms ------------------------------------------------------------------------------------------------------- */

static enum status
add(struct needles *needles, const char *what, const char *form, const void *bytes, size_t n,
	int stride)
{
	struct needle *needle = &needles->needle[needles->n];
	int *row;

	if (needles->n == NEEDLES_MAX || n > FORM_MAX || n < 2)
		return ST_TOO_LONG;
	*needle = (struct needle){ .what = what, .form = form, .n = n, .stride = stride };
	memcpy(needle->bytes, bytes, n);
	row = stride == 1 ? &needles->first[row_of(needle->bytes)]
			  : &needles->spread[needle->bytes[0]];
	needle->next = *row;
	*row = needles->n++;
	return ST_OK;
}

/* Three bytes are four letters: by where a text begins among them its letters differ. The first and the last are
 * mixed with what stands beside the text and are left out. */
static enum status
add_base64(struct needles *needles, const char *what, const void *bytes, size_t n)
{
	static const char *const names[] = { "base64", "base64 + 1", "base64 + 2" };
	enum status st = ST_OK;

	for (size_t before = 0; st == ST_OK && before < 3; before++) {
		uint8_t shifted[FORM_MAX / 2] = { 0 };
		char letters[FORM_MAX];
		size_t from = (before * 8 + 5) / 6, end = (before + n) * 8 / 6;

		if (before + n > sizeof(shifted))
			return ST_TOO_LONG;
		memcpy(shifted + before, bytes, n);
		(void)sodium_bin2base64(letters, sizeof(letters), shifted, before + n,
			sodium_base64_VARIANT_ORIGINAL_NO_PADDING);
		st = add(needles, what, names[before], letters + from, end - from, 1);
	}
	return st;
}

static enum status
add_hex(struct needles *needles, const char *what, const void *bytes, size_t n)
{
	char hex[FORM_MAX];
	enum status st;

	if (2 * n + 1 > sizeof(hex))
		return ST_TOO_LONG;
	(void)sodium_bin2hex(hex, sizeof(hex), bytes, n);
	st = add(needles, what, "hex", hex, 2 * n, 1);
	for (size_t i = 0; i < 2 * n; i++)
		hex[i] = (char)toupper((unsigned char)hex[i]);
	return st == ST_OK ? add(needles, what, "HEX", hex, 2 * n, 1) : st;
}

/* Every byte as %XX, and as a browser would: only what is no letter or digit. */
static enum status
add_url(struct needles *needles, const char *what, const char *text)
{
	char all[FORM_MAX] = "", some[FORM_MAX] = "";
	size_t a = 0, s = 0;
	enum status st;

	if (3 * strlen(text) + 1 > sizeof(all))
		return ST_TOO_LONG;
	for (; *text; text++) {
		(void)snprintf(all + a, 4, "%%%02X", (unsigned char)*text);
		a += 3;
		if (isalnum((unsigned char)*text))
			some[s++] = *text;
		else
			s += (size_t)snprintf(some + s, 4, "%%%02X", (unsigned char)*text);
	}
	st = add(needles, what, "percent", all, a, 1);
	return st == ST_OK && strchr(some, '%') ? add(needles, what, "url", some, s, 1) : st;
}

static enum status
add_spread(struct needles *needles, const char *what, const char *text)
{
	enum status st = ST_OK;

	for (int stride = 2; st == ST_OK && stride <= STRIDE_MAX; stride += 2)
		st = add(needles, what, "spread", text, strlen(text), stride);
	return st;
}

static enum status
add_as_written(struct needles *needles, const char *what, const char *form, const char *text)
{
	enum status st = add(needles, what, form, text, strlen(text), 1);

	return st == ST_OK ? add_spread(needles, what, text) : st;
}

/* 6308 0552 0360 0001 */
static enum status
add_groups(struct needles *needles, const char *what, const char *text, char between)
{
	char grouped[FORM_MAX];
	size_t n = 0;

	for (size_t i = 0; text[i] && n + 2 < sizeof(grouped); i++) {
		if (i > 0 && i % 4 == 0)
			grouped[n++] = between;
		grouped[n++] = text[i];
	}
	grouped[n] = '\0';
	return add_as_written(needles, what, "groups", grouped);
}

enum status
needles_text(struct needles *needles, const char *what, const char *text)
{
	size_t n = strlen(text);
	enum status st = n < TEXT_MIN ? ST_INVALID : ST_OK;

	if (st == ST_OK)
		st = add_as_written(needles, what, "plain", text);
	if (st == ST_OK && str_is_digits(text))
		st = add_groups(needles, what, text, ' ');
	if (st == ST_OK && str_is_digits(text))
		st = add_groups(needles, what, text, '-');
	if (st == ST_OK)
		st = add_base64(needles, what, text, n);
	if (st == ST_OK)
		st = add_hex(needles, what, text, n);
	return st == ST_OK ? add_url(needles, what, text) : st;
}

/* A piece of one value only would be found wherever something is filled. */
static bool
is_telling(const uint8_t *piece)
{
	size_t others = 0;

	for (size_t i = 1; i < PIECE; i++)
		others += piece[i] != piece[0];
	return others > PIECE / 2;
}

enum status
needles_file(struct needles *needles, const char *what, const void *bytes, size_t n)
{
	enum status st = ST_OK;

	for (size_t at = PIECE_EVERY; st == ST_OK && at + PIECE <= n; at += PIECE_EVERY) {
		const uint8_t *piece = (const uint8_t *)bytes + at;

		if (!is_telling(piece))
			continue;
		st = add(needles, what, "plain", piece, PIECE, 1);
		if (st == ST_OK)
			st = add_base64(needles, what, piece, PIECE);
		if (st == ST_OK)
			st = add_hex(needles, what, piece, PIECE);
	}
	return st;
}

/* --- searching --------------------------------------------------------------------------------------------------- */

static bool
lies_at(const struct needle *needle, const uint8_t *at, size_t left)
{
	size_t stride = (size_t)needle->stride;

	if ((needle->n - 1) * stride >= left)
		return false;
	if (stride == 1)
		return memcmp(at, needle->bytes, needle->n) == 0;
	for (size_t i = 1; i < needle->n; i++)
		if (at[i * stride] != needle->bytes[i])
			return false;
	return true;
}

static void
print_around(const uint8_t *bytes, size_t n, size_t at)
{
	size_t from = at > AROUND ? at - AROUND : 0;

	for (size_t i = from; i < n && i < at + 2 * AROUND; i++)
		(void)fputc(isprint(bytes[i]) ? bytes[i] : '.', stderr);
	(void)fputc('\n', stderr);
}

static void
tell(const struct needle *needle, const char *place, const uint8_t *bytes, size_t n, size_t at)
{
	(void)fprintf(stderr, "canary: %s (%s, every %d) in %s at %zu of %zu: ", needle->what,
		needle->form, needle->stride, place, at, n);
	print_around(bytes, n, at);
}

size_t
needles_search(const struct needles *needles, const char *place, const void *bytes, size_t n)
{
	const uint8_t *all = bytes;
	size_t hits = 0;

	for (size_t at = 0; at + 1 < n; at++) {
		const int rows[] = { needles->first[row_of(all + at)],
			needles->spread[all[at]] };

		for (size_t r = 0; r < ARRAY_LEN(rows); r++)
			for (int i = rows[r]; i >= 0; i = needles->needle[i].next) {
				if (!lies_at(&needles->needle[i], all + at, n - at))
					continue;
				if (place && hits < TELL_MAX)
					tell(&needles->needle[i], place, all, n, at);
				hits++;
			}
	}
	return hits;
}
