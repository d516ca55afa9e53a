/* SPDX-License-Identifier: Apache-2.0 */
/* A camera that plays a script. */
#include "tests/fake/camera.h"

#include "base/str.h"

#include <assert.h>
#include <string.h>

/* Markers around a comment segment: JPEG enough for whoever only carries it. */
static const uint8_t tiny_jpeg[] = { 0xFF, 0xD8, 0xFF, 0xFE, 0x00, 0x06, 'f', 'a', 'k', 'e',
	0xFF, 0xD9 };

static const struct face_measures good = {
	.faces = 1,
	.eye_distance_px = 130,
	.left = 4,
	.right = 4,
	.up = 2,
	.down = 2,
	.frame_width_px = 1920,
	.sharpness = 400,
	.luminance = 0.5F,
	.light_overlap = 0.8F,
};

static bool
fails(struct fake_camera *fake)
{
	return ++fake->calls == fake->fail_at;
}

static enum status
start(void *ctx, enum camera_task task, int columns, int rows)
{
	struct fake_camera *fake = ctx;

	if (fails(fake))
		return fake->fail_with;
	if (columns < 1 || columns > CELLS_COLUMNS || rows < 1 || rows > CELLS_ROWS)
		return ST_INVALID;
	fake->starts++;
	fake->running = true;
	fake->task = task;
	fake->columns = columns;
	fake->rows = rows;
	fake->state_due = true;
	return ST_OK;
}

static bool
is_live(const struct fake_camera *fake)
{
	return fake->running && (fake->state == CAMERA_LIVE || fake->state == CAMERA_BLACK);
}

static enum status
shoot(void *ctx, int within_ms, int jpeg_max)
{
	struct fake_camera *fake = ctx;

	if (fails(fake))
		return fake->fail_with;
	if (within_ms < 1 || within_ms > CAMERA_WITHIN_MAX_MS || jpeg_max < CAMERA_JPEG_MIN ||
		jpeg_max > CAMERA_JPEG_MAX)
		return ST_INVALID;
	if (!is_live(fake))
		return ST_GONE;
	if (fake->answer_due)
		return ST_BUSY;
	fake->shots++;
	fake->within_ms = within_ms;
	fake->jpeg_max = jpeg_max;
	fake->answer_due = true;
	return ST_OK;
}

static void
stop(void *ctx)
{
	struct fake_camera *fake = ctx;

	fake->stops++;
	fake->running = false;
	fake->state_due = false;
	fake->answer_due = false;
}

static int
fd(void *ctx)
{
	(void)ctx;
	return -1;
}

static void
answer(struct fake_camera *fake, struct camera_event *ret_event)
{
	*ret_event = (struct camera_event){ .kind = CAMERA_PHOTO, .measures = good };
	ret_event->jpeg = fake_camera_jpeg(&ret_event->jpeg_len);
	if (fake->no_photo_hint > 0)
		*ret_event = (struct camera_event){ .kind = CAMERA_NO_PHOTO,
			.hint = fake->no_photo_hint };
	fake->answer_due = false;
}

static enum status
next(void *ctx, struct camera_event *ret_event)
{
	struct fake_camera *fake = ctx;

	if (!fake->running)
		return ST_AGAIN;
	if (fake->state_due) {
		fake->state_due = false;
		*ret_event =
			(struct camera_event){ .kind = CAMERA_STATE, .state = fake->state };
		return ST_OK;
	}
	if (fake->answer_due && !fake->shot_never_answers) {
		answer(fake, ret_event);
		return ST_OK;
	}
	if (fake->at == fake->scripted)
		return ST_AGAIN;
	*ret_event = fake->script[fake->at++];
	if (ret_event->kind == CAMERA_STATE)
		fake->state = ret_event->state;
	return ST_OK;
}

static void
calibrate(void *ctx, int sharpness_tenths)
{
	struct fake_camera *fake = ctx;

	fake->sharpness_tenths = sharpness_tenths;
}

static void
tick(void *ctx)
{
	(void)ctx;
}

static const struct camera_about *
about(void *ctx)
{
	struct fake_camera *fake = ctx;

	fake->about.state = fake->running ? fake->state : CAMERA_OFF;
	return &fake->about;
}

void
fake_camera_init(struct fake_camera *fake)
{
	memset(fake, 0, sizeof(*fake));
	fake->state = CAMERA_LIVE;
	fake->fail_with = ST_IO;
	fake->about = (struct camera_about){ .card = "Kamera palsu",
		.format = "MJPG",
		.width = 1920,
		.height = 1080,
		.fps = 30 };
	fake->port = (struct camera_port){ .start = start,
		.shoot = shoot,
		.stop = stop,
		.fd = fd,
		.next = next,
		.calibrate = calibrate,
		.tick = tick,
		.about = about,
		.present = true,
		.ctx = fake };
}

void
fake_camera_add(struct fake_camera *fake, const struct camera_event *event)
{
	assert(fake->scripted < FAKE_CAMERA_EVENTS);
	fake->script[fake->scripted++] = *event;
}

void
fake_camera_face(struct fake_camera *fake, int hint, bool ready)
{
	struct camera_event event = { .kind = CAMERA_FRAME,
		.hint = hint,
		.ready = ready,
		.measures = good,
		.cells = { .columns = 2,
			.rows = 1,
			.cell = { { 0x2580, 0xFFFFFF, 0 }, { 0x2584, 0xFFFFFF, 0 } } } };

	fake_camera_add(fake, &event);
}

void
fake_camera_code(struct fake_camera *fake, enum camera_code_kind kind, const char *text)
{
	struct camera_event event = { .kind = CAMERA_CODE, .code_kind = kind };
	enum status st = str_copy(event.code, sizeof(event.code), text);

	assert(st == ST_OK);
	(void)st;
	fake_camera_add(fake, &event);
}

void
fake_camera_state(struct fake_camera *fake, enum camera_state state)
{
	struct camera_event event = { .kind = CAMERA_STATE, .state = state };

	fake_camera_add(fake, &event);
}

const uint8_t *
fake_camera_jpeg(size_t *ret_len)
{
	*ret_len = sizeof(tiny_jpeg);
	return tiny_jpeg;
}
