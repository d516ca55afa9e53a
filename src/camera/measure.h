/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From six points and the luma of a face to the measures of the gate. Pure. Follows the
 * definitions of ISO/IEC 29794-5 where the inputs carry them; sharpness is the variance of the
 * Laplacian at a fixed face size, so that one threshold holds for every distance, less what the
 * plainest parts of the skin show: a sensor's noise in the dark is no sharpness.
 */
#ifndef CAMERA_MEASURE_H
#define CAMERA_MEASURE_H

#include "base/face_measures.h"
#include "camera/face.h"
#include "camera/picture.h"

#include <stdbool.h>

float face_eye_distance(const struct face *face);

/** Degrees, from a least-squares fit of a mean head to the six points (weak perspective).
 * False: points that are no face (coinciding); nothing is written. */
bool measure_pose(const struct face *face, float *yaw, float *pitch, float *roll);

/** left, right, up, down: eye distances from the face's box to the edges of the frame. */
void measure_place(
	const struct face *face, const struct square *frame, struct face_measures *measures);

/** The part of the frame whose light and sharpness count: brows to chin, cheek to cheek. Cut to
 * the frame. */
struct rect measure_skin(const struct face *face, int frame_width, int frame_height);

/** sharpness, luminance, overexposed, light_overlap of a luma picture that is exactly the skin
 * of a face with this eye distance. ST_INVALID: too small to measure. */
enum status measure_light(
	const struct picture *luma, float eye_distance, struct face_measures *measures);

#endif
