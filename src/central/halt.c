/* SPDX-License-Identifier: Apache-2.0 */
/* A condition with a time limit. */
#include "central/halt.h"

#include <time.h>

enum status
halt_init(struct halt *halt)
{
	halt->over = false;
	if (pthread_mutex_init(&halt->mutex, NULL) != 0)
		return ST_NO_MEMORY;
	if (pthread_cond_init(&halt->called, NULL) == 0)
		return ST_OK;
	pthread_mutex_destroy(&halt->mutex);
	return ST_NO_MEMORY;
}

void
halt_clear(struct halt *halt)
{
	pthread_cond_destroy(&halt->called);
	pthread_mutex_destroy(&halt->mutex);
}

void
halt_wait(struct halt *halt, int ms)
{
	struct timespec until;

	if (ms <= 0 || clock_gettime(CLOCK_REALTIME, &until) != 0)
		return;
	until.tv_sec += ms / 1000;
	until.tv_nsec += ms % 1000 * 1000000L;
	if (until.tv_nsec >= 1000000000L) {
		until.tv_nsec -= 1000000000L;
		until.tv_sec++;
	}
	pthread_mutex_lock(&halt->mutex);
	while (!halt->over && pthread_cond_timedwait(&halt->called, &halt->mutex, &until) == 0)
		continue;
	pthread_mutex_unlock(&halt->mutex);
}

void
halt_call(struct halt *halt)
{
	pthread_mutex_lock(&halt->mutex);
	halt->over = true;
	pthread_cond_broadcast(&halt->called);
	pthread_mutex_unlock(&halt->mutex);
}
