/* SPDX-License-Identifier: Apache-2.0 */
/* The screen on which the voice is set, by keys that can be found without reading. */
#include "flow/voice.h"

#include "base/array.h"

enum { LEVELS = VOICE_LEVEL_MAX - VOICE_LEVEL_MIN + 1, LOUDER = 25, FASTER_PERCENT = 15, LEAST_LOUD = 10 };

int
voice_loudness(const struct voice_wish *wish, int loudness)
{
	int wished = loudness + wish->louder * LOUDER;

	return wished < LEAST_LOUD ? LEAST_LOUD : wished; /* silence has a key of its own */
}

int
voice_speed(const struct voice_wish *wish, int words_a_minute)
{
	return words_a_minute * (100 + wish->faster * FASTER_PERCENT) / 100;
}

static int
level(int value)
{
	return value < VOICE_LEVEL_MIN ? VOICE_LEVEL_MIN : value > VOICE_LEVEL_MAX ? VOICE_LEVEL_MAX : value;
}

static void
set_louder(struct answers *a, int by)
{
	a->voice.louder = level(a->voice.louder + by);
}

static void
set_faster(struct answers *a, int by)
{
	a->voice.faster = level(a->voice.faster + by);
}

static void
set_aloud(struct answers *a, int aloud)
{
	a->voice.aloud = aloud != 0;
}

static void
set_on(struct answers *a, int on)
{
	a->voice.on = on != 0;
}

static bool
is_aloud(const struct answers *a, const struct place *p)
{
	(void)p;
	return a->voice.aloud;
}

static bool
is_not_aloud(const struct answers *a, const struct place *p)
{
	return !is_aloud(a, p);
}

static void
fill_voice(const struct answers *a, const struct place *p, struct page *page)
{
	(void)p;
	(void)page_linef(page, LINE_PAIR, TR(N_("Kerasnya")), TR(N_("%d dari %d")),
		a->voice.louder - VOICE_LEVEL_MIN + 1, LEVELS);
	(void)page_linef(page, LINE_PAIR, TR(N_("Cepatnya")), TR(N_("%d dari %d")),
		a->voice.faster - VOICE_LEVEL_MIN + 1, LEVELS);
}

static const struct option voice_options[] = {
	{ .key = '1', .text = N_("Lebih keras"), .set = set_louder, .value = 1 },
	{ .key = '2', .text = N_("Lebih lirih"), .set = set_louder, .value = -1 },
	{ .key = '3', .text = N_("Lebih cepat"), .set = set_faster, .value = 1 },
	{ .key = '4', .text = N_("Lebih lambat"), .set = set_faster, .value = -1 },
	{ .key = '5', .text = N_("Sebut juga angka dan jumlah uang"), .when = is_not_aloud, .set = set_aloud, .value = 1 },
	{ .key = '5', .text = N_("Jangan sebut angka dan jumlah uang"), .when = is_aloud, .set = set_aloud },
	{ .key = '9', .text = N_("Matikan suara"), .set = set_on },
};

static const struct step voice_steps[] = {
	{
		.name = "voice",
		.kind = STEP_INFO,
		.quiet = true,
		.ask = N_("Suara untuk Anda"),
		.todo = N_("Tekan satu angka. Sudah pas? Tekan Enter."),
		.help = N_("Angka disebut keras-keras? Orang lain bisa mendengar."),
		.fill = fill_voice,
		OPTIONS(voice_options),
	},
};

const struct flow voice_flow = {
	.name = "voice",
	.service = N_("Suara"),
	.steps = voice_steps,
	.n = ARRAY_LEN(voice_steps),
};
