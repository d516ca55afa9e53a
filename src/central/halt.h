/* SPDX-License-Identifier: Apache-2.0 */
/* Waits of many threads that one call ends: what holds answers up while the server runs. */
#ifndef CENTRAL_HALT_H
#define CENTRAL_HALT_H

#include "base/status.h"

#include <pthread.h>
#include <stdbool.h>

struct halt {
	pthread_mutex_t mutex;
	pthread_cond_t called;
	bool over;
};

enum status halt_init(struct halt *halt);
/** Nobody waits any more. */
void halt_clear(struct halt *halt);
/** Returns after so long, or as soon as halt_call was called. */
void halt_wait(struct halt *halt, int ms);
void halt_call(struct halt *halt);

#endif
