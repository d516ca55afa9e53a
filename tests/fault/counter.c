/* SPDX-License-Identifier: Apache-2.0 */
/* Desk, line and outbox put together as main does, and a port around the port that keeps what was sent. */
#include "tests/fault/counter.h"

#include "base/str.h"
#include "device/clock.h"
#include "device/http.h"
#include "rules/claim.h"
#include "tests/fault/must.h"
#include "tests/fault/office.h"
#include "work/day.h"

#include <poll.h>
#include <string.h>

enum { TURN_MS = 20, TIMEOUT_MS = 5000 };

/* --- ports -------------------------------------------------------------------------------------------------------- */

static int64_t
wall_ms(void *ctx)
{
	const struct counter *counter = ctx;
	const struct clock_port clock = device_clock();

	return clock.wall_ms(clock.ctx) + atomic_load(&counter->ahead_ms);
}

static int64_t
mono_ms(void *ctx)
{
	const struct counter *counter = ctx;
	const struct clock_port clock = device_clock();

	return clock.mono_ms(clock.ctx) + atomic_load(&counter->ahead_ms);
}

static enum status
submit(void *ctx, const struct http_request *request)
{
	struct counter *counter = ctx;
	const char *path = strstr(request->url, "/v1/");

	MUST(path != NULL);
	(void)pthread_mutex_lock(&counter->mutex);
	MUST(counter->sent_n < SENT_MAX);
	MUST(str_format(counter->sent[counter->sent_n], SENT_ROOM, "%s %s", request->method,
		     path) == ST_OK);
	counter->sent_n++;
	(void)pthread_mutex_unlock(&counter->mutex);
	return counter->port.submit(counter->port.ctx, request);
}

static enum status
wait_answer(void *ctx, int budget_ms, struct http_answer *ret_answer)
{
	struct counter *counter = ctx;

	return counter->port.wait(counter->port.ctx, budget_ms, ret_answer);
}

static void
wake(void *ctx)
{
	struct counter *counter = ctx;

	counter->port.wake(counter->port.ctx);
}

static void
cancel(void *ctx, uint64_t id)
{
	struct counter *counter = ctx;

	counter->port.cancel(counter->port.ctx, id);
}

static void
free_port(void *ctx)
{
	struct counter *counter = ctx;

	counter->port.free(counter->port.ctx);
}

static enum status
open_http(void *ctx, struct http_port *ret_port)
{
	struct counter *counter = ctx;
	const struct http_options options = { .ca_file = counter->ca_file };
	enum status st = anjungan_http_module.open(&options, &counter->port);

	if (st == ST_OK)
		*ret_port = (struct http_port){ .submit = submit,
			.wait = wait_answer,
			.wake = wake,
			.cancel = cancel,
			.free = free_port,
			.ctx = counter };
	return st;
}

/* --- the loop ----------------------------------------------------------------------------------------------------- */

static void
on_worker(void *ctx, int fd, short revents)
{
	(void)fd;
	(void)revents;
	worker_collect(ctx);
}

static void
on_line(void *ctx, int fd, short revents)
{
	struct counter *counter = ctx;

	(void)fd;
	(void)revents;
	line_collect(counter->desk.line);
}

static void
turn(struct counter *counter)
{
	outbox_tick(counter->desk.outbox);
	MUST(loop_turn(counter->desk.loop, TURN_MS) == ST_OK);
}

static void
note_news(void *ctx, const struct outbox_news *news)
{
	struct counter *counter = ctx;
	struct news *kept = &counter->news[counter->news_n];

	MUST(counter->news_n < NEWS_MAX);
	kept->state = news->state;
	MUST(str_copy(kept->problem, sizeof(kept->problem), news->problem) == ST_OK);
	counter->news_n++;
}

/* --- life --------------------------------------------------------------------------------------------------------- */

void
counter_dial(struct counter *counter, const char *url)
{
	struct desk *desk = &counter->desk;
	const struct line_options options = { .url = url,
		.kiosk = OFFICE_KIOSK,
		.secret = OFFICE_SECRET,
		.open_http = open_http,
		.open_ctx = counter,
		.clock = device_clock(),
		.chance = device_chance() };

	if (desk->line != NULL) {
		MUST(line_pending(desk->line) == 0);
		loop_unwatch(desk->loop, line_fd(desk->line));
		line_free(desk->line);
	}
	MUST(line_new(&options, &desk->line) == ST_OK);
	MUST(loop_watch(desk->loop, line_fd(desk->line), POLLIN, on_line, counter, "line") ==
		ST_OK);
}

void
counter_open(struct counter *counter, const char *url, const char *ca_file)
{
	static const struct holidays no_holidays;
	struct desk *desk = &counter->desk;

	memset(counter, 0, sizeof(*counter));
	MUST(pthread_mutex_init(&counter->mutex, NULL) == 0);
	MUST(str_copy(counter->ca_file, sizeof(counter->ca_file), ca_file) == ST_OK);
	state_new(&counter->state);
	*desk = (struct desk){ .store = counter->state.store,
		.clock = { .wall_ms = wall_ms, .mono_ms = mono_ms, .ctx = counter },
		.chance = device_chance(),
		.place = { .zone = "WITA",
			.kiosk = OFFICE_KIOSK,
			.holidays = &no_holidays,
			.centre = true },
		.zone_offset_s = 8 * 3600,
		.timeout_ms = TIMEOUT_MS };
	MUST(loop_new(&desk->loop) == ST_OK);
	MUST(worker_new("store", &desk->store_worker) == ST_OK);
	MUST(loop_watch(desk->loop, worker_fd(desk->store_worker), POLLIN, on_worker,
		     desk->store_worker, "store") == ST_OK);
	counter_dial(counter, url);
	desk_refresh(desk);
	desk_uuid(desk, counter->answers.visit);
	MUST(outbox_new(desk, &desk->outbox) == ST_OK);
	outbox_on_news(desk->outbox, note_news, counter);
}

void
counter_close(struct counter *counter)
{
	struct desk *desk = &counter->desk;

	outbox_stop(desk->outbox);
	line_free(desk->line);
	worker_free(desk->store_worker);
	outbox_free(desk->outbox);
	loop_free(desk->loop);
	state_free(&counter->state);
	(void)pthread_mutex_destroy(&counter->mutex);
}

void
counter_pass(struct counter *counter, int64_t ms)
{
	atomic_fetch_add(&counter->ahead_ms, ms);
}

/* --- what it does ------------------------------------------------------------------------------------------------- */

static void
note_done(struct line_job *job)
{
	((struct counter *)job->ctx)->done = true;
}

enum outcome
counter_call(struct counter *counter, enum call call, struct call_extra extra, int budget_ms)
{
	char key[UUID_TEXT];
	struct line_job job;

	desk_uuid(&counter->desk, key);
	if (extra.idempotency_key == NULL)
		extra.idempotency_key = key;
	line_job_init(&job);
	MUST(central_build(call, &counter->answers, &extra, &job.request) == ST_OK);
	unanswered_begin(&counter->unanswered, &job.request);
	job.budget_ms = budget_ms;
	job.done = note_done;
	job.ctx = counter;
	counter->done = false;
	line_post(counter->desk.line, &job);
	while (!counter->done)
		MUST(loop_turn(counter->desk.loop, TURN_MS) == ST_OK);
	(void)central_apply(call, &job.answer, &counter->answers);
	if (counter->answers.outcome != OUTCOME_AWAY)
		unanswered_end(&counter->unanswered, &job.request);
	line_job_free(&job);
	return counter->answers.outcome;
}

static struct outbox_put
put_of(const struct wire_request *request)
{
	return (struct outbox_put){ .key = request->idempotency_key,
		.kind = call_word(request->call),
		.method = request->method,
		.path = request->path,
		.content_type = request->content_type,
		.body = request->body.data,
		.n = request->body.len };
}

void
counter_confirm(struct counter *counter, enum call call, const struct call_extra *photo)
{
	struct answers *a = &counter->answers;
	const struct call_extra extra = { .kiosk = OFFICE_KIOSK,
		.site = "MPP Amuntai",
		.idempotency_key = a->idempotency_key,
		.today = counter->desk.place.today,
		.now_ms = a->confirmed_at_ms };
	struct journal_entry entry = { .event = EVENT_CLAIM_CONFIRM,
		.at_ms = a->confirmed_at_ms,
		.visit = a->visit,
		.actor = "participant",
		.outcome = "ok",
		.subject = a->nik,
		.detail = "USIA_56 kiosk" };
	struct claim_put claim = { .code = a->code,
		.visit = a->visit,
		.nik = a->nik,
		.reason = claim_reason_code(a->reason),
		.receipt = "receipt",
		.receipt_n = strlen("receipt"),
		.confirmed_ms = a->confirmed_at_ms };
	struct wire_request request[2];
	struct outbox_put put[2];
	size_t n = photo == NULL ? 1 : 2;

	for (size_t i = 0; i < n; i++) {
		wire_request_init(&request[i]);
		MUST(central_build(i == 0 ? call : CALL_CLAIM_FACE, a, i == 0 ? &extra : photo,
			     &request[i]) == ST_OK);
		put[i] = put_of(&request[i]);
	}
	MUST(store_confirm(counter->desk.store, &claim, put, n, &entry) == ST_OK);
	for (size_t i = 0; i < n; i++)
		wire_request_free(&request[i]);
}

void
counter_close_day(struct counter *counter)
{
	char key[UUID_TEXT];
	const struct day_end end = { counter->desk.place.kiosk, key, "2026-11-23", "staff-SY",
		desk_wall_ms(&counter->desk) };

	desk_uuid(&counter->desk, key);
	MUST(day_end(counter->desk.store, &end) == ST_OK);
}

void
counter_withdraw(struct counter *counter)
{
	const struct answers *a = &counter->answers;
	char key[UUID_TEXT];
	const struct call_extra extra = { .idempotency_key = key };
	const struct journal_entry entry = { .event = EVENT_CONSENT_WITHDRAWN,
		.at_ms = desk_wall_ms(&counter->desk),
		.visit = a->visit,
		.actor = "participant",
		.outcome = "ok" };
	struct wire_request request;
	struct outbox_put put;
	const struct withdrawal_put withdrawal = { .code = a->lookup.code,
		.visit = a->visit,
		.request = &put,
		.now_ms = entry.at_ms };

	desk_uuid(&counter->desk, key);
	MUST(central_build(CALL_WITHDRAW, a, &extra, &request) == ST_OK);
	put = put_of(&request);
	MUST(store_withdraw(counter->desk.store, &withdrawal, &entry) == ST_OK);
	wire_request_free(&request);
}

bool
counter_hears(struct counter *counter, int news_n, int budget_ms)
{
	int64_t end = loop_now_ms() + budget_ms;

	while (counter->news_n < news_n && loop_now_ms() < end)
		turn(counter);
	return counter->news_n >= news_n;
}

bool
counter_rests(struct counter *counter, int budget_ms)
{
	int64_t end = loop_now_ms() + budget_ms, next_ms;
	bool rests;

	do {
		turn(counter);
		rests = outbox_is_quiet(counter->desk.outbox, &next_ms) &&
			worker_pending(counter->desk.store_worker) == 0 &&
			line_pending(counter->desk.line) == 0;
	} while (!rests && loop_now_ms() < end);
	return rests;
}

int
counter_sent(struct counter *counter, int from, const char *beginning)
{
	int found = -1;

	(void)pthread_mutex_lock(&counter->mutex);
	for (int i = from; i < counter->sent_n && found < 0; i++)
		if (strncmp(counter->sent[i], beginning, strlen(beginning)) == 0)
			found = i;
	(void)pthread_mutex_unlock(&counter->mutex);
	return found;
}

int
counter_sent_n(struct counter *counter)
{
	int n;

	(void)pthread_mutex_lock(&counter->mutex);
	n = counter->sent_n;
	(void)pthread_mutex_unlock(&counter->mutex);
	return n;
}
