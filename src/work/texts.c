/* SPDX-License-Identifier: Apache-2.0 */
/* Texts and options as the sentences of the voice. */
#include "work/texts.h"

#include "base/array.h"
#include "base/buf.h"
#include "base/recording.h"
#include "base/str.h"
#include "base/texts.h"
#include "flow/page_voice.h"
#include "flow/voice.h"
#include "rules/spoken.h"

#include <string.h>

struct taker {
	void (*take)(void *ctx, const char *sentence, size_t n);
	void *ctx;
};

static const struct flow *const flows[] = { &idle_flow, &menu_flow, &ticket_flow, &identity_flow,
	&person_flow, &claim_flow, &officer_flow, &status_flow, &bring_flow, &balance_flow,
	&check_flow, &my_claims_flow, &data_flow, &cards_flow, &survey_flow, &turn_flow,
	&saved_flow, &withdraw_flow, &appointment_flow, &complaint_flow, &voice_flow };

static void
take_sentences(const struct taker *taker, const char *words)
{
	size_t n;

	for (; (n = recording_sentence(&words)) > 0; words += n)
		taker->take(taker->ctx, words, n);
}

static enum status
take_text(const struct taker *taker, const char *text)
{
	struct buf words;
	enum status st;

	if (strpbrk(text, "%{") != NULL)
		return ST_OK;
	buf_init(&words, SPOKEN_ROOM);
	st = spoken_add(&words, SPOKEN_AMOUNTS_HIDDEN, TR(text));
	if (st == ST_OK)
		take_sentences(taker, words.data);
	buf_free(&words);
	return st == ST_TOO_LONG ? ST_OK : st; /* not for a person's ear */
}

static enum status
take_option(const struct taker *taker, const struct option *option)
{
	struct page page;
	struct buf words;
	enum status st;

	page_init(&page);
	buf_init(&words, SPOKEN_ROOM);
	st = page_choice(&page, option->key, TR(option->text));
	if (st == ST_OK)
		st = page_voice(&page, SPOKEN_AMOUNTS_HIDDEN, &words);
	if (st == ST_OK)
		take_sentences(taker, words.data);
	buf_free(&words);
	return st;
}

static enum status
take_flow(const struct taker *taker, const struct flow *flow)
{
	enum status st = ST_OK;

	for (int i = 0; i < flow_length(flow); i++) {
		const struct step *step = flow_step(flow, i);

		for (size_t o = 0; st == ST_OK && o < step->options_n; o++)
			st = take_option(taker, &step->options[o]);
	}
	return st;
}

enum status
texts_each(void (*take)(void *ctx, const char *sentence, size_t n), void *ctx)
{
	const struct taker taker = { take, ctx };
	enum status st = ST_OK;

	for (size_t i = 0; st == ST_OK && i < texts_n; i++)
		st = take_text(&taker, texts[i]);
	for (size_t i = 0; st == ST_OK && i < ARRAY_LEN(flows); i++)
		st = take_flow(&taker, flows[i]);
	return st;
}
