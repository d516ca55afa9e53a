/* SPDX-License-Identifier: Apache-2.0 */
/* Six points → pose; luma → sharpness and light. */
#include "camera/measure.h"

#include <math.h>
#include <stdlib.h>

enum { BINS = 32, OVEREXPOSED = 247, SHARP_EYE_PX = 120, SIDE_MIN = 24, TILE = 16 };

static const float degrees = 57.29578F;

/* A mean adult head in eye distances, origin between the eyes, x to the frame's right, y down,
 * z away from the camera. x and y are means of what the model finds on 40 near-frontal
 * portraits, so that they come out at 0 degrees on average; z is the anthropometric depth of
 * nose and ears, from which a turn is read. */
static const float head[FACE_POINTS][3] = {
	[POINT_RIGHT_EYE] = { -0.50F, 0.00F, 0.00F },
	[POINT_LEFT_EYE] = { 0.50F, 0.00F, 0.00F },
	[POINT_NOSE] = { 0.00F, 0.56F, -0.55F },
	[POINT_MOUTH] = { 0.00F, 1.06F, -0.25F },
	[POINT_RIGHT_EAR] = { -1.02F, 0.23F, 1.25F },
	[POINT_LEFT_EAR] = { 1.02F, 0.23F, 1.25F },
};

float
face_eye_distance(const struct face *face)
{
	return hypotf(face->point_x[POINT_LEFT_EYE] - face->point_x[POINT_RIGHT_EYE],
		face->point_y[POINT_LEFT_EYE] - face->point_y[POINT_RIGHT_EYE]);
}

/* Inverse of the symmetric 3 × 3 matrix m; false when it has none. */
static bool
invert(const float m[3][3], float ret_inverse[3][3])
{
	float det = 0;

	for (int i = 0; i < 3; i++)
		det += m[0][i] * (m[1][(i + 1) % 3] * m[2][(i + 2) % 3] -
					 m[1][(i + 2) % 3] * m[2][(i + 1) % 3]);
	if (!(fabsf(det) > 1e-6F))
		return false;
	for (int i = 0; i < 3; i++)
		for (int j = 0; j < 3; j++)
			ret_inverse[j][i] =
				(m[(i + 1) % 3][(j + 1) % 3] * m[(i + 2) % 3][(j + 2) % 3] -
					m[(i + 1) % 3][(j + 2) % 3] *
						m[(i + 2) % 3][(j + 1) % 3]) /
				det;
	return true;
}

/* The row of the projection that takes the centred head to the centred coordinates, by least
 * squares. */
static bool
fit_row(const float *coordinate, float ret_row[3])
{
	float mean[3] = { 0 }, mean_at = 0, normal[3][3] = { { 0 } }, inverse[3][3],
	      right[3] = { 0 };

	for (int p = 0; p < FACE_POINTS; p++) {
		mean_at += coordinate[p] / FACE_POINTS;
		for (int i = 0; i < 3; i++)
			mean[i] += head[p][i] / FACE_POINTS;
	}
	for (int p = 0; p < FACE_POINTS; p++)
		for (int i = 0; i < 3; i++) {
			right[i] += (head[p][i] - mean[i]) * (coordinate[p] - mean_at);
			for (int j = 0; j < 3; j++)
				normal[i][j] += (head[p][i] - mean[i]) * (head[p][j] - mean[j]);
		}
	if (!invert(normal, inverse))
		return false;
	for (int i = 0; i < 3; i++)
		ret_row[i] = inverse[i][0] * right[0] + inverse[i][1] * right[1] +
			     inverse[i][2] * right[2];
	return true;
}

static float
length(const float v[3])
{
	return sqrtf(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
}

bool
measure_pose(const struct face *face, float *yaw, float *pitch, float *roll)
{
	float i[3], j[3], dx, dy, scale;

	dx = face->point_x[POINT_LEFT_EYE] - face->point_x[POINT_RIGHT_EYE];
	dy = face->point_y[POINT_LEFT_EYE] - face->point_y[POINT_RIGHT_EYE];
	if (!(hypotf(dx, dy) > 1) || !fit_row(face->point_x, i) || !fit_row(face->point_y, j))
		return false;
	scale = (length(i) + length(j)) / 2;
	if (!(scale > 0))
		return false;
	/* The projection's rows are those of the rotation: how far depth (z) moves a point
	 * sideways and down, after the roll is taken out, is the sine of yaw and pitch. The
	 * nose points to the camera, hence the signs. */
	float angle = atan2f(dy, dx), c = cosf(angle), s = sinf(angle);
	float side = (c * i[2] + s * j[2]) / scale, down = (c * j[2] - s * i[2]) / scale;

	*roll = angle * degrees;
	*yaw = -asinf(fmaxf(-1, fminf(1, side))) * degrees;
	*pitch = -asinf(fmaxf(-1, fminf(1, down))) * degrees;
	return true;
}

void
measure_place(
	const struct face *face, const struct square *frame, struct face_measures *measures)
{
	float eyes = face_eye_distance(face);

	if (!(eyes > 0))
		return;
	measures->left = (face->x - frame->x) / eyes;
	measures->right = (frame->x + frame->side - face->x - face->width) / eyes;
	measures->up = (face->y - frame->y) / eyes;
	measures->down = (frame->y + frame->side - face->y - face->height) / eyes;
}

struct rect
measure_skin(const struct face *face, int frame_width, int frame_height)
{
	float eyes = face_eye_distance(face);
	float x = (face->point_x[POINT_RIGHT_EYE] + face->point_x[POINT_LEFT_EYE]) / 2;
	float y = (face->point_y[POINT_RIGHT_EYE] + face->point_y[POINT_LEFT_EYE]) / 2;
	int left = (int)fmaxf(0, x - 0.85F * eyes), top = (int)fmaxf(0, y - 0.45F * eyes);
	int right = (int)fminf((float)frame_width, x + 0.85F * eyes);
	int bottom = (int)fminf((float)frame_height, y + 1.55F * eyes);

	return (struct rect){ left, top, right > left ? right - left : 0,
		bottom > top ? bottom - top : 0 };
}

/* --- light -------------------------------------------------------------------------------- */

static void
histogram(const struct picture *luma, struct face_measures *measures)
{
	float half[2][BINS] = { { 0 } }, n[2] = { 0 };
	double sum = 0;
	long over = 0, all = (long)luma->width * luma->height;

	for (int y = 0; y < luma->height; y++)
		for (int x = 0; x < luma->width; x++) {
			int value = *picture_at(luma, x, y);
			int side = x >= luma->width / 2;

			half[side][value * BINS / 256]++;
			n[side]++;
			sum += value;
			over += value >= OVEREXPOSED;
		}
	measures->luminance = (float)(sum / (double)all / 255);
	measures->overexposed = (float)over / (float)all;
	measures->light_overlap = 0;
	for (int b = 0; b < BINS; b++)
		measures->light_overlap += fminf(half[0][b] / n[0], half[1][b] / n[1]);
}

/* One pixel of the picture at the fixed size: the mean of the pixels it covers, or between them
 * when enlarged. */
static float
resampled(const struct picture *luma, float step, int column, int row)
{
	float x = (float)column * step, y = (float)row * step;

	if (step > 1) {
		int x1 = (int)(x + step), y1 = (int)(y + step), sum = 0, n = 0;

		for (int v = (int)y; v < y1 && v < luma->height; v++)
			for (int u = (int)x; u < x1 && u < luma->width; u++, n++)
				sum += *picture_at(luma, u, v);
		return n > 0 ? (float)sum / (float)n : 0;
	}
	int u = (int)x, v = (int)y;
	const uint8_t *at = picture_at(luma, u, v);
	int right = u + 1 < luma->width, below = v + 1 < luma->height ? luma->stride : 0;
	float dx = x - (float)u, dy = y - (float)v;

	return (1 - dy) * ((1 - dx) * at[0] + dx * at[right]) +
	       dy * ((1 - dx) * at[below] + dx * at[below + right]);
}

/* Laplacian of small squares of the picture, so that the sensor's noise, which is everywhere, can be told from edges,
 * which are not. */
struct tile {
	double sum, squares;
	int n;
};

struct tiles {
	int across, down;
	struct tile *tile; /* owned */
	float *variance;   /* owned; of each */
};

static void
tiles_free(struct tiles *tiles)
{
	free(tiles->tile);
	free(tiles->variance);
}

static enum status
tiles_init(struct tiles *tiles, int width, int height)
{
	size_t n;

	tiles->across = width / TILE + 1;
	tiles->down = height / TILE + 1;
	n = (size_t)tiles->across * (size_t)tiles->down;
	tiles->tile = calloc(n, sizeof(*tiles->tile));
	tiles->variance = calloc(n, sizeof(*tiles->variance));
	return tiles->tile == NULL || tiles->variance == NULL ? ST_NO_MEMORY : ST_OK;
}

/* Over three rows that roll through the picture. */
static enum status
fill_tiles(const struct picture *luma, float step, int width, int height, struct tiles *tiles)
{
	float *rows = malloc(3 * (size_t)width * sizeof(*rows)), *r[3];

	if (rows == NULL)
		return ST_NO_MEMORY;
	for (int y = 0; y < height; y++) {
		struct tile *line = &tiles->tile[y / TILE * tiles->across];

		for (int k = 0; k < 3; k++)
			r[k] = rows + (size_t)((y + k + 1) % 3) * (size_t)width;
		for (int x = 0; x < width; x++)
			r[2][x] = resampled(luma, step, x, y);
		for (int x = 1; y >= 2 && x < width - 1; x++) {
			double l = r[0][x] + r[2][x] + r[1][x - 1] + r[1][x + 1] - 4 * r[1][x];
			struct tile *tile = &line[x / TILE];

			tile->sum += l;
			tile->squares += l * l;
			tile->n++;
		}
	}
	free(rows);
	return ST_OK;
}

static int
ascending(const void *a, const void *b)
{
	float x = *(const float *)a, y = *(const float *)b;

	return (x > y) - (x < y);
}

/* The mean variance less the middle one: more than half of a face is even skin, and what that still shows is noise. */
static float
above_noise(struct tiles *tiles)
{
	int n = 0;
	double sum = 0;

	for (int i = 0; i < tiles->across * tiles->down; i++) {
		const struct tile *tile = &tiles->tile[i];
		double mean = tile->n > 0 ? tile->sum / tile->n : 0;

		if (tile->n < TILE * TILE / 2)
			continue; /* at the rim, too few to tell */
		tiles->variance[n] = (float)(tile->squares / tile->n - mean * mean);
		sum += tiles->variance[n++];
	}
	if (n == 0)
		return 0;
	qsort(tiles->variance, (size_t)n, sizeof(float), ascending);
	return fmaxf(0, (float)(sum / n) - tiles->variance[n / 2]);
}

static enum status
sharpness(const struct picture *luma, float eye_distance, float *ret_sharpness)
{
	float step = eye_distance / SHARP_EYE_PX;
	int width = (int)((float)luma->width / step),
	    height = (int)((float)luma->height / step);
	struct tiles tiles = { 0 };
	enum status st;

	if (width < SIDE_MIN || height < SIDE_MIN || width > FRAME_SIDE_MAX ||
		height > FRAME_SIDE_MAX)
		return ST_INVALID;
	st = tiles_init(&tiles, width, height);
	if (st == ST_OK)
		st = fill_tiles(luma, step, width, height, &tiles);
	if (st == ST_OK)
		*ret_sharpness = above_noise(&tiles);
	tiles_free(&tiles);
	return st;
}

enum status
measure_light(const struct picture *luma, float eye_distance, struct face_measures *measures)
{
	float sharp = 0;
	enum status st;

	if (luma->channels != 1 || luma->width < 2 || luma->height < 2 || !(eye_distance >= 4))
		return ST_INVALID;
	st = sharpness(luma, eye_distance, &sharp);
	if (st != ST_OK)
		return st;
	measures->sharpness = sharp;
	histogram(luma, measures);
	return ST_OK;
}
