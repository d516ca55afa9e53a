/* SPDX-License-Identifier: Apache-2.0 */
/* Canvas → curses. */
#include "ui/paint.h"

#include "ui/theme.h"

#include <wchar.h>

enum { RUN = 64 };

static attr_t
attributes(unsigned face)
{
	return (face & FACE_BOLD ? A_BOLD : 0) | (face & FACE_REVERSE ? A_REVERSE : 0) |
	       (face & FACE_UNDERLINE ? A_UNDERLINE : 0);
}

static int
colours(void)
{
	return has_colors() ? COLORS : 0;
}

/* The pair for two colours, made by curses when first asked for; 0, the terminal's own,
 * where none can be had. */
static int
pair_of(struct face face)
{
	int pair = face.fg < 0 || colours() < 8 ? 0 : alloc_pair(face.fg, face.bg);

	return pair < 0 ? 0 : pair;
}

static struct face
picture_face(const struct canvas_cell *cell, int theme)
{
	struct face plain = theme_face(theme, colours(), ROLE_PICTURE);

	if (plain.fg < 0)
		return plain;
	if (colours() >= 256)
		return (struct face){ .fg = cell->fg, .bg = cell->bg };
	return (struct face){ .fg = theme_to_16(cell->fg) % colours(),
		.bg = theme_to_16(cell->bg) % colours() };
}

/* The looks of all roles, so that a pair is looked up once a picture and not once a cell. */
struct ink {
	attr_t attribute[ROLE_COUNT];
	int pair[ROLE_COUNT]; /* -1 not yet asked for */
};

static void
ink_of(struct ink *ink, const struct canvas_cell *cell, int theme, attr_t *ret_attr,
	int *ret_pair)
{
	enum role role = (enum role)cell->role;

	if (role == ROLE_PICTURE) {
		*ret_attr = 0;
		*ret_pair = pair_of(picture_face(cell, theme));
		return;
	}
	if (ink->pair[role] < 0) {
		struct face face = theme_face(theme, colours(), role);

		ink->attribute[role] = attributes(face.attribute);
		ink->pair[role] = pair_of(face);
	}
	*ret_attr = ink->attribute[role];
	*ret_pair = ink->pair[role];
}

static void
set_cell(cchar_t *to, struct ink *ink, const struct canvas_cell *cell, int theme)
{
	wchar_t text[2] = { (wchar_t)cell->ch, L'\0' };
	attr_t attr;
	int pair;

	ink_of(ink, cell, theme, &attr, &pair);
	if (setcchar(to, text, attr, 0, &pair) == ERR)
		(void)setcchar(to, L"?", attr, 0, &pair); /* cannot fail */
}

static void
paint_row(WINDOW *window, const struct canvas *canvas, int row, struct ink *ink, int theme)
{
	const struct canvas_cell *cells = &canvas->cell[row * canvas->columns];
	int column = 0;

	while (column < canvas->columns) {
		cchar_t run[RUN];
		int n = 0, start = column;

		for (; column < canvas->columns && n < RUN; column++)
			if (cells[column].ch)
				set_cell(&run[n++], ink, &cells[column], theme);
		(void)mvwadd_wchnstr(window, row, start, run, n); /* past the edge: clipped */
	}
}

void
paint_canvas(WINDOW *window, const struct canvas *canvas, int theme)
{
	struct ink ink;

	for (int i = 0; i < ROLE_COUNT; i++)
		ink.pair[i] = -1;
	for (int row = 0; row < canvas->rows; row++)
		paint_row(window, canvas, row, &ink, theme);
}
