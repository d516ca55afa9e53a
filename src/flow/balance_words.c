/* SPDX-License-Identifier: Apache-2.0 */
/* KPJ, months and programmes in plain words. */
#include "flow/balance_words.h"

#include "base/fill.h"
#include "base/str.h"

#include <string.h>

static void
dated(const char *text, struct date date, char ret_words[BALANCE_WORDS])
{
	char day[DATE_LONG];
	const struct fill hole = { "date", day };

	date_format_long(date, day);
	(void)fill_text(ret_words, BALANCE_WORDS, TR(text), &hole, 1); /* else empty */
}

void
balance_card_words(const struct card *card, char ret_words[BALANCE_WORDS])
{
	if (!card->registered)
		str_clip(ret_words, BALANCE_WORDS,
			TR(N_("Belum terdaftar. Tambahkan di menu 3, Perbarui data saya.")));
	else if (card->active)
		dated(N_("Masih aktif sejak {date}"), card->joined_on, ret_words);
	else if (date_is_known(card->ended_on))
		dated(N_("Berhenti {date}"), card->ended_on, ret_words);
	else
		str_clip(ret_words, BALANCE_WORDS, TR(N_("Sudah tidak aktif")));
}

void
balance_month_words(int month, char *ret_words, size_t room)
{
	const struct date first = { 2000, (int8_t)month, 1 };
	char text[DATE_LONG], *end;

	date_format_long(first, text); /* "1 Maret 2000" */
	end = strrchr(text, ' ');
	if (end)
		*end = '\0';
	end = strchr(text, ' ');
	str_clip(ret_words, room, end ? end + 1 : text);
}

const char *
balance_programme_words(enum programme programme)
{
	static const char *const words[PROGRAMMES] = {
		[PROGRAMME_JKK] = N_("JKK, kecelakaan kerja"),
		[PROGRAMME_JHT] = N_("JHT, tabungan hari tua"),
		[PROGRAMME_JKM] = N_("JKM, santunan kematian"),
		[PROGRAMME_JP] = N_("JP, uang pensiun bulanan"),
		[PROGRAMME_JKP] = N_("JKP, kehilangan pekerjaan"),
	};

	return words[programme];
}

const char *
balance_programme_state_words(enum programme_state state)
{
	static const char *const words[] = {
		[PROGRAMME_NOT_IN] = N_("tidak ikut"),
		[PROGRAMME_ACTIVE] = N_("ikut, masih aktif"),
		[PROGRAMME_INACTIVE] = N_("pernah ikut, sekarang tidak aktif"),
	};

	return words[state];
}
