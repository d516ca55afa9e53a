/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The face detector: BlazeFace (front, 128 × 128) run by OpenCV's dnn module on the calling
 * thread alone. This header is all the rest of the program knows of OpenCV. A broken model or
 * picture that OpenCV cannot swallow ends the process (it throws, we catch nothing): the kiosk
 * starts it again and goes on meanwhile.
 */
#ifndef CAMERA_FACE_H
#define CAMERA_FACE_H

#include "base/status.h"

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The person's right and left; "right" appears on the left of the picture. */
enum face_point {
	POINT_RIGHT_EYE,
	POINT_LEFT_EYE,
	POINT_NOSE,
	POINT_MOUTH,
	POINT_RIGHT_EAR,
	POINT_LEFT_EAR,
	FACE_POINTS,
};

enum { FACES_MAX = 8 };

/** Pixels of the picture it was found in. */
struct face {
	float x, y, width, height; /* box around brows to chin */
	float point_x[FACE_POINTS], point_y[FACE_POINTS];
	float score; /* 0–1 */
};

struct faces {
	struct face face[FACES_MAX]; /* best score first */
	int count;
};

/** A picture in memory, 3 bytes R G B a pixel. */
struct rgb {
	uint8_t *pixels; /* borrowed */
	int width, height, stride;
};

struct square {
	float x, y, side;
};

struct face_finder;

/** onnx: the model's bytes, already known to be the right ones. ST_INVALID: not a network. */
enum status face_finder_new(const void *onnx, size_t len, struct face_finder **ret_finder);
void face_finder_free(struct face_finder *finder);

/** Looks once at one square of the picture; what lies outside the picture is black. */
void face_finder_look(struct face_finder *finder, const struct rgb *picture,
	const struct square *where, struct faces *ret_faces);

#ifdef __cplusplus
}
#endif

#endif
