/* SPDX-License-Identifier: Apache-2.0 */
/* Two questions, one of which is asked; nothing on these pages is about the person who answers. */
#include "flow/survey.h"

#include "base/array.h"
#include "base/str.h"
#include "flow/flow.h"

static const char *const left_codes[] = {
	[LEFT_NONE] = NULL,
	[LEFT_PAPERS] = "papers",
	[LEFT_CONFUSED] = "confused",
	[LEFT_LONG] = "long",
	[LEFT_PHOTO] = "photo",
	[LEFT_OTHER] = "other",
};

const char *
left_why_code(enum left_why why)
{
	return left_codes[why];
}

static const struct option how_options[] = {
	{ .key = '5', .text = N_("Sangat puas"), .value = 5, .go = GO_END },
	{ .key = '4', .text = N_("Puas"), .value = 4, .go = GO_END },
	{ .key = '3', .text = N_("Biasa saja"), .value = 3, .go = GO_END },
	{ .key = '2', .text = N_("Tidak puas"), .value = 2, .go = GO_END },
	{ .key = '1', .text = N_("Sangat tidak puas"), .value = 1, .go = GO_END },
};

static const struct option why_options[] = {
	{ .key = '1', .text = N_("Surat belum lengkap"), .value = LEFT_PAPERS, .go = GO_END },
	{ .key = '2', .text = N_("Bingung"), .value = LEFT_CONFUSED, .go = GO_END },
	{ .key = '3', .text = N_("Terlalu lama"), .value = LEFT_LONG, .go = GO_END },
	{ .key = '4', .text = N_("Soal foto wajah"), .value = LEFT_PHOTO, .go = GO_END },
	{ .key = '5', .text = N_("Alasan lain"), .value = LEFT_OTHER, .go = GO_END },
};

static const struct step survey_steps[] = {
	{
		.name = SURVEY_HOW,
		.kind = STEP_CHOICE,
		.quiet = true,
		.ask = N_("Bagaimana layanan tadi?"),
		.todo = N_("Tekan satu angka, atau pergi saja."),
		.help = N_("Data Anda sudah dihapus dari layar. Terima kasih."),
		OPTIONS(how_options),
	},
	{
		.name = SURVEY_WHY,
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.ask = N_("Mengapa tidak jadi?"),
		.todo = N_("Tekan satu angka, atau pergi saja."),
		.help = N_("Data Anda sudah dihapus dari layar. Terima kasih."),
		OPTIONS(why_options),
	},
};

const struct flow survey_flow = {
	.name = "survey",
	.service = N_("Sebelum Anda pergi"),
	.steps = survey_steps,
	.n = ARRAY_LEN(survey_steps),
};
