/* SPDX-License-Identifier: Apache-2.0 */
/* What to bring for each reason. */
#include "rules/bring.h"

#include "base/array.h"
#include "base/fill.h"
#include "base/str.h"

#include <assert.h>

static const char *const own[] = {
	N_("KTP asli"),
	N_("Buku tabungan atas nama Anda sendiri"),
	N_("Kartu BPJS Ketenagakerjaan, kalau ada"),
	N_("Nomor HP, kalau ada"),
};
static const char *const of_heirs[] = {
	N_("Buku tabungan ahli waris"),
	N_("Kartu BPJS Ketenagakerjaan almarhum, kalau ada"),
};

static const char left_later[] = N_("Bisa diambil {months} bulan setelah berhenti.");
static const char left_now[] = N_("Bisa diambil sejak hari berhenti.");
static const char part[] = N_("Setelah {years} tahun jadi peserta, satu kali saja.");
static const char reported[] = N_("Perusahaan sudah melapor? Surat ini tidak perlu.");

/* What is not here can be taken at any time, and its papers are always needed. */
static const struct {
	const char *when, *unless;
} rows[REASON_COUNT] = {
	[REASON_PKWT] = { left_now, reported },
	[REASON_RESIGN] = { left_later, reported },
	[REASON_PHK] = { left_later, reported },
	[REASON_SEBAGIAN_10] = { part },
	[REASON_SEBAGIAN_30] = { part },
};

static void
fill_when(const struct policy *policy, const char *when, char ret_when[BRING_TEXT])
{
	char months[12], years[12];
	const struct fill holes[] = { { "months", months }, { "years", years } };
	enum status st = str_format(months, sizeof(months), "%d", policy->wait_months);

	ret_when[0] = '\0';
	if (when == NULL)
		return;
	if (st == ST_OK)
		st = str_format(years, sizeof(years), "%d", policy->partial_years);
	if (st != ST_OK ||
		fill_text(ret_when, BRING_TEXT, TR(when), holes, ARRAY_LEN(holes)) != ST_OK)
		ret_when[0] = '\0'; /* no half sentence */
}

static void
list_papers(enum claim_reason reason, struct bring *bring)
{
	uint32_t papers = claim_papers(reason, &bring->papers_all);

	for (int i = 0; i < PAPER_COUNT && bring->papers_n < PAPERS_MAX; i++)
		if (papers >> i & 1)
			bring->paper[bring->papers_n++] = (enum paper)i;
}

void
bring_of(const struct policy *policy, enum claim_reason reason, struct bring *ret_bring)
{
	bool heirs = reason == REASON_MENINGGAL;
	const char *const *always = heirs ? of_heirs : own;

	assert(reason > REASON_NONE && reason < REASON_COUNT);
	*ret_bring = (struct bring){ .always_n = heirs ? ARRAY_LEN(of_heirs) : ARRAY_LEN(own),
		.unless = rows[reason].unless ? rows[reason].unless : "" };
	for (size_t i = 0; i < ret_bring->always_n; i++)
		ret_bring->always[i] = always[i];
	list_papers(reason, ret_bring);
	fill_when(policy, rows[reason].when, ret_bring->when);
}
