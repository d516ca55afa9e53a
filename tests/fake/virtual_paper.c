/* SPDX-License-Identifier: Apache-2.0 */
/* A reader of the commands that common 58 and 80 mm printers share. */
#include "tests/fake/virtual_paper.h"

#include "base/array.h"
#include "base/utf8.h"

#include <string.h>

enum { ROW_MAX = 4096, QR_HEAD = 3, GROUP_HEAD = 5, RASTER_HEAD = 8 };

struct reader {
	const unsigned char *at, *end;
	struct buf row; /* until its line feed */
	char qr[256];
	struct buf *text; /* borrowed */
};

/* Commands of a fixed length, parameters included. */
static const struct {
	const char *head;
	size_t n;
} fixed[] = {
	{ "\x1b@", 2 },  { "\x1bt", 3 },  { "\x1b" "a", 3 }, { "\x1b" "E", 3 }, { "\x1b-", 3 },
	{ "\x1bM", 3 },  { "\x1bR", 3 },  { "\x1d!", 3 },
};

static size_t
left(const struct reader *r)
{
	return (size_t)(r->end - r->at);
}

static enum status
end_row(struct reader *r)
{
	enum status st = buf_add(r->text, r->row.data ? r->row.data : "", r->row.len);

	if (st == ST_OK)
		st = buf_add(r->text, "\n", 1);
	buf_clear(&r->row);
	return st;
}

static enum status
add_letter(struct reader *r, unsigned char byte)
{
	char letter[5];
	size_t n = utf8_put(letter, byte < 0x7F || byte >= 0xA0 ? byte : '?');

	return buf_add(&r->row, letter, n);
}

/** ST_AGAIN: cut off. */
static enum status
read_qr(struct reader *r)
{
	size_t n;

	if (left(r) < GROUP_HEAD)
		return ST_AGAIN;
	n = (size_t)r->at[3] | (size_t)r->at[4] << 8;
	if (left(r) < GROUP_HEAD + n || n < QR_HEAD)
		return ST_AGAIN;
	if (r->at[6] == 'P' && n - QR_HEAD < sizeof(r->qr)) {
		memcpy(r->qr, r->at + GROUP_HEAD + QR_HEAD, n - QR_HEAD);
		r->qr[n - QR_HEAD] = '\0';
	}
	if (r->at[6] == 'Q' && buf_printf(r->text, "[QR %s]\n", r->qr) != ST_OK)
		return ST_TOO_LONG;
	r->at += GROUP_HEAD + n;
	return ST_OK;
}

static enum status
read_picture(struct reader *r)
{
	size_t n;

	if (left(r) < RASTER_HEAD)
		return ST_AGAIN;
	n = ((size_t)r->at[4] | (size_t)r->at[5] << 8) * ((size_t)r->at[6] | (size_t)r->at[7] << 8);
	if (left(r) < RASTER_HEAD + n)
		return ST_AGAIN;
	r->at += RASTER_HEAD + n;
	return buf_printf(r->text, "[picture]\n");
}

static enum status
read_feed(struct reader *r)
{
	if (left(r) < 3)
		return ST_AGAIN;
	r->at += 3;
	return ST_OK;
}

static enum status
read_cut(struct reader *r)
{
	size_t n = left(r) < 3 ? 4 : r->at[2] == 65 || r->at[2] == 66 ? 4 : 3;

	if (left(r) < n)
		return ST_AGAIN;
	r->at += n;
	return buf_printf(r->text, "[cut]\n");
}

static const struct {
	const char *head;
	enum status (*read)(struct reader *r);
} grown[] = {
	{ "\x1d(k", read_qr },
	{ "\x1dv0", read_picture },
	{ "\x1dV", read_cut },
	{ "\x1b" "d", read_feed },
};

static bool
begins(const struct reader *r, const char *head)
{
	return left(r) >= strlen(head) && memcmp(r->at, head, strlen(head)) == 0;
}

static enum status
read_command(struct reader *r)
{
	for (size_t i = 0; i < ARRAY_LEN(fixed); i++)
		if (begins(r, fixed[i].head)) {
			if (left(r) < fixed[i].n)
				return ST_AGAIN;
			r->at += fixed[i].n;
			return ST_OK;
		}
	for (size_t i = 0; i < ARRAY_LEN(grown); i++)
		if (begins(r, grown[i].head))
			return grown[i].read(r);
	return left(r) < 3 ? ST_AGAIN : ST_UNSUPPORTED;
}

static enum status
read_one(struct reader *r)
{
	unsigned char byte = *r->at;

	if (byte == 0x1b || byte == 0x1d)
		return read_command(r);
	r->at++;
	if (byte == '\n')
		return end_row(r);
	return byte < 0x20 || byte == 0x7F ? ST_UNSUPPORTED : add_letter(r, byte);
}

enum status
virtual_paper_text(const void *bytes, size_t n, struct buf *ret_text)
{
	struct reader r = { .at = bytes, .end = (const unsigned char *)bytes + n, .text = ret_text };
	enum status st = ST_OK;

	buf_init(&r.row, ROW_MAX);
	while (st == ST_OK && r.at < r.end)
		st = read_one(&r);
	buf_free(&r.row);
	return st == ST_AGAIN ? ST_OK : st;
}
