/* SPDX-License-Identifier: Apache-2.0 */
/* Measures of drawn pages: what each kind is judged as, and that the lens is measured and not the light. */
#include "base/array.h"
#include "camera/page.h"
#include "rules/calibration.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdbool.h>

enum { WIDTH = 360, HEIGHT = 432 };

struct page_scene {
	int white, print, noise, soft; /* soft: radius of the lens's blur */
	bool blank, right_dark;
};

static uint8_t pixels[HEIGHT][WIDTH], blurred[HEIGHT][WIDTH];

/* Lines of strokes three pixels wide, as print looks through a camera. */
static bool
is_print(int x, int y)
{
	uint32_t h = (uint32_t)(x / 3) * 73856093U ^ (uint32_t)(y / 28) * 19349663U;

	return y % 28 > 10 && y % 28 < 24 && x > 20 && x < WIDTH - 20 && (h >> 7) % 5 < 2;
}

static void
draw_page(const struct page_scene *scene)
{
	uint32_t seed = 7;

	for (int y = 0; y < HEIGHT; y++)
		for (int x = 0; x < WIDTH; x++) {
			int value = !scene->blank && is_print(x, y) ? scene->print : scene->white;

			pixels[y][x] = (uint8_t)(scene->right_dark && x > WIDTH / 2 ? value / 2
										    : value);
		}
	for (int y = 0; y < HEIGHT; y++)
		for (int x = 0; x < WIDTH; x++) {
			int sum = 0, n = 0, r = scene->soft;

			for (int v = y - r; v <= y + r; v++)
				for (int u = x - r; u <= x + r; u++)
					if (v >= 0 && u >= 0 && v < HEIGHT && u < WIDTH) {
						sum += pixels[v][u];
						n++;
					}
			seed = seed * 1664525U + 1013904223U;
			sum = sum / n + (int)(seed >> 16) % (2 * scene->noise + 1) - scene->noise;
			blurred[y][x] = (uint8_t)(sum < 0 ? 0 : sum > 255 ? 255 : sum);
		}
}

static struct page_measures
measures_of(struct page_scene scene)
{
	struct picture picture = { .pixels = &blurred[0][0],
		.width = WIDTH,
		.height = HEIGHT,
		.stride = WIDTH,
		.channels = 1 };
	struct page_measures measures;

	draw_page(&scene);
	assert_int_equal(page_measure(&picture, &measures), ST_OK);
	return measures;
}

static void
page__of_every_kind_is_judged_as_what_it_is(void **state)
{
	static const struct {
		struct page_scene scene;
		enum calibration_hint hint;
	} rows[] = {
		{ { 190, 40, 2, 0, false, false }, CALIBRATION_GOOD },
		{ { 190, 40, 6, 1, false, false }, CALIBRATION_GOOD },
		{ { 120, 30, 3, 1, false, false }, CALIBRATION_GOOD },
		{ { 60, 10, 2, 0, false, false }, CALIBRATION_DARK },
		{ { 255, 80, 0, 0, false, false }, CALIBRATION_GLARE },
		{ { 190, 40, 2, 0, true, false }, CALIBRATION_BLANK },
		{ { 190, 40, 2, 9, false, false }, CALIBRATION_BLANK },
		{ { 190, 40, 2, 4, false, false }, CALIBRATION_GOOD }, /* a soft lens */
		{ { 230, 40, 2, 0, false, true }, CALIBRATION_NO_PAPER },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct page_measures m = measures_of(rows[i].scene);

		if (calibration_judge(&m) != rows[i].hint)
			fail_msg("row %zu: %s (white %.2f paper %.2f contrast %.2f over %.2f even "
				 "%.2f acutance %.3f)",
				i, calibration_words(calibration_judge(&m)), (double)m.white,
				(double)m.paper, (double)m.contrast, (double)m.overexposed,
				(double)m.evenness, (double)m.acutance);
	}
}

/* The same lens in another light, with another noise, is the same lens. */
static void
page__tells_the_lens_and_not_the_light(void **state)
{
	float sharp = measures_of((struct page_scene){ 190, 40, 1, 0, false, false }).acutance;
	float dim = measures_of((struct page_scene){ 110, 25, 1, 0, false, false }).acutance;
	float noisy = measures_of((struct page_scene){ 190, 40, 8, 0, false, false }).acutance;
	float soft = measures_of((struct page_scene){ 190, 40, 1, 1, false, false }).acutance;
	float softer = measures_of((struct page_scene){ 190, 40, 1, 2, false, false }).acutance;

	(void)state;
	assert_true(fabsf(dim / sharp - 1) < 0.15F);
	assert_true(fabsf(noisy / sharp - 1) < 0.15F);
	assert_true(soft < 0.7F * sharp);
	assert_true(softer < 0.7F * soft);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(page__of_every_kind_is_judged_as_what_it_is),
		cmocka_unit_test(page__tells_the_lens_and_not_the_light),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
