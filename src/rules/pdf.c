/* SPDX-License-Identifier: Apache-2.0 */
/* A page of content, and the few objects around it. */
#include "rules/pdf.h"

#include "base/array.h"
#include "base/str.h"
#include "rules/code_page.h"

#include <qrencode.h>
#include <string.h>

enum { QUIET = 4, TEXT_MAX = 1024, OBJECTS_MAX = 8 };

static const char *const fonts[] = {
	[PDF_PLAIN] = "Helvetica",
	[PDF_BOLD] = "Helvetica-Bold",
	[PDF_TYPED] = "Courier",
};

void
pdf_init(struct pdf *pdf)
{
	*pdf = (struct pdf){ .st = ST_OK };
	buf_init(&pdf->page, PDF_MAX);
	pdf->st = buf_add_str(&pdf->page, "0.5 w\n");
}

void
pdf_clear(struct pdf *pdf)
{
	buf_free(&pdf->page);
}

/* --- what stands on the page ---------------------------------------------------------------------------------------- */

static enum status
add_string(struct buf *page, const struct buf *text)
{
	enum status st = buf_add(page, "(", 1);

	for (size_t i = 0; st == ST_OK && i < text->len; i++) {
		if (strchr("()\\", text->data[i]))
			st = buf_add(page, "\\", 1);
		if (st == ST_OK)
			st = buf_add(page, &text->data[i], 1);
	}
	return st == ST_OK ? buf_add(page, ")", 1) : st;
}

void
pdf_text(struct pdf *pdf, enum pdf_font font, int size, int x, int y, const char *text)
{
	struct buf bytes;

	buf_init(&bytes, TEXT_MAX);
	if (pdf->st == ST_OK)
		pdf->st = code_page_add(CODE_PAGE_1252, text, &bytes);
	if (pdf->st == ST_OK)
		pdf->st = buf_printf(&pdf->page, "BT /F%d %d Tf %d %d Td ", (int)font + 1, size, x,
			PDF_HIGH - y);
	if (pdf->st == ST_OK)
		pdf->st = add_string(&pdf->page, &bytes);
	if (pdf->st == ST_OK)
		pdf->st = buf_add_str(&pdf->page, " Tj ET\n");
	buf_free(&bytes);
}

void
pdf_box(struct pdf *pdf, int x, int y, int wide, int high)
{
	if (pdf->st == ST_OK)
		pdf->st = buf_printf(&pdf->page, "%d %d %d %d re S\n", x, PDF_HIGH - y - high,
			wide, high);
}

void
pdf_rule(struct pdf *pdf, int x, int y, int wide)
{
	if (pdf->st == ST_OK)
		pdf->st = buf_printf(&pdf->page, "%d %d m %d %d l S\n", x, PDF_HIGH - y, x + wide,
			PDF_HIGH - y);
}

/* Tenths of a point: whole ones are too coarse for modules. */
static void
add_module(struct pdf *pdf, int x10, int y10, int side10)
{
	int low = PDF_HIGH * 10 - y10 - side10;

	if (pdf->st == ST_OK)
		pdf->st = buf_printf(&pdf->page, "%d.%d %d.%d %d.%d %d.%d re\n", x10 / 10, x10 % 10,
			low / 10, low % 10, side10 / 10, side10 % 10, side10 / 10, side10 % 10);
}

void
pdf_qr(struct pdf *pdf, int x, int y, int side, const char *content)
{
	QRcode *code = QRcode_encodeString(content, 0, QR_ECLEVEL_M, QR_MODE_8, 1);
	int module;

	if (code == NULL && pdf->st == ST_OK)
		pdf->st = ST_NO_MEMORY;
	module = code ? side * 10 / (code->width + 2 * QUIET) : 0;
	for (int i = 0; code && i < code->width * code->width; i++)
		if (code->data[i] & 1)
			add_module(pdf, x * 10 + (i % code->width + QUIET) * module,
				y * 10 + (i / code->width + QUIET) * module, module);
	if (code && pdf->st == ST_OK)
		pdf->st = buf_add_str(&pdf->page, "f\n");
	QRcode_free(code);
}

/* --- the document ----------------------------------------------------------------------------------------------------- */

/* Objects: 1 catalogue, 2 pages, 3 page, 4 its content, from 5 on the fonts. */
struct document {
	struct buf *out; /* borrowed */
	size_t start;    /* of the document in it */
	size_t at[OBJECTS_MAX];
	size_t n;
	enum status st;
};

static void
begin_object(struct document *d)
{
	if (d->st != ST_OK)
		return;
	d->at[d->n++] = d->out->len - d->start;
	d->st = buf_printf(d->out, "%zu 0 obj\n", d->n);
}

static void
put(struct document *d, const char *text)
{
	if (d->st == ST_OK)
		d->st = buf_add_str(d->out, text);
}

static void
put_object(struct document *d, const char *text)
{
	begin_object(d);
	put(d, text);
	put(d, "\nendobj\n");
}

static void
put_content(struct document *d, const struct buf *page)
{
	begin_object(d);
	if (d->st == ST_OK)
		d->st = buf_printf(d->out, "<< /Length %zu >>\nstream\n", page->len);
	if (d->st == ST_OK)
		d->st = buf_add(d->out, page->data, page->len);
	put(d, "\nendstream\nendobj\n");
}

static void
put_font(struct document *d, const char *name)
{
	begin_object(d);
	if (d->st == ST_OK)
		d->st = buf_printf(d->out,
			"<< /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding >>",
			name);
	put(d, "\nendobj\n");
}

static void
put_table(struct document *d)
{
	size_t table = d->out->len - d->start;

	if (d->st == ST_OK)
		d->st = buf_printf(d->out, "xref\n0 %zu\n0000000000 65535 f \n", d->n + 1);
	for (size_t i = 0; d->st == ST_OK && i < d->n; i++)
		d->st = buf_printf(d->out, "%010zu 00000 n \n", d->at[i]);
	if (d->st == ST_OK)
		d->st = buf_printf(d->out,
			"trailer\n<< /Size %zu /Root 1 0 R >>\nstartxref\n%zu\n%%%%EOF\n", d->n + 1,
			table);
}

enum status
pdf_end(struct pdf *pdf, struct buf *ret_bytes)
{
	struct document d = { .out = ret_bytes, .start = ret_bytes->len, .st = pdf->st };

	put(&d, "%PDF-1.4\n%\xe2\xe3\xcf\xd3\n");
	put_object(&d, "<< /Type /Catalog /Pages 2 0 R >>");
	put_object(&d, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
	put_object(&d, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
		       "/Resources << /Font << /F1 5 0 R /F2 6 0 R /F3 7 0 R >> >> >>");
	put_content(&d, &pdf->page);
	for (size_t i = 0; i < ARRAY_LEN(fonts); i++)
		put_font(&d, fonts[i]);
	put_table(&d);
	pdf_clear(pdf);
	return d.st;
}
