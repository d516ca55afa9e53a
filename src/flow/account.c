/* SPDX-License-Identifier: Apache-2.0 */
/* Where the money goes: bank, number, what the bank says of the holder. */
#include "flow/account.h"

#include "base/array.h"
#include "base/str.h"
#include "flow/claim_fill.h"
#include "flow/claim_set.h"
#include "flow/claim_when.h"
#include "flow/person.h"

/* Another number is another account: nothing known of the last one counts for it. */
static void
take_account(struct answers *a, const struct place *p)
{
	(void)p;
	claim_retype_account(a, 0);
}

static enum flaw
check_account(const char *typed, const struct answers *a, const struct place *p)
{
	enum flaw flaw = account_check(typed, banks_find(p->banks, a->bank));

	return flaw_only_warns(flaw) ? FLAW_NONE : flaw;
}

static const struct field account_field = {
	.name = "account",
	.kind = FIELD_DIGITS,
	.label = N_("Nomor rekening"),
	.groups = "4444",
	.max = 20,
	.example = N_("Lihat halaman depan buku tabungan"),
	ROOM_OF(account),
	.check = check_account,
};

static const char *
choose_bank(struct answers *a, const struct place *p, char key)
{
	const struct bank *bank = claim_bank_at(a, p, key);

	if (key == BANK_MORE_KEY) {
		claim_bank_turn(a, p);
		a->bank[0] = '\0';
		return "bank";
	}
	if (bank == NULL)
		return NULL;
	(void)str_copy(a->bank, sizeof(a->bank), bank->code);
	claim_retype_account(a, 0);
	return "";
}

static const struct option holder_options[] = {
	{ .key = '1',
		.text = N_("YA, benar"),
		.when = claim_holder_same,
		.set = claim_confirm_account },
	{ .key = '2',
		.text = N_("Ketik nomornya lagi"),
		.set = claim_retype_account,
		.go = "account" },
	{ .key = '3', .text = N_("Pakai bank lain"), .set = claim_other_account, .go = "bank" },
	{ .key = '4', .text = N_("Panggil petugas"), .go = GO_STAFF },
};

static const struct option similar_options[] = {
	{ .key = '1', .text = N_("Panggil petugas"), .go = GO_STAFF },
	{ .key = '2',
		.text = N_("Pakai rekening lain"),
		.set = claim_other_account,
		.go = "bank" },
	{ .key = '3',
		.text = N_("Minta tiket, datang lagi nanti"),
		.set = claim_want_ticket,
		.value = TICKET_ACCOUNT,
		.go = "ticket" },
};

static const struct option check_failed_options[] = {
	{ .key = '1', .text = N_("Coba lagi"), .go = "check_account" },
	{ .key = '2',
		.text = N_("Ketik nomornya lagi"),
		.set = claim_retype_account,
		.go = "account" },
	{ .key = '3',
		.text = N_("Lanjut, pusat memeriksa nanti"),
		.when = claim_no_answer,
		.set = claim_confirm_unchecked,
		.go = "holder" },
	{ .key = '4', .text = N_("Pakai bank lain"), .set = claim_other_account, .go = "bank" },
	{ .key = '5', .text = N_("Panggil petugas"), .go = GO_STAFF },
};

static const struct branch check_branches[] = {
	{ OUTCOME_AWAY, "check_failed" },
	{ OUTCOME_REFUSED, "check_failed" },
	{ OUTCOME_NOT_FOUND, "check_failed" },
};

const struct step account_steps[ACCOUNT_STEPS_N] = {
	{
		.name = "bank",
		.kind = STEP_CHOICE,
		.skip = claim_bank_settled,
		.ask = N_("Bank apa?"),
		.todo = N_("Tekan angka bank Anda."),
		.why = N_("Uang dikirim lewat bank, bukan tunai."),
		.fill = claim_fill_banks,
		.choose = choose_bank,
		.next = "account",
	},
	{
		.name = "account",
		.kind = STEP_FORM,
		.skip = claim_number_settled,
		.ask = N_("Berapa nomor rekening Anda?"),
		.todo = N_("Ketik angkanya, lalu tekan Enter."),
		.why = N_("Ke rekening inilah uang dikirim."),
		.help = N_("Harus atas nama Anda sendiri."),
		.field = &account_field,
		.taken = take_account,
	},
	{
		.name = "check_account",
		.kind = STEP_WAIT,
		.skip = claim_skip_check_account,
		.ask = N_("Memeriksa rekening"),
		.effect = EFFECT_CHECK_ACCOUNT,
		BRANCHES(check_branches),
	},
	{
		.name = "check_failed",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.once = true,
		.ask = N_("Rekening belum bisa diperiksa"),
		.todo = N_("Tekan satu angka."),
		.help = N_("Nomor yang sudah diketik masih ada."),
		.fill = claim_fill_trouble,
		.when_back = "check_account",
		OPTIONS(check_failed_options),
	},
	{
		.name = "holder",
		.kind = STEP_CHOICE,
		.skip = claim_skip_holder,
		.ask = N_("Rekening ini atas nama:"),
		.todo = N_("Tekan satu angka."),
		.fill = claim_fill_holder,
		OPTIONS(holder_options),
	},
	{
		.name = "similar",
		.kind = STEP_CHOICE,
		.quiet = true,
		.once = true,
		.skip = claim_skip_similar,
		.ask = N_("Nama di bank sedikit berbeda"),
		.todo = N_("Petugas perlu melihatnya. Tekan 1."),
		.fill = claim_fill_similar,
		OPTIONS(similar_options),
	},
};
