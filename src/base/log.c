/* SPDX-License-Identifier: Apache-2.0 */
/* One line, one write, so that threads do not mix. */
#include "base/log.h"

#include "base/str.h"

#include <stdarg.h>
#include <string.h>
#include <unistd.h>

enum { LINE = 512 };

__attribute__((format(printf, 2, 0))) static void
line(const char *level, const char *format, va_list args)
{
	char text[LINE], out[LINE + 32];
	ssize_t written;

	if (str_vformat(text, sizeof(text), format, args) != ST_OK ||
		str_format(out, sizeof(out), "%s: %s\n", level, text) != ST_OK)
		return;
	written = write(STDERR_FILENO, out, strlen(out));
	(void)written; /* nowhere left to tell */
}

void
log_info(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	line("info", format, args);
	va_end(args);
}

void
log_error(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	line("error", format, args);
	va_end(args);
}
