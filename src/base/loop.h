/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The one place where the ui thread waits: file descriptors and timers in one poll(). Handlers never wait; a turn
 * that takes longer than LOOP_SLOW_MS is reported with its handler's name. Used by one thread.
 */
#ifndef BASE_LOOP_H
#define BASE_LOOP_H

#include "base/status.h"

#include <stdint.h>

#define LOOP_SLOW_MS 50

struct loop;

typedef void loop_fd_fn(void *ctx, int fd, short revents);
typedef void loop_timer_fn(void *ctx);
/** Told of a slow turn: who was running and for how long. */
typedef void loop_slow_fn(void *ctx, const char *name, int ms);

enum status loop_new(struct loop **ret_loop);
void loop_free(struct loop *loop);

/** Watches fd for events (POLLIN …) until loop_unwatch. `name` must outlive the watch. */
enum status loop_watch(
	struct loop *loop, int fd, short events, loop_fd_fn *fn, void *ctx, const char *name);
enum status loop_set_events(struct loop *loop, int fd, short events);
void loop_unwatch(struct loop *loop, int fd);

/** Calls fn every period_ms until loop_untick. Returns an id > 0 through ret_id. */
enum status loop_tick(struct loop *loop, int period_ms, loop_timer_fn *fn, void *ctx,
	const char *name, int *ret_id);
void loop_untick(struct loop *loop, int id);

/** Called before every wait: the place to draw what changed. */
void loop_before_wait(struct loop *loop, loop_timer_fn *fn, void *ctx);
void loop_on_slow(struct loop *loop, loop_slow_fn *fn, void *ctx);

/** One turn: waits at most budget_ms, then calls what is ready. */
enum status loop_turn(struct loop *loop, int budget_ms);
/** Turns until loop_stop. */
enum status loop_run(struct loop *loop);
void loop_stop(struct loop *loop);

/** CLOCK_MONOTONIC in milliseconds. */
int64_t loop_now_ms(void);

#endif
