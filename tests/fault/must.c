/* SPDX-License-Identifier: Apache-2.0 */
/* Ends a trial that cannot go on. */
#include "tests/fault/must.h"

#include <stdio.h>
#include <unistd.h>

void
must_hold(bool holds, const char *what, const char *file, int line)
{
	if (holds)
		return;
	(void)fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, what);
	_exit(MUST_EXIT);
}
