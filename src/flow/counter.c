/* SPDX-License-Identifier: Apache-2.0 */
/* What staff do at the kiosk for themselves: go, and be back. Over the officer's flow, who comes back to their menu. */
#include "flow/flow.h"

#include "base/array.h"
#include "base/str.h"

static bool
is_here(const struct answers *a, const struct place *p)
{
	(void)a;
	return !p->absent;
}

static bool
is_absent(const struct answers *a, const struct place *p)
{
	(void)a;
	return p->absent;
}

/* No list opens over a participant's visit. */
static bool
may_see_accounts(const struct answers *a, const struct place *p)
{
	(void)p;
	return officer_is_beside(a) && staff_may(a->officer.role, RIGHT_ACCOUNTS) &&
	       a->nik[0] == '\0' && a->kpj[0] == '\0' && a->name_masked[0] == '\0';
}

static void
go_for(struct answers *a, int value)
{
	a->away_min = value;
}

static void
fill_counter(const struct answers *a, const struct place *p, struct page *page)
{
	char words[PRESENCE_WORDS];

	(void)a;
	presence_words(&p->presence, p->today, words);
	if (words[0])
		(void)page_line(page, LINE_STRONG, "", words);
}

enum { UNTIL_OPENING = 0 };

static const struct option counter_options[] = {
	{ .key = '1', .text = N_("Saya pergi"), .when = is_here, .go = "away_how" },
	{ .key = '1', .text = N_("Saya kembali"), .when = is_absent, .go = "back_set" },
	{ .key = '2', .text = N_("Akun petugas"), .when = may_see_accounts, .go = GO_ACCOUNTS },
	{ .key = '3', .text = N_("Kembali"), .go = GO_POP },
};

static const struct option away_options[] = {
	{ '1', N_("30 menit"), .set = go_for, .value = 30, .go = "away_set" },
	{ '2', N_("1 jam"), .set = go_for, .value = 60, .go = "away_set" },
	{ '3', N_("2 jam"), .set = go_for, .value = 120, .go = "away_set" },
	{ '4', N_("Sampai hari kerja berikutnya"), .set = go_for, .value = UNTIL_OPENING,
		.go = "away_set" },
	{ '5', N_("Tidak jadi"), .go = "counter" },
};

static const struct branch set_branches[] = {
	{ OUTCOME_AWAY, "counter" },
};

static const struct step counter_steps[] = {
	{
		.name = "counter",
		.kind = STEP_CHOICE,
		.quiet = true,
		.ask = N_("Apakah Anda di tempat?"),
		.todo = N_("Tekan satu angka."),
		.help = N_("Peserta melihat kapan petugas kembali."),
		.fill = fill_counter,
		OPTIONS(counter_options),
	},
	{
		.name = "away_how",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.ask = N_("Berapa lama Anda pergi?"),
		.todo = N_("Tekan satu angka."),
		.help = N_("Sesudah itu mesin menganggap petugas sudah kembali."),
		OPTIONS(away_options),
	},
	{
		.name = "away_set",
		.kind = STEP_WAIT,
		.aside = true,
		.ask = N_("Mencatat"),
		.effect = EFFECT_AWAY,
		BRANCHES(set_branches),
		.next = GO_POP,
	},
	{
		.name = "back_set",
		.kind = STEP_WAIT,
		.aside = true,
		.ask = N_("Mencatat"),
		.effect = EFFECT_BACK,
		BRANCHES(set_branches),
		.next = "counter",
	},
};

const struct flow counter_flow = {
	.name = "counter",
	.service = N_("Petugas"),
	.steps = counter_steps,
	.n = ARRAY_LEN(counter_steps),
};
