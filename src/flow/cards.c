/* SPDX-License-Identifier: Apache-2.0 */
/*
 * "Daftar KPJ": every KPJ of the person with employer, years and state; those not registered yet are added with one key
 * each, one that is not in the list is scanned or typed. A mistyped number costs nothing and is never counted.
 */
#include "flow/cards.h"

#include "flow/claim_set.h"
#include "flow/person.h"
#include "rules/money.h"

#include <string.h>

/* --- the number of a card that is not in the list ------------------------------------------------------------------- */

static enum flaw
check_number(const char *typed, const struct answers *a, const struct place *p)
{
	(void)a;
	(void)p;
	return kpj_check(typed);
}

/* A number of the list is the only one offered then; any other one is for the centre to say. */
static void
take_number(struct answers *a, const struct place *p)
{
	(void)p;
	a->card_at = -1;
	a->cards_declined = UINT32_MAX;
	a->kpj_search = KPJ_FOREIGN;
	a->decided = false;
	for (size_t i = 0; i < a->cards_n; i++)
		if (strcmp(a->card[i].kpj, a->kpj_typed) == 0) {
			a->kpj_search = a->card[i].registered ? KPJ_REGISTERED : KPJ_LISTED;
			a->cards_declined &= ~(UINT32_C(1) << i);
		}
}

static const struct field number_field = {
	.name = "kpj_typed",
	.kind = FIELD_DIGITS,
	.label = "KPJ",
	.groups = "2333",
	.max = KPJ_DIGITS,
	.example = N_("11 angka di kartu BPJS Ketenagakerjaan"),
	.foreign = N_("Itu bukan KPJ. Cari kartu BPJS Ketenagakerjaan."),
	ROOM_OF(kpj_typed),
	.check = check_number,
};

static bool
skip_known(const struct answers *a, const struct place *p)
{
	(void)p;
	return a->kpj_search != KPJ_REGISTERED;
}

static bool
skip_add_number(const struct answers *a, const struct place *p)
{
	(void)p;
	return a->kpj_search != KPJ_FOREIGN;
}

/* --- what is shown -------------------------------------------------------------------------------------------------- */

static int64_t
total(const struct answers *a)
{
	int64_t sum = 0;

	for (size_t i = 0; i < a->cards_n; i++)
		if (a->card[i].registered)
			sum += a->card[i].balance;
	return sum;
}

static enum status
years(const struct card *card, char *ret_text, size_t room)
{
	if (card->active)
		return str_format(ret_text, room, TR(N_("%d–sekarang")), card->joined_on.year);
	if (date_is_known(card->ended_on))
		return str_format(
			ret_text, room, "%d–%d", card->joined_on.year, card->ended_on.year);
	return str_format(
		ret_text, room, TR(N_("sejak %d, sudah berhenti")), card->joined_on.year);
}

static void
card_line(const struct card *card, struct page *page)
{
	char kpj[16], worked[48];

	kpj_group(card->kpj, kpj);
	if (years(card, worked, sizeof(worked)) != ST_OK)
		worked[0] = '\0';
	(void)page_linef(page, card->registered ? LINE_GOOD : LINE_WARN, "",
		card->registered ? "%s  %s  %s" : TR(N_("%s  %s  %s, belum terdaftar")), kpj,
		card->employer, worked);
}

static void
pair_money(struct page *page, const char *label, int64_t rupiah)
{
	char text[MONEY_TEXT];

	money_format(rupiah, text);
	(void)page_line(page, LINE_PAIR, TR(label), text);
}

static void
fill_cards(const struct answers *a, const struct place *p, struct page *page)
{
	(void)p;
	for (int registered = 0; registered <= 1; registered++)
		for (size_t i = 0; i < a->cards_n; i++)
			if (a->card[i].registered == (registered == 1))
				card_line(&a->card[i], page);
	if (a->cards_n == 0)
		(void)page_line(page, LINE_WARN, "", TR(N_("Belum ada KPJ untuk NIK ini.")));
	if (a->cards_touched && a->balance_before != total(a)) {
		pair_money(page, N_("Jumlah sebelumnya"), a->balance_before);
		pair_money(page, N_("Jumlah sekarang"), total(a));
	} else {
		pair_money(page, N_("Jumlah uang terdaftar"), total(a));
	}
}

/* The number that was not in the list: only now is it known what it brought. */
static void
fill_done(const struct answers *a, const struct place *p, struct page *page)
{
	int64_t limit = policy_limit_on(p->policy, p->today);

	fill_cards(a, p, page);
	if (!a->ktp_seen && a->balance_before <= limit && total(a) > limit)
		(void)page_line(page, LINE_TEXT, "",
			TR(N_("Klaim JHT nanti dibantu petugas. Uang tetap bisa diambil.")));
}

static void
fill_typed(const struct answers *a, const struct place *p, struct page *page)
{
	char kpj[16];

	(void)p;
	kpj_group(a->kpj_typed, kpj);
	(void)page_line(page, LINE_PAIR, "KPJ", kpj);
}

static void
fill_number_failed(const struct answers *a, const struct place *p, struct page *page)
{
	fill_typed(a, p, page);
	claim_fill_card_failed(a, p, page);
}

/* --- options -------------------------------------------------------------------------------------------------------- */

static bool
has_unregistered(const struct answers *a, const struct place *p)
{
	(void)p;
	for (size_t i = 0; i < a->cards_n; i++)
		if (!a->card[i].registered)
			return true;
	return false;
}

static bool
centre_is_silent(const struct answers *a, const struct place *p)
{
	(void)p;
	return a->outcome == OUTCOME_AWAY;
}

/* What the total is compared with at the end. */
static void
note_total(struct answers *a)
{
	if (!a->cards_touched)
		a->balance_before = total(a);
	a->cards_touched = true;
}

static void
begin_offers(struct answers *a, int value)
{
	note_total(a);
	a->kpj_search = KPJ_NOT_SOUGHT;
	claim_offer_cards_again(a, value);
}

static void
begin_number(struct answers *a, int value)
{
	(void)value;
	note_total(a);
	a->kpj_search = KPJ_NOT_SOUGHT;
	a->kpj_typed[0] = '\0';
}

const struct option card_options[2] = {
	{ .key = '1', .text = N_("TAMBAHKAN"), .set = claim_pick_card, .go = "add_card" },
	{ .key = '2', .text = N_("Jangan"), .set = claim_decline_card, .go = "cards" },
};

const struct option card_failed_options[3] = {
	{ .key = '1', .text = N_("Coba lagi"), .go = "add_card" },
	{ .key = '2',
		.text = N_("Teruskan tanpa KPJ ini"),
		.set = claim_decline_card,
		.go = "cards" },
	{ .key = '3', .text = N_("Panggil petugas"), .go = GO_STAFF },
};

static const struct option kpj_options[] = {
	{ .key = '1',
		.text = N_("Tambahkan yang belum terdaftar"),
		.when = has_unregistered,
		.set = begin_offers,
		.go = "cards" },
	{ .key = '2',
		.text = N_("Saya punya KPJ lain"),
		.set = begin_number,
		.go = "kpj_number" },
	{ .key = '3', .text = N_("Lihat data saya yang lain"), .go = GO_DATA },
	{ .key = '4', .text = N_("Selesai"), .go = GO_MORE },
};

static const struct option known_options[] = {
	{ .key = '1', .text = N_("Baik"), .go = "kpj_done" },
	{ .key = '2', .text = N_("Ketik nomor lain"), .go = "kpj_number" },
};

static const struct option number_failed_options[] = {
	{ .key = '1', .text = N_("Periksa angkanya lagi"), .go = "kpj_number" },
	{ .key = '2', .text = N_("Coba lagi"), .when = centre_is_silent, .go = "add_number" },
	{ .key = '3', .text = N_("Panggil petugas"), .go = GO_STAFF },
	{ .key = '4',
		.text = N_("Minta tiket, petugas memeriksanya"),
		.set = claim_want_ticket,
		.value = TICKET_CARD,
		.go = "ticket" },
	{ .key = '5', .text = N_("Tidak jadi"), .go = "kpj_done" },
};

/* --- branches ------------------------------------------------------------------------------------------------------- */

const struct branch card_branches[3] = {
	{ OUTCOME_AWAY, "card_failed" },
	{ OUTCOME_REFUSED, "card_failed" },
	{ OUTCOME_NOT_FOUND, "card_failed" },
};

static const struct branch number_branches[] = {
	{ OUTCOME_AWAY, "number_failed" },
	{ OUTCOME_REFUSED, "number_failed" },
	{ OUTCOME_NOT_FOUND, "number_failed" },
};

/* --- the steps ------------------------------------------------------------------------------------------------------ */

static const struct step cards_steps[] = {
	{
		.name = "my_cards",
		.kind = STEP_CHOICE,
		.ask = N_("Ini semua KPJ Anda"),
		.todo = N_("Tekan satu angka."),
		.why = N_("Uang di KPJ yang belum terdaftar tidak ikut dibayar."),
		.help = N_("Satu tempat kerja biasanya satu KPJ."),
		.fill = fill_cards,
		OPTIONS(kpj_options),
	},
	CARD_STEPS,
	{
		.name = "kpj_number",
		.kind = STEP_SCAN,
		.aside = true,
		.ask = N_("Berapa nomor KPJ itu?"),
		.why = N_("Supaya kami bisa mencarinya di pusat."),
		.help = N_("Salah ketik tidak apa-apa dan tidak dihitung."),
		.field = &number_field,
		.fill = person_fill_kpj,
		.taken = take_number,
		.next = "cards",
	},
	{
		.name = "number_known",
		.kind = STEP_CHOICE,
		.quiet = true,
		.once = true,
		.skip = skip_known,
		.ask = N_("KPJ itu sudah terdaftar"),
		.todo = N_("Tidak perlu ditambahkan lagi. Tekan 1."),
		.fill = fill_typed,
		OPTIONS(known_options),
	},
	{
		.name = "add_number",
		.kind = STEP_WAIT,
		.skip = skip_add_number,
		.ask = N_("Mencari KPJ itu di pusat"),
		.effect = EFFECT_ADD_CARD,
		BRANCHES(number_branches),
	},
	{
		.name = "number_failed",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.once = true,
		.ask = N_("KPJ belum bisa ditambahkan"),
		.todo = N_("Mungkin ada angka yang salah. Tekan satu angka."),
		.help = N_("Ini bukan kesalahan Anda dan tidak dihitung."),
		.fill = fill_number_failed,
		OPTIONS(number_failed_options),
	},
	{
		.name = "kpj_done",
		.kind = STEP_CHOICE,
		.quiet = true,
		.ask = N_("KPJ Anda sekarang"),
		.todo = N_("Tekan satu angka."),
		.fill = fill_done,
		OPTIONS(kpj_options),
	},
};

const struct flow cards_flow = {
	.name = "cards",
	.service = N_("Daftar KPJ"),
	.first = &person_flow,
	.steps = cards_steps,
	.n = ARRAY_LEN(cards_steps),
};
