/* SPDX-License-Identifier: Apache-2.0 */
/* What an answer of the centre, or the lack of one, means for whoever sent the request. */
#include "work/central.h"

#include "base/array.h"
#include "base/json.h"
#include "base/str.h"
#include "base/utf8.h"
#include "work/wire.h"

#include <string.h>
#include <strings.h>

enum { RETRY_AFTER_MAX_S = 24 * 3600 };

#define PROBLEM_PREFIX "urn:anjungan:problem:"
#define NOT_OURS       "not-our-content"

static const struct {
	enum status st;
	const char *code;
} no_answer[] = {
	{ ST_UNREACHABLE, "unreachable" },
	{ ST_TIMEOUT,     "timeout"     },
	{ ST_TLS,         "tls"         },
	{ ST_TOO_LONG,    NOT_OURS      },
	{ ST_NOT_OURS,    NOT_OURS      },
	{ ST_CANCELLED,   "cancelled"   },
};

/* 401 and 403 that speak of the kiosk and not of the person. The next try has a new nonce. */
static const struct {
	const char *code;
	enum verdict verdict;
} of_kiosk[] = {
	{ "signature-invalid",  VERDICT_NOT_ADMITTED },
	{ "clock-skew",         VERDICT_NOT_ADMITTED },
	{ "kiosk-not-admitted", VERDICT_NOT_ADMITTED },
	{ "nonce-replayed",     VERDICT_AGAIN        },
};

static void
set_code(struct problem *problem, const char *code)
{
	if (str_copy(problem->code, sizeof(problem->code), code) != ST_OK)
		problem->code[0] = '\0'; /* read_problem checks lengths; ours are short */
}

/* Whether the media type is this one, with or without parameters. */
static bool
is_type(const char *content_type, const char *type)
{
	size_t n = strlen(type);

	return strncasecmp(content_type, type, n) == 0 &&
	       strchr("; \t", content_type[n]) != NULL;
}

static bool
is_code(const char *text)
{
	size_t n = strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-");

	return n > 0 && text[n] == '\0';
}

static void
read_pointer(const json_t *root, struct problem *problem)
{
	char text[sizeof(problem->pointer)] = "";
	json_t *errors = NULL;

	if (json_may_array(root, "errors", 64, &errors) != ST_OK || errors == NULL)
		return;
	if (json_may_string(json_array_get(errors, 0), "pointer", text, sizeof(text)) == ST_OK)
		utf8_harmless(problem->pointer, sizeof(problem->pointer), text);
}

/* The members beside the code only help: a wrong one is as good as none. */
static void
read_members(const json_t *root, struct problem *problem)
{
	char text[sizeof(problem->claim)] = "", time[40] = "";
	int64_t seconds = -1;

	read_pointer(root, problem);
	if (json_may_string(root, "claim_number", text, sizeof(text)) == ST_OK)
		utf8_harmless(problem->claim, sizeof(problem->claim), text);
	if (json_may_int(root, "retry_after_s", 0, INT64_MAX, &seconds) == ST_OK &&
		seconds > problem->retry_after_s)
		problem->retry_after_s =
			seconds < RETRY_AFTER_MAX_S ? (int)seconds : RETRY_AFTER_MAX_S;
	if (json_may_string(root, "time", time, sizeof(time)) == ST_OK && time[0])
		(void)wire_read_time(time, &problem->centre_s); /* untouched where it is none */
}

/* RFC 9457 with a type of ours. ST_INVALID: somebody else's. */
static enum status
read_problem(const struct http_answer *answer, struct problem *problem)
{
	char type[sizeof(PROBLEM_PREFIX) + sizeof(problem->code)] = "";
	const char *code = type + strlen(PROBLEM_PREFIX);
	json_t *root = NULL;
	enum status st = json_read(answer->body.data, answer->body.len, &root);

	if (st != ST_OK)
		return st;
	st = json_need_string(root, "type", type, sizeof(type));
	if (st == ST_OK && strncmp(type, PROBLEM_PREFIX, strlen(PROBLEM_PREFIX)) != 0)
		st = ST_INVALID;
	if (st == ST_OK && (!is_code(code) || strlen(code) >= sizeof(problem->code)))
		st = ST_INVALID;
	if (st == ST_OK) {
		set_code(problem, code);
		read_members(root, problem);
	}
	json_decref(root);
	return st;
}

static enum verdict
again(struct problem *problem, const char *code)
{
	set_code(problem, code);
	return VERDICT_AGAIN;
}

static enum verdict
verdict_of_none(enum status st, struct problem *problem)
{
	for (size_t i = 0; i < ARRAY_LEN(no_answer); i++)
		if (no_answer[i].st == st)
			return again(problem, no_answer[i].code);
	return again(problem, "not-sent");
}

static bool
is_transient(int status)
{
	return status == 408 || status == 425 || status == 429 || status >= 500;
}

static enum verdict
verdict_of_problem(int status, struct problem *problem)
{
	if (is_transient(status))
		return VERDICT_AGAIN;
	for (size_t i = 0; i < ARRAY_LEN(of_kiosk) && (status == 401 || status == 403); i++)
		if (strcmp(of_kiosk[i].code, problem->code) == 0)
			return of_kiosk[i].verdict;
	return VERDICT_REFUSED;
}

enum verdict
central_verdict(const struct http_answer *answer, struct problem *ret_problem)
{
	bool is_json = is_type(answer->content_type, "application/json");
	int status = answer->status;

	*ret_problem =
		(struct problem){ .status = status, .retry_after_s = answer->retry_after_s };
	if (answer->st != ST_OK)
		return verdict_of_none(answer->st, ret_problem);
	if (status == 204 || (status >= 200 && status < 300 && is_json))
		return VERDICT_DONE;
	if (status < 400 ||
		(!is_json && !is_type(answer->content_type, "application/problem+json")))
		return again(ret_problem, NOT_OURS);
	if (read_problem(answer, ret_problem) != ST_OK)
		return again(ret_problem, is_transient(status) ? "no-service" : NOT_OURS);
	if (strcmp(ret_problem->code, "clock-skew") == 0 && ret_problem->centre_s == 0)
		ret_problem->centre_s = answer->date_s;
	return verdict_of_problem(status, ret_problem);
}
