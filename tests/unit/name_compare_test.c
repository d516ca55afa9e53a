/* SPDX-License-Identifier: Apache-2.0 */
/* Names as banks and registers write them: one person, maybe one person, two persons; the same both ways round. */
#include "base/array.h"
#include "rules/account.h"
#include "rules/identity.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

/* clang-format off */
static const struct {
	const char *a, *b;
	enum name_match match;
} cases[] = {
	{ "SITI AMINAH",              "SITI AMINAH",            NAME_SAME },
	{ "Siti  Aminah ",            "SITI AMINAH",            NAME_SAME },
	{ "H. AHMAD YANI",            "AHMAD YANI",             NAME_SAME },
	{ "H.AHMAD YANI",             "Ahmad Yani",             NAME_SAME },
	{ "HJ. SITI AMINAH, S.Pd.",   "SITI AMINAH",            NAME_SAME },
	{ "Drs. H. Ahmad Yani, M.Pd", "AHMAD YANI",             NAME_SAME },
	{ "AHMAD YANI S.PD.I",        "AHMAD YANI",             NAME_SAME },
	{ "MA'RUF AMIN",              "MARUF AMIN",             NAME_SAME },
	{ "NUR-HAYATI",               "NUR HAYATI",             NAME_SAME },
	{ "H",                        "H.",                     NAME_SAME },
	{ "M. YUSUF",                 "MUHAMMAD YUSUF",         NAME_SIMILAR },
	{ "MOH. YUSUF",               "MUHAMMAD YUSUF",         NAME_SIMILAR },
	{ "MOCHAMAD YUSUF",           "M YUSUF",                NAME_SIMILAR },
	{ "M.YUSUF",                  "MUHD YUSUF",             NAME_SIMILAR },
	{ "M. YUSUF",                 "MARYAM YUSUF",           NAME_SIMILAR },
	{ "A. YANI",                  "AHMAD YANI",             NAME_SIMILAR },
	{ "ABD. RAHMAN",              "ABDUL RAHMAN",           NAME_SIMILAR },
	{ "ABDURRAHMAN",              "ABDUR RAHMAN",           NAME_SIMILAR },
	{ "ST. AMINAH",               "SITI AMINAH",            NAME_SIMILAR },
	{ "SITI AMINAH",              "SITI AMINAH BINTI HASAN", NAME_SIMILAR },
	{ "SITI AMINAH",              "SITI AMINAH LESTARI",    NAME_SIMILAR },
	{ "SITI AMINHA",              "SITI AMINAH",            NAME_SIMILAR },
	{ "SITI AMINA",               "SITI AMINAH",            NAME_SIMILAR },
	{ "SITI NURR",                "SITI NUR",               NAME_SIMILAR },
	{ "SITI AMINEH",              "SITI AMINAH",            NAME_SIMILAR },
	{ "M. YUSUP",                 "MUHAMMAD YUSUF",         NAME_SIMILAR },
	{ "MUHAMMAD YUSUF RAMADH",    "MUHAMMAD YUSUF RAMADHAN", NAME_SIMILAR },
	{ "NURHAYATI",                "NUR HAYATI",             NAME_SIMILAR },
	{ "SITI AMINAH",              "BUDI SANTOSO",           NAME_DIFFERENT },
	{ "SITI AMINAH",              "SITI RAHMAH",            NAME_DIFFERENT },
	{ "SITI AMINAH",              "AMINAH",                 NAME_DIFFERENT },
	{ "SITI AMINHAA",             "SITI AMINAH",            NAME_DIFFERENT },
	{ "AHMAD",                    "AHMAD A B C",            NAME_DIFFERENT },
	{ "A",                        "AHMAD YANI",             NAME_DIFFERENT },
	{ "ALI",                      "ADI",                    NAME_DIFFERENT },
	{ "",                         "SITI AMINAH",            NAME_DIFFERENT },
	{ "",                         "",                       NAME_DIFFERENT },
	{ " . ",                      ".",                      NAME_DIFFERENT },
	{ "SITI\x1b[2J AMINAH",       "SITI AMINAH",            NAME_DIFFERENT },
};
/* clang-format on */

static void
name_compare__decides_the_table_both_ways(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		enum name_match there = name_compare(cases[i].a, cases[i].b);
		enum name_match back = name_compare(cases[i].b, cases[i].a);

		if (there != cases[i].match || back != cases[i].match)
			fail_msg("%s / %s: %d, %d", cases[i].a, cases[i].b, there, back);
	}
}

static void
name_compare__has_room_for_the_most_words(void **state)
{
	char dots[NAME_ROOM], longer[NAME_ROOM + 1];

	(void)state;
	for (size_t i = 0; i + 1 < NAME_ROOM; i++)
		dots[i] = i % 2 == 0 ? 'M' : '.';
	dots[NAME_ROOM - 1] = '\0';
	assert_int_equal(name_compare(dots, dots), NAME_SAME);
	assert_int_equal(name_compare(dots, "MUHAMMAD"), NAME_DIFFERENT);
	memset(longer, 'A', NAME_ROOM);
	longer[NAME_ROOM] = '\0';
	assert_int_equal(name_compare(longer, longer), NAME_DIFFERENT);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(name_compare__decides_the_table_both_ways),
		cmocka_unit_test(name_compare__has_room_for_the_most_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
