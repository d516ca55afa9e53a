/* SPDX-License-Identifier: Apache-2.0 */
/* When staff are at the counter, and when they are back. */
#include "rules/presence.h"

#include "base/array.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define AT(hour, minute) ((hour)*3600 + (minute)*60)

static const struct holidays holidays = { { { 2026, 12, 25 } }, 1 };

static void
presence__follows_hours_and_what_staff_said(void **state)
{
	static const struct {
		struct moment now, absence;
		bool daily;
		const char *words;
	} cases[] = {
		{ { { 2026, 11, 23 }, AT(9, 0) }, { { 0 }, 0 }, false, "" },
		{ { { 2026, 11, 23 }, AT(7, 59) }, { { 0 }, 0 }, false,
			"Petugas kembali pukul 08.00." },
		{ { { 2026, 11, 23 }, AT(16, 0) }, { { 0 }, 0 }, false,
			"Petugas kembali besok pukul 08.00." },
		{ { { 2026, 11, 27 }, AT(17, 30) }, { { 0 }, 0 }, false,
			"Petugas kembali Senin, 30 November 2026 pukul 08.00." },
		{ { { 2026, 11, 28 }, AT(10, 0) }, { { 0 }, 0 }, false,
			"Petugas kembali Senin, 30 November 2026 pukul 08.00." },
		{ { { 2026, 11, 28 }, AT(10, 0) }, { { 0 }, 0 }, true, "" },
		{ { { 2026, 12, 24 }, AT(16, 0) }, { { 0 }, 0 }, false,
			"Petugas kembali Senin, 28 Desember 2026 pukul 08.00." },
		{ { { 2026, 11, 23 }, AT(12, 10) }, { { 2026, 11, 23 }, AT(13, 0) }, false,
			"Petugas kembali pukul 13.00." },
		{ { { 2026, 11, 23 }, AT(13, 0) }, { { 2026, 11, 23 }, AT(13, 0) }, false, "" },
		{ { { 2026, 11, 23 }, AT(15, 0) }, { { 2026, 11, 24 }, AT(8, 0) }, false,
			"Petugas kembali besok pukul 08.00." },
		{ { { 2026, 11, 23 }, AT(17, 0) }, { { 2026, 11, 23 }, AT(17, 30) }, false,
			"Petugas kembali besok pukul 08.00." },
	};
	char words[PRESENCE_WORDS];

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		const struct opening opening = { AT(8, 0), AT(16, 0), cases[i].daily };
		struct presence presence =
			presence_at(&opening, &holidays, cases[i].now, cases[i].absence);

		presence_words(&presence, cases[i].now.on, words);
		assert_string_equal(words, cases[i].words);
		assert_int_equal(presence.away, cases[i].words[0] != '\0');
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(presence__follows_hours_and_what_staff_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
