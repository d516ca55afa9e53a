/* SPDX-License-Identifier: Apache-2.0 */
/* Rights, PINs, tries and the second person, as tables. */
#include "rules/staff.h"

#include "base/array.h"
#include "base/str.h"
#include "rules/date.h"

#include <stddef.h>
#include <string.h>

enum {
	PIN_DIGITS = 6,
	SECOND_MS = 1000,
	WAIT_FIRST_MS = 15 * SECOND_MS,
	WAIT_LONGEST_MS = 15 * 60 * SECOND_MS
};

/* --- roles and rights ------------------------------------------------------------------------------------------------ */

static const struct {
	const char *code, *words;
} roles[] = {
	[ROLE_NONE] = { "", "" },
	[ROLE_OFFICER] = { "officer", N_("Petugas") },
	[ROLE_SUPERVISOR] = { "supervisor", N_("Supervisor") },
	[ROLE_TECHNICIAN] = { "technician", N_("Teknisi") },
};

enum { O = 1 << ROLE_OFFICER, S = 1 << ROLE_SUPERVISOR, T = 1 << ROLE_TECHNICIAN };

/* Who has each right. */
/* clang-format off */
static const unsigned rights[RIGHT_COUNT] = {
	[RIGHT_HELP]      = O | S,
	[RIGHT_PRESENCE]  = O | S,
	[RIGHT_HANDOVERS] = O | S,
	[RIGHT_UNBLOCK]   = O | S,
	[RIGHT_APPROVE]   = S,
	[RIGHT_ACCOUNTS]  = S,
	[RIGHT_LOG]       = S,
	[RIGHT_REVIEW]    = S,
	[RIGHT_REPORT]    = S,
	[RIGHT_DAY]       = O | S,
	[RIGHT_DEVICES]   = O | S | T,
};
/* clang-format on */

enum staff_role
staff_role_of(const char *code)
{
	for (size_t i = ROLE_OFFICER; i < ARRAY_LEN(roles); i++)
		if (strcmp(roles[i].code, code) == 0)
			return (enum staff_role)i;
	return ROLE_NONE;
}

const char *
staff_role_code(enum staff_role role)
{
	return roles[role].code;
}

const char *
staff_role_words(enum staff_role role)
{
	return roles[role].words;
}

bool
staff_may(const char *role, enum staff_right right)
{
	enum staff_role is = staff_role_of(role);

	return is != ROLE_NONE && right < RIGHT_COUNT && (rights[right] >> is & 1);
}

/* --- PINs ------------------------------------------------------------------------------------------------------------ */

static bool
has_its_form(const char *pin)
{
	return strlen(pin) == PIN_DIGITS && str_is_digits(pin);
}

/* Every digit the same step from the one before. */
static bool
steps_by(const char *pin, int step)
{
	for (int i = 0; i + 1 < PIN_DIGITS; i++)
		if ((pin[i + 1] - pin[i] + 10) % 10 != step)
			return false;
	return true;
}

static bool
repeats(const char *pin)
{
	return memcmp(pin, pin + 2, PIN_DIGITS - 2) == 0 ||
	       memcmp(pin, pin + 3, PIN_DIGITS - 3) == 0;
}

/* As ddmmyy, of either century: 29 February counts where one of them had it. */
static bool
is_date(const char *pin)
{
	char day[9] = { pin[0], pin[1], pin[2], pin[3], '2', '0', pin[4], pin[5], '\0' };
	struct date date;

	if (date_parse_pad(day, &date) == ST_OK)
		return true;
	day[4] = '1';
	day[5] = '9';
	return date_parse_pad(day, &date) == ST_OK;
}

enum pin_flaw
staff_pin_flaw(const char *pin)
{
	if (!has_its_form(pin))
		return PIN_NOT_SIX;
	if (steps_by(pin, 0))
		return PIN_ONE_DIGIT;
	if (steps_by(pin, 1) || steps_by(pin, 9))
		return PIN_ROW;
	if (repeats(pin))
		return PIN_REPEATS;
	return is_date(pin) ? PIN_DATE : PIN_FINE;
}

static const char *const reasons[PIN_FLAWS] = {
	[PIN_FINE] = "",
	[PIN_NOT_SIX] = "it must be six digits",
	[PIN_ONE_DIGIT] = "one digit only is guessed first",
	[PIN_ROW] = "digits in a row are guessed first",
	[PIN_REPEATS] = "what repeats is guessed first",
	[PIN_DATE] = "it reads as a date, and birthdays are guessed first",
};

const char *
staff_pin_reason(enum pin_flaw flaw)
{
	return reasons[flaw];
}

/* --- tries ----------------------------------------------------------------------------------------------------------- */

static int64_t
wait_ms(int wrong)
{
	int64_t wait = WAIT_FIRST_MS;

	if (wrong <= PIN_TRIES_FREE)
		return 0;
	for (int i = PIN_TRIES_FREE + 1; i < wrong && wait < WAIT_LONGEST_MS; i++)
		wait *= 2;
	return wait < WAIT_LONGEST_MS ? wait : WAIT_LONGEST_MS;
}

int
pin_tries_wait_s(const struct pin_tries *tries, int64_t now_ms)
{
	int64_t left = tries->open_ms - now_ms;

	if (left <= 0 || left > wait_ms(tries->wrong))
		return 0;
	return (int)((left + SECOND_MS - 1) / SECOND_MS);
}

bool
pin_tries_locked(const struct pin_tries *tries)
{
	return tries->wrong >= PIN_TRIES_LOCK;
}

struct pin_tries
pin_tries_wrong(struct pin_tries tries, int64_t now_ms)
{
	int wrong = tries.wrong < PIN_TRIES_LOCK ? tries.wrong + 1 : PIN_TRIES_LOCK;

	return (struct pin_tries){ wrong,
		wrong > PIN_TRIES_FREE ? now_ms + wait_ms(wrong) : 0 };
}

/* --- the door -------------------------------------------------------------------------------------------------------- */

static const struct {
	const char *code, *words;
} doors[DOORS] = {
	[DOOR_OPEN] = { "ok", "" },
	[DOOR_WRONG] = { "denied",
		N_("PIN itu tidak dikenal. Coba lagi, atau tekan * untuk kembali.") },
	[DOOR_NO_CARD] = { "no-card", N_("Kartu itu tidak dikenal di mesin ini.") },
	[DOOR_WAIT] = { "wait", N_("PIN terlalu sering salah.") },
	[DOOR_LOCKED] = { "locked", N_("Terkunci. Hanya supervisor bisa membuka.") },
	[DOOR_DISABLED] = { "disabled", N_("Akun Anda ditutup. Hubungi supervisor.") },
	[DOOR_NO_RIGHT] = { "no-right", N_("Teknisi tidak membantu peserta. Panggil petugas.") },
	[DOOR_FAILED] = { "failed", N_("PIN belum bisa diperiksa. Coba lagi.") },
};

const char *
staff_door_code(enum staff_door door)
{
	return doors[door].code;
}

const char *
staff_door_words(enum staff_door door)
{
	return doors[door].words;
}

/* --- cards ----------------------------------------------------------------------------------------------------------- */

void
staff_card_make(const uint8_t random[STAFF_CARD_DIGITS], char ret_code[STAFF_CARD_ROOM])
{
	for (int i = 0; i < STAFF_CARD_DIGITS; i++)
		ret_code[i] = (char)('0' + random[i] % 10);
	ret_code[STAFF_CARD_DIGITS] = '\0';
}

bool
staff_card_has_form(const char *code)
{
	return strlen(code) == STAFF_CARD_DIGITS && str_is_digits(code);
}

/* --- two people ------------------------------------------------------------------------------------------------------ */

enum second
staff_second(const char *first, const char *second, const char *second_role)
{
	if (first[0] == '\0' || second[0] == '\0')
		return SECOND_NOBODY;
	if (strcmp(first, second) == 0)
		return SECOND_SAME;
	return staff_may(second_role, RIGHT_APPROVE) ? SECOND_FINE : SECOND_NO_RIGHT;
}

static const char *const seconds[SECONDS] = {
	[SECOND_FINE] = "",
	[SECOND_NOBODY] = N_("PIN itu tidak dikenal."),
	[SECOND_SAME] = N_("Orang kedua harus berbeda. Panggil supervisor lain."),
	[SECOND_NO_RIGHT] = N_("Orang kedua harus supervisor."),
};

const char *
staff_second_words(enum second second)
{
	return seconds[second];
}
