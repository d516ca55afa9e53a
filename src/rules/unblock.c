/* SPDX-License-Identifier: Apache-2.0 */
/* Words and paper of an account of JMO that is opened again. */
#include "rules/unblock.h"

#include "base/array.h"
#include "base/str.h"
#include "rules/account.h"
#include "rules/sheet.h"

#include <string.h>

static const struct {
	const char *code, *words;
} reasons[UNBLOCK_REASONS] = {
	[UNBLOCK_NO_REASON] = { "", "" },
#define UNBLOCK_ROW(name, code, words) [name] = { code, words },
	UNBLOCK_REASON_LIST(UNBLOCK_ROW)
#undef UNBLOCK_ROW
};

const char *
unblock_reason_code(enum unblock_reason reason)
{
	return reasons[reason].code;
}

const char *
unblock_reason_words(enum unblock_reason reason)
{
	return reasons[reason].words;
}

const char *
unblock_refused_words(const char *problem)
{
	static const struct {
		const char *problem, *words;
	} rows[] = {
		{ "not-blocked", N_("Akun JMO ini sudah terbuka. Tidak ada yang perlu dibuka.") },
		{ "second-person-needed", N_("Pusat minta dua orang berbeda. Panggil supervisor lain.") },
		{ "assurance-needed", N_("Pusat belum menerima pemeriksaan KTP. Lihat KTP lagi.") },
		{ "visit-not-found", N_("Pusat menutup kunjungan ini. Mulai lagi dari NIK.") },
		{ "visit-expired", N_("Pusat menutup kunjungan ini. Mulai lagi dari NIK.") },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		if (strcmp(rows[i].problem, problem) == 0)
			return rows[i].words;
	return N_("Pusat menolak. Petugas: tanya pusat.");
}

/* --- the slip ------------------------------------------------------------------------------------------------------- */

static void
add_next(bool opened, struct receipt *receipt)
{
	static const char *const after[][3] = {
		{ N_("Pusat memeriksa permintaan ini."),
			N_("Coba JMO besok. Belum bisa? Bawa kertas ini ke petugas."), NULL },
		{ N_("Buka JMO di HP Anda. Masuk seperti biasa."),
			N_("Masih belum bisa? Bawa kertas ini ke petugas."), NULL },
	};

	receipt_add(receipt, RECEIPT_RULE, "");
	receipt_add(receipt, RECEIPT_BOLD, TR("Sesudah ini:"));
	for (size_t i = 0; after[opened][i]; i++)
		receipt_add(receipt, RECEIPT_ITEM, TR(after[opened][i]));
	receipt_add(receipt, RECEIPT_BLANK, "");
	receipt_add(receipt, RECEIPT_BOLD, TR("Membuka JMO gratis."));
	receipt_add(receipt, RECEIPT_TEXT_LINE,
		TR("Jangan beri PIN, kata sandi atau kode SMS kepada siapa pun."));
}

void
receipt_of_unblock(const struct unblock_facts *facts, const struct sheet_place *place,
	struct receipt *ret_receipt)
{
	char tail[16];

	receipt_add_head(ret_receipt, place->site, place->copy);
	receipt_add(ret_receipt, RECEIPT_STATE,
		facts->opened ? TR("JMO SUDAH DIBUKA") : TR("MENUNGGU PERSETUJUAN PUSAT"));
	receipt_add(ret_receipt, RECEIPT_RULE, "");
	receipt_add_pair(ret_receipt, TR("Nomor bukti"), facts->reference);
	receipt_add_pair(ret_receipt, TR("Nama"), facts->name);
	tail_four(facts->nik, tail);
	receipt_add_pair(ret_receipt, TR("NIK"), tail);
	wipe(tail, sizeof(tail));
	receipt_add_pair(ret_receipt, TR("Sebab"), TR(unblock_reason_words(facts->reason)));
	receipt_add_pair(ret_receipt, TR("KTP"), TR("asli, dilihat petugas"));
	receipt_add_pair(ret_receipt, TR("Disetujui"),
		facts->second[0] ? facts->second : TR("belum, oleh pusat"));
	add_next(facts->opened, ret_receipt);
	receipt_add_foot(ret_receipt, &place->foot);
}
