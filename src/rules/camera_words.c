/* SPDX-License-Identifier: Apache-2.0 */
/* One row a state. */
#include "rules/camera_words.h"

#include "base/array.h"
#include "base/str.h"

#include <stddef.h>

static const char cannot_be_used[] = N_("Kamera tidak bisa dipakai. Petugas akan membantu.");
static const char stands_still[] = N_("Kamera berhenti sebentar. Mohon tunggu.");

static const struct {
	const char *all, *staff;
} rows[] = {
	[CAMERA_OFF] = { "", "" },
	[CAMERA_OPENING] = { N_("Kamera sedang dinyalakan."), "" },
	[CAMERA_LIVE] = { "", "" },
	[CAMERA_BLACK] = { N_("Gambar gelap. Mungkin kamera tertutup."),
		N_("Kamera: gambar gelap. Buka penutup lensanya.") },
	[CAMERA_FROZEN] = { stands_still,
		N_("Kamera: gambar berhenti. Cabut, lalu pasang lagi.") },
	[CAMERA_GONE] = { cannot_be_used,
		N_("Kamera: terputus. Cabut, lalu pasang lagi.") },
	[CAMERA_NO_MODEL] = { cannot_be_used,
		N_("Kamera: model wajah hilang atau rusak. Hubungi teknisi.") },
	[CAMERA_GIVEN_UP] = { cannot_be_used,
		N_("Kamera: tidak menjawab. Cabut, lalu pasang lagi.") },
	[CAMERA_MISSING] = { N_("Kamera tidak terpasang. Petugas akan membantu."),
		N_("Kamera: tidak ada. Periksa kabelnya.") },
	[CAMERA_BUSY] = { N_("Kamera sedang dipakai. Petugas akan membantu."),
		N_("Kamera: dipakai program lain. Tutup program itu.") },
	[CAMERA_DENIED] = { cannot_be_used,
		N_("Kamera: mesin ini tidak diizinkan. Hubungi teknisi.") },
	[CAMERA_WRONG] = { cannot_be_used,
		N_("Kamera: perangkat yang salah. Hubungi teknisi.") },
	[CAMERA_TORN] = { stands_still, N_("Kamera: gambar rusak. Ganti kabelnya.") },
};

const char *
camera_words_for_all(enum camera_state state)
{
	return (size_t)state < ARRAY_LEN(rows) ? rows[state].all : cannot_be_used;
}

const char *
camera_words_for_staff(enum camera_state state)
{
	return (size_t)state < ARRAY_LEN(rows) ? rows[state].staff : "";
}
