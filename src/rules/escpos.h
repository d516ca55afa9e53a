/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ESC/POS bytes of a receipt. Only commands that the common 58 and 80 mm printers share: ESC @,
 * ESC t, ESC a, ESC E, GS ! for the look, GS ( k or GS v 0 for the QR code, ESC d and GS V 66
 * to feed and cut.
 */
#ifndef RULES_ESCPOS_H
#define RULES_ESCPOS_H

#include "base/buf.h"
#include "rules/code_page.h"
#include "rules/receipt.h"

enum escpos_qr {
	ESCPOS_QR_NONE,    /* the code in letters only */
	ESCPOS_QR_PRINTER, /* GS ( k: the printer draws it */
	ESCPOS_QR_RASTER,  /* GS v 0: drawn here, for printers that know pictures only */
};

struct escpos_paper {
	int columns; /* 32, 42 or 48 */
	enum escpos_qr qr;
	enum code_page page;
};

/** A receipt of this house is 1–3 kB, with a drawn QR code 8–10 kB: a ceiling that fits. */
enum { ESCPOS_JOB_MAX = 32 * 1024 };

/** Bytes at the head of every job that leave nothing on paper: one cut off within them left no mark. */
enum { ESCPOS_HEAD = 5 };

/** Appends the whole job, or nothing: ST_INVALID for the width of the paper, ST_TOO_LONG
 *  past the buffer's ceiling or for an empty QR code or one over 176 bytes, ST_NO_MEMORY.
 *  Text is mapped to the code page (rules/code_page.h), so no name can put a command into the job. */
enum status escpos_write(
	const struct receipt *receipt, const struct escpos_paper *paper, struct buf *ret_bytes);

#endif
