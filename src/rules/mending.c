/* SPDX-License-Identifier: Apache-2.0 */
/* What the slip of a mended claim says. */
#include "rules/mending.h"

#include "base/str.h"
#include "rules/account.h"

static void
add_account(const struct mending_facts *facts, struct receipt *receipt)
{
	char tail[16], account[80];

	tail_four(facts->account, tail);
	if (facts->account[0] &&
		str_format(account, sizeof(account), "%s %s", facts->bank, tail) == ST_OK)
		receipt_add_pair(receipt, TR("Rekening"), account);
	wipe(tail, sizeof(tail));
	wipe(account, sizeof(account));
}

static void
add_next(const struct mending_facts *facts, struct receipt *receipt)
{
	receipt_add(receipt, RECEIPT_RULE, "");
	receipt_add(receipt, RECEIPT_BOLD, TR("Sesudah ini:"));
	receipt_add(receipt, RECEIPT_TEXT_LINE, TR("Pusat memeriksa klaim ini lagi."));
	if (date_is_known(facts->promised))
		receipt_add_dated(receipt, N_("Uang dikirim paling lambat {date}."),
			facts->promised);
	else
		receipt_add(receipt, RECEIPT_TEXT_LINE,
			TR("Tanggal bayar dihitung setelah data selesai diperiksa."));
	receipt_add(receipt, RECEIPT_TEXT_LINE, TR("Tanggal bayar yang lama tidak berlaku lagi."));
}

void
receipt_of_mending(const struct mending_facts *facts, const struct sheet_place *place,
	struct receipt *ret_receipt)
{
	char tail[16];

	receipt_add_head(ret_receipt, place->site, place->copy);
	receipt_add(ret_receipt, RECEIPT_STATE, TR("PERBAIKAN DITERIMA"));
	receipt_add(ret_receipt, RECEIPT_RULE, "");
	receipt_add_pair(ret_receipt, TR("Nomor klaim"), facts->claim_number);
	receipt_add(ret_receipt, RECEIPT_TEXT_LINE, TR("Nomornya tetap sama."));
	receipt_add_pair(ret_receipt, TR("Nama"), facts->name);
	tail_four(facts->nik, tail);
	receipt_add_pair(ret_receipt, TR("NIK"), tail);
	wipe(tail, sizeof(tail));
	add_account(facts, ret_receipt);
	for (size_t i = 0; i < facts->papers_n; i++)
		receipt_add(ret_receipt, RECEIPT_ITEM, TR(paper_words(facts->papers[i])));
	if (facts->code[0])
		receipt_add_code(ret_receipt, TR("Kode Anda"), facts->code);
	add_next(facts, ret_receipt);
	receipt_add_foot(ret_receipt, &place->foot);
}
