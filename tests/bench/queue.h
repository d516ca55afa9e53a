/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A queue of offline claims of people who never were: made once, then put into a kiosk's outbox, and written down as
 * the same requests, signed, for another program to post.
 */
#ifndef TESTS_BENCH_QUEUE_H
#define TESTS_BENCH_QUEUE_H

#include "base/status.h"

#include <stddef.h>

struct queue;

enum status queue_new(size_t claims, struct queue **ret_queue);
void queue_free(struct queue *queue);
/** Confirms all of them in the kiosk whose state and key are in this folder; nobody else has it open. */
enum status queue_fill(const struct queue *queue, const char *state_dir);
/** The kiosk on the first line, then one line a request: key, time, nonce, signature and body, a tab between; signed now. */
enum status queue_write(const struct queue *queue, const char *kiosk, const char *secret_file,
	const char *path);

#endif
