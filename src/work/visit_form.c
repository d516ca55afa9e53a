/* SPDX-License-Identifier: Apache-2.0 */
/* Form F5 from what was answered; assets/f5.md says which box takes what. */
#include "work/visit_inside.h"

#include "base/array.h"
#include "base/str.h"
#include "rules/record.h"

#include <string.h>

static void
fill_person(const struct answers *a, struct f5 *form)
{
	str_clip(form->nik, sizeof(form->nik), a->nik);
	form->birth = a->birth;
	str_clip(form->phone, sizeof(form->phone), a->have_record ? a->phone : a->phone_typed);
	if (!a->have_record)
		return;
	str_clip(form->name, sizeof(form->name), a->name);
	str_clip(form->birth_place, sizeof(form->birth_place), a->record[RECORD_BIRTH_PLACE]);
	str_clip(form->mother_name, sizeof(form->mother_name), a->mother_name);
	str_clip(form->address, sizeof(form->address), a->address);
	str_clip(form->email, sizeof(form->email), a->email);
}

/* As a claim lists them: those that are registered; without a record the one that was typed. */
static void
fill_cards(const struct answers *a, struct f5 *form)
{
	for (size_t i = 0; i < a->cards_n; i++) {
		if (!a->card[i].registered)
			continue;
		if (form->cards_n == F5_CARDS) {
			form->cards_more++;
			continue;
		}
		str_clip(form->card[form->cards_n], KPJ_ROOM, a->card[i].kpj);
		str_clip(form->employer[form->cards_n++], NAME_ROOM, a->card[i].employer);
	}
	if (form->cards_n == 0 && a->kpj[0])
		str_clip(form->card[form->cards_n++], KPJ_ROOM, a->kpj);
}

static void
fill_claim(const struct desk *desk, const struct answers *a, struct f5 *form)
{
	const struct bank *bank = banks_find(desk->place.banks, a->bank);
	bool checked = a->account_checked || a->account_known;

	form->reason = a->reason != REASON_NONE ? a->reason : a->ticket_wish.reason;
	form->event_date = a->event_date;
	for (size_t i = 0; i < a->documents_n && i < ARRAY_LEN(form->paper); i++) {
		form->paper[i].kind = a->document[i].kind;
		form->paper[i].date = a->document[i].date;
		str_clip(form->paper[i].number, sizeof(form->paper[i].number),
			a->document[i].number);
		form->papers_n++;
	}
	str_clip(form->bank, sizeof(form->bank), bank ? bank->name : a->bank);
	str_clip(form->account, sizeof(form->account), a->account);
	if (checked)
		str_clip(form->holder, sizeof(form->holder), a->holder);
	form->has_amounts = a->decided && a->decision.gross > 0;
	form->gross = a->decision.gross;
	form->tax = a->decision.tax;
	form->net = a->decision.net;
}

void
visit_fill_form(const struct desk *desk, const struct answers *a, struct f5 *form)
{
	char branch[sizeof(desk->branch)];

	wipe(form, sizeof(*form));
	str_clip(form->code, sizeof(form->code), a->ticket_code);
	fill_person(a, form);
	fill_cards(a, form);
	fill_claim(desk, a, form);
	visit_fill_place(desk, form->kiosk, form->site, form->zone, branch);
	form->on = desk->place.today;
	form->second_of_day = desk->place.second_of_day;
}
