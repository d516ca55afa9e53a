/* SPDX-License-Identifier: Apache-2.0 */
/* Forms of codes, most particular first. */
#include "rules/scanned.h"

#include "base/array.h"
#include "base/str.h"
#include "rules/code.h"
#include "rules/identity.h"
#include "rules/staff.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

static const struct {
	const char *prefix;
	enum scanned scanned;
} prefixes[] = {
	{ "000201", SCANNED_PAYMENT },
	{ "http:", SCANNED_ADDRESS },
	{ "https:", SCANNED_ADDRESS },
	{ "www.", SCANNED_ADDRESS },
};

static const char *const words[] = {
	[SCANNED_RECEIPT_CODE] = N_("Itu kode struk atau slip. Di sini perlu yang lain."),
	[SCANNED_NIK] = N_("Itu NIK. Di sini perlu yang lain."),
	[SCANNED_KPJ] = N_("Itu nomor kartu (KPJ). Di sini perlu yang lain."),
	[SCANNED_KESEHATAN] = N_("Itu kartu BPJS Kesehatan. Cari BPJS Ketenagakerjaan."),
	[SCANNED_STAFF_CARD] = N_("Itu kartu petugas. Di sini perlu yang lain."),
	[SCANNED_PAYMENT] = N_("Itu kode pembayaran (QRIS). Di sini perlu yang lain."),
	[SCANNED_ADDRESS] = N_("Itu alamat internet. Di sini perlu yang lain."),
};

enum scanned
scanned_recognise(const char *text)
{
	char code[CODE_ROOM];

	for (size_t i = 0; i < ARRAY_LEN(prefixes); i++)
		if (strncasecmp(text, prefixes[i].prefix, strlen(prefixes[i].prefix)) == 0)
			return prefixes[i].scanned;
	if (staff_card_has_form(text))
		return SCANNED_STAFF_CARD;
	switch (card_recognise(text)) {
	case CARD_NIK:
		return SCANNED_NIK;
	case CARD_KESEHATAN:
		return SCANNED_KESEHATAN;
	case CARD_KPJ:
		return SCANNED_KPJ;
	case CARD_OLD_KPJ:
	case CARD_PHONE:
	case CARD_NPWP_OLD:
	case CARD_UNKNOWN:
		break;
	}
	return code_read(text, code) == FLAW_NONE ? SCANNED_RECEIPT_CODE : SCANNED_UNKNOWN;
}

const char *
scanned_words(enum scanned scanned)
{
	return (size_t)scanned < ARRAY_LEN(words) ? words[scanned] : NULL;
}
