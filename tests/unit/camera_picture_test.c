/* SPDX-License-Identifier: Apache-2.0 */
/* Frames to pictures: whole ones, torn ones, YUYV, portraits; the model's hash; sources that
 * are none. */
#include "base/array.h"
#include "base/camera_event.h"
#include "base/str.h"
#include "camera/picture.h"
#include "camera/source.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WIDTH = 1280, HEIGHT = 720, JPEG_MAX = 1 << 20 };

struct fixture {
	struct picture rgb, out;
	struct buf jpeg;
	struct frame frame;
};

/* A slope in each colour: every decoder's answer can be computed. */
static int
setup(void **state)
{
	static struct fixture fixture;
	struct fixture *f = &fixture;

	memset(f, 0, sizeof(*f));
	buf_init(&f->jpeg, JPEG_MAX);
	if (picture_resize(&f->rgb, WIDTH, HEIGHT, 3) != ST_OK)
		return -1;
	for (int y = 0; y < HEIGHT; y++)
		for (int x = 0; x < WIDTH; x++) {
			uint8_t *at = f->rgb.pixels + y * f->rgb.stride + x * 3;

			at[0] = at[1] = at[2] = (uint8_t)(x * 200 / WIDTH + 20);
		}
	if (picture_encode(&f->rgb, JPEG_MAX, &f->jpeg) != ST_OK)
		return -1;
	f->frame = (struct frame){
		.format = FRAME_JPEG, .bytes = (const uint8_t *)f->jpeg.data, .len = f->jpeg.len
	};
	*state = f;
	return frame_size(&f->frame) == ST_OK ? 0 : -1;
}

static int
teardown(void **state)
{
	struct fixture *f = *state;

	picture_free(&f->rgb);
	picture_free(&f->out);
	buf_free(&f->jpeg);
	return 0;
}

static void
assert_slope(const struct picture *picture, int x0, int divide)
{
	for (int x = 0; x < picture->width; x += 7) {
		int is = picture->pixels[picture->height / 2 * picture->stride +
					 x * picture->channels];
		int should = (x0 + x) * divide * 200 / WIDTH + 20;

		assert_in_range(is, should > 4 ? should - 4 : 0, should + 4);
	}
}

static void
picture_small__halves_until_400_rows(void **state)
{
	struct fixture *f = *state;
	int divide = 0;

	assert_int_equal(f->frame.width, WIDTH);
	assert_int_equal(picture_small(&f->frame, &f->out, &divide), ST_OK);
	assert_int_equal(divide, 2);
	assert_int_equal(f->out.width, WIDTH / 2);
	assert_int_equal(f->out.height, HEIGHT / 2);
	assert_slope(&f->out, 0, 2);
}

static void
picture_luma__cuts_out_the_very_pixels(void **state)
{
	static const struct rect parts[] = { { 0, 0, 100, 100 }, { 333, 77, 201, 155 },
		{ WIDTH - 50, HEIGHT - 33, 50, 33 }, { 5, 0, WIDTH - 5, 2 } };
	struct fixture *f = *state;

	for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
		assert_int_equal(picture_luma(&f->frame, &parts[i], &f->out), ST_OK);
		assert_int_equal(f->out.width, parts[i].width);
		assert_int_equal(f->out.height, parts[i].height);
		assert_int_equal(f->out.channels, 1);
		assert_slope(&f->out, parts[i].x, 1);
	}
}

static void
picture_luma__refuses_what_lies_outside(void **state)
{
	static const struct rect parts[] = { { -1, 0, 10, 10 }, { 0, 0, WIDTH + 1, 10 },
		{ WIDTH, 0, 1, 1 }, { 0, 0, 0, 10 }, { 0, HEIGHT - 1, 10, 2 } };
	struct fixture *f = *state;

	for (size_t i = 0; i < ARRAY_LEN(parts); i++)
		assert_int_equal(picture_luma(&f->frame, &parts[i], &f->out), ST_INVALID);
}

static void
picture__refuses_a_torn_jpeg_at_every_length(void **state)
{
	struct fixture *f = *state;
	size_t step = f->frame.len / 97;
	int divide;

	for (size_t len = 0; len < f->frame.len - 2; len += step) {
		struct frame torn = f->frame;
		uint8_t *part = malloc(len + 1); /* its own memory, so that ASan sees its end */

		assert_non_null(part);
		memcpy(part, f->frame.bytes, len);
		torn.bytes = part;
		torn.len = len;
		assert_int_equal(picture_small(&torn, &f->out, &divide), ST_CORRUPT);
		free(part);
	}
}

static void
frame_size__refuses_what_is_no_jpeg(void **state)
{
	static const char *const bytes[] = { "", "\xFF\xD8", "GIF89a...........",
		"\xFF\xD8\xFF\xD9" };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(bytes); i++) {
		struct frame frame = { .format = FRAME_JPEG,
			.bytes = (const uint8_t *)bytes[i],
			.len = strlen(bytes[i]) };

		assert_int_equal(frame_size(&frame), ST_CORRUPT);
	}
}

static void
picture_portrait__fits_the_most_and_is_480_by_640(void **state)
{
	struct fixture *f = *state;
	struct rect where = { 100, 20, 525, 700 }, small = { 300, 100, 240, 320 };
	struct frame portrait = { .format = FRAME_JPEG };
	struct buf jpeg;

	buf_init(&jpeg, JPEG_MAX);
	assert_int_equal(picture_portrait(&f->frame, &where, 60000, &f->out, &jpeg), ST_OK);
	assert_true(jpeg.len <= 60000);
	portrait.bytes = (const uint8_t *)jpeg.data;
	portrait.len = jpeg.len;
	assert_int_equal(frame_size(&portrait), ST_OK);
	assert_int_equal(portrait.width, 525);
	assert_int_equal(portrait.height, 700);
	for (size_t i = 0; i < f->out.room; i++)
		assert_int_equal(f->out.pixels[i], 0); /* wiped */

	buf_clear(&jpeg);
	assert_int_equal(picture_portrait(&f->frame, &small, 40000, &f->out, &jpeg), ST_OK);
	portrait.bytes = (const uint8_t *)jpeg.data;
	portrait.len = jpeg.len;
	assert_int_equal(frame_size(&portrait), ST_OK);
	assert_int_equal(portrait.width, PORTRAIT_WIDTH);
	assert_int_equal(portrait.height, PORTRAIT_HEIGHT);
	buf_free(&jpeg);
}

/* A slope under the grain of a bad camera, so large that it is made smaller twice. */
static void
draw_grain(struct picture *rgb)
{
	uint32_t chance = 1;

	assert_int_equal(picture_resize(rgb, 1500, 2000, 3), ST_OK);
	for (int y = 0; y < rgb->height; y++)
		for (int x = 0; x < rgb->width; x++)
			for (int c = 0; c < 3; c++) {
				chance = chance * 1664525 + 1013904223;
				picture_at(rgb, x, y)[c] =
					(uint8_t)(x * 160 / 1500 + 20 + (int)(chance >> 27));
			}
}

static void
picture_portrait__for_a_slow_line_is_small_and_shows_the_same(void **state)
{
	static const struct rect parts[] = { { 0, 0, 1500, 2000 }, { 200, 100, 900, 1200 },
		{ 10, 10, 480, 640 } };
	struct fixture *f = *state;
	struct frame large = { .format = FRAME_JPEG }, portrait = { .format = FRAME_JPEG };
	struct rect all = { 0, 0, PORTRAIT_WIDTH, PORTRAIT_HEIGHT };
	struct buf whole, jpeg;

	buf_init(&whole, 4 * JPEG_MAX);
	buf_init(&jpeg, JPEG_MAX);
	draw_grain(&f->rgb);
	assert_int_equal(picture_encode(&f->rgb, 4 * JPEG_MAX, &whole), ST_OK);
	large.bytes = (const uint8_t *)whole.data;
	large.len = whole.len;
	assert_int_equal(frame_size(&large), ST_OK);
	for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
		buf_clear(&jpeg);
		assert_int_equal(
			picture_portrait(&large, &parts[i], CAMERA_JPEG_SMALL, &f->out, &jpeg),
			ST_OK);
		assert_true(jpeg.len <= CAMERA_JPEG_SMALL);
		portrait.bytes = (const uint8_t *)jpeg.data;
		portrait.len = jpeg.len;
		assert_int_equal(frame_size(&portrait), ST_OK);
		assert_int_equal(portrait.width, PORTRAIT_WIDTH);
		assert_int_equal(portrait.height, PORTRAIT_HEIGHT);
		assert_int_equal(picture_luma(&portrait, &all, &f->out), ST_OK);
		for (int x = 40; x < PORTRAIT_WIDTH - 40; x += 40) {
			int from = parts[i].x + x * parts[i].width / PORTRAIT_WIDTH;
			int should = from * 160 / 1500 + 20 + 16, sum = 0;

			for (int dx = -16; dx < 16; dx++)
				sum += *picture_at(&f->out, x + dx, PORTRAIT_HEIGHT / 2);
			assert_in_range(sum / 32, should - 8, should + 8);
		}
	}
	buf_free(&whole);
	buf_free(&jpeg);
}

static void
picture_encode__says_when_nothing_fits(void **state)
{
	struct fixture *f = *state;
	struct buf jpeg;

	buf_init(&jpeg, JPEG_MAX);
	assert_int_equal(picture_encode(&f->rgb, 500, &jpeg), ST_TOO_LONG);
	assert_int_equal(jpeg.len, 0);
	buf_free(&jpeg);
}

/* Two pixels of video white, black and red. */
static void
picture__reads_yuyv(void **state)
{
	static const uint8_t bytes[] = { 235, 128, 16, 128, 81, 90, 81, 240 };
	struct frame frame = { .format = FRAME_YUYV,
		.bytes = bytes,
		.len = sizeof(bytes),
		.width = 4,
		.height = 1,
		.stride = 8 };
	struct rect all = { 0, 0, 4, 1 };
	struct fixture *f = *state;

	assert_int_equal(picture_luma(&frame, &all, &f->out), ST_OK);
	assert_int_equal(f->out.pixels[0], 255);
	assert_int_equal(f->out.pixels[1], 0);
	assert_int_equal(picture_colour(&frame, &all, &f->out), ST_OK);
	assert_in_range(f->out.pixels[6], 253, 255);
	assert_in_range(f->out.pixels[7], 0, 3);
	assert_in_range(f->out.pixels[8], 0, 3);
	frame.len--;
	assert_int_equal(picture_luma(&frame, &all, &f->out), ST_CORRUPT);
}

static void
source_open__refuses_what_it_cannot_play(void **state)
{
	static const struct {
		const char *spec;
		enum status st;
	} cases[] = { { "tape:/dev/st0", ST_CONFIG }, { "", ST_CONFIG },
		{ "images:/nonexistent", ST_NOT_FOUND }, { "images:src/camera", ST_NOT_FOUND },
		{ "v4l2:/nonexistent", ST_NOT_FOUND } };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct source *source = NULL;

		assert_int_equal(source_open(cases[i].spec, "", &source), cases[i].st);
		assert_null(source);
	}
}

/* The demo's first picture stays 15 frames; frames that were due meanwhile are left out. */
static void
source_images__holds_and_skips(void **state)
{
	struct source *source = NULL;
	struct frame frame, first, second;

	(void)state;
	assert_int_equal(source_open("images:assets/demo/faces", "", &source), ST_OK);
	assert_int_equal(source->kind->start(source, 1000), ST_OK);
	assert_int_equal(source->kind->next(source, 1000, &first), ST_OK);
	assert_int_equal(first.width, 1920);
	assert_int_equal(source->kind->next(source, 1049, &frame), ST_AGAIN);
	assert_int_equal(source->kind->next(source, 1050, &frame), ST_OK);
	assert_ptr_equal(frame.bytes, first.bytes);
	assert_int_equal(source->kind->next(source, 1000 + 14 * 50, &frame), ST_OK);
	assert_ptr_equal(frame.bytes, first.bytes);
	assert_int_equal(source->kind->next(source, 1000 + 15 * 50, &second), ST_OK);
	assert_ptr_not_equal(second.bytes, first.bytes);
	source_close(source);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(picture_small__halves_until_400_rows),
		cmocka_unit_test(picture_luma__cuts_out_the_very_pixels),
		cmocka_unit_test(picture_luma__refuses_what_lies_outside),
		cmocka_unit_test(picture__refuses_a_torn_jpeg_at_every_length),
		cmocka_unit_test(frame_size__refuses_what_is_no_jpeg),
		cmocka_unit_test(picture_portrait__fits_the_most_and_is_480_by_640),
		cmocka_unit_test(picture_portrait__for_a_slow_line_is_small_and_shows_the_same),
		cmocka_unit_test(picture_encode__says_when_nothing_fits),
		cmocka_unit_test(picture__reads_yuyv),
		cmocka_unit_test(source_open__refuses_what_it_cannot_play),
		cmocka_unit_test(source_images__holds_and_skips),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
