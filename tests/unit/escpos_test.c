/* SPDX-License-Identifier: Apache-2.0 */
/* Printer bytes, read back by a small interpreter that refuses every command it does not
 * know. */
#include "base/array.h"
#include "base/buf.h"
#include "base/str.h"
#include "base/utf8.h"
#include "rules/escpos.h"
#include "rules/receipt_rows.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <zbar.h>

enum { ROWS_MAX = 128, QR_MAX = 80, JOB_MAX = ESCPOS_JOB_MAX };

struct look {
	int align, bold, wide, high;
};

struct row {
	struct look look;
	char text[RECEIPT_COLUMNS_MAX * 4]; /* code page 1252 as it came */
};

/* What a printer would have put on paper. */
struct printout {
	struct row row[ROWS_MAX];
	int rows, cuts, feeds, page, qr_dots, qr_level;
	char qr[QR_MAX];        /* drawn by the printer */
	unsigned char *picture; /* drawn by us: one byte a dot, 0 dark; owned */
	int picture_wide, picture_high;
};

struct reader {
	const unsigned char *at, *end;
	struct look look;
	char stored[QR_MAX];
};

static unsigned char
next(struct reader *reader)
{
	assert_true(reader->at < reader->end);
	return *reader->at++;
}

static void
read_escape(struct reader *reader, struct printout *paper)
{
	unsigned char command = next(reader);

	switch (command) {
	case '@':
		reader->look = (struct look){ 0, 0, 1, 1 };
		break;
	case 't':
		paper->page = next(reader);
		break;
	case 'a':
		reader->look.align = next(reader);
		break;
	case 'E':
		reader->look.bold = next(reader);
		break;
	case 'd':
		paper->feeds += next(reader);
		break;
	default:
		fail_msg("unknown ESC %02x", command);
	}
}

static void
read_qr(struct reader *reader, struct printout *paper)
{
	size_t n = next(reader);
	const unsigned char *p;

	n |= (size_t)next(reader) << 8;
	assert_true(n >= 3 && n - 3 < QR_MAX && n <= (size_t)(reader->end - reader->at));
	p = reader->at;
	reader->at += n;
	assert_int_equal(p[0], '1');
	switch (p[1]) {
	case 'A':
		assert_int_equal(p[2], '2');
		break;
	case 'C':
		paper->qr_dots = p[2];
		break;
	case 'E':
		paper->qr_level = p[2];
		break;
	case 'P':
		assert_int_equal(p[2], '0');
		memcpy(reader->stored, p + 3, n - 3);
		reader->stored[n - 3] = '\0';
		break;
	case 'Q':
		assert_int_equal(reader->look.align, 1);
		memcpy(paper->qr, reader->stored, QR_MAX);
		break;
	default:
		fail_msg("unknown QR function %02x", p[1]);
	}
}

static void
read_raster(struct reader *reader, struct printout *paper)
{
	int wide, high;

	assert_int_equal(next(reader), '0');
	assert_int_equal(next(reader), 0);
	wide = next(reader);
	wide |= next(reader) << 8;
	high = next(reader);
	high |= next(reader) << 8;
	assert_null(paper->picture);
	paper->picture = malloc((size_t)(wide * 8 * high));
	assert_non_null(paper->picture);
	paper->picture_wide = wide * 8;
	paper->picture_high = high;
	for (int i = 0; i < wide * high; i++) {
		unsigned char byte = next(reader);

		for (int bit = 0; bit < 8; bit++)
			paper->picture[i * 8 + bit] = byte >> (7 - bit) & 1 ? 0 : 255;
	}
}

static void
read_group(struct reader *reader, struct printout *paper)
{
	unsigned char command = next(reader), n;

	switch (command) {
	case '!':
		n = next(reader);
		reader->look.wide = (n >> 4) + 1;
		reader->look.high = (n & 7) + 1;
		break;
	case 'V':
		assert_int_equal(next(reader), 66);
		(void)next(reader);
		paper->cuts++;
		break;
	case '(':
		assert_int_equal(next(reader), 'k');
		read_qr(reader, paper);
		break;
	case 'v':
		read_raster(reader, paper);
		break;
	default:
		fail_msg("unknown GS %02x", command);
	}
}

static void
read_text(struct reader *reader, struct printout *paper, unsigned char c)
{
	struct row *row = &paper->row[paper->rows];
	size_t n = strlen(row->text);

	assert_true(c >= 0x20 && c != 0x7F);
	assert_in_range(paper->rows, 0, ROWS_MAX - 2);
	assert_true(n + 1 < sizeof(row->text));
	row->text[n] = (char)c;
	row->look = reader->look;
}

static struct printout *
print_bytes(const struct buf *job)
{
	struct printout *paper = calloc(1, sizeof(*paper));
	struct reader reader = {
		(const unsigned char *)job->data, (const unsigned char *)job->data + job->len,
		{0, 0, 1, 1},
                         ""
	};

	assert_non_null(paper);
	while (reader.at < reader.end) {
		unsigned char c = next(&reader);

		assert_int_equal(paper->cuts, 0); /* nothing follows the cut */
		if (c == 0x1b)
			read_escape(&reader, paper);
		else if (c == 0x1d)
			read_group(&reader, paper);
		else if (c == '\n')
			paper->rows++;
		else
			read_text(&reader, paper, c);
	}
	return paper;
}

static void
printout_free(struct printout *paper)
{
	free(paper->picture);
	free(paper);
}

static void
add_line(struct receipt *receipt, enum receipt_style style, const char *label, const char *text)
{
	struct receipt_line *line = &receipt->line[receipt->n++];

	line->style = style;
	assert_int_equal(str_copy(line->label, sizeof(line->label), label), ST_OK);
	assert_int_equal(str_copy(line->text, sizeof(line->text), text), ST_OK);
}

static struct receipt *
sample(const char *name)
{
	static struct receipt receipt;

	receipt.n = 0;
	add_line(&receipt, RECEIPT_CENTRE, "", "BPJS Ketenagakerjaan");
	add_line(&receipt, RECEIPT_STATE, "", "TERSIMPAN DI KIOS, BELUM TERKIRIM");
	add_line(&receipt, RECEIPT_RULE, "", "");
	add_line(&receipt, RECEIPT_PAIR, "Nama", name);
	add_line(&receipt, RECEIPT_BOLD, "", name);
	add_line(&receipt, RECEIPT_ITEM, "", name);
	add_line(&receipt, RECEIPT_BIG, "", "ABCD-EFGH-J");
	add_line(&receipt, RECEIPT_QR, "", "ABCDEFGHJ");
	add_line(&receipt, RECEIPT_BLANK, "", "");
	add_line(&receipt, RECEIPT_TEXT_LINE, "", "Simpan kertas ini.");
	add_line(&receipt, RECEIPT_CUT, "", "");
	return &receipt;
}

static struct printout *
printed(const struct receipt *receipt, int columns, enum escpos_qr qr)
{
	const struct escpos_paper kind = { columns, qr };
	struct printout *paper;
	struct buf job;

	buf_init(&job, JOB_MAX);
	assert_int_equal(escpos_write(receipt, &kind, &job), ST_OK);
	paper = print_bytes(&job);
	buf_free(&job);
	return paper;
}

static const struct row *
row_with(const struct printout *paper, const char *text)
{
	for (int i = 0; i < paper->rows; i++)
		if (strcmp(paper->row[i].text, text) == 0)
			return &paper->row[i];
	fail_msg("no row \"%s\"", text);
	return NULL;
}

static void
assert_look(const struct row *row, int align, int bold, int wide, int high)
{
	assert_int_equal(row->look.align, align);
	assert_int_equal(row->look.bold, bold);
	assert_int_equal(row->look.wide, wide);
	assert_int_equal(row->look.high, high);
}

static void
escpos_write__dresses_each_style_and_undresses_it(void **state)
{
	struct printout *paper = printed(sample("SITI"), 42, ESCPOS_QR_PRINTER);

	(void)state;
	assert_int_equal(paper->page, 16);
	assert_int_equal(paper->cuts, 1);
	assert_int_equal(paper->feeds, 3);
	assert_look(row_with(paper, "BPJS Ketenagakerjaan"), 1, 0, 1, 1);
	assert_look(row_with(paper, "TERSIMPAN DI KIOS, BELUM TERKIRIM"), 1, 1, 1, 2);
	assert_look(row_with(paper, "Nama         SITI"), 0, 0, 1, 1);
	assert_look(row_with(paper, "SITI"), 0, 1, 1, 1);
	assert_look(row_with(paper, "- SITI"), 0, 0, 1, 1);
	assert_look(row_with(paper, "ABCD-EFGH-J"), 1, 1, 2, 2);
	assert_look(row_with(paper, "Simpan kertas ini."), 0, 0, 1, 1);
	printout_free(paper);
}

static void
escpos_write__lets_the_printer_draw_the_qr(void **state)
{
	struct printout *paper = printed(sample("SITI"), 32, ESCPOS_QR_PRINTER);

	(void)state;
	assert_string_equal(paper->qr, "ABCDEFGHJ");
	assert_int_equal(paper->qr_level, '3');
	assert_in_range(paper->qr_dots, 4, 16);
	assert_null(paper->picture);
	printout_free(paper);
}

static void
escpos_write__draws_a_qr_that_a_scanner_reads(void **state)
{
	struct printout *paper = printed(sample("SITI"), 32, ESCPOS_QR_RASTER);
	zbar_image_scanner_t *scanner = zbar_image_scanner_create();
	zbar_image_t *image = zbar_image_create();
	const zbar_symbol_t *symbol;

	(void)state;
	assert_string_equal(paper->qr, "");
	assert_non_null(paper->picture);
	assert_in_range(paper->picture_wide, 21 * 4, 384); /* dots of 58 mm paper */
	zbar_image_set_format(image, zbar_fourcc('Y', '8', '0', '0'));
	zbar_image_set_size(
		image, (unsigned)paper->picture_wide, (unsigned)paper->picture_high);
	zbar_image_set_data(image, paper->picture,
		(unsigned long)(paper->picture_wide * paper->picture_high), NULL);
	assert_int_equal(zbar_scan_image(scanner, image), 1);
	symbol = zbar_image_first_symbol(image);
	assert_int_equal(zbar_symbol_get_type(symbol), ZBAR_QRCODE);
	assert_string_equal(zbar_symbol_get_data(symbol), "ABCDEFGHJ");
	zbar_image_destroy(image);
	zbar_image_scanner_destroy(scanner);
	printout_free(paper);
}

static void
escpos_write__leaves_the_qr_out_where_it_cannot_be_printed(void **state)
{
	struct printout *paper = printed(sample("SITI"), 32, ESCPOS_QR_NONE);

	(void)state;
	assert_string_equal(paper->qr, "");
	assert_null(paper->picture);
	assert_look(row_with(paper, "ABCD-EFGH-J"), 1, 1, 2, 2);
	printout_free(paper);
}

static void
escpos_write__maps_text_to_code_page_1252(void **state)
{
	static const struct {
		const char *text, *bytes;
	} cases[] = {
		{"René Müller ñ",         "Ren\xe9 M\xfcller \xf1"                      },
		{ "…0001 – “a” €", "\x85"
				   "0001 \x96 \x93"
				   "a\x94 \x80"},
		{ "Ž š Ÿ ™",            "\x8e \x9a \x9f \x99"                         },
		{ "李 Ł e\xcc\x81",        "? L e"                                       },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct printout *paper = printed(sample(cases[i].text), 48, ESCPOS_QR_PRINTER);

		assert_look(row_with(paper, cases[i].bytes), 0, 1, 1, 1);
		printout_free(paper);
	}
}

/* What people could be called if they wanted the printer to do something else. */
static const char *const nasty[] = {
	"\x1b@\x1dV\x42\x01",
	"\x1d(k\x04\x01 x",
	"A\nB\rC\tD\x0c",
	"\x10\x04\x01\x10\x14",
	"\x7f\x80\xff\xc3",
	("\xc2\x9b"
	 "31m \xe2\x80\xae evil"),
	"WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW",
	"李李李李李李李李李李李李李李李李李李李李李李李李李李李李李李李李李李李李李李李李",
	"",
};

static void
escpos_write__lets_no_name_steer_the_printer(void **state)
{
	static const int columns[] = { 32, 42, 48 };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(nasty); i++)
		for (size_t c = 0; c < ARRAY_LEN(columns); c++) {
			struct printout *paper =
				printed(sample(nasty[i]), columns[c], ESCPOS_QR_PRINTER);

			assert_int_equal(paper->cuts, 1);
			assert_string_equal(paper->qr, "ABCDEFGHJ");
			for (int r = 0; r < paper->rows; r++)
				assert_in_range(strlen(paper->row[r].text) *
							(size_t)paper->row[r].look.wide,
					0, columns[c]);
			printout_free(paper);
		}
}

static void
escpos_write__writes_all_or_nothing(void **state)
{
	const struct escpos_paper kind = { 32, ESCPOS_QR_PRINTER };
	enum status st = ST_TOO_LONG;
	size_t ceiling;

	(void)state;
	for (ceiling = 2; st != ST_OK; ceiling++) {
		struct buf job;

		buf_init(&job, ceiling);
		assert_int_equal(buf_add(&job, "x", 1), ST_OK);
		st = escpos_write(sample("SITI"), &kind, &job);
		if (st != ST_OK) {
			assert_int_equal(st, ST_TOO_LONG);
			assert_int_equal(job.len, 1);
		}
		buf_free(&job);
	}
	assert_in_range(ceiling, 200, 2000);
}

static void
escpos_write__refuses_paper_and_codes_it_cannot_print(void **state)
{
	char long_code[178] = "";
	static struct receipt receipt;
	struct escpos_paper kind = { 20, ESCPOS_QR_PRINTER };
	struct buf job;

	(void)state;
	buf_init(&job, JOB_MAX);
	assert_int_equal(escpos_write(sample("SITI"), &kind, &job), ST_INVALID);
	assert_int_equal(job.len, 0);
	kind.columns = 32;
	receipt.n = 0;
	add_line(&receipt, RECEIPT_QR, "", "");
	assert_int_equal(escpos_write(&receipt, &kind, &job), ST_TOO_LONG);
	receipt.n = 0;
	memset(long_code, '1', sizeof(long_code) - 1);
	add_line(&receipt, RECEIPT_QR, "", long_code);
	assert_int_equal(escpos_write(&receipt, &kind, &job), ST_TOO_LONG);
	assert_int_equal(job.len, 0);
	buf_free(&job);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(escpos_write__dresses_each_style_and_undresses_it),
		cmocka_unit_test(escpos_write__lets_the_printer_draw_the_qr),
		cmocka_unit_test(escpos_write__draws_a_qr_that_a_scanner_reads),
		cmocka_unit_test(escpos_write__leaves_the_qr_out_where_it_cannot_be_printed),
		cmocka_unit_test(escpos_write__maps_text_to_code_page_1252),
		cmocka_unit_test(escpos_write__lets_no_name_steer_the_printer),
		cmocka_unit_test(escpos_write__writes_all_or_nothing),
		cmocka_unit_test(escpos_write__refuses_paper_and_codes_it_cannot_print),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
