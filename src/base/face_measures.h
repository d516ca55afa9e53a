/* SPDX-License-Identifier: Apache-2.0 */
/* Raw measures of one camera frame: the camera helper finds them, the gate judges, the log
 * keeps. Never a picture. */
#ifndef BASE_FACE_MEASURES_H
#define BASE_FACE_MEASURES_H

/** Pixels are of the full-resolution frame. Left and right are the frame's, as the camera sees,
 * not the person's. */
struct face_measures {
	int faces; /* second faces count from 25 % of the first one's area */
	float eye_distance_px;
	float yaw, pitch, roll; /* degrees; 0 straight; yaw > 0: turned to the frame's right;
				   pitch > 0: looking down; roll > 0: clockwise */
	float left, right, up, down; /* eye distances between face box and each frame edge */
	float frame_width_px;
	float sharpness; /* variance of the Laplacian over the face's luma at eye distance 120 px, less
			    that of its plainest parts: noise */
	float luminance; /* mean of the face, 0–1 */
	float overexposed;   /* share of face pixels ≥ 247/255 */
	float light_overlap; /* histogram overlap of left and right half, 0–1 */
};

#endif
