/* SPDX-License-Identifier: Apache-2.0 */
/* The lines of a receipt broken into rows for one width of paper. Pure; a row is whole words
 * and never too long. */
#ifndef RULES_RECEIPT_ROWS_H
#define RULES_RECEIPT_ROWS_H

#include "base/status.h"
#include "rules/receipt.h"

enum { RECEIPT_COLUMNS_MIN = 24, RECEIPT_COLUMNS_MAX = 64 };

/** One printed row: at most `columns` characters, half of it for RECEIPT_BIG. Who prints
 *  centres what the style centres. RECEIPT_QR, RECEIPT_CUT and RECEIPT_BLANK come as they
 *  are. */
typedef enum status receipt_row_fn(void *ctx, enum receipt_style style, const char *text);

/** Calls `fn` for each row from the top. Words are kept whole unless one is wider than the
 *  paper; centred lines are broken into rows of nearly equal length. ST_INVALID for columns
 *  outside the limits above; the first status but ST_OK of `fn` ends it and is returned.
 *  Each character counts as one column, as printers do. */
enum status receipt_rows(
	const struct receipt *receipt, int columns, receipt_row_fn *fn, void *ctx);

#endif
