/* SPDX-License-Identifier: Apache-2.0 */
/* Orders, frames, events: the helper's one loop. */
#include "camera/session.h"

#include "base/camera_wire.h"
#include "base/log.h"
#include "base/loop.h"
#include "base/str.h"
#include "camera/code_look.h"
#include "camera/code_sight.h"
#include "camera/health.h"
#include "camera/look.h"
#include "camera/mark.h"
#include "camera/page.h"
#include "camera/preview.h"
#include "rules/calibration.h"
#include "rules/scan_hint.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
	ORDERS_MAX = 4096,
	LAST_WORDS_MS = 500,
	IDLE_MS = 200,
	PREVIEW_MS = 48, /* between two pictures at least: every second frame of 30 a second */
	HEARTBEAT_MS = 1000,
	HUNG_S = 10
};
enum { WARM_WIDTH = 640, WARM_HEIGHT = 480 };

/* The best frame since SHOOT. */
struct shot {
	bool on;
	int64_t until_ms; /* a frame that is kept by then is sent then */
	int64_t end_ms;   /* else the first that passes until then */
	size_t jpeg_max;
	float score;        /* of the kept frame */
	struct frame frame; /* its bytes are `bytes`; len 0: none passed yet */
	uint8_t *bytes;     /* owned; wiped */
	size_t room;
	struct rect portrait;
	struct face_measures measures;
	enum face_hint hint; /* of the last frame */
};

struct session {
	struct source *source;      /* borrowed */
	struct face_finder *finder; /* borrowed, may be NULL */
	struct face_limits limits;
	struct preview *preview;
	struct code_look *codes;
	struct look look;
	struct picture scratch;
	struct face_coach coach;
	struct scan_coach scan_coach;
	struct health health;
	struct shot shot;
	struct camera_event event; /* too large for the stack of every call */
	struct buf out;
	uint8_t in[ORDERS_MAX];
	size_t in_len;
	int fd;
	bool streaming, over, starved, lost;
	enum camera_task task;
	enum camera_state told;
	int64_t told_ms; /* anything */
	int64_t started_ms, drawn_ms;
};

/* --- talking to the kiosk ----------------------------------------------------------------- */

static void
flush_out(struct session *s)
{
	while (s->out.len > 0 && !s->over) {
		ssize_t n = send(s->fd, s->out.data, s->out.len, MSG_NOSIGNAL | MSG_DONTWAIT);

		if (n < 0) {
			s->over = errno != EAGAIN && errno != EINTR;
			return;
		}
		memmove(s->out.data, s->out.data + n, s->out.len - (size_t)n);
		s->out.len -= (size_t)n;
		wipe(s->out.data + s->out.len, (size_t)n);
	}
}

static void
tell(struct session *s, const struct camera_event *event)
{
	enum status st = camera_wire_put_event(&s->out, event);

	if (st != ST_OK)
		log_error("camera: event %d not sent: %s", event->kind, status_name(st));
	s->told_ms = loop_now_ms();
	flush_out(s);
}

/* Said again every second of silence, so that the kiosk can tell a quiet helper from a hung
 * one. */
static void
tell_state(struct session *s, enum camera_state state)
{
	if (state == s->told && loop_now_ms() - s->told_ms < HEARTBEAT_MS)
		return;
	s->told = state;
	memset(&s->event, 0, sizeof(s->event));
	s->event.kind = CAMERA_STATE;
	s->event.state = state;
	tell(s, &s->event);
}

/* What was said last must arrive although the process is about to end. */
static void
say_last_words(struct session *s)
{
	int64_t end_ms = loop_now_ms() + LAST_WORDS_MS;

	while (s->out.len > 0 && !s->over && loop_now_ms() < end_ms) {
		struct pollfd poll_fd = { .fd = s->fd, .events = POLLOUT };

		if (poll(&poll_fd, 1, LAST_WORDS_MS) > 0)
			flush_out(s);
	}
}

/* --- the shot ----------------------------------------------------------------------------- */

static void
shot_clear(struct shot *shot)
{
	if (shot->bytes != NULL)
		wipe(shot->bytes, shot->room);
	free(shot->bytes);
	*shot = (struct shot){ 0 };
}

static enum status
shot_keep(struct shot *shot, const struct look *look, const struct frame *frame, float score)
{
	if (frame->len > shot->room) {
		uint8_t *bytes = malloc(frame->len);

		if (bytes == NULL)
			return ST_NO_MEMORY;
		if (shot->bytes != NULL)
			wipe(shot->bytes, shot->room);
		free(shot->bytes);
		shot->bytes = bytes;
		shot->room = frame->len;
	}
	memcpy(shot->bytes, frame->bytes, frame->len);
	shot->frame = *frame;
	shot->frame.bytes = shot->bytes;
	shot->portrait = look_portrait(look, frame);
	shot->measures = look->measures;
	shot->score = score;
	return ST_OK;
}

static void
shot_consider(struct session *s, const struct frame *frame, enum face_hint hint)
{
	float score = face_score(&s->limits, &s->look.measures);

	s->shot.hint = hint;
	if (hint != HINT_NONE || (s->shot.frame.len > 0 && score <= s->shot.score))
		return;
	if (shot_keep(&s->shot, &s->look, frame, score) != ST_OK)
		log_error("camera: no memory for a frame of %zu bytes", frame->len);
}

static bool
shot_is_over(const struct session *s, int64_t now_ms)
{
	const struct shot *shot = &s->shot;

	return !s->streaming ||
	       now_ms >= (shot->frame.len > 0 ? shot->until_ms : shot->end_ms);
}

static void
shot_finish(struct session *s)
{
	struct shot *shot = &s->shot;
	enum status st = ST_NOT_FOUND;
	struct buf jpeg;

	buf_init(&jpeg, CAMERA_JPEG_MAX);
	if (shot->frame.len > 0)
		st = picture_portrait(&shot->frame, &shot->portrait, shot->jpeg_max,
			&s->scratch, &jpeg);
	memset(&s->event, 0, sizeof(s->event));
	s->event.kind = st == ST_OK ? CAMERA_PHOTO : CAMERA_NO_PHOTO;
	s->event.hint = (int)shot->hint;
	s->event.measures = shot->measures;
	s->event.jpeg = (const uint8_t *)jpeg.data;
	s->event.jpeg_len = jpeg.len;
	tell(s, &s->event);
	buf_free(&jpeg);
	shot_clear(shot);
}

/* --- one frame ---------------------------------------------------------------------------- */

/* The picture with what is to be done drawn over it; not of every frame, and none where it cannot be had. */
static void
draw(struct session *s, int shown, bool good)
{
	int64_t now_ms = loop_now_ms();

	if (now_ms - s->drawn_ms < PREVIEW_MS)
		return;
	s->drawn_ms = now_ms;
	if (preview_draw(s->preview, &s->look, &s->event.cells) != ST_OK)
		s->event.cells.columns = s->event.cells.rows = 0;
	else if (s->task == CAMERA_TASK_FACE)
		mark_coach(&s->event.cells, &s->look, (enum face_hint)shown, good);
	else if (s->task == CAMERA_TASK_PAGE)
		mark_paper(&s->event.cells, good);
}

/* A picture that is black or stands still is no preview: its state alone is told. */
static void
tell_frame(struct session *s, int shown, enum face_hint refused_by, bool passes)
{
	bool good = passes && shown == HINT_NONE;

	if (s->health.state != CAMERA_LIVE)
		return;
	memset(&s->event, 0, sizeof(s->event));
	s->event.kind = CAMERA_FRAME;
	s->event.hint = shown;
	s->event.ready = passes;
	s->event.refused_by = (int)refused_by;
	s->event.measures = s->look.measures;
	draw(s, shown, good);
	tell(s, &s->event);
}

/* The last state, and the end: whoever watches starts another helper. */
static void
give_up(struct session *s, enum camera_state state)
{
	tell_state(s, state);
	s->streaming = false;
	s->lost = true;
}

static void
tell_health(struct session *s, const struct frame *frame, int64_t now_ms)
{
	tell_state(s, health_frame(&s->health, frame, &s->look.small, now_ms));
	if (health_is_lost(&s->health, now_ms))
		give_up(s, s->health.state);
}

static enum status
face_frame(struct session *s, const struct frame *frame, int64_t now_ms)
{
	enum status st = look_at(&s->look, s->finder, frame);
	enum face_hint hint, hint_shown;

	if (st != ST_OK)
		return st;
	tell_health(s, frame, now_ms);
	hint = face_gate(&s->limits, &s->look.measures, (int)(now_ms - s->started_ms));
	if (s->shot.on)
		shot_consider(s, frame, hint);
	hint_shown = face_coach_step(&s->coach,
		face_gate_told(&s->limits, &s->look.measures, (int)(now_ms - s->started_ms),
			s->coach.shown),
		now_ms);
	if (s->out.len == 0) /* a kiosk that does not keep up misses frames, nothing else */
		tell_frame(s, (int)hint_shown, hint, hint == HINT_NONE);
	return ST_OK;
}

static enum status
code_frame(struct session *s, const struct frame *frame, int64_t now_ms)
{
	enum status st = look_small(&s->look, frame);
	struct code_sight sight;
	enum scan_hint hint;

	if (st != ST_OK)
		return st;
	tell_health(s, frame, now_ms);
	code_sight_look(&s->look.small, frame->width, frame->height, &sight);
	hint = scan_coach_step(&s->scan_coach, scan_hint(&sight.measures), now_ms);
	if (s->out.len == 0)
		tell_frame(s, (int)hint, HINT_NONE, false);
	st = code_look_at(s->codes, frame, &sight.where, now_ms, &s->event);
	if (st != ST_OK)
		return st == ST_AGAIN ? ST_OK : st;
	tell(s, &s->event);
	wipe(&s->event, sizeof(s->event));
	return ST_OK;
}

static enum status
page_frame(struct session *s, const struct frame *frame, int64_t now_ms)
{
	struct rect place = page_place(frame->width, frame->height);
	struct page_measures page;
	enum status st = look_small(&s->look, frame);

	if (st != ST_OK)
		return st;
	tell_health(s, frame, now_ms);
	st = picture_luma(frame, &place, &s->scratch);
	if (st == ST_OK)
		st = page_measure(&s->scratch, &page);
	if (st != ST_OK || s->health.state != CAMERA_LIVE || s->out.len > 0)
		return st;
	memset(&s->event, 0, sizeof(s->event));
	s->event.kind = CAMERA_PAGE;
	s->event.page = page;
	s->event.ready = calibration_judge(&page) == CALIBRATION_GOOD;
	draw(s, 0, s->event.ready);
	tell(s, &s->event);
	return ST_OK;
}

/* What the frames are looked at for, by enum camera_task. */
static enum status (*const tasks[])(struct session *s, const struct frame *frame, int64_t now_ms) = {
	[CAMERA_TASK_FACE] = face_frame,
	[CAMERA_TASK_CODE] = code_frame,
	[CAMERA_TASK_PAGE] = page_frame,
};

static void
tell_no_frame(struct session *s, enum status why, int64_t now_ms)
{
	enum camera_state state = why == ST_CORRUPT ? health_torn(&s->health, now_ms)
						    : health_none(&s->health, now_ms);

	if (health_is_lost(&s->health, now_ms))
		give_up(s, state);
	else
		tell_state(s, state);
}

static void
one_frame(struct session *s, int64_t now_ms)
{
	struct frame frame = { 0 };
	enum status st = s->source->kind->next(s->source, now_ms, &frame);

	s->starved = st == ST_AGAIN;
	if (st == ST_AGAIN || st == ST_CORRUPT) {
		tell_no_frame(s, st, now_ms);
		return;
	}
	if (st != ST_OK) {
		give_up(s, CAMERA_GONE);
		return;
	}
	st = tasks[s->task](s, &frame, now_ms);
	if (st != ST_OK)
		tell_no_frame(s, st, now_ms);
	s->source->kind->release(s->source);
}

/* --- orders ------------------------------------------------------------------------------- */

static void
start(struct session *s, const struct camera_order *order, int64_t now_ms)
{
	enum status st;

	preview_free(s->preview);
	s->preview = NULL;
	s->task = order->task;
	s->coach = (struct face_coach){ 0 };
	s->scan_coach = (struct scan_coach){ 0 };
	s->started_ms = now_ms;
	shot_clear(&s->shot);
	st = preview_new(order->columns, order->rows, &s->preview);
	if (st == ST_OK && s->task == CAMERA_TASK_FACE && s->finder == NULL) {
		tell_state(s, CAMERA_NO_MODEL);
		s->streaming = false;
		return;
	}
	if (st == ST_OK && !s->streaming) {
		health_init(&s->health, s->source->may_stand, now_ms);
		st = s->source->kind->start(s->source, now_ms);
	}
	s->streaming = st == ST_OK;
	if (st != ST_OK)
		give_up(s, source_trouble(st));
}

static void
obey(struct session *s, const struct camera_order *order, int64_t now_ms)
{
	switch (order->kind) {
	case CAMERA_START:
		start(s, order, now_ms);
		break;
	case CAMERA_SHOOT:
		shot_clear(&s->shot);
		s->shot.hint = HINT_NO_FACE;
		s->shot.on = true;
		s->shot.until_ms = now_ms + order->within_ms;
		s->shot.end_ms = s->shot.until_ms + order->within_ms;
		s->shot.jpeg_max = (size_t)order->jpeg_max;
		break;
	case CAMERA_STOP:
		s->over = true;
		break;
	}
}

static void
take_orders(struct session *s, int64_t now_ms)
{
	ssize_t n = recv(s->fd, s->in + s->in_len, sizeof(s->in) - s->in_len, MSG_DONTWAIT);
	struct camera_order order;
	size_t at = 0, used = 0;
	enum status st = ST_OK;

	if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR)) {
		s->over = true; /* the kiosk has ended */
		return;
	}
	s->in_len += n > 0 ? (size_t)n : 0;
	while (!s->over && (st == ST_OK || st == ST_UNSUPPORTED)) {
		st = camera_wire_take_order(s->in + at, s->in_len - at, &order, &used);
		if (st == ST_OK)
			obey(s, &order, now_ms);
		if (st == ST_OK || st == ST_UNSUPPORTED)
			at += used;
	}
	memmove(s->in, s->in + at, s->in_len - at);
	s->in_len -= at;
	if (st == ST_INVALID || s->in_len == sizeof(s->in)) {
		log_error("camera: the kiosk does not speak this protocol");
		s->over = true;
	}
}

static void
wait_for_work(struct session *s)
{
	struct pollfd fds[2] = { { .fd = s->fd, .events = POLLIN } };
	bool watch_camera = s->streaming && s->source->fd >= 0 && !s->starved;
	int wait_ms = s->streaming && !watch_camera ? SOURCE_TICK_MS : IDLE_MS;

	if (s->out.len > 0)
		fds[0].events |= POLLOUT;
	if (watch_camera)
		fds[1] = (struct pollfd){ .fd = s->source->fd, .events = POLLIN };
	if (poll(fds, watch_camera ? 2 : 1, wait_ms) < 0 && errno != EINTR)
		s->over = true;
}

/* --- life --------------------------------------------------------------------------------- */

void
session_announce(int fd, enum camera_state state)
{
	struct camera_event event = { .kind = CAMERA_STATE, .state = state };
	struct buf bytes;

	buf_init(&bytes, CAMERA_WIRE_HEADER + 64);
	if (camera_wire_put_event(&bytes, &event) == ST_OK)
		(void)send(fd, bytes.data, bytes.len, MSG_NOSIGNAL | MSG_DONTWAIT);
	buf_free(&bytes);
}

static void
tell_about(struct session *s)
{
	memset(&s->event, 0, sizeof(s->event));
	s->event.kind = CAMERA_ABOUT;
	s->event.about = s->source->about;
	tell(s, &s->event);
}

enum status
session_run(struct session *s)
{
	tell_about(s);
	while (!s->over) {
		int64_t now_ms;

		/* hung in a driver or a decoder: the process ends and the camera goes off */
		(void)alarm(HUNG_S);
		wait_for_work(s);
		now_ms = loop_now_ms();
		take_orders(s, now_ms);
		flush_out(s);
		if (s->streaming && !s->over)
			one_frame(s, now_ms);
		if (s->shot.on && shot_is_over(s, now_ms))
			shot_finish(s);
		if (s->lost) {
			say_last_words(s);
			return ST_GONE;
		}
		tell_state(s, s->told);
	}
	return ST_OK;
}

enum status
session_new(int fd, struct source *source, struct face_finder *finder,
	const struct face_limits *limits, struct session **ret_session)
{
	struct session *s = calloc(1, sizeof(*s));
	enum status st;

	if (s == NULL)
		return ST_NO_MEMORY;
	s->fd = fd;
	s->source = source;
	s->finder = finder;
	s->limits = *limits;
	s->told = CAMERA_OPENING;
	buf_init(&s->out, 2 * (size_t)CAMERA_WIRE_MAX);
	st = code_look_new(&s->codes);
	if (st == ST_OK)
		*ret_session = s;
	else
		session_free(s);
	return st;
}

void
session_free(struct session *s)
{
	if (s == NULL)
		return;
	shot_clear(&s->shot);
	preview_free(s->preview);
	code_look_free(s->codes);
	look_free(&s->look);
	picture_free(&s->scratch);
	buf_free(&s->out);
	wipe(s, sizeof(*s));
	free(s);
}

/* A grey frame goes the whole way: decoder, detector, preview, codes, encoder. */
enum status
session_warm_up(struct session *s)
{
	struct frame frame = { .format = FRAME_JPEG };
	struct rect part = { 0, 0, 64, 64 }, all = { 0, 0, PORTRAIT_HEIGHT * 3 / 4, WARM_HEIGHT };
	struct buf jpeg, portrait;
	enum status st;

	buf_init(&jpeg, CAMERA_JPEG_MAX);
	buf_init(&portrait, CAMERA_JPEG_MAX);
	st = picture_resize(&s->scratch, WARM_WIDTH, WARM_HEIGHT, 3);
	if (st == ST_OK) {
		memset(s->scratch.pixels, 128, (size_t)s->scratch.stride * WARM_HEIGHT);
		st = picture_encode(&s->scratch, CAMERA_JPEG_MAX, &jpeg);
	}
	frame.bytes = (const uint8_t *)jpeg.data;
	frame.len = jpeg.len;
	if (st == ST_OK)
		st = frame_size(&frame);
	if (st == ST_OK)
		st = preview_new(CELLS_COLUMNS, CELLS_ROWS, &s->preview);
	if (st == ST_OK)
		st = s->finder != NULL ? look_at(&s->look, s->finder, &frame)
				       : look_small(&s->look, &frame);
	if (st == ST_OK)
		st = preview_draw(s->preview, &s->look, &s->event.cells);
	if (st == ST_OK)
		st = picture_portrait(&frame, &all, CAMERA_JPEG_MAX, &s->scratch, &portrait);
	for (int turn = 0; turn < CODE_LOOK_WAYS && st == ST_OK; turn++)
		(void)code_look_at(s->codes, &frame, &part, 0, &s->event); /* grey: no code */
	buf_free(&jpeg);
	buf_free(&portrait);
	return st;
}
