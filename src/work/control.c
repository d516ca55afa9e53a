/* SPDX-License-Identifier: Apache-2.0 */
/* The control socket of the kiosk: a guest asks, a job runs, the guest is answered and goes. */
#include "work/control.h"

#include "base/log.h"
#include "base/str.h"
#include "work/change.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum guest_stage {
	STAGE_AWAY,    /* nobody: the place is free */
	STAGE_ASKS,    /* came and has not asked */
	STAGE_RUNS,    /* its change is with the store thread */
	STAGE_GOES_ON, /* the desk is at it */
};

struct guest {
	struct job job; /* first */
	struct control *control;
	enum guest_stage stage;
	int fd;         /* -1: it left before the answer */
	int64_t end_ms; /* monotonic */
	struct change change;
	enum status st;
};

struct control {
	struct desk *desk; /* borrowed */
	int dir, listener;
	bool bound, stopping;
	struct guest guests[CONTROL_CLIENTS];
};

static const char socket_name[] = "control";

void
control_address(int dir, struct sockaddr_un *ret_address)
{
	*ret_address = (struct sockaddr_un){ .sun_family = AF_UNIX };
	(void)str_format(ret_address->sun_path, sizeof(ret_address->sun_path),
		"/proc/self/fd/%d/%s", dir, socket_name); /* 14 + 10 + 1 + 7 bytes at most */
}

bool
control_hears(uid_t asking, uid_t kiosk)
{
	return asking == 0 || asking == kiosk;
}

/* --- guests ----------------------------------------------------------------------------------------------------------- */

static struct guest *
find_place(struct control *control)
{
	for (size_t i = 0; i < CONTROL_CLIENTS; i++)
		if (control->guests[i].stage == STAGE_AWAY)
			return &control->guests[i];
	return NULL;
}

/* Who finds no place stays in the queue of the socket. */
static void
listen_on(struct control *control)
{
	if (control->bound)
		(void)loop_set_events(control->desk->loop, control->listener,
			find_place(control) ? POLLIN : 0);
}

static void
let_go(struct guest *guest)
{
	if (guest->fd < 0)
		return;
	loop_unwatch(guest->control->desk->loop, guest->fd);
	(void)close(guest->fd); /* what was sent is in its queue */
	guest->fd = -1;
}

static void
clear_place(struct guest *guest)
{
	let_go(guest);
	wipe(&guest->change, sizeof(guest->change));
	guest->stage = STAGE_AWAY;
	listen_on(guest->control);
}

/* One packet into an empty queue: it fits, or nobody is there to read it. */
static void
send_status(int fd, enum status answer)
{
	char text[64];

	if (str_format(text, sizeof(text), "{\"status\":\"%s\"}", status_name(answer)) == ST_OK)
		(void)send(fd, text, strlen(text), MSG_DONTWAIT | MSG_NOSIGNAL);
}

static void
finish(struct guest *guest, enum status answer)
{
	if (guest->fd >= 0)
		send_status(guest->fd, answer);
	clear_place(guest);
}

/* --- what it asks for ------------------------------------------------------------------------------------------------- */

static void
go_on(struct guest *guest)
{
	const struct change_row *row = guest->change.row;

	if (row->begin == NULL || guest->control->stopping) {
		finish(guest, row->begin ? ST_CANCELLED : ST_OK);
		return;
	}
	row->begin(guest->control->desk);
	guest->stage = STAGE_GOES_ON;
}

static void
guest_run(struct job *job)
{
	struct guest *guest = (struct guest *)job;

	guest->st = guest->change.row->run(&guest->change, guest->control->desk->store);
	wipe(guest->change.pin, sizeof(guest->change.pin));
}

static void
guest_done(struct job *job)
{
	struct guest *guest = (struct guest *)job;

	if (guest->st == ST_OK)
		go_on(guest);
	else
		finish(guest, guest->st);
}

static void
start(struct guest *guest)
{
	struct desk *desk = guest->control->desk;

	guest->end_ms = desk_mono_ms(desk) + guest->change.row->longest_ms;
	if (guest->change.row->run == NULL) {
		go_on(guest);
		return;
	}
	guest->stage = STAGE_RUNS;
	guest->st = ST_CANCELLED;
	guest->job = (struct job){ .run = guest_run, .done = guest_done };
	worker_post(desk->store_worker, &guest->job);
}

static enum status
read_request(const char *bytes, size_t n, int64_t now_ms, struct change *ret_change)
{
	json_t *request = NULL;
	enum status st = n > CONTROL_BYTES_MAX ? ST_TOO_LONG : json_read(bytes, n, &request);

	if (st == ST_OK)
		st = change_read(request, now_ms, ret_change);
	json_decref(request);
	return st;
}

static void
hear(struct guest *guest)
{
	char bytes[CONTROL_BYTES_MAX];
	ssize_t n = recv(guest->fd, bytes, sizeof(bytes), MSG_DONTWAIT | MSG_TRUNC);
	enum status st;

	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	if (n <= 0) {
		clear_place(guest);
		return;
	}
	st = read_request(bytes, (size_t)n, desk_wall_ms(guest->control->desk), &guest->change);
	wipe(bytes, sizeof(bytes));
	(void)loop_set_events(guest->control->desk->loop, guest->fd, 0); /* its end is told */
	if (st == ST_OK)
		start(guest);
	else
		finish(guest, st);
}

static void
on_guest(void *ctx, int fd, short revents)
{
	struct guest *guest = ctx;

	(void)fd;
	(void)revents;
	if (guest->stage == STAGE_ASKS)
		hear(guest);
	else if (guest->stage == STAGE_RUNS)
		let_go(guest); /* the place is the job's until it is done */
	else
		clear_place(guest);
}

/* --- the door ----------------------------------------------------------------------------------------------------------- */

static bool
is_welcome(int fd)
{
	struct ucred peer;
	socklen_t n = sizeof(peer);

	return getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &n) == 0 &&
	       control_hears(peer.uid, geteuid());
}

static void
on_knock(void *ctx, int listener, short revents)
{
	struct control *control = ctx;
	struct guest *guest = find_place(control);
	int fd = guest ? accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC) : -1;

	(void)revents;
	if (fd < 0) { /* no descriptor left: the next tick tries again */
		(void)loop_set_events(control->desk->loop, listener, 0);
		return;
	}
	if (!is_welcome(fd) || loop_watch(control->desk->loop, fd, POLLIN, on_guest, guest,
				       "control") != ST_OK) {
		send_status(fd, ST_DENIED);
		(void)close(fd);
		return;
	}
	*guest = (struct guest){ .control = control,
		.stage = STAGE_ASKS,
		.fd = fd,
		.end_ms = desk_mono_ms(control->desk) + CONTROL_REQUEST_MS };
	listen_on(control);
}

void
control_tick(struct control *control)
{
	int64_t now_ms = control ? desk_mono_ms(control->desk) : 0;

	if (control == NULL || control->stopping)
		return;
	for (size_t i = 0; i < CONTROL_CLIENTS; i++) {
		struct guest *guest = &control->guests[i];
		bool late = now_ms >= guest->end_ms;

		if (guest->stage == STAGE_ASKS && late)
			clear_place(guest);
		else if (guest->stage == STAGE_RUNS && late && guest->fd >= 0) {
			send_status(guest->fd, ST_TIMEOUT);
			let_go(guest);
		} else if (guest->stage == STAGE_GOES_ON &&
			   guest->change.row->is_done(control->desk))
			finish(guest, ST_OK);
		else if (guest->stage == STAGE_GOES_ON && late)
			finish(guest, ST_TIMEOUT);
	}
	listen_on(control);
}

/* --- life --------------------------------------------------------------------------------------------------------------- */

/* The mode is set before there is a name by which others could find it. */
static enum status
bind_socket(struct control *control)
{
	struct sockaddr_un address;
	struct stat old;

	if (fstatat(control->dir, socket_name, &old, AT_SYMLINK_NOFOLLOW) == 0) {
		if (!S_ISSOCK(old.st_mode))
			return ST_EXISTS;
		if (unlinkat(control->dir, socket_name, 0) != 0)
			return status_from_errno(errno);
	}
	control->listener = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (control->listener < 0 || fchmod(control->listener, 0600) != 0)
		return status_from_errno(errno);
	control_address(control->dir, &address);
	if (bind(control->listener, (struct sockaddr *)&address, sizeof(address)) != 0)
		return status_from_errno(errno);
	control->bound = true;
	return listen(control->listener, CONTROL_CLIENTS) == 0 ? ST_OK
							       : status_from_errno(errno);
}

enum status
control_new(struct desk *desk, const char *dir, struct control **ret_control)
{
	struct control *control = calloc(1, sizeof(*control));
	enum status st = ST_OK;

	if (control == NULL)
		return ST_NO_MEMORY;
	control->desk = desk;
	control->listener = -1;
	control->dir = open(dir, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (control->dir < 0)
		st = status_from_errno(errno);
	if (st == ST_OK)
		st = bind_socket(control);
	if (st == ST_OK)
		st = loop_watch(
			desk->loop, control->listener, POLLIN, on_knock, control, "control");
	if (st == ST_OK)
		*ret_control = control;
	else
		control_free(control);
	return st;
}

void
control_stop(struct control *control)
{
	if (control == NULL || control->stopping)
		return;
	control->stopping = true;
	if (control->bound && unlinkat(control->dir, socket_name, 0) != 0)
		log_error("control: %s", status_words(status_from_errno(errno)));
	control->bound = false;
	if (control->listener >= 0) {
		loop_unwatch(control->desk->loop, control->listener);
		(void)close(control->listener);
	}
	control->listener = -1;
}

void
control_free(struct control *control)
{
	if (control == NULL)
		return;
	control_stop(control);
	for (size_t i = 0; i < CONTROL_CLIENTS; i++)
		if (control->guests[i].stage != STAGE_AWAY)
			clear_place(&control->guests[i]);
	if (control->dir >= 0)
		(void)close(control->dir);
	wipe(control, sizeof(*control));
	free(control);
}
