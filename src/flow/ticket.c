/* SPDX-License-Identifier: Apache-2.0 */
/* The ticket with which anyone may leave, whatever they came for: what nobody can do here is left to staff. */
#include "flow/flow.h"

#include "base/array.h"
#include "base/str.h"
#include "flow/claim_fill.h"

static const struct option ticket_options[] = {
	{ .key = '1', .text = N_("Selesai"), .go = GO_END },
	{ .key = '2', .text = N_("Cetak lagi"), .go = "ticket_print" },
};

static const struct option ticket_failed_options[] = {
	{ .key = '1', .text = N_("Coba lagi"), .go = "ticket" },
	{ .key = '2', .text = N_("Panggil petugas"), .go = GO_STAFF },
};

static const struct branch ticket_branches[] = {
	{ OUTCOME_AWAY, "ticket_failed" },
	{ OUTCOME_REFUSED, "ticket_failed" },
};

static const struct step ticket_steps[] = {
	{
		.name = "ticket",
		.kind = STEP_WAIT,
		.aside = true,
		.ask = N_("Membuat tiket"),
		.effect = EFFECT_TICKET,
		BRANCHES(ticket_branches),
		.next = "ticket_print",
	},
	{
		.name = "ticket_failed",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.once = true,
		.ask = N_("Tiket belum tersimpan"),
		.todo = N_("Mesin ini bermasalah. Panggil petugas."),
		OPTIONS(ticket_failed_options),
	},
	{
		.name = "ticket_print",
		.kind = STEP_WAIT,
		.aside = true,
		.ask = N_("Mencetak tiket"),
		.effect = EFFECT_PRINT,
		.next = "ticket_done",
	},
	{
		.name = "ticket_done",
		.kind = STEP_RESULT,
		.aside = true,
		.ask = N_("Ini tiket Anda"),
		.todo = N_("Ambil kertasnya. Lalu tekan 1."),
		.fill = claim_fill_ticket,
		OPTIONS(ticket_options),
	},
};

const struct flow ticket_flow = {
	.name = "ticket",
	.service = "",
	.steps = ticket_steps,
	.n = ARRAY_LEN(ticket_steps),
};
