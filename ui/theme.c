/* SPDX-License-Identifier: Apache-2.0 */
/* Roles → tones, themes → colours of the tones. */
#include "ui/theme.h"

#include <stdbool.h>

enum tone {
	TONE_GROUND,
	TONE_TEXT,
	TONE_FAINT,
	TONE_ACCENT, /* what to do */
	TONE_PANEL,  /* under the question */
	TONE_PANEL_TEXT,
	TONE_BAR, /* under the top and bottom lines */
	TONE_BAR_TEXT,
	TONE_BAD,
	TONE_GOOD,
	TONE_NEWS,
	TONE_COUNT,
};

struct colour {
	uint8_t of_256, of_16;
};

struct role_look {
	enum tone fg, bg;
	unsigned attribute;
	unsigned mono; /* attribute without colours */
};

enum { THEME_DEFAULT, THEME_DARK, THEME_LIGHT, THEME_MONO };

/* clang-format off */
static const struct role_look roles[ROLE_COUNT] = {
	[ROLE_TEXT]       = { TONE_TEXT,       TONE_GROUND, 0,              0 },
	[ROLE_FAINT]      = { TONE_FAINT,      TONE_GROUND, 0,              0 },
	[ROLE_STRONG]     = { TONE_TEXT,       TONE_GROUND, FACE_BOLD,      FACE_BOLD },
	[ROLE_ASK]        = { TONE_PANEL_TEXT, TONE_PANEL,  FACE_BOLD,      FACE_REVERSE },
	[ROLE_TODO]       = { TONE_ACCENT,     TONE_GROUND, FACE_BOLD,      FACE_BOLD },
	[ROLE_KEYCAP]     = { TONE_GROUND,     TONE_ACCENT, FACE_BOLD,      FACE_REVERSE },
	[ROLE_CHOICE]     = { TONE_TEXT,       TONE_GROUND, FACE_BOLD,      FACE_BOLD },
	[ROLE_TYPED]      = { TONE_TEXT,       TONE_GROUND, FACE_BOLD,      FACE_BOLD },
	[ROLE_PLACE]      = { TONE_FAINT,      TONE_GROUND, 0,              0 },
	[ROLE_CARET]      = { TONE_ACCENT,     TONE_GROUND, FACE_BOLD,      FACE_BOLD },
	[ROLE_BAD]        = { TONE_GROUND,     TONE_BAD,    FACE_BOLD,      FACE_REVERSE },
	[ROLE_GOOD]       = { TONE_GOOD,       TONE_GROUND, FACE_BOLD,      FACE_BOLD },
	[ROLE_NEWS]       = { TONE_NEWS,       TONE_GROUND, FACE_BOLD,      FACE_BOLD },
	[ROLE_TOP]        = { TONE_BAR_TEXT,   TONE_BAR,    0,              0 },
	[ROLE_TOP_BAR]    = { TONE_ACCENT,     TONE_BAR,    0,              0 },
	[ROLE_BAND]       = { TONE_GROUND,     TONE_NEWS,   FACE_BOLD,      FACE_REVERSE },
	[ROLE_KEYS]       = { TONE_BAR_TEXT,   TONE_BAR,    0,              0 },
	[ROLE_BOX]        = { TONE_PANEL_TEXT, TONE_PANEL,  0,              FACE_REVERSE },
	[ROLE_BOX_STRONG] = { TONE_PANEL_TEXT, TONE_PANEL,  FACE_BOLD,      FACE_REVERSE },
	[ROLE_PICTURE]    = { TONE_TEXT,       TONE_GROUND, 0,              0 },
};

/* Each tone as a colour of 256 and one of 16, in the themes that have colours. */
static const struct colour tones[TONE_COUNT][THEME_MONO] = {
	/*                     default        high contrast   high contrast
	 *                                    dark            light */
	[TONE_GROUND]       = { {  17,  0 }, {  16,  0 }, { 231, 15 } },
	[TONE_TEXT]         = { { 231, 15 }, { 231, 15 }, {  16,  0 } },
	[TONE_FAINT]        = { { 252, 15 }, { 231, 15 }, {  16,  0 } },
	[TONE_ACCENT]       = { { 227, 11 }, { 226, 11 }, {  18,  4 } },
	[TONE_PANEL]        = { { 231, 15 }, { 226, 11 }, {  16,  0 } },
	[TONE_PANEL_TEXT]   = { {  17,  0 }, {  16,  0 }, { 231, 15 } },
	[TONE_BAR]          = { {  18,  0 }, {  16,  0 }, { 231, 15 } },
	[TONE_BAR_TEXT]     = { { 231, 15 }, { 231, 15 }, {  16,  0 } },
	[TONE_BAD]          = { { 217, 15 }, { 231, 15 }, {  88,  0 } },
	[TONE_GOOD]         = { { 157, 10 }, { 231, 15 }, {  22,  0 } },
	[TONE_NEWS]         = { { 159, 14 }, { 226, 11 }, {  18,  4 } },
};
/* clang-format on */

static struct face
mono_face(enum role role)
{
	return (struct face){ .fg = -1, .bg = -1, .attribute = roles[role].mono };
}

/* Eight colours: bright is bold, but a ground cannot be bold, and bold black is grey. */
static struct face
eight_colour_face(struct face face)
{
	face.attribute |= face.fg >= 8 ? FACE_BOLD : 0;
	face.fg %= 8;
	if (face.fg == 0)
		face.attribute &= ~(unsigned)FACE_BOLD;
	face.bg = face.bg >= 8 ? 7 : face.bg;
	return face;
}

struct face
theme_face(int theme, int colours, enum role role)
{
	const struct role_look *look = &roles[role];
	struct face face = { .attribute = look->attribute };

	if (theme == THEME_MONO || colours < 8)
		return mono_face(role);
	if (theme < 0 || theme > THEME_MONO)
		theme = THEME_DEFAULT;
	if (colours >= 256) {
		face.fg = tones[look->fg][theme].of_256;
		face.bg = tones[look->bg][theme].of_256;
		return face;
	}
	face.fg = tones[look->fg][theme].of_16;
	face.bg = tones[look->bg][theme].of_16;
	return colours >= 16 ? face : eight_colour_face(face);
}

static const uint8_t cube[6] = { 0, 95, 135, 175, 215, 255 };

static const uint32_t ansi[16] = { 0x000000, 0xAA0000, 0x00AA00, 0xAA5500, 0x0000AA, 0xAA00AA,
	0x00AAAA, 0xAAAAAA, 0x555555, 0xFF5555, 0x55FF55, 0xFFFF55, 0x5555FF, 0xFF55FF,
	0x55FFFF, 0xFFFFFF };

uint32_t
theme_rgb(uint8_t colour)
{
	unsigned n = colour;

	if (n < 16)
		return ansi[n];
	if (n >= 232)
		return 0x010101u * (8 + 10 * (n - 232));
	n -= 16;
	return (uint32_t)cube[n / 36] << 16 | (uint32_t)cube[n / 6 % 6] << 8 | cube[n % 6];
}

static int
distance(uint32_t a, uint32_t b)
{
	int red = (int)(a >> 16 & 255) - (int)(b >> 16 & 255);
	int green = (int)(a >> 8 & 255) - (int)(b >> 8 & 255);
	int blue = (int)(a & 255) - (int)(b & 255);

	return 3 * red * red + 6 * green * green + blue * blue;
}

static unsigned
cube_step(uint32_t part)
{
	return part < 48 ? 0 : part < 115 ? 1 : (part - 35) / 40;
}

uint8_t
theme_palette(uint32_t rgb)
{
	uint32_t red = rgb >> 16 & 255, green = rgb >> 8 & 255, blue = rgb & 255;
	uint32_t mean = (red + green + blue) / 3;
	uint8_t coloured =
		(uint8_t)(16 + 36 * cube_step(red) + 6 * cube_step(green) + cube_step(blue));
	uint8_t grey = (uint8_t)(232 + (mean < 8 ? 0 : mean > 238 ? 23 : (mean - 3) / 10));

	return distance(theme_rgb(grey), rgb) < distance(theme_rgb(coloured), rgb) ? grey
										   : coloured;
}

int
theme_to_16(uint8_t colour)
{
	uint32_t rgb = theme_rgb(colour);
	int best = 0;

	for (int i = 1; i < 16; i++)
		if (distance(ansi[i], rgb) < distance(ansi[best], rgb))
			best = i;
	return best;
}
