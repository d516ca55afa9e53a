/* SPDX-License-Identifier: Apache-2.0 */
/* The kiosk's side of HTTP: signed requests, answers taken apart. */
#include "tests/contract/centre.h"
#include "base/sign.h"
#include "base/str.h"
#include "base/uuid.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

enum { ANSWER_MS = 20000, LINE_ROOM = 512 };

static void
add_header(struct curl_slist **list, const char *name, const char *value)
{
	char line[LINE_ROOM];
	struct curl_slist *longer;

	assert_int_equal(str_format(line, sizeof(line), "%s: %s", name, value), ST_OK);
	longer = curl_slist_append(*list, line);
	assert_non_null(longer);
	*list = longer;
}

static const char *
or_else(const char *text, const char *other)
{
	return text != NULL ? text : other;
}

static void
add_signature(struct curl_slist **list, const struct ask *ask, size_t n, long long now)
{
	const char *body = or_else(ask->signed_body, ask->body);
	char nonce[NONCE_ROOM], signature[SIGNATURE_ROOM], stamp[24];
	uint8_t random[16];

	randombytes_buf(random, sizeof(random));
	nonce_make(random, nonce);
	assert_int_equal(str_format(stamp, sizeof(stamp), "%lld", now), ST_OK);
	request_sign(or_else(ask->secret, SECRET), ask->method,
		or_else(ask->signed_target, ask->target), now, or_else(ask->nonce, nonce), body,
		ask->signed_body != NULL ? strlen(ask->signed_body) : n, signature);
	add_header(list, "X-Cons-Id", or_else(ask->kiosk, KIOSK));
	add_header(list, "X-Timestamp", stamp);
	add_header(list, "X-Nonce", or_else(ask->nonce, nonce));
	add_header(list, "X-Signature", or_else(ask->signature, signature));
}

static struct curl_slist *
headers_of(const struct centre_run *run, const struct ask *ask, size_t n)
{
	long long now = (long long)time(NULL) + run->clock_ahead_s + ask->late_s;
	struct curl_slist *list = NULL;
	char key[UUID_TEXT];
	uint8_t random[10];

	randombytes_buf(random, sizeof(random));
	uuid_v7(now * 1000, random, key);
	add_signature(&list, ask, n, now);
	if (strcmp(ask->method, "GET") != 0 && (ask->key == NULL || ask->key[0] != '\0'))
		add_header(&list, "Idempotency-Key", or_else(ask->key, key));
	if (ask->body != NULL)
		add_header(&list, "Content-Type", or_else(ask->type, "application/json"));
	if (ask->etag != NULL)
		add_header(&list, "If-None-Match", ask->etag);
	add_header(&list, "Expect", "");
	return list;
}

static size_t
take_body(char *bytes, size_t size, size_t n, void *ctx)
{
	struct reply *reply = ctx;
	char *more = realloc(reply->body, reply->n + size * n + 1);

	if (more == NULL)
		return 0;
	memcpy(more + reply->n, bytes, size * n);
	reply->body = more;
	reply->n += size * n;
	more[reply->n] = '\0';
	return size * n;
}

static void
take_value(const char *line, const char *name, char *value, size_t room)
{
	size_t n = strlen(name);

	if (strncasecmp(line, name, n) != 0 || line[n] != ':')
		return;
	line += n + 1;
	line += strspn(line, " ");
	assert_int_equal(
		str_format(value, room, "%.*s", (int)strcspn(line, "\r\n"), line), ST_OK);
}

static size_t
take_header(char *bytes, size_t size, size_t n, void *ctx)
{
	struct reply *reply = ctx;
	char line[LINE_ROOM], again[8] = "";

	assert_int_equal(str_format(line, sizeof(line), "%.*s", (int)(size * n), bytes), ST_OK);
	take_value(line, "Content-Type", reply->type, sizeof(reply->type));
	take_value(line, "Retry-After", reply->retry_after, sizeof(reply->retry_after));
	take_value(line, "ETag", reply->etag, sizeof(reply->etag));
	take_value(line, "Idempotent-Replay", again, sizeof(again));
	if (strcmp(again, "true") == 0)
		reply->replayed = true;
	return size * n;
}

static void
record(const struct centre_run *run, const struct ask *ask, const struct reply *reply)
{
	json_t *row;
	FILE *file;

	if (run->record == NULL || reply->code != CURLE_OK)
		return;
	row = json_pack("{s:s, s:s, s:i, s:s, s:O?}", "method", ask->method, "target",
		ask->target, "status", (int)reply->status, "type", reply->type, "body",
		reply->json);
	file = fopen(run->record, "ae");
	assert_non_null(row);
	assert_non_null(file);
	assert_int_equal(json_dumpf(row, file, JSON_COMPACT), 0);
	assert_true(fputc('\n', file) != EOF);
	assert_int_equal(fclose(file), 0);
	json_decref(row);
}

#define SET(curl, option, value)                                                               \
	assert_int_equal(curl_easy_setopt(curl, option, value), CURLE_OK)

static void
set_tls(CURL *curl, const struct centre_run *run)
{
	if (run->ca == NULL)
		return;
	SET(curl, CURLOPT_CAINFO, run->ca);
	SET(curl, CURLOPT_CAPATH, NULL);
	if (run->cert != NULL) {
		SET(curl, CURLOPT_SSLCERT, run->cert);
		SET(curl, CURLOPT_SSLKEY, run->key);
	}
}

static void
set_request(CURL *curl, const struct centre_run *run, const struct ask *ask, size_t n)
{
	char url[LINE_ROOM];

	assert_int_equal(str_format(url, sizeof(url), "%s://127.0.0.1:%d%s",
				 run->ca != NULL ? "https" : "http", run->port, ask->target),
		ST_OK);
	SET(curl, CURLOPT_URL, url);
	SET(curl, CURLOPT_CUSTOMREQUEST, ask->method);
	SET(curl, CURLOPT_NOSIGNAL, 1L);
	SET(curl, CURLOPT_PATH_AS_IS, 1L);
	SET(curl, CURLOPT_TIMEOUT_MS, (long)ANSWER_MS);
	if (ask->body != NULL) {
		SET(curl, CURLOPT_POSTFIELDS, ask->body);
		SET(curl, CURLOPT_POSTFIELDSIZE, (long)n);
	}
	set_tls(curl, run);
}

void
centre_ask(const struct centre_run *run, const struct ask *ask, struct reply *ret_reply)
{
	CURL *curl = curl_easy_init();
	size_t n = ask->n > 0 ? ask->n : strlen(or_else(ask->body, ""));
	struct curl_slist *headers = headers_of(run, ask, n);

	assert_non_null(curl);
	memset(ret_reply, 0, sizeof(*ret_reply));
	set_request(curl, run, ask, n);
	SET(curl, CURLOPT_HTTPHEADER, headers);
	SET(curl, CURLOPT_WRITEFUNCTION, take_body);
	SET(curl, CURLOPT_WRITEDATA, (void *)ret_reply);
	SET(curl, CURLOPT_HEADERFUNCTION, take_header);
	SET(curl, CURLOPT_HEADERDATA, (void *)ret_reply);
	ret_reply->code = curl_easy_perform(curl);
	assert_int_equal(
		curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &ret_reply->status), CURLE_OK);
	if (ret_reply->body != NULL)
		ret_reply->json =
			json_loadb(ret_reply->body, ret_reply->n, JSON_REJECT_DUPLICATES, NULL);
	record(run, ask, ret_reply);
	curl_slist_free_all(headers);
	curl_easy_cleanup(curl);
}

void
reply_free(struct reply *reply)
{
	free(reply->body);
	json_decref(reply->json);
	memset(reply, 0, sizeof(*reply));
}

json_t *
expect(const struct centre_run *run, long status, const char *method, const char *target,
	const char *body)
{
	const struct ask ask = { .method = method, .target = target, .body = body };
	struct reply reply;
	json_t *json;

	centre_ask(run, &ask, &reply);
	if (reply.code != CURLE_OK || reply.status != status)
		fail_msg("%s %s: expected %ld, got %s %ld %s", method, target, status,
			curl_easy_strerror(reply.code), reply.status, or_else(reply.body, ""));
	json = reply.json != NULL ? json_incref(reply.json) : json_object();
	reply_free(&reply);
	return json;
}

const char *
problem_code(const struct reply *reply)
{
	static const char kind[] = "urn:anjungan:problem:";
	const char *type = text(reply->json, "type");

	if (strcmp(reply->type, "application/problem+json") != 0 || type == NULL ||
		strncmp(type, kind, strlen(kind)) != 0 ||
		whole(reply->json, "status") != reply->status)
		return "";
	return type + strlen(kind);
}

void
expect_problem(const struct centre_run *run, const char *code, const char *method,
	const char *target, const char *body)
{
	const struct ask ask = { .method = method, .target = target, .body = body };
	struct reply reply;

	centre_ask(run, &ask, &reply);
	if (strcmp(problem_code(&reply), code) != 0)
		fail_msg("%s %s: expected %s, got %ld %s", method, target, code, reply.status,
			or_else(reply.body, ""));
	reply_free(&reply);
}

const char *
text(const json_t *object, const char *name)
{
	return json_string_value(json_object_get(object, name));
}

long long
whole(const json_t *object, const char *name)
{
	return json_integer_value(json_object_get(object, name));
}

bool
truth(const json_t *object, const char *name)
{
	return json_is_true(json_object_get(object, name));
}
