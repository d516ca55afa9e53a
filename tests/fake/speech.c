/* SPDX-License-Identifier: Apache-2.0 */
/* A voice of memory. */
#include "tests/fake/speech.h"

#include "base/str.h"

#include <string.h>

static void
say(void *ctx, const char *text)
{
	struct fake_speech *fake = ctx;

	str_clip(fake->said[fake->says % FAKE_SPEECH_SAID], FAKE_SPEECH_TEXT, text);
	fake->says++;
	fake->speaking = text[0] != '\0' && fake->says != fake->mute_at;
}

static void
hush(void *ctx)
{
	struct fake_speech *fake = ctx;

	fake->hushes++;
	fake->speaking = false;
}

static void
tune(void *ctx, int loudness, int words_a_minute)
{
	struct fake_speech *fake = ctx;

	fake->loudness = loudness;
	fake->words_a_minute = words_a_minute;
}

static bool
tick(void *ctx)
{
	const struct fake_speech *fake = ctx;

	return fake->speaking;
}

static enum status
state(void *ctx)
{
	const struct fake_speech *fake = ctx;

	return fake->state;
}

void
fake_speech_init(struct fake_speech *fake)
{
	*fake = (struct fake_speech){ .loudness = SPEECH_LOUDNESS_DEFAULT,
		.words_a_minute = SPEECH_WORDS_DEFAULT };
}

struct speech_port
fake_speech_port(struct fake_speech *fake)
{
	return (struct speech_port){ .say = say,
		.hush = hush,
		.tune = tune,
		.tick = tick,
		.state = state,
		.present = true,
		.ctx = fake };
}

const char *
fake_speech_last(const struct fake_speech *fake)
{
	return fake->says > 0 ? fake->said[(fake->says - 1) % FAKE_SPEECH_SAID] : "";
}

bool
fake_speech_heard(const struct fake_speech *fake, const char *words)
{
	for (int i = 0; i < FAKE_SPEECH_SAID && i < fake->says; i++)
		if (strstr(fake->said[i], words) != NULL)
			return true;
	return false;
}
