/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ESC/POS bytes of a receipt: ESC @, code page, ESC a/E, GS ! sizes, GS ( k QR, GS V cut. Only commands that the
 * common 58 and 80 mm printers share.
 */
#ifndef RULES_ESCPOS_H
#define RULES_ESCPOS_H

#include "base/buf.h"
#include "rules/receipt.h"

struct escpos_paper {
	int columns; /* 32, 42 or 48 */
	bool qr;     /* the printer draws QR codes itself; else as raster from libqrencode */
};

/** Appends the whole job. Text is mapped to code page 1252 (ESC t 16); what has no place there becomes '?'. */
enum status escpos_write(
	const struct receipt *receipt, const struct escpos_paper *paper, struct buf *ret_bytes);

#endif
