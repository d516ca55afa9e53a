/* SPDX-License-Identifier: Apache-2.0 */
/* A photograph placed into a camera frame. */
#include "tests/bench/face/scene.h"

#include "base/str.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PHOTO_MAX = 1 << 20, WALL = 150 };

static const float radians = 0.017453293F;

const struct scene scene_good = {
	.eyes_px = 130,
	.x = 0.5F,
	.y = 0.45F,
	.gain = 1,
	.noise = 2,
	.seed = 1,
};

static enum status
photo_read(const char *path, struct photo *photo)
{
	struct frame frame = { .format = FRAME_JPEG };
	uint8_t *bytes = malloc(PHOTO_MAX);
	FILE *file = fopen(path, "rb");
	enum status st = ST_NO_MEMORY;
	struct rect all;

	if (file == NULL || bytes == NULL) {
		st = file == NULL ? status_from_errno(errno) : ST_NO_MEMORY;
		goto out;
	}
	frame.len = fread(bytes, 1, PHOTO_MAX, file);
	frame.bytes = bytes;
	st = frame_size(&frame);
	if (st != ST_OK)
		goto out;
	all = (struct rect){ 0, 0, frame.width, frame.height };
	st = picture_colour(&frame, &all, &photo->picture);
out:
	if (file != NULL && fclose(file) != 0 && st == ST_OK)
		st = ST_IO;
	free(bytes);
	return st;
}

enum status
photo_read_truth(const char *path, struct photo *ret_photo)
{
	/* tests/data/faces/README.md: pupils at (204.2, 101.3) and (247.0, 103.3) */
	ret_photo->eye_x = (204.2F + 247.0F) / 2;
	ret_photo->eye_y = (101.3F + 103.3F) / 2;
	ret_photo->eyes = 42.85F;
	return photo_read(path, ret_photo);
}

enum status
photo_read_any(const char *path, struct face_finder *finder, struct photo *ret_photo)
{
	enum status st = photo_read(path, ret_photo);
	struct picture *p = &ret_photo->picture;
	struct square all = { 0, 0, (float)(p->width > p->height ? p->width : p->height) },
		      near;
	struct faces faces;
	const float *x, *y;
	struct rgb rgb;

	if (st != ST_OK)
		return st;
	rgb = (struct rgb){ p->pixels, p->width, p->height, p->stride };
	face_finder_look(finder, &rgb, &all, &faces);
	if (faces.count != 1)
		return ST_NOT_FOUND;
	near = (struct square){ faces.face[0].x - faces.face[0].width / 2,
		faces.face[0].y - faces.face[0].height / 2, 2 * faces.face[0].width };
	face_finder_look(finder, &rgb, &near, &faces);
	if (faces.count != 1)
		return ST_NOT_FOUND;
	x = faces.face[0].point_x;
	y = faces.face[0].point_y;
	ret_photo->eye_x = (x[POINT_RIGHT_EYE] + x[POINT_LEFT_EYE]) / 2;
	ret_photo->eye_y = (y[POINT_RIGHT_EYE] + y[POINT_LEFT_EYE]) / 2;
	ret_photo->level = -atan2f(y[POINT_LEFT_EYE] - y[POINT_RIGHT_EYE],
				   x[POINT_LEFT_EYE] - x[POINT_RIGHT_EYE]) /
			   radians;
	ret_photo->eyes = hypotf(
		x[POINT_LEFT_EYE] - x[POINT_RIGHT_EYE], y[POINT_LEFT_EYE] - y[POINT_RIGHT_EYE]);
	return ST_OK;
}

void
photo_free(struct photo *photo)
{
	picture_free(&photo->picture);
}

/* Catmull-Rom weights of the four pixels around a point. */
static void
weights(float t, float ret_w[4])
{
	ret_w[0] = t * (-0.5F + t * (1 - 0.5F * t));
	ret_w[1] = 1 + t * t * (-2.5F + 1.5F * t);
	ret_w[2] = t * (0.5F + t * (2 - 1.5F * t));
	ret_w[3] = t * t * (-0.5F + 0.5F * t);
}

static bool
sample(const struct picture *from, float x, float y, float ret_rgb[3])
{
	int u = (int)floorf(x), v = (int)floorf(y);
	float wx[4], wy[4];

	if (u < 1 || v < 1 || u + 2 >= from->width || v + 2 >= from->height)
		return false;
	weights(x - (float)u, wx);
	weights(y - (float)v, wy);
	for (int c = 0; c < 3; c++) {
		ret_rgb[c] = 0;
		for (int j = 0; j < 4; j++) {
			const uint8_t *row = from->pixels + (v + j - 1) * from->stride;

			for (int i = 0; i < 4; i++)
				ret_rgb[c] += wy[j] * wx[i] * row[(u + i - 1) * 3 + c];
		}
	}
	return true;
}

static uint32_t
chance(uint32_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 17;
	*seed ^= *seed << 5;
	return *seed;
}

/* --- the head: eye distances, origin between the eyes, y down, upright ---------------------------------------- */

struct point {
	float x, y;
};

/* How far before the eyes' middle a point of the face lies: the nose before it, cheeks, ears, crown and chin behind. */
static float
depth(struct point at)
{
	float nose = hypotf(at.x / 0.28F, (at.y - 0.5F) / 0.4F);

	return 0.55F * expf(-nose * nose) - 1.5F * at.x * at.x -
	       0.2F * (at.y - 0.4F) * (at.y - 0.4F);
}

/* Where on the unturned head a point of the turned one lies: looked for in small steps, because what is turned away is
 * hidden. Outside of the head nothing moves. */
static struct point
unturned(struct point at, const struct scene *scene)
{
	enum { STEPS = 12 };
	float turn = scene->turn * radians, nod = scene->nod * radians;
	struct point from = at;

	if ((turn == 0 && nod == 0) || hypotf(at.x / 1.3F, (at.y - 0.4F) / 1.9F) > 1)
		return at;
	for (int i = 0; i < STEPS; i++) {
		float z = depth(from);

		from.x += 0.5F * ((at.x - z * sinf(turn)) / cosf(turn) - from.x);
		from.y += 0.5F * ((at.y - z * sinf(nod)) / cosf(nod) - from.y);
	}
	return from;
}

static float
ellipse(struct point at, float x, float y, float across, float down)
{
	return hypotf((at.x - x) / across, (at.y - y) / down);
}

static bool
in_cloth(struct point at, float brow)
{
	bool face = ellipse(at, 0, 0.55F, 0.95F, 1.35F) < 1 && at.y > brow;

	return !face && ellipse(at, 0, 0.8F, 1.75F, 2.4F) < 1;
}

static bool
in_frames(struct point at, float thick)
{
	at.x = fabsf(at.x);
	if (fabsf(ellipse(at, 0.5F, 0.08F, 0.42F, 0.34F) - 1) < thick)
		return true;
	return fabsf(at.y) < thick / 3 && (at.x < 0.1F || (at.x > 0.9F && at.x < 1.15F));
}

/* The colour of what is worn there, or −1. Folds of cloth are a little light and dark. */
static int
worn(struct point at, enum wear wear)
{
	int fold = (int)(14 * sinf(5 * at.x + 3 * at.y));

	switch (wear) {
	case WEAR_HIJAB_DARK:
		return in_cloth(at, -0.65F) ? 40 + fold : -1;
	case WEAR_HIJAB_LIGHT:
		return in_cloth(at, -0.65F) ? 215 + fold : -1;
	case WEAR_HIJAB_LOW:
		return in_cloth(at, -0.35F) ? 225 + fold : -1;
	case WEAR_PECI:
		return fabsf(at.x) < 1.15F && at.y < -0.5F && at.y > -1.7F ? 22 + fold / 2 : -1;
	case WEAR_GLASSES_THIN:
		return in_frames(at, 0.08F) ? 60 : -1;
	case WEAR_GLASSES_THICK:
		return in_frames(at, 0.2F) ? 15 : -1;
	default:
		return -1;
	}
}

/* --- skin from dark to light ------------------------------------------------------------------------------------ */

static float
luma_of(const float rgb[3])
{
	return (0.299F * rgb[0] + 0.587F * rgb[1] + 0.114F * rgb[2]) / 255;
}

/* Mean luminance of the face with this exponent: brows to chin, cheek to cheek, as the gate measures it. */
static float
mean_luma(const struct photo *photo, float exponent)
{
	double sum = 0;
	int n = 0;

	for (float y = -0.45F; y < 1.55F; y += 0.05F)
		for (float x = -0.85F; x < 0.85F; x += 0.05F) {
			float rgb[3];

			if (!sample(&photo->picture, photo->eye_x + x * photo->eyes,
				    photo->eye_y + y * photo->eyes, rgb))
				continue;
			sum += powf(luma_of(rgb), exponent);
			n++;
		}
	return n > 0 ? (float)(sum / n) : 0.5F;
}

static float
exponent_for(const struct photo *photo, float tone)
{
	float low = 0.1F, high = 8;

	for (int i = 0; i < 24 && tone > 0; i++) {
		float middle = (low + high) / 2;

		if (mean_luma(photo, middle) > tone)
			low = middle;
		else
			high = middle;
	}
	return tone > 0 ? low : 1;
}

/* --- the person in the frame --------------------------------------------------------------------------------------- */

struct sitter {
	const struct photo *photo;
	const struct scene *scene;
	float exponent;
	float c, s; /* of the roll */
};

/* The colour of the person at this point of the head; false: nothing of the photograph lies there. */
static bool
person_at(const struct sitter *sitter, struct point at, float ret_rgb[3])
{
	const struct photo *photo = sitter->photo;
	const struct scene *scene = sitter->scene;
	struct point from;
	int cloth;
	float light;

	at = (struct point){ sitter->c * at.x + sitter->s * at.y,
		sitter->c * at.y - sitter->s * at.x };
	from = unturned(at, scene);
	cloth = worn(at, scene->wear);
	light = scene->gain * (1 - scene->side_light / (1 + expf(-at.x * 8)));
	if (!sample(&photo->picture, photo->eye_x + from.x * photo->eyes,
		    photo->eye_y + from.y * photo->eyes, ret_rgb))
		return false;
	if (sitter->exponent != 1) {
		float luma = fmaxf(luma_of(ret_rgb), 0.004F);
		float by = powf(luma, sitter->exponent) / luma;

		for (int k = 0; k < 3; k++)
			ret_rgb[k] *= by;
	}
	for (int k = 0; k < 3; k++)
		ret_rgb[k] = (cloth >= 0 ? (float)cloth : ret_rgb[k]) * light;
	if (scene->glare > 0 && ellipse(at, 0.45F, 0.6F, scene->glare, scene->glare) < 1)
		ret_rgb[0] = ret_rgb[1] = ret_rgb[2] = 255;
	return true;
}

static void
place(const struct photo *photo, const struct scene *scene, float shift,
	struct picture *picture)
{
	struct sitter sitter = { .photo = photo,
		.scene = scene,
		.exponent = exponent_for(photo, scene->tone),
		.c = cosf((scene->roll + photo->level) * radians),
		.s = sinf((scene->roll + photo->level) * radians) };
	float narrow = 1 - scene->squeeze;
	float mid_x = scene->x * (float)picture->width + shift;
	float mid_y = scene->y * (float)picture->height;

	for (int y = 0; y < picture->height; y++)
		for (int x = 0; x < picture->width; x++) {
			struct point at = { ((float)x - mid_x) / narrow / scene->eyes_px,
				((float)y - mid_y) / scene->eyes_px };
			float rgb[3];

			if (shift != 0 && hypotf(at.x, at.y - 0.5F) > 2)
				continue; /* the head alone */
			if (!person_at(&sitter, at, rgb))
				continue;
			for (int k = 0; k < 3; k++)
				picture->pixels[y * picture->stride + x * 3 + k] =
					(uint8_t)fmaxf(0, fminf(255, rgb[k]));
		}
}

/* Running mean along one line of n values that lie `step` bytes apart. */
static void
blur_line(uint8_t *line, int n, int step, int radius, uint8_t *copy)
{
	int sum = 0, window = 2 * radius + 1;

	for (int i = 0; i < n; i++)
		copy[i] = line[i * step];
	for (int i = -radius; i <= radius; i++)
		sum += copy[i < 0 ? 0 : i];
	for (int i = 0; i < n; i++) {
		int out = i - radius, in = i + radius + 1;

		line[i * step] = (uint8_t)(sum / window);
		sum += copy[in < n ? in : n - 1] - copy[out < 0 ? 0 : out];
	}
}

static void
blur(struct picture *p, int radius)
{
	uint8_t copy[FRAME_SIDE_MAX];

	for (int c = 0; c < 3; c++) {
		for (int y = 0; y < p->height; y++)
			blur_line(p->pixels + y * p->stride + c, p->width, 3, radius, copy);
		for (int x = 0; x < p->width; x++)
			blur_line(p->pixels + x * 3 + c, p->height, p->stride, radius, copy);
	}
}

static void
add_noise(struct picture *p, int noise, uint32_t seed)
{
	uint32_t state = seed * 2654435761U + 1;
	size_t n = (size_t)p->stride * (size_t)p->height;

	for (size_t i = 0; i < n; i += 3) {
		int by = (int)(chance(&state) % (uint32_t)(2 * noise + 1)) - noise;

		for (size_t c = i; c < i + 3; c++) {
			int value = p->pixels[c] + by;

			p->pixels[c] = (uint8_t)(value < 0 ? 0 : value > 255 ? 255 : value);
		}
	}
}

enum status
scene_draw(const struct photo *photo, const struct scene *scene, int width, int height,
	struct picture *picture)
{
	enum status st = picture_resize(picture, width, height, 3);

	if (st != ST_OK)
		return st;
	memset(picture->pixels, (int)fminf(255, WALL * scene->gain),
		(size_t)picture->stride * (size_t)height);
	place(photo, scene, 0, picture);
	if (scene->second != 0)
		place(photo, scene, (float)scene->second, picture);
	for (int i = 0; scene->blur_px > 0 && i < 2; i++)
		blur(picture, scene->blur_px);
	if (scene->noise > 0)
		add_noise(picture, scene->noise, scene->seed);
	return ST_OK;
}

/* Strokes three pixels wide in lines, as the print of a receipt at arm's length. */
static bool
is_print(int x, int y)
{
	uint32_t h = (uint32_t)(x / 3) * 73856093U ^ (uint32_t)(y / 28) * 19349663U;

	return y % 28 > 10 && y % 28 < 24 && (h >> 7) % 5 < 2;
}

enum status
scene_page(int blur_px, float gain, int noise, int width, int height, struct picture *picture)
{
	enum { PAGE_WIDTH = 620, PAGE_HEIGHT = 760, PAPER = 225, INK = 45 };
	enum status st = picture_resize(picture, width, height, 3);

	for (int y = 0; st == ST_OK && y < height; y++)
		for (int x = 0; x < width; x++) {
			int u = x - (width - PAGE_WIDTH) / 2, v = y - (height - PAGE_HEIGHT) / 2;
			bool page = u >= 0 && v >= 0 && u < PAGE_WIDTH && v < PAGE_HEIGHT;
			float level = page ? is_print(u, v) ? INK : PAPER : WALL;

			memset(picture->pixels + y * picture->stride + x * 3,
				(int)fminf(255, level * gain), 3);
		}
	for (int i = 0; st == ST_OK && blur_px > 0 && i < 2; i++)
		blur(picture, blur_px);
	if (st == ST_OK && noise > 0)
		add_noise(picture, noise, 1);
	return st;
}
