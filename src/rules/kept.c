/* SPDX-License-Identifier: Apache-2.0 */
/* What the slip of a kept visit says. */
#include "rules/kept.h"

#include "base/str.h"
#include "rules/code.h"

#include <string.h>

void
kept_banks(const struct banks *banks, char ret_names[KEPT_BANKS])
{
	size_t used = 0;

	ret_names[0] = '\0';
	for (size_t i = 0; i < banks->n; i++) {
		const struct bank *bank = &banks->bank[i];

		if (!bank->short_list)
			continue;
		if (str_format(ret_names + used, KEPT_BANKS - used, used ? ", %s" : "%s",
			    bank->name) != ST_OK) {
			ret_names[used] = '\0'; /* the rest of them does not fit */
			return;
		}
		used = strlen(ret_names);
	}
}

static void
add_next(const struct kept_facts *facts, struct receipt *receipt)
{
	receipt_add(receipt, RECEIPT_RULE, "");
	receipt_add(receipt, RECEIPT_BOLD, TR("Cara melanjutkan:"));
	receipt_add(receipt, RECEIPT_ITEM, TR("Datang ke anjungan mana saja."));
	receipt_add(receipt, RECEIPT_ITEM,
		TR("Pilih Lainnya, lalu Lanjutkan yang disimpan."));
	receipt_add(receipt, RECEIPT_ITEM,
		TR("Tunjukkan kotak hitam putih ini, atau ketik kodenya."));
	receipt_add(receipt, RECEIPT_ITEM, TR("Foto wajah, atau petugas melihat KTP."));
	receipt_add(receipt, RECEIPT_BOLD, TR("Bawa:"));
	receipt_add(receipt, RECEIPT_ITEM, TR("Kertas ini dan KTP asli"));
	if (facts->account_missing)
		receipt_add(receipt, RECEIPT_ITEM, TR("Buku tabungan atas nama Anda sendiri"));
	receipt_add_papers(receipt, N_("Bawa juga:"), N_("Bawa juga salah satu:"),
		N_("Bawa juga semua ini:"), facts->reason, facts->papers, facts->papers_n);
}

static void
add_where(const struct kept_facts *facts, struct receipt *receipt)
{
	char names[KEPT_BANKS];

	if (!facts->account_missing)
		return;
	receipt_add(receipt, RECEIPT_RULE, "");
	receipt_add(receipt, RECEIPT_BOLD, TR("Di mana membuka rekening?"));
	receipt_add(receipt, RECEIPT_TEXT_LINE, TR("Di bank mana saja. Bawa KTP asli."));
	kept_banks(facts->banks, names);
	if (names[0])
		receipt_add_pair(receipt, TR("Misalnya"), names);
}

void
receipt_of_kept(const struct kept_facts *facts, const struct sheet_place *place,
	struct receipt *ret_receipt)
{
	receipt_add_head(ret_receipt, place->site, place->copy);
	receipt_add(ret_receipt, RECEIPT_STATE, TR("LANJUTKAN NANTI"));
	receipt_add(ret_receipt, RECEIPT_RULE, "");
	receipt_add(ret_receipt, RECEIPT_BOLD, TR("Ini belum klaim."));
	receipt_add(ret_receipt, RECEIPT_TEXT_LINE, TR("Jawaban Anda disimpan di pusat."));
	receipt_add_pair(ret_receipt, TR("Layanan"), TR("Ambil uang JHT"));
	receipt_add_pair(ret_receipt, TR("Nama"), facts->name_masked);
	receipt_add_dated(
		ret_receipt, N_("Bisa dilanjutkan sampai {date}."), facts->valid_until);
	receipt_add_code(ret_receipt, TR("Kode Anda"), facts->code);
	add_next(facts, ret_receipt);
	add_where(facts, ret_receipt);
	receipt_add(ret_receipt, RECEIPT_RULE, "");
	receipt_add(ret_receipt, RECEIPT_TEXT_LINE,
		TR("Kertas ini saja tidak membuka data Anda."));
	receipt_add_foot(ret_receipt, &place->foot);
}
