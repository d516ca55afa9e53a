/* SPDX-License-Identifier: Apache-2.0 */
/* Papers as text. */
#include "tests/fake/paper.h"

#include "base/array.h"
#include "base/str.h"
#include "rules/escpos.h"
#include "rules/receipt_rows.h"
#include "tests/fake/virtual_paper.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>

enum { CEILING = 16384, PATH_ROOM = 256 };

static const int widths[] = { 32, 42, 48 };

static enum status
draw_row(void *ctx, enum receipt_style style, const char *text)
{
	static const char *const marks[] = { [RECEIPT_STATE] = "#",
		[RECEIPT_BIG] = "##",
		[RECEIPT_BOLD] = "*",
		[RECEIPT_QR] = "[QR] ",
		[RECEIPT_CUT] = "[cut]" };
	const char *mark = (size_t)style < ARRAY_LEN(marks) ? marks[style] : NULL;

	return buf_printf(ctx, "%s%s\n", mark == NULL ? "" : mark, text);
}

void
fake_paper_draw(const struct receipt *receipt, int columns, struct buf *ret_text)
{
	buf_init(ret_text, CEILING);
	assert_int_equal(receipt_rows(receipt, columns, draw_row, ret_text), ST_OK);
}

static void
read_file(const char *path, struct buf *ret_text)
{
	FILE *file = fopen(path, "re");
	char part[512];

	buf_init(ret_text, CEILING);
	if (file == NULL)
		fail_msg("cannot open %s", path);
	for (size_t n; (n = fread(part, 1, sizeof(part), file)) > 0;)
		assert_int_equal(buf_add(ret_text, part, n), ST_OK);
	assert_int_equal(fclose(file), 0);
}

static void
write_file(const char *path, const struct buf *text)
{
	FILE *file = fopen(path, "we");

	assert_non_null(file);
	assert_int_equal(fwrite(text->data, 1, text->len, file), text->len);
	assert_int_equal(fclose(file), 0);
}

static void
looks_as(const char *path, const struct buf *is)
{
	struct buf should;

	if (getenv("UPDATE_PAPERS"))
		write_file(path, is);
	read_file(path, &should);
	assert_string_equal(is->data, should.data);
	buf_free(&should);
}

/* The bytes for the printer, read back by one; to be looked at, too. */
static void
prints(const struct receipt *receipt, const char *name, int columns)
{
	const struct escpos_paper paper = { .columns = columns, .qr = ESCPOS_QR_PRINTER };
	const char *folder = getenv("WRITE_PAPERS");
	struct buf job, text;
	char path[PATH_ROOM];

	buf_init(&job, ESCPOS_JOB_MAX);
	buf_init(&text, CEILING);
	assert_int_equal(escpos_write(receipt, &paper, &job), ST_OK);
	assert_int_equal(virtual_paper_text(job.data, job.len, &text), ST_OK);
	assert_true(text.len > 0);
	if (folder) {
		assert_int_equal(str_format(path, sizeof(path), "%s/%s-%d.prn", folder, name,
					 columns),
			ST_OK);
		write_file(path, &job);
	}
	buf_free(&text);
	buf_free(&job);
}

void
fake_paper_is(const struct receipt *receipt, const char *name)
{
	for (size_t i = 0; i < ARRAY_LEN(widths); i++) {
		char path[96];
		struct buf is;

		assert_int_equal(str_format(path, sizeof(path), "tests/data/receipt/%s-%d.txt",
					 name, widths[i]),
			ST_OK);
		fake_paper_draw(receipt, widths[i], &is);
		looks_as(path, &is);
		buf_free(&is);
		prints(receipt, name, widths[i]);
	}
}
