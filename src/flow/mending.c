/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A returned claim is mended where it is looked at: only what the centre asks for, a review, and the answer that the
 * number stays and the promised day is a new one.
 */
#include "flow/my_claims.h"

#include "base/array.h"
#include "base/str.h"
#include "flow/account.h"
#include "flow/claim_fill.h"
#include "flow/claim_set.h"
#include "flow/claim_when.h"
#include "flow/claim_words.h"
#include "flow/paper.h"
#include "rules/code.h"
#include "rules/parked.h"

#include <string.h>

/* --- what is asked for --------------------------------------------------------------------------------------------- */

static bool
wants(const struct answers *a, const char *field)
{
	const struct known_claim *claim = claim_shown(a);

	return claim && strcmp(claim->status, "returned") == 0 &&
	       strcmp(claim->return_field, field) == 0;
}

bool
mending_wants_account(const struct answers *a, const struct place *p)
{
	(void)p;
	return wants(a, "account");
}

bool
mending_wants_papers(const struct answers *a, const struct place *p)
{
	(void)p;
	return wants(a, "documents_seen");
}

void
mending_begin(struct answers *a, int value)
{
	const struct known_claim *claim = claim_shown(a);

	if (claim == NULL)
		return;
	(void)str_copy(a->claim_shown, sizeof(a->claim_shown), claim->number);
	if (strcmp(a->mending, claim->number) == 0)
		return;
	(void)str_copy(a->mending, sizeof(a->mending), claim->number); /* rooms of one size */
	claim_other_account(a, value);
	a->documents_n = 0;
	a->reason = claim->reason;
}

static bool
papers_settled(const struct answers *a, const struct place *p)
{
	return !mending_wants_papers(a, p) || a->documents_n > 0;
}

static bool
nothing_begun(const struct answers *a, const struct place *p)
{
	return !mending_wants_account(a, p) && !mending_wants_papers(a, p);
}

static bool
is_ready(const struct answers *a, const struct place *p)
{
	return mending_wants_papers(a, p) ? a->documents_n > 0 : claim_account_settled(a, p);
}

static bool
is_open(const struct answers *a, const struct place *p)
{
	return mending_wants_account(a, p) && !is_ready(a, p);
}

static bool
is_moot(const struct answers *a, const struct place *p)
{
	(void)p;
	return strcmp(a->problem, "claim-not-returned") == 0;
}

static bool
account_is_refused(const struct answers *a, const struct place *p)
{
	return mending_wants_account(a, p) && !is_moot(a, p);
}

/* What was sent counts no more once the centre has answered. */
static void
end(struct answers *a, int value)
{
	(void)value;
	a->mending[0] = a->claim_shown[0] = '\0';
}

/* --- pages --------------------------------------------------------------------------------------------------------- */

static void
fill_papers(const struct answers *a, const struct place *p, struct page *page)
{
	const struct known_claim *claim = claim_shown(a);

	(void)p;
	if (claim == NULL)
		return;
	(void)page_line(page, LINE_PAIR, TR(N_("Nomor klaim")), claim->number);
	(void)page_line(page, LINE_WARN, "", claim_return_words(claim->return_reason));
	(void)page_line(page, LINE_TEXT, "", TR(N_("Petugas melihat suratnya, lalu mencatatnya.")));
}

static void
fill_review(const struct answers *a, const struct place *p, struct page *page)
{
	(void)page_line(page, LINE_PAIR, TR(N_("Nomor klaim")), a->mending);
	if (mending_wants_account(a, p))
		claim_fill_account(a, p, page);
	for (size_t i = 0; i < a->documents_n; i++)
		(void)page_linef(page, LINE_GOOD, "", "%s %s",
			TR(paper_words(a->document[i].kind)), a->document[i].number);
	(void)page_line(page, LINE_TEXT, "",
		TR(N_("Nomor klaim tetap. Tanggal bayar dihitung lagi dari hari ini.")));
}

static void
fill_refused(const struct answers *a, const struct place *p, struct page *page)
{
	if (is_moot(a, p))
		(void)page_line(page, LINE_TEXT, "",
			TR(N_("Klaim ini tidak menunggu perbaikan lagi.")));
	else
		(void)page_line(page, LINE_WARN, "", TR(parked_words(a->problem)->person));
}

static void
fill_mended(const struct answers *a, const struct place *p, struct page *page)
{
	const struct known_claim *claim = claim_shown(a);

	(void)p;
	if (claim == NULL)
		return;
	if (claim->code[0])
		code_show(claim->code, page->big);
	(void)page_line(page, LINE_PAIR, TR(N_("Nomor klaim")), claim->number);
	claim_fill_promised(claim, page);
	(void)page_line(page, LINE_TEXT, "", TR(N_("Nomor klaim tetap sama. Simpan kertasnya.")));
	if (a->outcome != OUTCOME_OK)
		paper_fill_trouble(a, '2', page);
}

/* --- options ------------------------------------------------------------------------------------------------------- */

static const struct option papers_options[] = {
	{ .key = '1', .text = N_("Panggil petugas"), .go = GO_STAFF },
	{ .key = '2',
		.text = N_("Minta tiket, datang lagi nanti"),
		.set = claim_want_ticket,
		.value = TICKET_PAPERS,
		.go = "ticket" },
	{ .key = '3', .text = N_("Kembali"), .go = "claim" },
};

static const struct option review_options[] = {
	{ .key = '1', .text = N_("YA, KIRIM PERBAIKAN"), .when = is_ready, .go = "mend" },
	{ .key = '1', .text = N_("Isi rekening dulu"), .when = is_open, .go = "bank" },
	{ .key = '2',
		.text = N_("Ganti rekening"),
		.when = mending_wants_account,
		.set = claim_other_account,
		.go = "bank" },
	{ .key = '3', .text = N_("Kembali ke klaim"), .go = "claim" },
};

static const struct option unknown_options[] = {
	{ .key = '1', .text = N_("Kirim lagi"), .go = "mend" },
	{ .key = '2', .text = N_("Panggil petugas"), .go = GO_STAFF },
	{ .key = '3',
		.text = N_("Minta tiket, datang lagi nanti"),
		.set = claim_want_ticket,
		.value = TICKET_MENDING,
		.go = "ticket" },
	{ .key = '4', .text = N_("Lihat keadaan klaim"), .go = "claims_look" },
};

static const struct option refused_options[] = {
	{ .key = '1',
		.text = N_("Pakai rekening lain"),
		.when = account_is_refused,
		.set = claim_other_account,
		.go = "bank" },
	{ .key = '1', .text = N_("Lihat keadaan klaim"), .when = is_moot, .go = "claims_look" },
	{ .key = '2', .text = N_("Panggil petugas"), .go = GO_STAFF },
	{ .key = '3',
		.text = N_("Minta tiket, datang lagi nanti"),
		.set = claim_want_ticket,
		.value = TICKET_MENDING,
		.go = "ticket" },
};

static const struct option mended_options[] = {
	{ .key = '1', .text = N_("Selesai"), .set = end, .go = GO_MORE },
	{ .key = '2', .text = N_("Cetak lagi"), .go = "mend_print" },
};

static const struct branch mend_branches[] = {
	{ OUTCOME_AWAY, "mend_unknown" },
	{ OUTCOME_REFUSED, "mend_refused" },
	{ OUTCOME_NOT_FOUND, "find_again" },
};

static const struct branch print_branches[] = {
	{ OUTCOME_AWAY, "mended" },
};

/* --- the steps ----------------------------------------------------------------------------------------------------- */

/*
 * Mending is a request of the visit, not of the outbox: the contract takes it only in a visit that is proven and alive,
 * so that one sent tomorrow would be refused. The claim itself is at the centre and cannot be lost; what can get lost is
 * the answer. Sent again, the same bytes go under the same key (work/unanswered.h) and bring the answer of the first
 * time; and whoever only looks again is told by the centre what became of it. Nothing says "received" before that.
 */
static const struct step mending_steps[] = {
	{
		.name = "mend_papers",
		.kind = STEP_CHOICE,
		.once = true,
		.skip = papers_settled,
		.ask = N_("Petugas melihat surat yang kurang"),
		.todo = N_("Siapkan suratnya. Tekan 1."),
		.why = N_("Surat asli hanya bisa dilihat petugas."),
		.fill = fill_papers,
		OPTIONS(papers_options),
	},
	{
		.name = "mend_review",
		.kind = STEP_REVIEW,
		.skip = nothing_begun,
		.ask = N_("Perbaikan ini sudah benar?"),
		.todo = N_("Tekan 1 untuk mengirim."),
		.why = N_("Setelah dikirim, pusat memeriksa klaim Anda lagi."),
		.fill = fill_review,
		OPTIONS(review_options),
	},
	{
		.name = "mend",
		.kind = STEP_WAIT,
		.aside = true,
		.ask = N_("Mengirim perbaikan ke pusat"),
		.effect = EFFECT_MEND,
		BRANCHES(mend_branches),
		.next = "mend_print",
	},
	{
		.name = "mend_unknown",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.once = true,
		.ask = N_("Pusat belum menjawab perbaikan Anda"),
		.todo = N_("Mungkin sudah sampai. Tekan 1 untuk mengirim lagi."),
		.help = N_("Dikirim dua kali tetap dihitung satu kali."),
		.fill = claim_fill_trouble,
		.when_back = "mend",
		OPTIONS(unknown_options),
	},
	{
		.name = "mend_refused",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.once = true,
		.ask = N_("Pusat belum menerima perbaikan ini"),
		.todo = N_("Tekan satu angka."),
		.help = N_("Klaim Anda tetap ada. Ini bukan kesalahan Anda."),
		.fill = fill_refused,
		OPTIONS(refused_options),
	},
	{
		.name = "mend_print",
		.kind = STEP_WAIT,
		.aside = true,
		.ask = N_("Mencetak bukti perbaikan"),
		.effect = EFFECT_PRINT_SHEET,
		BRANCHES(print_branches),
		.next = "mended",
	},
	{
		.name = "mended",
		.kind = STEP_RESULT,
		.aside = true,
		.ask = N_("Perbaikan DITERIMA PUSAT"),
		.todo = N_("Ambil kertasnya. Lalu tekan 1."),
		.fill = fill_mended,
		OPTIONS(mended_options),
	},
};

static const struct flow claims_account = {
	.first = &claims_of_person,
	.steps = account_steps,
	.n = ACCOUNT_STEPS_N,
	.detour = true,
};

const struct flow my_claims_flow = {
	.name = "my_claims",
	.service = N_("Uang saya sudah sampai mana?"),
	.first = &claims_account,
	.steps = mending_steps,
	.n = ARRAY_LEN(mending_steps),
};
