/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The picture of one screen before any terminal sees it: a grid of characters, each with a role
 * that a theme turns into colours. Everything is clipped to the grid and no control character
 * gets in. It may hold personal data and is wiped when it is cleared or released.
 */
#ifndef UI_CANVAS_H
#define UI_CANVAS_H

#include "base/status.h"

#include <stdint.h>

/** What a character is there for; how that looks is the theme's business (ui/theme.h). */
enum role {
	ROLE_TEXT,
	ROLE_FAINT,  /* help, why, examples */
	ROLE_STRONG, /* what matters most on the page */
	ROLE_ASK,    /* the question, on its panel */
	ROLE_TODO,   /* the one thing to do */
	ROLE_KEYCAP, /* a key to press */
	ROLE_CHOICE, /* what that key does */
	ROLE_TYPED,  /* digits typed so far */
	ROLE_PLACE,  /* places still to fill */
	ROLE_CARET,  /* the place filled next */
	ROLE_BAD,
	ROLE_GOOD,
	ROLE_NEWS,
	ROLE_TOP,     /* top line */
	ROLE_TOP_BAR, /* its progress bar */
	ROLE_BAND,    /* an officer is helping */
	ROLE_KEYS,    /* bottom line */
	ROLE_BOX,     /* a box over the page */
	ROLE_BOX_STRONG,
	ROLE_PICTURE, /* colours of its own, from the palette of 256 */
	ROLE_COUNT,
};

struct canvas_cell {
	uint32_t ch;    /* 0: right half of a wide character */
	uint8_t role;   /* enum role */
	uint8_t fg, bg; /* ROLE_PICTURE: palette of 256 */
};

struct canvas {
	int columns, rows;
	struct canvas_cell *cell; /* owned; row by row */
};

/** A rectangle of the canvas, in cells. */
struct area {
	int row, column, rows, columns;
};

void canvas_init(struct canvas *canvas);
void canvas_free(struct canvas *canvas);

/** Takes a new size and is blank then. ST_INVALID outside 1 × 1 … 500 × 200. */
enum status canvas_resize(struct canvas *canvas, int columns, int rows);
void canvas_clear(struct canvas *canvas);

/** Blanks in one role. */
void canvas_fill(struct canvas *canvas, struct area area, enum role role);
void canvas_put(struct canvas *canvas, int row, int column, enum role role, uint32_t ch);

/** One line of UTF-8, cut with "…" past max columns. Returns the columns it took. */
int canvas_text(
	struct canvas *canvas, int row, int column, int max, enum role role, const char *text);

/** The cell there, or NULL outside. */
struct canvas_cell *canvas_at(struct canvas *canvas, int row, int column);

#endif
