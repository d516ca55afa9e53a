/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From the bytes of a camera frame (JPEG or YUYV) to the three pictures the work needs, each
 * decoded no further than it is used: the whole frame small, the luma of a face in full
 * resolution, a portrait as JPEG. Frames are untrusted: a damaged one is ST_CORRUPT and never
 * an answer made of grey blocks.
 */
#ifndef CAMERA_PICTURE_H
#define CAMERA_PICTURE_H

#include "base/buf.h"
#include "base/status.h"
#include "camera/face.h"

#include <stddef.h>
#include <stdint.h>

enum { FRAME_SIDE_MAX = 4096, PORTRAIT_WIDTH = 480, PORTRAIT_HEIGHT = 640 };

enum frame_format { FRAME_JPEG, FRAME_YUYV };

struct frame {
	enum frame_format format;
	const uint8_t *bytes; /* borrowed */
	size_t len;
	int width, height; /* 0 for JPEG until frame_size */
	int stride;        /* bytes a row; YUYV */
};

struct rect {
	int x, y, width, height;
};

/** A picture that keeps its memory from frame to frame; zeroed at birth. */
struct picture {
	uint8_t *pixels; /* owned; wiped when released or grown */
	int width, height, stride;
	int channels; /* 1 luma, 3 RGB, 4 RGB and alpha */
	size_t room;
};

/** The pixel at column x of row y. */
static inline uint8_t *
picture_at(const struct picture *picture, int x, int y)
{
	return picture->pixels + (size_t)y * (size_t)picture->stride +
	       (size_t)x * (size_t)picture->channels;
}

void picture_free(struct picture *picture);
enum status picture_resize(struct picture *picture, int width, int height, int channels);

/** Fills in width and height from the JPEG's header. ST_CORRUPT, ST_TOO_LONG past
 * FRAME_SIDE_MAX. */
enum status frame_size(struct frame *frame);

/** The whole frame in RGB, made smaller by *ret_divide = 1, 2, 4 or 8 until it is at most 400
 * rows high. */
enum status picture_small(const struct frame *frame, struct picture *picture, int *ret_divide);

/** The luma of `where`, which must lie inside the frame. */
enum status picture_luma(
	const struct frame *frame, const struct rect *where, struct picture *picture);

/** The whole frame's luma, `divide` (1, 2, 4, 8) times smaller. */
enum status picture_grey(const struct frame *frame, int divide, struct picture *picture);

/** `where` in RGB, as it is. */
enum status picture_colour(
	const struct frame *frame, const struct rect *where, struct picture *picture);

/** `where`, three wide and four high, as JPEG of at most `most` bytes and at least 480 × 640
 * pixels; of just as many where most is CAMERA_JPEG_SMALL or less. scratch is overwritten and
 * wiped. */
enum status picture_portrait(const struct frame *frame, const struct rect *where, size_t most,
	struct picture *scratch, struct buf *jpeg);

/** RGB → JPEG into an empty buffer, by the highest quality that fits `most` bytes. ST_TOO_LONG
 * when none does. */
enum status picture_encode(const struct picture *rgb, size_t most, struct buf *jpeg);

#endif
