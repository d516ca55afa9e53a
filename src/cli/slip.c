/* SPDX-License-Identifier: Apache-2.0 */
/* A receipt as text, and as bytes for the printer. */
#include "cli/slip.h"

#include "base/str.h"
#include "rules/escpos.h"
#include "rules/receipt_rows.h"

#include <stdio.h>
#include <string.h>

enum { PRINT_MS = 10000 };

static enum status
show_row(void *ctx, enum receipt_style style, const char *text)
{
	(void)ctx;
	if (style != RECEIPT_QR && style != RECEIPT_CUT)
		puts(text);
	return ST_OK;
}

enum status
cli_slip_show(const struct cli *cli, const struct receipt *receipt)
{
	return receipt_rows(receipt, cli->settings->printer.columns, show_row, NULL);
}

enum status
cli_slip_print(const struct cli *cli, const struct receipt *receipt)
{
	const struct printer_port *printer = &cli->desk->printer;
	const struct escpos_paper paper = { .columns = cli->settings->printer.columns,
		.qr = cli->settings->printer.qr,
		.page = strcmp(cli->settings->printer.code_page, "ascii") == 0 ? CODE_PAGE_ASCII
									       : CODE_PAGE_1252 };
	struct buf bytes;
	size_t sent;
	enum status st;

	if (!printer->present)
		return ST_NOT_FOUND;
	buf_init(&bytes, ESCPOS_JOB_MAX);
	st = escpos_write(receipt, &paper, &bytes);
	if (st == ST_OK)
		st = printer->print(printer->ctx, bytes.data, bytes.len, PRINT_MS, &sent);
	buf_free(&bytes);
	return st;
}
