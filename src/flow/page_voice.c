/* SPDX-License-Identifier: Apache-2.0 */
/* A page as words for the voice. */
#include "flow/page_voice.h"

#include "base/array.h"
#include "base/fill.h"
#include "base/str.h"

#include <string.h>

enum {
	SENTENCE_ROOM = 2 * PAGE_TEXT + 64,
	WORDS_FOR = 8 * SENTENCE_ROOM, /* of rules/spoken.h, for a sentence */
};

/** The sentence in words, ended by a full stop where it has no end of its own. */
static enum status
add_sentence(struct buf *words, enum spoken_amounts amounts, const char *sentence)
{
	char spoken[WORDS_FOR];
	enum status st = spoken_words(sentence, amounts, spoken, sizeof(spoken));
	size_t n = st == ST_OK ? strlen(spoken) : 0;

	if (n > 0 && words->len > 0)
		st = buf_add_str(words, " ");
	if (st == ST_OK && n > 0)
		st = buf_add_str(words, spoken);
	if (st == ST_OK && n > 0 && strchr(".?", spoken[n - 1]) == NULL)
		st = buf_add_str(words, ".");
	wipe(spoken, sizeof(spoken));
	return st;
}

static enum status
add_line(struct buf *words, enum spoken_amounts amounts, const struct page_line *line)
{
	char sentence[SENTENCE_ROOM];
	enum status st;

	if (line->style != LINE_PAIR && line->style != LINE_BAR)
		return add_sentence(words, amounts, line->text);
	st = str_format(sentence, sizeof(sentence), "%s: %s", line->label, line->text);
	if (st == ST_OK)
		st = add_sentence(words, amounts, sentence);
	wipe(sentence, sizeof(sentence));
	return st;
}

static enum status
add_choice(struct buf *words, enum spoken_amounts amounts, const struct page_choice *choice)
{
	static const char press[] = N_("Tekan {key} untuk {what}.");
	const char key[] = { choice->key, '\0' };
	const struct fill fills[] = { { "key", key }, { "what", choice->text } };
	char sentence[SENTENCE_ROOM];
	enum status st;

	st = fill_text(sentence, sizeof(sentence), TR(press), fills, ARRAY_LEN(fills));
	if (st != ST_OK) /* a translation without these holes */
		st = fill_text(sentence, sizeof(sentence), press, fills, ARRAY_LEN(fills));
	return st != ST_OK ? st : add_sentence(words, amounts, sentence);
}

static enum status
add_page(const struct page *page, enum spoken_amounts amounts, struct buf *words)
{
	const bool own_words = page->speak[0] != '\0';
	enum status st = add_sentence(words, amounts, page->notice);

	if (st == ST_OK)
		st = add_sentence(words, amounts, own_words ? page->speak : page->ask);
	for (size_t i = 0; st == ST_OK && !own_words && i < page->lines; i++)
		st = add_line(words, amounts, &page->line[i]);
	for (size_t i = 0; st == ST_OK && i < page->choices; i++)
		st = add_choice(words, amounts, &page->choice[i]);
	if (st == ST_OK && !own_words)
		st = add_sentence(words, amounts, page->todo);
	return st == ST_OK ? add_sentence(words, amounts, page->concern) : st;
}

enum status
page_voice(const struct page *page, enum spoken_amounts amounts, struct buf *ret_words)
{
	const size_t start = ret_words->len;
	enum status st = add_page(page, amounts, ret_words);

	if (st != ST_OK && ret_words->len > start) {
		wipe(ret_words->data + start, ret_words->len - start);
		ret_words->len = start;
	}
	return st;
}
