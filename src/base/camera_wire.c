/* SPDX-License-Identifier: Apache-2.0 */
/* Camera messages to bytes and back, with every length and range checked on the way in. */
#include "base/camera_wire.h"

#include "base/array.h"
#include "base/str.h"
#include "base/utf8.h"

#include <math.h>
#include <string.h>

enum { MAGIC = 0x4341 /* "AC" */, CELL_BYTES = 10, CH_MAX = 0x10FFFF };

/* Kinds on the wire; never renumbered. Orders and events do not overlap, so that an echo is no
 * message. */
enum kind {
	ORDER_START = 1,
	ORDER_SHOOT,
	ORDER_STOP,
	EVENT_STATE = 16,
	EVENT_FRAME,
	EVENT_PHOTO,
	EVENT_NO_PHOTO,
	EVENT_CODE,
	EVENT_ABOUT,
	EVENT_PAGE,
};

static const char *const state_words[] = {
#define STATE_WORDS(name, words) words,
	CAMERA_STATE_LIST(STATE_WORDS)
#undef STATE_WORDS
};

const char *
camera_state_words(enum camera_state state)
{
	return (size_t)state < ARRAY_LEN(state_words) ? state_words[state] : "unknown";
}

bool
camera_state_is_down(enum camera_state state)
{
	return state == CAMERA_GONE || state == CAMERA_GIVEN_UP || state == CAMERA_MISSING ||
	       state == CAMERA_BUSY || state == CAMERA_DENIED || state == CAMERA_WRONG;
}

/* --- writing: the first failure sticks ---------------------------------------------------- */

struct writer {
	struct buf *buf; /* borrowed */
	enum status st;
};

static void
put(struct writer *w, const void *bytes, size_t n)
{
	if (w->st == ST_OK)
		w->st = buf_add(w->buf, bytes, n);
}

static void
put_int(struct writer *w, uint32_t value, size_t bytes)
{
	uint8_t le[4];

	for (size_t i = 0; i < bytes; i++)
		le[i] = (uint8_t)(value >> 8 * i);
	put(w, le, bytes);
}

static void
put_range(struct writer *w, int value, int min, int max)
{
	if (value < min || value > max)
		w->st = ST_INVALID;
	put_int(w, (uint32_t)value, 4);
}

static void
put_float(struct writer *w, float value)
{
	uint32_t bits;

	if (!isfinite(value))
		w->st = ST_INVALID;
	memcpy(&bits, &value, sizeof(bits));
	put_int(w, bits, 4);
}

static void
put_header(struct writer *w, enum kind kind)
{
	put_int(w, 0, 4); /* the length, known at the end */
	put_int(w, kind, 2);
	put_int(w, MAGIC, 2);
}

static enum status
put_length(struct writer *w, size_t start)
{
	size_t body = w->buf->len - start - CAMERA_WIRE_HEADER;

	if (w->st != ST_OK) {
		wipe(w->buf->data + start, w->buf->len - start);
		w->buf->len = start;
		return w->st;
	}
	for (size_t i = 0; i < 4; i++)
		w->buf->data[start + i] = (char)(body >> 8 * i);
	return ST_OK;
}

/* --- reading: past the end or out of range sticks ----------------------------------------- */

struct reader {
	const uint8_t *at, *end; /* borrowed */
	bool bad;
};

static uint32_t
take_int(struct reader *r, size_t bytes)
{
	uint32_t value = 0;

	if ((size_t)(r->end - r->at) < bytes) {
		r->bad = true;
		return 0;
	}
	for (size_t i = 0; i < bytes; i++)
		value |= (uint32_t)r->at[i] << 8 * i;
	r->at += bytes;
	return value;
}

static int
take_range(struct reader *r, int min, int max)
{
	int64_t value = (int32_t)take_int(r, 4);

	if (value < min || value > max) {
		r->bad = true;
		return min;
	}
	return (int)value;
}

static float
take_float(struct reader *r)
{
	uint32_t bits = take_int(r, 4);
	float value;

	memcpy(&value, &bits, sizeof(value));
	if (!isfinite(value)) {
		r->bad = true;
		return 0;
	}
	return value;
}

/* --- parts both ways ---------------------------------------------------------------------- */

static const size_t measure_at[] = {
	offsetof(struct face_measures, eye_distance_px),
	offsetof(struct face_measures, yaw),
	offsetof(struct face_measures, pitch),
	offsetof(struct face_measures, roll),
	offsetof(struct face_measures, left),
	offsetof(struct face_measures, right),
	offsetof(struct face_measures, up),
	offsetof(struct face_measures, down),
	offsetof(struct face_measures, frame_width_px),
	offsetof(struct face_measures, sharpness),
	offsetof(struct face_measures, luminance),
	offsetof(struct face_measures, overexposed),
	offsetof(struct face_measures, light_overlap),
};

enum { FACES_MAX = 1000 };

static void
put_measures(struct writer *w, const struct face_measures *measures)
{
	put_range(w, measures->faces, 0, FACES_MAX);
	for (size_t i = 0; i < ARRAY_LEN(measure_at); i++)
		put_float(w, *(const float *)((const char *)measures + measure_at[i]));
}

static void
take_measures(struct reader *r, struct face_measures *measures)
{
	measures->faces = take_range(r, 0, FACES_MAX);
	for (size_t i = 0; i < ARRAY_LEN(measure_at); i++)
		*(float *)((char *)measures + measure_at[i]) = take_float(r);
}

static const size_t page_at[] = {
	offsetof(struct page_measures, white),
	offsetof(struct page_measures, paper),
	offsetof(struct page_measures, contrast),
	offsetof(struct page_measures, overexposed),
	offsetof(struct page_measures, evenness),
	offsetof(struct page_measures, acutance),
};

static void
put_page(struct writer *w, const struct camera_event *event)
{
	put_int(w, event->ready, 1);
	for (size_t i = 0; i < ARRAY_LEN(page_at); i++)
		put_float(w, *(const float *)((const char *)&event->page + page_at[i]));
}

static void
take_page(struct reader *r, struct camera_event *event)
{
	event->ready = take_int(r, 1) == 1;
	for (size_t i = 0; i < ARRAY_LEN(page_at); i++)
		*(float *)((char *)&event->page + page_at[i]) = take_float(r);
}

static void
put_cells(struct writer *w, const struct cells *cells)
{
	int n = cells->columns * cells->rows;

	put_range(w, cells->columns, 0, CELLS_COLUMNS);
	put_range(w, cells->rows, 0, CELLS_ROWS);
	if (w->st != ST_OK)
		return;
	for (int i = 0; i < n; i++) {
		put_int(w, cells->cell[i].ch, 4);
		put_int(w, cells->cell[i].fg, 3);
		put_int(w, cells->cell[i].bg, 3);
	}
}

static void
take_cells(struct reader *r, struct cells *cells)
{
	int columns = take_range(r, 0, CELLS_COLUMNS), rows = take_range(r, 0, CELLS_ROWS);
	int n = columns * rows;

	if (r->bad || r->end - r->at < (ptrdiff_t)n * CELL_BYTES) {
		r->bad = true;
		return;
	}
	cells->columns = columns;
	cells->rows = rows;
	for (int i = 0; i < n; i++) {
		uint32_t ch = take_int(r, 4);

		cells->cell[i].ch = ch >= 0x20 && ch <= CH_MAX ? ch : ' ';
		cells->cell[i].fg = take_int(r, 3);
		cells->cell[i].bg = take_int(r, 3);
	}
}

static void
put_text(struct writer *w, const char *text)
{
	size_t len = strnlen(text, CAMERA_CODE_MAX + 1);

	put_range(w, (int)len, 1, CAMERA_CODE_MAX);
	put(w, text, len);
}

static void
take_text(struct reader *r, char *text)
{
	size_t len = (size_t)take_range(r, 1, CAMERA_CODE_MAX);

	if (r->bad || (size_t)(r->end - r->at) < len || memchr(r->at, '\0', len) != NULL ||
		!utf8_is_valid((const char *)r->at, len)) {
		r->bad = true;
		return;
	}
	memcpy(text, r->at, len);
	text[len] = '\0';
	r->at += len;
}

static void
put_jpeg(struct writer *w, const struct camera_event *event)
{
	if (event->jpeg_len < 4 || event->jpeg_len > CAMERA_JPEG_MAX)
		w->st = ST_INVALID;
	put(w, event->jpeg, event->jpeg_len);
}

/* A short text of the camera's own making, which may be empty. */
static void
put_name(struct writer *w, const char *name, size_t room)
{
	size_t len = strnlen(name, room);

	put_range(w, (int)len, 0, (int)room - 1);
	put(w, name, len);
}

static void
take_name(struct reader *r, char *name, size_t room)
{
	size_t len = (size_t)take_range(r, 0, (int)room - 1);

	if (r->bad || (size_t)(r->end - r->at) < len || memchr(r->at, '\0', len) != NULL ||
		!utf8_is_valid((const char *)r->at, len)) {
		r->bad = true;
		return;
	}
	memcpy(name, r->at, len);
	name[len] = '\0';
	r->at += len;
}

static void
put_about(struct writer *w, const struct camera_about *about)
{
	put_name(w, about->card, sizeof(about->card));
	put_name(w, about->format, sizeof(about->format));
	put_range(w, about->width, 0, CAMERA_SIDE_MAX);
	put_range(w, about->height, 0, CAMERA_SIDE_MAX);
	put_range(w, about->fps, 0, CAMERA_FPS_MAX);
}

static void
take_about(struct reader *r, struct camera_about *about)
{
	take_name(r, about->card, sizeof(about->card));
	take_name(r, about->format, sizeof(about->format));
	about->width = take_range(r, 0, CAMERA_SIDE_MAX);
	about->height = take_range(r, 0, CAMERA_SIDE_MAX);
	about->fps = take_range(r, 0, CAMERA_FPS_MAX);
}

/* The rest of the body is the picture; only its first and last marker are looked at here. */
static void
take_jpeg(struct reader *r, struct camera_event *event)
{
	size_t len = (size_t)(r->end - r->at);

	if (r->bad || len < 4 || len > CAMERA_JPEG_MAX || r->at[0] != 0xFF ||
		r->at[1] != 0xD8 || r->end[-2] != 0xFF || r->end[-1] != 0xD9) {
		r->bad = true;
		return;
	}
	event->jpeg = r->at;
	event->jpeg_len = len;
	r->at = r->end;
}

/* --- whole messages ----------------------------------------------------------------------- */

static const enum kind event_kinds[] = {
	[CAMERA_STATE] = EVENT_STATE,
	[CAMERA_FRAME] = EVENT_FRAME,
	[CAMERA_PHOTO] = EVENT_PHOTO,
	[CAMERA_NO_PHOTO] = EVENT_NO_PHOTO,
	[CAMERA_CODE] = EVENT_CODE,
	[CAMERA_ABOUT] = EVENT_ABOUT,
	[CAMERA_PAGE] = EVENT_PAGE,
};

enum status
camera_wire_put_event(struct buf *buf, const struct camera_event *event)
{
	struct writer w = { .buf = buf };
	size_t start = buf->len;

	if ((size_t)event->kind >= ARRAY_LEN(event_kinds))
		return ST_INVALID;
	put_header(&w, event_kinds[event->kind]);
	switch (event->kind) {
	case CAMERA_STATE:
		put_range(&w, (int)event->state, CAMERA_OFF, CAMERA_TORN);
		break;
	case CAMERA_FRAME:
		put_range(&w, event->hint, 0, CAMERA_HINT_MAX);
		put_int(&w, event->ready, 1);
		put_range(&w, event->refused_by, 0, CAMERA_HINT_MAX);
		put_measures(&w, &event->measures);
		put_cells(&w, &event->cells);
		break;
	case CAMERA_PHOTO:
		put_measures(&w, &event->measures);
		put_jpeg(&w, event);
		break;
	case CAMERA_NO_PHOTO:
		put_range(&w, event->hint, 0, CAMERA_HINT_MAX);
		break;
	case CAMERA_PAGE:
		put_page(&w, event);
		put_cells(&w, &event->cells);
		break;
	case CAMERA_CODE:
		put_range(&w, (int)event->code_kind, CAMERA_CODE_QR, CAMERA_CODE_39);
		put_text(&w, event->code);
		break;
	case CAMERA_ABOUT:
		put_about(&w, &event->about);
		break;
	}
	return put_length(&w, start);
}

enum status
camera_wire_put_order(struct buf *buf, const struct camera_order *order)
{
	struct writer w = { .buf = buf };
	size_t start = buf->len;

	switch (order->kind) {
	case CAMERA_START:
		put_header(&w, ORDER_START);
		put_range(&w, (int)order->task, CAMERA_TASK_FACE, CAMERA_TASK_PAGE);
		put_range(&w, order->columns, 1, CELLS_COLUMNS);
		put_range(&w, order->rows, 1, CELLS_ROWS);
		break;
	case CAMERA_SHOOT:
		put_header(&w, ORDER_SHOOT);
		put_range(&w, order->within_ms, 1, CAMERA_WITHIN_MAX_MS);
		put_range(&w, order->jpeg_max, CAMERA_JPEG_MIN, CAMERA_JPEG_MAX);
		break;
	case CAMERA_STOP:
		put_header(&w, ORDER_STOP);
		break;
	default:
		return ST_INVALID;
	}
	return put_length(&w, start);
}

/* Finds the first message's body. ST_AGAIN until all of it is there. */
static enum status
frame(const void *bytes, size_t len, enum kind *ret_kind, struct reader *ret_body,
	size_t *ret_used)
{
	struct reader r = { .at = bytes };
	size_t body;
	enum kind kind;
	uint32_t magic;

	if (len < CAMERA_WIRE_HEADER)
		return ST_AGAIN;
	r.end = r.at + CAMERA_WIRE_HEADER;
	body = take_int(&r, 4);
	kind = (enum kind)take_int(&r, 2);
	magic = take_int(&r, 2);
	if (magic != MAGIC || body > CAMERA_WIRE_MAX - CAMERA_WIRE_HEADER)
		return ST_INVALID;
	if (len - CAMERA_WIRE_HEADER < body)
		return ST_AGAIN;
	*ret_kind = kind;
	*ret_body = (struct reader){ .at = r.at, .end = r.at + body };
	*ret_used = CAMERA_WIRE_HEADER + body;
	return ST_OK;
}

static enum status
event_body(enum kind kind, struct reader *r, struct camera_event *event)
{
	switch (kind) {
	case EVENT_STATE:
		event->kind = CAMERA_STATE;
		event->state = (enum camera_state)take_range(r, CAMERA_OFF, CAMERA_TORN);
		return ST_OK;
	case EVENT_FRAME:
		event->kind = CAMERA_FRAME;
		event->hint = take_range(r, 0, CAMERA_HINT_MAX);
		event->ready = take_int(r, 1) == 1;
		event->refused_by = take_range(r, 0, CAMERA_HINT_MAX);
		take_measures(r, &event->measures);
		take_cells(r, &event->cells);
		return ST_OK;
	case EVENT_PHOTO:
		event->kind = CAMERA_PHOTO;
		take_measures(r, &event->measures);
		take_jpeg(r, event);
		return ST_OK;
	case EVENT_NO_PHOTO:
		event->kind = CAMERA_NO_PHOTO;
		event->hint = take_range(r, 0, CAMERA_HINT_MAX);
		return ST_OK;
	case EVENT_PAGE:
		event->kind = CAMERA_PAGE;
		take_page(r, event);
		take_cells(r, &event->cells);
		return ST_OK;
	case EVENT_CODE:
		event->kind = CAMERA_CODE;
		event->code_kind =
			(enum camera_code_kind)take_range(r, CAMERA_CODE_QR, CAMERA_CODE_39);
		take_text(r, event->code);
		return ST_OK;
	case EVENT_ABOUT:
		event->kind = CAMERA_ABOUT;
		take_about(r, &event->about);
		return ST_OK;
	default:
		return ST_UNSUPPORTED;
	}
}

enum status
camera_wire_take_event(
	const void *bytes, size_t len, struct camera_event *ret_event, size_t *ret_used)
{
	struct reader body = { 0 };
	enum kind kind = 0;
	size_t used = 0;
	enum status st;

	memset(ret_event, 0, sizeof(*ret_event));
	st = frame(bytes, len, &kind, &body, &used);
	if (st != ST_OK)
		return st;
	st = event_body(kind, &body, ret_event);
	if (st == ST_OK && (body.bad || body.at != body.end)) {
		wipe(ret_event, sizeof(*ret_event));
		return ST_INVALID;
	}
	*ret_used = used;
	return st;
}

static enum status
order_body(enum kind kind, struct reader *r, struct camera_order *order)
{
	switch (kind) {
	case ORDER_START:
		order->kind = CAMERA_START;
		order->task =
			(enum camera_task)take_range(r, CAMERA_TASK_FACE, CAMERA_TASK_PAGE);
		order->columns = take_range(r, 1, CELLS_COLUMNS);
		order->rows = take_range(r, 1, CELLS_ROWS);
		return ST_OK;
	case ORDER_SHOOT:
		order->kind = CAMERA_SHOOT;
		order->within_ms = take_range(r, 1, CAMERA_WITHIN_MAX_MS);
		order->jpeg_max = CAMERA_JPEG_MAX; /* an older kiosk does not say */
		if (r->at < r->end)
			order->jpeg_max = take_range(r, CAMERA_JPEG_MIN, CAMERA_JPEG_MAX);
		return ST_OK;
	case ORDER_STOP:
		order->kind = CAMERA_STOP;
		return ST_OK;
	default:
		return ST_UNSUPPORTED;
	}
}

enum status
camera_wire_take_order(
	const void *bytes, size_t len, struct camera_order *ret_order, size_t *ret_used)
{
	struct reader body = { 0 };
	enum kind kind = 0;
	size_t used = 0;
	enum status st;

	memset(ret_order, 0, sizeof(*ret_order));
	st = frame(bytes, len, &kind, &body, &used);
	if (st != ST_OK)
		return st;
	st = order_body(kind, &body, ret_order);
	if (st == ST_OK && (body.bad || body.at != body.end)) {
		memset(ret_order, 0, sizeof(*ret_order));
		return ST_INVALID;
	}
	*ret_used = used;
	return st;
}
