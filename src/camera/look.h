/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One look at one frame: which faces, where exactly, how good. The frame is framed as was found
 * to work: the centre square of the small picture first, then again a square of twice the face,
 * so that the eyes come out within 5 %.
 */
#ifndef CAMERA_LOOK_H
#define CAMERA_LOOK_H

#include "base/face_measures.h"
#include "base/status.h"
#include "camera/face.h"
#include "camera/picture.h"

#include <stdbool.h>

struct look {
	struct picture small; /* RGB, frame ÷ divide; owned */
	struct picture luma;  /* the face's skin in full resolution; owned */
	int divide;
	struct square centre; /* what the person sees of the frame; full resolution */
	bool found;
	struct face face; /* the largest, full resolution */
	struct face_measures measures;
	int side_turn; /* which side square is looked into next when the centre is empty */
};

void look_free(struct look *look);

/** Fills everything in. ST_CORRUPT: a torn frame, nothing to be told about it. frame has its
 * size. */
enum status look_at(struct look *look, struct face_finder *finder, const struct frame *frame);

/** The small picture alone, no faces: for the preview while codes are read. */
enum status look_small(struct look *look, const struct frame *frame);

/** The part of the frame that is sent: 3 × 4, at least 480 × 640 where the frame has it, the
 * eyes at 45 % height. */
struct rect look_portrait(const struct look *look, const struct frame *frame);

#endif
