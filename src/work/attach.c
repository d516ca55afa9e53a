/* SPDX-License-Identifier: Apache-2.0 */
/* Sockets of terminals at desks: greetings and keys in, pictures out. */
#include "work/attach.h"

#include "base/attach_wire.h"
#include "base/log.h"
#include "base/str.h"
#include "work/door.h"
#include "work/seat.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
	TICK_MS = 50, /* a picture follows the kiosk's by no more */
	MESSAGES_A_TURN = 16,
	QUEUE_BYTES = 4 * ATTACH_PACKET_MAX,
};

struct terminal {
	struct attach *attach;
	int fd; /* -1: the place is free */
	bool greeted;
	int columns, rows;
	int64_t came_ms, taken_ms; /* monotonic; the last picture it had room for */
	bool drawn;                /* revision is on its way */
	unsigned revision;
	struct seat seat;
};

struct attach {
	struct desk *desk;   /* borrowed */
	struct visit *visit; /* borrowed */
	struct attach_painter painter;
	int dir, listener;
	int tick; /* of the loop, while anybody is there; 0 none */
	struct terminal terminals[ATTACH_TERMINALS];
};

/* --- hanging up ------------------------------------------------------------------------------------------------------- */

/* Where it has no room for it, hanging up says enough. */
static void
send_over(int fd, enum attach_why why)
{
	struct attach_message over = {
		.kind = ATTACH_OVER, .version = ATTACH_VERSION, .why = why
	};
	uint8_t bytes[ATTACH_MESSAGE_MAX];
	size_t n;

	str_clip(over.program, sizeof(over.program), VERSION);
	if (attach_wire_put(&over, bytes, &n) == ST_OK)
		(void)send(fd, bytes, n, MSG_DONTWAIT | MSG_NOSIGNAL);
}

static void show_watchers(struct attach *attach);

/* how: for the journal. */
static void
hang_up(struct terminal *terminal, const char *how)
{
	struct attach *attach = terminal->attach;

	loop_unwatch(attach->desk->loop, terminal->fd);
	(void)close(terminal->fd); /* what was sent is in its queue */
	terminal->fd = -1;
	seat_end(&terminal->seat, how);
	show_watchers(attach);
}

static void
turn_away(struct terminal *terminal, enum attach_why why, const char *how)
{
	send_over(terminal->fd, why);
	hang_up(terminal, how);
}

/* --- who looks on ----------------------------------------------------------------------------------------------------- */

static bool
is_there(const struct terminal *terminal)
{
	return terminal->fd >= 0;
}

static bool
watches(const struct terminal *terminal, const char *visit)
{
	return is_there(terminal) && terminal->seat.place == SEAT_WATCHES &&
	       strcmp(terminal->seat.watched, visit) == 0;
}

static void
show_watchers(struct attach *attach)
{
	struct visit_glance glance;
	char names[sizeof(((struct staff *)0)->initials) * 2 * ATTACH_TERMINALS] = "";
	size_t n = 0;

	visit_glance(attach->visit, &glance);
	for (int i = 0; i < ATTACH_TERMINALS; i++) {
		const struct terminal *terminal = &attach->terminals[i];

		if (watches(terminal, glance.visit) &&
			str_format(names + n, sizeof(names) - n, n ? ", %s" : "%s",
				terminal->seat.staff.initials) == ST_OK)
			n += strlen(names + n);
	}
	visit_watched_by(attach->visit, glance.visit, names);
}

/* --- pictures --------------------------------------------------------------------------------------------------------- */

static void
send_picture(struct terminal *terminal)
{
	struct attach *attach = terminal->attach;
	const struct seat *seat = &terminal->seat;
	struct buf packet;
	enum status st;

	buf_init(&packet, ATTACH_PACKET_MAX);
	st = attach->painter.paint(
		attach->painter.ctx, &seat->page, terminal->columns, terminal->rows, &packet);
	if (st != ST_OK)
		log_error("picture for a desk: %s", status_words(st));
	else if (send(terminal->fd, packet.data, packet.len, MSG_DONTWAIT | MSG_NOSIGNAL) > 0) {
		terminal->drawn = true;
		terminal->revision = seat->revision;
		terminal->taken_ms = desk_mono_ms(attach->desk);
	}
	buf_free(&packet);
}

static bool
has_room(const struct terminal *terminal)
{
	struct pollfd out = { .fd = terminal->fd, .events = POLLOUT };

	return poll(&out, 1, 0) > 0;
}

/* What it has no room for is drawn at a later tick, as it is then. */
static void
show(struct terminal *terminal)
{
	bool is_new = !terminal->drawn || terminal->revision != terminal->seat.revision;

	if (is_there(terminal) && terminal->greeted && is_new && has_room(terminal))
		send_picture(terminal);
}

/* --- messages --------------------------------------------------------------------------------------------------------- */

static void
take_window(struct terminal *terminal, const struct attach_message *message)
{
	terminal->columns = message->columns;
	terminal->rows = message->rows;
	terminal->drawn = false;
}

static void
take_key(struct terminal *terminal, const struct attach_message *message)
{
	const struct action action = { .kind = (enum action_kind)message->action,
		.ch = message->ch };

	/* a scan has its text in this process alone; leaving is hanging up */
	if (action.kind <= ACTION_NONE || action.kind >= ACTION_SCAN ||
		(action.kind == ACTION_DIGIT && (action.ch < '0' || action.ch > '9')))
		return;
	seat_act(&terminal->seat, &action);
	if (terminal->seat.leaves)
		turn_away(terminal, ATTACH_LEFT, "left");
}

static void
greet(struct terminal *terminal, const struct attach_message *message)
{
	if (message->kind != ATTACH_HELLO) {
		turn_away(terminal, ATTACH_BROKEN, "broken");
	} else if (message->version != ATTACH_VERSION) {
		turn_away(terminal, ATTACH_OTHER_VERSION, "version");
	} else {
		terminal->greeted = true;
		terminal->taken_ms = desk_mono_ms(terminal->attach->desk);
		take_window(terminal, message);
	}
}

static void
take_message(struct terminal *terminal, const struct attach_message *message)
{
	if (!terminal->greeted)
		greet(terminal, message);
	else if (message->kind == ATTACH_SIZE)
		take_window(terminal, message);
	else if (message->kind == ATTACH_KEY)
		take_key(terminal, message);
	else
		turn_away(terminal, ATTACH_BROKEN, "broken");
}

/* False: nothing more now. */
static bool
hear(struct terminal *terminal)
{
	struct attach_message message;
	uint8_t bytes[ATTACH_MESSAGE_MAX];
	ssize_t n = recv(terminal->fd, bytes, sizeof(bytes), MSG_DONTWAIT | MSG_TRUNC);

	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return false;
	if (n <= 0) {
		hang_up(terminal, "gone");
		return false;
	}
	if (attach_wire_take(bytes, (size_t)n, &message) == ST_OK)
		take_message(terminal, &message);
	else
		turn_away(terminal, ATTACH_BROKEN, "broken");
	wipe(bytes, sizeof(bytes));
	wipe(&message, sizeof(message));
	return is_there(terminal);
}

static void
on_terminal(void *ctx, int fd, short revents)
{
	struct terminal *terminal = ctx;

	(void)fd;
	(void)revents;
	for (int i = 0; i < MESSAGES_A_TURN && hear(terminal); i++)
		;
	show_watchers(terminal->attach);
	show(terminal);
}

/* --- time ------------------------------------------------------------------------------------------------------------- */

static void
look_after(struct terminal *terminal, int64_t now_ms)
{
	bool current = terminal->drawn && terminal->revision == terminal->seat.revision;

	if (!terminal->greeted && now_ms - terminal->came_ms >= ATTACH_GREET_MS) {
		turn_away(terminal, ATTACH_BROKEN, "broken");
	} else if (terminal->greeted && !current &&
		   now_ms - terminal->taken_ms >= ATTACH_STALLED_MS) {
		turn_away(terminal, ATTACH_STALLED, "stalled");
	} else {
		if (current)
			terminal->taken_ms = now_ms;
		seat_tick(&terminal->seat);
	}
}

static void
end_ticks(struct attach *attach)
{
	if (attach->tick)
		loop_untick(attach->desk->loop, attach->tick);
	attach->tick = 0;
}

static void
on_tick(void *ctx)
{
	struct attach *attach = ctx;
	int64_t now_ms = desk_mono_ms(attach->desk);
	bool anybody = false;

	for (int i = 0; i < ATTACH_TERMINALS; i++)
		if (is_there(&attach->terminals[i]))
			look_after(&attach->terminals[i], now_ms);
	show_watchers(attach);
	for (int i = 0; i < ATTACH_TERMINALS; i++) {
		show(&attach->terminals[i]);
		anybody = anybody || is_there(&attach->terminals[i]);
	}
	(void)loop_set_events(attach->desk->loop, attach->listener, POLLIN);
	if (!anybody)
		end_ticks(attach);
}

static enum status
begin_ticks(struct attach *attach)
{
	return attach->tick ? ST_OK
			    : loop_tick(attach->desk->loop, TICK_MS, on_tick, attach, "attach",
				      &attach->tick);
}

/* --- coming ----------------------------------------------------------------------------------------------------------- */

static struct terminal *
find_place(struct attach *attach)
{
	for (int i = 0; i < ATTACH_TERMINALS; i++)
		if (!is_there(&attach->terminals[i]))
			return &attach->terminals[i];
	return NULL;
}

static enum status
seat_somebody(struct attach *attach, struct terminal *terminal, int fd)
{
	const int room = QUEUE_BYTES;
	struct loop *loop = attach->desk->loop;
	enum status st = begin_ticks(attach);

	/* less room than asked for loses more pictures, and nothing else */
	(void)setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &room, sizeof(room));
	if (st == ST_OK)
		st = loop_watch(loop, fd, POLLIN, on_terminal, terminal, "attach");
	if (st != ST_OK)
		return st;
	terminal->fd = fd;
	terminal->greeted = terminal->drawn = false;
	terminal->came_ms = desk_mono_ms(attach->desk);
	seat_begin(&terminal->seat, attach->desk, attach->visit);
	return ST_OK;
}

static void
on_knock(void *ctx, int listener, short revents)
{
	struct attach *attach = ctx;
	struct terminal *terminal = find_place(attach);
	int fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
	enum attach_why why = ATTACH_FULL;

	(void)revents;
	if (fd < 0) { /* no descriptor left: the next tick listens again */
		if (begin_ticks(attach) == ST_OK)
			(void)loop_set_events(attach->desk->loop, listener, 0);
		return;
	}
	if (!door_admits(fd))
		why = ATTACH_DENIED;
	else if (terminal && seat_somebody(attach, terminal, fd) == ST_OK)
		return;
	send_over(fd, why);
	(void)close(fd);
}

/* --- life ------------------------------------------------------------------------------------------------------------- */

enum status
attach_new(struct desk *desk, struct visit *visit, const char *dir,
	const struct attach_painter *painter, struct attach **ret_attach)
{
	struct attach *attach = calloc(1, sizeof(*attach));
	enum status st = ST_OK;

	if (attach == NULL)
		return ST_NO_MEMORY;
	attach->desk = desk;
	attach->visit = visit;
	attach->painter = *painter;
	attach->listener = -1;
	for (int i = 0; i < ATTACH_TERMINALS; i++)
		attach->terminals[i] = (struct terminal){ .attach = attach, .fd = -1 };
	attach->dir = open(dir, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (attach->dir < 0)
		st = status_from_errno(errno);
	if (st == ST_OK)
		st = door_open(attach->dir, ATTACH_NAME, ATTACH_TERMINALS, &attach->listener);
	if (st == ST_OK)
		st = loop_watch(
			desk->loop, attach->listener, POLLIN, on_knock, attach, "attach");
	if (st == ST_OK)
		*ret_attach = attach;
	else
		attach_free(attach);
	return st;
}

void
attach_stop(struct attach *attach)
{
	if (attach == NULL || attach->listener < 0)
		return;
	for (int i = 0; i < ATTACH_TERMINALS; i++)
		if (is_there(&attach->terminals[i]))
			turn_away(&attach->terminals[i], ATTACH_ENDS, "kiosk-ends");
	end_ticks(attach);
	loop_unwatch(attach->desk->loop, attach->listener);
	(void)close(attach->listener);
	attach->listener = -1;
	if (unlinkat(attach->dir, ATTACH_NAME, 0) != 0)
		log_error("attach: %s", status_words(status_from_errno(errno)));
}

void
attach_free(struct attach *attach)
{
	if (attach == NULL)
		return;
	attach_stop(attach);
	if (attach->dir >= 0)
		(void)close(attach->dir);
	wipe(attach, sizeof(*attach));
	free(attach);
}
