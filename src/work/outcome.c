/* SPDX-License-Identifier: Apache-2.0 */
/* GET /v1/requests/{key}: the stored outcome turned back into the answer it was. */
#include "base/json.h"
#include "base/str.h"
#include "work/central.h"

#include <string.h>

static enum status
read_outcome(const json_t *outcome, struct http_answer *answer)
{
	json_t *body = NULL;
	int64_t status;
	enum status st = json_need_int(outcome, "status", 200, 599, &status);

	if (st == ST_OK)
		st = json_need_string(outcome, "content_type", answer->content_type,
			sizeof(answer->content_type));
	if (st == ST_OK)
		st = json_may_object(outcome, "body", &body);
	if (st == ST_OK && body)
		st = json_write(body, &answer->body);
	if (st == ST_OK)
		answer->status = (int)status;
	return st;
}

enum status
central_unwrap(const struct http_answer *outcome, struct http_answer *ret_answer)
{
	struct http_answer answer = { .st = ST_OK, .retry_after_s = -1, .id = outcome->id };
	struct problem problem;
	json_t *value = NULL;
	enum verdict verdict = central_verdict(outcome, &problem);
	enum status st;

	if (verdict == VERDICT_REFUSED && problem.status == 404 &&
		strcmp(problem.code, "request-not-found") == 0)
		return ST_NOT_FOUND;
	if (verdict != VERDICT_DONE)
		return ST_INVALID;
	buf_init(&answer.body, HTTP_ANSWER_MAX);
	st = json_read(outcome->body.data, outcome->body.len, &value);
	if (st == ST_OK)
		st = read_outcome(value, &answer);
	json_decref(value);
	if (st != ST_OK) {
		buf_free(&answer.body);
		return ST_INVALID;
	}
	*ret_answer = answer;
	return ST_OK;
}
