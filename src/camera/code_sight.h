/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whether something like a code is in sight, how large and where: black and white close together, as print, bars and
 * squares have them and faces, hands and walls have not. For hints, and so that zbar need not read walls; what is read
 * is zbar's to say. Pure.
 */
#ifndef CAMERA_CODE_SIGHT_H
#define CAMERA_CODE_SIGHT_H

#include "camera/picture.h"
#include "rules/scan_hint.h"

struct code_sight {
	struct sight_measures measures; /* of the largest such thing */
	struct rect where; /* all of them with room around, in the frame's full resolution; no width: none */
};

/** small: the whole frame in RGB, made smaller; width, height: of the frame in full. */
void code_sight_look(
	const struct picture *small, int width, int height, struct code_sight *ret_sight);

#endif
