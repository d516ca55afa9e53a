/* SPDX-License-Identifier: Apache-2.0 */
/* A network of memory. */
#include "tests/fake/http.h"

#include "base/str.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

static const char *
path_of(const char *url)
{
	const char *host = strstr(url, "://");
	const char *path = strchr(host ? host + 3 : url, '/');

	return path ? path : "";
}

static struct fake_http_rule
rule_for(struct fake_http *fake, const struct fake_http_request *request)
{
	for (size_t i = 0; i < fake->rules; i++) {
		const struct fake_http_rule *rule = &fake->rule[i];

		if (rule->method && strcmp(rule->method, request->method) != 0)
			continue;
		if (strncmp(rule->path, request->path, strlen(rule->path)) != 0)
			continue;
		if (rule->times > 0 && fake->used[i] >= rule->times)
			continue;
		fake->used[i]++;
		return *rule;
	}
	return (struct fake_http_rule){ .st = ST_UNREACHABLE };
}

static void
must(enum status st)
{
	assert(st == ST_OK); /* a test with longer texts needs larger rooms */
	(void)st;
}

static void
remember(struct fake_http_request *kept, const struct http_request *request)
{
	kept->id = request->id;
	kept->budget_ms = request->budget_ms;
	kept->stall_ms = request->stall_ms;
	must(str_copy(kept->method, sizeof(kept->method), request->method));
	must(str_copy(kept->url, sizeof(kept->url), request->url));
	kept->path = path_of(kept->url);
	kept->headers = request->headers;
	for (size_t i = 0; i < request->headers; i++)
		must(str_copy(kept->header[i], sizeof(kept->header[i]), request->header[i]));
	kept->n = request->n;
	kept->body = calloc(1, request->n + 1);
	assert(kept->body != NULL);
	if (request->n > 0)
		memcpy(kept->body, request->body, request->n);
}

static enum status
fake_submit(void *ctx, const struct http_request *request)
{
	struct fake_http *fake = ctx;
	struct fake_http_request *kept;

	pthread_mutex_lock(&fake->lock);
	assert(fake->requests < FAKE_HTTP_REQUESTS);
	kept = &fake->request[fake->requests++];
	remember(kept, request);
	kept->rule = rule_for(fake, kept);
	if (fake->watch.leaves)
		fake->watch.leaves(fake->watch.ctx, kept, &kept->rule);
	kept->held = kept->rule.hold;
	kept->pending = true;
	if (fake->requests == fake->fail_at)
		kept->fail_with = fake->fail_with;
	pthread_cond_broadcast(&fake->changed);
	pthread_mutex_unlock(&fake->lock);
	return ST_OK;
}

static void
answer(const struct fake_http_request *request, struct http_answer *ret_answer)
{
	const struct fake_http_rule *rule = &request->rule;
	const char *kind;

	*ret_answer = (struct http_answer){ .id = request->id, .retry_after_s = -1 };
	buf_init(&ret_answer->body, HTTP_ANSWER_MAX);
	ret_answer->st = rule->st;
	if (request->fail_with != ST_OK)
		ret_answer->st = request->fail_with;
	if (rule->left)
		ret_answer->sent = request->n;
	if (ret_answer->st != ST_OK)
		return;
	kind = rule->content_type;
	if (kind == NULL)
		kind = rule->status < 400 ? "application/json" : "application/problem+json";
	must(str_copy(ret_answer->content_type, sizeof(ret_answer->content_type), kind));
	ret_answer->status = rule->status;
	ret_answer->retry_after_s = rule->retry_after_s > 0 ? rule->retry_after_s : -1;
	ret_answer->date_s = rule->date_s;
	ret_answer->sent = request->n;
	if (rule->body)
		must(buf_add_str(&ret_answer->body, rule->body));
	ret_answer->received = ret_answer->body.len;
}

static bool
take_answer(struct fake_http *fake, struct http_answer *ret_answer)
{
	for (int i = 0; i < fake->requests; i++) {
		struct fake_http_request *request = &fake->request[i];

		if (!request->pending || request->held)
			continue;
		if (fake->watch.comes)
			fake->watch.comes(fake->watch.ctx);
		request->pending = false;
		answer(request, ret_answer);
		return true;
	}
	return false;
}

static struct timespec
deadline(int budget_ms)
{
	struct timespec at;

	(void)clock_gettime(CLOCK_MONOTONIC, &at);
	at.tv_sec += budget_ms / 1000;
	at.tv_nsec += (long)(budget_ms % 1000) * 1000000;
	if (at.tv_nsec >= 1000000000) {
		at.tv_sec++;
		at.tv_nsec -= 1000000000;
	}
	return at;
}

static enum status
fake_wait(void *ctx, int budget_ms, struct http_answer *ret_answer)
{
	struct fake_http *fake = ctx;
	struct timespec until = deadline(budget_ms);
	enum status st;

	pthread_mutex_lock(&fake->lock);
	for (;;) {
		st = take_answer(fake, ret_answer) ? ST_OK : ST_AGAIN;
		if (st == ST_OK || fake->woken)
			break;
		if (pthread_cond_timedwait(&fake->changed, &fake->lock, &until) == ETIMEDOUT)
			break;
	}
	if (st == ST_AGAIN)
		fake->woken = false;
	pthread_mutex_unlock(&fake->lock);
	return st;
}

static void
fake_wake(void *ctx)
{
	struct fake_http *fake = ctx;

	pthread_mutex_lock(&fake->lock);
	fake->woken = true;
	pthread_cond_broadcast(&fake->changed);
	pthread_mutex_unlock(&fake->lock);
}

static void
fake_cancel(void *ctx, uint64_t id)
{
	struct fake_http *fake = ctx;

	pthread_mutex_lock(&fake->lock);
	for (int i = 0; i < fake->requests; i++) {
		struct fake_http_request *request = &fake->request[i];

		if (request->id == id && request->pending) {
			request->pending = false;
			request->cancelled = true;
		}
	}
	pthread_mutex_unlock(&fake->lock);
}

static void
fake_close(void *ctx)
{
	struct fake_http *fake = ctx;

	pthread_mutex_lock(&fake->lock);
	fake->frees++;
	pthread_mutex_unlock(&fake->lock);
}

enum status
fake_http_open(void *ctx, struct http_port *ret_port)
{
	struct fake_http *fake = ctx;
	enum status st;

	pthread_mutex_lock(&fake->lock);
	fake->opens++;
	st = fake->open_with;
	pthread_mutex_unlock(&fake->lock);
	if (st != ST_OK)
		return st;
	*ret_port = (struct http_port){ .submit = fake_submit,
		.wait = fake_wait,
		.wake = fake_wake,
		.cancel = fake_cancel,
		.free = fake_close,
		.ctx = fake };
	return ST_OK;
}

void
fake_http_init(struct fake_http *fake)
{
	pthread_condattr_t attr;

	*fake = (struct fake_http){ .open_with = ST_OK };
	pthread_mutex_init(&fake->lock, NULL);
	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(&fake->changed, &attr);
	pthread_condattr_destroy(&attr);
}

void
fake_http_free(struct fake_http *fake)
{
	for (int i = 0; i < fake->requests; i++)
		free(fake->request[i].body);
	pthread_cond_destroy(&fake->changed);
	pthread_mutex_destroy(&fake->lock);
}

void
fake_http_add(struct fake_http *fake, const struct fake_http_rule *rule)
{
	pthread_mutex_lock(&fake->lock);
	assert(fake->rules < FAKE_HTTP_RULES);
	fake->used[fake->rules] = 0;
	fake->rule[fake->rules++] = *rule;
	pthread_mutex_unlock(&fake->lock);
}

void
fake_http_forget_rules(struct fake_http *fake)
{
	pthread_mutex_lock(&fake->lock);
	fake->rules = 0;
	pthread_mutex_unlock(&fake->lock);
}

void
fake_http_fail(struct fake_http *fake, int nth, enum status status)
{
	pthread_mutex_lock(&fake->lock);
	fake->fail_at = fake->requests + nth;
	fake->fail_with = status;
	pthread_mutex_unlock(&fake->lock);
}

void
fake_http_release(struct fake_http *fake)
{
	pthread_mutex_lock(&fake->lock);
	for (int i = 0; i < fake->requests; i++)
		fake->request[i].held = false;
	pthread_cond_broadcast(&fake->changed);
	pthread_mutex_unlock(&fake->lock);
}

int
fake_http_count(struct fake_http *fake)
{
	int n;

	pthread_mutex_lock(&fake->lock);
	n = fake->requests;
	pthread_mutex_unlock(&fake->lock);
	return n;
}

const struct fake_http_request *
fake_http_request(struct fake_http *fake, int i)
{
	return i < fake_http_count(fake) ? &fake->request[i] : NULL;
}

bool
fake_http_cancelled(struct fake_http *fake, int i)
{
	bool cancelled;

	pthread_mutex_lock(&fake->lock);
	cancelled = i < fake->requests && fake->request[i].cancelled;
	pthread_mutex_unlock(&fake->lock);
	return cancelled;
}

bool
fake_http_await(struct fake_http *fake, int n, int budget_ms)
{
	struct timespec until = deadline(budget_ms);
	bool come;

	pthread_mutex_lock(&fake->lock);
	while (fake->requests < n)
		if (pthread_cond_timedwait(&fake->changed, &fake->lock, &until) == ETIMEDOUT)
			break;
	come = fake->requests >= n;
	pthread_mutex_unlock(&fake->lock);
	return come;
}

const char *
fake_http_header(const struct fake_http_request *request, const char *name)
{
	size_t n = strlen(name);

	for (size_t i = 0; i < request->headers; i++)
		if (strncasecmp(request->header[i], name, n) == 0 &&
			strncmp(request->header[i] + n, ": ", 2) == 0)
			return request->header[i] + n + 2;
	return "";
}
