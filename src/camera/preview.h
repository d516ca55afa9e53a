/* SPDX-License-Identifier: Apache-2.0 */
/* A frame as terminal cells, as in a mirror; camera/mark.h draws over it what is to be done. */
#ifndef CAMERA_PREVIEW_H
#define CAMERA_PREVIEW_H

#include "base/cells.h"
#include "base/status.h"
#include "camera/look.h"

struct preview;

/** At most columns × rows cells; a cell is twice as high as wide and the picture square. */
enum status preview_new(int columns, int rows, struct preview **ret_preview);
void preview_free(struct preview *preview);

/** The centre square of the look's small picture. */
enum status preview_draw(
	struct preview *preview, const struct look *look, struct cells *ret_cells);

#endif
