/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The real camera helper, sandbox and all, started through the kiosk's port: on pictures and on
 * cameras that libv4l2 believes in (v4l2_plugin.c, mounted over its plugin folder in a
 * namespace of this program's own).
 */
#include "base/array.h"
#include "base/loop.h"
#include "base/str.h"
#include "device/camera.h"
#include "rules/face_gate.h"
#include "tests/bench/face/scene.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <ftw.h>
#include <poll.h>
#include <qrencode.h>
#include <sched.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#ifndef V4L2_PLUGINS
#define V4L2_PLUGINS "/usr/lib/x86_64-linux-gnu/libv4l/plugins"
#endif

enum { PATH_MAX_BYTES = 512, PATIENCE_MS = 20000, FRAME_BYTES = 4 << 20 };

static const char model[] = "assets/models/blazeface-front-128.onnx";
static char program[PATH_MAX_BYTES], folder[PATH_MAX_BYTES];
static struct photo photo;
static bool cameras_mounted;

/* --- the kiosk ---------------------------------------------------------------------------- */

struct kiosk {
	struct camera_client *client;
	struct camera_port port;
	struct camera_event event;
	int64_t ticked_ms;
};

static void
kiosk_open(
	struct kiosk *kiosk, const char *source, const char *with_model, enum camera_task task)
{
	struct camera_settings settings = {
		.program = program, .source = source, .model = with_model
	};

	memset(kiosk, 0, sizeof(*kiosk));
	assert_int_equal(camera_client_new(&settings, &kiosk->client), ST_OK);
	kiosk->port = camera_client_port(kiosk->client);
	assert_int_equal(
		kiosk->port.start(kiosk->port.ctx, task, CELLS_COLUMNS, CELLS_ROWS), ST_OK);
}

static void
kiosk_close(struct kiosk *kiosk)
{
	kiosk->port.stop(kiosk->port.ctx);
	camera_client_free(kiosk->client);
}

static bool
event_comes(struct kiosk *kiosk, int64_t end_ms)
{
	struct camera_port *port = &kiosk->port;

	while (loop_now_ms() < end_ms) {
		struct pollfd wait = { .events = POLLIN };

		if (port->next(port->ctx, &kiosk->event) == ST_OK)
			return true;
		if (loop_now_ms() - kiosk->ticked_ms >= 1000) {
			kiosk->ticked_ms = loop_now_ms();
			port->tick(port->ctx);
			continue;
		}
		wait.fd = port->fd(port->ctx);
		(void)poll(&wait, 1, 100);
	}
	return false;
}

typedef bool wanted_fn(const struct camera_event *event, int value);

/* Lets events pass until one is wanted; fails the test when none comes. */
static void
await(struct kiosk *kiosk, wanted_fn *wanted, int value)
{
	int64_t end_ms = loop_now_ms() + PATIENCE_MS;

	while (event_comes(kiosk, end_ms))
		if (wanted(&kiosk->event, value))
			return;
	fail_msg("no such event (%d) in %d ms; the last was of kind %d", value, PATIENCE_MS,
		(int)kiosk->event.kind);
}

static bool
is_state(const struct camera_event *event, int state)
{
	return event->kind == CAMERA_STATE && (int)event->state == state;
}

static bool
is_hint(const struct camera_event *event, int hint)
{
	return event->kind == CAMERA_FRAME && event->hint == hint;
}

static bool
is_ready(const struct camera_event *event, int ready)
{
	return event->kind == CAMERA_FRAME && event->ready == (ready != 0);
}

static bool
is_kind(const struct camera_event *event, int kind)
{
	return (int)event->kind == kind;
}

static bool
has_cells(const struct camera_event *event, int columns)
{
	return event->kind == CAMERA_FRAME && event->cells.columns == columns;
}

/* --- pictures ----------------------------------------------------------------------------- */

static void
write_file(const char *name, const void *bytes, size_t len, char ret_path[PATH_MAX_BYTES])
{
	FILE *file;

	assert_int_equal(str_format(ret_path, PATH_MAX_BYTES, "%s/%s", folder, name), ST_OK);
	file = fopen(ret_path, "wb");
	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, len, file), len);
	assert_int_equal(fclose(file), 0);
}

/* One picture in a folder of its own; returns the source that plays it. */
static const char *
play(const char *name, const struct picture *picture)
{
	static char source[PATH_MAX_BYTES];
	char path[PATH_MAX_BYTES], file[64];
	struct buf jpeg;

	buf_init(&jpeg, FRAME_BYTES);
	assert_int_equal(picture_encode(picture, FRAME_BYTES - 1, &jpeg), ST_OK);
	assert_int_equal(str_format(path, sizeof(path), "%s/%s", folder, name), ST_OK);
	assert_true(mkdir(path, 0700) == 0 || errno == EEXIST);
	assert_int_equal(str_format(file, sizeof(file), "%s/1.jpg", name), ST_OK);
	write_file(file, jpeg.data, jpeg.len, path);
	assert_int_equal(
		str_format(source, sizeof(source), "images:%s/%s", folder, name), ST_OK);
	buf_free(&jpeg);
	return source;
}

static const char *
play_scene(const char *name, const struct scene *scene)
{
	struct picture picture = { 0 };
	const char *source;

	assert_int_equal(scene_draw(&photo, scene, 1920, 1080, &picture), ST_OK);
	source = play(name, &picture);
	picture_free(&picture);
	return source;
}

/* --- on pictures -------------------------------------------------------------------------- */

static void
camera_helper__takes_a_photo_of_a_good_face(void **state)
{
	struct frame jpeg = { .format = FRAME_JPEG };
	struct kiosk k;

	(void)state;
	kiosk_open(&k, play_scene("good", &scene_good), model, CAMERA_TASK_FACE);
	await(&k, is_state, CAMERA_OPENING);
	assert_true(event_comes(&k, loop_now_ms() + PATIENCE_MS));
	assert_true(is_state(&k.event, CAMERA_LIVE)); /* before any frame */
	await(&k, has_cells, 2 * CELLS_ROWS);
	assert_int_equal(k.event.cells.rows, CELLS_ROWS);
	await(&k, is_hint, HINT_NONE);
	assert_true(k.event.ready);
	assert_int_equal(k.event.measures.faces, 1);
	assert_float_equal(k.event.measures.eye_distance_px, scene_good.eyes_px, 6.5);
	assert_int_equal(k.port.shoot(k.port.ctx, 300, CAMERA_JPEG_MAX), ST_OK);
	await(&k, is_kind, CAMERA_PHOTO);
	assert_true(k.event.jpeg_len <= CAMERA_JPEG_MAX);
	jpeg.bytes = k.event.jpeg;
	jpeg.len = k.event.jpeg_len;
	assert_int_equal(frame_size(&jpeg), ST_OK);
	assert_true(jpeg.width >= PORTRAIT_WIDTH && jpeg.height >= PORTRAIT_HEIGHT);
	kiosk_close(&k);
}

static void
camera_helper__says_what_is_to_be_mended(void **state)
{
	static const struct {
		const char *name;
		enum face_hint hint;
		struct scene scene;
	} cases[] = {
		{ "nobody", HINT_NO_FACE, { .eyes_px = 130, .x = -2, .y = 0.45F, .gain = 1 } },
		{ "two", HINT_MANY_FACES,
			{ .eyes_px = 90, .x = 0.4F, .y = 0.4F, .gain = 1, .second = 420 } },
		{ "far", HINT_CLOSER, { .eyes_px = 70, .x = 0.5F, .y = 0.45F, .gain = 1 } },
		{ "near", HINT_FARTHER, { .eyes_px = 300, .x = 0.5F, .y = 0.4F, .gain = 1 } },
		{ "left", HINT_LEFT, { .eyes_px = 120, .x = 0.13F, .y = 0.45F, .gain = 1 } },
		{ "right", HINT_RIGHT, { .eyes_px = 120, .x = 0.87F, .y = 0.45F, .gain = 1 } },
		{ "low", HINT_UP, { .eyes_px = 130, .x = 0.5F, .y = 0.76F, .gain = 1 } },
		{ "tilted", HINT_LEVEL,
			{ .eyes_px = 130, .x = 0.5F, .y = 0.45F, .roll = 16, .gain = 1 } },
		{ "blurred", HINT_HOLD_STILL,
			{ .eyes_px = 130, .x = 0.5F, .y = 0.45F, .blur_px = 9, .gain = 1 } },
		{ "dark", HINT_TOO_DARK,
			{ .eyes_px = 130, .x = 0.5F, .y = 0.45F, .gain = 0.3F } },
		{ "bright", HINT_TOO_BRIGHT,
			{ .eyes_px = 130, .x = 0.5F, .y = 0.45F, .gain = 1.35F } },
		{ "shadow", HINT_SHADOW,
			{ .eyes_px = 130,
				.x = 0.5F,
				.y = 0.45F,
				.gain = 1,
				.side_light = 0.75F } },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct kiosk k;

		print_message("%s\n", cases[i].name);
		kiosk_open(&k, play_scene(cases[i].name, &cases[i].scene), model,
			CAMERA_TASK_FACE);
		await(&k, is_hint, cases[i].hint);
		assert_false(k.event.ready);
		kiosk_close(&k);
	}
}

static void
camera_helper__keeps_to_the_bytes_it_is_given(void **state)
{
	struct kiosk k;
	struct frame sent = { .format = FRAME_JPEG };

	(void)state;
	kiosk_open(&k, play_scene("small", &scene_good), model, CAMERA_TASK_FACE);
	await(&k, is_hint, HINT_NONE);
	assert_int_equal(k.port.shoot(k.port.ctx, 300, CAMERA_JPEG_SMALL), ST_OK);
	await(&k, is_kind, CAMERA_PHOTO);
	assert_true(k.event.jpeg_len <= CAMERA_JPEG_SMALL);
	sent.bytes = k.event.jpeg;
	sent.len = k.event.jpeg_len;
	assert_int_equal(frame_size(&sent), ST_OK);
	assert_int_equal(sent.width, PORTRAIT_WIDTH);
	assert_int_equal(sent.height, PORTRAIT_HEIGHT);
	kiosk_close(&k);
}

static void
camera_helper__sends_no_bad_photo(void **state)
{
	struct scene scene = scene_good;
	struct kiosk k;

	(void)state;
	scene.roll = 20;
	kiosk_open(&k, play_scene("bad", &scene), model, CAMERA_TASK_FACE);
	await(&k, is_state, CAMERA_LIVE);
	assert_int_equal(k.port.shoot(k.port.ctx, 300, CAMERA_JPEG_MAX), ST_OK);
	await(&k, is_kind, CAMERA_NO_PHOTO);
	assert_int_equal(k.event.hint, HINT_LEVEL);
	kiosk_close(&k);
}

/* A code of black and white squares on a sheet, `dot` pixels a square. */
static void
draw_dots(struct picture *sheet, const uint8_t *dots, int columns, int rows, int dot, int tall)
{
	assert_int_equal(picture_resize(sheet, 1280, 720, 3), ST_OK);
	memset(sheet->pixels, 235, (size_t)sheet->stride * (size_t)sheet->height);
	for (int y = 0; y < rows * tall; y++)
		for (int x = 0; x < columns * dot; x++)
			if (dots[y / tall * columns + x / dot] & 1)
				memset(sheet->pixels + (y + 200) * sheet->stride +
						(x + 300) * 3,
					20, 3);
}

static void
camera_helper__reads_a_qr_code_once(void **state)
{
	QRcode *qr = QRcode_encodeString("JHT-7K4M-2QX9", 0, QR_ECLEVEL_M, QR_MODE_8, 1);
	struct picture sheet = { 0 };
	struct kiosk k;

	(void)state;
	assert_non_null(qr);
	draw_dots(&sheet, qr->data, qr->width, qr->width, 8, 8);
	kiosk_open(&k, play("qr", &sheet), model, CAMERA_TASK_CODE);
	await(&k, is_kind, CAMERA_CODE);
	assert_int_equal(k.event.code_kind, CAMERA_CODE_QR);
	assert_string_equal(k.event.code, "JHT-7K4M-2QX9");
	for (int frames = 0; frames < 20; frames++) {
		assert_true(event_comes(&k, loop_now_ms() + PATIENCE_MS));
		assert_int_not_equal(k.event.kind, CAMERA_CODE);
		assert_false(k.event.kind == CAMERA_FRAME && k.event.ready);
	}
	kiosk_close(&k);
	picture_free(&sheet);
	QRcode_free(qr);
}

/* Code 39: nine bars and gaps a character, three of them wide; ISO/IEC 16388. */
static int
draw_code39(const char *digits, uint8_t *dots)
{
	static const char *const patterns[] = { "000110100", "100100001", "001100001",
		"101100000", "000110001", "100110000", "001110000", "000100101", "100100100",
		"001100100" };
	static const char star[] = "010010100";
	size_t len = strlen(digits);
	int n = 0;

	for (size_t c = 0; c < len + 2; c++) {
		const char *bars =
			c == 0 || c == len + 1 ? star : patterns[digits[c - 1] - '0'];

		for (int b = 0; b < 9; b++)
			for (int w = 0; w < (bars[b] == '1' ? 3 : 1); w++)
				dots[n++] = b % 2 == 0;
		dots[n++] = 0;
	}
	return n;
}

static void
camera_helper__reads_the_bar_code_of_a_card(void **state)
{
	uint8_t dots[512];
	struct picture sheet = { 0 };
	struct kiosk k;
	int n = draw_code39("12345678901", dots);

	(void)state;
	draw_dots(&sheet, dots, n, 1, 3, 200);
	kiosk_open(&k, play("code39", &sheet), model, CAMERA_TASK_CODE);
	await(&k, is_kind, CAMERA_CODE);
	assert_int_equal(k.event.code_kind, CAMERA_CODE_39);
	assert_string_equal(k.event.code, "12345678901");
	kiosk_close(&k);
	picture_free(&sheet);
}

static void
camera_helper__says_when_the_model_is_missing_or_changed(void **state)
{
	char damaged[PATH_MAX_BYTES];
	const char *const models[] = { "/nonexistent.onnx", damaged };
	uint8_t *bytes = malloc(442005);
	FILE *file = fopen(model, "rb");

	(void)state;
	assert_non_null(bytes);
	assert_non_null(file);
	assert_int_equal(fread(bytes, 1, 442005, file), 442005);
	assert_int_equal(fclose(file), 0);
	bytes[200000] ^= 1;
	write_file("damaged.onnx", bytes, 442005, damaged);
	for (size_t i = 0; i < ARRAY_LEN(models); i++) {
		struct kiosk k;

		kiosk_open(&k, play_scene("good", &scene_good), models[i], CAMERA_TASK_FACE);
		await(&k, is_state, CAMERA_NO_MODEL);
		assert_int_equal(k.port.shoot(k.port.ctx, 300, CAMERA_JPEG_MAX), ST_GONE);
		assert_int_equal(k.port.start(k.port.ctx, CAMERA_TASK_CODE, 40, 20),
			ST_OK); /* codes go on */
		await(&k, has_cells, 40);
		kiosk_close(&k);
	}
	free(bytes);
}

/* The helper takes the committed model, so its hash is the built-in one; here it is the
 * published one, too. */
static void
camera_model__is_the_one_of_the_sums(void **state)
{
	uint8_t hash[crypto_hash_sha256_BYTES], *bytes = malloc(1 << 20);
	char hex[2 * sizeof(hash) + 1], line[256] = "", want[256];
	FILE *sums = fopen("assets/models/SHA256SUMS", "r"), *file = fopen(model, "rb");
	size_t n;

	(void)state;
	assert_non_null(bytes);
	assert_non_null(sums);
	assert_non_null(file);
	n = fread(bytes, 1, 1 << 20, file);
	assert_int_equal(crypto_hash_sha256(hash, bytes, n), 0);
	sodium_bin2hex(hex, sizeof(hex), hash, sizeof(hash));
	assert_int_equal(
		str_format(want, sizeof(want), "%s  blazeface-front-128.onnx\n", hex), ST_OK);
	assert_non_null(fgets(line, sizeof(line), sums));
	assert_string_equal(line, want);
	assert_int_equal(fclose(sums) | fclose(file), 0);
	free(bytes);
}

/* Two codes in one picture are told once each, however often they are seen. */
static void
camera_helper__tells_each_of_two_codes_once(void **state)
{
	QRcode *left = QRcode_encodeString("KIRI", 0, QR_ECLEVEL_M, QR_MODE_8, 1);
	QRcode *right = QRcode_encodeString("KANAN", 0, QR_ECLEVEL_M, QR_MODE_8, 1);
	struct picture sheet = { 0 }, other = { 0 };
	int frames = 0, codes = 0;
	struct kiosk k;

	(void)state;
	draw_dots(&sheet, left->data, left->width, left->width, 8, 8);
	draw_dots(&other, right->data, right->width, right->width, 8, 8);
	for (int y = 200; y < 500; y++)
		memcpy(sheet.pixels + y * sheet.stride + 700 * 3,
			other.pixels + y * other.stride + 290 * 3, 300 * 3);
	kiosk_open(&k, play("qr2", &sheet), model, CAMERA_TASK_CODE);
	while (frames < 40) {
		assert_true(event_comes(&k, loop_now_ms() + PATIENCE_MS));
		frames += k.event.kind == CAMERA_FRAME;
		codes += k.event.kind == CAMERA_CODE;
	}
	assert_int_equal(codes, 2);
	kiosk_close(&k);
	picture_free(&sheet);
	picture_free(&other);
	QRcode_free(left);
	QRcode_free(right);
}

/* --- the process -------------------------------------------------------------------------- */

static pid_t
only_child(void)
{
	char path[64], line[64] = "";
	FILE *file;

	assert_int_equal(
		str_format(path, sizeof(path), "/proc/self/task/%d/children", getpid()), ST_OK);
	file = fopen(path, "r");
	assert_non_null(file);
	assert_non_null(fgets(line, sizeof(line), file));
	assert_int_equal(fclose(file), 0);
	return (pid_t)strtol(line, NULL, 10);
}

static bool
proc_says(pid_t pid, const char *name, const char *wanted)
{
	char path[64], line[256];
	bool found = false;
	FILE *file;

	assert_int_equal(str_format(path, sizeof(path), "/proc/%d/%s", pid, name), ST_OK);
	file = fopen(path, "r");
	assert_non_null(file);
	while (!found && fgets(line, sizeof(line), file) != NULL)
		found = strncmp(line, wanted, strlen(wanted)) == 0;
	assert_int_equal(fclose(file), 0);
	return found;
}

static void
camera_helper__sits_in_its_cage(void **state)
{
	struct kiosk k;
	pid_t pid;

	(void)state;
	kiosk_open(&k, play_scene("good", &scene_good), model, CAMERA_TASK_FACE);
	await(&k, is_hint, HINT_NONE);
	pid = only_child();
	assert_true(proc_says(pid, "status", "Seccomp:\t2"));
	assert_true(proc_says(pid, "status", "NoNewPrivs:\t1"));
	assert_true(proc_says(pid, "status", "Threads:\t1"));
	assert_true(proc_says(pid, "limits", "Max core file size        0 "));
	assert_true(proc_says(pid, "limits", "Max processes             0 "));
	kiosk_close(&k);
}

static void
camera_helper__killed_comes_back(void **state)
{
	struct kiosk k;

	(void)state;
	kiosk_open(&k, play_scene("good", &scene_good), model, CAMERA_TASK_FACE);
	await(&k, is_ready, 1);
	assert_int_equal(k.port.shoot(k.port.ctx, 5000, CAMERA_JPEG_MAX), ST_OK);
	assert_int_equal(kill(only_child(), SIGKILL), 0);
	await(&k, is_kind, CAMERA_NO_PHOTO);
	await(&k, is_state, CAMERA_GONE);
	await(&k, is_state, CAMERA_LIVE);
	await(&k, is_ready, 1);
	kiosk_close(&k);
}

/* --- on cameras --------------------------------------------------------------------------- */

struct device {
	const char *fourcc;
	int width, height, unplug, stall, live;
};

static const char *
plug_in(const char *name, const struct device *device, const void *frame, size_t len)
{
	static char source[PATH_MAX_BYTES];
	char path[PATH_MAX_BYTES], file[64], line[PATH_MAX_BYTES + 128];

	assert_int_equal(str_format(file, sizeof(file), "%s.frame", name), ST_OK);
	write_file(file, frame, len, path);
	assert_int_equal(
		str_format(line, sizeof(line), "anjungan-test-camera %s %d %d 25 %d %d %d %s\n",
			device->fourcc, device->width, device->height, device->unplug,
			device->stall, device->live, path),
		ST_OK);
	write_file(name, line, strlen(line), path);
	assert_int_equal(str_format(source, sizeof(source), "v4l2:%s", path), ST_OK);
	return source;
}

static const char *
plug_in_scene(const char *name, const struct device *device, const struct scene *scene)
{
	struct picture picture = { 0 };
	const char *source;
	struct buf jpeg;

	assert_true(cameras_mounted);
	buf_init(&jpeg, FRAME_BYTES);
	assert_int_equal(
		scene_draw(&photo, scene, device->width, device->height, &picture), ST_OK);
	assert_int_equal(picture_encode(&picture, FRAME_BYTES - 1, &jpeg), ST_OK);
	source = plug_in(name, device, jpeg.data, jpeg.len);
	picture_free(&picture);
	buf_free(&jpeg);
	return source;
}

static void
camera_helper__takes_a_photo_through_v4l2_mjpeg(void **state)
{
	struct device device = { "MJPG", 1920, 1080, .live = 1 };
	struct kiosk k;

	(void)state;
	kiosk_open(&k, plug_in_scene("mjpg", &device, &scene_good), model, CAMERA_TASK_FACE);
	await(&k, is_state, CAMERA_LIVE);
	await(&k, is_hint, HINT_NONE);
	assert_int_equal(k.port.shoot(k.port.ctx, 300, CAMERA_JPEG_MAX), ST_OK);
	await(&k, is_kind, CAMERA_PHOTO);
	kiosk_close(&k);
}

static void
camera_helper__takes_what_the_camera_has(void **state)
{
	static const struct {
		struct device device;
		float eyes_px;
	} cases[] = { { { "MJPG", 1280, 720, .live = 1 }, 110 },
		{ { "JPEG", 1280, 720, .live = 1 }, 110 },
		{ { "MJPG", 640, 480, .live = 1 }, 92 } };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct scene scene = scene_good;
		struct kiosk k;

		scene.eyes_px = cases[i].eyes_px;
		kiosk_open(&k, plug_in_scene("size", &cases[i].device, &scene), model,
			CAMERA_TASK_FACE);
		await(&k, is_ready, 1);
		assert_float_equal(
			k.event.measures.eye_distance_px, scene.eyes_px, scene.eyes_px * 0.05);
		kiosk_close(&k);
	}
}

static void
camera_helper__reads_yuyv(void **state)
{
	struct device device = { "YUYV", 1280, 720, .live = 1 };
	struct scene scene = scene_good;
	struct picture rgb = { 0 };
	uint8_t *yuyv = malloc(1280 * 720 * 2);
	struct kiosk k;

	(void)state;
	assert_non_null(yuyv);
	scene.eyes_px = 110;
	assert_int_equal(scene_draw(&photo, &scene, 1280, 720, &rgb), ST_OK);
	for (int i = 0; i < 1280 * 720; i++) {
		const uint8_t *p = rgb.pixels + i * 3;
		int y = (66 * p[0] + 129 * p[1] + 25 * p[2]) / 256 + 16;

		yuyv[i * 2] = (uint8_t)y;
		yuyv[i * 2 + 1] = 128; /* a grey picture will do */
	}
	kiosk_open(&k, plug_in("yuyv", &device, yuyv, 1280 * 720 * 2), model, CAMERA_TASK_FACE);
	await(&k, is_ready, 1);
	assert_float_equal(k.event.measures.eye_distance_px, 110, 5.5);
	assert_int_equal(k.port.shoot(k.port.ctx, 300, CAMERA_JPEG_MAX), ST_OK);
	await(&k, is_kind, CAMERA_PHOTO);
	kiosk_close(&k);
	picture_free(&rgb);
	free(yuyv);
}

static void
camera_helper__unplugged_says_so_and_comes_back(void **state)
{
	struct device device = { "MJPG", 1920, 1080, .unplug = 20, .live = 1 };
	struct kiosk k;

	(void)state;
	kiosk_open(&k, plug_in_scene("unplug", &device, &scene_good), model, CAMERA_TASK_FACE);
	await(&k, is_state, CAMERA_LIVE);
	await(&k, is_state, CAMERA_GONE);
	await(&k, is_state, CAMERA_LIVE); /* plugged in again: the file is still there */
	kiosk_close(&k);
}

static void
camera_helper__notices_a_camera_that_stands_still(void **state)
{
	static const struct device devices[] = {
		{ "MJPG", 1280, 720, .stall = 10, .live = 1 }, /* no frames any more */
		{ "MJPG", 1280, 720, .live = 0 },              /* the same one for ever */
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(devices); i++) {
		struct kiosk k;

		kiosk_open(&k, plug_in_scene("still", &devices[i], &scene_good), model,
			CAMERA_TASK_FACE);
		await(&k, is_state, CAMERA_LIVE);
		await(&k, is_state, CAMERA_FROZEN);
		kiosk_close(&k);
	}
}

static void
camera_helper__notices_a_covered_lens(void **state)
{
	struct device device = { "MJPG", 1280, 720, .live = 1 };
	struct scene scene = scene_good;
	struct kiosk k;

	(void)state;
	scene.gain = 0.01F;
	kiosk_open(&k, plug_in_scene("black", &device, &scene), model, CAMERA_TASK_FACE);
	await(&k, is_state, CAMERA_BLACK);
	kiosk_close(&k);
}

static void
camera_helper__tells_nothing_about_torn_frames(void **state)
{
	struct device device = { "MJPG", 1920, 1080, .live = 1 };
	struct picture picture = { 0 };
	struct buf jpeg;
	struct kiosk k;

	(void)state;
	buf_init(&jpeg, FRAME_BYTES);
	assert_int_equal(scene_draw(&photo, &scene_good, 1920, 1080, &picture), ST_OK);
	assert_int_equal(picture_encode(&picture, FRAME_BYTES - 1, &jpeg), ST_OK);
	kiosk_open(
		&k, plug_in("torn", &device, jpeg.data, jpeg.len / 2), model, CAMERA_TASK_FACE);
	do
		assert_true(event_comes(&k, loop_now_ms() + PATIENCE_MS));
	while (k.event.kind == CAMERA_STATE && k.event.state != CAMERA_TORN);
	assert_true(is_state(&k.event, CAMERA_TORN)); /* and no FRAME before it */
	kiosk_close(&k);
	picture_free(&picture);
	buf_free(&jpeg);
}

/* --- set-up ------------------------------------------------------------------------------- */

/* A mount namespace of our own, in a user namespace where we are not root, so that nothing
 * outside changes. */
static bool
mount_plugin(const char *build)
{
	char plugins[PATH_MAX_BYTES];

	if (str_format(plugins, sizeof(plugins), "%s/test/devices/plugins", build) != ST_OK)
		return false;
	if (unshare(geteuid() == 0 ? CLONE_NEWNS : CLONE_NEWNS | CLONE_NEWUSER) != 0)
		return false;
	return mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
	       mount(plugins, V4L2_PLUGINS, NULL, MS_BIND, NULL) == 0;
}

static int
setup(void **state)
{
	const char *build = getenv("BUILD") != NULL ? getenv("BUILD") : "build";
	char template[] = "/tmp/anjungan-camera-XXXXXX";

	(void)state;
	if (mkdtemp(template) == NULL || str_copy(folder, sizeof(folder), template) != ST_OK ||
		str_format(program, sizeof(program), "%s/bin/anjungan-camera", build) != ST_OK)
		return -1;
	cameras_mounted = mount_plugin(build);
	if (!cameras_mounted)
		print_error(
			"no mount namespace here (%s): the v4l2 tests fail\n", strerror(errno));
	return photo_read_truth("tests/data/faces/astronaut.jpg", &photo) == ST_OK ? 0 : -1;
}

static int
remove_entry(const char *path, const struct stat *info, int kind, struct FTW *where)
{
	(void)info, (void)kind, (void)where;
	return remove(path);
}

static int
teardown(void **state)
{
	(void)state;
	photo_free(&photo);
	return nftw(folder, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(camera_helper__takes_a_photo_of_a_good_face),
		cmocka_unit_test(camera_helper__says_what_is_to_be_mended),
		cmocka_unit_test(camera_helper__keeps_to_the_bytes_it_is_given),
		cmocka_unit_test(camera_helper__sends_no_bad_photo),
		cmocka_unit_test(camera_helper__reads_a_qr_code_once),
		cmocka_unit_test(camera_helper__reads_the_bar_code_of_a_card),
		cmocka_unit_test(camera_helper__says_when_the_model_is_missing_or_changed),
		cmocka_unit_test(camera_model__is_the_one_of_the_sums),
		cmocka_unit_test(camera_helper__tells_each_of_two_codes_once),
		cmocka_unit_test(camera_helper__sits_in_its_cage),
		cmocka_unit_test(camera_helper__killed_comes_back),
		cmocka_unit_test(camera_helper__takes_a_photo_through_v4l2_mjpeg),
		cmocka_unit_test(camera_helper__takes_what_the_camera_has),
		cmocka_unit_test(camera_helper__reads_yuyv),
		cmocka_unit_test(camera_helper__unplugged_says_so_and_comes_back),
		cmocka_unit_test(camera_helper__notices_a_camera_that_stands_still),
		cmocka_unit_test(camera_helper__notices_a_covered_lens),
		cmocka_unit_test(camera_helper__tells_nothing_about_torn_frames),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
