/* SPDX-License-Identifier: Apache-2.0 */
/*
 * "Perbarui data saya": what the centre has of the person, and what of it is completed or corrected at the pad.
 */
#include "flow/data_fill.h"

#include "base/array.h"
#include "base/str.h"

static const struct option record_options[] = {
	{ .key = '7', .text = N_("Daftar KPJ"), .go = GO_CARDS },
	{ .key = '8', .text = N_("Panggil petugas"), .go = GO_STAFF },
	{ .key = '9', .text = N_("Selesai"), .go = GO_MORE },
};

static const struct step data_steps[] = {
	{
		.name = "record",
		.kind = STEP_CHOICE,
		.ask = N_("Data Anda di pusat"),
		.todo = N_("Tekan satu angka."),
		.why = N_("Data yang salah membuat uang terlambat."),
		.fill = data_fill_record,
		OPTIONS(record_options),
	},
};

const struct flow data_flow = {
	.name = "data",
	.service = N_("Perbarui data saya"),
	.first = &person_flow,
	.steps = data_steps,
	.n = ARRAY_LEN(data_steps),
};
