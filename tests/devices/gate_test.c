/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The gate on whole frames with the real detector: what is worn never rejects by itself, people sit and stand as they
 * are, and what is really wrong is refused by its own check. make bench-face shows many more.
 */
#include "base/array.h"
#include "camera/look.h"
#include "camera/model.h"
#include "rules/face_gate.h"
#include "tests/bench/face/scene.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { WIDTH = 1280, HEIGHT = 720, FRAME_BYTES = 1 << 20 };

static struct photo photo;
static struct face_finder *finder;
static struct picture drawn;
static struct look look;

static int
load(void **state)
{
	(void)state;
	assert_int_equal(
		model_load("assets/models/blazeface-front-128.onnx", &finder), ST_OK);
	assert_int_equal(photo_read_truth("tests/data/faces/astronaut.jpg", &photo), ST_OK);
	return 0;
}

static int
unload(void **state)
{
	(void)state;
	face_finder_free(finder);
	photo_free(&photo);
	picture_free(&drawn);
	look_free(&look);
	return 0;
}

/* Smaller than a camera's, to be drawn quickly; still above every limit. */
static struct scene
someone(void)
{
	struct scene scene = scene_good;

	scene.eyes_px = 105;
	return scene;
}

static enum face_hint
hint_of(const struct scene *scene)
{
	struct frame frame = { .format = FRAME_JPEG };
	enum face_hint hint;
	struct buf jpeg;

	buf_init(&jpeg, FRAME_BYTES);
	assert_int_equal(scene_draw(&photo, scene, WIDTH, HEIGHT, &drawn), ST_OK);
	assert_int_equal(picture_encode(&drawn, FRAME_BYTES, &jpeg), ST_OK);
	frame.bytes = (const uint8_t *)jpeg.data;
	frame.len = jpeg.len;
	assert_int_equal(frame_size(&frame), ST_OK);
	assert_int_equal(look_at(&look, finder, &frame), ST_OK);
	hint = face_gate(face_limits_default(), &look.measures, 0);
	buf_free(&jpeg);
	return hint;
}

static void
gate__is_never_kept_shut_by_what_is_worn(void **state)
{
	(void)state;
	for (int wear = WEAR_NOTHING; wear < WEARS; wear++) {
		struct scene scene = someone();
		enum face_hint hint;

		scene.wear = (enum wear)wear;
		hint = hint_of(&scene);
		if (hint != HINT_NONE)
			fail_msg("worn %d: %s", wear, face_hint_code(hint));
	}
}

static void
gate__takes_people_who_sit_and_who_stand(void **state)
{
	static const float heights[] = { 0.33F, 0.60F };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(heights); i++) {
		struct scene scene = someone();

		scene.y = heights[i];
		assert_int_equal(hint_of(&scene), HINT_NONE);
	}
}

static void
gate__refuses_a_turned_and_a_bowed_head(void **state)
{
	struct scene scene = someone();

	(void)state;
	scene.turn = 24;
	assert_int_equal(hint_of(&scene), HINT_LOOK_STRAIGHT);
	scene.turn = 0;
	scene.nod = 26;
	assert_int_equal(hint_of(&scene), HINT_LOOK_STRAIGHT);
}

/* In the dark a sensor's noise once passed for sharpness. */
static void
gate__refuses_a_moving_dark_face_for_its_blur(void **state)
{
	struct scene scene = someone();

	(void)state;
	scene.tone = 0.3F;
	scene.noise = 3;
	assert_int_equal(hint_of(&scene), HINT_NONE);
	scene.blur_px = 6;
	assert_int_equal(hint_of(&scene), HINT_HOLD_STILL);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(gate__is_never_kept_shut_by_what_is_worn),
		cmocka_unit_test(gate__takes_people_who_sit_and_who_stand),
		cmocka_unit_test(gate__refuses_a_turned_and_a_bowed_head),
		cmocka_unit_test(gate__refuses_a_moving_dark_face_for_its_blur),
	};

	return cmocka_run_group_tests(tests, load, unload);
}
