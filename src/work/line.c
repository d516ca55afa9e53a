/* SPDX-License-Identifier: Apache-2.0 */
/* The net thread: queues in and out under one lock; all else belongs to the thread. */
#include "work/line.h"

#include "base/log.h"
#include "base/sign.h"
#include "base/str.h"

#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

enum { WAIT_MS = 60000, URL_ROOM = 512, KIOSK_ROOM = 65, SECRET_MAX = 1024, HEADER_ROOM = 160 };

enum {
	SMALL_BYTES =
		8 *
		1024, /* up to here an exchange takes the round trip, beyond the rate counts */
	ROUND_TRIPS = 4, /* remembered */
	SLOW_ROUND_TRIP_MS = 400,
	SLOW_BYTES_PER_S = 32 * 1024, /* a photograph in full takes eight seconds */
};

struct queue {
	struct line_job *first, **last;
};

/* A job on the wire, with the texts its request borrows. */
struct sending {
	struct sending *next;
	struct line_job *job;
	uint8_t trace[16];
	bool again;      /* sent a second time with another signature */
	int64_t left_ms; /* when the last try left */
	char url[URL_ROOM];
	char header[HTTP_HEADERS_MAX][HEADER_ROOM];
	size_t headers;
};

struct line {
	char url[URL_ROOM], kiosk[KIOSK_ROOM];
	char *secret; /* sodium_malloc */
	enum status (*open_http)(void *ctx, struct http_port *ret_port);
	void *open_ctx; /* borrowed */
	struct clock_port clock;
	struct chance_port chance;

	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t posted;
	struct queue in, out;           /* under lock */
	bool stopping, cancelled;       /* under lock */
	bool is_open;                   /* under lock; the thread alone writes it */
	struct line_pace pace;          /* likewise */
	struct line_clock clock_told;   /* likewise */
	int round_trip_ms[ROUND_TRIPS]; /* the net thread's alone; 0 none */
	unsigned round_trips;           /* likewise */
	int fd;

	int pending;      /* the posting thread's alone */
	uint64_t last_id; /* likewise */

	struct http_port http;  /* the net thread's alone, but for wake */
	struct sending *flying; /* the net thread's alone */
	int64_t skew_ms;        /* likewise: the centre's clock less ours, as requests are signed */
	bool told_closed;       /* likewise */
};

static void
queue_init(struct queue *queue)
{
	queue->first = NULL;
	queue->last = &queue->first;
}

static void
put(struct queue *queue, struct line_job *job)
{
	job->next = NULL;
	*queue->last = job;
	queue->last = &job->next;
}

static struct line_job *
take(struct queue *queue)
{
	struct line_job *job = queue->first;

	if (job == NULL)
		return NULL;
	queue->first = job->next;
	if (queue->first == NULL)
		queue->last = &queue->first;
	return job;
}

static void
ring(int fd)
{
	const uint64_t one = 1;

	while (write(fd, &one, sizeof(one)) < 0 && errno == EINTR)
		continue; /* a full counter (EAGAIN) is readable already */
}

/* --- on the net thread -------------------------------------------------------------------- */

/* Gives the job back; what it has as answer is final. */
static void
give_back(struct line *line, struct line_job *job)
{
	pthread_mutex_lock(&line->lock);
	put(&line->out, job);
	ring(line->fd);
	pthread_mutex_unlock(&line->lock);
}

static void
give_back_as(struct line *line, struct line_job *job, enum status st)
{
	job->answer.st = st;
	give_back(line, job);
}

static enum status
open_port(struct line *line)
{
	enum status st;

	if (line->is_open)
		return ST_OK;
	st = line->open_http(line->open_ctx, &line->http);
	if (st != ST_OK && !line->told_closed)
		log_error("network not opened: %s", status_words(st));
	line->told_closed = st != ST_OK;
	if (st != ST_OK)
		return st;
	pthread_mutex_lock(&line->lock);
	line->is_open = true;
	pthread_mutex_unlock(&line->lock);
	return ST_OK;
}

__attribute__((format(printf, 2, 3))) static enum status
add_header(struct sending *sending, const char *format, ...)
{
	va_list args;
	enum status st;

	assert(sending->headers < HTTP_HEADERS_MAX); /* write_headers has nine at most */
	va_start(args, format);
	st = str_vformat(
		sending->header[sending->headers], sizeof(sending->header[0]), format, args);
	va_end(args);
	if (st == ST_OK)
		sending->headers++;
	return st;
}

/* Trace Context (W3C): the trace is the job's, the span the try's. */
static enum status
add_traceparent(struct line *line, struct sending *sending)
{
	char trace[33], span[17];
	uint8_t random[8];

	line->chance.fill(line->chance.ctx, random, sizeof(random));
	sodium_bin2hex(trace, sizeof(trace), sending->trace, sizeof(sending->trace));
	sodium_bin2hex(span, sizeof(span), random, sizeof(random));
	return add_header(sending, "traceparent: 00-%s-%s-01", trace, span);
}

static enum status
add_signature(struct line *line, struct sending *sending)
{
	const struct wire_request *request = &sending->job->request;
	int64_t now_s = (line->clock.wall_ms(line->clock.ctx) + line->skew_ms) / 1000;
	char nonce[NONCE_ROOM], signature[SIGNATURE_ROOM];
	uint8_t random[16];
	enum status st;

	line->chance.fill(line->chance.ctx, random, sizeof(random));
	nonce_make(random, nonce);
	request_sign(line->secret, request->method, request->path, now_s, nonce,
		request->body.data, request->body.len, signature);
	st = add_header(sending, "X-Timestamp: %lld", (long long)now_s);
	if (st == ST_OK)
		st = add_header(sending, "X-Nonce: %s", nonce);
	if (st == ST_OK)
		st = add_header(sending, "X-Signature: %s", signature);
	return st;
}

static enum status
write_headers(struct line *line, struct sending *sending)
{
	const struct wire_request *request = &sending->job->request;
	enum status st;

	sending->headers = 0;
	st = add_header(sending, "X-Cons-Id: %s", line->kiosk);
	if (st == ST_OK)
		st = add_signature(line, sending);
	if (st == ST_OK)
		st = add_traceparent(line, sending);
	if (st == ST_OK)
		st = add_header(sending, "Accept-Language: id");
	if (st == ST_OK)
		st = add_header(sending, "Accept: application/json, application/problem+json");
	if (st == ST_OK && request->idempotency_key[0])
		st = add_header(sending, "Idempotency-Key: %s", request->idempotency_key);
	if (st == ST_OK && request->content_type[0])
		st = add_header(sending, "Content-Type: %s", request->content_type);
	return st;
}

/* Signs and submits; the job counts as flying from here on. */
static enum status
launch(struct line *line, struct sending *sending)
{
	struct line_job *job = sending->job;
	int64_t now_ms = line->clock.mono_ms(line->clock.ctx);
	int64_t left = job->deadline_ms - now_ms;
	struct http_request request = { .id = job->id,
		.method = job->request.method,
		.url = sending->url,
		.body = job->request.body.data,
		.n = job->request.body.len,
		.budget_ms = (int)left,
		.stall_ms = job->budget_ms };
	enum status st;

	if (left <= 0)
		return ST_TIMEOUT;
	st = write_headers(line, sending);
	if (st != ST_OK)
		return st;
	request.headers = sending->headers;
	for (size_t i = 0; i < sending->headers; i++)
		request.header[i] = sending->header[i];
	st = line->http.submit(line->http.ctx, &request);
	if (st != ST_OK)
		return st;
	sending->left_ms = now_ms;
	sending->next = line->flying;
	line->flying = sending;
	return ST_OK;
}

static bool
is_cancelled(struct line *line, const struct line_job *job)
{
	bool cancelled;

	pthread_mutex_lock(&line->lock);
	cancelled = job->cancelled;
	pthread_mutex_unlock(&line->lock);
	return cancelled;
}

static void
start(struct line *line, struct line_job *job)
{
	struct sending *sending = NULL;
	enum status st = is_cancelled(line, job) ? ST_CANCELLED : open_port(line);

	if (st == ST_OK) {
		sending = calloc(1, sizeof(*sending));
		st = sending ? ST_OK : ST_NO_MEMORY;
	}
	if (st == ST_OK)
		st = str_format(sending->url, sizeof(sending->url), "%s%s", line->url,
			job->request.path);
	if (st == ST_OK) {
		sending->job = job;
		line->chance.fill(line->chance.ctx, sending->trace, sizeof(sending->trace));
		st = launch(line, sending);
	}
	if (st == ST_OK)
		return;
	free(sending);
	give_back_as(line, job, st);
}

/* Whether another signature alone would make the centre listen: its clock is known now, or the
 * nonce came twice because the port sent again what a dead connection had swallowed. */
static bool
wants_new_signature(struct line *line, const struct http_answer *answer)
{
	struct problem problem;

	(void)central_verdict(answer, &problem);
	if (strcmp(problem.code, "nonce-replayed") == 0)
		return true;
	if (strcmp(problem.code, "clock-skew") != 0 || problem.centre_s == 0)
		return false;
	line->skew_ms = problem.centre_s * 1000 - line->clock.wall_ms(line->clock.ctx);
	return true;
}

static int
shortest_round_trip(const struct line *line)
{
	int shortest = 0;

	for (size_t i = 0; i < ROUND_TRIPS; i++) {
		int ms = line->round_trip_ms[i];

		if (ms > 0 && (shortest == 0 || ms < shortest))
			shortest = ms;
	}
	return shortest;
}

/* What the rate would be without the round trip, half of it by this exchange and half by those before. */
static int
smooth_rate(const struct line *line, size_t bytes, int64_t took_ms)
{
	int64_t moving_ms = took_ms - line->pace.round_trip_ms;
	int64_t rate = (int64_t)bytes * 1000 / (moving_ms > 0 ? moving_ms : 1);

	if (line->pace.bytes_per_s > 0)
		rate = (rate + line->pace.bytes_per_s) / 2;
	return rate < INT32_MAX ? (int)rate : INT32_MAX;
}

/* Whoever answered: the way is what is measured. */
static void
note_pace(struct line *line, const struct sending *sending, const struct http_answer *answer)
{
	int64_t took_ms = line->clock.mono_ms(line->clock.ctx) - sending->left_ms;
	size_t bytes = answer->sent + answer->received;

	if (answer->st != ST_OK)
		return;
	pthread_mutex_lock(&line->lock);
	if (bytes <= SMALL_BYTES) {
		line->round_trip_ms[line->round_trips++ % ROUND_TRIPS] =
			took_ms > 0 ? (int)took_ms : 1;
		line->pace.round_trip_ms = shortest_round_trip(line);
	} else {
		line->pace.bytes_per_s = smooth_rate(line, bytes, took_ms);
	}
	pthread_mutex_unlock(&line->lock);
}

/* Only the centre's own answers count: a captive portal has a clock, too. */
static void
hear_clock(struct line *line, const struct http_answer *answer)
{
	struct problem problem = { .centre_s = 0 };
	bool ours = central_verdict(answer, &problem) != VERDICT_AGAIN;
	int64_t centre_s = problem.centre_s > 0 ? problem.centre_s : answer->date_s;

	pthread_mutex_lock(&line->lock);
	line->clock_told.signing_ms = line->skew_ms;
	if (ours && centre_s > 0) {
		line->clock_told.heard = true;
		line->clock_told.centre_ms = centre_s * 1000;
		line->clock_told.mono_ms = line->clock.mono_ms(line->clock.ctx);
	}
	pthread_mutex_unlock(&line->lock);
}

static struct sending *
land(struct line *line, uint64_t id)
{
	struct sending **at = &line->flying, *sending;

	while (*at && (*at)->job->id != id)
		at = &(*at)->next;
	sending = *at;
	if (sending)
		*at = sending->next;
	return sending;
}

static void
take_answer(struct line *line, struct http_answer *answer)
{
	struct sending *sending = land(line, answer->id);
	bool again;

	if (sending == NULL) { /* cancelled just before */
		buf_free(&answer->body);
		return;
	}
	note_pace(line, sending, answer);
	again = wants_new_signature(line, answer);
	hear_clock(line, answer);
	if (again && !sending->again) {
		sending->again = true;
		if (launch(line, sending) == ST_OK) {
			buf_free(&answer->body);
			return;
		}
	}
	sending->job->answer = *answer;
	give_back(line, sending->job);
	free(sending);
}

/* Takes out of the air what is cancelled, or all of it. */
static void
ground(struct line *line, bool all, enum status st)
{
	struct sending *sending = line->flying, *next;

	for (; sending; sending = next) {
		struct line_job *job = sending->job;

		next = sending->next;
		if (!all && !is_cancelled(line, job))
			continue;
		line->http.cancel(line->http.ctx, job->id);
		free(land(line, job->id));
		give_back_as(line, job, st);
	}
}

/* Waits for work while nothing is in the air. False: the line is being freed. */
static bool
take_posted(struct line *line, struct line_job **ret_job, bool *ret_cancelled)
{
	bool go_on;

	pthread_mutex_lock(&line->lock);
	while (!line->stopping && !line->cancelled && line->in.first == NULL &&
		line->flying == NULL)
		pthread_cond_wait(&line->posted, &line->lock);
	*ret_job = line->stopping ? NULL : take(&line->in);
	*ret_cancelled = line->cancelled;
	line->cancelled = false;
	go_on = !line->stopping;
	pthread_mutex_unlock(&line->lock);
	return go_on;
}

static void
wait_for_answer(struct line *line)
{
	struct http_answer answer;
	enum status st = line->http.wait(line->http.ctx, WAIT_MS, &answer);

	if (st == ST_OK)
		take_answer(line, &answer);
	else if (st != ST_AGAIN) /* the port is broken: nothing in it will be answered */
		ground(line, true, st);
}

static void
close_line(struct line *line)
{
	struct line_job *job;

	ground(line, true, ST_CANCELLED);
	if (line->is_open)
		line->http.free(line->http.ctx);
	pthread_mutex_lock(&line->lock);
	line->is_open = false;
	while ((job = take(&line->in)) != NULL) {
		job->answer.st = ST_CANCELLED;
		put(&line->out, job);
	}
	pthread_mutex_unlock(&line->lock);
}

static void *
run(void *arg)
{
	struct line *line = arg;
	struct line_job *job;
	bool cancelled;

	while (take_posted(line, &job, &cancelled)) {
		if (job)
			start(line, job);
		if (cancelled)
			ground(line, false, ST_CANCELLED);
		if (job == NULL && !cancelled && line->flying)
			wait_for_answer(line);
	}
	close_line(line);
	return NULL;
}

/* --- on the posting thread ---------------------------------------------------------------- */

static void
discard(struct line *line)
{
	if (line->fd >= 0)
		close(line->fd);
	sodium_free(line->secret);
	free(line);
}

static enum status
copy_options(struct line *line, const struct line_options *options)
{
	size_t n = strlen(options->secret) + 1;
	enum status st = str_copy(line->url, sizeof(line->url), options->url);

	if (st == ST_OK)
		st = str_copy(line->kiosk, sizeof(line->kiosk), options->kiosk);
	if (st == ST_OK && n > SECRET_MAX)
		st = ST_TOO_LONG;
	if (st != ST_OK)
		return st;
	line->secret = sodium_init() < 0 ? NULL : sodium_malloc(n);
	if (line->secret == NULL)
		return ST_NO_MEMORY;
	memcpy(line->secret, options->secret, n);
	line->open_http = options->open_http;
	line->open_ctx = options->open_ctx;
	line->clock = options->clock;
	line->chance = options->chance;
	return ST_OK;
}

static enum status
start_thread(struct line *line)
{
	sigset_t all, before;
	int error;

	pthread_mutex_init(&line->lock, NULL);
	pthread_cond_init(&line->posted, NULL);
	sigfillset(&all); /* signals are the ui thread's */
	pthread_sigmask(SIG_SETMASK, &all, &before);
	error = pthread_create(&line->thread, NULL, run, line);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	if (error == 0) {
		(void)pthread_setname_np(line->thread, "net");
		return ST_OK;
	}
	pthread_mutex_destroy(&line->lock);
	pthread_cond_destroy(&line->posted);
	return status_from_errno(error);
}

enum status
line_new(const struct line_options *options, struct line **ret_line)
{
	struct line *line = calloc(1, sizeof(*line));
	enum status st;

	if (line == NULL)
		return ST_NO_MEMORY;
	queue_init(&line->in);
	queue_init(&line->out);
	line->fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	st = line->fd < 0 ? status_from_errno(errno) : copy_options(line, options);
	if (st == ST_OK)
		st = start_thread(line);
	if (st != ST_OK) {
		discard(line);
		return st;
	}
	*ret_line = line;
	return ST_OK;
}

/* Under lock: the thread waits for one of the two. */
static void
wake(struct line *line)
{
	pthread_cond_signal(&line->posted);
	if (line->is_open)
		line->http.wake(line->http.ctx);
}

void
line_free(struct line *line)
{
	if (line == NULL)
		return;
	pthread_mutex_lock(&line->lock);
	line->stopping = true;
	wake(line);
	pthread_mutex_unlock(&line->lock);
	pthread_join(line->thread, NULL);
	line_collect(line);
	pthread_mutex_destroy(&line->lock);
	pthread_cond_destroy(&line->posted);
	discard(line);
}

void
line_job_init(struct line_job *job)
{
	*job = (struct line_job){ .answer = { .retry_after_s = -1 } };
	wire_request_init(&job->request);
	buf_init(&job->answer.body, HTTP_ANSWER_MAX);
}

void
line_job_free(struct line_job *job)
{
	wire_request_free(&job->request);
	buf_free(&job->answer.body);
}

void
line_post(struct line *line, struct line_job *job)
{
	job->id = ++line->last_id;
	job->cancelled = false;
	job->deadline_ms = line->clock.mono_ms(line->clock.ctx) + job->budget_ms +
			   (int64_t)(job->request.body.len / LINE_SLOWEST) * 1000;
	job->answer = (struct http_answer){ .id = job->id, .retry_after_s = -1 };
	buf_init(&job->answer.body, HTTP_ANSWER_MAX);
	line->pending++;
	pthread_mutex_lock(&line->lock);
	put(&line->in, job);
	wake(line);
	pthread_mutex_unlock(&line->lock);
}

void
line_cancel(struct line *line, struct line_job *job)
{
	pthread_mutex_lock(&line->lock);
	job->cancelled = true;
	line->cancelled = true;
	wake(line);
	pthread_mutex_unlock(&line->lock);
}

int
line_fd(const struct line *line)
{
	return line->fd;
}

void
line_collect(struct line *line)
{
	struct line_job *job;
	uint64_t count;

	while (read(line->fd, &count, sizeof(count)) < 0 && errno == EINTR)
		continue;
	for (;;) {
		pthread_mutex_lock(&line->lock);
		job = take(&line->out);
		pthread_mutex_unlock(&line->lock);
		if (job == NULL)
			break;
		line->pending--;
		job->done(job);
	}
}

int
line_pending(const struct line *line)
{
	return line->pending;
}

void
line_pace(struct line *line, struct line_pace *ret_pace)
{
	pthread_mutex_lock(&line->lock);
	*ret_pace = line->pace;
	pthread_mutex_unlock(&line->lock);
}

bool
line_is_slow(struct line *line)
{
	struct line_pace pace;

	line_pace(line, &pace);
	return pace.round_trip_ms >= SLOW_ROUND_TRIP_MS ||
	       (pace.bytes_per_s > 0 && pace.bytes_per_s < SLOW_BYTES_PER_S);
}

struct line_clock
line_clock(struct line *line)
{
	struct line_clock told;

	pthread_mutex_lock(&line->lock);
	told = line->clock_told;
	pthread_mutex_unlock(&line->lock);
	return told;
}
