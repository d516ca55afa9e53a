/* SPDX-License-Identifier: Apache-2.0 */
/* "Periksa data saya": one key, one sheet. What needs mending and where, what is in order, and the balance, covered. */
#include "flow/check.h"

#include "base/str.h"
#include "flow/amounts.h"
#include "flow/person.h"
#include "flow/sheet.h"

#include <string.h>

size_t
check_findings(const struct answers *a, struct date today,
	struct finding ret_finding[FINDINGS_MAX])
{
	struct check_facts facts = { .today = today,
		.card = a->card,
		.last_paid = a->last_paid,
		.cards_n = a->cards_n,
		.paid_known = a->years_n > 0,
		.missing_n = a->missing_n,
		.birth_differs = a->birth_differs,
		.jmo_blocked = a->jmo_blocked };

	for (size_t i = 0; i < a->claims_n; i++) {
		const struct known_claim *claim = &a->claim[i];

		facts.claim_open |= claim->open;
		facts.claim_returned |=
			claim->open && strcmp(claim->status, "returned") == 0;
		facts.claim_overdue |= claim->open && claim->overdue;
	}
	return check_decide(&facts, ret_finding);
}

static void
fill_overview(const struct answers *a, const struct place *p, struct page *page)
{
	struct finding finding[FINDINGS_MAX];
	size_t n = check_findings(a, p->today, finding);
	char words[FINDING_TEXT], money[MONEY_TEXT];

	for (size_t i = 0; i < n; i++) {
		bool bad = finding_is_bad(&finding[i]);

		finding_words(&finding[i], words);
		(void)page_line(page, bad ? LINE_WARN : LINE_GOOD, "", words);
		if (bad)
			(void)page_line(page, LINE_TEXT, "", TR(finding_todo(&finding[i])));
	}
	if (n > 0 && !finding_is_bad(&finding[0]))
		str_clip(page->ask, sizeof(page->ask), TR(N_("Semua baik")));
	amounts_text(a, a->principal + a->yield, money);
	(void)page_linef(page, LINE_STRONG, "", TR(N_("Semua uang JHT: %s")), money);
	wipe(money, sizeof(money));
	wipe(finding, sizeof(finding));
}

static bool
can_mend(const struct answers *a, const struct place *p)
{
	struct finding finding[FINDINGS_MAX];
	size_t n = check_findings(a, p->today, finding);
	bool can = false;

	for (size_t i = 0; i < n; i++)
		can |= finding[i].kind == FINDING_UNREGISTERED ||
		       finding[i].kind == FINDING_MISSING;
	wipe(finding, sizeof(finding));
	return can;
}

static const struct option overview_options[] = {
	AMOUNTS_OPTIONS('1', "overview"),
	{ .key = '2',
		.text = N_("Cetak, tanpa jumlah uang"),
		.when = sheet_can_print,
		.go = "print" },
	{ .key = '3', .text = N_("Perbarui data saya"), .when = can_mend, .go = GO_DATA },
	{ .key = '9', .text = N_("Selesai"), .go = GO_MORE },
};

static const struct branch ask_branches[] = {
	{ OUTCOME_NOT_FOUND, "find_again" },
};

static const struct step check_steps[] = {
	{
		.name = "check_ask",
		.kind = STEP_WAIT,
		.ask = N_("Memeriksa iuran Anda"),
		.effect = EFFECT_CONTRIBUTIONS,
		BRANCHES(ask_branches),
	},
	{
		.name = "overview",
		.kind = STEP_CHOICE,
		.ask = N_("Ada yang perlu dibetulkan"),
		.todo = N_("Tekan satu angka."),
		.why = N_("Data yang benar membuat klaim cepat dibayar."),
		.help = N_("Ragu? Tekan + untuk bertanya kepada petugas."),
		.fill = fill_overview,
		OPTIONS(overview_options),
	},
	SHEET_ROWS,
};

const struct flow check_flow = {
	.name = "check",
	.service = N_("Periksa data saya"),
	.first = &person_flow,
	.steps = check_steps,
	.n = ARRAY_LEN(check_steps),
};
