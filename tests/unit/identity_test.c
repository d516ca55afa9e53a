/* SPDX-License-Identifier: Apache-2.0 */
/* NIK, KPJ, NPWP and phone numbers: what passes, what is wrong, which other card it is, and
 * what the masks hide. */
#include "base/array.h"
#include "rules/identity.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

static const struct date today = { 2026, 11, 22 };

struct text_flaw {
	const char *text;
	enum flaw flaw;
};

static void
nik_check__says_what_is_wrong(void **state)
{
	static const struct text_flaw cases[] = {
		{"6308055203600001",                    FLAW_NONE        },
		{ "",				   FLAW_EMPTY       },
		{ "6308055203600000",                   FLAW_NIK_SERIAL  },
		{ "6308050003600001",                   FLAW_NIK_DATE    },
		{ "6308050103600001",                   FLAW_NONE        },
		{ "6308053103600001",                   FLAW_NONE        },
		{ "6308053203600001",                   FLAW_NIK_DATE    },
		{ "6308054003600001",                   FLAW_NIK_DATE    },
		{ "6308054103600001",                   FLAW_NONE        },
		{ "6308057103600001",                   FLAW_NONE        },
		{ "6308057203600001",                   FLAW_NIK_DATE    },
		{ "6308055200600001",                   FLAW_NIK_DATE    },
		{ "6308055213600001",                   FLAW_NIK_DATE    },
		{ "6308053104600001",                   FLAW_NIK_DATE    },
		{ "6308052902600001",                   FLAW_NONE        },
		{ "6308056902600001",                   FLAW_NONE        },
		{ "6308052902610001",                   FLAW_NIK_DATE    },
		{ "6308052902000001",                   FLAW_NONE        },
		{ "630805520360000",                    FLAW_NIK_SHORT   },
		{ "63080552036000011",                  FLAW_NIK_LONG    },
		{ "6",				  FLAW_NIK_SHORT   },
		{ "630805520360000x",                   FLAW_NOT_DIGITS  },
		{ " 6308055203600001",                  FLAW_NOT_DIGITS  },
		{ "6308055203６00001",                 FLAW_NOT_DIGITS  },
		{ "\x1b[200~6308055203600001\x1b[201~", FLAW_NOT_DIGITS  },
		{ "6308\xc3",                           FLAW_NOT_DIGITS  },
		{ "12345678901",                        FLAW_IS_KPJ      },
		{ "08J80012345",                        FLAW_IS_OLD_KPJ  },
		{ "0001234567890",                      FLAW_IS_KESEHATAN},
		{ "0101234567890",                      FLAW_NIK_SHORT   },
		{ "081234567890",                       FLAW_IS_PHONE    },
		{ "08123456789",                        FLAW_IS_PHONE    },
		{ "+6281234567890",                     FLAW_IS_PHONE    },
		{ "013121660091000",                    FLAW_NIK_SHORT   },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		enum flaw flaw = nik_check(cases[i].text, today, NULL);

		if (flaw != cases[i].flaw)
			fail_msg("%s: %s", cases[i].text, flaw_words(flaw));
	}
}

static void
nik_check__reads_region_sex_and_birth(void **state)
{
	static const struct {
		const char *text;
		struct date today, birth;
		bool woman;
	} cases[] = {
		{"6308055203600001",  { 2026, 11, 22 }, { 1960, 3, 12 },  true },
		{ "6308051203600001", { 2026, 11, 22 }, { 1960, 3, 12 },  false},
		{ "6308052211090001", { 2026, 11, 22 }, { 2009, 11, 22 },
                 false							 }, /* 17 today */
		{ "6308052311090001", { 2026, 11, 22 }, { 2009, 11, 23 },
                 false							 }, /* 16: no 117 */
		{ "6308052211160001", { 2026, 11, 22 }, { 1916, 11, 22 },
                 false							 }, /* 110 today */
		{ "6308052111150001", { 2026, 11, 22 }, { 2015, 11, 21 },
                 false							 }, /* 11, not 111 */
		{ "6308050101270001", { 2026, 11, 22 }, { 1927, 1, 1 },   false},
		{ "6308052902000001", { 2026, 11, 22 }, { 2000, 2, 29 },  false},
		{ "6308050101950001", { 2105, 1, 1 },   { 1995, 1, 1 },   false},
		{ "6308050101960001", { 2026, 11, 22 }, { 1996, 1, 1 },   false},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct nik nik;

		assert_int_equal(nik_check(cases[i].text, cases[i].today, &nik), FLAW_NONE);
		assert_true(date_equal(nik.birth, cases[i].birth));
		assert_int_equal(nik.woman, cases[i].woman);
		assert_string_equal(nik.region, "630805");
	}
}

static void
kpj_check__takes_any_eleven_digits(void **state)
{
	static const struct text_flaw cases[] = {
		{"12345678901",             FLAW_NONE        },
		{ "08012345678",            FLAW_NONE        },
		{ "08123456789",            FLAW_NONE        }, /* a card of 2008 as well as a phone number */
		{ "",		       FLAW_EMPTY       },
		{ "1234567890",             FLAW_KPJ_SHORT   },
		{ "123456789012",           FLAW_KPJ_LONG    },
		{ "081234567890",           FLAW_IS_PHONE    },
		{ "6308055203600001",       FLAW_IS_NIK      },
		{ "0001234567890",          FLAW_IS_KESEHATAN},
		{ "1234J678901",            FLAW_IS_OLD_KPJ  },
		{ "08j80012345",            FLAW_IS_OLD_KPJ  },
		{ "JJJJJJJJJJJ",            FLAW_NOT_DIGITS  },
		{ "1234J6789",              FLAW_NOT_DIGITS  },
		{ "12345-67890",            FLAW_NOT_DIGITS  },
		{ "\x1b[2J3456789",         FLAW_NOT_DIGITS  },
		{ "1234567890\xef\xbc\x91", FLAW_NOT_DIGITS  },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		assert_int_equal(kpj_check(cases[i].text), cases[i].flaw);
}

static void
card_recognise__tells_the_cards_apart(void **state)
{
	static const struct {
		const char *text;
		enum card_kind kind;
	} cases[] = {
		{"",                  CARD_UNKNOWN  },
		{ "6308055203600001", CARD_NIK      },
		{ "12345678901",      CARD_KPJ      },
		{ "08J80012345",      CARD_OLD_KPJ  },
		{ "0001234567890",    CARD_KESEHATAN},
		{ "1001234567890",    CARD_UNKNOWN  },
		{ "013121660091000",  CARD_NPWP_OLD },
		{ "013121660191000",  CARD_NPWP_OLD },
		{ "013121670091000",  CARD_UNKNOWN  },
		{ "08123456789",      CARD_PHONE    },
		{ "6281234567890",    CARD_PHONE    },
		{ "08012345678",      CARD_KPJ      },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		assert_int_equal(card_recognise(cases[i].text), cases[i].kind);
}

static void
npwp_check__takes_old_numbers_and_the_nik(void **state)
{
	static const struct text_flaw cases[] = {
		{"013121660091000",       FLAW_NONE      },
		{ "016090524017000",      FLAW_NONE      },
		{ "0013121660091000",     FLAW_NONE      },
		{ "6308055203600001",     FLAW_NONE      },
		{ "",                     FLAW_EMPTY     },
		{ "013121661091000",      FLAW_NPWP      },
		{ "103121660091000",      FLAW_NPWP      },
		{ "1013121660091000",     FLAW_NPWP      },
		{ "6308055203600000",     FLAW_NPWP      },
		{ "01312166009100",       FLAW_NPWP      },
		{ "01.312.166.0-091.000", FLAW_NOT_DIGITS},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		assert_int_equal(npwp_check(cases[i].text, today), cases[i].flaw);
}

static void
phone_check__gives_one_form(void **state)
{
	static const struct {
		const char *text;
		enum flaw flaw;
		const char *e164;
	} cases[] = {
		{"081234567890",      FLAW_NONE,       "+6281234567890" },
		{ "6281234567890",    FLAW_NONE,       "+6281234567890" },
		{ "+6281234567890",   FLAW_NONE,       "+6281234567890" },
		{ "0812345678",       FLAW_NONE,       "+62812345678"   },
		{ "081234567",        FLAW_PHONE,      ""               },
		{ "0812345678901",    FLAW_NONE,       "+62812345678901"},
		{ "08123456789012",   FLAW_PHONE,      ""               },
		{ "08023456789",      FLAW_PHONE,      ""               },
		{ "08423456789",      FLAW_PHONE,      ""               },
		{ "05171234567",      FLAW_PHONE,      ""               },
		{ "6308055203600001", FLAW_IS_NIK,     ""               },
		{ "",                 FLAW_EMPTY,      ""               },
		{ "0812-3456-789",    FLAW_NOT_DIGITS, ""               },
		{ "+",                FLAW_NOT_DIGITS, ""               },
		{ "\x1b[A",           FLAW_NOT_DIGITS, ""               },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		char e164[17] = "";

		assert_int_equal(phone_check(cases[i].text, e164), cases[i].flaw);
		assert_string_equal(e164, cases[i].e164);
	}
}

static void
past_date_check__refuses_tomorrow_and_too_long_ago(void **state)
{
	static const struct text_flaw cases[] = {
		{"22112026",  FLAW_NONE        },
		{ "23112026", FLAW_DATE_FUTURE },
		{ "22111916", FLAW_NONE        },
		{ "21111916", FLAW_DATE_TOO_OLD},
		{ "31022026", FLAW_DATE        },
		{ "29022025", FLAW_DATE        },
		{ "2211202",  FLAW_DATE        },
		{ "",         FLAW_EMPTY       },
		{ "22-11-26", FLAW_NOT_DIGITS  },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		assert_int_equal(
			past_date_check(cases[i].text, today, 110, NULL), cases[i].flaw);
}

static void
masks__show_no_more_than_they_say(void **state)
{
	char nik[24], kpj[16], tail[16];

	(void)state;
	nik_mask("6308055203600001", nik);
	assert_string_equal(nik, "6308 **** **** 0001");
	nik_mask("63080552036000012", nik);
	assert_string_equal(nik, "****");
	kpj_group("12345678901", kpj);
	assert_string_equal(kpj, "12 345 678 901");
	kpj_group("1234", kpj);
	assert_string_equal(kpj, "***");
	tail_four("012345678901234", tail);
	assert_string_equal(tail, "…1234");
	tail_four("1234", tail);
	assert_string_equal(tail, "1234");
	tail_four("", tail);
	assert_string_equal(tail, "");
}

static void
phone_show__is_as_people_say_it(void **state)
{
	char text[17];

	(void)state;
	phone_show("+6281234567890", text);
	assert_string_equal(text, "081234567890");
	phone_show("+60123456", text);
	assert_string_equal(text, "+60123456");
	phone_show("", text);
	assert_string_equal(text, "");
}

static void
name_mask__keeps_first_letters(void **state)
{
	static const struct {
		const char *name, *masked;
	} cases[] = {
		{"SITI AMINAH BINTI HASAN", "S*** A***** B**** H****"},
		{ "  M.  YUSUF ",           "M* Y****"               },
		{ "A",                      "A"                      },
		{ "",		       ""                       },
		{ "ABDURRAHMAN",            "A*****"                 },
		{ "ÉMILE",                 "É****"                 },
		{ "\x1b[2J SITI",           "?*** S***"              },
		{ "\xc3( X",                "?* X"                   },
	};
	char small[8];

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		char masked[NAME_ROOM];

		name_mask(cases[i].name, masked, sizeof(masked));
		assert_string_equal(masked, cases[i].masked);
	}
	name_mask("SITI AMINAH", small, sizeof(small));
	assert_string_equal(small, "S***");
}

static void
name_mask__survives_two_hundred_letters(void **state)
{
	char name[201], masked[NAME_ROOM];

	(void)state;
	memset(name, 'A', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	name_mask(name, masked, sizeof(masked));
	assert_string_equal(masked, "A*****");
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(nik_check__says_what_is_wrong),
		cmocka_unit_test(nik_check__reads_region_sex_and_birth),
		cmocka_unit_test(kpj_check__takes_any_eleven_digits),
		cmocka_unit_test(card_recognise__tells_the_cards_apart),
		cmocka_unit_test(npwp_check__takes_old_numbers_and_the_nik),
		cmocka_unit_test(phone_check__gives_one_form),
		cmocka_unit_test(phone_show__is_as_people_say_it),
		cmocka_unit_test(past_date_check__refuses_tomorrow_and_too_long_ago),
		cmocka_unit_test(masks__show_no_more_than_they_say),
		cmocka_unit_test(name_mask__keeps_first_letters),
		cmocka_unit_test(name_mask__survives_two_hundred_letters),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
