/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The participant's turn: what a member of staff typed for them is read back before anything of it is sent. An overlay over
 * the waiting row that would send it. Who presses the key cannot be known, and nothing says more than that it was pressed.
 */
#include "flow/flow.h"

#include "base/array.h"
#include "base/str.h"

static void
fill_turn(const struct answers *a, const struct place *p, struct page *page)
{
	(void)p;
	for (size_t i = 0; i < a->helped_n; i++)
		(void)page_line(page, LINE_PAIR, TR(a->helped[i].label),
			a->helped[i].text[0] ? a->helped[i].text : "-");
}

static void
say_right(struct answers *a, int value)
{
	(void)value;
	a->helped_n = 0;
	a->officer.typing = false;
}

static void
say_wrong(struct answers *a, int value)
{
	(void)value;
	a->turn_refused = true;
}

static const struct option turn_options[] = {
	{ .key = '1', .text = N_("Benar"), .set = say_right, .go = GO_POP },
	{ .key = '2', .text = N_("Belum benar, kembali"), .set = say_wrong, .go = GO_POP },
};

static const struct step turn_steps[] = {
	{
		.name = "turn",
		.kind = STEP_CHOICE,
		.quiet = true,
		.ask = N_("Serahkan keyboard ke peserta."),
		.todo = N_("Peserta: tekan 1 bila benar."),
		.why = N_("Petugas mengetik ini untuk Anda. Anda yang menentukan."),
		.help = N_("Belum dikirim. Ada yang salah? Tekan 2."),
		.fill = fill_turn,
		OPTIONS(turn_options),
	},
};

const struct flow turn_flow = {
	.name = "turn",
	.service = N_("Giliran peserta"),
	.steps = turn_steps,
	.n = ARRAY_LEN(turn_steps),
};
