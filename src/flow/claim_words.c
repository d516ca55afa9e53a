/* SPDX-License-Identifier: Apache-2.0 */
/* Words of the wire about a claim, as people say them. */
#include "flow/claim_words.h"

#include "base/array.h"
#include "base/str.h"

#include <string.h>

/* In the order of the way; what is beside it stands after its end. */
static const struct claim_words states[] = {
	{ "to_verify", N_("Klaim DITERIMA PUSAT, akan diperiksa"),
		N_("Petugas bisa menghubungi Anda."), N_("Dicatat pusat"),
		N_("data Anda akan diperiksa dulu"), N_("data diperiksa dulu") },
	{ "received", N_("Klaim sudah DITERIMA PUSAT"), N_("Pusat akan memeriksanya."),
		N_("Diterima pusat"), N_("diterima pusat, menunggu giliran"),
		N_("diterima pusat") },
	{ "verifying", N_("Klaim sedang diperiksa pusat"),
		N_("Anda tidak perlu berbuat apa-apa."), N_("Mulai diperiksa"),
		N_("sedang diperiksa pusat"), N_("diperiksa") },
	{ "approved", N_("Klaim disetujui"), N_("Uang segera dikirim ke rekening."),
		N_("Disetujui"), N_("sudah disetujui"), N_("disetujui") },
	{ "paying", N_("Uang sedang dikirim ke bank"),
		N_("Periksa rekening Anda beberapa hari lagi."), N_("Dikirim ke bank"),
		N_("uang sedang dikirim ke bank"), N_("uang dikirim ke bank") },
	{ "paid", N_("Uang sudah dikirim ke rekening"), N_("Periksa rekening Anda di bank."),
		N_("Sampai di rekening"), N_("uang sudah di rekening"),
		N_("uang sampai di rekening") },
	{ .status = "" },
	{ "returned", N_("Klaim dikembalikan, perlu diperbaiki"),
		N_("Panggil petugas. Petugas membantu memperbaikinya."), N_("Dikembalikan"),
		N_("menunggu perbaikan Anda"), NULL },
	{ "rejected", N_("Klaim ditolak pusat"), N_("Panggil petugas. Tanyakan alasannya."),
		N_("Ditolak"), N_("ditolak pusat"), NULL },
	{ "withdrawn", N_("Klaim ini ditarik"), N_("Anda boleh mengajukan yang baru."),
		N_("Ditarik"), N_("ditarik, tidak dikirim ke pusat"), NULL },
};

static const struct {
	const char *code, *words;
} channels[] = {
	{ "kiosk", N_("mesin seperti ini") },
	{ "assisted", N_("mesin, dibantu petugas") },
	{ "jmo", N_("JMO di HP") },
	{ "lapak_asik", N_("Lapak Asik") },
	{ "branch", N_("kantor cabang") },
};

/* Why the centre gave one back; why it did not take one is in rules/parked.h. */
static const struct {
	const char *code, *words;
} returns[] = {
	{ "account-dormant", N_("Rekening itu sudah tidak aktif di bank.") },
	{ "account-name", N_("Nama di bank berbeda.") },
	{ "document-missing", N_("Ada surat yang kurang.") },
	{ "document-unreadable", N_("Ada surat yang tidak terbaca.") },
};

const struct claim_words *
claim_words_of(const char *status)
{
	for (size_t i = 0; status[0] && i < ARRAY_LEN(states); i++)
		if (strcmp(states[i].status, status) == 0)
			return &states[i];
	return NULL;
}

const struct claim_words *
claim_words_after(const char *status)
{
	const struct claim_words *words = claim_words_of(status);

	if (words == NULL || words->next == NULL)
		return NULL;
	return words[1].next ? words + 1 : NULL;
}

const char *
claim_channel_words(const char *code)
{
	for (size_t i = 0; i < ARRAY_LEN(channels); i++)
		if (strcmp(channels[i].code, code) == 0)
			return TR(channels[i].words);
	return "";
}

const char *
claim_return_words(const char *code)
{
	for (size_t i = 0; i < ARRAY_LEN(returns); i++)
		if (strcmp(returns[i].code, code) == 0)
			return TR(returns[i].words);
	return code;
}
