/* SPDX-License-Identifier: Apache-2.0 */
/* Words and letter for who is reached about a claim that waits. */
#include "rules/waiting.h"

#include "base/array.h"
#include "base/str.h"
#include "rules/sheet.h"

#include <string.h>

static const struct {
	const char *code, *words;
} reaches[REACHES] = {
	[REACH_NONE] = { "", "" },
#define REACH_ROW(name, code, words) [name] = { code, words },
	REACH_LIST(REACH_ROW)
#undef REACH_ROW
};

const char *
reach_code(enum reach reach)
{
	return reaches[reach].code;
}

const char *
reach_words(enum reach reach)
{
	return reaches[reach].words;
}

enum reach
reach_of(const char *code)
{
	for (int i = REACH_NONE + 1; i < REACHES; i++)
		if (strcmp(reaches[i].code, code) == 0)
			return (enum reach)i;
	return REACH_NONE;
}

bool
contact_has_address(const struct claim_contact *contact)
{
	return contact->name[0] && contact->address[0];
}

void
receipt_of_letter(const struct letter_facts *facts, const struct sheet_place *place,
	struct receipt *ret_receipt)
{
	receipt_add_head(ret_receipt, place->site, place->copy);
	receipt_add(ret_receipt, RECEIPT_BLANK, "");
	receipt_add(ret_receipt, RECEIPT_TEXT_LINE, TR("Kepada"));
	receipt_add(ret_receipt, RECEIPT_BOLD, facts->contact->name);
	receipt_add(ret_receipt, RECEIPT_TEXT_LINE, facts->contact->address);
	receipt_add(ret_receipt, RECEIPT_BLANK, "");
	receipt_add(ret_receipt, RECEIPT_RULE, "");
	receipt_add(ret_receipt, RECEIPT_STATE, TR("SURAT PANGGILAN"));
	receipt_add(ret_receipt, RECEIPT_TEXT_LINE, TR(facts->person));
	receipt_add(ret_receipt, RECEIPT_BLANK, "");
	receipt_add(ret_receipt, RECEIPT_TEXT_LINE,
		TR("Datang ke loket ini. Bawa KTP asli dan surat ini."));
	receipt_add(ret_receipt, RECEIPT_TEXT_LINE, TR("Layanan ini gratis."));
	receipt_add_code(ret_receipt, TR("Kode struk Anda"), facts->code);
	receipt_add_foot(ret_receipt, &place->foot);
}
