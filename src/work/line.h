/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The net thread: takes requests, signs each at the moment it leaves (clock, nonce), hands it to the http port and
 * gives the answer back through a file descriptor. Corrects the clock from the centre's where they differ.
 */
#ifndef WORK_LINE_H
#define WORK_LINE_H

#include "work/central.h"

struct line;

enum { LINE_SLOWEST = 4096 /* bytes a second a line must carry to be one */ };

struct line_job {
	struct wire_request request;   /* moved in; freed by whoever frees the job */
	/** From line_post on, a second try included; a second more for each LINE_SLOWEST bytes of the body, but no
	 *  longer than this without a byte moving. */
	int budget_ms;
	struct http_answer answer;     /* filled when done is called */
	/** On the thread that calls line_collect; owns the job again. */
	void (*done)(struct line_job *job);
	void *ctx;                     /* the caller's, borrowed */
	struct line_job *next;         /* the line's own */
	uint64_t id;                   /* the line's own, as the rest */
	int64_t deadline_ms;
	bool cancelled;
};

/** Everything zero, the request empty. */
void line_job_init(struct line_job *job);
/** Wipes and releases request and answer. The job is not on the line. */
void line_job_free(struct line_job *job);

struct line_options {
	const char *url;               /* "https://…" without a trailing slash; copied */
	const char *kiosk;             /* X-Cons-Id; copied */
	const char *secret;            /* copied into guarded memory, wiped at the end */
	/** Opens the http port; called on the net thread before its first request, so that loading it does not
	 *  delay the first screen. */
	enum status (*open_http)(void *ctx, struct http_port *ret_port);
	void *open_ctx;                /* borrowed */
	struct clock_port clock;
	struct chance_port chance;
};

/** ST_NO_MEMORY, ST_TOO_LONG (url, kiosk or secret), or why the thread did not start. */
enum status line_new(const struct line_options *options, struct line **ret_line);
/** Ends within a second whatever is under way; jobs not answered get ST_CANCELLED. Takes NULL. */
void line_free(struct line *line);

/** job->answer.st is the outcome when done is called: what the port said, ST_TIMEOUT, ST_CANCELLED, or why the port did
 *  not open. A clock that the centre found wrong is corrected, and the request sent once more, unseen; likewise one
 *  whose nonce the centre had seen. */
void line_post(struct line *line, struct line_job *job);
/** The job's done is called soon with ST_CANCELLED, unless its answer was on the way. Nothing once it is done. */
void line_cancel(struct line *line, struct line_job *job);
/** Becomes readable when line_collect has something to do. */
int line_fd(const struct line *line);
void line_collect(struct line *line);
/** What the centre's answers said of the time. */
struct line_clock {
	bool heard;
	int64_t centre_ms;  /* the centre's time, when it was last heard */
	int64_t mono_ms;    /* when that was on the clock that never jumps */
	int64_t signing_ms; /* by how much requests are signed apart from our clock; 0 not at all */
};
struct line_clock line_clock(struct line *line);
/** Jobs posted whose done was not called yet. */
int line_pending(const struct line *line);

/** What exchanges take on this line. Any thread may ask. */
struct line_pace {
	int round_trip_ms; /* the shortest of the last small exchanges; 0: none yet */
	int bytes_per_s;   /* by the large ones, smoothed; 0: none yet */
};
void line_pace(struct line *line, struct line_pace *ret_pace);
/** Whether a large photograph would keep people waiting: then a small one is sent, and nothing beside another. */
bool line_is_slow(struct line *line);

#endif
