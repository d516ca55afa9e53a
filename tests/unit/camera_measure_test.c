/* SPDX-License-Identifier: Apache-2.0 */
/* Pose from projected heads of known turn, light from drawn pictures, health of what a camera
 * sends. */
#include "base/array.h"
#include "camera/health.h"
#include "camera/look.h"
#include "camera/measure.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

static const float radians = 0.017453293F;

/* The same mean head as measure.c, because the test is of the geometry, not of anatomy. */
static const float head[FACE_POINTS][3] = { { -0.50F, 0, 0 }, { 0.50F, 0, 0 },
	{ 0, 0.56F, -0.55F }, { 0, 1.06F, -0.25F }, { -1.02F, 0.23F, 1.25F },
	{ 1.02F, 0.23F, 1.25F } };

/* Turned about the vertical, then nodded, then tilted; seen from far away. yaw > 0: nose to the
 * right. */
static struct face
project(float yaw, float pitch, float roll, float eyes_px)
{
	float cy = cosf(yaw * radians), sy = sinf(yaw * radians);
	float cp = cosf(pitch * radians), sp = sinf(pitch * radians);
	float cr = cosf(roll * radians), sr = sinf(roll * radians);
	struct face face = { 0 };

	for (int p = 0; p < FACE_POINTS; p++) {
		float x = cy * head[p][0] - sy * head[p][2],
		      z = sy * head[p][0] + cy * head[p][2];
		float y = cp * head[p][1] - sp * z;

		face.point_x[p] = 960 + eyes_px * (cr * x - sr * y);
		face.point_y[p] = 500 + eyes_px * (sr * x + cr * y);
	}
	return face;
}

static void
measure_pose__reads_back_the_turn_of_a_head(void **state)
{
	static const struct {
		float yaw, pitch, roll;
	} turns[] = { { 0, 0, 0 }, { 10, 0, 0 }, { -10, 0, 0 }, { 0, 10, 0 }, { 0, -10, 0 },
		{ 0, 0, 15 }, { 0, 0, -15 }, { 25, 0, 0 }, { 8, -6, 0 } };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(turns); i++) {
		struct face face = project(turns[i].yaw, turns[i].pitch, turns[i].roll, 120);
		float yaw = 99, pitch = 99, roll = 99;

		assert_true(measure_pose(&face, &yaw, &pitch, &roll));
		assert_true(fabsf(yaw - turns[i].yaw) < 0.7F);
		assert_true(fabsf(pitch - turns[i].pitch) < 0.7F);
		assert_true(fabsf(roll - turns[i].roll) < 1.5F);
	}
}

static void
measure_pose__refuses_points_in_one_place(void **state)
{
	struct face face = { 0 };
	float yaw = 99, pitch = 99, roll = 99;

	(void)state;
	assert_false(measure_pose(&face, &yaw, &pitch, &roll));
	assert_true(yaw == 99 && pitch == 99 && roll == 99);
}

static void
measure_place__counts_in_eye_distances(void **state)
{
	struct face face = project(0, 0, 0, 100);
	struct square frame = { 420, 0, 1080 };
	struct face_measures measures = { 0 };

	(void)state;
	face.x = 520;
	face.width = 200;
	face.y = 300;
	face.height = 300;
	measure_place(&face, &frame, &measures);
	assert_float_equal(measures.left, 1, 0.01);
	assert_float_equal(measures.right, 7.8, 0.01);
	assert_float_equal(measures.up, 3, 0.01);
	assert_float_equal(measures.down, 4.8, 0.01);
}

/* --- light -------------------------------------------------------------------------------- */

enum { SIDE = 240 };

static uint8_t pixels[SIDE * SIDE];

static struct picture
drawn(uint8_t (*at)(int x, int y))
{
	for (int y = 0; y < SIDE; y++)
		for (int x = 0; x < SIDE; x++)
			pixels[y * SIDE + x] = at(x, y);
	return (struct picture){
		.pixels = pixels, .width = SIDE, .height = SIDE, .stride = SIDE, .channels = 1
	};
}

static uint8_t
flat(int x, int y)
{
	(void)x, (void)y;
	return 128;
}

static uint8_t
half_dark(int x, int y)
{
	(void)y;
	return x < SIDE / 2 ? 40 : 200;
}

/* Structure in the middle as eyes and mouth are, even skin around it. */
static bool
in_middle(int x, int y)
{
	return x > SIDE / 4 && x < SIDE * 3 / 4 && y > SIDE / 4 && y < SIDE * 3 / 4;
}

static uint8_t
checks(int x, int y)
{
	return in_middle(x, y) && (x / 4 + y / 4) % 2 ? 90 : 160;
}

/* It fades towards the skin around it: no edge of its own. */
static float
wave(int x, int y, float length)
{
	float across = sinf(3.14159F * (float)(x - SIDE / 4) / (SIDE / 2.0F));
	float down = sinf(3.14159F * (float)(y - SIDE / 4) / (SIDE / 2.0F));

	return in_middle(x, y) ? 50 * across * down * sinf((float)x / length) *
					 sinf((float)y / length)
			       : 0;
}

static uint8_t
soft_checks(int x, int y)
{
	return (uint8_t)(125 + wave(x, y, 3.5F));
}

/* What a sensor makes of an even grey in the dark: ± 6 levels. */
static uint8_t
noise(int x, int y)
{
	uint32_t h = (uint32_t)x * 374761393U + (uint32_t)y * 668265263U;

	h = (h ^ h >> 13) * 1274126177U;
	return (uint8_t)(60 + (h >> 16) % 13 - 6);
}

static uint8_t
noisy_checks(int x, int y)
{
	return (uint8_t)(checks(x, y) + noise(x, y) - 60);
}

static uint8_t
glare(int x, int y)
{
	return y < SIDE / 10 ? 255 : (uint8_t)(100 + x % 7);
}

static struct face_measures
light_of(uint8_t (*at)(int x, int y), float eyes_px)
{
	struct picture picture = drawn(at);
	struct face_measures measures = { 0 };

	assert_int_equal(measure_light(&picture, eyes_px, &measures), ST_OK);
	return measures;
}

static void
measure_light__knows_the_mean_and_the_halves(void **state)
{
	struct face_measures even = light_of(flat, 120), halves = light_of(half_dark, 120);

	(void)state;
	assert_float_equal(even.luminance, 128 / 255.0F, 0.001);
	assert_float_equal(even.light_overlap, 1, 0.001);
	assert_float_equal(even.sharpness, 0, 0.001);
	assert_float_equal(halves.luminance, 120 / 255.0F, 0.001);
	assert_float_equal(halves.light_overlap, 0, 0.001);
	assert_float_equal(light_of(glare, 120).overexposed, 0.1, 0.001);
}

static void
measure_light__calls_edges_sharper_than_slopes(void **state)
{
	(void)state;
	assert_true(
		light_of(checks, 120).sharpness > 20 * light_of(soft_checks, 120).sharpness);
}

static void
measure_light__takes_noise_for_no_sharpness(void **state)
{
	float clean = light_of(checks, 120).sharpness, noisy = light_of(noisy_checks, 120).sharpness;

	(void)state;
	assert_true(light_of(noise, 120).sharpness < 40); /* of a Laplacian of 280 */
	assert_true(noisy > 0.85F * clean && noisy < 1.15F * clean);
}

/* The same face twice as near has twice the pixels and the same sharpness. */
static uint8_t
large_soft(int x, int y)
{
	return (uint8_t)(125 + wave(x, y, 7));
}

static void
measure_light__is_the_same_at_every_distance(void **state)
{
	float far = light_of(soft_checks, 120).sharpness,
	      near = light_of(large_soft, 240).sharpness;

	(void)state;
	if (!(near > far * 0.8F && near < far * 1.25F))
		fail_msg("near %f far %f", (double)near, (double)far);
}

static void
measure_light__refuses_a_face_too_small_to_judge(void **state)
{
	struct picture picture = drawn(flat);
	struct face_measures measures = { 0 };

	(void)state;
	picture.width = picture.height = 10;
	assert_int_equal(measure_light(&picture, 120, &measures), ST_INVALID);
	assert_int_equal(measure_light(&picture, 0, &measures), ST_INVALID);
	assert_int_equal(measure_light(&picture, NAN, &measures), ST_INVALID);
}

static void
measure_skin__stays_inside_the_frame(void **state)
{
	struct face face = project(0, 0, 0, 400);
	struct rect all = measure_skin(&face, 1920, 1080), none;

	(void)state;
	assert_true(all.y >= 0 && all.y + all.height <= 1080);
	assert_int_equal(all.width, 680);
	for (int p = 0; p < FACE_POINTS; p++)
		face.point_x[p] -= 5000;
	none = measure_skin(&face, 1920, 1080);
	assert_int_equal(none.width, 0);
}

/* --- health ------------------------------------------------------------------------------- */

static enum camera_state
show(struct health *health, uint8_t first_byte, uint8_t grey, int64_t now_ms)
{
	uint8_t small_pixels[60 * 3], bytes[64] = { first_byte };
	struct frame frame = { .bytes = bytes, .len = sizeof(bytes) };
	struct picture small = {
		.pixels = small_pixels, .width = 20, .height = 3, .stride = 60
	};

	memset(small_pixels, grey, sizeof(small_pixels));
	return health_frame(health, &frame, &small, now_ms);
}

static void
health__tells_black_only_when_it_lasts(void **state)
{
	struct health health;
	uint8_t n = 0;

	(void)state;
	health_init(&health, false, 0);
	assert_int_equal(health.state, CAMERA_OPENING);
	assert_int_equal(show(&health, n++, 100, 0), CAMERA_LIVE);
	assert_int_equal(show(&health, n++, 2, 100), CAMERA_LIVE);
	assert_int_equal(show(&health, n++, 2, HEALTH_BLACK_MS - 1), CAMERA_LIVE);
	assert_int_equal(show(&health, n++, 2, HEALTH_BLACK_MS), CAMERA_BLACK);
	assert_int_equal(show(&health, n++, 100, HEALTH_BLACK_MS + 50), CAMERA_LIVE);
}

static void
health__tells_frozen_when_frames_stop_or_repeat(void **state)
{
	struct health health;

	(void)state;
	health_init(&health, false, 0);
	assert_int_equal(health_none(&health, HEALTH_FROZEN_MS - 1), CAMERA_OPENING);
	assert_int_equal(show(&health, 1, 100, HEALTH_FROZEN_MS - 1), CAMERA_LIVE);
	assert_int_equal(show(&health, 1, 100, 2 * HEALTH_FROZEN_MS - 2), CAMERA_LIVE);
	assert_int_equal(show(&health, 1, 100, 2 * HEALTH_FROZEN_MS), CAMERA_FROZEN);
	assert_int_equal(show(&health, 2, 100, 2 * HEALTH_FROZEN_MS + 50), CAMERA_LIVE);
	assert_int_equal(health_none(&health, 4 * HEALTH_FROZEN_MS), CAMERA_FROZEN);
}

static void
health__tells_torn_from_frozen_and_when_all_is_lost(void **state)
{
	struct health health;

	(void)state;
	health_init(&health, false, 0);
	assert_int_equal(health_torn(&health, HEALTH_FROZEN_MS - 1), CAMERA_OPENING);
	assert_int_equal(health_torn(&health, HEALTH_FROZEN_MS), CAMERA_TORN);
	assert_int_equal(show(&health, 1, 100, HEALTH_FROZEN_MS), CAMERA_LIVE);
	assert_int_equal(health_none(&health, 2 * HEALTH_FROZEN_MS), CAMERA_FROZEN);
	assert_false(health_is_lost(&health, HEALTH_FROZEN_MS + HEALTH_LOST_MS - 1));
	assert_true(health_is_lost(&health, HEALTH_FROZEN_MS + HEALTH_LOST_MS));
	health_init(&health, true, 0);
	assert_false(health_is_lost(&health, HEALTH_LOST_MS));
}

static void
health__lets_a_source_of_stills_stand(void **state)
{
	struct health health;

	(void)state;
	health_init(&health, true, 0);
	assert_int_equal(show(&health, 1, 100, 0), CAMERA_LIVE);
	assert_int_equal(show(&health, 1, 100, 10 * HEALTH_FROZEN_MS), CAMERA_LIVE);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(measure_pose__reads_back_the_turn_of_a_head),
		cmocka_unit_test(measure_pose__refuses_points_in_one_place),
		cmocka_unit_test(measure_place__counts_in_eye_distances),
		cmocka_unit_test(measure_light__knows_the_mean_and_the_halves),
		cmocka_unit_test(measure_light__calls_edges_sharper_than_slopes),
		cmocka_unit_test(measure_light__takes_noise_for_no_sharpness),
		cmocka_unit_test(measure_light__is_the_same_at_every_distance),
		cmocka_unit_test(measure_light__refuses_a_face_too_small_to_judge),
		cmocka_unit_test(measure_skin__stays_inside_the_frame),
		cmocka_unit_test(health__tells_black_only_when_it_lasts),
		cmocka_unit_test(health__tells_frozen_when_frames_stop_or_repeat),
		cmocka_unit_test(health__tells_torn_from_frozen_and_when_all_is_lost),
		cmocka_unit_test(health__lets_a_source_of_stills_stand),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
