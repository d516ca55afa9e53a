/* SPDX-License-Identifier: Apache-2.0 */
/* Boxes over the page. */
#ifndef UI_BOX_H
#define UI_BOX_H

#include "ui/part.h"

/** "Masih di sini?" with the seconds left. */
void box_draw_idle_warning(const struct sheet *sheet);
/** Why we ask. */
void box_draw_why(const struct sheet *sheet);

#endif
