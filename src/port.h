/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Contracts with the outside world. A port is a struct of functions with the ctx they are
 * called with; main builds the real ones from src/device, tests build theirs from tests/fake,
 * and nobody in between knows which it is. Every wait has a budget in milliseconds. A port that
 * is not configured has present = false and still answers.
 */
#ifndef PORT_H
#define PORT_H

#include "base/buf.h"
#include "base/camera_event.h"
#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* --- printer ------------------------------------------------------------------------------ */

/** Takes jobs of finished printer bytes. Blocks up to the budget: called on the print
 *  thread, never on the ui's. */
struct printer_port {
	/** Prints the whole job or says why not; never half a receipt reported as ST_OK.
	 *  ST_PAPER_OUT, ST_COVER_OPEN, ST_OFFLINE, ST_FAULT, ST_GONE (unplugged, nobody
	 *  listening), ST_BUSY, ST_TIMEOUT after budget_ms, ST_DISK_FULL …; ST_NOT_FOUND
	 *  where no printer is configured. *ret_sent is set in every case: the bytes the
	 *  device may have taken, never fewer than it took, so that after a failure the
	 *  caller knows whether part of a receipt may be out. */
	enum status (*print)(
		void *ctx, const void *bytes, size_t n, int budget_ms, size_t *ret_sent);
	/** ST_OK: ready, as far as the device can tell. ST_PAPER_LOW: it prints, and staff
	 *  should have a new roll at hand. Else as for print. */
	enum status (*state)(void *ctx, int budget_ms);
	/** Whether the paper was near its end when the device was last asked, by print or
	 *  by state. NULL: it cannot tell. Any thread. */
	bool (*low)(void *ctx);
	/** NULL: whoever built the port frees it. */
	void (*free)(void *ctx);
	bool present;
	void *ctx; /* owned by whoever built the port */
};

/* --- speech ------------------------------------------------------------------------------- */

enum { SPEECH_LOUDNESS_DEFAULT = 100, SPEECH_WORDS_DEFAULT = 140 };

/** Speaks one text at a time. Nothing here waits or fails towards the caller: a visit goes
 *  on without a voice. */
struct speech_port {
	/** Speaks the text from the next tick on; whatever was being said stops at once. ""
	 *  is the same as hush. */
	void (*say)(void *ctx, const char *text);
	void (*hush)(void *ctx);
	/** For the next text on: loudness 0–200 (100 is normal), words a minute 80–450. Out
	 *  of range is clamped. */
	void (*tune)(void *ctx, int loudness, int words_a_minute);
	/** Called by the loop a few times a second: starts the voice, collects what has
	 *  ended. Whether something is being said. */
	bool (*tick)(void *ctx);
	/** How the program did with what was said last. ST_NOT_FOUND: it is not there; ST_GONE: it ended with an error;
	 *  ST_TIMEOUT: it hung; ST_IO: it ended much sooner than its words take, as without a sound device. */
	enum status (*state)(void *ctx);
	bool present;
	void *ctx; /* owned by whoever built the port */
};

/* --- camera ------------------------------------------------------------------------------------------------------ */

/**
 * The camera. Nothing here ever waits. Life: start → events (STATE first, then FRAME or CODE) → shoot → PHOTO or
 * NO_PHOTO → stop. A helper that dies, a camera unplugged, held by another program or not a camera at all is a STATE
 * event that names it; it comes back by itself, tick by tick, and goes on with the task it had; a shot that was lost
 * with it is told as NO_PHOTO.
 */
struct camera_port {
	/** Preview of at most columns × rows cells. Started already: changes task and size. ST_INVALID; other
	 *  failures come as CAMERA_GONE, because the visit goes on without a camera. */
	enum status (*start)(void *ctx, enum camera_task task, int columns, int rows);
	/** Keep the best passing frame of the next within_ms (1 … CAMERA_WITHIN_MAX_MS), then PHOTO, of jpeg_max bytes
	 *  at most (CAMERA_JPEG_MIN … CAMERA_JPEG_MAX); where none passed, the first that does in as long again, or
	 *  NO_PHOTO. ST_GONE when there is no live camera; ST_BUSY
	 *  while a shot runs. */
	enum status (*shoot)(void *ctx, int within_ms, int jpeg_max);
	/** Camera off, light off, photograph wiped. Safe at any time. */
	void (*stop)(void *ctx);
	/** The descriptor to poll for POLLIN; -1: none now. Ask again after every call of this port. */
	int (*fd)(void *ctx);
	/** The next event, or ST_AGAIN: nothing now. event->jpeg is borrowed until the next call of next or stop.
	 *  The caller wipes the event when it held a photograph's measures or a code. */
	enum status (*next)(void *ctx, struct camera_event *ret_event);
	/** From the next start on a face must be this sharp, in tenths. */
	void (*calibrate)(void *ctx, int sharpness_tenths);
	/** Once a second, also after stop: ends a helper that went silent or stays, starts one that ended. */
	void (*tick)(void *ctx);
	/** How the camera is, or was when it was last used: state, model, format, frames a second. Never NULL; stays
	 *  valid, and changes with the next call of this port. Nothing is started for it. */
	const struct camera_about *(*about)(void *ctx);
	bool present; /* false: no camera is configured; start answers ST_NOT_FOUND */
	void *ctx;    /* owned by whoever built the port */
};

/* --- network ---------------------------------------------------------------------------------------------------- */

enum { HTTP_HEADERS_MAX = 12, HTTP_ANSWER_MAX = 256 * 1024 };

struct http_request {
	uint64_t id;            /* of the caller's choosing, returned with the answer */
	const char *method;     /* borrowed until the answer is out, as all pointers here */
	const char *url;
	const char *header[HTTP_HEADERS_MAX]; /* "Name: value" */
	size_t headers;
	const void *body;
	size_t n;
	int budget_ms;
	int stall_ms;           /* ST_TIMEOUT already when nothing moves for so long (in whole seconds); 0: never */
};

struct http_answer {
	uint64_t id;
	enum status st;         /* ST_OK: an HTTP answer came; ST_UNREACHABLE, ST_TIMEOUT, ST_TLS, ST_TOO_LONG … */
	int status;             /* of HTTP, 0 where none came */
	char content_type[80];
	int retry_after_s;      /* -1: not given; HTTP dates are turned into seconds from now */
	int64_t date_s;         /* the Date header as Unix time, 0: none */
	struct buf body;        /* ≤ HTTP_ANSWER_MAX; the receiver frees it */
	size_t sent, received;  /* bytes with headers, for the bench */
};

/** Several exchanges at once over few connections; redirects are never followed. Used by the net thread alone but
 *  for `wake`. */
struct http_port {
	enum status (*submit)(void *ctx, const struct http_request *request);
	/** The next answer; ST_AGAIN after budget_ms or wake. Waits here and nowhere else. */
	enum status (*wait)(void *ctx, int budget_ms, struct http_answer *ret_answer);
	void (*wake)(void *ctx);
	/** No answer will come for this id any more; its pointers are free. */
	void (*cancel)(void *ctx, uint64_t id);
	void (*free)(void *ctx);
	void *ctx;
};

/* --- clock and chance ------------------------------------------------------------------------------------------- */

struct clock_port {
	int64_t (*wall_ms)(void *ctx); /* Unix time */
	int64_t (*mono_ms)(void *ctx); /* never jumps */
	void *ctx;
};

struct chance_port {
	/** n bytes nobody can guess. Cannot fail. */
	void (*fill)(void *ctx, void *bytes, size_t n);
	void *ctx;
};

#endif
