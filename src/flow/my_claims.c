/* SPDX-License-Identifier: Apache-2.0 */
/*
 * "Uang saya sudah sampai mana?" without a slip: every claim of the person, of every channel, each with its way so far
 * and what comes next. How a returned one is mended: flow/mending.c.
 */
#include "flow/my_claims.h"

#include "base/array.h"
#include "base/fill.h"
#include "base/str.h"
#include "flow/claim_fill.h"
#include "flow/claim_words.h"

#include <string.h>

/* --- which claim --------------------------------------------------------------------------------------------------- */

const struct known_claim *
claim_shown(const struct answers *a)
{
	for (size_t i = 0; i < a->claims_n; i++)
		if (strcmp(a->claim[i].number, a->claim_shown) == 0)
			return &a->claim[i];
	return a->claims_n == 1 ? &a->claim[0] : NULL;
}

static bool
has_none(const struct answers *a, const struct place *p)
{
	(void)p;
	return a->claims_n == 0;
}

static bool
has_some(const struct answers *a, const struct place *p)
{
	return !has_none(a, p);
}

static bool
has_several(const struct answers *a, const struct place *p)
{
	(void)p;
	return a->claims_n > 1;
}

static bool
is_chosen(const struct answers *a, const struct place *p)
{
	(void)p;
	return a->claims_n == 0 || claim_shown(a) != NULL;
}

static bool
none_unsent(const struct answers *a, const struct place *p)
{
	(void)p;
	return !a->lookup.here;
}

static void
show_another(struct answers *a, int value)
{
	(void)value;
	a->claim_shown[0] = '\0';
}

/* --- the list ------------------------------------------------------------------------------------------------------ */

static void
fill_claims(const struct answers *a, const struct place *p, struct page *page)
{
	(void)p;
	for (size_t i = 0; i < a->claims_n; i++) {
		const struct known_claim *claim = &a->claim[i];
		const struct claim_words *words = claim_words_of(claim->status);
		char day[DATE_LONG], text[sizeof(page->choice[0].text)];

		date_format_long(claim->submitted_on, day);
		if (str_format(text, sizeof(text), "%s: %s", day,
			    words ? TR(words->now) : claim->status) == ST_OK)
			(void)page_choice(page, (char)('1' + i), text);
	}
}

static const char *
choose_claim(struct answers *a, const struct place *p, char key)
{
	size_t at = (size_t)(key - '1');

	(void)p;
	if (key < '1' || at >= a->claims_n)
		return NULL;
	(void)str_copy(a->claim_shown, sizeof(a->claim_shown), a->claim[at].number);
	return "";
}

/* --- one claim ----------------------------------------------------------------------------------------------------- */

static void
say(struct page *page, enum line_style style, const char *text)
{
	(void)page_line(page, style, "", TR(text));
}

static void
dated(struct page *page, enum line_style style, const char *text, const char *what,
	struct date date)
{
	char day[DATE_LONG], line[PAGE_TEXT];
	const struct fill holes[] = { { "what", what }, { "date", day } };

	date_format_long(date, day);
	if (fill_text(line, sizeof(line), TR(text), holes, ARRAY_LEN(holes)) == ST_OK)
		(void)page_line(page, style, "", line);
}

static void
fill_done(const struct known_claim *claim, struct page *page)
{
	for (size_t i = 0; i + 1 < claim->steps_n; i++) {
		const struct claim_step *step = &claim->step[i];
		const struct claim_words *words = claim_words_of(step->status);
		bool back = strcmp(step->status, "returned") == 0;

		if (words)
			dated(page, back ? LINE_WARN : LINE_GOOD, N_("{what}: {date}"),
				TR(words->done), step->on);
	}
}

static void
fill_now(const struct known_claim *claim, const struct claim_words *now, struct page *page)
{
	if (claim->steps_n > 0)
		dated(page, LINE_STRONG, N_("Sekarang: {what}, sejak {date}"), TR(now->now),
			claim->step[claim->steps_n - 1].on);
}

static void
fill_next(const struct known_claim *claim, struct page *page)
{
	const struct claim_words *next = claim_words_after(claim->status);

	for (; next && next->next; next++)
		(void)page_linef(page, LINE_TEXT, "",
			next[1].next ? TR(N_("•  Lalu: %s")) : TR(N_("•  Terakhir: %s")),
			TR(next->next));
}

void
claim_fill_promised(const struct known_claim *claim, struct page *page)
{
	char day[DATE_LONG], text[2 * DATE_LONG];

	if (!claim->open || !date_is_known(claim->promised))
		return;
	date_format_long(claim->promised, day);
	if (str_format(text, sizeof(text), "%s, %s",
		    TR(date_weekday_name(date_weekday(claim->promised))), day) == ST_OK)
		(void)page_line(page, LINE_PAIR, TR(N_("Dibayar paling lambat")), text);
}

static void
fill_overdue(const struct known_claim *claim, struct page *page)
{
	if (claim->overdue) {
		say(page, LINE_WARN, N_("Sudah lewat. Ini bukan kesalahan Anda."));
		say(page, LINE_STRONG, N_("Telepon 175, sebut nomor klaim ini. Atau tekan 2."));
	}
}

static void
fill_claim(const struct answers *a, const struct place *p, struct page *page)
{
	const struct known_claim *claim = claim_shown(a);
	const struct claim_words *words = claim ? claim_words_of(claim->status) : NULL;

	(void)p;
	if (claim == NULL)
		return;
	(void)page_line(page, LINE_PAIR, TR(N_("Nomor klaim")), claim->number);
	(void)page_line(page, LINE_PAIR, TR(N_("Diajukan lewat")),
		claim_channel_words(claim->channel));
	fill_done(claim, page);
	if (words) {
		str_clip(page->ask, sizeof(page->ask), TR(words->ask));
		fill_now(claim, words, page);
	}
	if (claim->return_reason[0])
		(void)page_line(page, LINE_WARN, "", claim_return_words(claim->return_reason));
	if (words && !claim->open)
		say(page, LINE_TEXT, words->more);
	fill_next(claim, page);
	claim_fill_promised(claim, page);
	fill_overdue(claim, page);
}

/* --- options ------------------------------------------------------------------------------------------------------- */

static bool
mends_here(const struct answers *a, const struct place *p)
{
	return mending_wants_account(a, p) || mending_wants_papers(a, p);
}

static bool
only_reads(const struct answers *a, const struct place *p)
{
	return !mends_here(a, p);
}

static const struct option claim_options[] = {
	{ .key = '1',
		.text = N_("Perbaiki sekarang"),
		.when = mending_wants_account,
		.set = mending_begin,
		.go = "bank" },
	{ .key = '1',
		.text = N_("Perbaiki sekarang"),
		.when = mending_wants_papers,
		.set = mending_begin,
		.go = "mend_papers" },
	{ .key = '1',
		.text = N_("Saya mengerti"),
		.when = only_reads,
		.set = show_another,
		.go = GO_MORE },
	{ .key = '2', .text = N_("Panggil petugas"), .go = GO_STAFF },
	{ .key = '3',
		.text = N_("Lihat klaim lain"),
		.when = has_several,
		.set = show_another,
		.go = "claims" },
	{ .key = '4',
		.text = N_("Nanti saja"),
		.when = mends_here,
		.set = show_another,
		.go = GO_MORE },
};

static const struct option unsent_options[] = {
	{ .key = '1', .text = N_("Saya mengerti"), .go = GO_MORE },
	{ .key = '2', .text = N_("Lihat klaim saya yang lain"), .go = "claims_look" },
	{ .key = '3', .text = N_("Panggil petugas"), .go = GO_STAFF },
};

static const struct option none_options[] = {
	{ .key = '1', .text = N_("Ambil uang JHT"), .go = GO_CLAIM },
	{ .key = '2', .text = N_("Panggil petugas"), .go = GO_STAFF },
	{ .key = '3', .text = N_("Kembali ke menu"), .go = GO_MENU },
};

static const struct option failed_options[] = {
	{ .key = '1', .text = N_("Tanya pusat lagi"), .go = "claims_look" },
	{ .key = '2', .text = N_("Panggil petugas"), .go = GO_STAFF },
	{ .key = '3',
		.text = N_("Lihat yang diketahui tadi"),
		.when = has_some,
		.go = "claims" },
	{ .key = '4', .text = N_("Kembali ke menu"), .go = GO_MENU },
};

static const struct branch look_branches[] = {
	{ OUTCOME_AWAY, "claims_failed" },
	{ OUTCOME_REFUSED, "claims_failed" },
	{ OUTCOME_NOT_FOUND, "find_again" },
};

/* --- the steps ----------------------------------------------------------------------------------------------------- */

static const struct step my_claims_steps[] = {
	{
		.name = "claims_here",
		.kind = STEP_WAIT,
		.ask = N_("Mencari klaim Anda"),
		.effect = EFFECT_FIND_UNSENT,
	},
	{
		.name = "claim_unsent",
		.kind = STEP_CHOICE,
		.quiet = true,
		.skip = none_unsent,
		.ask = N_("TERSIMPAN DI KIOS, BELUM TERKIRIM"),
		.todo = N_("Tekan satu angka."),
		.help = N_("Tidak perlu mengajukan lagi. Tidak ada yang hilang."),
		.fill = status_fill_unsent,
		OPTIONS(unsent_options),
	},
	{
		.name = "claims_look",
		.kind = STEP_WAIT,
		.ask = N_("Mencari klaim Anda"),
		.effect = EFFECT_CLAIMS,
		BRANCHES(look_branches),
	},
	{
		.name = "claims_failed",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.once = true,
		.ask = N_("Kantor pusat belum menjawab"),
		.todo = N_("Tekan satu angka."),
		.help = N_("Punya struk? Dari menu tekan 4, lalu 1."),
		.fill = claim_fill_trouble,
		.when_back = "claims_look",
		OPTIONS(failed_options),
	},
	{
		.name = "claims_none",
		.kind = STEP_CHOICE,
		.quiet = true,
		.skip = has_some,
		.ask = N_("Belum ada klaim atas nama Anda"),
		.todo = N_("Tekan satu angka."),
		.help = N_("Pernah mengajukan? Petugas bisa mencarinya."),
		OPTIONS(none_options),
	},
	{
		.name = "claims",
		.kind = STEP_CHOICE,
		.skip = is_chosen,
		.ask = N_("Klaim yang mana?"),
		.todo = N_("Tekan satu angka. Yang terbaru paling atas."),
		.why = N_("Anda pernah mengajukan lebih dari satu kali."),
		.fill = fill_claims,
		.choose = choose_claim,
	},
	{
		.name = "claim",
		.kind = STEP_CHOICE,
		.ask = N_("Klaim Anda"),
		.todo = N_("Tekan satu angka."),
		.why = N_("Supaya Anda tahu uangnya sampai di mana."),
		.help = N_("Ada pertanyaan? Petugas atau telepon 175."),
		.fill = fill_claim,
		OPTIONS(claim_options),
	},
};

const struct flow claims_of_person = {
	.first = &person_flow,
	.steps = my_claims_steps,
	.n = ARRAY_LEN(my_claims_steps),
};
