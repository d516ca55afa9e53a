/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whether something like a code is in sight, and how large: black and white close together, as print, bars and squares
 * have them and faces, hands and walls have not. Only for hints; what is read is zbar's to say. Pure.
 */
#ifndef CAMERA_CODE_SIGHT_H
#define CAMERA_CODE_SIGHT_H

#include "camera/picture.h"
#include "rules/scan_hint.h"

/** small: the whole frame in RGB, made smaller; frame_width: in full. */
void code_sight_measure(
	const struct picture *small, int frame_width, struct sight_measures *ret_sight);

#endif
