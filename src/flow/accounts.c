/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Other people's accounts, for a supervisor: who has one, another PIN, closed, opened, unlocked. Never over a participant's
 * visit. Names need letters: an account is made on the command line.
 */
#include "flow/flow.h"

#include "base/array.h"
#include "base/str.h"

#include <string.h>

enum { ON_A_PAGE = 7, INITIALS_MIN = 2, INITIALS_MAX = 4 };

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
	(void)page_choice(page, '8', TR(N_("Akun baru")));
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
	if (key == '8') {
		a->new_account = (struct account_row){ .disabled = false };
		return "new_name";
	}
	if (key == '9' && pages(a) > 1) {
		a->accounts_page = (a->accounts_page + 1) % pages(a);
		return "accounts";
	}
	if (key < '1' || key > '7' || at >= a->accounts_n)
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

/* --- a new one ------------------------------------------------------------------------------------------------------- */

static bool
is_letter(char ch)
{
	return (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z');
}

static enum flaw
check_name(const char *typed, const struct answers *a, const struct place *p)
{
	size_t letters = 0;

	(void)a;
	(void)p;
	for (const char *at = typed; *at; at++)
		letters += is_letter(*at);
	return letters >= INITIALS_MIN ? FLAW_NONE : FLAW_STAFF_NAME;
}

static void
to_capitals(char *text)
{
	for (; *text; text++)
		if (*text >= 'a' && *text <= 'z')
			*text = (char)(*text - 'a' + 'A');
}

static bool
is_taken(const struct answers *a, const char *initials)
{
	for (size_t i = 0; i < a->accounts_n; i++)
		if (strcmp(a->account_row[i].initials, initials) == 0)
			return true;
	return false;
}

static enum flaw
check_initials(const char *typed, const struct answers *a, const struct place *p)
{
	char initials[sizeof(a->new_account.initials)] = "";

	(void)p;
	if (strlen(typed) < INITIALS_MIN || str_copy(initials, sizeof(initials), typed) != ST_OK)
		return FLAW_INITIALS;
	for (const char *at = initials; *at; at++)
		if (!is_letter(*at))
			return FLAW_INITIALS;
	to_capitals(initials);
	return is_taken(a, initials) ? FLAW_INITIALS_TAKEN : FLAW_NONE;
}

static void
take_initials(struct answers *a, const struct place *p)
{
	(void)p;
	to_capitals(a->new_account.initials);
}

static void
want_role(struct answers *a, int value)
{
	a->account_change = ACCOUNT_ADD;
	str_clip(a->new_account.role, sizeof(a->new_account.role),
		staff_role_code((enum staff_role)value));
}

static void
fill_role(const struct answers *a, const struct place *p, struct page *page)
{
	(void)p;
	(void)page_line(page, LINE_PAIR, a->new_account.initials, a->new_account.name);
}

static bool
can_print(const struct answers *a, const struct place *p)
{
	return p->printer && is_open(a, p);
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

static const struct field name_field = {
	.name = "new_name",
	.kind = FIELD_TEXT,
	.label = N_("Nama"),
	.max = sizeof(((struct account_row *)0)->name) - 1,
	.offset = offsetof(struct answers, new_account) + offsetof(struct account_row, name),
	.room = sizeof(((struct account_row *)0)->name),
	.check = check_name,
};

static const struct field initials_field = {
	.name = "new_initials",
	.kind = FIELD_TEXT,
	.label = N_("Singkatan"),
	.max = INITIALS_MAX,
	.offset = offsetof(struct answers, new_account) + offsetof(struct account_row, initials),
	.room = sizeof(((struct account_row *)0)->initials),
	.check = check_initials,
};

static const struct option role_options[] = {
	{ '1', N_("Petugas"), .set = want_role, .value = ROLE_OFFICER, .go = "new_pin" },
	{ '2', N_("Supervisor"), .set = want_role, .value = ROLE_SUPERVISOR, .go = "new_pin" },
	{ '3', N_("Teknisi"), .set = want_role, .value = ROLE_TECHNICIAN, .go = "new_pin" },
	{ '4', N_("Tidak jadi"), .go = "accounts" },
};

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
	{ '5', N_("Cetak kartu baru"), can_print, .set = want, .value = ACCOUNT_CARD,
		.go = "account_set" },
};

static void
fill_failed(const struct answers *a, const struct place *p, struct page *page)
{
	(void)p;
	(void)page_line(page, LINE_STRONG, "",
		a->account_trouble == ST_EXISTS && a->account_change == ACCOUNT_ADD
			? TR(N_("PIN atau singkatan itu sudah dipakai. Pilih yang lain."))
		: a->account_trouble == ST_EXISTS
			? TR(N_("PIN itu sudah dipakai. Pilih yang lain."))
		: a->account_trouble == ST_GONE
			? TR(N_("Kartu tidak keluar, dan yang lama tidak berlaku."))
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
		.help = N_("Akun baru memerlukan papan ketik huruf."),
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
		.name = "new_name",
		.kind = STEP_FORM,
		.quiet = true,
		.aside = true,
		.ask = N_("Siapa nama petugas baru?"),
		.todo = N_("Ketik nama, lalu tekan Enter."),
		.help = N_("Perlu papan ketik huruf. Tidak ada? Tekan *."),
		.field = &name_field,
		.next = "new_initials",
	},
	{
		.name = "new_initials",
		.kind = STEP_FORM,
		.quiet = true,
		.aside = true,
		.ask = N_("Singkatan namanya?"),
		.todo = N_("Ketik 2 sampai 4 huruf, lalu tekan Enter."),
		.help = N_("Singkatan ini tampil di layar dan struk."),
		.field = &initials_field,
		.taken = take_initials,
		.next = "new_role",
	},
	{
		.name = "new_role",
		.kind = STEP_CHOICE,
		.quiet = true,
		.aside = true,
		.ask = N_("Apa tugasnya?"),
		.todo = N_("Tekan satu angka."),
		.fill = fill_role,
		OPTIONS(role_options),
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
