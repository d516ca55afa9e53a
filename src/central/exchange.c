/* SPDX-License-Identifier: Apache-2.0 */
/* Answers, problems, query members. */
#include "central/exchange.h"
#include "base/str.h"

#include <microhttpd.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

void
exchange_init(struct exchange *x, struct centre *centre)
{
	memset(x, 0, sizeof(*x));
	x->centre = centre;
	x->method = x->target = x->query = x->content_type = x->if_none_match = "";
	x->now = centre_now(centre);
	x->today = centre_date(centre, x->now);
}

static void
forget_answer(struct exchange *x)
{
	if (x->text != NULL)
		wipe(x->text, strlen(x->text));
	free(x->text);
	x->text = NULL;
	x->status = x->retry_after_s = 0;
	x->etag[0] = x->content[0] = '\0';
}

void
exchange_free(struct exchange *x)
{
	forget_answer(x);
	json_decref(x->body);
	x->body = NULL;
}

static enum status
put(struct exchange *x, int status, const char *content, json_t *taken)
{
	char *text = taken == NULL ? NULL : json_dumps(taken, JSON_COMPACT);

	json_decref(taken);
	if (text == NULL)
		return ST_NO_MEMORY;
	forget_answer(x);
	x->status = status;
	x->text = text;
	return str_copy(x->content, sizeof(x->content), content);
}

enum status
answer(struct exchange *x, int status, json_t *taken)
{
	return put(x, status, "application/json", taken);
}

enum status
answer_nothing(struct exchange *x, int status)
{
	forget_answer(x);
	x->status = status;
	return ST_OK;
}

enum status
refuse(struct exchange *x, enum problem problem)
{
	return refuse_with(x, problem, json_object());
}

enum status
refuse_with(struct exchange *x, enum problem problem, json_t *taken)
{
	const struct problem_row *row = problem_row(problem);
	json_t *whole = json_pack("{s:s+, s:s, s:i}", "type",
		"urn:anjungan:problem:", row->code, "title", row->title, "status", row->http);
	int retry_after_s = (int)integer_of(taken, "retry_after_s");
	enum status st = ST_NO_MEMORY;

	if (whole != NULL && taken != NULL && json_object_update(whole, taken) == 0)
		st = put(x, row->http, "application/problem+json", json_incref(whole));
	if (st == ST_OK)
		x->retry_after_s = retry_after_s;
	json_decref(whole);
	json_decref(taken);
	return st;
}

enum status
refuse_member(struct exchange *x, enum problem problem, const char *pointer, const char *code)
{
	return refuse_with(x, problem,
		json_pack("{s:[{s:s, s:s}]}", "errors", "pointer", pointer, "code", code));
}

enum status
query_member(const struct exchange *x, const char *name, char *ret_value, size_t room)
{
	size_t n = strlen(name);
	enum status st;

	for (const char *at = x->query; *at != '\0'; at += strspn(at, "&")) {
		size_t end = strcspn(at, "&");

		if (strncmp(at, name, n) == 0 && at[n] == '=') {
			st = str_format(
				ret_value, room, "%.*s", (int)(end - n - 1), at + n + 1);
			if (st == ST_OK)
				(void)MHD_http_unescape(ret_value); /* in place, never longer */
			return st;
		}
		at += end;
	}
	return ST_NOT_FOUND;
}

void
fresh_id(const struct exchange *x, char ret_id[UUID_TEXT])
{
	uint8_t random[10];

	randombytes_buf(random, sizeof(random));
	uuid_v7(x->now * 1000, random, ret_id);
}
