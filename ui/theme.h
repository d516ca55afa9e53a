/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How roles look in the four themes, with 256, 16, 8 or no colours. Contrast of every role is
 * at least 10:1 in the default theme and 7:1 in the others; no meaning hangs on colour alone.
 */
#ifndef UI_THEME_H
#define UI_THEME_H

#include "ui/canvas.h"

enum { THEMES = 4 };

enum { FACE_BOLD = 1, FACE_REVERSE = 2, FACE_UNDERLINE = 4 };

struct face {
	int fg, bg;         /* colour numbers; -1 the terminal's own */
	unsigned attribute; /* FACE_… */
};

/** `colours`: how many the terminal has. An unknown theme is the default one. */
struct face theme_face(int theme, int colours, enum role role);

/** The closest colour of the palette of 256 to 0xRRGGBB. */
uint8_t theme_palette(uint32_t rgb);
/** The closest of the first 16 colours to one of the 256. */
int theme_to_16(uint8_t colour);
/** 0xRRGGBB of a colour of the palette of 256. */
uint32_t theme_rgb(uint8_t colour);

#endif
