/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The kiosk's end of the camera, against helpers that behave and helpers that do not. The test
 * program starts itself as the helper; --source says which kind. Time is the test's.
 */
#include "base/array.h"
#include "base/camera_wire.h"
#include "base/str.h"
#include "device/camera.h"
#include "tests/fake/camera.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { HELPER_FD = 3, PATIENCE_MS = 20000, TURNS = 200 };

/* --- the other side: one function a kind of helper ---------------------------------------- */

static void
say(const struct camera_event *event)
{
	struct buf buf;

	buf_init(&buf, CAMERA_WIRE_MAX);
	if (camera_wire_put_event(&buf, event) == ST_OK)
		(void)send(HELPER_FD, buf.data, buf.len, MSG_NOSIGNAL);
	buf_free(&buf);
}

static void
say_state(enum camera_state state)
{
	struct camera_event event = { .kind = CAMERA_STATE, .state = state };

	say(&event);
}

/* Waits for one order; STOP and the end of the kiosk end the helper. */
static struct camera_order
order(void)
{
	static uint8_t in[256];
	static size_t len;
	struct camera_order order;
	size_t used = 0;

	while (camera_wire_take_order(in, len, &order, &used) == ST_AGAIN) {
		ssize_t n = recv(HELPER_FD, in + len, sizeof(in) - len, 0);

		if (n <= 0)
			_exit(0);
		len += (size_t)n;
	}
	memmove(in, in + used, len - used);
	len -= used;
	if (order.kind == CAMERA_STOP)
		_exit(0);
	return order;
}

static void
helper_good(void)
{
	for (;;) {
		struct camera_order got = order();
		struct camera_event event = { .kind = CAMERA_FRAME, .hint = 3 };

		if (got.kind == CAMERA_START) {
			say_state(CAMERA_LIVE);
			event.cells =
				(struct cells){ .columns = got.columns, .rows = got.rows };
			say(&event);
		} else {
			event.kind = CAMERA_PHOTO;
			event.jpeg = fake_camera_jpeg(&event.jpeg_len);
			say(&event);
		}
	}
}

static void
helper_dies(void)
{
	(void)order();
	_exit(1);
}

static void
helper_dies_at_shot(void)
{
	(void)order();
	say_state(CAMERA_LIVE);
	(void)order();
	_exit(1);
}

static void
helper_garbage(void)
{
	static const char bytes[] = "HTTP/1.1 400 Bad Request\r\n\r\n";

	(void)order();
	say_state(CAMERA_LIVE);
	(void)send(HELPER_FD, bytes, sizeof(bytes), MSG_NOSIGNAL);
	(void)order();
}

static void
helper_promises_16_mb(void)
{
	static const uint8_t header[] = { 0, 0, 0, 1, 17, 0, 'A', 'C' };

	(void)order();
	(void)send(HELPER_FD, header, sizeof(header), MSG_NOSIGNAL);
	(void)order();
}

static void
helper_unplugged(void)
{
	(void)order();
	say_state(CAMERA_LIVE);
	say_state(CAMERA_GONE);
	_exit(1);
}

static void
helper_silent(void)
{
	(void)order();
	say_state(CAMERA_LIVE);
	for (;;)
		(void)order();
}

/* Sends a photograph nobody asked for. */
static void
helper_pushes(void)
{
	struct camera_event event = { .kind = CAMERA_PHOTO };

	(void)order();
	event.jpeg = fake_camera_jpeg(&event.jpeg_len);
	say(&event);
	say_state(CAMERA_BLACK);
	(void)order();
}

/* Tells which descriptors and how much of the environment it was given. */
static void
helper_spies(void)
{
	struct camera_event event = { .kind = CAMERA_CODE };
	DIR *dir = opendir("/proc/self/fd");
	int own = dir != NULL ? dirfd(dir) : -1, n = 0;

	for (struct dirent *e; dir != NULL && (e = readdir(dir)) != NULL;)
		n += e->d_name[0] != '.' && strtol(e->d_name, NULL, 10) != own;
	(void)order();
	if (str_format(event.code, sizeof(event.code), "%d descriptors, path %s", n,
		    getenv("PATH") != NULL ? "inherited" : "none") == ST_OK)
		say(&event);
	(void)order();
}

static void
refuse(enum camera_state why)
{
	say_state(why);
	_exit(1);
}

static void
helper_busy(void)
{
	refuse(CAMERA_BUSY);
}

static void
helper_missing(void)
{
	refuse(CAMERA_MISSING);
}

static void
helper_denied(void)
{
	refuse(CAMERA_DENIED);
}

static void
helper_wrong(void)
{
	refuse(CAMERA_WRONG);
}

static const char *avoided = ""; /* of the command line */

static void
helper_torn(void)
{
	bool again = strcmp(avoided, "MJPG") == 0;
	struct camera_event event = { .kind = CAMERA_ABOUT,
		.about = { .card = "Kamera", .width = 1280, .height = 720, .fps = 15 } };

	memcpy(event.about.format, again ? "YUYV" : "MJPG", 5);
	say(&event);
	(void)order();
	say_state(again ? CAMERA_LIVE : CAMERA_TORN);
	if (again)
		(void)order();
	_exit(1);
}

/* As the real one: no device, no session. */
static void
helper_on(const char *device)
{
	if (access(device, R_OK) != 0)
		refuse(CAMERA_MISSING);
	helper_good();
}

static const struct {
	const char *name;
	void (*run)(void);
} helpers[] = {
	{ "good", helper_good },
	{ "dies", helper_dies },
	{ "dies-at-shot", helper_dies_at_shot },
	{ "garbage", helper_garbage },
	{ "promises-16-mb", helper_promises_16_mb },
	{ "unplugged", helper_unplugged },
	{ "silent", helper_silent },
	{ "pushes", helper_pushes },
	{ "spies", helper_spies },
	{ "busy", helper_busy },
	{ "missing", helper_missing },
	{ "denied", helper_denied },
	{ "wrong", helper_wrong },
	{ "torn", helper_torn },
};

static int
be_helper(const char *name)
{
	if (strncmp(name, "v4l2:", 5) == 0)
		helper_on(name + 5);
	for (size_t i = 0; i < ARRAY_LEN(helpers); i++)
		if (strcmp(helpers[i].name, name) == 0)
			helpers[i].run();
	_exit(9);
}

/* --- this side ---------------------------------------------------------------------------- */

static int64_t clock_ms;

static int64_t
clock_now(void)
{
	return clock_ms;
}

struct kiosk {
	struct camera_client *client;
	struct camera_port port;
	struct camera_event event;
};

static void
kiosk_open(struct kiosk *kiosk, const char *helper)
{
	struct camera_settings settings = { .program = "/proc/self/exe",
		.source = helper,
		.model = "none",
		.now_ms = clock_now };

	clock_ms = 1000000;
	memset(kiosk, 0, sizeof(*kiosk));
	assert_int_equal(camera_client_new(&settings, &kiosk->client), ST_OK);
	kiosk->port = camera_client_port(kiosk->client);
}

static void
kiosk_close(struct kiosk *kiosk)
{
	camera_client_free(kiosk->client);
}

/* The next event, waiting for the helper as long as it has a socket. */
static bool
event_comes(struct kiosk *kiosk)
{
	struct camera_port *port = &kiosk->port;

	for (int turn = 0; turn < TURNS; turn++) {
		struct pollfd wait = { .events = POLLIN };

		if (port->next(port->ctx, &kiosk->event) == ST_OK)
			return true;
		wait.fd = port->fd(port->ctx);
		if (wait.fd < 0 || poll(&wait, 1, PATIENCE_MS) == 0)
			return false;
	}
	return false;
}

static void
expect_state(struct kiosk *kiosk, enum camera_state state)
{
	assert_true(event_comes(kiosk));
	assert_int_equal(kiosk->event.kind, CAMERA_STATE);
	assert_int_equal(kiosk->event.state, state);
}

/* Lets pass what comes until the helper is gone, and why is known. */
static void
expect_down(struct kiosk *kiosk, enum camera_state state)
{
	while (event_comes(kiosk))
		;
	assert_int_equal(kiosk->port.fd(kiosk->port.ctx), -1);
	assert_int_equal(kiosk->port.about(kiosk->port.ctx)->state, state);
}

static void
start(struct kiosk *kiosk)
{
	assert_int_equal(kiosk->port.start(kiosk->port.ctx, CAMERA_TASK_FACE, 40, 20), ST_OK);
	expect_state(kiosk, CAMERA_OPENING);
}

static void
pass(struct kiosk *kiosk, int ms)
{
	clock_ms += ms;
	kiosk->port.tick(kiosk->port.ctx);
}

static void
camera__shows_frames_and_gives_a_photo(void **state)
{
	struct kiosk k;
	const uint8_t *jpeg;
	size_t len;

	(void)state;
	kiosk_open(&k, "good");
	start(&k);
	expect_state(&k, CAMERA_LIVE);
	assert_true(event_comes(&k));
	assert_int_equal(k.event.kind, CAMERA_FRAME);
	assert_int_equal(k.event.cells.columns, 40);
	assert_int_equal(k.event.hint, 3);
	assert_int_equal(k.port.shoot(k.port.ctx, 800, CAMERA_JPEG_MAX), ST_OK);
	assert_int_equal(k.port.shoot(k.port.ctx, 800, CAMERA_JPEG_MAX), ST_BUSY);
	assert_true(event_comes(&k));
	assert_int_equal(k.event.kind, CAMERA_PHOTO);
	jpeg = fake_camera_jpeg(&len);
	assert_int_equal(k.event.jpeg_len, len);
	assert_memory_equal(k.event.jpeg, jpeg, len);
	kiosk_close(&k);
}

static void
camera__wipes_the_photo_at_the_next_call(void **state)
{
	struct kiosk k;
	const uint8_t *jpeg;
	size_t len;

	(void)state;
	kiosk_open(&k, "good");
	start(&k);
	expect_state(&k, CAMERA_LIVE);
	assert_true(event_comes(&k));
	assert_int_equal(k.port.shoot(k.port.ctx, 800, CAMERA_JPEG_MAX), ST_OK);
	assert_true(event_comes(&k));
	jpeg = k.event.jpeg;
	len = k.event.jpeg_len;
	assert_int_equal(jpeg[0], 0xFF);
	k.port.stop(k.port.ctx);
	for (size_t i = 0; i < len; i++)
		assert_int_equal(jpeg[i], 0); /* the client's buffer, still allocated */
	kiosk_close(&k);
}

static void
camera__refuses_orders_it_cannot_keep(void **state)
{
	struct kiosk k;

	(void)state;
	kiosk_open(&k, "good");
	assert_int_equal(k.port.shoot(k.port.ctx, 800, CAMERA_JPEG_MAX), ST_GONE);
	assert_int_equal(k.port.start(k.port.ctx, CAMERA_TASK_FACE, 0, 20), ST_INVALID);
	assert_int_equal(
		k.port.start(k.port.ctx, CAMERA_TASK_FACE, 40, CELLS_ROWS + 1), ST_INVALID);
	start(&k);
	assert_int_equal(k.port.shoot(k.port.ctx, 0, CAMERA_JPEG_MAX), ST_INVALID);
	assert_int_equal(
		k.port.shoot(k.port.ctx, CAMERA_WITHIN_MAX_MS + 1, CAMERA_JPEG_MAX), ST_INVALID);
	assert_int_equal(k.port.shoot(k.port.ctx, 800, CAMERA_JPEG_MIN - 1), ST_INVALID);
	assert_int_equal(k.port.shoot(k.port.ctx, 800, CAMERA_JPEG_MAX + 1), ST_INVALID);
	kiosk_close(&k);
}

static void
camera__is_not_present_without_a_source(void **state)
{
	struct kiosk k;

	(void)state;
	kiosk_open(&k, "none");
	assert_false(k.port.present);
	assert_int_equal(k.port.start(k.port.ctx, CAMERA_TASK_FACE, 40, 20), ST_NOT_FOUND);
	assert_false(event_comes(&k));
	kiosk_close(&k);
}

/* Between two tries the words stay, so that nobody's screen flickers. */
static void
camera__starts_a_dead_helper_again_and_never_gives_up_for_good(void **state)
{
	static const int waits_s[] = { 1, 2, 4, 8, 16, 30, 30 };
	struct kiosk k;

	(void)state;
	kiosk_open(&k, "dies");
	start(&k);
	expect_state(&k, CAMERA_GONE);
	for (size_t i = 0; i < ARRAY_LEN(waits_s); i++) {
		pass(&k, waits_s[i] * 1000 - 1);
		assert_int_equal(k.port.fd(k.port.ctx), -1);
		pass(&k, 1);
		assert_true(k.port.fd(k.port.ctx) >= 0);
		expect_down(&k, i + 1 < CAMERA_TRIES ? CAMERA_GONE : CAMERA_GIVEN_UP);
	}
	start(&k); /* the next visit tries afresh */
	kiosk_close(&k);
}

static void
camera__says_why_it_is_away_until_it_is_back(void **state)
{
	static const struct {
		const char *kind;
		enum camera_state state;
	} rows[] = { { "busy", CAMERA_BUSY }, { "missing", CAMERA_MISSING },
		{ "denied", CAMERA_DENIED }, { "wrong", CAMERA_WRONG } };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct kiosk k;

		kiosk_open(&k, rows[i].kind);
		start(&k);
		expect_state(&k, rows[i].state);
		assert_int_equal(k.port.shoot(k.port.ctx, 500, CAMERA_JPEG_MAX), ST_GONE);
		pass(&k, 1000); /* tried again: nothing new to say */
		assert_true(k.port.fd(k.port.ctx) >= 0);
		assert_false(event_comes(&k));
		expect_down(&k, rows[i].state);
		k.port.stop(k.port.ctx);
		assert_int_equal(k.port.about(k.port.ctx)->state, rows[i].state);
		kiosk_close(&k);
	}
}

/* The helper is told which format to leave out, and says which one it took. */
static void
camera__asks_for_another_format_when_frames_cannot_be_read(void **state)
{
	struct kiosk k;

	(void)state;
	kiosk_open(&k, "torn");
	start(&k);
	expect_state(&k, CAMERA_TORN);
	expect_down(&k, CAMERA_TORN);
	pass(&k, 1000);
	expect_state(&k, CAMERA_LIVE);
	assert_string_equal(k.port.about(k.port.ctx)->format, "YUYV");
	assert_string_equal(k.port.about(k.port.ctx)->card, "Kamera");
	assert_int_equal(k.port.about(k.port.ctx)->width, 1280);
	assert_int_equal(k.port.about(k.port.ctx)->fps, 15);
	kiosk_close(&k);
}

/* Whoever plugs the camera in does not wait for the next try. */
static void
camera__is_there_as_soon_as_it_is_plugged_in(void **state)
{
	char folder[] = "/tmp/anjungan-plug-XXXXXX", path[64], source[80];
	struct kiosk k;
	FILE *device;

	(void)state;
	assert_non_null(mkdtemp(folder));
	assert_int_equal(str_format(path, sizeof(path), "%s/video0", folder), ST_OK);
	assert_int_equal(str_format(source, sizeof(source), "v4l2:%s", path), ST_OK);
	kiosk_open(&k, source);
	start(&k);
	for (int tries = 0; tries < CAMERA_TRIES; tries++) {
		expect_down(&k, CAMERA_MISSING);
		pass(&k, CAMERA_PATIENT_MS);
	}
	expect_down(&k, CAMERA_MISSING);
	pass(&k, 1000);
	assert_int_equal(k.port.fd(k.port.ctx), -1);
	device = fopen(path, "w");
	assert_non_null(device);
	assert_int_equal(fclose(device), 0);
	pass(&k, 1000);
	expect_state(&k, CAMERA_OPENING);
	expect_state(&k, CAMERA_LIVE);
	kiosk_close(&k);
	assert_int_equal(unlink(path) | rmdir(folder), 0);
}

static void
camera__survives_a_program_that_is_not_there(void **state)
{
	struct camera_settings settings = { .program = "/nonexistent/anjungan-camera",
		.source = "v4l2:/dev/null",
		.model = "none",
		.now_ms = clock_now };
	struct kiosk k = { 0 };

	(void)state;
	assert_int_equal(camera_client_new(&settings, &k.client), ST_OK);
	k.port = camera_client_port(k.client);
	assert_int_equal(k.port.start(k.port.ctx, CAMERA_TASK_FACE, 40, 20), ST_OK);
	expect_state(&k, CAMERA_GONE);
	kiosk_close(&k);
}

static void
camera__tells_when_a_shot_was_lost_with_the_helper(void **state)
{
	struct kiosk k;

	(void)state;
	kiosk_open(&k, "dies-at-shot");
	start(&k);
	expect_state(&k, CAMERA_LIVE);
	assert_int_equal(k.port.shoot(k.port.ctx, 500, CAMERA_JPEG_MAX), ST_OK);
	assert_true(event_comes(&k));
	assert_int_equal(k.event.kind, CAMERA_NO_PHOTO);
	expect_state(&k, CAMERA_GONE);
	assert_int_equal(k.port.shoot(k.port.ctx, 500, CAMERA_JPEG_MAX), ST_GONE);
	kiosk_close(&k);
}

static void
camera__drops_a_helper_that_does_not_speak_the_protocol(void **state)
{
	static const char *const kinds[] = { "garbage", "promises-16-mb", "unplugged" };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
		struct kiosk k;

		kiosk_open(&k, kinds[i]);
		start(&k);
		while (event_comes(&k) && k.event.state != CAMERA_GONE)
			assert_int_equal(k.event.state, CAMERA_LIVE);
		assert_int_equal(k.event.state, CAMERA_GONE);
		assert_int_equal(k.port.fd(k.port.ctx), -1);
		pass(&k, 1000);
		assert_true(k.port.fd(k.port.ctx) >= 0); /* another one */
		kiosk_close(&k);
	}
}

static void
camera__ends_a_helper_that_went_silent(void **state)
{
	struct kiosk k;

	(void)state;
	kiosk_open(&k, "silent");
	start(&k);
	expect_state(&k, CAMERA_LIVE);
	pass(&k, CAMERA_SILENT_MS - 1);
	assert_true(k.port.fd(k.port.ctx) >= 0);
	pass(&k, 1);
	expect_state(&k, CAMERA_GONE);
	kiosk_close(&k);
}

static void
camera__ignores_a_photo_nobody_asked_for(void **state)
{
	struct kiosk k;

	(void)state;
	kiosk_open(&k, "pushes");
	start(&k);
	expect_state(&k, CAMERA_BLACK);
	kiosk_close(&k);
}

static void
camera__gives_the_helper_nothing_but_its_socket(void **state)
{
	struct kiosk k;
	int secret = fcntl(0, F_DUPFD, 10);

	(void)state;
	assert_true(secret >= 10);
	kiosk_open(&k, "spies");
	start(&k);
	assert_true(event_comes(&k));
	assert_int_equal(k.event.kind, CAMERA_CODE);
	assert_string_equal(k.event.code, "4 descriptors, path none");
	kiosk_close(&k);
	assert_int_equal(close(secret), 0);
}

static void
camera__leaves_no_child_behind(void **state)
{
	siginfo_t ended;
	struct kiosk k;

	(void)state;
	kiosk_open(&k, "good");
	for (int visit = 0; visit < 8; visit++) {
		start(&k);
		expect_state(&k, CAMERA_LIVE);
		k.port.stop(k.port.ctx);
		assert_int_equal(k.port.fd(k.port.ctx), -1);
		assert_false(event_comes(&k));
	}
	for (int turn = 0; turn < TURNS && waitid(P_ALL, 0, &ended, WEXITED | WNOWAIT) == 0;
		turn++)
		k.port.tick(k.port.ctx);
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
	assert_int_equal(errno, ECHILD);
	kiosk_close(&k);
}

int
main(int argc, char **argv)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(camera__shows_frames_and_gives_a_photo),
		cmocka_unit_test(camera__wipes_the_photo_at_the_next_call),
		cmocka_unit_test(camera__refuses_orders_it_cannot_keep),
		cmocka_unit_test(camera__is_not_present_without_a_source),
		cmocka_unit_test(camera__starts_a_dead_helper_again_and_never_gives_up_for_good),
		cmocka_unit_test(camera__says_why_it_is_away_until_it_is_back),
		cmocka_unit_test(camera__asks_for_another_format_when_frames_cannot_be_read),
		cmocka_unit_test(camera__is_there_as_soon_as_it_is_plugged_in),
		cmocka_unit_test(camera__survives_a_program_that_is_not_there),
		cmocka_unit_test(camera__tells_when_a_shot_was_lost_with_the_helper),
		cmocka_unit_test(camera__drops_a_helper_that_does_not_speak_the_protocol),
		cmocka_unit_test(camera__ends_a_helper_that_went_silent),
		cmocka_unit_test(camera__ignores_a_photo_nobody_asked_for),
		cmocka_unit_test(camera__gives_the_helper_nothing_but_its_socket),
		cmocka_unit_test(camera__leaves_no_child_behind),
	};

	if (argc > 6 && strcmp(argv[5], "--avoid") == 0)
		avoided = argv[6];
	if (argc > 2 && strcmp(argv[1], "--source") == 0)
		return be_helper(argv[2]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
