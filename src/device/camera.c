/* SPDX-License-Identifier: Apache-2.0 */
/* The kiosk's end of the camera helper: spawn, watch, read, restart. */
#include "device/camera.h"

#include "base/camera_wire.h"
#include "base/log.h"
#include "base/loop.h"
#include "base/str.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	HELPER_FD = 3,
	LEAVING_MS = 1000,
	SETTLED_MS = 10000,
	FIRST_WAIT_MS = 1000,
	LEAVERS = 16,
	END_MS = 500,
	SECOND_MS = 1000
};

static const char device_prefix[] = "v4l2:";

/* The file of a camera as it was last seen: plugged in again, or given to our group, it is
 * another. */
struct device {
	bool there;
	ino_t inode;
	struct timespec changed;
};

/* A helper that was told to go and is not collected yet; pid 0: none. */
struct leaver {
	pid_t pid;
	int64_t kill_ms;
};

struct camera_client {
	struct camera_settings settings;
	bool wanted; /* between start and stop */
	struct camera_order order;
	int fd;
	pid_t pid; /* the helper that is talked to; 0: none */
	struct leaver leaver[LEAVERS];

	int tries; /* failures in a row */
	int64_t retry_ms, begun_ms, heard_ms;
	struct device device; /* as it was when the last helper was started */
	char avoid[5];        /* the format whose frames could not be read; "" none */

	enum camera_state state, told, last; /* last: when it was stopped */
	struct camera_about about;
	int frames; /* since counted_ms */
	int64_t counted_ms;
	bool shot_on, shot_lost;

	uint8_t *in;      /* CAMERA_WIRE_MAX bytes; owned; wiped */
	size_t len, used; /* used: taken by the last event, which may still be looked at */
};

/* --- the process -------------------------------------------------------------------------- */

/* The helper has no use for a terminal, and none of the kiosk's other descriptors may reach it.
 */
static int
spawn_into(const struct camera_settings *settings, const char *avoid, int fd, pid_t *ret_pid)
{
	enum { ARGUMENTS = 10 };
	static char locale[] = "LC_ALL=C.UTF-8",
		    tunables[] = "GLIBC_TUNABLES=glibc.malloc.tcache_count=0";
	static char *const environment[] = { locale, tunables, NULL };
	char sharpness[16];
	const char *arguments[ARGUMENTS] = { settings->program, "--source", settings->source,
		"--model", settings->model };
	posix_spawn_file_actions_t actions;
	int rc, n = 5;

	if (settings->sharpness_tenths > 0) {
		arguments[n++] = "--sharpness-min";
		arguments[n++] = sharpness;
	}
	if (avoid[0]) {
		arguments[n++] = "--avoid";
		arguments[n++] = avoid;
	}
	if (str_format(sharpness, sizeof(sharpness), "%d.%d", settings->sharpness_tenths / 10,
		    settings->sharpness_tenths % 10) != ST_OK)
		return EINVAL;
	rc = posix_spawn_file_actions_init(&actions);
	if (rc != 0)
		return rc;
	rc = posix_spawn_file_actions_adddup2(&actions, fd, HELPER_FD);
	if (rc == 0)
		rc = posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDWR, 0);
	if (rc == 0)
		rc = posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_RDWR, 0);
	if (rc == 0)
		rc = posix_spawn_file_actions_addclosefrom_np(&actions, HELPER_FD + 1);
	if (rc == 0)
		rc = posix_spawn(ret_pid, settings->program, &actions, NULL,
			(char *const *)arguments, environment);
	posix_spawn_file_actions_destroy(&actions);
	return rc;
}

/* Helpers that went are collected; one that does not go within a second is ended. */
static void
reap(struct camera_client *client, int64_t now_ms)
{
	for (int i = 0; i < LEAVERS; i++) {
		struct leaver *leaver = &client->leaver[i];

		if (leaver->pid == 0)
			continue;
		if (waitpid(leaver->pid, NULL, WNOHANG) != 0)
			leaver->pid = 0; /* ended, or never ours */
		else if (now_ms >= leaver->kill_ms)
			(void)kill(leaver->pid, SIGKILL); /* collected at a later tick */
	}
}

/* Sixteen that do not end are sixteen that hang in a driver; nothing waits for the oldest any
 * more. */
static void
add_leaver(struct camera_client *client, pid_t pid, int64_t kill_ms)
{
	reap(client, client->settings.now_ms());
	memmove(client->leaver + 1, client->leaver, (LEAVERS - 1) * sizeof(client->leaver[0]));
	client->leaver[0] = (struct leaver){ pid, kill_ms };
}

static void
let_go(struct camera_client *client, int64_t now_ms, bool at_once)
{
	if (client->fd >= 0)
		(void)close(client->fd);
	if (client->pid != 0)
		add_leaver(client, client->pid, at_once ? now_ms : now_ms + LEAVING_MS);
	client->fd = -1;
	client->pid = 0;
	wipe(client->in,
		client->len); /* beyond it nothing is left: drop_used wipes what it frees */
	client->len = client->used = 0;
	reap(client, now_ms);
}

/* A stat waits for no driver. */
static struct device
look_for_device(const struct camera_client *client)
{
	const char *source = client->settings.source;
	size_t n = sizeof(device_prefix) - 1;
	struct stat info;

	if (strncmp(source, device_prefix, n) != 0 || stat(source + n, &info) != 0)
		return (struct device){ 0 };
	return (struct device){ true, info.st_ino, info.st_ctim };
}

static bool
device_is_new(const struct camera_client *client)
{
	const struct device *old = &client->device, now = look_for_device(client);

	return now.there && (!old->there || now.inode != old->inode ||
				    now.changed.tv_sec != old->changed.tv_sec ||
				    now.changed.tv_nsec != old->changed.tv_nsec);
}

/* Why it is away: what the helper said last, or that it ended without a word. */
static enum camera_state
reason(const struct camera_client *client)
{
	enum camera_state said = client->state;

	if (said == CAMERA_NO_MODEL || said == CAMERA_FROZEN || said == CAMERA_TORN ||
		(camera_state_is_down(said) && said != CAMERA_GONE))
		return said;
	return client->tries > CAMERA_TRIES ? CAMERA_GIVEN_UP : CAMERA_GONE;
}

/* Torn in one format, the other one may do; torn in both, the first is as good. */
static void
choose_format(struct camera_client *client)
{
	if (client->state == CAMERA_TORN && client->avoid[0] == '\0')
		memcpy(client->avoid, client->about.format, sizeof(client->avoid));
	else if (client->state == CAMERA_TORN || client->state == CAMERA_WRONG)
		client->avoid[0] = '\0';
}

/* The helper is of no more use: told, and tried again later. */
static void
lose(struct camera_client *client, const char *why)
{
	int64_t now_ms = client->settings.now_ms();

	log_error("camera: helper lost: %s", why);
	let_go(client, now_ms, true);
	if (client->state == CAMERA_LIVE && now_ms - client->begun_ms >= SETTLED_MS)
		client->tries = 0;
	client->shot_lost = client->shot_lost || client->shot_on;
	client->shot_on = false;
	client->retry_ms = now_ms + (client->tries < CAMERA_TRIES
						    ? (int64_t)FIRST_WAIT_MS << client->tries
						    : CAMERA_PATIENT_MS);
	client->tries++;
	client->about.fps_seen = 0;
	choose_format(client);
	client->state = reason(client);
}

static enum status
send_order(struct camera_client *client, const struct camera_order *order)
{
	struct buf bytes;
	enum status st;

	buf_init(&bytes, 256);
	st = camera_wire_put_order(&bytes, order);
	if (st == ST_OK && send(client->fd, bytes.data, bytes.len,
				   MSG_NOSIGNAL | MSG_DONTWAIT) != (ssize_t)bytes.len)
		st = ST_GONE;
	buf_free(&bytes);
	return st;
}

static void
launch(struct camera_client *client)
{
	int ends[2] = { -1, -1 }, rc;

	reap(client, client->settings.now_ms());
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
		lose(client, strerror(errno));
		return;
	}
	client->device = look_for_device(client);
	rc = spawn_into(&client->settings, client->avoid, ends[1], &client->pid);
	(void)close(ends[1]);
	client->fd = ends[0];
	if (rc != 0)
		client->pid = 0;
	client->begun_ms = client->heard_ms = client->counted_ms = client->settings.now_ms();
	client->frames = 0;
	if (client->tries == 0)
		client->state = CAMERA_OPENING;
	if (rc != 0)
		lose(client, strerror(rc));
	else if (send_order(client, &client->order) != ST_OK)
		lose(client, "takes no orders");
}

/* --- events ------------------------------------------------------------------------------- */

static void
drop_used(struct camera_client *client)
{
	size_t rest = client->len - client->used;

	if (client->used == 0)
		return;
	memmove(client->in, client->in + client->used, rest);
	wipe(client->in + rest, client->used);
	client->len = rest;
	client->used = 0;
}

static bool
hear(struct camera_client *client)
{
	ssize_t n;

	if (client->len == CAMERA_WIRE_MAX)
		return false;
	n = recv(client->fd, client->in + client->len, CAMERA_WIRE_MAX - client->len,
		MSG_DONTWAIT);
	if (n > 0) {
		client->len += (size_t)n;
		client->heard_ms = client->settings.now_ms();
		return true;
	}
	if (n == 0 || (errno != EAGAIN && errno != EINTR))
		lose(client, "ended");
	return false;
}

static void
count_frame(struct camera_client *client)
{
	int64_t passed_ms = client->settings.now_ms() - client->counted_ms;

	client->frames++;
	if (passed_ms < SECOND_MS)
		return;
	client->about.fps_seen = (int)(client->frames * SECOND_MS / passed_ms);
	client->counted_ms += passed_ms;
	client->frames = 0;
}

/* Opening again changes nothing for who waits: what was told stays until it is known better. */
static void
follow_state(struct camera_client *client, enum camera_state state)
{
	if (state == CAMERA_OPENING && client->tries > 0)
		return;
	if (state == CAMERA_WRONG && client->avoid[0])
		state = CAMERA_TORN; /* it has no other format than the one that cannot be read */
	client->state = state;
	if (camera_state_is_down(state))
		lose(client, camera_state_words(state));
}

/* Whether the event is for the visit; the client's own state follows what passes by. */
static bool
follow(struct camera_client *client, const struct camera_event *event)
{
	switch (event->kind) {
	case CAMERA_STATE:
		follow_state(client, event->state);
		return false; /* told when it differs from what was told */
	case CAMERA_ABOUT:
		client->about = event->about;
		return false;
	case CAMERA_PHOTO:
	case CAMERA_NO_PHOTO:
		if (!client->shot_on)
			return false;
		client->shot_on = false;
		return true;
	case CAMERA_FRAME:
		count_frame(client);
		return true;
	case CAMERA_CODE:
	case CAMERA_PAGE:
		return true;
	}
	return false;
}

static bool
tell_own(struct camera_client *client, struct camera_event *ret_event)
{
	if (client->shot_lost) {
		client->shot_lost = false;
		memset(ret_event, 0, sizeof(*ret_event));
		ret_event->kind = CAMERA_NO_PHOTO;
		return true;
	}
	if (client->state != client->told) {
		client->told = client->state;
		memset(ret_event, 0, sizeof(*ret_event));
		ret_event->kind = CAMERA_STATE;
		ret_event->state = client->state;
		return true;
	}
	return false;
}

static enum status
next(void *ctx, struct camera_event *ret_event)
{
	struct camera_client *client = ctx;

	for (;;) {
		size_t used = 0;
		enum status st;

		drop_used(client);
		if (tell_own(client, ret_event))
			return ST_OK;
		if (client->fd < 0)
			return ST_AGAIN;
		st = camera_wire_take_event(client->in, client->len, ret_event, &used);
		client->used = used;
		if (st == ST_OK && follow(client, ret_event))
			return ST_OK;
		if (st == ST_INVALID)
			lose(client, "does not speak this protocol");
		if (st == ST_AGAIN && !hear(client) && client->fd >= 0)
			return ST_AGAIN;
	}
}

/* --- the rest of the port ----------------------------------------------------------------- */

static enum status
start(void *ctx, enum camera_task task, int columns, int rows)
{
	struct camera_client *client = ctx;

	if (strcmp(client->settings.source, "none") == 0)
		return ST_NOT_FOUND;
	if (columns < 1 || columns > CELLS_COLUMNS || rows < 1 || rows > CELLS_ROWS ||
		task > CAMERA_TASK_PAGE)
		return ST_INVALID;
	client->order = (struct camera_order){
		.kind = CAMERA_START, .task = task, .columns = columns, .rows = rows
	};
	client->shot_on = client->shot_lost = false;
	client->told = CAMERA_OFF;
	client->tries = 0;
	client->wanted = true;
	if (client->fd < 0)
		launch(client);
	else if (send_order(client, &client->order) != ST_OK)
		lose(client, "takes no orders");
	return ST_OK;
}

static enum status
shoot(void *ctx, int within_ms, int jpeg_max)
{
	struct camera_client *client = ctx;
	struct camera_order order = {
		.kind = CAMERA_SHOOT, .within_ms = within_ms, .jpeg_max = jpeg_max
	};

	if (within_ms < 1 || within_ms > CAMERA_WITHIN_MAX_MS || jpeg_max < CAMERA_JPEG_MIN ||
		jpeg_max > CAMERA_JPEG_MAX)
		return ST_INVALID;
	if (client->fd < 0 || (client->state != CAMERA_LIVE && client->state != CAMERA_BLACK))
		return ST_GONE;
	if (client->shot_on)
		return ST_BUSY;
	if (send_order(client, &order) != ST_OK) {
		lose(client, "takes no orders");
		return ST_GONE;
	}
	client->shot_on = true;
	return ST_OK;
}

static void
stop(void *ctx)
{
	struct camera_client *client = ctx;
	struct camera_order order = { .kind = CAMERA_STOP };

	client->wanted = false;
	client->shot_on = client->shot_lost = false;
	client->last = client->state;
	client->state = client->told = CAMERA_OFF;
	if (client->fd >= 0)
		(void)send_order(client, &order); /* the closed socket says the same */
	let_go(client, client->settings.now_ms(), false);
}

static int
fd(void *ctx)
{
	const struct camera_client *client = ctx;

	return client->fd;
}

static void
calibrate(void *ctx, int sharpness_tenths)
{
	struct camera_client *client = ctx;

	if (sharpness_tenths > 0)
		client->settings.sharpness_tenths = sharpness_tenths;
}

static void
tick(void *ctx)
{
	struct camera_client *client = ctx;
	int64_t now_ms = client->settings.now_ms();

	reap(client, now_ms);
	if (!client->wanted)
		return;
	if (client->fd >= 0 && now_ms - client->heard_ms >= CAMERA_SILENT_MS)
		lose(client, "silent");
	if (client->fd >= 0)
		return;
	if (device_is_new(client))
		client->tries = 0;
	else if (now_ms < client->retry_ms)
		return;
	launch(client);
}

static const struct camera_about *
about(void *ctx)
{
	struct camera_client *client = ctx;

	client->about.state = client->wanted ? client->state : client->last;
	return &client->about;
}

enum status
camera_client_new(const struct camera_settings *settings, struct camera_client **ret_client)
{
	struct camera_client *client = calloc(1, sizeof(*client));

	if (client == NULL)
		return ST_NO_MEMORY;
	client->in = calloc(1, CAMERA_WIRE_MAX);
	if (client->in == NULL) {
		free(client);
		return ST_NO_MEMORY;
	}
	client->settings = *settings;
	if (client->settings.now_ms == NULL)
		client->settings.now_ms = loop_now_ms;
	client->fd = -1;
	*ret_client = client;
	return ST_OK;
}

/* Killed and collected; one that hangs in a driver is left to init. */
static void
end(pid_t pid)
{
	struct pollfd ended = { .fd = pidfd_open(pid, 0), .events = POLLIN };

	(void)kill(pid, SIGKILL);
	if (ended.fd >= 0 && poll(&ended, 1, END_MS) >= 0)
		(void)waitpid(pid, NULL, WNOHANG);
	if (ended.fd >= 0)
		(void)close(ended.fd);
}

void
camera_client_free(struct camera_client *client)
{
	if (client == NULL)
		return;
	let_go(client, client->settings.now_ms(), true);
	for (int i = 0; i < LEAVERS; i++)
		if (client->leaver[i].pid != 0)
			end(client->leaver[i].pid);
	free(client->in);
	free(client);
}

struct camera_port
camera_client_port(struct camera_client *client)
{
	return (struct camera_port){ .start = start,
		.shoot = shoot,
		.stop = stop,
		.fd = fd,
		.next = next,
		.calibrate = calibrate,
		.tick = tick,
		.about = about,
		.present = strcmp(client->settings.source, "none") != 0,
		.ctx = client };
}
