/* SPDX-License-Identifier: Apache-2.0 */
/* The kinds of parts, for ui/part.c, which ties them to their names; and what they share. */
#ifndef UI_PART_TYPES_H
#define UI_PART_TYPES_H

#include "ui/part.h"

struct part_type {
	struct part (*measure)(const struct sheet *sheet);
	void (*draw)(const struct sheet *sheet, int row, int rows); /* NULL: stays blank */
};

extern const struct part_type part_ask;     /* ui/part_ask.c */
extern const struct part_type part_lines;   /* ui/part_lines.c */
extern const struct part_type part_way;     /* the lines of the idle screen, as a way */
extern const struct part_type part_choices; /* ui/part_choices.c */
extern const struct part_type part_big;     /* ui/part_live.c */
extern const struct part_type part_progress;
extern const struct part_type part_picture;

/** Some rows of the sheet's text column. */
struct area sheet_rows(const struct sheet *sheet, int row, int rows);
/** There is room for a question in block letters. */
bool sheet_is_roomy(const struct sheet *sheet);
/** A part that is one text: any height up to its rows. */
struct part part_of_text(int rows);

static inline int
least(int a, int b)
{
	return a < b ? a : b;
}

static inline int
most(int a, int b)
{
	return a > b ? a : b;
}

#endif
