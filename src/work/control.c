/* SPDX-License-Identifier: Apache-2.0 */
/* The control socket of the kiosk: a guest asks, a job runs, the guest is answered and goes. */
#include "work/control.h"

#include "base/log.h"
#include "base/str.h"
#include "work/change.h"
#include "work/door.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
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
	bool stopping;
	struct guest guests[CONTROL_CLIENTS];
};

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
	if (control->listener >= 0)
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
	if (row->is_done == NULL) {
		finish(guest, ST_OK);
		return;
	}
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
	if (!door_admits(fd) || loop_watch(control->desk->loop, fd, POLLIN, on_guest, guest,
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
		st = door_open(control->dir, CONTROL_NAME, CONTROL_CLIENTS, &control->listener);
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
	if (control->listener >= 0 && unlinkat(control->dir, CONTROL_NAME, 0) != 0)
		log_error("control: %s", status_words(status_from_errno(errno)));
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
