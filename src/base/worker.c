/* SPDX-License-Identifier: Apache-2.0 */
/* A job thread with an eventfd for completions. */
#include "base/worker.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

struct queue {
	struct job *first, **last;
};

struct worker {
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t wake;
	struct queue in, out; /* under lock */
	bool stopping, held;  /* under lock */
	int fd, pending;      /* pending: the posting thread's alone */
};

static void
put(struct queue *queue, struct job *job)
{
	job->next = NULL;
	*queue->last = job;
	queue->last = &job->next;
}

static struct job *
take(struct queue *queue)
{
	struct job *job = queue->first;

	if (job) {
		queue->first = job->next;
		if (queue->first == NULL)
			queue->last = &queue->first;
	}
	return job;
}

static void
ring(int fd)
{
	const uint64_t one = 1;

	while (write(fd, &one, sizeof(one)) < 0 && errno == EINTR)
		continue; /* a full counter (EAGAIN) is readable already */
}

static void *
work(void *arg)
{
	struct worker *w = arg;
	struct job *job;

	pthread_mutex_lock(&w->lock);
	for (;;) {
		while ((job = w->held ? NULL : take(&w->in)) == NULL && !w->stopping)
			pthread_cond_wait(&w->wake, &w->lock);
		if (job == NULL)
			break;
		pthread_mutex_unlock(&w->lock);
		job->run(job);
		pthread_mutex_lock(&w->lock);
		put(&w->out, job);
		ring(w->fd);
	}
	pthread_mutex_unlock(&w->lock);
	return NULL;
}

enum status
worker_new(const char *name, struct worker **ret_worker)
{
	struct worker *w = calloc(1, sizeof(*w));
	sigset_t all, before;
	int error;

	if (w == NULL)
		return ST_NO_MEMORY;
	w->in.last = &w->in.first;
	w->out.last = &w->out.first;
	w->fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (w->fd < 0) {
		error = errno;
		free(w);
		return status_from_errno(error);
	}
	pthread_mutex_init(&w->lock, NULL);
	pthread_cond_init(&w->wake, NULL);
	sigfillset(&all); /* signals are the ui thread's */
	pthread_sigmask(SIG_SETMASK, &all, &before);
	error = pthread_create(&w->thread, NULL, work, w);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	if (error != 0) {
		close(w->fd);
		free(w);
		return status_from_errno(error);
	}
	pthread_setname_np(w->thread, name);
	*ret_worker = w;
	return ST_OK;
}

void
worker_free(struct worker *w)
{
	if (w == NULL)
		return;
	pthread_mutex_lock(&w->lock);
	w->stopping = true;
	pthread_cond_signal(&w->wake);
	pthread_mutex_unlock(&w->lock);
	pthread_join(w->thread, NULL);
	for (struct job *job; (job = take(&w->in)) != NULL;) /* held to the end */
		put(&w->out, job);
	worker_collect(w);
	close(w->fd);
	pthread_mutex_destroy(&w->lock);
	pthread_cond_destroy(&w->wake);
	free(w);
}

static void
set_held(struct worker *w, bool held)
{
	pthread_mutex_lock(&w->lock);
	w->held = held;
	pthread_cond_signal(&w->wake);
	pthread_mutex_unlock(&w->lock);
}

void
worker_hold(struct worker *w)
{
	set_held(w, true);
}

void
worker_release(struct worker *w)
{
	set_held(w, false);
}

void
worker_post(struct worker *w, struct job *job)
{
	w->pending++;
	pthread_mutex_lock(&w->lock);
	put(&w->in, job);
	pthread_cond_signal(&w->wake);
	pthread_mutex_unlock(&w->lock);
}

int
worker_fd(const struct worker *w)
{
	return w->fd;
}

void
worker_collect(struct worker *w)
{
	uint64_t count;
	struct job *job;

	while (read(w->fd, &count, sizeof(count)) < 0 && errno == EINTR)
		continue;
	for (;;) {
		pthread_mutex_lock(&w->lock);
		job = take(&w->out);
		pthread_mutex_unlock(&w->lock);
		if (job == NULL)
			break;
		w->pending--;
		job->done(job);
	}
}

int
worker_pending(const struct worker *w)
{
	return w->pending;
}
