/* SPDX-License-Identifier: Apache-2.0 */
/* The field being typed: block digits in groups, the places still to fill, and where the
 * next one goes. */
#ifndef UI_FIELD_H
#define UI_FIELD_H

#include "flow/page.h"
#include "ui/canvas.h"
#include "ui/part.h"

/** Heights it can have in so many columns; scale 2 where there is room for taller digits. */
struct part field_measure(const struct page_field *field, int columns, int scale);
void field_draw(
	struct canvas *canvas, const struct page_field *field, struct area area, int scale);

#endif
