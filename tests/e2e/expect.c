/* SPDX-License-Identifier: Apache-2.0 */
/* Failing with the picture in hand. */
#include "tests/e2e/expect.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>

void
expect_ok(
	enum status st, struct terminal *terminal, const char *what, const char *file, int line)
{
	if (st == ST_OK)
		return;
	(void)fflush(stdout);
	(void)fprintf(stderr, "%s:%d: %s: %s\n", file, line, what, status_words(st));
	terminal_dump(terminal, stderr);
	_fail(file, line);
}
