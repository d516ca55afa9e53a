/* SPDX-License-Identifier: Apache-2.0 */
/* Lines broken into rows: whole words, nothing too long, nothing lost. */
#include "base/array.h"
#include "base/buf.h"
#include "base/str.h"
#include "base/utf8.h"
#include "rules/receipt_rows.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

struct breaking {
	enum receipt_style style;
	const char *label, *text;
	int columns;
	const char *rows; /* each ended by '|' */
};

static const struct breaking cases[] = {
	{RECEIPT_TEXT_LINE,  "",                     "",						  24, "|"						 },
	{ RECEIPT_TEXT_LINE, "",                     "satu dua",                                          24, "satu dua|"                                         },
	{ RECEIPT_TEXT_LINE, "",                     "123456789012345678901234",                          24, "123456789012345678901234|"                         },
	{ RECEIPT_TEXT_LINE, "",                     "123456789012345678901234 ",                         24, "123456789012345678901234|"                         },
	{ RECEIPT_TEXT_LINE, "",                     "1234567890123456789012345",                         24,
         "123456789012345678901234|5|"															    },
	{ RECEIPT_TEXT_LINE, "",                     "12345678901 345678901234 6",                        24,
         "12345678901 345678901234|6|"															    },
	{ RECEIPT_TEXT_LINE, "",                     "12345678901 3456789012345 6",                       24,
         "12345678901|3456789012345 6|"															   },
	{ RECEIPT_TEXT_LINE, "",                     "a  b   c",                                          24, "a  b   c|"                                         },
	{ RECEIPT_BOLD,      "",                     "éééééééééééé éééééééééééé", 24, "éééééééééééé|éééééééééééé|"},
	{ RECEIPT_STATE,     "",                     "TERSIMPAN DI KIOS, BELUM TERKIRIM",                 32,
         "TERSIMPAN DI KIOS,|BELUM TERKIRIM|"														     },
	{ RECEIPT_STATE,     "",                     "TERSIMPAN DI KIOS, BELUM TERKIRIM",                 42,
         "TERSIMPAN DI KIOS, BELUM TERKIRIM|"														     },
	{ RECEIPT_BIG,       "",                     "ABCD-EFGH-J",                                       32, "ABCD-EFGH-J|"                                      },
	{ RECEIPT_BIG,       "",                     "ABCD EFGH IJKL",                                    24, "ABCD EFGH|IJKL|"                                   },
	{ RECEIPT_CENTRE,    "",                     "aa bb cc dd ee ff gg hh ii",                        24, "aa bb cc dd ee|ff gg hh ii|"                       },
	{ RECEIPT_PAIR,      "NIK",                  "…0001",					   32, "NIK          …0001|"                             },
	{ RECEIPT_PAIR,      "Nama",                 "SITI AMINAH BINTI HASAN BASRI",                     32,
         "Nama         SITI AMINAH BINTI|             HASAN BASRI|"											       },
	{ RECEIPT_PAIR,      "Sebuah label panjang", "nilai",                                             32,
         "Sebuah label panjang|             nilai|"													       },
	{ RECEIPT_PAIR,      "Kosong",               "",						  32, "Kosong       |"                                    },
	{ RECEIPT_ITEM,      "",                     "Surat PHK dan pernyataan tidak menolak",            32,
         "- Surat PHK dan pernyataan tidak|  menolak|"													    },
	{ RECEIPT_RULE,      "",                     "",						  24, "------------------------|"                         },
	{ RECEIPT_QR,        "",                     "ABCDEFGHJ",					 24, "ABCDEFGHJ|"                                        },
};

static enum status
collect(void *ctx, enum receipt_style style, const char *text)
{
	struct buf *rows = ctx;

	(void)style;
	return buf_printf(rows, "%s|", text);
}

static void
one_line(struct receipt *receipt, enum receipt_style style, const char *label, const char *text)
{
	receipt->n = 1;
	receipt->line[0].style = style;
	assert_int_equal(str_copy(receipt->line[0].label, 48, label), ST_OK);
	assert_int_equal(str_copy(receipt->line[0].text, RECEIPT_TEXT, text), ST_OK);
}

static void
receipt_rows__keeps_words_whole(void **state)
{
	static struct receipt receipt;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct buf rows;

		buf_init(&rows, 4096);
		one_line(&receipt, cases[i].style, cases[i].label, cases[i].text);
		assert_int_equal(
			receipt_rows(&receipt, cases[i].columns, collect, &rows), ST_OK);
		assert_string_equal(rows.data, cases[i].rows);
		buf_free(&rows);
	}
}

struct width_watch {
	int columns, rows;
	size_t letters;
};

static enum status
watch_width(void *ctx, enum receipt_style style, const char *text)
{
	struct width_watch *watch = ctx;
	int used = 0;
	uint32_t ch;

	for (size_t step; (step = utf8_next(text, &ch)) > 0; text += step, used++)
		watch->letters += ch != ' ' && ch != '-';
	assert_true(used <= (style == RECEIPT_BIG ? watch->columns / 2 : watch->columns));
	watch->rows++;
	return ST_OK;
}

/* Words of 1–23 letters in every style at every width: no row too long, no letter lost. */
static void
receipt_rows__never_exceeds_the_paper_nor_loses_a_letter(void **state)
{
	static const enum receipt_style styles[] = { RECEIPT_TEXT_LINE, RECEIPT_CENTRE,
		RECEIPT_BOLD, RECEIPT_STATE, RECEIPT_BIG, RECEIPT_PAIR, RECEIPT_ITEM };
	static struct receipt receipt;

	(void)state;
	for (int columns = RECEIPT_COLUMNS_MIN; columns <= RECEIPT_COLUMNS_MAX; columns++)
		for (size_t s = 0; s < ARRAY_LEN(styles); s++)
			for (unsigned seed = 1; seed < 24; seed++) {
				struct width_watch watch = { columns, 0, 0 };
				char text[RECEIPT_TEXT] = "";
				size_t letters = 0;

				for (size_t i = 0; i + 1 < sizeof(text); i++) {
					text[i] =
						(i * 7 + i * i) % seed == seed - 1 ? ' ' : 'x';
					letters += text[i] == 'x';
				}
				one_line(&receipt, styles[s], "", text);
				assert_int_equal(
					receipt_rows(&receipt, columns, watch_width, &watch),
					ST_OK);
				assert_int_equal(watch.letters, letters);
			}
}

static enum status
fail_on_third(void *ctx, enum receipt_style style, const char *text)
{
	int *calls = ctx;

	(void)style;
	(void)text;
	return ++*calls == 3 ? ST_TOO_LONG : ST_OK;
}

static void
receipt_rows__stops_at_the_first_failure(void **state)
{
	static struct receipt receipt;
	int calls = 0;

	(void)state;
	one_line(&receipt, RECEIPT_BIG, "", "AAAAAAAAAAA BBBBBBBBBBB CCCCCCCCCCC DDDDDDDDDDD");
	assert_int_equal(receipt_rows(&receipt, 24, fail_on_third, &calls), ST_TOO_LONG);
	assert_int_equal(calls, 3);
}

static void
receipt_rows__refuses_impossible_paper(void **state)
{
	static struct receipt receipt;
	struct width_watch watch = { 0, 0, 0 };

	(void)state;
	one_line(&receipt, RECEIPT_RULE, "", "");
	assert_int_equal(receipt_rows(&receipt, 23, watch_width, &watch), ST_INVALID);
	assert_int_equal(receipt_rows(&receipt, 65, watch_width, &watch), ST_INVALID);
	assert_int_equal(receipt_rows(&receipt, -1, watch_width, &watch), ST_INVALID);
	assert_int_equal(watch.rows, 0);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(receipt_rows__keeps_words_whole),
		cmocka_unit_test(receipt_rows__never_exceeds_the_paper_nor_loses_a_letter),
		cmocka_unit_test(receipt_rows__stops_at_the_first_failure),
		cmocka_unit_test(receipt_rows__refuses_impossible_paper),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
