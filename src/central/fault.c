/* SPDX-License-Identifier: Apache-2.0 */
/* Fault specs: parsed once, counted under a mutex. */
#include "central/fault.h"
#include "base/array.h"
#include "base/str.h"

#include <fnmatch.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { RULES_MAX = 32, PATTERN_ROOM = 160, SPEC_ROOM = 256, RETRY_S = 2 };

struct rule {
	char method[8], pattern[PATTERN_ROOM];
	enum fault_action action;
	int delay_ms, retry_s, bytes_per_s;
	long long first, last; /* of the matching requests */
	double probability;
	uint64_t random; /* xorshift64 */
	long long seen;
};

struct faults {
	pthread_mutex_t mutex;
	struct rule rule[RULES_MAX];
	size_t n;
};

static const struct action_row {
	const char *word;
	enum fault_action action;
	int min, max; /* of its value; both 0: it takes none */
} actions[] = {
	{ "delay",          FAULT_DELAY,          0, 600000  },
	{ "drop-before",    FAULT_DROP_BEFORE,    0, 0       },
	{ "drop-after",     FAULT_DROP_AFTER,     0, 0       },
	{ "reset",          FAULT_RESET,          0, 0       },
	{ "429",            FAULT_429,            0, 0       },
	{ "503",            FAULT_503,            0, 0       },
	{ "html",           FAULT_HTML,           0, 0       },
	{ "html-after",     FAULT_HTML_AFTER,     0, 0       },
	{ "redirect",       FAULT_REDIRECT,       0, 0       },
	{ "redirect-after", FAULT_REDIRECT_AFTER, 0, 0       },
	{ "truncated",      FAULT_TRUNCATED,      0, 0       },
	{ "garbage",        FAULT_GARBAGE,        0, 0       },
	{ "wrong-type",     FAULT_WRONG_TYPE,     0, 0       },
	{ "slow",           FAULT_SLOW,           1, 1000000 },
	{ "twice",          FAULT_TWICE,          0, 0       },
};

enum status
faults_new(struct faults **ret_faults)
{
	struct faults *faults = calloc(1, sizeof(*faults));

	if (faults == NULL)
		return ST_NO_MEMORY;
	if (pthread_mutex_init(&faults->mutex, NULL) != 0) {
		free(faults);
		return ST_NO_MEMORY;
	}
	*ret_faults = faults;
	return ST_OK;
}

void
faults_free(struct faults *faults)
{
	if (faults == NULL)
		return;
	pthread_mutex_destroy(&faults->mutex);
	free(faults);
}

static enum status
read_range(const char *text, struct rule *rule)
{
	char first[24];
	size_t n = strcspn(text, "-");
	enum status st = str_format(first, sizeof(first), "%.*s", (int)n, text);

	if (st == ST_OK)
		st = str_to_int64(first, 1, INT64_MAX, &rule->first);
	rule->last = rule->first;
	if (st == ST_OK && text[n] == '-')
		st = str_to_int64(text + n + 1, rule->first, INT64_MAX, &rule->last);
	return st;
}

static enum status
read_probability(const char *text, struct rule *rule)
{
	char *end = NULL;

	rule->probability = strtod(text, &end);
	return end != text && *end == '\0' && rule->probability >= 0 && rule->probability <= 1
		       ? ST_OK
		       : ST_INVALID;
}

static enum status
read_option(const char *word, struct rule *rule)
{
	long long value = 0;
	enum status st;

	if (strncmp(word, "n=", 2) == 0)
		return read_range(word + 2, rule);
	if (strncmp(word, "p=", 2) == 0)
		return read_probability(word + 2, rule);
	if (strncmp(word, "retry=", 6) == 0) {
		st = str_to_int64(word + 6, 0, 86400, &value);
		rule->retry_s = (int)value;
		return st;
	}
	if (strncmp(word, "seed=", 5) == 0) {
		st = str_to_int64(word + 5, 1, INT64_MAX, &value);
		rule->random = (uint64_t)value;
		return st;
	}
	return ST_INVALID;
}

static const struct action_row *
find_action(const char *word, size_t n)
{
	for (size_t i = 0; i < ARRAY_LEN(actions); i++)
		if (strlen(actions[i].word) == n && strncmp(actions[i].word, word, n) == 0)
			return &actions[i];
	return NULL;
}

static enum status
read_action(const char *word, struct rule *rule)
{
	size_t n = strcspn(word, "=");
	const struct action_row *row = find_action(word, n);
	long long value = 0;
	enum status st;

	if (row == NULL || (word[n] == '=') != (row->max > 0))
		return ST_INVALID;
	rule->action = row->action;
	if (row->max == 0)
		return ST_OK;
	st = str_to_int64(word + n + 1, row->min, row->max, &value);
	if (rule->action == FAULT_DELAY)
		rule->delay_ms = (int)value;
	else
		rule->bytes_per_s = (int)value;
	return st;
}

static enum status
read_rule(char *spec, struct rule *rule)
{
	char *rest = NULL;
	const char *method = strtok_r(spec, " ", &rest);
	const char *pattern = method == NULL ? NULL : strtok_r(NULL, ":", &rest);
	const char *action = pattern == NULL ? NULL : strtok_r(NULL, ":", &rest);
	enum status st;

	if (action == NULL || pattern[0] != '/')
		return ST_INVALID;
	st = str_copy(rule->method, sizeof(rule->method), method);
	if (st == ST_OK)
		st = str_copy(rule->pattern, sizeof(rule->pattern), pattern);
	if (st == ST_OK)
		st = read_action(action, rule);
	for (const char *word; st == ST_OK && (word = strtok_r(NULL, ":", &rest)) != NULL;)
		st = read_option(word, rule);
	return st;
}

enum status
faults_add(struct faults *faults, const char *spec)
{
	struct rule rule = { .retry_s = RETRY_S,
		.first = 1,
		.last = INT64_MAX,
		.probability = 1,
		.random = 88172645463325252 };
	char text[SPEC_ROOM];
	enum status st = str_copy(text, sizeof(text), spec);

	if (st == ST_OK)
		st = read_rule(text, &rule);
	if (st != ST_OK)
		return ST_INVALID;
	if (faults->n == RULES_MAX)
		return ST_TOO_LONG;
	faults->rule[faults->n++] = rule;
	return ST_OK;
}

static double
chance(struct rule *rule)
{
	rule->random ^= rule->random << 13;
	rule->random ^= rule->random >> 7;
	rule->random ^= rule->random << 17;
	return (double)(rule->random >> 11) / 9007199254740992.0; /* 2^53 */
}

static bool
applies(struct rule *rule, const char *method, const char *path)
{
	if ((strcmp(rule->method, "*") != 0 && strcmp(rule->method, method) != 0) ||
		fnmatch(rule->pattern, path, FNM_PATHNAME) != 0)
		return false;
	rule->seen++;
	if (rule->seen < rule->first || rule->seen > rule->last)
		return false;
	return rule->probability >= 1 || chance(rule) < rule->probability;
}

void
faults_next(
	struct faults *faults, const char *method, const char *path, struct fault *ret_fault)
{
	struct fault fault = { .action = FAULT_NONE };

	pthread_mutex_lock(&faults->mutex);
	for (size_t i = 0; i < faults->n; i++) {
		struct rule *rule = &faults->rule[i];

		if (!applies(rule, method, path))
			continue;
		fault.delay_ms += rule->delay_ms;
		if (fault.action == FAULT_NONE && rule->action != FAULT_DELAY) {
			fault.action = rule->action;
			fault.retry_s = rule->retry_s;
			fault.bytes_per_s = rule->bytes_per_s;
		}
	}
	pthread_mutex_unlock(&faults->mutex);
	*ret_fault = fault;
}
