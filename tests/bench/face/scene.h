/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Camera frames made from one photograph: a person of a chosen size, place, tilt and sharpness
 * before a grey wall, in chosen light, with sensor noise that the same seed repeats. The truth
 * about the eyes is known, so finders and gates can be measured without private photographs.
 */
#ifndef BENCH_SCENE_H
#define BENCH_SCENE_H

#include "base/status.h"
#include "camera/picture.h"

#include <stdint.h>

/** What people wear on and before the face; drawn as flat cloth and frames. */
enum wear {
	WEAR_NOTHING,
	WEAR_HIJAB_DARK,
	WEAR_HIJAB_LIGHT,
	WEAR_HIJAB_LOW, /* over the forehead down to the brows, as a mukena lies */
	WEAR_PECI,
	WEAR_GLASSES_THIN,
	WEAR_GLASSES_THICK,
	WEARS
};

struct scene {
	float eyes_px;    /* distance between the eyes */
	float x, y;       /* middle between the eyes, 0–1 of the frame */
	float roll;       /* degrees, clockwise, added to the photograph's own 2.7 */
	float squeeze;    /* 0: as it is; 0.2: a face a fifth narrower, as a turned one looks */
	int blur_px;      /* radius of a box blur, twice over */
	float gain;       /* light: 1 as photographed */
	float tone;       /* > 0: mean luminance the face is brought to, without clipping: skin from dark to light */
	float turn, nod;  /* degrees: the head turned to the frame's right, bowed down, with the depth a head has */
	float glare;      /* > 0: a white spot on the cheek, radius in eye distances */
	enum wear wear;
	float side_light; /* 0–1: how much darker the frame's right half of the face is */
	int noise;        /* grey levels */
	uint32_t seed;
	int second; /* > 0: the same person again, this many pixels to the right */
};

/** As a person stands who does everything right. */
extern const struct scene scene_good;

/** A photograph with the place of its pupils. */
struct photo {
	struct picture picture; /* owned */
	float eye_x, eye_y;     /* middle between them, pixels */
	float eyes;             /* their distance */
	float level;            /* degrees that turn it upright; 0: as it is */
};

/** The committed photograph, whose truth is known. */
enum status photo_read_truth(const char *path, struct photo *ret_photo);
/** Any other one: the eyes are where the finder sees them at full size. ST_NOT_FOUND: no face.
 */
enum status photo_read_any(
	const char *path, struct face_finder *finder, struct photo *ret_photo);
void photo_free(struct photo *photo);

/** A printed page held where a face is, through a lens of this softness (radius of a box blur, twice over). */
enum status scene_page(int blur_px, float gain, int noise, int width, int height,
	struct picture *picture);

enum status scene_draw(const struct photo *photo, const struct scene *scene, int width,
	int height, struct picture *picture);

#endif
