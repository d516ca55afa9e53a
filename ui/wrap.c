/* SPDX-License-Identifier: Apache-2.0 */
/* Text in lines. */
#include "ui/wrap.h"

#include "base/str.h"
#include "base/utf8.h"

#include <string.h>

enum { LINE_ROOM = 1024 };

static const char *
skip_blanks(const char *text)
{
	while (*text == ' ')
		text++;
	return text;
}

/* Bytes of the first line of text, which starts with a word. */
static size_t
line_bytes(const char *text, int columns)
{
	size_t fits = utf8_prefix(text, columns), at;

	if (text[fits] == '\0' || text[fits] == ' ')
		return fits;
	for (at = fits; at > 0 && text[at] != ' '; at--)
		;
	if (at > 0)
		return at;
	return fits > 0 ? fits
			: strlen(text); /* no room for one character: give up on the rest */
}

int
wrap_rows(const char *text, int columns)
{
	int rows = 0;

	for (text = skip_blanks(text); *text; rows++)
		text = skip_blanks(text + line_bytes(text, columns));
	return rows;
}

static void
draw_line(
	struct canvas *canvas, struct area area, enum role role, const char *text, bool centred)
{
	int columns = utf8_columns(text);
	int indent = centred && columns < area.columns ? (area.columns - columns) / 2 : 0;

	canvas_text(canvas, area.row, area.column + indent, area.columns - indent, role, text);
}

static int
draw(struct canvas *canvas, struct area area, enum role role, const char *text, bool centred)
{
	char line[LINE_ROOM];
	int row = 0;

	for (text = skip_blanks(text); *text && row < area.rows; row++) {
		size_t n = line_bytes(text, area.columns);
		struct area here = { area.row + row, area.column, 1, area.columns };

		if (row == area.rows - 1 || n >= sizeof(line)) {
			draw_line(canvas, here, role, text, centred);
			row++;
			break;
		}
		memcpy(line, text, n);
		line[n] = '\0';
		draw_line(canvas, here, role, line, centred);
		text = skip_blanks(text + n);
	}
	wipe(line, sizeof(line));
	return row;
}

int
wrap_draw(struct canvas *canvas, struct area area, enum role role, const char *text)
{
	return draw(canvas, area, role, text, false);
}

int
wrap_draw_centred(struct canvas *canvas, struct area area, enum role role, const char *text)
{
	return draw(canvas, area, role, text, true);
}
