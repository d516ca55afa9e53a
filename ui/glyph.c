/* SPDX-License-Identifier: Apache-2.0 */
/* Block letters. */
#include "ui/glyph.h"

#include "base/array.h"

#include <stdbool.h>
#include <string.h>

enum { GLYPH_ROWS = 5, HALF_UPPER = 0x2580, HALF_LOWER = 0x2584, BLOCK = 0x2588 };

struct glyph {
	char ch;
	const char *dots[GLYPH_ROWS];
};

/* clang-format off */
static const struct glyph glyphs[] = {
	{ '0', { "###", "# #", "# #", "# #", "###" } },
	{ '1', { " # ", "## ", " # ", " # ", "###" } },
	{ '2', { "###", "  #", "###", "#  ", "###" } },
	{ '3', { "###", "  #", "###", "  #", "###" } },
	{ '4', { "# #", "# #", "###", "  #", "  #" } },
	{ '5', { "###", "#  ", "###", "  #", "###" } },
	{ '6', { "###", "#  ", "###", "# #", "###" } },
	{ '7', { "###", "  #", "  #", "  #", "  #" } },
	{ '8', { "###", "# #", "###", "# #", "###" } },
	{ '9', { "###", "# #", "###", "  #", "###" } },
	{ 'A', { " ## ", "#  #", "####", "#  #", "#  #" } },
	{ 'B', { "### ", "#  #", "### ", "#  #", "### " } },
	{ 'C', { " ###", "#   ", "#   ", "#   ", " ###" } },
	{ 'D', { "### ", "#  #", "#  #", "#  #", "### " } },
	{ 'E', { "####", "#   ", "### ", "#   ", "####" } },
	{ 'F', { "####", "#   ", "### ", "#   ", "#   " } },
	{ 'G', { " ### ", "#    ", "# ## ", "#  # ", " ### " } },
	{ 'H', { "#  #", "#  #", "####", "#  #", "#  #" } },
	{ 'I', { "###", " # ", " # ", " # ", "###" } },
	{ 'J', { "  ##", "   #", "   #", "#  #", " ## " } },
	{ 'K', { "#  #", "# # ", "##  ", "# # ", "#  #" } },
	{ 'L', { "#   ", "#   ", "#   ", "#   ", "####" } },
	{ 'M', { "#   #", "## ##", "# # #", "#   #", "#   #" } },
	{ 'N', { "#   #", "##  #", "# # #", "#  ##", "#   #" } },
	{ 'O', { " ## ", "#  #", "#  #", "#  #", " ## " } },
	{ 'P', { "### ", "#  #", "### ", "#   ", "#   " } },
	{ 'Q', { " ### ", "#   #", "# # #", "#  # ", " ## #" } },
	{ 'R', { "### ", "#  #", "### ", "# # ", "#  #" } },
	{ 'S', { " ###", "#   ", " ## ", "   #", "### " } },
	{ 'T', { "#####", "  #  ", "  #  ", "  #  ", "  #  " } },
	{ 'U', { "#  #", "#  #", "#  #", "#  #", " ## " } },
	{ 'V', { "#   #", "#   #", " # # ", " # # ", "  #  " } },
	{ 'W', { "#   #", "#   #", "# # #", "## ##", "#   #" } },
	{ 'X', { "#   #", " # # ", "  #  ", " # # ", "#   #" } },
	{ 'Y', { "#   #", " # # ", "  #  ", "  #  ", "  #  " } },
	{ 'Z', { "####", "   #", " ## ", "#   ", "####" } },
	{ '-', { "  ", "  ", "##", "  ", "  " } },
	{ '[', { "##", "# ", "# ", "# ", "##" } },
	{ ']', { "##", " #", " #", " #", "##" } },
	{ ',', { " ", " ", " ", "#", "#" } },
	{ '.', { " ", " ", " ", " ", "#" } },
	{ ':', { " ", "#", " ", "#", " " } },
	{ '/', { "  #", "  #", " # ", "#  ", "#  " } },
	{ '!', { "#", "#", "#", " ", "#" } },
	{ '?', { "###", "  #", " ##", "   ", " # " } },
	{ ' ', { " ", " ", " ", " ", " " } },
	{ GLYPH_PLACE,  { "   ", "   ", "   ", "   ", "###" } },
	{ GLYPH_CARET,  { "   ", "   ", "   ", "###", "###" } },
	{ GLYPH_HIDDEN, { "   ", "###", "###", "###", "   " } },
};
/* clang-format on */

static const struct glyph *
find(char ch)
{
	for (size_t i = 0; i < ARRAY_LEN(glyphs); i++)
		if (glyphs[i].ch == ch)
			return &glyphs[i];
	return NULL;
}

int
glyph_rows(int scale)
{
	return (GLYPH_ROWS * scale + 1) / 2;
}

int
glyph_columns(char ch, int scale)
{
	const struct glyph *glyph = find(ch);

	return glyph ? (int)strlen(glyph->dots[0]) * scale : 0;
}

static bool
dot(const struct glyph *glyph, int half_row, int column, int scale)
{
	int y = half_row / scale;

	return y < GLYPH_ROWS && glyph->dots[y][column / scale] == '#';
}

void
glyph_draw(struct canvas *canvas, int row, int column, int scale, enum role role, char ch)
{
	static const uint32_t halves[2][2] = { { ' ', HALF_LOWER }, { HALF_UPPER, BLOCK } };
	const struct glyph *glyph = find(ch);

	if (glyph == NULL)
		return;
	for (int y = 0; y < glyph_rows(scale); y++)
		for (int x = 0; x < glyph_columns(ch, scale); x++)
			canvas_put(canvas, row + y, column + x, role,
				halves[dot(glyph, 2 * y, x, scale)]
				      [dot(glyph, 2 * y + 1, x, scale)]);
}

int
glyph_text_columns(const char *text, int scale)
{
	int columns = 0;

	for (const char *p = text; *p; p++) {
		int n = glyph_columns(*p, scale);

		if (n == 0)
			return 0;
		columns += n + (p[1] ? scale : 0);
	}
	return columns;
}

void
glyph_text(
	struct canvas *canvas, int row, int column, int scale, enum role role, const char *text)
{
	for (; *text; text++) {
		glyph_draw(canvas, row, column, scale, role, *text);
		column += glyph_columns(*text, scale) + scale;
	}
}
