/* SPDX-License-Identifier: Apache-2.0 */
/* One poll() over file descriptors and timers. */
#include "base/loop.h"

#include <errno.h>
#include <poll.h>
#include <stdbool.h>
#include <stdlib.h>
#include <time.h>

enum { WATCHES = 24, TIMERS = 16, LONGEST_WAIT_MS = 1000 };

struct watch {
	loop_fd_fn *fn;
	void *ctx; /* borrowed */
	const char *name;
	int fd;
	short events;
};

struct timer {
	loop_timer_fn *fn;
	void *ctx; /* borrowed */
	const char *name;
	int64_t due_ms;
	int period_ms, id;
};

struct loop {
	struct watch watches[WATCHES];
	struct timer timers[TIMERS];
	loop_timer_fn *before;
	void *before_ctx; /* borrowed */
	loop_slow_fn *slow;
	void *slow_ctx; /* borrowed */
	int next_id;
	bool stopping;
};

int64_t
loop_now_ms(void)
{
	struct timespec now;

	if (clock_gettime(CLOCK_MONOTONIC, &now) != 0)
		abort(); /* no Linux without a monotonic clock */
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

enum status
loop_new(struct loop **ret_loop)
{
	struct loop *loop = calloc(1, sizeof(*loop));

	if (loop == NULL)
		return ST_NO_MEMORY;
	for (int i = 0; i < WATCHES; i++)
		loop->watches[i].fd = -1;
	*ret_loop = loop;
	return ST_OK;
}

void
loop_free(struct loop *loop)
{
	free(loop);
}

static struct watch *
find(struct loop *loop, int fd)
{
	for (int i = 0; i < WATCHES; i++)
		if (loop->watches[i].fd == fd)
			return &loop->watches[i];
	return NULL;
}

enum status
loop_watch(struct loop *loop, int fd, short events, loop_fd_fn *fn, void *ctx, const char *name)
{
	struct watch *w = find(loop, fd);

	if (fd < 0)
		return ST_INVALID;
	if (w == NULL)
		w = find(loop, -1);
	if (w == NULL)
		return ST_TOO_LONG;
	*w = (struct watch){ .fn = fn, .ctx = ctx, .name = name, .fd = fd, .events = events };
	return ST_OK;
}

enum status
loop_set_events(struct loop *loop, int fd, short events)
{
	struct watch *w = fd < 0 ? NULL : find(loop, fd);

	if (w == NULL)
		return ST_NOT_FOUND;
	w->events = events;
	return ST_OK;
}

void
loop_unwatch(struct loop *loop, int fd)
{
	struct watch *w = fd < 0 ? NULL : find(loop, fd);

	if (w)
		*w = (struct watch){ .fd = -1 };
}

enum status
loop_tick(struct loop *loop, int period_ms, loop_timer_fn *fn, void *ctx, const char *name,
	int *ret_id)
{
	for (int i = 0; i < TIMERS; i++) {
		struct timer *t = &loop->timers[i];

		if (t->fn)
			continue;
		*t = (struct timer){ .fn = fn, .ctx = ctx, .name = name, .period_ms = period_ms,
			.due_ms = loop_now_ms() + period_ms, .id = ++loop->next_id };
		*ret_id = t->id;
		return ST_OK;
	}
	return ST_TOO_LONG;
}

void
loop_untick(struct loop *loop, int id)
{
	for (int i = 0; i < TIMERS; i++)
		if (loop->timers[i].fn && loop->timers[i].id == id)
			loop->timers[i] = (struct timer){ 0 };
}

void
loop_before_wait(struct loop *loop, loop_timer_fn *fn, void *ctx)
{
	loop->before = fn;
	loop->before_ctx = ctx;
}

void
loop_on_slow(struct loop *loop, loop_slow_fn *fn, void *ctx)
{
	loop->slow = fn;
	loop->slow_ctx = ctx;
}

static void
report(struct loop *loop, const char *name, int64_t began_ms)
{
	int64_t took = loop_now_ms() - began_ms;

	if (took > LOOP_SLOW_MS && loop->slow)
		loop->slow(loop->slow_ctx, name, (int)took);
}

static int
wait_ms(const struct loop *loop, int budget_ms)
{
	int64_t now = loop_now_ms(), wait = budget_ms;

	for (int i = 0; i < TIMERS; i++)
		if (loop->timers[i].fn && loop->timers[i].due_ms - now < wait)
			wait = loop->timers[i].due_ms - now;
	return wait < 0 ? 0 : (int)wait;
}

static void
run_timers(struct loop *loop)
{
	int64_t now = loop_now_ms();

	for (int i = 0; i < TIMERS; i++) {
		struct timer *t = &loop->timers[i];

		if (t->fn == NULL || t->due_ms > now)
			continue;
		t->due_ms = now + t->period_ms;
		t->fn(t->ctx);
		report(loop, t->name, now);
		now = loop_now_ms();
	}
}

static void
run_watches(struct loop *loop, const struct pollfd *fds, int n)
{
	for (int i = 0; i < n; i++) {
		struct watch *w = fds[i].revents ? find(loop, fds[i].fd) : NULL;
		int64_t began = loop_now_ms();
		const char *name;

		if (w == NULL)
			continue; /* an earlier handler of this turn let it go */
		name = w->name;
		w->fn(w->ctx, w->fd, fds[i].revents);
		report(loop, name, began);
	}
}

enum status
loop_turn(struct loop *loop, int budget_ms)
{
	struct pollfd fds[WATCHES];
	int64_t began = loop_now_ms();
	int n = 0, ready;

	if (loop->before) {
		loop->before(loop->before_ctx);
		report(loop, "draw", began);
	}
	for (int i = 0; i < WATCHES; i++)
		if (loop->watches[i].fd >= 0)
			fds[n++] = (struct pollfd){ .fd = loop->watches[i].fd,
				.events = loop->watches[i].events };
	ready = poll(fds, (nfds_t)n, wait_ms(loop, budget_ms));
	if (ready < 0 && errno != EINTR)
		return status_from_errno(errno);
	if (ready > 0)
		run_watches(loop, fds, n);
	run_timers(loop);
	return ST_OK;
}

enum status
loop_run(struct loop *loop)
{
	enum status st = ST_OK;

	loop->stopping = false;
	while (st == ST_OK && !loop->stopping)
		st = loop_turn(loop, LONGEST_WAIT_MS);
	return st;
}

void
loop_stop(struct loop *loop)
{
	loop->stopping = true;
}
