/* SPDX-License-Identifier: Apache-2.0 */
/* Raw measures of a printed page that is held before the camera to calibrate it: the helper finds them, the rules judge. */
#ifndef BASE_PAGE_MEASURES_H
#define BASE_PAGE_MEASURES_H

struct page_measures {
	float white;       /* luminance of the paper, 0–1 */
	float paper;       /* share of the frame's middle that is as bright as the paper */
	float contrast;    /* paper less print, 0–1 */
	float overexposed; /* share of pixels ≥ 247/255 */
	float evenness;    /* darker half over brighter half, left and right: 0–1 */
	float acutance;    /* Laplacian variance of the print less that of the plain paper, over the squared contrast */
};

#endif
