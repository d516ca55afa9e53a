/* SPDX-License-Identifier: Apache-2.0 */
/* A page as words for the voice. */
#include "flow/page_voice.h"

#include "base/array.h"
#include "base/fill.h"
#include "base/str.h"

#include <string.h>

static enum status
add_line(struct buf *words, unsigned how, const struct page_line *line)
{
	char sentence[SPOKEN_SENTENCE];
	enum status st;

	if (line->style != LINE_PAIR && line->style != LINE_BAR)
		return spoken_add(words, how, line->text);
	st = str_format(sentence, sizeof(sentence), "%s: %s", line->label, line->text);
	if (st == ST_OK)
		st = spoken_add(words, how, sentence);
	wipe(sentence, sizeof(sentence));
	return st;
}

/** A whole sentence with two holes. */
static enum status
add_filled(struct buf *words, unsigned how, const char *text, const struct fill fills[2])
{
	char sentence[SPOKEN_SENTENCE];
	enum status st = fill_text(sentence, sizeof(sentence), TR(text), fills, 2);

	if (st != ST_OK) /* a translation without these holes */
		st = fill_text(sentence, sizeof(sentence), text, fills, 2);
	if (st == ST_OK)
		st = spoken_add(words, how, sentence);
	wipe(sentence, sizeof(sentence));
	return st;
}

static enum status
add_key(struct buf *words, unsigned how, const char *key, const char *does)
{
	const struct fill fills[] = { { "key", key }, { "what", does } };

	return add_filled(words, how, N_("Tekan {key} untuk {what}."), fills);
}

static enum status
add_choice(struct buf *words, unsigned how, const struct page_choice *choice)
{
	const char key[] = { choice->key, '\0' };

	return add_key(words, how, key, choice->text);
}

/* What was typed, for who has asked to hear it; a PIN never. */
static enum status
add_typed(struct buf *words, unsigned how, const struct page_field *field)
{
	char sentence[SPOKEN_SENTENCE];
	enum status st;

	if (!(how & SPOKEN_NUMBERS) || field->typed[0] == '\0' ||
		(field->kind != FIELD_DIGITS && field->kind != FIELD_DATE))
		return ST_OK;
	st = str_format(sentence, sizeof(sentence), TR(N_("Sudah diketik: %s.")), field->typed);
	if (st == ST_OK)
		st = spoken_add(words, how, sentence);
	wipe(sentence, sizeof(sentence));
	return st;
}

static bool
names_enter(const struct page *page)
{
	return strstr(page->todo, "Enter") != NULL || strstr(page->ask, "Enter") != NULL ||
	       strstr(page->speak, "Enter") != NULL;
}

static enum status
add_page(const struct page *page, unsigned how, struct buf *words)
{
	const bool own_words = page->speak[0] != '\0';
	enum status st = spoken_add(words, how, page->notice);

	if (st == ST_OK)
		st = spoken_add(words, how, own_words ? page->speak : page->ask);
	for (size_t i = 0; st == ST_OK && !own_words && i < page->lines; i++)
		st = add_line(words, how, &page->line[i]);
	for (size_t i = 0; st == ST_OK && i < page->choices; i++)
		st = add_choice(words, how, &page->choice[i]);
	if (st == ST_OK && !own_words)
		st = spoken_add(words, how, page->todo);
	if (st == ST_OK)
		st = add_typed(words, how, &page->field);
	if (st == ST_OK && page->can_enter && !names_enter(page))
		st = add_key(words, how, "Enter", page->enter_does);
	if (st == ST_OK)
		st = spoken_add(words, how, page->help);
	return st == ST_OK ? spoken_add(words, how, page->concern) : st;
}

static enum status
add_why(const struct page *page, unsigned how, struct buf *words)
{
	return spoken_add(words, how, page->why);
}

static enum status
add_steps(const struct page *page, unsigned how, struct buf *words)
{
	char sentence[SPOKEN_SENTENCE];
	enum status st = str_format(sentence, sizeof(sentence), TR(N_("Langkah %d dari %d")),
		page->step, page->steps);

	if (page->step <= 0 || page->steps <= 0)
		return ST_OK;
	return st == ST_OK ? spoken_add(words, how, sentence) : st;
}

/* The keys that are the same everywhere, as far as they do something here. */
static enum status
add_keys(const struct page *page, unsigned how, struct buf *words)
{
	const struct {
		bool works;
		const char *key, *does;
	} keys[] = {
		{ page->can_back, "*", N_("kembali") },
		{ page->can_erase, "-", N_("hapus") },
		{ page->zero_is_why, "0", N_("tahu mengapa ditanya") },
		{ page->plus == PLUS_CALLS, "+", N_("panggil petugas") },
	};
	enum status st = ST_OK;

	for (size_t i = 0; st == ST_OK && i < ARRAY_LEN(keys); i++)
		if (keys[i].works)
			st = add_key(words, how, keys[i].key, TR(keys[i].does));
	return st;
}

static enum status
add_where(const struct page *page, unsigned how, struct buf *words)
{
	enum status st = spoken_add(words, how, page->service);

	if (st == ST_OK)
		st = add_steps(page, how, words);
	if (st == ST_OK)
		st = spoken_add(words, how, page->ask);
	if (st == ST_OK)
		st = add_keys(page, how, words);
	return st == ST_OK ? spoken_add(words, how,
				     TR(N_("Tekan / sekali lagi untuk mengatur suara.")))
			   : st;
}

/** All or nothing. */
static enum status
whole(enum status (*add)(const struct page *, unsigned, struct buf *), const struct page *page,
	unsigned how, struct buf *words)
{
	const size_t start = words->len;
	enum status st = add(page, how, words);

	if (st != ST_OK && words->len > start) {
		wipe(words->data + start, words->len - start);
		words->len = start;
	}
	return st;
}

enum status
page_voice(const struct page *page, unsigned how, struct buf *ret_words)
{
	return whole(page->why_asked ? add_why : add_page, page, how, ret_words);
}

enum status
page_voice_where(const struct page *page, unsigned how, struct buf *ret_words)
{
	return whole(add_where, page, how, ret_words);
}
