/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Other people's accounts, for a supervisor: who has one, another PIN, closed, opened, unlocked. Never over a participant's
 * visit. Names need letters: an account is made on the command line.
 */
#include "flow/flow.h"

#include "base/array.h"
#include "base/str.h"

#include <string.h>

enum { ON_A_PAGE = 8 };

static int
pages(const struct answers *a)
{
	return ((int)a->accounts_n + ON_A_PAGE - 1) / ON_A_PAGE;
}

static const char *
state_words(const struct account_row *row)
{
	if (row->disabled)
		return TR(N_(", ditutup"));
	return row->locked ? TR(N_(", terkunci")) : "";
}

static void
fill_accounts(const struct answers *a, const struct place *p, struct page *page)
{
	char text[96];

	(void)p;
	for (int i = 0; i < ON_A_PAGE; i++) {
		size_t at = (size_t)(a->accounts_page * ON_A_PAGE + i);
		const struct account_row *row = &a->account_row[at];

		if (at >= a->accounts_n)
			break;
		if (str_format(text, sizeof(text), "%-4s %s, %s%s", row->initials, row->name,
			    TR(staff_role_words(staff_role_of(row->role))),
			    state_words(row)) == ST_OK)
			(void)page_choice(page, (char)('1' + i), text);
	}
	if (pages(a) > 1)
		(void)page_choice(page, '9', TR(N_("Berikutnya")));
	(void)page_choice(page, '0', TR(N_("Kembali")));
}

static const char *
choose_account(struct answers *a, const struct place *p, char key)
{
	size_t at = (size_t)(a->accounts_page * ON_A_PAGE + (key - '1'));

	(void)p;
	if (key == '0')
		return GO_POP;
	if (key == '9' && pages(a) > 1) {
		a->accounts_page = (a->accounts_page + 1) % pages(a);
		return "accounts";
	}
	if (key < '1' || key > '8' || at >= a->accounts_n)
		return NULL;
	a->account_at = (int)at;
	return "account_of";
}

static const struct account_row *
chosen(const struct answers *a)
{
	return &a->account_row[a->account_at];
}

static void
fill_account(const struct answers *a, const struct place *p, struct page *page)
{
	const struct account_row *row = chosen(a);

	(void)p;
	(void)page_line(page, LINE_PAIR, row->initials, row->name);
	(void)page_line(page, LINE_PAIR, TR(N_("Tugas")),
		TR(staff_role_words(staff_role_of(row->role))));
	if (row->disabled)
		(void)page_line(page, LINE_WARN, "", TR(N_("Akun ini ditutup.")));
	if (row->locked)
		(void)page_line(page, LINE_WARN, "",
			TR(N_("Akun ini terkunci: PIN terlalu sering salah.")));
}

static bool
is_open(const struct answers *a, const struct place *p)
{
	(void)p;
	return !chosen(a)->disabled;
}

static bool
is_closed(const struct answers *a, const struct place *p)
{
	(void)p;
	return chosen(a)->disabled;
}

static bool
is_locked(const struct answers *a, const struct place *p)
{
	(void)p;
	return chosen(a)->locked;
}

static void
want(struct answers *a, int value)
{
	a->account_change = (enum account_change)value;
}

static enum flaw
check_new_pin(const char *typed, const struct answers *a, const struct place *p)
{
	static const enum flaw flaws[PIN_FLAWS] = {
		[PIN_FINE] = FLAW_NONE,
		[PIN_NOT_SIX] = FLAW_PIN,
		[PIN_ONE_DIGIT] = FLAW_PIN_ONE_DIGIT,
		[PIN_ROW] = FLAW_PIN_ROW,
		[PIN_REPEATS] = FLAW_PIN_REPEATS,
		[PIN_DATE] = FLAW_PIN_DATE,
	};

	(void)a;
	(void)p;
	return flaws[staff_pin_flaw(typed)];
}

static enum flaw
check_again(const char *typed, const struct answers *a, const struct place *p)
{
	(void)p;
	return strcmp(typed, a->new_pin) == 0 ? FLAW_NONE : FLAW_PIN_DIFFERS;
}

#define PIN_FIELD(member, words, checks)                                                       \
	{                                                                                      \
		.name = #member, .kind = FIELD_PIN, .label = (words), .max = 6,                \
		.offset = offsetof(struct answers, member),                                    \
		.room = sizeof(((struct answers *)0)->member), .check = (checks)               \
	}

static const struct field new_pin_field = PIN_FIELD(new_pin, N_("PIN baru"), check_new_pin);
static const struct field again_field =
	PIN_FIELD(pin, N_("PIN baru, sekali lagi"), check_again);

static const struct option account_options[] = {
	{ '1', N_("PIN baru"), is_open, .set = want, .value = ACCOUNT_NEW_PIN,
		.go = "new_pin" },
	{ '2', N_("Buka kuncinya"), is_locked, .set = want, .value = ACCOUNT_UNLOCK,
		.go = "account_set" },
	{ '3', N_("Tutup akun ini"), is_open, .set = want, .value = ACCOUNT_CLOSE,
		.go = "account_set" },
	{ '3', N_("Buka akun ini lagi"), is_closed, .set = want, .value = ACCOUNT_OPEN,
		.go = "account_set" },
	{ '4', N_("Kembali"), .go = "accounts" },
};

static void
fill_failed(const struct answers *a, const struct place *p, struct page *page)
{
	(void)p;
	(void)page_line(page, LINE_STRONG, "",
		a->account_trouble == ST_EXISTS
			? TR(N_("PIN itu sudah dipakai. Pilih yang lain."))
		: a->account_trouble == ST_BUSY
			? TR(N_("Supervisor terakhir tidak bisa ditutup."))
		: a->account_trouble == ST_DENIED ? TR(N_("Akun Anda sendiri sudah ditutup."))
						  : TR(N_("Belum tersimpan. Coba lagi.")));
}

static const struct option failed_options[] = {
	{ '1', N_("Kembali ke daftar"), .go = "accounts_find" },
};

static const struct branch set_branches[] = {
	{ OUTCOME_REFUSED, "account_failed" },
	{ OUTCOME_AWAY, "account_failed" },
};

static const struct step accounts_steps[] = {
	{
		.name = "accounts_find",
		.kind = STEP_WAIT,
		.ask = N_("Membaca daftar petugas"),
		.effect = EFFECT_ACCOUNTS,
		BRANCHES(set_branches),
	},
	{
		.name = "accounts",
		.kind = STEP_CHOICE,
		.quiet = true,
		.ask = N_("Akun petugas"),
		.todo = N_("Tekan satu angka."),
		.help = N_("Akun baru dibuat teknisi: anjungan staff add."),
		.fill = fill_accounts,
		.choose = choose_account,
	},
	{
		.name = "account_of",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.ask = N_("Apa yang diubah?"),
		.todo = N_("Tekan satu angka."),
		.help = N_("Setiap perubahan dicatat dengan nama Anda."),
		.fill = fill_account,
		OPTIONS(account_options),
	},
	{
		.name = "new_pin",
		.kind = STEP_FORM,
		.quiet = true,
		.aside = true,
		.ask = N_("PIN baru, diketik oleh pemiliknya"),
		.todo = N_("Ketik 6 angka, lalu tekan Enter."),
		.help = N_("Bukan tanggal lahir, bukan angka berurutan."),
		.field = &new_pin_field,
		.next = "new_pin_again",
	},
	{
		.name = "new_pin_again",
		.kind = STEP_FORM,
		.quiet = true,
		.aside = true,
		.ask = N_("Sekali lagi PIN yang sama"),
		.todo = N_("Ketik 6 angka, lalu tekan Enter."),
		.field = &again_field,
		.next = "account_set",
	},
	{
		.name = "account_set",
		.kind = STEP_WAIT,
		.aside = true,
		.ask = N_("Mencatat"),
		.effect = EFFECT_ACCOUNT,
		BRANCHES(set_branches),
		.next = "accounts_find",
	},
	{
		.name = "account_failed",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.ask = N_("Akun belum berubah"),
		.todo = N_("Tekan satu angka."),
		.fill = fill_failed,
		OPTIONS(failed_options),
	},
};

const struct flow accounts_flow = {
	.name = "accounts",
	.service = N_("Supervisor"),
	.steps = accounts_steps,
	.n = ARRAY_LEN(accounts_steps),
};
