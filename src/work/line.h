/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The net thread: takes requests, signs each at the moment it leaves (clock, nonce), hands it to the http port and
 * gives the answer back through a file descriptor. Corrects the clock from the centre's where they differ.
 */
#ifndef WORK_LINE_H
#define WORK_LINE_H

#include "work/central.h"

struct line;

struct line_job {
	struct wire_request request;   /* moved in; freed by whoever frees the job */
	int budget_ms;
	struct http_answer answer;     /* filled when done is called */
	/** On the thread that calls line_collect; owns the job again. */
	void (*done)(struct line_job *job);
	void *ctx;                     /* the caller's, borrowed */
	struct line_job *next;         /* the line's own */
	uint64_t id;                   /* the line's own */
};

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

enum status line_new(const struct line_options *options, struct line **ret_line);
/** Ends within a second whatever is under way; jobs not answered get ST_CANCELLED. Takes NULL. */
void line_free(struct line *line);

void line_post(struct line *line, struct line_job *job);
/** The job's done is called soon with ST_CANCELLED, unless its answer was on the way. */
void line_cancel(struct line *line, struct line_job *job);
int line_fd(const struct line *line);
void line_collect(struct line *line);
int line_pending(const struct line *line);

#endif
