/* SPDX-License-Identifier: Apache-2.0 */
/* Histogram → light and contrast; Laplacian of small squares → how sharp print is on this camera. */
#include "camera/page.h"

#include <math.h>
#include <stdlib.h>

enum { LEVELS = 256, TILE = 16, OVEREXPOSED = 247, SIDE_MIN = 4 * TILE };

static const float as_bright = 0.75F; /* of the paper, to count as paper */

struct rect
page_place(int frame_width, int frame_height)
{
	int side = frame_width < frame_height ? frame_width : frame_height;
	int width = side / 3, height = side * 2 / 5;

	return (struct rect){ (frame_width - width) / 2, (frame_height - height) / 2, width,
		height };
}

struct light {
	long level[LEVELS], all;
	double half[2]; /* sums of the left and the right half */
};

static void
count_light(const struct picture *luma, struct light *light)
{
	*light = (struct light){ .all = (long)luma->width * luma->height };
	for (int y = 0; y < luma->height; y++)
		for (int x = 0; x < luma->width; x++) {
			int value = *picture_at(luma, x, y);

			light->level[value]++;
			light->half[x >= luma->width / 2] += value;
		}
}

/* The level that this share of the pixels does not exceed. */
static int
level_at(const struct light *light, float share)
{
	long below = 0;

	for (int i = 0; i < LEVELS; i++) {
		below += light->level[i];
		if ((float)below >= share * (float)light->all)
			return i;
	}
	return LEVELS - 1;
}

static float
share_from(const struct light *light, int level)
{
	long n = 0;

	for (int i = level < 0 ? 0 : level; i < LEVELS; i++)
		n += light->level[i];
	return (float)n / (float)light->all;
}

static float
tile_variance(const struct picture *luma, int left, int top)
{
	double sum = 0, squares = 0;
	const int n = TILE * TILE;

	for (int y = top; y < top + TILE; y++)
		for (int x = left; x < left + TILE; x++) {
			double l = *picture_at(luma, x, y - 1) + *picture_at(luma, x, y + 1) +
				   *picture_at(luma, x - 1, y) + *picture_at(luma, x + 1, y) -
				   4.0 * *picture_at(luma, x, y);

			sum += l;
			squares += l * l;
		}
	return (float)(squares / n - sum / n * (sum / n));
}

static int
ascending(const void *a, const void *b)
{
	float x = *(const float *)a, y = *(const float *)b;

	return (x > y) - (x < y);
}

/* What print shows above plain paper: the sharpest twentieth less the plainest one. */
static enum status
edges_of(const struct picture *luma, float *ret_edges)
{
	int across = (luma->width - 2) / TILE, down = (luma->height - 2) / TILE;
	float *variance = calloc((size_t)across * (size_t)down, sizeof(*variance));
	int n = 0;

	if (variance == NULL)
		return ST_NO_MEMORY;
	for (int y = 0; y < down; y++)
		for (int x = 0; x < across; x++)
			variance[n++] = tile_variance(luma, 1 + x * TILE, 1 + y * TILE);
	qsort(variance, (size_t)n, sizeof(*variance), ascending);
	*ret_edges = fmaxf(0, variance[n * 19 / 20] - variance[n / 20]);
	free(variance);
	return ST_OK;
}

enum status
page_measure(const struct picture *luma, struct page_measures *ret_measures)
{
	struct light light;
	float edges = 0, contrast;
	int white, print;
	enum status st;

	if (luma->channels != 1 || luma->width < SIDE_MIN || luma->height < SIDE_MIN)
		return ST_INVALID;
	st = edges_of(luma, &edges);
	if (st != ST_OK)
		return st;
	count_light(luma, &light);
	white = level_at(&light, 0.85F);
	print = level_at(&light, 0.03F);
	contrast = (float)(white - print);
	*ret_measures = (struct page_measures){
		.white = (float)white / 255,
		.paper = share_from(&light, (int)(as_bright * (float)white)),
		.contrast = contrast / 255,
		.overexposed = share_from(&light, OVEREXPOSED),
		.evenness = (float)(fmin(light.half[0], light.half[1]) /
				    fmax(1, fmax(light.half[0], light.half[1]))),
		.acutance = contrast > 1 ? edges / (contrast * contrast) : 0,
	};
	return ST_OK;
}
