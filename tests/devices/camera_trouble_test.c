/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The real helper, on cameras of v4l2_plugin.c that are unplugged, stall, lie, are held by another program or are none,
 * at every moment of the face step and of the scan step, in both formats. Each case is a process of its own, so that the
 * waits of one are the work of another: what is told by the clock takes its seconds once.
 */
#include "base/array.h"
#include "base/loop.h"
#include "base/str.h"
#include "device/camera.h"
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
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef V4L2_PLUGINS
#define V4L2_PLUGINS "/usr/lib/x86_64-linux-gnu/libv4l/plugins"
#endif

enum { PATH_BYTES = 512, PATIENCE_MS = 30000, FRAME_BYTES = 4 << 20, AT_ONCE = 10 };
enum { WIDTH = 640, HEIGHT = 480, FPS = 8 };

static const char model[] = "assets/models/blazeface-front-128.onnx";
static char program[PATH_BYTES], folder[PATH_BYTES];

enum picture_of { OF_FACE, OF_CODE, OF_NOTHING };
enum format { MJPG, YUYV };

static const char *const fourcc[] = { [MJPG] = "MJPG", [YUYV] = "YUYV" };
static const char *const frame_file[][2] = {
	[OF_FACE] = { "face.jpg", "face.yuyv" },
	[OF_CODE] = { "code.jpg", "code.yuyv" },
	[OF_NOTHING] = { "wall.jpg", "wall.yuyv" },
};

/* --- one case, in a process of its own: what is not so ends it -------------------------------------------------- */

#define MUST(what)                                                                             \
	do {                                                                                   \
		if (!(what)) {                                                                 \
			(void)fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #what);       \
			_exit(1);                                                              \
		}                                                                              \
	} while (0)

struct camera {
	char device[PATH_BYTES], away[PATH_BYTES], ctl[PATH_BYTES], source[PATH_BYTES];
	struct camera_client *client;
	struct camera_port port;
	struct camera_event event;
	int64_t ticked_ms;
	int filtered; /* times the helper was seen under its filter */
};

static void
write_file(const char *path, const void *bytes, size_t len)
{
	FILE *file = fopen(path, "wb");

	MUST(file != NULL);
	MUST(fwrite(bytes, 1, len, file) == len);
	MUST(fclose(file) == 0);
}

/* In place: the plugin has the file mapped. */
static void
steer(struct camera *camera, char what)
{
	FILE *file = fopen(camera->ctl, "r+b");

	MUST(file != NULL && fputc(what, file) == what && fclose(file) == 0);
}

static void
unplug(struct camera *camera)
{
	MUST(rename(camera->device, camera->away) == 0);
	steer(camera, 'u');
}

static void
plug_in_again(struct camera *camera)
{
	steer(camera, '.');
	MUST(rename(camera->away, camera->device) == 0);
}

static void
make(struct camera *camera, const char *name, enum format format, enum picture_of of,
	const char *more)
{
	char line[4 * PATH_BYTES];

	memset(camera, 0, sizeof(*camera));
	MUST(str_format(camera->device, PATH_BYTES, "%s/%s", folder, name) == ST_OK);
	MUST(str_format(camera->away, PATH_BYTES, "%s/%s.away", folder, name) == ST_OK);
	MUST(str_format(camera->ctl, PATH_BYTES, "%s/%s.ctl", folder, name) == ST_OK);
	MUST(str_format(camera->source, PATH_BYTES, "v4l2:%s", camera->device) == ST_OK);
	write_file(camera->ctl, ".", 1);
	MUST(str_format(line, sizeof(line), "anjungan-test-camera %s %d %d %d 0 0 1 %s/%s\nctl=%s %s\n",
		     fourcc[format], WIDTH, HEIGHT, FPS, folder, frame_file[of][format],
		     camera->ctl, more) == ST_OK);
	write_file(camera->device, line, strlen(line));
}

static void
open_kiosk(struct camera *camera, enum camera_task task)
{
	struct camera_settings settings = {
		.program = program, .source = camera->source, .model = model
	};

	MUST(camera_client_new(&settings, &camera->client) == ST_OK);
	camera->port = camera_client_port(camera->client);
	MUST(camera->port.start(camera->port.ctx, task, 60, 20) == ST_OK);
}

static bool
event_comes(struct camera *camera, int64_t end_ms)
{
	struct camera_port *port = &camera->port;

	while (loop_now_ms() < end_ms) {
		struct pollfd wait = { .events = POLLIN };

		if (port->next(port->ctx, &camera->event) == ST_OK)
			return true;
		if (loop_now_ms() - camera->ticked_ms >= 1000) {
			camera->ticked_ms = loop_now_ms();
			port->tick(port->ctx);
			continue;
		}
		wait.fd = port->fd(port->ctx);
		(void)poll(&wait, 1, 100);
	}
	return false;
}

typedef bool wanted_fn(const struct camera_event *event, int value);

static void
await(struct camera *camera, wanted_fn *wanted, int value)
{
	int64_t end_ms = loop_now_ms() + PATIENCE_MS;

	do
		MUST(event_comes(camera, end_ms));
	while (!wanted(&camera->event, value));
}

static bool
is_state(const struct camera_event *event, int state)
{
	return event->kind == CAMERA_STATE && (int)event->state == state;
}

static bool
is_down(const struct camera_event *event, int unused)
{
	(void)unused;
	return event->kind == CAMERA_STATE && camera_state_is_down(event->state);
}

static bool
is_kind(const struct camera_event *event, int kind)
{
	return (int)event->kind == kind;
}

static bool
is_ready(const struct camera_event *event, int unused)
{
	(void)unused;
	return event->kind == CAMERA_FRAME && event->ready;
}

/* Of the only child: the helper there is now. */
static void
must_be_filtered(void)
{
	char path[64], line[256] = "";
	bool filtered = false;
	FILE *file;

	MUST(str_format(path, sizeof(path), "/proc/self/task/%d/children", getpid()) == ST_OK);
	file = fopen(path, "r");
	MUST(file != NULL && fgets(line, sizeof(line), file) != NULL && fclose(file) == 0);
	MUST(str_format(path, sizeof(path), "/proc/%ld/status", strtol(line, NULL, 10)) == ST_OK);
	file = fopen(path, "r");
	MUST(file != NULL);
	while (fgets(line, sizeof(line), file) != NULL)
		filtered = filtered || strcmp(line, "Seccomp:\t2\n") == 0;
	MUST(fclose(file) == 0 && filtered);
}

/* --- many at once ------------------------------------------------------------------------------------------------- */

typedef void case_fn(int index);

/* Runs the cases, AT_ONCE of them at a time; names those that failed. */
static void
run_all(case_fn *run, int n)
{
	pid_t pid[64] = { 0 };
	int failed = 0, begun = 0, ended = 0;

	assert_in_range(n, 1, (int)ARRAY_LEN(pid));
	while (ended < n) {
		int status = 0, which = 0;
		pid_t one;

		while (begun < n && begun - ended < AT_ONCE) {
			pid[begun] = fork();
			assert_true(pid[begun] >= 0);
			if (pid[begun] == 0) {
				run(begun);
				_exit(0);
			}
			begun++;
		}
		one = wait(&status);
		assert_true(one > 0);
		while (pid[which] != one)
			which++;
		ended++;
		if (status != 0)
			print_error("case %d of %d failed\n", which, n);
		failed += status != 0;
	}
	assert_int_equal(failed, 0);
}

/* --- unplugged or stalled at every moment ----------------------------------------------------------------------- */

enum moment { AT_START, IN_PREVIEW, IN_SHOT, AFTER_PHOTO, SCAN_START, SCAN_PREVIEW, MOMENTS };
enum trouble { UNPLUGGED, STALLED, TROUBLES };

static bool
is_scan(enum moment moment)
{
	return moment == SCAN_START || moment == SCAN_PREVIEW;
}

static void
break_it(struct camera *camera, enum trouble trouble)
{
	if (trouble == UNPLUGGED)
		unplug(camera);
	else
		steer(camera, 's');
}

static void
await_trouble(struct camera *camera, enum trouble trouble)
{
	if (trouble == UNPLUGGED)
		await(camera, is_down, 0);
	else
		await(camera, is_state, CAMERA_FROZEN);
}

static void
mend(struct camera *camera, enum trouble trouble)
{
	if (trouble == UNPLUGGED)
		plug_in_again(camera);
	else
		steer(camera, '.');
}

/* Back without a new start: the photograph, or the code. */
static void
must_work(struct camera *camera, enum moment moment)
{
	await(camera, is_state, CAMERA_LIVE);
	must_be_filtered();
	if (is_scan(moment)) {
		await(camera, is_kind, CAMERA_CODE);
		MUST(strcmp(camera->event.code, "K7MP-Q2RX-A") == 0);
		return;
	}
	await(camera, is_ready, 0);
	MUST(camera->port.shoot(camera->port.ctx, 3000, CAMERA_JPEG_MAX) == ST_OK);
	await(camera, is_kind, CAMERA_PHOTO);
}

static void
reach(struct camera *camera, enum moment moment)
{
	struct camera_port *port = &camera->port;

	await(camera, is_state, CAMERA_LIVE);
	must_be_filtered();
	await(camera, is_kind, CAMERA_FRAME);
	if (moment == IN_SHOT) /* of a wall: it lasts */
		MUST(port->shoot(port->ctx, CAMERA_WITHIN_MAX_MS, CAMERA_JPEG_MAX) == ST_OK);
	if (moment != AFTER_PHOTO)
		return;
	await(camera, is_ready, 0);
	MUST(port->shoot(port->ctx, 3000, CAMERA_JPEG_MAX) == ST_OK);
	await(camera, is_kind, CAMERA_PHOTO);
}

static void
fails_at_a_moment(int index)
{
	enum trouble trouble = (enum trouble)(index % TROUBLES);
	enum format format = (enum format)(index / TROUBLES % 2);
	enum moment moment = (enum moment)(index / TROUBLES / 2);
	enum picture_of of = is_scan(moment)      ? OF_CODE
			     : moment == IN_SHOT ? OF_NOTHING
						  : OF_FACE;
	bool at_start = moment == AT_START || moment == SCAN_START;
	struct camera camera;
	char name[32];

	MUST(str_format(name, sizeof(name), "moment%d", index) == ST_OK);
	make(&camera, name, format, of, "");
	if (at_start)
		break_it(&camera, trouble);
	open_kiosk(&camera, is_scan(moment) ? CAMERA_TASK_CODE : CAMERA_TASK_FACE);
	if (!at_start) {
		reach(&camera, moment);
		break_it(&camera, trouble);
	}
	if (moment == IN_SHOT && trouble == UNPLUGGED)
		await(&camera, is_kind, CAMERA_NO_PHOTO);
	await_trouble(&camera, trouble);
	mend(&camera, trouble);
	if (moment == IN_SHOT)
		await(&camera, is_state, CAMERA_LIVE);
	else
		must_work(&camera, moment);
	camera_client_free(camera.client);
}

static void
camera__that_fails_at_any_moment__is_told_and_works_again(void **state)
{
	(void)state;
	run_all(fails_at_a_moment, MOMENTS * 2 * TROUBLES);
}

/* --- cameras that are not what they say ---------------------------------------------------------------------------- */

static const struct odd {
	const char *more;
	enum format format;
	enum camera_state state;
	const char *took; /* the format, where it is live */
	int height;
} odd[] = {
	{ "is=meta", MJPG, CAMERA_WRONG, NULL, 0 },
	{ "is=output", MJPG, CAMERA_WRONG, NULL, 0 },
	{ "busy=1", MJPG, CAMERA_BUSY, NULL, 0 },
	{ "busy=2", MJPG, CAMERA_BUSY, NULL, 0 },
	{ "busy=3", MJPG, CAMERA_BUSY, NULL, 0 },
	{ "lie=short", MJPG, CAMERA_TORN, NULL, 0 },
	{ "lie=empty", MJPG, CAMERA_TORN, NULL, 0 },
	{ "lie=long", MJPG, CAMERA_TORN, NULL, 0 },
	{ "lie=error", MJPG, CAMERA_TORN, NULL, 0 },
	{ "lie=short", YUYV, CAMERA_TORN, NULL, 0 },
	{ "lie=empty", YUYV, CAMERA_TORN, NULL, 0 },
	{ "lie=long", YUYV, CAMERA_TORN, NULL, 0 },
	{ "lie=error", YUYV, CAMERA_TORN, NULL, 0 },
	{ "lie=stride", YUYV, CAMERA_LIVE, "YUYV", 480 },
	{ "manual=1", YUYV, CAMERA_LIVE, "YUYV", 480 },
	/* the nearest it has */
	{ "also=MJPG:1280:720:30", MJPG, CAMERA_LIVE, "MJPG", 720 },
	{ "also=MJPG:1280:720:30 also=MJPG:1920:1080:30", MJPG, CAMERA_LIVE, "MJPG", 1080 },
	{ "also=MJPG:1920:1080:5 also=MJPG:1280:720:30", MJPG, CAMERA_LIVE, "MJPG", 720 },
	{ "also=MJPG:1920:1080:5", MJPG, CAMERA_LIVE, "MJPG", 1080 }, /* both are too slow */
};

static void
is_odd(int index)
{
	const struct odd *row = &odd[index];
	struct camera camera;
	char name[32];

	MUST(str_format(name, sizeof(name), "odd%d", index) == ST_OK);
	make(&camera, name, row->format, OF_NOTHING, row->more);
	open_kiosk(&camera, CAMERA_TASK_FACE);
	do { /* no frame before it, and none of a camera that cannot be read */
		MUST(event_comes(&camera, loop_now_ms() + PATIENCE_MS));
		MUST(camera.event.kind == CAMERA_STATE);
	} while (camera.event.state != row->state);
	if (row->took != NULL) {
		const struct camera_about *about = camera.port.about(camera.port.ctx);

		await(&camera, is_kind, CAMERA_FRAME);
		must_be_filtered();
		MUST(strcmp(about->format, row->took) == 0 && about->height == row->height);
		MUST(strcmp(about->card, "camera of a test") == 0);
	}
	camera_client_free(camera.client);
}

static void
camera__that_is_not_what_it_says__is_taken_as_it_is_or_named(void **state)
{
	(void)state;
	run_all(is_odd, (int)ARRAY_LEN(odd));
}

/* A camera of two formats and one frame, which is of the second. */
static void
use_frame(const struct camera *camera, const char *file)
{
	char line[4 * PATH_BYTES];

	MUST(str_format(line, sizeof(line),
		     "anjungan-test-camera MJPG %d %d %d 0 0 1 %s/%s\nalso=YUYV:%d:%d:%d\n", WIDTH,
		     HEIGHT, FPS, folder, file, WIDTH, HEIGHT, FPS) == ST_OK);
	write_file(camera->device, line, strlen(line));
}

/* Frames of one format cannot be read: the other one is taken, without anybody's hand. */
static void
torn_in_one_format__is_live_in_the_other(void **state)
{
	struct camera camera;

	(void)state;
	make(&camera, "torn-mjpg", MJPG, OF_NOTHING, "also=YUYV:640:480:8");
	use_frame(&camera, frame_file[OF_NOTHING][YUYV]); /* which is no JPEG */
	open_kiosk(&camera, CAMERA_TASK_FACE);
	await(&camera, is_state, CAMERA_TORN);
	await(&camera, is_state, CAMERA_LIVE);
	assert_string_equal(camera.port.about(camera.port.ctx)->format, "YUYV");
	camera_client_free(camera.client);
}

/* --- set-up -------------------------------------------------------------------------------------------------------- */

static void
keep(const struct picture *rgb, enum picture_of of)
{
	uint8_t *yuyv = malloc((size_t)rgb->width * (size_t)rgb->height * 2);
	char path[PATH_BYTES];
	struct buf jpeg;

	buf_init(&jpeg, FRAME_BYTES);
	MUST(yuyv != NULL && picture_encode(rgb, FRAME_BYTES - 1, &jpeg) == ST_OK);
	for (int i = 0; i < rgb->width * rgb->height; i++) {
		const uint8_t *p = rgb->pixels + i * 3;

		yuyv[i * 2] = (uint8_t)((66 * p[0] + 129 * p[1] + 25 * p[2]) / 256 + 16);
		yuyv[i * 2 + 1] = 128; /* a grey picture will do */
	}
	MUST(str_format(path, sizeof(path), "%s/%s", folder, frame_file[of][MJPG]) == ST_OK);
	write_file(path, jpeg.data, jpeg.len);
	MUST(str_format(path, sizeof(path), "%s/%s", folder, frame_file[of][YUYV]) == ST_OK);
	write_file(path, yuyv, (size_t)rgb->width * (size_t)rgb->height * 2);
	free(yuyv);
	buf_free(&jpeg);
}

static void
draw_code(struct picture *sheet)
{
	QRcode *qr = QRcode_encodeString("K7MP-Q2RX-A", 0, QR_ECLEVEL_M, QR_MODE_8, 1);

	MUST(qr != NULL && picture_resize(sheet, WIDTH, HEIGHT, 3) == ST_OK);
	memset(sheet->pixels, 235, (size_t)sheet->stride * HEIGHT);
	for (int y = 0; y < qr->width * 6; y++)
		for (int x = 0; x < qr->width * 6; x++)
			if (qr->data[y / 6 * qr->width + x / 6] & 1)
				memset(picture_at(sheet, x + 200, y + 150), 20, 3);
	QRcode_free(qr);
}

static bool
draw_all(void)
{
	struct scene face = scene_good, wall = scene_good;
	struct picture picture = { 0 };
	struct photo photo = { 0 };
	bool ok = photo_read_truth("tests/data/faces/astronaut.jpg", &photo) == ST_OK;

	face.eyes_px = 100;
	wall.x = -4;
	ok = ok && scene_draw(&photo, &face, WIDTH, HEIGHT, &picture) == ST_OK;
	if (ok)
		keep(&picture, OF_FACE);
	ok = ok && scene_draw(&photo, &wall, WIDTH, HEIGHT, &picture) == ST_OK;
	if (ok)
		keep(&picture, OF_NOTHING);
	draw_code(&picture);
	keep(&picture, OF_CODE);
	picture_free(&picture);
	photo_free(&photo);
	return ok;
}

/* A mount namespace of our own, so that nothing outside changes. */
static bool
mount_plugin(const char *build)
{
	char plugins[PATH_BYTES];

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
	char template[] = "/tmp/anjungan-trouble-XXXXXX";

	(void)state;
	if (mkdtemp(template) == NULL || str_copy(folder, sizeof(folder), template) != ST_OK ||
		str_format(program, sizeof(program), "%s/bin/anjungan-camera", build) != ST_OK)
		return -1;
	if (!mount_plugin(build)) {
		print_error("no mount namespace here (%s)\n", strerror(errno));
		return -1;
	}
	return draw_all() ? 0 : -1;
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
	return nftw(folder, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(camera__that_fails_at_any_moment__is_told_and_works_again),
		cmocka_unit_test(camera__that_is_not_what_it_says__is_taken_as_it_is_or_named),
		cmocka_unit_test(torn_in_one_format__is_live_in_the_other),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
