/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One page of A4 as PDF 1.4: text in the fonts that every PDF reader and printer brings (Helvetica, Courier), boxes,
 * lines and QR codes. Written here because that is all a form needs: nothing is embedded or compressed, there is no
 * metadata, and what stands on the page lies in wiped buffers only. Points of 1/72 inch from the top left corner.
 *
 * The first failure stays and is told by pdf_end. Life: init → text, box … → end; clear when there is no end.
 */
#ifndef RULES_PDF_H
#define RULES_PDF_H

#include "base/buf.h"
#include "base/status.h"

enum { PDF_WIDE = 595, PDF_HIGH = 842, PDF_MAX = 64 * 1024 };

enum pdf_font {
	PDF_PLAIN,
	PDF_BOLD,
	PDF_TYPED, /* each character 6/10 of its size wide */
};

struct pdf {
	struct buf page;
	enum status st;
};

void pdf_init(struct pdf *pdf);
void pdf_clear(struct pdf *pdf);

/** The text stands on y; characters as rules/code_page.h maps them. */
void pdf_text(struct pdf *pdf, enum pdf_font font, int size, int x, int y, const char *text);
/** The outline; y is its upper edge. */
void pdf_box(struct pdf *pdf, int x, int y, int wide, int high);
/** From one side to the other, at y. */
void pdf_rule(struct pdf *pdf, int x, int y, int wide);
/** In a square of at most `side`, quiet zone included. */
void pdf_qr(struct pdf *pdf, int x, int y, int side, const char *content);

/** Appends the document, wipes the page. ST_TOO_LONG, ST_NO_MEMORY. */
enum status pdf_end(struct pdf *pdf, struct buf *ret_bytes);

#endif
