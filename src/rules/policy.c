/* SPDX-License-Identifier: Apache-2.0 */
/* The dated numbers, built in and read from JSON. */
#include "rules/policy.h"

#include "base/array.h"
#include "base/json.h"
#include "base/str.h"

#include <assert.h>

enum { WHY_ROOM = 96, PART_MAX = 10000 };

#define RUPIAH_MAX  INT64_C(1000000000000000)
#define WITHOUT_END INT64_MAX

static const struct policy built_in = {
	.version = "2026-01",
	.unattended_limit = {
		{ .from = { 2015, 7, 1 }, .value = 10000000 },
		{ .from = { 2025, 5, 1 }, .value = 15000000 },
	},
	.limits_n = 2,
	.jht_age = 56,
	.wait_months = 1,
	.partial_years = 10,
	.partial_10 = 1000,
	.partial_30 = 3000,
	.promise_working_days = 5,
	.lump = {
		{ .up_to = 50000000, .part = 0 },
		{ .up_to = WITHOUT_END, .part = 500 },
	},
	.lump_n = 2,
	.progressive = {
		{ .up_to = 60000000, .part = 500 },
		{ .up_to = 250000000, .part = 1500 },
		{ .up_to = 500000000, .part = 2500 },
		{ .up_to = 5000000000, .part = 3000 },
		{ .up_to = WITHOUT_END, .part = 3500 },
	},
	.progressive_n = 5,
	.no_npwp_surcharge = 2000,
	.progressive_from_year = 3,
};

struct number_row {
	const char *name;
	int min, max;
	size_t at; /* of an int in struct policy */
};

static const struct number_row numbers[] = {
	{"jht_age",               40, 80,       offsetof(struct policy, jht_age)             },
	{ "wait_months",          0,  24,       offsetof(struct policy, wait_months)         },
	{ "partial_years",        1,  40,       offsetof(struct policy, partial_years)       },
	{ "partial_10",           1,  PART_MAX, offsetof(struct policy, partial_10)          },
	{ "partial_30",           1,  PART_MAX, offsetof(struct policy, partial_30)          },
	{ "promise_working_days", 1,  60,       offsetof(struct policy, promise_working_days)},
};

static const struct number_row tax_numbers[] = {
	{"progressive_from_year", 2, 20,       offsetof(struct policy, progressive_from_year)},
	{ "no_npwp_surcharge",    0, PART_MAX, offsetof(struct policy, no_npwp_surcharge)    },
};

/* Says which member is wrong; the names are ours, so the words fit. */
__attribute__((format(printf, 2, 3))) static enum status
wrong(char ret_why[WHY_ROOM], const char *format, ...)
{
	enum status st;
	va_list args;

	va_start(args, format);
	st = str_vformat(ret_why, WHY_ROOM, format, args);
	va_end(args);
	assert(st == ST_OK);
	(void)st;
	return ST_INVALID;
}

static enum status
read_numbers(const json_t *object, const struct number_row *rows, size_t n,
	struct policy *policy, char ret_why[WHY_ROOM])
{
	for (size_t i = 0; i < n; i++) {
		int64_t value;

		if (json_need_int(object, rows[i].name, rows[i].min, rows[i].max, &value) !=
			ST_OK)
			return wrong(ret_why, "%s: must be a whole number of %d to %d",
				rows[i].name, rows[i].min, rows[i].max);
		*(int *)((char *)policy + rows[i].at) = (int)value;
	}
	return ST_OK;
}

static enum status
read_limit(const json_t *row, struct dated_amount *ret_limit)
{
	struct dated_amount limit;
	char from[DATE_ISO];

	if (json_need_string(row, "from", from, sizeof(from)) != ST_OK ||
		date_parse_iso(from, &limit.from) != ST_OK ||
		json_need_int(row, "rupiah", 0, RUPIAH_MAX, &limit.value) != ST_OK)
		return ST_INVALID;
	*ret_limit = limit;
	return ST_OK;
}

static enum status
read_limits(const json_t *object, struct policy *policy, char ret_why[WHY_ROOM])
{
	struct dated_amount *limits = policy->unattended_limit;
	json_t *rows;

	if (json_need_array(object, "unattended_limit", POLICY_STEPS_MAX, &rows) != ST_OK ||
		json_array_size(rows) == 0)
		return wrong(ret_why, "unattended_limit: must be a list of 1 to %d",
			POLICY_STEPS_MAX);
	for (size_t i = 0; i < json_array_size(rows); i++) {
		if (read_limit(json_array_get(rows, i), &limits[i]) != ST_OK)
			return wrong(
				ret_why, "unattended_limit[%zu]: needs from and rupiah", i);
		if (i > 0 && date_compare(limits[i - 1].from, limits[i].from) >= 0)
			return wrong(ret_why, "unattended_limit[%zu].from: must ascend", i);
	}
	policy->limits_n = json_array_size(rows);
	return ST_OK;
}

static enum status
read_band(const json_t *row, bool last, struct tax_band *ret_band)
{
	int64_t part, up_to = WITHOUT_END;

	if (json_need_int(row, "part", 0, PART_MAX, &part) != ST_OK)
		return ST_INVALID;
	if (last ? !json_is_null(json_object_get(row, "up_to"))
		 : json_need_int(row, "up_to", 1, RUPIAH_MAX, &up_to) != ST_OK)
		return ST_INVALID;
	ret_band->up_to = up_to;
	ret_band->part = (int)part;
	return ST_OK;
}

static enum status
read_bands(const json_t *object, const char *name, struct tax_band bands[TAX_BANDS_MAX],
	size_t *ret_n, char ret_why[WHY_ROOM])
{
	json_t *rows;
	size_t n;

	if (json_need_array(object, name, TAX_BANDS_MAX, &rows) != ST_OK ||
		json_array_size(rows) == 0)
		return wrong(ret_why, "tax.%s: must be a list of 1 to %d", name, TAX_BANDS_MAX);
	n = json_array_size(rows);
	for (size_t i = 0; i < n; i++) {
		if (read_band(json_array_get(rows, i), i == n - 1, &bands[i]) != ST_OK)
			return wrong(ret_why,
				"tax.%s[%zu]: needs up_to (null in the last) and part", name,
				i);
		if (i > 0 && bands[i].up_to <= bands[i - 1].up_to)
			return wrong(ret_why, "tax.%s[%zu].up_to: must ascend", name, i);
	}
	*ret_n = n;
	return ST_OK;
}

static enum status
read_tax(const json_t *object, struct policy *policy, char ret_why[WHY_ROOM])
{
	enum status st;
	json_t *tax;

	if (json_need_object(object, "tax", &tax) != ST_OK)
		return wrong(ret_why, "tax: must be an object");
	st = read_numbers(tax, tax_numbers, ARRAY_LEN(tax_numbers), policy, ret_why);
	if (st == ST_OK)
		st = read_bands(tax, "lump_sum", policy->lump, &policy->lump_n, ret_why);
	if (st == ST_OK)
		st = read_bands(tax, "progressive", policy->progressive, &policy->progressive_n,
			ret_why);
	return st;
}

static enum status
read_policy(const json_t *root, struct policy *policy, char ret_why[WHY_ROOM])
{
	enum status st;

	if (json_need_string(root, "version", policy->version, sizeof(policy->version)) !=
			ST_OK ||
		policy->version[0] == '\0')
		return wrong(ret_why, "version: must be a short text");
	st = read_numbers(root, numbers, ARRAY_LEN(numbers), policy, ret_why);
	if (st == ST_OK)
		st = read_limits(root, policy, ret_why);
	if (st == ST_OK)
		st = read_tax(root, policy, ret_why);
	return st;
}

const struct policy *
policy_built_in(void)
{
	return &built_in;
}

enum status
policy_parse(const char *json, size_t n, struct policy *ret_policy, char ret_why[WHY_ROOM])
{
	struct policy policy = { .limits_n = 0 };
	json_t *root = NULL;
	enum status st;

	ret_why[0] = '\0';
	st = json_read(json, n, &root);
	if (st == ST_NO_MEMORY)
		return st;
	if (st != ST_OK)
		return wrong(ret_why, "not one JSON object without doubled members");
	st = read_policy(root, &policy, ret_why);
	if (st == ST_OK)
		*ret_policy = policy;
	json_decref(root);
	return st;
}

int64_t
policy_limit_on(const struct policy *policy, struct date date)
{
	size_t i = policy->limits_n;

	assert(i > 0);
	while (i > 1 && date_compare(policy->unattended_limit[i - 1].from, date) > 0)
		i--;
	return policy->unattended_limit[i - 1].value;
}
