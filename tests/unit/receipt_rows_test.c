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
	int columns;
	enum receipt_style style;
	const char *text, *rows; /* each row ended by '|' */
	const char *label;
};

static const struct breaking cases[] = {
	{ 24, RECEIPT_TEXT_LINE, "", "|" },
	{ 24, RECEIPT_TEXT_LINE, "satu dua", "satu dua|" },
	{ 24, RECEIPT_TEXT_LINE, "123456789012345678901234", "123456789012345678901234|" },
	{ 24, RECEIPT_TEXT_LINE, "123456789012345678901234 ", "123456789012345678901234|" },
	{ 24, RECEIPT_TEXT_LINE, "1234567890123456789012345", "123456789012345678901234|5|" },
	{ 24, RECEIPT_TEXT_LINE, "12345678901 345678901234 6", "12345678901 345678901234|6|" },
	{ 24, RECEIPT_TEXT_LINE, "12345678901 3456789012345 6",
		"12345678901|3456789012345 6|" },
	{ 24, RECEIPT_TEXT_LINE, "a  b   c", "a  b   c|" },
	{ 24, RECEIPT_BOLD, "éééééééééééé éééééééééééé", "éééééééééééé|éééééééééééé|" },
	{ 32, RECEIPT_STATE, "TERSIMPAN DI KIOS, BELUM TERKIRIM",
		"TERSIMPAN DI KIOS,|BELUM TERKIRIM|" },
	{ 42, RECEIPT_STATE, "TERSIMPAN DI KIOS, BELUM TERKIRIM",
		"TERSIMPAN DI KIOS, BELUM TERKIRIM|" },
	{ 32, RECEIPT_BIG, "ABCD-EFGH-J", "ABCD-EFGH-J|" },
	{ 24, RECEIPT_BIG, "ABCD EFGH IJKL", "ABCD EFGH|IJKL|" },
	{ 24, RECEIPT_CENTRE, "aa bb cc dd ee ff gg hh ii", "aa bb cc dd ee|ff gg hh ii|" },
	{ 32, RECEIPT_PAIR, "…0001", "NIK          …0001|", "NIK" },
	{ 32, RECEIPT_PAIR, "SITI AMINAH BINTI HASAN BASRI",
		"Nama         SITI AMINAH BINTI|             HASAN BASRI|", "Nama" },
	{ 32, RECEIPT_PAIR, "nilai", "Sebuah label panjang|             nilai|",
		"Sebuah label panjang" },
	{ 32, RECEIPT_PAIR, "", "Kosong       |", "Kosong" },
	{ 32, RECEIPT_ITEM, "Surat PHK dan pernyataan tidak menolak",
		"- Surat PHK dan pernyataan tidak|  menolak|" },
	{ 24, RECEIPT_RULE, "", "------------------------|" },
	{ 24, RECEIPT_QR, "ABCDEFGHJ", "ABCDEFGHJ|" },
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
		one_line(&receipt, cases[i].style, cases[i].label ? cases[i].label : "",
			cases[i].text);
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
