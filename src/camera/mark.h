/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Coaching in a picture: what is drawn over the preview so that it can be followed without reading. A frame around the
 * face (corners alone while something is to be mended, a closed double line when it is good), an oval where the face
 * belongs, an arrow to where it should go or turn, a level line for a tilted head. Shape and colour both say it. The
 * picture is a mirror: an arrow to the left is to the person's own left. Pure.
 */
#ifndef CAMERA_MARK_H
#define CAMERA_MARK_H

#include "base/cells.h"
#include "camera/look.h"
#include "rules/face_gate.h"

#include <stdbool.h>

/** Draws over cells that show the centre square of the look, mirrored. told: the hint in words; good: nothing is to be
 *  mended. */
void mark_coach(
	struct cells *cells, const struct look *look, enum face_hint told, bool good);

/** A frame around the middle: where the paper of the calibration is held. */
void mark_paper(struct cells *cells, bool good);

#endif
