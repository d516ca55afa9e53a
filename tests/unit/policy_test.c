/* SPDX-License-Identifier: Apache-2.0 */
/* The dated numbers: the shipped file equals the table in code, every missing or wrong member is named. */
#include "base/array.h"
#include "base/json.h"
#include "base/str.h"
#include "rules/policy.h"
#include "tests/fake/tree_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

static json_t *
shipped(void)
{
	struct buf buf;
	json_t *root = NULL;

	assert_int_equal(tree_file_read("config/policy.json", &buf), ST_OK);
	assert_int_equal(json_read(buf.data, buf.len, &root), ST_OK);
	buf_free(&buf);
	return root;
}

static enum status
parse(const json_t *root, struct policy *policy, char why[96])
{
	struct buf buf;
	enum status st;

	buf_init(&buf, JSON_BYTES_MAX);
	assert_int_equal(json_write(root, &buf), ST_OK);
	st = policy_parse(buf.data, buf.len, policy, why);
	buf_free(&buf);
	return st;
}

static void
assert_bands(const struct tax_band *a, size_t a_n, const struct tax_band *b, size_t b_n)
{
	assert_int_equal(a_n, b_n);
	for (size_t i = 0; i < a_n; i++) {
		assert_int_equal(a[i].up_to, b[i].up_to);
		assert_int_equal(a[i].part, b[i].part);
	}
}

static void
policy_built_in__equals_the_shipped_file(void **state)
{
	const struct policy *built_in = policy_built_in();
	json_t *root = shipped();
	struct policy policy;
	char why[96];

	(void)state;
	assert_int_equal(parse(root, &policy, why), ST_OK);
	assert_string_equal(why, "");
	assert_string_equal(policy.version, built_in->version);
	assert_int_equal(policy.limits_n, built_in->limits_n);
	for (size_t i = 0; i < policy.limits_n; i++) {
		assert_true(date_equal(
			policy.unattended_limit[i].from, built_in->unattended_limit[i].from));
		assert_int_equal(
			policy.unattended_limit[i].value, built_in->unattended_limit[i].value);
	}
	assert_int_equal(policy.jht_age, built_in->jht_age);
	assert_int_equal(policy.wait_months, built_in->wait_months);
	assert_int_equal(policy.partial_years, built_in->partial_years);
	assert_int_equal(policy.partial_10, built_in->partial_10);
	assert_int_equal(policy.partial_30, built_in->partial_30);
	assert_int_equal(policy.promise_working_days, built_in->promise_working_days);
	assert_bands(policy.lump, policy.lump_n, built_in->lump, built_in->lump_n);
	assert_bands(policy.progressive, policy.progressive_n, built_in->progressive,
		built_in->progressive_n);
	assert_int_equal(policy.no_npwp_surcharge, built_in->no_npwp_surcharge);
	assert_int_equal(policy.progressive_from_year, built_in->progressive_from_year);
	json_decref(root);
}

static void
policy_parse__names_every_member_that_is_missing_or_of_another_type(void **state)
{
	static const struct {
		const char *in, *member;
	} cases[] = {
		{NULL,   "version"              },
		{ NULL,  "jht_age"              },
		{ NULL,  "wait_months"          },
		{ NULL,  "partial_years"        },
		{ NULL,  "partial_10"           },
		{ NULL,  "partial_30"           },
		{ NULL,  "promise_working_days" },
		{ NULL,  "unattended_limit"     },
		{ NULL,  "tax"                  },
		{ "tax", "lump_sum"             },
		{ "tax", "progressive"          },
		{ "tax", "progressive_from_year"},
		{ "tax", "no_npwp_surcharge"    },
	};
	struct policy policy = { .jht_age = -1 };
	char why[96];

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		json_t *root = shipped();
		json_t *object =
			cases[i].in == NULL ? root : json_object_get(root, cases[i].in);

		assert_int_equal(json_object_set_new(object, cases[i].member, json_true()), 0);
		assert_int_equal(parse(root, &policy, why), ST_INVALID);
		assert_non_null(strstr(why, cases[i].member));
		assert_int_equal(json_object_del(object, cases[i].member), 0);
		assert_int_equal(parse(root, &policy, why), ST_INVALID);
		assert_non_null(strstr(why, cases[i].member));
		json_decref(root);
	}
	assert_int_equal(policy.jht_age, -1);
}

static void
policy_parse__refuses_tables_out_of_order_or_out_of_range(void **state)
{
	static const struct {
		const char *path, *name, *json, *why;
	} cases[] = {
		{NULL,   "unattended_limit", "[]",                                         "unattended_limit"        },
		{ NULL,  "unattended_limit", "[{\"from\":\"2025-02-29\",\"rupiah\":1}]",   "[0]"                     },
		{ NULL,  "unattended_limit", "[{\"from\":\"2025-02-28\",\"rupiah\":-1}]",
                 "[0]"											       },
		{ NULL,  "unattended_limit", "[{\"from\":\"2025-02-28\",\"rupiah\":1.5}]",
                 "[0]"											       },
		{ NULL,  "unattended_limit", "[7]",                                        "[0]"                     },
		{ NULL,  "unattended_limit",
                 "[{\"from\":\"2025-02-28\",\"rupiah\":1},{\"from\":\"2025-02-28\","
                 "\"rupiah\":2}]",							 "[1].from: must ascend"   },
		{ NULL,  "unattended_limit", "[1,2,3,4,5,6,7,8,9]",                        "1 to 8"                  },
		{ NULL,  "jht_age",          "560",                                        "40 to 80"                },
		{ NULL,  "version",          "\"\"",                                       "version"                 },
		{ "tax", "lump_sum",         "[{\"up_to\":1,\"part\":0}]",                 "tax.lump_sum[0]"         },
		{ "tax", "lump_sum",         "[{\"part\":0}]",                             "tax.lump_sum[0]"         },
		{ "tax", "lump_sum",         "[{\"up_to\":null,\"part\":10001}]",          "tax.lump_sum[0]"         },
		{ "tax", "progressive",
                 "[{\"up_to\":5,\"part\":1},{\"up_to\":5,\"part\":2},{\"up_to\":null,"
                 "\"part\":3}]",							   "tax.progressive[1].up_to"},
		{ "tax", "progressive",
                 "[{\"up_to\":null,\"part\":1},{\"up_to\":null,\"part\":3}]",              "tax.progressive[0]"      },
	};
	struct policy policy;
	char why[96];

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		json_t *root = shipped();
		json_t *object = cases[i].path ? json_object_get(root, cases[i].path) : root;
		json_t *value = NULL;

		assert_int_equal(
			json_read(cases[i].json, strlen(cases[i].json), &value), ST_OK);
		assert_int_equal(json_object_set_new(object, cases[i].name, value), 0);
		assert_int_equal(parse(root, &policy, why), ST_INVALID);
		if (strstr(why, cases[i].why) == NULL)
			fail_msg("\"%s\" does not say %s", why, cases[i].why);
		json_decref(root);
	}
	assert_int_equal(policy_parse("[]x", 3, &policy, why), ST_INVALID);
	assert_int_equal(policy_parse("[]", 2, &policy, why), ST_INVALID);
}

static void
policy_limit_on__changes_on_the_first_of_may_2025(void **state)
{
	static const struct {
		struct date date;
		int64_t limit;
	} cases[] = {
		{{ 2010, 1, 1 },    10000000},
		{ { 2015, 7, 1 },   10000000},
		{ { 2025, 4, 30 },  10000000},
		{ { 2025, 5, 1 },   15000000},
		{ { 2026, 11, 22 }, 15000000},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		assert_int_equal(
			policy_limit_on(policy_built_in(), cases[i].date), cases[i].limit);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(policy_built_in__equals_the_shipped_file),
		cmocka_unit_test(
			policy_parse__names_every_member_that_is_missing_or_of_another_type),
		cmocka_unit_test(policy_parse__refuses_tables_out_of_order_or_out_of_range),
		cmocka_unit_test(policy_limit_on__changes_on_the_first_of_may_2025),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
