/* SPDX-License-Identifier: Apache-2.0 */
/* The sheets a person asks for: what they say comes from the answers, and the screen shows the same. */
#include "work/visit_inside.h"

#include "base/array.h"
#include "base/str.h"
#include "flow/balance_words.h"
#include "flow/check.h"
#include "rules/mending.h"
#include "rules/sheet.h"

#include <stdlib.h>
#include <string.h>

typedef void write_fn(const struct visit *visit, const struct sheet_place *place,
	struct receipt *ret_receipt);

static void
write_bring(
	const struct visit *visit, const struct sheet_place *place, struct receipt *ret_receipt)
{
	receipt_of_bring(visit->desk->place.policy, visit->answers->bring_reason, place,
		ret_receipt);
}

static size_t
list_programmes(const struct answers *a, struct sheet_pair ret_pair[PROGRAMMES])
{
	if (!a->have_programmes)
		return 0;
	for (int i = 0; i < PROGRAMMES; i++)
		ret_pair[i] = (struct sheet_pair){
			TR(balance_programme_words((enum programme)i)),
			TR(balance_programme_state_words(a->programme[i])) };
	return PROGRAMMES;
}

static void
write_balance(
	const struct visit *visit, const struct sheet_place *place, struct receipt *ret_receipt)
{
	const struct answers *a = visit->answers;
	char state[CARDS_MAX][SHEET_STATE];
	struct sheet_year year[YEARS_MAX];
	struct sheet_pair programme[PROGRAMMES];
	const struct balance_sheet balance = { .name = a->name,
		.nik = a->nik,
		.card = a->card,
		.state = state,
		.cards_n = a->cards_n,
		.total = a->principal + a->yield,
		.yield = a->yield,
		.year = year,
		.years_n = a->years_n,
		.programme = programme,
		.programmes_n = list_programmes(a, programme) };

	for (size_t i = 0; i < a->cards_n; i++)
		balance_card_words(&a->card[i], state[i]);
	for (size_t i = 0; i < a->years_n; i++)
		year[i] = (struct sheet_year){ a->year[i].year, a->year[i].paid };
	receipt_of_balance(&balance, place, ret_receipt);
	wipe(year, sizeof(year));
}

/* The claim as the centre has it since. */
static void
write_mending(
	const struct visit *visit, const struct sheet_place *place, struct receipt *ret_receipt)
{
	const struct answers *a = visit->answers;
	const struct bank *bank = banks_find(visit->desk->place.banks, a->bank);
	enum paper papers[DOCUMENTS_MAX];
	struct mending_facts facts = { .claim_number = a->mending, .code = "", .name = a->name,
		.nik = a->nik, .bank = bank ? bank->name : a->bank,
		.account = a->account, .papers = papers, .papers_n = a->documents_n };

	for (size_t i = 0; i < a->documents_n; i++)
		papers[i] = a->document[i].kind;
	for (size_t i = 0; i < a->claims_n; i++)
		if (strcmp(a->claim[i].number, a->mending) == 0) {
			facts.code = a->claim[i].code;
			facts.promised = a->claim[i].promised;
		}
	receipt_of_mending(&facts, place, ret_receipt);
}

static void
write_check(
	const struct visit *visit, const struct sheet_place *place, struct receipt *ret_receipt)
{
	const struct answers *a = visit->answers;
	struct finding finding[FINDINGS_MAX];
	size_t n = check_findings(a, visit->desk->place.today, finding);

	receipt_of_check(a->name, a->nik, finding, n, place, ret_receipt);
	wipe(finding, sizeof(finding));
}

static void
write_consent(
	const struct visit *visit, const struct sheet_place *place, struct receipt *ret_receipt)
{
	receipt_of_consent(
		visit->answers->service == SERVICE_CLAIM, place, ret_receipt);
}

static void
write_withdrawal(
	const struct visit *visit, const struct sheet_place *place, struct receipt *ret_receipt)
{
	const struct lookup *l = &visit->answers->lookup;
	const struct withdrawal_facts facts = { .state = l->withdrawn,
		.code = l->code,
		.reference = l->reference,
		.stops_by = l->stops_by };

	receipt_of_withdrawal(&facts, place, ret_receipt);
}

struct sheet {
	const char *kind; /* for the journal */
	write_fn *write;
};

static const struct sheet sheets[] = {
	[SERVICE_CLAIM] = { "kept", visit_write_kept },
	[SERVICE_BALANCE] = { "balance", write_balance },
	[SERVICE_MY_CLAIMS] = { "mending", write_mending },
	[SERVICE_CHECK] = { "check", write_check },
	[SERVICE_BRING] = { "bring", write_bring },
	[SERVICE_WITHDRAW] = { "withdrawal", write_withdrawal },
};
static const struct sheet consent_sheet = { "consent", write_consent },
	unblock_sheet = { "unblock", visit_write_unblock },
	letter_sheet = { "letter", visit_write_letter };

static struct sheet_place
place_of(const struct visit *visit)
{
	const struct desk *desk = visit->desk;

	return (struct sheet_place){ .site = desk->place.site,
		.copy = visit->answers->paper_torn,
		.foot = { .kiosk = desk->place.kiosk,
			.zone = desk->place.zone,
			.officer = visit->answers->officer.initials,
			.branch = desk->branch,
			.on = desk->place.today,
			.second_of_day = desk->place.second_of_day } };
}

static void
give_up(struct visit *visit, enum status why)
{
	visit->answers->paper_torn = false;
	visit->answers->paper_trouble = why;
	visit_end_effect(visit, OUTCOME_AWAY);
}

static void
print(struct visit *visit, const struct sheet *sheet)
{
	const struct sheet_place place = place_of(visit);
	struct receipt *receipt = calloc(1, sizeof(*receipt));

	if (receipt == NULL) {
		give_up(visit, ST_NO_MEMORY);
		return;
	}
	sheet->write(visit, &place, receipt);
	visit_print_lines(visit, receipt, sheet->kind);
	wipe(receipt, sizeof(*receipt));
	free(receipt);
}

void
visit_print_consent(struct visit *visit)
{
	print(visit, &consent_sheet);
}

void
visit_print_letter(struct visit *visit)
{
	print(visit, &letter_sheet);
}

void
visit_print_unblock(struct visit *visit)
{
	print(visit, &unblock_sheet);
}

void
visit_print_sheet(struct visit *visit)
{
	enum service service = visit->answers->service;

	if (service >= ARRAY_LEN(sheets) || sheets[service].write == NULL)
		give_up(visit, ST_UNSUPPORTED);
	else
		print(visit, &sheets[service]);
}
