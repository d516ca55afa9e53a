/* SPDX-License-Identifier: Apache-2.0 */
/* The shipped list of banks, bad lists refused by their line, and the form of account numbers. */
#include "base/array.h"
#include "rules/account.h"
#include "tests/fake/tree_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

static struct banks banks;

static int
read_shipped(void **state)
{
	struct buf buf;
	int line = 0;

	(void)state;
	assert_int_equal(tree_file_read("config/banks.csv", &buf), ST_OK);
	assert_int_equal(banks_parse(buf.data, &banks, &line), ST_OK);
	buf_free(&buf);
	return 0;
}

static void
banks__begin_with_the_short_list(void **state)
{
	static const char *const first[] = { "002", "008", "009", "200", "451", "122" };

	(void)state;
	assert_in_range(banks.n, 90, BANKS_MAX);
	for (size_t i = 0; i < banks.n; i++) {
		assert_int_equal(banks.bank[i].short_list, i < ARRAY_LEN(first));
		if (i < ARRAY_LEN(first))
			assert_string_equal(banks.bank[i].code, first[i]);
	}
	assert_string_equal(banks_find(&banks, "122")->name, "Bank Kalsel");
	assert_int_equal(banks_find(&banks, "022")->digits[2], 14);
	assert_null(banks_find(&banks, "999"));
	assert_null(banks_find(&banks, ""));
}

static void
banks_parse__says_which_row_is_bad(void **state)
{
	static const char *const rows[] = { "02,BRI,yes,15", "0002,BRI,yes,15",
		"00x,BRI,yes,15", "002,,yes,15", "002,BRI,ya,15", "002,BRI,yes,5",
		"002,BRI,yes,21", "002,BRI,yes,10 11 12 13", "002,BRI,yes,10  11",
		"002,BRI,yes,10;11", "002,BRI,yes", "002,BRI,yes,15,x", "001,Twice,no,",
		"002,Forty letters are more than a name may have,no," };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct banks bad = { .n = 99 };
		struct buf buf;
		int line = 0;

		buf_init(&buf, 1000);
		assert_int_equal(
			buf_printf(&buf, "code,name,short,lengths\n001,One,no,\n%s\n", rows[i]),
			ST_OK);
		if (banks_parse(buf.data, &bad, &line) != ST_INVALID || line != 3)
			fail_msg("%s", rows[i]);
		assert_int_equal(bad.n, 99);
		buf_free(&buf);
	}
}

static void
banks_parse__has_a_ceiling(void **state)
{
	struct banks many;
	struct buf buf;
	int line = 0;

	(void)state;
	buf_init(&buf, 1 << 16);
	assert_int_equal(buf_add_str(&buf, "code,name,short,lengths\n"), ST_OK);
	for (int i = 0; i <= BANKS_MAX; i++)
		assert_int_equal(buf_printf(&buf, "%03d,Bank,no,\n", i), ST_OK);
	assert_int_equal(banks_parse(buf.data, &many, &line), ST_TOO_LONG);
	assert_int_equal(line, BANKS_MAX + 2);
	buf_free(&buf);
}

static void
account_check__warns_of_a_length_the_bank_does_not_use(void **state)
{
	static const struct {
		const char *number, *bank;
		enum flaw flaw;
	} cases[] = {
		{"123456789012345",        "002", FLAW_NONE          },
		{ "12345678901234",        "002", FLAW_ACCOUNT_LENGTH},
		{ "1234567890123",         "022", FLAW_NONE          },
		{ "12345678901",           "022", FLAW_ACCOUNT_LENGTH},
		{ "12345678901",           "122", FLAW_NONE          },
		{ "12345678901",           "",    FLAW_NONE          },
		{ "123456",                "",    FLAW_NONE          },
		{ "12345",                 "",    FLAW_ACCOUNT_SHORT },
		{ "12345",                 "002", FLAW_ACCOUNT_SHORT },
		{ "12345678901234567890",  "",    FLAW_NONE          },
		{ "123456789012345678901", "",    FLAW_ACCOUNT_LONG  },
		{ "",		      "002", FLAW_EMPTY         },
		{ "1234-5678-90",          "",    FLAW_NOT_DIGITS    },
		{ "\x1b[200~1234567890",   "",    FLAW_NOT_DIGITS    },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		assert_int_equal(
			account_check(cases[i].number, banks_find(&banks, cases[i].bank)),
			cases[i].flaw);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(banks__begin_with_the_short_list),
		cmocka_unit_test(banks_parse__says_which_row_is_bad),
		cmocka_unit_test(banks_parse__has_a_ceiling),
		cmocka_unit_test(account_check__warns_of_a_length_the_bank_does_not_use),
	};

	return cmocka_run_group_tests(tests, read_shipped, NULL);
}
