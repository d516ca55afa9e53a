/* SPDX-License-Identifier: Apache-2.0 */
/* Rupiah in figures, in words and in parts, up to the largest amount. */
#include "base/array.h"
#include "rules/money.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

static void
money_format__groups_thousands_with_dots(void **state)
{
	static const struct {
		int64_t rupiah;
		const char *text;
	} cases[] = {
		{0,          "Rp0"                         },
		{ 999,       "Rp999"                       },
		{ 1000,      "Rp1.000"                     },
		{ 12345678,  "Rp12.345.678"                },
		{ -500,      "-Rp500"                      },
		{ -1000000,  "-Rp1.000.000"                },
		{ INT64_MAX, "Rp9.223.372.036.854.775.807" },
		{ INT64_MIN, "-Rp9.223.372.036.854.775.808"},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		char text[MONEY_TEXT];

		money_format(cases[i].rupiah, text);
		assert_string_equal(text, cases[i].text);
	}
}

static void
number_words__speaks_indonesian(void **state)
{
	static const struct {
		int64_t number;
		const char *words;
	} cases[] = {
		{0,              "nol"				   },
		{ 9,             "sembilan"                              },
		{ 10,            "sepuluh"                               },
		{ 11,            "sebelas"                               },
		{ 12,            "dua belas"                             },
		{ 19,            "sembilan belas"                        },
		{ 20,            "dua puluh"                             },
		{ 21,            "dua puluh satu"                        },
		{ 100,           "seratus"                               },
		{ 101,           "seratus satu"                          },
		{ 111,           "seratus sebelas"                       },
		{ 200,           "dua ratus"                             },
		{ 999,           "sembilan ratus sembilan puluh sembilan"},
		{ 1000,          "seribu"                                },
		{ 1001,          "seribu satu"                           },
		{ 1100,          "seribu seratus"                        },
		{ 2000,          "dua ribu"                              },
		{ 11000,         "sebelas ribu"                          },
		{ 21000,         "dua puluh satu ribu"                   },
		{ 101000,        "seratus satu ribu"                     },
		{ 1000000,       "satu juta"                             },
		{ 1001000,       "satu juta seribu"                      },
		{ 1000000000,    "satu miliar"                           },
		{ 1000000000000, "satu triliun"                          },
		{ 15000001,      "lima belas juta satu"                  },
		{ -1,            "minus satu"                            },
		{ -1100,         "minus seribu seratus"                  },
		{ INT64_MAX,
                 "sembilan kuintiliun dua ratus dua puluh tiga kuadriliun "
			"tiga ratus tujuh puluh dua triliun tiga puluh enam miliar "
			"delapan ratus lima puluh empat juta tujuh ratus tujuh puluh lima ribu "
			"delapan ratus tujuh"                            },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		char words[WORDS_ROOM];

		number_words(cases[i].number, words);
		assert_string_equal(words, cases[i].words);
	}
}

static void
money_words__has_room_for_the_longest_amount(void **state)
{
	char words[WORDS_ROOM];

	(void)state;
	money_words(-8999999999999999999, words);
	assert_in_range(strlen(words), 250, WORDS_ROOM - 1);
	money_words(INT64_MIN, words);
	assert_memory_equal(words, "minus sembilan kuintiliun", 25);
	money_words(12345678, words);
	assert_string_equal(words, "dua belas juta tiga ratus empat puluh lima ribu "
				   "enam ratus tujuh puluh delapan rupiah");
}

static void
money_part__rounds_down_without_overflow(void **state)
{
	static const struct {
		int64_t rupiah;
		int part;
		int64_t result;
	} cases[] = {
		{0,          1000,  0            },
		{ 9,         1000,  0            },
		{ 19,        1000,  1            },
		{ 14100000,  1000,  1410000      },
		{ 14100009,  3000,  4230002      },
		{ 12345678,  10000, 12345678     },
		{ INT64_MAX, 10000, INT64_MAX    },
		{ INT64_MAX, 5000,  INT64_MAX / 2},
		{ INT64_MAX, 0,     0            },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		assert_int_equal(money_part(cases[i].rupiah, cases[i].part), cases[i].result);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(money_format__groups_thousands_with_dots),
		cmocka_unit_test(number_words__speaks_indonesian),
		cmocka_unit_test(money_words__has_room_for_the_longest_amount),
		cmocka_unit_test(money_part__rounds_down_without_overflow),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
