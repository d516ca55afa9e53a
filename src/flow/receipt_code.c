/* SPDX-License-Identifier: Apache-2.0 */
/* The field of a receipt's code. */
#include "flow/receipt_code.h"

#include "base/array.h"
#include "base/str.h"

#include <string.h>

static enum flaw
check_code(const char *typed, const struct answers *a, const struct place *p)
{
	char code[CODE_ROOM];

	(void)a;
	(void)p;
	return code_read(typed, code);
}

const struct field receipt_code_field = {
	.name = "code",
	.kind = FIELD_TEXT,
	.label = N_("Kode struk"),
	.example = N_("Contoh: K7MP-Q2RX-A"),
	.foreign = N_("Itu bukan kode struk. Cari kotak hitam putih di struk."),
	.max = 16,
	.offset = offsetof(struct answers, lookup.typed),
	.room = sizeof(((struct answers *)0)->lookup.typed),
	.check = check_code,
};

void
receipt_code_other(struct answers *a, int value)
{
	(void)value;
	wipe(&a->lookup, sizeof(a->lookup));
}

void
receipt_code_fill(const struct answers *a, const struct place *p, struct page *page)
{
	static const char *const todos[] = {
		[SCANNER_NONE] = N_("Ketik kode di struk, lalu tekan Enter."),
		[SCANNER_KEYBOARD] =
			N_("Pindai kotak hitam putih di struk, atau ketik kodenya."),
		[SCANNER_CAMERA] =
			N_("Tunjukkan kotak hitam putih ke kamera, atau ketik kodenya."),
	};

	(void)a;
	str_clip(page->todo, sizeof(page->todo), TR(todos[p->scanner]));
}

void
receipt_code_fill_unknown(const struct answers *a, const struct place *p, struct page *page)
{
	static const struct {
		const char *problem, *ask, *words;
	} others[] = {
		{ "code-of-ticket", N_("Berkas ini menunggu petugas"),
			N_("Belum menjadi klaim. Bawa tiketnya ke petugas.") },
		{ "code-of-closed-ticket", N_("Berkas ini sudah selesai di petugas"),
			N_("Itu kode tiket. Klaim punya kode sendiri.") },
		{ "code-of-saved-visit", N_("Itu slip untuk melanjutkan, belum klaim"),
			N_("Klaim baru ada setelah Anda mengajukannya.") },
	};

	(void)p;
	for (size_t i = 0; i < ARRAY_LEN(others); i++)
		if (strcmp(others[i].problem, a->problem) == 0) {
			str_clip(page->ask, sizeof(page->ask), TR(others[i].ask));
			(void)page_line(page, LINE_WARN, "", TR(others[i].words));
		}
}
