/* SPDX-License-Identifier: Apache-2.0 */
/* The printed page of the calibration: where it is looked for, and its measures. Pure. */
#ifndef CAMERA_PAGE_H
#define CAMERA_PAGE_H

#include "base/page_measures.h"
#include "base/status.h"
#include "camera/picture.h"

/** The middle of the centre square, as large as a face fills it. */
struct rect page_place(int frame_width, int frame_height);

/** Of a luma picture that is exactly that place. ST_INVALID: too small to measure. */
enum status page_measure(const struct picture *luma, struct page_measures *ret_measures);

#endif
