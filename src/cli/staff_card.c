/* SPDX-License-Identifier: Apache-2.0 */
/* A QR code in half blocks: two rows of modules a line. */
#include "cli/staff_card.h"

#include "base/str.h"

#include <qrencode.h>
#include <stdio.h>
#include <unistd.h>

enum { QUIET = 4 }; /* ISO/IEC 18004: modules of nothing around it */

static bool
is_dark(const QRcode *code, int row, int column)
{
	int width = code->width;

	if (row < 0 || column < 0 || row >= width || column >= width)
		return false;
	return code->data[row * width + column] & 1;
}

static void
print_line(const QRcode *code, int row, bool dark_is_ink)
{
	static const char *const blocks[] = { " ", "▄", "▀", "█" };

	for (int column = -QUIET; column < code->width + QUIET; column++) {
		bool upper = is_dark(code, row, column) == dark_is_ink;
		bool lower = is_dark(code, row + 1, column) == dark_is_ink;

		fputs(blocks[2 * upper + lower], stdout);
	}
	fputc('\n', stdout);
}

enum status
cli_staff_card(const char *initials, const char *code)
{
	QRcode *qr = QRcode_encodeString(code, 0, QR_ECLEVEL_M, QR_MODE_8, 1);
	bool paper = !isatty(STDOUT_FILENO);

	if (qr == NULL)
		return ST_NO_MEMORY;
	printf("KARTU PETUGAS %s\n", initials);
	for (int row = -QUIET; row < qr->width + QUIET; row += 2)
		print_line(qr, row, paper);
	fputs("Print it, then clear this screen. Without the PIN it opens nothing.\n", stderr);
	wipe(qr->data, (size_t)qr->width * (size_t)qr->width);
	QRcode_free(qr);
	return fflush(stdout) == 0 ? ST_OK : ST_IO;
}
