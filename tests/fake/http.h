/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A network from memory. Rules say what is answered to which method and path; the first that
 * fits and is not used up counts. Remembers every request. Can fail on the N-th one, and can
 * leave requests hanging like a dead line.
 *
 *	struct fake_http fake;
 *	fake_http_init(&fake);
 *	fake_http_add(&fake, &(struct fake_http_rule){ "POST", "/v1/visits", .status = 201 });
 *	options.open_http = fake_http_open;
 *	options.open_ctx = &fake;
 */
#ifndef FAKE_HTTP_H
#define FAKE_HTTP_H

#include "port.h"

#include <pthread.h>

enum {
	FAKE_HTTP_RULES = 64,
	FAKE_HTTP_REQUESTS = 128,
	FAKE_HTTP_URL = 256,
	FAKE_HTTP_HEADER = 160
};

struct fake_http_rule {
	const char *method; /* borrowed, as all texts here; NULL: any */
	const char *path;   /* a prefix of the path with query */
	int status;
	const char *body; /* NULL: empty */
	const char *
		content_type; /* NULL: application/json, from 400 on application/problem+json */
	enum status st;       /* other than ST_OK: no answer but this */
	bool left;            /* with it: the request had left whole */
	int retry_after_s;    /* 0: not given */
	int64_t date_s;
	int times; /* requests it answers; 0: all */
	bool hold; /* no answer before fake_http_release */
};

struct fake_http_request {
	uint64_t id;
	char method[8], url[FAKE_HTTP_URL];
	const char *path; /* in url */
	char header[HTTP_HEADERS_MAX][FAKE_HTTP_HEADER];
	size_t headers;
	char *body; /* NUL-terminated copy */
	size_t n;
	int budget_ms, stall_ms;
	/* its own */
	struct fake_http_rule rule; /* as it was then; ST_UNREACHABLE where none fits */
	enum status fail_with;
	bool pending, held, cancelled;
};

/* Who looks on, on the net thread; set before the first request. */
struct fake_http_watch {
	/** A request leaves; may change what it is answered (texts stay the watcher's). */
	void (*leaves)(void *ctx, const struct fake_http_request *request,
		struct fake_http_rule *rule);
	/** An answer is about to be given. */
	void (*comes)(void *ctx);
	void *ctx;
};

struct fake_http {
	struct fake_http_watch watch;
	enum status open_with; /* what fake_http_open answers; ST_OK unless changed before */
	int opens, frees;
	/* its own, under lock */
	pthread_mutex_t lock;
	pthread_cond_t changed;
	struct fake_http_rule rule[FAKE_HTTP_RULES];
	int used[FAKE_HTTP_RULES];
	size_t rules;
	struct fake_http_request request[FAKE_HTTP_REQUESTS];
	int requests, fail_at;
	enum status fail_with;
	bool woken;
};

void fake_http_init(struct fake_http *fake);
void fake_http_free(struct fake_http *fake);
/** ctx: the fake. Fits line_options.open_http. */
enum status fake_http_open(void *ctx, struct http_port *ret_port);
void fake_http_add(struct fake_http *fake, const struct fake_http_rule *rule);
/** Takes all rules away; requests stay remembered. */
void fake_http_forget_rules(struct fake_http *fake);
/** The n-th request from now (1 is the next) is answered with this status alone. */
void fake_http_fail(struct fake_http *fake, int nth, enum status status);
/** Lets everything that hangs be answered. */
void fake_http_release(struct fake_http *fake);

/** Requests so far, answered or not. */
int fake_http_count(struct fake_http *fake);
/** The i-th request from 0; NULL past the last. Its texts stay as they are. */
const struct fake_http_request *fake_http_request(struct fake_http *fake, int i);
/** Whether the i-th request was cancelled. */
bool fake_http_cancelled(struct fake_http *fake, int i);
/** Waits in real time until n requests have come; false after budget_ms. */
bool fake_http_await(struct fake_http *fake, int n, int budget_ms);
/** The value of a header of a request, "" where it has none. */
const char *fake_http_header(const struct fake_http_request *request, const char *name);

#endif
