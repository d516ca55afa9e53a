/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A frame as terminal cells, as in a mirror, with a frame around the face: corners alone while
 * something is to be mended, a closed double line when it is good. Shape and colour both say
 * it.
 */
#ifndef CAMERA_PREVIEW_H
#define CAMERA_PREVIEW_H

#include "base/cells.h"
#include "base/status.h"
#include "camera/look.h"

#include <stdbool.h>

struct preview;

/** At most columns × rows cells; a cell is twice as high as wide and the picture square. */
enum status preview_new(int columns, int rows, struct preview **ret_preview);
void preview_free(struct preview *preview);

enum status preview_draw(
	struct preview *preview, const struct look *look, bool good, struct cells *ret_cells);

#endif
