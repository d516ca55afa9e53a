/* SPDX-License-Identifier: Apache-2.0 */
/* Rows of a receipt as printer bytes. */
#include "rules/escpos.h"

#include "base/array.h"
#include "base/str.h"
#include "rules/receipt_rows.h"

#include <qrencode.h>
#include <string.h>

enum {
	QR_MODULE_DOTS = 8,
	QR_SMALL_DOTS = 4, /* a long content has many modules, and the paper stays as wide */
	QR_SMALL_FROM = 65,
	QR_QUIET = 4, /* modules around the code, ISO/IEC 18004 */
	QR_CONTENT_MAX = 176,
};

#define INIT      "\x1b@"
#define CODE_PAGE "\x1bt\x10"
#define LEFT      "\x1b\x61\x00"
#define CENTRE    "\x1b\x61\x01"
#define PLAIN     "\x1b\x45\x00"
#define BOLD      "\x1b\x45\x01"
#define SIZE_1X1  "\x1d\x21\x00"
#define SIZE_1X2  "\x1d\x21\x01"
#define SIZE_2X2  "\x1d\x21\x11"
#define FEED_CUT  "\x1b\x64\x03\x1d\x56\x42\x00"

_Static_assert(sizeof(INIT CODE_PAGE) - 1 == ESCPOS_HEAD, "the head of a job");

struct bytes {
	const char *data;
	size_t n;
};
#define BYTES(text)                                                                            \
	{                                                                                      \
		(text), sizeof(text) - 1                                                       \
	}

/* What goes before a row of each style; after it everything is set back. */
static const struct bytes dress[] = {
	[RECEIPT_CENTRE] = BYTES(CENTRE),
	[RECEIPT_BOLD] = BYTES(BOLD),
	[RECEIPT_STATE] = BYTES(CENTRE BOLD SIZE_1X2),
	[RECEIPT_BIG] = BYTES(CENTRE BOLD SIZE_2X2),
};
static const struct bytes undress = BYTES(SIZE_1X1 PLAIN LEFT);

struct job {
	struct buf *bytes;
	enum escpos_qr qr;
	enum code_page page;
};

static enum status
add(struct buf *bytes, struct bytes what)
{
	return what.n == 0 ? ST_OK : buf_add(bytes, what.data, what.n);
}

/** GS ( k: pL pH count what follows them. */
static enum status
add_qr_function(struct buf *bytes, char function, const void *parameters, size_t n)
{
	const size_t length = n + 2;
	const unsigned char head[] = { 0x1d, '(', 'k', (unsigned char)(length & 0xFF),
		(unsigned char)(length >> 8), '1', (unsigned char)function };
	enum status st = buf_add(bytes, head, sizeof(head));

	return st != ST_OK ? st : buf_add(bytes, parameters, n);
}

static int
dots_of(const char *content)
{
	return strlen(content) < QR_SMALL_FROM ? QR_MODULE_DOTS : QR_SMALL_DOTS;
}

static enum status
add_printer_qr(struct buf *bytes, const char *content)
{
	static const char model[] = { '2', 0 }, high[] = { '3' }, store[] = { '0' };
	const char dots[] = { (char)dots_of(content) };
	char data[1 + QR_CONTENT_MAX];
	size_t n = strlen(content);
	enum status st;

	data[0] = store[0];
	memcpy(data + 1, content, n);
	st = buf_add(bytes, "\n", 1); /* the printer leaves no quiet zone of its own */
	if (st == ST_OK)
		st = add_qr_function(bytes, 'A', model, sizeof(model));
	if (st == ST_OK)
		st = add_qr_function(bytes, 'C', dots, sizeof(dots));
	if (st == ST_OK)
		st = add_qr_function(bytes, 'E', high, sizeof(high));
	if (st == ST_OK)
		st = add_qr_function(bytes, 'P', data, n + 1);
	if (st == ST_OK)
		st = add_qr_function(bytes, 'Q', store, sizeof(store));
	return st != ST_OK ? st : buf_add(bytes, "\n", 1);
}

static bool
is_dark(const QRcode *code, int column, int row)
{
	return column >= 0 && row >= 0 && column < code->width && row < code->width &&
	       (code->data[row * code->width + column] & 1);
}

/** GS v 0: rows of dots, eight a byte, the leftmost in the highest bit. */
static enum status
add_raster(struct buf *bytes, const QRcode *code, int dots)
{
	const int side = (code->width + 2 * QR_QUIET) * dots, wide = (side + 7) / 8;
	const unsigned char head[] = { 0x1d, 'v', '0', 0, (unsigned char)(wide & 0xFF),
		(unsigned char)(wide >> 8), (unsigned char)(side & 0xFF),
		(unsigned char)(side >> 8) };
	enum status st = buf_add(bytes, head, sizeof(head));

	for (int y = 0; y < side; y++)
		for (int x8 = 0; st == ST_OK && x8 < wide; x8++) {
			unsigned char byte = 0;

			for (int x = x8 * 8; x < x8 * 8 + 8; x++)
				byte = (unsigned char)(byte << 1 |
						       is_dark(code,
							       x / dots - QR_QUIET,
							       y / dots - QR_QUIET));
			st = buf_add(bytes, &byte, 1);
		}
	return st;
}

static enum status
add_raster_qr(struct buf *bytes, const char *content)
{
	QRcode *code = QRcode_encodeString(content, 0, QR_ECLEVEL_H, QR_MODE_8, 1);
	enum status st = code == NULL ? ST_NO_MEMORY : add_raster(bytes, code, dots_of(content));

	QRcode_free(code);
	return st;
}

static enum status
add_qr(const struct job *job, const char *content)
{
	enum status st;

	if (job->qr == ESCPOS_QR_NONE)
		return ST_OK;
	if (content[0] == '\0' || strlen(content) > QR_CONTENT_MAX)
		return ST_TOO_LONG;
	st = add(job->bytes, (struct bytes)BYTES(CENTRE));
	if (st == ST_OK)
		st = job->qr == ESCPOS_QR_PRINTER ? add_printer_qr(job->bytes, content)
						  : add_raster_qr(job->bytes, content);
	return st != ST_OK ? st : add(job->bytes, (struct bytes)BYTES(LEFT));
}

static enum status
add_row(const struct job *job, enum receipt_style style, const char *text)
{
	struct buf *bytes = job->bytes;
	struct bytes before = { NULL, 0 };
	enum status st;

	if ((size_t)style < ARRAY_LEN(dress))
		before = dress[style];
	st = add(bytes, before);
	if (st == ST_OK)
		st = code_page_add(job->page, text, bytes);
	if (st == ST_OK)
		st = buf_add(bytes, "\n", 1);
	return st != ST_OK || before.n == 0 ? st : add(bytes, undress);
}

static enum status
write_row(void *ctx, enum receipt_style style, const char *text)
{
	const struct job *job = ctx;

	switch (style) {
	case RECEIPT_QR:
		return add_qr(job, text);
	case RECEIPT_CUT:
		return add(job->bytes, (struct bytes)BYTES(FEED_CUT));
	case RECEIPT_TEXT_LINE:
	case RECEIPT_CENTRE:
	case RECEIPT_BOLD:
	case RECEIPT_STATE:
	case RECEIPT_BIG:
	case RECEIPT_PAIR:
	case RECEIPT_ITEM:
	case RECEIPT_RULE:
	case RECEIPT_BLANK:
		return add_row(job, style, text);
	}
	return ST_INVALID;
}

enum status
escpos_write(
	const struct receipt *receipt, const struct escpos_paper *paper, struct buf *ret_bytes)
{
	struct job job = { ret_bytes, paper->qr, paper->page };
	const size_t start = ret_bytes->len;
	enum status st = add(ret_bytes, (struct bytes)BYTES(INIT CODE_PAGE));

	if (st == ST_OK)
		st = receipt_rows(receipt, paper->columns, write_row, &job);
	if (st != ST_OK && ret_bytes->len > start) {
		wipe(ret_bytes->data + start, ret_bytes->len - start);
		ret_bytes->len = start;
	}
	return st;
}
