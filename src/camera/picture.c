/* SPDX-License-Identifier: Apache-2.0 */
/* JPEG and YUYV to pixels and back, through libjpeg-turbo. */
#include "camera/picture.h"

#include "base/array.h"
#include "base/camera_event.h"
#include "base/str.h"

#include <setjmp.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>

#include <jerror.h>

enum { SMALL_HEIGHT = 400 };

void
picture_free(struct picture *picture)
{
	if (picture->pixels != NULL)
		wipe(picture->pixels, picture->room);
	free(picture->pixels);
	*picture = (struct picture){ 0 };
}

enum status
picture_resize(struct picture *picture, int width, int height, int channels)
{
	size_t need;

	if (width < 1 || height < 1 || width > FRAME_SIDE_MAX || height > FRAME_SIDE_MAX)
		return ST_TOO_LONG;
	need = (size_t)width * (size_t)height * (size_t)channels;
	if (need > picture->room) {
		picture_free(picture);
		picture->pixels = malloc(need);
		if (picture->pixels == NULL)
			return ST_NO_MEMORY;
		picture->room = need;
	}
	picture->width = width;
	picture->height = height;
	picture->channels = channels;
	picture->stride = width * channels;
	return ST_OK;
}

/* --- libjpeg: errors come back as a jump, warnings that mean a torn frame as a flag ------- */

struct codec {
	union {
		struct jpeg_decompress_struct in;
		struct jpeg_compress_struct out;
	} info;
	struct jpeg_error_mgr error;
	jmp_buf escape;
	bool torn;
};

static void
on_error(j_common_ptr info)
{
	struct codec *codec = info->client_data;

	longjmp(codec->escape, 1);
}

/* Webcams put stray bytes between markers; everything else means that picture data are missing.
 */
static void
on_message(j_common_ptr info, int level)
{
	struct codec *codec = info->client_data;

	if (level < 0 && info->err->msg_code != JWRN_EXTRANEOUS_DATA)
		codec->torn = true;
}

static void
on_text(j_common_ptr info)
{
	(void)info;
}

static struct jpeg_error_mgr *
quiet_errors(struct codec *codec)
{
	jpeg_std_error(&codec->error);
	codec->error.error_exit = on_error;
	codec->error.emit_message = on_message;
	codec->error.output_message = on_text;
	return &codec->error;
}

static void
open_jpeg(struct codec *codec, const struct frame *frame)
{
	struct jpeg_decompress_struct *in = &codec->info.in;

	in->err = quiet_errors(codec);
	in->client_data = codec;
	jpeg_create_decompress(in);
	in->client_data = codec;
	jpeg_mem_src(in, frame->bytes, frame->len);
	if (jpeg_read_header(in, TRUE) != JPEG_HEADER_OK)
		longjmp(codec->escape, 1);
}

enum status
frame_size(struct frame *frame)
{
	struct codec codec = { 0 };
	enum status volatile st = ST_CORRUPT; /* volatile: lives through the jump */

	if (frame->format != FRAME_JPEG)
		return ST_OK;
	if (setjmp(codec.escape) != 0)
		goto out;
	open_jpeg(&codec, frame);
	st = ST_TOO_LONG;
	if (codec.info.in.image_width <= FRAME_SIDE_MAX &&
		codec.info.in.image_height <= FRAME_SIDE_MAX) {
		frame->width = (int)codec.info.in.image_width;
		frame->height = (int)codec.info.in.image_height;
		st = ST_OK;
	}
out:
	jpeg_destroy_decompress(&codec.info.in);
	return st;
}

/* What to decode: colours, how much smaller, which part of the frame at that size. */
struct want {
	J_COLOR_SPACE space;
	int divide;
	const struct rect *where; /* NULL: all */
};

/* jpeg_crop_scanline starts at a block's edge, left of what was asked for; `row` is as wide as
 * it made it. */
static void
read_rows(struct jpeg_decompress_struct *in, const struct rect *where, struct picture *picture)
{
	JDIMENSION x = (JDIMENSION)where->x, width = (JDIMENSION)where->width;
	JSAMPARRAY row;
	size_t skip;

	jpeg_crop_scanline(in, &x, &width);
	skip = (size_t)(where->x - (int)x) * (size_t)picture->channels;
	row = in->mem->alloc_sarray(
		(j_common_ptr)in, JPOOL_IMAGE, (width + 1) * (JDIMENSION)picture->channels, 1);
	if (where->y > 0)
		jpeg_skip_scanlines(in, (JDIMENSION)where->y);
	for (int y = 0; y < where->height; y++) {
		if (jpeg_read_scanlines(in, row, 1) != 1)
			ERREXIT(in, JERR_INPUT_EMPTY);
		memcpy(picture->pixels + (size_t)y * (size_t)picture->stride, row[0] + skip,
			(size_t)picture->stride);
	}
}

static enum status
decode_jpeg(const struct frame *frame, const struct want *want, struct picture *picture)
{
	struct codec codec = { 0 };
	struct jpeg_decompress_struct *in = &codec.info.in;
	enum status volatile st = ST_CORRUPT;
	struct rect where;

	if (setjmp(codec.escape) != 0) {
		st = ST_CORRUPT;
		goto out;
	}
	open_jpeg(&codec, frame);
	in->out_color_space = want->space;
	in->scale_num = 1;
	in->scale_denom = (unsigned)want->divide;
	in->dct_method = JDCT_IFAST;
	in->do_fancy_upsampling = FALSE;
	jpeg_start_decompress(in);
	where = (struct rect){ 0, 0, (int)in->output_width, (int)in->output_height };
	if (want->where != NULL)
		where = *want->where;
	st = picture_resize(picture, where.width, where.height, in->output_components);
	if (st != ST_OK)
		goto out;
	read_rows(in, &where, picture);
	if (codec.torn)
		st = ST_CORRUPT;
out:
	jpeg_destroy_decompress(in);
	return st;
}

/* --- YUYV: two pixels in four bytes, Y and colours in the range of video (16–235, 16–240) - */

static uint8_t
clamp(int value)
{
	return (uint8_t)(value < 0 ? 0 : value > 255 ? 255 : value);
}

static uint8_t
full_luma(uint8_t y)
{
	return clamp(((y - 16) * 298 + 128) >> 8);
}

/* ITU-R BT.601 in 8-bit fixed point */
static void
yuyv_to_rgb(const uint8_t *pair, int odd, uint8_t *rgb)
{
	int y = (pair[odd ? 2 : 0] - 16) * 298 + 128, u = pair[1] - 128, v = pair[3] - 128;

	rgb[0] = clamp((y + 409 * v) >> 8);
	rgb[1] = clamp((y - 100 * u - 208 * v) >> 8);
	rgb[2] = clamp((y + 516 * u) >> 8);
}

static const uint8_t *
yuyv_pair(const struct frame *frame, int x, int y)
{
	return frame->bytes + (size_t)y * (size_t)frame->stride + (size_t)(x & ~1) * 2;
}

static enum status
decode_yuyv(const struct frame *frame, const struct want *want, struct picture *picture)
{
	struct rect all = { 0, 0, frame->width / want->divide, frame->height / want->divide };
	const struct rect *where = want->where != NULL ? want->where : &all;
	int channels = want->space == JCS_RGB ? 3 : 1;
	enum status st = picture_resize(picture, where->width, where->height, channels);

	if (st != ST_OK)
		return st;
	for (int row = 0; row < where->height; row++) {
		uint8_t *out = picture->pixels + (size_t)row * (size_t)picture->stride;
		int y = (where->y + row) * want->divide;

		for (int column = 0; column < where->width; column++, out += channels) {
			int x = (where->x + column) * want->divide;
			const uint8_t *pair = yuyv_pair(frame, x, y);

			if (channels == 3)
				yuyv_to_rgb(pair, x & 1, out);
			else
				*out = full_luma(pair[x & 1 ? 2 : 0]);
		}
	}
	return ST_OK;
}

/* --- the three pictures ------------------------------------------------------------------- */

static bool
yuyv_is_whole(const struct frame *frame)
{
	return frame->width > 1 && frame->height > 0 && frame->width <= FRAME_SIDE_MAX &&
	       frame->height <= FRAME_SIDE_MAX && frame->stride >= frame->width * 2 &&
	       frame->len >= (size_t)frame->stride * (size_t)frame->height;
}

static enum status
decode(const struct frame *frame, const struct want *want, struct picture *picture)
{
	const struct rect *r = want->where;

	if (r != NULL &&
		(r->x < 0 || r->y < 0 || r->width < 1 || r->height < 1 ||
			r->x + r->width > frame->width || r->y + r->height > frame->height))
		return ST_INVALID;
	if (frame->format == FRAME_JPEG)
		return decode_jpeg(frame, want, picture);
	return yuyv_is_whole(frame) ? decode_yuyv(frame, want, picture) : ST_CORRUPT;
}

enum status
picture_small(const struct frame *frame, struct picture *picture, int *ret_divide)
{
	struct want want = { .space = JCS_RGB, .divide = 1 };
	enum status st;

	while (frame->height / want.divide > SMALL_HEIGHT && want.divide < 8)
		want.divide *= 2;
	st = decode(frame, &want, picture);
	if (st == ST_OK)
		*ret_divide = want.divide;
	return st;
}

enum status
picture_luma(const struct frame *frame, const struct rect *where, struct picture *picture)
{
	struct want want = { .space = JCS_GRAYSCALE, .divide = 1, .where = where };

	return decode(frame, &want, picture);
}

enum status
picture_grey(const struct frame *frame, int divide, struct picture *picture)
{
	struct want want = { .space = JCS_GRAYSCALE, .divide = divide };

	return decode(frame, &want, picture);
}

enum status
picture_colour(const struct frame *frame, const struct rect *where, struct picture *picture)
{
	struct want want = { .space = JCS_RGB, .divide = 1, .where = where };

	return decode(frame, &want, picture);
}

/* --- portrait ----------------------------------------------------------------------------- */

/* Where pixel `to` of `to_size` lies in the smaller picture, in 256ths. */
static int
place_in(int to, int to_size, int from_size)
{
	return to * (from_size - 1) * 256 / (to_size - 1);
}

/* Four pixels become one, so that none of the picture is passed over when it is made smaller. */
static void
halve(struct picture *picture)
{
	int width = picture->width / 2, height = picture->height / 2;

	for (int y = 0; y < height; y++) {
		uint8_t *to = picture->pixels + (size_t)y * (size_t)width * 3;

		for (int x = 0; x < width; x++, to += 3)
			for (int c = 0; c < 3; c++)
				to[c] = (uint8_t)((picture_at(picture, 2 * x, 2 * y)[c] +
							  picture_at(picture, 2 * x + 1,
								  2 * y)[c] +
							  picture_at(picture, 2 * x,
								  2 * y + 1)[c] +
							  picture_at(picture, 2 * x + 1,
								  2 * y + 1)[c] +
							  2) /
						  4);
	}
	picture->width = width;
	picture->height = height;
	picture->stride = width * 3;
}

/* Made to 480 × 640, pixel between pixels: larger, as cameras of 480 rows have no so large a
 * part to cut out; smaller, by less than half. */
static enum status
fit(const struct picture *from, struct picture *to)
{
	enum status st = picture_resize(to, PORTRAIT_WIDTH, PORTRAIT_HEIGHT, 3);

	for (int y = 0; st == ST_OK && y < to->height; y++) {
		int fy = place_in(y, to->height, from->height), y0 = fy >> 8, dy = fy & 255;
		int y1 = y0 + (y0 + 1 < from->height);

		for (int x = 0; x < to->width; x++) {
			int fx = place_in(x, to->width, from->width), x0 = fx >> 8,
			    dx = fx & 255;
			int x1 = x0 + (x0 + 1 < from->width);

			for (int c = 0; c < 3; c++) {
				int up = picture_at(from, x0, y0)[c] * (256 - dx) +
					 picture_at(from, x1, y0)[c] * dx;
				int low = picture_at(from, x0, y1)[c] * (256 - dx) +
					  picture_at(from, x1, y1)[c] * dx;

				picture_at(to, x, y)[c] =
					(uint8_t)((up * (256 - dy) + low * dy) >> 16);
			}
		}
	}
	return st;
}

enum status
picture_portrait(const struct frame *frame, const struct rect *where, size_t most,
	struct picture *scratch, struct buf *jpeg)
{
	struct picture fitted = { 0 };
	enum status st = picture_colour(frame, where, scratch);

	if (st != ST_OK)
		goto out;
	if (most > CAMERA_JPEG_SMALL && where->width >= PORTRAIT_WIDTH &&
		where->height >= PORTRAIT_HEIGHT) {
		st = picture_encode(scratch, most, jpeg);
		goto out;
	}
	while (scratch->width >= 2 * PORTRAIT_WIDTH && scratch->height >= 2 * PORTRAIT_HEIGHT)
		halve(scratch);
	st = fit(scratch, &fitted);
	if (st == ST_OK)
		st = picture_encode(&fitted, most, jpeg);
out:
	if (scratch->pixels != NULL)
		wipe(scratch->pixels, scratch->room);
	picture_free(&fitted);
	return st;
}

/* --- a destination that is a fixed room: full means the next lower quality ---------------- */

static void
room_begin(j_compress_ptr info)
{
	(void)info;
}

static boolean
room_full(j_compress_ptr info)
{
	struct codec *codec = info->client_data;

	longjmp(codec->escape, 2);
}

static enum status
encode(const struct picture *rgb, int quality, uint8_t *room, size_t size, size_t *ret_len)
{
	struct codec codec = { 0 };
	struct jpeg_compress_struct *out = &codec.info.out;
	struct jpeg_destination_mgr to = { .next_output_byte = room,
		.free_in_buffer = size,
		.init_destination = room_begin,
		.empty_output_buffer = room_full,
		.term_destination = room_begin };
	int jumped = setjmp(codec.escape);

	if (jumped != 0) {
		jpeg_destroy_compress(out);
		return jumped == 2 ? ST_TOO_LONG : ST_CORRUPT;
	}
	out->err = quiet_errors(&codec);
	out->client_data = &codec;
	jpeg_create_compress(out);
	out->client_data = &codec;
	out->dest = &to;
	out->image_width = (JDIMENSION)rgb->width;
	out->image_height = (JDIMENSION)rgb->height;
	out->input_components = 3;
	out->in_color_space = JCS_RGB;
	jpeg_set_defaults(out);
	jpeg_set_quality(out, quality, TRUE);
	jpeg_start_compress(out, TRUE);
	while (out->next_scanline < out->image_height) {
		JSAMPROW row = rgb->pixels + (size_t)out->next_scanline * (size_t)rgb->stride;

		(void)jpeg_write_scanlines(out, &row, 1); /* 1, or the escape */
	}
	jpeg_finish_compress(out);
	jpeg_destroy_compress(out);
	*ret_len = size - to.free_in_buffer;
	return ST_OK;
}

enum status
picture_encode(const struct picture *rgb, size_t most, struct buf *jpeg)
{
	static const int qualities[] = { 92, 85, 75, 60, 45, 30, 20 };
	enum status st = ST_TOO_LONG;
	uint8_t *room;
	size_t len = 0;

	if (rgb->channels != 3)
		return ST_INVALID;
	room = malloc(most);
	if (room == NULL)
		return ST_NO_MEMORY;
	for (size_t i = 0; i < ARRAY_LEN(qualities) && st == ST_TOO_LONG; i++)
		st = encode(rgb, qualities[i], room, most, &len);
	if (st == ST_OK)
		st = buf_add(jpeg, room, len);
	wipe(room, most);
	free(room);
	return st;
}
