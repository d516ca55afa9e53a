/* SPDX-License-Identifier: Apache-2.0 */
/* The table of what the centre refused. */
#include "rules/parked.h"

#include "base/array.h"
#include "base/str.h"

#include <string.h>

static const struct parked rows[] = {
	{ "claim-open-elsewhere duplicate",
		N_("Pusat sudah punya klaim lain dari orang ini."),
		N_("Petugas: jelaskan ke peserta. Jangan ajukan lagi."),
		N_("Klaim Anda sudah ada di pusat. Tidak perlu klaim kedua."),
		PARKED_DROP },
	{ "claim-not-eligible",
		N_("Menurut pusat, uang belum bisa diambil."),
		N_("Petugas: periksa alasan dan tanggal bersama peserta."),
		N_("Menurut pusat, uang belum bisa diambil. Petugas menjelaskan."),
		PARKED_DROP, FIX_DATE },
	{ "officer-needed ticket-needed",
		N_("Klaim ini harus dibantu petugas."),
		N_("Petugas: hubungi peserta, lihat KTP, betulkan."),
		N_("Klaim ini perlu dibantu petugas. Siapkan KTP asli."),
		.fix = FIX_OFFICER },
	{ "document-needed",
		N_("Surat peserta belum dilihat petugas."),
		N_("Petugas: hubungi peserta, lihat suratnya, betulkan."),
		N_("Petugas perlu melihat surat Anda."),
		.fix = FIX_PAPER },
	{ "account-not-yours account-not-found",
		N_("Rekening itu bukan atas nama peserta."),
		N_("Petugas: minta rekening lain, lalu betulkan."),
		N_("Rekening itu bukan atas nama Anda. Siapkan rekening lain."),
		.fix = FIX_ACCOUNT },
	{ "account-dormant",
		N_("Rekening itu sudah tidak aktif."),
		N_("Petugas: minta rekening lain, lalu betulkan."),
		N_("Rekening itu sudah tidak aktif. Siapkan rekening lain."),
		.fix = FIX_ACCOUNT },
	{ "identity-differs person-not-found",
		N_("Data diri tidak cocok dengan data pusat."),
		N_("Petugas: cocokkan KTP dan KPJ, lalu ajukan lagi."),
		N_("Data diri belum cocok. Petugas mencocokkan dengan KTP.") },
	{ "assurance-needed consent-needed ktp-not-seen",
		N_("Pusat belum menerima bukti orangnya atau persetujuannya."),
		N_("Petugas: lihat KTP peserta, lalu betulkan."),
		N_("Petugas perlu melihat KTP asli Anda."),
		.fix = FIX_OFFICER },
	{ "heirs-only",
		N_("Menurut pusat, peserta sudah meninggal."),
		N_("Petugas: layani ahli waris di loket."),
		N_("Petugas melayani ahli waris di loket.") },
	{ "visit-not-found visit-expired claim-not-found",
		N_("Pusat tidak mengenal kunjungan atau klaim ini lagi."),
		N_("Petugas: ajukan lagi bersama peserta."),
		N_("Petugas mengajukan lagi bersama Anda."),
		PARKED_RESEND },
	{ "code-not-found code-of-saved-visit",
		N_("Pusat tidak punya klaim dengan kode ini."),
		N_("Petugas: cocokkan kode dengan struk peserta."),
		N_("Pusat tidak punya klaim dengan kode ini. Periksa struknya.") },
	{ "damaged",
		N_("Isi klaim di mesin ini rusak dan tidak bisa dikirim."),
		N_("Teknisi: periksa disk. Petugas: hubungi peserta."),
		N_("Klaim belum bisa dikirim. Petugas mengajukan lagi bersama Anda.") },
	{ "malformed invalid too-large wrong-content-type no-such-path method-not-allowed"
	  " idempotency-key-missing idempotency-key-reused not-your-kiosk face-quality",
		N_("Pusat tidak bisa membaca kiriman mesin ini."),
		N_("Teknisi: periksa versi mesin. Klaim tetap disimpan."),
		N_("Ada masalah pada mesin. Klaim tetap disimpan."),
		PARKED_RESEND },
	{ "overdue",
		N_("Tanggal bayar sudah lewat."),
		N_("Petugas: tanya pusat, lalu hubungi peserta."),
		N_("Uang Anda terlambat. Petugas menanyakan ke pusat.") },
};

static const struct parked other = {
	"",
	N_("Pusat menolak kiriman ini."),
	N_("Petugas: tanya pusat, sebut kode klaim."),
	N_("Pusat belum menerima. Petugas bisa membantu."),
	PARKED_RESEND,
};

static bool
has_word(const char *words, const char *word)
{
	size_t n = strlen(word);

	for (const char *at = words; n > 0 && (at = strstr(at, word)) != NULL; at += n)
		if ((at == words || at[-1] == ' ') && (at[n] == ' ' || at[n] == '\0'))
			return true;
	return false;
}

static const struct parked *
find(const char *problem)
{
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		if (has_word(rows[i].problems, problem))
			return &rows[i];
	return NULL;
}

const struct parked *
parked_words(const char *problem)
{
	const struct parked *row = find(problem);

	return row ? row : &other;
}

const char *
parked_fix_code(enum parked_fix fix)
{
	static const char *const codes[FIXES] = { "", "account", "date", "paper", "officer" };

	return codes[fix];
}

bool
parked_is_known(const char *problem)
{
	return find(problem) != NULL;
}
