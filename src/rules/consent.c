/* SPDX-License-Identifier: Apache-2.0 */
/* The words of consent. */
#include "rules/consent.h"

#include "base/str.h"

const struct consent_row consent_rows[CONSENT_ROWS] = {
	{ N_("Apa"), N_("Data JHT, rekening, dan foto wajah bila setuju"), NULL },
	{ N_("Untuk"), N_("Memeriksa bahwa ini Anda, lalu melayani Anda"),
		N_("Memeriksa bahwa ini Anda, lalu membayar JHT") },
	{ N_("Siapa"), N_("BPJS Ketenagakerjaan saja"), NULL },
	{ N_("Lama"), N_("Di mesin ini: dihapus setelah terkirim"), NULL },
	{ N_("Foto"), N_("Di mesin ini paling lama 72 jam"), NULL },
	{ N_("Di pusat"), N_("Selama aturan arsip mewajibkan"), NULL },
	{ N_("Tanpa foto"), N_("Boleh, hasilnya sama. Petugas melihat KTP Anda"), NULL },
	{ N_("Cabut"), N_("Izin ini berakhir saat Anda selesai di mesin ini"),
		N_("Menu 6 Lainnya, lalu 7, dengan kode struk. Atau petugas, atau 175."
		   " Klaim yang belum dibayar berhenti dalam 3 hari") },
};

const char *
consent_words(const struct consent_row *row, bool of_claim)
{
	return TR(of_claim && row->of_claim ? row->of_claim : row->text);
}
