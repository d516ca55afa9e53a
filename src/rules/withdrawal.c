/* SPDX-License-Identifier: Apache-2.0 */
/* What the slip of a withdrawal says. */
#include "rules/withdrawal.h"

#include "base/str.h"
#include "rules/sheet.h"

static void
add_done(const struct withdrawal_facts *facts, struct receipt *receipt)
{
	receipt_add_pair(receipt, TR("Nomor"), facts->reference);
	receipt_add_dated(receipt,
		N_("Pusat berhenti memakai data Anda paling lambat {date}."),
		facts->stops_by);
	receipt_add(receipt, RECEIPT_TEXT_LINE, TR("Klaim yang belum dibayar ikut berhenti."));
	receipt_add(receipt, RECEIPT_TEXT_LINE,
		TR("Uang yang sudah dalam perjalanan ke bank tetap sampai."));
}

static void
add_waits(struct receipt *receipt)
{
	receipt_add(receipt, RECEIPT_BOLD, TR("Permintaan mencabut izin."));
	receipt_add(receipt, RECEIPT_TEXT_LINE,
		TR("Permintaan dikirim sendiri saat jaringan pulih."));
	receipt_add(receipt, RECEIPT_TEXT_LINE,
		TR("Pusat berhenti memakai data Anda 3 hari setelah menerimanya."));
	receipt_add(receipt, RECEIPT_TEXT_LINE,
		TR("Tanya kabar di mesin ini, ke petugas, atau 175. Sebut kode ini."));
}

static void
add_here(struct receipt *receipt)
{
	receipt_add(receipt, RECEIPT_TEXT_LINE,
		TR("Klaim ini belum terkirim, dan tidak akan dikirim."));
	receipt_add(receipt, RECEIPT_TEXT_LINE, TR("Isinya sudah dihapus dari mesin ini."));
}

static void
add_staff(struct receipt *receipt)
{
	receipt_add(receipt, RECEIPT_BOLD, TR("Permintaan mencabut izin."));
	receipt_add(receipt, RECEIPT_TEXT_LINE,
		TR("Pusat belum menerimanya. Bawa kertas ini ke petugas."));
}

static const char *const heads[] = {
	[WITHDRAWN_NOT] = N_("PERLU PETUGAS"),
	[WITHDRAWN_HERE] = N_("IZIN SUDAH DICABUT"),
	[WITHDRAWN_WAITS] = N_("TERSIMPAN DI KIOS, BELUM TERKIRIM"),
	[WITHDRAWN_STAFF] = N_("PERLU PETUGAS"),
	[WITHDRAWN_DONE] = N_("IZIN SUDAH DICABUT"),
};

void
receipt_of_withdrawal(const struct withdrawal_facts *facts, const struct sheet_place *place,
	struct receipt *ret_receipt)
{
	enum withdrawn state = facts->state;

	if (state == WITHDRAWN_DONE && facts->reference[0] == '\0')
		state = WITHDRAWN_WAITS;
	receipt_add_head(ret_receipt, place->site, place->copy);
	receipt_add(ret_receipt, RECEIPT_STATE, TR(heads[state]));
	receipt_add(ret_receipt, RECEIPT_RULE, "");
	if (state == WITHDRAWN_DONE)
		add_done(facts, ret_receipt);
	else if (state == WITHDRAWN_WAITS)
		add_waits(ret_receipt);
	else if (state == WITHDRAWN_HERE)
		add_here(ret_receipt);
	else
		add_staff(ret_receipt);
	receipt_add_code(ret_receipt, TR("Kode struk Anda"), facts->code);
	receipt_add_foot(ret_receipt, &place->foot);
}
