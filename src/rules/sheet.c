/* SPDX-License-Identifier: Apache-2.0 */
/* What the sheets say. */
#include "rules/sheet.h"

#include "base/str.h"
#include "rules/bring.h"
#include "rules/consent.h"
#include "rules/money.h"

static void
begin(const struct sheet_place *place, const char *title, struct receipt *receipt)
{
	receipt_add_head(receipt, place->site, place->copy);
	receipt_add(receipt, RECEIPT_STATE, TR(title));
	receipt_add(receipt, RECEIPT_RULE, "");
}

/* --- what to bring -------------------------------------------------------------------------- */

void
receipt_of_bring(const struct policy *policy, enum claim_reason reason,
	const struct sheet_place *place, struct receipt *ret_receipt)
{
	struct bring bring;

	bring_of(policy, reason, &bring);
	begin(place, N_("YANG PERLU DIBAWA"), ret_receipt);
	receipt_add_pair(ret_receipt, TR("Alasan"), TR(claim_reason_words(reason)));
	if (bring.when[0])
		receipt_add(ret_receipt, RECEIPT_TEXT_LINE, bring.when);
	receipt_add(ret_receipt, RECEIPT_RULE, "");
	receipt_add(ret_receipt, RECEIPT_BOLD, TR("Bawa:"));
	for (size_t i = 0; i < bring.always_n; i++)
		receipt_add(ret_receipt, RECEIPT_ITEM, TR(bring.always[i]));
	receipt_add_papers(ret_receipt, N_("Bawa juga:"), N_("Bawa juga salah satu:"),
		N_("Bawa juga semua ini:"), reason, bring.paper, bring.papers_n);
	if (bring.unless[0])
		receipt_add(ret_receipt, RECEIPT_TEXT_LINE, TR(bring.unless));
	receipt_add(ret_receipt, RECEIPT_TEXT_LINE,
		TR("Tidak punya semuanya? Datang saja. Petugas membantu."));
	receipt_add_foot(ret_receipt, &place->foot);
}

/* --- what is consented to ------------------------------------------------------------------- */

void
receipt_of_consent(bool of_claim, const struct sheet_place *place, struct receipt *ret_receipt)
{
	begin(place, N_("PERSETUJUAN"), ret_receipt);
	for (int i = 0; i < CONSENT_ROWS; i++)
		receipt_add_pair(ret_receipt, TR(consent_rows[i].label),
			consent_words(&consent_rows[i], of_claim));
	receipt_add(ret_receipt, RECEIPT_RULE, "");
	receipt_add_pair(ret_receipt, TR("Teks"), CONSENT_TEXT_VERSION);
	receipt_add(ret_receipt, RECEIPT_TEXT_LINE,
		TR("Kertas ini penjelasan saja. Anda bebas setuju atau tidak."));
	receipt_add_foot(ret_receipt, &place->foot);
}

/* --- balance and cards ------------------------------------------------------------------------ */

static void
add_person(struct receipt *receipt, const char *name, const char *nik)
{
	char tail[16];

	if (name[0])
		receipt_add_pair(receipt, TR("Nama"), name);
	tail_four(nik, tail);
	receipt_add_pair(receipt, TR("NIK"), tail);
	wipe(tail, sizeof(tail));
}

static void
add_card(struct receipt *receipt, const struct card *card, const char *state)
{
	char kpj[16];

	tail_four(card->kpj, kpj);
	receipt_add(receipt, RECEIPT_BOLD, card->employer);
	receipt_add_pair(receipt, TR("KPJ"), kpj);
	receipt_add_money(receipt, TR("Uang"), card->balance);
	receipt_add(receipt, RECEIPT_TEXT_LINE, state);
	wipe(kpj, sizeof(kpj));
}

static void
add_years(struct receipt *receipt, const struct balance_sheet *balance)
{
	char year[12];

	if (balance->years_n == 0)
		return;
	receipt_add(receipt, RECEIPT_RULE, "");
	receipt_add(receipt, RECEIPT_BOLD, TR("Iuran tiap tahun"));
	for (size_t i = 0; i < balance->years_n; i++)
		if (str_format(year, sizeof(year), "%d", balance->year[i].year) == ST_OK)
			receipt_add_money(receipt, year, balance->year[i].paid);
}

static void
add_programmes(struct receipt *receipt, const struct balance_sheet *balance)
{
	char text[RECEIPT_TEXT];

	if (balance->programmes_n == 0)
		return;
	receipt_add(receipt, RECEIPT_RULE, "");
	receipt_add(receipt, RECEIPT_BOLD, TR("Program"));
	for (size_t i = 0; i < balance->programmes_n; i++)
		if (str_format(text, sizeof(text), "%s: %s", balance->programme[i].label,
			    balance->programme[i].text) == ST_OK)
			receipt_add(receipt, RECEIPT_ITEM, text);
}

void
receipt_of_balance(const struct balance_sheet *balance, const struct sheet_place *place,
	struct receipt *ret_receipt)
{
	begin(place, N_("SALDO DAN KARTU"), ret_receipt);
	add_person(ret_receipt, balance->name, balance->nik);
	receipt_add_money(ret_receipt, TR("Semua uang"), balance->total);
	receipt_add_money(ret_receipt, TR("Dari hasil"), balance->yield);
	receipt_add(ret_receipt, RECEIPT_RULE, "");
	for (size_t i = 0; i < balance->cards_n; i++)
		add_card(ret_receipt, &balance->card[i], balance->state[i]);
	add_years(ret_receipt, balance);
	add_programmes(ret_receipt, balance);
	receipt_add(ret_receipt, RECEIPT_TEXT_LINE,
		TR("Keadaan hari ini. Jumlah akhir dihitung saat klaim."));
	receipt_add_foot(ret_receipt, &place->foot);
}

/* --- "Periksa data saya" ---------------------------------------------------------------------- */

void
receipt_of_check(const char *name, const char *nik, const struct finding *finding, size_t n,
	const struct sheet_place *place, struct receipt *ret_receipt)
{
	char words[FINDING_TEXT];

	begin(place, N_("PERIKSA DATA"), ret_receipt);
	add_person(ret_receipt, name, nik);
	receipt_add(ret_receipt, RECEIPT_RULE, "");
	receipt_add(ret_receipt, RECEIPT_BOLD,
		n > 0 && finding_is_bad(&finding[0]) ? TR("Yang perlu dibetulkan:")
						     : TR("Semua baik."));
	for (size_t i = 0; i < n; i++) {
		finding_words(&finding[i], words);
		if (i > 0 && finding_is_bad(&finding[i - 1]) && !finding_is_bad(&finding[i]))
			receipt_add(ret_receipt, RECEIPT_BOLD, TR("Yang sudah baik:"));
		receipt_add(ret_receipt, RECEIPT_ITEM, words);
		if (finding_is_bad(&finding[i]))
			receipt_add(ret_receipt, RECEIPT_TEXT_LINE,
				TR(finding_todo(&finding[i])));
	}
	receipt_add_foot(ret_receipt, &place->foot);
}
