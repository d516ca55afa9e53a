/* SPDX-License-Identifier: Apache-2.0 */
/* Paper as words. */
#include "rules/receipt_voice.h"

#include "base/str.h"
#include "rules/spoken.h"

static enum status
add_pair(struct buf *words, unsigned how, const struct receipt_line *line)
{
	char sentence[SPOKEN_SENTENCE];
	enum status st =
		str_format(sentence, sizeof(sentence), "%s: %s", line->label, line->text);

	if (st == ST_OK)
		st = spoken_add(words, how, sentence);
	wipe(sentence, sizeof(sentence));
	return st;
}

static enum status
add_line(struct buf *words, unsigned how, const struct receipt_line *line)
{
	switch (line->style) {
	case RECEIPT_RULE:
	case RECEIPT_BLANK:
	case RECEIPT_QR:
	case RECEIPT_CUT:
		return ST_OK;
	case RECEIPT_PAIR:
		return add_pair(words, how, line);
	default:
		return spoken_add(words, how, line->text);
	}
}

enum status
receipt_voice(const struct receipt *receipt, unsigned how, struct buf *ret_words)
{
	enum status st = spoken_add(ret_words, how, TR(N_("Di kertas tertulis:")));

	how |= SPOKEN_OF_PAPER;
	for (size_t i = 0; st == ST_OK && i < receipt->n; i++)
		st = add_line(ret_words, how, &receipt->line[i]);
	return st;
}
