/* SPDX-License-Identifier: Apache-2.0 */
/* NIK, KPJ and the numbers people mix them up with. */
#include "rules/identity.h"

#include "base/array.h"
#include "base/str.h"
#include "base/utf8.h"

#include <assert.h>
#include <string.h>

enum {
	KESEHATAN_DIGITS = 13,
	NPWP_OLD_DIGITS = 15,
	NPWP_LUHN_DIGITS = 9,
	NATIONAL_MIN = 9, /* "8" and nine to twelve digits in all, after the country code */
	NATIONAL_MAX = 12,
	AGE_MIN = 17,
	AGE_MAX = 110,
	WOMAN_DAYS = 40,
	STARS_MAX = 5,
};

static bool
starts_with(const char *text, const char *start)
{
	return strncmp(text, start, strlen(start)) == 0;
}

static bool
is_digits(const char *text, size_t n)
{
	return strlen(text) == n && str_is_digits(text);
}

static int
two_digits(const char *digits)
{
	return (digits[0] - '0') * 10 + (digits[1] - '0');
}

/* The part after the country code, or NULL where the text is no Indonesian mobile number. */
static const char *
phone_national(const char *text)
{
	const char *national = starts_with(text, "08")     ? text + 1
			       : starts_with(text, "628")  ? text + 2
			       : starts_with(text, "+628") ? text + 3
							   : NULL;

	if (national == NULL || !str_is_digits(national) || strlen(national) < NATIONAL_MIN ||
		strlen(national) > NATIONAL_MAX || strchr("04", national[1]) != NULL)
		return NULL;
	return national;
}

/* Luhn over the first nine digits, the ninth being the check digit. */
static bool
is_old_npwp(const char *text)
{
	int sum = 0;

	if (!is_digits(text, NPWP_OLD_DIGITS))
		return false;
	for (int i = 0; i < NPWP_LUHN_DIGITS; i++) {
		int digit = (text[i] - '0') * (i % 2 == 1 ? 2 : 1);

		sum += digit > 9 ? digit - 9 : digit;
	}
	return sum % 10 == 0;
}

static bool
is_old_kpj(const char *text)
{
	size_t digits = 0, letters = 0;

	for (const char *p = text; *p; p++) {
		digits += *p >= '0' && *p <= '9';
		letters += (*p >= 'A' && *p <= 'Z') || (*p >= 'a' && *p <= 'z');
	}
	return digits > 0 && letters > 0 && digits + letters == KPJ_DIGITS &&
	       strlen(text) == KPJ_DIGITS;
}

enum card_kind
card_recognise(const char *text)
{
	if (is_digits(text, NIK_DIGITS))
		return CARD_NIK;
	if (is_digits(text, KESEHATAN_DIGITS) && starts_with(text, "000"))
		return CARD_KESEHATAN;
	if (phone_national(text) != NULL)
		return CARD_PHONE;
	if (is_digits(text, KPJ_DIGITS))
		return CARD_KPJ;
	if (is_old_kpj(text))
		return CARD_OLD_KPJ;
	return is_old_npwp(text) ? CARD_NPWP_OLD : CARD_UNKNOWN;
}

/* The date with the century left open: the one that makes an age of 17–110, else the last that
 * is not to come. */
static enum status
nik_birth(int year, int month, int day, struct date today, struct date *ret_birth)
{
	struct date found = { 0 };

	for (int century = today.year / 100; century >= today.year / 100 - 2; century--) {
		struct date birth = { (int16_t)(century * 100 + year), (int8_t)month,
			(int8_t)day };
		int age;

		if (!date_is_valid(birth) || date_compare(birth, today) > 0)
			continue;
		age = date_age(birth, today);
		if ((age >= AGE_MIN && age <= AGE_MAX) || !date_is_known(found))
			found = birth;
		if (age >= AGE_MIN)
			break;
	}
	if (!date_is_known(found))
		return ST_INVALID;
	*ret_birth = found;
	return ST_OK;
}

static enum flaw
nik_read(const char *digits, struct date today, struct nik *ret_nik)
{
	int day = two_digits(digits + 6);
	bool woman = day > WOMAN_DAYS;
	struct nik nik = { .woman = woman };

	if (nik_birth(two_digits(digits + 10), two_digits(digits + 8),
		    woman ? day - WOMAN_DAYS : day, today, &nik.birth) != ST_OK)
		return FLAW_NIK_DATE;
	if (strcmp(digits + 12, "0000") == 0)
		return FLAW_NIK_SERIAL;
	memcpy(nik.region, digits, sizeof(nik.region) - 1);
	if (ret_nik != NULL)
		*ret_nik = nik;
	return FLAW_NONE;
}

enum flaw
nik_check(const char *text, struct date today, struct nik *ret_nik)
{
	assert(date_is_valid(today));
	if (text[0] == '\0')
		return FLAW_EMPTY;
	switch (card_recognise(text)) {
	case CARD_NIK:
		return nik_read(text, today, ret_nik);
	case CARD_KPJ:
		return FLAW_IS_KPJ;
	case CARD_OLD_KPJ:
		return FLAW_IS_OLD_KPJ;
	case CARD_KESEHATAN:
		return FLAW_IS_KESEHATAN;
	case CARD_PHONE:
		return FLAW_IS_PHONE;
	case CARD_NPWP_OLD:
	case CARD_UNKNOWN:
		break;
	}
	if (!str_is_digits(text))
		return FLAW_NOT_DIGITS;
	return strlen(text) < NIK_DIGITS ? FLAW_NIK_SHORT : FLAW_NIK_LONG;
}

enum flaw
kpj_check(const char *text)
{
	if (text[0] == '\0')
		return FLAW_EMPTY;
	if (is_digits(text, KPJ_DIGITS))
		return FLAW_NONE;
	switch (card_recognise(text)) {
	case CARD_NIK:
		return FLAW_IS_NIK;
	case CARD_OLD_KPJ:
		return FLAW_IS_OLD_KPJ;
	case CARD_KESEHATAN:
		return FLAW_IS_KESEHATAN;
	case CARD_PHONE:
		return FLAW_IS_PHONE;
	case CARD_KPJ:
	case CARD_NPWP_OLD:
	case CARD_UNKNOWN:
		break;
	}
	if (!str_is_digits(text))
		return FLAW_NOT_DIGITS;
	return strlen(text) < KPJ_DIGITS ? FLAW_KPJ_SHORT : FLAW_KPJ_LONG;
}

enum flaw
past_date_check(const char *digits, struct date today, int years, struct date *ret_date)
{
	struct date date;

	if (digits[0] == '\0')
		return FLAW_EMPTY;
	if (!str_is_digits(digits))
		return FLAW_NOT_DIGITS;
	if (date_parse_pad(digits, &date) != ST_OK)
		return FLAW_DATE;
	if (date_compare(date, today) > 0)
		return FLAW_DATE_FUTURE;
	if (date_compare(date_birthday(date, years), today) < 0)
		return FLAW_DATE_TOO_OLD;
	if (ret_date != NULL)
		*ret_date = date;
	return FLAW_NONE;
}

enum flaw
npwp_check(const char *text, struct date today)
{
	if (text[0] == '\0')
		return FLAW_EMPTY;
	if (!str_is_digits(text))
		return FLAW_NOT_DIGITS;
	if (is_old_npwp(text) || (text[0] == '0' && is_old_npwp(text + 1)))
		return FLAW_NONE;
	if (strlen(text) == NIK_DIGITS && nik_check(text, today, NULL) == FLAW_NONE)
		return FLAW_NONE;
	return FLAW_NPWP;
}

enum flaw
phone_check(const char *text, char ret_e164[17])
{
	const char *national = phone_national(text);

	if (text[0] == '\0')
		return FLAW_EMPTY;
	if (national != NULL)
		return str_format(ret_e164, 17, "+62%s", national) == ST_OK ? FLAW_NONE
									    : FLAW_PHONE;
	if (!str_is_digits(text + (text[0] == '+')))
		return FLAW_NOT_DIGITS;
	return strlen(text) == NIK_DIGITS ? FLAW_IS_NIK : FLAW_PHONE;
}

void
nik_mask(const char *nik, char ret_text[24])
{
	enum status st = strlen(nik) == NIK_DIGITS
				 ? str_format(ret_text, 24, "%.4s **** **** %s", nik, nik + 12)
				 : str_copy(ret_text, 24, "****");

	assert(st == ST_OK);
	(void)st;
}

void
phone_show(const char *e164, char ret_text[17])
{
	if (strncmp(e164, "+62", 3) == 0)
		(void)str_format(ret_text, 17, "0%s", e164 + 3);
	else
		str_clip(ret_text, 17, e164);
}

void
kpj_group(const char *kpj, char ret_text[16])
{
	enum status st = strlen(kpj) == KPJ_DIGITS
				 ? str_format(ret_text, 16, "%.2s %.3s %.3s %s", kpj, kpj + 2,
					   kpj + 5, kpj + 8)
				 : str_copy(ret_text, 16, "***");

	assert(st == ST_OK);
	(void)st;
}

/* One word, at most its first letter and five stars, into text; returns where the next word
 * starts in name. */
static const char *
mask_word(const char *name, char text[8 + STARS_MAX])
{
	size_t step, stars = 0;
	uint32_t ch;

	name += utf8_next(name, &ch);
	step = utf8_put(text, ch);
	while (*name != '\0' && *name != ' ') {
		name += utf8_next(name, &ch);
		if (stars < STARS_MAX)
			text[step + stars++] = '*';
	}
	text[step + stars] = '\0';
	return name;
}

void
name_mask(const char *name, char *ret_text, size_t room)
{
	char harmless[NAME_ROOM], word[8 + STARS_MAX];
	const char *p = harmless;
	size_t at = 0;

	utf8_harmless(harmless, sizeof(harmless), name);
	ret_text[0] = '\0';
	while (*(p += strspn(p, " ")) != '\0') {
		p = mask_word(p, word);
		if (str_format(ret_text + at, room - at, "%s%s", at > 0 ? " " : "", word) !=
			ST_OK)
			break;
		at += strlen(ret_text + at);
	}
	wipe(harmless, sizeof(harmless));
}

void
tail_four(const char *number, char ret_text[16])
{
	size_t n = strlen(number);
	enum status st = str_format(
		ret_text, 16, "%s%s", n > 4 ? "…" : "", n > 4 ? number + n - 4 : number);

	assert(st == ST_OK);
	(void)st;
}
